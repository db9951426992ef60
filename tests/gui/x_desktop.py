"""A screen that is not there: an X server, the program as people start it, and hands on its mouse and keyboard."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
_LIMIT_SECONDS: Final = 60.0

DRAG_SOURCE: Final = """
import sys
from PySide6.QtCore import QMimeData, QUrl, Qt
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QWidget

class Source(QWidget):
    def mouseMoveEvent(self, event):
        if event.buttons() & Qt.MouseButton.LeftButton:
            mime = QMimeData()
            mime.setUrls([QUrl.fromLocalFile(path) for path in sys.argv[1:]])
            drag = QDrag(self)
            drag.setMimeData(mime)
            print("dropped" if drag.exec(Qt.DropAction.CopyAction) else "refused", flush=True)

application = QApplication(["source"])
source = Source()
source.setWindowTitle("files to drag")
source.setGeometry(1300, 20, 90, 90)
source.show()
application.exec()
"""


@contextmanager
def x_server() -> Iterator[str]:
    """Start an X server; gives its name."""
    program = shutil.which("Xvfb")
    if program is None:
        pytest.skip("Xvfb is not installed")
    read, write = os.pipe()
    server = subprocess.Popen(
        [program, "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    assert number, "Xvfb did not start"
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


class Desktop:
    """One X server and the programs on it.

    Args:
        display: name of the server.
        state: the data folder of photosim.
    """

    def __init__(self, display: str, state: Path) -> None:
        if shutil.which("xdotool") is None:
            pytest.skip("xdotool is not installed")
        self._environment = {
            **os.environ,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "PHOTOSIM_DATA_DIR": str(state),
            "LC_ALL": "C.UTF-8",
        }
        self._running: list[subprocess.Popen[str]] = []

    def close(self) -> None:
        """End what still runs."""
        for program in self._running:
            if program.poll() is None:
                program.kill()
            program.communicate(timeout=20)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Run Python with these arguments on this screen."""
        program = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._running.append(program)
        return program

    def do(self, *words: object) -> str:
        """One xdotool command; what it prints."""
        return subprocess.run(
            ["xdotool", *map(str, words)], env=self._environment, capture_output=True, text=True, check=False
        ).stdout.strip()

    def window(self, title: str) -> str:
        """Wait for a window with that title, a regular expression of plain letters; its number."""
        found: list[str] = []

        def look() -> bool:
            found[:] = self.do("search", "--onlyvisible", "--name", title).split()
            return bool(found)

        wait(look, f"a window called {title}")
        return found[-1]

    def wait_for_title(self, window: str, part: str) -> None:
        """Wait until a window's title has that in it."""
        wait(lambda: part in self.do("getwindowname", window), f"{part} in the title")

    def size(self, window: str) -> tuple[int, int]:
        """Width and height of a window, pixels."""
        lines = dict(line.split("=") for line in self.do("getwindowgeometry", "--shell", window).splitlines())
        return int(lines["WIDTH"]), int(lines["HEIGHT"])

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the left button at a place, move to the other as a hand does, let go."""
        self.do("mousemove", *start)
        self.do("mousedown", 1)
        for step in range(1, 11):
            place = (round(start[axis] + (end[axis] - start[axis]) * step / 10) for axis in (0, 1))
            self.do("mousemove", *place)
            time.sleep(0.05)
        self.do("mouseup", 1)


def wait(until: Callable[[], object], what: str) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + _LIMIT_SECONDS
    while not until():
        assert time.monotonic() < deadline, f"waited {_LIMIT_SECONDS:.0f} s for {what}"
        time.sleep(0.05)
