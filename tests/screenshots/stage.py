"""A window on the made library, brought into a state and photographed."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QSize
from PySide6.QtWidgets import QApplication, QWidget

from photosim import Library
from photosim.paths import AppPaths
from photosim.ui.main_window import MainWindow

_LIMIT_SECONDS: Final = 90.0


@dataclass(frozen=True, slots=True)
class Stage:
    """Where pictures are taken.

    Attributes:
        base: folder with `Pictures` and the state of a library that has indexed them.
        out: folder for the pictures.
        scheme: "light" or "dark", in their names.
        size: of the window, logical pixels.
        suffix: of their names, such as "200%".
    """

    base: Path
    out: Path
    scheme: str
    size: QSize
    suffix: str = ""

    @property
    def pictures(self) -> Path:
        """The photos."""
        return self.base / "Pictures"

    def save(self, widget: QWidget, name: str) -> None:
        """Save how a widget looks now.

        Raises:
            AssertionError: the picture cannot be written, or is of one colour.
        """
        picture = widget.grab()
        file = self.out / f"{'-'.join(filter(None, (name, self.scheme, self.suffix)))}.png"
        assert picture.save(str(file)), file
        small = picture.toImage().scaled(8, 8)
        colours = {small.pixel(x, y) for x in range(8) for y in range(8)}
        assert len(colours) > 1, f"{file} is empty"

    @contextmanager
    def window(self, *, state: str = "state", **start: object) -> Iterator[MainWindow]:
        """A window on a copy of the library's state, or on an empty one if there is no such state."""
        copy = self.base / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        if (self.base / state).is_dir():
            shutil.copytree(self.base / state, copy)
        with Library.open(paths=AppPaths.below(copy)) as library, opened(library, self.size, **start) as window:
            yield window
        shutil.rmtree(copy)


@contextmanager
def opened(library: Library, size: QSize, **start: object) -> Iterator[MainWindow]:
    """A window on a library, filled; closed at the end."""
    window = MainWindow(library)
    window.resize(size)
    window.move(40, 40)  # clear of the pointer, which rests near the corner of a screen that is not there
    window.show()
    window.start(**{"index": False, **start})  # type: ignore[arg-type]
    try:
        settle(window)
        yield window
    finally:
        window.close()
        assert window.finished
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle(window: MainWindow) -> None:
    """Wait until everything the window wants to show is there."""
    calm = 0

    def is_calm() -> bool:
        nonlocal calm
        calm = calm + 1 if window.settled else 0
        return calm >= 5

    wait(is_calm)


def wait(until: Callable[[], object]) -> None:
    """Let the window go on until something is so.

    Raises:
        TimeoutError: it never was.
    """
    deadline = time.monotonic() + _LIMIT_SECONDS
    while not until():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if time.monotonic() > deadline:
            message = f"not so after {_LIMIT_SECONDS:.0f} seconds"
            raise TimeoutError(message)
        time.sleep(0.01)
