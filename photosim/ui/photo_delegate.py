"""Paints the cells and headings of a photo grid; a painter is made for each exposure and dropped after it.

No delegate in Qt's sense: asking a model by index and role costs more than painting, and a screen of the smallest cells
has 400 of them. What is painted in a cell can also be asked of the model by role, for those who cannot see it.
"""

from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen, QPixmap, QTextOption

from photosim.ui import theme
from photosim.ui.language import figure, tr
from photosim.ui.photo_model import PhotoListModel, ThumbEntry

MARGIN: Final = 6
_RADIUS: Final = 7
_BAR: Final = 3
_CHECK: Final = 18
_SMALL: Final = 96
"""Below this side of a cell, in logical pixels, there is no room for words."""
_BADGE: Final = QColor(16, 16, 20, 190)
_BADGE_TEXT: Final = QColor(255, 255, 255)
_NEARLY: Final = 8
"""A picture that is smaller than its place by up to this part of it is not scaled."""
_CENTRED: Final = int(Qt.AlignmentFlag.AlignCenter)
_SMOOTH: Final = QPainter.RenderHint.SmoothPixmapTransform


class Look(NamedTuple):
    """How a cell stands out.

    Attributes:
        selected: it is.
        several: other photos are, too, so that it needs more than a ground to tell.
        focused: the keyboard is at it.
        hovered: the pointer is.
    """

    selected: bool = False
    several: bool = False
    focused: bool = False
    hovered: bool = False


PLAIN: Final = Look()


