"""The strip at the bottom: how indexing is going, how much of the computer it takes, which model answers."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from photosim.library.reports import LibraryStatus
from photosim.ui import words
from photosim.ui.elided_label import ElidedLabel
from photosim.ui.indexing import IndexingState
from photosim.ui.message_bar import MessageBar
from photosim.ui.model_button import ModelButton

__all__ = ["MessageBar", "StatusBar"]

_BAR_WIDTHS: Final = (60, 180)
_LEAST_TEXT: Final = 80  # logical pixels; what is cut off is in the tool tip


class StatusBar(QWidget):
    """How indexing is going, and what looks at the photos.

    Signals:
        pause_pressed: the user wants indexing to stop for now.
        resume_pressed: the user wants it to go on.
        skipped_wanted: the user wants to see what cannot be read.
        speed_changed: how much of the computer indexing is to take (a `Speed`).
    """

    pause_pressed = Signal()
    resume_pressed = Signal()
    skipped_wanted = Signal()
    speed_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state = IndexingState()
        self._library: LibraryStatus | None = None
        self._text, self._failed, self.model = ElidedLabel(), QLabel(), ModelButton()
        self._text.cut_at_end()
        # As wide as its text as long as there is room.
        self._text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._text.setMinimumWidth(_LEAST_TEXT)
        self._failed.setObjectName("danger")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMinimumWidth(_BAR_WIDTHS[0])
        self._bar.setMaximumWidth(_BAR_WIDTHS[1])
        self._bar.setAccessibleName("Indexing")
        self._button = QPushButton("Pause")
        self._button.clicked.connect(self._press)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 5, 14, 5)
        layout.setSpacing(14)
        for widget in (self._text, self._bar, self._failed, self._button):
            layout.addWidget(widget, 1000 if widget is self._bar else 0)
        layout.addStretch(1)
        layout.addWidget(self.model)
        # As high with the button as without, so that nothing jumps.
        self.setFixedHeight(self._button.sizeHint().height() + 10)
        self._show()

    @property
    def text(self) -> str:
        """The line about indexing and switching."""
        return self._text.text()

    def show_indexing(self, state: IndexingState) -> None:
        """Tell how indexing is going."""
        self._state = state
        self._show()

    def show_library(self, status: LibraryStatus) -> None:
        """Tell what the library holds and which model is in use."""
        self._library = status
        self.model.show_library(status)
        self._show()

    def _show(self) -> None:
        state, status = self._state, self._library
        progress = state.progress
        looking = state.running and progress and not state.switching  # another model fails at the same photos
        failed = progress.failed if looking and progress else status.failed if status else 0
        self._failed.setText(f"{failed:,} cannot be read")
        self._failed.setVisible(failed > 0)
        self._bar.setVisible(state.running and not state.stopping)
        done, total = words.done_of(state.progress, state.switch if state.switching else None)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._button.setVisible(state.running or state.paused or state.failed)
        self._button.setText("Pause" if state.running else "Resume")
        self._button.setEnabled(not state.stopping)
        self._text.set_steady(steady=state.running)
        self._text.set_text(self._line())

    def _line(self) -> str:
        state, status = self._state, self._library
        if state.stopping:
            return "Stopping\N{HORIZONTAL ELLIPSIS}"
        if state.switching and state.switch is not None:
            return words.switching(state.switch, state.progress)
        if state.running:
            return words.progress(state.progress) if state.progress else "Starting\N{HORIZONTAL ELLIPSIS}"
        if state.paused:
            return words.SEPARATOR.join(("Paused", *self._left()))
        if state.failed:
            return words.SEPARATOR.join(("Indexing stopped", *self._left()))
        return words.library(status) if status else ""

    def _left(self) -> list[str]:
        """What a pause keeps from being done."""
        parts = []
        if self._library and self._library.pending:
            parts.append(f"{words.count(self._library.pending)} still to look at")
        if self._state.switch is not None:
            parts.append(words.switching(self._state.switch))
        return parts

    def _press(self) -> None:
        (self.pause_pressed if self._state.running else self.resume_pressed).emit()
