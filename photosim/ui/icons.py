"""The few line icons of the window, drawn here so that they follow the colour scheme and every screen's fineness."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, qAddPostRoutine
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPen, QPixmap, QPolygonF

_SIDE: Final = 20  # logical pixels, the grid the shapes below are drawn on
_RATIOS: Final = (1.0, 2.0, 3.0)
_Group = QPalette.ColorGroup


def _polyline(painter: QPainter, *points: tuple[float, float]) -> None:
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))


def _back(p: QPainter) -> None:
    _polyline(p, (11.5, 4.5), (6, 10), (11.5, 15.5))


def _forward(p: QPainter) -> None:
    _polyline(p, (8.5, 4.5), (14, 10), (8.5, 15.5))


def _library(p: QPainter) -> None:
    for x in (3.5, 11):
        for y in (3.5, 11):
            p.drawRoundedRect(QRectF(x, y, 5.5, 5.5), 1.2, 1.2)


def _photo(p: QPainter) -> None:
    p.drawRoundedRect(QRectF(2.5, 4, 15, 12), 2, 2)
    p.drawEllipse(QPointF(6.8, 8.2), 1.3, 1.3)
    _polyline(p, (3, 14.5), (8, 10.8), (10.5, 12.8), (13.5, 9.2), (17, 13))


def _folder(p: QPainter) -> None:
    _polyline(p, (10, 15.5), (2.5, 15.5), (2.5, 4.5), (7.5, 4.5), (9.3, 6.8), (17.5, 6.8), (17.5, 9.5))
    _polyline(p, (14.5, 11.8), (14.5, 18.2))
    _polyline(p, (11.3, 15), (17.7, 15))


def _close(p: QPainter) -> None:
    _polyline(p, (5.5, 5.5), (14.5, 14.5))
    _polyline(p, (14.5, 5.5), (5.5, 14.5))


def _small(p: QPainter) -> None:
    p.drawRoundedRect(QRectF(7, 7, 6, 6), 1, 1)


def _large(p: QPainter) -> None:
    p.drawRoundedRect(QRectF(4, 4, 12, 12), 1.5, 1.5)


def _down(p: QPainter) -> None:
    _polyline(p, (5.5, 8), (10, 12.5), (14.5, 8))


def _sidebar(p: QPainter) -> None:
    p.drawRoundedRect(QRectF(2.5, 3.5, 15, 13), 2, 2)
    _polyline(p, (7.5, 3.5), (7.5, 16.5))
    _polyline(p, (4.4, 7), (5.6, 7))
    _polyline(p, (4.4, 10), (5.6, 10))


_SHAPES: Final[dict[str, Callable[[QPainter], None]]] = {
    "back": _back,
    "forward": _forward,
    "library": _library,
    "photo": _photo,
    "folder": _folder,
    "close": _close,
    "down": _down,
    "sidebar": _sidebar,
    "small": _small,
    "large": _large,
}


_kept: dict[tuple[str, int, int], QIcon] = {}


def icon(name: str, palette: QPalette) -> QIcon:
    """An icon in the text colours of a palette; ask for it anew when the palette changes.

    Each is drawn once: a window asks for the same few many times while it opens.
    """
    role = QPalette.ColorRole.ButtonText
    normal, disabled = (palette.color(group, role) for group in (_Group.Active, _Group.Disabled))
    key = name, normal.rgba(), disabled.rgba()
    if key not in _kept:
        if not _kept:
            qAddPostRoutine(_kept.clear)  # pixmaps must not outlive the application
        made = _kept[key] = QIcon()
        for mode, colour in ((QIcon.Mode.Normal, normal), (QIcon.Mode.Disabled, disabled)):
            for ratio in _RATIOS:
                made.addPixmap(pixmap(name, colour, ratio), mode)
    return _kept[key]


def pixmap(name: str, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """One icon of 20 x 20 logical pixels."""
    picture = QPixmap(round(_SIDE * ratio), round(_SIDE * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    _SHAPES[name](painter)
    painter.end()
    return picture


def window_icon() -> QIcon:
    """The program's own: two photos, one like the other."""
    made = QIcon()
    for side in (16, 32, 64, 128, 256):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(side / 64, side / 64)
        painter.setPen(Qt.PenStyle.NoPen)
        for left, top, colour in ((20.0, 6.0, "#9dbcf5"), (6.0, 20.0, "#2563d0")):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(left, top, 38, 38), 8, 8)
        painter.setBrush(QColor("#ffffff"))
        painter.drawEllipse(QPointF(17, 31), 4, 4)
        painter.drawPolygon(
            QPolygonF([QPointF(11, 52), QPointF(24, 36), QPointF(31, 44), QPointF(36, 39), QPointF(40, 52)])
        )
        painter.end()
        made.addPixmap(picture)
    return made
