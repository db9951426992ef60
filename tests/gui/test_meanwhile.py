"""What changes while something else is under way: late answers, photos that leave, windows that close."""

import itertools
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from photosim.core.cancel import CancelToken
from photosim.core.photo import PhotoId
from photosim.errors import PhotoError
from photosim.library import Library
from photosim.library.views import Order, SortKey
from photosim.ui import export, pace, trash
from photosim.ui.history import History, Page, Place, Query
from photosim.ui.jobs import JobContext, JobRunner, Pool
from photosim.ui.main_window import MainWindow
from photosim.ui.result_view import ResultView
from tests.gui.fake_library import FakeLibrary

Make = Callable[..., FakeLibrary]
Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]
BY_NAME = Order(SortKey.NAME, descending=False)


@pytest.fixture
def library(fake_library: Make) -> FakeLibrary:
    return fake_library(600)


@pytest.fixture
def window(library: FakeLibrary, open_window: Open, settle: Settle) -> MainWindow:
    made = open_window(library, index=False)
    settle(made)
    return made


@pytest.fixture
def held(library: FakeLibrary) -> Iterator[threading.Event]:
    """Answers wait for it once it is hooked to `similar`; opened at the end, whatever happens."""
    event = threading.Event()
    yield event
    event.set()


def hold(library: FakeLibrary, event: threading.Event) -> None:
    library.hooks["similar"] = lambda *_: event.wait(20)


def shown(window: MainWindow) -> list[int]:
    return window.pages.matches.ids.tolist()


def found(window: MainWindow) -> list[int]:
    return [int(match.photo_id) for match in window.pages.page.matches or ()]


# -- late answers


def test_answer_that_comes_after_another_order_was_chosen_is_in_that_order(
    window: MainWindow, library: FakeLibrary, held: threading.Event, settle: Settle
) -> None:
    hold(library, held)
    window.pages.set_view(ResultView(0, collapse=False))
    window.pages.open_photo(3)
    window.pages.sort(BY_NAME)
    held.set()
    settle(window)
    assert shown(window) == sorted(found(window))  # names go by the ids
    assert shown(window) != found(window)


def test_answer_that_comes_after_folding_was_wanted_is_folded(
    window: MainWindow, library: FakeLibrary, held: threading.Event, settle: Settle
) -> None:
    library.twins = dict.fromkeys(range(1, 601), 1)
    hold(library, held)
    window.pages.open_photo(3)
    window.pages.set_view(ResultView(0, collapse=True))
    held.set()
    settle(window)
    assert len(shown(window)) == 1


def test_folding_of_an_answer_that_was_replaced_is_not_taken_for_that_of_the_new_one(
    window: MainWindow, library: FakeLibrary, held: threading.Event, settle: Settle
) -> None:
    window.pages.set_view(ResultView(0, collapse=False))
    window.pages.open_photo(3)
    settle(window)
    hold(library, held)
    window.pages.match_grid.more.click()  # 400 photos, and while they are looked for
    window.pages.set_view(ResultView(0, collapse=True))  # the 200 of now are to be folded
    held.set()
    settle(window)
    assert len(found(window)) == 400
    assert len(window.pages.page.alike or ()) == 400
    assert shown(window) == found(window)


def test_order_chosen_in_the_menu_is_told_beside_the_answer(window: MainWindow, settle: Settle) -> None:
    window.pages.open_photo(3)
    settle(window)
    window.commands.get("sort-name").trigger()
    settle(window)
    assert window.pages.answers.controls.order.currentText() == "By name"


def test_headings_switched_beside_the_photos_are_told_in_the_menu(window: MainWindow, settle: Settle) -> None:
    action = window.commands.get("headings")
    assert action.isChecked()
    window.pages._library_page.controls.headings.trigger()
    settle(window)
    assert not window.pages.photos.sections
    assert not action.isChecked()


# -- photos that leave


