"""What stands where photos would be: always why, and what can be done about it."""

from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from photosim.library.reports import FolderStatus, Found
from photosim.library.views import ALL, Filter
from photosim.ui import empty
from photosim.ui.empty import Do, EmptyText
from photosim.ui.empty_panel import EmptyPanel
from photosim.ui.history import Focus, Page, Place, Query
from photosim.ui.indexing import IndexingState
from photosim.ui.main_window import MainWindow

Make = Callable[..., Any]
Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]
HERE, AWAY = FolderStatus(Path("/p"), True, 0), FolderStatus(Path("/usb"), False, 0)
DOGS = Filter(tags=("group:dog",))


def library_title(state: IndexingState, wanted: Filter = ALL, total: int = 0) -> str:
    return empty.library_text(state, wanted, {"group:dog": "dog"}, total).title


@pytest.mark.parametrize(
    ("state", "title"),
    [
        (IndexingState(), ""),
        (IndexingState(folders=()), "Find photos by how they look"),
        (IndexingState(folders=(HERE,)), "No photos here yet"),
        (IndexingState(folders=(HERE,), running=True), "Looking for photos"),
        (IndexingState(folders=(HERE,), running=True, switching=True), "No photos here yet"),
        (IndexingState(folders=(HERE,), paused=True), "Indexing is paused"),
        (IndexingState(folders=(HERE, AWAY), offline=12), "A folder is not there now"),
        (IndexingState(folders=(AWAY, AWAY), offline=12), "2 folders are not there now"),
        (IndexingState(folders=(HERE,), low_disk="the disk has 3 MB left"), "The disk is nearly full"),
    ],
)
def test_library_says_why_it_is_empty(state: IndexingState, title: str) -> None:
    assert library_title(state) == title


def test_filter_that_lets_nothing_through_says_what_it_is() -> None:
    def text(wanted: Filter) -> EmptyText:
        return empty.library_text(IndexingState(folders=(HERE, AWAY)), wanted, {"group:dog": "dog"}, 9)

    assert text(DOGS).text == "No photo shows dog."
    assert text(Filter(folder=Path("/p/2024"))).text == "No photo is in the folder 2024."
    both = text(Filter(("group:dog",), Path("/p/2024")))
    assert both.text == "No photo in the folder 2024 shows dog."
    assert [does for does, _ in both.buttons] == [Do.CLEAR_FOLDER, Do.CLEAR_FILTER]
    assert text(Filter(hidden=True)).title == "No hidden photos"
    assert text(Filter(folder=Path("/usb/2020"))).title == "A folder is not there now"
    assert not both.bare


def test_offline_folder_says_which_and_that_its_photos_are_kept() -> None:
    text = empty.library_text(IndexingState(folders=(AWAY,), offline=1204), ALL, {}, 0)
    assert "/usb" in text.text
    assert "1,204 photos in it are kept" in text.text
    assert [does for does, _ in text.buttons] == [Do.LOOK_AGAIN]


def page(text: str = "", *, understood: str = "", wanted: Filter = ALL, focus: Focus | None = None) -> Page:
    source = None if text else Path("/x.jpg")
    return Page(Query(source, "x", text=text, focus=focus), understood=understood, place=Place.QUERY, filter=wanted)


@pytest.mark.parametrize(
    ("shown", "state", "title", "buttons"),
    [
        (page(), IndexingState(running=True), "No look-alikes yet", []),
        (page("cat"), IndexingState(running=True), "No photos yet", []),
        (page(), IndexingState(folders=()), "No look-alikes yet", [Do.ADD_FOLDER]),
        (page("cat"), IndexingState(folders=()), "No photos yet", [Do.ADD_FOLDER]),
        (page(), IndexingState(running=True, folders=(HERE,)), "No look-alikes yet", []),
        (page(), IndexingState(paused=True), "No photo has been looked at yet", [Do.RESUME]),
        (page(), IndexingState(model_problem="vgg16 is gone"), "The model of this library is missing", [Do.MODELS]),
        (page(), IndexingState(low_disk="3 MB left"), "The disk is nearly full", [Do.RESUME]),
        (page(wanted=DOGS), IndexingState(), "No look-alikes here", [Do.CLEAR_FILTER]),
        (page(focus=Focus("x", "cat")), IndexingState(), "No look-alikes here", [Do.CLEAR_FOCUS]),
        (page("xq", understood="no word"), IndexingState(paused=True), "No photos of “xq”", []),
        (page("xq", understood="none", wanted=DOGS), IndexingState(), "No photos of “xq”", [Do.CLEAR_FILTER]),
    ],
)
def test_query_says_why_it_found_nothing(shown: Page, state: IndexingState, title: str, buttons: list[Do]) -> None:
    text = empty.matches_text(shown, state)
    assert text.title == title
    assert [does for does, _ in text.buttons] == buttons
    assert text.text


