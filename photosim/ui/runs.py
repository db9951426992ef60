"""What the window has the library do for long or on its own; each function here makes the work of one job."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from photosim.core.photo import PhotoId
from photosim.library import Library
from photosim.ui.jobs import JobContext

if TYPE_CHECKING:
    from photosim.library.reports import IndexReport, LibraryStatus


@dataclass(frozen=True, slots=True)
class Removed:
    """A folder has left the library."""

    folder: Path


@dataclass(frozen=True, slots=True)
class Retried:
    """Photos that could not be read are to be looked at again by the next run."""


def index_folders(library: Library, new_folders: list[Path]) -> Callable[[JobContext], tuple["IndexReport", bool]]:
    """A run: its report, and whether there are folders it did not look through."""

    def work(context: JobContext) -> tuple["IndexReport", bool]:
        report = library.index(new_folders or None, progress=context.report, cancel=context.token)
        return report, bool(new_folders) and len(library.folders()) > len(new_folders)

    return work


def look_up(library: Library) -> Callable[[JobContext], "LibraryStatus"]:
    """Reports the newest id, then ends with the counts."""

    def work(context: JobContext) -> "LibraryStatus":
        context.report(library.newest_id())
        context.token.raise_if_cancelled()
        return library.status()

    return work


def remove_folder(library: Library, folder: Path) -> Callable[[JobContext], Removed]:
    """Have the photos of a folder leave the library."""

    def work(_: JobContext) -> Removed:
        library.remove_folder(folder)
        return Removed(folder)

    return work


def retry_photos(library: Library, ids: Sequence[PhotoId] | None) -> Callable[[JobContext], Retried]:
    """Have photos that could not be read looked at again; None for all of them."""

    def work(_: JobContext) -> Retried:
        library.retry(ids)
        return Retried()

    return work
