"""The picture of one photo, large; a box drawn on it asks for look-alikes of that part."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from photosim.core.photo import Region
from photosim.ui import theme
from photosim.ui.photo_delegate import fit, paint_missing

_SMALLEST_BOX: Final = 12  # logical pixels; anything smaller is a click that slipped


class Preview(QWidget):
    """Shows one picture.

    Signals:
        region_drawn: the `Region` the user drew.
    """

    region_drawn = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap()
        self._region: Region | None = None
        self._failed = False
        self._aspect = 1.5
        self._start: QPointF | None = None
        self._end = QPointF()
        self.setAccessibleName("Preview")
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setToolTip("Drag a box to search for that part only")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage, region: Region | None) -> None:
        """Show a picture, with a box on it if there is a region."""
        self._pixmap, self._region, self._failed = QPixmap.fromImage(image), region, False
        self._start = None
        self._aspect = image.width() / max(1, image.height())
        self.setEnabled(True)
        self.update()

    def clear(self, *, failed: bool = False) -> None:
        """Show a quiet tile, or that the photo cannot be read."""
        self._pixmap, self._region, self._failed, self._start = QPixmap(), None, failed, None
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

    def sizeHint(self) -> QSize:
        """Wide as a side panel, four by three."""
        return QSize(320, 240)

    def minimumSizeHint(self) -> QSize:
        """Small enough for a low window."""
        return QSize(160, 120)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start a box; the other button gives up the one being drawn."""
        self._start = None
        if event.button() == Qt.MouseButton.LeftButton and self.place.contains(event.position()):
            self._start = self._end = event.position()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Stretch the box."""
        if self._start is not None:
            self._end = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Search for what is inside the box."""
        box = self._box()
        self._start = None
        self.update()
        if min(box.width(), box.height()) >= _SMALLEST_BOX:
            whole = self.place
            self._region = Region(
                (box.left() - whole.left()) / whole.width(),
                (box.top() - whole.top()) / whole.height(),
                box.width() / whole.width(),
                box.height() / whole.height(),
            )
            self.region_drawn.emit(self._region)

    def _box(self) -> QRectF:
        """The box on the widget: the one being drawn, else that of the region; empty if neither."""
        whole = self.place
        if self._start is not None:
            return QRectF(self._start, self._end).normalized().intersected(whole)
        if self._region is None or whole.isEmpty():
            return QRectF()
        region = self._region
        return QRectF(
            whole.left() + region.x * whole.width(),
            whole.top() + region.y * whole.height(),
            region.width * whole.width(),
            region.height * whole.height(),
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The picture; outside the box it is dimmed."""
        colours = theme.colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self._pixmap.isNull():
            paint_missing(painter, QRectF(self.rect()), colours, failed=self._failed)
            return
        whole, box = self.place, self._box()
        painter.drawPixmap(whole, self._pixmap, QRectF(self._pixmap.rect()))
        if box.isEmpty():
            return
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
