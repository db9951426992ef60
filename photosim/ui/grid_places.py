"""Where photos are in a scrolling view: at 100 of them or a million, what is off screen costs nothing.

It is a QListView by name only: assistive technology is told by Qt what a view is by its class, and knows lists. What
QListView does to every row is passed by on the way to QAbstractItemView.
"""

from typing import Final, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from photosim.core.photo import PhotoId
from photosim.ui.grid_layout import GAP, HEADING, LARGEST_CELL, SMALLEST_CELL, Box, GridLayout, Span
from photosim.ui.own_viewport import give_viewport
from photosim.ui.photo_delegate import MARGIN
from photosim.ui.photo_model import AnyIndex, PhotoListModel

_WHEEL_STEP: Final = 28  # pixels a wheel line; three lines a notch
_MOST: Final = 0.9  # of a photo may be scrolled out for it to be the first in view


class Anchor(NamedTuple):
    """What stays in place while a grid is laid out anew.

    Attributes:
        row: of a photo.
        share: how far down its cell, 0 its top, 1 its bottom.
        y: where on the viewport that is.
    """

    row: int
    share: float
    y: float


class PlacedView(QListView):
    """Layout and scrolling; `GridView` paints, `PhotoGrid` lets people do something.

    Signals:
        visible_changed: other rows came into view, or the cell size changed.
    """

    visible_changed = Signal()

    def __init__(self, parent: QWidget | None, cell: int, ground: QPalette.ColorRole) -> None:
        super().__init__(parent)
        give_viewport(self)
        self._cell = cell
        self._places = GridLayout(0, 1, cell)
        for widget in (self, self.viewport()):  # the view itself shows below the scroll bar
            widget.setBackgroundRole(ground)
            widget.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    @property
    def photos(self) -> PhotoListModel | None:
        """The list it shows."""
        model = self.model()
        return model if isinstance(model, PhotoListModel) else None

    # -- layout

    @property
    def cell_size(self) -> int:
        """Side of a cell, in logical pixels."""
        return self._cell

    @cell_size.setter
    def cell_size(self, side: int) -> None:
        side = min(max(SMALLEST_CELL, side), LARGEST_CELL)
        if side != self._cell:
            anchor = self._anchor()
            self._cell = side
            self._arrange(anchor)

    @property
    def picture_side(self) -> int:
        """Longest side of a picture in a cell, in logical pixels."""
        return self._places.side - 2 * MARGIN

    @property
    def columns(self) -> int:
        """Cells side by side, at least 1."""
        return self._places.columns

    def _arrange(self, anchor: Anchor | None = None) -> None:
        """Lay out anew; the anchor stays where it was."""
        model = self.photos
        rows, sections = (model.rowCount(), model.sections) if model else (0, ())
        self._places = GridLayout(
            rows,
            self.viewport().width(),
            self._cell,
            tuple(section.start for section in sections),
            self.isRightToLeft(),
        )
        self.updateGeometries()
        if anchor is not None and anchor.row < rows:
            place = self._places.line_top(anchor.row) + anchor.share * self._places.side
            self.verticalScrollBar().setValue(round(place - anchor.y))
        self.viewport().update()
        self.visible_changed.emit()

    def _anchor(self) -> Anchor | None:
        """The current photo if it is in view, else the first one that is; None at the very top."""
        first, last = self.visible_rows()
        current = self.currentIndex().row()
        if first <= current <= last:
            return self._anchor_at(current, 0.5)
        if last < first or not self.verticalOffset():
            return None
        above = max(0, -self.cell_rect(first).top())  # the part of it that is scrolled out
        return self._anchor_at(first, min(_MOST, above / self._places.side))

    def _anchor_at(self, row: int, share: float) -> Anchor:
        return Anchor(row, share, self._places.line_top(row) + share * self._places.side - self.verticalOffset())

    def cell_rect(self, row: int) -> QRect:
        """Where a row's cell is on the viewport."""
        return self._on_viewport(self._places.cell_box(row))

    def _on_viewport(self, box: Box) -> QRect:
        return QRect(box.left, box.top - self.verticalOffset(), box.width, box.height)

    def row_at(self, point: QPoint) -> int:
        """The row whose cell holds a point of the viewport, -1 if none does."""
        if self._standing_heading()[0].contains(point):
            return -1
        return self._places.row_at(point.x(), point.y() + self.verticalOffset())

    def rows_between(self, top: int, bottom: int) -> Span:
        """First and last row that touch that stretch of the viewport; last < first if none does."""
        offset = self.verticalOffset()
        return self._places.rows_between(top + offset, bottom + offset)

    def visible_rows(self) -> Span:
        """First and last row in view; last < first if there is none."""
        return self.rows_between(0, self.viewport().height() - 1)

    def _standing_heading(self) -> tuple[QRect, int]:
        """Where the heading stands that stays at the top while its photos are in view, and its section, -1 for none.

        The next heading pushes it out.
        """
        offset = self.verticalOffset()
        section = self._places.section_at(offset) if self._places.headed else -1
        if section < 0 or self._places.heading_box(section).top >= offset:
            return QRect(), -1
        top = min(0, self._places.section_bottom(section) - offset - HEADING)
        return QRect(0, top, self.viewport().width(), HEADING), section

    def wanted_ids(self) -> tuple[list[PhotoId], list[PhotoId]]:
        """Photos in view, and those one page below and above, nearest first."""
        model = self.photos
        if model is None or not self.isVisible():
            return [], []
        height = self.viewport().height()
        first, last = self.visible_rows()
        if last < first:
            return [], []
        below, above = self.rows_between(0, 2 * height)[1], self.rows_between(-height, height)[0]
        ids = model.ids
        seen, near = ids[first : last + 1], ids[last + 1 : below + 1] + ids[above:first][::-1]
        return [PhotoId(key) for key in seen], [PhotoId(key) for key in near]

    def thumb_changed(self, photo_id: int) -> None:
        """Paint a photo whose thumbnail has come, if it is in view."""
        first, last = self.visible_rows()
        if self.photos is not None and first <= last:
            self.photos.thumb_changed(photo_id, first, last)

    # -- QAbstractItemView

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a list, from its top; meant to be called once."""
        super().setModel(model)
        if isinstance(model, PhotoListModel):
            model.sections_changed.connect(lambda: self._arrange(self._anchor()))
        self._arrange()

    def reset(self) -> None:
        """The list was replaced as a whole."""
        QAbstractItemView.reset(self)
        self._arrange()

    def doItemsLayout(self) -> None:
        """Nothing but arithmetic."""
        QAbstractItemView.doItemsLayout(self)

    def rowsInserted(self, parent: AnyIndex, start: int, end: int) -> None:
        """Photos were added at the end."""
        QAbstractItemView.rowsInserted(self, parent, start, end)
        self._arrange()

    def dataChanged(self, first: AnyIndex, last: AnyIndex, roles: list[int] | None = None) -> None:  # type: ignore[override]
        """Paint those rows anew."""
        QAbstractItemView.dataChanged(self, first, last, roles or [])

    def visualRect(self, index: AnyIndex) -> QRect:
        """Where a row is on the viewport."""
        return self.cell_rect(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The row below a point of the viewport."""
        row = self.row_at(point)
        return self.model().index(row, 0) if row >= 0 else QModelIndex()

    def scrollTo(
        self, index: AnyIndex, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Scroll as little as it takes to have the whole cell in view, and the heading above it."""
        if not index.isValid():
            return
        rect, above = self.cell_rect(index.row()), HEADING if self._places.headed else GAP
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - height // 2)
        elif rect.top() < above or hint == QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(bar.value() + rect.top() - above)
        elif rect.bottom() > height - GAP:
            bar.setValue(bar.value() + min(rect.bottom() - height + GAP, rect.top() - above))

    def horizontalOffset(self) -> int:
        """Always 0: the grid is as wide as the view."""
        return 0

    def verticalOffset(self) -> int:
        """Scroll position in pixels."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: AnyIndex) -> bool:  # noqa: ARG002 - Qt's signature
        """No row is ever hidden."""
        return False

    def updateGeometries(self) -> None:
        """Fit the scroll bar to the number of lines."""
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        bar.setPageStep(height)
        bar.setSingleStep(_WHEEL_STEP)
        bar.setRange(0, max(0, self._places.height - height))
        QAbstractItemView.updateGeometries(self)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted already and paint the rest."""
        self.viewport().scroll(dx, dy)
        if dy:
            self.visible_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew, keeping the photo at the top (or the current one) in place."""
        anchor = self._anchor()
        QAbstractItemView.resizeEvent(self, event)
        self._arrange(anchor)

    def event(self, event: QEvent) -> bool:
        """Have thumbnails fetched when the view appears, dropped when it hides, made anew on a finer screen."""
        handled = super().event(event)
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.DevicePixelRatioChange}:
            self.visible_changed.emit()
        return handled

    def changeEvent(self, event: QEvent) -> None:
        """Text runs the other way: so do the columns."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._arrange(self._anchor())

    def sizeHint(self) -> QSize:
        """Four by three cells."""
        return QSize(4 * (self._cell + GAP) + GAP, 3 * (self._cell + GAP) + GAP)
