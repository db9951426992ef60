"""The part of `Library` that people browse with: lists, filters, folders, and what they decided about photos."""

import json
import shutil
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict

from photosim.core.photo import PhotoState
from photosim.errors import FolderError, LibraryError
from photosim.library import arranging
from photosim.library.modelled import ModelledLibrary
from photosim.library.views import ALL, NEWEST_FIRST, Filter, FolderNode, Listing, Order, Section, SortKey, Speed
from photosim.store import listing, marks, photos
from photosim.store.settings import get_setting, set_setting

if TYPE_CHECKING:
    from photosim.library.narrowing import Narrowing
    from photosim.library.reports import Skipped

_SEARCHES: Final = "recent-searches"
_SEARCHES_KEPT: Final = 20
_LEAST_FREE: Final = 500_000_000


class _How(TypedDict):
    hidden: bool
    descending: bool
    first: int | None


class BrowsingLibrary(ModelledLibrary):
    """Lists and filters photos, and keeps what the user decided about them; safe from any thread."""

    _counted: tuple[tuple[int, ...], Sequence[tuple[str, int]]] | None = None

    # -- lists

    def photo_ids(self, after: int = 0) -> "array[int]":
        """Ids, ascending, of all photos that are there; with `after`, of newer ones only. 64-bit ("q"), as a buffer.

        Photos the user hid are left out.
        """
        with self._catalog.reading() as connection:
            return photos.shown_ids(connection, after)

    def newest_id(self) -> int:
        """The greatest id of any photo, there or not; 0 if there is none."""
        with self._catalog.reading() as connection:
            return photos.newest_id(connection)

    def listing(
        self,
        order: Order = NEWEST_FIRST,
        filter: Filter = ALL,  # noqa: A002 - the word for it
        first: int | None = None,
    ) -> Listing:
        """The photos to show, in order, with headings.

        By date, of photos of one moment in order of path; headings are months. By folder, with its path as heading.
        By name there are none.

        Args:
            order: how they are sorted.
            filter: which they are; photos the user hid only come where it says so.
            first: only that many where that is quicker; `total` tells whether there are more. Not with a filter.

        Raises:
            UnknownLabelError: one of the filter's tags is no label.
            UserError: it has tags, and the model knows no classes, and no album is learnt.
        """
        chosen = set(self.filtered(filter)) if filter.tags else None
        first = None if filter or order.key is SortKey.FOLDER else first
        how: _How = {"hidden": filter.hidden, "descending": order.descending, "first": first}
        with self._catalog.snapshot() as connection:
            total = listing.count_listed(connection) if filter or first else None
            if order.key is SortKey.TAKEN:
                ids, dates = listing.by_date(connection, filter.folder, **how)
            else:
                names = listing.by_name(connection, filter.folder, **how)
        if order.key is SortKey.TAKEN:
            if chosen is not None:
                kept = [row for row, photo_id in enumerate(ids) if photo_id in chosen]
                ids, dates = (array("q", map(column.__getitem__, kept)) for column in (ids, dates))
            return _listing(order, filter, ids, arranging.month_sections(dates), total)
        if chosen is not None:
            names = [row for row in names if row[0] in chosen]
        if order.key is SortKey.FOLDER:
            return _listing(order, filter, *arranging.by_folder(names, descending=order.descending), total)
        return _listing(order, filter, array("q", [photo_id for photo_id, _ in names]), (), total)

    def filtered(self, filter: Filter) -> "array[int]":  # noqa: A002 - the word for it
        """Ids, ascending, of the photos a filter lets through. 64-bit ("q"), as a buffer.

        Raises:
            UnknownLabelError: one of its tags is no label.
            UserError: it has tags, and the model knows no classes, and no album is learnt.
        """
        if filter.tags:
            return self._narrowing.ids(filter)
        with self._catalog.reading() as connection:
            return listing.ids_of(connection, filter.folder, hidden=filter.hidden)

    def first_named(self, prefix: str, shown: Listing, after: int = -1) -> int | None:
        """The first row below row `after` of a list whose file name begins with a text, else the first from the top.

        Capitals count like small letters. None if there is no such photo.
        """
        with self._catalog.reading() as connection:
            named = listing.named(connection, prefix)
        rows = (*range(after + 1, len(shown.ids)), *range(min(after + 1, len(shown.ids)))) if named else ()
        return next((row for row in rows if shown.ids[row] in named), None)

    def folder_tree(self) -> tuple[FolderNode, ...]:
        """The folders the user chose, each with the folders in it that hold photos."""
        with self._catalog.snapshot() as connection:
            return arranging.folder_tree(photos.list_folders(connection), self._folder_counts(connection))

    def _folder_counts(self, connection: sqlite3.Connection) -> Sequence[tuple[str, int]]:
        """Photos directly in each folder, counted anew only if photos have come, gone or moved since.

        A window asks every second while photos are looked at, and the counting keeps Python busy for 60 ms.
        """
        now = (
            photos.epoch(connection),
            photos.newest_id(connection),
            marks.hidings(connection),
            listing.count_listed(connection),
        )
        known = self._counted
        if known is None or known[0] != now:
            known = self._counted = now, listing.folder_counts(connection)
        return known[1]

    # -- what the user decided about photos

    def hide(self, ids: Iterable[int]) -> None:
        """Leave photos out of lists and answers until they are shown again; their files stay as they are.

        Raises:
            LibraryError: the catalogue cannot be written.
        """
        with self._catalog.writing() as connection:
            marks.set_hidden(connection, ids, hidden=True)

    def unhide(self, ids: Iterable[int]) -> None:
        """Show hidden photos again.

        Raises:
            LibraryError: the catalogue cannot be written.
        """
        with self._catalog.writing() as connection:
            marks.set_hidden(connection, ids, hidden=False)

    def hidden_count(self) -> int:
        """How many photos that are there are hidden."""
        with self._catalog.reading() as connection:
            return listing.count_listed(connection, hidden=True)

    def tell_apart(self, first: int, others: Iterable[int], kind: marks.Kind) -> None:
        """Remember that a photo is no duplicate, or no look-alike, of others; they are not shown as such any more.

        Raises:
            LibraryError: the catalogue cannot be written.
        """
        with self._catalog.writing() as connection:
            marks.tell_apart(connection, [(first, other) for other in others], kind)

    def told_apart(self, kind: marks.Kind) -> set[tuple[int, int]]:
        """All pairs told apart, the lower id first."""
        with self._catalog.reading() as connection:
            return marks.told_apart(connection, kind)

    def forget_told_apart(self, pairs: Iterable[tuple[int, int]], kind: marks.Kind) -> None:
        """Undo `tell_apart` for some pairs of ids, in either order.

        Raises:
            LibraryError: the catalogue cannot be written.
        """
        with self._catalog.writing() as connection:
            marks.forget_told_apart(connection, pairs, kind)

    def forget_files(self, ids: Iterable[int]) -> None:
        """Photos were moved to the trash: they are missing from now on, and what is known of them is kept.

        Raises:
            LibraryError: the catalogue cannot be written.
        """
        with self._catalog.writing() as connection:
            photos.set_state(connection, ids, PhotoState.MISSING)

    def files_returned(self, ids: Iterable[int]) -> None:
        """Undo `forget_files`: the files are back where they were.

        Raises:
            LibraryError: the catalogue cannot be written.
        """
        with self._catalog.writing() as connection:
            marks.bring_back(connection, ids)

    # -- photos that could not be read

    def skipped(self) -> "tuple[Skipped, ...]":
        """The photos that could not be read, in order of path."""
        from photosim.library.reports import Skipped  # noqa: PLC0415 - a window opens without

        with self._catalog.reading() as connection:
            return tuple(Skipped(*one) for one in listing.failed(connection))

    def retry(self, ids: Iterable[int] | None = None) -> None:
        """Have the next run look again at photos that could not be read; None for all of them.

        Raises:
            LibraryError: the catalogue cannot be written.
        """
        with self._catalog.writing() as connection:
            marks.retry(connection, ids)

    # -- folders and runs

    def excludes(self) -> tuple[str, ...]:
        """What scans leave out: folders by their absolute paths, and files and folders by patterns of their names."""
        with self._catalog.reading() as connection:
            return marks.list_excludes(connection)

    def set_excludes(self, rules: Sequence[str]) -> None:
        """Leave these out of scans, in the place of those before; see `photosim.core.excludes`.

        Photos they cover leave the catalogue with the next run, and what is known of them goes; their files stay.

        Raises:
            LibraryError: the catalogue cannot be written.
            UserError: one is neither an absolute path nor a pattern of names.
        """
        from photosim.core.excludes import normal_rules  # noqa: PLC0415 - a window opens without

        normal = normal_rules(rules)
        with self._catalog.writing() as connection:
            marks.set_excludes(connection, normal)

    def remove_folder(self, path: Path | str) -> None:
        """Take a folder out of the library: its photos leave the catalogue, but those in another chosen folder.

        Files are left alone. What is known of the photos goes, too: added again, they are looked at again.

        Raises:
            FolderError: the user chose no such folder.
            LibraryError: the catalogue cannot be written.
        """
        with self._catalog.writing() as connection:
            if not photos.remove_folder(connection, Path(path)):
                message = f"{path} is no folder of the library"
                raise FolderError(message)
        with suppress(LibraryError):  # else the space is used by what is stored next
            self._catalog.compact()

    def set_speed(self, speed: Speed) -> None:
        """How much of the computer indexing takes, from now on and also of a run under way."""
        self._pace.speed = speed

    def low_disk(self) -> str | None:
        """One line if the disk of the library or of the thumbnails is nearly full, None if there is room."""
        for what, folder in (("library", self.paths.data), ("thumbnails", self.paths.cache)):
            try:
                free = shutil.disk_usage(_existing(folder)).free
            except OSError:
                continue  # who needs the folder will say what is wrong with it
            if free < _LEAST_FREE:
                return f"The disk with the {what} has only {free // 1_000_000} MB left: {folder}"
        return None

    # -- searches

    def recent_searches(self) -> tuple[str, ...]:
        """The last texts that were searched for, newest first."""
        with self._catalog.reading() as connection:
            return _searches(get_setting(connection, _SEARCHES))

    def remember_search(self, text: str) -> None:
        """Put a text at the head of the recent searches.

        Raises:
            LibraryError: the catalogue cannot be written.
        """
        text = " ".join(text.split())
        if not text:
            return
        with self._catalog.writing() as connection:
            before = _searches(get_setting(connection, _SEARCHES))
            kept = [text, *(other for other in before if other.casefold() != text.casefold())][:_SEARCHES_KEPT]
            set_setting(connection, _SEARCHES, json.dumps(kept))

    def forget_searches(self, text: str | None = None) -> None:
        """Forget a text that was searched for, or all of them.

        Raises:
            LibraryError: the catalogue cannot be written.
        """
        with self._catalog.writing() as connection:
            kept = [other for other in _searches(get_setting(connection, _SEARCHES)) if text not in {None, other}]
            set_setting(connection, _SEARCHES, json.dumps(kept) if kept else None)

    @property
    def _narrowing(self) -> "Narrowing":
        return self._serving.narrowing()


def _listing(
    order: Order,
    filter: Filter,  # noqa: A002 - the word for it
    ids: "array[int]",
    sections: tuple[Section, ...],
    total: int | None,
) -> Listing:
    """A list; where nothing is filtered, its photos are all there are."""
    return Listing(order, filter, ids, sections, len(ids) if total is None else total)


def _searches(stored: str | None) -> tuple[str, ...]:
    """Texts as stored; whatever else stands there counts as none."""
    try:
        texts = json.loads(stored) if stored else []
    except ValueError:
        return ()
    return tuple(text for text in texts if isinstance(text, str)) if isinstance(texts, list) else ()


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next((place for place in (folder, *folder.parents) if place.exists()), folder)
