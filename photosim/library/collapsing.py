"""The same shot over and over in one result: which row each photo can be folded into."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.vectors import unpack
from photosim.store.catalog import Catalog
from photosim.store.marks import told_apart
from photosim.store.pairs import vectors_of

NEAR_ENOUGH: Final = 0.9
_MOST: Final = 4_000
"""Rows compared with all others; of a longer result the rest stay by themselves."""


def collapse(catalog: Catalog, model_id: int, ids: Sequence[int]) -> tuple[int, ...]:
    """See `Library.collapse`."""
    rows = list(range(len(ids)))
    near, known = _near(catalog, model_id, [int(photo_id) for photo_id in ids[:_MOST]])
    # Leaders alone are asked: by way of the photos folded into them, one would lead on to unlike ones.
    leads = np.zeros(len(known), bool)
    for at, row in enumerate(known):
        above = near[at, :at] & leads[:at]
        first = int(above.argmax()) if above.any() else at
        rows[row] = int(known[first])
        leads[at] = first == at
    return tuple(rows)


def _near(catalog: Catalog, model_id: int, ids: list[int]) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """Whether photos are near to each other, bool (m, m), and the rows (m,), ascending, of those that have vectors."""
    with catalog.reading() as connection:
        photos, packed = vectors_of(connection, model_id, ids)
        apart = told_apart(connection, "duplicate")
    row_of = {photo_id: row for row, photo_id in enumerate(ids)}
    rows = np.array([row_of[photo_id] for photo_id in photos.tolist()], np.intp)
    order = np.argsort(rows)
    unit = unpack(packed[order])
    near = unit @ unit.T >= NEAR_ENOUGH
    place = {photo_id: at for at, photo_id in enumerate(photos[order].tolist())}
    for first, second in apart:
        if first in place and second in place:
            near[place[first], place[second]] = near[place[second], place[first]] = False
    return near, rows[order]
