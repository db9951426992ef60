"""Painted landscapes; each version of one is as if photographed at another moment from another place."""

import numpy as np
from PIL import Image

from photosim.demo.canvas import HEIGHT, WIDTH, Canvas, Color, clouds, ridge


def sunset(version: int = 0) -> Image.Image:
    """The sun over the sea."""
    random = np.random.default_rng([1, version])
    x, horizon, size = random.uniform(180, 460), random.uniform(255, 300), random.uniform(36, 56)
    warm = int(random.integers(-25, 25))
    canvas = Canvas((60 + warm, 40, 110), (250, 150 + warm, 60))
    canvas.ellipse(x, horizon - size * random.uniform(0.2, 1.1), size, size, (255, 235, 170))
    canvas.soften(2)
    canvas.blend(horizon, HEIGHT, (70, 52, 88), (28, 32, 70))
    for y in np.arange(horizon + 3, HEIGHT, 3):
        spread = 12 + (y - horizon) * 0.7
        for glint in random.normal(x, spread, 7):
            canvas.line([(glint - 7, y), (glint + 7, y)], (250, 180, 100))
    return canvas.finish(version)


def mountains(version: int = 0) -> Image.Image:
    """Three ranges in the haze, the farthest with snow on it."""
    random = np.random.default_rng([2, version])
    canvas = Canvas((90, 150, 220), (225, 235, 245))
    clouds(canvas, random, 3, (245, 248, 252), 110)
    far = ridge(random, random.uniform(170, 200), 60)
    canvas.below(far, (238, 243, 250))
    snow = ridge(random, random.uniform(172, 190), 7) + random.normal(0, 4, WIDTH)
    canvas.below(np.maximum(far + 18 + random.normal(0, 4, WIDTH), snow), (140, 158, 184))
    canvas.below(ridge(random, 270, 46), (95, 120, 140))
    canvas.below(ridge(random, 345, 40) + random.normal(0, 3, WIDTH), (40, 75, 60))
    return canvas.finish(version)


def night_sky(version: int = 0) -> Image.Image:
    """Stars and the moon above dark hills."""
    random = np.random.default_rng([3, version])
    canvas = Canvas((5, 8, 25), (32, 38, 74))
    for x, y, light in random.uniform((0, 0, 0.3), (WIDTH, HEIGHT, 1), (420, 3)):
        canvas.ellipse(x, y, light, light, (int(235 * light),) * 3)
    x, y, size = random.uniform(120, 520), random.uniform(80, 170), random.uniform(38, 62)
    canvas.ellipse(x, y, size, size, (235, 235, 215))
    for right, down, crater in ((-0.4, -0.2, 0.24), (0.3, 0.25, 0.18), (-0.2, 0.5, 0.13), (0.45, -0.35, 0.14)):
        canvas.ellipse(x + right * size, y + down * size, crater * size, crater * size, (208, 208, 190))
    canvas.below(ridge(random, 400, 22), (6, 8, 18))
    return canvas.finish(version)


def beach(version: int = 0) -> Image.Image:
    """Sand, a blue sea, and a parasol."""
    random = np.random.default_rng([4, version])
    canvas = Canvas((70, 160, 235), (205, 232, 248))
    clouds(canvas, random, int(random.integers(1, 5)), (250, 252, 255), 100)
    horizon = random.uniform(150, 185)
    canvas.blend(horizon, 330, (25, 95, 165), (105, 210, 205))
    shore = ridge(random, random.uniform(285, 310), 14)
    canvas.below(shore - 8, (245, 250, 250))
    canvas.below(shore + 3, (196, 170, 125))
    canvas.below(shore + 14, (232, 208, 160))
    for x, y in random.uniform((0, 345), (WIDTH, HEIGHT), (160, 2)):
        canvas.ellipse(x, y, 2.5, 0.8, (214, 188, 140))
    cloth: tuple[Color, Color] = ((215, 50, 50), (35, 110, 190), (240, 160, 30))[version % 3], (250, 246, 238)
    _parasol(canvas, random.uniform(160, 480), random.uniform(190, 230), random.uniform(85, 120), cloth)
    return canvas.finish(version)


