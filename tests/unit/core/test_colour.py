"""Colours: brought to sRGB by the profile that came with them, left alone where there is none that can be used."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from photosim.core.colour import profile_name, to_srgb
from photosim.core.decode import from_image, load_photo
from photosim.core.thumbs import make_thumbnail
from tests import profiles
from tests.made_photos import encode

P3 = profiles.rgb_profile("Display P3", profiles.DISPLAY_P3)
ADOBE = profiles.rgb_profile("Adobe RGB (1998)", profiles.ADOBE_RGB)


def inks(c: float, m: float, y: float, k: float) -> tuple[float, float, float]:
    """Every cyan is a dark red here, so that no guess can be right by chance."""
    return (100 - 50 * c - 20 * m - 5 * y) * (1 - k), 60.0 * c * (1 - k), 40.0 * c * (1 - k)


CMYK = profiles.cmyk_profile("strange press", inks)


def built_in_srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def one(mode: str, colour: tuple[int, ...] | int) -> Image.Image:
    return Image.new(mode, (8, 8), colour)


def pixel(image: Image.Image) -> tuple[int, int, int]:
    assert image.mode == "RGB"
    red, green, blue = image.getpixel((3, 3))  # type: ignore[misc]
    return red, green, blue


@pytest.mark.parametrize(("profile", "primaries"), [(P3, profiles.DISPLAY_P3), (ADOBE, profiles.ADOBE_RGB)])
@pytest.mark.parametrize("stored", [(200, 100, 100), (100, 200, 100), (90, 110, 220), (128, 128, 128), (255, 255, 255)])
def test_wide_colours_become_what_they_were_meant_to_be(
    profile: bytes, primaries: tuple[tuple[float, float], ...], stored: tuple[int, ...]
) -> None:
    """The same as by arithmetic without Little CMS: linear light, XYZ, sRGB; what sRGB cannot show is cut off."""
    light = np.linalg.solve(_matrix(profiles.SRGB), _matrix(primaries) @ (np.array(stored) / 255) ** 2.2).clip(0, 1)
    shown = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055) * 255
    got = pixel(to_srgb(one("RGB", stored), profile))
    assert np.abs(np.subtract(got, shown)).max() <= 3
    if len(set(stored)) > 1:
        assert np.abs(np.subtract(got, stored)).max() >= 8


def _matrix(primaries: tuple[tuple[float, float], ...]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    columns = np.array([(x / y, 1.0, (1 - x - y) / y) for x, y in primaries]).T
    white = np.array((0.3127 / 0.3290, 1.0, (1 - 0.3127 - 0.3290) / 0.3290))
    return np.asarray(columns * np.linalg.solve(columns, white))


def test_inks_go_by_their_table() -> None:
    red, green, blue = pixel(to_srgb(one("CMYK", (255, 0, 0, 0)), CMYK))
    assert (red > 150, green < 90) == (True, True)
    assert red > blue + 60
    assert pixel(to_srgb(one("CMYK", (0, 0, 0, 0)), CMYK)) == (255, 255, 255)
    assert pixel(to_srgb(one("CMYK", (255, 0, 0, 0)), None))[0] < 30  # without it, cyan is cyan


def test_grey_goes_by_its_curve() -> None:
    dark = profiles.grey_profile("dark", 1.0)
    shown = pixel(to_srgb(one("L", 55), dark))
    assert shown[0] == shown[1] == shown[2]
    assert abs(shown[0] - 128) <= 3  # linear light of .216
    assert pixel(to_srgb(one("RGB", (55, 55, 55)), dark)) == shown  # grey that was made RGB already


@pytest.mark.parametrize(
    "profile",
    [
        b"",
        b"no profile",
        P3[:100],
        P3[:200],
        P3[:128] + bytes(len(P3) - 128),
        CMYK[:-800],
        CMYK,
        profiles.grey_profile("", 1.8)[:140],
    ],
)
def test_broken_or_unfit_profile_is_ignored(profile: bytes) -> None:
    image = one("RGB", (200, 100, 50))
    assert pixel(to_srgb(image, profile)) == (200, 100, 50)


def test_profile_of_rgb_says_nothing_about_inks() -> None:
    image = one("CMYK", (0, 255, 255, 0))
    assert pixel(to_srgb(image, P3)) == pixel(image.convert("RGB"))


def test_srgb_by_any_name_costs_nothing() -> None:
    image = one("RGB", (1, 2, 3))
    assert to_srgb(image, built_in_srgb()) is image
    assert to_srgb(image, None) is image
    assert profile_name(built_in_srgb()) == ""


def test_names() -> None:
    assert profile_name(P3) == "Display P3"
    assert profile_name(CMYK) == "strange press"
    assert profile_name(None) == profile_name(b"junk") == ""


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("short_side", [None, 32])
def test_every_format_hands_its_profile_on(kind: str, short_side: int | None) -> None:
    photo = load_photo(encode(Image.new("RGB", (96, 64), (200, 100, 100)), kind, icc_profile=P3), short_side=short_side)
    assert photo.profile == P3
    assert max(abs(a - b) for a, b in zip(pixel(photo.image), (200, 100, 100), strict=True)) <= 3, "left as stored"
    assert abs(pixel(to_srgb(photo.as_stored, photo.profile))[0] - 213) <= 5


@pytest.mark.parametrize("orientation", range(1, 9))
def test_inks_stay_beside_their_rgb(orientation: int) -> None:
    image = Image.new("CMYK", (96, 64), (0, 0, 0, 0))
    image.paste((255, 0, 0, 0), (0, 0, 48, 32))
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = load_photo(encode(image, "JPEG", icc_profile=CMYK, exif=exif.tobytes()), short_side=30)
    assert photo.as_stored.mode == "CMYK"
    assert photo.as_stored.size == photo.image.size
    shown = np.asarray(to_srgb(photo.as_stored, photo.profile), np.int16)
    plain = np.asarray(photo.image, np.int16)
    inked = plain[..., 0] < 100
    assert inked.sum() == pytest.approx(inked.size / 4, rel=0.2)
    assert (shown[inked][:, 0] > shown[inked][:, 1] + 60).all()  # the corner that is cyan, now as red as it was meant
    assert (shown[plain.min(axis=-1) > 240].min(axis=-1) > 235).all()


def test_picture_without_profile_or_with_none_of_bytes() -> None:
    image = one("RGB", (9, 9, 9))
    assert from_image(image).profile is None
    image.info["icc_profile"] = "text"
    assert from_image(image).profile is None


def test_thumbnail_is_in_srgb() -> None:
    thumbnail = Image.open(io.BytesIO(make_thumbnail(Image.new("RGB", (640, 480), (200, 100, 100)), profile=P3)))
    assert "icc_profile" not in thumbnail.info
    assert abs(pixel(thumbnail)[0] - 213) <= 4
    cyan = Image.new("CMYK", (640, 480), (255, 0, 0, 0))
    assert pixel(Image.open(io.BytesIO(make_thumbnail(cyan, profile=CMYK))))[0] > 150


def test_pixels_for_the_network_are_those_of_a_photo_without_profile(tmp_path: Path) -> None:
    image = Image.fromarray(np.random.default_rng(5).integers(0, 256, (90, 120, 3), np.uint8))
    with_profile, without = encode(image, "JPEG", icc_profile=P3), encode(image, "JPEG")
    assert with_profile != without
    seen = [load_photo(data, short_side=40).image.tobytes() for data in (with_profile, without)]
    assert seen[0] == seen[1]
