"""What is packed, as a list: the same list gives the same bytes, on whatever day and in whatever order it was found."""

import hashlib
import io
import lzma
import os
import subprocess
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from release.product import ROOT

EPOCH_VARIABLE: Final = "SOURCE_DATE_EPOCH"
"""See https://reproducible-builds.org/specs/source-date-epoch/."""

PRESET: Final = 6
"""How hard xz tries, 0 to 9: two minutes for the whole program. More takes longer and gains next to nothing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file or link.

    Attributes:
        place: where it goes, parts separated by `/`, relative.
        content: a file with it, or itself.
        link: what it points to instead, None if it is a file.
        runs: whether it can be run.
    """

    place: str
    content: Path | bytes = b""
    link: str | None = None
    runs: bool = False

    @property
    def size(self) -> int:
        """Bytes of its content."""
        if self.link is not None:
            return 0
        return len(self.content) if isinstance(self.content, bytes) else self.content.stat().st_size


def real_files(folder: Path) -> list[Path]:
    """All files of a folder but links, sorted: what takes room, once."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]


def sha256(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def files_below(folder: Path, place: str) -> Iterator[Entry]:
    """All files and links of a folder, at a place of the archive."""
    for path in sorted(folder.rglob("*")):
        there = f"{place}/{path.relative_to(folder).as_posix()}"
        if path.is_symlink():
            yield Entry(there, link=path.readlink().as_posix())
        elif path.is_file():
            yield Entry(there, path, runs=os.access(path, os.X_OK))


def changed_at() -> int:
    """When what is packed was made, seconds since 1970: as the environment says, else when the checkout was committed.

    Outside of a checkout, when its list of changes was last changed.
    """
    if said := os.environ.get(EPOCH_VARIABLE):
        return int(said)
    call = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        done = subprocess.run(call, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        told = ""
    else:
        told = done.stdout.strip()
    return int(told) if told else int((ROOT / "CHANGELOG.md").stat().st_mtime)


def write_tar(entries: Iterable[Entry], file: BinaryIO, when: int, *, top: str = "") -> None:
    """Write a tar file, compressed by xz: owned by root, all of one time, folders before what is in them.

    Args:
        entries: in any order.
        file: open for writing.
        when: seconds since 1970.
        top: what goes before every name, such as `./` in a Debian package.
    """
    ordered = sorted(entries, key=lambda entry: entry.place)
    with lzma.open(file, "wb", preset=PRESET) as packed, tarfile.open(
        fileobj=packed, mode="w|", format=tarfile.GNU_FORMAT
    ) as archive:  # fmt: skip
        for folder in _folders(ordered, top):
            archive.addfile(_member(folder, when, tarfile.DIRTYPE, 0o755))
        for entry in ordered:
            _add(archive, entry, when, top)


def _folders(entries: Sequence[Entry], top: str) -> list[str]:
    parents = {parent for entry in entries for parent in PurePosixPath(entry.place).parents if parent.name}
    return ([top] if top else []) + [f"{top}{parent}/" for parent in sorted(parents)]


def _add(archive: tarfile.TarFile, entry: Entry, when: int, top: str) -> None:
    name = top + entry.place
    if entry.link is not None:
        member = _member(name, when, tarfile.SYMTYPE, 0o777)
        member.linkname = entry.link
        archive.addfile(member)
        return
    member = _member(name, when, tarfile.REGTYPE, 0o755 if entry.runs else 0o644)
    member.size = entry.size
    if isinstance(entry.content, bytes):
        archive.addfile(member, io.BytesIO(entry.content))
    else:
        with entry.content.open("rb") as content:
            archive.addfile(member, content)


def _member(name: str, when: int, kind: bytes, mode: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.mode, member.mtime = kind, mode, when
    member.uname = member.gname = "root"
    return member