def _parasol(canvas: Canvas, x: float, y: float, size: float, cloth: tuple[Color, Color]) -> None:
    foot = y + size * 1.7
    canvas.ellipse(x + size * 0.5, foot, size * 0.95, size * 0.13, (190, 164, 118))
    canvas.line([(x, y - size * 0.1), (x, foot)], (120, 90, 60), 5)
    steps = np.linspace(0, np.pi, 40)
    for number, width in enumerate((1, 0.75, 0.45, 0.15)):
        dome = [(x - size * width * np.cos(a), y + size * 0.45 - size * 0.85 * np.sin(a)) for a in steps]
        canvas.polygon(dome, cloth[number % 2])
    canvas.ellipse(x, y - size * 0.4, 4, 6, (120, 90, 60))


def forest(version: int = 0) -> Image.Image:
    """Trunks that fade into the haze."""
    random = np.random.default_rng([5, version])
    light: Color = ((205, 222, 165), (222, 214, 150), (190, 214, 190))[version % 3]
    canvas = Canvas((120, 160, 90), light)
    canvas.ellipse(random.uniform(150, 490), 190, 190, 130, tuple(min(255, tone + 30) for tone in light))  # type: ignore[arg-type]
    canvas.soften(30)
    canvas.blend(330, HEIGHT, (128, 140, 70), (52, 74, 30))
    for depth in np.linspace(0, 1, 5):
        trunk: Color = (int(150 - 108 * depth), int(160 - 124 * depth), int(115 - 90 * depth))
        for x in random.uniform(-20, WIDTH + 20, 12 - round(7 * depth)):
            width, foot = 5 + 22 * depth, 335 + 90 * depth + random.uniform(-8, 8)
            lean = random.normal(0, 12)
            canvas.polygon(
                [(x - width, foot + 12), (x + width, foot + 12), (x + lean + width / 2, 0), (x + lean - width / 2, 0)],
                trunk,
            )
        leaf: Color = (int(105 - 60 * depth), int(150 - 70 * depth), int(60 - 30 * depth))
        for x, y in random.uniform((0, -20), (WIDTH, 80), (40, 2)):
            canvas.ellipse(x, y, 26, 17, leaf)
    for x, y in random.uniform((0, 350), (WIDTH, HEIGHT), (260, 2)):
        canvas.line([(x, y), (x + random.normal(0, 7), y - 22)], (70 + int(y) % 40, 110 + int(x) % 40, 40), 1.5)
    return canvas.finish(version)


def daisy(version: int = 0) -> Image.Image:
    """A daisy in a meadow."""
    random = np.random.default_rng([6, version])
    canvas = Canvas((70, 130, 50), (40, 95, 35))
    for x, y, bend in zip(
        random.uniform(0, WIDTH, 1500), random.uniform(0, HEIGHT + 30, 1500), random.normal(0, 8, 1500), strict=True
    ):
        canvas.line([(x, y), (x + bend, y - 30)], (60 + int(y) % 60, 140 + int(x) % 60, 45), 2)
    canvas.soften(1.2)
    x, y, size = random.uniform(230, 410), random.uniform(180, 260), random.uniform(85, 125)
    canvas.line([(x, y), (x + random.normal(0, 40), HEIGHT)], (60, 120, 45), 8)
    turn, petals = random.uniform(0, 1), int(random.integers(16, 22))
    for number in range(petals):
        angle = turn + number * 2 * np.pi / petals
        tip = x + size * np.cos(angle), y + size * 0.9 * np.sin(angle)
        shade = 232 + 18 * (number % 2)
        canvas.line([(x, y), tip], (shade, shade, shade - 4), size * 0.22)
        canvas.ellipse(*tip, size * 0.11, size * 0.11, (shade, shade, shade - 4))
    canvas.ellipse(x, y, size * 0.36, size * 0.33, (225, 165, 30))
    for right, down in random.normal(0, size * 0.13, (90, 2)):
        canvas.ellipse(x + right, y + down, 2, 2, (250, 205, 70))
    return canvas.finish(version)
