"""The strip at the bottom (indexing, model) and the bar for messages at the top. Neither ever blocks the user."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QToolButton, QWidget

from photosim.errors import UserError
from photosim.library.reports import LibraryStatus
from photosim.ui import icons, words
from photosim.ui.elided_label import ElidedLabel
from photosim.ui.indexing import IndexingState
from photosim.ui.model_button import ModelButton

_NOTICE_MS: Final = 8000
_BAR_WIDTHS: Final = (60, 180)
_LEAST_TEXT: Final = 80  # logical pixels; what is cut off is in the tool tip


class StatusBar(QWidget):
    """How indexing is going, and what looks at the photos.

    Signals:
        pause_pressed: the user wants indexing to stop for now.
        resume_pressed: the user wants it to go on.
    """

    pause_pressed = Signal()
    resume_pressed = Signal()

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


class MessageBar(QWidget):
    """One message at a time, above the photos; errors stay until closed, notices go by themselves.

    Signals:
        left: the message has gone while the keyboard was in it.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text, self._action, self._close = QLabel(), QPushButton(), QToolButton()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close.setToolTip("Close this message")
        self._close.setAccessibleName("Close this message")
        self._close.clicked.connect(self._leave)
        self._action.clicked.connect(self._act)
        for button in (self._action, self._close):
            # The mouse leaves the keyboard where it is: the button goes as soon as it was pressed.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._do: Callable[[], None] | None = None
        self._timer = QTimer(self, interval=_NOTICE_MS, singleShot=True)
        self._timer.timeout.connect(self._leave)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.setSpacing(10)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._action)
        layout.addWidget(self._close)
        self._draw_icon()
        self.hide()

    @property
    def text(self) -> str:
        """The message shown, empty if none is."""
        return "" if self.isHidden() else self._text.text()

    def show_notice(self, text: str) -> None:
        """Tell something that needs no answer."""
        self._show(text, "", None)
        self._timer.start()

    def show_error(self, error: Exception | str) -> None:
        """Tell what went wrong; a bug is told as one, its details are in the log."""
        if isinstance(error, str | UserError):
            lines = str(error).splitlines()
            self._show("\n".join(words.sentence(line) for line in lines if line.strip()), "", None)
        else:
            self._show(f"Something went wrong inside photosim ({type(error).__name__}: {error}).", "", None)

    def ask(self, text: str, button: str, do: Callable[[], None]) -> None:
        """Offer something; the user may as well ignore it."""
        self._show(text, button, do)

    def withdraw(self, text: str) -> None:
        """What a message was about has been settled."""
        if self._text.text() == text:
            self._leave()

    def _show(self, text: str, button: str, do: Callable[[], None] | None) -> None:
        self._timer.stop()
        self._do = do
        self._text.setText(text)
        self._action.setText(button)
        self._action.setVisible(do is not None)
        self.show()

    def _leave(self) -> None:
        held = self.isAncestorOf(self.window().focusWidget() or self.window())
        self.hide()
        if held:
            self.left.emit()

    def _act(self) -> None:
        self._leave()
        if self._do is not None:
            self._do()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew when the colours change."""
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()
        super().changeEvent(event)

    def _draw_icon(self) -> None:
        self._close.setIcon(icons.icon("close", self.palette()))
