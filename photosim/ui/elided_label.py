"""A label that never asks for more width than it is given."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class ElidedLabel(QLabel):
    """One line that is cut where it does not fit, in the middle unless told otherwise; whole in its tool tip."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._cut = Qt.TextElideMode.ElideMiddle

    def cut_at_end(self) -> None:
        """Give up the end of the text first: in a sentence the beginning counts."""
        self._cut = Qt.TextElideMode.ElideRight

    def set_text(self, text: str, tip: str | None = None) -> None:
        """Show a text; the tool tip is the text itself unless given."""
        self.setText(text)
        self.setToolTip(tip or text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The text, cut to the width there is."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.fontMetrics().elidedText(self.text(), self._cut, self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), text)
