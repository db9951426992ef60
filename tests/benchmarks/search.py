"""Finding the nearest of many vectors: quality and time of a query.

Beside an exact scan and beside Annoy on the raw vectors (100 trees). Queries are drawn like the library's vectors but
are not in it. A query is timed from the vector to the rows of the 100 best photos, as a window needs them.
"""

import time
from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from annoy import AnnoyIndex

from photosim.assets import bundled_models_folder
from photosim.core.photo import Photo, PhotoId
from photosim.core.threads import usable_cores
from photosim.core.vectors import Packed, Vectors, unpack
from photosim.embed.registry import DEFAULT_MODEL, find_model
from photosim.paths import AppPaths
from photosim.store import photos
from photosim.store.catalog import Catalog
from photosim.store.models import find_model as find_model_id
from photosim.store.search import Searcher
from tests.benchmarks.children import call
from tests.benchmarks.rows import Row, Target
from tests.benchmarks.setting import Setting
from tests.benchmarks.timing import percentile, recall, seconds

TREES: Final = 100
_QUERIES: Final = 300
_ROWS: Final = 100


def measure(setting: Setting) -> Iterator[Row]:
    """Recall, median and tail of the time of a query, beside exact search and raw Annoy."""
    count = setting.many
    vectors = str(setting.vectors(count))
    raw = setting.scratch("search") / "raw.ann"
    call(build_raw, vectors=vectors, file=str(raw))
    state = setting.library(count) / "state"
    found = call(ask, state=str(state), vectors=vectors, queries=str(setting.queries(_QUERIES)), raw=str(raw))
    raw.unlink()
    what = f"query of {count:,} photos, vector to {_ROWS} rows"
    annoy = f"raw Annoy, {TREES} trees"
    yield Row(
        f"query of {count:,} photos, recall@10",
        found["recall"],
        "",
        found["raw_recall"],
        annoy,
        Target(">=", 0.98),
        f"against exact, {_QUERIES} held-out queries; raw Annoy with its default effort for 10",
    )
    yield Row(f"{what}, p50", found["p50"], "ms", found["exact_p50"], "exact scan, numpy", Target("<=", 10))
    yield Row(f"{what}, p99", found["p99"], "ms", found["exact_p99"], "exact scan, numpy", Target("<=", 30))
    yield Row(f"{what}, p50", found["p50"], "ms", found["raw_p50"], annoy, note="raw Annoy gives ids only")


def build_raw(vectors: str, file: str) -> float:
    """Seconds to put unit vectors into Annoy as they are and save it."""
    packed: Packed = np.load(vectors, mmap_mode="r")

    def build() -> None:
        index = AnnoyIndex(packed.shape[1], "angular")
        for start in range(0, len(packed), 1000):
            for position, row in enumerate(unpack(packed[start : start + 1000]).tolist(), start):
                index.add_item(position, row)
        index.build(TREES, n_jobs=usable_cores())
        index.save(file)

    return seconds(build)


class Asked:
    """A library opened for queries only, without its network; `identity` is that of its model."""

    def __init__(self, state: str, identity: str | None = None) -> None:
        paths = AppPaths.below(state)
        self.spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
        identity = identity or self.spec.identity
        self.catalog = Catalog(paths)
        with self.catalog.reading() as connection:
            self._model = find_model_id(connection, identity) or 0
        self._searcher = Searcher(self.catalog, self._model, paths.index / identity)

    def rows(self, unit: Vectors, k: int = _ROWS, *, far: bool = False) -> list[Photo]:
        """Photo rows of the k nearest, best first."""
        return self._rows(self._searcher.query(unit, k, far=far))

    def scored(self, score: Callable[[Vectors], Vectors], k: int = _ROWS) -> list[Photo]:
        """Photo rows of the k with the highest scores, best first; all photos are looked at."""
        return self._rows(self._searcher.scored(score, k))

    def _rows(self, found: list[tuple[PhotoId, float]]) -> list[Photo]:
        with self.catalog.reading() as connection:
            known = photos.find_by_id(connection, [photo_id for photo_id, _ in found], self._model)
        return [known[photo_id] for photo_id, _ in found]

    def close(self) -> None:
        """Let go of its files."""
        self._searcher.close()
        self.catalog.close()


def ask(state: str, vectors: str, queries: str, raw: str) -> dict[str, float]:
    """Times in milliseconds and recall of all three, query by query in turns."""
    packed: Packed = np.load(vectors, mmap_mode="r")
    asked: Vectors = np.load(queries)
    exact = unpack(packed[:])
    annoy = AnnoyIndex(packed.shape[1], "angular")
    annoy.load(raw)
    library = Asked(state)
    for unit in asked[:20]:  # warm: a window has been open for a while
        library.rows(unit)
        annoy.get_nns_by_vector(unit.tolist(), _ROWS)
    times: dict[str, list[float]] = {"": [], "exact_": [], "raw_": []}
    found: dict[str, list[list[int]]] = {"": [], "exact_": [], "raw_": []}
    for unit in asked:
        with Clock(times[""]):
            rows = library.rows(unit)
        with Clock(times["exact_"]):
            scores = exact @ unit
            best = np.argpartition(-scores, _ROWS)[:_ROWS]
            best = best[np.argsort(-scores[best])]
        point = unit.tolist()
        with Clock(times["raw_"]):
            annoy.get_nns_by_vector(point, _ROWS)
        found[""].append([row.id - 1 for row in rows[:10]])  # ids of a new catalogue count from one
        found["exact_"].append(best[:10].tolist())
        found["raw_"].append(annoy.get_nns_by_vector(point, 10))
    library.close()
    answer = {f"{name}recall": recall(some, found["exact_"]) for name, some in found.items()}
    for name, milliseconds in times.items():
        answer |= {f"{name}p{share}": percentile(milliseconds, share) for share in (50, 99)}
    return answer


class Clock:
    """Adds the milliseconds of a block to a list."""

    def __init__(self, times: list[float]) -> None:
        self._times = times

    def __enter__(self) -> None:
        self._start = time.perf_counter()

    def __exit__(self, *error: object) -> None:
        self._times.append(1000 * (time.perf_counter() - self._start))
