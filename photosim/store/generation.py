"""The search files derived from the catalogue: written whole, verified, and only then used.

`index/<model>/<generation>/` holds `matrix` (packed rows), `rows.npy` (vector and photo ids), `tags.npy`, `norms.npy`,
`projection.npz`, `shortlist.ann` and `meta.json`, which is written last and names the size and hash of each. A new
generation is built under a temporary name and renamed, so a folder with a number is complete or damaged, never
half-made. All of it can be deleted at any time.
"""

import hashlib
import itertools
import json
import mmap
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.vectors import Packed, Vectors, row_norms
from photosim.store.shortlist import COMPONENTS, TREES, Projection, Shortlist, build_shortlist, fit_projection
from photosim.store.state import FORMAT, Summary, generations
from photosim.store.vectors import TAG_DTYPE, TAGS_PER_PHOTO, Records, tag_records

_FILES: Final = ("matrix", "rows.npy", "tags.npy", "norms.npy", "projection.npz", "shortlist.ann")
_HASHED_WHOLE: Final = 256 * 1024 * 1024
_PIECE: Final = 1024 * 1024
_BLOCK: Final = 2048
_LARGE: Final = 512 * 1024 * 1024
_READS: Final = 8


@dataclass(frozen=True, slots=True)
class Generation:
    """One open, verified generation of n rows; its files are released with its last reference.

    Attributes:
        folder: where its files are.
        vector_ids: int64 (n,), ascending.
        photo_ids: int64 (n,).
        matrix: packed rows uint8 (n, d), a view of `mapping`.
        mapping: the file `matrix`.
        norms: float32 (n,), lengths of the packed rows.
        shortlist: finds candidate positions.
    """

    folder: Path
    vector_ids: NDArray[np.int64]
    photo_ids: NDArray[np.int64]
    matrix: Packed
    mapping: mmap.mmap
    norms: Vectors
    shortlist: Shortlist
    _reads: "itertools.count[int]" = field(default_factory=itertools.count)

    def rows(self, positions: NDArray[np.int64]) -> Packed:
        """The packed rows uint8 (m, d) at positions int64 (m,).

        Every row read leaves 64 KiB of the file mapped, so of a large file all is let go now and then: it stays in the
        system's cache, but does not count as this program's memory.
        """
        found: Packed = self.matrix[positions]
        if self.matrix.nbytes > _LARGE and next(self._reads) % _READS == _READS - 1 and hasattr(mmap, "MADV_DONTNEED"):
            self.mapping.madvise(mmap.MADV_DONTNEED)
        return found


def build_generation(connection: sqlite3.Connection, model_id: int, dimension: int, root: Path, threads: int) -> Path:
    """Write a new generation of all live vectors of a model; returns its folder.

    Args:
        connection: open catalogue; read in one snapshot.
        model_id: the model.
        dimension: length d of its vectors.
        root: `index/<model>`; created if missing.
        threads: for Annoy; 1 gives reproducible files.

    Raises:
        OSError: the disk is full or not writable; nothing is left behind.
    """
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="new-", dir=root))
    try:
        count, newest = _write_rows(connection, model_id, dimension, work)
        matrix: Packed = np.memmap(work / "matrix", np.uint8, "r", shape=(count, dimension))
        np.save(work / "norms.npy", row_norms(matrix))
        projection = fit_projection(matrix)
        np.savez(work / "projection.npz", mean=projection.mean, components=projection.components)
        build_shortlist(matrix, projection, work / "shortlist.ann", threads=threads)
        del matrix
        _write_meta(work, Summary(count, newest), dimension)
        _open(work, dimension)
        return _place(work, root)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise


def open_newest(root: Path, dimension: int) -> Generation | None:
    """The newest generation below `root` that passes verification, None if there is none.

    One that is damaged or of an older form is deleted: derived data is rebuilt, not repaired.
    """
    for folder in reversed(generations(root)):
        try:
            return _open(folder, dimension)
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


