"""Asking photos that were looked at by an earlier photosim when they were taken.

Only the beginnings of files are read, thousands a second. Whatever is done is kept, the next run goes on from there.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from photosim.core.cancel import CancelToken
from photosim.core.decode import read_taken
from photosim.core.photo import PhotoId
from photosim.errors import PhotoError
from photosim.library.tally import Reporter
from photosim.store import dates
from photosim.store.catalog import Catalog

_PAGE: Final = 1000


def date_photos(catalog: Catalog, roots: Sequence[Path], reporter: Reporter, cancel: CancelToken) -> None:
    """Record when the photos below some folders were taken that nobody has asked yet.

    Args:
        catalog: the open catalogue; the caller holds `Catalog.indexing`.
        roots: absolute paths of folders.
        reporter: told how far it is.
        cancel: looked at between photos.

    Raises:
        Cancelled: `cancel` was set.
        LibraryError: the catalogue cannot be written.
    """
    with catalog.reading() as connection:
        total = sum(dates.count_undated(connection, root) for root in roots)
    done = 0
    for root in roots if total else ():
        last: str | None = None
        while True:
            with catalog.reading() as connection:
                page = dates.undated(connection, root, last, _PAGE)
            if not page:
                break
            done += _date_page(catalog, page, done, total, reporter, cancel)
            last = page[-1][1]


def _date_page(
    catalog: Catalog,
    page: Sequence[tuple[PhotoId, str]],
    done: int,
    total: int,
    reporter: Reporter,
    cancel: CancelToken,
) -> int:
    """Date some photos, and keep what was found out also when stopped; returns how many they are."""
    found: list[tuple[PhotoId, int | None]] = []
    try:
        for place, (photo_id, path) in enumerate(page):
            cancel.raise_if_cancelled()
            reporter.tell("dating", done + place, total)
            try:
                found.append((photo_id, read_taken(Path(path))))
            except PhotoError:
                continue  # gone or not readable now: asked again by the next run
    finally:
        with catalog.writing() as connection:
            dates.set_dates(connection, found)
    return len(page)
