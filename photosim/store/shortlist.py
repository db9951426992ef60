"""The approximate part of a search: principal components and Annoy.

Vectors are projected on their first principal components (mean removed), which keeps nearly all of their distances
in a fraction of the numbers; Annoy (https://github.com/spotify/annoy) finds the nearest there. What it returns is
only a shortlist: the caller scores it exactly. Distances between unit vectors order like cosine similarity, hence
the Euclidean metric.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from annoy import AnnoyIndex
from numpy.typing import NDArray

from photosim.core.vectors import Packed, Vectors, unpack

COMPONENTS: Final = 96
TREES: Final = 20
SEED: Final = 20160613
_METRIC: Final = "euclidean"
_SAMPLE: Final = 20_000
_BLOCK: Final = 4096


@dataclass(frozen=True, slots=True)
class Projection:
    """Mean and principal components of a library's unit vectors.

    Attributes:
        mean: float32 (d,).
        components: float32 (d, p), orthonormal columns, largest variance first.
    """

    mean: Vectors
    components: Vectors

    def apply(self, unit: Vectors) -> Vectors:
        """Unit vectors float32 (n, d) to float32 (n, p)."""
        return np.asarray((unit - self.mean) @ self.components, np.float32)


def fit_projection(matrix: Packed, components: int = COMPONENTS) -> Projection:
    """Principal components of (a sample of 20,000 of) the packed rows uint8 (n, d)."""
    count, dimension = matrix.shape
    rows = np.arange(count)
    if count > _SAMPLE:
        rows = np.sort(np.random.default_rng(SEED).choice(count, _SAMPLE, replace=False))
    unit = unpack(matrix[rows])
    mean = unit.mean(axis=0)
    unit -= mean
    covariance = unit.T @ unit
    _, vectors = np.linalg.eigh(covariance)
    kept = min(components, dimension)
    return Projection(mean, np.ascontiguousarray(vectors[:, ::-1][:, :kept], dtype=np.float32))


def project_all(matrix: Packed, projection: Projection) -> Iterator[Vectors]:
    """The projected rows in order, float32 (<= 4096, p) at a time."""
    for start in range(0, len(matrix), _BLOCK):
        yield projection.apply(unpack(matrix[start : start + _BLOCK]))


def build_shortlist(
    matrix: Packed, projection: Projection, file: Path, *, trees: int = TREES, threads: int = 1
) -> None:
    """Write an Annoy file of all rows; item i is row i. With one thread the file is reproducible.

    Raises:
        OSError: it cannot be written.
    """
    index = AnnoyIndex(projection.components.shape[1], _METRIC)
    index.set_seed(SEED)
    position = 0
    for block in project_all(matrix, projection):
        for row in block.tolist():  # lists: Annoy reads each number through Python, and floats of lists are quickest
            index.add_item(position, row)
            position += 1
    index.build(trees, n_jobs=threads)
    index.save(_narrow(file))
    index.unload()


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
