"""A person's photo folders, made of sample photos: dates, cameras, places, duplicates, bursts and what is broken."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import skimage
from PIL import Image, ImageEnhance

from tests.scenes import sample, versions

_MAKE, _MODEL, _WRITTEN, _EXIF, _GPS = 0x010F, 0x0110, 0x0132, 0x8769, 0x8825
_TAKEN, _SECONDS, _APERTURE, _ISO, _LENGTH, _LENS = 0x9003, 0x829A, 0x829D, 0x8827, 0x920A, 0xA434
_QUALITY: Final = 88
_SIDE: Final = 1600


def _at(*moment: int) -> datetime:
    """What the clock of a camera said; it knows of no time zone."""
    return datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type, misc]


@dataclass(frozen=True, slots=True)
class Trip:
    """Photos of one folder: what they show, how many of each, and when the first was taken."""

    folder: str
    names: tuple[str, ...]
    count: int
    day: datetime
    camera: tuple[str, str]


PHONE, CAMERA = ("Fairphone", "Fairphone 5"), ("NIKON CORPORATION", "NIKON D750")
TRIPS: Final = (
    Trip("2023/Launch day", ("rocket", "hubble_deep_field", "moon"), 5, _at(2023, 7, 14, 9, 12), CAMERA),
    Trip("2024/Cats and coffee", ("chelsea", "coffee"), 8, _at(2024, 5, 3, 14, 7), PHONE),
    Trip("2024/Garage", ("motorcycle_left", "motorcycle_right"), 4, _at(2024, 5, 20, 17, 45), PHONE),
    Trip("2025/Museum", ("astronaut", "clock_motion", "coins"), 5, _at(2025, 2, 8, 11, 30), CAMERA),
    Trip("2025/Textures", ("brick", "grass", "gravel"), 3, _at(2025, 9, 27, 16, 2), PHONE),
)
LONG_NAME: Final = (
    "The photo with the longest name that anybody in the family ever gave to a photo of a cat on a sofa.jpg"
)
OLD_DISK: Final = "Old disk"
SAMPLES: Final = Path(skimage.__file__).parent / "data"
"""The photos of the scikit-image wheel."""


def write(base: Path) -> Path:
    """Write everything below `base / "Pictures"` and `base / "Old disk"`; returns the former.

    Args:
        base: an existing folder.
    """
    pictures = base / "Pictures"
    for trip in TRIPS:
        _write_trip(pictures / trip.folder, trip)
    _write_duplicates(pictures / "2024" / "Cats and coffee", pictures / "Backup of the phone")
    _write_burst(pictures / "2025" / "Museum")
    _write_broken(pictures / "2023" / "Launch day")
    _write_trip(base / OLD_DISK, Trip(".", ("camera",), 4, _at(2009, 1, 5, 8, 0), CAMERA))
    return pictures


def selfie(base: Path) -> Path:
    """A photo of somebody that is in no folder of the library."""
    file = base / "selfie.jpg"
    photo = sample(SAMPLES, "astronaut")
    photo.crop((100, 0, 420, 320)).resize((640, 640)).save(file, quality=_QUALITY)
    return file


def _write_trip(folder: Path, trip: Trip) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    dice = random.Random(trip.folder)
    moment = trip.day
    for name in trip.names:
        source = sample(SAMPLES, name, _SIDE)
        for number, photo in enumerate(versions(source, trip.count, seed=dice.randint(0, 999))):
            moment += timedelta(minutes=dice.randint(3, 400))
            file = folder / f"{trip.camera[1].split()[0]}_{moment:%Y%m%d_%H%M%S}_{number}.jpg"
            photo.save(file, quality=_QUALITY, exif=_exif(moment, trip.camera, dice))
    if "chelsea" in trip.names:
        shutil.copyfile(next(_photos(folder)), folder / LONG_NAME)


def _photos(folder: Path) -> Iterator[Path]:
    return iter(sorted(folder.glob("*.jpg")))


def _exif(moment: datetime, camera: tuple[str, str], dice: random.Random) -> bytes:
    exif = Image.Exif()
    exif[_MAKE], exif[_MODEL] = camera
    exif[_WRITTEN] = f"{moment:%Y:%m:%d %H:%M:%S}"
    inside = exif.get_ifd(_EXIF)
    inside[_TAKEN] = exif[_WRITTEN]
    inside[_SECONDS], inside[_APERTURE], inside[_ISO] = 1 / dice.choice((60, 125, 250)), 2.8, dice.choice((100, 400))
    inside[_LENGTH] = 35.0
    inside[_LENS] = "AF-S NIKKOR 35mm f/1.8G" if camera is CAMERA else "main camera"
    if camera is PHONE:
        exif.get_ifd(_GPS).update({1: "N", 2: (48.0, 8.0, 14.75), 3: "E", 4: (11.0, 34.0, 31.76)})
    return exif.tobytes()


def _write_duplicates(source: Path, backup: Path) -> None:
    """Copies, and photos saved anew smaller or as another format."""
    backup.mkdir(parents=True)
    some = [path for path in _photos(source) if path.name != LONG_NAME][:5]
    for path in some[:2]:
        shutil.copyfile(path, backup / path.name)
    for number, path in enumerate(some[2:]):
        with Image.open(path) as image:
            small = image.resize((image.width * 2 // 3, image.height * 2 // 3))
        small.save(backup / f"{path.stem} small.{'webp' if number else 'jpg'}", quality=70)


def _write_burst(folder: Path) -> None:
    """One moment, four times: the camera moves a little."""
    photo = sample(SAMPLES, "clock_motion", _SIDE)
    side = min(photo.size) * 9 // 10
    dice = random.Random("burst")
    for number in range(4):
        moment = _at(2025, 2, 8, 15, 0, 2 * number)
        left, top = number * (photo.width - side) // 8, number * (photo.height - side) // 5
        shot = ImageEnhance.Brightness(photo.crop((left, top, left + side, top + side))).enhance(1 + 0.03 * number)
        shot.save(folder / f"BURST_{number + 1}.jpg", quality=_QUALITY, exif=_exif(moment, CAMERA, dice))


def _write_broken(folder: Path) -> None:
    whole = next(_photos(folder)).read_bytes()
    (folder / "cut short.jpg").write_bytes(whole[: len(whole) // 3])
    (folder / "empty.jpg").write_bytes(b"")
    (folder / "letter to grandma.png").write_text("Dear grandma, this is no photo at all.", encoding="utf-8")
