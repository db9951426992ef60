"""The line icons of the window: SVG files of our own, drawn when they are first painted.

They stand in `resources/icons`, on a grid of 20 x 20 with strokes of 1.5 in `currentColor`. An icon is drawn in the
colours of a palette, at the very size and fineness it is painted at, and mirrored where it points along the line of
reading and that runs from right to left. Qt loads its reader of SVG, a plugin, for the first one that is painted.
"""

import functools
import logging
import math
import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, qAddPostRoutine
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QImage, QPainter, QPalette, QPixmap

from photosim.assets import bundled_resources_folder

_log = logging.getLogger(__name__)
SIDE: Final = 20
"""Logical pixels, the grid the files are drawn on."""
DIRECTED: Final = frozenset(
    {"back", "external", "forward", "next", "panel", "previous", "reveal", "sidebar", "sort", "undo"}
)
"""Those that point along the line of reading."""
_WINDOW: Final = "photosim"
_OWN_SIZE: Final = re.compile(r' width="\d+" height="\d+"(?= viewBox)')
_Group, _Mode = QPalette.ColorGroup, QIcon.Mode
_drawn: dict[tuple[str, int, int, int, bool], QPixmap] = {}
_kept: dict[tuple[str, int, int], QIcon] = {}


class _Engine(QIconEngine):
    """Draws one icon whenever Qt wants it."""

    def __init__(self, name: str, normal: QColor | None, disabled: QColor | None) -> None:
        super().__init__()
        self._name, self._normal, self._disabled = name, normal, disabled

    def clone(self) -> QIconEngine:
        """Another one of the same icon."""
        return _Engine(self._name, self._normal, self._disabled)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw into a rectangle of logical pixels."""
        # Of the painter, not of its device: telling Python what kind of widget that is can take 10 ms the first time.
        scale = painter.deviceTransform()
        ratio = math.hypot(scale.m11(), scale.m12())
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """A picture of so many pixels."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """A picture of so many logical pixels (since Qt 6.8), as fine as `scale` says."""
        del state
        picture = _picture(self._name, self._colour(mode), size * scale)
        picture.setDevicePixelRatio(scale)
        return picture

    def _colour(self, mode: QIcon.Mode) -> QColor:
        own = self._disabled if mode == _Mode.Disabled else self._normal
        if own is not None:
            return own
        group = _Group.Disabled if mode == _Mode.Disabled else _Group.Active
        return QGuiApplication.palette().color(group, QPalette.ColorRole.ButtonText)


@functools.cache
def names() -> frozenset[str]:
    """All there are."""
    return frozenset(file.stem for file in _folder().glob("*.svg"))


def icon(name: str, palette: QPalette | None = None) -> QIcon:
    """An icon in the text colours of a palette, or of the program's, followed when it changes.

    Args:
        name: one of `names()`.
        palette: ask for the icon anew when it changes; None follows the program's own by itself.

    Raises:
        KeyError: there is none of that name.
    """
    if name not in names():
        raise KeyError(name)
    normal = disabled = None
    if palette is not None:
        role = QPalette.ColorRole.ButtonText
        normal, disabled = (palette.color(group, role) for group in (_Group.Active, _Group.Disabled))
    return _made(name, normal, disabled)


def pixmap(name: str, colour: QColor, ratio: float = 1.0, side: int = SIDE) -> QPixmap:
    """One icon of so many logical pixels a side."""
    picture = _picture(name, colour, QSize(round(side * ratio), round(side * ratio)))
    picture.setDevicePixelRatio(ratio)
    return picture


def window_icon() -> QIcon:
    """The program's own."""
    return _made(_WINDOW, None, None)


def _made(name: str, normal: QColor | None, disabled: QColor | None) -> QIcon:
    """Each is made once: a window asks for the same few many times while it opens."""
    key = name, normal.rgba() if normal else 0, disabled.rgba() if disabled else 0
    if key not in _kept:
        _forget_at_end()
        _kept[key] = QIcon(_Engine(name, normal, disabled))
    return _kept[key]


def _picture(name: str, colour: QColor, size: QSize) -> QPixmap:
    mirrored = name in DIRECTED and QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    key = name, colour.rgba(), size.width(), size.height(), mirrored
    if key not in _drawn:
        _forget_at_end()
        _drawn[key] = _draw(name, colour, size, mirrored=mirrored)
    return QPixmap(_drawn[key])


def _draw(name: str, colour: QColor, size: QSize, *, mirrored: bool) -> QPixmap:
    picture = QPixmap(size)
    picture.fill(Qt.GlobalColor.transparent)
    if size.isEmpty():
        return picture
    painter = QPainter(picture)
    painter.setOpacity(colour.alphaF())
    if mirrored:
        painter.translate(size.width(), 0)
        painter.scale(-1, 1)
    side = min(size.width(), size.height())
    painter.drawImage((size.width() - side) // 2, (size.height() - side) // 2, _read(name, colour, side))
    painter.end()
    return picture


def _read(name: str, colour: QColor, side: int) -> QImage:
    """By the plugin that style sheets need as well: Python's own part for SVG takes twice as long to load.

    Not by a QImageReader with a device of Python's: Qt opens that while it holds the lock all readers of pictures
    share, and waits for Python's, whose holder may be a worker that wants a reader.
    """
    size = f'<svg width="{side}" height="{side}" '
    source = _source(name).replace("<svg ", size, 1).replace("currentColor", colour.name())
    image = QImage.fromData(source.encode(), "svg")  # type: ignore[arg-type] # the stubs want bytes, it wants a str
    if image.isNull():
        _log.warning("the icon %s cannot be drawn", name)
    return image


@functools.cache
def _source(name: str) -> str:
    """Without the size it has where it is looked at as a file."""
    folder = _folder() if name != _WINDOW else bundled_resources_folder()
    return _OWN_SIZE.sub("", (folder / f"{name}.svg").read_text(encoding="utf-8"), 1)


@functools.cache
def _folder() -> Path:
    return bundled_resources_folder() / "icons"


@functools.cache
def _forget_at_end() -> None:
    qAddPostRoutine(_forget)  # pixmaps must not outlive the application


def _forget() -> None:
    _drawn.clear()
    _kept.clear()
    _forget_at_end.cache_clear()
