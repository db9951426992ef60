"""Nearest vectors by cosine similarity: shortlist, then exact; what is newer than the shortlist, exact at once.

A searcher holds an immutable view of the library: the newest generation, which of its rows still count, and the tail
of vectors added since, in memory. `refresh` replaces the view when the catalogue has changed; queries in flight keep
the old one, and with it the state of the catalogue from which it was made, because long vectors are read from there. A
small library is all tail.
"""

import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.photo import PhotoId
from photosim.core.vectors import Packed, Vectors, row_norms
from photosim.store.catalog import Catalog
from photosim.store.generation import Generation, open_newest
from photosim.store.passing import Passing
from photosim.store.photos import epoch
from photosim.store.reduced import Reduced
from photosim.store.state import LARGEST_TAIL, longest, newest_summary
from photosim.store.vectors import live_ids, live_ids_after, load_vectors, newest_vector_id, vector_form

_CANDIDATES: Final = 500
_EFFORT: Final = 8_000
_FAR_EFFORT: Final = 16_000
_FAR_STRETCH: Final = np.float32(1.5)
"""For queries far from all photos, such as focused ones. Of 100,000 photos the ten best of these were found with a
recall of .953 in 2.0 ms like other queries, .977 stretched, .986 in 3.6 ms with twice the effort; longer was worse."""
_EXACT: Final = 100
_FAR_EXACT: Final = 300
_BLOCK: Final = 1024
_FEW: Final = 10_000
"""Rows that all are scored where no more than these count."""

Ids = NDArray[np.int64]
Found = tuple[PhotoId, float]


@dataclass(frozen=True, slots=True)
class _View:
    """What one query sees. `alive` bool (n,) tells which rows of the generation count, None for all of them."""

    generation: Generation | None
    alive: NDArray[np.bool_] | None
    tail_ids: Ids
    tail_photos: Ids
    tail: Packed
    tail_norms: Vectors
    epoch: int
    newest: int

    @property
    def base_count(self) -> int:
        return 0 if self.generation is None else len(self.generation.vector_ids)


@dataclass(frozen=True, slots=True)
class Scan:
    """What was worked out for every photo.

    Attributes:
        photo_ids: int64 (n,), in no special order.
        values: float32 (n, ...), one for each photo.
        epoch: of the catalogue when it was read.
        newest: highest vector id then.
    """

    photo_ids: Ids
    values: Vectors
    epoch: int
    newest: int


