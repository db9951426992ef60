"""The catalogue's schema as numbered steps; each is atomic with its version number.

A database that is newer than this program is refused; an older one is copied beside itself first, with SQLite's own
backup (a plain file copy could miss what is still in the write-ahead log).
"""

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Final

from photosim.core.names import name_key
from photosim.errors import LibraryError
from photosim.store.db import snapshot, transaction

APPLICATION_ID: Final = 0x50484F53  # "PHOS", so that `file` and we know whose database this is
PAGE_SIZE: Final = 8192
"""Bytes of a page of a new database. Of lean vectors of 4,096 numbers, half of them zero, three fit on one, and one on
a page of the usual 4,096 bytes: 2,980 bytes a photo instead of 4,340 (with three quarters zero 1,880 and 2,290)."""

Migration = Callable[[sqlite3.Connection], None]


def m001_first_schema(connection: sqlite3.Connection) -> None:
    """Folders, photos, models and vectors. Paths are bytes, because file names need not be valid text."""
    for statement in (
        """CREATE TABLE folders (
            id INTEGER PRIMARY KEY,
            path BLOB NOT NULL UNIQUE,
            online INTEGER NOT NULL DEFAULT 1
        )""",
        # AUTOINCREMENT: the number of a deleted photo or vector is never given to another one.
        """CREATE TABLE photos (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            path BLOB NOT NULL UNIQUE,
            size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            state TEXT NOT NULL DEFAULT 'ok' CHECK (state IN ('ok', 'failed', 'missing', 'offline')),
            error TEXT,
            retry INTEGER NOT NULL DEFAULT 0,
            fingerprint BLOB,
            width INTEGER NOT NULL DEFAULT 0,
            height INTEGER NOT NULL DEFAULT 0
        )""",
        "CREATE INDEX photos_by_content ON photos (size, fingerprint)",
        "CREATE INDEX photos_by_state ON photos (state)",
        """CREATE TABLE models (
            id INTEGER PRIMARY KEY,
            identity TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            dimension INTEGER NOT NULL,
            provider TEXT
        )""",
        """CREATE TABLE vectors (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
            model_id INTEGER NOT NULL REFERENCES models (id) ON DELETE CASCADE,
            data BLOB NOT NULL,
            tags BLOB
        )""",
        "CREATE UNIQUE INDEX vectors_by_photo ON vectors (model_id, photo_id)",
        "CREATE INDEX vectors_of_photo ON vectors (photo_id)",
        # Raised whenever a vector stops or starts to count without a new vector being added: searchers look at it.
        "CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
        "INSERT INTO counters VALUES ('epoch', 0)",
    ):
        connection.execute(statement)


def m002_albums(connection: sqlite3.Connection) -> None:
    """What was learnt from the user's own folders, for one model each."""
    for statement in (
        """CREATE TABLE learnings (
            model_id INTEGER PRIMARY KEY REFERENCES models (id) ON DELETE CASCADE,
            sharpness REAL NOT NULL,
            rejection REAL NOT NULL,
            accuracy REAL NOT NULL
        )""",
        """CREATE TABLE albums (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            model_id INTEGER NOT NULL REFERENCES learnings (model_id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            photos INTEGER NOT NULL,
            weights BLOB NOT NULL,
            bias REAL NOT NULL,
            UNIQUE (model_id, name)
        )""",
        # Raised whenever something is learnt or forgotten: whoever keeps albums in memory looks at it.
        "INSERT INTO counters VALUES ('albums', 0)",
    ):
        connection.execute(statement)


def m003_settings(connection: sqlite3.Connection) -> None:
    """What belongs to the library and not to a window, such as its model; and more about models.

    That is why one does not run as wished, and whether its vectors have signs: none known until then has.
    """
    for statement in (
        "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        "ALTER TABLE models ADD COLUMN provider_wanted TEXT",
        "ALTER TABLE models ADD COLUMN provider_problem TEXT",
        "ALTER TABLE models ADD COLUMN signed INTEGER NOT NULL DEFAULT 0",
    ):
        connection.execute(statement)


_WRITTEN: Final = "mtime_ns / 1000000000"
# Calendars end, file systems' times do not: the last is for years that the function does not know.
_DATE: Final = f"coalesce(taken, CAST(strftime('%s', {_WRITTEN}, 'unixepoch', 'localtime') AS INTEGER), {_WRITTEN})"


