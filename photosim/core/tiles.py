"""Pieces of a large picture, reduced as a zoom asks for: what a viewer paints instead of a hundred million pixels."""

import numpy as np
from PIL import Image


def cut_tile(
    rgb: bytes | memoryview, size: tuple[int, int], left: int, top: int, side: int, factor: int = 1
) -> tuple[int, int, bytes]:
    """A square piece of a picture, smaller by a whole factor; what lies outside is left out.

    Args:
        rgb: 8-bit red, green, blue, row by row, 3 * width * height bytes; not copied as a whole.
        size: width and height of the picture, pixels.
        left: of the piece in the picture, pixels.
        top: of the piece in the picture, pixels.
        side: of the piece in the picture, pixels.
        factor: each pixel of the answer is the mean of so many by so many.

    Returns:
        Width, height, and 4 bytes a pixel in the order blue, green, red, unused.

    Raises:
        ValueError: the piece lies outside the picture, or the bytes are not of that size.
    """
    width, height = size
    pixels = np.frombuffer(rgb, np.uint8).reshape(height, width, 3)[top : top + side, left : left + side]
    if min(pixels.shape) < 1 or min(left, top) < 0:
        message = f"no piece at {left}, {top} in a picture of {width} x {height}"
        raise ValueError(message)
    image = Image.fromarray(np.ascontiguousarray(pixels))
    if factor > 1:
        image = image.reduce(factor)
    return image.width, image.height, image.tobytes("raw", "BGRX")
