"""The loader: every format and mode of a library, every orientation, regions, sizes, file names."""

import io
import os
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageOps

from photosim.core.decode import from_image, load_photo
from photosim.core.formats import PHOTO_SUFFIXES
from photosim.core.photo import Region
from photosim.errors import PhotoError
from tests.made_photos import (
    BLUE,
    FORMATS,
    GREEN,
    RED,
    WHITE,
    corners_photo,
    encode,
    exif_bytes,
    photo_of_noise,
    png,
)

# Where the corner that is stored top left, top right and bottom right comes to lie in the upright photo.
UPRIGHT_CORNERS = {
    1: ("top left", "top right", "bottom right"),
    2: ("top right", "top left", "bottom left"),
    3: ("bottom right", "bottom left", "top left"),
    4: ("bottom left", "bottom right", "top right"),
    5: ("top left", "bottom left", "bottom right"),
    6: ("top right", "bottom right", "bottom left"),
    7: ("bottom right", "top right", "top left"),
    8: ("bottom left", "top left", "top right"),
}


def corner(image: Image.Image, name: str) -> tuple[int, ...]:
    x = image.width * (3 if "right" in name else 1) // 4
    y = image.height * (3 if "bottom" in name else 1) // 4
    pixel = image.getpixel((x, y))
    assert isinstance(pixel, tuple)
    return pixel


def assert_close(pixel: tuple[int, ...], wanted: tuple[int, ...], tolerance: int = 24) -> None:
    assert max(abs(a - b) for a, b in zip(pixel, wanted, strict=True)) <= tolerance, (pixel, wanted)


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_gives_the_same_upright_rgb(kind: str) -> None:
    photo = load_photo(encode(corners_photo(), kind), short_side=None)
    assert (photo.width, photo.height) == photo.image.size == (96, 64)
    assert photo.image.mode == "RGB"
    for name, colour in zip(("top left", "top right", "bottom right"), (RED, GREEN, BLUE), strict=True):
        assert_close(corner(photo.image, name), colour)


def test_suffixes_are_lower_case_and_cover_every_format() -> None:
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in PHOTO_SUFFIXES)
    assert {".jpg", ".jfif", ".heic", ".hif", ".avif", ".tif", ".mpo"} <= PHOTO_SUFFIXES


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
@pytest.mark.parametrize("short_side", [None, 32])
def test_exif_turn_is_applied_exactly_once(kind: str, orientation: int, short_side: int | None) -> None:
    data = encode(corners_photo(256, 128), kind, exif=exif_bytes(orientation))
    photo = load_photo(data, short_side=short_side)
    assert (photo.width, photo.height) == ((128, 256) if orientation >= 5 else (256, 128))
    if short_side is None:
        assert photo.image.size == (photo.width, photo.height)
    for name, colour in zip(UPRIGHT_CORNERS[orientation], (RED, GREEN, BLUE), strict=True):
        assert_close(corner(photo.image, name), colour)


def test_exif_turn_agrees_with_pillow() -> None:
    for orientation in range(1, 9):
        data = encode(photo_of_noise(80, 48), "PNG", exif=exif_bytes(orientation))
        turned = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
        assert load_photo(data, short_side=None).image.tobytes() == turned.tobytes()


@pytest.mark.parametrize("orientation", [0, 9, 255])
def test_senseless_orientation_is_upright(orientation: int) -> None:
    data = encode(corners_photo(), exif=exif_bytes(orientation))
    assert_close(corner(load_photo(data, short_side=None).image, "top left"), RED)


def test_draft_keeps_the_short_side() -> None:
    data = encode(photo_of_noise(1601, 1203))
    for short_side, wanted in (
        (None, 1203),
        (1000, 1203),
        (601, 602),
        (300, 301),
        (151, 301),
        (150, 151),
        (50, 51),
    ):
        photo = load_photo(data, short_side=short_side)
        assert (photo.width, photo.height) == (1601, 1203)
        assert min(photo.image.size) == wanted, short_side
        assert photo.image.width > photo.image.height


def test_jpeg_is_drafted_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    photos = [encode(photo_of_noise(1600, 1200), kind) for kind in ("JPEG", "MPO")]
    sizes = []
    original = Image.Image.load

    def load(self: Image.Image) -> object:
        sizes.append(self.size)
        return original(self)

    monkeypatch.setattr(Image.Image, "load", load)
    for data in photos:
        load_photo(data, short_side=150)
    assert set(sizes) == {(200, 150)}


def test_other_formats_are_reduced_after_decoding() -> None:
    photo = load_photo(encode(photo_of_noise(640, 480), "PNG"), short_side=100)
    assert photo.image.size == (160, 120)
    assert (photo.width, photo.height) == (640, 480)


