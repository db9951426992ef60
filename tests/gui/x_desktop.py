"""The program as people start it, on the X server of `release.x_screen`."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from release import x_screen
from release.x_screen import DRAG_SOURCE, wait

__all__ = ["DRAG_SOURCE", "ROOT", "Desktop", "wait", "x_server"]
ROOT: Final = Path(__file__).parents[2]


@contextmanager
def x_server() -> Iterator[str]:
    """Start an X server; gives its name. Without one the test is left out."""
    if missing := x_screen.missing_tools():
        pytest.skip(f"not installed: {', '.join(missing)}")
    with x_screen.x_server() as display:
        yield display


class Desktop(x_screen.Desktop):
    """One X server and the programs on it.

    Args:
        display: name of the server.
        state: the data folder of photosim.
    """

    def __init__(self, display: str, state: Path) -> None:
        super().__init__(display)
        self._environment = {**os.environ, "PHOTOSIM_DATA_DIR": str(state), "LC_ALL": "C.UTF-8"}

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Run Python with these arguments on this screen."""
        return self.run([sys.executable, *arguments], self._environment, ROOT)
