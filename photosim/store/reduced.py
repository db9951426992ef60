"""Vectors in a small part of their bytes, for choosing among candidates.

A second full copy of long vectors beside the catalogue's would double the library. Kept instead are their first 256
principal components, as signed bytes with a factor for each row; the best by these are scored exactly with the vectors
themselves, read from the catalogue. Measured on 100,000 made vectors of 4,096 numbers (see
`tests/benchmarks/long_vectors.py`), share of the ten truly nearest among the 150 best by so many components, in bytes
or in floats:

    ================  =====  =====  =====  =====  =====
    components           96    128    192    256    512
    ================  =====  =====  =====  =====  =====
    22 % not zero     .9913  .9940  .9977  .9983  .9997
    50 % not zero     .9937  .9970  .9980  .9987  1.000
    ================  =====  =====  =====  =====  =====
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.vectors import Packed, Vectors, pack
from photosim.store.mapped import MappedRows
from photosim.store.projection import Projection

REDUCED: Final = 256
"""Components of long vectors; short ones, which are scored exactly more often, have as many as their shortlist."""
_BLOCK: Final = 4096


@dataclass(frozen=True, slots=True)
class Reduced:
    """All of a generation's vectors, reduced.

    Attributes:
        matrix: packed components int8 (n, p).
        factors: float32 (n,), what takes each row back to its size.
        projection: has these p components.
    """

    matrix: MappedRows
    factors: Vectors
    projection: Projection

    def best(self, positions: NDArray[np.int64], query: Vectors, count: int) -> NDArray[np.int64]:
        """Up to `count` of these positions, those whose vectors have the largest products with a query float32 (d,)."""
        if len(positions) <= count:
            return positions
        # The mean adds the same to every product. einsum for the reason told at `search._products`.
        point = np.einsum("i,ij->j", query, self.projection.components)
        products = np.empty(len(positions), np.float32)
        for start in range(0, len(positions), _BLOCK):  # in blocks that stay in the processor's cache
            some = positions[start : start + _BLOCK]
            products[start : start + _BLOCK] = np.einsum("ij,j->i", self.matrix.rows(some).astype(np.float32), point)
        products *= self.factors[positions]
        return positions[np.argpartition(-products, count - 1)[:count]]


def reduce_points(points: Vectors) -> tuple[Packed, Vectors]:
    """Components float32 (n, p) as packed rows int8 (n, p) and factors float32 (n,)."""
    factors = np.abs(points).max(axis=1, initial=0.0) / np.float32(127)
    return pack(points, signed=True), factors.astype(np.float32)
