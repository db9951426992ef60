"""Queries on vectors. Every vector carries its model; vectors of two models never meet."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from photosim.core.photo import PhotoId
from photosim.core.vectors import Packed

TAGS_PER_PHOTO = 10
TAG_DTYPE = np.dtype([("class", "<u2"), ("probability", "<f2")])
"""One tag of a photo: ImageNet class 0..65535 and its softmax probability 0..1; ten a photo, best first."""
Records = np.ndarray[tuple[int, ...], np.dtype[np.void]]
"""Tags of photos: `TAG_DTYPE` (n, 10), filled up with probability 0; all of those for a photo without tags."""


def store_vector(
    connection: sqlite3.Connection, model_id: int, photo_id: PhotoId, vector: Packed, tags: bytes | None
) -> None:
    """Keep a photo's packed vector uint8 (d,) and its tags (`TAG_DTYPE` records); it must have none of that model."""
    connection.execute(
        "INSERT INTO vectors (model_id, photo_id, data, tags) VALUES (?, ?, ?, ?)",
        (model_id, photo_id, vector.tobytes(), tags),
    )


def look_of(connection: sqlite3.Connection, model_id: int, photo_id: PhotoId) -> tuple[Packed, Records] | None:
    """The packed vector uint8 (d,) and the tags (10,) of a photo, None if it has none of that model."""
    query = "SELECT data, tags FROM vectors WHERE model_id = ? AND photo_id = ?"
    row = connection.execute(query, (model_id, photo_id)).fetchone()
    return (np.frombuffer(row[0], np.uint8), tag_records([row[1]])[0]) if row else None


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


def load_vectors(connection: sqlite3.Connection, vector_ids: Sequence[int], dimension: int) -> Packed:
    """Packed vectors uint8 (n, d), in the order of `vector_ids`, all of which must exist."""
    rows = np.empty((len(vector_ids), dimension), np.uint8)
    for position, data in enumerate(_each_vector(connection, vector_ids)):
        rows[position] = np.frombuffer(data, np.uint8)
    return rows


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


def _each_vector(connection: sqlite3.Connection, vector_ids: Iterable[int]) -> Iterator[bytes]:
    for vector_id in vector_ids:
        yield connection.execute("SELECT data FROM vectors WHERE id = ?", (int(vector_id),)).fetchone()[0]


def _sorted_pairs(rows: Iterable[tuple[int, int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    # Number by number: a list of a million rows would take more memory than all that is made of it.
    pairs = np.fromiter(chain.from_iterable(rows), np.int64).reshape(-1, 2)
    pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
    return np.ascontiguousarray(pairs[:, 0]), np.ascontiguousarray(pairs[:, 1])
