"""Paints one cell of a photo grid; everything it knows comes from the model's roles."""

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from photosim.ui import theme
from photosim.ui.photo_model import AnyIndex, Role, ThumbState

MARGIN: Final = 6
_RADIUS: Final = 7
_BADGE: Final = QColor(16, 16, 20, 190)
_BADGE_TEXT: Final = QColor(255, 255, 255)


class PhotoDelegate(QStyledItemDelegate):
    """Thumbnail in its own proportions, centred; selection, focus and hover; failed photos; a score badge."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint the cell `option.rect`."""
        cell: QRect = option.rect
        colours = theme.colours(option.palette)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_ground(painter, cell, option.state, colours)
        state, pixmap = index.data(Role.STATE), index.data(Role.THUMB)
        if state is ThumbState.READY and isinstance(pixmap, QPixmap):
            place = fit(pixmap.size(), cell.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN))
            painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))
        else:
            place = QRectF(cell.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN))
            paint_missing(painter, place, colours, failed=state is ThumbState.FAILED)
        score = index.data(Role.SCORE)
        if score is not None:
            _paint_badge(painter, place, f"{max(0.0, score):.0%}")
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002 - Qt's signature
        """The view's cell size."""
        view = option.widget
        side = getattr(view, "cell_size", 160) if isinstance(view, QAbstractItemView) else 160
        return QSize(side, side)

    def _paint_ground(self, painter: QPainter, cell: QRect, state: QStyle.StateFlag, c: theme.Colours) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if not (selected or focused or state & QStyle.StateFlag.State_MouseOver):
            return
        edge = QRectF(cell).adjusted(1, 1, -1, -1)
        # Selected without focus keeps its frame, thinner: the eye finds it again when the keyboard is elsewhere.
        width = 2.0 if focused else 1.0
        framed = selected or focused
        painter.setPen(QPen(theme.colour(c.accent), width) if framed else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(c.selected if selected else c.hover))
        painter.drawRoundedRect(edge, _RADIUS, _RADIUS)


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
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), "Cannot be read")


def _paint_badge(painter: QPainter, picture: QRectF, text: str) -> None:
    font = QFont(painter.font())
    font.setPointSizeF(max(7.0, font.pointSizeF() * 0.85))
    painter.setFont(font)
    metrics = painter.fontMetrics()
    width, height = metrics.horizontalAdvance(text) + 10, metrics.height() + 2
    if width + 8 > picture.width() or height + 8 > picture.height():
        return
    box = QRectF(picture.right() - width - 4, picture.bottom() - height - 4, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_BADGE)
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setPen(_BADGE_TEXT)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
