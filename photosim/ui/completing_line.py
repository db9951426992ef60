"""A line of text with a list below it to choose from; what the list offers is up to who uses it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

if TYPE_CHECKING:
    from photosim.ui.choice_list import Choice, ChoiceList
    from photosim.ui.photo_model import AnyIndex


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
        self._taken: Choice | None = None
        self._list: ChoiceList | None = None
        # Enter on a row of the list makes Qt tell both, one after the other: wait for the second.
        self._both = QTimer(self, interval=0, singleShot=True)
        self._both.timeout.connect(self._tell)
        self.returnPressed.connect(self._both.start)

    @property
    def offers(self) -> "ChoiceList":
        """What offers; made by the first who asks, for most lines are never typed in."""
        if self._list is None:
            from photosim.ui.choice_list import ChoiceList  # noqa: PLC0415 - as said

            self._list = ChoiceList(self)
            self._list.activated[QModelIndex].connect(self._take)  # type: ignore[index]  # unknown to the stubs
            self.setCompleter(self._list)
        return self._list

    @property
    def popup(self) -> QListView:
        """What shows it."""
        return self.offers.view

    @property
    def is_open(self) -> bool:
        """Whether the list is to be seen."""
        return self._list is not None and self._list.view.isVisible()

    @property
    def choices(self) -> "tuple[Choice, ...]":
        """The rows offered, whether the list is open or not."""
        return () if self._list is None else self._list.rows

    def offer(self, rows: "Sequence[Choice]", *, open_list: bool = True) -> None:
        """Replace the rows; the list opens only for who is typing."""
        if not rows and self._list is None:
            return
        self.offers.offer(rows)
        if not rows or not self.hasFocus():
            self.popup.hide()
        elif open_list:
            self.offers.complete()

    def _take(self, index: "AnyIndex") -> None:
        self._taken = self.offers.choice(index)
        self._both.start()

    def _tell(self) -> None:
        taken, self._taken = self._taken, None
        if self._list is not None:
            self._list.view.hide()
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
        if event.key() == Qt.Key.Key_Escape and not self.is_open:
            self.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Reached by a key, the text is selected: typing replaces it."""
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.ShortcutFocusReason, Qt.FocusReason.OtherFocusReason}:
            self.selectAll()
