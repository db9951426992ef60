"""Typing a file name's beginning goes to that photo; names are known to the catalogue, so a worker asks it."""

from collections.abc import Callable
from typing import Final

from photosim.library import Library
from photosim.library.views import Filter, Listing, Order
from photosim.ui.grid_service import GridService
from photosim.ui.jobs import JobContext, JobRunner, Pool
from photosim.ui.photo_grid import PhotoGrid
from photosim.ui.photo_model import Ids, PhotoListModel

_ONE: Final = 1


class TypeAhead(GridService):
    """Serves one grid."""

    def __init__(self, library: Library, runner: JobRunner, grid: PhotoGrid, model: PhotoListModel) -> None:
        super().__init__(library, runner, grid, model)
        self._asked = 0
        grid.name_typed.connect(self._look_for)

    def _look_for(self, text: str) -> None:
        """One letter again and again goes from photo to photo; more letters stay where they fit already."""
        again = len(set(text.casefold())) == _ONE and len(text) > _ONE
        prefix = text[:1] if again else text
        row = self._grid.currentIndex().row()
        after = row if again or len(text) == _ONE else row - 1
        self._asked += 1
        number = self._asked
        work = _find(self._library, prefix, self._model.ids, self._model.filter, after)
        job = self._runner.start(Pool.LISTS, "name typed", work)
        job.done.connect(lambda photo_id: self._go(number, photo_id))

    def _go(self, number: int, photo_id: int | None) -> None:
        row = None if photo_id is None else self._model.row_of(photo_id)
        if number == self._asked and row is not None:
            self._grid.go_to(row)


def _find(library: Library, prefix: str, ids: Ids, which: Filter, after: int) -> Callable[[JobContext], int | None]:
    """The worker's part: the photo found, as the list may have changed by the time it is."""
    listing = Listing(Order(), which, ids[:], (), len(ids))

    def work(_context: JobContext) -> int | None:
        row = library.first_named(prefix, listing, after)
        return None if row is None else int(ids[row])

    return work
