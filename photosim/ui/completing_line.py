"""A line of text with a list below it to choose from; what the list offers is up to who uses it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from photosim.ui import theme
from photosim.ui.photo_model import AnyIndex

_ROOT: Final = QModelIndex()
_CHOICE: Final = Qt.ItemDataRole.UserRole + 1
_GAP: Final = 14
_ROW_PADDING: Final = 10
_LEAST_LIST_WIDTH: Final = 300


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


class _Completer(QCompleter):
    """Chooses nothing by itself.

    In a list that is not filtered Qt makes the first row that begins with the text the current one, and Enter would
    take it: who types "cat" would search for "cattle". A text that no row begins with leaves the choice to the user.
    """

    def splitPath(self, path: str) -> list[str]:  # noqa: ARG002 - Qt's signature
        """What rows are compared with."""
        return ["\0"]


class CompletingLine(QLineEdit):
    """Typing offers; Up and Down choose, Enter or a click takes, Escape closes the list, then leaves the line.

    Signals:
        entered: Enter was pressed on the text as it stands (str).
        chosen: a row of the list was taken (`Choice`).
        left: Escape was pressed while no list was open.
    """

    entered = Signal(str)
    chosen = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(False)  # a photo dropped here is a query, not the text of its address: the window takes it
        self._rows = _Choices(self)
        self._taken: Choice | None = None
        self._completer = _Completer(self._rows, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(12)
        self.popup = QListView()
        self.popup.setUniformItemSizes(True)  # else the height of every one of a thousand rows is asked for
        self._completer.setPopup(self.popup)
        self.popup.setItemDelegate(_Rows(self.popup))
        self.popup.setObjectName("choices")
        self.popup.setMinimumWidth(_LEAST_LIST_WIDTH)
        self.setCompleter(self._completer)
        # Enter on a row of the list makes Qt tell both, one after the other: wait for the second.
        self._both = QTimer(self, interval=0, singleShot=True)
        self._both.timeout.connect(self._tell)
        self.returnPressed.connect(self._both.start)
        self._completer.activated[QModelIndex].connect(self._take)  # type: ignore[index]  # unknown to the stubs

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The rows offered, whether the list is open or not."""
        return self._rows.rows

    def offer(self, rows: Sequence[Choice], *, open_list: bool = True) -> None:
        """Replace the rows; the list opens only for who is typing."""
        self._rows.replace(rows)
        if not rows or not self.hasFocus():
            self.popup.hide()
        elif open_list:
            self._completer.complete()

    def _take(self, index: AnyIndex) -> None:
        self._taken = index.data(_CHOICE)
        self._both.start()

    def _tell(self) -> None:
        taken, self._taken = self._taken, None
        self.popup.hide()
        if taken is None:
            self.entered.emit(self.text())
        else:
            self.chosen.emit(taken)

    def event(self, event: QEvent) -> bool:
        """Escape is ours before it is the window's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape without a list leaves."""
        if event.key() == Qt.Key.Key_Escape and not self.popup.isVisible():
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Reached by a key, the text is selected: typing replaces it."""
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.ShortcutFocusReason, Qt.FocusReason.OtherFocusReason}:
            self.selectAll()
