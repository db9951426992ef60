"""The content fingerprint: equal for equal content, different for what the eye would tell apart."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photosim.core.fingerprint import FINGERPRINT_BYTES, fingerprint

SIZES = [0, 1, 65_536, 524_288, 524_289, 655_360, 3_000_001]


def content(size: int, seed: int = 1) -> bytes:
    return np.random.default_rng(seed).bytes(size)


def of(data: bytes) -> bytes:
    return fingerprint(io.BytesIO(data))


@pytest.mark.parametrize("size", SIZES)
def test_same_content_same_fingerprint(size: int, tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(content(size))
    with file.open("rb") as stream:
        stream.read(10)  # the position it starts from does not matter
        assert fingerprint(stream) == of(content(size))
    assert len(of(content(size))) == FINGERPRINT_BYTES


@pytest.mark.parametrize("size", SIZES[1:])
def test_other_content_other_fingerprint(size: int) -> None:
    assert of(content(size)) != of(content(size, seed=2))


@pytest.mark.parametrize("size", SIZES[1:])
@pytest.mark.parametrize("place", [0, -1])
def test_both_ends_count(size: int, place: int) -> None:
    changed = bytearray(content(size))
    changed[place] ^= 1
    assert of(bytes(changed)) != of(content(size))


def test_every_byte_of_a_small_file_counts() -> None:
    data = content(1000)
    prints = {of(data[:place] + bytes([data[place] ^ 0x80]) + data[place + 1 :]) for place in range(len(data))}
    assert len(prints | {of(data)}) == 1001


@pytest.mark.parametrize("size", [600_000, 3_000_001])
def test_length_counts_beyond_the_samples(size: int) -> None:
    assert of(bytes(size)) != of(bytes(size + 1))


def test_a_cut_or_shifted_file_differs() -> None:
    data = content(2_000_000)
    assert len({of(data), of(data[:-1]), of(data[1:]), of(data + b"\0")}) == 4


@pytest.mark.parametrize("form", ["BMP", "TIFF"])
def test_uncompressed_pictures_of_one_size_that_differ_in_a_detail_differ(form: str) -> None:
    """Scans of two pages: the same white paper, other words on it."""

    def page(top: int) -> bytes:
        image = Image.new("RGB", (1600, 1200), "white")
        image.paste((0, 0, 0), (700, top, 760, top + 8))
        buffer = io.BytesIO()
        image.save(buffer, form)
        return buffer.getvalue()

    pages = [page(top) for top in range(200, 1000, 100)]
    assert len({len(data) for data in pages}) == 1
    assert len({of(data) for data in pages}) == len(pages)
