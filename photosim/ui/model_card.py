"""One model on the page of models: what it is, what goes on with it, and what can be done with it."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from photosim.library.reports import ModelInfo
from photosim.ui import model_words, words
from photosim.ui.elided_label import ElidedLabel
from photosim.ui.indexing import IndexingState
from photosim.ui.models import ModelsState

_WIDE: Final = 620  # logical pixels; below, the buttons stand under the text
_BAR_UNITS: Final = 1000
"""Qt's progress bars count in 32 bits; a download has more bytes."""


class WrappedLabel(QLabel):
    """Plain text on as many lines as it needs; no room is taken where there is none."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def show_text(self, text: str) -> None:
        """Show a text, or nothing."""
        self.setText(words.breakable(text))
        self.setVisible(bool(text))


class WorkRow(QWidget):
    """What is going on, a bar, and a button that ends it.

    Signals:
        cancelled: the user pressed the button.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text, self.bar, self.cancel = WrappedLabel(), QProgressBar(), QPushButton("Cancel")
        self.bar.setTextVisible(False)
        self.cancel.clicked.connect(self.cancelled)
        lines = QVBoxLayout()
        lines.setSpacing(6)
        lines.addWidget(self.text)
        lines.addWidget(self.bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(14)
        layout.addLayout(lines, 1)
        layout.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_work(self, text: str, done: int, total: int, cancel: str) -> None:
        """Tell how far something is.

        Args:
            text: what is going on.
            done: of `total`.
            total: 0 while it is not known.
            cancel: what the button does, for screen readers; empty for no button.
        """
        self.text.show_text(text)
        self.bar.setRange(0, _BAR_UNITS if total else 0)
        self.bar.setValue(_BAR_UNITS * done // total if total else 0)
        self.bar.setAccessibleName(text)
        self.cancel.setVisible(bool(cancel))
        self.cancel.setAccessibleName(cancel)
        self.show()


class ModelCard(QFrame):
    """Shows one model.

    Signals:
        use_wanted, install_wanted, cancel_wanted, stay_wanted: the user pressed that button; the last two end a
            download and a change of model.
        removal_wanted: the user has confirmed that the model should go, or its vectors alone (bool).
    """

    use_wanted = Signal()
    install_wanted = Signal()
    cancel_wanted = Signal()
    stay_wanted = Signal()
    removal_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.model: ModelInfo | None = None
        self._vectors_only = False
        self._ends_switch = False
        self._asked_by: QPushButton | None = None
        self.title, self._badge = ElidedLabel(), QLabel("In use")
        self._badge.setObjectName("badge")
        self._origin, self._abilities, self._vectors = WrappedLabel("muted"), WrappedLabel(), WrappedLabel("muted")
        self._source, self.problem = ElidedLabel("muted"), WrappedLabel("danger")
        self._source.cut_at_end()
        self.work = WorkRow()
        self.question = WrappedLabel()
        self.use, self.install = QPushButton("Use"), QPushButton("Install")
        self.free, self.remove = QPushButton("Free vectors"), QPushButton("Remove")
        self.confirm, self.keep = QPushButton(), QPushButton("Keep")
        self.confirm.setObjectName("destructive")
        self._lay_out()
        self._show_question(shown=False)
        self.use.clicked.connect(self.use_wanted)
        self.install.clicked.connect(self.install_wanted)
        self.free.clicked.connect(lambda: self._ask(self.free, vectors_only=True))
        self.remove.clicked.connect(lambda: self._ask(self.remove, vectors_only=False))
        self.confirm.clicked.connect(self._confirmed)
        self.keep.clicked.connect(self.close_question)
        self.work.cancelled.connect(self._end_work)

    def _lay_out(self) -> None:
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.1)
        font.setBold(True)
        self.title.setFont(font)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title, 1)
        head.addWidget(self._badge)
        lines = QVBoxLayout()
        lines.setSpacing(3)
        lines.addLayout(head)
        lines.addSpacing(2)
        for label in (self._origin, self._abilities, self._vectors, self._source, self.problem):
            lines.addWidget(label)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.use, self.install, self.free, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(10)
        self._body.addLayout(lines, 1)
        self._body.addLayout(buttons)
        self._buttons = buttons
        answers = QHBoxLayout()
        answers.setSpacing(8)
        answers.addWidget(self.confirm)
        answers.addWidget(self.keep)
        answers.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(6)
        layout.addLayout(self._body)
        layout.addWidget(self.work)
        layout.addWidget(self.question)
        layout.addLayout(answers)

    @property
    def controls(self) -> tuple[QPushButton, ...]:
        """All buttons, in the order the keyboard goes through them."""
        return self.use, self.install, self.free, self.remove, self.work.cancel, self.confirm, self.keep

    def show_model(self, model: ModelInfo, state: ModelsState, indexing: IndexingState) -> None:
        """Show how things stand."""
        self.model = model
        title = model_words.title(model)
        self.title.set_text(title)
        self._badge.setVisible(model.in_use)
        self._origin.show_text(model_words.origin(model))
        self._abilities.show_text(model_words.abilities(model, measuring=state.measuring == model.name))
        self._vectors.show_text(model_words.vectors(model))
        source = words.shown_name(model.source)
        self._source.set_text(f"From {source}" if source else "")
        self._source.setVisible(bool(source))
        problems = (model.problem, state.problems.get(model.name))
        self.problem.show_text("\n".join(words.sentence(problem) for problem in problems if problem))
        self._show_work(model, state, indexing)
        self._show_buttons(model, state, indexing)

    def _show_work(self, model: ModelInfo, state: ModelsState, indexing: IndexingState) -> None:
        title, task = model_words.title(model), state.task
        self._ends_switch = not self._has_task(state)
        if task is not None and not self._ends_switch:
            progress = task.progress
            text = model_words.task(title, progress, stopping=task.stopping)
            done, total = (progress.done, progress.total) if progress and not task.stopping else (0, 0)
            self.work.show_work(text, done, total, "" if task.stopping else f"Cancel installing {title}")
        elif indexing.switch is not None and indexing.switch.name == model.name:
            done, total = words.done_of(indexing.progress, indexing.switch)
            text = model_words.switch(indexing)
            if state.overview is not None and not model.in_use:
                text = f"{text}\n{words.shown_name(state.overview.status.model_title)} answers until then."
            self.work.show_work(text, done, total, f"Do not switch to {title}")
        elif model.name in state.removing:
            self.work.show_work("Deleting\N{HORIZONTAL ELLIPSIS}", 0, 0, "")
        else:
            self.work.hide()

    def _show_buttons(self, model: ModelInfo, state: ModelsState, indexing: IndexingState) -> None:
        title = model_words.title(model)
        wanted = indexing.switch is not None and indexing.switch.name == model.name
        idle = not (self._has_task(state) or model.name in state.removing or wanted)
        may = {
            self.use: model.state != "available" and not model.problem and not model.in_use,
            self.install: model.state == "available",
            self.free: model.photos > 0 and not model.in_use,
            self.remove: model.state == "installed" and not model.in_use,
        }
        if not (idle and may[self.free if self._vectors_only else self.remove]):
            self._show_question(shown=False)
        asked = not self.question.isHidden()
        for button, visible in may.items():
            button.setVisible(visible and idle and not asked)
        self.install.setEnabled(state.task is None)
        self.install.setToolTip("" if state.task is None else "One at a time: another model is being made ready")
        self.free.setToolTip("Delete what this model has made of your photos, and keep the model")
        self.use.setAccessibleName(f"Use {title}")
        self.install.setAccessibleName(f"Install {title}")
        self.free.setAccessibleName(f"Free the vectors of {title}")
        self.remove.setAccessibleName(f"Remove {title}")

    def _end_work(self) -> None:
        (self.stay_wanted if self._ends_switch else self.cancel_wanted).emit()

    def _has_task(self, state: ModelsState) -> bool:
        return bool(state.task and self.model and state.task.name == self.model.name)

    # -- what cannot be undone is asked about here, in place

    def _ask(self, button: QPushButton, *, vectors_only: bool) -> None:
        assert self.model is not None, "a button is pressed after it was shown"
        self._vectors_only, self._asked_by = vectors_only, button
        self.question.show_text(model_words.removal(self.model, vectors_only=vectors_only))
        verb = "Delete the vectors" if vectors_only else "Remove"
        self.confirm.setText(verb)
        self.confirm.setAccessibleName(f"{verb} of {model_words.title(self.model)}" if vectors_only else verb)
        self._show_question(shown=True)
        for other in (self.use, self.free, self.remove):
            other.hide()
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_question(self) -> None:
        """Keep what was to be deleted."""
        self._show_question(shown=False)
        if self.model is not None:
            self.use.setVisible(not self.model.problem)
            self.free.setVisible(self.model.photos > 0)
            self.remove.setVisible(self.model.state == "installed")
        if self._asked_by is not None:
            self._asked_by.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirmed(self) -> None:
        self._show_question(shown=False)
        self.removal_wanted.emit(self._vectors_only)

    def _show_question(self, *, shown: bool) -> None:
        for widget in (self.question, self.confirm, self.keep):
            widget.setVisible(shown)

    # -- Qt's events

    def event(self, event: QEvent) -> bool:
        """Escape answers the question before it leaves the page."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and not self.question.isHidden()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See `event`."""
        if event.key() == Qt.Key.Key_Escape and not self.question.isHidden():
            self.close_question()
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons beside the text only where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= _WIDE
        self._body.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._body.setAlignment(self._buttons, Qt.AlignmentFlag.AlignTop if wide else Qt.AlignmentFlag(0))