def test_hidden_photo_is_in_no_answer_on_the_way_back(window: MainWindow, library: FakeLibrary, settle: Settle) -> None:
    window.pages.set_view(ResultView(0, collapse=False))
    window.pages.open_photo(3)
    settle(window)
    gone = found(window)[0]
    window.pages.show_library()
    window.pages.photo_grid.select_photos([gone])
    settle(window)
    window.commands.get("hide").trigger()
    settle(window)
    window.pages.back()
    settle(window)
    assert window.pages.page.query is not None
    assert gone not in shown(window)
    window.pages.forward()
    settle(window)
    window.commands.get("undo").trigger()
    settle(window)
    window.pages.back()
    settle(window)
    assert gone in shown(window)


def test_answer_stays_though_it_cannot_be_asked_for_again(
    window: MainWindow, library: FakeLibrary, settle: Settle
) -> None:
    window.pages.open_photo(3)
    settle(window)
    before = shown(window)

    def fail(*_: object) -> None:
        message = "the photo has left the library"
        raise PhotoError(message)

    library.hooks["similar"] = fail
    window.pages.refresh()
    settle(window)
    assert window.pages.page.place is Place.QUERY
    assert shown(window) == before
    assert "The photo has left the library" in window.messages.text


def test_first_page_that_cannot_be_shown_becomes_the_library() -> None:
    history = History(limit=1)
    history.visit(Page(Query(PhotoId(1), "a"), place=Place.QUERY))
    assert not history.can_go_back
    assert history.drop() == Page()
    assert history.current.is_library


# -- the viewer


def picture() -> Query:
    return Query(Image.new("RGB", (60, 40), (10, 120, 60)), "dropped")


def test_photos_may_leave_while_a_picture_from_elsewhere_is_seen_large(window: MainWindow, settle: Settle) -> None:
    viewing = window.acting.viewing
    viewing.open_query(picture())
    settle(window)
    window.acting.photos.changed.emit({PhotoId(1)})
    settle(window)
    assert viewing.viewer.isVisible()


def test_no_action_is_about_photos_below_a_picture_from_elsewhere(window: MainWindow, settle: Settle) -> None:
    window.pages.photo_grid.select_photos([5, 6])
    settle(window)
    window.acting.viewing.open_query(picture())
    settle(window)
    assert window.acting.photos.chosen() == []
    assert not window.commands.get("trash").isEnabled()
    window.acting.viewing.viewer.close_viewer()
    settle(window)
    assert len(window.acting.photos.chosen()) == 2


# -- the page of duplicates, and comparing


def test_question_about_checked_photos_goes_when_others_are_checked(
    window: MainWindow, library: FakeLibrary, settle: Settle
) -> None:
    window.commands.get("duplicates").trigger()
    settle(window)
    page: Any = window.pages._places.widget(Place.DUPLICATES)
    page.trash_wanted.emit([PhotoId(1), PhotoId(2)])
    assert "Move 2 photos to the trash?" in window.messages.text
    page.model.checks_changed.emit()
    assert window.messages.text == ""


def test_pair_that_left_takes_nobody_from_another_page(window: MainWindow, settle: Settle) -> None:
    window.pages.photo_grid.select_photos([5, 6])
    settle(window)
    window.commands.get("compare").trigger()
    settle(window)
    page: Any = window.pages._places.widget(Place.COMPARE)
    window.pages.open_photo(3)
    settle(window)
    page.gone.emit()  # of an answer that was under way
    settle(window)
    assert window.pages.page.place is Place.QUERY


# -- the window


