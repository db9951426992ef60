"""Painted things; each version of one is as if photographed at another moment from another place."""

from itertools import pairwise
from typing import Final

import numpy as np
from PIL import Image

from photosim.demo.canvas import HEIGHT, WIDTH, Canvas, Color, clouds, ridge

_CLOTHS: Final[tuple[tuple[Color, Color], ...]] = (
    ((215, 45, 45), (245, 200, 60)),
    ((40, 90, 190), (240, 240, 240)),
    ((235, 120, 30), (120, 40, 120)),
    ((40, 140, 80), (250, 220, 90)),
)


def balls(version: int = 0) -> Image.Image:
    """Three balls on a table."""
    random = np.random.default_rng([7, version])
    canvas = Canvas((215, 205, 190), (215, 205, 190))
    edge = random.uniform(285, 315)
    canvas.blend(edge, HEIGHT, (128, 86, 54), (100, 66, 40))
    colors = [(200, 40, 40), (40, 90, 190), (235, 200, 50)]
    random.shuffle(colors)
    for place, color in zip((150, 320, 490), colors, strict=True):
        x, size = place + random.uniform(-25, 25), random.uniform(55, 80)
        y = edge + 65 - size + random.uniform(-10, 25)
        canvas.ellipse(x + 10, y + size * 0.95, size * 1.1, size * 0.22, (74, 48, 28))
        for step in np.arange(size, 0, -1):
            light = 1 - step / size / 1.5
            tone = [min(255, int(part * (0.6 + light) + 60 * light)) for part in color]
            canvas.ellipse(x - (size - step) / 3, y - (size - step) / 3, step, step, (tone[0], tone[1], tone[2]))
    return canvas.finish(version)


