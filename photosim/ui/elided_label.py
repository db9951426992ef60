"""A label that never asks for more width than it is given."""

import unicodedata
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_STEP: Final = 60  # logical pixels


class ElidedLabel(QLabel):
    """One line that is cut where it does not fit, in the middle unless told otherwise; whole in its tool tip."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._cut = Qt.TextElideMode.ElideMiddle
        self._steady, self._room = False, 0

    def cut_at_end(self, *, at_end: bool = True) -> None:
        """Give up the end of the text first: in a sentence the beginning counts."""
        self._cut = Qt.TextElideMode.ElideRight if at_end else Qt.TextElideMode.ElideMiddle

    def set_steady(self, *, steady: bool) -> None:
        """Ask for room that only grows, so that a button after a text that changes all the time can be hit."""
        if steady != self._steady:
            self._steady, self._room = steady, 0
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as the text, or as it was at its widest."""
        return super().sizeHint().expandedTo(QSize(self._room, 0))

    def set_text(self, text: str, tip: str | None = None) -> None:
        """Show a text; the tool tip is the text itself unless given."""
        self.setText(text)
        self.setToolTip(tip or text)
        needed = super().sizeHint().width()
        if self._steady and needed > self._room:
            self._room = -(-needed // _STEP) * _STEP
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The text, cut to the width there is."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.fontMetrics().elidedText(self.text(), self._cut, self.width())
        # Set by its own script: a path in a window that reads from right to left would else fall into pieces.
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        runs = Qt.LayoutDirection.RightToLeft if _reads_leftwards(text) else Qt.LayoutDirection.LeftToRight
        painter.setLayoutDirection(runs)
        absolute = Qt.AlignmentFlag.AlignVCenter | side | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(self.rect(), int(absolute), text)


def _reads_leftwards(text: str) -> bool:
    """Whether the first letter that has a direction is of a script that runs from right to left."""
    strong = (unicodedata.bidirectional(sign) for sign in text)
    return next((kind != "L" for kind in strong if kind in {"L", "R", "AL"}), False)
