"""Queries on folders and photos. Every function takes an open connection and does one thing."""

import os
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from photosim.core.photo import FileStamp, Photo, PhotoId, PhotoState

_SHOWN = "('ok', 'failed')"


class Pending(NamedTuple):
    """A photo that waits for a vector.

    Attributes:
        id: the photo.
        path: absolute path.
        seen_before: whether an earlier run looked at this file (at other content, or for another model).
        same_content: whether that earlier look was at the same content.
    """

    id: PhotoId
    path: str
    seen_before: bool
    same_content: bool


def path_bytes(path: Path | str) -> bytes:
    """A path as it is stored: the file system's own bytes, so that any name survives."""
    return os.fsencode(path)


def below(folder: Path | str) -> tuple[bytes, bytes]:
    """Bounds (from, to) of all stored paths inside a folder: from <= path < to."""
    text = os.fspath(folder)
    low = path_bytes(text if text.endswith(os.sep) else text + os.sep)
    return low, low[:-1] + bytes([low[-1] + 1])


def add_folder(connection: sqlite3.Connection, folder: Path) -> None:
    """Remember a folder the user chose."""
    connection.execute("INSERT OR IGNORE INTO folders (path) VALUES (?)", (path_bytes(folder),))


def remove_folder(connection: sqlite3.Connection, folder: Path) -> bool:
    """Forget a folder the user chose, and photos that lie in no other one; returns whether it was chosen."""
    if not connection.execute("DELETE FROM folders WHERE path = ?", (path_bytes(folder),)).rowcount:
        return False
    low, high = below(folder)
    kept = [below(other) for other, _ in list_folders(connection)]
    apart = " AND NOT (path >= ? AND path < ?)" * len(kept)
    query = f"DELETE FROM photos WHERE path >= ? AND path < ?{apart}"  # noqa: S608 - constants
    connection.execute(query, (low, high, *(bound for bounds in kept for bound in bounds)))
    raise_epoch(connection)
    return True


def is_folder(connection: sqlite3.Connection, folder: Path) -> bool:
    """Whether the user chose that folder."""
    query = "SELECT EXISTS (SELECT 1 FROM folders WHERE path = ?)"
    return bool(connection.execute(query, (path_bytes(folder),)).fetchone()[0])


def list_paths(connection: sqlite3.Connection, folder: Path) -> list[tuple[PhotoId, str]]:
    """Id and path of all photos inside a folder, whatever their state."""
    rows = connection.execute("SELECT id, path FROM photos WHERE path >= ? AND path < ?", below(folder))
    return [(PhotoId(key), os.fsdecode(path)) for key, path in rows]


