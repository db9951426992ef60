"""The search box: suggestions while typing, photos of a word as a page, never an empty page without its reason."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from photosim.core.photo import Match, PhotoId, Region
from photosim.errors import LibraryError, NotIndexedError, UserError
from photosim.library.reports import Found
from photosim.ui.history import Focus, Query
from photosim.ui.main_window import MainWindow
from photosim.ui.photo_model import Role
from tests.gui.doing import click

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


def search(qtbot: QtBot, window: MainWindow, text: str) -> None:
    window.search.setFocus()
    window.search.selectAll()
    qtbot.keyClicks(window.search, text)
    qtbot.keyClick(window.search, Qt.Key.Key_Return)


def offered(window: MainWindow) -> list[str]:
    return [row.shown for row in window.search.choices]


# -- suggestions


def test_typing_offers_words(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    window.search.setFocus()
    qtbot.keyClicks(window.search, "sn")
    settle(window)
    assert offered(window) == ["sneaker", "sneakers", "snow", "snowboard"]
    assert window.search.popup.isVisible()
    assert threading.get_ident() not in library.threads
    qtbot.keyClicks(window.search, "ow")
    settle(window)
    assert offered(window) == ["snowboard"]  # the word itself is no suggestion
    qtbot.keyClicks(window.search, "zz")
    settle(window)
    assert offered(window) == []
    assert not window.search.popup.isVisible()


def test_suggestions_are_whole_texts(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    window.search.setFocus()
    qtbot.keyClicks(window.search, "red sn")
    settle(window)
    assert offered(window)[:2] == ["red sneaker", "red sneakers"]


def test_fast_typing_asks_where_it_rests(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    window.search.setFocus()
    qtbot.keyClicks(window.search, "snowboard")
    settle(window)
    assert library.calls.count("suggest") <= 2  # for the first letter and for the whole


def test_answer_to_older_text_is_thrown_away(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    gate = threading.Event()
    library.hooks["suggest"] = lambda text, _k: gate.wait(5) if text == "c" else None
    window.search.setFocus()
    qtbot.keyClicks(window.search, "c")
    qtbot.waitUntil(lambda: "suggest" in library.calls)
    qtbot.keyClicks(window.search, "ast")
    gate.set()
    settle(window)
    assert offered(window) == ["castle"]


def test_down_and_enter_search_for_the_suggestion_once(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    window.search.setFocus()
    qtbot.keyClicks(window.search, "sn")
    settle(window)
    for _ in range(3):
        qtbot.keyClick(window.search.popup, Qt.Key.Key_Down)
    assert window.search.text() == "snow"
    qtbot.keyClick(window.search.popup, Qt.Key.Key_Return)
    settle(window)
    assert library.texts == [("snow", None)]
    assert window.search.text() == "snow"
    assert not window.search.popup.isVisible()


def test_enter_searches_for_what_was_typed_unless_a_row_was_chosen(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    """Of a list that is not filtered Qt chooses the first row that begins with the text by itself."""
    window.search.setFocus()
    qtbot.keyClicks(window.search, "s")
    settle(window)
    qtbot.keyClicks(window.search, "n")  # its rows are those that still fit, until the answer comes
    assert not window.search.popup.currentIndex().isValid()
    settle(window)
    assert window.search.popup.isVisible()
    assert not window.search.popup.currentIndex().isValid()
    qtbot.keyClick(window.search.popup, Qt.Key.Key_Return)
    settle(window)
    assert library.texts == [("sn", None)]


def test_click_on_a_suggestion_searches(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    window.search.setFocus()
    qtbot.keyClicks(window.search, "sn")
    settle(window)
    popup = window.search.popup
    place = popup.visualRect(popup.model().index(1, 0)).center()
    qtbot.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(window)
    assert library.texts == [("sneakers", None)]


def test_escape_closes_the_list_then_leaves_the_box(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    window.pages.open_photo(3)
    settle(window)
    window.search.setFocus()
    qtbot.keyClicks(window.search, "sn")
    settle(window)
    qtbot.keyClick(window.search.popup, Qt.Key.Key_Escape)
    assert not window.search.popup.isVisible()
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.focusWidget() is window.pages.match_grid
    assert window.search.text() == ""  # what was not entered is forgotten: the box says what the page shows
    assert window.pages.history.current.query is not None  # the page stays


def test_ctrl_f_goes_to_the_box_and_selects_its_text(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    search(qtbot, window, "cat")
    settle(window)
    assert window.focusWidget() is window.pages.match_grid
    qtbot.keyClick(window.pages.match_grid, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is window.search
    assert window.search.selectedText() == "cat"


def test_ctrl_f_in_the_box_selects_its_text_once_more(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    library.found = Found("xqzt", "No word like xqzt is known.", (), ())
    search(qtbot, window, "xqzt")
    settle(window)
    assert window.focusWidget() is window.search  # there is no photo to go to
    qtbot.keyClick(window.search, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.search, "cat")
    assert window.search.text() == "cat"


def test_text_not_entered_goes_with_its_page(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    search(qtbot, window, "cat")
    settle(window)
    window.search.setFocus()
    qtbot.keyClicks(window.search, "zzz")
    window.tools.back.trigger()  # from one page to another, here from "cat" to the library
    settle(window)
    assert window.search.text() == ""
    window.search.setFocus()
    qtbot.keyClicks(window.search, "zzz")
    window.pages.open_photo(3)  # neither page has a text
    settle(window)
    assert window.search.text() == ""


def test_news_of_the_page_leave_alone_what_is_being_typed(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    window.pages.open_photo(3)
    window.search.setFocus()
    qtbot.keyClicks(window.search, "zzz")
    settle(window)  # its name has come by now
    window.pages.set_side_focus(Focus("group:dog", "dog"))
    assert window.search.text() == "zzz"


def test_enter_in_the_emptied_box_ends_the_search(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    search(qtbot, window, "cat")
    settle(window)
    window.search.setFocus()
    window.search.clear()
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    settle(window)
    assert window.pages.header.title == "Library"
    window.tools.back.trigger()
    settle(window)
    assert window.search.text() == "cat"


@pytest.mark.parametrize("error", [LibraryError("no words"), ZeroDivisionError("oops")])
def test_failing_suggestions_disturb_nobody(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot, error: Exception
) -> None:
    def fail(*_args: object) -> None:
        raise error

    library.hooks["suggest"] = fail
    window.search.setFocus()
    qtbot.keyClicks(window.search, "sn")
    settle(window)
    assert offered(window) == []
    assert window.messages.text == ""


# -- pages of a word


def test_enter_makes_a_page_that_says_what_was_understood(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    search(qtbot, window, "  sneaker ")
    settle(window)
    header = window.pages.header
    assert header.title == "Photos of \N{LEFT DOUBLE QUOTATION MARK}sneaker\N{RIGHT DOUBLE QUOTATION MARK}"
    assert header.note == "sneaker: showing dog 1, dog 2 \N{MIDDLE DOT} 40 photos"
    assert window.windowTitle() == f"{header.title} - photosim"
    assert library.texts == [("sneaker", None)]
    assert window.pages.matches.rowCount() == 40
    assert window.pages.matches.index(0).data(Role.SCORE) is None  # an order, not a likeness
    assert header.parts == ["“sneaker”"]
    assert window.search.text() == "sneaker"
    assert window.panel.inside.model.rowCount() == 0


def test_back_and_forward_bring_the_page_and_its_text(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    search(qtbot, window, "sneaker")
    settle(window)
    first = window.pages.matches.ids.tolist()
    search(qtbot, window, "beach")
    settle(window)
    window.tools.back.trigger()
    settle(window)
    assert window.search.text() == "sneaker"
    assert window.pages.matches.ids.tolist() == first
    assert window.pages.header.note.startswith("sneaker: showing")
    window.tools.back.trigger()
    settle(window)
    assert window.search.text() == ""
    assert window.pages.header.title == "Library"
    assert len(library.texts) == 2  # nothing was asked twice


def test_selected_photo_of_a_word_shows_its_lookalikes(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    search(qtbot, window, "sneaker")
    settle(window)
    click(qtbot, window.pages.match_grid, int(window.pages.matches.ids[0]))
    settle(window)
    assert window.panel.inside.model.rowCount() > 0
    window.pages.set_focus(Focus("group:dog", "dog"))  # the page itself cannot be narrowed, its photos can
    settle(window)
    assert library.focuses[-1] == "group:dog"
    assert window.pages.header.parts == [f"“{library.texts[0][0]}”"]
    assert window.focus.text() == "dog"
    assert len(library.texts) == 1


def test_suggestions_of_a_misspelt_word_can_be_pressed(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    matches = tuple(Match(Path("x"), 0.5, PhotoId(i)) for i in (4, 5))
    library.found = Found("snekaer", "Showing sneaker instead", ("sneaker", "speaker"), matches)
    search(qtbot, window, "snekaer")
    settle(window)
    chips = window.pages.header.suggestions
    assert chips.isVisible()
    assert [text.text for text in chips.texts] == ["sneaker", "speaker"]
    assert window.pages.header.note == "Showing sneaker instead \N{MIDDLE DOT} 2 photos"
    library.found = None
    chips.chips[1].click()
    settle(window)
    assert library.texts[-1] == ("speaker", None)
    assert not chips.isVisible()
    window.tools.back.trigger()
    settle(window)
    assert chips.isVisible()


def test_page_without_photos_says_why(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    library.found = Found("xqzt", "No word like xqzt is known.", ("quartz",), ())
    search(qtbot, window, "xqzt")
    settle(window)
    assert window.pages.empty.isVisible()
    assert window.pages.empty.title == "No photos of \N{LEFT DOUBLE QUOTATION MARK}xqzt\N{RIGHT DOUBLE QUOTATION MARK}"
    assert window.pages.empty.text == "No word like xqzt is known."
    assert window.pages.empty.buttons == []
    assert window.pages.header.suggestions.isVisible()
    window.tools.library.trigger()
    settle(window)
    assert window.pages.photo_grid.isVisible()
    assert not window.pages.header.suggestions.isVisible()


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_typed_searches_nothing(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot, text: str
) -> None:
    search(qtbot, window, text)
    settle(window)
    assert library.texts == []
    assert window.pages.header.title == "Library"


@pytest.mark.parametrize(
    "text",
    [
        "?!",
        "<b>bold</b> & co.",
        "x" * 10_000,
        "word " * 2_000,
        "\N{CJK UNIFIED IDEOGRAPH-732B}\N{CJK UNIFIED IDEOGRAPH-72D7}",
        "\N{ARABIC LETTER QAF}\N{ARABIC LETTER TAH}",
        "a\N{RIGHT-TO-LEFT OVERRIDE}b\tc",
    ],
    ids=["punctuation", "markup", "long word", "many words", "Chinese", "Arabic", "controls"],
)
def test_any_text_is_borne(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot, text: str) -> None:
    window.search.setFocus()
    window.search.setText(text)
    window.search.textEdited.emit(text)
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    settle(window)
    [(asked, like)] = library.texts
    assert (asked, like) == (window.search.text().strip(), None)
    assert len(window.pages.header.title) < 100
    assert len(window.windowTitle()) < 120
    assert window.width() <= 1100  # nothing pushed the window wider
    if text == "?!":
        assert window.pages.empty.text == "There is no word in that."


def test_search_before_anything_was_looked_at_fills_later(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    def fail(*_args: object) -> None:
        message = "no photo is indexed yet"
        raise NotIndexedError(message)

    library.hooks["find_photos"] = fail
    library.indexed = 0
    search(qtbot, window, "cat")
    settle(window)
    assert window.messages.text == ""
    assert window.pages.empty.title == "No photos yet"
    del library.hooks["find_photos"]
    library.indexed = 60
    window.pages.refresh()
    settle(window)
    assert window.pages.matches.rowCount() == 40


def test_text_that_nothing_can_be_made_of_says_so_on_its_page(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    def fail(*_args: object) -> None:
        message = "there is no word in '..'"
        raise UserError(message)

    library.hooks["find_photos"] = fail
    search(qtbot, window, "..")
    settle(window)
    assert window.messages.text == ""
    assert window.pages.empty.text == "There is no word in '..'."
    assert window.search.text() == ".."


def test_search_that_fails_goes_back_and_tells(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    def fail(*_args: object) -> None:
        message = "the catalogue is locked"
        raise LibraryError(message)

    library.hooks["find_photos"] = fail
    search(qtbot, window, "cat")
    settle(window)
    assert window.messages.text == "The catalogue is locked."
    assert window.pages.header.title == "Library"


# -- a word and a photo


def test_photo_page_offers_the_word_together_with_the_photo(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    region = Region(0.1, 0.1, 0.5, 0.5)
    window.pages.open_query(Query(PhotoId(3), "IMG_0003.jpg", region, Focus("group:dog", "dog")))
    settle(window)
    window.search.setFocus()
    qtbot.keyClicks(window.search, "beach at dusk")
    settle(window)
    quoted = "\N{LEFT DOUBLE QUOTATION MARK}beach at dusk\N{RIGHT DOUBLE QUOTATION MARK}"
    assert offered(window) == [f"Like this photo, but {quoted}"]
    qtbot.keyClick(window.search.popup, Qt.Key.Key_Down)
    assert window.search.text() == "beach at dusk"
    qtbot.keyClick(window.search.popup, Qt.Key.Key_Return)
    settle(window)
    assert library.texts == [("beach at dusk", 3)]
    assert window.pages.header.title == f"Photos like a part of IMG_0003.jpg, but {quoted}"
    query = window.pages.history.current.query
    assert query is not None
    assert (query.region, query.focus) == (region, None)
    assert window.panel.inside.model.rowCount() > 0  # the photo and its look-alikes stay at the side
    # Enter without choosing the row is an ordinary search.
    search(qtbot, window, "snow")
    settle(window)
    assert library.texts[-1] == ("snow", None)


def test_library_page_offers_no_photo(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    window.search.setFocus()
    qtbot.keyClicks(window.search, "beach")
    settle(window)
    assert offered(window) == []
