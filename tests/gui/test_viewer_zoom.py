"""Zoom and pan by arithmetic."""

import itertools
import random

import pytest

from photosim.ui.viewer_zoom import LARGEST, TILE, View, tiles_of

SCREEN = (1280.0, 800.0)


@pytest.mark.parametrize(
    ("photo", "ratio", "scale"),
    [
        ((4000, 3000), 1.0, 800 / 3000),
        ((12_000, 100), 1.0, 1280 / 12_000),
        ((300, 200), 1.0, 1.0),
        ((300, 200), 2.0, 2.0),
    ],
)
def test_whole_photo(photo: tuple[float, float], ratio: float, scale: float) -> None:
    view = View.whole(photo, SCREEN, ratio)
    assert view.scale == pytest.approx(scale)
    assert (view.is_whole, view.can_pan) == (True, False)
    assert view.seen == (0, 0, *photo)
    left, top, right, bottom = view.place(0, 0, *photo)
    assert abs((left + right) / 2 - 640) <= 1
    assert abs((top + bottom) / 2 - 400) <= 1


def test_what_is_under_the_pointer_stays_there() -> None:
    view = View.whole((6000, 4000), SCREEN, 1.0)
    for at in ((100.0, -50.0), (-200.0, 90.0), (0.0, 0.0)):
        before = view.x + at[0] / view.scale, view.y + at[1] / view.scale
        for scale in (0.5, 1.0, 4.0, 16.0):
            zoomed = view.zoomed(scale, at)
            assert zoomed.x + at[0] / zoomed.scale == pytest.approx(before[0])
            assert zoomed.y + at[1] / zoomed.scale == pytest.approx(before[1])


def test_scale_has_bounds() -> None:
    view = View.whole((6000, 4000), SCREEN, 1.0)
    assert view.zoomed(1000).scale == LARGEST
    assert view.zoomed(0.0001).is_whole
    small = View.whole((300, 200), SCREEN, 2.0)
    assert (
        small.zoomed(0.1).scale == 1.0
    )  # a pixel of the photo on one of the screen, though it is shown larger at first


def test_no_empty_room_beside_a_large_photo() -> None:
    view = View.whole((6000, 4000), SCREEN, 1.0).zoomed(1.0)
    chance = random.Random(1)
    for _ in range(200):
        view = view.moved(chance.uniform(-3000, 3000), chance.uniform(-3000, 3000))
        left, top, right, bottom = view.place(0, 0, 6000, 4000)
        assert left <= 0
        assert top <= 0
        assert right >= 1280
        assert bottom >= 800
    wide = View.whole((12_000, 100), SCREEN, 1.0).zoomed(1.0).moved(0, 500)
    assert wide.y == 50  # it is lower than the screen: nowhere to go


def test_dragging_moves_with_the_hand() -> None:
    view = View.whole((6000, 4000), SCREEN, 1.0).zoomed(2.0)
    moved = view.moved(100, -40)
    assert (moved.x, moved.y) == (view.x - 50, view.y + 20)


def test_window_of_another_size() -> None:
    whole = View.whole((6000, 4000), SCREEN, 1.0)
    assert whole.on((640, 400), 1.0).is_whole
    close = whole.zoomed(2.0, (300, 100))
    other = close.on((640, 400), 1.0)
    assert (other.scale, other.x, other.y) == (2.0, close.x, close.y)


@pytest.mark.parametrize("scale", [0.06, 0.1, 0.13, 0.25, 0.3, 0.5, 0.9, 1.0, 3.7, 16.0])
@pytest.mark.parametrize("picture", [(12_000, 8_000), (6_000, 4_000)])
def test_tiles_cover_what_is_seen_once(scale: float, picture: tuple[int, int]) -> None:
    view = View.whole((12_000, 8_000), SCREEN, 1.0).zoomed(scale).moved(333, 77)
    tiles = tiles_of(view, picture)
    ratio = picture[0] / 12_000
    left, top, right, bottom = (value * ratio for value in view.seen)
    assert len({(tile.column, tile.row) for tile in tiles}) == len(tiles)
    assert min(tile.left for tile in tiles) <= left
    assert min(tile.top for tile in tiles) <= top
    assert max(tile.left + tile.side for tile in tiles) >= min(right, picture[0])
    assert max(tile.top + tile.side for tile in tiles) >= min(bottom, picture[1])
    assert all(tile.left < picture[0] and tile.top < picture[1] for tile in tiles)
    # As fine as the screen, and less than twice as fine.
    fineness = ratio / tiles[0].factor / view.scale
    assert fineness >= 0.999 or tiles[0].level == 0
    assert fineness < 2.001
    assert len(tiles) <= (2 * SCREEN[0] / TILE + 2) * (2 * SCREEN[1] / TILE + 2)


def test_tiles_in_the_middle_come_first() -> None:
    view = View.whole((12_000, 8_000), SCREEN, 1.0).zoomed(1.0)
    tiles = tiles_of(view, (12_000, 8_000))
    away = [(tile.left + tile.side / 2 - view.x) ** 2 + (tile.top + tile.side / 2 - view.y) ** 2 for tile in tiles]
    assert all(first <= second + 1 for first, second in itertools.pairwise(away))


def test_tiles_join_without_gaps() -> None:
    for scale in (0.07, 0.33, 0.77, 1.13, 5.01):
        view = View.whole((12_000, 8_000), SCREEN, 1.0).zoomed(scale).moved(123.4, 56.7)
        for tile in tiles_of(view, (12_000, 8_000)):
            _, _, right, bottom = view.place(tile.left, tile.top, tile.left + tile.side, tile.top + tile.side)
            beside = view.place(tile.left + tile.side, tile.top + tile.side, 12_000, 8_000)
            assert (right, bottom) == beside[:2]
