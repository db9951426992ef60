"""All pairs of vectors that are alike: blocked products of reduced ones, then the whole vectors of what comes through.

A unit vector is written by its share of the mean, its first principal components and the length r of what those leave
out. Two remainders of lengths r and s add at most r s to the cosine similarity; of photos that are alike they add most
of that: at least .60 r s for 99 of 100 pairs of versions of one photo (see `tests/quality/duplicates.py`), with
components fitted on other photos, while of made vectors only one pair of a hundred that come through does. So .6 r s is
added, and what then reaches the floor is scored exactly.
"""

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.cancel import CancelToken
from photosim.core.vectors import Vectors, unpack
from photosim.store.catalog import Catalog
from photosim.store.projection import choose_sample, fit_projection
from photosim.store.vectors import load_vectors, vector_form

MOST_A_PHOTO: Final = 64
"""Of the pairs in which a photo is the later one, those with so many photos most like it are kept."""
_COMPONENTS: Final = 128
_REMAINDER: Final = 0.6
_ROWS: Final = 1024
_COLUMNS: Final = 8192
_SCORED: Final = 2048

Ids = NDArray[np.int64]
Pairs = tuple[Ids, Ids, Vectors]
"""Positions of the later and of the earlier vector, int64 (m,) each, and cosine similarities float32 (m,)."""


class AllPairs:
    """Compares vectors of one model with each other.

    Args:
        catalog: the open catalogue.
        model_id: the model.
        vector_ids: int64 (n,), which, in an order of the caller's.
    """

    def __init__(self, catalog: Catalog, model_id: int, vector_ids: Ids) -> None:
        self._catalog = catalog
        self._vector_ids = vector_ids
        with catalog.reading() as connection:
            self._form = vector_form(connection, model_id)

    def alike(
        self, first: int, floor: float, cancel: CancelToken, tell: Callable[[int], None] = lambda _: None
    ) -> Iterator[Pairs]:
        """Pairs with a cosine similarity of at least `floor`, their later vector at position `first` or after.

        Args:
            first: a position; 0 for all pairs.
            floor: 0..1.
            cancel: looked at between blocks.
            tell: told how many of the vectors from `first` on are compared.

        Raises:
            Cancelled: `cancel` was set.
        """
        points = self._reduce(cancel)
        for start in range(first, len(points), _ROWS):
            later, earlier = _candidates(points, start, min(len(points), start + _ROWS), floor, cancel)
            scores = self._scores(later, earlier, cancel)
            enough = scores >= floor
            yield later[enough], earlier[enough], scores[enough]
            tell(min(len(points), start + _ROWS) - first)

    def _reduce(self, cancel: CancelToken) -> Vectors:
        """Points float32 (n, p): their products are estimates of cosine similarities."""
        sample = self._load(choose_sample(len(self._vector_ids), self._form.dimension))
        cancel.raise_if_cancelled()
        projection = fit_projection(sample, _COMPONENTS)
        basis, _ = np.linalg.qr(np.column_stack([projection.mean, projection.components]))
        points = np.empty((len(self._vector_ids), basis.shape[1] + 1), np.float32)
        for start in range(0, len(points), _SCORED):
            cancel.raise_if_cancelled()
            unit = unpack(self._load(np.arange(start, min(len(points), start + _SCORED))))
            some = points[start : start + _SCORED]
            np.matmul(unit, basis, out=some[:, :-1])
            inside = np.einsum("ij,ij->i", some[:, :-1], some[:, :-1])
            some[:, -1] = np.sqrt(_REMAINDER * np.maximum(0, np.einsum("ij,ij->i", unit, unit) - inside))
        return points

    def _scores(self, later: Ids, earlier: Ids, cancel: CancelToken) -> Vectors:
        """Exact cosine similarities of pairs, whose later vectors lie close together."""
        scores = np.empty(len(later), np.float32)
        for start in range(0, len(scores), _SCORED):
            cancel.raise_if_cancelled()
            some = slice(start, start + _SCORED)
            needed, places = np.unique(np.concatenate([later[some], earlier[some]]), return_inverse=True)
            unit = unpack(self._load(needed))
            half = len(places) // 2
            scores[some] = np.einsum("ij,ij->i", unit[places[:half]], unit[places[half:]])
        return scores

    def _load(self, positions: Ids) -> "NDArray[np.uint8 | np.int8]":
        """Packed vectors at positions; one that has gone meanwhile is all zero, and like no other."""
        with self._catalog.reading() as connection:
            return load_vectors(connection, self._vector_ids[positions].tolist(), self._form)[0]


def _candidates(points: Vectors, start: int, end: int, floor: float, cancel: CancelToken) -> tuple[Ids, Ids]:
    """Positions of pairs that may reach the floor, the later ones from `start` to `end`."""
    later, earlier, products = [], [], []
    for left in range(0, end, _COLUMNS):
        cancel.raise_if_cancelled()
        right = min(end, left + _COLUMNS)
        block = points[start:end] @ points[left:right].T
        if right > start:  # the diagonal and what is beyond: each pair is looked at once
            block[np.arange(left, right)[None] >= np.arange(start, end)[:, None]] = -1
        rows, columns, values = _best_of_rows(block, floor)
        later.append(rows + start)
        earlier.append(columns + left)
        products.append(values)
    return _keep_best(np.concatenate(later), np.concatenate(earlier), np.concatenate(products))


def _best_of_rows(block: Vectors, floor: float) -> Pairs:
    """Places in a block, row by row, that reach the floor, and their values; of a row with many only the best."""
    places = np.flatnonzero(block.reshape(-1) >= floor)
    rows, columns = np.divmod(places, block.shape[1])
    values = block.reshape(-1)[places]
    if len(rows) and np.bincount(rows).max() > MOST_A_PHOTO:
        kept = _best_each(rows, values)
        return rows[kept], columns[kept], values[kept]
    return rows, columns, values


def _keep_best(later: Ids, earlier: Ids, products: Vectors) -> tuple[Ids, Ids]:
    kept = _best_each(later, products)
    return later[kept], earlier[kept]


def _best_each(rows: Ids, values: Vectors) -> Ids:
    """Places of the `MOST_A_PHOTO` highest values of each row, in order of row."""
    order = np.lexsort((-values, rows))
    ordered = rows[order]
    rank = np.arange(len(rows)) - np.searchsorted(ordered, ordered)
    return np.asarray(order[rank < MOST_A_PHOTO])
