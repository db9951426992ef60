"""Scenes painted with Pillow and NumPy, for a demonstration where no photo is at hand."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

_WIDTH: Final = 640
_HEIGHT: Final = 448
_Color = tuple[int, int, int]


def _sky(top: _Color, bottom: _Color) -> Image.Image:
    """A vertical blend of two colours."""
    share = np.linspace(0, 1, _HEIGHT)[:, None]
    rows = np.array(top) * (1 - share) + np.array(bottom) * share
    return Image.fromarray(np.repeat(rows[:, None, :], _WIDTH, axis=1).astype(np.uint8))


def _grain(image: Image.Image, seed: int, strength: float) -> Image.Image:
    """Fine noise, as any camera adds."""
    noise = np.random.default_rng(seed).normal(0, strength, (_HEIGHT, _WIDTH, 1))
    return Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8))


def _ridge(seed: int, base: float, height: float) -> NDArray[np.float64]:
    """A mountain skyline: heights in pixels from the top, one a column."""
    random = np.random.default_rng(seed)
    columns = np.arange(_WIDTH)
    line = np.full(_WIDTH, float(base))
    for octave in range(1, 7):
        line += height / octave**1.3 * np.sin(columns * octave / 90 + random.uniform(0, 6.28))
    return line


def sunset() -> Image.Image:
    """The sun over the sea."""
    image = _sky((60, 40, 110), (250, 150, 60))
    draw = ImageDraw.Draw(image)
    draw.ellipse((270, 200, 370, 300), fill=(255, 235, 170))
    image = image.filter(ImageFilter.GaussianBlur(2))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 280, _WIDTH, _HEIGHT), fill=(35, 40, 80))
    random = np.random.default_rng(1)
    for y in range(284, _HEIGHT, 3):
        spread = 20 + (y - 284) * 0.9
        for x in random.normal(320, spread, 9):
            draw.line((x, y, x + 14, y), fill=(250, 180, 100))
    return _grain(image, 1, 5)


def mountains() -> Image.Image:
    """Three ranges in the haze."""
    image = _sky((90, 150, 220), (225, 235, 245))
    draw = ImageDraw.Draw(image)
    for number, color in enumerate([(150, 170, 195), (95, 120, 140), (40, 75, 60)]):
        line = _ridge(number + 3, 210 + 70 * number, 46)
        draw.polygon([(0, _HEIGHT), *zip(range(_WIDTH), line, strict=True), (_WIDTH, _HEIGHT)], fill=color)
    return _grain(image, 2, 7)


def night() -> Image.Image:
    """Stars and a moon."""
    image = _sky((5, 8, 25), (25, 30, 60))
    draw = ImageDraw.Draw(image)
    random = np.random.default_rng(5)
    for x, y, light in zip(random.uniform(0, _WIDTH, 500), random.uniform(0, _HEIGHT, 500), range(500), strict=True):
        draw.point((x, y), fill=(120 + light % 136,) * 3)
    draw.ellipse((440, 70, 540, 170), fill=(235, 235, 215))
    for x, y, r in ((470, 100, 12), (505, 130, 9), (480, 140, 6), (515, 95, 7)):
        draw.ellipse((x - r, y - r, x + r, y + r), fill=(205, 205, 190))
    return _grain(image, 3, 4)


def flower() -> Image.Image:
    """A daisy in a meadow."""
    image = _sky((70, 130, 50), (40, 95, 35))
    draw = ImageDraw.Draw(image)
    random = np.random.default_rng(8)
    for x, y, bend in zip(
        random.uniform(0, _WIDTH, 1500), random.uniform(0, _HEIGHT, 1500), random.normal(0, 8, 1500), strict=True
    ):
        draw.line((x, y, x + bend, y - 30), fill=(60 + int(y) % 60, 140 + int(x) % 60, 45), width=2)
    for angle in np.arange(0, 2 * np.pi, np.pi / 9):
        x, y = 320 + 85 * np.cos(angle), 210 + 85 * np.sin(angle)
        draw.line((320, 210, x, y), fill=(250, 250, 245), width=26)
        draw.ellipse((x - 13, y - 13, x + 13, y + 13), fill=(250, 250, 245))
    draw.ellipse((280, 170, 360, 250), fill=(240, 190, 40))
    return _grain(image, 4, 8)


def bricks() -> Image.Image:
    """A wall."""
    image = Image.new("RGB", (_WIDTH, _HEIGHT), (190, 180, 170))
    draw = ImageDraw.Draw(image)
    random = np.random.default_rng(9)
    for row in range(0, _HEIGHT, 32):
        for x in range(-64 * (row // 32 % 2) // 2, _WIDTH, 64):
            shade = int(random.integers(-25, 25))
            draw.rectangle((x + 2, row + 2, x + 61, row + 29), fill=(165 + shade, 75 + shade // 2, 55 + shade // 2))
    return _grain(image, 5, 10)


def balls() -> Image.Image:
    """Three balls on a table."""
    image = _sky((215, 205, 190), (215, 205, 190))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 300, _WIDTH, _HEIGHT), fill=(120, 80, 50))
    for x, color in ((150, (200, 40, 40)), (320, (40, 90, 190)), (490, (235, 200, 50))):
        draw.ellipse((x - 80, 330, x + 90, 372), fill=(80, 52, 32))
        for step in range(70, 0, -1):
            light = 1 - step / 110
            tone = tuple(min(255, int(c * (0.6 + light) + 60 * light)) for c in color)
            center = x - (70 - step) // 3, 280 - (70 - step) // 3
            draw.ellipse((center[0] - step, center[1] - step, center[0] + step, center[1] + step), fill=tone)
    return _grain(image, 6, 5)


SCENES: Final[dict[str, Callable[[], Image.Image]]] = {
    "sunset": sunset,
    "mountains": mountains,
    "night sky": night,
    "daisy": flower,
    "brick wall": bricks,
    "balls": balls,
}
