"""Timing and errors that need a library that waits or fails on command."""

import threading
import time
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from photosim.core.photo import PhotoId, Region
from photosim.errors import LibraryError, NotIndexedError, PhotoError
from photosim.ui import thumb_loader
from photosim.ui.history import Query
from photosim.ui.jobs import JobContext, JobRunner
from photosim.ui.lookalikes import Asker
from photosim.ui.main_window import MainWindow
from photosim.ui.photo_model import Role, ThumbState
from photosim.ui.thumb_loader import ThumbLoader

Make = Callable[..., Any]  # a FakeLibrary, which stands for a Library
Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]


@pytest.fixture
def runner(qtbot: QtBot) -> JobRunner:
    return JobRunner(cores=2)


def ids(numbers: range) -> list[PhotoId]:
    return [PhotoId(i) for i in numbers]


def test_seen_photos_come_before_near_ones(runner: JobRunner, fake_library: Make, qtbot: QtBot) -> None:
    library = fake_library(100)
    asked: list[int] = []
    library.hooks["thumbnail"] = asked.append
    loader = ThumbLoader(library, runner)
    loader.want("view", ids(range(50, 60)), ids(range(1, 40)), 128)
    qtbot.waitUntil(lambda: loader.settled)
    assert asked[:10] == list(range(50, 60))
    assert sorted(asked) == [*range(1, 40), *range(50, 60)]


def test_what_left_the_screen_is_not_made(runner: JobRunner, fake_library: Make, qtbot: QtBot) -> None:
    library = fake_library(10_000)
    gate = threading.Event()
    asked: list[int] = []

    def slow(photo_id: int) -> None:
        asked.append(photo_id)
        gate.wait(5)

    library.hooks["thumbnail"] = slow
    loader = ThumbLoader(library, runner)
    for start in range(1, 9000, 100):  # scrolling fast past many pages
        loader.want("view", ids(range(start, start + 30)), [], 128)
    gate.set()
    qtbot.waitUntil(lambda: loader.settled)
    assert set(range(8901, 8931)) <= set(asked)
    assert len(asked) < 60  # two batches under way at the start, then the last page


