"""What the catalogue says about photos that may be one: content, dates and vectors."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.photo import PhotoId
from photosim.core.vectors import Packed
from photosim.store.vectors import load_vectors, vector_form

NOT_DATED: Final = np.iinfo(np.int64).min
"""Stands for the time a photo was taken where nobody knows it."""
_AT_ONCE: Final = 500
_COUNTS: Final = "state = 'ok' AND hidden = 0"

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shown:
    """All n photos that are there, not hidden, and were looked at with one model; ascending by vector id.

    Attributes:
        vector_ids: int64 (n,).
        photo_ids: int64 (n,).
        taken: int64 (n,), seconds as in the catalogue, `NOT_DATED` where unknown.
    """

    vector_ids: Ids
    photo_ids: Ids
    taken: Ids


@dataclass(frozen=True, slots=True)
class TwinRow:
    """What is known of one photo that may have a twin.

    Attributes:
        photo_id: its number.
        path: absolute path.
        size: bytes.
        mtime_ns: when the file was last written, nanoseconds since 1970.
        width: pixels, upright.
        height: pixels, upright.
        taken: seconds as in the catalogue, None if unknown.
    """

    photo_id: PhotoId
    path: Path
    size: int
    mtime_ns: int
    width: int
    height: int
    taken: int | None


def shown(connection: sqlite3.Connection, model_id: int) -> Shown:
    """The photos among which twins are looked for."""
    # The index has all that is needed of a vector; by themselves the rows, a kilobyte each, would be read.
    query = (
        "SELECT v.id, v.photo_id, coalesce(p.taken, ?) FROM vectors v INDEXED BY vectors_by_photo "  # noqa: S608
        f"JOIN photos p ON p.id = v.photo_id WHERE v.model_id = ? AND p.{_COUNTS.replace('AND ', 'AND p.')}"
    )
    numbers = (number for row in connection.execute(query, (NOT_DATED, model_id)) for number in row)
    table = np.fromiter(numbers, np.int64).reshape(-1, 3)
    table = table[np.argsort(table[:, 0], kind="stable")]
    return Shown(*(np.ascontiguousarray(column) for column in table.T))


def same_content(connection: sqlite3.Connection) -> list[list[PhotoId]]:
    """Photos, not hidden, whose files have one length and one fingerprint; at least two each, in order of id."""
    query = (
        "SELECT group_concat(id) FROM (SELECT id, size, fingerprint FROM photos "  # noqa: S608 - a constant
        f"WHERE {_COUNTS} AND fingerprint IS NOT NULL) GROUP BY size, fingerprint HAVING count(*) > 1"
    )
    groups = (sorted(map(int, text.split(","))) for (text,) in connection.execute(query))
    return sorted([PhotoId(key) for key in group] for group in groups)


def twin_rows(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[PhotoId, TwinRow]:
    """What is known of these photos; those that are gone or hidden are left out."""
    found: dict[PhotoId, TwinRow] = {}
    for some in _in_parts([int(photo_id) for photo_id in ids]):
        query = (
            f"SELECT id, path, size, mtime_ns, width, height, taken FROM photos WHERE {_COUNTS} "  # noqa: S608
            f"AND id IN ({','.join('?' * len(some))})"
        )
        for key, path, *numbers in connection.execute(query, some):
            photo_id = PhotoId(key)
            found[photo_id] = TwinRow(photo_id, Path(os.fsdecode(path)), *numbers)
    return found


def vectors_of(connection: sqlite3.Connection, model_id: int, ids: Sequence[int]) -> tuple[Ids, Packed]:
    """Photo ids int64 (m,) and packed vectors (m, d) of those of these photos that have one; in no special order."""
    found: dict[int, int] = {}
    for some in _in_parts([int(photo_id) for photo_id in ids]):
        query = (
            "SELECT id, photo_id FROM vectors INDEXED BY vectors_by_photo "  # noqa: S608 - only "?"
            f"WHERE model_id = ? AND photo_id IN ({','.join('?' * len(some))})"
        )
        found |= dict(connection.execute(query, (model_id, *some)).fetchall())
    rows, whole = load_vectors(connection, list(found), vector_form(connection, model_id))
    photos = np.fromiter(found.values(), np.int64, len(found))
    return photos[whole], rows[whole]


def _in_parts(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
