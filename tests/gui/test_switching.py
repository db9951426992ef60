"""Changing the model from the window: at once, in the background, stopped and gone on with, cancelled, failing."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from photosim import settings
from photosim.core.cancel import Progress
from photosim.core.photo import PhotoId
from photosim.errors import LibraryError, ModelError
from photosim.library.reports import SwitchReport, SwitchState
from photosim.ui import words
from photosim.ui.history import Focus, Query
from photosim.ui.main_window import MainWindow
from tests.gui.fake_library import FakeLibrary
from tests.gui.fake_models import BUILT_IN, INSTALLED_VGG16

Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]


class Steps:
    """Lets a switch go on one report at a time."""

    def __init__(self, library: FakeLibrary) -> None:
        self._may = threading.Semaphore(0)
        self._free = False
        report = library.go_on_switching

        def go_on(progress: Any = None, cancel: Any = None) -> SwitchReport:
            def tell(state: Any) -> None:
                if progress:
                    progress(state)
                if not self._free:
                    self._may.acquire(timeout=20)

            return report(tell, cancel)

        library.go_on_switching = go_on  # type: ignore[method-assign]

    def take(self, count: int = 1) -> None:
        for _ in range(count):
            self._may.release()

    def free(self) -> None:
        self._free = True
        self._may.release()


@pytest.fixture
def library(fake_library: Callable[..., FakeLibrary]) -> FakeLibrary:
    """100 photos, none of which VGG16 has looked at; a switch takes four steps."""
    made = fake_library(100)
    made.infos["vgg16"] = INSTALLED_VGG16
    return made


@pytest.fixture
def steps(library: FakeLibrary) -> Iterator[Steps]:
    made = Steps(library)
    yield made
    made.free()


def switching_to(window: MainWindow) -> str:
    switch = window.indexing.state.switch
    return switch.name if switch else ""


# -- through


def test_model_that_knows_the_photos_answers_at_once(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    library.seen["vgg16"] = 100
    window = open_window(library, index=False)
    settle(window)
    window.pages.open_photo(3)
    settle(window)
    window.pages.open_photo(4)
    settle(window)
    asked = library.calls.count("similar")
    counted = library.calls.count("tag_counts")
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: library.used == "vgg16" and not window.indexing.state.running)
    settle(window)
    assert window.messages.text == (
        "VGG16 answers now. The vectors of EfficientNet-Lite0 are kept; going back is instant."
    )
    assert window.status.model.text() == "VGG16 · CPU"
    assert library.calls.count("similar") == asked + 1  # the page shown, again
    assert library.calls.count("tag_counts") > counted
    assert "index" in library.calls  # for the few photos VGG16 may not have looked at
    assert window.pages.history.current.query is not None
    assert window.pages.history.current.query.source == 4
    window.tools.back.trigger()  # a page of before: its answer is the old model's, and asked for anew
    settle(window)
    assert library.calls.count("similar") == asked + 2
    assert window.pages.matches.rowCount() > 0


def test_old_model_answers_until_the_new_one_has_looked_at_all(
    library: FakeLibrary, steps: Steps, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    settle(window)
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: "25 of 100" in window.status.text)
    assert window.status.text == "Switching to VGG16: 25 of 100 · 5.7 photos/s · 2 min left"
    assert (window.status._bar.value(), window.status._bar.maximum()) == (25, 100)
    assert window.status._button.text() == "Pause"
    assert window.status._failed.isHidden()  # one photo failed, as it did with the old model: no news
    assert window.status.model.text() == "EfficientNet-Lite0 · CPU"
    window.pages.open_photo(3)
    qtbot.waitUntil(lambda: window.pages.matches.rowCount() > 0)
    steps.take()
    qtbot.waitUntil(lambda: "50 of 100" in window.status.text)
    assert library.used == BUILT_IN.name
    assert window.messages.text == ""
    asked = library.calls.count("similar")
    steps.free()
    qtbot.waitUntil(lambda: library.used == "vgg16" and not window.indexing.state.running)
    settle(window)
    assert window.messages.text.startswith("VGG16 answers now.")
    assert window.status.text == "100 photos"
    assert window.indexing.state.switch is None
    assert library.calls.count("similar") == asked + 1
    window.indexing.use_model(BUILT_IN.name)
    qtbot.waitUntil(lambda: library.used == BUILT_IN.name)
    settle(window)
    assert window.messages.text.startswith("EfficientNet-Lite0 answers now. The vectors of VGG16 are kept")


def test_models_of_one_title_are_told_apart(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    library.infos["mine"] = replace(INSTALLED_VGG16, name="mine")
    library.seen |= {"vgg16": 100, "mine": 100}
    library.used = "mine"
    window = open_window(library, index=False)
    settle(window)
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: library.used == "vgg16")
    settle(window)
    assert window.messages.text.startswith("VGG16 (vgg16) answers now. The vectors of VGG16 (mine) are kept;")


def test_page_shows_the_switch(
    library: FakeLibrary, steps: Steps, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    window.models.open_page()
    settle(window)
    card = window.models.page.cards["vgg16"]
    card.use.click()
    qtbot.waitUntil(lambda: "25 of 100" in card.work.text.text())
    assert card.work.text.text().endswith("\nEfficientNet-Lite0 answers until then.")
    assert [button.text() for button in card.controls if button.isVisible()] == ["Cancel"]
    window.status._button.click()
    steps.take()
    qtbot.waitUntil(lambda: not window.indexing.state.running)
    settle(window)
    assert card.work.text.text().startswith("Switching is paused: 25 of 100 photos looked at")
    assert window.status.text == "Paused · Switching to VGG16: 25 of 100"
    window.status._button.click()
    steps.free()
    qtbot.waitUntil(lambda: library.used == "vgg16" and not window.indexing.state.running)
    settle(window)
    assert not card.work.isVisible()
    assert card._badge.isVisible()
    old = window.models.page.cards[BUILT_IN.name]
    assert [button.text() for button in old.controls if button.isVisible()] == ["Use", "Free vectors"]


# -- stopped


def test_cancelled_switch_leaves_the_old_model(
    library: FakeLibrary, steps: Steps, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    window.models.open_page()
    settle(window)
    card = window.models.page.cards["vgg16"]
    card.use.click()
    qtbot.waitUntil(lambda: "25 of 100" in window.status.text)
    card.work.cancel.click()
    steps.take()
    qtbot.waitUntil(lambda: library.wish is None and not window.indexing.state.running)
    settle(window)
    assert library.used == BUILT_IN.name
    assert not window.indexing.state.paused
    assert window.status.text == "100 photos"
    assert not card.work.isVisible()
    assert [button.text() for button in card.controls if button.isVisible()] == ["Use", "Free vectors", "Remove"]
    assert library.seen["vgg16"] == 25  # kept, for another time


def test_folder_added_during_a_switch_comes_first(
    library: FakeLibrary, steps: Steps, open_window: Open, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window(library, index=False)
    settle(window)
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: "25 of 100" in window.status.text)
    library.to_find = 50
    window.indexing.add_folder(tmp_path)
    assert window.status.text == "Stopping…"
    steps.free()
    qtbot.waitUntil(lambda: library.used == "vgg16" and not window.indexing.state.running)
    settle(window)
    order = [name for name in library.calls if name in {"index", "go_on_switching"}]
    assert order == ["go_on_switching", "index", "index", "go_on_switching"]
    assert len(library.ids) == 150
    assert window.pages.photos.rowCount() == 150


def test_bar_of_a_switch_that_waits_is_not_that_of_the_folders(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    index, gate = library.index, threading.Event()

    def slowly(folders: Any, progress: Any, cancel: Any) -> Any:
        progress(Progress("looking", 90, 100, 0))
        gate.wait(20)
        return index(folders, progress=progress, cancel=cancel)

    library.index = slowly  # type: ignore[assignment, method-assign]
    library.wish, library.seen["vgg16"] = "vgg16", 20
    window = open_window(library)
    window.models.open_page()
    qtbot.waitUntil(lambda: "vgg16" in window.models.page.cards and window.indexing.state.progress is not None)
    work = window.models.page.cards["vgg16"].work
    qtbot.waitUntil(lambda: "20 of 100 photos looked at" in work.text.text())
    assert work.bar.value() == 200
    gate.set()
    settle(window)


def test_another_model_can_be_wanted_meanwhile(
    library: FakeLibrary, steps: Steps, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    library.infos["mine"] = replace(INSTALLED_VGG16, name="mine", title="Mine")
    library.seen["mine"] = 60
    window = open_window(library, index=False)
    settle(window)
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: "25 of 100" in window.status.text)
    window.indexing.use_model("mine")
    steps.take()
    qtbot.waitUntil(lambda: "Switching to Mine: 85 of 100" in window.status.text)
    steps.free()
    qtbot.waitUntil(lambda: library.used == "mine" and not window.indexing.state.running)
    settle(window)
    assert library.seen["vgg16"] == 25


def test_instant_switch_restarts_an_indexing_run_for_the_new_model(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    library.seen["vgg16"] = 100
    used: list[str] = []
    library.hooks["index"] = lambda *_: used.append(library.used)
    window = open_window(library, index=False)
    settle(window)
    library.to_find = 5000
    window.indexing.add_folder(tmp_path)
    qtbot.waitUntil(lambda: len(library.ids) > 100)
    library.seen["vgg16"] = 5100
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: library.used == "vgg16")
    qtbot.waitUntil(lambda: "vgg16" in used)
    assert used[0] == BUILT_IN.name
    library.to_find = 0
    qtbot.waitUntil(lambda: not window.indexing.state.running)
    settle(window)


# -- over a restart


def test_pending_switch_goes_on_after_the_rescan(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    library.wish = "vgg16"
    library.seen["vgg16"] = 50
    window = open_window(library)
    qtbot.waitUntil(lambda: library.used == "vgg16" and not window.indexing.state.running)
    settle(window)
    assert [name for name in library.calls if name in {"index", "go_on_switching"}] == ["index", "go_on_switching"]


def test_paused_switch_stays_paused_over_a_restart(
    library: FakeLibrary, steps: Steps, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    settle(window)
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: "25 of 100" in window.status.text)
    window.status._button.click()
    steps.take()
    qtbot.waitUntil(lambda: not window.indexing.state.running)
    settle(window)
    window.close()
    assert settings.load(settings.settings_file(library.paths.config)).paused

    before = len(library.calls)
    again = open_window(library)
    settle(again)
    assert again.status.text == "Paused · Switching to VGG16: 25 of 100"
    assert not {"index", "go_on_switching"} & set(library.calls[before:])
    steps.free()
    again.status._button.click()
    qtbot.waitUntil(lambda: library.used == "vgg16" and not again.indexing.state.running)
    settle(again)


def test_use_ends_a_pause_only_if_there_is_something_to_look_at(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    window.indexing.pause()
    settle(window)
    library.seen["vgg16"] = 100
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: library.used == "vgg16")
    settle(window)
    assert window.indexing.state.paused
    library.seen[BUILT_IN.name] = 10
    window.indexing.use_model(BUILT_IN.name)
    qtbot.waitUntil(lambda: library.used == BUILT_IN.name)
    settle(window)
    assert not window.indexing.state.paused


def test_closing_during_a_switch_is_quick_and_loses_nothing(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    library.pace = 0.05
    window = open_window(library, index=False)
    settle(window)
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: "25 of 100" in window.status.text)
    window.close()
    assert window.finished
    assert library.wish == "vgg16"
    assert library.used == BUILT_IN.name
    assert 25 <= library.seen["vgg16"] < 100


@pytest.mark.parametrize("what", ["install_model", "import_model", "measure_speed", "remove_model"])
def test_closing_during_work_on_models_is_quick(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot, what: str, tmp_path: Path
) -> None:
    library.infos["another"] = replace(BUILT_IN, name="another", state="available", photos_per_second=None)
    window = open_window(library, index=False)
    window.models.open_page()
    settle(window)
    library.pace = 0.02
    started = threading.Event()

    def take_a_moment(*_: object) -> None:
        started.set()
        threading.Event().wait(0.2)

    library.hooks[what] = take_a_moment
    desk = window.models.desk
    if what == "install_model":
        desk.install("another")
    elif what == "import_model":
        desk.import_file(tmp_path / "x.onnx")
    elif what == "remove_model":
        desk.remove("vgg16", vectors_only=False)
    else:
        library.infos["vgg16"] = replace(INSTALLED_VGG16, photos_per_second=None)
        desk.refresh()
    qtbot.waitUntil(started.is_set)
    window.close()
    assert window.finished
    assert window.runner.busy() == []


# -- failing


def test_wish_that_cannot_be_fulfilled_is_told_and_over(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    def gone() -> None:
        library.wish = None  # as the library does
        raise ModelError("the model vgg16 is damaged: vgg16.onnx is gone")

    library.hooks["go_on_switching"] = gone
    window = open_window(library, index=False)
    settle(window)
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: window.messages.text == "The model vgg16 is damaged: vgg16.onnx is gone.")
    settle(window)
    assert window.status.text == "100 photos"
    assert window.status._button.isHidden()
    assert library.used == BUILT_IN.name


def test_switch_stopped_by_an_error_can_be_resumed(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    def full() -> None:
        raise LibraryError("the disk is full")

    library.hooks["go_on_switching"] = full
    window = open_window(library, index=False)
    window.models.open_page()
    settle(window)
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: window.messages.text == "The disk is full.")
    settle(window)
    assert window.status.text == "Indexing stopped · Switching to VGG16: 0 of 100"
    assert library.calls.count("go_on_switching") == 1  # what failed once is not tried again by itself
    card = window.models.page.cards["vgg16"]
    assert card.work.text.text().startswith("Switching has stopped: 0 of 100 photos")
    assert [button.text() for button in card.controls if button.isVisible()] == ["Use", "Cancel"]
    del library.hooks["go_on_switching"]
    window.status._button.click()
    qtbot.waitUntil(lambda: library.used == "vgg16" and not window.indexing.state.running)
    settle(window)


def test_switch_that_cannot_be_finished_says_why_and_does_not_spin(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    problem = "40 photos lie in folders that are not there now: EfficientNet-Lite0 goes on answering"
    calls: list[int] = []

    def not_all(*_: object, **__: object) -> SwitchReport:
        calls.append(1)
        return SwitchReport(library.used, False, 60, 0, 0.1, problems=(problem,))

    library.go_on_switching = not_all  # type: ignore[method-assign]
    window = open_window(library, index=False)
    settle(window)
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: window.messages.text == problem + ".")
    settle(window)
    assert len(calls) == 1
    assert window.status.text.startswith("Indexing stopped · Switching to VGG16")
    library.seen["vgg16"] = 100  # choosing it once more is to do without those photos
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: library.used == "vgg16")
    settle(window)


def test_damaged_model_is_not_switched_to(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    library.infos["vgg16"] = replace(INSTALLED_VGG16, problem="vgg16 is damaged")
    window = open_window(library, index=False)
    settle(window)
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: window.messages.text.rstrip(".") == "vgg16 is damaged")
    settle(window)
    assert library.wish is None
    assert not window.indexing.state.running


# -- what the new model cannot do


def test_pages_lose_their_focus_with_a_model_without_classes(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    library.infos["vgg16"] = replace(INSTALLED_VGG16, classes=0)
    library.seen["vgg16"] = 100
    dog = next(label for label in library.made if label.kind == "class")
    window = open_window(library, index=False)
    settle(window)
    window.sidebar.choose(("group:animal",))
    settle(window)
    window.pages.open_query(Query(PhotoId(5), "five", focus=Focus(dog.key, dog.name)))
    settle(window)

    library.hooks["choose_model"] = lambda name: setattr(library, "off", "VGG16 knows no classes")
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: library.used == "vgg16")
    settle(window)
    assert library.focuses[-1] is None
    query = window.pages.history.current.query
    assert query is not None
    assert query.focus is None
    assert window.pages.matches.rowCount() > 0
    assert window.pages.header.removable == ""
    assert window.focus.text() == ""
    assert not window.focus.isEnabled()
    assert not window.sidebar.isVisible()
    assert window.sidebar.model.chosen == ()
    assert window.messages.text.startswith("VGG16 answers now.")
    window.tools.back.trigger()
    settle(window)
    assert window.pages.header.note == "100 photos"


def test_panel_is_asked_anew(library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot) -> None:
    library.seen["vgg16"] = 100
    window = open_window(library, index=False)
    settle(window)
    window.pages.photo_grid.setCurrentIndex(window.pages.photos.index(2))
    settle(window)
    tags, similar = library.calls.count("tags"), library.calls.count("similar")
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: library.used == "vgg16")
    settle(window)
    assert library.calls.count("tags") == tags + 1
    assert library.calls.count("similar") == similar + 1
    assert window.pages.photo_grid.currentIndex().row() == 2


# -- the menu


def open_menu(window: MainWindow, qtbot: QtBot) -> QMenu:
    window.status.model.click()
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in window.findChildren(QMenu)))
    return next(menu for menu in window.findChildren(QMenu) if menu.isVisible())


def lines(menu: QMenu) -> list[tuple[str, bool]]:
    return [(line.text(), line.isChecked()) for line in menu.actions() if not line.isSeparator()]


def test_menu_offers_what_can_be_used(library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot) -> None:
    library.infos["broken"] = replace(INSTALLED_VGG16, name="broken", title="Broken", problem="its file is gone")
    library.infos["later"] = replace(INSTALLED_VGG16, name="later", title="Later", state="available")
    library.infos["other"] = replace(INSTALLED_VGG16, name="other", title="VGG16")
    library.infos["long"] = replace(INSTALLED_VGG16, name="long", title="A & B " * 40)
    library.seen |= {"other": 100, "long": 100}
    window = open_window(library, index=False)
    settle(window)
    button = window.status.model
    assert button.text() == "EfficientNet-Lite0 · CPU"
    assert button.accessibleName() == "Model: EfficientNet-Lite0 · CPU"
    menu = open_menu(window, qtbot)
    *models, long, manage = lines(menu)
    assert models == [
        ("EfficientNet-Lite0", True),
        ("VGG16 (vgg16) · 100 photos to look at first", False),
        ("VGG16 (other)", False),
    ]
    assert long[0].startswith("A && B A && B A")
    assert len(long[0]) < 100
    assert manage == ("Manage models…", False)
    menu.actions()[2].trigger()
    menu.close()
    qtbot.waitUntil(lambda: library.used == "other")
    settle(window)
    assert not button.isDown()


def test_menu_opens_the_page_and_goes_by_keyboard(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    settle(window)
    button = window.status.model
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in window.findChildren(QMenu)))
    menu = next(menu for menu in window.findChildren(QMenu) if menu.isVisible())
    assert menu.activeAction().text() == "EfficientNet-Lite0"
    qtbot.keyClick(menu, Qt.Key.Key_Up)  # round to the last
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    settle(window)
    assert window.models.page.isVisible()


def test_choosing_the_model_in_use_cancels_a_switch(
    library: FakeLibrary, steps: Steps, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    settle(window)
    window.indexing.use_model("vgg16")
    qtbot.waitUntil(lambda: "25 of 100" in window.status.text)
    menu = open_menu(window, qtbot)
    assert lines(menu)[1] == ("VGG16 · switching", False)
    menu.actions()[1].trigger()  # is being switched to already
    assert switching_to(window) == "vgg16"
    menu.actions()[0].trigger()
    menu.close()
    steps.free()
    qtbot.waitUntil(lambda: library.wish is None and not window.indexing.state.running)
    settle(window)
    assert library.used == BUILT_IN.name


def test_list_of_models_that_fails_is_told(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    def fail() -> None:
        raise LibraryError("the catalogue is locked")

    library.hooks["models"] = fail
    window = open_window(library, index=False)
    settle(window)
    window.status.model.click()
    qtbot.waitUntil(lambda: window.messages.text == "The catalogue is locked.")
    settle(window)
    assert not window.status.model.isDown()


def test_fallback_of_the_provider_is_told_once(
    library: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    settle(window)
    assert window.status.model.objectName() == "modelButton"
    library.provider_problem = "CUDA cannot be used: libcublas is missing"
    window.indexing._list()
    settle(window)
    assert window.messages.text == "CUDA cannot be used: libcublas is missing."
    assert window.status.model.objectName() == "modelProblem"
    assert "libcublas" in window.status.model.toolTip()
    window.messages.hide()
    library.provider_problem = None
    window.indexing._list()
    settle(window)
    assert window.status.model.objectName() == "modelButton"
    assert window.messages.text == ""


# -- words


def test_switch_in_words() -> None:
    switch = SwitchState("vgg16", "VGG16", 312, 1000)
    assert words.switching(switch) == "Switching to VGG16: 312 of 1,000"
    assert words.switching(switch, Progress("looking", 0, 688)) == "Switching to VGG16: 312 of 1,000"
    state = Progress("looking", 100, 688, 3, 5.7, 103.0)
    assert words.switching(switch, state) == "Switching to VGG16: 412 of 1,000 · 5.7 photos/s · 2 min left"
    assert words.switching(switch, Progress("sorting")) == "Switching to VGG16 · sorting the search index"
    assert words.done_of(None) == (0, 0)
    assert words.done_of(Progress("scanning", 5)) == (0, 0)
    assert words.done_of(Progress("looking", 5, 9)) == (5, 9)


def test_long_words_can_be_broken() -> None:
    assert words.breakable("a short text, an-address-with/places/to/break/at-and-so-on") == (
        "a short text, an-address-with/places/to/break/at-and-so-on"
    )
    broken = words.breakable(f"see {'x' * 60} there")
    assert broken.replace("\N{ZERO WIDTH SPACE}", "") == f"see {'x' * 60} there"
    assert max(map(len, broken.replace("\N{ZERO WIDTH SPACE}", " ").split())) <= 12
