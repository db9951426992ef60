"""The lines above the photos: what they are, how many, what narrows them and what else may have been meant."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from photosim.ui.chips import ChipRow, ChipText
from photosim.ui.elided_label import ElidedLabel
from photosim.ui.language import tr
from photosim.ui.query_chips import QueryChips
from photosim.ui.query_pictures import MOST_PICTURES
from photosim.ui.query_words import Part

_SIDE: Final = 40
_NARROW: Final = 520
"""Logical pixels; below, controls have a line of their own."""


class Header(QWidget):
    """Pictures (where there is a query), a title, a note below it, and a chip for each part that can be taken away.

    Attributes:
        chips: the parts.
        suggestions: texts that may have been meant.

    Signals:
        part_removed: the `Part` to be taken away.
        suggestion_pressed: a text that may have been meant (str).
    """

    part_removed = Signal(object)
    suggestion_pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._pictures = [QLabel() for _ in range(MOST_PICTURES)]
        self._title, self._note = ElidedLabel(), ElidedLabel("muted")
        self._note.cut_at_end()
        for picture in self._pictures:
            picture.setFixedSize(_SIDE, _SIDE)
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        font.setBold(True)
        self._title.setFont(font)
        self.chips = QueryChips()
        self.chips.pressed.connect(self.part_removed)
        self._meant = QLabel()
        self._meant.setObjectName("muted")
        self.suggestions = ChipRow(tr("Did you mean"), checkable=False)
        self.suggestions.pressed.connect(self.suggestion_pressed)
        self._controls: QWidget | None = None
        self._many = False
        self._lay_out()
        self.set_images(())
        self.set_parts(())
        self.set_suggestions(())

    def _lay_out(self) -> None:
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(self._title)
        lines.addWidget(self._note)
        self._top = QHBoxLayout()
        self._top.setSpacing(8)
        for picture in self._pictures:
            self._top.addWidget(picture)
        self._top.addLayout(lines, 1)
        self._beside, self._below = QHBoxLayout(), QHBoxLayout()
        self._beside.setSpacing(16)
        self._beside.addWidget(self.chips, 1)
        self._below.addStretch(1)
        meant = QHBoxLayout()
        meant.setSpacing(8)
        meant.addWidget(self._meant, 0, Qt.AlignmentFlag.AlignTop)
        meant.addWidget(self.suggestions, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(self._top)
        layout.addLayout(self._beside)
        layout.addLayout(self._below)
        layout.addLayout(meant)
        for line in (self._title, self._note):
            line.setFixedHeight(_SIDE // 2)

    @property
    def title(self) -> str:
        """The title shown."""
        return self._title.text()

    @property
    def note(self) -> str:
        """The note shown."""
        return self._note.text()

    @property
    def parts(self) -> list[str]:
        """What the chips say."""
        return [part.text for part in self.chips.parts]

    def set_text(self, title: str, note: str, *, sentence: bool = False) -> None:
        """Show title and note.

        Args:
            title: on one line; it gives up its middle where there is no room, for file names differ at their ends.
            note: on one line; it gives up its end.
            sentence: the title gives up its end, too.
        """
        self._title.cut_at_end(at_end=sentence)
        self._title.set_text(title)
        self._note.set_text(note)

    def set_parts(self, parts: Sequence[Part]) -> None:
        """Offer to take these away."""
        self.chips.show_parts(parts)

    def set_suggestions(self, texts: Sequence[str]) -> None:
        """Offer what may have been meant."""
        self._meant.setText(tr("Did you mean"))
        self.suggestions.setAccessibleName(tr("Did you mean"))
        self.suggestions.show_chips([ChipText(text, text, tr("Search for {text}", text=text)) for text in texts])
        self._meant.setVisible(bool(texts))
        self.suggestions.setVisible(bool(texts))
        if texts:
            self._meant.setFixedHeight(self.suggestions.chips[0].sizeHint().height())

    def set_controls(self, controls: QWidget | None, *, many: bool = False) -> None:
        """Have what says how photos are shown at the end of the first line.

        Args:
            controls: one of them, or several in one widget.
            many: they take much room, and leave the first line to the title.
        """
        self._many = many
        if controls is self._controls:
            return
        if self._controls is not None:
            self._controls.hide()
        self._controls = controls
        if controls is not None:
            self._put_controls()
            controls.show()

    def _put_controls(self) -> None:
        if self._controls is None:
            return
        if not self._many:
            self._top.addWidget(self._controls)
        elif self.width() < _NARROW:
            self._below.addWidget(self._controls)
        else:
            corner = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop
            self._beside.addWidget(self._controls, 0, corner)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Controls go where there is room."""
        super().resizeEvent(event)
        if (event.size().width() < _NARROW) != (event.oldSize().width() < _NARROW):
            self._put_controls()

    def set_images(self, images: Sequence[QImage]) -> None:
        """Show the first few of these pictures; no room is left for those there are not."""
        ratio = self.devicePixelRatioF()
        for place, label in enumerate(self._pictures):
            image = images[place] if place < len(images) else None
            label.setVisible(image is not None)
            if image is None or image.isNull():
                label.setPixmap(QPixmap())
                continue
            small = image.scaled(
                QSize(_SIDE, _SIDE) * ratio,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            small.setDevicePixelRatio(ratio)
            label.setPixmap(QPixmap.fromImage(small))
