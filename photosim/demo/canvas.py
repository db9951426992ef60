"""What scenes are painted on: Pillow's drawing with smooth edges, and the light and noise of a camera."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

WIDTH: Final = 640
HEIGHT: Final = 448
_FINER: Final = 2
"""Everything is drawn that many times larger and made smaller at the end: Pillow draws hard edges."""
Color = tuple[int, int, int]
Point = tuple[float, float]


class Canvas:
    """An empty picture of WIDTH x HEIGHT pixels, blended from one colour at its top to another at its bottom."""

    def __init__(self, top: Color, bottom: Color) -> None:
        self._image = Image.new("RGB", (WIDTH * _FINER, HEIGHT * _FINER))
        self._draw = ImageDraw.Draw(self._image)
        self.blend(0, HEIGHT, top, bottom)

    def blend(self, above: float, below: float, top: Color, bottom: Color) -> None:
        """Fill the rows from `above` to `below` from side to side."""
        first, end = round(above * _FINER), round(below * _FINER)
        share = np.linspace(0, 1, end - first)[:, None]
        rows = np.array(top) * (1 - share) + np.array(bottom) * share
        band = np.repeat(rows[:, None, :], WIDTH * _FINER, axis=1)
        self._image.paste(Image.fromarray(band.astype(np.uint8)), (0, first))

    def ellipse(self, x: float, y: float, across: float, down: float, color: Color) -> None:
        """A filled ellipse around (x, y), with its two radii."""
        box = (x - across, y - down, x + across, y + down)
        self._draw.ellipse([side * _FINER for side in box], fill=color)

    def polygon(self, points: Sequence[Point], color: Color) -> None:
        """A filled polygon."""
        self._draw.polygon([(x * _FINER, y * _FINER) for x, y in points], fill=color)

    def line(self, points: Sequence[Point], color: Color, width: float = 1) -> None:
        """A line through some points."""
        scaled = [(x * _FINER, y * _FINER) for x, y in points]
        self._draw.line(scaled, fill=color, width=max(1, round(width * _FINER)), joint="curve")

    def below(self, skyline: NDArray[np.float64], color: Color) -> None:
        """Everything below a line that has a height, in pixels from the top, for each of the WIDTH columns."""
        line = [(float(x), float(y)) for x, y in enumerate(skyline)]
        self.polygon([(0, HEIGHT), *line, (WIDTH, float(skyline[-1])), (WIDTH, HEIGHT)], color)

    def soften(self, radius: float) -> None:
        """Blur what is there so far."""
        self._image = self._image.filter(ImageFilter.GaussianBlur(radius * _FINER))
        self._draw = ImageDraw.Draw(self._image)

    def mirror(self, level: float, light: float) -> None:
        """Make what is below a level a mirror of what is above it, darker (light 0..1) and moved by ripples."""
        row = round(level * _FINER)
        rows = np.asarray(self._image)
        upside_down = rows[max(0, 2 * row - len(rows)) : row][::-1] * light
        ripples = np.round(4 * _FINER * np.sin(np.arange(len(upside_down)) ** 0.8)).astype(int)
        moved = [np.roll(line, ripple, axis=0) for line, ripple in zip(upside_down, ripples, strict=True)]
        self._image.paste(Image.fromarray(np.array(moved).astype(np.uint8)), (0, row))

    def finish(self, seed: int, grain: float = 3) -> Image.Image:
        """The picture, with the fine noise that any camera adds; `grain` is its deviation in grey levels."""
        small = self._image.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
        noise = np.random.default_rng(seed).normal(0, grain, (HEIGHT, WIDTH, 1))
        return Image.fromarray(np.clip(np.asarray(small) + noise, 0, 255).astype(np.uint8))


def ridge(random: np.random.Generator, base: float, height: float) -> NDArray[np.float64]:
    """A skyline of mountains or waves: heights in pixels from the top, one a column."""
    columns = np.arange(WIDTH)
    line = np.full(WIDTH, float(base))
    for octave in range(1, 7):
        line += height / octave**1.3 * np.sin(columns * octave / 90 + random.uniform(0, 2 * np.pi))
    return line


def clouds(canvas: Canvas, random: np.random.Generator, count: int, color: Color, lowest: float) -> None:
    """Heaps of soft balls in the sky."""
    for _ in range(count):
        x, y, size = random.uniform(0, WIDTH), random.uniform(20, lowest), random.uniform(16, 34)
        for _ in range(9):
            puff = size * random.uniform(0.4, 0.9)
            canvas.ellipse(
                x + random.normal(0, 1.4) * size, y + random.uniform(-0.4, 0.1) * size, puff, puff / 2, color
            )
    canvas.soften(3)
