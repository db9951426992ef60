"""Pictures made from the labelled photos, and their vectors: random views, and two photos side by side."""

import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageEnhance, ImageOps

from photosim.core.decode import load_photo
from photosim.core.formats import PHOTO_SUFFIXES
from photosim.core.threads import usable_cores
from photosim.core.vectors import Vectors, pack, unpack
from photosim.embed.onnx import OnnxEmbedder
from photosim.embed.preprocess import prepare
from photosim.embed.spec import ModelSpec

HALF: Final = (240, 320)

Picture = Callable[[], Image.Image]


@dataclass(frozen=True)
class Seen:
    """What the network says about n pictures.

    Attributes:
        unit: float32 (n, d), packed and unpacked as a library does.
        logits: float32 (n, classes).
    """

    unit: Vectors
    logits: NDArray[np.float32]


def sample_paths(images: Path, classes: int) -> list[Path]:
    """The photos of a folder with one for each class, whose names sort in class order."""
    paths = sorted(path for path in images.iterdir() if path.suffix.lower() in PHOTO_SUFFIXES)
    if len(paths) != classes:
        message = f"{images} holds {len(paths)} photos, not one for each of the {classes} classes"
        raise SystemExit(message)
    return paths


def see(pictures: Sequence[Picture], spec: ModelSpec) -> Seen:
    """Embed pictures on all cores; each is made by the thread that embeds it."""
    groups = [pictures[start : start + spec.batch_size] for start in range(0, len(pictures), spec.batch_size)]
    with OnnxEmbedder(spec) as embedder, ThreadPoolExecutor(usable_cores()) as pool:

        def look(group: Sequence[Picture]) -> tuple[Vectors, NDArray[np.float32]]:
            answer = embedder.embed(np.stack([prepare(picture(), spec) for picture in group]))
            assert answer.logits is not None
            return answer.vectors, answer.logits

        answers = list(pool.map(look, groups))
    unit: Vectors = unpack(pack(np.concatenate([vectors for vectors, _ in answers])))
    return Seen(unit, np.concatenate([logits for _, logits in answers]))


def load(path: Path, spec: ModelSpec) -> Image.Image:
    """A photo as a library decodes it."""
    return load_photo(path, short_side=spec.decode_short_side).image


def view(image: Image.Image, dice: random.Random) -> Image.Image:
    """A crop of .35 to 1 of the area, perhaps mirrored, in other light: another photo of the same thing."""
    width, height = image.size
    area = width * height * dice.uniform(0.35, 1)
    ratio = width / height * dice.uniform(0.75, 1.33)
    across, down = min(width, round((area * ratio) ** 0.5)), min(height, round((area / ratio) ** 0.5))
    left, top = dice.randint(0, width - across), dice.randint(0, height - down)
    seen = image.crop((left, top, left + across, top + down))
    if dice.random() < 0.5:
        seen = ImageOps.mirror(seen)
    for change in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        seen = change(seen).enhance(dice.uniform(0.6, 1.4))
    return seen


def side_by_side(left: Image.Image, right: Image.Image) -> Image.Image:
    """Two photos as one of 3:2, mirrored, so that neither is the very photo that is in the library."""
    both = Image.new("RGB", (2 * HALF[0], HALF[1]))
    for place, image in enumerate((left, right)):
        both.paste(ImageOps.mirror(ImageOps.fit(image, HALF, Image.Resampling.BICUBIC)), (place * HALF[0], 0))
    return both
