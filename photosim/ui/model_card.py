"""One model on the page of models: what it is, what goes on with it, and what can be done with it."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from photosim.library.reports import ModelInfo
from photosim.ui import model_words, words
from photosim.ui.elided_label import ElidedLabel
from photosim.ui.indexing import IndexingState
from photosim.ui.language import later, say, tr
from photosim.ui.models import ModelsState
from photosim.ui.reasons import reason
from photosim.ui.work_row import WorkRow, WrappedLabel

_WIDE: Final = 620  # logical pixels; below, the buttons stand under the text


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
        self._model: ModelInfo | None = None
        self._state, self._indexing = ModelsState(), IndexingState()
        self._vectors_only = False
        self._ends_switch = False
        self._asked_by: QPushButton | None = None
        self.title, self._badge = ElidedLabel(), QLabel(tr("In use"))
        self._badge.setObjectName("badge")
        self._origin, self._abilities, self._vectors = WrappedLabel("muted"), WrappedLabel(), WrappedLabel("muted")
        self._source, self.problem = ElidedLabel("muted"), WrappedLabel("danger")
        self._source.cut_at_end()
        self.work = WorkRow()
        self.question = WrappedLabel()
        self.use, self.install = QPushButton(tr("Use")), QPushButton(tr("Install"))
        self.free, self.remove = QPushButton(tr("Free vectors")), QPushButton(tr("Remove"))
        self.confirm, self.keep = QPushButton(), QPushButton(tr("Keep"))
        self.confirm.setObjectName("destructive")
        self._lay_out()
        self._show_question(shown=False)
        self.use.clicked.connect(self.use_wanted)
        self.install.clicked.connect(self.install_wanted)
        self.free.clicked.connect(lambda: self._ask(self.free, vectors_only=True))
        self.remove.clicked.connect(lambda: self._ask(self.remove, vectors_only=False))
        self.confirm.clicked.connect(lambda: self.removal_wanted.emit(self._vectors_only))
        self.keep.clicked.connect(self.close_question)
        self.work.cancelled.connect(self._end_work)

    def _lay_out(self) -> None:
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.1)
        font.setBold(True)
        self.title.setFont(font)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self._badge)
        lines = QVBoxLayout()
        lines.setSpacing(4)
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
        self._body.setSpacing(8)
        self._body.addLayout(lines, 1)
        self._body.addLayout(buttons)
        self._buttons = buttons
        answers = QHBoxLayout()
        answers.setSpacing(8)
        answers.addWidget(self.confirm)
        answers.addWidget(self.keep)
        answers.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(8)
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
        self._model, self._state, self._indexing = model, state, indexing
        title = model_words.title(model)
        self.title.set_text(title)
        self._badge.setVisible(model.in_use)
        self._origin.show_text(model_words.origin(model))
        self._abilities.show_text(model_words.abilities(model, measuring=state.measuring == model.name))
        self._vectors.show_text("" if self._is_wanted(model) else model_words.vectors(model))  # the switch tells
        source = words.shown_name(model.source)
        self._source.set_text(tr("Source: {source}", source=source) if source else "")
        self._source.setVisible(bool(source))
        problems = (model.problem, state.problems.get(model.name))
        self.problem.show_text("\n".join(words.sentence(reason(problem)) for problem in problems if problem))
        self._show_work(model)  # before the buttons: the keyboard goes from one that vanishes to the next that is there
        self._show_buttons(model)

    def _has_task(self, model: ModelInfo) -> bool:
        return self._state.task is not None and self._state.task.name == model.name

    def _is_wanted(self, model: ModelInfo) -> bool:
        """Whether the library is to change to it; what stands in for another model has nothing to change."""
        switch = self._indexing.switch
        return switch is not None and switch.name == model.name and not model.in_use

    def _stands_in(self, model: ModelInfo) -> bool:
        """Whether it answers in the place of the library's own model."""
        overview = self._state.overview
        return model.in_use and overview is not None and overview.status.model_problem is not None

    def _show_work(self, model: ModelInfo) -> None:
        title, task, indexing = model_words.title(model), self._state.task, self._indexing
        self._ends_switch = not self._has_task(model)
        if task is not None and not self._ends_switch:
            progress = task.progress
            text = model_words.task(title, progress, stopping=task.stopping)
            done, total = (progress.done, progress.total) if progress and not task.stopping else (0, 0)
            self.work.show_work(
                text, done, total, "" if task.stopping else tr("Cancel installing {model}", model=title)
            )
        elif self._is_wanted(model):
            # A run through the folders has a progress of its own.
            done, total = words.done_of(indexing.progress if indexing.switching else None, indexing.switch)
            text = model_words.switch(indexing)
            models = self._state.overview.models if self._state.overview else ()
            for other in models:
                if other.in_use:
                    answers = tr("{model} answers until then.", model=model_words.title(other))
                    text = f"{text}\n{answers}"
            self.work.show_work(text, done, total, tr("Do not switch to {model}", model=title))
        elif model.name in self._state.removing:
            self.work.show_work(tr("Deleting…"), 0, 0, "")
        else:
            self.work.hide()

    def _show_buttons(self, model: ModelInfo) -> None:
        wanted, running = self._is_wanted(model), self._indexing.running
        idle = not (self._has_task(model) or model.name in self._state.removing)
        may = {
            # What has stopped on the way can be wanted once more: what was in the way may be gone.
            # To keep what stands in is to be rid of the model that is gone.
            self.use: model.usable
            and (not model.in_use or self._stands_in(model))
            and (not wanted or self._indexing.failed),
            self.install: model.state == "available",
            self.free: model.photos > 0 and not (model.in_use or wanted),
            self.remove: model.state == "installed" and not (model.in_use or wanted),
        }
        if not (idle and may[self.free if self._vectors_only else self.remove]):
            self._show_question(shown=False)
        asked = not self.question.isHidden()
        for button, visible in may.items():
            button.setVisible(visible and idle and not asked)
        free = self._state.task is None
        self.install.setEnabled(free)
        self.install.setToolTip("" if free else tr("One at a time: another model is being made ready"))
        for button, does in (
            (self.free, tr("Delete what this model has made of your photos, and keep the model")),
            (self.remove, tr("Delete the model and what it has made of your photos")),
            (self.confirm, ""),
        ):
            button.setEnabled(not running)
            button.setToolTip(tr("Not while photos are looked at: pause that first") if running else does)
        stands_in = self._stands_in(model)
        self.use.setText(tr("Keep using") if stands_in else tr("Use"))
        for button, name in (
            (self.use, later("Keep using {model}") if stands_in else later("Use {model}")),
            (self.install, later("Install {model}")),
            (self.free, later("Free the vectors of {model}")),
            (self.remove, later("Remove {model}")),
        ):
            button.setAccessibleName(say(name, model=model_words.title(model)))

    def _end_work(self) -> None:
        (self.stay_wanted if self._ends_switch else self.cancel_wanted).emit()

    # -- what cannot be undone is asked about here, in place

    def _ask(self, button: QPushButton, *, vectors_only: bool) -> None:
        assert self._model is not None, "a button is pressed after it was shown"
        self._vectors_only, self._asked_by = vectors_only, button
        self.question.show_text(model_words.removal(self._model, vectors_only=vectors_only))
        self.confirm.setText(tr("Delete the vectors") if vectors_only else tr("Remove"))
        self._show_question(shown=True)
        self._show_buttons(self._model)
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_question(self) -> None:
        """Keep what was to be deleted."""
        self._show_question(shown=False)
        if self._model is not None:
            self._show_buttons(self._model)
        if self._asked_by is not None:
            self._asked_by.setFocus(Qt.FocusReason.OtherFocusReason)

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
