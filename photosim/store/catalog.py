"""The catalogue: connections, schema and locks of one `library.db`."""

import queue
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from photosim.errors import LibraryError
from photosim.paths import AppPaths, make_private_folder
from photosim.store.db import clear_errors, connect, snapshot, switch_to_wal, transaction
from photosim.store.migrations import migrate


class Catalog:
    """One open catalogue; safe from any thread.

    Readers take a connection each from a small pool and see the last committed state. There is one writing
    connection; who indexes also holds `indexing`, which no second program or thread can hold meanwhile.

    Raises:
        LibraryError: the folder cannot be written, or the database is corrupt, newer or another program's.
    """

    def __init__(self, paths: AppPaths) -> None:
        self.path = paths.database
        make_private_folder(paths.data)
        self._readers: queue.SimpleQueue[sqlite3.Connection] = queue.SimpleQueue()
        self._writing = threading.RLock()
        self._writer = connect(self.path)
        try:
            with clear_errors(self.path):
                migrate(self._writer, self.path)
                switch_to_wal(self._writer)
        except BaseException:
            self._writer.close()
            raise

    def close(self) -> None:
        """Close all connections; threads that still read or write make it wait only for the write lock."""
        with self._writing:
            self._writer.close()
        with suppress(queue.Empty):
            while True:
                self._readers.get_nowait().close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for reading, this thread's alone until the block ends."""
        try:
            connection = self._readers.get_nowait()
        except queue.Empty:
            connection = connect(self.path)
        try:
            with clear_errors(self.path):
                yield connection
        except BaseException:
            connection.close()
            raise
        self._readers.put(connection)

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """The same for several queries whose answers must belong together; see `photosim.store.db.snapshot`."""
        with self.reading() as connection, snapshot(connection):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The writing connection inside a transaction: committed at the end, rolled back on any exception."""
        with self._writing, clear_errors(self.path), transaction(self._writer):
            yield self._writer

    @contextmanager
    def indexing(self) -> Iterator[None]:
        """Hold the right to index.

        The lock is SQLite's own on a file beside the catalogue: it works on every system and ends with the program,
        however that ends.

        Raises:
            LibraryError: another program, or another thread of this one, is indexing.
        """
        with closing(_lock(self.path.with_name("index.lock"))):
            yield


def _lock(path: Path) -> sqlite3.Connection:
    """A database that is never written, only locked; a rollback journal, because WAL has no exclusive lock."""
    with clear_errors(path):
        lock = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            lock.execute("PRAGMA journal_mode = MEMORY")
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            lock.close()
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                message = f"another photosim is indexing the library in {path.parent}; wait for it or stop it"
                raise LibraryError(message) from error
            raise
    return lock
