"""A box on a picture, moved and resized by its handles or by keys: arithmetic in fractions of the picture."""

from dataclasses import dataclass, replace
from typing import Final, Self

from photosim.core.photo import Region

Handle = tuple[int, int]
"""Which edges a handle moves, across and down: -1 the left or upper one, 1 the right or lower one, 0 neither."""
HANDLES: Final[tuple[Handle, ...]] = ((-1, -1), (0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0))
MOVE: Final[Handle] = (0, 0)
"""The inside: all edges at once."""


@dataclass(frozen=True, slots=True)
class Box:
    """Edges of a box, 0..1 of the picture's width and height; left <= right, top <= bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, region: Region) -> Self:
        """The box of a region."""
        return cls(region.x, region.y, min(1.0, region.x + region.width), min(1.0, region.y + region.height))

    @classmethod
    def between(cls, x: float, y: float, x2: float, y2: float) -> Self:
        """The box that two corners span, cut to the picture."""
        across, down = sorted((_inside(x), _inside(x2))), sorted((_inside(y), _inside(y2)))
        return cls(across[0], down[0], across[1], down[1])

    @property
    def region(self) -> Region:
        """The same as a region; the box must not be empty."""
        return Region(self.left, self.top, self.right - self.left, self.bottom - self.top)

    @property
    def width(self) -> float:
        """Share of the picture's width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Share of the picture's height."""
        return self.bottom - self.top

    def point(self, handle: Handle) -> tuple[float, float]:
        """Where a handle is."""
        across, down = handle
        x = (self.left, (self.left + self.right) / 2, self.right)[across + 1]
        y = (self.top, (self.top + self.bottom) / 2, self.bottom)[down + 1]
        return x, y

    def moved(self, right: float, down: float) -> Self:
        """Moved as far as the picture's edges allow."""
        right = min(max(right, -self.left), 1 - self.right)
        down = min(max(down, -self.top), 1 - self.bottom)
        return replace(
            self, left=self.left + right, right=self.right + right, top=self.top + down, bottom=self.bottom + down
        )

    def pulled(self, handle: Handle, right: float, down: float, least: tuple[float, float]) -> Self:
        """With a handle dragged; `MOVE` moves it all.

        Args:
            handle: which.
            right: how far.
            down: how far.
            least: width and height it keeps.
        """
        if handle == MOVE:
            return self.moved(right, down)
        across, upright = handle
        left, top, far, low = self.left, self.top, self.right, self.bottom
        if across < 0:
            left = max(0.0, min(left + right, far - least[0]))
        elif across > 0:
            far = min(1.0, max(far + right, left + least[0]))
        if upright < 0:
            top = max(0.0, min(top + down, low - least[1]))
        elif upright > 0:
            low = min(1.0, max(low + down, top + least[1]))
        return replace(self, left=left, top=top, right=far, bottom=low)


def _inside(value: float) -> float:
    return min(1.0, max(0.0, value))
