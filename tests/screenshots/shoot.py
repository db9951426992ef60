"""Prepares the made library and takes the pictures of one look."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from photosim import Library
from photosim.paths import AppPaths
from photosim.settings import Theme
from photosim.ui import language, theme
from tests.screenshots import photos
from tests.screenshots.about_photos import STATES as ABOUT_PHOTOS
from tests.screenshots.about_states import STATES as ABOUT_STATES
from tests.screenshots.stage import Stage
from tests.screenshots.tidying import STATES as TIDYING
from tests.screenshots.walk import walk

STATES = {**ABOUT_PHOTOS, **TIDYING, **ABOUT_STATES, "walk": walk}


def shoot(base: Path, out: Path, scheme: Theme, size: tuple[int, int], suffix: str, only: tuple[str, ...]) -> None:
    """Take the pictures of one look.

    Args:
        base: folder for the made library, which is made if it is not there.
        out: folder for the pictures.
        scheme: "light" or "dark".
        size: width and height of the window, logical pixels.
        suffix: for the names of the pictures.
        only: names of the states, all if there are none.
    """
    application = QApplication(["photosim"])
    language.apply("en")
    theme.choose(application, scheme)
    prepare(base)
    stage = Stage(base, out, scheme, QSize(*size), suffix)
    for name, shot in STATES.items():
        if not only or name in only:
            shot(stage)
            print(f"{name} ({scheme}{suffix and ', '}{suffix})", flush=True)


def prepare(base: Path) -> None:
    """Write the photos and have a library look at them."""
    if (base / "state").exists():
        return
    pictures = photos.write(base)
    photos.selfie(base)
    with Library.open(paths=AppPaths.below(base / "state")) as library:
        report = library.index([pictures, base / photos.OLD_DISK])
        assert report.failed == 3, report
