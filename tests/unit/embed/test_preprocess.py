"""From pixels to the network's input, against values worked out by hand."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from photosim.assets import bundled_models_folder
from photosim.embed.preprocess import crop_box, prepare
from photosim.embed.registry import DEFAULT_MODEL, find_model
from photosim.embed.spec import ModelSpec


def spec_with(**changes: Any) -> ModelSpec:
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    plain = {"aspect_limit": None, "crop": 1.0, "mean": (0.0, 0.0, 0.0), "std": (1.0, 1.0, 1.0)}
    return replace(spec, transform=replace(spec.transform, **plain | changes))


@pytest.mark.parametrize("size", [(1, 1), (1, 4000), (640, 480), (480, 640), (3000, 17)])
def test_every_size_gives_the_networks_input(size: tuple[int, int]) -> None:
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    result = prepare(Image.new("RGB", size, (255, 0, 127)), spec)
    side = spec.transform.size
    assert result.shape == (3, side, side)
    assert result.dtype == np.float32
    wanted = (np.array([255, 0, 127]) - spec.transform.mean) / spec.transform.std
    assert np.abs(result - wanted[:, None, None]).max() < 1e-5


def test_pixels_keep_their_place_and_channel() -> None:
    spec = spec_with(size=32)
    pixels = np.random.default_rng(1).integers(0, 256, (32, 32, 3), np.uint8)
    assert (prepare(Image.fromarray(pixels), spec) == pixels.transpose(2, 0, 1)).all()
    backwards = prepare(Image.fromarray(pixels), spec_with(size=32, channels="BGR"))
    assert (backwards == pixels.transpose(2, 0, 1)[::-1]).all()


def test_mean_and_std_are_a_channels_own() -> None:
    spec = spec_with(size=32, mean=(10.0, 20.0, 30.0), std=(1.0, 2.0, 4.0))
    result = prepare(Image.new("RGB", (50, 50), (11, 24, 38)), spec)
    assert result[:, 5, 5].tolist() == [1.0, 2.0, 2.0]


@pytest.mark.parametrize(
    ("size", "limit", "crop", "box"),
    [
        ((400, 300), None, 1.0, (0, 0, 400, 300)),
        ((400, 300), 1.0, 1.0, (50, 0, 350, 300)),
        ((300, 400), 1.0, 1.0, (0, 50, 300, 350)),
        ((400, 300), 1.2, 1.0, (20, 0, 380, 300)),
        ((300, 300), 1.2, 0.9, (15, 15, 285, 285)),
        ((400, 300), 1.2, 0.5, (110, 75, 290, 225)),
        ((320, 300), 1.2, 1.0, (0, 0, 320, 300)),
    ],
)
def test_the_part_that_is_looked_at(
    size: tuple[int, int], limit: float | None, crop: float, box: tuple[float, float, float, float]
) -> None:
    transform = spec_with(aspect_limit=limit, crop=crop).transform
    assert crop_box(*size, transform) == pytest.approx(box)


def test_what_is_cut_off_does_not_count() -> None:
    image = Image.new("RGB", (400, 200), (255, 0, 0))
    image.paste((0, 0, 255), (90, 0, 310, 200))
    result = prepare(image, spec_with(size=64, aspect_limit=1.0))
    assert (result[0] == 0).all()
    assert (result[2] == 255).all()


def test_shrinking_skips_no_pixels() -> None:
    """A fine chessboard becomes grey, not noise."""
    board = np.indices((2048, 2048)).sum(axis=0) % 2 * 255
    image = Image.fromarray(board.astype(np.uint8)).convert("RGB")
    assert np.abs(prepare(image, spec_with()) - 127.5).max() <= 1.5
