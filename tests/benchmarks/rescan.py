"""Looking through a folder in which nothing has changed."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from photosim import Library
from tests.benchmarks.children import call
from tests.benchmarks.rows import Row, Target
from tests.benchmarks.setting import Setting
from tests.benchmarks.timing import alternate


def measure(setting: Setting) -> Iterator[Row]:
    """Files a second beside walking the folder and asking for each file's size and time."""
    count = 10_000
    base = setting.library(count)
    ours, walk = call(in_turns, base=str(base), count=count)
    yield Row(
        f"unchanged rescan of {count:,} files",
        ours,
        "files/s",
        walk,
        "os.walk and stat alone",
        Target(">=", 20_000),
        "warm; Library.index from start to report",
    )


def in_turns(base: str, count: int) -> list[float]:
    """Files a second of both, in one process."""
    photos = Path(base) / "photos"
    with Library.open(Path(base) / "state") as library:

        def rescan() -> float:
            start = time.perf_counter()
            report = library.index([photos])
            taken = time.perf_counter() - start
            assert (report.unchanged, report.missing) == (count, 0), report
            return count / taken

        def walk() -> float:
            start = time.perf_counter()
            found = 0
            for folder, _, names in os.walk(photos):
                for name in names:
                    os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 - the barest way there is
                    found += 1
            assert found == count
            return count / (time.perf_counter() - start)

        rescan()
        return alternate([rescan, walk], repetitions=7)
