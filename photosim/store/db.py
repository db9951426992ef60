"""Opening SQLite the one right way, and telling its failures in words.

Write-ahead logging lets the window read while the indexer writes (https://www.sqlite.org/wal.html); it needs a disk
that supports shared memory, so where it is refused, as on most network disks, the rollback journal serves.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from photosim.errors import BusyError, LibraryError

_BUSY_MILLISECONDS: Final = 10_000
_PATIENCE_MILLISECONDS: Final = 1_000
_LARGEST_LOG: Final = 16 * 1024 * 1024


def connect(path: Path, *, busy_milliseconds: int = _BUSY_MILLISECONDS) -> sqlite3.Connection:
    """Open or create the database in autocommit mode; the caller closes it.

    The connection may be handed from thread to thread, but used by one at a time only.

    Raises:
        LibraryError: it cannot be opened or is no SQLite database.
    """
    with clear_errors(path):
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            connection.execute(f"PRAGMA busy_timeout = {busy_milliseconds}")
            connection.execute("PRAGMA foreign_keys = ON")
            # With WAL a power cut may cost the last transactions, never the database; a killed program costs none.
            connection.execute("PRAGMA synchronous = NORMAL")
        except BaseException:
            connection.close()
            raise
    return connection


def switch_to_wal(connection: sqlite3.Connection) -> None:
    """Ask for write-ahead logging, which the database remembers; done once it is known to be ours.

    While others open the same new file, SQLite refuses it without waiting, so the waiting is done here.
    """
    deadline = time.monotonic() + _BUSY_MILLISECONDS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            break
    # One large transaction would leave a log of its size behind as long as anybody has the database open.
    connection.execute(f"PRAGMA journal_size_limit = {_LARGEST_LOG}")


def empty_log(connection: sqlite3.Connection) -> None:
    """Move what lies in the write-ahead log into the database, which shrinks if it has become smaller.

    Nobody can write while this waits for those who still read what was there before, so it soon gives up; then a later
    write does it.
    """
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MILLISECONDS}")
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: commit at the end, roll back on any exception."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is read inside belongs together, whatever other threads and programs write meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


@contextmanager
def holding(path: Path, busy: str) -> Iterator[None]:
    """Hold a file that no other thread or program can hold meanwhile.

    The lock is SQLite's own, on a database that is never written: it works on every system and ends with the program,
    however that ends.

    Args:
        path: the file, which is created and stays.
        busy: what to say if it is held already.

    Raises:
        BusyError: it is held.
        LibraryError: it cannot be created.
    """
    with clear_errors(path):
        lock = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    with closing(lock):
        with clear_errors(path):
            try:
                lock.execute("PRAGMA journal_mode = MEMORY")  # WAL has no exclusive lock
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                    raise BusyError(busy) from error
                raise
        yield


@contextmanager
def clear_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors on the database at `path` into a `LibraryError` of one line; wrong SQL stays a bug."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        ours = isinstance(error, sqlite3.ProgrammingError | sqlite3.IntegrityError)
        if ours or getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
            raise
        raise LibraryError(_in_words(error, path)) from error


def _in_words(error: sqlite3.DatabaseError, path: Path) -> str:
    """One line a person understands, by SQLite's primary result code (https://www.sqlite.org/rescode.html)."""
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return f"the disk is full: the library at {path} cannot grow; what was done so far is kept"
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return (
                f"the library at {path} is damaged ({error}); move that file away to start a new one, "
                "your photos are not touched"
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return f"the library at {path} cannot be written"
        case sqlite3.SQLITE_CANTOPEN:
            return f"the library at {path} cannot be opened: it is not a file, or its folder cannot be written"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return f"another program is busy with the library at {path}; try again in a moment"
        case _:
            return f"the library at {path} cannot be used: {error}"
