"""Vectors like those of VGG16's layer fc7: 4,096 numbers, none negative, most of them zero.

Real vectors of the built-in network, and made ones like them (`made_vectors`), less their mean, go through one more
layer of the kind fc7 is: weights drawn from a normal distribution (with a seed), one bias for all, ReLU. So
neighbours stay neighbours, as they do in such a layer, and the bias sets how many numbers are not zero: about 22 %, as
of photos in the trained network, or 50 %, as in one with random weights. Such vectors are harder to reduce than those
of a trained layer: 256 principal components keep .40 and .55 of the variance.
"""

from typing import Final

import numpy as np

from photosim.core.vectors import Packed, Vectors, pack, unpack
from tests.benchmarks.made_vectors import VectorMaker

LONG: Final = 4096
SHARES: Final = (0.22, 0.5)
"""Of numbers that are not zero: a trained network's and a random one's."""
_SEED: Final = 16
_SAMPLE: Final = 2_000
_AT_ONCE: Final = 1_000


class LongVectorMaker:
    """Draws long vectors; what is drawn depends on nothing but `seed`.

    Args:
        maker: draws the shorter ones.
        share: of numbers that are not zero, 0..1.
    """

    def __init__(self, maker: VectorMaker, share: float) -> None:
        self._maker = maker
        dice = np.random.default_rng(_SEED)
        self._weights = dice.standard_normal((maker.dimension, LONG)).astype(np.float32)
        some = unpack(maker.draw(_SAMPLE, seed=_SEED))
        self._mean: Vectors = some.mean(axis=0)
        self._bias = -np.quantile((some - self._mean) @ self._weights, 1 - share).astype(np.float32)

    @property
    def dimension(self) -> int:
        """d."""
        return LONG

    def draw(self, count: int, seed: int) -> Packed:
        """Packed vectors uint8 (count, d)."""
        short = self._maker.draw(count, seed)
        parts = [self._layer(unpack(short[start : start + _AT_ONCE])) for start in range(0, count, _AT_ONCE)]
        return np.concatenate(parts)

    def _layer(self, vectors: Vectors) -> Packed:
        return pack(np.maximum((vectors - self._mean) @ self._weights + self._bias, 0))
