"""What may be dropped on the window or pasted into it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosim.library import Library
from photosim.ui import theme
from photosim.ui.main_window import MainWindow
from tests.gui.doing import file_mime, names

Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]


def test_dropped_file_becomes_the_query_and_stays_where_it_is(
    library: Library, pictures: Path, tmp_path: Path, open_window: Open, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "nowhere"))
    outside = tmp_path / "from outside.jpg"
    shutil.copy(pictures / "mirrored coffee.jpg", outside)
    window = open_window(library, index=False)
    settle(window)
    window.take(file_mime(outside))
    settle(window)
    query = window.pages.history.current.query
    assert query is not None
    assert query.source == outside
    assert window.pages.header.title == "Look-alikes of from outside.jpg"
    assert set(names(library, window.pages.matches)[:2]) == {"coffee.png", "mirrored coffee.jpg"}
    assert len(library.photo_ids()) == 13


def test_boxes_of_the_tool_bar_leave_drops_to_the_window(fake_library: Callable[..., Any], open_window: Open) -> None:
    """A line of text would take the address of a dropped photo as its text."""
    window = open_window(fake_library(3), index=False)
    assert window.acceptDrops()
    assert not window.search.acceptDrops()
    assert not window.focus.acceptDrops()


def test_drop_area_lights_up_while_something_is_dragged(
    fake_library: Callable[..., Any], open_window: Open, settle: Settle, tmp_path: Path
) -> None:
    window = open_window(fake_library(0), index=False)
    settle(window)
    hint = window.pages.empty._hint
    assert hint.isVisible()

    def ground() -> QColor:
        return hint.grab().toImage().pixelColor(hint.width() // 2, 6)

    quiet = ground()
    mime, copy = file_mime(tmp_path), Qt.DropAction.CopyAction
    place, left, none = hint.geometry().center(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(place, copy, mime, left, none))
    assert ground() == QColor(theme.colours(window.palette()).selected)
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert ground() == quiet
    QApplication.sendEvent(window, QDragEnterEvent(place, copy, mime, left, none))
    QApplication.sendEvent(window, QDropEvent(place.toPointF(), copy, mime, left, none))
    assert ground() == quiet


def test_temporary_file_is_read_within_the_drop(
    library: Library, pictures: Path, tmp_path: Path, open_window: Open, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    passing = tmp_path / "browser.jpg"
    shutil.copy(pictures / "mirrored chelsea.jpg", passing)
    window = open_window(library, index=False)
    settle(window)
    window.take(file_mime(passing))
    passing.unlink()
    settle(window)
    assert window.messages.text == ""
    assert set(names(library, window.pages.matches)[:2]) == {"chelsea.png", "mirrored chelsea.jpg"}


def test_picture_data_becomes_the_query(library: Library, pictures: Path, open_window: Open, settle: Settle) -> None:
    window = open_window(library, index=False)
    settle(window)
    mime = QMimeData()
    mime.setImageData(QImage(str(pictures / "rocket.jpg")))
    mime.setUrls([QUrl("https://example.org/rocket.jpg")])
    window.take(mime)
    settle(window)
    assert "rocket.jpg" in names(library, window.pages.matches)[:2]


def test_pasting_works_like_dropping(
    library: Library, pictures: Path, open_window: Open, settle: Settle, qtbot: QtBot, qapp: QApplication
) -> None:
    window = open_window(library, index=False)
    settle(window)
    qapp.clipboard().setImage(QImage(str(pictures / "coffee.png")))
    window.activateWindow()
    qtbot.keyClick(window.pages.photo_grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert "coffee.png" in names(library, window.pages.matches)[:2]


def test_dropped_folder_is_offered_and_added(
    library: Library, pictures: Path, tmp_path: Path, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    folder = tmp_path / "Holidays"
    folder.mkdir()
    shutil.copy(pictures / "rocket.jpg", folder / "launch.jpg")
    window = open_window(library, index=False)
    settle(window)
    window.take(file_mime(folder))
    assert "Holidays" in window.messages.text
    assert len(library.folders()) == 1
    window.messages._card.action.click()
    qtbot.waitUntil(lambda: not window.indexing.state.running and window.pages.photos.rowCount() == 14, timeout=20_000)
    settle(window)
    assert folder in [status.path for status in library.folders()]


def test_dropped_text_file_says_why_not(
    library: Library, tmp_path: Path, open_window: Open, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "nowhere"))
    notes = tmp_path / "notes.jpg"
    notes.write_text("no picture")
    window = open_window(library, index=False)
    settle(window)
    window.take(file_mime(notes))
    settle(window)
    assert "notes.jpg" in window.messages.text
    assert window.pages.history.current.query is None  # back where the user was
    assert window.pages.header.title == "Library"


@pytest.mark.parametrize("pasted", [True, False])
def test_picture_without_a_name_is_called_by_the_way_it_came(
    fake_library: Callable[..., Any], open_window: Open, settle: Settle, pasted: bool
) -> None:
    window = open_window(fake_library(9), index=False)
    settle(window)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    if pasted:
        QApplication.clipboard().setImage(image)
        window.commands.get("paste").trigger()
    else:
        mime = QMimeData()
        mime.setImageData(image)
        window.take(mime)
    settle(window)
    assert window.pages.header.title == f"Look-alikes of the {'pasted' if pasted else 'dropped'} picture"
