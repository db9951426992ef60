"""What the packaged program weighs, by part, unpacked and packed."""

import io
import json
import lzma
import os
import platform
import re
import sys
import tarfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from photosim.assets import THIRD_PARTY
from release.archives import archive_name
from release.product import BUILD, DOWNLOADS, INSIDE, MOST_PACKED, ReleaseError, built_folder
from release.tree import real_files

MOST_UNPACKED: Final = 300_000_000
"""Bytes that the program may take on disk."""
_REPORT: Final = BUILD / "sizes.json"
_PARTS: Final = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("Qt plugins", r"PySide6/.*plugins/|PySide6/.*translations/"),
        ("Qt libraries", r"PySide6/Qt/lib/|PySide6/(Qt6\w+|icu\w+)\.dll"),
        ("PySide6", r"PySide6/|shiboken6/|shibokensupport"),
        ("onnxruntime", r"onnxruntime"),
        ("NumPy", r"numpy"),
        ("Pillow", r"PIL/|pillow"),
        ("onnx, protobuf", r"onnx|google/|ml_dtypes"),
        ("h5py", r"h5py"),
        ("Annoy", r"annoy/"),
        ("models", r"models/"),
        ("resources", r"resources/"),
        ("Python", r"python\d|libpython|Python|base_library\.zip|lib-dynload|[^/]*\.pyd$"),
        ("libraries of the system", r"lib[^/]*\.(so|dylib)[^/]*$|[^/]*\.dll$"),
        ("licences", r"[^/]*\.dist-info/|LICENSE|NOTICE|THIRD-PARTY"),
    )
)
"""Names and what their places start with; the first that fits counts. The rest is the program itself."""
_REST: Final = "program"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the packaged program.

    Attributes:
        name: what it is.
        files: how many.
        unpacked: bytes on disk.
        packed: bytes of an archive that holds nothing else, compressed by xz.
    """

    name: str
    files: int
    unpacked: int
    packed: int


def sizes() -> None:
    """Print a table of the program in `build/app` and write it to `build/sizes.json`.

    Raises:
        ReleaseError: it is larger than a release may be.
    """
    folder = built_folder()
    parts = weigh(folder)
    archive = _archive(folder)
    packed = archive.stat().st_size if archive else sum(part.packed for part in parts)
    print("\n".join(table(parts, packed, archive.name if archive else None)))
    report = {
        "parts": [asdict(part) for part in parts],
        "unpacked": sum(part.unpacked for part in parts),
        "packed": packed,
        "archive": archive.name if archive else None,
        "most_unpacked": MOST_UNPACKED,
        "most_packed": MOST_PACKED,
    }
    _REPORT.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    check_sizes(sum(part.unpacked for part in parts), packed)


def weigh(folder: Path) -> list[Part]:
    """The parts of the program in a folder, the largest first; links weigh nothing, as on disk."""
    groups: dict[str, list[Path]] = {}
    for file in real_files(folder):
        groups.setdefault(part_of(file.relative_to(folder).as_posix()), []).append(file)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        packed = dict(zip(groups, pool.map(_packed, groups.values()), strict=True))
    parts = [
        Part(name, len(files), sum(file.stat().st_size for file in files), packed[name])
        for name, files in groups.items()
    ]
    return sorted(parts, key=lambda part: -part.unpacked)


def part_of(place: str) -> str:
    """Which part a file belongs to, by its place in the program's folder (separated by `/`)."""
    inside = place.removeprefix(f"{INSIDE}/")
    if inside == place:
        return "licences" if place == THIRD_PARTY else _REST
    return next((name for name, pattern in _PARTS if pattern.match(inside)), _REST)


def check_sizes(unpacked: int, packed: int) -> None:
    """Hold a release to its largest size.

    Args:
        unpacked: bytes on disk.
        packed: bytes of the archive.

    Raises:
        ReleaseError: it is larger.
    """
    for what, size, most in (("unpacked", unpacked, MOST_UNPACKED), ("packed", packed, MOST_PACKED)):
        if size > most:
            message = f"{size / 1e6:.1f} MB {what}; a release may have {most / 1e6:.0f}"
            raise ReleaseError(message)


def table(parts: Sequence[Part], packed: int, archive: str | None) -> list[str]:
    """Lines for people, in millions of bytes.

    Args:
        parts: of the program.
        packed: bytes of the whole, packed.
        archive: name of the file of that size, None for the sum of the parts.
    """
    lines = [f"{'part':26}{'files':>7}{'unpacked MB':>13}{'packed MB':>11}"]
    lines += [f"{part.name:26}{part.files:7,}{part.unpacked / 1e6:13.1f}{part.packed / 1e6:11.1f}" for part in parts]
    files, unpacked = sum(part.files for part in parts), sum(part.unpacked for part in parts)
    lines.append(f"{'all':26}{files:7,}{unpacked / 1e6:13.1f}{packed / 1e6:11.1f}  {archive or 'sum of the parts'}")
    lines.append(f"{'at most':26}{'':7}{MOST_UNPACKED / 1e6:13.1f}{MOST_PACKED / 1e6:11.1f}")
    return lines


def _packed(files: Iterable[Path]) -> int:
    """Bytes of an archive of these files."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for file in files:
            archive.add(file, file.name)
    return len(lzma.compress(buffer.getbuffer(), preset=1))  # the quickest: an archive is some percent smaller


def _archive(folder: Path) -> Path | None:
    """The archive that was made of this very program; None if there is none, or one of an earlier build."""
    built = folder.stat().st_mtime
    file = DOWNLOADS / archive_name(sys.platform, platform.machine())
    return file if file.is_file() and file.stat().st_mtime >= built else None
