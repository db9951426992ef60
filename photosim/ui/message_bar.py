"""Messages that float over the top of the photos: told without pushing anything aside and without taking the keyboard.

One message is shown at a time, the newest first, and says how many wait behind it. F6 or Tab leads to its buttons, Esc
closes it. Screen readers are told each message as it comes (an alert and an announcement, Qt 6.8).
"""

from collections.abc import Callable
from enum import Enum
from typing import Final, NamedTuple

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from photosim.errors import UserError
from photosim.ui import icons, theme, words
from photosim.ui.language import plural, tr
from photosim.ui.reasons import reason

_NOTICE_MS: Final = 8000
_UNDO_MS: Final = 20_000
_READ_MS: Final = 3000
"""A notice that was shown so long when another message came has been read and does not come back."""
_WIDEST: Final = 640  # logical pixels; longer lines are hard to read
_SHADOW: Final = 8  # logical pixels around the card
_GAP: Final = 8
_MOST_LINES: Final = 6
_MOST_WAITING: Final = 20


class Kind(Enum):
    """What a message is, and so how long it stays and how it looks; the value is the name of its icon."""

    NOTICE = "info"
    """Goes by itself after a while."""
    ERROR = "warning"
    """Stays until closed."""
    QUESTION = "help"
    """Offers something; stays until answered, closed or withdrawn."""
    UNDO = "undo"
    """Tells what was done and takes it back if wanted; goes by itself after a longer while."""
    WORK = "recent"
    """Tells how far long work is, and stops it if wanted; stays until withdrawn."""


_STAYS: Final = {Kind.NOTICE: _NOTICE_MS, Kind.UNDO: _UNDO_MS}


class _Message(NamedTuple):
    kind: Kind
    text: str
    button: str = ""
    do: Callable[[], None] | None = None


