"""What the user decided about photos: hidden ones, pairs told apart, what scans leave out."""

import os
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from photosim.core.photo import PhotoId
from photosim.store.photos import raise_epoch
from photosim.store.settings import set_setting

Kind = Literal["duplicate", "look-alike"]
"""As what two photos are not to be shown of each other."""
NEW_RULES: Final = "excludes-are-new"
"""Setting that is there while photos may be in the library that its rules leave out."""


def set_hidden(connection: sqlite3.Connection, ids: Iterable[int], *, hidden: bool) -> None:
    """Hide photos, or show them again; see `hidings`."""
    rows = [(hidden, int(photo_id)) for photo_id in ids]
    connection.executemany("UPDATE photos SET hidden = ? WHERE id = ?", rows)
    connection.execute("UPDATE counters SET value = value + 1 WHERE name = 'hidden'")


def hidings(connection: sqlite3.Connection) -> int:
    """Changes whenever photos are hidden or shown again; all else that searchers hold stays right then."""
    return int(connection.execute("SELECT value FROM counters WHERE name = 'hidden'").fetchone()[0])


def hidden_ids(connection: sqlite3.Connection) -> list[int]:
    """All hidden photos, whether or not their files are there."""
    return [row[0] for row in connection.execute("SELECT id FROM photos WHERE hidden = 1")]


def retry(connection: sqlite3.Connection, ids: Iterable[int] | None) -> None:
    """Photos that could not be read wait to be looked at again; all of them for None. Others stay as they are."""
    update = "UPDATE photos SET state = 'ok', error = NULL, retry = 0 WHERE state = 'failed'"
    if ids is None:
        connection.execute(update)
    else:
        connection.executemany(f"{update} AND id = ?", [(int(photo_id),) for photo_id in ids])
    raise_epoch(connection)


def bring_back(connection: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Photos that were missing or offline are there again, with all that was known of them."""
    rows = [(int(photo_id),) for photo_id in ids]
    connection.executemany(
        "UPDATE photos SET state = CASE WHEN error IS NULL THEN 'ok' ELSE 'failed' END WHERE id = ? "
        "AND state IN ('missing', 'offline')",
        rows,
    )
    if rows:
        raise_epoch(connection)


def tell_apart(connection: sqlite3.Connection, pairs: Iterable[tuple[int, int]], kind: Kind) -> None:
    """Remember that the two photos of each pair are not to be shown of each other; unknown photos are left out."""
    connection.executemany(
        "INSERT OR IGNORE INTO told_apart (first, second, kind) SELECT min(a.id, b.id), max(a.id, b.id), ? "
        "FROM photos a, photos b WHERE a.id = ? AND b.id = ? AND a.id <> b.id",
        [(kind, int(one), int(other)) for one, other in pairs],
    )


def forget_told_apart(connection: sqlite3.Connection, pairs: Iterable[tuple[int, int]], kind: Kind) -> None:
    """The two photos of each pair may be shown of each other again."""
    connection.executemany(
        "DELETE FROM told_apart WHERE first = ? AND second = ? AND kind = ?",
        [(min(int(one), int(other)), max(int(one), int(other)), kind) for one, other in pairs],
    )


def told_apart(connection: sqlite3.Connection, kind: Kind) -> set[tuple[int, int]]:
    """All pairs told apart, the lower id first."""
    return set(connection.execute("SELECT first, second FROM told_apart WHERE kind = ?", (kind,)))


def told_apart_from(connection: sqlite3.Connection, photo_id: int, kind: Kind) -> list[PhotoId]:
    """The photos told apart from one."""
    query = (
        "SELECT second FROM told_apart WHERE first = ? AND kind = ? "
        "UNION SELECT first FROM told_apart WHERE second = ? AND kind = ?"
    )
    rows = connection.execute(query, (int(photo_id), kind, int(photo_id), kind))
    return [PhotoId(row[0]) for row in rows]


def list_excludes(connection: sqlite3.Connection) -> tuple[str, ...]:
    """What scans leave out: absolute paths of folders, and patterns of names; in order of text."""
    return tuple(os.fsdecode(row[0]) for row in connection.execute("SELECT rule FROM excludes ORDER BY rule"))


def set_excludes(connection: sqlite3.Connection, rules: Sequence[str]) -> None:
    """Have scans leave out these, in the place of those before; the next one is told that they are new."""
    set_setting(connection, NEW_RULES, "1")
    connection.execute("DELETE FROM excludes")
    connection.executemany("INSERT OR IGNORE INTO excludes (rule) VALUES (?)", [(os.fsencode(rule),) for rule in rules])
