"""What the program is called, wherever a system wants to know, and where it is made."""

import sys
from pathlib import Path
from typing import Final

from photosim import __version__

ROOT: Final = Path(__file__).parents[1]
"""The checkout."""
NAME: Final = "photosim"
IDENTIFIER: Final = "org.photosim.Photosim"
"""Of the program on all systems: bundle id on macOS, desktop entry and AppStream component on Linux."""
SUMMARY: Final = "Find your photos by how they look"
VERSION: Final = __version__
BUILD: Final = ROOT / "build"
APP: Final = BUILD / "app"
"""What PyInstaller makes: the folder `photosim`, on macOS `photosim.app`, too."""
INSIDE: Final = "_internal"
"""The folder beside the programs that holds all the rest."""
DOWNLOADS: Final = BUILD / "release"
"""What people get: archives, their checksums, the bill of materials."""
MOST_PACKED: Final = 120_000_000
"""Bytes that one download may have."""


class ReleaseError(Exception):
    """A release must not be made as things are; the message says what is wrong."""


def built_folder() -> Path:
    """The folder of the program that was built.

    Raises:
        ReleaseError: none was.
    """
    return _built(APP / NAME)


def built_program() -> Path:
    """What people get of it: that folder, on macOS the bundle that was made of it.

    Raises:
        ReleaseError: nothing was built.
    """
    return _built(APP / (f"{NAME}.app" if sys.platform == "darwin" else NAME))


def _built(path: Path) -> Path:
    if not path.is_dir():
        message = f"there is no program yet, {path} is missing; run: python -m release build"
        raise ReleaseError(message)
    return path
