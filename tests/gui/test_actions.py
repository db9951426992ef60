"""The table of actions, the menus made from it, and when each can be used."""

import itertools
from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from photosim.library.views import Filter, Order, SortKey
from photosim.ui import icons, menus
from photosim.ui.about import AboutBox
from photosim.ui.action_table import plain_text, table
from photosim.ui.actions import Actions, Situation
from photosim.ui.licences import LicencesBox
from photosim.ui.main_window import MainWindow
from photosim.ui.shortcuts import ShortcutSheet, sheet
from photosim.ui.undo import UndoStack
from tests.gui.fake_library import FakeLibrary

Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]
Make = Callable[..., FakeLibrary]

IDS = {
    *("add-folder", "open-photo", "paste", "export", "quit"),
    *("undo", "select-all", "select-none", "copy-picture", "copy-file", "copy-path", "find"),
    *("back", "forward", "library", "sidebar", "panel", "viewer", "zoom-in", "zoom-out", "zoom-reset"),
    *("sort-similarity", "sort-taken", "sort-name", "sort-folder", "sort-descending", "headings", "collapse"),
    *("refresh", "full-screen", "look-alikes", "open-external", "show-in-folder", "compare", "hide"),
    *("not-similar", "trash", "copy-details", "duplicates", "skipped", "models", "settings", "pause"),
    *("shortcuts", "about"),
}


@pytest.fixture
def window(fake_library: Make, open_window: Open, settle: Settle) -> MainWindow:
    made = open_window(fake_library(60), index=False)
    settle(made)
    return made


def lines(menu: QMenu) -> list[QAction]:
    return [action for action in menu.actions() if not action.isSeparator()]


def menus_of(window: MainWindow) -> dict[str, QMenu]:
    found: dict[str, QMenu] = {}
    for action in window.menuBar().actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        found[plain_text(action.text())] = menu
        for line in menu.actions():
            if isinstance(line.menu(), QMenu):
                found[plain_text(line.text())] = line.menu()  # type: ignore[assignment]
    return found


def mnemonic(text: str) -> str:
    place = text.replace("&&", "").find("&")
    return text.replace("&&", "")[place + 1].casefold() if place >= 0 else ""


# -- the table


def test_table_holds_every_action() -> None:
    assert {spec.name for spec in table()} == IDS
    assert {spec.icon for spec in table()} - {""} <= icons.names()


def test_no_key_means_two_things() -> None:
    keys = [key for spec in table() for key in spec.keys]
    assert len(keys) == len(set(keys))
    assert all(QKeySequence(key).count() == 1 for key in keys)


def test_every_action_is_connected_and_in_a_menu(window: MainWindow) -> None:
    there = {line.objectName() for menu in menus_of(window).values() for line in lines(menu)}
    assert {name for name in IDS if window.commands.get(name) and name not in there} == set()
    waiting = {name for name in IDS if window.commands.lacking(name) == "not in this version"}
    assert waiting == set()


def test_mnemonics_are_unique_in_each_menu(window: MainWindow) -> None:
    bar = [mnemonic(action.text()) for action in window.menuBar().actions()]
    assert len(bar) == len(set(bar)) == 6
    all_menus = {**menus_of(window), "context": menus.context_menu(window, window.commands)}
    for title, menu in all_menus.items():
        found = [mnemonic(line.text()) for line in lines(menu)]
        assert all(found), title
        assert len(found) == len(set(found)), (title, sorted(found))


def test_disabled_action_tells_why(window: MainWindow) -> None:
    commands = window.commands
    for name, reason in (
        ("back", "there is no page before this one"),
        ("trash", "select a photo first"),
        ("undo", "there is nothing to undo"),
        ("library", "the library is shown already"),
    ):
        action = commands.get(name)
        assert not action.isEnabled()
        assert action.toolTip().endswith(reason)
        assert action.statusTip() == action.toolTip()
    assert commands.get("find").toolTip() == "Find (Ctrl+F)"


