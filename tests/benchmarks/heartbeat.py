"""How late the window's thread comes to a timer of 5 ms while photos are indexed and a large grid is scrolled."""

import random
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from photosim import Library
from photosim.ui.main_window import MainWindow
from photosim.ui.photo_grid import PhotoGrid
from tests.benchmarks.children import call
from tests.benchmarks.display import prepare_display
from tests.benchmarks.rows import Row, Target
from tests.benchmarks.setting import Setting
from tests.benchmarks.timing import percentile

_BEAT_MS: Final = 5
_FRAME_MS: Final = 16
_ROUND: Final = 60
_IDLE_SECONDS: Final = 5
_LIMIT_SECONDS: Final = 600


def measure(setting: Setting) -> Iterator[Row]:
    """The longest and the 99.9th percentile of the time between two beats, beside the same window at rest."""
    for folder in (setting.large_photos(60 if setting.quick else 300), setting.small_photos(1000)):
        state = setting.scratch("heartbeat")
        shutil.copytree(setting.library(setting.many) / "state", state, dirs_exist_ok=True)
        beats = call(beat, state=str(state), folder=str(folder))
        busy, idle = beats["busy"], beats["idle"]
        what = f"{setting.many:,} photos, indexing {folder.name} JPEGs and scrolling"
        name = "the same window at rest"
        note = f"{len(busy):,} beats, {beats['added']:,} photos indexed, {beats['scrolled']:,} steps of scrolling"
        tail = [percentile(gaps, 99.9) for gaps in (busy, idle)]
        yield Row(f"{what}: gap p99.9", tail[0], "ms", tail[1], name, Target("<=", 50), note)
        yield Row(f"{what}: longest gap", max(busy), "ms", max(idle), name, Target("<=", 100), note)


def beat(state: str, folder: str) -> dict[str, Any]:
    """Milliseconds between beats, at rest and busy, on a library that is given a new folder."""
    prepare_display()
    application = QApplication([])
    library = Library.open(state)
    window = MainWindow(library, remember=False)
    window.show()
    window.start(index=False)
    _wait(lambda: bool(window.pages.photos.rowCount()) and window.settled)
    before = library.status().indexed
    heart = Heart()
    _spend(_IDLE_SECONDS)
    idle = heart.take()
    scroller = Scroller(window.pages.photo_grid)
    window.indexing.add_folder(Path(folder))
    _wait(lambda: not window.indexing.state.running)
    busy, scrolled = heart.take(), scroller.steps
    scroller.stop()
    heart.stop()
    added = library.status().indexed - before
    window.close()
    assert window.finished
    library.close()
    application.quit()
    return {"idle": idle, "busy": busy, "added": added, "scrolled": scrolled}


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
            self._bar.setValue(self._dice.randrange(self._bar.maximum()))
        elif phase < _ROUND // 2:
            self._bar.setValue(self._bar.value() + self._bar.pageStep() // 3)


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
