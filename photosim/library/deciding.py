"""Which pairs are one picture, and which are shots of one moment; figures: `tests/quality/duplicates.py`."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.vectors import Vectors
from photosim.store.pairfile import PairTable
from photosim.store.pairs import NOT_DATED, Shown

NEAR: Final = 0.97
"""Least likeness of one picture saved anew, unless another is asked for."""
_NEAR_WITH_OTHER_DATE: Final = 0.99
"""The same where a copy has another date: programs that save anew may write their own, but a still scene is nearly as
much alike in two shots."""
MOMENT_SECONDS: Final = 120
_BURST: Final = 0.75
"""Least cosine similarity of two shots, if both are dated and lie that close together."""
_BURST_UNDATED: Final = 0.88
_COMPOSITION: Final = 0.7
"""Where no date tells, vectors have to be nearer, and the pictures alike at large."""

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Decided:
    """Pairs that were decided on, by photo id.

    Attributes:
        one: int64 (m,).
        other: int64 (m,).
        value: float32 (m,), how alike they are: likeness of one picture, cosine similarity of one moment.
    """

    one: Ids
    other: Ids
    value: Vectors


def decide(table: PairTable, shown: Shown, threshold: float | None) -> tuple[Decided, Decided]:
    """Pairs that are one picture, and those that are not but of one moment.

    Args:
        table: pairs of photos that are all in `shown`.
        shown: the photos.
        threshold: see `Library.duplicates`.
    """
    near = NEAR if threshold is None else threshold
    one, other = (np.searchsorted(shown.vector_ids, ids) for ids in (table.later, table.earlier))
    taken = shown.taken[one], shown.taken[other]
    dated = (taken[0] != NOT_DATED) & (taken[1] != NOT_DATED)
    apart = np.where(dated, np.abs(np.subtract(*(np.where(dated, times, 0) for times in taken))), 0)
    moment = dated & (apart <= MOMENT_SECONDS)
    # Two shots have two dates, to the second; copies keep theirs or lose it.
    other_date = dated & (apart > 0)
    least = np.where(other_date, max(near, _NEAR_WITH_OTHER_DATE), near)
    likeness = np.nan_to_num(table.likeness)
    same_picture = (likeness >= least) & ~(moment & other_date)
    composed = np.nan_to_num(table.composition) >= _COMPOSITION
    alike = np.where(dated, moment & (table.cosine >= _BURST), (table.cosine >= _BURST_UNDATED) & composed)
    photos = shown.photo_ids[one], shown.photo_ids[other]

    def chosen(which: NDArray[np.bool_], value: Vectors) -> Decided:
        return Decided(photos[0][which], photos[1][which], value[which])

    return chosen(same_picture, likeness), chosen(alike & ~same_picture, table.cosine)