def brick_wall(version: int = 0) -> Image.Image:
    """A wall."""
    random = np.random.default_rng([8, version])
    canvas = Canvas((190, 180, 170), (178, 168, 158))
    high = float(random.integers(26, 44))
    for row, y in enumerate(np.arange(-random.uniform(0, high), HEIGHT, high)):
        for x in np.arange(-high * 2 * (1 + row % 2 / 2), WIDTH, high * 2):
            shade = int(random.integers(-25, 25))
            corners = [
                (x + 2, y + 2),
                (x + high * 2 - 2, y + 2),
                (x + high * 2 - 2, y + high - 2),
                (x + 2, y + high - 2),
            ]
            canvas.polygon(corners, (165 + shade, 75 + shade // 2, 55 + shade // 2))
    return canvas.finish(version)


def balloon(version: int = 0) -> Image.Image:
    """A hot-air balloon above hills."""
    random = np.random.default_rng([9, version])
    canvas = Canvas((60, 140, 225), (215, 232, 245))
    clouds(canvas, random, 4, (248, 250, 252), 260)
    canvas.below(ridge(random, 375, 24), (120, 150, 110))
    canvas.below(ridge(random, 415, 20), (70, 110, 60))
    paint_balloon(canvas, random.uniform(220, 420), random.uniform(150, 185), random.uniform(95, 125), version)
    return canvas.finish(version)


def paint_balloon(canvas: Canvas, x: float, y: float, size: float, version: int) -> None:
    """A hot-air balloon with its middle at (x, y)."""
    cloth = _CLOTHS[version % len(_CLOTHS)]
    steps = np.linspace(-0.15 * np.pi, 1.15 * np.pi, 60)
    for number, width in enumerate((1, 0.82, 0.58, 0.32, 0.1)):
        dome = [(x - size * width * np.cos(a), y - size * np.sin(a)) for a in steps]
        canvas.polygon(
            [*dome, (x + size * 0.16 * width, y + size * 1.25), (x - size * 0.16 * width, y + size * 1.25)],
            cloth[number % 2],
        )
    for side in (-1, 1):
        canvas.line(
            [(x + side * size * 0.15, y + size * 1.25), (x + side * size * 0.11, y + size * 1.5)], (60, 50, 40), 1.5
        )
    left, right = x - size * 0.13, x + size * 0.13
    basket = [
        (left, y + size * 1.48),
        (right, y + size * 1.48),
        (right - 3, y + size * 1.68),
        (left + 3, y + size * 1.68),
    ]
    canvas.polygon(basket, (125, 85, 45))


def sailing_boat(version: int = 0) -> Image.Image:
    """A boat with two sails on a calm sea."""
    random = np.random.default_rng([10, version])
    canvas = Canvas((95, 165, 230), (220, 235, 245))
    clouds(canvas, random, 3, (250, 252, 255), 120)
    horizon = random.uniform(240, 275)
    paint_sea(canvas, random, horizon)
    paint_boat(canvas, random.uniform(230, 410), horizon + random.uniform(50, 85), random.uniform(95, 130), version)
    return canvas.finish(version)


def paint_sea(canvas: Canvas, random: np.random.Generator, horizon: float) -> None:
    """Water from the horizon down, with glints on it."""
    canvas.blend(horizon, HEIGHT, (70, 130, 180), (20, 70, 125))
    for x, y in random.uniform((0, horizon + 4), (WIDTH, HEIGHT), (260, 2)):
        long = 4 + (y - horizon) * 0.12
        canvas.line([(x - long, y), (x + long, y)], (120, 175, 212))


def paint_boat(canvas: Canvas, x: float, y: float, size: float, version: int) -> None:
    """A sailing boat whose water line is at (x, y); the mast is twice `size` high."""
    hull: Color = ((150, 40, 35), (245, 245, 240), (35, 60, 110), (90, 60, 40))[version % 4]
    canvas.polygon([(x - size * 0.8, y + 8), (x + size * 0.7, y + 8), (x, y + size * 0.6)], (45, 92, 140))
    canvas.line([(x, y - size * 0.2), (x, y - size * 2)], (90, 70, 50), 4)
    canvas.polygon(
        [(x + 6, y - size * 1.95), (x + size * 0.85, y - size * 0.3), (x + 6, y - size * 0.3)], (252, 250, 244)
    )
    canvas.polygon(
        [(x - 6, y - size * 1.75), (x - 6, y - size * 0.3), (x - size * 0.7, y - size * 0.3)], (232, 232, 226)
    )
    deck = [
        (x - size, y - size * 0.24),
        (x + size, y - size * 0.28),
        (x + size * 0.68, y + 8),
        (x - size * 0.72, y + 8),
    ]
    canvas.polygon(deck, hull)
    canvas.line(deck[:2], (230, 225, 210), 3)


def lighthouse(version: int = 0) -> Image.Image:
    """A lighthouse on a cliff."""
    random = np.random.default_rng([11, version])
    evening = version % 2
    canvas = Canvas(*(((75, 85, 150), (245, 190, 150)) if evening else ((85, 160, 230), (215, 234, 246))))
    clouds(canvas, random, 4, (250, 225, 215) if evening else (250, 252, 255), 150)
    paint_sea(canvas, random, 330)
    x, top, size = random.uniform(220, 420), random.uniform(70, 105), random.uniform(30, 38)
    foot = 325.0
    side = 1 if x < WIDTH / 2 else -1
    edge = WIDTH * (side < 0)
    canvas.polygon(
        [(edge, 300), (x, 312), (x + side * 90, 325), (x + side * 140, HEIGHT), (edge, HEIGHT)], (98, 88, 72)
    )
    canvas.polygon([(edge, 296), (x, 308), (x + side * 90, 322), (x + side * 60, 336), (edge, 326)], (88, 130, 62))
    bands = np.linspace(0, 1, 6)
    for number, (above, below) in enumerate(pairwise(bands)):
        wide, wider = size * (0.62 + 0.38 * above), size * (0.62 + 0.38 * below)
        high, low = top + (foot - top) * above, top + (foot - top) * below
        color = (205, 45, 40) if number % 2 == 0 else (246, 244, 238)
        canvas.polygon([(x - wide, high), (x + wide, high), (x + wider, low), (x - wider, low)], color)
    canvas.polygon(
        [(x - size * 0.8, top), (x + size * 0.8, top), (x + size * 0.8, top - 6), (x - size * 0.8, top - 6)],
        (50, 50, 55),
    )
    canvas.polygon(
        [(x - size * 0.4, top - 6), (x + size * 0.4, top - 6), (x + size * 0.4, top - 34), (x - size * 0.4, top - 34)],
        (250, 240, 170),
    )
    canvas.polygon([(x - size * 0.55, top - 34), (x + size * 0.55, top - 34), (x, top - 58)], (150, 35, 32))
    return canvas.finish(version)


def city(version: int = 0) -> Image.Image:
    """Lit windows at night, and their reflection in a river."""
    random = np.random.default_rng([12, version])
    canvas = Canvas((10, 12, 40), ((90, 60, 110), (50, 60, 110), (120, 70, 80))[version % 3])
    shore = random.uniform(290, 325)
    for depth in (0.0, 1.0):
        x = random.uniform(-40, 0)
        while x < WIDTH:
            wide, high = random.uniform(38, 78), random.uniform(90, 245 - 70 * depth)
            tone: Color = (30, 30, 58) if depth == 0 else (16, 18, 36)
            canvas.polygon([(x, shore), (x, shore - high), (x + wide, shore - high), (x + wide, shore)], tone)
            for left in np.arange(x + 6, x + wide - 8, 10):
                for above in np.arange(shore - high + 8, shore - 8, 13):
                    if random.random() < 0.45:
                        lit: Color = (255, 214, 130) if random.random() < 0.8 else (190, 220, 255)
                        canvas.polygon(
                            [(left, above), (left + 5, above), (left + 5, above + 7), (left, above + 7)], lit
                        )
            x += wide + random.uniform(0, 26)
    canvas.mirror(shore, 0.55)
    return canvas.finish(version)


def clock(version: int = 0) -> Image.Image:
    """A clock on a wall."""
    random = np.random.default_rng([13, version])
    wall: Color = ((196, 205, 190), (225, 205, 180), (180, 195, 215))[version % 3]
    canvas = Canvas(wall, (wall[0] - 30, wall[1] - 30, wall[2] - 30))
    x, y, size = random.uniform(250, 390), random.uniform(200, 240), random.uniform(135, 170)
    canvas.ellipse(x + 10, y + 14, size, size, (wall[0] - 60, wall[1] - 60, wall[2] - 60))
    canvas.soften(5)
    canvas.ellipse(x, y, size, size, ((60, 45, 35), (30, 30, 34), (150, 120, 60))[version % 3])
    canvas.ellipse(x, y, size * 0.9, size * 0.9, (250, 248, 240))
    for minute in range(60):
        angle = minute * np.pi / 30
        inner, width = (0.7, 6) if minute % 5 == 0 else (0.8, 2)
        ends = [(x + size * far * np.sin(angle), y - size * far * np.cos(angle)) for far in (inner, 0.84)]
        canvas.line(ends, (30, 30, 30), width)
    for turn, far, width in zip(random.uniform(0, 2 * np.pi, 2), (0.45, 0.72), (10, 6), strict=True):
        canvas.line([(x, y), (x + size * far * np.sin(turn), y - size * far * np.cos(turn))], (20, 20, 20), width)
    canvas.ellipse(x, y, 9, 9, (180, 40, 40))
    return canvas.finish(version)


def balloon_and_boat(version: int = 0) -> Image.Image:
    """Two things in one picture: a balloon above the sea, and a boat."""
    random = np.random.default_rng([14, version])
    canvas = Canvas((80, 155, 230), (220, 235, 246))
    clouds(canvas, random, 3, (250, 252, 255), 120)
    paint_sea(canvas, random, 300)
    paint_balloon(canvas, 180 + random.uniform(-20, 20), 120, 80, version)
    paint_boat(canvas, 450 + random.uniform(-20, 20), 360, 95, version + 1)
    return canvas.finish(version)