class _Card(QFrame):
    """One message: its icon, its text, how many wait behind it, and its buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("messageBar")
        self.icon, self.text, self.more = QLabel(), QLabel(), QLabel()
        self.action, self.close_button = QPushButton(), QToolButton()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.more.setObjectName("muted")
        self.close_button.setToolTip(tr("Close this message (Esc)"))
        self.close_button.setAccessibleName(tr("Close this message"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.icon)
        layout.addWidget(self.text, 1)
        for part in (self.more, self.action, self.close_button):
            layout.addWidget(part)


class MessageBar(QWidget):
    """One per window; made first, and put over its place by `float_over` once that is there.

    Signals:
        left: the last message has gone while the keyboard was in it.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages: list[_Message] = []
        """Those to be told, the one shown last."""
        self._made: _Card | None = None
        self._area: QWidget | None = None
        self._shown_for = QElapsedTimer()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._leave)
        QShortcut(QKeySequence(Qt.Key.Key_F6), self).activated.connect(self.take_keyboard)
        self.hide()

    @property
    def _card(self) -> "_Card":
        """What a message stands on; made for the first one."""
        if self._made is None:
            self._made = card = _Card()
            card.close_button.clicked.connect(self._leave)
            card.action.clicked.connect(self._act)
            for button in (card.action, card.close_button):
                # The mouse leaves the keyboard where it is: the button goes as soon as it was pressed.
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                button.installEventFilter(self)
            around = QVBoxLayout(self)
            around.setContentsMargins(_SHADOW, _SHADOW, _SHADOW, _SHADOW)
            around.addWidget(card)
        return self._made

    def float_over(self, area: QWidget) -> None:
        """Stand over the top of a part of the window, wherever that goes."""
        self._area = area
        shown = not self.isHidden()
        self.setParent(area.window())
        part: QWidget | None = area
        while part is not None:  # moving any of them moves the area
            part.installEventFilter(self)
            part = None if part.isWindow() else part.parentWidget()
        self._place()
        self.setVisible(shown)

    # -- what is told

    @property
    def text(self) -> str:
        """The message shown, empty if none is."""
        return self._messages[-1].text if self._messages and not self.isHidden() else ""

    @property
    def kind(self) -> Kind | None:
        """What the message shown is."""
        return self._messages[-1].kind if self.text else None

    @property
    def waiting(self) -> int:
        """Messages behind the one shown."""
        return max(0, len(self._messages) - 1)

    def show_notice(self, text: str) -> None:
        """Tell something that needs no answer."""
        self._add(_Message(Kind.NOTICE, text))

    def show_error(self, error: Exception | str) -> None:
        """Tell what went wrong; a bug is told as one, its details are in the log."""
        if isinstance(error, str | UserError):
            lines = [words.sentence(reason(line)) for line in str(error).splitlines() if line.strip()]
            text = "\n".join(lines)
        else:
            text = tr(
                "Something went wrong inside photosim ({kind}: {error}).", kind=type(error).__name__, error=str(error)
            )
        self._add(_Message(Kind.ERROR, text))

    def ask(self, text: str, button: str, do: Callable[[], None]) -> None:
        """Offer something; the user may as well ignore it."""
        self._add(_Message(Kind.QUESTION, text, button, do))

    def show_undo(self, text: str, undo: Callable[[], None]) -> None:
        """Tell what was done, with a button that takes it back."""
        self._add(_Message(Kind.UNDO, text, tr("Undo"), undo))

    def show_work(self, text: str, button: str, do: Callable[[], None]) -> None:
        """Tell that long work is on, with a button that stops it; `reword` tells how far it is."""
        self._add(_Message(Kind.WORK, text, button, do))

    def reword(self, text: str, now: str) -> None:
        """Have a message say something else, without announcing it anew; nothing happens if it has gone."""
        self._messages = [message._replace(text=now) if message.text == text else message for message in self._messages]
        if not self.isHidden() and self._messages and self._messages[-1].text == now:
            self._card.text.setText(now)
            self._card.setAccessibleName(now)
            self._place()

    def withdraw(self, text: str) -> None:
        """What a message was about has been settled."""
        if self.text == text:
            self._leave()
        else:
            self._messages = [message for message in self._messages if message.text != text]
            if self._messages:
                self._show_waiting()

    def take_keyboard(self) -> None:
        """Have the keyboard go to the message; Esc brings it back."""
        if not self.isHidden():
            button = self._card.action if self._card.action.isVisibleTo(self) else self._card.close_button
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- one after the other

    def _add(self, message: _Message) -> None:
        """Show it, unless the user is at the one shown: then it waits behind that."""
        before = self._messages[-1] if self._messages and not self.isHidden() else None
        others = [other for other in self._messages if other.text != message.text]
        if before is not None and before in others:
            if before.kind is Kind.NOTICE and self._shown_for.elapsed() >= _READ_MS:
                others.remove(before)
            elif self._held:
                self._messages = [*others[:-1], message, before][-_MOST_WAITING:]
                self._show_waiting()
                _announce(self, message)
                return
        self._messages = [*others, message][-_MOST_WAITING:]
        self._present()
        _announce(self, message)

    def _present(self) -> None:
        message = self._messages[-1]
        lines = message.text.splitlines()
        shown = lines[:_MOST_LINES]
        if len(lines) > _MOST_LINES:
            shown.append(plural("and {n} more", "and {n} more", len(lines) - _MOST_LINES))
        self._card.text.setText("\n".join(shown))
        self._card.text.setToolTip(message.text if len(lines) > _MOST_LINES else "")
        self._card.action.setText(message.button)
        self._card.action.setVisible(message.do is not None)
        self._card.setAccessibleName(message.text)
        self._draw_icons()
        self._show_waiting()
        self._shown_for.restart()
        self._start_timer()
        self.show()
        self._place()
        self.raise_()

    def _show_waiting(self) -> None:
        self._card.more.setText(tr("1 of {count}", count=len(self._messages)))
        self._card.more.setVisible(self.waiting > 0)
        self._place()

    @property
    def _held(self) -> bool:
        """Whether the user is at the message, with the pointer or the keyboard."""
        return self._holds_keyboard() or self._card.underMouse()

    def _holds_keyboard(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _start_timer(self) -> None:
        stays = _STAYS.get(self._messages[-1].kind) if self._messages else None
        if stays is None or self._held:
            self._timer.stop()
        else:
            self._timer.start(stays)

    def _leave(self) -> None:
        """Away with the message shown; the next one comes, if there is one."""
        if self._messages:
            self._messages.pop()
        if self._messages and not self.isHidden():
            self._present()
            return
        self._messages.clear()
        self._timer.stop()
        held = self._holds_keyboard()
        self.hide()
        if held:
            self.left.emit()

    def _act(self) -> None:
        do = self._messages[-1].do if self._messages else None
        self._leave()
        if do is not None:
            do()

    # -- where it is and how it looks

    def _place(self) -> None:
        if self._area is None or self.isHidden():
            return
        room = self._area.width() - 2 * _GAP
        width = min(_WIDEST, room, max(self.sizeHint().width(), 280)) + 2 * _SHADOW
        corner = self._area.mapTo(self.window(), QPoint((self._area.width() - width) // 2, 0))
        self.setGeometry(corner.x(), corner.y(), width, self.heightForWidth(width))

    def sizeHint(self) -> QSize:
        """As wide as the message on one line."""
        least = super().sizeHint()
        text, width_of = self._card.text, self.fontMetrics().horizontalAdvance
        line = max(map(width_of, text.text().splitlines()), default=0)
        others = least.width() - text.sizeHint().width()
        return QSize(others + line + 4, least.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the area; a message whose button has the keyboard stays."""
        kind = event.type()
        if kind in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._start_timer()
        elif kind in {QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show} and watched is not self:
            self._place()
        return False

    def event(self, event: QEvent) -> bool:
        """A message under the pointer stays; Esc closes it and means nothing else."""
        if event.type() in {QEvent.Type.Enter, QEvent.Type.Leave}:
            self._start_timer()
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the message."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew when the colours change."""
        if event.type() == QEvent.Type.PaletteChange and self._messages:
            self._draw_icons()
        super().changeEvent(event)

    def _draw_icons(self) -> None:
        c = theme.colours(self.palette())
        kind = self._messages[-1].kind
        colour = theme.colour(c.danger if kind is Kind.ERROR else c.text)
        self._card.icon.setPixmap(icons.pixmap(kind.value, colour, self.devicePixelRatioF()))
        self._card.close_button.setIcon(icons.icon("close", self.palette()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """A soft shadow, so that the card stands off from photos of any colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 7))
        card = QRectF(self._card.geometry())
        for grown in range(1, _SHADOW):
            painter.drawRoundedRect(card.adjusted(-grown, 2 - grown, grown, grown), 8 + grown, 8 + grown)


def _announce(widget: QWidget, message: _Message) -> None:
    """Have screen readers say it, wherever the keyboard is."""
    # Making these classes takes 2 ms, and a window opens without.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent  # noqa: PLC0415 - see above

    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
    said = QAccessibleAnnouncementEvent(widget, message.text)
    if message.kind is Kind.ERROR:
        said.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(said)
