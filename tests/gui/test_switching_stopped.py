"""Changing the model from the window: cancelled, paused, over a restart, failing."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from photosim import settings
from photosim.core.cancel import Progress
from photosim.errors import LibraryError, ModelError
from photosim.library.reports import SwitchReport
from photosim.ui.main_window import MainWindow
from tests.gui.fake_library import FakeLibrary
from tests.gui.fake_models import BUILT_IN, INSTALLED_VGG16
from tests.gui.steps import Steps

Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]


@pytest.fixture
def library(installed: FakeLibrary) -> FakeLibrary:
    """100 photos, none of which VGG16 has looked at; a switch takes four steps."""
    return installed


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
