"""The list below a line of text: what it offers, how that is painted, and how a row is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCompleter, QListView, QStyledItemDelegate, QStyleOptionViewItem

from photosim.ui import theme
from photosim.ui.photo_model import AnyIndex

_ROOT: Final = QModelIndex()
_CHOICE: Final = Qt.ItemDataRole.UserRole + 1
_GAP: Final = 14
_ROW_PADDING: Final = 10
_LEAST_WIDTH: Final = 300
_MOST_ROWS: Final = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of the list.

    Attributes:
        text: what the line says once it is chosen.
        shown: what the list says.
        detail: told quietly beside it.
        value: whatever it stands for.
    """

    text: str
    shown: str
    detail: str = ""
    value: object = None


class _Choices(QAbstractListModel):
    """The rows, all at once."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[Choice, ...] = ()

    def replace(self, rows: Sequence[Choice]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.shown}, {row.detail}" if row.detail else row.shown
        return {Qt.ItemDataRole.DisplayRole: row.shown, Qt.ItemDataRole.EditRole: row.text, _CHOICE: row}.get(role)


class _Rows(QStyledItemDelegate):
    """Name at the left, detail at the right as far as there is room."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        choice = index.data(_CHOICE)
        super().paint(painter, option, index)
        if not choice.detail:
            return
        taken = option.fontMetrics.horizontalAdvance(choice.shown) + _ROW_PADDING + _GAP
        place: QRect = option.rect.adjusted(taken, 0, -_ROW_PADDING, 0)
        text = option.fontMetrics.elidedText(choice.detail, Qt.TextElideMode.ElideLeft, place.width())
        painter.save()
        painter.setPen(theme.colour(theme.colours(option.palette).muted))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), text)
        painter.restore()


class ChoiceList(QCompleter):
    """Offers choices below a line of text, and chooses nothing by itself.

    In a list that is not filtered Qt makes the first row that begins with the text the current one, and Enter would
    take it: who types "cat" would search for "cattle". A text that no row begins with leaves the choice to the user.
    """

    def __init__(self, parent: QObject) -> None:
        self._rows = _Choices(parent)
        super().__init__(self._rows, parent)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(_MOST_ROWS)
        self.view = QListView()
        self.view.setUniformItemSizes(True)  # else the height of every one of a thousand rows is asked for
        self.setPopup(self.view)
        self.view.setItemDelegate(_Rows(self.view))
        self.view.setObjectName("choices")
        self.view.setMinimumWidth(_LEAST_WIDTH)

    @property
    def rows(self) -> tuple[Choice, ...]:
        """What it offers, whether it is open or not."""
        return self._rows.rows

    def offer(self, rows: Sequence[Choice]) -> None:
        """Offer something else."""
        self._rows.replace(rows)

    def choice(self, index: AnyIndex) -> Choice:
        """What a row stands for."""
        chosen = index.data(_CHOICE)
        assert isinstance(chosen, Choice)
        return chosen

    def splitPath(self, path: str) -> list[str]:  # noqa: ARG002 - Qt's signature
        """What rows are compared with."""
        return ["\0"]
