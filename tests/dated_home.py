"""A small library of dated photos in two folders: of a cat, a cup and a moped."""

import os
from pathlib import Path
from typing import Final

from PIL import Image

from photosim.core.photo import PhotoId
from photosim.library import Library
from tests.scenes import CAT, CUP, MOPED, sample, versions

NAMES: Final = ("IMG_9.jpg", "img_10.jpg", "Zoo.jpg", "a.jpg")
YEARS: Final = ("2023", "2024")
_SHOWING: Final = {"2023": (CAT, CAT, CUP, CAT), "2024": (CAT, CUP, CUP, MOPED)}


def save_dated(image: Image.Image, file: Path, date: str | None) -> None:
    """Save a photo that says when it was taken, in a file that says something else: September 2020."""
    exif = Image.Exif()
    if date is not None:
        exif[0x0132] = date
    image.save(file, exif=exif, quality=90)
    os.utime(file, (1_600_000_000, 1_600_000_000))


def make_home(base: Path, samples: Path) -> Path:
    """`photos/` with a folder a year, the first three photos of each dated, and the library of them in `data/`."""
    made = {kind: iter(versions(sample(samples, kind), 5)) for kind in (CAT, CUP, MOPED)}
    for year in YEARS:
        (base / "photos" / year).mkdir(parents=True)
        for number, (name, kind) in enumerate(zip(NAMES, _SHOWING[year], strict=True)):
            date = f"{year}:0{number + 1}:15 12:00:00" if number < 3 else None
            save_dated(next(made[kind]), base / "photos" / year / name, date)
    with Library.open(base / "data") as library:
        assert library.index([base / "photos"]).added == 8
    return base


def id_of(library: Library, name: str) -> PhotoId:
    """Of the photo that is named like "2024/a.jpg"."""
    known = library.photos(library.photo_ids())
    [found] = [key for key, photo in known.items() if photo.path.as_posix().endswith(name)]
    return found