def test_texts_are_about_what_makes_them_differ() -> None:
    before = IndexingState(folders=(HERE,))
    assert empty.about(before) == empty.about(IndexingState(folders=(HERE,), stopping=True))
    for other in (
        IndexingState(folders=(HERE,), paused=True),
        IndexingState(folders=(AWAY,)),
        IndexingState(folders=(HERE,), low_disk="x"),
        IndexingState(folders=(HERE,), running=True),
    ):
        assert empty.about(before) != empty.about(other)


# -- in the window


def test_buttons_do_what_they_say(fake_library: Make, open_window: Open, settle: Settle) -> None:
    library = fake_library(30)
    library.offline = {library.chosen_at}
    library.ids = array("q")
    window = open_window(library, index=False)
    settle(window)
    assert window.pages.empty.title == "A folder is not there now"
    assert not window.pages.bare
    library.offline = set()
    library.to_find = 30
    window.pages.empty.buttons[0].click()
    settle(window)
    assert window.pages.photos.rowCount() == 30


def test_pause_before_the_first_photo_is_told_and_ended(fake_library: Make, open_window: Open, settle: Settle) -> None:
    library = fake_library(1)
    library.ids = array("q")
    window = open_window(library, index=False)
    settle(window)
    window.indexing.pause()
    settle(window)
    assert window.pages.empty.title == "Indexing is paused"
    library.to_find = 10
    window.pages.empty.buttons[0].click()
    settle(window)
    assert not window.indexing.state.paused
    assert window.pages.photos.rowCount() == 10


def test_part_of_the_filter_is_taken_away(
    fake_library: Make, open_window: Open, settle: Settle, tmp_path: Path
) -> None:
    window = open_window(fake_library(820), index=False)
    settle(window)
    window.sidebar.choose(("group:dog",))
    window.sidebar.show_only(tmp_path / "nowhere")
    settle(window)
    assert window.pages.empty.text == "No photo in the folder nowhere shows dog."
    window.pages.empty.buttons[0].click()
    settle(window)
    assert window.sidebar.filter == DOGS
    assert window.pages.photos.rowCount() == 80


def test_query_without_an_answer_is_freed_of_its_filter(fake_library: Make, open_window: Open, settle: Settle) -> None:
    library = fake_library(30)
    window = open_window(library, index=False)
    settle(window)
    window.sidebar.choose(("group:dog",))
    settle(window)
    library.found = Found("xqzt", "No word like xqzt is known.", (), ())
    window.pages.find_photos("xqzt")
    settle(window)
    assert window.pages.empty.title == "No photos of “xqzt”"
    window.pages.empty.buttons[0].click()
    settle(window)
    assert window.sidebar.filter == ALL
    assert window.pages.page.query is not None
    assert window.pages.empty.buttons == []


# -- how it looks


@pytest.fixture
def panel(qtbot: QtBot) -> EmptyPanel:
    made = EmptyPanel()
    qtbot.addWidget(made)
    made.resize(800, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.mark.parametrize("width", [320, 500, 1200])
@pytest.mark.parametrize("text", [empty.first_start, empty.no_photos, lambda: empty.offline([Path("/a" * 200)], 3)])
def test_page_fits_any_width(panel: EmptyPanel, qtbot: QtBot, width: int, text: Callable[[], EmptyText]) -> None:
    panel.resize(width, 240)  # too low as well: it scrolls
    panel.set_text(text())
    panel.resize(width + 1, 240)
    qtbot.wait(1)
    assert panel._page.width() <= panel.viewport().width()
    for part in (panel._title, panel._text, panel._hint, *panel.buttons):
        assert part.geometry().left() >= 0
        assert part.geometry().right() <= panel._page.width()
    tops = [part.y() for part in (panel._title, panel._text, *panel.buttons[:1])]
    assert tops == sorted(tops)


def test_lines_take_no_more_room_than_they_need(panel: EmptyPanel, qtbot: QtBot) -> None:
    panel.resize(120, 600)
    panel.set_text(empty.first_start())
    narrow = panel._text.height()
    panel.resize(800, 600)
    qtbot.wait(1)
    assert panel._text.height() < narrow / 2


def test_button_with_the_keyboard_survives_the_same_text(panel: EmptyPanel, qtbot: QtBot) -> None:
    panel.set_text(empty.no_photos())
    panel.activateWindow()
    button = panel.buttons[0]
    button.setFocus()
    panel.set_text(empty.no_photos())
    assert panel.buttons[0] is button
    pressed: list[str] = []
    panel.pressed.connect(pressed.append)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert pressed == [Do.ADD_FOLDER]


def test_screen_reader_hears_what_is_not_there(panel: EmptyPanel) -> None:
    panel.set_text(empty.no_photos())
    assert panel.accessibleName() == "No photos here yet"
    assert "hold no photos" in panel.accessibleDescription()
    assert [button.text() for button in panel.buttons] == ["Add another folder…", "Look again"]
