"""Comparing one chosen folder with the catalogue: what is new, moved, changed, gone.

New photos enter the catalogue while the scan is still going on, so that a window can show them at once. Nothing is
concluded from what cannot be read: photos there become "offline", and so does a folder that is suddenly empty.
"""

import os
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from photosim.core.cancel import CancelToken
from photosim.core.excludes import Excludes
from photosim.core.fingerprint import fingerprint
from photosim.core.formats import PHOTO_SUFFIXES
from photosim.core.photo import FileStamp, PhotoState
from photosim.core.scan import scan_folder
from photosim.errors import FolderError
from photosim.library.tally import Reporter, Tally
from photosim.store import marks, photos, scans
from photosim.store.catalog import Catalog
from photosim.store.settings import get_setting, set_setting

_BATCH: Final = 2000


class FolderScan:
    """One scan of one folder.

    Args:
        catalog: the open catalogue; the caller holds `Catalog.indexing`.
        root: absolute path of the folder.
        tally: counts go here.
        reporter: told how many files have been found.
        cancel: looked at between folders and files.
        excludes: what is left out.
    """

    def __init__(
        self,
        catalog: Catalog,
        root: Path,
        tally: Tally,
        reporter: Reporter,
        cancel: CancelToken,
        excludes: Excludes,
    ) -> None:
        self._catalog = catalog
        self._root = root
        self._tally = tally
        self._reporter = reporter
        self._cancel = cancel
        self._excludes = excludes
        self._unreadable: list[Path] = []
        self._root_problem: str | None = None

    def run(self) -> None:
        """Scan, compare, and leave the catalogue telling what is there.

        Raises:
            FolderError: the folder is missing, unreadable or suddenly empty; its photos are offline now. Or the user
                removed it from the library meanwhile.
            Cancelled: the scan was stopped; what it found so far is kept, and nothing is taken for gone.
        """
        with self._catalog.writing() as connection:
            scans.begin(connection)
        self._find()
        found = self._count_found()
        if found == 0:
            self._refuse_unreadable_or_suddenly_empty()
        elif self._root_problem:
            self._tally.problems.append(f"{self._root_problem}; its photos are kept")
        with self._catalog.writing() as connection:
            photos.set_online(connection, self._root, online=True)
            # Who moves a photo to the trash does not wait for a scan that has come across it before.
            there = [photo_id for photo_id, path in scans.returned(connection) if os.path.lexists(path)]
            marks.bring_back(connection, there)
            scans.retry_failed(connection)
        self._settle_changed()
        self._settle_gone()
        with self._catalog.writing() as connection:
            self._tally.failed += scans.count_found_failed(connection)
        self._tally.found += found

    def _find(self) -> None:
        """Walk the folder and hand its files over in batches."""
        batch: list[FileStamp] = []
        for listing in scan_folder(self._root, PHOTO_SUFFIXES, self._cancel, self._excludes):
            if listing.problem is not None:
                self._note_unreadable(listing.folder, listing.problem)
            batch.extend(listing.files)
            if len(batch) >= _BATCH:
                self._take(batch)
                batch = []
        self._take(batch)

    def _note_unreadable(self, folder: Path, problem: str) -> None:
        line = f"cannot read the folder {folder}: {problem}"
        self._unreadable.append(folder)
        if folder == self._root:
            self._root_problem = line  # perhaps only a part of it: whether any photo is found will tell
        else:
            self._tally.problems.append(f"{line}; its photos are kept")

    def _take(self, batch: list[FileStamp]) -> None:
        """Note found files, and bring those that are new into the catalogue."""
        with self._catalog.writing() as connection:
            newcomers = scans.record(connection, batch)
        contents: dict[str, bytes | None] = {}
        for newcomer in newcomers:
            if newcomer.same_size:
                self._cancel.raise_if_cancelled()
                contents[newcomer.stamp.path] = _content(newcomer.stamp.path)
        with self._catalog.writing() as connection:
            demand_chosen(connection, self._root)
            fresh = []
            for newcomer in newcomers:
                content = contents.get(newcomer.stamp.path)
                twins = scans.twins(connection, newcomer.stamp.size, content) if content else []
                if not twins:
                    fresh.append(newcomer.stamp)
                elif former := next(filter(self._has_left, twins), None):
                    scans.move(connection, former.id, newcomer.stamp)
                    self._tally.missing.discard(former.id)
                    self._tally.moved += not former.failed  # else it counts as failed
                else:
                    scans.insert_copy(connection, newcomer.stamp, twins[0].id)
                    self._tally.added += not twins[0].failed
            scans.insert_new(connection, fresh)
            total = scans.count_found(connection)
        self._reporter.tell("scanning", self._tally.found + total)

    def _has_left(self, twin: scans.Twin) -> bool:
        """Whether a known photo's file is gone for certain, so that a new file with its content is its new place."""
        if twin.state is PhotoState.MISSING:
            return True
        if twin.state is PhotoState.OFFLINE or os.path.lexists(twin.path):
            return False
        with self._catalog.reading() as connection:
            chosen = [folder for folder, _ in photos.list_folders(connection)]
        homes = [folder for folder in chosen if folder in Path(twin.path).parents]
        return all(has_content(home) for home in homes)  # an unplugged disk leaves nothing or an empty folder

    def _count_found(self) -> int:
        with self._catalog.writing() as connection:
            return scans.count_found(connection)

    def _refuse_unreadable_or_suddenly_empty(self) -> None:
        """A folder that had photos and has none is more likely a disk that is not there than a great clean-up."""
        if self._root_problem:
            self._go_offline(self._root_problem)
        with self._catalog.reading() as connection:
            known = photos.expects_photos(connection, self._root)
        if known:
            self._go_offline(f"the folder {self._root} is suddenly empty")

    def _go_offline(self, reason: str) -> None:
        with self._catalog.writing() as connection:
            known = take_offline(connection, self._root)
        raise FolderError(f"{reason}; its photos are kept" if known else reason)

    def _settle_changed(self) -> None:
        """A file with a new time and the same content was only touched; one with new content is looked at again."""
        with self._catalog.writing() as connection:
            changed = scans.changed(connection)
        for start in range(0, len(changed), 100):
            part = changed[start : start + 100]
            contents = [change.content and _content(change.stamp.path) for change in part]
            self._cancel.raise_if_cancelled()
            with self._catalog.writing() as connection:
                for change, content in zip(part, contents, strict=True):
                    if change.content and content == change.content:
                        scans.touch(connection, change.id, change.stamp)
                    else:
                        scans.reset(connection, change.id, change.stamp)

    def _settle_gone(self) -> None:
        """What was not found is missing, unless it lies where nothing could be read."""
        with self._catalog.writing() as connection:
            missing, offline = [], []
            for photo_id, path, state in scans.gone(connection, self._root):
                if _inside(path, self._unreadable):
                    if state is not PhotoState.OFFLINE:
                        offline.append(photo_id)
                else:
                    missing.append(photo_id)
            photos.set_state(connection, missing, PhotoState.MISSING)
            photos.set_state(connection, offline, PhotoState.OFFLINE)
        self._tally.missing.update(missing)


