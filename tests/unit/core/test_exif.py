"""When photos were taken, as their files tell, and what is no date."""

import calendar
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from photosim.core.decode import load_photo, read_taken
from photosim.core.exif import taken_of
from photosim.errors import PhotoError

ORIGINAL, CHANGED, IFD = 0x9003, 0x0132, 0x8769


def seconds(*parts: int) -> int:
    return calendar.timegm((*parts, 0, 0, 0))


def save(file: Path, original: object = None, changed: object = None) -> Path:
    exif = Image.Exif()
    if changed is not None:
        exif[CHANGED] = changed
    if original is not None:
        exif.get_ifd(IFD)[ORIGINAL] = original
    Image.new("RGB", (8, 8), "red").save(file, exif=exif)
    return file


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
def test_the_camera_says(tmp_path: Path, suffix: str) -> None:
    file = save(tmp_path / f"a{suffix}", "2024:05:03 14:07:09", "2025:01:01 00:00:01")
    expected = seconds(2024, 5, 3, 14, 7, 9)
    assert read_taken(file) == expected
    assert load_photo(file, short_side=None).taken == expected
    with Image.open(file) as image:
        assert taken_of(image) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1998:12:31 23:59:59", seconds(1998, 12, 31, 23, 59, 59)),
        ("1931:07:02 00:00:00", seconds(1931, 7, 2, 0, 0, 0)),
        ("2016-06-13T18:30:00", seconds(2016, 6, 13, 18, 30, 0)),
        ("2016:06:13 18:30", seconds(2016, 6, 13, 18, 30, 0)),
        ("0000:00:00 00:00:00", None),
        ("    :  :     :  :  ", None),
        ("2016:02:30 00:00:00", None),
        ("2016:13:01 00:00:00", None),
        ("1970:01:01 00:00:00", None),
        ("1700:01:01 00:00:00", None),
        ("9999:01:01 00:00:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_and_what_is_none(tmp_path: Path, text: str, expected: int | None) -> None:
    assert read_taken(save(tmp_path / "a.jpg", text)) == expected


def test_a_clock_far_ahead_is_wrong(tmp_path: Path) -> None:
    ahead = datetime.now(UTC) + timedelta(days=40)
    assert read_taken(save(tmp_path / "a.jpg", ahead.strftime("%Y:%m:%d %H:%M:%S"))) is None


def test_without_the_first_date_the_last_change_counts(tmp_path: Path) -> None:
    assert read_taken(save(tmp_path / "a.jpg", None, "2020:02:29 12:00:00")) == seconds(2020, 2, 29, 12, 0, 0)
    assert read_taken(save(tmp_path / "a.tif", None, "2020:02:29 12:00:00")) == seconds(2020, 2, 29, 12, 0, 0)
    assert read_taken(save(tmp_path / "b.jpg", "0000:00:00 00:00:00", "2020:02:29 12:00:00")) is not None


def test_files_that_say_nothing(tmp_path: Path) -> None:
    for name in ("a.jpg", "a.png", "a.bmp", "a.gif"):
        Image.new("RGB", (8, 8)).save(tmp_path / name)
        assert read_taken(tmp_path / name) is None


def test_damaged_metadata_is_no_date(tmp_path: Path) -> None:
    data = save(tmp_path / "a.jpg", "2024:05:03 14:07:09").read_bytes()
    start = data.index(b"Exif\0\0")
    for place in range(start + 6, start + 60):
        broken = bytearray(data)
        broken[place] ^= 0xFF
        (tmp_path / "b.jpg").write_bytes(broken)
        taken = read_taken(tmp_path / "b.jpg")
        assert taken is None or isinstance(taken, int)
    (tmp_path / "c.jpg").write_bytes(b"no photo")
    assert read_taken(tmp_path / "c.jpg") is None


def test_pixels_are_not_read(tmp_path: Path) -> None:
    file = save(tmp_path / "a.png", "2024:05:03 14:07:09", "2025:01:01 00:00:01")
    data = file.read_bytes()
    file.write_bytes(data[: data.index(b"IDAT") + 6])
    assert read_taken(file) == seconds(2024, 5, 3, 14, 7, 9)


def test_a_file_that_is_gone_is_told_apart_from_one_without_date(tmp_path: Path) -> None:
    with pytest.raises(PhotoError, match="gone"):
        read_taken(tmp_path / "none.jpg")
