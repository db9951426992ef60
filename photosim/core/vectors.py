"""Embeddings as bytes: 8 bits a value, the row's largest value taken to the end of the range.

The length of an embedding carries no meaning for cosine similarity, so it is not kept. Activations after a ReLU are
never negative and use all of 0..255; measured to lose nothing in retrieval (DESIGN, section 5). Embeddings of networks
that end otherwise have signs and use -127..127. Packed rows tell by their type which they are.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Packed = NDArray[np.uint8 | np.int8]
"""Packed embeddings; uint8 if they cannot be negative, int8 if they can."""
Vectors = NDArray[np.float32]
_BLOCK = 1024


@dataclass(frozen=True, slots=True)
class VectorForm:
    """What a model's packed vectors are like.

    Attributes:
        dimension: length d of one.
        signed: whether values can be negative.
    """

    dimension: int
    signed: bool = False

    @property
    def dtype(self) -> np.dtype[np.uint8 | np.int8]:
        """Of packed rows."""
        return np.dtype(np.int8 if self.signed else np.uint8)


def pack(vectors: Vectors, *, signed: bool = False) -> Packed:
    """Vectors float32 (n, d) to uint8 (n, d), or to int8 if `signed`; an all-zero row stays zero.

    Raises:
        ValueError: a value is infinite, not a number, or negative without `signed`.
    """
    if not np.isfinite(vectors).all() or (not signed and vectors.size and vectors.min() < 0):
        message = "embeddings must be finite" if signed else "embeddings must be finite and not negative"
        raise ValueError(message)
    top = (np.abs(vectors) if signed else vectors).max(axis=1, keepdims=True, initial=0.0)
    most = np.float32(127 if signed else 255)
    scaled: Vectors = np.divide(vectors * most, top, out=np.zeros_like(vectors), where=top > 0)
    return np.rint(scaled).astype(np.int8 if signed else np.uint8)


def unpack(packed: Packed) -> Vectors:
    """Packed rows (n, d) to float32 (n, d) of unit length; an all-zero row stays zero."""
    rows = packed.astype(np.float32)
    norms = row_norms(packed)[:, None]
    unit: Vectors = np.divide(rows, norms, out=rows, where=norms > 0)
    return unit


def row_norms(packed: Packed) -> Vectors:
    """Euclidean lengths float32 (n,) of packed rows (n, d)."""
    norms = np.empty(len(packed), np.float32)
    for start in range(0, len(packed), _BLOCK):  # in blocks: no float copy of a large matrix
        block = packed[start : start + _BLOCK].astype(np.float32)
        norms[start : start + _BLOCK] = np.sqrt(np.einsum("ij,ij->i", block, block))
    return norms