class CellPainter:
    """Paints on one widget, from its exposure on until it is done."""

    def __init__(
        self, painter: QPainter, palette: QPalette, ground: QColor, side: int, ratio: float, *, mirrored: bool
    ) -> None:
        """Begin.

        Args:
            painter: of the widget.
            palette: its colours.
            ground: what is behind the cells.
            side: of a cell, logical pixels.
            ratio: device pixels of a logical one.
            mirrored: whether text runs from right to left.
        """
        self._painter = painter
        self._colours = theme.colours(palette)
        self._ground = ground
        self._side = side
        self._ratio = ratio
        self._exact = round((side - 2 * MARGIN) * ratio)
        self._least, self._most = self._exact - self._exact // _NEARLY, self._exact + round(MARGIN * ratio)
        self._mirrored = mirrored
        self._smooth = False
        self._tile: QPixmap | None = None
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def cell(self, left: int, top: int, model: PhotoListModel, photo_id: int, look: Look = PLAIN) -> None:
        """Paint one photo: its thumbnail in its own proportions, or what is there instead, and what is to say of it."""
        if look is not PLAIN:
            self._paint_ground(QRect(left, top, self._side, self._side), look)
        entry = model.entry(photo_id)
        if entry is None:
            self._paint_tile(left, top)
        elif entry.pixmap is None:
            paint_missing(self._painter, QRectF(self._inner(left, top)), self._colours, failed=True)
        else:
            self._paint_picture(left, top, entry.pixmap)
        if look is not PLAIN or model.says_more:
            self._paint_more(QRect(left, top, self._side, self._side), model, photo_id, look)

    def _inner(self, left: int, top: int) -> QRect:
        return QRect(left + MARGIN, top + MARGIN, self._side - 2 * MARGIN, self._side - 2 * MARGIN)

    def _paint_more(self, cell: QRect, model: PhotoListModel, photo_id: int, look: Look) -> None:
        """What lies over the picture or beside it."""
        place = picture_place(cell, model.entry(photo_id))
        bar = model.bar(photo_id)
        if bar is not None:
            self._paint_bar(cell, bar)
            if (look.hovered or look.focused) and self._side >= _SMALL:
                self._paint_badge(place, percent(model.score(photo_id) or 0.0), top=False)
        alike = model.alike(photo_id)
        if alike:
            self._paint_badge(place, f"+{figure(alike)}", top=True)
        if look.focused:
            self._paint_ring(cell)
        if look.selected and look.several:
            self._paint_check(cell)

    def heading(self, box: QRect, title: str, note: str) -> None:
        """Paint the heading of a section: its title, and how many photos there are."""
        painter, colours = self._painter, self._colours
        plain, bold = QFont(painter.font()), QFont(painter.font())
        bold.setBold(True)
        bold.setPointSizeF(plain.pointSizeF() * 1.15)
        option = QTextOption(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if self._mirrored else Qt.LayoutDirection.LeftToRight)
        line = box.adjusted(MARGIN, 8, -MARGIN, 0)
        metrics, room = QFontMetrics(bold), line.width() - QFontMetrics(plain).horizontalAdvance(note) - 16
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideMiddle, max(40, room))
        painter.setFont(bold)
        painter.setPen(theme.colour(colours.text))
        painter.drawText(QRectF(line), shown, option)
        painter.setFont(plain)
        painter.setPen(theme.colour(colours.muted))
        used = metrics.horizontalAdvance(shown) + 12
        rest = line.adjusted(0, 1, -used, 1) if self._mirrored else line.adjusted(used, 1, 0, 1)
        painter.drawText(QRectF(rest), note, option)

    def _paint_picture(self, left: int, top: int, pixmap: QPixmap) -> None:
        """A picture made for (nearly) this size is put there pixel by pixel, any other is scaled until that has come.

        This is what a frame of scrolling consists of: nothing is asked of Qt twice. Nearly will do while a window is
        resized, when cells grow by a pixel a frame: scaling all pictures in view took 20 ms of each.
        """
        width, height, ratio, side = pixmap.width(), pixmap.height(), self._ratio, self._side
        if not self._least <= (width if width > height else height) <= self._most:  # noqa: FURB136 - quicker than max
            self._scale_picture(left, top, pixmap)
        elif ratio == 1:
            self._painter.drawPixmap(left + (side - width) // 2, top + (side - height) // 2, pixmap)
        else:
            if pixmap.devicePixelRatio() != ratio:
                pixmap.setDevicePixelRatio(ratio)
            x = round(left * ratio + (side * ratio - width) / 2) / ratio
            y = round(top * ratio + (side * ratio - height) / 2) / ratio
            self._painter.drawPixmap(QPointF(x, y), pixmap)

    def _scale_picture(self, left: int, top: int, pixmap: QPixmap) -> None:
        if not self._smooth:
            self._smooth = True
            self._painter.setRenderHint(_SMOOTH)
        self._painter.drawPixmap(fit(pixmap.size(), self._inner(left, top)), pixmap, QRectF(pixmap.rect()))

    def _paint_tile(self, left: int, top: int) -> None:
        """What stands for a picture until it comes; drawn once, for a fast scroll shows hundreds."""
        if self._tile is None:
            self._tile = QPixmap(self._exact, self._exact)
            self._tile.setDevicePixelRatio(self._ratio)
            self._tile.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._tile)
            try:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                inside = QRectF(0, 0, self._side - 2 * MARGIN, self._side - 2 * MARGIN)
                paint_missing(painter, inside, self._colours, failed=False)
            finally:
                painter.end()
        self._painter.drawPixmap(left + MARGIN, top + MARGIN, self._tile)

    def _paint_ground(self, cell: QRect, look: Look) -> None:
        colours, painter = self._colours, self._painter
        painter.setPen(QPen(theme.colour(colours.accent), 1.0) if look.selected else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(colours.selected if look.selected else colours.hover))
        if look.selected or look.hovered:
            painter.drawRoundedRect(QRectF(cell).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)

    def _paint_ring(self, cell: QRect) -> None:
        """Two lines of opposite brightness: one of them stands out from whatever is below."""
        painter, edge = self._painter, QRectF(cell)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._ground, 1.5))
        painter.drawRoundedRect(edge.adjusted(3.2, 3.2, -3.2, -3.2), _RADIUS - 2, _RADIUS - 2)
        painter.setPen(QPen(theme.colour(self._colours.accent), 2.5))
        painter.drawRoundedRect(edge.adjusted(1.2, 1.2, -1.2, -1.2), _RADIUS, _RADIUS)

    def _paint_check(self, cell: QRect) -> None:
        """That it is selected, for those who cannot tell the grounds apart."""
        painter = self._painter
        left = cell.right() - _CHECK - 3 if self._mirrored else cell.left() + 4
        disc = QRectF(left, cell.top() + 4, _CHECK, _CHECK)
        painter.setPen(QPen(self._ground, 1.5))
        painter.setBrush(theme.colour(self._colours.accent))
        painter.drawEllipse(disc)
        pen = QPen(theme.colour(self._colours.on_accent), 2.0)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        middle = disc.center()
        corner = middle + QPointF(-1.2, 3.2)
        painter.drawLine(middle + QPointF(-4.2, 0.4), corner)
        painter.drawLine(corner, middle + QPointF(4.4, -3.4))

    def _paint_bar(self, cell: QRect, share: float) -> None:
        """How alike, along the lower edge of the cell, beside the picture and not over it."""
        painter = self._painter
        track = QRectF(cell.left() + MARGIN, cell.bottom() - _BAR - 2, cell.width() - 2 * MARGIN, _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(track, theme.colour(self._colours.line))
        width = track.width() * share
        left = track.right() - width if self._mirrored else track.left()
        painter.fillRect(QRectF(left, track.top(), width, _BAR), theme.colour(self._colours.accent))

    def _paint_badge(self, picture: QRectF, text: str, *, top: bool) -> None:
        painter = self._painter
        plain, font = painter.font(), QFont(painter.font())
        font.setPointSizeF(max(7.0, font.pointSizeF() * 0.85))
        metrics = QFontMetrics(font)
        width, height = metrics.horizontalAdvance(text) + 10, metrics.height() + 2
        if width + 8 > picture.width() or height + 8 > picture.height():
            return
        left = picture.left() + 4 if self._mirrored else picture.right() - width - 4
        box = QRectF(left, picture.top() + 4 if top else picture.bottom() - height - 4, width, height)
        painter.setFont(font)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_BADGE)
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(_BADGE_TEXT)
        painter.drawText(box, _CENTRED, text)
        painter.setFont(plain)


