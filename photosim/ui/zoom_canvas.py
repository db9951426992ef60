"""What photos are zoomed and dragged on, by mouse, wheel and touch pad; whoever derives from it paints them."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QNativeGestureEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from photosim.ui.viewer_zoom import View

GROUND: Final = QColor(18, 18, 20)
"""Behind every photo, in light and dark: what is around a photo changes how its colours look."""
PIXELS_FROM: Final = 3.0
"""From this scale on a person looks at single pixels, which are then drawn as such."""
_WORDS: Final = QColor(235, 235, 238)
_NOTCH: Final = 360.0  # an eighth of a degree of the wheel's turn for twice the size; a notch is 120


class ZoomCanvas(QWidget):
    """Keeps the part that is seen.

    Attributes:
        view: that part, at its scale; None while there is no photo.

    Signals:
        view_changed: another part is seen, or at another scale.
        pressed: any mouse button or the wheel was used on it.
    """

    view_changed = Signal()
    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: View | None = None
        self._dragged: QPointF | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def panes(self) -> list[QRectF]:
        """Places of the widget that show the same part, all of one size; here it is one."""
        return [QRectF(self.rect())]

    # -- zoom and place

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Larger or smaller by a factor; what is at a point of the widget, the middle unless given, stays there."""
        if self.view is not None:
            self.zoom_to(self.view.scale * factor, at)

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """At a scale, in device pixels a pixel of the photo."""
        if self.view is not None:
            ratio, away = self.devicePixelRatioF(), QPointF() if at is None else at - self._middle_at(at)
            self.view = self.view.zoomed(scale, (away.x() * ratio, away.y() * ratio))
            self._changed()

    def fit(self) -> None:
        """All of the photo."""
        if self.view is not None:
            self._show_whole(self.view.photo)
            self._changed()

    def pan(self, right: float, down: float) -> None:
        """Drag the photo by so many logical pixels."""
        if self.view is not None and self.view.can_pan:
            ratio = self.devicePixelRatioF()
            self.view = self.view.moved(right * ratio, down * ratio)
            self._changed()

    def _show_whole(self, photo: tuple[float, float]) -> None:
        self.view = View.whole(photo, self._screen(), self.devicePixelRatioF())

    def _fit_screen(self) -> None:
        """The widget has another size, or its screen another fineness: all of a photo stays all of it."""
        if self.view is not None:
            self.view = self.view.on(self._screen(), self.devicePixelRatioF())
            self._changed()

    def _screen(self) -> tuple[float, float]:
        ratio, pane = self.devicePixelRatioF(), self.panes()[0]
        return max(1.0, round(pane.width() * ratio)), max(1.0, round(pane.height() * ratio))

    def _middle_at(self, point: QPointF) -> QPointF:
        panes = self.panes()
        return next((pane for pane in panes if pane.contains(point)), panes[0]).center()

    def _changed(self) -> None:
        self._show_cursor()
        self.update()
        self.view_changed.emit()

    def _show_cursor(self) -> None:
        if self.view is None or not self.view.can_pan:
            self.unsetCursor()
        elif self._dragged is None:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    # -- Qt's events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All of the photo stays all of it."""
        super().resizeEvent(event)
        self._fit_screen()

    def event(self, event: QEvent) -> bool:
        """Two fingers on a touch pad zoom, too; a screen of another fineness needs another picture."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom(1.0 + event.value(), event.position())
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._fit_screen()
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the pointer is."""
        self.pressed.emit()
        turn = event.angleDelta().y()
        if turn:
            self.zoom(2.0 ** (turn / _NOTCH), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the photo; what other buttons mean is left to those around it."""
        self.pressed.emit()
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged = event.position()
            self._show_cursor()
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it."""
        if self._dragged is not None and event.buttons() & Qt.MouseButton.LeftButton:
            step = event.position() - self._dragged
            self._dragged = event.position()
            self.pan(step.x(), step.y())
        event.ignore()  # the viewer shows its controls when the pointer moves

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._dragged = None
        self._show_cursor()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """To single pixels where the pointer is, and back to all of the photo."""
        self.pressed.emit()
        if self.view is not None and event.button() == Qt.MouseButton.LeftButton:
            if self.view.is_whole:
                self.zoom_to(max(1.0, 2 * self.view.fitting) if self.view.fitting >= 1 else 1.0, event.position())
            else:
                self.fit()


def write(painter: QPainter, room: QRectF, text: str) -> None:
    """Words where there is no photo."""
    painter.setPen(_WORDS)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), text)
