"""Which photo of a group to keep: most pixels, then sharpest, then with a date, then the largest file, then oldest."""

import math
import statistics
from collections.abc import Mapping, Sequence
from typing import Final

from photosim.library.twins import DuplicateGroup, Likeness, Twin
from photosim.store.pairs import TwinRow

_CLEARLY_SHARPER: Final = 1.15
"""A smaller difference comes from saving anew as easily as from the lens."""


def make_group(
    likeness: Likeness, rows: Sequence[TwinRow], sharpness: Mapping[int, float], least: float
) -> DuplicateGroup:
    """A group, the photo to keep first, the others from best to worst.

    Args:
        likeness: of which kind.
        rows: its photos, at least two.
        sharpness: by photo id; taken for 0 where it is not known.
        least: see `DuplicateGroup`.
    """
    known = [sharpness.get(row.photo_id, 0.0) for row in rows]
    # Of one picture, what is sharper than most was sharpened; of shots, it is the one that was not shaken.
    wanted = statistics.median_low(known) if likeness is Likeness.NEAR else max(known)

    def steps(row: TwinRow) -> float:
        sharp = sharpness.get(row.photo_id, 0.0)
        return max(0, math.floor(math.log(wanted / sharp, _CLEARLY_SHARPER))) if min(sharp, wanted) > 0 else math.inf

    ranked = sorted(rows, key=lambda row: keep_order(row, steps(row)))
    twins = [
        Twin(
            photo_id=row.photo_id,
            path=row.path,
            width=row.width,
            height=row.height,
            size=row.size,
            taken=row.taken,
            sharpness=round(sharpness.get(row.photo_id, 0.0), 2),
            best=place == 0,
        )
        for place, row in enumerate(ranked)
    ]
    return DuplicateGroup(likeness, tuple(twins), round(least, 4))


def keep_order(row: TwinRow, blur: float = 0) -> tuple[float | str, ...]:
    """What photos are sorted by, the one to keep first; `blur` is greater for those that are less sharp."""
    # A copy that lost its date most often lost all else that the camera wrote, too.
    return -row.width * row.height, blur, row.taken is None, -row.size, row.mtime_ns, str(row.path)
