"""What PyInstaller put into the program, and where it took each file from.

PyInstaller leaves that in its work folder, as tables of (name in the program, source, kind), one written for each step.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from photosim.assets import THIRD_PARTY
from release.product import INSIDE, ReleaseError
from release.tree import real_files

_KINDS: Final = frozenset({"BINARY", "DATA", "DEPENDENCY", "EXECUTABLE", "EXTENSION"})


@dataclass(frozen=True, slots=True)
class Collected:
    """A file of the program.

    Attributes:
        place: in the program's folder, with `/` between the parts.
        source: what it is a copy of.
        program: whether it is what is started.
    """

    place: str
    source: Path
    program: bool = False


def collected_files(work: Path) -> list[Collected]:
    """All files of the program, links left out.

    Args:
        work: PyInstaller's work folder.

    Raises:
        ReleaseError: there is no table; nothing was built.
    """
    found = []
    for name, source, kind in _table(work, "COLLECT"):
        if kind in _KINDS:
            place = PurePosixPath(name.replace("\\", "/"))
            program = kind == "EXECUTABLE"
            found.append(Collected(str(place if program else INSIDE / place), Path(source), program))
    return found


def collected_modules(work: Path) -> list[Path]:
    """Files of the Python modules that went into the program's archive.

    Raises:
        ReleaseError: there is no table; nothing was built.
    """
    entries = (*_table(work, "PYZ"), *_table(work, "PKG"))
    return [Path(source) for _, source, kind in entries if kind in {"PYMODULE", "PYSOURCE"} and source not in {"", "-"}]


def unknown_files(folder: Path, files: list[Collected]) -> list[str]:
    """Files that lie in the program's folder and are in no table."""
    known = {file.place for file in files}
    places = (path.relative_to(folder).as_posix() for path in real_files(folder))
    return [place for place in places if place not in known and place != THIRD_PARTY]


def _table(work: Path, step: str) -> list[tuple[str, str, str]]:
    tables = sorted(work.glob(f"*/{step}-*.toc"))
    if not tables:
        message = f"PyInstaller left no table {step} below {work}; build the program first"
        raise ReleaseError(message)
    return [entry for table in tables for entry in _entries(ast.literal_eval(table.read_text(encoding="utf-8")))]


def _entries(value: object) -> Iterator[tuple[str, str, str]]:
    """The tables are nested tuples and lists whose leaves count."""
    match value:
        case (str(name), str() | None as source, str(kind)) if kind.isupper():
            yield name, source or "", kind
        case list() | tuple():
            for inner in value:
                yield from _entries(inner)
