"""Looks at the packaged program: what is used must be in it, what must not be there must not."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from photosim.assets import THIRD_PARTY
from photosim.ui.kept_code import PACKAGED_FILE, read_code
from release import annoy_check, contents, qt_parts
from release.product import INSIDE, NAME, ROOT, ReleaseError, built_folder

_MODULES: Final = (
    "PIL/_avif",
    "PIL/_imaging",
    "PIL/_imagingcms",
    "PIL/_webp",
    "PySide6/QtCore",
    "PySide6/QtGui",
    "PySide6/QtNetwork",
    "PySide6/QtWidgets",
    "annoy/annoylib",
    "h5py/h5f",
    "numpy/_core/_multiarray_umath",
    "onnx/onnx_cpp2py_export",
    "onnxruntime/capi/onnxruntime_pybind11_state",
)
"""Compiled modules, without the ending that tells Python and system."""
_LIBRARIES: Final = {
    "linux": (
        "PySide6/Qt/lib/libQt6XcbQpa.so.6",
        "libxcb-cursor.so.0",  # which many desktops lack
        "libxkbcommon-x11.so.0",
        "onnxruntime/capi/libonnxruntime_providers_shared.so",
    ),
    "win32": ("onnxruntime/capi/onnxruntime_providers_shared.dll",),
    "darwin": (),
}
_MUST_NOT: Final = {
    "a part of Qt that is not used": r"qml|qt6?(quick|designer|pdf|virtualkey|webengine|sql|test|print|help)",
    "Tk": r"(^|/)(tcl|tk|_tcl_data|_tk_data|_tkinter|libtcl|libtk|tcl8|tk8|tkinter)[^/]*($|/)",
    "a decoder of HEVC": r"pillow_heif|libheif|x265|de265",
    "GTK": r"libg[td]k-3|libgdk_pixbuf|libgtk",
    "the system's C++ library, older than the system": r"^_internal/lib(stdc\+\+|gcc_s)\.so",
    "the system's graphics driver": r"^_internal/lib(gl|egl|glx|drm|gbm)\.so",
    "a package that is not used": r"_internal/(scipy|skimage|psutil|pytest|_pytest|mypy|pip|setuptools|torch)($|[/-])",
    "tests": r"/(tests?|testing)/|/test_[^/]*\.py",
    "a trace of the installation": r"direct_url\.json$|/__pycache__/|\.pth$",
    "source": r"\.(ts|pyx?|pyi|h|hpp|cpp|pdb)$",
}
_ALLOWED: Final = frozenset({f"{INSIDE}/onnxruntime/capi/build_and_package_info.py"})
_HEAD: Final = 4096
"""Bytes of a file in which a packer leaves its mark."""


def check() -> None:
    """Look at the program in `build/app`, and at the processors its Annoy runs on.

    Raises:
        ReleaseError: something is missing, or is there and must not be; one line each.
    """
    folder = built_folder()
    found = [*missing(folder, sys.platform), *unwanted(folder, sys.platform)]
    if found:
        message = "the packaged program is not as it must be:\n  " + "\n  ".join(found)
        raise ReleaseError(message)
    print(f"check: {sum(1 for _ in _files(folder)):,} files; what is used is there, nothing that must not be")
    for line in annoy_check.check(folder / INSIDE):
        print(f"check: {line}")


def missing(folder: Path, platform: str) -> list[str]:
    """What the packaged program needs and lacks, one line each.

    Args:
        folder: with the program.
        platform: a `sys.platform`.
    """
    there = {name: file.stat().st_size for name, file in _files(folder)}
    stems = {name.split(".")[0] for name in there}
    suffix = ".exe" if platform == "win32" else ""
    programs = [NAME, f"{NAME}-cli"] if platform == "win32" else [NAME]
    lacking = [f"{program}{suffix}" for program in programs if f"{program}{suffix}" not in there]
    lacking += [f"{INSIDE}/{module}" for module in _MODULES if f"{INSIDE}/{module}" not in stems]
    lacking += [f"{INSIDE}/{name}" for name in _LIBRARIES[platform] if f"{INSIDE}/{name}" not in there]
    lacking += [] if {THIRD_PARTY, f"{INSIDE}/{THIRD_PARTY}"} & there.keys() else [THIRD_PARTY]
    plugins = {qt_parts.plugin_of(name) for name in there}
    lacking += [
        f"Qt's plugin {kind}/{plugin}"
        for kind, wanted in qt_parts.plugins(platform).items()
        for plugin in sorted(wanted)
        if (kind, plugin) not in plugins
    ]
    names = {name.rpartition("/")[2] for name in there if "PySide6" in name}
    lacking += [f"Qt's qtbase_{code}.qm" for code in contents.languages() if f"qtbase_{code}.qm" not in names]
    if not read_code(folder / INSIDE / PACKAGED_FILE.relative_to(ROOT)):
        lacking.append(f"{PACKAGED_FILE.name}, compiled by this version of Python")
    for source, place in contents.data_files():
        file = (Path(INSIDE) / place / Path(source).name).as_posix()
        if there.get(file) != Path(source).stat().st_size:
            lacking.append(file)
    return [f"missing: {what}" for what in lacking]


def unwanted(folder: Path, platform: str) -> list[str]:
    """What the packaged program must not hold, one line each.

    Args:
        folder: with the program.
        platform: a `sys.platform`.
    """
    found = []
    for name, file in _files(folder):
        reasons = [why for why, what in _MUST_NOT.items() if re.search(what, name, re.IGNORECASE)]
        if "PySide6/" in name and not qt_parts.is_wanted(name, platform, contents.languages()):
            reasons.append("a file of Qt that is not used")
        if name not in _ALLOWED and reasons:
            found.append(f"must not be there ({reasons[0]}): {name}")
        data = file.read_bytes()
        if b"UPX!" in data[:_HEAD]:
            found.append(f"must not be packed by UPX: {name}")
        found += [f"holds the path of this computer, {path}: {name}" for path in _our_paths() if path.encode() in data]
    return found


def _our_paths() -> tuple[str, ...]:
    """Where this computer keeps the checkout and, if it is elsewhere, the environment."""
    places = {str(ROOT), str(Path(sys.prefix).resolve())}
    return tuple(sorted(place for place in places if place not in {"/usr", "/usr/local"}))


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Files and links to files below a folder, with their names from there, parts separated by `/`."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file
