"""The strip at the bottom: how indexing is going, how much of the computer it takes, which model answers."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QPushButton, QSizePolicy, QToolButton, QWidget

from photosim.library.views import Speed
from photosim.ui import icons, words
from photosim.ui.elided_label import ElidedLabel
from photosim.ui.indexing import IndexingState
from photosim.ui.language import plural, tr
from photosim.ui.model_button import ModelButton
from photosim.ui.reasons import reason
from photosim.ui.spacing import HALF, WIDE

if TYPE_CHECKING:
    from photosim.library.reports import LibraryStatus

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
        self._text, self.model, self.speed = ElidedLabel(), ModelButton(), SpeedButton()
        self._text.cut_at_end()
        # As wide as its text as long as there is room.
        self._text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._text.setMinimumWidth(_LEAST_TEXT)
        self.failed = QPushButton()
        self.failed.setObjectName("quietDanger")
        self.failed.setToolTip(tr("Show which, and why"))
        self.failed.clicked.connect(self.skipped_wanted)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMinimumWidth(_BAR_WIDTHS[0])
        self._bar.setMaximumWidth(_BAR_WIDTHS[1])
        self._bar.setAccessibleName(tr("Indexing"))
        self._button = QPushButton(tr("Pause"))
        self._button.clicked.connect(self._press)
        self.speed.speed_changed.connect(self.speed_changed)
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(WIDE, HALF, WIDE, HALF)
        layout.setSpacing(WIDE)
        for widget in (self._text, self._bar, self.failed, self._button):
            layout.addWidget(widget, 1000 if widget is self._bar else 0)
        layout.addStretch(1)
        layout.addWidget(self.speed)
        layout.addWidget(self.model)
        # As high with the button as without, so that nothing jumps.
        self.setFixedHeight(self._button.sizeHint().height() + 2 * HALF)

    @property
    def text(self) -> str:
        """The line about indexing and switching."""
        return self._text.text()

    def show_indexing(self, state: IndexingState) -> None:
        """Tell how indexing is going."""
        self._state = state
        self._show()

    def show_library(self, status: "LibraryStatus") -> None:
        """Tell what the library holds and which model is in use."""
        self._library = status
        self.model.show_library(status)
        self._show()

    def show_speed(self, speed: Speed) -> None:
        """Tell how much of the computer indexing takes."""
        self.speed.show_speed(speed)

    def _show(self) -> None:
        state, status = self._state, self._library
        progress = state.progress
        looking = state.running and progress and not state.switching  # another model fails at the same photos
        # A run knows those it has met, the library those of its last count: the figure must not fall between the two.
        failed = max(progress.failed if looking and progress else 0, status.failed if status else 0)
        self.failed.setText(plural("{n} cannot be read", "{n} cannot be read", failed))
        self.failed.setVisible(failed > 0)
        self._bar.setVisible(state.running and not state.stopping)
        done, total = words.done_of(state.progress, state.switch if state.switching else None)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        waits = state.paused or state.failed or bool(state.low_disk)
        self._button.setVisible(state.running or waits)
        self._button.setText(self._offer())
        self._button.setEnabled(not state.stopping)
        self.speed.setVisible(bool(state.folders))
        self._text.set_steady(steady=state.running)
        self._mark(warning=bool(state.low_disk) or (state.failed and not state.running))
        self._text.set_text(self._line())

    def _offer(self) -> str:
        if self._state.running:
            return tr("Pause")
        return tr("Try again") if self._state.low_disk and not self._state.paused else tr("Resume")

    def _mark(self, *, warning: bool) -> None:
        name = "warning" if warning else ""
        if self._text.objectName() != name:
            self._text.setObjectName(name)
            self._text.style().unpolish(self._text)  # the colour goes by the object's name
            self._text.style().polish(self._text)

    def _line(self) -> str:
        state, status = self._state, self._library
        if state.stopping:
            return tr("Stopping\N{HORIZONTAL ELLIPSIS}")
        if state.switching and state.switch is not None:
            return words.switching(state.switch, state.progress)
        if state.running:
            return words.progress(state.progress) if state.progress else tr("Starting\N{HORIZONTAL ELLIPSIS}")
        why = self._why_not()
        return words.SEPARATOR.join((why, *self._left())) if why else words.library(status) if status else ""

    def _why_not(self) -> str:
        """Why no run is on although there is something to do; empty if there is nothing."""
        state = self._state
        if state.paused:
            return tr("Paused")
        if state.low_disk:
            return tr("Waiting for room on the disk")
        return tr("Indexing stopped") if state.failed else ""

    def _left(self) -> list[str]:
        """What that keeps from being done."""
        parts = [reason(self._state.low_disk)] if self._state.low_disk and not self._state.paused else []
        if self._library and self._library.pending:
            parts.append(plural("{n} photo still to look at", "{n} photos still to look at", self._library.pending))
        if self._state.switch is not None:
            parts.append(words.switching(self._state.switch))
        return parts

    def _press(self) -> None:
        (self.pause_pressed if self._state.running else self.resume_pressed).emit()


class SpeedButton(QToolButton):
    """Says how much of the computer indexing takes; its menu changes that.

    Signals:
        speed_changed: the user chose another (a `Speed`).
    """

    speed_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("modelButton")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # a tool button is passed over by Tab otherwise
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setIconSize(QSize(12, 12))
        self._speed: Speed = "normal"
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._group = QActionGroup(menu)
        for speed, (name, tip) in words.speeds().items():
            action = menu.addAction(f"{name}: {tip}")
            action.setCheckable(True)
            action.setData(speed)
            self._group.addAction(action)
        self._group.triggered.connect(self._choose)
        self.setMenu(menu)
        self.show_speed("normal")
        self._draw_icon()

    def show_speed(self, speed: Speed) -> None:
        """Tell which holds."""
        self._speed = speed
        name, tip = words.speeds()[speed]
        self.setText(name)
        self.setToolTip(tr("Indexing speed: {name}. {tip}", name=name, tip=tip))
        self.setAccessibleName(tr("Indexing speed: {name}", name=name))
        for action in self._group.actions():
            action.setChecked(action.data() == speed)

    def _choose(self) -> None:
        chosen = self._group.checkedAction()
        if chosen is not None and chosen.data() != self._speed:
            self.speed_changed.emit(chosen.data())

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()

    def _draw_icon(self) -> None:
        self.setIcon(icons.icon("up", self.palette()))
