"""Photos to be listed: which they are, and what they are put in order by; without NumPy, for a window's first list."""

import os
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

from photosim.core.photo import PhotoId
from photosim.store.photos import below

SHOWN = "state IN ('ok', 'failed')"
"""Of a photo whose file is there, as far as is known, readable or not."""
_SECONDS = "coalesce(taken, mtime_ns / 1000000000)"  # as in the index `photos_by_date`


def _which(folder: Path | None, *, hidden: bool) -> tuple[str, tuple[bytes, ...]]:
    """The condition for photos that are there, and its parameters."""
    condition = f"{SHOWN} AND hidden = {int(hidden)}"
    if folder is None:
        return condition, ()
    # A "+" keeps SQLite from going by state, which leaves nearly all photos.
    return f"+{condition} AND path >= ? AND path < ?", below(folder)


def ids_of(connection: sqlite3.Connection, folder: Path | None = None, *, hidden: bool = False) -> "array[int]":
    """Ids, 64-bit ("q"), ascending, of the photos that are there, of all or of those inside a folder.

    Args:
        connection: open catalogue.
        folder: only photos inside it.
        hidden: those the user hid, instead of all others.
    """
    condition, values = _which(folder, hidden=hidden)
    # One text of all ids instead of a row each: for 100,000 of them that is three times as fast.
    query = f"SELECT group_concat(id) FROM (SELECT id FROM photos WHERE {condition})"  # noqa: S608 - constants
    text = connection.execute(query, values).fetchone()[0]
    return array("q", sorted(map(int, text.split(",")))) if text else array("q")


def by_date(
    connection: sqlite3.Connection, folder: Path | None = None, *, hidden: bool = False, descending: bool = True
) -> list[tuple[int, int]]:
    """Id and date of the photos that are there, in order of date and, where that is the same, of path.

    The date is when the photo was taken, seconds of the clock on the wall counted as if that were UTC; where nobody
    knows, when its file was last written, seconds since 1970.

    Args:
        connection: open catalogue.
        folder: only photos inside it.
        hidden: those the user hid, instead of all others.
        descending: newest first.
    """
    condition, values = _which(folder, hidden=hidden)
    way = "DESC" if descending else "ASC"
    query = f"SELECT id, {_SECONDS} FROM photos WHERE {condition} ORDER BY 2 {way}, path {way}"  # noqa: S608 - constants
    return connection.execute(query, values).fetchall()


def with_paths(
    connection: sqlite3.Connection, folder: Path | None = None, *, hidden: bool = False
) -> list[tuple[int, str]]:
    """Id and path of the photos that are there, in no special order; arguments as of `ids_of`."""
    condition, values = _which(folder, hidden=hidden)
    query = f"SELECT id, path FROM photos WHERE {condition}"  # noqa: S608 - constants
    return [(photo_id, os.fsdecode(path)) for photo_id, path in connection.execute(query, values)]


def count_listed(connection: sqlite3.Connection, *, hidden: bool = False) -> int:
    """How many photos are there, hidden ones or all others."""
    condition, _ = _which(None, hidden=hidden)
    return int(connection.execute(f"SELECT count(*) FROM photos WHERE {condition}").fetchone()[0])  # noqa: S608


def failed(connection: sqlite3.Connection) -> Iterator[tuple[PhotoId, Path, str]]:
    """Id, path and reason of the photos that could not be read, in order of path."""
    query = "SELECT id, path, coalesce(error, '') FROM photos WHERE state = 'failed' ORDER BY path"
    for photo_id, path, reason in connection.execute(query).fetchall():
        yield PhotoId(photo_id), Path(os.fsdecode(path)), reason


def folder_counts(connection: sqlite3.Connection) -> Iterable[tuple[str, int]]:
    """Every folder with photos directly in it, hidden ones aside, and how many; in no special order."""
    query = f"SELECT path FROM photos WHERE {SHOWN} AND hidden = 0"  # noqa: S608 - constants
    counts: dict[bytes, int] = {}
    separator = os.fsencode(os.sep)
    for (path,) in connection.execute(query):
        folder = path[: path.rfind(separator)]
        counts[folder] = counts.get(folder, 0) + 1
    return [(os.fsdecode(folder), count) for folder, count in counts.items()]
