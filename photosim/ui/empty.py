"""What stands where photos would be while there are none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from photosim.ui import words

_WIDTH: Final = 440  # logical pixels; short lines read well


@dataclass(frozen=True, slots=True)
class EmptyText:
    """The words of one empty state; an empty `button` or `hint` is left out."""

    title: str
    text: str
    button: str = ""
    hint: str = ""


FIRST_START = EmptyText(
    "Find photos by how they look",
    "Choose a folder with photos. photosim looks at each of them once; from then on a click on any photo shows "
    "the ones that look like it. Nothing leaves this computer.",
    "Choose a photo folder\N{HORIZONTAL ELLIPSIS}",
    "You can also drop a photo or a folder here",
)
NO_PHOTOS = EmptyText(
    "No photos here yet",
    "The folders of your library hold no photos that can be read.",
    "Add another folder\N{HORIZONTAL ELLIPSIS}",
    "You can also drop a folder here",
)
SEARCHING_FOLDERS = EmptyText("Looking for photos", "They appear here as soon as they are found.")
LOADING = EmptyText("", "")
LOOKING = EmptyText("", "Looking for look-alikes\N{HORIZONTAL ELLIPSIS}")
NO_MATCHES = EmptyText(
    "No look-alikes yet",
    "No other photo has been looked at so far. This page fills as soon as some have been.",
)
NOT_YET = EmptyText(
    "No photos yet",
    "No photo has been looked at so far. This page fills as soon as some have been.",
)
CLEAR_FILTER: Final = "Clear filter"


def nothing_tagged(names: Sequence[str]) -> EmptyText:
    """No photo passes the filter (any more)."""
    return EmptyText("No such photos", f"No photo shows {words.listed(names)}.", CLEAR_FILTER)


def nothing_found(text: str, understood: str) -> EmptyText:
    """A text found no photo."""
    return EmptyText(f"No photos of {words.quoted(text)}", words.sentence(understood))


LOOKING_FOR_WORD = EmptyText("", "Looking for photos\N{HORIZONTAL ELLIPSIS}")


class EmptyPanel(QWidget):
    """A title, a sentence, a button and a hint, in the middle.

    Signals:
        pressed: the button.
    """

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emptyPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title, self._text, self._hint = QLabel(), QLabel(), QLabel()
        for label in (self._title, self._text, self._hint):
            label.setTextFormat(Qt.TextFormat.PlainText)  # some of it the user typed
        self._title.setWordWrap(True)
        self._title.setFixedWidth(_WIDTH)
        self._button = QPushButton()
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.7)
        self._title.setFont(font)
        self._text.setObjectName("muted")
        self._text.setWordWrap(True)
        self._text.setFixedWidth(_WIDTH)
        self._hint.setObjectName("dropHint")
        self._hint.setFrameShape(QFrame.Shape.NoFrame)
        self._button.setObjectName("primary")
        self._button.clicked.connect(self.pressed)
        layout = QVBoxLayout(self)
        layout.setSpacing(14)
        layout.addStretch(4)
        for widget in (self._title, self._text, self._button, self._hint):
            if isinstance(widget, QLabel):
                widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(5)

    def set_text(self, text: EmptyText) -> None:
        """Show one of the states."""
        for label, line in ((self._title, text.title), (self._text, text.text), (self._hint, text.hint)):
            label.setText(line)
            label.setVisible(bool(line))
        # A layout that centres a wrapped label gives it the height of its unwrapped text.
        for label in (self._title, self._text):
            label.setFixedHeight(label.heightForWidth(_WIDTH) if label.text() else 0)
        self._button.setText(text.button)
        self._button.setVisible(bool(text.button))

    @property
    def title(self) -> str:
        """The title shown."""
        return self._title.text()

    @property
    def text(self) -> str:
        """The sentence below it."""
        return self._text.text()
