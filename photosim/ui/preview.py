"""The picture of one photo; a box on it asks for look-alikes of that part.

Drag to draw a box, its handles to resize it, its inside to move it. With the keyboard: an arrow makes a box and moves
it, Shift with an arrow resizes it, Enter takes it, Esc takes it away.
"""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from photosim.core.photo import Region
from photosim.ui import theme
from photosim.ui.box import HANDLES, MOVE, Box, Handle
from photosim.ui.language import tr
from photosim.ui.photo_delegate import fit, paint_missing

_SMALLEST: Final = 12  # logical pixels; anything smaller is a click that slipped
_REACH: Final = 11.0  # logical pixels from the middle of a handle
_HANDLE: Final = 8.0
_KEY_STEP: Final = 0.02
_FIRST: Final = Box(0.25, 0.25, 0.75, 0.75)
_DIRECTIONS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CURSORS: Final = {
    (-1, -1): Qt.CursorShape.SizeFDiagCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
    (-1, 1): Qt.CursorShape.SizeBDiagCursor,
    (0, -1): Qt.CursorShape.SizeVerCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (-1, 0): Qt.CursorShape.SizeHorCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    MOVE: Qt.CursorShape.SizeAllCursor,
}


class Preview(QWidget):
    """Shows one picture.

    Signals:
        region_changed: the `Region` in the box, None without one; again and again while it is being drawn.
        region_settled: the same once the user has let go of it.
        region_opened: the `Region` the user wants as a page: Enter, or a double-click into the box.
        opened: a double-click, or Enter, where there is no box.
    """

    region_changed = Signal(object)
    region_settled = Signal(object)
    region_opened = Signal(object)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap()
        self._box: Box | None = None
        self._failed = False
        self._aspect = 1.5
        self._held: Handle | None = None  # what the pointer drags
        self._from: tuple[QPointF, Box | None] = QPointF(), None
        self._before: Box | None = None  # what giving up goes back to
        self.setAccessibleName(tr("Preview"))
        self.setAccessibleDescription(
            tr("Arrow keys draw and move a box, with Shift they resize it; Enter searches there, Esc removes it.")
        )
        self.setToolTip(tr("Drag a box to search for that part only"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # -- what is shown

    def show_image(self, image: QImage, region: Region | None) -> None:
        """Show a picture, with a box on it if there is a region."""
        self._pixmap, self._failed = QPixmap.fromImage(image), False
        self._box, self._held = Box.of(region) if region else None, None
        self._aspect = image.width() / max(1, image.height())
        self.setEnabled(True)
        self.update()

    def clear(self, *, failed: bool = False) -> None:
        """Show a quiet tile, or that the photo cannot be read."""
        self._pixmap, self._box, self._failed, self._held = QPixmap(), None, failed, None
        self.unsetCursor()
        self.setEnabled(False)
        self.update()

    @property
    def aspect(self) -> float:
        """Width by height of the picture; that of the one before while none is there."""
        return self._aspect

    @property
    def place(self) -> QRectF:
        """Where the picture is on the widget."""
        return fit(self._pixmap.size(), self.rect()) if not self._pixmap.isNull() else QRectF()

    @property
    def region(self) -> Region | None:
        """What is in the box."""
        return self._box.region if self._box else None

    @property
    def dragging(self) -> bool:
        """Whether the box is being drawn just now."""
        return self._held is not None

    def remove_box(self) -> None:
        """The whole photo again."""
        if self._box is not None:
            self._held = None
            self._change(None)
            self.region_settled.emit(None)

    def box_place(self) -> QRectF:
        """Where the box is on the widget; empty without one."""
        whole, box = self.place, self._box
        if box is None or whole.isEmpty():
            return QRectF()
        return QRectF(self._point(box.left, box.top), self._point(box.right, box.bottom))

    def _change(self, box: Box | None) -> None:
        if box != self._box:
            self._box = box
            self.update()
            self.region_changed.emit(self.region)

    def _point(self, x: float, y: float) -> QPointF:
        whole = self.place
        return QPointF(whole.left() + x * whole.width(), whole.top() + y * whole.height())

    def _share(self, place: QPointF) -> tuple[float, float]:
        whole = self.place
        return (place.x() - whole.left()) / whole.width(), (place.y() - whole.top()) / whole.height()

    @property
    def _least(self) -> tuple[float, float]:
        whole = self.place
        return min(1.0, _SMALLEST / whole.width()), min(1.0, _SMALLEST / whole.height())

    def handle_at(self, place: QPointF) -> Handle | None:
        """The handle, or `MOVE` inside the box; None beside it."""
        box = self._box
        if box is None:
            return None
        reach = {handle: (self._point(*box.point(handle)) - place).manhattanLength() for handle in HANDLES}
        nearest = min(reach, key=lambda handle: reach[handle])
        if reach[nearest] <= _REACH:
            return nearest
        return MOVE if self.box_place().contains(place) else None

    # -- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a handle or of the box, or begin a new one; another button gives up what is being done."""
        if event.button() != Qt.MouseButton.LeftButton:
            if self._held is not None:
                self._held = None
                self._change(self._before)
                self.region_settled.emit(self.region)
            return
        place = event.position()
        handle, self._before = self.handle_at(place), self._box
        if handle is None and self.place.contains(place):
            handle = (1, 1)  # a new box grows from here
            self._from = place, None
        else:
            self._from = place, self._box
        self._held = handle

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw, resize or move."""
        if self._held is None:
            self._show_cursor(event.position())
            return
        start, box = self._from
        x, y = self._share(event.position())
        x0, y0 = self._share(start)
        if box is not None:
            self._change(box.pulled(self._held, x - x0, y - y0, self._least))
            return
        drawn, least = Box.between(x0, y0, x, y), self._least
        if drawn.width >= least[0] and drawn.height >= least[1]:
            self._change(drawn)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; a click beside the box takes it away."""
        if self._held is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._held = None
        start, before = self._from
        moved = (event.position() - start).manhattanLength() >= _SMALLEST / 2
        if before is None and not moved:
            self._change(None)
        if moved:
            self.setFocus(Qt.FocusReason.MouseFocusReason)  # for the keys that correct what a hand has drawn
        if moved or before is None:
            self.region_settled.emit(self.region)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The part, or the photo, as a page."""
        if event.button() == Qt.MouseButton.LeftButton and self.place.contains(event.position()):
            self._take()

    def _take(self) -> None:
        if self._box is not None:
            self.region_opened.emit(self._box.region)
        else:
            self.opened.emit()

    def _show_cursor(self, place: QPointF) -> None:
        handle = self.handle_at(place)
        if handle is not None:
            self.setCursor(_CURSORS[handle])
        elif self.place.contains(place):
            self.setCursor(Qt.CursorShape.CrossCursor)
        else:
            self.unsetCursor()

    # -- keyboard

    def event(self, event: QEvent) -> bool:
        """Esc takes the box away before it means anything to the window."""
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if event.type() == QEvent.Type.ShortcutOverride and escape and self._box is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the module."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = modifiers == Qt.KeyboardModifier.ShiftModifier
        if key in _DIRECTIONS and (shift or not modifiers) and not self._pixmap.isNull():
            self._step(*_DIRECTIONS[key], resize=shift)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not modifiers:
            self._take()
        elif key == Qt.Key.Key_Escape and self._box is not None:
            self.remove_box()
        else:
            super().keyPressEvent(event)

    def _step(self, right: int, down: int, *, resize: bool) -> None:
        if self._box is None:
            self._change(_FIRST)
        elif resize:
            self._change(self._box.pulled((1, 1), right * _KEY_STEP, down * _KEY_STEP, self._least))
        else:
            self._change(self._box.moved(right * _KEY_STEP, down * _KEY_STEP))
        self.region_settled.emit(self.region)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame of the focus is painted here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And goes again."""
        super().focusOutEvent(event)
        self.update()

    # -- painting

    def sizeHint(self) -> QSize:
        """Wide as a side panel, four by three."""
        return QSize(320, 240)

    def minimumSizeHint(self) -> QSize:
        """Small enough for a low window."""
        return QSize(160, 120)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The picture; outside the box it is dimmed."""
        colours = theme.colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self._pixmap.isNull():
            paint_missing(painter, QRectF(self.rect()), colours, failed=self._failed)
            return
        whole, box = self.place, self.box_place()
        painter.drawPixmap(whole, self._pixmap, QRectF(self._pixmap.rect()))
        if not box.isEmpty():
            self._paint_box(painter, whole, box)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(colours.accent), 2))
            painter.drawRect(whole.adjusted(1, 1, -1, -1))

    def _paint_box(self, painter: QPainter, whole: QRectF, box: QRectF) -> None:
        painter.setClipRect(whole)
        painter.fillRect(whole, QColor(0, 0, 0, 110))
        painter.setClipRect(box)
        painter.drawPixmap(whole, self._pixmap, QRectF(self._pixmap.rect()))
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # White on black is seen on every picture.
        for pen in (QPen(QColor(0, 0, 0, 160), 3), QPen(QColor(255, 255, 255), 1.4)):
            painter.setPen(pen)
            painter.drawRect(box)
        painter.setPen(QPen(QColor(0, 0, 0, 190), 1))
        painter.setBrush(QColor(255, 255, 255))
        assert self._box is not None
        for handle in HANDLES:
            middle = self._point(*self._box.point(handle))
            painter.drawRect(QRectF(middle.x() - _HANDLE / 2, middle.y() - _HANDLE / 2, _HANDLE, _HANDLE))
