"""How late the window's thread comes to a timer of 5 ms while photos are indexed and people do what they do.

A large grid is scrolled, the window is resized, the list is narrowed to a folder and widened again, all at once.
"""

import random
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QWidget

from photosim import Library, app
from photosim.library.views import Filter
from photosim.ui import theme
from photosim.ui.main_window import MainWindow
from photosim.ui.pages import Pages
from photosim.ui.photo_grid import PhotoGrid
from tests.benchmarks.children import call
from tests.benchmarks.display import choose_platform
from tests.benchmarks.rows import Row, Target
from tests.benchmarks.setting import Setting
from tests.benchmarks.timing import percentile

_BEAT_MS: Final = 5
_FRAME_MS: Final = 16
_ROUND: Final = 60
_FILTER_MS: Final = 1700
_IDLE_SECONDS: Final = 5
_LIMIT_SECONDS: Final = 600


def measure(setting: Setting) -> Iterator[Row]:
    """The longest and the 99.9th percentile of the time between two beats, beside the same window at rest."""
    for folder in (setting.large_photos(60 if setting.quick else 300), setting.small_photos(1000)):
        state = setting.scratch("heartbeat")
        shutil.copytree(setting.library(setting.many) / "state", state, dirs_exist_ok=True)
        beats = call(beat, state=str(state), folder=str(folder))
        busy, idle = beats["busy"], beats["idle"]
        what = f"{setting.many:,} photos, indexing {folder.name} JPEGs, scrolling, resizing, filtering"
        name = "the same window at rest"
        note = (
            f"{len(busy):,} beats, {beats['added']:,} photos indexed, {beats['scrolled']:,} steps of scrolling, "
            f"{beats['resized']:,} of resizing, {beats['filtered']:,} filters"
        )
        tail = [percentile(gaps, 99.9) for gaps in (busy, idle)]
        yield Row(f"{what}: gap p99.9", tail[0], "ms", tail[1], name, Target("<=", 50), note)
        yield Row(f"{what}: longest gap", max(busy), "ms", max(idle), name, Target("<=", 100), note)


def beat(state: str, folder: str) -> dict[str, Any]:
    """Milliseconds between beats, at rest and busy, on a library that is given a new folder."""
    choose_platform()
    application = app.make_application()
    theme.apply(application)
    library = Library.open(state)
    window = MainWindow(library, remember=False)
    window.show()
    window.start(index=False)
    _wait(lambda: bool(window.pages.photos.rowCount()) and window.settled)
    before = library.status().indexed
    heart = Heart()
    _spend(_IDLE_SECONDS)
    idle = heart.take()
    scroller, resizer = Scroller(window.pages.photo_grid), Resizer(window)
    sifter = Sifter(window.pages, [node.path for node in library.folder_tree()[0].children])
    window.indexing.add_folder(Path(folder))
    _wait(lambda: not window.indexing.state.running)
    busy = heart.take()
    for part in (scroller, resizer, sifter, heart):
        part.stop()
    _wait(lambda: window.settled)
    added = library.status().indexed - before
    window.close()
    assert window.finished
    library.close()
    application.quit()
    steps = {"scrolled": scroller.steps, "resized": resizer.steps, "filtered": sifter.steps}
    return {"idle": idle, "busy": busy, "added": added, **steps}


class Heart:
    """Beats every 5 ms on the GUI thread and notes the milliseconds that really passed in between."""

    def __init__(self) -> None:
        self._gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def take(self) -> list[float]:
        """The gaps since the last call."""
        gaps, self._gaps = self._gaps, []
        return gaps

    def stop(self) -> None:
        """No more beats."""
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        self._gaps.append(1000 * (now - self._last))
        self._last = now


class Scroller:
    """Scrolls a grid as a person does: a third of a page a frame for half a second, a rest, a jump to elsewhere."""

    def __init__(self, grid: PhotoGrid) -> None:
        self.steps = 0
        self._bar = grid.verticalScrollBar()
        self._dice = random.Random(1)
        self._timer = QTimer(interval=_FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def stop(self) -> None:
        """Leave the grid where it is."""
        self._timer.stop()

    def _step(self) -> None:
        self.steps += 1
        phase = self.steps % _ROUND
        if phase == 0:
            self._bar.setValue(self._dice.randrange(self._bar.maximum() + 1))
        elif phase < _ROUND // 2:
            self._bar.setValue(self._bar.value() + self._bar.pageStep() // 3)


class Resizer:
    """Drags a window's edge: for a second in every three, some pixels a frame, now smaller, now larger."""

    def __init__(self, window: QWidget) -> None:
        self.steps = 0
        self._window = window
        self._frame = 0
        self._timer = QTimer(interval=_FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def stop(self) -> None:
        """Let go."""
        self._timer.stop()

    def _step(self) -> None:
        self._frame += 1
        if self._frame % (3 * _ROUND) < _ROUND:
            self.steps += 1
            step = -6 if self._frame % _ROUND < _ROUND // 2 else 6
            self._window.resize(self._window.width() + step, self._window.height() + step // 2)


class Sifter:
    """Has the library show the photos of one folder after the other, and all of them in between."""

    def __init__(self, pages: Pages, folders: list[Path]) -> None:
        self.steps = 0
        self._pages = pages
        self._folders = folders
        self._timer = QTimer(interval=_FILTER_MS)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def stop(self) -> None:
        """Leave the list as it is."""
        self._timer.stop()

    def _step(self) -> None:
        self.steps += 1
        one = self._folders[self.steps // 2 % len(self._folders)] if self.steps % 2 else None
        self._pages.set_filter(Filter(folder=one))


def _wait(done: Callable[[], bool]) -> None:
    """Let Qt work until a condition holds, without turning in circles."""
    waker = QTimer(interval=20)
    waker.start()
    deadline = time.monotonic() + _LIMIT_SECONDS
    while not done():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        assert time.monotonic() < deadline


def _spend(seconds: float) -> None:
    end = time.monotonic() + seconds
    _wait(lambda: time.monotonic() > end)
