"""The approximate part of a search: principal components and Annoy.

Vectors are projected on their first principal components (mean removed), which keeps nearly all of their distances
in a fraction of the numbers; Annoy (https://github.com/spotify/annoy) finds the nearest there. What it returns is
only a shortlist: the caller scores it exactly. Distances between unit vectors order like cosine similarity, hence
the Euclidean metric.
"""

import os
import sys
from pathlib import Path
from typing import Final

import numpy as np
from annoy import AnnoyIndex
from numpy.typing import NDArray

from photosim.core.vectors import Vectors
from photosim.store.projection import SEED, Projection

COMPONENTS: Final = 96
TREES: Final = 20
_METRIC: Final = "euclidean"


class ShortlistBuilder:
    """Fills an Annoy file; item i is the i-th point added. With one thread the file is reproducible.

    Args:
        dimension: p of the points.
    """

    def __init__(self, dimension: int) -> None:
        self._index = AnnoyIndex(dimension, _METRIC)
        self._index.set_seed(SEED)
        self._count = 0

    def add(self, points: Vectors) -> None:
        """Points float32 (n, p) that follow those added before."""
        for row in points.tolist():  # lists: Annoy reads each number through Python, and floats of lists are quickest
            self._index.add_item(self._count, row)
            self._count += 1

    def save(self, file: Path, threads: int) -> None:
        """Build and write it; nothing can be added any more.

        Raises:
            OSError: it cannot be written.
        """
        self._index.build(TREES, n_jobs=threads)
        self._index.save(_narrow(file))
        self._index.unload()


class Shortlist:
    """An open Annoy file; any number of threads may query it at once. It is unmapped with its last reference.

    The file must have been verified: Annoy maps whatever it is given, and a damaged file ends the program.

    Raises:
        OSError: it cannot be opened.
    """

    def __init__(self, file: Path, projection: Projection) -> None:
        self.projection = projection
        self._index = AnnoyIndex(projection.components.shape[1], _METRIC)
        self._index.load(_narrow(file))

    def nearest(self, unit: Vectors, count: int, effort: int) -> NDArray[np.int64]:
        """Positions int64 (<= count,) near one unit vector float32 (d,), looking at about `effort` of them."""
        # einsum for the reason told at `search._products`
        point = np.einsum("i,ij->j", unit - self.projection.mean, self.projection.components)
        return np.array(self._index.get_nns_by_vector(point.tolist(), count, effort), np.int64)


def _narrow(file: Path) -> str:
    """A path that Annoy's `fopen` understands.

    On Windows that takes the system's narrow code page, so a folder such as C:/Users/Žofie is given by its short name.
    """
    path = os.fspath(file)
    if sys.platform == "win32" and not path.isascii():
        import ctypes  # noqa: PLC0415 - only Windows needs it

        buffer = ctypes.create_unicode_buffer(32768)
        # The file need not exist yet, its folder does; 0 means that the disk keeps no short names.
        if ctypes.windll.kernel32.GetShortPathNameW(os.fspath(file.parent), buffer, len(buffer)):
            return f"{buffer.value}\\{file.name}"
    return path
