"""The photos that could not be read as rows for Qt's views, and how a row is painted."""

from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from photosim.library.reports import Skipped
from photosim.ui import icons, theme
from photosim.ui.language import tr
from photosim.ui.photo_model import AnyIndex
from photosim.ui.reasons import reason
from photosim.ui.spacing import HALF, STEP
from photosim.ui.words import sentence, shown_folder, shown_name

_NONE: Final = QModelIndex()
_PICTURE: Final = 48
"""Side of the placeholder where a picture would be, logical pixels."""
_ROW: Final = _PICTURE + 2 * STEP
_CENTRE: Final = Qt.AlignmentFlag.AlignVCenter


class SkippedRole(IntEnum):
    """What can be asked of a row besides Qt's own roles."""

    PHOTO = Qt.ItemDataRole.UserRole + 1
    """Its `Skipped`."""


class SkippedModel(QAbstractListModel):
    """Photos and why each could not be read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.photos: tuple[Skipped, ...] = ()

    def show(self, photos: tuple[Skipped, ...]) -> None:
        """List these and no others."""
        self.beginResetModel()
        self.photos = photos
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _NONE) -> int:
        """One row a photo."""
        return 0 if parent.isValid() else len(self.photos)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """What a role says about a row."""
        if not index.isValid() or index.row() >= len(self.photos):
            return None
        photo = self.photos[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown_name(photo.path.name)
        if role == SkippedRole.PHOTO:
            return photo
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{shown_name(str(photo.path))}\n{why(photo)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{shown_name(photo.path.name)}, {why(photo)}, {_folder(photo.path)}"
        return None


def why(photo: Skipped) -> str:
    """The reason as a sentence in the user's language."""
    return sentence(reason(photo.reason))


def _folder(path: Path) -> str:
    return shown_name(shown_folder(path.parent))


class SkippedDelegate(QStyledItemDelegate):
    """A place for the picture, the name, the reason, the folder, and a button to try again.

    Signals:
        retry_pressed: the user wants a photo looked at again (`Skipped`).
    """

    retry_pressed = Signal(object)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002 - Qt's signature
        """All rows are equally high."""
        return QSize(200, max(_ROW, 3 * option.fontMetrics.height() + 2 * STEP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """One row; places are reckoned from left to right and turned round at the end."""
        photo = index.data(SkippedRole.PHOTO)
        assert isinstance(photo, Skipped)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c, row, direction = theme.colours(option.palette), QRect(option.rect), option.direction
        _paint_ground(painter, option, c)
        box = QRect(row.left() + STEP, row.center().y() - _PICTURE // 2, _PICTURE, _PICTURE)
        _paint_placeholder(painter, QStyle.visualRect(direction, row, box), c)
        button = retry_place(row, option.fontMetrics, Qt.LayoutDirection.LeftToRight)
        _paint_retry(painter, QStyle.visualRect(direction, row, button), option, c)
        left, right = box.right() + STEP + HALF, button.left() - STEP
        bold = QFont(option.font)
        bold.setBold(True)
        lines = (
            (shown_name(photo.path.name), bold, c.text, Qt.TextElideMode.ElideMiddle),
            (why(photo), option.font, c.danger, Qt.TextElideMode.ElideRight),
            (_folder(photo.path), option.font, c.muted, Qt.TextElideMode.ElideMiddle),
        )
        height = option.fontMetrics.height()
        top = row.center().y() - 3 * height // 2
        align = int(QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft | _CENTRE))
        for number, (text, font, colour, cut) in enumerate(lines):
            place = QRect(left, top + number * height, max(0, right - left), height)
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            shown = QFontMetrics(font).elidedText(text, cut, place.width())
            painter.drawText(QStyle.visualRect(direction, row, place), align, shown)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QObject,  # noqa: ARG002 - Qt's signature
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        """A click on the button."""
        if not isinstance(event, QMouseEvent) or event.type() != QEvent.Type.MouseButtonRelease:
            return False
        place = retry_place(QRect(option.rect), option.fontMetrics, option.direction)
        pressed = event.button() == Qt.MouseButton.LeftButton and place.contains(event.position().toPoint())
        if pressed:
            self.retry_pressed.emit(index.data(SkippedRole.PHOTO))
        return pressed


def retry_place(row: QRect, metrics: QFontMetrics, direction: Qt.LayoutDirection) -> QRect:
    """Where the button of a row is."""
    width, height = metrics.horizontalAdvance(tr("Retry")) + 3 * STEP, metrics.height() + STEP
    place = QRect(row.right() - width - STEP, row.center().y() - height // 2, width, height)
    return QStyle.visualRect(direction, row, place)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, c: theme.Colours) -> None:
    state = option.state
    selected, focused = (bool(state & flag) for flag in (_SELECTED, QStyle.StateFlag.State_HasFocus))
    if selected or focused or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(QPen(theme.colour(c.accent), 2) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(c.selected if selected else c.hover))
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 6, 6)


_SELECTED: Final = QStyle.StateFlag.State_Selected


def _paint_placeholder(painter: QPainter, box: QRect, c: theme.Colours) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(c.field))
    painter.drawRoundedRect(QRectF(box), 4, 4)
    ratio = painter.device().devicePixelRatioF()
    picture = icons.pixmap("skipped", theme.colour(c.muted), ratio, side=24)
    painter.drawPixmap(box.center().x() - 11, box.center().y() - 11, picture)


def _paint_retry(painter: QPainter, place: QRect, option: QStyleOptionViewItem, c: theme.Colours) -> None:
    painter.setPen(QPen(theme.colour(c.outline), 1))
    painter.setBrush(theme.colour(c.field))
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.setFont(option.font)
    painter.setPen(theme.colour(c.text))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), tr("Retry"))


def as_text(photos: Sequence[Skipped]) -> str:
    """Files and reasons, a line each, to be pasted elsewhere."""
    return "\n".join(f"{photo.path}: {reason(photo.reason)}" for photo in photos)
