"""The page of the library: every photo, or those a filter lets through."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from photosim.library import Library
from photosim.library.views import Filter, Order
from photosim.ui import empty
from photosim.ui.empty import EmptyText
from photosim.ui.indexing import IndexingState
from photosim.ui.jobs import JobRunner
from photosim.ui.language import tr
from photosim.ui.library_list import LibraryList
from photosim.ui.photo_grid import PhotoGrid
from photosim.ui.photo_model import PhotoListModel
from photosim.ui.thumb_loader import ThumbLoader
from photosim.ui.view_controls import SortButton


class LibraryPage(QObject):
    """Its grid and controls, and what stands there while it is empty.

    Attributes:
        model: the photos listed.
        grid: shows them.
        listed: asks for them.
        controls: say how they are sorted.

    Signals:
        changed: other photos are listed.
        failed: the exception that kept the list from coming.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, library: Library, runner: JobRunner, loader: ThumbLoader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = PhotoListModel(loader, self)
        self.grid = PhotoGrid(name=tr("Photos"))
        self.grid.setModel(self.model)
        loader.serve(self.grid, self.model)
        self.listed = LibraryList(library, runner, self.model, self)
        self.listed.changed.connect(self.changed)
        self.listed.failed.connect(self.failed)
        self.controls = SortButton()
        self.controls.order_changed.connect(self.listed.set_order)
        self.controls.headings_changed.connect(self.listed.set_headings)

    @property
    def busy(self) -> bool:
        """Whether a list is still to come."""
        return self.listed.busy

    @property
    def stands(self) -> bool:
        """Whether the photos listed are those of the filter that was set last."""
        listing = self.listed.listing
        return listing is not None and listing.complete and listing.filter == self.listed.filter

    @property
    def count(self) -> int:
        """How many photos it has, also while only the first of them are listed."""
        listing = self.listed.listing
        return self.model.rowCount() if listing is None or listing.complete else listing.total

    @property
    def filter(self) -> Filter:
        """The filter set last."""
        return self.listed.filter

    def set_filter(self, filter_: Filter) -> None:
        """List the photos it lets through."""
        self.listed.set_filter(filter_)

    def set_order(self, order: Order) -> None:
        """Sort in another way."""
        self.controls.set_order(order)
        self.listed.set_order(order)

    def set_headings(self, *, shown: bool) -> None:
        """Have headings, or none."""
        self.controls.set_headings(shown=shown)
        self.listed.set_headings(shown)

    def empty_text(self, state: IndexingState, names: Mapping[str, str]) -> EmptyText | None:
        """What to say instead of photos, None where there are some; `names` are those of tags, by key."""
        listing = self.listed.listing
        if self.model.rowCount() or (listing is not None and not self.stands):
            return None
        if listing is None and state.folders:
            return empty.loading()
        return empty.library_text(state, self.filter, names, self.listed.total)
