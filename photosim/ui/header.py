"""The lines above the photos: what they are, how many, what they are narrowed to and what else may have been meant."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from photosim.ui import icons
from photosim.ui.chips import ChipRow, ChipText
from photosim.ui.elided_label import ElidedLabel

_SIDE: Final = 40


class Header(QWidget):
    """A picture (where there is a query), a title, a note below it, and a button that takes a narrowing away.

    Signals:
        widened: the user pressed the button beside the note.
        suggestion_pressed: a text that may have been meant (str).
    """

    widened = Signal()
    suggestion_pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._picture, self._title, self._note = QLabel(), ElidedLabel(), ElidedLabel("muted")
        self._picture.setFixedSize(_SIDE, _SIDE)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        font.setBold(True)
        self._title.setFont(font)
        self.widen = QToolButton()
        self.widen.setObjectName("removable")
        self.widen.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross after the text
        self.widen.setIconSize(QSize(12, 12))
        self.widen.clicked.connect(self.widened)
        self._meant = QLabel("Did you mean")
        self._meant.setObjectName("muted")
        self.suggestions = ChipRow("Did you mean", checkable=False)
        self.suggestions.pressed.connect(self.suggestion_pressed)
        self._lay_out()
        self.set_image(None)
        self.set_removable("", "")
        self.set_suggestions(())
        self._draw_icon()

    def _lay_out(self) -> None:
        # The note is as wide as its text as long as there is room, so that the button stands right after it.
        self._note.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self._note)
        second.addWidget(self.widen)
        second.addStretch(1)
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(self._title)
        lines.addLayout(second)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._picture)
        top.addLayout(lines, 1)
        meant = QHBoxLayout()
        meant.setSpacing(8)
        meant.addWidget(self._meant, 0, Qt.AlignmentFlag.AlignTop)
        meant.addWidget(self.suggestions, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addLayout(meant)
        for line in (self._title, self._note):
            line.setFixedHeight(_SIDE // 2)
        self.widen.setFixedHeight(_SIDE // 2)

    @property
    def title(self) -> str:
        """The title shown."""
        return self._title.text()

    @property
    def note(self) -> str:
        """The note shown."""
        return self._note.text()

    @property
    def removable(self) -> str:
        """What the button beside the note says, empty if it is not there."""
        return "" if self.widen.isHidden() else self.widen.accessibleName()

    def set_text(self, title: str, note: str) -> None:
        """Show title and note."""
        self._title.set_text(title)
        self._note.set_text(note)

    def set_removable(self, text: str, does: str) -> None:
        """Offer to take a narrowing away.

        Args:
            text: on the button before its cross; may be empty.
            does: what pressing it does ("Remove the focus"); empty for no button.
        """
        self.widen.setVisible(bool(does))
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if text else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.widen.setToolButtonStyle(style)
        shown = self.widen.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, 260)
        self.widen.setText(shown.replace("&", "&&"))
        self.widen.setToolTip(f"{does}: {text}" if shown != text else does)
        self.widen.setAccessibleName(f"{text}, {does}" if text else does)

    def set_suggestions(self, texts: Sequence[str]) -> None:
        """Offer what may have been meant."""
        self.suggestions.show_chips([ChipText(text, text, f"Search for {text}") for text in texts])
        self._meant.setVisible(bool(texts))
        self.suggestions.setVisible(bool(texts))
        if texts:
            self._meant.setFixedHeight(self.suggestions.chips[0].sizeHint().height())

    def set_image(self, image: QImage | None) -> None:
        """Show a picture, or none and no room for it."""
        self._picture.setVisible(image is not None)
        if image is None or image.isNull():
            self._picture.setPixmap(QPixmap())
            return
        ratio = self.devicePixelRatioF()
        small = image.scaled(
            QSize(_SIDE, _SIDE) * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        small.setDevicePixelRatio(ratio)
        self._picture.setPixmap(QPixmap.fromImage(small))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "widen"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        self.widen.setIcon(icons.icon("close", self.palette()))
