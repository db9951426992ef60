"""A large array of rows in a file, of which a few are read at a time."""

import itertools
import mmap
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.vectors import Packed

_LARGE: Final = 512 * 1024 * 1024
_READS: Final = 8


class MappedRows:
    """Rows (n, d) of bytes in a file; any number of threads may read. The file is released with the last reference.

    Args:
        file: holds exactly these rows; it must have been verified.
        dtype: uint8 or int8.
        shape: n, at least 1, and d.

    Raises:
        OSError: it cannot be opened.
        ValueError: it is empty or of another size.
    """

    def __init__(self, file: Path, dtype: np.dtype[np.uint8 | np.int8], shape: tuple[int, int]) -> None:
        with file.open("rb") as stream:
            self._mapping = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        self.array: Packed = np.frombuffer(self._mapping, dtype).reshape(shape)
        self._reads = itertools.count()

    def rows(self, positions: NDArray[np.int64]) -> Packed:
        """The rows (m, d) at positions int64 (m,).

        Every row read leaves 64 KiB of the file mapped, so of a large file all is let go now and then: it stays in the
        system's cache, but does not count as this program's memory.
        """
        found: Packed = self.array[positions]
        if self.array.nbytes > _LARGE and next(self._reads) % _READS == _READS - 1 and hasattr(mmap, "MADV_DONTNEED"):
            self._mapping.madvise(mmap.MADV_DONTNEED)
        return found
