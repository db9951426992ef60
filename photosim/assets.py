"""Finds the files that come with photosim: in a checkout, an installed wheel or a frozen program."""

import sys
from pathlib import Path

from photosim.errors import UserError


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


def _bundled(name: str) -> Path:
    """The first that exists; a checkout comes last, since beside an installed package anything may lie."""
    package = Path(__file__).resolve().parent
    candidates = [package / "bundled" / name, package.parent / name]
    frozen = getattr(sys, "_MEIPASS", None)  # set by PyInstaller
    if frozen is not None:
        candidates.insert(0, Path(frozen) / name)
    for folder in candidates:
        if folder.is_dir():
            return folder
    message = f"the folder {name!r} of photosim is missing; the installation is incomplete"
    raise UserError(message)
