"""The grid of photos: what a mouse and a keyboard can do with it. Layout and painting are `grid_view`'s part."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QItemSelection, QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPalette,
    QRegion,
)
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QWidget

from photosim.core.photo import PhotoId
from photosim.ui.grid_band import Band
from photosim.ui.grid_layout import GAP, Box, Rows
from photosim.ui.grid_selection import NOBODY, Selection
from photosim.ui.grid_view import Anchor, GridView
from photosim.ui.language import tr
from photosim.ui.photo_delegate import picture_place
from photosim.ui.photo_model import AnyIndex, PhotoListModel, Role

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


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a view was like before its list was replaced, by ids.

    Attributes:
        selected: photos.
        current: the photo with the keyboard, None if none.
        pivot: where a selection by Shift begins.
        seen: photos in view and where they were, the one to stay in place first; none to stay at the top.
    """

    selected: frozenset[int]
    current: int | None
    pivot: int | None
    seen: tuple[tuple[int, Anchor], ...]


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
        self._selection: Selection | None = None
        self._kept: _Kept | None = None
        self._quiet = False
        self._pressed: tuple[QPoint, int, bool] | None = None
        self._band = Band(self)
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
        if self._selection is not None:
            self._selection.clear() if row is None else self._selection.alone(row)

    def select_photos(self, photo_ids: Iterable[int]) -> None:
        """Select these photos and no others, without scrolling; the first of them is current."""
        model = self.photos
        if model is None or self._selection is None:
            return
        rows = _rows_of(model, frozenset(photo_ids))
        self._selection.select(rows.spans())
        self._selection.pivot = rows.firsts[0] if rows.firsts else -1
        self._selection.move(self._selection.pivot)

    def select_all(self) -> None:
        """Select every photo of the list, as one stretch."""
        rows = self._places.rows
        if rows and self._selection is not None:
            self._selection.select([(0, rows - 1)])
            if self._selection.current < 0:
                self._selection.move(max(0, self.visible_rows()[0]))

    def select_none(self) -> None:
        """Select nothing."""
        self.select_photo(None)

    def go_to(self, row: int) -> None:
        """Make a row the current and only selected one and have it in view."""
        if self._selection is not None and 0 <= row < self._places.rows:
            self._selection.alone(row)
            self.scrollTo(self.currentIndex())

    @property
    def selected_rows(self) -> Rows:
        """The rows that are selected."""
        return self._selection.rows if self._selection is not None else NOBODY

    def current_id(self) -> PhotoId | None:
        """The photo the keyboard is at."""
        model, row = self.photos, self.currentIndex().row()
        return model.id_at(row) if model is not None and row >= 0 else None

    # -- the list changes

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a list, from its top; meant to be called once."""
        super().setModel(model)
        if isinstance(model, PhotoListModel):
            self._selection = Selection(model, self.selectionModel())
            model.modelAboutToBeReset.connect(self._remember)
            model.modelReset.connect(self._recall)  # after Qt's own, which clear the selection

    def _remember(self) -> None:
        model = self.photos
        self._kept = None
        if model is None or not model.keeps_view or self._selection is None:
            return
        ids, pivot = model.ids, self._selection.pivot
        selected = frozenset[int]().union(*(ids[first : last + 1] for first, last in self.selected_rows.spans()))
        anchor, (first, last) = self._anchor(), self.visible_rows()
        seen = []
        if anchor is not None:
            rows = [anchor.row, *(row for row in range(first, last + 1) if row != anchor.row)]
            seen = [(ids[row], anchor if row == anchor.row else self._anchor_at(row, 0.0)) for row in rows]
        self._kept = _Kept(selected, self.current_id(), ids[pivot] if 0 <= pivot < len(ids) else None, tuple(seen))

    def _recall(self) -> None:
        """After Qt has forgotten everything: the same photos selected, the same photo in the same place."""
        kept, model, selection = self._kept, self.photos, self._selection
        self._kept = None
        if model is None or selection is None:
            return
        selection.changed()
        selection.pivot = -1
        if kept is None:
            return
        with self._quietly():
            rows = _rows_of(model, kept.selected)
            selection.select(rows.spans())
            current = None if kept.current is None else model.row_of(kept.current)
            selection.move(-1 if current is None else current)
            pivot = None if kept.pivot is None else model.row_of(kept.pivot)
            selection.pivot = -1 if pivot is None else pivot
        for photo_id, anchor in kept.seen:
            row = model.row_of(photo_id)
            if row is not None:
                self._arrange(anchor._replace(row=row))
                break
        if len(rows) != len(kept.selected):
            self.selection_changed.emit()
        if kept.current is not None and current is None:
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
        if self._selection is not None:
            self._selection.changed()

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Tell which photo the user is at now."""
        super().currentChanged(current, previous)
        if not self._quiet:
            self.photo_current.emit(current.data(Role.PHOTO_ID) if current.isValid() else None)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that other photos are selected."""
        several = len(self.selected_rows) > 1
        if self._selection is not None:
            self._selection.changed()
        super().selectionChanged(selected, deselected)
        if several != (len(self.selected_rows) > 1):
            self.viewport().update()  # a lone selected photo has no check mark
        if not self._quiet:
            self.selection_changed.emit()

    def setSelection(self, rect: QRect, command: object) -> None:  # noqa: ARG002 - Qt's signature
        """Select the photos that touch a rectangle of the viewport."""
        if self._selection is not None:
            self._selection.select(self._places.spans_in(self._content_box(rect)))

    def _content_box(self, rect: QRect) -> Box:
        return Box(rect.left(), rect.top() + self.verticalOffset(), rect.width(), rect.height())

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Where selected photos are, as far as they are in view."""
        region, (first, last) = QRegion(), self.visible_rows()
        for part in selection:
            for row in range(max(first, part.top()), min(last, part.bottom()) + 1):
                region += self._cell_rect(row)
        return region

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click selects; a drag that begins on a picture takes it along, one that begins beside it draws a band."""
        if self._selection is None or event.button() not in {_LEFT, Qt.MouseButton.RightButton}:
            event.ignore()
            return
        point = event.position().toPoint()
        row, modifiers = self._row_at(point), event.modifiers()
        if event.button() != _LEFT:
            return  # the menu event, which follows, selects
        self._hold(held=True)
        put_off = row in self.selected_rows and not modifiers & (_CTRL | _SHIFT)
        self._pressed = point, row, put_off
        if row >= 0:
            if not put_off:
                self._selection.choose(row, modifiers)
            return
        section = self._places.heading_at(point.y() + self.verticalOffset())
        beside = self.selected_rows if modifiers & (_CTRL | _SHIFT) else NOBODY
        if section >= 0:
            span = self._places.section_rows(section)
            self._selection.select([span], beside)
            self._selection.pivot = span[0]
            self._selection.move(span[0])
        elif not modifiers & (_CTRL | _SHIFT):
            self._selection.clear()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a band, begin to drag, or light up the cell below the pointer."""
        point = event.position().toPoint()
        if self._band.active:
            self._band.move(point)
        elif self._pressed is not None and event.buttons() & _LEFT:
            if (point - self._pressed[0]).manhattanLength() >= QApplication.startDragDistance():
                self._begin_drag(self._pressed[0], self._pressed[1], event.modifiers())
        else:
            super().mouseMoveEvent(event)

    def _begin_drag(self, start: QPoint, row: int, modifiers: Qt.KeyboardModifier) -> None:
        """Out of the window if a picture was taken, else a band."""
        model = self.photos
        self._pressed = None
        if model is None:
            return
        if row >= 0 and picture_place(self._cell_rect(row), model.entry(model.ids[row])).contains(start):
            if row in self.selected_rows:
                self._hold(held=False)
                self.drag_wanted.emit()
            return
        self._band.begin(start, self.selected_rows if modifiers & (_CTRL | _SHIFT) else NOBODY)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of a click or a band."""
        if event.button() != _LEFT:
            return
        pressed, self._pressed = self._pressed, None
        if self._band.active:
            self._band.end()
        elif pressed is not None and pressed[2] and self._selection is not None:
            self._selection.alone(pressed[1])
        self._hold(held=False)

    def _hold(self, *, held: bool) -> None:
        if self.photos is not None:
            self.photos.held = held

    def band_moved(self, rect: QRect, beside: Rows) -> None:
        """Select what the rubber band touches; `beside` stays selected."""
        if self._selection is not None:
            self._selection.select(self._places.spans_in(self._content_box(rect)), beside)

    def band_ended(self, point: QPoint) -> None:
        """The keyboard goes where the band ended, or to the first photo in it."""
        rows = self.selected_rows
        if self._selection is not None and rows.firsts:
            row = self._row_at(point)
            self._selection.pivot = row if row in rows else rows.firsts[0]
            self._selection.move(self._selection.pivot)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a photo."""
        row = self._row_at(event.position().toPoint())
        if event.button() == _LEFT and row >= 0 and not event.modifiers() & (_CTRL | _SHIFT):
            self._pressed = None
            self._open(row)
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu about the selected photos; a photo that is not selected is, first."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        row = self.currentIndex().row() if by_key else self._row_at(event.pos())
        if self._selection is not None and row not in self.selected_rows:
            self._selection.clear() if row < 0 else self._selection.alone(row)
        place = self.viewport().mapToGlobal(self._cell_rect(row).center()) if by_key and row >= 0 else event.globalPos()
        self.menu_wanted.emit(place)
        event.accept()

    def _paint_above(self, painter: QPainter) -> None:
        self._band.paint(painter)

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
        if row < 0 or self._selection is None:
            return
        self._forget_typed()
        if modifiers & _CTRL and not modifiers & _SHIFT:
            self._selection.move(row)
        elif modifiers & _SHIFT:
            self._selection.stretch(row, add=bool(modifiers & _CTRL))
        else:
            self._selection.alone(row)
        self.scrollTo(self.currentIndex())

    def _open(self, row: int) -> None:
        if row >= 0 and self.photos is not None:
            self.photo_opened.emit(int(self.photos.id_at(row)))

    def _space(self, row: int, modifiers: Qt.KeyboardModifier) -> None:
        if row < 0 or self.photos is None or self._selection is None:
            return
        if modifiers & _CTRL:
            self._selection.toggle(row)
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


def _rows_of(model: PhotoListModel, photo_ids: frozenset[int]) -> Rows:
    """Where photos are, in one pass over the list; one photo, the usual case, is looked for in C."""
    if len(photo_ids) <= 1:
        rows = [model.row_of(photo_id) for photo_id in photo_ids]
        return Rows.listed([row for row in rows if row is not None])
    return Rows.listed([row for row, photo_id in enumerate(model.ids) if photo_id in photo_ids])
