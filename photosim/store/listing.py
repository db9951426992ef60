"""Photos to be listed: which they are, and what they are put in order by; without NumPy, for a window's first list."""

import json
import os
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import Final

from photosim.core.photo import PhotoId
from photosim.store.photos import below

SHOWN = "state IN ('ok', 'failed')"
"""Of a photo whose file is there, as far as is known, readable or not."""
_PART: Final = 10_000  # characters, read in a tenth of a millisecond
_TABLE = "photos NOT INDEXED"  # nearly all photos are wanted: an index would only be a way round
_DATED = "photos INDEXED BY photos_listed"
"""Holds date and path of what is shown, in order; SQLite takes it only for the very conditions it was made with."""


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
    return array("q", sorted(_numbers(connection.execute(query, values).fetchone()[0])))


def by_date(
    connection: sqlite3.Connection,
    folder: Path | None = None,
    *,
    hidden: bool = False,
    descending: bool = True,
    first: int | None = None,
) -> "tuple[array[int], array[int]]":
    """Ids and dates, both 64-bit ("q"), of the photos that are there, in order of date and, where that is equal, path.

    The date is when the photo was taken, seconds of the clock on the wall counted as if that were UTC; where nobody
    knows, when its file was last written, in the same way, by this computer's time zone.

    Args:
        connection: open catalogue.
        folder: only photos inside it.
        hidden: those the user hid, instead of all others.
        descending: newest first.
        first: only that many.
    """
    table = "photos" if hidden else _DATED
    inside = "path >= ? AND path < ? AND" if folder else ""
    values = below(folder) if folder else ()
    way = "DESC" if descending else "ASC"
    rows = (
        f"SELECT id, date FROM {table} WHERE {inside} {SHOWN} AND hidden = {int(hidden)} "  # noqa: S608
        f"ORDER BY date {way}, path {way} {_limit(first)}"
    )
    texts = connection.execute(f"SELECT group_concat(id), group_concat(date) FROM ({rows})", values)  # noqa: S608
    ids, dates = texts.fetchone()
    return _numbers(ids), _numbers(dates)


def by_name(
    connection: sqlite3.Connection,
    folder: Path | None = None,
    *,
    hidden: bool = False,
    descending: bool = False,
    first: int | None = None,
) -> list[tuple[int, str]]:
    """Id and folder of the photos that are there, in order of file name and, where that is the same, of path.

    Args:
        connection: open catalogue.
        folder: only photos inside it.
        hidden: those the user hid, instead of all others.
        descending: the other way round.
        first: only that many.
    """
    which, values = _which(folder, hidden=hidden)
    way = "DESC" if descending else "ASC"
    query = f"SELECT id, path FROM {which} ORDER BY name_key {way}, path {way} {_limit(first)}"  # noqa: S608
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
    # Told by indexes alone, of hidden photos and of all others.
    table = "photos" if hidden else _DATED
    query = f"SELECT count(*) FROM {table} WHERE {SHOWN} AND hidden = {int(hidden)}"  # noqa: S608 - constants
    return int(connection.execute(query).fetchone()[0])


def failed(connection: sqlite3.Connection) -> Iterator[tuple[PhotoId, Path, str]]:
    """Id, path and reason of the photos that could not be read, in order of path."""
    query = "SELECT id, path, coalesce(error, '') FROM photos WHERE state = 'failed' ORDER BY path"
    for photo_id, path, reason in connection.execute(query).fetchall():
        yield PhotoId(photo_id), Path(os.fsdecode(path)), reason


def folder_counts(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Every folder with photos directly in it, hidden ones aside, and how many; in no special order."""
    query = f"SELECT id, path FROM {_TABLE} WHERE {SHOWN} AND hidden = 0"  # noqa: S608 - constants
    counts = Counter(start for _, start in _split(connection.execute(query)))
    return [(_spell(start, {}), count) for start, count in counts.items()]


def _limit(first: int | None) -> str:
    return "" if first is None else f"LIMIT {first:d}"


def _numbers(text: str | None) -> "array[int]":
    """The numbers in a text with commas between them.

    Read as JSON, which takes two thirds of the time of splitting, and in parts: one call for all would keep Python's
    lock for as long as it takes, and the GUI thread waiting.
    """
    numbers, start = array("q"), 0
    while text and start < len(text):
        comma = text.find(",", start + _PART)
        end = len(text) if comma < 0 else comma
        numbers.extend(json.loads(f"[{text[start:end]}]"))
        start = end + 1
    return numbers


def _split(rows: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
    """Ids, and what stands before the last separator of their paths."""
    separator = os.fsencode(os.sep)
    return ((photo_id, path.rpartition(separator)[0]) for photo_id, path in rows)


def _spell(start: bytes, spelled: dict[bytes, str]) -> str:
    """The folder that paths beginning so lie in: with its separator if it is the root of a disk."""
    spelled[start] = os.path.dirname(os.fsdecode(start) + os.sep)  # noqa: PTH120 - keeps any name as it is
    return spelled[start]
