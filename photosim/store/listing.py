"""Photos to be listed: which they are, and what they are put in order by; without NumPy, for a window's first list."""

import os
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path

from photosim.core.photo import PhotoId
from photosim.store.photos import below

SHOWN = "state IN ('ok', 'failed')"
"""Of a photo whose file is there, as far as is known, readable or not."""
_WRITTEN = "mtime_ns / 1000000000"
# By the clock on the wall here, as cameras tell: of 100,000 photos that takes 20 ms. Without it, what was taken on New
# Year's Eve could stand between photos of January. Calendars end, file systems' times do not.
_SECONDS = f"coalesce(taken, CAST(strftime('%s', {_WRITTEN}, 'unixepoch', 'localtime') AS INTEGER), {_WRITTEN})"
_TABLE = "photos NOT INDEXED"  # nearly all photos are wanted: an index would only be a way round


def _which(folder: Path | None, *, hidden: bool) -> tuple[str, tuple[bytes, ...]]:
    """Table and condition for photos that are there, and its parameters."""
    condition = f"{SHOWN} AND hidden = {int(hidden)}"
    if folder is None:
        return f"{_TABLE} WHERE {condition}", ()
    # The "+" keeps SQLite from going by state, which nearly all photos have in common.
    return f"photos WHERE path >= ? AND path < ? AND +{condition}", below(folder)


def ids_of(connection: sqlite3.Connection, folder: Path | None = None, *, hidden: bool = False) -> "array[int]":
    """Ids, 64-bit ("q"), ascending, of the photos that are there, of all or of those inside a folder.

    Args:
        connection: open catalogue.
        folder: only photos inside it.
        hidden: those the user hid, instead of all others.
    """
    which, values = _which(folder, hidden=hidden)
    # One text of all ids instead of a row each: for 100,000 of them that is three times as fast.
    query = f"SELECT group_concat(id) FROM (SELECT id FROM {which})"  # noqa: S608 - constants
    text = connection.execute(query, values).fetchone()[0]
    return array("q", sorted(map(int, text.split(",")))) if text else array("q")


def by_date(
    connection: sqlite3.Connection, folder: Path | None = None, *, hidden: bool = False, descending: bool = True
) -> list[tuple[int, int]]:
    """Id and date of the photos that are there, in order of date and, where that is the same, of path.

    The date is when the photo was taken, seconds of the clock on the wall counted as if that were UTC; where nobody
    knows, when its file was last written, in the same way, by this computer's time zone.

    Args:
        connection: open catalogue.
        folder: only photos inside it.
        hidden: those the user hid, instead of all others.
        descending: newest first.
    """
    which, values = _which(folder, hidden=hidden)
    way = "DESC" if descending else "ASC"
    query = f"SELECT id, {_SECONDS} FROM {which} ORDER BY 2 {way}, path {way}"  # noqa: S608
    return connection.execute(query, values).fetchall()


def by_name(
    connection: sqlite3.Connection, folder: Path | None = None, *, hidden: bool = False, descending: bool = False
) -> list[tuple[int, str]]:
    """Id and folder of the photos that are there, in order of file name and, where that is the same, of path.

    Args:
        connection: open catalogue.
        folder: only photos inside it.
        hidden: those the user hid, instead of all others.
        descending: the other way round.
    """
    which, values = _which(folder, hidden=hidden)
    way = "DESC" if descending else "ASC"
    query = f"SELECT id, path FROM {which} ORDER BY name_key {way}, path {way}"  # noqa: S608
    rows = connection.execute(query, values)
    spelled: dict[bytes, str] = {}
    return [(photo_id, spelled.get(start) or _spell(start, spelled)) for photo_id, start in _split(rows)]


def named(connection: sqlite3.Connection, prefix: str) -> set[int]:
    """Ids of the photos whose file names begin with a text, capitals like small letters."""
    start = prefix.casefold()
    plain = "".join(takewhile(str.isascii, start))  # beyond that SQLite tells capitals from small letters
    pattern = "".join(f"!{sign}" if sign in "!%_" else sign for sign in os.sep + plain)
    query = f"SELECT id, path FROM {_TABLE} WHERE CAST(path AS TEXT) LIKE ? ESCAPE '!'"  # noqa: S608 - constants
    rows = connection.execute(query, (f"%{pattern}%",))
    return {photo_id for photo_id, path in rows if os.fsdecode(path).rpartition(os.sep)[2].casefold().startswith(start)}


def count_listed(connection: sqlite3.Connection, *, hidden: bool = False) -> int:
    """How many photos are there, hidden ones or all others."""
    # Both are told by indexes alone, the second by one of hidden photos.
    shown = f"SELECT count(*) FROM photos WHERE {SHOWN}"  # noqa: S608 - constants
    out_of_sight = int(connection.execute(f"{shown} AND hidden = 1").fetchone()[0])
    return out_of_sight if hidden else int(connection.execute(shown).fetchone()[0]) - out_of_sight


def failed(connection: sqlite3.Connection) -> Iterator[tuple[PhotoId, Path, str]]:
    """Id, path and reason of the photos that could not be read, in order of path."""
    query = "SELECT id, path, coalesce(error, '') FROM photos WHERE state = 'failed' ORDER BY path"
    for photo_id, path, reason in connection.execute(query).fetchall():
        yield PhotoId(photo_id), Path(os.fsdecode(path)), reason


def folder_counts(connection: sqlite3.Connection) -> Iterable[tuple[str, int]]:
    """Every folder with photos directly in it, hidden ones aside, and how many; in no special order."""
    query = f"SELECT id, path FROM {_TABLE} WHERE {SHOWN} AND hidden = 0"  # noqa: S608 - constants
    counts = Counter(start for _, start in _split(connection.execute(query)))
    return [(_spell(start, {}), count) for start, count in counts.items()]


def _split(rows: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
    """Ids, and what stands before the last separator of their paths."""
    separator = os.fsencode(os.sep)
    return ((photo_id, path.rpartition(separator)[0]) for photo_id, path in rows)


def _spell(start: bytes, spelled: dict[bytes, str]) -> str:
    """The folder that paths beginning so lie in: with its separator if it is the root of a disk."""
    spelled[start] = os.path.dirname(os.fsdecode(start) + os.sep)  # noqa: PTH120 - keeps any name as it is
    return spelled[start]
