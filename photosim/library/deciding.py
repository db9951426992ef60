"""Which pairs are one picture, and which are shots of one moment; figures: `tests/quality/duplicates.py`."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.vectors import Vectors
from photosim.library.twins import NEAR
from photosim.store.pairfile import PairTable
from photosim.store.pairs import NOT_DATED, Shown

_NEAR_WITH_OTHER_DATE: Final = 0.99
"""The same where a copy has another date: programs that save anew may write their own, but a still scene is nearly as
much alike in two shots."""
MOMENT_SECONDS: Final = 120
_BURST: Final = 0.75
"""Least cosine similarity of two shots: all that is compared (`pairing.FLOOR`)."""
_SCENE: Final = 0.5
"""Where no date tells, detail must show that it is one scene: of the 2,000 pairs of different photos with the nearest
vectors none does, of 900 pairs of shots that were moved or turned a little 98 %."""

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
    dated, apart = _apart(*taken)
    # Copies keep their date or lose it; an editor may write another one, but hardly of the same minute.
    least = np.where(dated & (apart > 0), max(near, _NEAR_WITH_OTHER_DATE), near)
    likeness = np.nan_to_num(table.likeness)
    same_picture = (likeness >= least) & ~are_two_shots(*taken)
    moment = (apart <= MOMENT_SECONDS) & (table.cosine >= _BURST)
    one_scene = (np.nan_to_num(table.scene) >= _SCENE) & (table.cosine >= _BURST)
    alike = np.where(dated, moment, one_scene)
    photos = shown.photo_ids[one], shown.photo_ids[other]

    def chosen(which: NDArray[np.bool_], value: Vectors) -> Decided:
        return Decided(photos[0][which], photos[1][which], value[which])

    return chosen(same_picture, likeness), chosen(alike & ~same_picture, table.cosine)


def are_two_shots(one: Ids, other: Ids) -> NDArray[np.bool_]:
    """Whether dates alone tell of pairs, int64 (n,) each, that they are two shots of a moment: other seconds of it."""
    dated, apart = _apart(one, other)
    return np.asarray(dated & (apart > 0) & (apart <= MOMENT_SECONDS))


def _apart(one: Ids, other: Ids) -> tuple[NDArray[np.bool_], Ids]:
    """Whether both are dated, and the seconds between them, 0 where they are not."""
    dated = (one != NOT_DATED) & (other != NOT_DATED)
    return dated, np.abs(np.where(dated, one, 0) - np.where(dated, other, 0))
