"""The catalogue: connections, schema and locks of one `library.db`."""

import queue
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from photosim.paths import AppPaths, make_private_folder
from photosim.store.db import clear_errors, connect, empty_log, holding, snapshot, switch_to_wal, transaction
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

    def free_bytes(self) -> int:
        """Bytes of the catalogue's file that nothing uses any more; what is stored next goes there."""
        with self.reading() as connection:
            return _pragma(connection, "freelist_count") * _pragma(connection, "page_size")

    def compact(self) -> bool:
        """Give unused space back to the disk if it is worth it: a quarter of what is in use; returns whether it was.

        By writing all that is in use anew, which takes .6 s for 100 MB; others can read meanwhile, but not write.
        Moving single pages (SQLite's incremental vacuum) took three times as long to free 230 of 308 MB, and only a
        database that was made for it can do so.

        Raises:
            LibraryError: the disk has no room for the copy, or another program writes; nothing is lost.
        """
        with self._writing, clear_errors(self.path):
            unused = _pragma(self._writer, "freelist_count")
            if unused * 4 < _pragma(self._writer, "page_count") - unused:
                return False
            self._writer.execute("VACUUM")
            empty_log(self._writer)  # else the copy stays in the log for now
            return True

    @contextmanager
    def indexing(self) -> Iterator[None]:
        """Hold the right to index.

        Raises:
            LibraryError: another program, or another thread of this one, is indexing.
        """
        busy = f"another photosim is indexing the library in {self.path.parent}; wait for it or stop it"
        with holding(self.path.with_name("index.lock"), busy):
            yield


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
