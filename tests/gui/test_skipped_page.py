"""The page of photos that could not be read, with the real library and a made-up one."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from photosim.errors import LibraryError
from photosim.library import Library
from photosim.ui import reveal
from photosim.ui.history import Place
from photosim.ui.main_window import MainWindow
from photosim.ui.skipped_model import retry_place
from photosim.ui.skipped_page import SkippedPage

Make = Callable[..., Any]
Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]


@pytest.fixture
def library(fake_library: Make) -> Any:
    return fake_library(60, failed=(5, 9, 30))


@pytest.fixture
def window(library: Any, open_window: Open, settle: Settle) -> MainWindow:
    made = open_window(library, index=False)
    settle(made)
    return made


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> SkippedPage:
    window.status.failed.click()
    settle(window)
    return shown(window)


def shown(window: MainWindow) -> SkippedPage:
    assert window.pages.page.place is Place.SKIPPED
    return next(iter(window.findChildren(SkippedPage)))


def ids(page: SkippedPage) -> list[int]:
    return [photo.photo_id for photo in page.model.photos]


def select(page: SkippedPage, *rows: int) -> None:
    page.view.clearSelection()
    for row in rows:
        page.view.selectionModel().select(page.model.index(row), QItemSelectionModel.SelectionFlag.Select)


def test_page_lists_files_folders_and_reasons(page: SkippedPage, library: Any) -> None:
    assert ids(page) == [5, 9, 30]
    index = page.model.index(0)
    assert index.data() == "IMG_0005.jpg"
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("IMG_0005.jpg, The file is truncated., ")
    assert spoken.endswith("2024")
    assert "3 photos could not be read" in page._text.text()
    assert page.view.hasFocus() or page.view.window().isVisible()


def test_buttons_need_a_selection(page: SkippedPage) -> None:
    assert [page.retry_all.isEnabled(), page.retry.isEnabled(), page.reveal.isEnabled()] == [True, False, False]
    select(page, 1)
    assert all(button.isEnabled() for button in (page.retry, page.reveal, page.copy))


def test_one_photo_is_tried_again(
    page: SkippedPage, window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    view = page.view
    rect = view.visualRect(page.model.index(1))
    button = retry_place(rect, view.fontMetrics(), view.layoutDirection())
    runs = library.calls.count("index")
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=button.center())
    settle(window)
    assert library.retried == [(9,)]
    assert library.calls.count("index") == runs + 1
    assert ids(page) == [5, 30]
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())  # beside it: only selects
    settle(window)
    assert library.retried == [(9,)]


def test_selected_and_all_photos_are_tried_again(
    page: SkippedPage, window: MainWindow, library: Any, settle: Settle
) -> None:
    select(page, 0, 2)
    page.retry.click()
    settle(window)
    assert library.retried == [(5, 30)]
    page.retry_all.click()
    settle(window)
    assert library.retried == [(5, 30), None]
    assert page.empty.isVisible()
    assert page.empty.title == "No photo is skipped"
    assert not window.status.failed.isVisible()


def test_photo_is_tried_again_between_runs_and_ends_a_pause(
    page: SkippedPage, window: MainWindow, library: Any, settle: Settle
) -> None:
    window.indexing.pause()
    page.retry_all.click()
    settle(window)
    assert not window.indexing.state.paused
    assert "index" in library.calls


def test_selection_stays_while_the_list_changes(
    page: SkippedPage, window: MainWindow, library: Any, settle: Settle
) -> None:
    select(page, 1, 2)
    library.failed = frozenset({3, 9, 30})
    window.indexing.rescan()
    settle(window)
    assert ids(page) == [3, 9, 30]
    assert [photo.photo_id for photo in page.chosen] == [9, 30]


def test_reasons_are_copied(page: SkippedPage, window: MainWindow, qtbot: QtBot) -> None:
    select(page, 0, 1)
    page.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert lines[0].endswith("IMG_0005.jpg: the file is truncated")
    assert window.messages.text == "2 reasons are copied."
    select(page, 2)
    qtbot.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().endswith("IMG_0030.jpg: the file is truncated")


def test_files_are_shown_in_their_folder(
    page: SkippedPage, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def ask(paths: Sequence[Path]) -> bool:
        asked.append([path.name for path in paths])
        return False  # there is no file manager

    monkeypatch.setattr(reveal, "show_in_folder", ask)
    select(page, 0, 1)
    page.reveal.click()
    assert asked == [["IMG_0005.jpg", "IMG_0009.jpg"]]
    assert window.messages.text.startswith("The folder ")
    select(page, 2)
    page.view.selectionModel().setCurrentIndex(page.model.index(2), QItemSelectionModel.SelectionFlag.NoUpdate)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert asked[-1] == ["IMG_0030.jpg"]


def test_list_that_cannot_be_read_is_told(window: MainWindow, library: Any, settle: Settle, page: SkippedPage) -> None:
    def fail() -> None:
        message = "the catalogue is locked"
        raise LibraryError(message)

    library.hooks["skipped"] = fail
    page.refresh()
    settle(window)
    assert window.messages.text == "The catalogue is locked."
    assert ids(page) == [5, 9, 30]


def test_page_asks_nothing_while_nobody_looks(
    page: SkippedPage, window: MainWindow, library: Any, settle: Settle
) -> None:
    window.pages.show_library()
    settle(window)
    before = library.calls.count("skipped")
    library.failed = frozenset({1})
    window.indexing.rescan()
    settle(window)
    assert library.calls.count("skipped") == before
    window.commands.get("back").trigger()
    settle(window)
    assert ids(page) == [1]


def test_many_rows_cost_no_more_than_few(page: SkippedPage, library: Any, window: MainWindow, settle: Settle) -> None:
    library.ids = library.ids.__class__("q", range(1, 20_001))
    library.failed = frozenset(range(1, 20_001))
    page.refresh()
    settle(window)
    assert page.model.rowCount() == 20_000
    assert page.view.uniformItemSizes()
    page.view.scrollToBottom()
    assert page.view.indexAt(page.view.viewport().rect().center()).row() > 19_900


def test_mended_file_is_read_after_retry(
    library_of: Callable[[Path], Library], pictures: Path, tmp_path: Path, open_window: Open, settle: Settle
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    shutil.copy(pictures / "coffee.png", photos)
    shutil.copy(pictures / "broken.jpg", photos / "rocket.jpg")
    library = library_of(tmp_path)
    assert library.index([photos]).failed == 1
    window = open_window(library, index=False)
    settle(window)
    assert window.status.failed.text() == "1 cannot be read"
    window.status.failed.click()
    settle(window)
    page = shown(window)
    assert [photo.path.name for photo in page.model.photos] == ["rocket.jpg"]
    page.retry_all.click()
    settle(window)
    assert [photo.path.name for photo in page.model.photos] == ["rocket.jpg"]  # still broken: it comes back
    shutil.copy(pictures / "rocket.jpg", photos / "rocket.jpg")
    page.retry_all.click()
    settle(window)
    assert page.model.photos == ()
    assert library.status().failed == 0
    assert library.status().indexed == 2
