"""What the packaged program needs of a Linux system: read from its libraries, named as Debian and its kin name it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from release.calls import said_by
from release.product import ReleaseError
from release.tree import real_files

_GLIB: Final = ("libgio-2.0", "libglib-2.0", "libgmodule-2.0", "libgobject-2.0", "libgthread-2.0")
_C_LIBRARY: Final = ("ld-linux-x86-64", "libc", "libdl", "libm", "libpthread", "libresolv", "librt", "libutil")
_GTK: Final = (
    "libatk-1.0", "libcairo", "libcairo-gobject", "libgdk-3", "libgdk_pixbuf-2.0", "libgtk-3", "libharfbuzz",
    "libpango-1.0", "libpangocairo-1.0",
)  # fmt: skip
PACKAGES: Final = {
    **dict.fromkeys(_C_LIBRARY, "libc6"),
    **dict.fromkeys(_GLIB, "libglib2.0-0"),
    **dict.fromkeys(_GTK, "libgtk-3-0"),  # which asks for the others itself
    "libEGL": "libegl1",
    "libGL": "libgl1",
    "libX11": "libx11-6",
    "libX11-xcb": "libx11-xcb1",
    "libdrm": "libdrm2",
    "libexpat": "libexpat1",
    "libfontconfig": "libfontconfig1",
    "libfreetype": "libfreetype6",
    "libgcc_s": "libgcc-s1",
    "libstdc++": "libstdc++6",
    "libuuid": "libuuid1",
    "libwayland-client": "libwayland-client0",
    "libwayland-cursor": "libwayland-cursor0",
    "libwayland-egl": "libwayland-egl1",
    "libxcb": "libxcb1",
    "libz": "zlib1g",
}
"""Debian's package of a library, by its name before `.so`; those renamed in 2024 (`libglib2.0-0t64`) provide these."""
_OPTIONAL: Final = frozenset({"libqgtk3"})
"""What loads only where everything it needs is there: the look of GNOME."""
# The release of GCC that brought a version of its C++ library (https://gcc.gnu.org/onlinedocs/libstdc++/manual/abi.html).
_GCC: Final = {28: "9", 29: "11", 30: "12", 31: "13.1", 32: "13.2", 33: "14", 34: "15"}


@dataclass(frozen=True, slots=True)
class Needs:
    """What files ask for.

    Attributes:
        libraries: by file, names of the libraries it asks for (`libc.so.6`).
        versions: highest version of each family of symbols (`GLIBC` -> (2, 34)).
    """

    libraries: dict[str, tuple[str, ...]] = field(default_factory=dict)
    versions: dict[str, tuple[int, ...]] = field(default_factory=dict)


def needs_of(folder: Path) -> Needs:
    """Read all programs and libraries below a folder, by `objdump`.

    Raises:
        ReleaseError: there is none, or `objdump` failed.
    """
    files = [file for file in real_files(folder) if _is_elf(file)]
    if not files:
        message = f"there is no program in {folder}"
        raise ReleaseError(message)
    return _read(files)


def libraries_of(file: str) -> tuple[str, ...]:
    """File names of the libraries that a library asks for itself; PyInstaller's own look goes on to theirs.

    Raises:
        ReleaseError: `objdump`, which PyInstaller needs on Linux as well, cannot read it.
    """
    return next(iter(_read([Path(file)]).libraries.values()), ())


def _read(files: Sequence[Path]) -> Needs:
    return parse(said_by(["objdump", "-p", *files], "objdump failed"))


def parse(told: str) -> Needs:
    """Understand what `objdump -p` says of several files."""
    libraries: dict[str, tuple[str, ...]] = {}
    versions: dict[str, tuple[int, ...]] = {}
    name = ""
    for line in told.splitlines():
        if found := re.match(r"(.+):\s+file format", line):
            name = Path(found[1]).name
            libraries[name] = ()
        elif found := re.match(r"\s+NEEDED\s+(\S+)", line):
            libraries[name] += (found[1],)
        elif found := re.match(r"\s+0x[0-9a-f]+ 0x[0-9a-f]+ \d+ (GLIBC|GLIBCXX)_([\d.]+)$", line):
            version = tuple(map(int, found[2].split(".")))
            versions[found[1]] = max(version, versions.get(found[1], ()))
    return Needs(libraries, versions)


def packages(needs: Needs, bundled: Iterable[str]) -> tuple[list[str], list[str]]:
    """The lines `Depends` and `Recommends` of a Debian package, as their parts.

    Args:
        needs: of the program.
        bundled: names of the files it brings itself.

    Raises:
        ReleaseError: it needs a library whose package is not known, or a version of one.
    """
    own = set(bundled)
    hard: set[str] = set()
    soft: set[str] = set()
    for file, wanted in needs.libraries.items():
        into = soft if _stem(file) in _OPTIONAL else hard
        into |= {_package(name, file) for name in wanted if name not in own}
    least = {"libc6": _text(needs.versions.get("GLIBC", ()))}
    if (cxx := needs.versions.get("GLIBCXX")) and "libstdc++6" in hard:
        least["libstdc++6"] = _gcc_of(cxx)
    named = [f"{name} (>= {least[name]})" if least.get(name) else name for name in sorted(hard)]
    return named, sorted(soft - hard)


def _gcc_of(version: tuple[int, ...]) -> str:
    number = version[2] if len(version) > 2 else 0
    brought = next((gcc for known, gcc in _GCC.items() if known >= number), None)
    if brought is None:
        message = f"nothing is known of the C++ library that has GLIBCXX_{_text(version)}"
        raise ReleaseError(message)
    return brought


def _package(library: str, file: str) -> str:
    if package := PACKAGES.get(_stem(library)):
        return package
    message = f"{file} needs {library}: bring it along, or name its package in release/depends.py"
    raise ReleaseError(message)


def _stem(name: str) -> str:
    return name.split(".so", maxsplit=1)[0]


def _text(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def _is_elf(file: Path) -> bool:
    with file.open("rb") as content:
        return content.read(4) == b"\x7fELF"
