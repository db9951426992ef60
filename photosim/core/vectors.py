"""Embeddings as bytes: 8 bits a value, the row's largest value being 255.

Activations after a ReLU are never negative, and their length carries no meaning for cosine similarity, so neither
sign nor scale is kept. Measured to lose nothing in retrieval (DESIGN, section 5).
"""

import numpy as np
from numpy.typing import NDArray

Packed = NDArray[np.uint8]
Vectors = NDArray[np.float32]


def pack(vectors: Vectors) -> Packed:
    """Vectors float32 (n, d), values >= 0, to uint8 (n, d); an all-zero row stays zero.

    Raises:
        ValueError: a value is negative, infinite or not a number.
    """
    if not np.isfinite(vectors).all() or (vectors.size and vectors.min() < 0):
        message = "embeddings must be finite and not negative"
        raise ValueError(message)
    top = vectors.max(axis=1, keepdims=True, initial=0.0)
    scaled: Vectors = np.divide(vectors * np.float32(255), top, out=np.zeros_like(vectors), where=top > 0)
    return np.rint(scaled).astype(np.uint8)


def unpack(packed: Packed) -> Vectors:
    """Packed rows uint8 (n, d) to float32 (n, d) of unit length; an all-zero row stays zero."""
    rows = packed.astype(np.float32)
    norms = row_norms(packed)[:, None]
    unit: Vectors = np.divide(rows, norms, out=rows, where=norms > 0)
    return unit


def row_norms(packed: Packed) -> NDArray[np.float32]:
    """Euclidean lengths float32 (n,) of packed rows uint8 (n, d)."""
    norms = np.empty(len(packed), np.float32)
    for start in range(0, len(packed), 1024):  # in blocks: no float copy of a large matrix
        block = packed[start : start + 1024].astype(np.float32)
        norms[start : start + 1024] = np.sqrt(np.einsum("ij,ij->i", block, block))
    return norms