class Searcher:
    """Answers queries on one model's vectors; safe from any thread.

    Args:
        catalog: the open catalogue.
        model_id: the model in that catalogue.
        root: `index/<model>`, where generations lie.
    """

    def __init__(self, catalog: Catalog, model_id: int, root: Path) -> None:
        self._catalog = catalog
        self._model_id = model_id
        self._root = root
        with catalog.reading() as connection:
            self._form = vector_form(connection, model_id)
        self._lock = threading.Lock()
        self._view: _View | None = None

    def query(
        self,
        unit: Vectors,
        k: int,
        leave_out: Collection[int] = (),
        *,
        far: bool = False,
        within: Passing | None = None,
    ) -> list[Found]:
        """The k photos nearest to a unit vector float32 (d,), best first, with their cosine similarity.

        Equal scores come in order of photo id. Photos in `leave_out` are not returned, and only those in `within` if
        that is given. `far` tells that the vector is like no photo's, so that the shortlist is searched more widely.
        """
        wanted = k + len(leave_out)
        with self._looking() as (view, connection):
            photos, scores = _score_tail(view, unit, within)
            if view.generation is not None:
                base_photos, base_scores = _score_generation(view, connection, unit, wanted, far=far, within=within)
                photos, scores = np.concatenate([photos, base_photos]), np.concatenate([scores, base_scores])
        return _best(photos, scores, k, leave_out)

    def scan(self, work: Callable[[Vectors], Vectors], after: int = 0) -> Scan:
        """Work something out for the vector of every photo, or of those with vector ids above `after`.

        Args:
            work: float32 (m, d) of unit length to float32 (m, ...), called block by block on this thread.
            after: a vector id.
        """
        photos, values = [np.empty(0, np.int64)], [work(np.empty((0, self._form.dimension), np.float32))]
        with self._looking() as (view, connection):
            for ids, rows, norms in _rows_after(view, connection, after):
                unit = rows.astype(np.float32)
                np.divide(unit, norms[:, None], out=unit, where=norms[:, None] > 0)
                photos.append(ids)
                values.append(work(unit))
        return Scan(np.concatenate(photos), np.concatenate(values), view.epoch, view.newest)

    def scored(
        self,
        score: Callable[[Vectors], Vectors],
        k: int,
        leave_out: Collection[int] = (),
        within: Passing | None = None,
    ) -> list[Found]:
        """The k photos with the highest scores, best first, by a score that the index cannot find: all are looked at.

        Args:
            score: as `work` of `scan`, float32 (m,).
            k: how many.
            leave_out: photos that are not returned.
            within: if given, only these are.
        """
        found = self.scan(score)
        passing = slice(None) if within is None else within.having(found.photo_ids)
        return _best(found.photo_ids[passing], found.values[passing], k, leave_out)

    def refresh(self, *, reopen: bool = False) -> _View:
        """Bring the view up to date with the catalogue; `reopen` also looks for a newer generation."""
        with self._looking(reopen=reopen) as (view, _):
            return view

    @contextmanager
    def _looking(self, *, reopen: bool = False) -> Iterator[tuple[_View, sqlite3.Connection]]:
        """The view as it must be now, and a connection that sees the same state of the catalogue."""
        with self._catalog.snapshot() as connection:
            with self._lock:  # the state is that of the first read: no other thread can have made a newer view of it
                view = self._view = self._next_view(connection, reopen=reopen)
            yield view, connection

    def take_newest(self) -> None:
        """A newer generation has been built: use it. Who has not searched yet opens it with the first query."""
        if self._view is not None:
            self.refresh(reopen=True)

    def close(self) -> None:
        """Let go of the search files; queries in flight finish on theirs."""
        with self._lock:
            self._view = None

    def _next_view(self, connection: sqlite3.Connection, *, reopen: bool) -> _View:
        now, newest = epoch(connection), newest_vector_id(connection)
        view = self._view
        if view is not None and not reopen and (now, newest) == (view.epoch, view.newest):
            return view
        if view is None or reopen or self._superseded(view):
            return self._full_view(connection, open_newest(self._root, self._form), now, newest)
        if now != view.epoch:
            return self._full_view(connection, view.generation, now, newest)
        ids, photos, rows = self._load(connection, *live_ids_after(connection, self._model_id, view.newest))
        return _View(
            view.generation,
            view.alive,
            np.concatenate([view.tail_ids, ids]),
            np.concatenate([view.tail_photos, photos]),
            np.concatenate([view.tail, rows]),
            np.concatenate([view.tail_norms, row_norms(rows)]),
            now,
            newest,
        )

    def _superseded(self, view: _View) -> bool:
        """Whether the tail has grown long and another program has built a generation that takes it in."""
        newest_row = int(view.generation.vector_ids[-1]) if view.base_count and view.generation else 0
        return (
            len(view.tail_ids) > longest(LARGEST_TAIL, self._form.dimension)
            and newest_summary(self._root).newest > newest_row
        )

    def _full_view(self, connection: sqlite3.Connection, generation: Generation | None, now: int, newest: int) -> _View:
        """Work out afresh which vectors count; those that no generation holds are the tail."""
        ids, photos = live_ids(connection, self._model_id)
        alive = None
        if generation is not None:
            alive = np.isin(generation.vector_ids, ids, assume_unique=True)
            in_tail = np.isin(ids, generation.vector_ids, assume_unique=True, invert=True)
            ids, photos = ids[in_tail], photos[in_tail]
            alive = None if alive.all() else alive
        ids, photos, rows = self._load(connection, ids, photos)
        return _View(generation, alive, ids, photos, rows, row_norms(rows), now, newest)

    def _load(self, connection: sqlite3.Connection, ids: Ids, photos: Ids) -> tuple[Ids, Ids, Packed]:
        """Vectors and photos of those ids, and their packed rows; without those that are damaged."""
        rows, whole = load_vectors(connection, ids.tolist(), self._form)
        return (ids, photos, rows) if whole.all() else (ids[whole], photos[whole], rows[whole])


def _best(photos: Ids, scores: Vectors, k: int, leave_out: Collection[int]) -> list[Found]:
    """The k best, best first, equal ones in order of photo id."""
    wanted = k + len(leave_out)
    if len(scores) > wanted:
        # All that tie with the last one stay, so that it is the order below that chooses among them.
        least = np.partition(scores, -wanted)[-wanted] if wanted else np.inf
        photos, scores = photos[scores >= least], scores[scores >= least]
    order = np.lexsort((photos, -scores))
    found = [(PhotoId(int(photos[i])), float(scores[i])) for i in order if int(photos[i]) not in leave_out]
    return found[:k]


