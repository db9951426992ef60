"""Writing a new generation of search files, see `photosim.store.generation`.

Short vectors are copied to a file first and worked on from there. Long ones are read from the catalogue twice, some for
the principal components and then all, and only what is made of them is written. Either way only a sample of them and
one block are in memory at a time.
"""

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from photosim.core.vectors import Packed, VectorForm, Vectors, row_norms, unpack
from photosim.store.blobs import from_blobs
from photosim.store.db import snapshot
from photosim.store.generation import files_of, hash_of, open_generation
from photosim.store.projection import Projection, choose_sample, fit_projection
from photosim.store.reduced import REDUCED, reduce_points
from photosim.store.shortlist import COMPONENTS, TREES, ShortlistBuilder
from photosim.store.state import Summary, format_of, generations, is_long
from photosim.store.vectors import Records, live_ids, load_vectors, tag_records, vector_form

_BLOCK: Final = 2048
_POINTS: Final = 4096


class _Block(NamedTuple):
    """Some live vectors: vector and photo ids int64 (m, 2), packed rows (m, d) and tags (m, 10)."""

    ids: NDArray[np.int64]
    rows: Packed
    tags: Records


class _Kept:
    """What is kept of every vector in either form."""

    def __init__(self) -> None:
        self._ids: list[NDArray[np.int64]] = []
        self._tags: list[Records] = []
        self._norms: list[Vectors] = []

    def add(self, block: _Block) -> None:
        self._ids.append(block.ids)
        self._tags.append(block.tags)
        self._norms.append(row_norms(block.rows))

    def save(self, work: Path) -> tuple[int, int]:
        """Write it; returns how many vectors there are and the highest id.

        Raises:
            ValueError: there are none.
        """
        rows = np.concatenate(self._ids)
        np.save(work / "rows.npy", rows)
        np.save(work / "tags.npy", np.concatenate(self._tags))
        np.save(work / "norms.npy", np.concatenate(self._norms))
        return len(rows), int(rows[-1, 0])


class _Reducing:
    """Writes all vectors reduced, block by block; a context manager."""

    def __init__(self, work: Path) -> None:
        self._work = work
        self._factors = [np.empty(0, np.float32)]

    def __enter__(self) -> Self:
        self._file = (self._work / "reduced").open("wb")
        return self

    def add(self, points: Vectors) -> None:
        """Components float32 (m, p) that follow those added before."""
        reduced, factors = reduce_points(points)
        self._file.write(reduced.tobytes())
        self._factors.append(factors)

    def __exit__(self, *error: object) -> None:
        self._file.close()
        np.save(self._work / "factors.npy", np.concatenate(self._factors))


def build_generation(connection: sqlite3.Connection, model_id: int, root: Path, threads: int) -> Path:
    """Write a new generation of all live vectors of a model; returns its folder. Damaged vectors are left out.

    Args:
        connection: open catalogue. It is read in short pieces: vectors are never changed, only added and deleted, and
            whoever uses a generation compares it with the catalogue anyway.
        model_id: the model.
        root: `index/<model>`; created if missing.
        threads: for Annoy; 1 gives reproducible files.

    Raises:
        OSError: the disk is full or not writable; nothing is left behind.
        ValueError: there is no vector to be indexed.
    """
    form = vector_form(connection, model_id)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="new-", dir=root))
    try:
        write = _write_long if is_long(form.dimension) else _write_short
        count, newest = write(connection, model_id, form, work, threads)
        _write_meta(work, Summary(count, newest, form.dimension), form)
        open_generation(work, form)
        return _place(work, root)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise


