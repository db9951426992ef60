"""Queries on models and vectors. Every vector carries its model; vectors of two models never meet."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from photosim.core.photo import PhotoId
from photosim.core.vectors import Packed

TAGS_PER_PHOTO = 10
TAG_DTYPE = np.dtype([("class", "<u2"), ("probability", "<f2")])
"""One tag of a photo: ImageNet class 0..65535 and its softmax probability 0..1; ten a photo, best first."""


def register_model(connection: sqlite3.Connection, identity: str, name: str, dimension: int) -> int:
    """The model's number in this catalogue; a model seen for the first time gets one."""
    connection.execute(
        "INSERT OR IGNORE INTO models (identity, name, dimension) VALUES (?, ?, ?)", (identity, name, dimension)
    )
    return find_model(connection, identity) or 0


def find_model(connection: sqlite3.Connection, identity: str) -> int | None:
    """The model's number, None if this catalogue never had it."""
    row = connection.execute("SELECT id FROM models WHERE identity = ?", (identity,)).fetchone()
    return int(row[0]) if row else None


def set_provider(connection: sqlite3.Connection, model_id: int, provider: str) -> None:
    """Remember what ran the model last."""
    connection.execute("UPDATE models SET provider = ? WHERE id = ?", (provider, model_id))


def last_provider(connection: sqlite3.Connection, model_id: int) -> str | None:
    """What ran the model last, None before the first run."""
    row = connection.execute("SELECT provider FROM models WHERE id = ?", (model_id,)).fetchone()
    return row[0] if row else None


def store_vector(
    connection: sqlite3.Connection, model_id: int, photo_id: PhotoId, vector: Packed, tags: bytes | None
) -> None:
    """Keep a photo's packed vector uint8 (d,) and its tags (`TAG_DTYPE` records); it must have none of that model."""
    connection.execute(
        "INSERT INTO vectors (model_id, photo_id, data, tags) VALUES (?, ?, ?, ?)",
        (model_id, photo_id, vector.tobytes(), tags),
    )


def vector_of(connection: sqlite3.Connection, model_id: int, photo_id: PhotoId) -> Packed | None:
    """The packed vector uint8 (d,) of a photo, None if it has none of that model."""
    query = "SELECT data FROM vectors WHERE model_id = ? AND photo_id = ?"
    row = connection.execute(query, (model_id, photo_id)).fetchone()
    return np.frombuffer(row[0], np.uint8) if row else None


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


def newest_vector_id(connection: sqlite3.Connection) -> int:
    """The highest vector id there is, 0 for none."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM vectors").fetchone()[0])


def count_live(connection: sqlite3.Connection, model_id: int) -> int:
    """Photos that are there and have a vector of the model."""
    query = (
        "SELECT count(*) FROM photos p WHERE p.state = 'ok' "
        "AND EXISTS (SELECT 1 FROM vectors v WHERE v.model_id = ? AND v.photo_id = p.id)"
    )
    return int(connection.execute(query, (model_id,)).fetchone()[0])


def count_after(connection: sqlite3.Connection, model_id: int, vector_id: int) -> int:
    """Vectors of the model added later than `vector_id`, whether or not their photos are there."""
    # The index has all that is needed; by themselves the rows, a kilobyte each, would be read.
    query = "SELECT count(*) FROM vectors INDEXED BY vectors_by_photo WHERE model_id = ? AND id > ?"
    return int(connection.execute(query, (model_id, vector_id)).fetchone()[0])


def load_vectors(connection: sqlite3.Connection, vector_ids: Sequence[int], dimension: int) -> Packed:
    """Packed vectors uint8 (n, d), in the order of `vector_ids`, all of which must exist."""
    rows = np.empty((len(vector_ids), dimension), np.uint8)
    for position, data in enumerate(_each_vector(connection, vector_ids)):
        rows[position] = np.frombuffer(data, np.uint8)
    return rows


def _each_vector(connection: sqlite3.Connection, vector_ids: Iterable[int]) -> Iterator[bytes]:
    for vector_id in vector_ids:
        yield connection.execute("SELECT data FROM vectors WHERE id = ?", (int(vector_id),)).fetchone()[0]


def _sorted_pairs(rows: Iterable[tuple[int, int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    pairs = np.array(list(rows), np.int64).reshape(-1, 2)
    pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
    return np.ascontiguousarray(pairs[:, 0]), np.ascontiguousarray(pairs[:, 1])
