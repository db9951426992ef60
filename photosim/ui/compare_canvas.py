"""Two photos on one frame: side by side in two panes, one after the other, or what they differ in.

Both panes show the same part of the frame: zoom and place are one for all that is shown.
"""

from enum import Enum
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from photosim.ui import theme
from photosim.ui.difference import Pair
from photosim.ui.language import tr
from photosim.ui.viewer_zoom import View

GROUND: Final = QColor(18, 18, 20)
"""Behind every photo, in light and dark: what is around a photo changes how its colours look."""
_WORDS: Final = QColor(235, 235, 238)
_LINE: Final = QColor(110, 110, 116)
_GAP: Final = 4
_NOTCH: Final = 360.0  # an eighth of a degree of the wheel's turn for twice the size; a notch is 120
_PIXELS_FROM: Final = 3.0
_STEP: Final = 64.0


class Mode(Enum):
    """How two photos are shown; the value is that of the setting."""

    SIDES = "sides"
    FLIP = "flip"
    DIFFERENCE = "difference"


class CompareCanvas(QWidget):
    """Shows a `Pair`.

    Signals:
        flipped: the other one of the two is shown now (0 or 1).
        view_changed: another part is seen, or at another scale.
    """

    flipped = Signal(int)
    view_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pair: Pair | None = None
        self._pixmaps: list[QPixmap] = []
        self._difference = QPixmap()
        self.mode, self.shown = Mode.SIDES, 0
        self.view: View | None = None
        self._words = ""
        self._dragged: QPointF | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 160)
        self.setAccessibleName(tr("Two photos"))

    # -- what is shown

    def show_words(self, text: str) -> None:
        """No photos; words in their place."""
        self._pair, self.view, self._words = None, None, text
        self.update()

    def show_pair(self, pair: Pair) -> None:
        """Show two photos; finer pictures of the same two keep zoom and place."""
        known = self._pair is not None and self._ids(self._pair) == self._ids(pair)
        size = max(1.0, pair.frame.width()), max(1.0, pair.frame.height())
        self._pair = pair
        self._pixmaps = [QPixmap.fromImage(side.image) for side in pair.sides]
        self._difference = QPixmap.fromImage(pair.difference)
        if not known or self.view is None or self.view.photo != size:
            self.view, self.shown = View.whole(size, self._screen(), self.devicePixelRatioF()), 0
        self._tell()
        self._changed()

    @staticmethod
    def _ids(pair: Pair) -> tuple[int, int]:
        return int(pair.sides[0].photo_id), int(pair.sides[1].photo_id)

    def set_mode(self, mode: Mode) -> None:
        """Show them in another way; what is in the middle stays there."""
        if mode is not self.mode:
            self.mode = mode
            self._fit_screen()
            self._tell()

    def flip(self) -> None:
        """Show the other one."""
        if self.mode is Mode.FLIP:
            self.shown = 1 - self.shown
            self._tell()
            self.update()
            self.flipped.emit(self.shown)

    def _tell(self) -> None:
        """What is seen, for those who cannot see it."""
        if self._pair is None:
            return
        names = [side.name for side in self._pair.sides]
        texts = {
            Mode.SIDES: tr("{left} beside {right}", left=names[0], right=names[1]),
            Mode.FLIP: names[self.shown],
            Mode.DIFFERENCE: tr("Difference of {left} and {right}", left=names[0], right=names[1]),
        }
        self.setAccessibleDescription(texts[self.mode])

    @property
    def wants_pixels(self) -> bool:
        """Whether the pictures are too coarse for the zoom."""
        if self._pair is None or self.view is None:
            return False
        for side, pixmap in zip(self._pair.sides, self._pixmaps, strict=True):
            if not pixmap.isNull() and self.view.scale * side.place.width() > pixmap.width() * 1.02:
                return True
        return False

    # -- zoom and place

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Larger or smaller by a factor; what is at a point of the widget, the middle unless given, stays there."""
        if self.view is not None:
            self.zoom_to(self.view.scale * factor, at)

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """At a scale, in device pixels a pixel of the frame."""
        if self.view is not None:
            ratio, away = self.devicePixelRatioF(), QPointF() if at is None else at - self._middle_at(at)
            self.view = self.view.zoomed(scale, (away.x() * ratio, away.y() * ratio))
            self._changed()

    def fit(self) -> None:
        """All of both."""
        if self.view is not None:
            self.view = View.whole(self.view.photo, self._screen(), self.devicePixelRatioF())
            self._changed()

    def pan(self, right: float, down: float) -> None:
        """Drag both by so many logical pixels."""
        if self.view is not None and self.view.can_pan:
            ratio = self.devicePixelRatioF()
            self.view = self.view.moved(right * ratio, down * ratio)
            self._changed()

    def panes(self) -> list[QRectF]:
        """Where pictures are shown: two places side by side, or one."""
        whole = QRectF(self.rect())
        if self.mode is not Mode.SIDES:
            return [whole]
        width = (whole.width() - _GAP) / 2
        return [QRectF(0, 0, width, whole.height()), QRectF(width + _GAP, 0, width, whole.height())]

    def _middle_at(self, point: QPointF) -> QPointF:
        panes = self.panes()
        return next((pane for pane in panes if pane.contains(point)), panes[0]).center()

    def _screen(self) -> tuple[float, float]:
        ratio, pane = self.devicePixelRatioF(), self.panes()[0]
        return max(1.0, round(pane.width() * ratio)), max(1.0, round(pane.height() * ratio))

    def _fit_screen(self) -> None:
        if self.view is not None:
            self.view = self.view.on(self._screen(), self.devicePixelRatioF())
            self._changed()

    def _changed(self) -> None:
        can_pan = self.view is not None and self.view.can_pan
        self.setCursor(Qt.CursorShape.OpenHandCursor if can_pan else Qt.CursorShape.ArrowCursor)
        self.update()
        self.view_changed.emit()

    # -- Qt's events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All of both stays all of both."""
        super().resizeEvent(event)
        self._fit_screen()

    def event(self, event: QEvent) -> bool:
        """Two fingers on a touch pad zoom, too; a screen of another fineness shows the same."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom(1.0 + event.value(), event.position())
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._fit_screen()
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the pointer is."""
        turn = event.angleDelta().y()
        if turn:
            self.zoom(2.0 ** (turn / _NOTCH), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of both, or show the other one where nothing can be dragged."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag them."""
        if self._dragged is not None and event.buttons() & Qt.MouseButton.LeftButton:
            step = event.position() - self._dragged
            self._dragged = event.position()
            self.pan(step.x(), step.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Let go."""
        self._dragged = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """To single pixels where the pointer is, and back to all."""
        if self.view is not None and event.button() == Qt.MouseButton.LeftButton:
            if self.view.is_whole:
                self.zoom_to(max(1.0, 2 * self.view.fitting) if self.view.fitting >= 1 else 1.0, event.position())
            else:
                self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, plus and minus zoom, 0 shows all, Space shows the other one."""
        steps = {
            Qt.Key.Key_Left: (_STEP, 0.0),
            Qt.Key.Key_Right: (-_STEP, 0.0),
            Qt.Key.Key_Up: (0.0, _STEP),
            Qt.Key.Key_Down: (0.0, -_STEP),
        }
        key = Qt.Key(event.key())
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if plain and key in steps:
            self.pan(*steps[key])
        elif plain and key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus}:
            self.zoom(1 / 1.25 if key == Qt.Key.Key_Minus else 1.25)
        elif plain and key == Qt.Key.Key_0:
            self.fit()
        elif plain and key == Qt.Key.Key_Space and self.mode is Mode.FLIP:
            self.flip()
        else:
            super().keyPressEvent(event)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Each pane with its picture."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), GROUND)
        if self._pair is None or self.view is None:
            self._write(painter, QRectF(self.rect()), self._words)
        else:
            panes = self.panes()
            for number, pane in enumerate(panes):
                painter.save()
                painter.setClipRect(pane)
                self._paint_pane(painter, pane, number if len(panes) == 2 else self.shown)
                painter.restore()
            if len(panes) == 2:
                painter.fillRect(QRectF(panes[0].right(), 0, _GAP, self.height()), _LINE)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(theme.colours(self.palette()).accent), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_pane(self, painter: QPainter, pane: QRectF, number: int) -> None:
        assert self._pair is not None
        assert self.view is not None
        if self.mode is Mode.DIFFERENCE:
            pixmap, place, reason = self._difference, self._pair.difference_place, tr("There is nothing to compare.")
        else:
            side = self._pair.sides[number]
            pixmap, place, reason = self._pixmaps[number], side.place, side.reason
        if pixmap.isNull():
            self._write(painter, pane, reason)
            return
        ratio = self.devicePixelRatioF()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.view.scale < _PIXELS_FROM)
        left, top, right, bottom = self.view.place(place.left(), place.top(), place.right(), place.bottom())
        target = QRectF(left / ratio, top / ratio, (right - left) / ratio, (bottom - top) / ratio)
        painter.drawPixmap(target.translated(pane.topLeft()), pixmap, QRectF(pixmap.rect()))

    def _write(self, painter: QPainter, room: QRectF, text: str) -> None:
        painter.setPen(_WORDS)
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        painter.drawText(room.adjusted(24, 24, -24, -24), flags, text)
