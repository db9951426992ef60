"""What the program is called, wherever a system wants to know."""

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
DOWNLOADS: Final = BUILD / "release"
"""What people get: archives, their checksums, the bill of materials."""


class ReleaseError(Exception):
    """A release must not be made as things are; the message says what is wrong."""
