"""Keeping the folder of thumbnails tidy: its size, its limit, and what nobody will ask for again.

Every function works on files alone, on the caller's thread, which must not be the window's: 100,000 thumbnails take
some half a second to go through. Another process may read, write and tidy the same folder meanwhile: a thumbnail that
is gone is made anew when it is next wanted, and a file that cannot be removed stays for the next time. Only files that
bear the names of thumbnails are ever touched.
"""

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from photosim.core.cancel import CancelToken
from photosim.core.thumbs import USE_SECONDS

USUAL_LIMIT: Final = 4_000_000_000
"""Bytes: thumbnails of some 250,000 photos."""
_LEFT: Final = 0.9
"""Share of the limit that is left when it was passed, so that not every new thumbnail costs an old one."""
_ABANDONED_SECONDS: Final = 3600
_SWEPT: Final = "swept"
_NAME: Final = re.compile(r"([0-9a-f]{30})(@[0-9]+)?\.jpg")


@dataclass(frozen=True, slots=True)
class _Kept:
    used: float
    size: int
    path: str


def measure(folder: Path) -> tuple[int, int]:
    """Thumbnails there, and the bytes they take."""
    files = size = 0
    for entry in _thumbnails(folder):
        with suppress(OSError):
            size += entry.stat().st_size
            files += 1
    return files, size


def clear(folder: Path) -> None:
    """Remove all thumbnails."""
    for entry in _files(folder):
        if _NAME.fullmatch(entry.name) or entry.name.endswith(".tmp"):
            _remove(entry.path)


def is_due(folder: Path) -> bool:
    """Whether the last sweep, by any process, is longer ago than uses are told apart; never without a folder."""
    try:
        return abs(time.time() - (folder / _SWEPT).stat().st_mtime) > USE_SECONDS
    except OSError:
        return folder.is_dir()


def sweep(folder: Path, limit: int, known: Callable[[], frozenset[str]], cancel: CancelToken) -> None:
    """Remove thumbnails of photos that nobody knows any more, what a crash left, and the longest unused above a limit.

    Args:
        folder: of the thumbnails.
        limit: bytes they may take.
        known: makes the names (`core.thumbs.thumbnail_name`) of those that belong to a photo; asked once.
        cancel: stops it soon.
    """
    if not folder.is_dir():
        return
    with suppress(OSError):  # first, so that two processes do not both go through all files
        (folder / _SWEPT).touch()
    names, now = known(), time.time()
    kept: list[_Kept] = []
    for entry in _files(folder):
        if cancel.cancelled:
            with suppress(OSError):
                (folder / _SWEPT).unlink()
            return
        with suppress(OSError):
            state = entry.stat()
            named = _NAME.fullmatch(entry.name)
            if named is None:
                abandoned = entry.name.endswith(".tmp") and now - state.st_mtime > _ABANDONED_SECONDS
            else:
                # A photo that is looked at just now may have its thumbnail before it is in the catalogue.
                photo = Path(entry.path).parent.name + named[1]
                abandoned = photo not in names and now - state.st_mtime > USE_SECONDS
            if abandoned:
                _remove(entry.path)
            elif named is not None:
                kept.append(_Kept(state.st_mtime, state.st_size, entry.path))
    _shrink(kept, limit, cancel)


def _shrink(kept: list[_Kept], limit: int, cancel: CancelToken) -> None:
    size = sum(one.size for one in kept)
    if size <= limit:
        return
    for one in sorted(kept, key=lambda one: one.used):
        if size <= limit * _LEFT or cancel.cancelled:
            return
        _remove(one.path)
        size -= one.size


def _thumbnails(folder: Path) -> Iterator["os.DirEntry[str]"]:
    return (entry for entry in _files(folder) if _NAME.fullmatch(entry.name))


def _files(folder: Path) -> Iterator["os.DirEntry[str]"]:
    """All files in the 256 sub-folders; what vanishes meanwhile is left out."""
    for number in range(256):
        with suppress(OSError), os.scandir(folder / f"{number:02x}") as entries:
            for entry in entries:
                if entry.is_file(follow_symlinks=False):
                    yield entry


def _remove(path: str) -> None:
    with suppress(OSError):  # gone already, or open in another program on a system that minds
        Path(path).unlink()
