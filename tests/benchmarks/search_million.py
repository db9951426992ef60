"""Queries of a million photos: quality, time, and the memory an open library takes."""

import shutil
import time
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import psutil

from photosim.core.vectors import Packed, Vectors
from tests.benchmarks.children import call
from tests.benchmarks.made_library import make_library
from tests.benchmarks.made_vectors import exact_nearest, unit_blocks
from tests.benchmarks.rows import Row, Target
from tests.benchmarks.search import Asked
from tests.benchmarks.setting import Setting
from tests.benchmarks.timing import percentile, recall

_QUERIES: Final = 200


def measure(setting: Setting) -> Iterator[Row]:
    """All three figures, beside an exact scan of the packed vectors for the time."""
    count = 100_000 if setting.quick else 1_000_000
    file, asked = setting.vectors(count), setting.queries(_QUERIES)
    base = setting.scratch("search-million")
    packed: Packed = np.load(file, mmap_mode="r")
    setting.say(f"making a library of {count:,} photos")
    make_library(base, None, packed, setting.cores)
    found = call(ask, state=str(base), queries=str(asked))
    units: Vectors = np.load(asked)
    start = time.perf_counter()
    exact_nearest(units[:1], unit_blocks(packed), 100)
    exact_milliseconds = 1000 * (time.perf_counter() - start)
    true, _ = exact_nearest(units, unit_blocks(packed), 10)
    share = recall(found["ids"], true.tolist())
    shutil.rmtree(base)
    file.unlink()
    what = f"query of {count:,} photos"
    yield Row(f"{what}, recall@10", share, "", target=Target(">=", 0.95), note="against exact, held-out queries")
    other = "exact scan of the packed vectors"
    yield Row(f"{what}, vector to 100 rows, p50", found["p50"], "ms", exact_milliseconds, other, Target("<=", 50))
    yield Row(f"{what}, memory growth", found["growth"] / 1e6, "MB", target=Target("<=", 1000), note="resident")


def ask(state: str, queries: str) -> dict[str, Any]:
    """Positions found for each query, median of milliseconds, and bytes by which resident memory has grown."""
    units: Vectors = np.load(queries)
    process = psutil.Process()
    before = process.memory_info().rss
    library = Asked(state)
    ids, times = [], []
    for unit in units:
        start = time.perf_counter()
        rows = library.rows(unit)
        times.append(1000 * (time.perf_counter() - start))
        ids.append([row.id - 1 for row in rows[:10]])
    growth = process.memory_info().rss - before
    library.close()
    return {"ids": ids, "p50": percentile(times, 50), "growth": growth}
