"""Photos made from the samples in the scikit-image wheel: cut, turned, enlarged, with grain like a camera's.

Made once and kept; a folder is complete if it holds the wanted number of files.
"""

import importlib.util
import io
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image, ImageChops

_SAMPLES: Final = (
    "astronaut.png",
    "brick.png",
    "camera.png",
    "cell.png",
    "chelsea.png",
    "coffee.png",
    "coins.png",
    "color.png",
    "grass.png",
    "gravel.png",
    "hubble_deep_field.jpg",
    "ihc.png",
    "moon.png",
    "motorcycle_left.png",
    "motorcycle_right.png",
    "page.png",
    "retina.jpg",
    "rocket.jpg",
)
_LARGE: Final = (4000, 3000)
_SMALL: Final = (720, 540)
_TILE: Final = (800, 600)
_COLLAGE: Final = 320
_VARIANTS: Final = 10
"""Small photos made of the same pixels; their files differ by a comment, so that no vector can be copied."""


def sample_photos() -> list[Path]:
    """The samples that are photographs, in a fixed order; scikit-image itself is not imported."""
    spec = importlib.util.find_spec("skimage")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "data"
    return [folder / name for name in _SAMPLES]


def make_large(folder: Path, count: int, threads: int) -> Path:
    """12-megapixel JPEGs of 2.5 to 5 MB, all different."""
    return _make(folder, count, threads, lambda number: [_large(number)])


def make_small(folder: Path, count: int, threads: int) -> Path:
    """JPEGs of 0.4 megapixels, all of different content."""
    return _make(folder, count, threads, _small)


def crop(photo: Image.Image, dice: random.Random, least: float = 0.3) -> Image.Image:
    """A random part, sides at least `least` of the whole, perhaps mirrored."""
    width, height = (round(side * dice.uniform(least, 1)) for side in photo.size)
    left, top = dice.randint(0, photo.width - width), dice.randint(0, photo.height - height)
    part = photo.crop((left, top, left + width, top + height))
    return part.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if dice.random() < 0.5 else part


def collage(number: int) -> Image.Image:
    """One, two or four small parts of samples side by side; every number gives another."""
    dice = random.Random(number)
    columns, rows = dice.choice([(1, 1), (2, 1), (1, 2), (2, 2)])
    width, height = _COLLAGE // columns, _COLLAGE // rows
    picture = Image.new("RGB", (_COLLAGE, _COLLAGE))
    for cell in range(columns * rows):
        part = crop(_sample(dice.randrange(len(_SAMPLES))), dice, least=0.15)
        picture.paste(part.resize((width, height)), (cell % columns * width, cell // columns * height))
    return picture


def _make(folder: Path, count: int, threads: int, make: Callable[[int], list[bytes]]) -> Path:
    if folder.is_dir() and sum(1 for _ in folder.iterdir()) == count:
        return folder
    folder.mkdir(parents=True, exist_ok=True)

    def write(number: int) -> int:
        files = make(number)
        for variant, data in enumerate(files):
            if number * len(files) + variant < count:
                (folder / f"{number * len(files) + variant:06d}.jpg").write_bytes(data)
        return len(files)

    with ThreadPoolExecutor(threads) as pool:
        per_call = write(0)
        list(pool.map(write, range(1, -(-count // per_call))))
    return folder


@cache
def _sample(number: int) -> Image.Image:
    with Image.open(sample_photos()[number % len(_SAMPLES)]) as photo:
        return photo.convert("RGB")


@cache
def _grain(strength: int) -> Image.Image:
    """Noise about the middle grey, standard deviation `strength`, as a tile."""
    noise = np.random.default_rng(strength).normal(128, strength, (*_TILE[::-1], 3))
    return Image.fromarray(noise.clip(0, 255).astype(np.uint8))


def _grainy(picture: Image.Image, strength: int) -> Image.Image:
    grain = Image.new("RGB", picture.size)
    for left in range(0, picture.width, _TILE[0]):
        for top in range(0, picture.height, _TILE[1]):
            grain.paste(_grain(strength), (left, top))
    return ImageChops.add(picture, grain, offset=-128)


def _large(number: int) -> bytes:
    dice = random.Random(number)
    picture = crop(_sample(number), dice).resize(_LARGE, Image.Resampling.BICUBIC)
    # Enlarging leaves nothing fine; grain gives the JPEG as much to store as a camera's has.
    return _jpeg(_grainy(picture, dice.choice((10, 12, 14, 16))), quality=85)


def _small(number: int) -> list[bytes]:
    dice = random.Random(number)
    picture = crop(_sample(number), dice).resize(_SMALL, Image.Resampling.BICUBIC)
    data = _jpeg(_grainy(picture, 6), quality=80)
    return [_with_comment(data, number * _VARIANTS + variant) for variant in range(_VARIANTS)]


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def _with_comment(jpeg: bytes, number: int) -> bytes:
    """The same picture with a comment segment (ITU-T T.81, B.2.4.5) after the start-of-image marker."""
    text = f"photo {number:09d}".encode()
    return jpeg[:2] + b"\xff\xfe" + (len(text) + 2).to_bytes(2, "big") + text + jpeg[2:]
