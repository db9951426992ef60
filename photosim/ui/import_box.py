"""Where the page of models takes a file: a button, then how far it is, and what went wrong."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from photosim.ui import model_words, words
from photosim.ui.elided_label import ElidedLabel
from photosim.ui.language import tr
from photosim.ui.models import IMPORT, ModelsState
from photosim.ui.reasons import reason
from photosim.ui.work_row import WorkRow, WrappedLabel


def file_filter() -> str:
    """For the dialog in which the file is chosen."""
    kinds = ((tr("Models"), "*.onnx *.pth *.pt *.h5 *.hdf5"), (tr("All files"), "*"))
    return ";;".join(f"{name} ({pattern})" for name, pattern in kinds)


class ImportBox(QFrame):
    """Starts with one button; a file that cannot be imported leaves its reason and a second try under another name.

    Signals:
        choose_wanted: the user wants to choose a file.
        retry_wanted: the user wants the same file again, under this name (str), empty for its own.
        cancel_wanted: the user wants the import to stop.
        close_wanted: the user does not want the file any more.
    """

    choose_wanted = Signal()
    retry_wanted = Signal(str)
    cancel_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        title = QLabel(tr("A model of your own"))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.1)
        font.setBold(True)
        title.setFont(font)
        about = WrappedLabel("muted")
        about.setText(
            tr(
                "An ImageNet classifier as an ONNX file, or the weights of VGG16 as a PyTorch (.pth) or Keras (.h5) "
                "file. What photosim cannot find out by itself, a .json file of the same name beside it may say."
            )
        )
        self.choose = QPushButton(tr("Import a model file…"))
        self.file, self.problem, self.work = ElidedLabel(), WrappedLabel("danger"), WorkRow()
        self._label, self.name = QLabel(tr("Name")), QLineEdit()
        self._label.setBuddy(self.name)
        self.name.setPlaceholderText(tr("from the file"))
        self.name.setAccessibleName(tr("Name of the model"))
        self.name.setMaximumWidth(220)
        self.retry, self.close_file = QPushButton(tr("Try again")), QPushButton(tr("Leave it"))
        again = QHBoxLayout()
        again.setSpacing(8)
        again.addWidget(self._label)
        again.addWidget(self.name, 1)
        for button in (self.retry, self.close_file):
            again.addWidget(button)
        again.addStretch(1)
        start = QHBoxLayout()
        start.addWidget(self.choose)
        start.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(8)
        for widget in (title, about, self.file, self.problem, self.work):
            layout.addWidget(widget)
        layout.addLayout(again)
        layout.addLayout(start)
        self.choose.clicked.connect(self.choose_wanted)
        self.retry.clicked.connect(self._retry)
        self.name.returnPressed.connect(self._retry)
        self.close_file.clicked.connect(self.close_wanted)
        self.work.cancelled.connect(self.cancel_wanted)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """All controls, in the order the keyboard goes through them."""
        return self.work.cancel, self.name, self.retry, self.close_file, self.choose

    def show_state(self, state: ModelsState) -> None:
        """Show how things stand; the keyboard stays in the box if it is there."""
        focused = self.window().focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        problem = state.problems.get(IMPORT, "")
        if state.file is None:
            self.name.clear()  # the next file has a name of its own
        task = state.task if state.task and state.task.name == IMPORT else None
        named = words.shown_name(state.file.name) if state.file else ""
        self.file.set_text(named, str(state.file or ""))
        self.file.setVisible(bool(problem))
        self.problem.show_text(words.sentence(reason(problem)) if problem else "")
        if task is not None:
            progress = task.progress
            done, total = (progress.done, progress.total) if progress and not task.stopping else (0, 0)
            text = model_words.task(named, progress, stopping=task.stopping)
            self.work.show_work(text, done, total, "" if task.stopping else tr("Cancel the import"))
        else:
            self.work.hide()
        for widget in (self._label, self.name, self.retry, self.close_file):
            widget.setVisible(bool(problem) and task is None)
        self.choose.setVisible(task is None)
        self.choose.setEnabled(state.task is None)
        self.choose.setToolTip("" if state.task is None else tr("One at a time: another model is being made ready"))
        if inside and focused is not None and not focused.isVisible():
            next((one for one in self.controls if one.isVisible()), self.choose).setFocus()

    def _retry(self) -> None:
        self.retry_wanted.emit(self.name.text().strip())