def test_smaller_photo_stays_as_it_is() -> None:
    assert load_photo(encode(corners_photo()), short_side=500).image.size == (96, 64)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_region_is_cut_from_the_upright_photo(orientation: int) -> None:
    data = encode(corners_photo(1600, 1200), exif=exif_bytes(orientation))
    turned = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    region = Region(0.5, 0.0, 0.5, 0.5)
    photo = load_photo(data, short_side=None, region=region)
    assert photo.image.size == (turned.width // 2, turned.height // 2)
    assert_close(corner(photo.image, "top left"), corner(turned, "top right"))
    assert (photo.width, photo.height) == turned.size


@pytest.mark.parametrize("orientation", [1, 6])
def test_region_counts_for_the_short_side(orientation: int) -> None:
    data = encode(photo_of_noise(1600, 1200), exif=exif_bytes(orientation))
    part = load_photo(data, short_side=100, region=Region(0.1, 0.2, 0.25, 0.5)).image
    assert 100 <= min(part.size) < 400
    assert min(load_photo(data, short_side=100, region=Region(0.1, 0.2, 0.05, 0.05)).image.size) >= 59


def test_cmyk_jpeg() -> None:
    data = encode(corners_photo().convert("CMYK"))
    assert Image.open(io.BytesIO(data)).mode == "CMYK"
    image = load_photo(data, short_side=None).image
    assert_close(corner(image, "top left"), RED, 40)
    assert_close(corner(image, "bottom left"), WHITE, 10)


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_grey_of_16_bits_is_scaled_not_clipped(kind: str) -> None:
    ramp = np.tile(np.arange(0, 65536, 256).astype(np.uint16), (64, 1))
    image = load_photo(encode(Image.fromarray(ramp), kind), short_side=None).image
    assert np.abs(np.asarray(image)[0, :, 0].astype(int) - np.arange(256)).max() <= 1


def test_colour_of_16_bits() -> None:
    ramp = np.linspace(0, 65535, 256)
    row = np.stack([ramp, ramp[::-1], np.full(256, 0x8000)], axis=1).astype(">u2")
    scan_lines = b"".join(b"\0" + row.tobytes() for _ in range(8))
    photo = load_photo(png(256, 8, zlib.compress(scan_lines), bits=16), short_side=None)
    wanted = np.stack([np.arange(256), np.arange(256)[::-1], np.full(256, 128)], axis=1)
    assert np.abs(np.asarray(photo.image)[3].astype(int) - wanted).max() <= 1


def test_big_endian_grey_of_16_bits() -> None:
    ramp = np.tile(np.arange(0, 65536, 256).astype(">u2"), (64, 1))
    image = Image.frombytes("I;16B", (256, 64), ramp.tobytes())
    assert np.abs(np.asarray(from_image(image).image)[0, :, 1].astype(int) - np.arange(256)).max() <= 1


@pytest.mark.parametrize(("dtype", "top"), [(np.int32, 255), (np.int32, 65535), (np.int32, 10**6), (np.float32, 1)])
def test_grey_of_32_bits_fills_its_range(dtype: type, top: int) -> None:
    ramp: np.ndarray[Any, Any] = np.tile(np.linspace(0, top, 256), (64, 1)).astype(dtype)
    image = load_photo(encode(Image.fromarray(ramp), "TIFF"), short_side=None).image
    assert np.abs(np.asarray(image)[0, :, 0].astype(int) - np.arange(256)).max() <= 1


def test_grey_with_negative_and_senseless_values() -> None:
    values = np.tile(np.linspace(-2, 2, 256, dtype=np.float32), (64, 1))
    values[0, 0], values[1, 1], values[2, 2] = np.nan, np.inf, -np.inf
    row = np.asarray(from_image(Image.fromarray(values)).image)[5, :, 0]
    assert row[0] == 0
    assert row[-1] == 255
    assert abs(int(row[128]) - 128) <= 1


def test_black_stays_black() -> None:
    for dtype in (np.int32, np.float32):
        image = from_image(Image.fromarray(np.zeros((8, 8), dtype))).image
        assert image.getextrema() == ((0, 0),) * 3


def test_alpha_lies_on_white() -> None:
    image = corners_photo().convert("RGBA")
    image.putalpha(Image.new("L", image.size, 0))
    image.paste((*RED, 255), (0, 0, 48, 32))
    image.paste((0, 0, 0, 128), (48, 0, 96, 32))
    result = load_photo(encode(image, "PNG"), short_side=None).image
    assert_close(corner(result, "top left"), RED, 0)
    assert_close(corner(result, "top right"), (127, 127, 127), 1)
    assert_close(corner(result, "bottom right"), WHITE, 0)


def test_grey_with_alpha() -> None:
    image = Image.new("LA", (40, 40), (0, 0))
    image.paste((60, 255), (0, 0, 20, 40))
    result = load_photo(encode(image, "PNG"), short_side=None).image
    assert result.getpixel((5, 5)) == (60, 60, 60)
    assert result.getpixel((35, 5)) == WHITE


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_palette_with_and_without_transparency(kind: str) -> None:
    image = corners_photo().quantize(8)
    plain = load_photo(encode(image, kind), short_side=None).image
    assert_close(corner(plain, "top left"), RED)
    clear = int(np.asarray(image)[1, 1])
    result = load_photo(encode(image, kind, transparency=clear), short_side=None).image
    assert corner(result, "top left") == WHITE
    assert_close(corner(result, "top right"), GREEN)


def test_palette_with_partial_transparency_does_not_warn() -> None:
    image = corners_photo().quantize(8)
    data = encode(image, "PNG", transparency=bytes([128] * 8))
    assert load_photo(data, short_side=None).image.mode == "RGB"


@pytest.mark.parametrize("mode", ["1", "L", "YCbCr"])
def test_other_modes(mode: str) -> None:
    data = encode(corners_photo().convert(mode), "TIFF")
    image = load_photo(data, short_side=None).image
    assert image.mode == "RGB"
    assert corner(image, "bottom left") == WHITE


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "TIFF", "MPO"])
def test_first_of_several_frames(kind: str) -> None:
    first, second = Image.new("RGB", (64, 48), BLUE), Image.new("RGB", (64, 48), RED)
    data = encode(first, kind, save_all=True, append_images=[second])
    assert_close(corner(load_photo(data, short_side=None).image, "top left"), BLUE)


