"""Paints groups of duplicates: the line above a group, and its photos with what tells them apart."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen, QPixmap

from photosim.library.twins import DuplicateGroup, Likeness, Twin
from photosim.ui import icons, theme, twin_words, words
from photosim.ui.language import tr
from photosim.ui.photo_delegate import fit, paint_missing
from photosim.ui.photo_model import ThumbEntry

PICTURE: Final = 164
"""Longest side of a picture, in logical pixels."""
_MARGIN: Final = 12
_CHECK: Final = 20
_BUTTON: Final = 12
"""Room beside the words of a button."""
_RADIUS: Final = 7
_NARROW: Final = 620
"""Below this width a heading has no buttons; those of the bar below the groups do the same."""
Flag = Qt.AlignmentFlag


@dataclass(frozen=True, slots=True)
class CellLook:
    """How a photo stands out.

    Attributes:
        current: the keyboard is at it, or would be.
        focused: the keyboard is there now.
        hovered: the pointer is.
        checked: it is.
    """

    current: bool = False
    focused: bool = False
    hovered: bool = False
    checked: bool = False


@dataclass(frozen=True, slots=True)
class HeadingButton:
    """Something that can be pressed in the line above a group.

    Attributes:
        does: "best", "compare" or "apart".
        text: what it says.
        place: where.
    """

    does: str
    text: str
    place: QRect


def heading_buttons(box: QRect, metrics: QFontMetrics, *, mirrored: bool) -> list[HeadingButton]:
    """The buttons of a heading, from its end on."""
    if box.width() < _NARROW:
        return []
    found = []
    right = box.right()
    texts = (
        ("apart", tr("Not duplicates")),
        ("compare", tr("Compare")),
        ("best", tr("Select all but the best")),
    )
    for does, text in texts:
        width = metrics.horizontalAdvance(text) + 2 * _BUTTON
        left = right - width + 1
        place = QRect(left, box.top() + 6, width, box.height() - 12)
        if mirrored:
            place.moveLeft(box.left() + box.right() - place.right())
        found.append(HeadingButton(does, text, place))
        right = left - 5
    return found


def cell_height(metrics: QFontMetrics) -> int:
    """Room for a picture and three lines of words."""
    return PICTURE + 3 * metrics.height() + 24


def check_box(cell: QRect, *, mirrored: bool) -> QRect:
    """Where the check box of a photo is."""
    left = cell.right() - _CHECK - 5 if mirrored else cell.left() + 6
    return QRect(left, cell.top() + 6, _CHECK, _CHECK)


class TwinPainter:
    """Paints on one viewport, from its exposure on until it is done."""

    def __init__(self, painter: QPainter, palette: QPalette, ratio: float, *, mirrored: bool) -> None:
        self._painter = painter
        self._colours = theme.colours(palette)
        self._ground = palette.color(QPalette.ColorRole.Base)
        self._ratio = ratio
        self._mirrored = mirrored
        self._plain = painter.font()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)

    # -- the line above a group

    def heading(self, box: QRect, group: DuplicateGroup, hovered: str, *, current: bool) -> None:
        """Words at its begin, buttons at its end."""
        painter, colours = self._painter, self._colours
        painter.setPen(theme.colour(colours.line))
        painter.drawLine(box.topLeft(), box.topRight())
        buttons = heading_buttons(box, painter.fontMetrics(), mirrored=self._mirrored)
        bold = QFont(self._plain)
        bold.setBold(True)
        title, note = twin_words.heading(group), twin_words.heading_note(group)
        used = QFontMetrics(bold).horizontalAdvance(title) + 12
        room = box.adjusted(0, 0, -(box.right() - buttons[-1].place.left() + 8) if buttons else 0, 0)
        if self._mirrored:
            room = box.adjusted(buttons[-1].place.right() - box.left() + 8 if buttons else 0, 0, 0, 0)
        painter.setFont(bold)
        painter.setPen(theme.colour(colours.accent if current else colours.text))
        self._line(room, title)
        painter.setFont(self._plain)
        painter.setPen(theme.colour(colours.muted))
        self._line(room.adjusted(0, 0, -used, 0) if self._mirrored else room.adjusted(used, 0, 0, 0), note)
        for button in buttons:
            if button.does == hovered:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour(colours.hover))
                painter.drawRoundedRect(button.place, 6, 6)
            painter.setPen(theme.colour(colours.accent))
            painter.drawText(button.place, int(Flag.AlignCenter), button.text)

    def _line(self, box: QRect, text: str, *, middle: bool = False) -> None:
        """One line, cut where there is no room, at the side where lines begin."""
        cut = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        side = Flag.AlignRight if self._mirrored else Flag.AlignLeft
        shown = self._painter.fontMetrics().elidedText(text, cut, box.width())
        self._painter.drawText(box, int(side | Flag.AlignVCenter | Flag.AlignAbsolute), shown)

    # -- a photo

    def cell(self, cell: QRect, group: DuplicateGroup, twin: Twin, entry: ThumbEntry | None, look: CellLook) -> None:
        """Picture, check box, what is suggested, name and facts."""
        self._cell_ground(cell, look)
        inner = QRect(cell.left() + _MARGIN, cell.top() + 8, cell.width() - 2 * _MARGIN, PICTURE)
        place = self._picture(inner, entry)
        if twin.best:
            self._best(place)
        self._check(check_box(cell, mirrored=self._mirrored), checked=look.checked)
        self._facts(cell.adjusted(_MARGIN, PICTURE + 12, -_MARGIN, -4), group, twin)
        if look.current:
            self._ring(cell, focused=look.focused)

    def _cell_ground(self, cell: QRect, look: CellLook) -> None:
        if look.checked or look.hovered:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(theme.colour(self._colours.selected if look.checked else self._colours.hover))
            self._painter.drawRoundedRect(QRectF(cell), _RADIUS, _RADIUS)

    def _ring(self, cell: QRect, *, focused: bool) -> None:
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(theme.colour(self._colours.accent), 2.5 if focused else 1.0))
        self._painter.drawRoundedRect(QRectF(cell).adjusted(1.5, 1.5, -1.5, -1.5), _RADIUS, _RADIUS)

    def _picture(self, inner: QRect, entry: ThumbEntry | None) -> QRectF:
        pixmap = entry.pixmap if entry is not None else None
        if pixmap is None:
            paint_missing(self._painter, QRectF(inner), self._colours, failed=entry is not None)
            return QRectF(inner)
        size = pixmap.size()
        place = self._centred(size, inner) if self._fits(pixmap, inner) else fit(size, inner)
        self._painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))
        return place

    def _centred(self, size: QSize, box: QRect) -> QRectF:
        """The place in the middle of the box where each pixel of the picture is one of the screen."""
        ratio = self._ratio
        width, height = size.width() / ratio, size.height() / ratio
        left = round((box.left() + (box.width() - width) / 2) * ratio) / ratio
        top = round((box.top() + (box.height() - height) / 2) * ratio) / ratio
        return QRectF(left, top, width, height)

    def _fits(self, pixmap: QPixmap, inner: QRect) -> bool:
        """Whether it was made for this very size, so that it is put there pixel by pixel."""
        wanted = round(PICTURE * self._ratio)
        return max(pixmap.width(), pixmap.height()) <= wanted and pixmap.width() <= inner.width() * self._ratio

    def _best(self, picture: QRectF) -> None:
        """A mark on the photo that is suggested to be kept."""
        painter = self._painter
        font = QFont(self._plain)
        font.setPointSizeF(max(7.0, font.pointSizeF() * 0.85))
        painter.setFont(font)
        text, metrics = tr("Suggested to keep"), painter.fontMetrics()
        height = metrics.height() + 4
        # Beyond a narrow picture, but not beyond the cell.
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, PICTURE - height)
        width = metrics.horizontalAdvance(text) + height + 10
        middle = picture.center().x()
        box = QRectF(middle - width / 2, picture.bottom() - height - 4, width, height)
        painter.setPen(QPen(self._ground, 1.0))
        painter.setBrush(theme.colour(self._colours.accent))
        painter.drawRoundedRect(box, height / 2, height / 2)
        on_accent = theme.colour(self._colours.on_accent)
        star = icons.pixmap("star", on_accent, self._ratio, height - 6)
        at = QPointF(box.right() - height + 1 if self._mirrored else box.left() + 6, box.top() + 3)
        painter.drawPixmap(QRectF(at, QSize(height - 6, height - 6)), star, QRectF(star.rect()))
        painter.setPen(on_accent)
        words_at = box.adjusted(8, 0, -height, 0) if self._mirrored else box.adjusted(height + 2, 0, -6, 0)
        painter.drawText(words_at, int(Flag.AlignCenter), text)
        painter.setFont(self._plain)

    def _check(self, box: QRect, *, checked: bool) -> None:
        painter, colours = self._painter, self._colours
        painter.setPen(QPen(theme.colour(colours.accent if checked else colours.outline), 1.5))
        painter.setBrush(theme.colour(colours.accent) if checked else QColor(colours.grid))
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)
        if checked:
            pen = QPen(theme.colour(colours.on_accent), 2.2)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            middle = QRectF(box).center()
            corner = middle + QPointF(-1.2, 3.6)
            painter.drawLine(middle + QPointF(-4.6, 0.4), corner)
            painter.drawLine(corner, middle + QPointF(5.0, -3.8))

    def _facts(self, box: QRect, group: DuplicateGroup, twin: Twin) -> None:
        painter, colours = self._painter, self._colours
        height = painter.fontMetrics().height()
        line = QRect(box.left(), box.top(), box.width(), height)
        painter.setPen(theme.colour(colours.text))
        self._line(line, words.shown_name(twin.path.name), middle=True)
        painter.setPen(theme.colour(colours.muted))
        first, second = twin_words.facts(twin, max(other.sharpness for other in group.photos))
        if group.likeness is Likeness.SAME:  # all that differs is where they lie
            second = words.shown_name(words.shown_folder(twin.path.parent))
        self._line(line.translated(0, height), first)
        self._line(line.translated(0, 2 * height), second, middle=group.likeness is Likeness.SAME)
