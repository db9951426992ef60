"""What can be taken back, last thing first: one stack for everything the window does to photos."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

_DEEPEST: Final = 50


@dataclass(frozen=True, slots=True, eq=False)
class Deed:
    """Something that was done.

    Attributes:
        text: what taking it back does, for the menu: "Undo moving 3 photos to the trash".
        take_back: does so; it tells by itself what became of it.
    """

    text: str
    take_back: Callable[[], None]


class UndoStack(QObject):
    """Deeds of this window, the last one on top; the oldest are forgotten.

    Signals:
        changed: there is another deed on top, or none.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._deeds: list[Deed] = []

    @property
    def text(self) -> str:
        """What would be taken back next; empty if nothing would."""
        return self._deeds[-1].text if self._deeds else ""

    def push(self, text: str, take_back: Callable[[], None]) -> Deed:
        """Remember something that was done just now."""
        deed = Deed(text, take_back)
        self._deeds.append(deed)
        del self._deeds[:-_DEEPEST]
        self.changed.emit()
        return deed

    def undo(self, deed: Deed | None = None) -> None:
        """Take back a deed, the last one if none is given; nothing happens if it was taken back already."""
        if deed is None:
            deed = self._deeds[-1] if self._deeds else None
        if deed is None or deed not in self._deeds:
            return
        self._deeds.remove(deed)
        self.changed.emit()
        deed.take_back()
