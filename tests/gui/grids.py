"""Grids with made-up pictures, and how a person handles them."""

from array import array
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosim.core.photo import Photo, PhotoId, PhotoState
from photosim.ui.photo_grid import PhotoGrid
from photosim.ui.photo_model import PhotoListModel, ThumbEntry

RED = QColor(200, 10, 10)
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Source:
    """A red 2:1 picture for every even id, a failure for ids that end in 5, nothing else."""

    def entry(self, photo_id: PhotoId) -> ThumbEntry | None:
        if photo_id % 2 == 0:
            pixmap = QPixmap(64, 32)
            pixmap.fill(RED)
            path = Path("/photos") / f"IMG_{photo_id:04d}.jpg"
            return ThumbEntry(pixmap, None, Photo(photo_id, path, 9, 1, PhotoState.OK, None, 64, 32, indexed=True))
        return ThumbEntry(None, "empty", None) if photo_id % 10 == 5 else None


def show_grid(qtbot: QtBot, count: int, width: int = 692, height: int = 500, cell: int = 160) -> PhotoGrid:
    """A grid of photos 1, 2, 3, ... on the screen, four columns side by side."""
    grid = PhotoGrid(cell=cell)
    model = PhotoListModel(Source(), grid)
    model.append(array("q", range(1, count + 1)))
    grid.setModel(model)
    grid.resize(width, height)
    qtbot.addWidget(grid)
    with qtbot.waitExposed(grid):
        grid.show()
    grid.setFocus()
    return grid


def photos_of(grid: PhotoGrid) -> PhotoListModel:
    """Its list."""
    model = grid.photos
    assert model is not None
    return model


def place_of(grid: PhotoGrid, row: int) -> QPoint:
    """The middle of a row's picture, on the viewport."""
    return grid.cell_rect(row).center()


def click(qtbot: QtBot, grid: PhotoGrid, row: int, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """Click on a photo."""
    qtbot.mouseClick(grid.viewport(), LEFT, modifiers, place_of(grid, row))


def drag(grid: PhotoGrid, *way: QPoint, modifiers: Qt.KeyboardModifier = PLAIN, release: bool = True) -> None:
    """Press the left button at the first place, move along the others, let go at the last."""
    _send(grid, QEvent.Type.MouseButtonPress, way[0], modifiers)
    for point in way[1:]:
        _send(grid, QEvent.Type.MouseMove, point, modifiers)
    if release:
        let_go(grid, way[-1], modifiers)


def let_go(grid: PhotoGrid, point: QPoint, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """Release the left button."""
    _send(grid, QEvent.Type.MouseButtonRelease, point, modifiers)


def _send(grid: PhotoGrid, kind: QEvent.Type, point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else LEFT
    place = QPointF(point)
    event = QMouseEvent(kind, place, grid.viewport().mapToGlobal(place), button, held, modifiers)
    QApplication.sendEvent(grid.viewport(), event)


def turn_wheel(grid: PhotoGrid, at: QPoint, notches: float, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """Turn the wheel, up if positive."""
    place = QPointF(at)
    event = QWheelEvent(
        place,
        grid.viewport().mapToGlobal(place),
        QPoint(0, 0),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(grid.viewport(), event)


def selected_rows(grid: PhotoGrid) -> list[int]:
    """Rows that are selected, as Qt's own model has them."""
    return sorted(index.row() for index in grid.selectedIndexes())
