"""A new user's walk, step by step, by mouse, keyboard and drops alone; each step has its picture."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from photosim.core.photo import PhotoId
from photosim.ui.main_window import MainWindow
from tests.screenshots.about_photos import cat
from tests.screenshots.stage import Stage, settle, wait

_LEFT: Final = Qt.MouseButton.LeftButton
_NO_KEYS: Final = Qt.KeyboardModifier.NoModifier


def walk(stage: Stage) -> None:
    """From the first start to photos in the trash and back."""
    with stage.window(state="nothing") as window:
        stage.save(window, "walk-01-start")
        _drop(window, stage.pictures)
        stage.save(window, "walk-02-folder-dropped")
        _press(window, "Add")
        wait(lambda: window.pages.model and window.pages.model.rowCount() and not window.indexing.state.running)
        settle(window)
        stage.save(window, "walk-03-library")
        _click_photo(window, cat(window))
        stage.save(window, "walk-04-one-click")
        _click_photo(window, cat(window), twice=True)
        stage.save(window, "walk-05-look-alikes")
        _press(window, "cat")
        stage.save(window, "walk-06-focus")
        _drop(window, stage.base / "selfie.jpg")
        stage.save(window, "walk-07-selfie-dropped")
        _search(window, "coffee")
        stage.save(window, "walk-08-word")
        _search_with_a_box(window, stage)
        QTest.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        settle(window)
        stage.save(window, "walk-11-duplicates")
        _trash_and_undo(window, stage)


def _search_with_a_box(window: MainWindow, stage: Stage) -> None:
    grid = window.pages.grid
    assert grid is not None
    _click_photo(window, PhotoId(grid.model().ids[0]))  # type: ignore[attr-defined]
    preview = window.panel.inside.preview
    place = preview.place
    corners = [
        QPoint(round(place.left() + share * place.width()), round(place.top() + share * place.height()))
        for share in (0.2, 0.75)
    ]
    QTest.mousePress(preview, _LEFT, _NO_KEYS, corners[0])
    for step in range(1, 9):
        QTest.mouseMove(preview, corners[0] + (corners[1] - corners[0]) * step / 8)
        QApplication.processEvents()
    QTest.mouseRelease(preview, _LEFT, _NO_KEYS, corners[1])
    settle(window)
    stage.save(window, "walk-09-box")
    QTest.keyClick(preview, Qt.Key.Key_Return)
    settle(window)
    stage.save(window, "walk-10-look-alikes-of-the-box")


def _trash_and_undo(window: MainWindow, stage: Stage) -> None:
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    before = len(window.library.photo_ids())
    photo_id = cat(window)
    file = window.library.photos([photo_id])[photo_id].path
    _click_photo(window, photo_id)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Delete)
    settle(window)
    wait(lambda: not file.exists())
    stage.save(window, "walk-12-trash")
    assert len(window.library.photo_ids()) == before - 1
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait(file.exists)
    settle(window)
    stage.save(window, "walk-13-undo")
    assert len(window.library.photo_ids()) == before


def _drop(window: MainWindow, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    place = QPointF(window.rect().center())
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(window, QDragEnterEvent(place.toPoint(), copy, mime, _LEFT, _NO_KEYS))
    QApplication.sendEvent(window, QDropEvent(place, copy, mime, _LEFT, _NO_KEYS))
    settle(window)


def _press(window: MainWindow, text: str) -> None:
    """Click the first button that has that in its words."""
    buttons = [button for button in window.findChildren(QPushButton) if button.isVisible() and text in button.text()]
    assert buttons, f"no button says {text}"
    QTest.mouseClick(buttons[0], _LEFT)
    settle(window)


def _click_photo(window: MainWindow, photo_id: PhotoId, *, twice: bool = False) -> None:
    grid = window.pages.grid
    model = window.pages.model
    assert grid is not None
    assert model is not None
    row = model.row_of(photo_id)
    assert row is not None
    grid.scrollTo(model.index(row))
    place = grid.visualRect(model.index(row)).center()
    QTest.mouseClick(grid.viewport(), _LEFT, _NO_KEYS, place)
    if twice:
        QTest.mouseDClick(grid.viewport(), _LEFT, _NO_KEYS, place)
    settle(window)


def _search(window: MainWindow, text: str) -> None:
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(window.search, text)
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    window.activateWindow()  # the offscreen platform thinks that the list of offers, which has closed, still is
    settle(window)
