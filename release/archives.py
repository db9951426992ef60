"""Packs the program into what people download, by system."""

import io
import platform
import shutil
import stat
import sys
import tarfile
import time
import zipfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from release import debian
from release.calls import run
from release.product import DOWNLOADS, MOST_PACKED, NAME, VERSION, ReleaseError, built_program
from release.tree import Entry, changed_at, files_below, sha256, write_tar

SUMS: Final = "SHA256SUMS"
_MACHINES: Final = {"amd64": "x86_64", "aarch64": "arm64"}
_SYSTEMS: Final = {"win32": "windows", "darwin": "macos"}
_OLDEST_IN_ZIP: Final = 315_532_800  # 1980; the format has no earlier time


def package() -> None:
    """Pack `build/app` into `build/release`, for the system this runs on.

    Raises:
        ReleaseError: there is no program yet, or an archive became too large.
    """
    app = built_program()
    DOWNLOADS.mkdir(parents=True, exist_ok=True)
    made = _pack(app, changed_at(), sys.platform)
    for file in made:
        check_archive(file, app)
    for file in made:
        print(f"{file.stat().st_size / 1e6:6.1f} MB  {file.name}")


def _pack(app: Path, when: int, system: str) -> list[Path]:
    target = DOWNLOADS / archive_name(system, platform.machine())
    if system == "linux":
        return _pack_for_linux(app, target, when)
    if system == "darwin":
        pack_with_ditto(app, target)
    else:
        write_zip(files_below(app, NAME), target, when)
    return [target]


def _pack_for_linux(app: Path, target: Path, when: int) -> list[Path]:
    from release import linux_files  # noqa: PLC0415 - of one system

    share = linux_files.share()

    def write_archive() -> Path:
        with target.open("wb") as file:
            write_tar(portable(app, share), file, when)
        return target

    def write_package() -> Path:
        debian.write_package(app, share, DOWNLOADS / debian.FILE, when)
        return DOWNLOADS / debian.FILE

    wanted = [write_archive, write_package] if platform.machine() == "x86_64" else [write_archive]
    with ThreadPoolExecutor() as pool:  # each takes minutes to compress, on one core
        return [work.result() for work in [pool.submit(write) for write in wanted]]


def portable(app: Path, share: Iterable[Entry]) -> list[Entry]:
    """What the archive for any Linux holds: the program, what desktops read, and what puts both into place."""
    from release import linux_files  # noqa: PLC0415 - of one system

    top = f"{NAME}-{VERSION}"
    scripts = [Entry(f"{top}/{name}", linux_files.FOLDER / name, runs=True) for name in ("install.sh", "uninstall.sh")]
    return [
        Entry(f"{top}/README.txt", linux_files.README.encode()),
        *scripts,
        *(Entry(f"{top}/{entry.place}", entry.content, entry.link, entry.runs) for entry in share),
        *files_below(app, f"{top}/{NAME}"),
    ]


def archive_name(system: str, machine: str) -> str:
    """What the archive for a system (`sys.platform`) and a processor is called."""
    ending = "tar.xz" if system == "linux" else "zip"
    machine = machine.lower()
    return f"{NAME}-{VERSION}-{_SYSTEMS.get(system, system)}-{_MACHINES.get(machine, machine)}.{ending}"


def pack_with_ditto(app: Path, target: Path) -> None:
    """A zip file made by the tool of macOS, which keeps links and signatures.

    Raises:
        ReleaseError: it failed.
    """
    tool = shutil.which("ditto") or "/usr/bin/ditto"
    run([tool, "-c", "-k", "--sequesterRsrc", "--keepParent", str(app), str(target)])


def write_zip(entries: Iterable[Entry], target: Path, when: int) -> None:
    """Write a zip file: in order of names, all of one time.

    Raises:
        ReleaseError: there is a link, which Windows has not.
    """
    date = time.gmtime(max(when, _OLDEST_IN_ZIP))[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for entry in sorted(entries, key=lambda entry: entry.place):
            if entry.link is not None:
                message = f"{entry.place} is a link"
                raise ReleaseError(message)
            about = zipfile.ZipInfo(entry.place, date)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o100644 << 16
            content = entry.content if isinstance(entry.content, bytes) else entry.content.read_bytes()
            archive.writestr(about, content)


def write_sums(folder: Path) -> None:
    """Write `SHA256SUMS` of all files in a folder, in the form that `sha256sum --check` reads."""
    files = sorted(file for file in folder.iterdir() if file.is_file() and file.name != SUMS)
    lines = [f"{sha256(file)}  {file.name}\n" for file in files]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def check_archive(file: Path, app: Path, most: int = MOST_PACKED) -> None:
    """Read a download back: the whole program is in it, and it is not too large.

    Args:
        file: what was made.
        app: the program it was made of.
        most: bytes it may have.

    Raises:
        ReleaseError: it is too large, or something is missing.
    """
    size = file.stat().st_size
    if size > most:
        message = f"{file.name} is of {size / 1e6:.0f} MB; {most / 1e6:.0f} MB are the most"
        raise ReleaseError(message)
    tops = {".deb": debian.PROGRAM, ".zip": app.name, ".xz": f"{NAME}-{VERSION}/{NAME}"}
    wanted = {entry.place: entry.size for entry in files_below(app, tops[file.suffix])}
    there = contents_of(file)
    lost = [name for name, expected in wanted.items() if there.get(name) != expected]
    if lost:
        message = f"{file.name} lacks {len(lost)} files, among them {lost[0]}"
        raise ReleaseError(message)


def contents_of(file: Path) -> dict[str, int]:
    """Names in an archive and the bytes of each file; links have none."""
    if file.suffix == ".zip":
        with zipfile.ZipFile(file) as archive:
            return {about.filename: 0 if _is_link(about) else about.file_size for about in archive.infolist()}
    packed = io.BytesIO(debian.read_parts(file)["data.tar.xz"]) if file.suffix == ".deb" else file.open("rb")
    with packed, tarfile.open(fileobj=packed, mode="r|xz") as archive:
        return {member.name.removeprefix("./"): member.size for member in archive}


def _is_link(about: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(about.external_attr >> 16)
