"""Pictures of the sidebar's lines, kept: Qt asks a model of Python 13 times for each line it paints.

Each question waits for the interpreter, which other threads use while photos are looked at: resizing a window, where
each frame paints every line again, asked 400 times a frame.
"""

from collections.abc import Callable, Hashable
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

_MOST: Final = 256
"""Lines of several screens."""


class RowPictures:
    """What lines looked like when they were last painted, by their numbers."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Hashable, QPixmap]] = {}

    def picture(
        self, number: int, look: Hashable, size: QSize, ratio: float, ground: QColor, paint: Callable[[QPainter], None]
    ) -> QPixmap:
        """The picture of a line; painted anew if it has come to look different.

        Args:
            number: the line's own.
            look: all that its picture depends on.
            size: of the line, in logical pixels.
            ratio: device pixels of a logical one.
            ground: what is behind the line.
            paint: paints the line at the top left.
        """
        kept = self._kept.get(number)
        if kept is not None and kept[0] == look:
            return kept[1]
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(ground)
        painter = QPainter(picture)
        try:
            paint(painter)
        finally:
            painter.end()
        if len(self._kept) >= _MOST:
            self._kept.clear()
        self._kept[number] = look, picture
        return picture