def _rows_after(view: _View, connection: sqlite3.Connection, after: int) -> Iterator[tuple[Ids, Packed, Vectors]]:
    """Photo ids, packed rows and their lengths of all that counts and is newer than a vector id, in blocks."""
    if view.generation is not None:
        base = view.generation
        positions = np.flatnonzero(
            base.vector_ids > after if view.alive is None else view.alive & (base.vector_ids > after)
        )
        for start in range(0, len(positions), _BLOCK):
            some, rows = base.rows(connection, positions[start : start + _BLOCK])
            yield base.photo_ids[some], rows, base.norms[some]
    places = np.flatnonzero(view.tail_ids > after)
    for start in range(0, len(places), _BLOCK):
        some = places[start : start + _BLOCK]
        yield view.tail_photos[some], view.tail[some], view.tail_norms[some]


def _score_tail(view: _View, unit: Vectors, within: Passing | None) -> tuple[Ids, Vectors]:
    """Photo ids and exact scores of the whole tail, or of those of its photos that count."""
    if within is not None:
        some = np.flatnonzero(within.having(view.tail_photos))
        scores = np.concatenate(
            [np.empty(0, np.float32)]
            + [_products(view.tail[some[at : at + _BLOCK]], unit) for at in range(0, len(some), _BLOCK)]
        )
        return view.tail_photos[some], _divide(scores, view.tail_norms[some])
    scores = np.empty(len(view.tail), np.float32)
    for start in range(0, len(scores), _BLOCK):  # in blocks that stay in the processor's cache
        scores[start : start + _BLOCK] = _products(view.tail[start : start + _BLOCK], unit)
    return view.tail_photos, _divide(scores, view.tail_norms)


def _score_generation(
    view: _View, connection: sqlite3.Connection, unit: Vectors, wanted: int, *, far: bool, within: Passing | None
) -> tuple[Ids, Vectors]:
    """Photo ids and exact scores of the shortlist's candidates that still count, of long vectors only the best."""
    generation, alive = view.generation, view.alive
    assert generation is not None
    if within is not None:
        passing = within.having(generation.photo_ids)
        alive = passing if alive is None else passing & alive
    positions = _candidates(generation, alive, unit, wanted, far=far)
    if isinstance(generation.kept, Reduced):
        positions = generation.kept.best(positions, unit, max(_FAR_EXACT if far else _EXACT, wanted + _EXACT // 2))
    positions.sort()  # reads the mapped file in order
    positions, rows = generation.rows(connection, positions)
    scores = _products(rows, unit)
    return generation.photo_ids[positions], _divide(scores, generation.norms[positions])


def _candidates(
    generation: Generation, alive: NDArray[np.bool_] | None, unit: Vectors, wanted: int, *, far: bool
) -> NDArray[np.int64]:
    """Positions of rows among which the nearest of those that count are; all that count where they are few.

    Args:
        generation: where to look.
        alive: bool (n,), which rows count; None for all.
        unit: float32 (d,), what they are to be near to.
        wanted: how many of the nearest.
        far: see `Searcher.query`.
    """
    total, share = len(generation.vector_ids), 1.0
    if alive is not None:
        living = int(np.count_nonzero(alive))
        if living <= _FEW:
            return np.flatnonzero(alive)
        share = living / total
    count = int(max(_CANDIDATES, 4 * wanted) / share)
    # A longer vector counts only its direction: the products with it outweigh what the components leave out.
    point, effort = (unit * _FAR_STRETCH, _FAR_EFFORT) if far else (unit, _EFFORT)
    while True:
        positions = generation.shortlist.nearest(point, min(count, total), max(int(effort / share), 4 * count))
        if alive is not None:
            positions = positions[alive[positions]]
        if len(positions) >= min(wanted, total) or count >= total:
            return positions
        count *= 4  # most candidates were of photos that do not count


def _products(packed: Packed, unit: Vectors) -> Vectors:
    """Inner products float32 (n,) of packed rows (n, d) with a vector float32 (d,).

    Not by `@`: the threads of NumPy's matrix library wait by spinning, and beside an indexing run that took 40 ms for
    5,000 rows, where this takes 1.3 ms, busy cores or not.
    """
    products: Vectors = np.einsum("ij,j->i", packed.astype(np.float32), unit)
    return products


def _divide(scores: Vectors, norms: Vectors) -> Vectors:
    """Scores over lengths, rounding beyond -1 and 1 taken away; an all-zero row scores 0."""
    divided: Vectors = np.divide(scores, norms, out=np.zeros_like(scores), where=norms > 0)
    return np.clip(divided, np.float32(-1), np.float32(1), out=divided)
