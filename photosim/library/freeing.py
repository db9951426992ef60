"""Giving back what a model's look at the photos takes: vectors, tags, albums, search files."""

import logging
import shutil
from pathlib import Path
from typing import Final

from photosim.core.cancel import ProgressCallback
from photosim.errors import LibraryError
from photosim.library.inventory import bytes_of
from photosim.library.tally import Reporter
from photosim.paths import AppPaths
from photosim.store.albums import forget_albums
from photosim.store.catalog import Catalog
from photosim.store.models import count_vectors, forget_vectors, list_uses
from photosim.store.photos import raise_epoch

_AT_ONCE: Final = 1_000
_log = logging.getLogger(__name__)


def free_vectors(catalog: Catalog, paths: AppPaths, name: str, progress: ProgressCallback | None) -> int:
    """Drop all that models of a name, older forms of it included, have told of the photos; returns bytes freed.

    Other programs may search with such a model meanwhile: they go on with what they hold, and then find nothing. The
    models stay registered, so that one of those programs may also go on indexing. If this one is stopped on the way,
    the next call goes on from there.

    Raises:
        LibraryError: the catalogue cannot be written.
    """
    with catalog.reading() as connection:
        uses = list_uses(connection, name)
        total = sum(count_vectors(connection, use.id) for use in uses)
    reporter, before, done = Reporter(progress), catalog.free_bytes(), 0
    reporter.tell("removing", 0, total)
    for use in uses:
        while dropped := _drop_some(catalog, use.id):
            done += dropped
            reporter.tell("removing", done, total)
        with catalog.writing() as connection:
            forget_albums(connection, use.id)
    freed = catalog.free_bytes() - before
    for use in uses:
        freed += _remove_folder(paths.index_of(use.identity))
    try:
        catalog.compact()
    except LibraryError as error:  # the space is used by what is stored next
        _log.warning("the catalogue keeps its size: %s", error)
    reporter.tell("removing", done, total, now=True)
    return freed


def _drop_some(catalog: Catalog, model_id: int) -> int:
    with catalog.writing() as connection:
        dropped = forget_vectors(connection, model_id, _AT_ONCE)
        if dropped:  # at once, because this may be the last that is done
            raise_epoch(connection)
        return dropped


def _remove_folder(folder: Path) -> int:
    """Remove what can be removed; Windows keeps files that a program has mapped."""
    before = bytes_of([folder])
    shutil.rmtree(folder, ignore_errors=True)
    return before - bytes_of([folder])