# -- following the window


def test_actions_follow_the_selection(window: MainWindow, settle: Settle) -> None:
    grid, commands = window.pages.photo_grid, window.commands
    names = ("trash", "hide", "export", "copy-file", "copy-picture", "copy-details", "compare", "look-alikes")
    expected = {
        0: set[str](),
        1: {*names} - {"compare"},
        2: {*names} - {"copy-picture", "copy-details"},
        3: {*names} - {"copy-picture", "copy-details", "compare"},
    }
    for count, wanted in expected.items():
        grid.select_photos(window.pages.photos.ids[:count])
        settle(window)
        assert {name for name in names if not commands.lacking(name)} | ({"compare"} if count == 2 else set()) == wanted
        assert commands.lacking("trash") == ("" if count else "select a photo first")


def test_actions_follow_the_page(window: MainWindow, settle: Settle) -> None:
    commands = window.commands
    assert commands.lacking("sort-similarity") == "for the results of a search only"
    assert commands.get("sort-taken").isChecked()
    window.pages.open_photo(int(window.pages.photos.ids[0]))
    settle(window)
    assert commands.get("sort-similarity").isEnabled()
    assert commands.get("sort-similarity").isChecked()
    assert commands.get("collapse").isEnabled()
    assert commands.lacking("headings") == "this order has no headings"
    assert commands.get("back").isEnabled()
    window.models.open_page()
    settle(window)
    for name in ("select-all", "zoom-in", "sort-name", "panel", "trash"):
        assert not commands.get(name).isEnabled()
    commands.get("back").trigger()
    settle(window)
    assert commands.get("forward").isEnabled()
    window.pages.set_filter(Filter(hidden=True))
    settle(window)
    assert plain_text(commands.get("hide").text()) == "Show again"


def test_ten_thousand_selected_cost_the_actions_nothing(fake_library: Make, open_window: Open, settle: Settle) -> None:
    window = open_window(fake_library(10_000), index=False)
    settle(window)
    window.commands.get("select-all").trigger()
    settle(window)
    assert len(window.pages.selected_ids()) == 10_000
    assert not window.commands.lacking("trash")
    assert len(window.pages.photo_grid.selectionModel().selection().indexes()) == 10_000
    window.commands.get("select-none").trigger()
    settle(window)
    assert window.pages.selected_ids() == []
    assert window.commands.lacking("trash")


def test_unchanged_situation_changes_no_action() -> None:
    actions = Actions()
    actions.connect_to("trash", lambda: None)
    actions.update(Situation(selected=2))
    changed: list[str] = []
    for name in IDS:
        actions.get(name).changed.connect(lambda name=name: changed.append(name))
    actions.update(Situation(selected=2))
    assert changed == []
    actions.update(Situation(selected=0))
    assert "trash" in changed


# -- doing


def test_sorting_by_menu(window: MainWindow, settle: Settle) -> None:
    commands, listed = window.commands, window.pages.listed
    commands.get("sort-name").trigger()
    settle(window)
    assert listed.order == Order(SortKey.NAME, descending=False)
    assert commands.get("sort-name").isChecked()
    assert not commands.get("sort-taken").isChecked()
    assert commands.lacking("headings") == "this order has no headings"
    commands.get("sort-descending").trigger()
    settle(window)
    assert listed.order == Order(SortKey.NAME, descending=True)
    assert commands.get("sort-descending").isChecked()
    commands.get("sort-taken").trigger()
    settle(window)
    commands.get("headings").trigger()
    seen = [window.pages.headings]
    commands.get("headings").trigger()
    assert [*seen, window.pages.headings] == [False, True]


