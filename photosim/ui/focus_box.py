"""The Focus box: a class, group or album that look-alikes are narrowed to, chosen by typing or from the list."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from photosim.errors import UnknownLabelError
from photosim.library import Library
from photosim.ui import icons, words
from photosim.ui.completing_line import CompletingLine
from photosim.ui.history import Focus
from photosim.ui.jobs import JobRunner
from photosim.ui.language import tr
from photosim.ui.lookalikes import Asker
from photosim.ui.reasons import reason

if TYPE_CHECKING:
    from photosim.library.reports import Label
    from photosim.ui.choice_list import Choice

ANY: Final = "any"
"""Ends a focus when it is typed, whatever the language."""
_LONGEST: Final = 100
"""Characters of a name; what is longer is none, and a message about it should fit its bar."""
_ORDER: Final = {"album": 0, "group": 1, "class": 2}


class FocusBox(CompletingLine):
    """Shows what look-alikes are narrowed to.

    Signals:
        focus_wanted: a `Focus`, or None for no focus.
        unknown: a text names nothing (message str, nearest name str or empty).
        forgotten: whatever was unknown, it is not in the box any more.
        failed: the exception that kept a name from being looked up.
    """

    focus_wanted = Signal(object)
    unknown = Signal(str, str)
    forgotten = Signal()
    failed = Signal(object)

    def __init__(self, library: Library, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._focus: Focus | None = None
        self._labels: tuple[Label, ...] = ()
        self._choices: tuple[tuple[str, Choice], ...] = ()
        self.setPlaceholderText(tr("any"))
        self.setAccessibleName(tr("Focus"))
        self.setToolTip(_tip())
        self.setMinimumWidth(110)
        self._end = QAction(self)
        self.addAction(self._end, QLineEdit.ActionPosition.TrailingPosition)
        self._end.triggered.connect(self._end_pressed)
        self._asker = Asker(runner, "what to focus on", self)
        self._asker.answered.connect(self._take_label)
        self._asker.failed.connect(self._fail)
        # Qt closes the list of a line that was emptied, after it told that the text was edited.
        self._emptied = QTimer(self, interval=0, singleShot=True)
        self._emptied.timeout.connect(self._offer_all)
        self.textEdited.connect(self._edited)
        self.left.connect(self.forgotten)
        self.entered.connect(self.look_up)
        self.chosen.connect(lambda choice: self._want(choice.value))
        self._show_current()

    @property
    def busy(self) -> bool:
        """Whether a name is being looked up."""
        return self._asker.busy

    def set_labels(self, labels: tuple["Label", ...]) -> None:
        """Offer these from now on."""
        if labels == self._labels:
            return
        from photosim.ui.choice_list import Choice  # noqa: PLC0415 - a window opens without

        self._labels = labels
        ordered = sorted(labels, key=lambda label: (_ORDER.get(label.kind, 3), label.name.casefold(), label.key))
        self._choices = tuple(
            (
                label.name.casefold(),
                Choice(label.name, label.name, _detail(label), Focus(label.key, label.name)),
            )
            for label in ordered
        )

    def set_off(self, why: str) -> None:
        """Say why there is nothing to focus on; an empty reason switches it on."""
        self.setEnabled(not why)
        self.setToolTip(reason(why) or _tip())
        self.setPlaceholderText(tr("off") if why else tr("any"))

    def show_focus(self, focus: Focus | None) -> None:
        """Show what the page is narrowed to; never tells `focus_wanted`."""
        if focus == self._focus:
            return  # leave alone what is being typed
        self._focus = focus
        self.forgotten.emit()
        self._asker.drop()
        self._show_current()

    def look_up(self, text: str) -> None:
        """Focus on what a text names; nothing or "any" ends it."""
        self.forgotten.emit()
        if text.strip().casefold() in {"", ANY, tr("any").casefold()}:
            self._want(None)
        elif not any(sign.isalnum() for sign in text):
            quoted = words.quoted(text.strip())
            self._tell_unknown(tr("There is no class, group or album called {text}", text=quoted))
        elif self._focus is None or text.strip() != self._focus.name:
            library = self._library
            name = text[:_LONGEST]
            self._asker.ask(lambda _: library.label(name))

    def _show_current(self) -> None:
        self.setText(self._focus.name if self._focus else "")
        self.setCursorPosition(0)
        self._show_end()

    def _show_end(self) -> None:
        """The button inside the box: takes the focus away, or opens the list."""
        name, tip = ("close", tr("No focus")) if self._focus else ("down", tr("Everything to focus on"))
        self._end.setIcon(icons.icon(name, self.palette()))
        self._end.setToolTip(tip)
        self._end.setText(tip)
        if self.isEnabled():
            narrowed = self._focus and tr("Look-alikes are narrowed to {name}", name=self._focus.name)
            self.setToolTip(narrowed or _tip())

    def _want(self, focus: object) -> None:
        self.forgotten.emit()
        self._asker.drop()
        if focus == self._focus:
            self._show_current()
        else:
            self.focus_wanted.emit(focus)

    def _take_label(self, label: "Label") -> None:
        self._want(Focus(label.key, label.name))

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, UnknownLabelError):
            self.failed.emit(error)
            return
        message, names = reason(str(error)), error.suggestions
        if names and not any(name in message for name in names):
            meant = tr("Did you mean: {names}?", names=", ".join(names))
            message = f"{message.rstrip('.?')}. {meant}"
        self._tell_unknown(message[:1].upper() + message[1:], names[0] if names else "")

    def _tell_unknown(self, message: str, nearest: str = "") -> None:
        self.unknown.emit(message, nearest)
        if self.hasFocus():
            self.selectAll()

    # -- the list

    def _edited(self, text: str) -> None:
        self.forgotten.emit()
        if text.strip():
            self._emptied.stop()
            self._rank()
        else:
            self.offer(())
            self._emptied.start()

    def _rank(self) -> None:
        """Names that begin with the text, then names with a word that does, then those that contain it elsewhere."""
        text = self.text().strip().casefold()
        begin: list[Choice] = []
        word: list[Choice] = []
        inside: list[Choice] = []
        for name, choice in self._choices:
            place = name.find(text)
            if place == 0:
                begin.append(choice)
            elif place > 0:
                (word if f" {text}" in name else inside).append(choice)
        self.offer([*begin, *word, *inside])

    def _end_pressed(self) -> None:
        if self._focus is not None:
            self._want(None)
        else:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._show_all()

    def _show_all(self) -> None:
        self.selectAll()
        self._offer_all()

    def _offer_all(self) -> None:
        from photosim.ui.choice_list import Choice  # noqa: PLC0415 - as above

        rows = [choice for _, choice in self._choices]
        self.offer([Choice("", tr("any"), value=None), *rows] if rows else ())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens the list."""
        if event.key() == Qt.Key.Key_Down and not self.is_open:
            self._show_all()
            event.accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed and not entered is forgotten."""
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self._show_current()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_end"):
            self._show_end()


def _detail(label: "Label") -> str:
    return label.detail or {"group": tr("group"), "album": tr("your album")}.get(label.kind, "")


def _tip() -> str:
    return tr("Narrow look-alikes to one thing in the photo: the cat, not the bottle")
