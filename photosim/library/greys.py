"""Thumbnails as small grey pictures, read by several threads and kept for a while."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.likeness import SIDE, Greys, read_grey
from photosim.core.photo import PhotoId

Thumbnails = Callable[[PhotoId], bytes | None]
"""The JPEG of a photo's thumbnail, None if there is none and none can be made; safe from any thread."""
_KEPT: Final = 4_000
"""Of 9 kB each."""


class GreyPictures:
    """Safe from any thread.

    Args:
        thumbnails: where they come from.
    """

    def __init__(self, thumbnails: Thumbnails) -> None:
        self._thumbnails = thumbnails
        self._kept: OrderedDict[int, Greys] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, ids: NDArray[np.int64]) -> tuple[Greys, NDArray[np.bool_]]:
        """Pictures of photos, uint8 (n, SIDE, SIDE), black where they cannot be read, and bool (n,) which can."""
        pictures, there = np.zeros((len(ids), SIDE, SIDE), np.uint8), np.zeros(len(ids), bool)
        for place, photo_id in enumerate(ids.tolist()):
            picture = self._picture(photo_id)
            if picture is not None:
                pictures[place], there[place] = picture, True
        return pictures, there

    def _picture(self, photo_id: int) -> Greys | None:
        with self._lock:
            kept = self._kept.get(photo_id)
            if kept is not None:
                self._kept.move_to_end(photo_id)
                return kept
        jpeg = self._thumbnails(PhotoId(photo_id))
        if jpeg is None:
            return None
        try:
            picture = read_grey(jpeg)
        except OSError:
            return None
        with self._lock:
            self._kept[photo_id] = picture
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return picture
