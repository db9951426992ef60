"""photosim's own window on a library, started as users start it; prints a line once photos are painted, and ends.

Only the painting of the grid is listened to.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QPaintEvent

from photosim.app import run_window
from photosim.paths import AppPaths
from photosim.ui.photo_grid import PhotoGrid
from tests.benchmarks.display import prepare_display, tell_ready


def _tell_when_painted(paint: Callable[[PhotoGrid, QPaintEvent], None]) -> Callable[[PhotoGrid, QPaintEvent], None]:
    def paint_and_tell(grid: PhotoGrid, event: QPaintEvent) -> None:
        paint(grid, event)
        model = grid.model()
        if model is not None and model.rowCount():
            tell_ready()

    return paint_and_tell


def _main() -> int:
    prepare_display()
    setattr(PhotoGrid, "paintEvent", _tell_when_painted(PhotoGrid.paintEvent))  # noqa: B010 - not for type checkers
    return run_window(AppPaths.below(Path(sys.argv[1])))


if __name__ == "__main__":
    sys.exit(_main())
