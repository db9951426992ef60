"""Which photos a search may answer with."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Passing:
    """A set of photos, asked in one step for many.

    Attributes:
        by_id: bool (m,), whether the photo of that id is in it.
        beyond: whether photos with ids from m on are.
        photos: how many are in it, None for all but a few.
    """

    by_id: NDArray[np.bool_]
    beyond: bool
    photos: int | None

    @classmethod
    def only(cls, ids: NDArray[np.int64]) -> "Passing":
        """These photos, int64 (n,), each named once."""
        by_id = np.zeros(int(ids.max(initial=0)) + 1, bool)
        by_id[ids] = True
        return cls(by_id, beyond=False, photos=len(ids))

    @classmethod
    def without(cls, ids: Iterable[int]) -> "Passing":
        """All photos but these."""
        left_out = np.fromiter(ids, np.int64)
        by_id = np.ones(int(left_out.max(initial=0)) + 1, bool)
        by_id[left_out] = False
        return cls(by_id, beyond=True, photos=None)

    def having(self, photo_ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Bool (n,): which of the photos int64 (n,) are in it."""
        last = len(self.by_id)
        known = np.minimum(photo_ids, last - 1)
        return np.where(photo_ids < last, self.by_id[known], self.beyond)
