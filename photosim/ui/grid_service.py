"""What a grid of photos needs a worker for has a part of its own each; this is what those parts have in common."""

from PySide6.QtCore import QObject

from photosim.library import Library
from photosim.ui.jobs import JobRunner
from photosim.ui.photo_grid import PhotoGrid
from photosim.ui.photo_model import PhotoListModel


class GridService(QObject):
    """Serves one grid, and lives as long."""

    def __init__(self, library: Library, runner: JobRunner, grid: PhotoGrid, model: PhotoListModel) -> None:
        super().__init__(grid)
        self._library, self._runner = library, runner
        self._grid, self._model = grid, model
