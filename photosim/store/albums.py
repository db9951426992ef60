"""Queries on albums: what was learnt from the user's folders, kept with the model whose vectors it is for."""

import sqlite3
from dataclasses import dataclass

import numpy as np

from photosim.core.vectors import Vectors


@dataclass(frozen=True, slots=True, eq=False)
class StoredAlbums:
    """Everything learnt with one model.

    Attributes:
        names: of the albums, most photos first.
        photos: how many each was learnt from.
        weights: float32 (albums, d).
        biases: float32 (albums,).
        sharpness: see `photosim.semantics.albums.AlbumHead`.
        rejection: as well.
        accuracy: share of held-out photos whose own album scored highest, 0..1.
    """

    names: tuple[str, ...]
    photos: tuple[int, ...]
    weights: Vectors
    biases: Vectors
    sharpness: float
    rejection: float
    accuracy: float


def save_albums(connection: sqlite3.Connection, model_id: int, albums: StoredAlbums) -> None:
    """Put these in the place of whatever was learnt with that model."""
    forget_albums(connection, model_id)
    connection.execute(
        "INSERT INTO learnings (model_id, sharpness, rejection, accuracy) VALUES (?, ?, ?, ?)",
        (model_id, albums.sharpness, albums.rejection, albums.accuracy),
    )
    rows = zip(albums.names, albums.photos, albums.weights, albums.biases, strict=True)
    connection.executemany(
        "INSERT INTO albums (model_id, name, photos, weights, bias) VALUES (?, ?, ?, ?, ?)",
        [(model_id, name, count, weights.astype("<f4").tobytes(), float(bias)) for name, count, weights, bias in rows],
    )


def forget_albums(connection: sqlite3.Connection, model_id: int) -> None:
    """Drop what was learnt with that model."""
    connection.execute("DELETE FROM learnings WHERE model_id = ?", (model_id,))
    connection.execute("UPDATE counters SET value = value + 1 WHERE name = 'albums'")


def load_albums(connection: sqlite3.Connection, model_id: int, dimension: int) -> StoredAlbums | None:
    """What was learnt with that model, None if nothing was."""
    learning = connection.execute(
        "SELECT sharpness, rejection, accuracy FROM learnings WHERE model_id = ?", (model_id,)
    ).fetchone()
    rows = connection.execute(
        "SELECT name, photos, weights, bias FROM albums WHERE model_id = ? ORDER BY id", (model_id,)
    ).fetchall()
    if learning is None or not rows or any(len(row[2]) != 4 * dimension for row in rows):
        return None
    return StoredAlbums(
        tuple(row[0] for row in rows),
        tuple(row[1] for row in rows),
        np.stack([np.frombuffer(row[2], "<f4") for row in rows]).astype(np.float32),
        np.array([row[3] for row in rows], np.float32),
        *learning,
    )


def albums_version(connection: sqlite3.Connection) -> int:
    """Changes whenever something is learnt or forgotten."""
    return int(connection.execute("SELECT value FROM counters WHERE name = 'albums'").fetchone()[0])
