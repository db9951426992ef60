"""Weights that are read when they are needed, in pieces."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from photosim.errors import ModelError

Array = NDArray[Any]

_PIECE_BYTES = 16_000_000


@dataclass(frozen=True, slots=True)
class Tensor:
    """An array that may still lie in a file.

    Attributes:
        shape: as of an array, at least one axis.
        dtype: of the values, little-endian.
        rows: gives rows start..stop of the first axis; raises ModelError if the file cannot be read any more.
    """

    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    rows: Callable[[int, int], Array]

    @property
    def nbytes(self) -> int:
        """Size in memory."""
        return math.prod(self.shape) * self.dtype.itemsize

    def pieces(self) -> Iterator[Array]:
        """All of it, some megabytes at a time along the first axis."""
        row_bytes = max(1, self.nbytes // max(1, self.shape[0]))
        step = max(1, _PIECE_BYTES // row_bytes)
        for start in range(0, self.shape[0], step):
            yield self.rows(start, min(start + step, self.shape[0]))

    def array(self) -> Array:
        """All of it at once."""
        return self.rows(0, self.shape[0])

    def astype(self, dtype: DTypeLike) -> "Tensor":
        """The same values as another type, converted as they are read."""
        wanted = np.dtype(dtype)
        if wanted == self.dtype:
            return self
        return Tensor(self.shape, wanted, lambda start, stop: self.rows(start, stop).astype(wanted))

    def largest(self) -> float:
        """The largest absolute value; infinite if a value is not a number."""
        top = 0.0
        for piece in self.pieces():
            least, most = float(piece.min(initial=0)), float(piece.max(initial=0))
            top = max(top, -least, most) if math.isfinite(least) and math.isfinite(most) else math.inf
        return top


def of_array(array: Array) -> Tensor:
    """An array that is in memory."""
    return Tensor(array.shape, array.dtype, lambda start, stop: array[start:stop])


def in_file(path: Path, offset: int, shape: tuple[int, ...], dtype: DTypeLike) -> Tensor:
    """An array that lies in a file, row after row, uncompressed.

    Args:
        path: the file; opened for each read, so that nothing keeps it from being moved or removed.
        offset: of the first byte.
        shape: whoever calls has checked that so much is there.
        dtype: of the values, little-endian.
    """
    kind = np.dtype(dtype).newbyteorder("<")
    inner = math.prod(shape[1:])

    def rows(start: int, stop: int) -> Array:
        try:
            with path.open("rb") as file:
                file.seek(offset + start * inner * kind.itemsize)
                # Unlike `frombuffer` of what `read` returns, this is one copy, and it may be written to.
                array = np.empty(((stop - start), *shape[1:]), kind)
                count = file.readinto(array.reshape(-1).view(np.uint8).data)
        except OSError as error:
            message = f"the file {path} cannot be read: {error.strerror or error}"
            raise ModelError(message) from error
        if count != array.nbytes:
            message = f"the file {path} is cut off"
            raise ModelError(message)
        return array

    return Tensor(shape, kind, rows)
