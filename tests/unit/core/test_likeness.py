"""Copies of a picture are told from shots of the same scene by their pixels."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from photosim.core.likeness import SIDE, Greys, compare, find_place, outline, read_grey, sharpness
from photosim.core.thumbs import make_thumbnail
from tests.scenes import sample

NAMES = ("astronaut", "chelsea", "coffee", "rocket", "motorcycle_left")
NEAR = 0.97


def grey(image: Image.Image) -> Greys:
    return read_grey(make_thumbnail(image))


def likeness(one: Image.Image, other: Image.Image) -> float:
    return float(compare(grey(one)[None], grey(other)[None]).likeness[0])


def cut(image: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    width, height = image.size
    return image.crop((round(left * width), round(top * height), round(right * width), round(bottom * height)))


def marked(image: Image.Image) -> Image.Image:
    copy = image.copy()
    ImageDraw.Draw(copy).text((image.width * 0.6, image.height * 0.9), "2024-05-03", fill="white")
    return copy


COPIES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "half": lambda image: image.resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS),
    "cut": lambda image: cut(image, 0.03, 0.05, 0.97, 0.98),
    "one side": lambda image: cut(image, 0, 0, 0.9, 1),
    "darker": lambda image: ImageEnhance.Brightness(image).enhance(0.7),
    "contrast": lambda image: ImageEnhance.Contrast(image).enhance(1.3),
    "grey": lambda image: image.convert("L").convert("RGB"),
    "marked": marked,
}
SHOTS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "moved": lambda image: cut(image, 0.05, 0.04, 0.95, 0.94),
    "turned": lambda image: cut(image.rotate(2, Image.Resampling.BICUBIC), 0.1, 0.1, 0.9, 0.9),
}


@pytest.fixture(scope="module")
def photos(sample_photos: Path) -> dict[str, Image.Image]:
    return {name: sample(sample_photos, name) for name in NAMES}


@pytest.mark.parametrize("how", COPIES)
@pytest.mark.parametrize("name", NAMES)
def test_copies_are_one_picture_whichever_comes_first(photos: dict[str, Image.Image], name: str, how: str) -> None:
    photo = photos[name]
    copy = COPIES[how](photo)
    assert likeness(photo, copy) >= NEAR
    assert likeness(copy, photo) >= NEAR


@pytest.mark.parametrize("how", SHOTS)
@pytest.mark.parametrize("name", NAMES)
def test_shots_of_a_scene_are_not(photos: dict[str, Image.Image], name: str, how: str) -> None:
    first = cut(photos[name], 0.1, 0.1, 0.9, 0.9)  # what each shot shows is partly outside the other
    if how == "moved":
        first = cut(photos[name], 0, 0, 0.9, 0.9)
    shot = SHOTS[how](photos[name])
    answer = compare(grey(first)[None], grey(shot)[None])
    assert answer.likeness[0] < NEAR
    assert answer.scene[0] > 0.5


def test_two_cameras_side_by_side_are_two_shots(sample_photos: Path) -> None:
    left, right = (sample(sample_photos, f"motorcycle_{side}") for side in ("left", "right"))
    answer = compare(grey(left)[None], grey(right)[None])
    assert answer.likeness[0] < NEAR
    assert answer.scene[0] > 0.5


def test_other_photos_have_nothing_in_common(photos: dict[str, Image.Image]) -> None:
    greys = np.stack([grey(photos[name]) for name in NAMES])
    one, other = np.triu_indices(len(NAMES), 1)
    answer = compare(greys[one], greys[other])
    assert answer.likeness.max() == 0
    assert answer.scene.max() < 0.3
    lines = outline(greys)
    assert np.allclose((lines * lines).sum(axis=1), 1, atol=1e-5)
    assert np.abs((lines[one] * lines[other]).sum(axis=1)).max() < 0.7


def test_pairs_do_not_depend_on_each_other(photos: dict[str, Image.Image]) -> None:
    first = np.stack([grey(photos[name]) for name in NAMES])
    second = np.stack([grey(COPIES["cut"](photos[name])) for name in NAMES])
    together = compare(first, second).likeness
    alone = [float(compare(first[[n]], second[[n]]).likeness[0]) for n in range(len(NAMES))]
    assert np.allclose(together, alone, atol=1e-4)


def test_pictures_without_contrast_are_like_nothing() -> None:
    plain = np.full((2, SIDE, SIDE), 200, np.uint8)
    answer = compare(plain, plain)
    assert np.isfinite(answer.likeness).all()
    assert answer.likeness.max() == 0


@pytest.mark.parametrize(
    ("box", "scale"), [((0, 0, 500, 500), 0.5), ((20, 10, 490, 480), 1.0), ((50, 0, 500, 450), 0.6)]
)
def test_place_of_a_part_is_found_to_a_fraction_of_a_pixel(
    photos: dict[str, Image.Image], box: tuple[int, int, int, int], scale: float
) -> None:
    photo = photos["astronaut"]
    assert photo.size == (500, 500)
    part = photo.crop(box)
    part = part.resize((round(part.width * scale), round(part.height * scale)), Image.Resampling.LANCZOS)
    large, small = (
        np.asarray(image.convert("L").resize((480, 480), Image.Resampling.HAMMING)) for image in (photo, part)
    )
    for swapped in (False, True):
        place = find_place(small, large) if swapped else find_place(large, small)
        assert place is not None
        if box[2] - box[0] < 500:
            assert place.second_is_larger is swapped
        found = (place.left, place.top, place.left + place.width, place.top + place.height)
        assert np.allclose(np.array(found) * 500, box, atol=0.5)


def test_no_place_for_another_scene(photos: dict[str, Image.Image]) -> None:
    greys = [np.asarray(photos[name].convert("L").resize((96, 96))) for name in ("coffee", "rocket")]
    assert find_place(greys[0], greys[1]) is None


def test_sharpness_falls_with_blur_and_with_pixels(photos: dict[str, Image.Image]) -> None:
    photo = photos["chelsea"]
    blurred = photo.filter(ImageFilter.GaussianBlur(2))
    small = photo.resize((photo.width // 4, photo.height // 4))
    sharp = sharpness(make_thumbnail(photo))
    assert sharp > 2 * sharpness(make_thumbnail(blurred)) > 0
    assert sharp > 2 * sharpness(make_thumbnail(small)) > 0


def test_damaged_thumbnail_is_an_oserror(photos: dict[str, Image.Image]) -> None:
    buffer = io.BytesIO()
    photos["coffee"].save(buffer, "JPEG")
    for data in (b"", b"no picture", buffer.getvalue()[:400]):
        with pytest.raises(OSError):  # noqa: PT011 - Pillow says no more
            read_grey(data)
        with pytest.raises(OSError):  # noqa: PT011
            sharpness(data)
