"""A grid of equal cells laid out by arithmetic: what is off screen costs nothing, at 100 rows or a million.

QListView's icon layout visits every row when shown or resized; here row and place are turned into each other by a
division. Single selection, full keyboard control, per-pixel scrolling.
"""

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelection, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QRegion, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QFrame,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from photosim.core.photo import PhotoId
from photosim.ui.photo_delegate import MARGIN, PhotoDelegate
from photosim.ui.photo_model import AnyIndex, PhotoListModel, Role

_GAP: Final = 8
_WHEEL_STEP: Final = 28  # pixels a wheel line; three lines a notch
Move = QAbstractItemView.CursorAction


class PhotoGrid(QAbstractItemView):
    """Shows a `PhotoListModel`.

    Signals:
        visible_changed: other rows came into view, or the cell size changed.
        photo_current: the photo the user moved to (int), None if there is none any more.
        photo_opened: the photo the user double-clicked or pressed Enter on (int).
    """

    visible_changed = Signal()
    photo_current = Signal(object)
    photo_opened = Signal(object)

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        cell: int = 160,
        name: str = "Photos",
        ground: QPalette.ColorRole = QPalette.ColorRole.Base,
    ) -> None:
        super().__init__(parent)
        self._cell = cell
        self._hover = -1
        self._seen = (0, -1)
        self.setAccessibleName(name)
        for widget in (self, self.viewport()):  # the view itself shows below the scroll bar
            widget.setBackgroundRole(ground)
            widget.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setItemDelegate(PhotoDelegate(self))
        self.viewport().setMouseTracking(True)
        self.doubleClicked.connect(lambda index: self.photo_opened.emit(index.data(Role.PHOTO_ID)))

    # -- layout: row <-> place

    @property
    def cell_size(self) -> int:
        """Side of a cell, in logical pixels."""
        return self._cell

    @cell_size.setter
    def cell_size(self, side: int) -> None:
        if side == self._cell:
            return
        seen = self._seen
        self._cell = side
        self.updateGeometries()
        self._keep_in_view(seen)
        self.viewport().update()

    @property
    def picture_side(self) -> int:
        """Longest side of a picture in a cell, in logical pixels."""
        return self._cell - 2 * MARGIN

    def _keep_in_view(self, seen: tuple[int, int]) -> None:
        """After cells moved: scroll to the current row if it was among those seen, else to the first of them."""
        first, last = seen
        if first <= last:
            current = self.currentIndex().row()
            anchor = current if first <= current <= last else first
            rect = self._cell_rect(anchor)
            if rect.top() < 0 or rect.bottom() > self.viewport().height():
                self.verticalScrollBar().setValue(self._top_of(anchor) - _GAP)
        self._view_changed()

    def _view_changed(self) -> None:
        self._seen = self.visible_rows()
        self.visible_changed.emit()

    @property
    def columns(self) -> int:
        """Cells side by side, at least 1."""
        return max(1, (self.viewport().width() - _GAP) // (self._cell + _GAP))

    def _row_count(self) -> int:
        model = self.model()
        return model.rowCount() if model else 0

    def _top_of(self, row: int) -> int:
        return _GAP + row // self.columns * (self._cell + _GAP)

    def _content_height(self) -> int:
        lines = -(-self._row_count() // self.columns)
        return _GAP + lines * (self._cell + _GAP)

    def _cell_rect(self, row: int) -> QRect:
        """Where a row is on the viewport; the width left over is spread between the columns."""
        columns = self.columns
        spare = max(0, self.viewport().width() - _GAP - columns * (self._cell + _GAP))
        column = row % columns
        left = _GAP + column * (self._cell + _GAP) + (2 * column + 1) * spare // (2 * columns)
        return QRect(left, self._top_of(row) - self.verticalOffset(), self._cell, self._cell)

    def _row_at(self, point: QPoint) -> int:
        """The row below a point of the viewport, -1 between cells."""
        columns, pitch = self.columns, self._cell + _GAP
        line = (point.y() + self.verticalOffset() - _GAP) // pitch
        width = max(1, self.viewport().width())
        guess = min(columns - 1, max(0, point.x() * columns // width))
        for column in (guess, guess - 1, guess + 1):
            row = line * columns + column
            if 0 <= column < columns and 0 <= row < self._row_count() and self._cell_rect(row).contains(point):
                return row
        return -1

    def rows_between(self, top: int, bottom: int) -> tuple[int, int]:
        """First and last row that touch that stretch of the viewport; last < first if none does."""
        pitch, columns, offset = self._cell + _GAP, self.columns, self.verticalOffset()
        first = max(0, (top + offset - _GAP) // pitch) * columns
        last = ((bottom + offset - _GAP) // pitch + 1) * columns - 1
        return first, min(last, self._row_count() - 1)

    def visible_rows(self) -> tuple[int, int]:
        """First and last row in view; last < first if there is none."""
        return self.rows_between(0, self.viewport().height() - 1)

    def wanted_ids(self) -> tuple[list[PhotoId], list[PhotoId]]:
        """Photos in view, and those one page below and above, nearest first."""
        model = self.model()
        if not isinstance(model, PhotoListModel) or not self.isVisible():
            return [], []
        height = self.viewport().height()
        first, last = self.visible_rows()
        below, above = self.rows_between(0, 2 * height)[1], self.rows_between(-height, -1)[0]
        ids = model.ids
        seen, near = ids[first : last + 1], ids[last + 1 : below + 1] + ids[above:first][::-1]
        return [PhotoId(key) for key in seen], [PhotoId(key) for key in near]

    # -- QAbstractItemView

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a list, from its top; meant to be called once."""
        super().setModel(model)
        if model is not None:
            model.rowsRemoved.connect(lambda _parent, start, _end: self._rows_changed(start))
        self._hover = -1
        self.updateGeometries()
        self._view_changed()

    def reset(self) -> None:
        """The list was replaced as a whole."""
        super().reset()
        self._hover = -1
        self.updateGeometries()
        self._view_changed()

    def rowsInserted(self, parent: AnyIndex, start: int, end: int) -> None:
        """Photos were added; only those in view cost anything."""
        super().rowsInserted(parent, start, end)
        self._rows_changed(start)

    def _rows_changed(self, start: int) -> None:
        self._hover = -1
        self.updateGeometries()
        if start <= self.visible_rows()[1] + self.columns:
            self.viewport().update()
            self._view_changed()

    def visualRect(self, index: AnyIndex) -> QRect:
        """Where a row is on the viewport."""
        return self._cell_rect(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The row below a point of the viewport."""
        row = self._row_at(point)
        return self.model().index(row, 0) if row >= 0 else QModelIndex()

    def scrollTo(
        self, index: AnyIndex, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Scroll as little as it takes to have the whole cell in view."""
        rect = self.visualRect(index)
        if rect.isNull():
            return
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - height // 2)
        elif rect.top() < _GAP or hint == QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(bar.value() + rect.top() - _GAP)
        elif rect.bottom() > height - _GAP:
            bar.setValue(bar.value() + rect.bottom() - height + _GAP)

    def horizontalOffset(self) -> int:
        """Always 0: the grid is as wide as the view."""
        return 0

    def verticalOffset(self) -> int:
        """Scroll position in pixels."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: AnyIndex) -> bool:  # noqa: ARG002 - Qt's signature
        """No row is ever hidden."""
        return False

    def moveCursor(self, action: Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: ARG002
        """Where a key leads; at an edge it stays."""
        count = self._row_count()
        if not count:
            return QModelIndex()
        row = self.currentIndex().row()
        if row < 0:
            first = max(0, self.visible_rows()[0])
            return self.model().index(count - 1 if action == Move.MoveEnd else first, 0)
        page = max(1, self.viewport().height() // (self._cell + _GAP)) * self.columns
        step = {
            Move.MoveLeft: -1,
            Move.MovePrevious: -1,
            Move.MoveRight: 1,
            Move.MoveNext: 1,
            Move.MoveUp: -self.columns,
            Move.MoveDown: self.columns,
            Move.MovePageUp: -page,
            Move.MovePageDown: page,
            Move.MoveHome: -row,
            Move.MoveEnd: count - 1 - row,
        }[action]
        return self.model().index(self._stay_inside(row, step, count), 0)

    def _stay_inside(self, row: int, step: int, count: int) -> int:
        target = row + step
        if target < 0:  # up from the first line stays, a page up lands on the first line
            return row % self.columns if abs(step) >= self.columns else row
        if target >= count:  # the last line may be shorter than the others
            on_last_line = row // self.columns == (count - 1) // self.columns
            return row if on_last_line else count - 1
        return target

    def setSelection(self, rect: QRect, command: object) -> None:
        """Select the photo below the rectangle's corner; there is no rubber band."""
        model = self.selectionModel()
        if model is not None:
            model.select(self.indexAt(rect.topLeft()), command)  # type: ignore[call-overload]

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Where selected photos are; with a single selection that is one cell."""
        region = QRegion()
        for index in selection.indexes():
            region += self._cell_rect(index.row())
        return region

    def updateGeometries(self) -> None:
        """Fit the scroll bar to the number of lines."""
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        bar.setPageStep(height)
        bar.setSingleStep(_WHEEL_STEP)
        bar.setRange(0, max(0, self._content_height() - height))
        super().updateGeometries()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted already and paint the rest."""
        self.viewport().scroll(dx, dy)
        if dy:
            self._view_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew, keeping the photo at the top (or the current one) in view."""
        seen = self._seen  # as it was: the columns have changed already
        super().resizeEvent(event)
        self.updateGeometries()
        self._keep_in_view(seen)

    def event(self, event: QEvent) -> bool:
        """Have thumbnails fetched when the view appears, dropped when it hides, made anew on a finer screen."""
        handled = super().event(event)
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.DevicePixelRatioChange}:
            self.visible_changed.emit()
        return handled

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Tell which photo the user is at now."""
        super().currentChanged(current, previous)
        self.photo_current.emit(current.data(Role.PHOTO_ID) if current.isValid() else None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Not QAbstractItemView's, which would make a photo current that nobody chose."""
        QAbstractScrollArea.focusInEvent(self, event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the rest is Qt's, through `moveCursor`."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.photo_opened.emit(self.currentIndex().data(Role.PHOTO_ID))
            event.accept()
        elif event.text() and event.text().isprintable() and not event.modifiers():
            event.ignore()  # no search by typing file names, which the grid does not show
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the cell below the pointer."""
        super().mouseMoveEvent(event)
        self._set_hover(self._row_at(event.position().toPoint()))

    def leaveEvent(self, event: object) -> None:
        """The pointer went away."""
        super().leaveEvent(event)  # type: ignore[arg-type]
        self._set_hover(-1)

    def _set_hover(self, row: int) -> None:
        if row == self._hover:
            return
        for changed in (row, self._hover):
            if changed >= 0:
                self.viewport().update(self._cell_rect(changed))
        self._hover = row

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells that touch the exposed part, through the delegate."""
        painter = QPainter(self.viewport())
        try:
            painter.fillRect(event.rect(), self.palette().color(self.viewport().backgroundRole()))
            self._paint_cells(painter, event.rect())
        finally:
            painter.end()  # a painter left open by a bug would end the program

    def _paint_cells(self, painter: QPainter, exposed: QRect) -> None:
        model, delegate = self.model(), self.itemDelegate()
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain = option.state
        current = self.currentIndex().row()
        selected = {index.row() for index in self.selectedIndexes()}
        first, last = self.rows_between(exposed.top(), exposed.bottom())
        for row in range(first, last + 1):
            state = plain
            if row in selected:
                state |= QStyle.StateFlag.State_Selected
            if row == current and self.hasFocus():
                state |= QStyle.StateFlag.State_HasFocus
            if row == self._hover:
                state |= QStyle.StateFlag.State_MouseOver
            option.state = state
            option.rect = self._cell_rect(row)
            delegate.paint(painter, option, model.index(row, 0))

    def sizeHint(self) -> QSize:
        """Four by three cells."""
        return QSize(4 * (self._cell + _GAP) + _GAP, 3 * (self._cell + _GAP) + _GAP)

    # -- for pages

    def select_photo(self, photo_id: int | None) -> None:
        """Make a photo the current one without scrolling to it; None selects nothing."""
        model = self.model()
        row = model.row_of(photo_id) if photo_id is not None and isinstance(model, PhotoListModel) else None
        scrolled = self.verticalScrollBar().value()
        self.setCurrentIndex(QModelIndex() if row is None else model.index(row, 0))
        if row is None:
            self.clearSelection()
        self.verticalScrollBar().setValue(scrolled)
