"""Paints photos under their headings, and makes them larger and smaller; where they are is `grid_places`' part."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QRegion,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from photosim.ui import grid_headings
from photosim.ui.grid_layout import HEADING, LARGEST_CELL, NOBODY, SMALLEST_CELL, Rows, side_of
from photosim.ui.grid_places import Anchor, PlacedView
from photosim.ui.photo_delegate import PLAIN, CellPainter, Look

_NOTCH: Final = 120
_ZOOM: Final = 1.15


class GridView(PlacedView):
    """Painting and zoom.

    Signals:
        cell_size_changed: the user zoomed with wheel or fingers, to cells of that side (int).
    """

    cell_size_changed = Signal(int)

    def __init__(self, parent: QWidget | None, cell: int, ground: QPalette.ColorRole) -> None:
        super().__init__(parent, cell, ground)
        self._hover = -1
        self._turned = 0.0
        self._zoomed_at: tuple[QPoint, Anchor] | None = None
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)

    def _arrange(self, anchor: Anchor | None = None) -> None:
        """Lay out anew; what the pointer is over is found out when it moves."""
        self._hover = -1
        super()._arrange(anchor)

    # -- zoom

    def zoom(self, steps: int, at: QPoint | None = None) -> None:
        """Larger cells (smaller, if negative), and `cell_size_changed`.

        Cells share the width, so each notch changes how many of them are side by side.

        Args:
            steps: notches of the wheel.
            at: a place on the viewport whose photo stays there; without it the current photo does, or the first one.
        """
        side = self._zoomed(steps)
        if side == self._cell:
            return
        anchor = self._anchor() if at is None else self._anchor_below(at)
        self._cell = side
        self._arrange(anchor)
        if at is not None and anchor is not None:
            self._zoomed_at = at, anchor
        self.cell_size_changed.emit(side)

    def _zoomed(self, steps: int) -> int:
        """The side of cells so many notches from now: one with fewer of them side by side, or more."""
        columns, onward = self._places.columns, 1 if steps > 0 else -1
        for _ in range(abs(steps)):
            further = round(columns * _ZOOM**-onward)
            columns = max(1, further if further != columns else columns - onward)
        return min(max(SMALLEST_CELL, side_of(self._places.width, columns)), LARGEST_CELL) if steps else self._cell

    def _anchor_below(self, point: QPoint) -> Anchor | None:
        """The photo below the pointer; while that rests, the one it was when zooming began, though columns changed."""
        if self._zoomed_at is not None and self._zoomed_at[0] == point:
            return self._zoomed_at[1]
        row = self.row_at(point)
        if row < 0:
            first, last = self.rows_between(point.y(), point.y())
            row = first if first <= last else -1
        return self._anchor_at(row, 0.5) if row >= 0 else self._anchor()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; zoom with Ctrl."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoomed_at = None
            QAbstractScrollArea.wheelEvent(self, event)
            return
        self._turn(event.angleDelta().y() / _NOTCH, event.position().toPoint())
        event.accept()

    def _turn(self, notches: float, at: QPoint) -> None:
        """Zoom by what has come together; fine wheels and touch pads send parts of a notch."""
        self._turned += notches
        steps = int(self._turned)
        self._turned -= steps
        self.zoom(steps, at)

    def event(self, event: QEvent) -> bool:
        """Two fingers on a touch pad zoom, too."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._turn(event.value() / (_ZOOM - 1), event.position().toPoint())
            return True
        return super().event(event)

    # -- painting

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the cell below the pointer."""
        point = event.position().toPoint()
        if self._zoomed_at is not None and self._zoomed_at[0] != point:
            self._zoomed_at = None
        self._set_hover(self.row_at(point))

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer went away."""
        super().leaveEvent(event)
        self._set_hover(-1)

    def _set_hover(self, row: int) -> None:
        if row == self._hover:
            return
        for changed in (row, self._hover):
            if 0 <= changed < self._places.rows:
                self.viewport().update(self.cell_rect(changed))
        self._hover = row

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells that touch the exposed part."""
        painter = QPainter(self.viewport())
        try:
            ground = self.palette().color(self.viewport().backgroundRole())
            for part in event.region():  # type: ignore[attr-defined] # the stubs forget that it can be gone through
                painter.fillRect(part, ground)
            cells = self._cell_painter(painter, ground)
            self._paint_headings(cells, event.rect())
            self._paint_cells(cells, event.region())
            self._paint_standing(cells, painter, ground)
            self._paint_above(painter)
        finally:
            painter.end()  # a painter left open by a bug would end the program

    def _cell_painter(self, painter: QPainter, ground: QColor) -> CellPainter:
        places, ratio = self._places, self.devicePixelRatioF()
        return CellPainter(painter, self.palette(), ground, places.side, ratio, mirrored=places.mirrored)

    def _paint_headings(self, cells: CellPainter, exposed: QRect) -> None:
        model, offset = self.photos, self.verticalOffset()
        if model is None:
            return
        for section in self._places.sections_between(exposed.top() + offset, exposed.bottom() + offset):
            first, last = self._places.section_rows(section)
            title, note = grid_headings.text(model.sections[section].key, last - first + 1)
            cells.heading(self._on_viewport(self._places.heading_box(section)), title, note)

    def _paint_cells(self, cells: CellPainter, exposed: QRegion) -> None:
        """Only those the exposed parts touch: thumbnails come one by one, and what holds them all is the whole view."""
        model, bounds = self.photos, exposed.boundingRect()
        first, last = self.rows_between(bounds.top(), bounds.bottom())
        if model is None or last < first:
            return
        current = self.currentIndex().row() if self.hasFocus() else -1
        selected, ids = self.selected_rows, model.ids
        several, scattered, offset = len(selected) > 1, exposed.rectCount() > 1, self.verticalOffset()
        for row, box in zip(range(first, last + 1), self._places.cell_boxes(first, last), strict=True):
            left, top = box.left, box.top - offset
            if scattered and not exposed.intersects(QRect(left, top, box.width, box.height)):
                continue
            chosen = row in selected
            look = PLAIN
            if chosen or row == current or row == self._hover:  # noqa: PLR1714 - once for each cell of each frame
                look = Look(chosen, several, row == current, row == self._hover)
            cells.cell(left, top, model, ids[row], look)

    def _paint_standing(self, cells: CellPainter, painter: QPainter, ground: QColor) -> None:
        """The heading of the first photos in view stays at the top while its own place is above."""
        rect, section = self._standing_heading()
        if section < 0 or self.photos is None:
            return
        painter.fillRect(rect, ground)
        first, last = self._places.section_rows(section)
        title, note = grid_headings.text(self.photos.sections[section].key, last - first + 1)
        box = self._on_viewport(self._places.heading_box(section))
        cells.heading(QRect(box.left(), rect.top(), box.width(), rect.height()), title, note)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What stands still is painted anew, and where it was moved to."""
        super().scrollContentsBy(dx, dy)
        if self._places.headed:
            width = self.viewport().width()
            self.viewport().update(QRect(0, min(0, dy), width, 2 * HEADING + abs(dy)))

    def _paint_above(self, painter: QPainter) -> None:
        """What lies above the photos."""

    @property
    def selected_rows(self) -> Rows:
        """The rows that are selected."""
        return NOBODY
