"""What comparing all photos told, on disk, so that the next time only new ones are compared.

Derived from the catalogue and the thumbnails; can be deleted at any time. Rows are known by the ids of vectors, which
are never used twice: a photo whose content changes gets another one, and is compared anew.
"""

import os
import struct
import tempfile
import time
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.vectors import Vectors

NAME: Final = "pairs.npz"
_FORMAT: Final = 1
_ABANDONED_SECONDS: Final = 3600
# What NumPy and zipfile raise on damaged bytes: held to by changing each byte of a file.
_DAMAGED: Final = (
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)

Ids = NDArray[np.int64]


def _no_ids() -> Ids:
    return np.zeros(0, np.int64)


def _no_values() -> Vectors:
    return np.zeros(0, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class PairTable:
    """Pairs of vectors that are alike; of all pairs among those in `seen` there are no others.

    Attributes:
        seen: int64 (n,), ascending, vectors that were compared with each other.
        later: int64 (m,), one vector of each pair.
        earlier: int64 (m,), the other one.
        cosine: float32 (m,), their similarity.
        likeness: float32 (m,), as `core.likeness.Compared`; NaN where pixels were not compared yet.
        scene: float32 (m,), likewise.
        sharp: int64 (s,), vectors of photos whose sharpness is known.
        sharpness: float32 (s,), that.
    """

    seen: Ids = field(default_factory=_no_ids)
    later: Ids = field(default_factory=_no_ids)
    earlier: Ids = field(default_factory=_no_ids)
    cosine: Vectors = field(default_factory=_no_values)
    likeness: Vectors = field(default_factory=_no_values)
    scene: Vectors = field(default_factory=_no_values)
    sharp: Ids = field(default_factory=_no_ids)
    sharpness: Vectors = field(default_factory=_no_values)


def load_pairs(folder: Path, floor: float) -> PairTable:
    """The table kept in a folder; an empty one if there is none, or a damaged one, or one of another floor."""
    try:
        # Opened here: NumPy leaves a file open that turns out to be damaged.
        with (folder / NAME).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            if (int(arrays["format"]), float(arrays["floor"])) != (_FORMAT, floor):
                return PairTable()
            table = PairTable(**{one.name: arrays[one.name] for one in fields(PairTable)})
    except _DAMAGED:
        return PairTable()
    return table if _is_whole(table) else PairTable()


def save_pairs(folder: Path, table: PairTable, floor: float) -> None:
    """Keep a table in a folder, under a new name first; a disk that is full or read-only is no error."""
    values: dict[str, Any] = {one.name: getattr(table, one.name) for one in fields(PairTable)}
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _remove_abandoned(folder)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".tmp")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, format=_FORMAT, floor=floor, **values)
            temporary.replace(folder / NAME)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise


def _remove_abandoned(folder: Path) -> None:
    """What a crash left; a file that another program writes just now is younger."""
    for file in folder.glob("*.tmp"):
        with suppress(OSError):
            if time.time() - file.stat().st_mtime > _ABANDONED_SECONDS:
                file.unlink()


def _is_whole(table: PairTable) -> bool:
    empty = PairTable()
    typed = all(getattr(table, one.name).dtype == getattr(empty, one.name).dtype for one in fields(PairTable))
    lengths = {len(values) for values in (table.later, table.earlier, table.cosine, table.likeness, table.scene)}
    return typed and len(lengths) == 1 and table.sharp.shape == table.sharpness.shape and table.seen.ndim == 1
