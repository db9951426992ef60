"""Queries on models: which have looked at this library's photos, and at how many."""

import sqlite3


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


def set_provider(connection: sqlite3.Connection, model_id: int, provider: str) -> None:
    """Remember what ran the model last."""
    connection.execute("UPDATE models SET provider = ? WHERE id = ?", (provider, model_id))


def last_provider(connection: sqlite3.Connection, model_id: int) -> str | None:
    """What ran the model last, None before the first run."""
    row = connection.execute("SELECT provider FROM models WHERE id = ?", (model_id,)).fetchone()
    return row[0] if row else None


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