def _write_short(
    connection: sqlite3.Connection, model_id: int, form: VectorForm, work: Path, threads: int
) -> tuple[int, int]:
    """All files of vectors that are copied; returns how many there are and the highest id."""
    kept = _Kept()
    with (work / "matrix").open("wb") as file:
        for block in _blocks(connection, model_id, form):
            file.write(block.rows.tobytes())
            kept.add(block)
    summary = kept.save(work)
    matrix: Packed = np.memmap(work / "matrix", form.dtype, "r", shape=(summary[0], form.dimension))
    projection = fit_projection(matrix[choose_sample(*matrix.shape)], COMPONENTS)
    _save_projection(projection, work)
    builder = ShortlistBuilder(projection.components.shape[1])
    with _Reducing(work) as reducing:
        for start in range(0, len(matrix), _POINTS):
            points = projection.apply(unpack(matrix[start : start + _POINTS]))
            reducing.add(points)
            builder.add(points)
    builder.save(work / "shortlist.ann", threads)
    return summary


def _write_long(
    connection: sqlite3.Connection, model_id: int, form: VectorForm, work: Path, threads: int
) -> tuple[int, int]:
    """All files of vectors that are only reduced; returns how many there are and the highest id."""
    projection = fit_projection(_sample(connection, model_id, form), REDUCED)
    _save_projection(projection, work)
    builder = ShortlistBuilder(min(COMPONENTS, projection.components.shape[1]))
    kept = _Kept()
    with _Reducing(work) as reducing:
        for block in _blocks(connection, model_id, form):
            points = projection.apply(unpack(block.rows))
            reducing.add(points)
            builder.add(points[:, :COMPONENTS])
            kept.add(block)
    summary = kept.save(work)
    builder.save(work / "shortlist.ann", threads)
    return summary


def _sample(connection: sqlite3.Connection, model_id: int, form: VectorForm) -> Packed:
    """Some of the live vectors (n, d), spread over all."""
    with snapshot(connection):
        ids, _ = live_ids(connection, model_id)
        rows, whole = load_vectors(connection, ids[choose_sample(len(ids), form.dimension)].tolist(), form)
    return rows if whole.all() else rows[whole]


def _blocks(connection: sqlite3.Connection, model_id: int, form: VectorForm) -> Iterator[_Block]:
    """All live vectors, ascending by id."""
    # Row after row in the order of ids, from where the last block ended: an index would bring them in another order.
    query = (
        "SELECT v.id, v.photo_id, v.data, v.tags FROM vectors v NOT INDEXED CROSS JOIN photos p ON p.id = v.photo_id "
        "WHERE v.id > ? AND v.model_id = ? AND p.state = 'ok' ORDER BY v.id LIMIT ?"
    )
    last = 0
    while block := connection.execute(query, (last, model_id, _BLOCK)).fetchall():
        last = block[-1][0]
        rows, whole = from_blobs([row[2] for row in block], form)
        if not whole.all():
            rows, block = rows[whole], [row for row, good in zip(block, whole, strict=True) if good]
        if block:
            yield _Block(np.array([row[:2] for row in block], np.int64), rows, tag_records([row[3] for row in block]))


def _save_projection(projection: Projection, work: Path) -> None:
    np.savez(work / "projection.npz", mean=projection.mean, components=projection.components)


def _write_meta(work: Path, summary: Summary, form: VectorForm) -> None:
    names = files_of(form.dimension)
    meta = {
        "format": format_of(form.dimension),
        "model": work.parent.name,
        "dimension": form.dimension,
        "signed": form.signed,
        "metric": "cosine",
        "count": summary.count,
        "newest": summary.newest,
        "components": min(COMPONENTS, form.dimension),
        "trees": TREES,
        "files": {name: {"bytes": (work / name).stat().st_size, "hash": hash_of(work / name)} for name in names},
    }
    for name in names:
        _flush(work / name)
    with (work / "meta.json").open("w", encoding="utf-8") as file:
        json.dump(meta, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def _flush(file: Path) -> None:
    """Make sure a power cut after the rename cannot leave an empty file."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def _place(work: Path, root: Path) -> Path:
    """Give the finished folder the next number."""
    number = max((int(folder.name) for folder in generations(root)), default=0) + 1
    return work.rename(root / f"{number:06d}")
