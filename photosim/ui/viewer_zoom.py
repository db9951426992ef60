"""Where a picture is on the screen while it is zoomed and dragged: arithmetic only, nothing of Qt.

Lengths on the screen are device pixels, so that 100 % is one pixel of the photo on one of the screen.
"""

import math
from dataclasses import dataclass, replace
from typing import Final

LARGEST: Final = 16.0
"""Device pixels a photo's pixel at the most."""
TILE: Final = 512
"""Pixels of a tile's side."""
Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class View:
    """What is seen of a photo.

    Attributes:
        photo: its width and height, pixels.
        screen: the room for it, device pixels.
        fitting: the scale at which all of it is seen.
        scale: device pixels a pixel of the photo.
        x: the photo's pixel in the middle of the screen, from the left.
        y: the same from the top.
    """

    photo: Size
    screen: Size
    fitting: float
    scale: float
    x: float
    y: float

    @classmethod
    def whole(cls, photo: Size, screen: Size, ratio: float) -> "View":
        """All of a photo; a small one is not enlarged beyond one of its pixels on one logical pixel.

        Args:
            photo: width and height, pixels, at least 1.
            screen: width and height, device pixels, at least 1.
            ratio: device pixels a logical one.
        """
        fitting = min(ratio, screen[0] / photo[0], screen[1] / photo[1])
        return cls(photo, screen, fitting, fitting, photo[0] / 2, photo[1] / 2)

    @property
    def is_whole(self) -> bool:
        """Whether all of the photo is seen at the scale that shows it best."""
        return math.isclose(self.scale, self.fitting, rel_tol=1e-6)

    @property
    def can_pan(self) -> bool:
        """Whether some of it is outside the screen."""
        return any(size * self.scale > room + 0.5 for size, room in zip(self.photo, self.screen, strict=True))

    def zoomed(self, scale: float, at: Size = (0.0, 0.0)) -> "View":
        """At another scale; what is at a point of the screen stays there.

        Args:
            scale: wanted; kept between what shows all of the photo, or 1, and `LARGEST`.
            at: the point, device pixels from the middle of the screen.
        """
        scale = min(max(scale, min(self.fitting, 1.0)), max(LARGEST, self.fitting))
        held = self.x + at[0] / self.scale, self.y + at[1] / self.scale
        return replace(self, scale=scale, x=held[0] - at[0] / scale, y=held[1] - at[1] / scale).kept_in()

    def moved(self, right: float, down: float) -> "View":
        """The photo dragged by so many device pixels."""
        return replace(self, x=self.x - right / self.scale, y=self.y - down / self.scale).kept_in()

    def on(self, screen: Size, ratio: float) -> "View":
        """The same on a screen of another size; all of the photo stays all of it."""
        whole = View.whole(self.photo, screen, ratio)
        if self.is_whole:
            return whole
        return replace(whole, scale=max(self.scale, min(whole.fitting, 1.0)), x=self.x, y=self.y).kept_in()

    def kept_in(self) -> "View":
        """No empty room beside a photo larger than the screen; a smaller one stays in the middle."""
        kept = []
        for middle, size, room in zip((self.x, self.y), self.photo, self.screen, strict=True):
            half = room / 2 / self.scale
            kept.append(size / 2 if 2 * half >= size else min(max(middle, half), size - half))
        return replace(self, x=kept[0], y=kept[1])

    def place(self, left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
        """Where a part of the photo, in its pixels, is on the screen: whole device pixels, so that parts join."""
        across = [round((value - self.x) * self.scale + self.screen[0] / 2) for value in (left, right)]
        down = [round((value - self.y) * self.scale + self.screen[1] / 2) for value in (top, bottom)]
        return across[0], down[0], across[1], down[1]

    @property
    def seen(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of what is on the screen, in pixels of the photo, inside it."""
        half = self.screen[0] / 2 / self.scale, self.screen[1] / 2 / self.scale
        return (
            max(0.0, self.x - half[0]),
            max(0.0, self.y - half[1]),
            min(self.photo[0], self.x + half[0]),
            min(self.photo[1], self.y + half[1]),
        )


@dataclass(frozen=True, slots=True)
class TileAt:
    """One tile.

    Attributes:
        level: it is reduced by 2 to that power.
        column: from the left.
        row: from the top.
    """

    level: int
    column: int
    row: int

    @property
    def factor(self) -> int:
        """Pixels of the picture, each way, that make one of the tile."""
        return 1 << self.level

    @property
    def side(self) -> int:
        """Pixels of the picture it covers, each way."""
        return TILE * self.factor

    @property
    def left(self) -> int:
        """Its first column of pixels in the picture."""
        return self.column * self.side

    @property
    def top(self) -> int:
        """Its first row of pixels in the picture."""
        return self.row * self.side


def tiles_of(view: View, picture: tuple[int, int]) -> list[TileAt]:
    """The tiles a view needs, those in the middle of the screen first.

    Args:
        view: what is seen.
        picture: width and height of the pixels there are, which may be fewer than the photo's.
    """
    ratio = picture[0] / view.photo[0]
    level = max(0, math.floor(math.log2(ratio / view.scale) + 1e-9))
    side = TILE << level
    left, top, right, bottom = (value * ratio for value in view.seen)
    columns = range(int(left // side), min(math.ceil(right / side), math.ceil(picture[0] / side)))
    rows = range(int(top // side), min(math.ceil(bottom / side), math.ceil(picture[1] / side)))
    middle = (left + right) / 2 / side - 0.5, (top + bottom) / 2 / side - 0.5
    every = [TileAt(level, column, row) for row in rows for column in columns]
    return sorted(every, key=lambda tile: (tile.column - middle[0]) ** 2 + (tile.row - middle[1]) ** 2)
