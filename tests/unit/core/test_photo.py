"""A part of a photo."""

import numpy as np
import pytest

from photosim.core.photo import Region

nan, inf = float("nan"), float("inf")


@pytest.mark.parametrize(
    "box",
    [
        (-0.1, 0, 0.5, 0.5),
        (0, -0.1, 0.5, 0.5),
        (0.6, 0, 0.5, 0.5),
        (0, 0.6, 0.5, 0.5),
        (0, 0, 0, 1),
        (0, 0, 1, 0),
        (0, 0, -0.5, 1),
        (0.5, 0.5, 0.6, 0.1),
        (nan, 0, 1, 1),
        (0, 0, nan, 1),
        (0, inf, 1, 1),
        (0, 0, inf, 1),
    ],
)
def test_boxes_outside_or_empty_are_refused(box: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="a region is X,Y,W,H"):
        Region(*box)


def test_rounding_at_the_edge_is_forgiven() -> None:
    assert Region(0.7, 0.1, 0.3 + 1e-9, 0.9).pixels(100, 100) == (70, 10, 100, 100)


def test_pixels() -> None:
    assert Region(0, 0, 1, 1).pixels(640, 480) == (0, 0, 640, 480)
    assert Region(0.25, 0.5, 0.5, 0.25).pixels(640, 480) == (160, 240, 480, 360)


@pytest.mark.parametrize("seed", range(200))
def test_a_region_is_always_a_part_of_the_picture_with_a_pixel_in_it(seed: int) -> None:
    rng = np.random.default_rng(seed)
    width, height = (int(10 ** rng.uniform(0, 4.5)) for _ in range(2))
    x, y = rng.uniform(0, 1, 2) ** rng.choice([0.01, 1, 5])
    region = Region(x, y, max(1e-9, rng.uniform(0, 1) * (1 - x)), max(1e-9, rng.uniform(0, 1) * (1 - y)))
    left, top, right, bottom = region.pixels(width, height)
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert abs(left - x * width) <= 1
    assert abs(right - (region.x + region.width) * width) <= 1.5
