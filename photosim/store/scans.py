"""Comparing what a scan finds with what the catalogue knows, in SQL, so that memory stays flat at any size.

A scan of one folder goes through `begin`, `record` for every batch of files, then the questions. The answers are
temporary tables of the writing connection, so only that one may be used here.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from photosim.core.names import name_key
from photosim.core.photo import FileStamp, PhotoId, PhotoState
from photosim.store.photos import below, path_bytes, raise_epoch, set_state


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A file that the catalogue has under no such path.

    Attributes:
        stamp: the file.
        same_size: whether a photo of that size is known, so that this may be its new place or a copy of it.
    """

    stamp: FileStamp
    same_size: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """A known photo whose file has another size or time than recorded.

    Attributes:
        id: the photo.
        stamp: the file as it is now.
        content: fingerprint of the content that was looked at, None if it never was.
    """

    id: PhotoId
    stamp: FileStamp
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Twin:
    """A known photo with the same content as a new file.

    Attributes:
        id: the photo.
        path: where its file is, or was.
        state: as recorded.
        failed: whether it could not be read when its file was there.
    """

    id: PhotoId
    path: str
    state: PhotoState
    failed: bool


def begin(connection: sqlite3.Connection) -> None:
    """Forget earlier findings."""
    columns = "(path BLOB PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL) WITHOUT ROWID"
    for table in ("found", "batch"):
        connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} {columns}")
        connection.execute(f"DELETE FROM temp.{table}")  # noqa: S608 - constants


def record(connection: sqlite3.Connection, files: Iterable[FileStamp]) -> list[Newcomer]:
    """Note a batch of found files; returns those that are new, in the order of their paths."""
    connection.execute("DELETE FROM temp.batch")
    rows = ((path_bytes(stamp.path), stamp.size, stamp.mtime_ns) for stamp in files)
    connection.executemany("INSERT OR REPLACE INTO temp.batch VALUES (?, ?, ?)", rows)
    connection.execute("INSERT OR REPLACE INTO temp.found SELECT * FROM temp.batch")
    query = (
        "SELECT b.path, b.size, b.mtime_ns, "
        "EXISTS (SELECT 1 FROM photos s WHERE s.size = b.size AND s.fingerprint IS NOT NULL) "
        "FROM temp.batch b LEFT JOIN photos p ON p.path = b.path WHERE p.id IS NULL ORDER BY b.path"
    )
    return [Newcomer(_stamp(row), bool(row[3])) for row in connection.execute(query).fetchall()]


def twins(connection: sqlite3.Connection, size: int, content: bytes) -> list[Twin]:
    """Known photos with that very content, oldest first."""
    query = "SELECT id, path, state, error IS NOT NULL FROM photos WHERE size = ? AND fingerprint = ? ORDER BY id"
    rows = connection.execute(query, (size, content))
    return [Twin(PhotoId(key), os.fsdecode(path), PhotoState(state), bool(failed)) for key, path, state, failed in rows]


def insert_new(connection: sqlite3.Connection, stamps: Iterable[FileStamp]) -> None:
    """Add photos nothing is known of yet."""
    rows = [(path_bytes(stamp.path), stamp.size, stamp.mtime_ns, name_key(stamp.path)) for stamp in stamps]
    connection.executemany("INSERT INTO photos (path, size, mtime_ns, name_key) VALUES (?, ?, ?, ?)", rows)


def insert_copy(connection: sqlite3.Connection, stamp: FileStamp, twin: PhotoId) -> None:
    """Add a photo with all that is known of its twin, vectors of every model included."""
    cursor = connection.execute(
        "INSERT INTO photos (path, size, mtime_ns, name_key, state, error, retry, fingerprint, width, height, "
        "taken, dated) SELECT ?, ?, ?, ?, CASE WHEN error IS NULL THEN 'ok' ELSE 'failed' END, error, retry, "
        "fingerprint, width, height, taken, dated FROM photos WHERE id = ?",
        (path_bytes(stamp.path), stamp.size, stamp.mtime_ns, name_key(stamp.path), twin),
    )
    connection.execute(
        "INSERT INTO vectors (photo_id, model_id, data, tags) "
        "SELECT ?, model_id, data, tags FROM vectors WHERE photo_id = ?",
        (cursor.lastrowid, twin),
    )


