"""The picture in the viewer: painted from what is there, sharper as more arrives; zoom and pan by mouse.

Three layers: the small picture or the one made for the screen, then tiles cut from all pixels, those of the zoom on top
of coarser ones. Nothing here reads, decodes or scales a large picture.
"""

from collections import OrderedDict
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from photosim.ui.viewer_zoom import TileAt, View, tiles_of

GROUND: Final = QColor(18, 18, 20)
"""Behind every photo, in light and dark: what is around a photo changes how its colours look."""
WORDS: Final = QColor(235, 235, 238)
TILE_BYTES: Final = 160 * 1024 * 1024
"""Tiles kept; three times what fills a screen of 4K at the least favourable zoom."""
_PIXELS_FROM: Final = 3.0  # from this scale on a person looks at single pixels, which are then drawn as such
_NOTCH: Final = 360.0  # an eighth of a degree of the wheel's turn for twice the size; a notch is 120


class Canvas(QWidget):
    """One photo, zoomed and dragged.

    Signals:
        view_changed: another part is seen, or at another scale.
        pressed: any mouse button or the wheel was used on it.
    """

    view_changed = Signal()
    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: View | None = None
        self._pixmap = QPixmap()
        self._picture: tuple[int, int] | None = None  # size of the pixels that tiles are cut from
        self._tiles: OrderedDict[TileAt, QPixmap] = OrderedDict()
        self._tile_bytes = 0
        self._words = ""
        self._dragged: QPointF | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)

    # -- what is shown

    def clear(self, words: str = "") -> None:
        """No photo; words in its place."""
        self.view, self._pixmap, self._words = None, QPixmap(), words
        self.forget_pixels()
        self.update()
        self.view_changed.emit()

    def show_image(self, image: QImage, photo: QSize) -> None:
        """Show a photo of that many pixels by a smaller picture; a better one of the same keeps zoom and place."""
        self._pixmap, self._words = QPixmap.fromImage(image), ""
        size = float(max(1, photo.width())), float(max(1, photo.height()))
        if self.view is None or self.view.photo != size:
            self.view = View.whole(size, self._screen(), self.devicePixelRatioF())
        self._changed()

    @property
    def image_size(self) -> QSize:
        """Pixels of the smaller picture."""
        return self._pixmap.size()

    def set_pixels(self, width: int, height: int) -> None:
        """From now on tiles come, of a picture of that size."""
        self._picture = width, height

    def forget_pixels(self) -> None:
        """No more tiles."""
        self._picture = None
        self._tiles.clear()
        self._tile_bytes = 0

    def missing_tiles(self) -> list[TileAt]:
        """The tiles that would make what is seen sharper, most wanted first."""
        if self._picture is None or not self.wants_pixels or self.view is None:
            return []
        needed = tiles_of(self.view, self._picture)
        for tile in reversed(needed):
            if tile in self._tiles:
                self._tiles.move_to_end(tile)
        return [tile for tile in needed if tile not in self._tiles]

    @property
    def wants_pixels(self) -> bool:
        """Whether the smaller picture is too coarse for the zoom."""
        if self.view is None or self._pixmap.isNull() or self._pixmap.width() >= self.view.photo[0]:
            return False
        # A device pixel of difference is none: sizes are rounded on the way here.
        return self.view.scale * self.view.photo[0] > self._pixmap.width() + 2

    def add_tile(self, tile: TileAt, image: QImage) -> None:
        """A tile has come."""
        pixmap = QPixmap.fromImage(image)
        self._tiles[tile] = pixmap
        self._tile_bytes += pixmap.width() * pixmap.height() * 4
        while self._tile_bytes > TILE_BYTES and len(self._tiles) > 1:
            _, old = self._tiles.popitem(last=False)
            self._tile_bytes -= old.width() * old.height() * 4
        self.update()

    @property
    def tile_bytes(self) -> int:
        """Size of all tiles kept."""
        return self._tile_bytes

    # -- zoom and place

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Larger or smaller by a factor; what is at a point of the widget, the middle unless given, stays there."""
        if self.view is not None:
            self.zoom_to(self.view.scale * factor, at)

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """At a scale, in device pixels a pixel of the photo."""
        if self.view is None:
            return
        ratio, middle = self.devicePixelRatioF(), QRectF(self.rect()).center()
        away = QPointF() if at is None else at - middle
        self.view = self.view.zoomed(scale, (away.x() * ratio, away.y() * ratio))
        self._changed()

    def fit(self) -> None:
        """All of the photo."""
        if self.view is not None:
            self.view = View.whole(self.view.photo, self._screen(), self.devicePixelRatioF())
            self._changed()

    def pan(self, right: float, down: float) -> None:
        """Drag the photo by so many logical pixels."""
        if self.view is not None and self.view.can_pan:
            ratio = self.devicePixelRatioF()
            self.view = self.view.moved(right * ratio, down * ratio)
            self._changed()

    def _screen(self) -> tuple[float, float]:
        ratio = self.devicePixelRatioF()
        return max(1.0, round(self.width() * ratio)), max(1.0, round(self.height() * ratio))

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
        if self.view is not None:
            self.view = self.view.on(self._screen(), self.devicePixelRatioF())
            self._changed()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the photo."""
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

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the pointer is."""
        self.pressed.emit()
        turn = event.angleDelta().y()
        if turn:
            self.zoom(2.0 ** (turn / _NOTCH), event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Two fingers on a touch pad zoom, too; a screen of another fineness needs another picture."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom(1.0 + event.value(), event.position())
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange and self.view is not None:
            self.view = self.view.on(self._screen(), self.devicePixelRatioF())
            self._changed()
        return super().event(event)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Ground, smaller picture, tiles."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), GROUND)
        if self.view is None or self._pixmap.isNull():
            painter.setPen(WORDS)
            font = self.font()
            font.setPointSizeF(font.pointSizeF() * 1.25)
            painter.setFont(font)
            room = self.rect().adjusted(48, 48, -48, -48)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._words)
            return
        smooth = self.view.scale < _PIXELS_FROM
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        view, size = self.view, self._pixmap.size()
        left, top, right, bottom = view.seen
        across, down = size.width() / view.photo[0], size.height() / view.photo[1]
        seen = QRectF(left * across, top * down, (right - left) * across, (bottom - top) * down)
        painter.drawPixmap(self._place(left, top, right, bottom), self._pixmap, seen)
        self._paint_tiles(painter, view)

    def _paint_tiles(self, painter: QPainter, view: View) -> None:
        """Those of the zoom above coarser ones; finer ones would flicker when they are painted smaller."""
        if self._picture is None:
            return
        across, down = view.photo[0] / self._picture[0], view.photo[1] / self._picture[1]
        screen = QRectF(self.rect())
        level = min((tile.level for tile in tiles_of(view, self._picture)), default=0)
        for tile in sorted(self._tiles, key=lambda tile: -tile.level):
            pixmap = self._tiles[tile]
            right = min(tile.left + tile.side, self._picture[0]) * across
            bottom = min(tile.top + tile.side, self._picture[1]) * down
            place = self._place(tile.left * across, tile.top * down, right, bottom)
            if tile.level >= level and place.intersects(screen):
                painter.drawPixmap(place, pixmap, QRectF(QRect(0, 0, pixmap.width(), pixmap.height())))

    def _place(self, left: float, top: float, right: float, bottom: float) -> QRectF:
        """A part of the photo on the widget, its edges on device pixels."""
        assert self.view is not None
        ratio = self.devicePixelRatioF()
        x0, y0, x1, y1 = self.view.place(left, top, right, bottom)
        return QRectF(x0 / ratio, y0 / ratio, (x1 - x0) / ratio, (y1 - y0) / ratio)
