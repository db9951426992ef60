"""The rubber band: a rectangle drawn over photos to select them; at an edge of the view it scrolls on."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, QRect, QTimer
from PySide6.QtGui import QColor, QPainter

from photosim.ui import theme
from photosim.ui.grid_layout import NOBODY, Rows

if TYPE_CHECKING:
    from photosim.ui.photo_grid import PhotoGrid

_STEP_MS: Final = 16
_SHARE: Final = 4
"""Of how far the pointer is beyond the edge, this part is scrolled each frame."""
_FASTEST: Final = 160  # pixels a frame
_CLEAR: Final = 48  # of 255


class Band(QObject):
    """The band of one grid; its corner stays on the photos it was set down on, however far they are scrolled."""

    def __init__(self, grid: "PhotoGrid") -> None:
        super().__init__(grid)
        self._grid = grid
        self._start: QPoint | None = None  # on the content, not the viewport
        self._at = QPoint()
        self._beside = NOBODY
        self._scroll = QTimer(self, interval=_STEP_MS)
        self._scroll.timeout.connect(self._go_on)

    @property
    def active(self) -> bool:
        """Whether one is being drawn."""
        return self._start is not None

    def begin(self, point: QPoint, beside: Rows) -> None:
        """Set down a corner at a place of the viewport; `beside` stays selected whatever the band touches."""
        self._start = point + QPoint(0, self._grid.verticalOffset())
        self._at = point
        self._beside = beside

    def move(self, point: QPoint) -> None:
        """The other corner is here now, perhaps beyond the view."""
        self._at = point
        if self._beyond():
            if not self._scroll.isActive():
                self._scroll.start()
        else:
            self._scroll.stop()
        self._tell()

    def end(self) -> None:
        """Let go."""
        self._start = None
        self._scroll.stop()
        self._grid.band_ended(self._at)
        self._grid.viewport().update()

    def paint(self, painter: QPainter) -> None:
        """Draw it."""
        if self._start is None:
            return
        accent = theme.colour(theme.colours(self._grid.palette()).accent)
        clear = QColor(accent)
        clear.setAlpha(_CLEAR)
        painter.setPen(accent)
        painter.setBrush(clear)
        painter.drawRect(self._rect().adjusted(0, 0, -1, -1))

    def _rect(self) -> QRect:
        start = self._start or QPoint()
        return QRect(start - QPoint(0, self._grid.verticalOffset()), self._at).normalized()

    def _beyond(self) -> int:
        """Pixels the pointer is above (negative) or below the view."""
        y, height = self._at.y(), self._grid.viewport().height()
        return y if y < 0 else max(0, y - height + 1)

    def _go_on(self) -> None:
        beyond = self._beyond()
        step = beyond // _SHARE + (1 if beyond > 0 else 0)
        bar = self._grid.verticalScrollBar()
        bar.setValue(bar.value() + min(_FASTEST, max(-_FASTEST, step)))
        self._tell()

    def _tell(self) -> None:
        self._grid.band_moved(self._rect(), self._beside)
        self._grid.viewport().update()
