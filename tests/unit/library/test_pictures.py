"""Thumbnails, pictures and details as the library gives them."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from photosim.errors import NotIndexedError, PhotoError
from photosim.library import Library, looks
from photosim.paths import AppPaths
from tests import profiles
from tests.libraries import all_photos, stored_vectors
from tests.made_photos import corners_photo, encode
from tests.support import make_photo

P3 = profiles.rgb_profile("Display P3", profiles.DISPLAY_P3)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "Pictures"
    folder.mkdir()
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(paths=AppPaths.below(tmp_path / "state")) as opened:
        yield opened


def pixel(jpeg: bytes | None) -> tuple[int, ...]:
    assert jpeg is not None
    image = Image.open(io.BytesIO(jpeg))
    value = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(value, tuple)
    return value


def test_colours_of_thumbnails_pictures_and_full_pictures(library: Library, pictures: Path) -> None:
    (pictures / "wide.jpg").write_bytes(encode(Image.new("RGB", (700, 500), (200, 100, 100)), icc_profile=P3))
    (pictures / "plain.jpg").write_bytes(encode(Image.new("RGB", (700, 500), (200, 100, 100))))
    library.index([pictures])
    photos = all_photos(library)
    for name, red in (("wide.jpg", 215), ("plain.jpg", 200)):
        key = photos[name].id
        for side in (320, 640):
            assert abs(pixel(library.thumbnail(key, side).jpeg)[0] - red) <= 4
        for max_side in (100, 0):
            assert abs(library.picture(key, max_side).rgb[0] - red) <= 4


def test_vectors_do_not_know_of_profiles(library: Library, pictures: Path) -> None:
    noise = Image.fromarray(np.random.default_rng(3).integers(0, 256, (300, 400, 3), np.uint8))
    (pictures / "wide.jpg").write_bytes(encode(noise, icc_profile=P3))
    (pictures / "plain.jpg").write_bytes(encode(noise))
    library.index([pictures])
    vectors = stored_vectors(library)
    assert vectors["wide.jpg"].tobytes() == vectors["plain.jpg"].tobytes()


def test_large_thumbnails_are_made_when_wanted_and_kept(library: Library, pictures: Path) -> None:
    make_photo(pictures / "large.jpg", 1, (1600, 1200))
    make_photo(pictures / "small.jpg", 2, (200, 100))
    library.index([pictures])
    assert library.cache_info().files == 2
    photos = all_photos(library)
    sizes = {}
    for name in ("large.jpg", "small.jpg"):
        for side in (320, 640):
            jpeg = library.thumbnail(photos[name].id, side).jpeg
            assert jpeg is not None
            sizes[name, side] = Image.open(io.BytesIO(jpeg)).size
    assert (sizes["large.jpg", 320], sizes["large.jpg", 640]) == ((320, 240), (640, 480))
    assert sizes["small.jpg", 320] == sizes["small.jpg", 640] == (200, 100)
    assert library.cache_info().files == 3  # the small photo needs no second one
    photos["large.jpg"].path.unlink()
    assert library.thumbnail(photos["large.jpg"].id, 640).jpeg is not None


@pytest.mark.parametrize("orientation", range(1, 9))
def test_all_pixels_upright(library: Library, pictures: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = corners_photo(96, 64)
    file = pictures / "turned.jpg"
    file.write_bytes(encode(stored, exif=exif.tobytes()))
    picture = library.picture(file, 0)
    with Image.open(file) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    assert (picture.width, picture.height) == upright.size
    assert (picture.full_width, picture.full_height) == upright.size
    assert picture.rgb == upright.tobytes()
    small = library.picture(file, 48)
    assert max(small.width, small.height) == 48
    details = library.details(file)
    assert (details.width, details.height) == upright.size


def test_screen_picture_is_as_large_as_wanted_and_never_larger(library: Library, pictures: Path) -> None:
    file = make_photo(pictures / "a.png", 1, (1000, 500))
    for side, size in ((1200, (1000, 500)), (1000, (1000, 500)), (999, (999, 500)), (300, (300, 150)), (1, (1, 1))):
        picture = library.picture(file, side)
        assert (picture.width, picture.height) == size
        assert len(picture.rgb) == 3 * size[0] * size[1]
        assert (picture.full_width, picture.full_height) == (1000, 500)


@pytest.mark.parametrize("name", ["a.png", "a.jpg"])
def test_more_pixels_than_memory_is_given_to_are_halved(
    library: Library, pictures: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = make_photo(pictures / name, 1, (1000, 500))
    monkeypatch.setattr(looks, "MOST_PIXELS", 500_000)
    picture = library.picture(file, 0)
    assert (picture.width, picture.height) == (1000, 500)
    monkeypatch.setattr(looks, "MOST_PIXELS", 499_999)
    picture = library.picture(file, 0)
    assert (picture.width, picture.height, picture.full_width, picture.full_height) == (500, 250, 1000, 500)
    monkeypatch.setattr(looks, "MOST_PIXELS", 100_000)
    picture = library.picture(file, 0)
    assert picture.width * picture.height <= 100_000
    assert picture.width >= 250


def test_a_hundred_megapixels(library: Library, pictures: Path) -> None:
    """All of them, in about the memory they take; and a picture for the screen without decoding them all."""
    file = pictures / "huge.jpg"
    Image.linear_gradient("L").resize((12_000, 8_400)).convert("RGB").save(file, quality=60)
    screen = library.picture(file, 1600)
    assert (screen.width, screen.height, screen.full_width, screen.full_height) == (1600, 1120, 12_000, 8_400)
    full = library.picture(file, 0)
    assert (full.width, full.height) == (12_000, 8_400)
    middle = np.frombuffer(full.rgb, np.uint8).reshape(8_400, 12_000, 3)[4200, 6000]
    assert abs(int(middle[0]) - 128) <= 3


def test_picture_that_is_open_already(library: Library) -> None:
    image = Image.new("RGB", (300, 200), (200, 100, 100))
    image.info["icc_profile"] = P3
    picture = library.picture(image, 0)
    assert (picture.width, picture.height) == (300, 200)
    assert abs(picture.rgb[0] - 215) <= 3
    assert image.getpixel((0, 0)) == (200, 100, 100)
    details = library.details(image)
    assert (details.path, details.size, details.width, details.height) == (None, 0, 300, 200)
    assert details.colours == "Display P3"


def test_errors_name_the_file(library: Library, pictures: Path) -> None:
    file = pictures / "cut.jpg"
    file.write_bytes(make_photo(pictures / "whole.jpg", 1, (400, 300)).read_bytes()[:900])
    for max_side in (200, 0):
        with pytest.raises(PhotoError, match=r"cut\.jpg: the file is truncated"):
            library.picture(file, max_side)
    with pytest.raises(PhotoError, match=r"gone\.jpg: the file is gone"):
        library.details(pictures / "gone.jpg")
    for ask in (lambda: library.picture(99, 0), lambda: library.details(99)):
        with pytest.raises(NotIndexedError, match="no photo number 99"):
            ask()


def test_details_of_a_photo_by_its_id(library: Library, pictures: Path) -> None:
    file = make_photo(pictures / "a.png", 1, (300, 200))
    os.utime(file, (1_700_000_000, 1_700_000_000))
    library.index([pictures])
    details = library.details(all_photos(library)["a.png"].id)
    assert details.path == file
    assert (details.width, details.height, details.size) == (300, 200, file.stat().st_size)
    assert details.modified.startswith("2023-11-1")
    assert details.file_format == "PNG"
    assert details.taken == details.camera == details.place == details.colours == ""
