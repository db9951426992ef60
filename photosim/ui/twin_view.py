"""A scrolling view of groups of duplicates; of thousands of groups, those in view alone cost anything.

It is a QListView by name only, for assistive technology, which knows lists: what QListView does to every row is passed
by on the way to QAbstractItemView.
"""

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelection, QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from photosim.core.photo import PhotoId
from photosim.ui.photo_model import AnyIndex
from photosim.ui.twin_layout import HEADING, TwinLayout
from photosim.ui.twin_model import TwinModel
from photosim.ui.twin_painter import PICTURE, CellLook, TwinPainter, cell_height, check_box, heading_buttons

_WHEEL_STEP: Final = 28  # pixels a wheel line; three lines a notch
_NOBODY: Final = (-1, "")
Move = QAbstractItemView.CursorAction


class TwinView(QListView):
    """Shows a `TwinModel`.

    Signals:
        visible_changed: other photos came into view.
        group_changed: the keyboard is in another group, or in none (int, -1).
        wanted: something is to be done with a group: "best", "compare" or "apart" (str), the group (int).
        menu_wanted: a menu for the current group, at that place of the screen (QPoint).
    """

    visible_changed = Signal()
    group_changed = Signal(int)
    wanted = Signal(str, int)
    menu_wanted = Signal(QPoint)

    def __init__(self, model: TwinModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.twins = model
        self._places = TwinLayout.of((), 1, 1)
        self._hover_row = -1
        self._hover_button = _NOBODY
        for widget in (self, self.viewport()):  # the view itself shows below the scroll bar
            widget.setBackgroundRole(QPalette.ColorRole.Base)
            widget.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self._later = QTimer(self, interval=0, singleShot=True)
        self._later.timeout.connect(self.visible_changed)
        self.setModel(model)
        model.dataChanged.connect(self.viewport().update)

    # -- where things are

    @property
    def places(self) -> TwinLayout:
        """The layout of the page."""
        return self._places

    @property
    def current_group(self) -> int:
        """The group the keyboard is in, -1 for none."""
        row = self.currentIndex().row()
        return self.twins.group_of(row) if row >= 0 else -1

    def _arrange(self) -> None:
        sizes = [len(group.photos) for group in self.twins.groups]
        height = cell_height(self.fontMetrics())
        self._places = TwinLayout.of(sizes, max(1, self.viewport().width()), height, mirrored=self.isRightToLeft())
        self._hover_row, self._hover_button = -1, _NOBODY
        self.updateGeometries()
        self.viewport().update()
        self._later.start()

    def _on_page(self, point: QPoint) -> QPoint:
        return point + QPoint(0, self.verticalOffset())

    def _groups_in_view(self, more: int = 0) -> range:
        top, height = self.verticalOffset(), self.viewport().height()
        return self._places.groups_between(top - more * height, top + (1 + more) * height)

    def wanted_ids(self) -> tuple[list[PhotoId], list[PhotoId], int]:
        """Photos in view, those a screen further, and the side of their pictures in device pixels."""
        if not self.isVisible():
            return [], [], 1
        seen, wide = (self._ids_of(self._groups_in_view(more)) for more in (0, 1))
        known = set(seen)
        return seen, [one for one in wide if one not in known], round(PICTURE * self.devicePixelRatioF())

    def _ids_of(self, groups: range) -> list[PhotoId]:
        return [self.twins.twin(row).photo_id for place in groups for row in self._places.rows_of(place)]

    # -- QAbstractItemView

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show groups, from the first one."""
        QAbstractItemView.setModel(self, model)
        self._arrange()

    def reset(self) -> None:
        """The groups are others; scroll position and current photo stay where they can."""
        index = self.currentIndex().row()
        offset = self.verticalOffset()
        QAbstractItemView.reset(self)
        self._arrange()
        rows = self.twins.rowCount()
        if index >= 0 and rows:
            self.setCurrentIndex(self.twins.index(min(index, rows - 1)))
        self.verticalScrollBar().setValue(offset)
        self.group_changed.emit(self.current_group)

    def doItemsLayout(self) -> None:
        """Places are worked out when they are needed."""
        QAbstractItemView.doItemsLayout(self)

    def visualRect(self, index: AnyIndex) -> QRect:
        """Where a photo is on the viewport."""
        if not index.isValid() or index.row() >= self._places.rows:
            return QRect()
        return self._places.cell_of(index.row()).translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The photo below a point of the viewport."""
        row = self._places.row_at(self._on_page(point))
        return self.twins.index(row) if row >= 0 else QModelIndex()

    def scrollTo(
        self, index: AnyIndex, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Scroll as little as it takes to have the photo in view, with the heading above a group's first line."""
        del hint
        rect, bar = self.visualRect(index), self.verticalScrollBar()
        if rect.isNull():
            return
        if rect.top() < HEADING:
            bar.setValue(bar.value() + rect.top() - HEADING - 8)
        elif rect.bottom() > self.viewport().height():
            bar.setValue(bar.value() + rect.bottom() - self.viewport().height() + 8)

    def horizontalOffset(self) -> int:
        """Always 0: the page is as wide as the view."""
        return 0

    def verticalOffset(self) -> int:
        """Scroll position in pixels."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: AnyIndex) -> bool:  # noqa: ARG002 - Qt's signature
        """No row is ever hidden."""
        return False

    def moveCursor(self, action: Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: ARG002
        """Where a key leads; at an edge it stays."""
        rows, row = self._places.rows, self.currentIndex().row()
        if not rows:
            return QModelIndex()
        if row < 0:
            groups = self._groups_in_view()
            return self.twins.index(self._places.rows_of(groups.start).start if groups else 0)
        beside = -1 if self._places.mirrored else 1
        if action in {Move.MoveUp, Move.MoveDown}:
            row = self._places.line_away(row, -1 if action == Move.MoveUp else 1)
        elif action in {Move.MovePageUp, Move.MovePageDown}:
            lines = max(1, self.viewport().height() // (self._places.cell.height() + HEADING))
            for _ in range(lines):
                row = self._places.line_away(row, -1 if action == Move.MovePageUp else 1)
        elif action in {Move.MoveHome, Move.MoveEnd}:
            row = 0 if action == Move.MoveHome else rows - 1
        else:
            row += beside if action in {Move.MoveRight, Move.MoveNext} else -beside
        return self.twins.index(min(max(0, row), rows - 1))

    def setSelection(self, rect: QRect, command: object) -> None:
        """Select the photo below the rectangle's corner; there is no rubber band."""
        selection = self.selectionModel()
        if selection is not None:
            selection.select(self.indexAt(rect.topLeft()), command)  # type: ignore[call-overload]

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Where selected photos are."""
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def updateGeometries(self) -> None:
        """Fit the scroll bar to the page."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(height)
        bar.setSingleStep(_WHEEL_STEP)
        bar.setRange(0, max(0, self._places.height - height))
        QAbstractItemView.updateGeometries(self)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted already and paint the rest."""
        self.viewport().scroll(dx, dy)
        self._later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew; the group at the top stays there."""
        at = self._groups_in_view()
        below = self.verticalOffset() - self._places.tops[at.start] if at else 0
        QAbstractItemView.resizeEvent(self, event)
        self._arrange()
        if at:
            self.verticalScrollBar().setValue(self._places.tops[at.start] + below)

    def event(self, event: QEvent) -> bool:
        """Have thumbnails fetched when the view appears, dropped when it hides, made anew on a finer screen."""
        handled = super().event(event)
        if event.type() in {QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.DevicePixelRatioChange}:
            self._later.start()
        return handled

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Tell which group the keyboard is in."""
        QAbstractItemView.currentChanged(self, current, previous)
        self.viewport().update()
        self.group_changed.emit(self.current_group)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring around the current photo becomes a strong one; the first one in view is taken if there is none."""
        if not self.currentIndex().isValid() and event.reason() in {
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        }:
            self.setCurrentIndex(self.moveCursor(Move.MoveNext, Qt.KeyboardModifier.NoModifier))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring becomes a thin one."""
        QAbstractItemView.focusOutEvent(self, event)
        self.viewport().update()

    # -- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space checks, Enter compares, B checks all but the best of the group; the rest leads to other photos."""
        row, group, key = self.currentIndex().row(), self.current_group, event.key()
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if row >= 0 and plain and key == Qt.Key.Key_Space:
            self.twins.toggle(row)
        elif row >= 0 and plain and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.wanted.emit("compare", group)
        elif row >= 0 and plain and key == Qt.Key.Key_B:
            self.wanted.emit("best", group)
        elif event.text() and event.text().isprintable():
            event.ignore()  # no search by typing file names
        else:
            QAbstractItemView.keyPressEvent(self, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Check boxes and buttons do what they say; elsewhere a photo becomes the current one."""
        point = event.position().toPoint()
        row = self._places.row_at(self._on_page(point))
        if event.button() == Qt.MouseButton.LeftButton:
            group, does = self._button_at(point)
            if does:
                self.setCurrentIndex(self.twins.index(self._places.rows_of(group).start))
                self.wanted.emit(does, group)
                return
            if row >= 0 and self._box_of(row).adjusted(-5, -5, 5, 5).contains(point):
                self.setCurrentIndex(self.twins.index(row))
                self.twins.toggle(row)
                return
        if row >= 0:
            self.setCurrentIndex(self.twins.index(row))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What was pressed has been done already."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Compare; a check box pressed twice is checked and no more."""
        point = event.position().toPoint()
        row = self._places.row_at(self._on_page(point))
        if row < 0 or self._box_of(row).adjusted(-5, -5, 5, 5).contains(point):
            self.mousePressEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.wanted.emit("compare", self.twins.group_of(row))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By mouse or by key: a menu for the group."""
        point = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            point = self.visualRect(self.currentIndex()).center()
        if self.currentIndex().isValid():
            self.menu_wanted.emit(self.viewport().mapToGlobal(point))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up what is below the pointer."""
        point = event.position().toPoint()
        row, button = self._places.row_at(self._on_page(point)), self._button_at(point)
        if (row, button) != (self._hover_row, self._hover_button):
            self._hover_row, self._hover_button = row, button
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if button[1] else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer went away."""
        QAbstractItemView.leaveEvent(self, event)
        self._hover_row, self._hover_button = -1, _NOBODY
        self.viewport().update()

    def _box_of(self, row: int) -> QRect:
        return check_box(self.visualRect(self.twins.index(row)), mirrored=self._places.mirrored)

    def _button_at(self, point: QPoint) -> tuple[int, str]:
        """The group and what the button of its heading at a point of the viewport does."""
        group = self._places.group_at(self._on_page(point))
        if group < 0:
            return _NOBODY
        box = self._places.heading(group).translated(0, -self.verticalOffset())
        buttons = heading_buttons(box, self.fontMetrics(), mirrored=self._places.mirrored)
        return next(((group, one.does) for one in buttons if one.place.contains(point)), _NOBODY)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The groups that touch the exposed part."""
        painter = QPainter(self.viewport())
        try:
            painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Base))
            self._paint_groups(painter, event.rect())
        finally:
            painter.end()  # a painter left open by a bug would end the program

    def _paint_groups(self, painter: QPainter, exposed: QRect) -> None:
        offset, places, twins = self.verticalOffset(), self._places, self.twins
        mirrored = places.mirrored
        brush = TwinPainter(painter, self.palette(), self.devicePixelRatioF(), mirrored=mirrored)
        current, group_at = self.currentIndex().row(), self.current_group
        for place in places.groups_between(exposed.top() + offset, exposed.bottom() + offset):
            group, (hovered, does) = twins.groups[place], self._hover_button
            box = places.heading(place).translated(0, -offset)
            if box.intersects(exposed):
                brush.heading(box, group, does if hovered == place else "", current=place == group_at)
            for row in places.rows_of(place):
                cell = places.cell_of(row).translated(0, -offset)
                if cell.intersects(exposed):
                    twin, at = twins.twin(row), row == current
                    look = CellLook(at, at and self.hasFocus(), row == self._hover_row, twins.is_checked(row))
                    brush.cell(cell, group, twin, twins.entry(twin.photo_id), look)

    def thumb_changed(self, photo_id: int) -> None:
        """A thumbnail has come; what is in view is painted anew."""
        for place in self._groups_in_view():
            for row in self._places.rows_of(place):
                if self.twins.twin(row).photo_id == photo_id:
                    self.viewport().update(self.visualRect(self.twins.index(row)))
