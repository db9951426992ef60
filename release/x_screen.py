"""A screen that is not there: an X server, programs on it, and hands on its mouse and keyboard.

Used to try the packaged program, and by the tests to try the source. Needs `Xvfb` and `xdotool`.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from release.product import ReleaseError

WIDTH: Final = 1400
HEIGHT: Final = 900
FRAME_FILE: Final = "Xvfb_screen0"
"""What `x_server` keeps in its folder of frames, in the form of the program `xwd`."""
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
"""A program for Python with PySide6: a small window at the upper right from which files can be dragged."""
_LIMIT_SECONDS: Final = 120.0


def missing_tools() -> list[str]:
    """Names of the programs that this needs and that are not installed."""
    return [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]


@contextmanager
def x_server(frames: Path | None = None) -> Iterator[str]:
    """Start an X server; gives its name.

    Args:
        frames: a folder for the file of what is on the screen, mapped by the server.

    Raises:
        ReleaseError: it is not installed, or does not start.
    """
    if missing := missing_tools():
        message = f"not installed: {', '.join(missing)}"
        raise ReleaseError(message)
    kept = ["-fbdir", str(frames)] if frames else []
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp", *kept],  # noqa: S607 - wherever it is
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    try:
        if not number:
            message = "Xvfb did not start"
            raise ReleaseError(message)
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


class Desktop:
    """One X server and the programs on it.

    Args:
        display: name of the server.
    """

    def __init__(self, display: str) -> None:
        self.display = display
        self._running: list[subprocess.Popen[str]] = []

    def close(self) -> None:
        """End what still runs."""
        for program in self._running:
            if program.poll() is None:
                program.kill()
            program.communicate(timeout=20)

    def run(self, command: Sequence[str], environment: Mapping[str, str], cwd: Path) -> subprocess.Popen[str]:
        """Start a program on this screen."""
        program = subprocess.Popen(
            command,
            cwd=cwd,
            env={**environment, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._running.append(program)
        return program

    def do(self, *words: object) -> str:
        """One xdotool command; what it prints."""
        return subprocess.run(
            ["xdotool", *map(str, words)],  # noqa: S607 - wherever it is
            env={**os.environ, "DISPLAY": self.display, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
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
        try:
            wait(lambda: part in self.do("getwindowname", window), "")
        except ReleaseError:
            message = f"waited for {part!r} in the title, which is {self.do('getwindowname', window)!r}"
            raise ReleaseError(message) from None

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
    """Wait until something is so.

    Raises:
        ReleaseError: it was not in time.
    """
    deadline = time.monotonic() + _LIMIT_SECONDS
    while not until():
        if time.monotonic() > deadline:
            message = f"waited {_LIMIT_SECONDS:.0f} s for {what}"
            raise ReleaseError(message)
        time.sleep(0.05)
