"""Queries on when photos were taken: of those that were looked at before anybody asked for that."""

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from photosim.core.photo import PhotoId
from photosim.store.photos import below, path_bytes

_UNDATED = "path > ? AND path < ? AND dated = 0 AND width > 0 AND +state = 'ok'"  # by the index of those


def undated(connection: sqlite3.Connection, folder: Path, after: str | None, limit: int) -> list[tuple[PhotoId, str]]:
    """Id and path of the next photos of a folder that were looked at and not asked for their date, in order of path.

    Args:
        connection: open catalogue.
        folder: only photos inside it.
        after: path of the last photo of the page before; None for the first page.
        limit: page size.
    """
    low, high = below(folder)
    query = f"SELECT id, path FROM photos WHERE {_UNDATED} ORDER BY path LIMIT ?"  # noqa: S608 - constants
    rows = connection.execute(query, (path_bytes(after) if after else low, high, limit))
    return [(PhotoId(photo_id), os.fsdecode(path)) for photo_id, path in rows]


def count_undated(connection: sqlite3.Connection, folder: Path) -> int:
    """How many photos of a folder these are."""
    query = f"SELECT count(*) FROM photos WHERE {_UNDATED}"  # noqa: S608 - constants
    return int(connection.execute(query, below(folder)).fetchone()[0])


def set_dates(connection: sqlite3.Connection, dates: Iterable[tuple[PhotoId, int | None]]) -> None:
    """Record when photos were taken, None where their files do not say."""
    rows = [(taken, photo_id) for photo_id, taken in dates]
    connection.executemany("UPDATE photos SET taken = ?, dated = 1 WHERE id = ?", rows)
