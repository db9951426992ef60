"""How a list of photos is shown: the button whose menu sorts it and puts headings above it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from photosim.library.views import Order, SortKey
from photosim.ui import icons
from photosim.ui.language import tr


class SortButton(QToolButton):
    """Date taken, name or folder; newest or oldest first (A to Z or Z to A); headings or none.

    Signals:
        order_changed: the `Order` the user chose.
        headings_changed: whether the user wants headings (bool).
    """

    order_changed = Signal(object)
    headings_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order = Order()
        self._menu = QMenu(self)
        self._keys: dict[SortKey, QAction] = {}
        self._ways: dict[bool, QAction] = {}
        keys, ways = QActionGroup(self), QActionGroup(self)
        for key in SortKey:
            self._keys[key] = self._add(keys, lambda _=False, key=key: self._choose(Order(key, key is SortKey.TAKEN)))
        self._menu.addSeparator()
        for descending in (True, False):
            self._ways[descending] = self._add(
                ways, lambda _=False, descending=descending: self._choose(Order(self._order.key, descending))
            )
        self._menu.addSeparator()
        self.headings = QAction(self)
        self.headings.setCheckable(True)
        self.headings.setChecked(True)
        self.headings.triggered.connect(self.headings_changed)
        self._menu.addAction(self.headings)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._show_words()
        self.draw_icon()

    def _add(self, group: QActionGroup, do: object) -> QAction:
        action = QAction(self)
        action.setCheckable(True)
        action.triggered.connect(do)
        group.addAction(action)
        self._menu.addAction(action)
        return action

    @property
    def order(self) -> Order:
        """What is chosen."""
        return self._order

    def set_order(self, order: Order) -> None:
        """Show another choice, without telling of it."""
        self._order = order
        self._show_words()

    def set_headings(self, *, shown: bool) -> None:
        """Show whether there are headings, without telling of it."""
        self.headings.setChecked(shown)

    def _choose(self, order: Order) -> None:
        changed = order != self._order
        self.set_order(order)
        if changed:
            self.order_changed.emit(order)

    def _show_words(self) -> None:
        """The two ways are called by what comes first."""
        names = {SortKey.TAKEN: tr("Date taken"), SortKey.NAME: tr("Name"), SortKey.FOLDER: tr("Folder")}
        dated = self._order.key is SortKey.TAKEN
        ways = {
            True: tr("Newest first") if dated else tr("Z to A"),
            False: tr("Oldest first") if dated else tr("A to Z"),
        }
        for key, action in self._keys.items():
            action.setText(names[key])
            action.setChecked(key is self._order.key)
        for descending, action in self._ways.items():
            action.setText(ways[descending])
            action.setChecked(descending is self._order.descending)
        self.headings.setText(tr("Headings"))
        self.headings.setEnabled(self._order.key is not SortKey.NAME)
        chosen = tr("Sorted by {key}, {way}", key=names[self._order.key], way=ways[self._order.descending])
        short = {
            SortKey.TAKEN: ways[self._order.descending],
            SortKey.NAME: tr("By name"),
            SortKey.FOLDER: tr("By folder"),
        }
        self.setText(short[self._order.key])
        self.setToolTip(chosen)
        self.setAccessibleName(tr("Sort"))
        self.setAccessibleDescription(chosen)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew in other colours, put the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.draw_icon()
        elif event.type() == QEvent.Type.LanguageChange:
            self._show_words()

    def draw_icon(self) -> None:
        """Draw the icon in the colours of now."""
        self.setIcon(icons.icon("sort", self.palette()))