def demand_chosen(connection: sqlite3.Connection, root: Path) -> None:
    """Raise `FolderError` for a folder that the user removed from the library meanwhile."""
    if not photos.is_folder(connection, root):
        message = f"the folder {root} was removed from the library"
        raise FolderError(message)


def take_offline(connection: sqlite3.Connection, root: Path) -> bool:
    """Mark a folder and its photos as not reachable now; returns whether any photo of it is known."""
    photos.set_online(connection, root, online=False)
    scans.set_offline(connection, root)
    return photos.expects_photos(connection, root)


def leave_out(catalog: Catalog) -> Excludes:
    """What the user wants left out; photos that were in the library before he did leave the catalogue.

    The files stay, what is known of them goes: once the rule is gone, they are looked at like new ones.
    """
    with catalog.writing() as connection:
        excludes = Excludes(marks.list_excludes(connection))
        if excludes and get_setting(connection, marks.NEW_RULES):
            for root in outermost([folder for folder, _ in photos.list_folders(connection)]):
                inside = photos.list_paths(connection, root)
                photos.delete(connection, [key for key, path in inside if excludes.covers(path, os.fspath(root))])
        set_setting(connection, marks.NEW_RULES, None)
    return excludes


def _content(path: str) -> bytes | None:
    """Fingerprint of a file, None if it cannot be read now."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - scans hand out plain strings
            return fingerprint(file)
    except OSError:
        return None


def outermost(folders: Sequence[Path]) -> list[Path]:
    """Each folder once, without those that lie inside another one."""
    unique = list(dict.fromkeys(folders))
    return [folder for folder in unique if not any(other in folder.parents for other in unique)]


def has_content(folder: Path) -> bool:
    """Whether a folder is there and holds anything at all."""
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is not None
    except OSError:
        return False


def _inside(path: str, folders: Iterable[Path]) -> bool:
    """Whether a file lies in one of the folders."""
    parents = Path(path).parents
    return any(folder in parents for folder in folders)