def delete(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Forget photos with all that is known of them; searchers are told."""
    rows = [(int(photo_id),) for photo_id in ids]
    connection.executemany("DELETE FROM photos WHERE id = ?", rows)
    if rows:
        raise_epoch(connection)


def set_online(connection: sqlite3.Connection, folder: Path, *, online: bool) -> None:
    """Remember whether the last scan could read the folder."""
    connection.execute("UPDATE folders SET online = ? WHERE path = ?", (online, path_bytes(folder)))


def list_folders(connection: sqlite3.Connection) -> list[tuple[Path, bool]]:
    """The user's folders in order of path, each with whether it is online."""
    rows = connection.execute("SELECT path, online FROM folders ORDER BY path")
    return [(Path(os.fsdecode(path)), bool(online)) for path, online in rows]


def count_below(connection: sqlite3.Connection, folder: Path) -> int:
    """Photos shown that lie inside the folder."""
    query = f"SELECT count(*) FROM photos WHERE path >= ? AND path < ? AND state IN {_SHOWN}"  # noqa: S608 - constant
    return int(connection.execute(query, below(folder)).fetchone()[0])


def expects_photos(connection: sqlite3.Connection, folder: Path) -> bool:
    """Whether photos inside the folder are known that nobody found to be gone."""
    query = "SELECT EXISTS (SELECT 1 FROM photos WHERE path >= ? AND path < ? AND state <> 'missing')"
    return bool(connection.execute(query, below(folder)).fetchone()[0])


def count_ok(connection: sqlite3.Connection) -> int:
    """Photos that are there and were not found unreadable."""
    return int(connection.execute("SELECT count(*) FROM photos WHERE state = 'ok'").fetchone()[0])


def count_states(connection: sqlite3.Connection) -> dict[PhotoState, int]:
    """Photos by state; states that no photo has are 0."""
    counts = dict.fromkeys(PhotoState, 0)
    for state, count in connection.execute("SELECT state, count(*) FROM photos GROUP BY state"):
        counts[PhotoState(state)] = count
    return counts


def shown_ids(connection: sqlite3.Connection, after: int = 0) -> "array[int]":
    """Ids, 64-bit ("q"), ascending, of the photos that are there, unreadable ones included, hidden ones not."""
    # One text of all ids instead of a row each: for 100,000 of them that is three times as fast.
    query = f"SELECT group_concat(id) FROM (SELECT id FROM photos WHERE id > ? AND state IN {_SHOWN} AND hidden = 0)"  # noqa: S608
    text = connection.execute(query, (after,)).fetchone()[0]
    return array("q", sorted(map(int, text.split(",")))) if text else array("q")


def newest_id(connection: sqlite3.Connection) -> int:
    """The greatest id of any photo, 0 if there is none."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM photos").fetchone()[0])


def stamps(connection: sqlite3.Connection) -> Iterator[FileStamp]:
    """The files, as they were last seen, of all photos but those that are gone."""
    for path, size, mtime_ns in connection.execute("SELECT path, size, mtime_ns FROM photos WHERE state <> 'missing'"):
        yield FileStamp(os.fsdecode(path), size, mtime_ns)


def find_by_id(connection: sqlite3.Connection, ids: Iterable[int], model_id: int) -> dict[PhotoId, Photo]:
    """The photos with these ids; unknown ids are left out."""
    wanted = [int(photo_id) for photo_id in ids]  # SQLite would take NumPy's integers for blobs, and find nothing
    found: dict[PhotoId, Photo] = {}
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        marks = ",".join("?" * len(part))
        query = (
            "SELECT p.id, p.path, p.size, p.mtime_ns, p.state, p.error, p.width, p.height, "  # noqa: S608 - marks only
            "EXISTS (SELECT 1 FROM vectors v WHERE v.model_id = ? AND v.photo_id = p.id) "
            f"FROM photos p WHERE p.id IN ({marks})"
        )
        for row in connection.execute(query, (model_id, *part)):
            photo = _photo(row)
            found[photo.id] = photo
    return found


def find_by_path(connection: sqlite3.Connection, path: Path | str) -> PhotoId | None:
    """The photo at that absolute path, None if the library has none."""
    try:
        stored = path_bytes(path)
    except UnicodeEncodeError:  # no file system spells it
        return None
    row = connection.execute("SELECT id FROM photos WHERE path = ?", (stored,)).fetchone()
    return PhotoId(row[0]) if row else None


def pending(
    connection: sqlite3.Connection, model_id: int, folder: Path, after: str | None, limit: int
) -> list[Pending]:
    """The next photos of a folder, in order of path, that are there and have no vector of the model.

    Args:
        connection: open catalogue.
        model_id: the model.
        folder: only photos inside it.
        after: path of the last photo of the page before; None for the first page.
        limit: page size.
    """
    low, high = below(folder)
    query = (
        "SELECT p.id, p.path, p.width > 0, p.width > 0 AND p.fingerprint IS NOT NULL FROM photos p "
        "WHERE p.path > ? AND p.path < ? AND p.state = 'ok' "
        "AND NOT EXISTS (SELECT 1 FROM vectors v WHERE v.model_id = ? AND v.photo_id = p.id) "
        "ORDER BY p.path LIMIT ?"
    )
    rows = connection.execute(query, (path_bytes(after) if after else low, high, model_id, limit))
    return [Pending(PhotoId(key), os.fsdecode(path), bool(seen), bool(same)) for key, path, seen, same in rows]


def count_pending(connection: sqlite3.Connection, model_id: int, folder: Path | None = None) -> int:
    """Photos there, of a folder or of all, that have no vector of the model."""
    low, high = below(folder) if folder else (b"", b"\xff\xff")
    query = (
        "SELECT count(*) FROM photos p WHERE p.path >= ? AND p.path < ? AND p.state = 'ok' "
        "AND NOT EXISTS (SELECT 1 FROM vectors v WHERE v.model_id = ? AND v.photo_id = p.id)"
    )
    return int(connection.execute(query, (low, high, model_id)).fetchone()[0])


def mark_failed(
    connection: sqlite3.Connection, photo_id: PhotoId, reason: str, content: bytes | None, *, retry: bool
) -> None:
    """Record that a photo cannot be read, and whether the next run should try again without a change of the file.

    A file that could not even be opened (`content` None) may still be what was seen in it before.
    """
    if content is not None:
        _forget_vectors_of_other_content(connection, photo_id, content)
    connection.execute(
        "UPDATE photos SET state = 'failed', error = ?, fingerprint = coalesce(?, fingerprint), retry = ? WHERE id = ?",
        (reason, content, retry, photo_id),
    )
    if connection.execute("SELECT EXISTS (SELECT 1 FROM vectors WHERE photo_id = ?)", (photo_id,)).fetchone()[0]:
        raise_epoch(connection)  # another model has seen it before


def mark_looked_at(
    connection: sqlite3.Connection,
    photo_id: PhotoId,
    stamp: FileStamp,
    content: bytes,
    size: tuple[int, int],
    taken: int | None = None,
) -> bool:
    """Record what a look at the file told; returns whether the library still has the photo.

    Args:
        connection: open catalogue, inside a transaction.
        photo_id: which photo.
        stamp: its file as it was read.
        content: fingerprint of that.
        size: width and height of the upright photo, pixels.
        taken: when, see `photosim.core.exif.taken_of`; None if nobody knows.
    """
    _forget_vectors_of_other_content(connection, photo_id, content)
    cursor = connection.execute(
        "UPDATE photos SET state = 'ok', error = NULL, size = ?, mtime_ns = ?, fingerprint = ?, width = ?, height = ?, "
        "taken = ?, dated = 1 WHERE id = ?",
        (stamp.size, stamp.mtime_ns, content, *size, taken, photo_id),
    )
    return bool(cursor.rowcount)


def _forget_vectors_of_other_content(connection: sqlite3.Connection, photo_id: PhotoId, content: bytes) -> None:
    """A file found changed when one model looks at it is no more what the other models saw, either."""
    cursor = connection.execute(
        "DELETE FROM vectors WHERE photo_id = ? "
        "AND EXISTS (SELECT 1 FROM photos WHERE id = ? AND fingerprint IS NOT ?)",
        (photo_id, photo_id, content),
    )
    if cursor.rowcount:
        raise_epoch(connection)


def set_state(connection: sqlite3.Connection, ids: Iterable[int], state: PhotoState) -> None:
    """Give photos another state, keeping all else; searchers are told."""
    rows = [(state, int(photo_id)) for photo_id in ids]
    connection.executemany("UPDATE photos SET state = ? WHERE id = ?", rows)
    if rows:
        raise_epoch(connection)


def raise_epoch(connection: sqlite3.Connection) -> None:
    """Tell searchers that vectors they hold may no longer count, or count again."""
    connection.execute("UPDATE counters SET value = value + 1 WHERE name = 'epoch'")


def epoch(connection: sqlite3.Connection) -> int:
    """Changes whenever vectors stop or start to count without a new vector being added."""
    return int(connection.execute("SELECT value FROM counters WHERE name = 'epoch'").fetchone()[0])


def _photo(row: tuple[int, bytes, int, int, str, str | None, int, int, int]) -> Photo:
    photo_id, path, size, mtime_ns, state, error, width, height, indexed = row
    return Photo(
        PhotoId(photo_id),
        Path(os.fsdecode(path)),
        size,
        mtime_ns,
        PhotoState(state),
        error,
        width,
        height,
        bool(indexed) and state == "ok",
    )
