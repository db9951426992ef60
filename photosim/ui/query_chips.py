"""The parts of what a page shows, each with a cross that takes it away."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from photosim.ui import icons, words
from photosim.ui.flow import FlowLayout
from photosim.ui.language import tr
from photosim.ui.query_words import Part

_WIDEST: Final = 260  # logical pixels of text
_CROSS: Final = 12


class QueryChips(QWidget):
    """Flows over as many lines as it takes.

    Signals:
        pressed: the `Part` to be taken away.
    """

    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()
        self._buttons: list[QToolButton] = []
        FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is shown."""
        return self._parts

    @property
    def buttons(self) -> tuple[QToolButton, ...]:
        """A button for each part."""
        return tuple(self._buttons[: len(self._parts)])

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show these and no others; buttons are used again, so that the keyboard stays put."""
        self.setAccessibleName(tr("What is shown"))
        self._parts = tuple(parts)
        while len(self._buttons) < len(parts):
            self._add()
        for button, part in zip(self._buttons, parts, strict=False):
            text = words.shown_name(part.text)
            shown = button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, _WIDEST)
            button.setText(shown.replace("&", "&&"))
            button.setToolTip(tr("{part}: {what}", part=text, what=part.does) if shown != text else part.does)
            button.setAccessibleName(tr("{part}, {what}", part=text, what=part.does))
        for place, button in enumerate(self._buttons):
            button.setVisible(place < len(parts))
        self.setVisible(bool(parts))
        self.updateGeometry()

    def _add(self) -> None:
        button = QToolButton()
        button.setObjectName("removable")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # The cross stands after the text.
        ltr = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft if ltr else Qt.LayoutDirection.LeftToRight)
        button.setIconSize(QSize(_CROSS, _CROSS))
        button.setIcon(icons.icon("close", self.palette()))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        place = len(self._buttons)
        button.clicked.connect(lambda: self.pressed.emit(self._parts[place]))
        self._buttons.append(button)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(button)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the crosses anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for button in self._buttons:
                button.setIcon(icons.icon("close", self.palette()))
