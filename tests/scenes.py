"""A few sample photos in many versions: what tests of tags, focus and albums search in."""

import random
from pathlib import Path
from typing import Final

from PIL import Image, ImageEnhance, ImageOps

CAT, CUP, CAMERA, MOPED = "chelsea", "coffee", "camera", "motorcycle_left"
SHOWN: Final = {CAT: "Egyptian cat", CUP: "espresso", CAMERA: "tripod", MOPED: "moped"}
"""What the built-in model shows as tags of the photos as they are."""


def sample(samples: Path, name: str, side: int = 500) -> Image.Image:
    """A photo of the scikit-image wheel, its longest side at most that many pixels."""
    [source] = samples.glob(f"{name}.*")
    with Image.open(source) as image:
        photo = image.convert("RGB")
    photo.thumbnail((side, side))
    return photo


def versions(photo: Image.Image, count: int, seed: int = 0) -> list[Image.Image]:
    """The photo itself, then crops of it in other light, every other one mirrored."""
    dice = random.Random(seed)
    made = [photo]
    while len(made) < count:
        width, height = (round(side * dice.uniform(0.7, 0.95)) for side in photo.size)
        left, top = dice.randint(0, photo.width - width), dice.randint(0, photo.height - height)
        version = photo.crop((left, top, left + width, top + height))
        if len(made) % 2:
            version = ImageOps.mirror(version)
        made.append(ImageEnhance.Brightness(version).enhance(dice.uniform(0.7, 1.3)))
    return made


def save_versions(folder: Path, samples: Path, name: str, count: int, seed: int = 0) -> None:
    """`NAME-00.jpg`, `NAME-01.jpg`, ... in a folder that is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, version in enumerate(versions(sample(samples, name), count, seed)):
        version.save(folder / f"{name}-{number:02d}.jpg")


def side_by_side(samples: Path, left: str, right: str) -> Image.Image:
    """Two photos as one."""
    both = Image.new("RGB", (600, 300))
    both.paste(sample(samples, left).resize((300, 300)), (0, 0))
    both.paste(sample(samples, right).resize((300, 300)), (300, 0))
    return both
