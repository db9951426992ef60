"""Catalogues with many photos in no time: rows and vectors written straight into the store."""

import itertools
import sqlite3
from collections.abc import Sequence

import numpy as np

from photosim.core.photo import FileStamp, PhotoId
from photosim.core.vectors import Packed, pack, unpack
from photosim.store import scans
from photosim.store.catalog import Catalog
from photosim.store.models import register_model
from photosim.store.photos import find_by_path, mark_looked_at
from photosim.store.vectors import TAG_DTYPE, look_of, store_vector

_numbers = itertools.count(1)


def like_embeddings(count: int, dimension: int, seed: int = 0) -> Packed:
    """Packed rows like a network's: groups of look-alikes with shades between them, about 45 % zeros."""
    rng = np.random.default_rng(seed)
    basis = rng.normal(0, 1, (24, dimension))
    centres = rng.normal(0, 1, (max(1, count // 50), 24))
    latent = centres[rng.integers(0, len(centres), count)] + 0.45 * rng.normal(0, 1, (count, 24))
    values = latent @ basis + 0.6 * rng.normal(0, 1, (count, dimension)) + 0.6
    return pack(np.maximum(values, 0).astype(np.float32))


def add_model(catalog: Catalog, dimension: int, identity: str = "model-1", *, signed: bool = False) -> int:
    with catalog.writing() as connection:
        return register_model(connection, identity, identity, dimension, signed=signed)


def add_photos(catalog: Catalog, paths: Sequence[str]) -> list[PhotoId]:
    """Photos that were looked at; returns their ids."""
    stamps = [FileStamp(path, 1000, 1) for path in paths]
    with catalog.writing() as connection:
        scans.insert_new(connection, stamps)
        ids = [find_by_path(connection, path) for path in paths]
        found = [photo_id for photo_id in ids if photo_id is not None]
        assert len(found) == len(paths)
        for photo_id, stamp in zip(found, stamps, strict=True):
            mark_looked_at(connection, photo_id, stamp, photo_id.to_bytes(16, "big"), (640, 480))
    return found


def add_vectors(
    catalog: Catalog, model_id: int, rows: Packed, tags: Sequence[bytes | None] | None = None
) -> list[PhotoId]:
    """A photo with a vector for every packed row, and perhaps with tags; returns their ids."""
    ids = add_photos(catalog, [f"/photos/{next(_numbers):07d}.jpg" for _ in rows])
    with catalog.writing() as connection:
        for photo_id, row, some in zip(ids, rows, tags or [None] * len(rows), strict=True):
            store_vector(connection, model_id, photo_id, row, some)
    return ids


def vector_of(connection: sqlite3.Connection, model_id: int, photo_id: PhotoId) -> Packed | None:
    """The stored vector of a photo, None if it has none of that model."""
    found = look_of(connection, model_id, photo_id)
    return None if found is None else found[0]


def tag_bytes(*pairs: tuple[int, float]) -> bytes:
    """Classes and probabilities as they are stored."""
    return np.array(list(pairs), TAG_DTYPE).tobytes()


def exact_scores(rows: Packed, query: Packed) -> list[float]:
    """Cosine similarities by double precision arithmetic."""
    unit = unpack(rows).astype(np.float64)
    answer: list[float] = (unit @ unpack(query[None])[0].astype(np.float64)).tolist()
    return answer