def m004_browsing(connection: sqlite3.Connection) -> None:
    """What people sort, filter and tidy up by: when a photo was taken, what they hid, left out and told apart."""
    for statement in (
        # Seconds of the clock on the wall when it was taken, counted as if that were UTC; NULL while nobody knows.
        "ALTER TABLE photos ADD COLUMN taken INTEGER",
        # Whether the file was asked for that since its content last changed.
        "ALTER TABLE photos ADD COLUMN dated INTEGER NOT NULL DEFAULT 0",
        # What lists are in order of: when it was taken, else when its file was written, by the clock on the wall here.
        # Kept by triggers, because an index cannot hold what depends on a time zone.
        "ALTER TABLE photos ADD COLUMN date INTEGER NOT NULL DEFAULT 0",
        f"UPDATE photos SET date = {_DATE}",  # noqa: S608 - here and below a constant
        f"""CREATE TRIGGER photos_date_new AFTER INSERT ON photos BEGIN
            UPDATE photos SET date = {_DATE} WHERE id = NEW.id;
        END""",  # noqa: S608
        f"""CREATE TRIGGER photos_date_changed AFTER UPDATE OF taken, mtime_ns ON photos BEGIN
            UPDATE photos SET date = {_DATE} WHERE id = NEW.id;
        END""",  # noqa: S608
        # Photos that were looked at before their dates were asked for.
        "CREATE INDEX photos_undated ON photos (path) WHERE dated = 0 AND width > 0",
        "ALTER TABLE photos ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX photos_hidden ON photos (state) WHERE hidden = 1",
        # All that the list a window opens with is about: neither the table is read nor anything sorted.
        "CREATE INDEX photos_listed ON photos (date, path) WHERE state IN ('ok', 'failed') AND hidden = 0",
        # Raised whenever photos are hidden or shown again: whoever filters by it looks at it.
        "INSERT INTO counters VALUES ('hidden', 0)",
        # What file names are compared by (`photosim.core.names`). Sorting 100,000 of these takes SQLite 60 ms; working
        # them out and sorting them in Python took 300.
        "ALTER TABLE photos ADD COLUMN name_key BLOB NOT NULL DEFAULT x''",
        # Folders (absolute paths) and names (patterns with * and ?) that scans leave out.
        "CREATE TABLE excludes (rule TEXT PRIMARY KEY) WITHOUT ROWID",
        # Pairs the user told apart: not to be shown as duplicates, or as look-alikes, of each other; first < second.
        """CREATE TABLE told_apart (
            first INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
            second INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
            kind TEXT NOT NULL CHECK (kind IN ('duplicate', 'look-alike')),
            PRIMARY KEY (first, second, kind),
            CHECK (first < second)
        ) WITHOUT ROWID""",
        "CREATE INDEX told_apart_by_second ON told_apart (second)",
    ):
        connection.execute(statement)
    rows = connection.execute("SELECT id, path FROM photos").fetchall()
    keys = ((name_key(os.fsdecode(path)), photo_id) for photo_id, path in rows)
    connection.executemany("UPDATE photos SET name_key = ? WHERE id = ?", keys)


ALL: Final[tuple[Migration, ...]] = (m001_first_schema, m002_albums, m003_settings, m004_browsing)


def migrate(connection: sqlite3.Connection, path: Path, steps: Sequence[Migration] = ALL) -> None:
    """Bring the database at `path` to the newest schema; `connection` is open on it.

    Raises:
        LibraryError: it was made by a newer photosim or by another program.
    """
    version = _version(connection, path)
    if version > len(steps):
        message = (
            f"the library at {path} was made by a newer photosim (schema {version}, this program knows {len(steps)}); "
            "please update photosim"
        )
        raise LibraryError(message)
    if version == 0:  # of no effect once there is a table
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
    if 0 < version < len(steps):
        _copy(connection, path.with_name(f"{path.name}.v{version}.bak"))
    for number, step in enumerate(steps[version:], start=version + 1):
        with transaction(connection):
            if _version(connection, path) >= number:
                continue  # another program migrated it while this one waited
            step(connection)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The schema's number, 0 for an empty database."""
    with nullcontext() if connection.in_transaction else snapshot(connection):
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
        tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if tables and owner != APPLICATION_ID:
        message = f"{path} is a database of another program; choose another data folder"
        raise LibraryError(message)
    return version


def _copy(connection: sqlite3.Connection, copy: Path) -> None:
    """Keep the database as it is before it is changed."""
    with closing(sqlite3.connect(copy)) as target:
        connection.backup(target)
