"""A library of long vectors, like VGG16's: quality and time of a query, and what the library takes on the disk.

All bytes are counted: the database with photos, vectors and tags, and the search index; only thumbnails, which are a
cache, are not. Queries are drawn like the library's vectors but are not in it.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
import psutil

from photosim.core.threads import usable_cores
from photosim.core.vectors import Packed, Vectors
from photosim.paths import AppPaths
from photosim.semantics.focus import article_scores, focused
from photosim.store.building import build_generation
from photosim.store.db import connect
from photosim.store.models import find_model
from tests.benchmarks.children import call, watch
from tests.benchmarks.long_vectors import SHARES
from tests.benchmarks.made_library import LONG_MODEL, make_long_library
from tests.benchmarks.made_vectors import exact_nearest, unit_blocks
from tests.benchmarks.rows import Row, Target
from tests.benchmarks.search import Asked
from tests.benchmarks.setting import Setting
from tests.benchmarks.timing import percentile, recall, seconds

_QUERIES: Final = 300
_SCANS: Final = 5
_PROTOTYPE: Final = 7
_ROWS: Final = 100


def measure(setting: Setting) -> Iterator[Row]:
    """All figures for vectors of which few, and of which half the numbers are not zero."""
    for share in SHARES:
        yield from _measure(setting, share)


def _measure(setting: Setting, share: float) -> Iterator[Row]:
    count = setting.many
    file, queries = setting.long_vectors(count, share), setting.long_queries(_QUERIES, share)
    base = setting.scratch("search-long")
    setting.say(f"making a library of {count:,} long vectors, {share:.0%} not zero")
    make_long_library(base, np.load(file, mmap_mode="r"))
    built = watch(build, state=str(base))
    sizes = _sizes(base, count)
    asked = call(ask, state=str(base), queries=str(queries))
    packed: Packed = np.load(file, mmap_mode="r")
    units: Vectors = np.load(queries)
    start = time.perf_counter()
    exact_nearest(units[:1], unit_blocks(packed), _ROWS)
    exact_milliseconds = 1000 * (time.perf_counter() - start)
    shutil.rmtree(base)
    what = f"{count:,} vectors of {packed.shape[1]:,}, {share:.0%} not zero"
    for name, limit in (("", 0.98), ("focused ", None)):
        wanted: Vectors = units if not name else np.array(asked["focused_queries"], np.float32)
        true, _ = exact_nearest(wanted, unit_blocks(packed), 10)
        found = recall(asked[f"{name.strip()}ids"], true.tolist())
        target = Target(">=", limit) if limit else None
        yield Row(f"{what}: {name}recall@10", found, "", target=target, note="against exact, held-out queries")
    other = "exact scan of the packed vectors"
    yield Row(f"{what}: query to {_ROWS} rows, p50", asked["p50"], "ms", exact_milliseconds, other, Target("<=", 10))
    yield Row(f"{what}: query to {_ROWS} rows, p99", asked["p99"], "ms", exact_milliseconds, other, Target("<=", 30))
    yield Row(f"{what}: every vector looked at", asked["scan"], "ms", note="the article's focus")
    yield Row(f"{what}: memory growth of an open library", asked["growth"] / 1e6, "MB", note="resident, after queries")
    yield Row(f"{what}: index build", built.answer, "s")
    yield Row(f"{what}: peak memory of the build", built.own / 1e6, "MB")
    for name, size in sizes.items():
        yield Row(f"{what}: {name} a photo", size / 1000, "kB")
    plain = 2 * packed.shape[1] / 1000
    yield Row(
        f"{what}: disk a photo", sum(sizes.values()) / 1000, "kB", plain, "the bytes alone, twice", Target("<=", 4.5)
    )


def build(state: str) -> float:
    """Seconds of a first generation, from reading the catalogue to verified files on the disk."""
    paths = AppPaths.below(state)
    with closing(connect(paths.database)) as connection:
        model = find_model(connection, LONG_MODEL) or 0
        return seconds(lambda: build_generation(connection, model, paths.index / LONG_MODEL, usable_cores()))


def _sizes(base: Path, count: int) -> dict[str, float]:
    """Bytes a photo of the database and of each file of the search index that is a tenth of it or more."""
    paths = AppPaths.below(base)
    database = sum(file.stat().st_size for file in paths.database.parent.glob(f"{paths.database.name}*"))
    files = {file.name: file.stat().st_size for file in paths.index.rglob("*") if file.is_file()}
    index = sum(files.values())
    large = {name: size for name, size in files.items() if size > index / 10}
    sizes = {"database": database, **large, "rest of the index": index - sum(large.values())}
    return {name: size / count for name, size in sizes.items()}


def ask(state: str, queries: str) -> dict[str, Any]:
    """Positions found for each query, focused ones too, milliseconds, and growth of resident memory in bytes."""
    units: Vectors = np.load(queries)
    process = psutil.Process()
    before = process.memory_info().rss
    library = Asked(state, LONG_MODEL)
    for unit in units[:20]:  # warm: a window has been open for a while
        library.rows(unit)
    ids, times = [], []
    for unit in units:
        start = time.perf_counter()
        rows = library.rows(unit, _ROWS)
        times.append(1000 * (time.perf_counter() - start))
        ids.append([row.id - 1 for row in rows[:10]])  # ids of a new catalogue count from one
    growth = process.memory_info().rss - before
    weights = units - units.mean(axis=0)  # a class's weights: what sets a photo of it apart
    wanted = [focused(unit, weights[number - _PROTOTYPE]) for number, unit in enumerate(units)]
    focused_ids = [[row.id - 1 for row in library.rows(query, 10, far=True)] for query in wanted]
    scans = [
        seconds(partial(library.scored, partial(article_scores, unit=unit, weights=weights[0])))
        for unit in units[:_SCANS]
    ]
    library.close()
    return {
        "ids": ids,
        "focusedids": focused_ids,
        "focused_queries": [query.tolist() for query in wanted],
        "p50": percentile(times, 50),
        "p99": percentile(times, 99),
        "scan": 1000 * percentile(scans, 50),
        "growth": growth,
    }