def test_answers_are_sorted_and_folded_by_menu(window: MainWindow, settle: Settle) -> None:
    commands = window.commands
    window.pages.open_photo(int(window.pages.photos.ids[0]))
    settle(window)
    commands.get("sort-name").trigger()
    settle(window)
    orders = [window.pages.page.order]
    assert commands.get("sort-name").isChecked()
    commands.get("sort-similarity").trigger()
    settle(window)
    assert [*orders, window.pages.page.order] == [Order(SortKey.NAME, descending=False), None]
    commands.get("collapse").trigger()
    settle(window)
    assert window.pages.view.collapse


def test_zooming_by_keys_moves_the_slider(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    window.activateWindow()
    grid, slider = window.pages.photo_grid, window.tools.slider
    before = grid.cell_size
    qtbot.keyClick(grid, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert grid.cell_size > before
    assert slider.value() == grid.cell_size == window.pages.match_grid.cell_size
    qtbot.keyClick(grid, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert grid.cell_size == slider.value() == before
    qtbot.keyClick(grid, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert grid.cell_size == slider.value() < before


def test_keys_of_photos_mean_something_else_in_boxes(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    library = cast("FakeLibrary", window.library)
    window.activateWindow()
    window.pages.photo_grid.select_photos([3])
    settle(window)
    window.search.setFocus()
    qtbot.keyClicks(window.search, "cat")
    qtbot.keyClick(window.search, Qt.Key.Key_Home)
    qtbot.keyClick(window.search, Qt.Key.Key_Delete)
    assert window.search.text() == "at"
    qtbot.keyClick(window.search, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert window.search.selectedText() == "at"
    window.sidebar.view.setFocus()
    qtbot.keyClick(window.sidebar.view, Qt.Key.Key_Delete)
    settle(window)
    assert "forget_files" not in library.calls
    assert window.messages.text == ""
    assert window.pages.selected_ids() == [3]


def side_button(window: MainWindow, button: Qt.MouseButton) -> None:
    target = window.pages.photo_grid.viewport() if window.pages.page.is_library else window.pages.match_grid.viewport()
    place = QPointF(40, 40)
    press = QMouseEvent(
        QMouseEvent.Type.MouseButtonPress,
        place,
        QPointF(target.mapToGlobal(place.toPoint())),
        button,
        button,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(target, press)


def test_side_buttons_of_the_mouse_go_back_and_forward(window: MainWindow, settle: Settle) -> None:
    window.pages.photo_grid.select_photos([3])
    window.pages.open_photo(5)
    settle(window)
    side_button(window, Qt.MouseButton.BackButton)
    settle(window)
    assert window.pages.page.is_library
    assert window.pages.selected_ids() == [3]
    side_button(window, Qt.MouseButton.ForwardButton)
    settle(window)
    assert window.pages.page.query is not None


def test_panel_is_closed_by_key_and_stays_so(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    window.activateWindow()
    width = window.panel.width()
    qtbot.keyClick(window.pages.photo_grid, Qt.Key.Key_F9)
    settle(window)
    assert not window.panel.isVisible()
    window.models.open_page()
    settle(window)
    window.commands.get("back").trigger()
    settle(window)
    assert not window.panel.isVisible()
    qtbot.keyClick(window.pages.photo_grid, Qt.Key.Key_F9)
    assert window.panel.isVisible()
    assert window.panel.width() == width


def test_menu_of_photos_opens_where_it_is_wanted(window: MainWindow, settle: Settle) -> None:
    window.pages.photo_grid.select_photos([3, 4])
    settle(window)
    viewport = window.pages.photo_grid.viewport()
    index = window.pages.photos.index(window.pages.photos.row_of(4) or 0)
    place = window.pages.photo_grid.visualRect(index).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert {"trash", "hide", "export", "copy-file"} <= {line.objectName() for line in lines(menu) if line.isEnabled()}
    assert window.pages.selected_ids() == [3, 4]
    menu.close()


def test_pause_says_what_it_would_do(window: MainWindow, settle: Settle) -> None:
    commands = window.commands
    assert commands.lacking("pause") == "photosim is not looking at photos now"
    window.indexing.pause()
    settle(window)
    assert plain_text(commands.get("pause").text()) == "Resume indexing"
    commands.get("pause").trigger()
    settle(window)
    assert not window.indexing.state.paused


def test_rescan_looks_at_the_folders(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    library = cast("FakeLibrary", window.library)
    assert "index" not in library.calls
    window.activateWindow()
    qtbot.keyClick(window.pages.photo_grid, Qt.Key.Key_F5)
    settle(window)
    assert "index" in library.calls


# -- telling


def test_sheet_of_keys_holds_every_key_of_the_table(window: MainWindow) -> None:
    told = list(itertools.chain.from_iterable(entries for _, entries in sheet(window.commands)))
    texts = {text for text, _ in told}
    for spec in table():
        if spec.keys or spec.grid_key:
            assert plain_text(spec.text) in texts or plain_text(window.commands.get(spec.name).text()) in texts
    assert ("Move to trash", ["Del"]) in told
    assert ("Go to a file name", ["Type its beginning"]) in told


def test_sheet_opens_by_its_key_and_closes_by_escape(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.keyClick(window.pages.photo_grid, Qt.Key.Key_F1)
    opened = window.findChild(ShortcutSheet)
    assert opened is not None
    assert opened.isVisible()
    assert not opened.isModal()
    qtbot.keyClick(opened, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(ShortcutSheet) is None)


def test_about_names_model_and_provider(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    window.commands.get("about").trigger()
    settle(window)
    box = window.findChild(AboutBox)
    assert box is not None
    assert "Model: EfficientNet-Lite0" in box._facts.text()
    assert "Runs on: " in box._facts.text()
    assert str(window.library.paths.data) in box._facts.text()
    assert not box.isModal()
    box.close()
    qtbot.waitUntil(lambda: window.findChild(AboutBox) is None)


def test_about_leads_to_the_licences_which_stay_when_it_is_closed(
    window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    window.commands.get("about").trigger()
    settle(window)
    box = window.findChild(AboutBox)
    assert box is not None
    button = next(one for one in box._buttons.buttons() if one.text().replace("&", "") == "Licences")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    box.close()
    qtbot.waitUntil(lambda: window.findChild(AboutBox) is None)
    licences = window.findChild(LicencesBox)
    assert licences is not None
    assert licences.isVisible()
    assert not licences.isModal()
    shown = licences.text.toPlainText()
    assert shown.startswith("MIT License")
    assert "WordNet licence, see resources/WordNet.LICENSE.txt." in shown
    assert licences.text.horizontalScrollBar().maximum() == 0  # licences have lines of many hundred letters
    licences.close()
    qtbot.waitUntil(lambda: window.findChild(LicencesBox) is None)


# -- undo


def test_undo_stack_takes_back_the_last_deed_first_and_each_once() -> None:
    stack, done = UndoStack(), list[str]()
    first = stack.push("Undo one", lambda: done.append("one"))
    stack.push("Undo two", lambda: done.append("two"))
    assert stack.text == "Undo two"
    stack.undo(first)
    assert done == ["one"]
    stack.undo(first)
    assert done == ["one"]
    stack.undo()
    assert done == ["one", "two"]
    assert stack.text == ""
    stack.undo()
    assert done == ["one", "two"]


def test_undo_stack_forgets_the_oldest() -> None:
    stack, done = UndoStack(), list[int]()
    for number in range(60):
        stack.push(f"Undo {number}", lambda number=number: done.append(number))  # type: ignore[misc]
    for _ in range(60):
        stack.undo()
    assert done == list(range(59, 9, -1))


def test_menu_wanted_from_the_keyboard_is_at_the_photo(window: MainWindow, settle: Settle) -> None:
    window.pages.photo_grid.select_photos([3])
    settle(window)
    asked: list[QPoint] = []
    window.pages.menu_wanted.connect(asked.append)
    viewport = window.pages.photo_grid.viewport()
    QApplication.sendEvent(viewport, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(9, 9)))
    assert len(asked) == 1
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
