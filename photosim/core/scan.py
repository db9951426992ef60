"""Walking the user's folders: every photo file once, nothing hidden, no loops, no surprises.

Links to folders are followed after all real folders, and every folder is entered once (known by device and
inode), so that a link to a parent ends there and a photo keeps its real path rather than a link's.
"""

import errno
import os
import stat
from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from photosim.core.cancel import CancelToken
from photosim.core.excludes import Excludes
from photosim.core.photo import FileStamp

SYSTEM_FOLDERS = frozenset(
    name.casefold()
    for name in (
        "@eaDir",  # Synology thumbnails
        ".@__thumb",  # QNAP thumbnails
        "#recycle",  # Synology recycle bin
        "@Recycle",  # QNAP recycle bin
        "$RECYCLE.BIN",
        "System Volume Information",
        "lost+found",
    )
)


@dataclass(frozen=True, slots=True)
class Listing:
    """The photo files directly in one folder.

    Attributes:
        folder: absolute path.
        files: photo files in it, sorted by name.
        problem: why the folder (or a part of it) could not be read, else None; `files` is then incomplete.
    """

    folder: Path
    files: tuple[FileStamp, ...]
    problem: str | None = None


def scan_folder(
    root: Path, suffixes: Collection[str], cancel: CancelToken | None = None, excludes: Excludes | None = None
) -> Iterator[Listing]:
    """List photo files below `root`, one `Listing` a folder, parents before children.

    Args:
        root: absolute path of the folder to start from; taken even if its own name is hidden.
        suffixes: lower-case endings with the dot that make a file a photo.
        cancel: looked at between folders.
        excludes: what is left out, if anything.

    Raises:
        Cancelled: `cancel` was set.
    """
    entered: set[tuple[int, int]] = set()
    real, linked = deque([os.fspath(root)]), deque[str]()
    while real or linked:
        if cancel is not None:
            cancel.raise_if_cancelled()
        folder = real.popleft() if real else linked.popleft()
        try:
            status = Path(folder).stat()
            if (status.st_dev, status.st_ino) in entered:
                continue
            entered.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as entries:
                files, folders, links, problem = _sort_entries(entries, suffixes, excludes or None)
        except OSError as error:
            yield Listing(Path(folder), (), error.strerror or str(error))
            continue
        real.extend(folders)
        linked.extend(links)
        yield Listing(Path(folder), tuple(files), problem)


def _sort_entries(
    entries: Iterator[os.DirEntry[str]], suffixes: Collection[str], excludes: Excludes | None
) -> tuple[list[FileStamp], list[str], list[str], str | None]:
    """Split one folder's entries into photo files, real folders and linked folders, each in order of name.

    The last is why some of them could not be looked at, None if all could.
    """
    files: list[FileStamp] = []
    folders: list[str] = []
    links: list[str] = []
    problem: str | None = None
    for entry in _considered(entries, excludes):
        name = entry.name
        try:
            if name[name.rfind(".") :].lower() in suffixes and entry.is_file():
                status = entry.stat()
                if not _hidden_on_windows(status):
                    files.append(FileStamp(entry.path, status.st_size, status.st_mtime_ns))
                continue
            if entry.is_dir(follow_symlinks=False):
                if not _hidden_on_windows(entry.stat(follow_symlinks=False)):
                    folders.append(entry.path)
            elif entry.is_dir():
                links.append(entry.path)
        except OSError as error:
            # Gone since it was listed, or a link that leads nowhere; all else is no proof that a photo is gone.
            if error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
                problem = error.strerror or str(error)
    return files, folders, links, problem


def _considered(entries: Iterator[os.DirEntry[str]], excludes: Excludes | None) -> Iterator[os.DirEntry[str]]:
    """A folder's entries in order of name, but for hidden ones, those of the system and those left out."""
    for entry in sorted(entries, key=lambda entry: entry.name):
        name = entry.name
        if name.startswith(".") or name.casefold() in SYSTEM_FOLDERS:
            continue
        if excludes is None or not excludes.leaves_out(entry.path, name):
            yield entry


def _hidden_on_windows(status: os.stat_result) -> bool:
    """Whether Windows marks the file hidden; False on systems that have no such mark."""
    attributes = getattr(status, "st_file_attributes", 0)
    return bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)
