"""Files that are duplicates of each other in known ways: copies of a photo, and shots of one scene."""

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

from photosim.core.decode import load_photo

_DATE, _EXIF_PART, _TAKEN, _ORIENTATION = 0x0132, 0x8769, 0x9003, 0x0112
_WINDOW: Final = 0.8
_NOISE: Final = 3.0
Change = Callable[[Image.Image, random.Random], Image.Image]


@dataclass(frozen=True)
class Made:
    """One file.

    Attributes:
        path: of it.
        family: those of one family are of one photo or of one scene.
        scene: whether it is a shot of a scene, not a copy of a photo.
        how: in which way.
    """

    path: Path
    family: int
    scene: bool
    how: str


def _resized(share: float) -> Change:
    def change(image: Image.Image, dice: random.Random) -> Image.Image:
        size = (round(image.width * share), round(image.height * share))
        return image.resize(size, dice.choice([Image.Resampling.LANCZOS, Image.Resampling.BILINEAR]))

    return change


def _cut(share: float) -> Change:
    def change(image: Image.Image, dice: random.Random) -> Image.Image:
        width, height = round(image.width * (1 - share)), round(image.height * (1 - share))
        left, top = dice.randint(0, image.width - width), dice.randint(0, image.height - height)
        return image.crop((left, top, left + width, top + height))

    return change


def _gamma(image: Image.Image, dice: random.Random) -> Image.Image:
    power = dice.choice([0.75, 1.35])
    return image.point([round(255 * (level / 255) ** power) for level in range(256)] * 3)


def _marked(image: Image.Image, dice: random.Random) -> Image.Image:
    marked = image.copy()
    place = (image.width * dice.choice([0.05, 0.5]), image.height * dice.choice([0.04, 0.88]))
    font = ImageFont.load_default(max(10, image.height // 14))
    ImageDraw.Draw(marked).text(place, "(c) photo 2024", fill=(255, 255, 255), font=font)
    return marked


def _framed(image: Image.Image, dice: random.Random) -> Image.Image:
    return ImageOps.expand(image, round(image.width * 0.02), dice.choice(["white", "black"]))


COPIES: Final[dict[str, Change]] = {
    "recompressed": lambda image, _: image,
    "png": lambda image, _: image,
    "webp": lambda image, _: image,
    "turned": lambda image, _: image.transpose(Image.Transpose.ROTATE_90),
    "three quarters": _resized(0.75),
    "half": _resized(0.5),
    "cut 3 %": _cut(0.03),
    "cut 6 %": _cut(0.06),
    "cut 10 %": _cut(0.10),
    "one side cut": lambda image, _: image.crop((0, 0, round(image.width * 0.92), image.height)),
    "brightness": lambda image, dice: ImageEnhance.Brightness(image).enhance(dice.choice([0.75, 1.25])),
    "contrast": lambda image, _: ImageEnhance.Contrast(ImageEnhance.Color(image).enhance(1.2)).enhance(1.2),
    "gamma": _gamma,
    "watermark": _marked,
    "sharpened": lambda image, _: image.filter(ImageFilter.UnsharpMask(2, 80, 2)),
    "grey": lambda image, _: image.convert("L").convert("RGB"),
    "framed": _framed,
}
"""Ways in which one picture is saved anew."""


def _shot(dx: float, dy: float, turn: float = 0.0, zoom: float = 1.0) -> Change:
    """A window of the scene, moved by shares of it, turned by degrees; every shot has noise of its own."""

    def change(scene: Image.Image, dice: random.Random) -> Image.Image:
        width, height = scene.width * _WINDOW * zoom, scene.height * _WINDOW * zoom
        x = scene.width * (0.5 + dx * dice.choice([-1, 1]))
        y = scene.height * (0.5 + dy * dice.choice([-1, 1]))
        angle = turn * dice.choice([-1, 1])
        turned = scene.rotate(angle, Image.Resampling.BICUBIC, center=(x, y)) if turn else scene
        box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        return _noisy(turned.crop(tuple(round(edge) for edge in box)), dice)  # type: ignore[arg-type]

    return change


def _noisy(image: Image.Image, dice: random.Random) -> Image.Image:
    noise = np.random.default_rng(dice.randint(0, 2**31)).normal(0, _NOISE, (image.height, image.width, 3))
    return Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8))


def _pasted(image: Image.Image, thing: Image.Image, place: tuple[int, int]) -> Image.Image:
    mask = Image.new("L", thing.size, 0)
    ImageDraw.Draw(mask).ellipse((2, 2, thing.width - 3, thing.height - 3), fill=255)
    both = image.copy()
    both.paste(thing, place, mask.filter(ImageFilter.GaussianBlur(3)))
    return both


def _moved_thing(scene: Image.Image, dice: random.Random) -> Image.Image:
    """The camera stands still, something in the middle does not."""
    shot = _shot(0, 0)(scene, dice)
    width, height = shot.size
    thing = shot.crop((round(width * 0.35), round(height * 0.3), round(width * 0.65), round(height * 0.75)))
    return _pasted(shot, thing, (round(width * (0.35 + 0.08 * dice.choice([-1, 1]))), round(height * 0.34)))


SHOTS: Final[dict[str, Change]] = {
    "first": _shot(0, 0),
    "moved 2 %": _shot(0.02, 0.015),
    "moved 5 %": _shot(0.05, 0.04),
    "turned 1 degree": _shot(0.01, 0, turn=1),
    "turned 2 degrees": _shot(0.02, 0.01, turn=2),
    "nearer": _shot(0.015, 0.01, zoom=0.95),
    "thing moved": _moved_thing,
}
"""Shots of one scene."""


def make_files(photos: list[Path], folder: Path, *, dated: bool, seed: int = 5) -> Iterator[Made]:
    """Of the first half of the photos copies, of the others shots; two photos follow each other by half a minute.

    Args:
        photos: to make them of.
        folder: where to; has to exist.
        dated: whether the files say when they were taken; of copies every other one has lost it.
        seed: of all that is random.
    """
    moment = datetime(2024, 5, 3, 14, 0, 0)  # noqa: DTZ001 - a camera's clock has no zone
    for family, source in enumerate(photos):
        dice = random.Random(f"{seed} {source.name}")
        image = load_photo(source, short_side=None).image
        scene = family >= len(photos) // 2
        for number, (how, change) in enumerate((SHOTS if scene else {"photo": _same} | COPIES).items()):
            seconds = 30 * family + (2 * number if scene else 0)
            keeps_date = dated and (scene or number % 2 == 0)
            taken = moment + timedelta(seconds=seconds) if keeps_date else None
            path = folder / f"{family:04d}-{number:02d}{ {'png': '.png', 'webp': '.webp'}.get(how, '.jpg') }"
            _save(change(image, dice), path, how, taken, dice)
            yield Made(path, family, scene, how)
            if how == "photo":
                copy = folder / f"{family:04d}-copy.jpg"
                shutil.copyfile(path, copy)
                yield Made(copy, family, scene, "copy")


def _same(image: Image.Image, dice: random.Random) -> Image.Image:
    return image


def _save(image: Image.Image, path: Path, how: str, taken: datetime | None, dice: random.Random) -> None:
    exif = Image.Exif()
    if how == "turned":
        exif[_ORIENTATION] = 6  # to be turned clockwise: back
    if taken is not None:
        exif[_DATE] = exif.get_ifd(_EXIF_PART)[_TAKEN] = f"{taken:%Y:%m:%d %H:%M:%S}"
    quality = 92 if how == "photo" else dice.choice([40, 70, 85])
    image.save(path, quality=quality, exif=exif)
