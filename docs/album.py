"""The photo folders on the pictures of the documentation: painted scenes of a year, with copies and a burst."""

import os
import random
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from PIL import Image

from photosim import Library
from photosim.demo.painted import SCENES
from photosim.paths import AppPaths

_MAKE, _MODEL, _WRITTEN = 0x010F, 0x0110, 0x0132
_QUALITY: Final = 92


@dataclass(frozen=True, slots=True)
class Outing:
    """A folder: scenes with how many versions of each, when the first was taken, and the camera.

    Attributes:
        first: number of the first version, so that no two folders hold the same.
    """

    folder: str
    scenes: tuple[tuple[str, int], ...]
    day: datetime
    camera: str = "Fairphone 5"
    first: int = 0


_UPRIGHT: Final = ("beach", "city at night", "daisy", "forest", "mountains")
"""Scenes of which some are photographed upright: nothing in them is cut off by that."""
OUTINGS: Final = (
    Outing("2025/City lights", (("city at night", 6),), datetime(2025, 12, 6, 17, 40, tzinfo=UTC)),
    Outing("2026/At home", (("clock", 5), ("balls", 4)), datetime(2026, 2, 1, 15, 0, tzinfo=UTC)),
    Outing("2026/Garden", (("daisy", 6), ("brick wall", 2)), datetime(2026, 5, 16, 11, 5, tzinfo=UTC)),
    Outing(
        "2026/At the sea",
        (("beach", 6), ("sailing boat", 9), ("lighthouse", 8), ("sunset", 4), ("balloon and boat", 2)),
        datetime(2026, 9, 12, 10, 20, tzinfo=UTC),
        "NIKON D750",
    ),
    Outing("2026/Balloon day", (("balloon", 11),), datetime(2026, 7, 4, 8, 15, tzinfo=UTC), "NIKON D750", 4),
    Outing("2026/Mountains", (("mountains", 5), ("forest", 3)), datetime(2026, 10, 10, 9, 30, tzinfo=UTC)),
)


def prepare(base: Path) -> None:
    """Write the photos below `base / "Pictures"` and have a library in `base / "state"` look at them, once."""
    if (base / "state").exists():
        return
    pictures = base / "Pictures"
    for outing in OUTINGS:
        _write(pictures / outing.folder, outing)
    _write_copies(pictures / "2026" / "At the sea", pictures / "From the phone")
    _write_burst(pictures / "2026" / "Balloon day")
    with Library.open(paths=AppPaths.below(base / "state")) as library:
        library.index([pictures])


def _write(folder: Path, outing: Outing) -> None:
    folder.mkdir(parents=True)
    dice = random.Random(outing.folder)
    moment = outing.day
    shots = [(name, outing.first + number) for name, count in outing.scenes for number in range(count)]
    dice.shuffle(shots)
    for name, version in shots:
        moment += timedelta(minutes=dice.randint(2, 50))
        photo = SCENES[name](version)
        if name in _UPRIGHT and dice.random() < 0.4:
            left = (photo.width - photo.height * 3 // 4) // 2
            photo = photo.crop((left, 0, photo.width - left, photo.height))
        _save(photo, folder / f"{name} {version + 1}.jpg", moment, outing.camera)


def _save(photo: Image.Image, file: Path, moment: datetime, camera: str) -> None:
    exif = Image.Exif()
    exif[_MAKE], exif[_MODEL] = camera.split()
    exif[_WRITTEN] = f"{moment:%Y:%m:%d %H:%M:%S}"
    photo.save(file, quality=_QUALITY, exif=exif)
    os.utime(file, (moment.timestamp(), moment.timestamp()))


def _write_copies(source: Path, target: Path) -> None:
    """The same files once more, and others saved anew, smaller."""
    target.mkdir()
    for name in ("lighthouse 1", "beach 2"):
        shutil.copy2(source / f"{name}.jpg", target / f"{name}.jpg")
    for name in ("lighthouse 2", "sailing boat 3"):
        with Image.open(source / f"{name}.jpg") as image:
            small = image.resize((image.width * 2 // 3, image.height * 2 // 3))
            small.save(target / f"{name}.webp", quality=75, exif=image.getexif())


def _write_burst(folder: Path) -> None:
    """Three shots within three seconds: the camera moves a little."""
    photo = SCENES["balloon"](30)
    width, height = photo.width * 9 // 10, photo.height * 9 // 10
    for number in range(3):
        left, top = 14 * number + 10, 8 * number + 6
        moment = datetime(2026, 7, 4, 16, 0, 1 + number, tzinfo=UTC)
        _save(
            photo.crop((left, top, left + width, top + height)),
            folder / f"burst {number + 1}.jpg",
            moment,
            "NIKON D750",
        )