def _write_rows(connection: sqlite3.Connection, model_id: int, dimension: int, work: Path) -> tuple[int, int]:
    """Copy all live vectors into `matrix`, ids and tags beside it; returns how many and the highest id."""
    query = (
        "SELECT v.id, v.photo_id, v.data, v.tags FROM vectors v JOIN photos p ON p.id = v.photo_id "
        "WHERE v.model_id = ? AND p.state = 'ok' ORDER BY v.id"
    )
    cursor = connection.execute(query, (model_id,))
    ids: list[NDArray[np.int64]] = []
    tags: list[Records] = []
    with (work / "matrix").open("wb") as file:
        for block in _blocks(cursor):
            ids.append(np.array([row[:2] for row in block], np.int64))
            tags.append(tag_records([row[3] for row in block]))
            data = b"".join(row[2] for row in block)
            if len(data) != len(block) * dimension:
                message = "a stored vector has the wrong length"
                raise ValueError(message)
            file.write(data)
    rows = np.concatenate(ids) if ids else np.empty((0, 2), np.int64)
    np.save(work / "rows.npy", rows)
    np.save(work / "tags.npy", np.concatenate(tags) if tags else np.zeros((0, TAGS_PER_PHOTO), TAG_DTYPE))
    return len(rows), int(rows[-1, 0]) if len(rows) else 0


def _blocks(cursor: sqlite3.Cursor) -> Iterator[list[tuple[int, int, bytes, bytes | None]]]:
    while block := cursor.fetchmany(_BLOCK):
        yield block


def _write_meta(work: Path, summary: Summary, dimension: int) -> None:
    meta = {
        "format": FORMAT,
        "model": work.parent.name,
        "dimension": dimension,
        "metric": "cosine",
        "count": summary.count,
        "newest": summary.newest,
        "components": min(COMPONENTS, dimension),
        "trees": TREES,
        "files": {name: {"bytes": (work / name).stat().st_size, "hash": _hash(work / name)} for name in _FILES},
    }
    for name in _FILES:
        _flush(work / name)
    with (work / "meta.json").open("w", encoding="utf-8") as file:
        json.dump(meta, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def _flush(file: Path) -> None:
    """Make sure a power cut after the rename cannot leave an empty file."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def _hash(file: Path) -> str:
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


def _place(work: Path, root: Path) -> Path:
    """Give the finished folder the next number."""
    number = max((int(folder.name) for folder in generations(root)), default=0) + 1
    return work.rename(root / f"{number:06d}")


def _verified(folder: Path, names: Iterable[str]) -> dict[str, Any]:
    """A generation's `meta.json`, once these of its files have been compared with it.

    Raises:
        OSError, ValueError, KeyError, TypeError: a file is missing, damaged or of another form.
    """
    meta: dict[str, Any] = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    if (meta["format"], meta["model"]) != (FORMAT, folder.parent.name):
        message = f"{folder} is of another form"
        raise ValueError(message)
    for name in names:
        expected = meta["files"][name]
        if (folder / name).stat().st_size != expected["bytes"] or _hash(folder / name) != expected["hash"]:
            message = f"{folder / name} is damaged"
            raise ValueError(message)
    return meta


def _open(folder: Path, dimension: int) -> Generation:
    """Verify a generation's files against its `meta.json`, then map them.

    Raises:
        OSError, ValueError, KeyError, TypeError: a file is missing, damaged or of another form.
    """
    meta = _verified(folder, _FILES)
    if meta["dimension"] != dimension:
        message = f"{folder} holds vectors of another length"
        raise ValueError(message)
    rows = np.load(folder / "rows.npy")
    with np.load(folder / "projection.npz") as arrays:
        projection = Projection(arrays["mean"], arrays["components"])
    with (folder / "matrix").open("rb") as file:
        mapping = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return Generation(
        folder,
        np.ascontiguousarray(rows[:, 0]),
        np.ascontiguousarray(rows[:, 1]),
        np.frombuffer(mapping, np.uint8).reshape(meta["count"], dimension),
        mapping,
        np.load(folder / "norms.npy"),
        Shortlist(folder / "shortlist.ann", projection),
    )
