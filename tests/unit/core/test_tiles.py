"""Pieces of a large picture."""

import numpy as np
import pytest

from photosim.core.tiles import cut_tile

PIXELS = np.random.default_rng(1).integers(0, 256, (50, 70, 3), np.uint8)
RGB = PIXELS.tobytes()


@pytest.mark.parametrize(
    ("left", "top", "side", "size"),
    [(0, 0, 32, (32, 32)), (64, 32, 32, (6, 18)), (69, 49, 32, (1, 1)), (0, 0, 100, (70, 50))],
)
def test_piece(left: int, top: int, side: int, size: tuple[int, int]) -> None:
    width, height, data = cut_tile(RGB, (70, 50), left, top, side)
    assert (width, height) == size
    pixels = np.frombuffer(data, np.uint8).reshape(height, width, 4)
    assert (pixels[..., 2::-1] == PIXELS[top : top + side, left : left + side]).all()


def test_reduced_piece_is_the_mean() -> None:
    width, height, data = cut_tile(RGB, (70, 50), 8, 4, 16, 4)
    assert (width, height) == (4, 4)
    mean = PIXELS[4:20, 8:24].reshape(4, 4, 4, 4, 3).mean(axis=(1, 3))
    assert np.abs(np.frombuffer(data, np.uint8).reshape(4, 4, 4)[..., 2::-1] - mean).max() <= 1
    assert cut_tile(RGB, (70, 50), 68, 48, 16, 4)[:2] == (1, 1)  # what is left at the edge


@pytest.mark.parametrize(("left", "top"), [(70, 0), (0, 50), (-1, 0), (0, -1)])
def test_no_piece_there(left: int, top: int) -> None:
    with pytest.raises(ValueError, match="no piece"):
        cut_tile(RGB, (70, 50), left, top, 16)


def test_bytes_of_another_size() -> None:
    with pytest.raises(ValueError, match="cannot reshape"):
        cut_tile(RGB[:-1], (70, 50), 0, 0, 16)