def test_pixmaps_are_made_on_the_gui_thread_a_few_a_turn(
    runner: JobRunner, fake_library: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads, real = set(), QPixmap.fromImage

    def slow(image: object) -> QPixmap:
        threads.add(threading.get_ident())
        time.sleep(0.004)
        return real(image)  # type: ignore[arg-type]

    monkeypatch.setattr(QPixmap, "fromImage", slow)
    library = fake_library(100)
    loader = ThumbLoader(library, runner)
    turns: list[int] = []
    loader._turn.timeout.connect(lambda: turns.append(1))
    loader.want("view", ids(range(1, 41)), [], 128)
    qtbot.waitUntil(lambda: loader.settled)
    assert threads == {threading.get_ident()}
    assert len(turns) >= 15
    assert threading.get_ident() not in library.threads


def test_cache_is_bounded_and_keeps_what_was_used_last(
    runner: JobRunner, fake_library: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thumb_loader, "CACHE_BYTES", 2_000_000)
    loader = ThumbLoader(fake_library(500), runner)
    for start in range(1, 400, 20):
        loader.want("view", ids(range(start, start + 20)), [], 128)
        qtbot.waitUntil(lambda: loader.settled)
        assert loader.kept_bytes <= 2_000_000
        assert all(loader.entry(i) for i in ids(range(start, start + 20)))
    assert loader.entry(PhotoId(1)) is None


def test_larger_cells_get_larger_pictures_and_keep_the_old_until_then(
    runner: JobRunner, fake_library: Make, qtbot: QtBot
) -> None:
    library = fake_library(3)
    loader = ThumbLoader(library, runner)
    loader.want("view", ids(range(1, 4)), [], 90)
    qtbot.waitUntil(lambda: loader.settled)
    small = loader.entry(PhotoId(1))
    assert small is not None
    assert small.pixmap is not None
    assert max(small.pixmap.width(), small.pixmap.height()) == 90
    loader.want("view", ids(range(1, 4)), [], 300)
    assert loader.entry(PhotoId(1)) is small
    qtbot.waitUntil(lambda: loader.settled)
    large = loader.entry(PhotoId(1))
    assert large is not None
    assert large.pixmap is not None
    assert max(large.pixmap.width(), large.pixmap.height()) == 300


def test_a_window_is_not_settled_before_pictures_are_as_large_as_their_cells(
    fake_library: Make, open_window: Open, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thumb_loader, "SETTLE_MS", 150)  # as people have it
    window = open_window(fake_library(60), index=False)
    settle(window)
    grid = window.pages.photo_grid
    window.resize(window.width() + 40, window.height())  # the same columns, a little wider
    for _ in range(3):
        QCoreApplication.processEvents()  # the grid tells what it wants in the next turn
    settle(window)
    seen = grid.wanted_ids()[0]
    sides = {
        max(entry.pixmap.width(), entry.pixmap.height())
        for entry in map(window.loader.entry, seen)
        if entry and entry.pixmap
    }
    assert sides == {grid.picture_side}


def test_library_that_fails_shows_at_the_photos(runner: JobRunner, fake_library: Make, qtbot: QtBot) -> None:
    library = fake_library(10)

    def fail(_ids: object) -> None:
        message = "the catalogue is gone"
        raise LibraryError(message)

    library.hooks["photos"] = fail
    loader = ThumbLoader(library, runner)
    loader.want("view", ids(range(1, 11)), [], 128)
    qtbot.waitUntil(lambda: loader.settled)
    entry = loader.entry(PhotoId(4))
    assert entry is not None
    assert entry.error == "the catalogue is gone"
    assert library.calls.count("photos") < 5


def test_thumbnail_that_comes_after_its_photo_left(
    fake_library: Make, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    library = fake_library(20)
    gate = threading.Event()
    library.hooks["thumbnail"] = lambda _: gate.wait(5)
    window = open_window(library, index=False)
    qtbot.waitUntil(lambda: "thumbnail" in library.calls)
    library.ids = array("q", range(10, 21))
    window.pages.photos.sync(library.ids)
    gate.set()
    settle(window)
    model = window.pages.photos
    assert model.ids.tolist() == list(range(10, 21))
    assert {model.index(row).data(Role.STATE) for row in range(11)} == {ThumbState.READY}


def test_late_answer_of_an_older_click_is_thrown_away(
    fake_library: Make, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    library = fake_library(100)
    gate = threading.Event()

    def slow_for_3(image: object, _k: int, _region: object) -> None:
        if image == 3:
            gate.wait(5)

    library.hooks["similar"] = slow_for_3
    window = open_window(library, index=False)
    settle(window)
    shown: list[list[int]] = []
    window.panel.inside.model.modelReset.connect(lambda: shown.append(window.panel.inside.model.ids.tolist()))
    window.pages.photo_grid.setCurrentIndex(window.pages.photos.index(2))
    qtbot.waitUntil(lambda: "similar" in library.calls)
    window.pages.photo_grid.setCurrentIndex(window.pages.photos.index(7))
    qtbot.waitUntil(lambda: not window.pages._told.isActive())
    gate.set()
    settle(window)
    expected = [int(match.photo_id) for match in library.similar(8, 30)]
    assert shown == [expected]


def test_answer_to_a_replaced_question_is_thrown_away_even_if_it_comes(runner: JobRunner, qtbot: QtBot) -> None:
    gate, begun = threading.Event(), threading.Event()

    def deaf(_context: JobContext) -> str:
        begun.set()
        gate.wait(5)  # pays no heed to its token
        return "old"

    asker = Asker(runner, "question")
    answers: list[object] = []
    asker.answered.connect(answers.append)
    asker.ask(deaf)
    assert begun.wait(5)
    asker.ask(lambda _: "never put")
    asker.ask(lambda _: "new")
    assert asker.busy
    gate.set()
    qtbot.waitUntil(lambda: not runner.busy())
    assert answers == ["new"]
    assert not asker.busy


def test_holding_an_arrow_key_asks_only_where_it_rests(
    fake_library: Make, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    library = fake_library(200)
    window = open_window(library, index=False)
    settle(window)
    for _ in range(40):
        qtbot.keyClick(window.pages.photo_grid, Qt.Key.Key_Right, delay=5)
    settle(window)
    assert window.pages.photo_grid.currentIndex().row() == 39
    assert library.calls.count("similar") <= 3


def test_panel_says_how_much_was_looked_at(fake_library: Make, open_window: Open, settle: Settle) -> None:
    library = fake_library(1000)
    library.indexed = 400
    window = open_window(library, index=False)
    settle(window)
    window.pages.photo_grid.setCurrentIndex(window.pages.photos.index(0))
    settle(window)
    assert window.panel.inside._note.text() == "400 of 1,000 photos looked at so far"
    window.pages.open_photo(1)
    settle(window)
    assert "400 of 1,000 photos looked at so far" in window.pages.header.note


@pytest.mark.parametrize(
    "error", [NotIndexedError("no photo is indexed yet"), LibraryError("the disk is full"), ZeroDivisionError("oops")]
)
def test_error_in_a_job_appears_in_the_message_bar(
    fake_library: Make, open_window: Open, settle: Settle, error: Exception
) -> None:
    library = fake_library(10)

    def fail(*_args: object) -> None:
        raise error

    library.hooks["similar"] = fail
    window = open_window(library, index=False)
    settle(window)
    window.pages.open_query(Query(Path("x.jpg"), "x.jpg"))
    settle(window)
    assert str(error)[1:] in window.messages.text  # a sentence begins with a capital
    assert window.messages.isVisible()
    window.messages._card.close_button.click()
    assert window.messages.text == ""


def test_failed_indexing_is_told_and_can_be_resumed(
    fake_library: Make, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    library = fake_library(10)

    def fail(_folders: object) -> None:
        message = "the disk is full"
        raise LibraryError(message)

    library.hooks["index"] = fail
    window = open_window(library)
    qtbot.waitUntil(lambda: window.messages.text == "The disk is full.")
    settle(window)
    assert window.status._button.isVisible()
    assert window.status._button.text() == "Resume"
    assert not window.indexing.state.paused  # nobody paused it: the next start tries again
    del library.hooks["index"]
    library.to_find = 200
    window.status._button.click()
    qtbot.waitUntil(lambda: window.pages.photos.rowCount() == 210)
    settle(window)


def test_photos_appear_while_scanning(fake_library: Make, open_window: Open, settle: Settle, qtbot: QtBot) -> None:
    library = fake_library(10)
    library.to_find = 6000
    window = open_window(library)
    photos, grid = window.pages.photos, window.pages.photo_grid
    counts: list[int] = []
    kept: list[object] = []

    def listed() -> None:
        """The first photo of the library stays selected, wherever the new ones come."""
        counts.append(photos.rowCount())
        if len(counts) == 1:
            grid.select_photos([PhotoId(1)])
        kept.append(grid.selected_ids())

    window.pages.listed.changed.connect(listed)
    qtbot.waitUntil(lambda: window.indexing.state.running)
    assert window.status._button.text() == "Pause"
    qtbot.waitUntil(lambda: not window.indexing.state.running and photos.rowCount() == 6010)
    settle(window)
    assert len(counts) >= 3
    assert counts == sorted(counts)
    assert kept == [[1]] * len(kept)
    assert "Looking at photos" not in window.status.text


def test_folder_added_while_indexing_comes_first(
    fake_library: Make, open_window: Open, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    library = fake_library(10)
    library.to_find = 5000
    wanted: list[object] = []
    library.hooks["index"] = wanted.append
    window = open_window(library)
    qtbot.waitUntil(lambda: window.indexing.state.running and window.indexing.state.progress is not None)
    window.indexing.add_folder(tmp_path / "new")
    qtbot.waitUntil(lambda: not window.indexing.state.running)
    settle(window)
    assert wanted == [None, [tmp_path / "new"], None]
    assert not window.indexing.state.paused


def test_quit_does_not_wait_for_a_stuck_worker_for_ever(
    fake_library: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("photosim.ui.main_window.QUIT_LIMIT_SECONDS", 0.5)
    library = fake_library(10)
    gate = threading.Event()
    ended = threading.Event()

    def stay(*_: object) -> None:
        gate.wait(60)
        ended.set()

    library.hooks["similar"] = stay
    window = MainWindow(library)
    window.show()
    window.start(index=False, query=Query(Path("x.jpg"), "x.jpg", Region(0, 0, 1, 1)))
    qtbot.waitUntil(lambda: "similar" in library.calls)
    window.close()
    assert not ended.is_set()
    assert not window.finished
    gate.set()
    assert window.runner.shutdown(5)
    window.deleteLater()


def test_unreadable_photo_in_the_panel(fake_library: Make, open_window: Open, settle: Settle) -> None:
    library = fake_library(10)

    def fail(*_args: object) -> None:
        raise PhotoError("the file is truncated", "IMG_0001.jpg")

    library.hooks["picture"] = fail
    window = open_window(library, index=False)
    settle(window)
    window.pages.photo_grid.setCurrentIndex(window.pages.photos.index(0))
    settle(window)
    assert "the file is truncated" in window.panel.inside._details.text()
    assert window.messages.text == ""
