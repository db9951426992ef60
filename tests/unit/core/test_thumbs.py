"""Thumbnails: pictures of the right size, and a cache that is never wrong and never in the way."""

import dataclasses
import io
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosim.core.photo import FileStamp
from photosim.core.thumbs import THUMBNAIL_SIDE, ThumbnailCache, make_thumbnail

STAMP = FileStamp("/photos/a.jpg", 1234, 5_000_000_000)
JPEG = b"what a JPEG holds\xff\xd9"


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((640, 480), (320, 240)),
        ((480, 640), (240, 320)),
        ((320, 320), (320, 320)),
        ((100, 50), (100, 50)),
        ((1, 1), (1, 1)),
        ((30_000, 1), (320, 1)),
        ((1, 30_000), (1, 320)),
        ((321, 320), (320, 319)),
    ],
)
def test_size(size: tuple[int, int], expected: tuple[int, int]) -> None:
    thumbnail = Image.open(io.BytesIO(make_thumbnail(Image.new("RGB", size, "red"))))
    assert (thumbnail.size, thumbnail.mode, thumbnail.format) == (expected, "RGB", "JPEG")
    assert max(thumbnail.size) <= THUMBNAIL_SIDE
    red, green, blue = thumbnail.resize((1, 1)).getpixel((0, 0))  # type: ignore[misc]
    assert (red > 240, green < 20, blue < 20) == (True, True, True)


def test_the_picture_is_not_changed() -> None:
    image = Image.fromarray(np.random.default_rng(1).integers(0, 256, (700, 500, 3), np.uint8))
    before = image.tobytes()
    make_thumbnail(image)
    assert (image.size, image.tobytes()) == ((500, 700), before)


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path / "thumbnails")
    assert cache.load(STAMP) is None
    assert not cache.contains(STAMP)
    cache.save(STAMP, JPEG)
    assert cache.load(STAMP) == JPEG
    assert cache.contains(STAMP)
    assert ThumbnailCache(tmp_path / "thumbnails").load(STAMP) == JPEG


@pytest.mark.parametrize("change", [{"path": "/photos/b.jpg"}, {"size": 1235}, {"mtime_ns": 5_000_000_001}])
def test_another_version_of_the_file_has_no_thumbnail_yet(tmp_path: Path, change: dict[str, str | int]) -> None:
    cache = ThumbnailCache(tmp_path)
    cache.save(STAMP, JPEG)
    assert cache.load(dataclasses.replace(STAMP, **change)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("left", [b"", JPEG[:-1], JPEG[:9] + bytes(4096)])
def test_what_a_power_cut_left_is_none(tmp_path: Path, left: bytes) -> None:
    """The name may reach the disk before the bytes do."""
    cache = ThumbnailCache(tmp_path)
    cache.save(STAMP, JPEG)
    cache._file(STAMP, THUMBNAIL_SIDE).write_bytes(left)
    assert cache.load(STAMP) is None
    cache.save(STAMP, JPEG)
    assert cache.load(STAMP) == JPEG


def test_path_and_size_are_told_apart(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path)
    cache.save(FileStamp("/photos/a", 12, 5), JPEG)
    assert cache.load(FileStamp("/photos/a1", 2, 5)) is None


def test_a_name_that_is_no_text_has_a_thumbnail(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path)
    stamp = FileStamp("/photos/caf\udce9.jpg", 1, 1)
    cache.save(stamp, JPEG)
    assert cache.load(stamp) == JPEG


def test_nothing_is_left_beside_it(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path)
    for number in range(20):
        cache.save(dataclasses.replace(STAMP, size=number), JPEG)
    assert [file.suffix for file in tmp_path.rglob("*") if file.is_file()] == [".jpg"] * 20


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = ThumbnailCache(tmp_path / "file" / "thumbnails")
    cache.save(STAMP, JPEG)
    assert cache.load(STAMP) is None
    assert not cache.contains(STAMP)


def test_a_thumbnail_that_cannot_be_placed_leaves_nothing_behind(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path)
    cache.save(STAMP, JPEG)
    [file] = [file for file in tmp_path.rglob("*") if file.is_file()]
    file.unlink()
    file.mkdir()
    (file / "in the way").touch()
    cache.save(STAMP, JPEG)
    assert [one.name for one in tmp_path.rglob("*") if one.is_file()] == ["in the way"]


def test_a_reader_never_sees_half_a_thumbnail(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path)
    versions = [bytes([number]) * 200_000 + JPEG for number in range(8)]
    seen: set[bytes | None] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.add(cache.load(STAMP))

    reader = threading.Thread(target=read)
    reader.start()
    writers = [threading.Thread(target=cache.save, args=(STAMP, version)) for version in versions * 10]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    done.set()
    reader.join()
    assert seen <= {None, *versions}
    assert cache.load(STAMP) in versions
