"""Which classes a word is related to by WordNet, looked up in a table that `resources/make_related.py` makes.

The table holds, for each word, the classes that a random walk along WordNet's relations meets more often than any walk
would (personalised PageRank, Agirre and Soroa 2009): "sneaker" has running shoe, loafer, sandal, ... This finds more
than following the tree of kinds: a definition that mentions another word is a relation, too.
"""

import bisect
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from photosim.semantics.archive import read_archive

FILE: Final = "related_classes.npz"
FLOOR: Final = 0.01
"""Classes less close than this share of a word's closest one are left out."""
_LEAST, _MOST = -2.0, 12.0
"""Natural logarithms of the closeness that 8 bits can tell apart."""


def quantise_closeness(closeness: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Closeness above 0 in 8 bits: its logarithm in steps of 0.055."""
    steps = np.log(np.maximum(closeness, 1e-9))
    scaled: NDArray[np.uint8] = np.rint((np.clip(steps, _LEAST, _MOST) - _LEAST) * (255 / (_MOST - _LEAST))).astype(
        np.uint8
    )
    return scaled


class RelatedClasses:
    """The table; immutable and safe from any thread.

    Args:
        arrays: those of `related_classes.npz`.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._words = arrays["words"].tobytes().decode("utf-8").split("\n")
        self._starts, self._classes, self._closeness = arrays["starts"], arrays["classes"], arrays["closeness"]
        if len(self._starts) != len(self._words) + 1 or len(self._classes) != len(self._closeness):
            message = "lists of different lengths"
            raise ValueError(message)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read `related_classes.npz` from a folder.

        Raises:
            UserError: the file is missing or damaged.
        """
        return read_archive(folder / FILE, cls)

    def __contains__(self, word: object) -> bool:
        """Whether the table has a word as WordNet spells it."""
        return isinstance(word, str) and self._place(word) is not None

    def of(self, word: str) -> tuple[NDArray[np.uint16], NDArray[np.float32]]:
        """Classes uint16 (n,), closest first, and how many times as often as by chance a walk meets each, float32 (n,).

        Both are empty for a word the table has not.
        """
        place = self._place(word)
        start, end = (0, 0) if place is None else (int(self._starts[place]), int(self._starts[place + 1]))
        steps = self._closeness[start:end].astype(np.float32) * np.float32((_MOST - _LEAST) / 255) + np.float32(_LEAST)
        return self._classes[start:end], np.exp(steps)

    def _place(self, word: str) -> int | None:
        place = bisect.bisect_left(self._words, word)
        return place if place < len(self._words) and self._words[place] == word else None
