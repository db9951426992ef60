"""Sample photos and variants of them, so that look-alikes have something to find.

The photos are those of the scikit-image package (public domain or CC0 by its data README); where it is not installed,
painted scenes take their place.
"""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PIL import Image, ImageEnhance, ImageOps

from photosim.demo.painted import SCENES

_PHOTOS: Final = {
    "astronaut": "astronaut.png",
    "brick wall": "brick.png",
    "cat": "chelsea.png",
    "clock": "clock_motion.png",
    "coffee": "coffee.png",
    "coins": "coins.png",
    "eye": "retina.jpg",
    "galaxies": "hubble_deep_field.jpg",
    "grass": "grass.png",
    "gravel": "gravel.png",
    "moon": "moon.png",
    "motorcycle": "motorcycle_left.png",
    "motorcycle from the right": "motorcycle_right.png",
    "page": "page.png",
    "photographer": "camera.png",
    "rocket": "rocket.jpg",
}
BESIDE: Final = {"cat and coffee.jpg": ("Egyptian cat", "espresso"), "balloon and boat.jpg": ("balloon", "sailboat")}
"""The photo with two things in it, and what to narrow it to: the demonstration of the article that photosim follows.
The first is written where there are real photos, the second where scenes are painted."""
_VARIED: Final = ("astronaut", "cat", "coffee", "motorcycle", "rocket")
_VARIED_SCENES: Final = ("balloon", "sailing boat", "lighthouse")
_VERSIONS: Final = 4
_ORIENTATION: Final = 0x0112
_QUALITY: Final = 90


def sample_folder() -> Path | None:
    """Where the scikit-image package keeps its photos, None if it is not installed; the package is not imported."""
    spec = find_spec("skimage")
    for place in spec.submodule_search_locations or () if spec else ():
        folder = Path(place) / "data"
        if all((folder / name).is_file() for name in _PHOTOS.values()):
            return folder
    return None


def write_samples(folder: Path) -> list[str]:
    """Write sample photos and variants as JPEG files into an existing folder.

    Returns:
        Names of the files that make the best queries, best first.

    Raises:
        OSError: the folder cannot be written.
    """
    source = sample_folder()
    photos = _scenes() if source is None else _photos(source)
    for name, image in photos.items():
        image.save(folder / f"{name}.jpg", quality=_QUALITY)
    varied = _VARIED_SCENES if source is None else _VARIED
    for name in varied:
        for variant, make in _VARIANTS.items():
            make(photos[name]).save(folder / f"{name} - {variant}.jpg", quality=_QUALITY)
        _write_turned(photos[name], folder / f"{name} - turned.jpg")
    if source is None:
        return [f"{name}.jpg" for name in varied]
    _side_by_side(photos["cat"], photos["coffee"]).save(folder / "cat and coffee.jpg", quality=_QUALITY)
    return [f"{name}.jpg" for name in ("cat", "coffee", *varied)]


def _photos(source: Path) -> dict[str, Image.Image]:
    photos = {}
    for name, file in _PHOTOS.items():
        with Image.open(source / file) as image:
            photos[name] = image.convert("RGB")
    return photos


def _scenes() -> dict[str, Image.Image]:
    """The scenes; all but the one with two things in it in several versions, so that each has look-alikes."""
    scenes = {name: paint(0) for name, paint in SCENES.items()}
    for name, paint in SCENES.items():
        if f"{name}.jpg" not in BESIDE:
            scenes |= {f"{name} {version + 1}": paint(version) for version in range(1, _VERSIONS)}
    return scenes


def _cropped(image: Image.Image) -> Image.Image:
    width, height = image.size
    return image.crop((width // 8, height // 10, width * 7 // 8, height * 9 // 10))


def _warmer(image: Image.Image) -> Image.Image:
    red, green, blue = image.split()
    return Image.merge("RGB", (red.point(lambda v: min(255, v * 1.15)), green, blue.point(lambda v: v * 0.8)))


def _darker(image: Image.Image) -> Image.Image:
    return ImageEnhance.Brightness(image).enhance(0.55)


_VARIANTS: Final[dict[str, Callable[[Image.Image], Image.Image]]] = {
    "cropped": _cropped,
    "mirrored": ImageOps.mirror,
    "warmer": _warmer,
    "darker": _darker,
}


def _write_turned(image: Image.Image, file: Path) -> None:
    """Stored on its side with an EXIF note to turn it back, as phones do."""
    exif = Image.Exif()
    exif[_ORIENTATION] = 6  # turn by 90 degrees clockwise to see it upright
    image.transpose(Image.Transpose.ROTATE_90).save(file, quality=_QUALITY, exif=exif)


def _side_by_side(left: Image.Image, right: Image.Image) -> Image.Image:
    height = min(left.height, right.height)
    parts = [image.resize((round(image.width * height / image.height), height)) for image in (left, right)]
    joined = Image.new("RGB", (sum(part.width for part in parts), height))
    joined.paste(parts[0], (0, 0))
    joined.paste(parts[1], (parts[0].width, 0))
    return joined
