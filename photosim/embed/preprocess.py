"""From a decoded photo to the array a network wants, with Pillow and NumPy alone."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photosim.embed.spec import ModelSpec, Transform

_FILTERS = {
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS,
}


def prepare(image: Image.Image, spec: ModelSpec) -> NDArray[np.float32]:
    """The network's input for one photo.

    Args:
        image: mode RGB, any size, e.g. `DecodedPhoto.image`.
        spec: the model; its transform is described at `Transform`.

    Returns:
        float32 (3, size, size), values (pixel - mean) / std a channel.
    """
    transform = spec.transform
    side = transform.size
    box = crop_box(*image.size, transform)
    pixels = np.asarray(image.resize((side, side), _FILTERS[transform.filter], box=box))
    if transform.channels == "BGR":
        pixels = pixels[:, :, ::-1]
    # Laid out first, as bytes: arithmetic across the old layout takes five times as long.
    planes = np.ascontiguousarray(pixels.transpose(2, 0, 1)).astype(np.float32)
    planes -= np.array(transform.mean, np.float32)[:, None, None]
    planes *= (1 / np.array(transform.std, np.float64)).astype(np.float32)[:, None, None]
    return planes


def crop_box(width: int, height: int, transform: Transform) -> tuple[float, float, float, float]:
    """The part of the photo that is looked at: left, top, right, bottom in pixels, about the centre."""
    limit = transform.aspect_limit
    kept_width = min(width, height * limit) if limit else width
    kept_height = min(height, width * limit) if limit else height
    kept_width, kept_height = kept_width * transform.crop, kept_height * transform.crop
    left, top = (width - kept_width) / 2, (height - kept_height) / 2
    return left, top, left + kept_width, top + kept_height
