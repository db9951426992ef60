"""The tool bar: the way through the pages, the search box and the Focus box, how photos are listed, and a menu."""

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolBar, QToolButton, QWidget

from photosim.ui import icons, menus
from photosim.ui.actions import Actions
from photosim.ui.focus_box import FocusBox
from photosim.ui.grid_layout import LARGEST_CELL, SMALLEST_CELL
from photosim.ui.history import History
from photosim.ui.language import tr
from photosim.ui.search_box import SearchBox

USUAL_CELL: Final = 168
_SEARCH_WIDTHS: Final = (160, 560)
_FOCUS_WIDTHS: Final = (120, 190)
_WIDE: Final = 1200  # logical pixels; below, icons have to do without their words


class ToolBar(QToolBar):
    """Back, Forward, Library, search, Focus, thumbnail size, Add folder, menu.

    Signals:
        cell_size_changed: side of a cell in logical pixels (int).
    """

    cell_size_changed = Signal(int)

    def __init__(self, search: SearchBox, focus: FocusBox, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(tr("Tools"), parent)
        self.setObjectName("toolBar")
        self.setMovable(False)
        self.setIconSize(QSize(20, 20))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._pictures: dict[QLabel, str] = {}
        self.search, self.focus = search, focus
        self.back, self.forward, self.library = (self._add(actions, name) for name in ("back", "forward", "library"))
        self._add_boxes()
        self.slider = self._add_slider()
        self._add(actions, "add-folder")
        self.menu_button = self._add_menu(actions)
        self._show_words(wide=False)
        self.draw_icons()

    def _add(self, actions: Actions, name: str) -> QAction:
        action = actions.get(name)
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
        label = QLabel(tr("Focus"))
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
        slider.setToolTip(tr("Size of the thumbnails"))
        slider.setAccessibleName(tr("Size of the thumbnails"))
        slider.valueChanged.connect(self.cell_size_changed)
        small, large = QLabel(), QLabel()
        self._pictures[small], self._pictures[large] = "small", "large"
        for widget in (small, slider, large):
            self.addWidget(widget)
        return slider

    def _add_menu(self, actions: Actions) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon("menu"))
        button.setToolTip(tr("Menu"))
        button.setAccessibleName(tr("Menu"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setMenu(menus.tool_menu(button, actions))
        self.addWidget(button)
        return button

    def show_history(self, history: History) -> None:
        """Say what the page was searched with and is narrowed to."""
        self.search.show_page(history.current.query)
        self.focus.show_focus(history.current.focus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words beside the icons only where there is room."""
        super().resizeEvent(event)
        self._show_words(wide=event.size().width() >= _WIDE)

    def _show_words(self, *, wide: bool) -> None:
        for action in self.actions():
            button = self.widgetForAction(action)
            if isinstance(button, QToolButton) and action.icon():
                with_words = wide and action is self.library
                button.setToolButtonStyle(
                    Qt.ToolButtonStyle.ToolButtonTextBesideIcon if with_words else Qt.ToolButtonStyle.ToolButtonIconOnly
                )

    def changeEvent(self, event: QEvent) -> None:
        """Draw the pictures beside the slider anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.draw_icons()

    def draw_icons(self) -> None:
        """Draw the pictures beside the slider in the colours of now."""
        colour = self.palette().placeholderText().color()
        for label, name in getattr(self, "_pictures", {}).items():
            label.setPixmap(icons.pixmap(name, colour, self.devicePixelRatioF()))
