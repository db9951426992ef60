"""The tool bar: every action of the window, its icon, its words and its keys; the search box and the Focus box."""

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolBar, QToolButton, QWidget

from photosim.ui import icons
from photosim.ui.focus_box import FocusBox
from photosim.ui.history import History
from photosim.ui.search_box import SearchBox

SMALLEST_CELL: Final = 96
LARGEST_CELL: Final = 320
_SEARCH_WIDTHS: Final = (160, 560)
_FOCUS_WIDTHS: Final = (120, 190)
_WIDE: Final = 1200  # logical pixels; below, icons have to do without their words


class ToolBar(QToolBar):
    """Back, Forward, Tags, Library, search, Focus, Open photo, Add folder, thumbnail size.

    Signals:
        cell_size_changed: side of a cell in logical pixels (int).
    """

    cell_size_changed = Signal(int)

    def __init__(self, search: SearchBox, focus: FocusBox, parent: QWidget | None = None) -> None:
        super().__init__("Tools", parent)
        self.setObjectName("toolBar")
        self.setMovable(False)
        self.setIconSize(QSize(20, 20))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._icons: dict[QAction | QLabel, str] = {}
        self.search, self.focus = search, focus
        keys = QKeySequence.StandardKey
        self.back = self._action("back", "Back", QKeySequence.keyBindings(keys.Back))
        self.forward = self._action("forward", "Forward", QKeySequence.keyBindings(keys.Forward))
        self.sidebar = self._action("sidebar", "Tags", [QKeySequence("Ctrl+B")])
        self.sidebar.setCheckable(True)
        self._sidebar_tip = self.sidebar.toolTip()
        self.library = self._action("library", "Library", [QKeySequence("Escape"), QKeySequence("Ctrl+L")])
        self._add_boxes()
        self.open_photo = self._action(
            "photo", "Open photo\N{HORIZONTAL ELLIPSIS}", QKeySequence.keyBindings(keys.Open)
        )
        self.add_folder = self._action("folder", "Add folder\N{HORIZONTAL ELLIPSIS}", [QKeySequence("Ctrl+Shift+O")])
        self.slider = self._add_slider()
        self.paste = QAction("Paste a photo", self)
        self.paste.setShortcuts(QKeySequence.keyBindings(keys.Paste))
        self.find_text = QAction("Find", self)
        self.find_text.setShortcuts(QKeySequence.keyBindings(keys.Find))
        self.find_text.setToolTip(self.search.toolTip())
        self.find_text.triggered.connect(lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.find_text.triggered.connect(self.search.selectAll)  # also where the keyboard was there already
        self._show_words(wide=False)
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

    def _add_boxes(self) -> None:
        """The search box takes all the room there is, up to a width that still reads as one box."""
        middle = QWidget()
        layout = QHBoxLayout(middle)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(8)
        self.search.setMinimumWidth(_SEARCH_WIDTHS[0])
        self.search.setMaximumWidth(_SEARCH_WIDTHS[1])
        label = QLabel("Focus")
        label.setObjectName("muted")
        label.setBuddy(self.focus)
        self.focus.setMinimumWidth(_FOCUS_WIDTHS[0])
        self.focus.setMaximumWidth(_FOCUS_WIDTHS[1])
        layout.addStretch(1)
        layout.addWidget(self.search, 100)
        layout.addStretch(1)
        layout.addWidget(label)
        layout.addWidget(self.focus, 40)
        self.addWidget(middle)

    def _add_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(SMALLEST_CELL, LARGEST_CELL)
        slider.setPageStep(32)
        slider.setFixedWidth(100)
        slider.setToolTip("Size of the thumbnails")
        slider.setAccessibleName("Size of the thumbnails")
        slider.valueChanged.connect(self.cell_size_changed)
        small, large = QLabel(), QLabel()
        self._icons[small], self._icons[large] = "small", "large"
        for widget in (small, slider, large):
            self.addWidget(widget)
        return slider

    def show_history(self, history: History) -> None:
        """Enable what leads somewhere; say what the page was searched with and is narrowed to."""
        self.back.setEnabled(history.can_go_back)
        self.forward.setEnabled(history.can_go_forward)
        self.library.setEnabled(not history.current.is_library)
        self.search.show_page(history.current.query)
        self.focus.show_focus(history.current.focus)

    def show_sidebar_use(self, reason: str) -> None:
        """Enable the sidebar's button, or say why there is no sidebar."""
        self.sidebar.setEnabled(not reason)
        self.sidebar.setToolTip(reason or self._sidebar_tip)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words beside the icons only where there is room."""
        super().resizeEvent(event)
        self._show_words(wide=event.size().width() >= _WIDE)

    def _show_words(self, *, wide: bool) -> None:
        for action in (self.back, self.forward, self.sidebar, self.library, self.open_photo, self.add_folder):
            button = self.widgetForAction(action)
            assert isinstance(button, QToolButton)
            with_words = wide and action is self.library
            button.setToolButtonStyle(
                Qt.ToolButtonStyle.ToolButtonTextBesideIcon if with_words else Qt.ToolButtonStyle.ToolButtonIconOnly
            )

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
