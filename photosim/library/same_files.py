"""Files that hold the same bytes: the catalogue's fingerprints first, then a hash of all of each file."""

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from photosim.core.cancel import CancelToken
from photosim.core.fingerprint import hashed_whole
from photosim.core.photo import PhotoId
from photosim.library.tally import Reporter
from photosim.store.catalog import Catalog
from photosim.store.pairs import TwinRow, same_content, twin_rows

_PIECE: Final = 1024 * 1024
_Key = tuple[str, int, int]


class SameFiles:
    """Finds them; what was hashed is remembered as long as the file does not change. One thread at a time."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._hashes: dict[_Key, bytes] = {}

    def groups(self, reporter: Reporter, cancel: CancelToken) -> list[list[PhotoId]]:
        """Groups of at least two photos; files that have changed since they were looked at, or are gone, are left out.

        Raises:
            Cancelled: `cancel` was set.
        """
        with self._catalog.reading() as connection:
            alike = same_content(connection)
            rows = twin_rows(connection, (photo_id for group in alike for photo_id in group))
        total, done, found = len(rows), 0, list[list[PhotoId]]()
        for group in alike:
            members = [rows[photo_id] for photo_id in group if photo_id in rows]
            found += self._split(members, cancel)
            done += len(members)
            reporter.tell("reading", done, total)
        return found

    def _split(self, rows: Iterable[TwinRow], cancel: CancelToken) -> list[list[PhotoId]]:
        """Photos of one fingerprint by what all of their bytes are."""
        by_bytes: defaultdict[bytes, list[PhotoId]] = defaultdict(list)
        for row in rows:
            cancel.raise_if_cancelled()
            digest = self._hash(row, cancel)
            if digest is not None:
                by_bytes[digest].append(row.photo_id)
        return [group for group in by_bytes.values() if len(group) > 1]

    def _hash(self, row: TwinRow, cancel: CancelToken) -> bytes | None:
        """BLAKE2b of a file (RFC 7693), None if it has changed; empty where the fingerprint is a hash of all of it."""
        try:
            status = row.path.stat()
            if (status.st_size, status.st_mtime_ns) != (row.size, row.mtime_ns):
                return None
            if hashed_whole(row.size):
                return b""
            key = (os.fspath(row.path), row.size, row.mtime_ns)
            if key not in self._hashes:
                self._hashes[key] = _hash_of(row, cancel)
            return self._hashes[key]
        except OSError:
            return None


def _hash_of(row: TwinRow, cancel: CancelToken) -> bytes:
    digest = hashlib.blake2b(digest_size=32)
    with row.path.open("rb") as file:
        while piece := file.read(_PIECE):
            cancel.raise_if_cancelled()
            digest.update(piece)
    return digest.digest()
