"""Finds the files that come with photosim: in a checkout, an installed wheel or a frozen program."""

import sys
from pathlib import Path
from typing import Final

from photosim import __version__
from photosim.errors import UserError

THIRD_PARTY: Final = "THIRD-PARTY-LICENCES.txt"
"""Beside the packaged program: whose works it holds, and their licences."""


def frozen() -> bool:
    """Whether this is the packaged program: nothing can be added to it by pip, and it is what `sys.executable` is."""
    return bool(getattr(sys, "frozen", False))  # set by PyInstaller


def bundled_models_folder() -> Path:
    """The folder with the built-in model.

    Raises:
        UserError: the installation is incomplete.
    """
    return _bundled("models")


def bundled_resources_folder() -> Path:
    """The folder with icons, style sheets and word lists.

    Raises:
        UserError: the installation is incomplete.
    """
    return _bundled("resources")


def licence_files() -> tuple[Path, ...]:
    """Photosim's own licence and what tells of the works of others in it, as far as they are there.

    The packaged program holds more of these than the package, and a longer list.
    """
    root = Path(__file__).resolve().parent.parent
    unpacked = _unpacked()
    if unpacked is not None:
        beside = Path(sys.executable).parent
        inside = beside.parent / "Resources"  # of a bundle of macOS
        names = [unpacked / "LICENSE", beside / THIRD_PARTY, inside / THIRD_PARTY]
    else:
        installed = root / f"photosim-{__version__}.dist-info" / "licenses"
        folder = installed if installed.is_dir() else root
        names = [folder / "LICENSE", folder / "NOTICE"]
    return tuple(file for file in names if file.is_file())


def _bundled(name: str) -> Path:
    """The first that exists; a checkout comes last, since beside an installed package anything may lie."""
    package = Path(__file__).resolve().parent
    candidates = [package / "bundled" / name, package.parent / name]
    unpacked = _unpacked()
    if unpacked is not None:
        candidates.insert(0, unpacked / name)
    for folder in candidates:
        if folder.is_dir():
            return folder
    message = f"the folder {name!r} of photosim is missing; the installation is incomplete"
    raise UserError(message)


def _unpacked() -> Path | None:
    """Where the packaged program has what it is made of; None if this is another one."""
    folder = getattr(sys, "_MEIPASS", None)  # set by PyInstaller
    return None if folder is None else Path(folder)
