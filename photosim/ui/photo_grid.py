"""The grid of photos: what a mouse and a keyboard can do with it. Layout and painting are `grid_view`'s part."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelection, QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPalette,
    QRegion,
)
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QWidget

from photosim.core.photo import PhotoId
from photosim.ui.grid_layout import GAP, Box, Rows, Span
from photosim.ui.grid_memory import Kept, rows_of
from photosim.ui.grid_mouse import Mouse
from photosim.ui.grid_places import Anchor
from photosim.ui.grid_selection import Selection, spans_of
from photosim.ui.grid_view import GridView
from photosim.ui.language import tr
from photosim.ui.photo_model import AnyIndex, PhotoListModel, Role, ThumbEntry

_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_LEFT: Final = Qt.MouseButton.LeftButton
_TYPING_MS: Final = 1200
"""Letters that come within it belong to one name."""
Move = QAbstractItemView.CursorAction
_MOVES: Final = {
    Qt.Key.Key_Left: Move.MoveLeft,
    Qt.Key.Key_Right: Move.MoveRight,
    Qt.Key.Key_Up: Move.MoveUp,
    Qt.Key.Key_Down: Move.MoveDown,
    Qt.Key.Key_PageUp: Move.MovePageUp,
    Qt.Key.Key_PageDown: Move.MovePageDown,
    Qt.Key.Key_Home: Move.MoveHome,
    Qt.Key.Key_End: Move.MoveEnd,
}


class PhotoGrid(GridView):
    """Shows a `PhotoListModel`; many photos may be selected, one of them is current.

    Signals:
        photo_current: the photo the user moved to (int), None if there is none any more.
        photo_opened: the photo the user double-clicked or pressed Enter on (int).
        selection_changed: other photos are selected, by whatever cause.
        menu_wanted: the place on the screen (QPoint) where a menu about the selected photos is wanted.
        viewer_wanted: the photo (int) the user pressed Space on.
        name_typed: the beginning of a file name (str) that the user typed.
        drag_wanted: the selected photos are being dragged.
    """

    photo_current = Signal(object)
    photo_opened = Signal(object)
    selection_changed = Signal()
    menu_wanted = Signal(QPoint)
    viewer_wanted = Signal(object)
    name_typed = Signal(str)
    drag_wanted = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        cell: int = 160,
        name: str = "",
        ground: QPalette.ColorRole = QPalette.ColorRole.Base,
    ) -> None:
        super().__init__(parent, cell, ground)
        self.setAccessibleName(name or tr("Photos"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAutoScroll(False)
        self.selection = Selection(self)
        self._kept: Kept | None = None
        self._quiet = False
        self._mouse = Mouse(self)
        self._typed = ""
        self._typing = QTimer(self, interval=_TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self._forget_typed)

    # -- for pages

    def selected_ids(self) -> list[PhotoId]:
        """The selected photos in order of their rows."""
        model = self.photos
        if model is None:
            return []
        ids, found = model.ids, list[int]()
        for first, last in self.selected_rows.spans():
            found += ids[first : last + 1]
        return [PhotoId(photo_id) for photo_id in found]

    def select_photo(self, photo_id: int | None) -> None:
        """Make a photo the current one and the only one selected, without scrolling; None selects nothing."""
        model = self.photos
        row = None if photo_id is None or model is None else model.row_of(photo_id)
        self.selection.clear() if row is None else self.selection.alone(row)

    def select_photos(self, photo_ids: Iterable[int], current: int | None = None) -> None:
        """Select these photos and no others, without scrolling; the first of them is current unless one is given."""
        model = self.photos
        if model is None:
            return
        rows = rows_of(model, frozenset(photo_ids))
        self.selection.select(rows.spans())
        at = None if current is None else model.row_of(current)
        self.selection.pivot = at if at is not None else rows.firsts[0] if rows.firsts else -1
        self.selection.move(self.selection.pivot)

    def select_all(self) -> None:
        """Select every photo of the list, as one stretch."""
        rows = self._places.rows
        if rows:
            self.selection.select([(0, rows - 1)])
            if self.selection.current < 0:
                self.selection.move(max(0, self.visible_rows()[0]))

    def select_none(self) -> None:
        """Select nothing."""
        self.select_photo(None)

    def go_to(self, row: int) -> None:
        """Make a row the current and only selected one and have it in view."""
        if 0 <= row < self._places.rows:
            self.selection.alone(row)
            self.scrollTo(self.currentIndex())

    @property
    def selected_rows(self) -> Rows:
        """The rows that are selected."""
        return self.selection.rows

    def current_id(self) -> PhotoId | None:
        """The photo the keyboard is at."""
        model, row = self.photos, self.currentIndex().row()
        return model.id_at(row) if model is not None and row >= 0 else None

    # -- the list changes

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a list, from its top; meant to be called once."""
        super().setModel(model)
        if isinstance(model, PhotoListModel):
            model.modelAboutToBeReset.connect(self._remember)
            model.modelReset.connect(self._recall)  # after Qt's own, which clear the selection

    def _remember(self) -> None:
        model = self.photos
        self._kept = Kept.of(model, self.selection, self._seen()) if model is not None and model.keeps_view else None

    def _seen(self) -> list[Anchor]:
        """Photos in view, the one to stay in place first; none if the view is to stay at the top."""
        anchor, (first, last) = self._anchor(), self.visible_rows()
        if anchor is None:
            return []
        return [anchor, *(self._anchor_at(row, 0.0) for row in range(first, last + 1) if row != anchor.row)]

    def _recall(self) -> None:
        """After Qt has forgotten everything: the same photos selected, the same photo in the same place."""
        kept, model, self._kept = self._kept, self.photos, None
        self.selection.changed()
        self.selection.pivot = -1
        if kept is None or model is None:
            return
        with self._quietly():
            kept.put_back(model, self.selection)
        anchor = kept.anchor(model)
        if anchor is not None:
            self._arrange(anchor)
        if len(self.selected_rows) != len(kept.selected):
            self.selection_changed.emit()
        if kept.current is not None and self.selection.current < 0:
            self.photo_current.emit(None)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """What is put back as it was is no news."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    def rowsInserted(self, parent: AnyIndex, start: int, end: int) -> None:
        """Photos were added at the end."""
        super().rowsInserted(parent, start, end)
        self.selection.changed()

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Tell which photo the user is at now."""
        super().currentChanged(current, previous)
        if not self._quiet:
            self.photo_current.emit(current.data(Role.PHOTO_ID) if current.isValid() else None)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that other photos are selected."""
        several = len(self.selected_rows) > 1
        self.selection.changed()
        super().selectionChanged(selected, deselected)
        if several != (len(self.selected_rows) > 1):
            self.viewport().update()  # a lone selected photo has no check mark
        if not self._quiet:
            self.selection_changed.emit()

    def setSelection(self, rect: QRect, command: object) -> None:  # noqa: ARG002 - Qt's signature
        """Select the photos that touch a rectangle of the viewport."""
        self.selection.select(self._places.spans_in(self._content_box(rect)))

    def _content_box(self, rect: QRect) -> Box:
        return Box(rect.left(), rect.top() + self.verticalOffset(), rect.width(), rect.height())

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Where selected photos are, as far as they are in view."""
        region, (first, last) = QRegion(), self.visible_rows()
        for row in Rows.of(spans_of(selection)).within(first, last):
            region += self.cell_rect(row)
        return region

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click selects."""
        if event.button() == _LEFT and self.photos is not None:
            self._mouse.press(event.position().toPoint(), event.modifiers())
        elif event.button() != Qt.MouseButton.RightButton:  # whose menu event, which follows, selects
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or light up the cell below the pointer."""
        if event.buttons() & _LEFT:
            self._mouse.move(event.position().toPoint(), event.modifiers())
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a click or a band."""
        if event.button() == _LEFT:
            self._mouse.release()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is being dragged on what is not there; the list may change again."""
        super().hideEvent(event)
        self._mouse.give_up()

    def band_moved(self, rect: QRect, beside: Rows) -> None:
        """Select what the rubber band touches; `beside` stays selected."""
        self.selection.select(self._places.spans_in(self._content_box(rect)), beside)

    def band_ended(self, point: QPoint) -> None:
        """The keyboard goes where the band ended, or to the first photo in it."""
        rows = self.selected_rows
        if rows.firsts:
            row = self.row_at(point)
            self.selection.pivot = row if row in rows else rows.firsts[0]
            self.selection.move(self.selection.pivot)

    def heading_rows_at(self, point: QPoint) -> Span | None:
        """First and last row under the heading at a place of the viewport, None if there is none."""
        standing, section = self._standing_heading()
        if not standing.contains(point):
            section = self._places.heading_at(point.y() + self.verticalOffset())
        return None if section < 0 else self._places.section_rows(section)

    def entry_at(self, row: int) -> ThumbEntry | None:
        """What is known of the photo in a row."""
        return None if self.photos is None else self.photos.entry(self.photos.id_at(row))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a photo."""
        row = self.row_at(event.position().toPoint())
        if event.button() == _LEFT and row >= 0 and not event.modifiers() & (_CTRL | _SHIFT):
            self._mouse.forget()
            self._open(row)
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu about the selected photos; a photo that is not selected is, first."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        row = self.currentIndex().row() if by_key else self.row_at(event.pos())
        if row not in self.selected_rows:
            self.selection.clear() if row < 0 else self.selection.alone(row)
        place = self.viewport().mapToGlobal(self.cell_rect(row).center()) if by_key and row >= 0 else event.globalPos()
        self.menu_wanted.emit(place)
        event.accept()

    def _paint_above(self, painter: QPainter) -> None:
        self._mouse.band.paint(painter)

    # -- keyboard

    def event(self, event: QEvent) -> bool:
        """While a name is being typed its letters are no shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._typed:
            plain = not event.modifiers() & ~(_SHIFT | Qt.KeyboardModifier.KeypadModifier)
            if plain and event.text().isprintable() and event.text():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and their like move, Enter opens, Space shows large, letters look for a name."""
        key, row = Qt.Key(event.key()), self.currentIndex().row()
        if key in _MOVES:
            self._go(_MOVES[key], event.modifiers())
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif (
            key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self._open(row)
        elif key == Qt.Key.Key_Space and not self._typed:
            self._space(row, event.modifiers())
        elif not self._type(event):
            event.ignore()

    def _go(self, move: Move, modifiers: Qt.KeyboardModifier) -> None:
        row = self.moveCursor(move, modifiers).row()
        if row < 0:
            return
        self._forget_typed()
        if modifiers & _CTRL and not modifiers & _SHIFT:
            self.selection.move(row)
        elif modifiers & _SHIFT:
            self.selection.stretch(row, add=bool(modifiers & _CTRL))
        else:
            self.selection.alone(row)
        self.scrollTo(self.currentIndex())

    def _open(self, row: int) -> None:
        if row >= 0 and self.photos is not None:
            self.photo_opened.emit(int(self.photos.id_at(row)))

    def _space(self, row: int, modifiers: Qt.KeyboardModifier) -> None:
        if self.photos is None or not self._places.rows:
            return
        row = row if row >= 0 else max(0, self.visible_rows()[0])
        if modifiers & _CTRL:
            self.selection.toggle(row)
        else:
            self.viewer_wanted.emit(int(self.photos.id_at(row)))

    def _type(self, event: QKeyEvent) -> bool:
        """Whether a key was a letter of a name."""
        text = event.text()
        unlike = _CTRL | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
        if not text or not text.isprintable() or event.modifiers() & unlike or self.photos is None:
            return False
        self._typed += text
        self._typing.start()
        self.name_typed.emit(self._typed)
        return True

    def _forget_typed(self) -> None:
        self._typed = ""
        self._typing.stop()

    def moveCursor(self, action: Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: ARG002
        """Where a key leads; at an edge it stays."""
        places, row = self._places, self.currentIndex().row()
        if not places.rows:
            return QModelIndex()
        if row < 0:
            first = max(0, self.visible_rows()[0])
            return self.model().index(places.rows - 1 if action == Move.MoveEnd else first, 0)
        page = max(1, self.viewport().height() // (places.side + GAP))
        onward = -1 if places.mirrored else 1
        aside = {
            Move.MoveLeft: -onward,
            Move.MovePrevious: -1,
            Move.MoveRight: onward,
            Move.MoveNext: 1,
            Move.MoveHome: -row,
            Move.MoveEnd: places.rows - 1 - row,
        }
        lines = {Move.MoveUp: -1, Move.MoveDown: 1, Move.MovePageUp: -page, Move.MovePageDown: page}
        if action in lines:
            return self.model().index(places.moved(row, lines[action]), 0)
        return self.model().index(min(max(0, row + aside[action]), places.rows - 1), 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Not QAbstractItemView's, which would make a photo current that nobody chose."""
        QAbstractScrollArea.focusInEvent(self, event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes where the keyboard goes."""
        QAbstractScrollArea.focusOutEvent(self, event)
        self._forget_typed()
        self.viewport().update()
