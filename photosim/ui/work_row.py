"""Lines of the page of models: text on as many lines as it needs, and a piece of work with its bar."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from photosim.ui import words
from photosim.ui.language import tr

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
        self.text, self.bar, self.cancel = WrappedLabel(), QProgressBar(), QPushButton(tr("Cancel"))
        self.bar.setTextVisible(False)
        self.cancel.clicked.connect(self.cancelled)
        lines = QVBoxLayout()
        lines.setSpacing(8)
        lines.addWidget(self.text)
        lines.addWidget(self.bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(16)
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
