"""Principal components: nearly all that tells vectors apart in a fraction of the numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.vectors import Packed, Vectors, unpack
from photosim.store.state import is_long

SEED: Final = 20160613
_SAMPLE: Final = 20_000
_LONG_SAMPLE: Final = 10_000
_BLOCK: Final = 2048
_SPARE: Final = 16
_ITERATIONS: Final = 4


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

    def first(self, count: int) -> "Projection":
        """The same with at most so many components."""
        return Projection(self.mean, np.ascontiguousarray(self.components[:, :count]))


def choose_sample(count: int, dimension: int) -> NDArray[np.int64]:
    """Which of `count` vectors to fit a projection on: int64 (<= 20,000,), ascending; of long ones half as many.

    With 256 components of 100,000 vectors of 4,096 numbers, the 150 best by them had .9973 and .9983 of the ten truly
    nearest, fitted on 10,000 in 2.1 s or on 20,000 in 3.6 s.
    """
    most = _LONG_SAMPLE if is_long(dimension) else _SAMPLE
    if count <= most:
        return np.arange(count)
    return np.sort(np.random.default_rng(SEED).choice(count, most, replace=False))


def fit_projection(sample: Packed, components: int) -> Projection:
    """Principal components of packed rows (n, d), in blocks: no float copy of them all."""
    dimension = sample.shape[1]
    total = np.zeros(dimension)
    for unit in _unit_blocks(sample):
        total += unit.sum(axis=0, dtype=np.float64)
    mean = (total / max(1, len(sample))).astype(np.float32)
    covariance = np.zeros((dimension, dimension), np.float32)
    for unit in _unit_blocks(sample):
        centred = np.subtract(unit, mean, out=unit)
        covariance += centred.T @ centred
    kept = min(components, dimension)
    find = _leading if is_long(dimension) else _leading_exactly
    return Projection(mean, np.ascontiguousarray(find(covariance, kept), dtype=np.float32))


def _unit_blocks(sample: Packed) -> Iterator[Vectors]:
    for start in range(0, len(sample), _BLOCK):
        yield unpack(sample[start : start + _BLOCK])


def _leading_exactly(covariance: Vectors, count: int) -> Vectors:
    """The eigenvectors of largest eigenvalue, float32 (d, count)."""
    _, vectors = np.linalg.eigh(covariance)
    return np.asarray(vectors[:, ::-1][:, :count], np.float32)


def _leading(covariance: Vectors, count: int) -> Vectors:
    """The same by subspace iteration: half a second for d = 4,096, where all eigenvectors would take ten.

    Halko, Martinsson and Tropp, Finding structure with randomness, 2011, algorithm 4.4 (https://arxiv.org/abs/0909.4061).
    """
    dice = np.random.default_rng(SEED)
    basis = dice.standard_normal((len(covariance), count + _SPARE)).astype(np.float32)
    for _ in range(_ITERATIONS):
        basis, _ = np.linalg.qr(covariance @ basis)
    return np.asarray(basis @ _leading_exactly(basis.T @ (covariance @ basis), count), np.float32)
