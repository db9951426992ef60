"""How an answer is shown: how near photos must be, whether near-identical ones are folded, what it is sorted by."""

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from photosim.library.views import Order, SortKey
from photosim.ui import icons
from photosim.ui.history import Page
from photosim.ui.language import tr
from photosim.ui.query_results import is_cut
from photosim.ui.result_view import ResultView

_ORDERS: Final = (None, Order(), Order(SortKey.TAKEN, False), Order(SortKey.NAME, False), Order(SortKey.FOLDER, False))
_STEP: Final = 5
_SLIDER: Final = 88  # logical pixels


class ResultControls(QWidget):
    """Stands beside the title of an answer.

    Signals:
        view_changed: the `ResultView` the user wants.
        order_changed: the `Order` the user wants, None for the best first.
    """

    view_changed = Signal(object)
    order_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = ResultView()
        self._strict = QLabel()
        self._strict.setObjectName("muted")
        self.order, self.collapse, self.strictness = QComboBox(), QToolButton(), QSlider(Qt.Orientation.Horizontal)
        self.order.addItems([""] * len(_ORDERS))
        self.order.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # which differ from page to page
        self.order.activated.connect(lambda place: self.order_changed.emit(_ORDERS[place]))
        self.collapse.setCheckable(True)
        self.collapse.setIconSize(QSize(20, 20))
        self.collapse.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.collapse.toggled.connect(lambda wanted: self._change(ResultView(self._view.strictness, wanted)))
        self.strictness.setRange(0, 100)
        self.strictness.setSingleStep(_STEP)
        self.strictness.setPageStep(4 * _STEP)
        self.strictness.setFixedWidth(_SLIDER)
        self.strictness.valueChanged.connect(lambda value: self._change(ResultView(value, self._view.collapse)))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self._strict, self.strictness, self.collapse, self.order):
            layout.addWidget(part)
        self._strict.setBuddy(self.strictness)
        self.set_view(self._view)
        self._name()
        self._draw()

    @property
    def view(self) -> ResultView:
        """How answers are to be shown."""
        return self._view

    def set_view(self, view: ResultView) -> None:
        """Show another choice, without telling of it."""
        self._view = view
        for part in (self.strictness, self.collapse):
            part.blockSignals(True)
        self.strictness.setValue(view.strictness)
        self.collapse.setChecked(view.collapse)
        for part in (self.strictness, self.collapse):
            part.blockSignals(False)
        self._tell_strictness()

    def show_page(self, page: Page) -> None:
        """Offer what makes sense for a page."""
        for part in (self._strict, self.strictness):
            part.setVisible(is_cut(page))
        self.order.setCurrentIndex(_place_of(page.order))
        best = tr("Best first") if page.query is not None and page.query.text else tr("Most alike first")
        self.order.setItemText(0, best)

    def _change(self, view: ResultView) -> None:
        if view != self._view:
            self._view = view
            self._tell_strictness()
            self.view_changed.emit(view)

    def _name(self) -> None:
        """Put all words in the user's language."""
        names = (
            tr("Most alike first"),
            tr("Newest first"),
            tr("Oldest first"),
            tr("By name"),
            tr("By folder"),
        )
        for place, name in enumerate(names):
            self.order.setItemText(place, name)
        self.order.setAccessibleName(tr("Sort the answer"))
        self.order.setToolTip(tr("Sort the answer"))
        self.collapse.setAccessibleName(tr("Show near-identical photos as one"))
        self.collapse.setToolTip(tr("Show near-identical photos as one"))
        self._strict.setText(tr("Strict"))
        self.strictness.setAccessibleName(tr("How alike photos must be"))
        self._tell_strictness()

    def _tell_strictness(self) -> None:
        value = self._view.strictness
        if not value:
            told = tr("All photos found are shown, however far they are")
        elif value >= self.strictness.maximum():
            told = tr("Only the nearest photos are shown")
        else:
            told = tr("How alike photos must be to be shown: further to the right fewer are")
        self.strictness.setToolTip(told)
        self.strictness.setAccessibleDescription(told)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew in other colours, put the words in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        elif event.type() == QEvent.Type.LanguageChange:
            self._name()

    def _draw(self) -> None:
        self.collapse.setIcon(icons.icon("duplicates", self.palette()))


def _place_of(order: Order | None) -> int:
    """The line that says most of an order; menus know more of them than there are lines here."""
    if order in _ORDERS:
        return _ORDERS.index(order)
    return next(place for place, known in enumerate(_ORDERS) if known and order and known.key is order.key)
