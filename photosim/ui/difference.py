"""Two photos made ready to be compared: laid over each other where they show one scene, and what they differ in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage

from photosim.core.photo import PhotoId
from photosim.errors import PhotosimError
from photosim.library import Library
from photosim.library.reports import Details, Picture
from photosim.ui.jobs import JobContext
from photosim.ui.lookalikes import to_image
from photosim.ui.reasons import short

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    from photosim.core.likeness import Place

SCREEN_SIDE: Final = 2048
"""Longest side of the pictures shown first, pixels."""
FINE_SIDE: Final = 6000
"""The same once somebody zooms in."""
_MOST_AMPLIFIED: Final = 16.0
_KEEP: Final = Qt.AspectRatioMode.KeepAspectRatio
_GREY: Final = 480
"""Side of the pictures by which two photos are laid over each other; a multiple of `core.likeness.SIDE`."""
_QUIET: Final = 12
"""Levels of 255 by which saving anew changes a pixel."""


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One of the two photos.

    Attributes:
        photo_id: its number.
        name: of its file.
        image: null if it cannot be shown.
        reason: why not.
        details: what its file says; None if it cannot be reached.
        sharpness: how much fine detail its thumbnail has.
        place: where it lies on the common frame, in the frame's pixels.
    """

    photo_id: PhotoId
    name: str
    image: QImage
    reason: str
    details: Details | None
    sharpness: float
    place: QRectF


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Both, on a frame that is as large as the larger one in pixels.

    Attributes:
        sides: left and right.
        frame: its size.
        aligned: whether they lie over each other as their contents do.
        difference: of where they overlap, amplified; null if one cannot be shown.
        difference_place: where that is on the frame.
        amplified: by how much.
        differing: share of its pixels, 0..1, that differ by more than saving anew changes them.
    """

    sides: tuple[Side, Side]
    frame: QSizeF
    aligned: bool
    difference: QImage
    difference_place: QRectF
    amplified: float
    differing: float


def load_pair(library: Library, ids: tuple[PhotoId, PhotoId], side: int) -> Callable[[JobContext], Pair]:
    """The worker's part.

    Args:
        library: where photos come from.
        ids: left and right.
        side: longest side of the pictures, pixels.
    """

    def work(context: JobContext) -> Pair:
        pictures: list[Picture | None] = []
        reasons = []
        for photo_id in ids:
            context.token.raise_if_cancelled()
            picture, reason = _picture(library, photo_id, side)
            pictures.append(picture)
            reasons.append(reason)
        sizes = [QSizeF(one.full_width, one.full_height) if one else QSizeF(4, 3) for one in pictures]
        place = _place(pictures[0], pictures[1]) if pictures[0] and pictures[1] else None
        frame, places = lay_out((sizes[0], sizes[1]), place)
        names = _names(library, ids)
        sides = [
            Side(
                photo_id,
                names[number],
                to_image(picture) if picture else QImage(),
                reasons[number],
                _details(library, photo_id),
                _sharpness(library, photo_id),
                places[number],
            )
            for number, (photo_id, picture) in enumerate(zip(ids, pictures, strict=True))
        ]
        context.token.raise_if_cancelled()
        image, overlap, amplified, differing = QImage(), QRectF(), 1.0, 0.0
        if pictures[0] is not None and pictures[1] is not None:
            overlap = places[0].intersected(places[1])
            image, amplified, differing = _difference((pictures[0], pictures[1]), places, overlap)
        return Pair((sides[0], sides[1]), frame, place is not None, image, overlap, amplified, differing)

    return work


def lay_out(sizes: tuple[QSizeF, QSizeF], place: "Place | None") -> tuple[QSizeF, tuple[QRectF, QRectF]]:
    """The frame for two pictures of these sizes, and where they lie on it: by their contents, else centred."""
    if place is None:
        large = max(sizes, key=lambda size: size.width() * size.height())
        fitted = [size.scaled(large, _KEEP) for size in sizes]
        spare = [(large - size) / 2 for size in fitted]
        places = [QRectF(QPointF(left.width(), left.height()), size) for left, size in zip(spare, fitted, strict=True)]
        return large, (places[0], places[1])
    frame = sizes[1] if place.second_is_larger else sizes[0]
    # As many pixels as the finer of the two has for the same part of the scene.
    other = sizes[0] if place.second_is_larger else sizes[1]
    frame = frame * max(1.0, other.width() / (place.width * frame.width()))
    width, height = frame.width(), frame.height()
    whole = QRectF(0, 0, width, height)
    part = QRectF(place.left * width, place.top * height, place.width * width, place.height * height)
    return frame, ((part, whole) if place.second_is_larger else (whole, part))


def _picture(library: Library, photo_id: PhotoId, side: int) -> tuple[Picture | None, str]:
    try:
        return library.picture(photo_id, side), ""
    except PhotosimError as error:
        return None, short(error)


def _names(library: Library, ids: tuple[PhotoId, PhotoId]) -> list[str]:
    photos = library.photos(ids)
    return [photos[photo_id].path.name if photo_id in photos else "" for photo_id in ids]


def _details(library: Library, photo_id: PhotoId) -> Details | None:
    try:
        return library.details(photo_id)
    except PhotosimError:
        return None


def _sharpness(library: Library, photo_id: PhotoId) -> float:
    from photosim.core.likeness import sharpness  # noqa: PLC0415 - takes long to import, and a window opens without

    jpeg = library.thumbnail(photo_id).jpeg
    return sharpness(jpeg) if jpeg else 0.0


def _place(one: Picture, other: Picture) -> "Place | None":
    import numpy as np  # noqa: PLC0415 - as above
    from PIL.Image import Resampling  # noqa: PLC0415 - as above

    from photosim.core.likeness import find_place  # noqa: PLC0415 - as above

    greys = [
        np.asarray(_image(picture).convert("L").resize((_GREY, _GREY), Resampling.HAMMING)) for picture in (one, other)
    ]
    return find_place(greys[0], greys[1])


def _image(picture: Picture) -> "Image":
    from PIL.Image import frombytes  # noqa: PLC0415 - as above

    return frombytes("RGB", (picture.width, picture.height), picture.rgb)


def _difference(
    pictures: tuple[Picture, Picture], places: tuple[QRectF, QRectF], overlap: QRectF
) -> tuple[QImage, float, float]:
    """What two pictures differ in where they overlap, by how much that is amplified, and the share that differs."""
    import numpy as np  # noqa: PLC0415 - as above

    # As fine as the coarser of the two.
    scale = min(picture.width / place.width() for picture, place in zip(pictures, places, strict=True))
    size = max(1, round(overlap.width() * scale)), max(1, round(overlap.height() * scale))
    one, other = (_part(picture, place, overlap, size) for picture, place in zip(pictures, places, strict=True))
    away = np.maximum(one, other) - np.minimum(one, other)  # bytes: 36 megapixels would be 430 MB as numbers
    amplified = float(np.clip(255 / max(1.0, float(np.percentile(away, 99.5))), 1.0, _MOST_AMPLIFIED))
    levels = np.clip(np.arange(256) * amplified, 0, 255).astype(np.uint8)[away]
    image = QImage(levels.tobytes(), size[0], size[1], 3 * size[0], QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32), amplified, float((away.max(axis=2) > _QUIET).mean())


def _part(picture: Picture, place: QRectF, overlap: QRectF, size: tuple[int, int]) -> "NDArray[np.uint8]":
    """The part of a picture that lies on a part of the frame, uint8 (height, width, 3) of that size."""
    import numpy as np  # noqa: PLC0415 - as above
    from PIL.Image import Resampling  # noqa: PLC0415 - as above

    across, down = picture.width / place.width(), picture.height / place.height()
    left, top = (overlap.left() - place.left()) * across, (overlap.top() - place.top()) * down
    box = (
        max(0.0, left),
        max(0.0, top),
        min(float(picture.width), left + overlap.width() * across),
        min(float(picture.height), top + overlap.height() * down),
    )
    return np.asarray(_image(picture).resize(size, Resampling.BICUBIC, box=box))
