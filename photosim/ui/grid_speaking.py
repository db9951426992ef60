"""Tells those who have photos read aloud what is on the current one; for everyone else nothing is asked."""

from collections.abc import Callable
from typing import Final

from photosim.core.photo import PhotoId
from photosim.library import Library
from photosim.ui.grid_service import GridService
from photosim.ui.jobs import JobContext, JobRunner, Pool
from photosim.ui.language import tr
from photosim.ui.photo_grid import PhotoGrid
from photosim.ui.photo_model import PhotoListModel

_TAGS: Final = 3


class Speaker(GridService):
    """Serves one grid."""

    def __init__(self, library: Library, runner: JobRunner, grid: PhotoGrid, model: PhotoListModel) -> None:
        super().__init__(library, runner, grid, model)
        grid.photo_current.connect(self._ask)

    def _ask(self, photo_id: int | None) -> None:
        if photo_id is None:
            return
        from PySide6.QtGui import QAccessible  # noqa: PLC0415 - a window opens without

        if QAccessible.isActive():
            job = self._runner.start(Pool.QUERY, "tags to read aloud", _name_tags(self._library, PhotoId(photo_id)))
            job.done.connect(lambda names: self._tell(photo_id, names))

    def _tell(self, photo_id: int, names: list[str]) -> None:
        """What a photo is called has changed; who has gone on meanwhile is not told."""
        tags = tr("shows {tags}", tags=", ".join(names)) if names else ""
        self._model.tell_tags(photo_id, tags)
        if tags and self._grid.current_id() == photo_id:
            from PySide6.QtGui import QAccessible, QAccessibleEvent  # noqa: PLC0415 - as above

            event = QAccessibleEvent(self._grid, QAccessible.Event.NameChanged)
            event.setChild(self._grid.currentIndex().row())
            QAccessible.updateAccessibility(event)


def _name_tags(library: Library, photo_id: PhotoId) -> Callable[[JobContext], list[str]]:
    """The worker's part; a model may know no classes."""

    def work(_context: JobContext) -> list[str]:
        return [] if library.tagging_off() else [tag.name for tag in library.tags(photo_id, k=_TAGS) if tag.shown]

    return work
