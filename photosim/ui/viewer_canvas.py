"""The picture in the viewer: painted from what is there, sharper as more arrives; zoom and pan by mouse.

Three layers: the small picture or the one made for the screen, then tiles cut from all pixels, those of the zoom on top
of coarser ones. Nothing here reads, decodes or scales a large picture.
"""

from collections import OrderedDict
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from photosim.ui.viewer_zoom import TileAt, View, tiles_of
from photosim.ui.zoom_canvas import GROUND, PIXELS_FROM, ZoomCanvas, write

TILE_BYTES: Final = 160 * 1024 * 1024
"""Tiles kept; three times what fills a screen of 4K at the least favourable zoom."""


class Canvas(ZoomCanvas):
    """One photo, zoomed and dragged."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap()
        self._picture: tuple[int, int] | None = None  # size of the pixels that tiles are cut from
        self._tiles: OrderedDict[TileAt, QPixmap] = OrderedDict()
        self._tile_bytes = 0
        self._words = ""
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
            self._show_whole(size)
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

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Ground, smaller picture, tiles."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), GROUND)
        if self.view is None or self._pixmap.isNull():
            font = self.font()
            font.setPointSizeF(font.pointSizeF() * 1.25)
            painter.setFont(font)
            write(painter, QRectF(self.rect()).adjusted(48, 48, -48, -48), self._words)
            return
        smooth = self.view.scale < PIXELS_FROM
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
