"""Scenes painted with Pillow and NumPy, for a demonstration where no photo is at hand."""

from collections.abc import Callable
from typing import Final

from PIL import Image

from photosim.demo import landscapes, things

SCENES: Final[dict[str, Callable[[int], Image.Image]]] = {
    "sunset": landscapes.sunset,
    "mountains": landscapes.mountains,
    "night sky": landscapes.night_sky,
    "daisy": landscapes.daisy,
    "brick wall": things.brick_wall,
    "balls": things.balls,
    "balloon": things.balloon,
    "balloon and boat": things.balloon_and_boat,
    "beach": landscapes.beach,
    "city at night": things.city,
    "clock": things.clock,
    "forest": landscapes.forest,
    "lighthouse": things.lighthouse,
    "sailing boat": things.sailing_boat,
}
"""Painters of scenes by what these show; every number given to one is another version of its scene."""