def test_full_screen_is_told_however_it_came(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    action = window.commands.get("full-screen")
    window.showMaximized()
    action.trigger()
    qtbot.waitUntil(window.isFullScreen)
    action.trigger()
    qtbot.waitUntil(lambda: not window.isFullScreen())
    assert window.isMaximized()
    window.showFullScreen()
    qtbot.waitUntil(window.isFullScreen)
    assert action.isChecked()


def test_status_bar_tells_what_models_run_on_from_now_on(
    window: MainWindow, library: FakeLibrary, settle: Settle
) -> None:
    window.commands.get("settings").trigger()
    settle(window)
    page: Any = window.pages._places.widget(Place.SETTINGS)
    told: list[object] = []
    window.indexing.counted.connect(told.append)
    page.provider_changed.emit("cpu")
    settle(window)
    assert told


# -- leaving


def test_moving_photos_is_done_before_the_window_goes(qtbot: QtBot) -> None:
    runner = JobRunner(cores=2)
    begun, ended = threading.Event(), list[str]()

    def move(name: str) -> Callable[[JobContext], str]:
        def work(context: JobContext) -> str:
            begun.set()
            for _ in range(10):
                context.token.raise_if_cancelled()
                time.sleep(0.01)
            return name

        return work

    for name in ("first", "second"):
        runner.start(Pool.FILES, name, move(name)).done.connect(ended.append)
    runner.start(Pool.QUERY, "answer", move("answer")).done.connect(ended.append)
    assert begun.wait(5)
    assert runner.shutdown(20)
    assert ended == ["first", "second"]


def test_moving_photos_is_cut_short_where_it_takes_too_long(qtbot: QtBot) -> None:
    runner = JobRunner(cores=2)
    begun, moved = threading.Event(), list[int]()

    def work(context: JobContext) -> int:
        for number in itertools.count():
            begun.set()
            time.sleep(0.01)
            if context.token.cancelled:
                return number
        return -1

    runner.start(Pool.FILES, "very many", work).done.connect(moved.append)
    assert begun.wait(5)
    assert runner.shutdown(1)
    assert len(moved) == 1


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the trash of a test's own")
def test_undoing_that_was_cut_short_can_be_gone_on_with(
    own_library: Library, open_window: Open, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(own_library, index=False)
    settle(window)
    ids = [PhotoId(photo_id) for photo_id in own_library.photo_ids()]
    paths = [photo.path for photo in own_library.photos(ids).values()]
    window.acting.files.trash_now(ids)
    settle(window)
    assert not any(path.exists() for path in paths)
    whole = pace.go_through
    monkeypatch.setattr(trash, "go_through", lambda things, context: whole(things[:2], context))
    window.commands.get("undo").trigger()
    settle(window)
    assert sum(path.exists() for path in paths) == 2
    monkeypatch.setattr(trash, "go_through", whole)
    assert window.commands.get("undo").text() == f"Undo moving {len(ids) - 2} photos to the trash"
    window.commands.get("undo").trigger()
    settle(window)
    assert all(path.exists() for path in paths)
    assert not window.commands.get("undo").isEnabled()


def test_copy_stays_where_times_cannot_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"photo")
    (tmp_path / "there").mkdir()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr("photosim.ui.export.os.utime", refuse)
    copy = export.copy_file(tmp_path / "photo.jpg", tmp_path / "there", CancelToken())
    assert copy.read_bytes() == b"photo"


def test_list_goes_on_changing_though_the_grid_was_hidden_with_the_button_down(
    window: MainWindow, library: FakeLibrary, settle: Settle, qtbot: QtBot
) -> None:
    grid = window.pages.photo_grid
    qtbot.mousePress(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    assert window.pages.photos.held
    window.commands.get("settings").trigger()
    assert not window.pages.photos.held


def test_figure_of_duplicates_goes_when_it_may_be_wrong(
    window: MainWindow, library: FakeLibrary, settle: Settle
) -> None:
    sidebar: Any = window.sidebar
    window.commands.get("duplicates").trigger()
    settle(window)
    assert sidebar._duplicates is not None
    window.pages.show_library()
    window.acting.photos.changed.emit({PhotoId(1)})
    assert sidebar._duplicates is None
    window.pages.back()
    settle(window)
    assert sidebar._duplicates is not None
