"""Which tags are certain enough to be shown, and which photos count as showing a class or a group.

A class is shown from a probability of .35 on, a group where its classes together reach that. Measured on the 1,000
sample photos and 11 random views of each (crops of .35 to 1 of the area, mirrored, other light), with
EfficientNet-Lite0: share of photos whose likeliest class is shown, and share of those that are right.

    =========  ============  ============  ============  ============
    threshold  photos shown  right         views shown   right
    =========  ============  ============  ============  ============
    .25        .922          .897          .883          .858
    .35        .862          .913          .809          .890
    .5         .754          .950          .684          .937
    =========  ============  ============  ============  ============

The network is too modest, not too sure: of the tags between .3 and .4 more than half are right.

A threshold for each class was measured and is not better. As a logistic fit of "right" on the log-odds, with an offset
for each class shrunk towards none, the share of photos that can be shown with nine in ten right was, over five folds
split by photo: one threshold for all .796; an offset for each class .786, .774, .742 and .681, the less the worse it
was shrunk. Only on other views of the very photos it was fitted to does it win (.863 against .807): that is
remembering the photos. Margin over the second class (.794) and raw scores (.758) are no better either.

A group counts for the filter where the probabilities of its classes add up to the same .35: .94 of those are right and
.87 are found, against .95 and .83 if only photos with a shown class of it counted. Where no class is shown, the
smallest group that reaches .6 is shown instead, on 5 % of photos and views (.89 of these are right; from .5 on 7.5 %
and .84, from .4 on 10 % and .77).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.vectors import Vectors

SHOWN: Final = 0.35
"""Probability from which on a class is shown, and a photo counts as showing a class or group."""
GROUP_SHOWN: Final = 0.6
"""Probability from which on a group is shown in place of a class that is not certain."""
_BLOCK: Final = 8192


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Which groups each class belongs to.

    Attributes:
        groups_of: int64 (classes, depth), groups of a class, filled up with `count`.
        sizes: int64 (count,), classes of each group.
        count: number of groups.
    """

    groups_of: NDArray[np.int64]
    sizes: NDArray[np.int64]
    count: int

    @classmethod
    def of(cls, members: "list[tuple[int, ...]]", classes: int) -> "Grouping":
        """From the classes of each group; `classes` is how many there are."""
        rows: list[list[int]] = [[] for _ in range(classes)]
        for group, some in enumerate(members):
            for one in some:
                rows[one].append(group)
        depth = max(map(len, rows), default=0)
        full = [row + [len(members)] * (depth - len(row)) for row in rows]
        table = np.array(full, np.int64).reshape(classes, depth)
        return cls(table, np.array([len(some) for some in members], np.int64), len(members))

    def sums(self, classes: NDArray[np.integer], probabilities: Vectors) -> Vectors:
        """Probability of each group in each photo, float32 (n, count).

        Args:
            classes: (n, t), likeliest classes of each photo.
            probabilities: float32 (n, t), of each of those.
        """
        groups = self.groups_of[classes]  # (n, t, depth)
        cells = groups + (np.arange(len(classes)) * (self.count + 1))[:, None, None]
        weights = np.broadcast_to(probabilities[:, :, None], cells.shape)
        flat = np.bincount(cells.ravel(), weights.ravel(), len(classes) * (self.count + 1))
        sums: Vectors = flat.reshape(len(classes), self.count + 1)[:, : self.count].astype(np.float32)
        return sums


def certain_group(sums: Vectors, sizes: NDArray[np.int64]) -> int | None:
    """The smallest group that is certain enough to stand in for a class; of equals the likeliest; None for none.

    Args:
        sums: float32 (groups,), of one photo.
        sizes: int64 (groups,), classes of each.
    """
    certain = np.flatnonzero(sums >= GROUP_SHOWN)
    if not len(certain):
        return None
    return int(certain[np.lexsort((-sums[certain], sizes[certain]))[0]])


@dataclass(frozen=True, slots=True, eq=False)
class Membership:
    """Which of n photos show which of m labels, as pairs in order of label.

    Attributes:
        rows: int32 (pairs,), positions of photos.
        labels: int32 (pairs,), ascending.
        count: m.
        photos: n.
    """

    rows: NDArray[np.int32]
    labels: NDArray[np.int32]
    count: int
    photos: int

    def having(self, chosen: "list[int]") -> NDArray[np.bool_]:
        """Bool (n,): the photos that show all of the chosen labels; all photos for none chosen."""
        times = np.zeros(self.photos, np.int16)
        unique = set(chosen)
        for label in unique:
            first, last = np.searchsorted(self.labels, (label, label + 1))
            times[self.rows[first:last]] += 1
        having: NDArray[np.bool_] = times == len(unique)
        return having

    def counts(self, having: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Int64 (m,): how many of the photos bool (n,) show each label."""
        labels = self.labels if having.all() else self.labels[having[self.rows]]
        return np.bincount(labels, minlength=self.count)


def find_members(
    classes: NDArray[np.integer], probabilities: Vectors, grouping: Grouping
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Photos that show a class or group: positions int32 (pairs,) and labels int32 (pairs,), in no special order.

    Labels are class numbers and, after the last class, groups.

    Args:
        classes: (n, t), likeliest classes of each photo.
        probabilities: float32 (n, t), of each of those.
        grouping: the groups.
    """
    rows, labels = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
    first_group = len(grouping.groups_of)
    for start in range(0, len(classes), _BLOCK):
        some, sure = classes[start : start + _BLOCK], probabilities[start : start + _BLOCK]
        photos, places = np.nonzero(sure >= SHOWN)
        rows.append((photos + start).astype(np.int32))
        labels.append(some[photos, places].astype(np.int32))
        photos, groups = np.nonzero(grouping.sums(some, sure) >= SHOWN)
        rows.append((photos + start).astype(np.int32))
        labels.append((groups + first_group).astype(np.int32))
    return np.concatenate(rows), np.concatenate(labels)


def make_membership(rows: NDArray[np.int32], labels: NDArray[np.int32], count: int, photos: int) -> Membership:
    """Pairs in any order, sorted."""
    order = np.argsort(labels, kind="stable")
    return Membership(rows[order], labels[order], count, photos)
