"""Copying photos to a folder; runs on a worker. Nothing that is there is written over."""

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from photosim.core.cancel import CancelToken
from photosim.core.photo import PhotoId
from photosim.errors import Cancelled
from photosim.library import Library
from photosim.ui.jobs import JobContext
from photosim.ui.language import tr
from photosim.ui.pace import go_through
from photosim.ui.reasons import reason

_CHUNK: Final = 1 << 20  # bytes between two looks at the token


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What became of a request.

    Attributes:
        folder: where the copies are.
        copies: of the photos that were copied, in order.
        failed: the photos that were not, and why.
        cancelled: whether it was cut short; there is no half copy.
    """

    folder: Path
    copies: tuple[Path, ...]
    failed: tuple[tuple[Path, str], ...]
    cancelled: bool = False


def export(library: Library, ids: Sequence[PhotoId], folder: Path) -> Callable[[JobContext], ExportReport]:
    """Work that copies photos to a folder, under names of their own, with their times; reports `Done`."""

    def work(context: JobContext) -> ExportReport:
        photos = library.photos(ids)
        known = [photos[photo_id].path for photo_id in ids if photo_id in photos]
        copies: list[Path] = []
        failed: list[tuple[Path, str]] = []
        for path in go_through(known, context):
            try:
                copies.append(copy_file(path, folder, context.token))
            except OSError as error:
                failed.append((path, _reason(path, error)))
            except Cancelled:
                break
        return ExportReport(folder, tuple(copies), tuple(failed), len(copies) + len(failed) < len(known))

    return work


def copy_file(path: Path, folder: Path, token: CancelToken) -> Path:
    """Copy one file, with its times where they can be set.

    Returns:
        The copy; "photo (2).jpg" where there is a photo.jpg already.

    Raises:
        OSError: it cannot be read, or the folder not written to.
        Cancelled: the user does not want it any more.
    """
    with path.open("rb") as source:
        for name in _names(path):
            copy = folder / name
            try:
                target = copy.open("xb")  # claims the name, whoever else writes there
            except FileExistsError:
                continue
            try:
                with target:
                    while chunk := source.read(_CHUNK):
                        token.raise_if_cancelled()
                        target.write(chunk)
            except (OSError, Cancelled):
                with contextlib.suppress(OSError):
                    copy.unlink()
                raise
            read = os.fstat(source.fileno())
            with contextlib.suppress(OSError):  # some network drives keep times of their own
                os.utime(copy, ns=(read.st_atime_ns, read.st_mtime_ns))
            return copy
    raise AssertionError  # there is always another name


def _names(path: Path) -> Iterator[str]:
    yield path.name
    number = 2
    while True:
        yield f"{path.stem} ({number}){path.suffix}"
        number += 1


def _reason(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError) and not os.path.lexists(path):
        return tr("it is not there any more")
    return reason(error.strerror or type(error).__name__)
