"""What cameras write down, in words; and what they write that makes no sense."""

import os
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, TiffImagePlugin

from photosim.errors import PhotoError
from photosim.library.details import details_of_file
from photosim.library.reports import Details
from tests import profiles
from tests.made_photos import encode

EXIF, GPS = 0x8769, 0x8825
MUNICH = {1: "N", 2: (48.0, 8.0, 14.8), 3: "E", 4: (11.0, 34.0, 31.7)}


def photo(
    folder: Path,
    base: dict[int, Any] | None = None,
    exif: dict[int, Any] | None = None,
    gps: dict[int, Any] | None = None,
) -> Details:
    tags = Image.Exif()
    tags.update(base or {})
    tags.get_ifd(EXIF).update(exif or {})
    tags.get_ifd(GPS).update(gps or {})
    file = folder / "photo.jpg"
    file.write_bytes(encode(Image.new("RGB", (60, 40)), exif=tags.tobytes()))
    return details_of_file(file)


def test_everything_a_camera_tells(tmp_path: Path) -> None:
    details = photo(
        tmp_path,
        {0x010F: "Canon", 0x0110: "Canon EOS 5D Mark IV", 0x0112: 6, 0x0132: "2024:05:04 09:00:00"},
        {
            0x9003: "2024:05:03 14:07:09",
            0x829A: TiffImagePlugin.IFDRational(1, 250),
            0x829D: 2.8,
            0x8827: 400,
            0x920A: 35.0,
            0xA405: 35,
            0xA433: "Canon",
            0xA434: "EF24-70mm f/2.8L II USM",
        },
        MUNICH,
    )
    assert (details.width, details.height) == (40, 60)
    assert details.taken == "2024-05-03 14:07:09"
    assert details.camera == "Canon EOS 5D Mark IV"
    assert details.lens == "Canon EF24-70mm f/2.8L II USM"
    assert details.exposure == "1/250 s, f/2.8, ISO 400, 35 mm"
    assert details.place == "48.13744\N{DEGREE SIGN} N, 11.57547\N{DEGREE SIGN} E"
    assert details.file_format == "JPEG"


@pytest.mark.parametrize(
    ("make", "model", "camera"),
    [
        ("NIKON CORPORATION", "NIKON D750", "NIKON D750"),
        ("SONY", "ILCE-7M3", "SONY ILCE-7M3"),
        ("OLYMPUS IMAGING CORP.", "E-M10", "OLYMPUS E-M10"),
        ("Apple", "iPhone 12", "Apple iPhone 12"),
        ("Konica Minolta Camera, Inc.", "DiMAGE A2", "Konica Minolta Camera, Inc. DiMAGE A2"),
        ("Canon\0\0junk", "\0", "Canon"),
        ("", "X100", "X100"),
        (" \n ", " A\nB ", "A B"),
    ],
)
def test_camera(tmp_path: Path, make: str, model: str, camera: str) -> None:
    assert photo(tmp_path, {0x010F: make, 0x0110: model}).camera == camera


@pytest.mark.parametrize(
    ("tags", "exposure"),
    [
        ({0x829A: 0.5}, "0.5 s"),
        ({0x829A: 30.0}, "30 s"),
        ({0x829A: 1.3}, "1.3 s"),
        ({0x829A: 1 / 8000}, "1/8000 s"),
        ({0x829D: 8.0, 0x920A: 4.3, 0xA405: 26}, "f/8, 4.3 mm (26 mm at 35 mm film)"),
        ({0x8827: (100, 0)}, "ISO 100"),
        ({0x829A: TiffImagePlugin.IFDRational(0, 0), 0x829D: TiffImagePlugin.IFDRational(5, 0)}, ""),
        ({0x829A: 0.0, 0x8827: 0}, ""),
    ],
)
def test_exposure(tmp_path: Path, tags: dict[int, Any], exposure: str) -> None:
    assert photo(tmp_path, exif=tags).exposure == exposure


