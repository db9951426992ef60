"""Queries on models: which have looked at this library's photos, and at how many."""

import sqlite3
from typing import Final, NamedTuple

_SAMPLE: Final = 100
_ROW_OVERHEAD: Final = 40
"""Bytes a vector takes beside its data: the row's own header, and an entry in each of two indexes."""


class ModelUse(NamedTuple):
    """What a catalogue holds of one model.

    Attributes:
        id: the model's number.
        identity: stands for everything that makes a vector; several can have the same name.
        name: what the user types.
        dimension: length of its vectors.
        photos: photos that are there and have a vector of it.
        vector_bytes: about what its vectors and tags take in the catalogue's file.
    """

    id: int
    identity: str
    name: str
    dimension: int
    photos: int
    vector_bytes: int


class ProviderRun(NamedTuple):
    """What ran a model last.

    Attributes:
        active: what computed ("CPU").
        wanted: what had been asked for ("auto"); None if that was not noted yet.
        problem: why the two are not the same, in one line; None if all was well.
    """

    active: str
    wanted: str | None = None
    problem: str | None = None


def register_model(connection: sqlite3.Connection, identity: str, name: str, dimension: int, *, signed: bool) -> int:
    """The model's number in this catalogue; a model seen for the first time gets one."""
    connection.execute(
        "INSERT OR IGNORE INTO models (identity, name, dimension, signed) VALUES (?, ?, ?, ?)",
        (identity, name, dimension, signed),
    )
    return find_model(connection, identity) or 0


def find_model(connection: sqlite3.Connection, identity: str) -> int | None:
    """The model's number, None if this catalogue never had it."""
    row = connection.execute("SELECT id FROM models WHERE identity = ?", (identity,)).fetchone()
    return int(row[0]) if row else None


def set_provider(connection: sqlite3.Connection, model_id: int, run: ProviderRun) -> None:
    """Remember what ran the model last."""
    connection.execute(
        "UPDATE models SET provider = ?, provider_wanted = ?, provider_problem = ? WHERE id = ?",
        (run.active, run.wanted, run.problem, model_id),
    )


def last_provider(connection: sqlite3.Connection, model_id: int) -> ProviderRun | None:
    """What ran the model last, None before the first run."""
    query = "SELECT provider, provider_wanted, provider_problem FROM models WHERE id = ?"
    row = connection.execute(query, (model_id,)).fetchone()
    return ProviderRun(*row) if row and row[0] else None


def count_live(connection: sqlite3.Connection, model_id: int) -> int:
    """Photos that are there and have a vector of the model."""
    # All vectors less those of the few photos that are not there: counted in indexes, without a look-up for each photo.
    # CROSS JOIN has SQLite start with those few (https://www.sqlite.org/optoverview.html).
    query = (
        "SELECT (SELECT count(*) FROM vectors WHERE model_id = ?) - "
        "(SELECT count(*) FROM photos p CROSS JOIN vectors v ON v.model_id = ? AND v.photo_id = p.id "
        "WHERE p.state IN ('failed', 'missing', 'offline'))"
    )
    return int(connection.execute(query, (model_id, model_id)).fetchone()[0])


def has_albums(connection: sqlite3.Connection, model_id: int) -> bool:
    """Whether anything was learnt from the user's folders with the model."""
    return bool(
        connection.execute("SELECT EXISTS (SELECT 1 FROM learnings WHERE model_id = ?)", (model_id,)).fetchone()[0]
    )


def list_uses(connection: sqlite3.Connection, name: str | None = None) -> list[ModelUse]:
    """All models that have looked at photos of this library, or those of one name; in no special order."""
    query = "SELECT id, identity, name, dimension FROM models WHERE coalesce(name = ?, 1)"
    return [
        ModelUse(key, identity, known_as, length, count_live(connection, key), _vector_bytes(connection, key))
        for key, identity, known_as, length in connection.execute(query, (name,)).fetchall()
    ]


def forget_vectors(connection: sqlite3.Connection, model_id: int, most: int) -> int:
    """Drop some of a model's vectors, with their tags; returns how many.

    In parts, because who else wants to write waits meanwhile. Searchers want to be told (`raise_epoch`).
    """
    query = (
        "DELETE FROM vectors WHERE id IN "
        "(SELECT id FROM vectors INDEXED BY vectors_by_photo WHERE model_id = ? LIMIT ?)"
    )
    return connection.execute(query, (model_id, most)).rowcount


def count_vectors(connection: sqlite3.Connection, model_id: int) -> int:
    """All vectors of a model, whether or not their photos are there."""
    return int(connection.execute("SELECT count(*) FROM vectors WHERE model_id = ?", (model_id,)).fetchone()[0])


def _vector_bytes(connection: sqlite3.Connection, model_id: int) -> int:
    """Their number times what some, spread over all photos, take: to add up 100,000 lengths is to read all rows."""
    query = "SELECT min(photo_id), max(photo_id) FROM vectors WHERE model_id = ?"
    first, last = connection.execute(query, (model_id,)).fetchone()
    if first is None:
        return 0
    page = int(connection.execute("PRAGMA page_size").fetchone()[0])
    query = (
        "SELECT length(data) + coalesce(length(tags), 0) FROM vectors WHERE model_id = ? AND photo_id >= ? "
        "ORDER BY photo_id LIMIT 1"
    )
    places = [first + (last - first) * number // (_SAMPLE - 1) for number in range(_SAMPLE)]
    lengths = [int(connection.execute(query, (model_id, place)).fetchone()[0]) for place in places]
    each = sum(_row_bytes(length, page) for length in lengths) / len(lengths)
    return round(count_vectors(connection, model_id) * (each + _ROW_OVERHEAD))


def _row_bytes(payload: int, page: int) -> float:
    """What a row of so many bytes takes in pages of that size: as many as fit into one, or a part and whole pages more.

    After https://www.sqlite.org/fileformat2.html, "B-tree Pages" and "Cell Payload Overflow Pages".
    """
    if payload <= page - 35:
        return page / ((page - 8) // payload) if payload > 0 else 0.0
    least = (page - 12) * 32 // 255 - 23
    here = least + (payload - least) % (page - 4)
    if here > page - 35:
        here = least
    return here + -(-(payload - here) // (page - 4)) * page
