"""Small round buttons that flow from line to line: the tags of a photo, words that may have been meant."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from photosim.ui.mirrored import mirrored

_GAP: Final = 6
_PADDING: Final = 24  # what the style sheet puts beside the text, both sides, frame included


class ChipText(NamedTuple):
    """One chip.

    Attributes:
        key: what `ChipRow.pressed` tells.
        text: on the chip.
        tip: its tool tip.
        spoken: for screen readers; the text if empty.
    """

    key: str
    text: str
    tip: str = ""
    spoken: str = ""


class Chip(QPushButton):
    """A button that gives up the middle of its text where there is no room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """As any button, with the text cut to the room there is; the certainty at its end stays."""
        from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter  # noqa: PLC0415 - a window opens without

        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.width() - _PADDING
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, max(0, room))
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


class ChipRow(QWidget):
    """Chips side by side, on as many lines as they need.

    Signals:
        pressed: key (str) of the chip the user pressed.
    """

    pressed = Signal(str)

    def __init__(self, name: str, *, checkable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checkable = checkable
        self._texts: tuple[ChipText, ...] = ()
        self._chips: list[Chip] = []
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The buttons, in order."""
        return tuple(self._chips[: len(self._texts)])

    @property
    def texts(self) -> tuple[ChipText, ...]:
        """What the buttons say."""
        return self._texts

    def show_chips(self, texts: Sequence[ChipText], checked: str = "") -> None:
        """Show these and no others, one of them checked; buttons are used again, so that the keyboard stays put."""
        self._texts = tuple(texts)
        while len(self._chips) < len(texts):
            self._add()
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < len(texts))
        for chip, text in zip(self._chips, texts, strict=False):
            chip.setText(text.text.replace("&", "&&"))
            chip.setToolTip(text.tip)
            chip.setAccessibleName(text.spoken or text.text)
            chip.setChecked(bool(checked) and text.key == checked)
        self._place(self.width(), move=True)
        self.updateGeometry()

    def _add(self) -> None:
        chip = Chip(self)
        chip.setCheckable(self._checkable)
        place = len(self._chips)
        chip.clicked.connect(lambda: self.pressed.emit(self._texts[place].key))
        self._chips.append(chip)

    def _place(self, width: int, *, move: bool) -> int:
        """Lay out for a width; the height it takes."""
        left = top = line = 0
        for chip in self.chips:
            size = chip.sizeHint().boundedTo(QSize(max(1, width), 1000))
            if left and left + size.width() > width:
                left, top, line = 0, top + line + _GAP, 0
            if move:
                place = QRect(QPoint(left, top), size)
                chip.setGeometry(mirrored(self.layoutDirection(), QRect(0, 0, width, 1), place))
            left += size.width() + _GAP
            line = max(line, size.height())
        return top + line

    def hasHeightForWidth(self) -> bool:
        """It has."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The lines it takes at that width."""
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        """As high as at the width it has."""
        width = max(self.width(), 120)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(60, self.heightForWidth(max(self.width(), 60)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Flow anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place(self.width(), move=True)
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """Flow anew when the font has changed, or the way text runs."""
        handled = super().event(event)
        kinds = {QEvent.Type.Polish, QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange}
        if event.type() in kinds:
            self._place(self.width(), move=True)
            self.updateGeometry()
        return handled