@pytest.mark.parametrize(
    ("gps", "place"),
    [
        ({1: "S", 2: (33.0, 51.0, 54.0), 3: "W", 4: (151.0, 12.0, 36.0)}, "33.86500° S, 151.21000° W"),
        ({1: "N", 2: (48.5, 0.0, 0.0), 3: "E", 4: (11.25, 0.0, 0.0)}, "48.50000° N, 11.25000° E"),
        ({1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}, ""),
        ({1: "N", 2: (95.0, 0.0, 0.0), 3: "E", 4: (11.0, 0.0, 0.0)}, ""),
        ({1: "", 2: (48.0, 0.0, 0.0), 3: "E", 4: (11.0, 0.0, 0.0)}, ""),
        ({1: "N", 2: (TiffImagePlugin.IFDRational(1, 0), 0.0, 0.0), 3: "E", 4: (11.0, 0.0, 0.0)}, ""),
        ({1: "N", 2: (48.0, 8.0, 0.0)}, ""),
    ],
)
def test_place(tmp_path: Path, gps: dict[int, Any], place: str) -> None:
    assert photo(tmp_path, gps=gps).place == place


@pytest.mark.parametrize(
    ("original", "changed", "taken"),
    [
        ("2024:02:30 10:00:00", "2024:03:01 10:00:00", "2024-03-01 10:00:00"),
        ("0000:00:00 00:00:00", "    :  :     :  :  ", ""),
        ("2024-05-03T14:07:09", "", "2024-05-03 14:07:09"),
        ("0001:01:01 00:00:00", "", ""),
        ("yesterday", "2020:01:02 03:04:05", "2020-01-02 03:04:05"),
    ],
)
def test_taken(tmp_path: Path, original: str, changed: str, taken: str) -> None:
    assert photo(tmp_path, {0x0132: changed}, {0x9003: original}).taken == taken


def test_profile_and_inks(tmp_path: Path) -> None:
    image = Image.new("RGB", (60, 40))
    file = tmp_path / "a.jpg"
    adobe = profiles.rgb_profile("Adobe RGB (1998)", profiles.ADOBE_RGB)
    for profile, told in ((adobe, "Adobe RGB (1998)"), (b"junk", ""), (None, "")):
        file.write_bytes(encode(image, icc_profile=profile))
        assert details_of_file(file).colours == told
    file.write_bytes(encode(image.convert("CMYK")))
    assert details_of_file(file).colours == "CMYK"


@pytest.mark.parametrize("kind", ["TIFF", "WEBP", "AVIF", "PNG", "GIF", "BMP"])
def test_other_formats(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "photo"
    file.write_bytes(encode(Image.new("RGB", (60, 40)), kind))
    details = details_of_file(file)
    assert (details.width, details.height) == (60, 40)
    assert details.file_format == {"WEBP": "WebP"}.get(kind, kind)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_turned_tiff(tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = tmp_path / "photo.tif"
    file.write_bytes(encode(Image.new("RGB", (60, 40)), "TIFF", exif=exif))
    details = details_of_file(file)
    assert (details.width, details.height) == ((60, 40) if orientation < 5 else (40, 60))


def test_file_that_is_no_photo_still_has_a_size_and_a_date(tmp_path: Path) -> None:
    file = tmp_path / "broken.jpg"
    file.write_bytes(b"no photo")
    os.utime(file, (1_700_000_000, 1_700_000_000))
    details = details_of_file(file)
    assert (details.path, details.size, details.width, details.height) == (file, 8, 0, 0)
    assert details.modified.startswith("2023-11-1")
    assert details.camera == details.file_format == ""


def test_damaged_metadata_costs_itself_only(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    whole = encode(Image.new("RGB", (60, 40)), exif=b"Exif\0\0MM\0*\0\0\0\x08" + bytes(range(200)))
    file.write_bytes(whole)
    details = details_of_file(file)
    assert (details.width, details.height) == (60, 40)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(PhotoError, match="the file is gone") as caught:
        details_of_file(tmp_path / "nothing.jpg")
    assert not caught.value.passing
