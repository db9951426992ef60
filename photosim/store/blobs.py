"""Packed vectors as the catalogue keeps them.

One of up to 2,048 numbers is kept as it is. Of a longer one, such as VGG16's 4,096 of which three quarters are zero, a
bit for each number tells whether it is zero (first number in the highest bit), and the bytes of those that are not
follow. Whichever is shorter; so a blob of d bytes is plain and a shorter one is lean, whoever wrote it. Shorter vectors
stay plain because they would gain little and cost every reader time.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.vectors import Packed, VectorForm
from photosim.store.state import is_long

_BLOCK: Final = 256
"""Blobs taken at once: what is made meanwhile stays in the processor's cache."""


def to_blob(row: Packed) -> bytes:
    """A packed vector (d,) as bytes."""
    if is_long(len(row)):
        there = row != 0
        lean: bytes = np.packbits(there).tobytes() + row[there].tobytes()
        if len(lean) < len(row):
            return lean
    return row.tobytes()


def from_blobs(blobs: Sequence[bytes], form: VectorForm) -> tuple[Packed, NDArray[np.bool_]]:
    """Packed vectors (n, d), and bool (n,) which of them are whole; a damaged one is all zero."""
    rows = np.zeros((len(blobs), form.dimension), form.dtype)
    whole = np.zeros(len(blobs), bool)
    for start in range(0, len(blobs), _BLOCK):
        some = slice(start, start + _BLOCK)
        _fill(rows[some], whole[some], blobs[some], form)
    return rows, whole


def _fill(rows: Packed, whole: NDArray[np.bool_], blobs: Sequence[bytes], form: VectorForm) -> None:
    """Write into `rows` and `whole`, which are all zero, what `from_blobs` tells."""
    plain = [place for place, blob in enumerate(blobs) if len(blob) == form.dimension]
    if plain:
        joined = b"".join([blobs[place] for place in plain])
        rows[plain] = np.frombuffer(joined, form.dtype).reshape(len(plain), form.dimension)
        whole[plain] = True
    if len(plain) < len(blobs):
        lean, bits, values = _lean_ones(blobs, form.dimension)
        dense = np.zeros((len(lean), form.dimension), form.dtype)
        there = np.unpackbits(bits, axis=1, count=form.dimension).reshape(-1).view(bool)
        # By their indices: a mask takes five times as long.
        dense.reshape(-1)[np.flatnonzero(there)] = np.frombuffer(values, form.dtype)
        rows[lean] = dense
        whole[lean] = True


def _lean_ones(blobs: Sequence[bytes], dimension: int) -> tuple[NDArray[np.intp], NDArray[np.uint8], bytes]:
    """Places (m,) of the blobs that are lean and whole, their bits (m, d / 8), and all that follows those, joined."""
    head = -(-dimension // 8)
    places = np.array([place for place, blob in enumerate(blobs) if head <= len(blob) < dimension], np.intp)
    bits = np.frombuffer(b"".join([blobs[place][:head] for place in places]), np.uint8).reshape(len(places), head)
    beyond = bits[:, -1] & ((1 << (-dimension % 8)) - 1)  # bits of numbers that there are none of
    kept = np.array([len(blobs[place]) - head for place in places], np.int64)
    whole = (np.bitwise_count(bits).sum(axis=1, dtype=np.int64) == kept) & (beyond == 0)
    places = places[whole]
    return places, bits[whole], b"".join([blobs[place][head:] for place in places])