def move(connection: sqlite3.Connection, photo_id: PhotoId, stamp: FileStamp) -> None:
    """Give a photo its new path; all else stays."""
    connection.execute(
        "UPDATE photos SET path = ?, size = ?, mtime_ns = ?, name_key = ?, "
        "state = CASE WHEN error IS NULL THEN 'ok' ELSE 'failed' END WHERE id = ?",
        (path_bytes(stamp.path), stamp.size, stamp.mtime_ns, name_key(stamp.path), photo_id),
    )
    raise_epoch(connection)


def changed(connection: sqlite3.Connection) -> list[Changed]:
    """Known photos among the found whose size or time differs from what is recorded."""
    query = (
        "SELECT f.path, f.size, f.mtime_ns, p.id, p.fingerprint FROM temp.found f JOIN photos p ON p.path = f.path "
        "WHERE p.size <> f.size OR p.mtime_ns <> f.mtime_ns"
    )
    return [Changed(PhotoId(row[3]), _stamp(row), row[4]) for row in connection.execute(query)]


def touch(connection: sqlite3.Connection, photo_id: PhotoId, stamp: FileStamp) -> None:
    """Record a new time of a file with unchanged content."""
    connection.execute("UPDATE photos SET size = ?, mtime_ns = ? WHERE id = ?", (stamp.size, stamp.mtime_ns, photo_id))


def reset(connection: sqlite3.Connection, photo_id: PhotoId, stamp: FileStamp) -> None:
    """Record new content: the photo's vectors of all models are of something else now, and it waits to be seen."""
    connection.execute("DELETE FROM vectors WHERE photo_id = ?", (photo_id,))
    connection.execute(
        "UPDATE photos SET size = ?, mtime_ns = ?, fingerprint = NULL, state = 'ok', error = NULL, retry = 0, "
        "taken = NULL, dated = 0 WHERE id = ?",
        (stamp.size, stamp.mtime_ns, photo_id),
    )
    raise_epoch(connection)


def returned(connection: sqlite3.Connection) -> list[tuple[PhotoId, str]]:
    """Id and path of the photos among the found that were missing or offline."""
    query = (
        "SELECT id, path FROM photos WHERE state IN ('missing', 'offline') AND path IN (SELECT path FROM temp.found)"
    )
    return [(PhotoId(key), os.fsdecode(path)) for key, path in connection.execute(query)]


def retry_failed(connection: sqlite3.Connection) -> None:
    """Photos among the found that failed for a passing reason wait to be seen again; what was seen before counts."""
    cursor = connection.execute(
        "UPDATE photos SET state = 'ok', error = NULL, retry = 0 "
        "WHERE state = 'failed' AND retry = 1 AND path IN (SELECT path FROM temp.found)"
    )
    if cursor.rowcount:
        raise_epoch(connection)


def gone(connection: sqlite3.Connection, folder: Path) -> Iterator[tuple[PhotoId, str, PhotoState]]:
    """Photos the catalogue has inside the folder and the scan did not find: id, path, recorded state."""
    query = (
        "SELECT p.id, p.path, p.state FROM photos p WHERE p.path >= ? AND p.path < ? AND p.state <> 'missing' "
        "AND NOT EXISTS (SELECT 1 FROM temp.found f WHERE f.path = p.path)"
    )
    for key, path, state in connection.execute(query, below(folder)).fetchall():
        yield PhotoId(key), os.fsdecode(path), PhotoState(state)


def set_offline(connection: sqlite3.Connection, folder: Path) -> None:
    """Take all photos inside a folder that cannot be read out of the answers."""
    query = "SELECT id FROM photos WHERE path >= ? AND path < ? AND state IN ('ok', 'failed')"
    ids = [row[0] for row in connection.execute(query, below(folder))]
    set_state(connection, ids, PhotoState.OFFLINE)


def count_found(connection: sqlite3.Connection) -> int:
    """Files of the scan so far."""
    return int(connection.execute("SELECT count(*) FROM temp.found").fetchone()[0])


def count_found_failed(connection: sqlite3.Connection) -> int:
    """Files of the scan that are recorded as unreadable."""
    query = "SELECT count(*) FROM photos WHERE state = 'failed' AND path IN (SELECT path FROM temp.found)"
    return int(connection.execute(query).fetchone()[0])


def _stamp(row: tuple[bytes, int, int, object]) -> FileStamp:
    return FileStamp(os.fsdecode(row[0]), row[1], row[2])