def percent(score: float) -> str:
    """`83 %`, as people write it there."""
    return tr("{percent} %", percent=figure(100 * max(0.0, score)))


def picture_place(cell: QRect, entry: ThumbEntry | None) -> QRectF:
    """Where in a cell the picture is; where it will be, while it is not there."""
    inner = cell.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
    return fit(entry.pixmap.size(), inner) if entry is not None and entry.pixmap is not None else QRectF(inner)


def fit(size: QSize, box: QRect) -> QRectF:
    """The largest place for a picture of that size in the box, proportions kept, centred on whole pixels."""
    scaled = size.scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    left = box.left() + (box.width() - scaled.width()) // 2
    top = box.top() + (box.height() - scaled.height()) // 2
    return QRectF(left, top, scaled.width(), scaled.height())


def paint_missing(painter: QPainter, place: QRectF, c: theme.Colours, *, failed: bool) -> None:
    """A quiet tile while loading; the same with a struck-out picture and a word where a photo cannot be read."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(c.field))
    painter.drawRoundedRect(place, 4, 4)
    if not failed:
        return
    unit = min(place.width(), 120) / 6
    middle = place.center() - QPointF(0, unit * 0.5)
    frame = QRectF(middle.x() - 1.3 * unit, middle.y() - unit, 2.6 * unit, 2 * unit)
    painter.setPen(QPen(theme.colour(c.muted), max(1.2, unit / 10)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame, 3, 3)
    painter.drawLine(frame.bottomLeft() + QPointF(-unit / 3, unit / 3), frame.topRight() + QPointF(unit / 3, -unit / 3))
    if place.width() >= 90:
        painter.setPen(theme.colour(c.muted))
        below = QRectF(place.left(), frame.bottom() + unit * 0.4, place.width(), 20)
        painter.drawText(below, _CENTRED, tr("Cannot be read"))
