"""The controls of the viewer, white on dark in every theme: a bar at the top, arrows at the sides."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from photosim.ui import icons, theme
from photosim.ui.elided_label import ElidedLabel
from photosim.ui.language import tr

STYLE: Final = """
#viewer, #viewer QWidget { color: #f2f2f4; }
#viewerBar, #viewerInfo { background: rgba(24, 24, 28, 225); }
#viewer QToolButton { border: 2px solid transparent; border-radius: 6px; padding: 5px; background: transparent; }
#viewer QToolButton:hover { background: rgba(255, 255, 255, 38); }
#viewer QToolButton:pressed, #viewer QToolButton:checked { background: rgba(255, 255, 255, 60); }
#viewer QToolButton:focus { border-color: #82aefc; }
#viewer QToolButton#side { background: rgba(24, 24, 28, 170); border-radius: 22px; }
#viewer QToolButton#side:hover { background: rgba(60, 60, 66, 220); }
#viewer QToolButton:disabled { background: transparent; }
#viewer QLabel { background: transparent; }
#viewer QTextEdit { color: #f2f2f4; selection-background-color: #2563d0;
    selection-color: #ffffff; }
#viewer QPushButton { background: rgba(255, 255, 255, 26); color: #f2f2f4; border: 1px solid #8b8c95;
    border-radius: 6px; padding: 4px 12px; }
#viewer QPushButton:hover { background: rgba(255, 255, 255, 50); }
#viewer QPushButton:focus { border-color: #82aefc; }
"""
"""Of the viewer alone: the window's colours would be lost on its ground."""


def dark_palette(palette: QPalette) -> QPalette:
    """The same with light text."""
    made = QPalette(palette)
    role = QPalette.ColorRole
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.All, where, QColor(theme.DARK.text))
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(theme.DARK.text).darker(220))
    made.setColor(role.Window, QColor(24, 24, 28))
    made.setColor(role.PlaceholderText, QColor(theme.DARK.muted))
    return made


class ViewerBar(QWidget):
    """Name and place of the photo, and what can be done with it.

    Signals:
        wanted: id (str) of a button: close, zoom-out, zoom-in, fit, pixels, look-alikes, info, play, full-screen.
    """

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewerBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.name, self.place, self.zoom = ElidedLabel(), QLabel(), QLabel()
        self.buttons: dict[str, QToolButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 8, 4)
        layout.setSpacing(4)
        bold = self.name.font()
        bold.setBold(True)
        self.name.setFont(bold)
        layout.addWidget(self.name, 1)
        layout.addWidget(self.place)
        layout.addSpacing(12)
        layout.addWidget(self._button("zoom-out", "zoom-out", tr("Smaller (-)")))
        self.zoom.setMinimumWidth(self.zoom.fontMetrics().horizontalAdvance("1,600 %"))
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.zoom)
        layout.addWidget(self._button("zoom-in", "zoom-in", tr("Larger (+)")))
        layout.addSpacing(12)
        layout.addWidget(self._button("look-alikes", "library", tr("Show look-alikes (L)")))
        layout.addWidget(self._button("info", "info", tr("Details (I)"), checkable=True))
        layout.addWidget(self._button("play", "play", tr("Slideshow (P)"), checkable=True))
        layout.addWidget(self._button("full-screen", "fullscreen", tr("Full screen (F)"), checkable=True))
        layout.addSpacing(12)
        layout.addWidget(self._button("close", "close", tr("Close (Esc)")))

    def _button(self, name: str, icon: str, tip: str, *, checkable: bool = False) -> QToolButton:
        button = make_button(self, icon, tip, lambda: self.wanted.emit(name))
        button.setCheckable(checkable)
        self.buttons[name] = button
        return button

    def set_playing(self, *, playing: bool) -> None:
        """Whether a slideshow runs."""
        button = self.buttons["play"]
        button.setChecked(playing)
        button.setIcon(_white("pause" if playing else "play"))


class TimeLine(QWidget):
    """A thin line that grows with the time of a photo in a slideshow."""

    HEIGHT = 3

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def set_share(self, share: float) -> None:
        """How much of the time is over, 0..1."""
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Dark where there is time left, so that it is seen on any photo."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(24, 24, 28))
        painter.fillRect(0, 0, round(self.width() * self._share), self.height(), theme.colour(theme.DARK.accent))


def make_button(parent: QWidget, icon: str, tip: str, do: Callable[[], None]) -> QToolButton:
    """A button with a white icon; its name for screen readers is its tip without the key."""
    button = QToolButton(parent)
    button.setIcon(_white(icon))
    button.setIconSize(QSize(20, 20))
    button.setToolTip(tip)
    button.setAccessibleName(tip.rpartition(" (")[0] or tip)
    button.clicked.connect(do)
    return button


def _white(name: str) -> QIcon:
    return icons.icon(name, dark_palette(QPalette()))
