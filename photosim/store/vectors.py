"""Queries on vectors. Every vector carries its model; vectors of two models never meet."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from photosim.core.photo import PhotoId
from photosim.core.vectors import Packed, VectorForm
from photosim.store.blobs import from_blobs, to_blob

TAGS_PER_PHOTO = 10
_AT_ONCE = 250
TAG_DTYPE = np.dtype([("class", "<u2"), ("probability", "<f2")])
"""One tag of a photo: ImageNet class 0..65535 and its softmax probability 0..1; ten a photo, best first."""
Records = np.ndarray[tuple[int, ...], np.dtype[np.void]]
"""Tags of photos: `TAG_DTYPE` (n, 10), filled up with probability 0; all of those for a photo without tags."""


def store_vector(
    connection: sqlite3.Connection, model_id: int, photo_id: PhotoId, vector: Packed, tags: bytes | None
) -> None:
    """Keep a photo's packed vector (d,) and its tags (`TAG_DTYPE` records); it must have none of that model."""
    connection.execute(
        "INSERT INTO vectors (model_id, photo_id, data, tags) VALUES (?, ?, ?, ?)",
        (model_id, photo_id, to_blob(vector), tags),
    )


def look_of(connection: sqlite3.Connection, model_id: int, photo_id: PhotoId) -> tuple[Packed, Records] | None:
    """The packed vector (d,) and the tags (10,) of a photo, None if it has none of that model or a damaged one."""
    query = "SELECT data, tags FROM vectors WHERE model_id = ? AND photo_id = ?"
    row = connection.execute(query, (model_id, photo_id)).fetchone()
    if row is None:
        return None
    rows, whole = from_blobs([row[0]], vector_form(connection, model_id))
    return (rows[0], tag_records([row[1]])[0]) if whole[0] else None


def vector_form(connection: sqlite3.Connection, model_id: int) -> VectorForm:
    """What the vectors of a model in this catalogue are like."""
    row = connection.execute("SELECT dimension, signed FROM models WHERE id = ?", (model_id,)).fetchone()
    return VectorForm(int(row[0]), bool(row[1]))


def live_ids(connection: sqlite3.Connection, model_id: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Vector ids and photo ids, int64 (n,) each, of all photos that are there; ascending by vector id."""
    query = (
        "SELECT v.id, v.photo_id FROM vectors v JOIN photos p ON p.id = v.photo_id "
        "WHERE v.model_id = ? AND p.state = 'ok'"
    )
    return _sorted_pairs(connection.execute(query, (model_id,)))


def live_ids_after(
    connection: sqlite3.Connection, model_id: int, vector_id: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The same for vectors added later than `vector_id`."""
    query = (
        "SELECT v.id, v.photo_id FROM vectors v JOIN photos p ON p.id = v.photo_id "
        "WHERE v.id > ? AND v.model_id = ? AND p.state = 'ok'"
    )
    return _sorted_pairs(connection.execute(query, (vector_id, model_id)))


def live_paths(connection: sqlite3.Connection, model_id: int, after: int = 0) -> Iterator[tuple[int, PhotoId, str]]:
    """Vector id, photo id and absolute path of all photos that are there, or of those with vector ids above `after`."""
    # The index has all that is needed of a vector; by themselves the rows, a kilobyte each, would be read.
    query = (
        "SELECT v.id, v.photo_id, p.path FROM vectors v INDEXED BY vectors_by_photo JOIN photos p ON p.id = v.photo_id "
        "WHERE v.model_id = ? AND v.id > ? AND p.state = 'ok'"
    )
    for vector_id, photo_id, path in connection.execute(query, (model_id, after)):
        yield vector_id, PhotoId(photo_id), os.fsdecode(path)


def newest_vector_id(connection: sqlite3.Connection) -> int:
    """The highest vector id there is, 0 for none."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM vectors").fetchone()[0])


def load_vectors(
    connection: sqlite3.Connection, vector_ids: Sequence[int], form: VectorForm
) -> tuple[Packed, NDArray[np.bool_]]:
    """Packed vectors (n, d) in the order of `vector_ids`, all of which must exist and be of that form.

    Returns:
        Those, and bool (n,) which of them are whole; a damaged one is all zero.
    """
    rows = np.empty((len(vector_ids), form.dimension), form.dtype)
    whole = np.empty(len(vector_ids), bool)
    for start in range(0, len(vector_ids), _AT_ONCE):
        some = vector_ids[start : start + _AT_ONCE]
        query = f"SELECT id, data FROM vectors WHERE id IN ({','.join('?' * len(some))})"  # noqa: S608 - only "?"
        found = dict(connection.execute(query, some).fetchall())
        rows[start : start + _AT_ONCE], whole[start : start + _AT_ONCE] = from_blobs([found[one] for one in some], form)
    return rows, whole


def load_tags(connection: sqlite3.Connection, vector_ids: Iterable[int]) -> Records:
    """The tags that were stored with these vectors, in that order; all of them must exist."""
    query = "SELECT tags FROM vectors WHERE id = ?"
    return tag_records([connection.execute(query, (int(vector_id),)).fetchone()[0] for vector_id in vector_ids])


def tag_records(stored: Sequence[bytes | None]) -> Records:
    """Tags as stored, None or of any number up to ten; what has no such form counts as none."""
    full = TAGS_PER_PHOTO * TAG_DTYPE.itemsize
    rows = [tags if tags and len(tags) <= full and len(tags) % TAG_DTYPE.itemsize == 0 else b"" for tags in stored]
    joined = b"".join(row.ljust(full, b"\0") for row in rows)
    return np.frombuffer(joined, TAG_DTYPE).reshape(len(rows), TAGS_PER_PHOTO)


def _sorted_pairs(rows: Iterable[tuple[int, int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    # Number by number: a list of a million rows would take more memory than all that is made of it.
    pairs = np.fromiter(chain.from_iterable(rows), np.int64).reshape(-1, 2)
    pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
    return np.ascontiguousarray(pairs[:, 0]), np.ascontiguousarray(pairs[:, 1])
