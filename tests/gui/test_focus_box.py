"""The Focus box: choosing a class, group or album by typing, and what it does to the page."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from photosim.errors import LibraryError
from photosim.ui.choice_list import Choice
from photosim.ui.history import Focus, Query
from photosim.ui.main_window import MainWindow
from tests.gui.doing import click, file_mime
from tests.gui.fake_tags import ALBUM

Make = Callable[..., Any]  # a FakeLibrary, which stands for a Library
Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]


@pytest.fixture
def library(fake_library: Make) -> Any:
    return fake_library(60)


@pytest.fixture
def window(library: Any, open_window: Open, settle: Settle) -> MainWindow:
    made = open_window(library, index=False)
    settle(made)
    made.activateWindow()
    return made


def shown(window: MainWindow) -> list[tuple[str, str]]:
    return [(row.shown, row.detail) for row in window.focus.choices]


def type_into(qtbot: QtBot, window: MainWindow, text: str) -> None:
    window.focus.setFocus()
    window.focus.selectAll()
    qtbot.keyClicks(window.focus, text)


def test_typing_offers_names_that_contain_it_best_first(window: MainWindow, qtbot: QtBot) -> None:
    type_into(qtbot, window, "CAT")
    offered = shown(window)
    assert offered[0] == ("cat", "animal, cat")
    assert offered[1] == ("cat 0", "animal, cat")
    assert len(offered) == 9
    assert window.focus.popup.isVisible()
    type_into(qtbot, window, "garden")
    assert shown(window) == [("Grandma's garden", "your album")]
    type_into(qtbot, window, "crane")
    assert shown(window) == [("crane", "bird"), ("crane", "machine")]


def test_labels_come_from_a_worker_and_not_before_the_photos(library: Any, window: MainWindow) -> None:
    assert library.calls.index("listing") < library.calls.index("labels")
    assert threading.get_ident() not in library.threads


def test_choosing_from_the_list_tells_equal_names_apart(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    window.pages.open_photo(3)
    settle(window)
    type_into(qtbot, window, "crane")
    for _ in range(2):
        qtbot.keyClick(window.focus.popup, Qt.Key.Key_Down)
    assert window.focus.text() == "crane"
    qtbot.keyClick(window.focus.popup, Qt.Key.Key_Return)
    settle(window)
    assert library.focuses[-1] == "n2"
    assert not window.focus.popup.isVisible()
    assert window.pages.header.parts == ["focus: crane"]
    assert len(window.pages.history._pages) == 3  # Enter on a row is one choice, not two
    assert "label" not in library.calls
    assert window.focusWidget() is window.pages.match_grid


def test_click_in_the_list_chooses(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    window.pages.open_photo(3)
    settle(window)
    type_into(qtbot, window, "fruit")
    popup = window.focus.popup
    place = popup.visualRect(popup.model().index(0, 0)).center()
    qtbot.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(window)
    assert library.focuses[-1] == "group:fruit"
    assert window.focus.text() == "fruit"


def test_typed_name_is_looked_up(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    click(qtbot, window.pages.photo_grid, 5)
    settle(window)
    wide = window.panel.inside.model.ids.tolist()
    type_into(qtbot, window, " Grandma's GARDEN ")
    qtbot.keyClick(window.focus, Qt.Key.Key_Return)
    settle(window)
    assert window.focus.text() == "Grandma's garden"
    assert library.focuses[-1] == ALBUM.key
    assert window.panel.inside.model.ids.tolist() != wide
    assert window.pages.history.current.query is None


def test_unknown_name_is_told_with_what_may_have_been_meant(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    type_into(qtbot, window, "fruti")
    qtbot.keyClick(window.focus, Qt.Key.Key_Return)
    settle(window)
    assert window.messages.text == "Nothing is called fruti. Did you mean: fruit, fruit 0, fruit 1?"
    assert window.focus.selectedText() == "fruti"  # typing replaces it
    assert window.messages._card.action.text() == "Focus on fruit"
    window.messages._card.action.click()
    settle(window)
    assert window.focus.text() == "fruit"
    assert window.pages.history.current.focus == Focus("group:fruit", "fruit")


def test_message_about_a_name_goes_once_another_is_found(window: MainWindow, settle: Settle) -> None:
    window.focus.look_up("fruti")
    settle(window)
    assert window.messages.text
    window.focus.look_up("cat")
    settle(window)
    assert window.messages.text == ""
    assert window.focus.text() == "cat"


@pytest.mark.parametrize("way", ["edit", "leave", "any"])
def test_message_about_a_name_goes_with_the_name(window: MainWindow, settle: Settle, qtbot: QtBot, way: str) -> None:
    type_into(qtbot, window, "fruti")
    qtbot.keyClick(window.focus, Qt.Key.Key_Return)
    settle(window)
    assert window.messages.text
    if way == "edit":
        qtbot.keyClick(window.focus, Qt.Key.Key_Delete)
    elif way == "leave":
        qtbot.keyClick(window.focus, Qt.Key.Key_Escape)
    else:
        window.focus.chosen.emit(Choice("", "any"))
    assert window.messages.text == ""


def test_other_messages_stay(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    window.focus.look_up("fruti")
    settle(window)
    window.messages.show_notice("The disk is full")
    type_into(qtbot, window, "cat")
    assert window.messages.text == "The disk is full"


def test_punctuation_is_no_name(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    type_into(qtbot, window, "?!")
    qtbot.keyClick(window.focus, Qt.Key.Key_Return)
    settle(window)
    quoted = "\N{LEFT DOUBLE QUOTATION MARK}?!\N{RIGHT DOUBLE QUOTATION MARK}"
    assert window.messages.text == f"There is no class, group or album called {quoted}"
    assert window.focus.selectedText() == "?!"
    assert "label" not in library.calls


def test_emptied_box_offers_everything(window: MainWindow, qtbot: QtBot) -> None:
    type_into(qtbot, window, "dog")
    for _ in range(3):
        qtbot.keyClick(window.focus, Qt.Key.Key_Backspace)
    qtbot.waitUntil(window.focus.popup.isVisible)
    assert shown(window)[0] == ("any", "")
    assert len(shown(window)) == len(window.focus._labels) + 1
    qtbot.keyClick(window.focus.popup, Qt.Key.Key_Return)  # on no row: nothing is chosen, and nobody complains
    qtbot.waitUntil(lambda: not window.focus.popup.isVisible())
    assert window.messages.text == ""
    assert window.focus.text() == ""


def test_unknown_name_without_a_neighbour(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    window.focus.setFocus()
    window.focus.setText("\N{CJK UNIFIED IDEOGRAPH-732B}?!")
    qtbot.keyClick(window.focus, Qt.Key.Key_Return)
    settle(window)
    assert window.messages.text == "Nothing is called \N{CJK UNIFIED IDEOGRAPH-732B}?!"
    assert not window.messages._card.action.isVisible()


def test_failure_to_look_up_is_told(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    def fail(_text: str) -> None:
        message = "the resources are damaged"
        raise LibraryError(message)

    library.hooks["label"] = fail
    type_into(qtbot, window, "zebra")
    qtbot.keyClick(window.focus, Qt.Key.Key_Return)
    settle(window)
    assert window.messages.text == "The resources are damaged."


@pytest.mark.parametrize("text", ["any", "ANY ", ""])
def test_any_and_nothing_end_the_focus(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot, text: str
) -> None:
    window.pages.open_query(Query(Path("x.jpg"), "x.jpg", focus=Focus("group:dog", "dog")))
    settle(window)
    assert window.focus.text() == "dog"
    window.focus.setFocus()
    window.focus.selectAll()
    qtbot.keyClick(window.focus, Qt.Key.Key_Delete)
    qtbot.keyClicks(window.focus, text)
    window.focus.popup.hide()
    qtbot.keyClick(window.focus, Qt.Key.Key_Return)
    settle(window)
    assert library.focuses[-1] is None
    assert window.pages.header.parts == []
    assert window.focus.placeholderText() == "any"


def test_cross_in_the_box_and_in_the_header_end_the_focus(window: MainWindow, library: Any, settle: Settle) -> None:
    window.pages.open_query(Query(Path("x.jpg"), "x.jpg", focus=Focus("group:dog", "dog")))
    settle(window)
    assert library.focuses[-1] == "group:dog"
    window.focus._end.trigger()
    settle(window)
    assert library.focuses[-1] is None
    assert window.focus.text() == ""
    window.tools.back.trigger()
    settle(window)
    assert window.focus.text() == "dog"
    window.pages.header.chips.buttons[0].click()
    settle(window)
    assert window.focus.text() == ""
    assert library.focuses[-1] is None


def test_arrow_and_down_show_everything(window: MainWindow, qtbot: QtBot) -> None:
    window.focus._end.trigger()
    everything = len(window.focus._labels) + 1
    assert len(window.focus.choices) == everything
    assert shown(window)[:3] == [("any", ""), ("Grandma's garden", "your album"), ("animal", "animal")]
    assert window.focus.popup.isVisible()
    qtbot.keyClick(window.focus.popup, Qt.Key.Key_Escape)
    assert not window.focus.popup.isVisible()
    qtbot.keyClick(window.focus, Qt.Key.Key_Down)
    assert window.focus.popup.isVisible()
    window.focus.popup.hide()


def test_escape_closes_the_list_then_leaves_the_box_and_never_the_page(
    window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    window.pages.open_photo(3)
    settle(window)
    type_into(qtbot, window, "dog")
    qtbot.keyClick(window.focus.popup, Qt.Key.Key_Escape)
    assert not window.focus.popup.isVisible()
    assert window.focus.hasFocus()
    assert window.focus.text() == "dog"
    qtbot.keyClick(window.focus, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.pages.match_grid
    assert window.focus.text() == ""  # what was not entered is forgotten
    assert window.pages.history.current.query is not None


def test_dropped_photo_is_searched_with_the_focus_of_the_box(
    window: MainWindow, library: Any, settle: Settle, tmp_path: Path
) -> None:
    window.pages.set_focus(Focus("group:cat", "cat"))
    window.take(file_mime(Path(__file__)))
    settle(window)
    query = window.pages.history.current.query
    assert query is not None
    assert query.focus == Focus("group:cat", "cat")
    assert library.focuses[-1] == "group:cat"


def test_labels_with_ten_thousand_characters_of_text(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    window.focus.setFocus()
    window.focus.insert("x" * 10_000)
    window.focus.look_up(window.focus.text())
    settle(window)
    assert window.messages.text
    assert len(window.messages.text) < 400
