"""The page of the library: every photo, or those a filter lets through."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from photosim.library import Library
from photosim.library.views import ALL, Filter
from photosim.ui import empty
from photosim.ui.empty import EmptyText
from photosim.ui.indexing import IndexingState
from photosim.ui.jobs import JobRunner
from photosim.ui.language import tr
from photosim.ui.library_list import LibraryList
from photosim.ui.lookalikes import Asker
from photosim.ui.photo_grid import PhotoGrid
from photosim.ui.photo_model import Ids, PhotoListModel
from photosim.ui.thumb_loader import ThumbLoader


class LibraryPage(QObject):
    """Its grid, and what stands there while it is empty.

    Signals:
        changed: other photos are listed.
        failed: the exception that kept the list from being narrowed.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, library: Library, runner: JobRunner, loader: ThumbLoader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._filter = ALL
        self._shown_filter = ALL
        self.model = PhotoListModel(loader, self)
        self.grid = PhotoGrid(name=tr("Photos"))
        self.grid.setModel(self.model)
        loader.serve(self.grid, self.model)
        self._listed = LibraryList(self.model)
        self._asker = Asker(runner, "photos of a filter", self)
        self._asker.answered.connect(self._narrow)
        self._asker.failed.connect(self.failed)

    @property
    def busy(self) -> bool:
        """Whether a list is still to come."""
        return self._asker.busy

    @property
    def stands(self) -> bool:
        """Whether the photos listed are those of the filter that was set last."""
        return self._filter == self._shown_filter

    @property
    def filter(self) -> Filter:
        """The filter set last."""
        return self._filter

    def set_filter(self, filter_: Filter) -> None:
        """List the photos it lets through."""
        if filter_ != self._filter:
            self._filter = filter_
            self._ask()

    def add(self, ids: Ids) -> None:
        """Photos were found while scanning."""
        self._listed.append(ids)
        self.changed.emit()

    def show_list(self, ids: Ids) -> None:
        """The library as it is now."""
        self._listed.sync(ids)
        if self._filter:
            self._ask()
        self.changed.emit()

    def empty_text(self, state: IndexingState, names: Mapping[str, str]) -> EmptyText | None:
        """What to say instead of photos, None where there are some; `names` are those of tags, by key."""
        if self.model.rowCount() or not self.stands:
            return None
        return empty.library_text(state, self._filter, names, self._listed.total)

    def _ask(self) -> None:
        library, wanted = self._library, self._filter
        self._asker.ask(lambda _: (wanted, library.filtered(wanted) if wanted else None))

    def _narrow(self, answer: "tuple[Filter, Ids | None]") -> None:
        anew = not self.stands
        self._shown_filter, ids = answer
        self._listed.narrow(ids, anew=anew)
        self.changed.emit()
