"""The line above the photos: what they are, and how many."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from photosim.ui.elided_label import ElidedLabel

_SIDE: Final = 40


class Header(QWidget):
    """A picture (where there is a query), a title and a note below it."""

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
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(self._title)
        lines.addWidget(self._note)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(10)
        layout.addWidget(self._picture)
        layout.addLayout(lines, 1)
        self.setFixedHeight(_SIDE + 16)
        self.set_image(None)

    @property
    def title(self) -> str:
        """The title shown."""
        return self._title.text()

    @property
    def note(self) -> str:
        """The note shown."""
        return self._note.text()

    def set_text(self, title: str, note: str) -> None:
        """Show title and note."""
        self._title.set_text(title)
        self._note.set_text(note)

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
