"""The tool bar: every action of the window, its icon, its words and its keys."""

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QSizePolicy, QSlider, QToolBar, QWidget

from photosim.ui import icons
from photosim.ui.history import History

SMALLEST_CELL: Final = 96
LARGEST_CELL: Final = 320


class ToolBar(QToolBar):
    """Back, Forward, Library, Open photo, Add folder, thumbnail size.

    Signals:
        cell_size_changed: side of a cell in logical pixels (int).
    """

    cell_size_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Tools", parent)
        self.setObjectName("toolBar")
        self.setMovable(False)
        self.setIconSize(QSize(20, 20))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._icons: dict[QAction | QLabel, str] = {}
        keys = QKeySequence.StandardKey
        self.back = self._action("back", "Back", QKeySequence.keyBindings(keys.Back))
        self.forward = self._action("forward", "Forward", QKeySequence.keyBindings(keys.Forward))
        for action in (self.back, self.forward):
            self.widgetForAction(action).setToolButtonStyle(  # type: ignore[attr-defined]
                Qt.ToolButtonStyle.ToolButtonIconOnly
            )
        self.library = self._action("library", "Library", [QKeySequence("Escape"), QKeySequence("Ctrl+L")])
        self.addSeparator()
        self.open_photo = self._action(
            "photo", "Open photo\N{HORIZONTAL ELLIPSIS}", QKeySequence.keyBindings(keys.Open)
        )
        self.add_folder = self._action("folder", "Add folder\N{HORIZONTAL ELLIPSIS}", [QKeySequence("Ctrl+Shift+O")])
        self.slider = self._add_slider()
        self.paste = QAction("Paste a photo", self)
        self.paste.setShortcuts(QKeySequence.keyBindings(keys.Paste))
        self.draw_icons()

    def _action(self, icon: str, text: str, shortcuts: list[QKeySequence]) -> QAction:
        action = QAction(text, self)
        action.setShortcuts(shortcuts)
        native = ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in shortcuts[:2])
        plain = text.removesuffix("\N{HORIZONTAL ELLIPSIS}")
        action.setToolTip(f"{plain} ({native})" if native else plain)
        self._icons[action] = icon
        self.addAction(action)
        return action

    def _add_slider(self) -> QSlider:
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(SMALLEST_CELL, LARGEST_CELL)
        slider.setPageStep(32)
        slider.setFixedWidth(120)
        slider.setToolTip("Size of the thumbnails")
        slider.setAccessibleName("Size of the thumbnails")
        slider.valueChanged.connect(self.cell_size_changed)
        small, large = QLabel(), QLabel()
        self._icons[small], self._icons[large] = "small", "large"
        for widget in (small, slider, large):
            self.addWidget(widget)
        return slider

    def show_history(self, history: History) -> None:
        """Enable what leads somewhere."""
        self.back.setEnabled(history.can_go_back)
        self.forward.setEnabled(history.can_go_forward)
        self.library.setEnabled(history.current.query is not None)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.draw_icons()

    def draw_icons(self) -> None:
        """Draw all icons in the colours of now."""
        palette = self.palette()
        for owner, name in getattr(self, "_icons", {}).items():
            if isinstance(owner, QAction):
                owner.setIcon(icons.icon(name, palette))
            else:
                owner.setPixmap(icons.pixmap(name, palette.placeholderText().color(), self.devicePixelRatioF()))
