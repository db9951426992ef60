"""What a frame of scrolling costs, and how much memory a library takes that is scrolled from top to bottom."""

import os
import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtGui import QPaintEvent

from photosim import Library, app
from photosim.paths import AppPaths
from photosim.store.db import connect
from photosim.ui import theme
from photosim.ui.grid_view import GridView
from photosim.ui.jobs import JobRunner
from photosim.ui.library_list import LibraryList
from photosim.ui.main_window import MainWindow
from photosim.ui.photo_grid import PhotoGrid
from photosim.ui.photo_model import PhotoListModel
from photosim.ui.thumb_loader import ThumbLoader
from tests.benchmarks.children import call, peak_memory
from tests.benchmarks.display import choose_platform
from tests.benchmarks.rows import Row, Target
from tests.benchmarks.setting import Setting
from tests.benchmarks.timing import percentile

_MB: Final = 1_000_000
_MONTHS: Final = 240
_FULL_HD: Final = (1920, 1080)
_FRAMES: Final = 600
_FRAME_SECONDS: Final = 1 / 60
_PAGE_SECONDS: Final = 0.03
_REST_EVERY: Final = 20
_LIMIT_SECONDS: Final = 60


def measure(setting: Setting) -> Iterator[Row]:
    """Time to paint a frame, by size of cell and scale of the screen; memory after the whole way."""
    state = setting.scratch("scrolling")
    shutil.copytree(setting.library(setting.many) / "state", state, dirs_exist_ok=True)
    spread_over_months(state)
    what = f"{setting.many:,} photos under {_MONTHS} months, full-HD grid"
    for cell, scale in ((168, 1), (64, 1), (168, 2), (512, 2)):
        frames = call(paint_frames, state=str(state), cell=cell, scale=scale)
        target = Target("<=", 8) if (cell, scale) == (168, 1) else None
        note = (
            f"{frames['cells']} cells in view; median {percentile(frames['scrolled'], 50):.1f} ms; of the processor's "
            f"time alone p99 {percentile(frames['computed'], 99):.1f} ms"
        )
        name = "the whole view at once"
        whole = percentile(frames["whole"], 99)
        yield Row(
            f"{what}, cells of {cell}, scale {scale}: painting a step of scrolling, p99",
            percentile(frames["scrolled"], 99),
            "ms",
            whole,
            name,
            target,
            note,
        )
    passage = call(scroll_through, state=str(state))
    yield Row(
        f"window on {setting.many:,} photos, scrolled from top to bottom: memory",
        passage["after"] / _MB,
        "MB",
        passage["before"] / _MB,
        "before",
        Target("<=", 400),
        f"resident; peak {passage['peak'] / _MB:.0f} MB, {passage['pages']:,} pages, {passage['kept'] / _MB:.0f} MB of "
        "pictures kept",
    )


def spread_over_months(state: Path) -> None:
    """Give the photos of a made library dates from twenty years, as a person's have."""
    dice = random.Random(3)
    with closing(connect(AppPaths.below(state).database)) as connection, connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM photos")]
        rows = [(dice.randrange(_MONTHS) * 2_629_800 + 1_100_000_000 + dice.randrange(2_000_000), key) for key in ids]
        connection.executemany("UPDATE photos SET taken = ? WHERE id = ?", rows)


def paint_frames(state: str, cell: int, scale: int) -> dict[str, Any]:
    """Milliseconds that painting took, of steps of scrolling and of whole views, in a grid of its own."""
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    choose_platform()
    application = app.make_application()
    theme.apply(application)
    took: list[tuple[float, float]] = []
    setattr(GridView, "paintEvent", _timed(GridView.paintEvent, took))  # noqa: B010 - not for type checkers
    runner = JobRunner()
    with Library.open(state) as library:
        loader = ThumbLoader(library, runner)
        model, grid = PhotoListModel(loader), PhotoGrid(cell=cell)
        grid.setModel(model)
        loader.serve(grid, model)
        listed = LibraryList(library, runner, model)
        grid.resize(_FULL_HD[0] // scale, _FULL_HD[1] // scale)
        grid.show()
        listed.refresh()
        _until(lambda: bool(model.rowCount()) and loader.settled)
        first, last = grid.visible_rows()
        answer = _scroll_and_take(grid, took)
        grid.close()
        runner.shutdown(10)
    return {**answer, "cells": last - first + 1}


def _scroll_and_take(grid: PhotoGrid, took: list[tuple[float, float]]) -> dict[str, list[float]]:
    """A third of a page a frame, every tenth time a jump to elsewhere, painted as a whole.

    Beside the time that went by, the processor's: what else the computer does does not count in it.
    """
    bar, dice = grid.verticalScrollBar(), random.Random(5)
    scrolled, whole, computed = list[float](), list[float](), list[float]()
    for number in range(_FRAMES):
        jump = number % 10 == 0
        took.clear()
        bar.setValue(dice.randrange(bar.maximum()) if jump else bar.value() + bar.pageStep() // 3)
        end = time.perf_counter() + _FRAME_SECONDS
        while time.perf_counter() < end:
            QCoreApplication.processEvents()
        if took:
            (whole if jump else scrolled).append(max(wall for wall, _ in took))
            computed.append(max(processor for _, processor in took))
    return {"scrolled": scrolled, "whole": whole, "computed": computed}


def _timed(
    paint: Callable[[GridView, QPaintEvent], None], took: list[tuple[float, float]]
) -> Callable[[GridView, QPaintEvent], None]:
    def paint_and_note(grid: GridView, event: QPaintEvent) -> None:
        wall, processor = time.perf_counter(), time.thread_time()
        paint(grid, event)
        took.append((1000 * (time.perf_counter() - wall), 1000 * (time.thread_time() - processor)))

    return paint_and_note


def scroll_through(state: str) -> dict[str, int]:
    """Bytes resident before and after a window was scrolled through a page at a time, pictures and all."""
    choose_platform()
    application = app.make_application()
    theme.apply(application)
    library = Library.open(state)
    window = MainWindow(library, remember=False)
    window.resize(*_FULL_HD)
    window.show()
    window.start(index=False)
    grid = window.pages.photo_grid
    model = grid.photos
    assert model is not None
    _until(lambda: bool(model.rowCount()) and window.settled)
    before, pages, bar = _resident(), 0, grid.verticalScrollBar()
    while bar.value() < bar.maximum():
        bar.setValue(bar.value() + bar.pageStep())
        pages += 1
        end = time.perf_counter() + _PAGE_SECONDS
        _until(lambda end=end: time.perf_counter() > end)  # type: ignore[misc]
        if pages % _REST_EVERY == 0:
            _until(lambda: window.loader.settled)
    _until(lambda: window.settled)
    answer = {"before": before, "after": _resident(), "peak": peak_memory(), "pages": pages}
    kept = window.loader.kept_bytes
    window.close()
    assert window.finished
    library.close()
    return {**answer, "kept": kept}


def _resident() -> int:
    import psutil  # noqa: PLC0415 - not part of what is measured until now

    return int(psutil.Process().memory_info().rss)


def _until(done: Callable[[], bool]) -> None:
    """Let Qt work until a condition holds."""
    waker = QTimer(interval=10)
    waker.start()
    deadline = time.monotonic() + _LIMIT_SECONDS
    while not done():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        assert time.monotonic() < deadline
