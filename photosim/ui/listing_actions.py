"""The actions about how photos are listed: their order, headings, near-identical ones as one, and their size."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from photosim.library.views import Order, SortKey
from photosim.ui.toolbar import USUAL_CELL

if TYPE_CHECKING:
    from photosim.ui.main_window import MainWindow

_ORDERS: Final = {
    "sort-taken": Order(SortKey.TAKEN, descending=True),
    "sort-name": Order(SortKey.NAME, descending=False),
    "sort-folder": Order(SortKey.FOLDER, descending=False),
}


class ListingActions(QObject):
    """Connects them, has them show what is chosen."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        pages, commands = window.pages, window.commands
        for name, order in _ORDERS.items():
            commands.connect_to(name, partial(self._sort, order))
        commands.connect_to("sort-similarity", lambda: self._sort(None))
        commands.connect_to("sort-descending", self._turn)
        commands.connect_to("headings", lambda: pages.set_headings(shown=commands.get("headings").isChecked()))
        commands.connect_to("collapse", self._collapse)
        for name, steps in (("zoom-in", 1), ("zoom-out", -1)):
            commands.connect_to(name, partial(self._zoom, steps))
        commands.connect_to("zoom-reset", lambda: pages.set_cell_size(USUAL_CELL))
        window.tools.cell_size_changed.connect(pages.set_cell_size)
        pages.cell_size_changed.connect(window.tools.slider.setValue)

    @property
    def order(self) -> Order | None:
        """How the page shown is sorted; None for the best first."""
        pages = self._window.pages
        return pages.listed.order if pages.page.query is None else pages.page.order

    @property
    def has_headings(self) -> bool:
        """Whether the photos of the page shown could have headings."""
        order = self.order
        return self._window.pages.page.is_library and order is not None and order.key is not SortKey.NAME

    def _sort(self, order: Order | None) -> None:
        self._window.pages.sort(order)
        self.show_chosen()

    def _turn(self) -> None:
        order = self.order
        if order is not None:
            self._sort(replace(order, descending=not order.descending))

    def _zoom(self, steps: int) -> None:
        grid = self._window.pages.grid
        if grid is not None:
            grid.zoom(steps)

    def _collapse(self) -> None:
        pages = self._window.pages
        pages.set_view(pages.view._replace(collapse=self._window.commands.get("collapse").isChecked()))

    def show_chosen(self) -> None:
        """Check what is chosen; nothing is told of it."""
        commands, pages, order = self._window.commands, self._window.pages, self.order
        chosen = next((name for name, known in _ORDERS.items() if order and known.key is order.key), "sort-similarity")
        commands.get(chosen).setChecked(True)
        commands.get("sort-descending").setChecked(order is not None and order.descending)
        commands.get("headings").setChecked(pages.headings)
        commands.get("collapse").setChecked(pages.view.collapse)
