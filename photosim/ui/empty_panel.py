"""The page for no photos: a picture, a title, why, buttons, and where to drop; scrolls where there is little room."""

from typing import Final

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from photosim.ui import icons, theme
from photosim.ui.empty import EmptyText
from photosim.ui.own_viewport import give_viewport

_WIDTH: Final = 440  # logical pixels; short lines read well
_MARGIN: Final = 24
_ICON: Final = 48
_HINT_PADDING: Final = (52, 36)
"""What the style sheet puts around a hint, both sides."""
_NARROW: Final = 300
"""Below this width the buttons stand below each other."""


class EmptyPanel(QScrollArea):
    """Shows an `EmptyText`.

    Signals:
        pressed: what a button does (a `Do`).
    """

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_viewport(self)
        self._shown = EmptyText("", "")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page = QWidget()
        self._page.setObjectName("emptyPanel")
        self._page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon, self._title, self._text, self._hint, self._note = (QLabel() for _ in range(5))
        for label in (self._title, self._text, self._hint, self._note):
            label.setTextFormat(Qt.TextFormat.PlainText)  # some of it the user typed
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.7)
        self._title.setFont(font)
        self._text.setObjectName("muted")
        self._note.setObjectName("muted")
        self._hint.setObjectName("dropHint")
        self.buttons: list[QPushButton] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._lay_out()
        self.setWidget(self._page)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self._page)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(16)
        layout.addStretch(4)
        centre = Qt.AlignmentFlag.AlignHCenter
        for widget in (self._icon, self._title, self._text):
            layout.addWidget(widget, 0, centre)
        layout.addLayout(self._row)
        for widget in (self._hint, self._note):
            layout.addWidget(widget, 0, centre)
        layout.addStretch(5)

    def set_text(self, text: EmptyText) -> None:
        """Show one of the states."""
        if text == self._shown:
            return  # a button that has the keyboard stays where it is
        self._shown = text
        lines = ((self._title, text.title), (self._text, text.text), (self._hint, text.hint), (self._note, text.note))
        for label, line in lines:
            label.setText(line)
            label.setVisible(bool(line))
        self._set_buttons(text)
        self._draw_icon()
        self._fit()
        self.setAccessibleName(text.title or text.text)
        self.setAccessibleDescription(text.text)

    def _set_buttons(self, text: EmptyText) -> None:
        while self._row.count():
            item = self._row.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = []
        self._row.addStretch(1)
        for place, (does, name) in enumerate(text.buttons):
            button = QPushButton(name)
            button.setObjectName("" if place else "primary")
            button.clicked.connect(lambda _=False, does=does: self.pressed.emit(does))
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
            self.buttons.append(button)
        self._row.addStretch(1)

    def light_up(self, *, lit: bool) -> None:
        """Show where something that is being dragged can be dropped, or that nothing is any more."""
        self._hint.setProperty("lit", lit)
        self._hint.style().polish(self._hint)

    # A layout that centres a wrapped label gives it the height of its unwrapped text.
    def _fit(self) -> None:
        width = max(80, min(_WIDTH, self.viewport().width() - 2 * _MARGIN))
        for label in (self._title, self._text, self._note):
            label.setMinimumHeight(0)  # or it would never need less than it needed before
            label.setFixedSize(width, label.heightForWidth(width) if label.text() else 0)
        self._fit_hint(width)
        across = width >= _NARROW or len(self.buttons) < 2
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom)

    def _fit_hint(self, width: int) -> None:
        """As wide as its text where there is room; a frame is no part of what a label reckons with."""
        across, down = _HINT_PADDING
        metrics, text = self._hint.fontMetrics(), self._hint.text()
        inside = min(metrics.horizontalAdvance(text) + 2, width - across)
        room = QRect(0, 0, inside, 1000)
        wrapped = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text)
        self._hint.setFixedSize(inside + across, wrapped.height() + down)

    @property
    def title(self) -> str:
        """The title shown."""
        return self._title.text()

    @property
    def text(self) -> str:
        """The sentence below it."""
        return self._text.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the picture anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icon"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        self._icon.setVisible(bool(self._shown.icon))
        if self._shown.icon:
            muted = theme.colour(theme.colours(self.palette()).muted)
            self._icon.setPixmap(icons.pixmap(self._shown.icon, muted, self.devicePixelRatioF(), _ICON))
