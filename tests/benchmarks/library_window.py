"""photosim's own window on a library, started as from a menu; prints a line once photos are painted, and ends."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

from photosim.__main__ import run
from tests.benchmarks.display import choose_platform, tell_ready

_GRID = "photosim.ui.photo_grid"


class GridFinder:
    """Listens to the painting of the grid from the moment photosim loads it, and loads nothing itself.

    On `sys.meta_path`; `importlib.abc`, which has a class for that, would load a dozen modules.

    Args:
        tell: called when a grid has painted photos.
    """

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Where the grid's module is; of all others it knows nothing."""
        if fullname != _GRID:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(fullname, path, target)
        assert spec is not None
        assert spec.loader is not None
        execute = spec.loader.exec_module

        def execute_and_listen(module: ModuleType) -> None:
            execute(module)
            self._listen_to(module.PhotoGrid)

        setattr(spec.loader, "exec_module", execute_and_listen)  # noqa: B010 - not for type checkers
        return spec

    def _listen_to(self, grid_class: Any) -> None:
        paint = grid_class.paintEvent

        def paint_and_tell(grid: Any, event: Any) -> None:
            paint(grid, event)
            model = grid.model()
            if model is not None and model.rowCount():
                self._tell()

        grid_class.paintEvent = paint_and_tell


if __name__ == "__main__":
    choose_platform()
    sys.meta_path.insert(0, GridFinder(tell_ready))
    os.environ["PHOTOSIM_DATA_DIR"] = sys.argv.pop()
    run()
