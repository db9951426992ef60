"""A package for Debian and its kin, written by the rules of deb(5): an `ar` archive of two tar files."""

import gzip
import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from release.depends import needs_of, packages
from release.product import IDENTIFIER, NAME, ROOT, SUMMARY, VERSION, ReleaseError
from release.tree import Entry, files_below, write_tar

_MAGIC: Final = b"!<arch>\n"
ARCHITECTURE: Final = "amd64"
FILE: Final = f"{NAME}_{VERSION}_{ARCHITECTURE}.deb"
PROGRAM: Final = f"usr/lib/{NAME}"
_PAPERS: Final = f"usr/share/doc/{NAME}"


def write_package(app: Path, share: Sequence[Entry], target: Path, when: int) -> None:
    """Write the package.

    Args:
        app: the folder of the packaged program.
        share: what desktops read, below `share/`.
        target: the file to write.
        when: the time of all files in it, seconds since 1970.

    Raises:
        ReleaseError: the program needs a library that no known package has.
    """
    entries = package_files(app, share)
    depends, recommends = packages(needs_of(app), (path.name for path in app.rglob("*")))
    control = control_files(entries, depends, recommends)
    parts = [("debian-binary", b"2.0\n"), ("control.tar.xz", _tar(control, when)), ("data.tar.xz", _tar(entries, when))]
    with target.open("wb") as file:
        file.write(_MAGIC)
        for name, content in parts:
            file.write(f"{name:<16}{when:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n".encode())
            file.write(content + b"\n" * (len(content) % 2))


def read_parts(file: Path) -> dict[str, bytes]:
    """The parts of a package by name, as `write_package` writes them.

    Raises:
        ReleaseError: it is none.
    """
    content, parts, at = file.read_bytes(), {}, len(_MAGIC)
    while content.startswith(_MAGIC) and content[at + 58 : at + 60] == b"`\n":
        size = int(content[at + 48 : at + 58])
        parts[content[at : at + 16].decode().strip()] = content[at + 60 : at + 60 + size]
        at += 60 + size + size % 2
    if list(parts) != ["debian-binary", "control.tar.xz", "data.tar.xz"] or at != len(content):
        message = f"{file.name} is no Debian package"
        raise ReleaseError(message)
    return parts


def package_files(app: Path, share: Iterable[Entry]) -> list[Entry]:
    """What the package puts where: the program below `/usr/lib`, a link to it, what desktops read, the papers."""
    return [
        *files_below(app, PROGRAM),
        Entry(f"usr/bin/{NAME}", link=f"../lib/{NAME}/{NAME}"),
        *(
            Entry(f"usr/{entry.place}.gz", _gzip(entry)) if "/man/" in entry.place else _moved(entry, "usr")
            for entry in share
        ),
        Entry(f"{_PAPERS}/copyright", copyright_file((ROOT / "LICENSE").read_text(encoding="utf-8")).encode()),
        Entry(f"{_PAPERS}/changelog.gz", _gzip(Entry("", ROOT / "CHANGELOG.md"))),
        Entry(f"{_PAPERS}/NOTICE", ROOT / "NOTICE"),
    ]


def control_files(entries: Sequence[Entry], depends: Sequence[str], recommends: Sequence[str]) -> list[Entry]:
    """What says what the package is, and the checksums of its files."""
    sums = [
        f"{_md5(entry)}  {entry.place}\n" for entry in sorted(entries, key=lambda entry: entry.place) if not entry.link
    ]
    return [
        Entry("control", control(installed_size(entries), depends, recommends).encode()),
        Entry("md5sums", "".join(sums).encode()),
    ]


def control(size: int, depends: Sequence[str], recommends: Sequence[str]) -> str:
    """The control file (Debian Policy Manual, chapter 5).

    Args:
        size: of the installed files, KiB.
        depends: packages it cannot do without.
        recommends: packages that belong to it.
    """
    return "\n".join(
        [
            f"Package: {NAME}",
            f"Version: {version_of(VERSION)}",
            f"Architecture: {ARCHITECTURE}",
            # There is no address to write to; RFC 2606 keeps this domain for saying so.
            "Maintainer: The photosim maintainers <nobody@photosim.invalid>",
            f"Installed-Size: {size}",
            f"Depends: {', '.join(depends)}",
            *([f"Recommends: {', '.join(recommends)}"] if recommends else []),
            "Section: graphics",
            "Priority: optional",
            f"Description: {SUMMARY[0].lower()}{SUMMARY[1:]}",
            " Point photosim at your photo folders. It looks at every photo once, and from",
            " then on a click on any photo shows the ones that look like it. Photos are found",
            " by any word, too, and duplicates and bursts side by side.",
            " .",
            " Everything stays on your computer.",
            "",
        ]
    )


def version_of(version: str) -> str:
    """A version of Python (PEP 440) so that Debian sorts those before a release before it: 1.2.0rc1 as 1.2.0~rc1."""
    return re.sub(r"\.?(a|b|rc|dev)(?=\d)", r"~\1", version)


def installed_size(entries: Iterable[Entry]) -> int:
    """KiB, every file rounded up and every folder and link counted as one, as the policy has it."""
    folders: set[str] = set()
    total = 0
    for entry in entries:
        parts = entry.place.split("/")[:-1]
        folders |= {"/".join(parts[: count + 1]) for count in range(len(parts))}
        total += max(1, -(-entry.size // 1024))
    return total + len(folders)


def copyright_file(licence: str) -> str:
    """Whose work it is, for people to read (Debian Policy Manual, section 12.5).

    Args:
        licence: text of photosim's own licence: a title, a line of copyright, the terms.
    """
    return (
        f"{licence.strip()}\n\n"
        f"The description for software centres, /usr/share/metainfo/{IDENTIFIER}.metainfo.xml, is under\n"
        "CC0-1.0, whose terms are in /usr/share/common-licenses/CC0-1.0.\n\n"
        "The program brings the libraries it is made of, and data made by others. Whose they are, and under which\n"
        f"terms, is told in /{_PAPERS}/NOTICE and in /{PROGRAM}/THIRD-PARTY-LICENCES.txt.\n"
    )


def _tar(entries: Iterable[Entry], when: int) -> bytes:
    packed = io.BytesIO()
    write_tar(entries, packed, when, top="./")
    return packed.getvalue()


def _moved(entry: Entry, folder: str) -> Entry:
    return Entry(f"{folder}/{entry.place}", entry.content, entry.link, entry.runs)


def _content(entry: Entry) -> bytes:
    return entry.content if isinstance(entry.content, bytes) else entry.content.read_bytes()


def _gzip(entry: Entry) -> bytes:
    return gzip.compress(_content(entry), 9, mtime=0)


def _md5(entry: Entry) -> str:
    return hashlib.md5(_content(entry), usedforsecurity=False).hexdigest()
