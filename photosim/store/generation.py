"""The search files derived from the catalogue: written whole, verified, and only then used.

`index/<model>/<generation>/` holds `rows.npy` (vector and photo ids), `tags.npy`, `norms.npy`, `projection.npz`,
`shortlist.ann`, the vectors themselves as `matrix` unless they are long, `reduced` and `factors.npy` (see
`photosim.store.reduced`; older generations of short ones have none), and `meta.json`, which is written last and names
the size and hash of each. A new generation is built under a temporary name and renamed (`photosim.store.building`), so
a folder with a number is complete or damaged, never half-made. All of it can be deleted at any time.
"""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.vectors import Packed, VectorForm, Vectors
from photosim.store.mapped import MappedRows
from photosim.store.projection import Projection
from photosim.store.reduced import Reduced
from photosim.store.shortlist import COMPONENTS, Shortlist
from photosim.store.state import format_of, generations, is_long
from photosim.store.vectors import Records, load_vectors

_HASHED_WHOLE: Final = 256 * 1024 * 1024
_PIECE: Final = 1024 * 1024
_REDUCED: Final = ("reduced", "factors.npy")


@dataclass(frozen=True, slots=True)
class Generation:
    """One open, verified generation of n rows; its files are released with its last reference.

    Attributes:
        folder: where its files are.
        form: what its vectors are like.
        vector_ids: int64 (n,), ascending.
        photo_ids: int64 (n,).
        norms: float32 (n,), lengths of the packed rows.
        shortlist: finds candidate positions.
        kept: the packed rows (n, d); where they are long, what stands for them until they are read.
        coarse: all vectors reduced, for queries that the shortlist is no help for; None in an older generation.
    """

    folder: Path
    form: VectorForm
    vector_ids: NDArray[np.int64]
    photo_ids: NDArray[np.int64]
    norms: Vectors
    shortlist: Shortlist
    kept: MappedRows | Reduced
    coarse: Reduced | None

    def rows(self, connection: sqlite3.Connection, positions: NDArray[np.int64]) -> tuple[NDArray[np.int64], Packed]:
        """Positions and packed rows, int64 (m,) and (m, d), of those at `positions`.

        Long ones are read from the catalogue; those that are damaged there, or gone, are left out.
        """
        if isinstance(self.kept, MappedRows):
            return positions, self.kept.rows(positions)
        rows, whole = load_vectors(connection, self.vector_ids[positions].tolist(), self.form)
        return (positions, rows) if whole.all() else (positions[whole], rows[whole])


def files_of(dimension: int) -> tuple[str, ...]:
    """Names of the files of a generation of vectors of that length, `meta.json` aside."""
    vectors = () if is_long(dimension) else ("matrix",)
    return (*vectors, *_REDUCED, "rows.npy", "tags.npy", "norms.npy", "projection.npz", "shortlist.ann")


def open_newest(root: Path, form: VectorForm) -> Generation | None:
    """The newest generation below `root` that passes verification, None if there is none.

    One that is damaged or of an older form is deleted: derived data is rebuilt, not repaired.
    """
    for folder in reversed(generations(root)):
        try:
            return open_generation(folder, form)
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue  # perhaps readable the next time
    return None


def open_tags(root: Path) -> tuple[NDArray[np.int64], NDArray[np.int64], Records] | None:
    """Vector ids and photo ids int64 (n,) and tags (n, 10) of the newest generation, None if there is none.

    Only the files that hold these are verified; a generation found damaged is left for `open_newest` to delete.
    """
    for folder in reversed(generations(root)):
        try:
            _verified(folder, ("rows.npy", "tags.npy"))
            rows = np.load(folder / "rows.npy")
            return np.ascontiguousarray(rows[:, 0]), np.ascontiguousarray(rows[:, 1]), np.load(folder / "tags.npy")
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None


def remove_others(root: Path, keep: Path | None) -> None:
    """Delete all generations but one, and what interrupted builds left; files in use stay until the next time."""
    if not root.is_dir():
        return
    for folder in root.iterdir():
        if folder != keep and folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)


def hash_of(file: Path) -> str:
    """SHA-256 of a file; of one above 256 MiB that of its first and last 128 MiB, to keep start-up short."""
    digest = hashlib.sha256()
    size = file.stat().st_size
    with file.open("rb") as stream:
        if size <= _HASHED_WHOLE:
            return hashlib.file_digest(stream, "sha256").hexdigest()
        for start in (0, size - _HASHED_WHOLE // 2):
            stream.seek(start)
            for _ in range(_HASHED_WHOLE // 2 // _PIECE):
                digest.update(stream.read(_PIECE))
    return digest.hexdigest()


def _verified(folder: Path, names: Iterable[str], may_lack: Collection[str] = ()) -> dict[str, Any]:
    """A generation's `meta.json`, once these of its files have been compared with it; it need not know them all.

    Raises:
        OSError, ValueError, KeyError, TypeError: a file is missing, damaged or of another form.
    """
    meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    if (meta["format"], meta["model"]) != (format_of(meta["dimension"]), folder.parent.name):
        message = f"{folder} is of another form"
        raise ValueError(message)
    for name in names:
        if name in may_lack and name not in meta["files"]:
            continue
        expected = meta["files"][name]
        if (folder / name).stat().st_size != expected["bytes"] or hash_of(folder / name) != expected["hash"]:
            message = f"{folder / name} is damaged"
            raise ValueError(message)
    return meta


def open_generation(folder: Path, form: VectorForm) -> Generation:
    """Verify a generation's files against its `meta.json`, then map them.

    Raises:
        OSError, ValueError, KeyError, TypeError: a file is missing, damaged or of another form.
    """
    meta = _verified(folder, files_of(form.dimension), () if is_long(form.dimension) else _REDUCED)
    if (meta["dimension"], meta.get("signed", False)) != (form.dimension, form.signed):
        message = f"{folder} holds vectors of another form"
        raise ValueError(message)
    rows = np.load(folder / "rows.npy")
    with np.load(folder / "projection.npz") as arrays:
        projection = Projection(arrays["mean"], arrays["components"])
    count = int(meta["count"])
    coarse = _open_reduced(folder, count, projection) if "reduced" in meta["files"] else None
    kept = coarse if is_long(form.dimension) else MappedRows(folder / "matrix", form.dtype, (count, form.dimension))
    assert kept is not None  # of long vectors it was verified
    return Generation(
        folder,
        form,
        np.ascontiguousarray(rows[:, 0]),
        np.ascontiguousarray(rows[:, 1]),
        np.load(folder / "norms.npy"),
        Shortlist(folder / "shortlist.ann", projection.first(COMPONENTS)),
        kept,
        coarse,
    )


def _open_reduced(folder: Path, count: int, projection: Projection) -> Reduced:
    shape = (count, projection.components.shape[1])
    return Reduced(
        MappedRows(folder / "reduced", np.dtype(np.int8), shape), np.load(folder / "factors.npy"), projection
    )