def test_sources_agree(tmp_path: Path) -> None:
    data = encode(photo_of_noise(300, 200))
    path = tmp_path / "photo.jpg"
    path.write_bytes(data)
    wanted = load_photo(path, short_side=None).image.tobytes()
    assert load_photo(data, short_side=None).image.tobytes() == wanted
    assert load_photo(bytearray(data), short_side=None).image.tobytes() == wanted
    assert load_photo(memoryview(data), short_side=None).image.tobytes() == wanted
    with path.open("rb") as file:
        file.seek(100)
        assert load_photo(file, short_side=None).image.tobytes() == wanted
        assert not file.closed


def test_result_needs_no_file(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(encode(corners_photo(), "PNG"))
    image = load_photo(path, short_side=None).image
    path.unlink()
    assert not hasattr(image, "fp")
    assert_close(corner(image, "top left"), RED)


def test_open_picture_as_query(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(encode(corners_photo(1600, 1200), exif=exif_bytes(6)))
    with Image.open(path) as opened:
        photo = from_image(opened, short_side=300, region=Region(0, 0, 1, 0.5))
        assert (photo.width, photo.height) == (1200, 1600)
        assert photo.image.size == (600, 400)
        assert_close(corner(photo.image, "top right"), RED)
        assert opened.size == (1600, 1200)
        assert opened.getexif()[0x0112] == 6
        assert opened.getpixel((5, 5)) is not None


def test_open_picture_without_pixels() -> None:
    with pytest.raises(PhotoError, match="no pixels"):
        from_image(Image.new("RGB", (0, 5)))


@pytest.mark.parametrize(
    "name", ["line\nbreak.jpg", "sp ace.jpg", "\N{CAT FACE}\N{CAMERA}.jpg", "ž" * 125 + ".jpg", "-.jpg"]
)
def test_file_names(tmp_path: Path, name: str) -> None:
    if sys.platform == "win32" and "\n" in name:
        pytest.skip("Windows allows no line break in a name")
    path = tmp_path / name
    path.write_bytes(encode(corners_photo()))
    assert load_photo(path, short_side=None).width == 96


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names are Unicode there")
def test_file_name_that_is_no_utf_8(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\xff.jpg"))
    path.write_bytes(encode(corners_photo()))
    assert load_photo(path, short_side=None).width == 96
    assert len(os.fsencode("x" * 251 + ".jpg")) == 255
    long = tmp_path / ("x" * 251 + ".jpg")
    long.write_bytes(encode(corners_photo()))
    assert load_photo(long, short_side=None).width == 96


def test_a_large_file_is_read_in_few_pieces() -> None:
    """Each lets go of Python's lock: a window that waits for it would stand still again and again."""
    reads: list[int] = []

    class Counting(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            reads.append(len(found := super().read(size)))
            return found

    data = encode(photo_of_noise(1500, 1000), "JPEG", quality=95)
    assert len(data) > 1_000_000
    assert load_photo(Counting(data), short_side=None).image.size == (1500, 1000)
    assert sum(size > 10_000 for size in reads) == 1
    assert len(reads) < 100
