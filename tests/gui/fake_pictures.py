"""The part of `FakeLibrary` that is about pictures."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from photosim.core.cancel import CancelToken
from photosim.core.photo import Photo, PhotoId
from photosim.library.reports import CacheInfo, Details, Picture, Thumbnail
from photosim.paths import AppPaths


def coloured_jpeg(seed: int) -> bytes:
    """A picture that differs from photo to photo in colour and proportions."""
    generator = np.random.default_rng(seed)
    size = [(320, 213), (213, 320), (320, 320), (320, 180)][seed % 4]
    corners = generator.integers(30, 230, (3, 3, 3), dtype=np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(corners).resize(size, Image.Resampling.BICUBIC).save(buffer, "JPEG")
    return buffer.getvalue()


class FakePictures:
    """Pictures, details and a cache that is not there.

    Attributes:
        sides: `side` of each call of `thumbnail`.
        details_of: details by photo id, where a test wants certain ones.
        cache: what `cache_info` answers.
    """

    paths: AppPaths
    failed: frozenset[int]
    _called: Callable[..., None]
    _photo: Callable[[int], Photo]

    def _make_pictures(self) -> None:
        self._jpegs = [coloured_jpeg(seed) for seed in range(24)]
        self.sides: list[int] = []
        self.details_of: dict[int, Details] = {}
        self.cache = CacheInfo(self.paths.thumbnails, 1200, 14_000_000, 4_000_000_000)

    def thumbnail(self, photo_id: int, side: int = 320) -> Thumbnail:
        self._called("thumbnail", photo_id)
        self.sides.append(side)
        if photo_id in self.failed:
            return Thumbnail(PhotoId(photo_id), None, "the file is truncated")
        jpeg = self._jpegs[photo_id % len(self._jpegs)]
        if side <= 320:
            return Thumbnail(PhotoId(photo_id), jpeg)
        with Image.open(io.BytesIO(jpeg)) as small:
            large, buffer = small.resize((small.width * 2, small.height * 2)), io.BytesIO()
        large.save(buffer, "JPEG")
        return Thumbnail(PhotoId(photo_id), buffer.getvalue())

    def picture(self, image: Any, max_side: int) -> Picture:
        """1,920 pixels wide or high, and so is the photo."""
        self._called("picture", image, max_side)
        seed = image if isinstance(image, int) else 7
        with Image.open(io.BytesIO(self._jpegs[seed % len(self._jpegs)])) as small:
            full = small.width * 6, small.height * 6
            scale = 6.0 if not max_side else min(6.0, max_side / max(small.size))
            large = small.resize((round(small.width * scale), round(small.height * scale)))
        return Picture(large.width, large.height, large.tobytes(), *full)

    def details(self, image: Any) -> Details:
        self._called("details", image)
        number = image if isinstance(image, int) else 7
        if number in self.details_of:
            return self.details_of[number]
        path = self._photo(number).path if isinstance(image, int) else image if isinstance(image, Path) else None
        return Details(
            path,
            1920,
            1280,
            3_400_000 + number,
            "2024-05-03 14:07:09",
            "2024-05-04 09:00:00",
            "Canon EOS 5D",
            "EF24-70mm f/2.8L USM",
            "1/250 s, f/2.8, ISO 400, 35 mm",
            "48.13743\N{DEGREE SIGN} N, 11.57549\N{DEGREE SIGN} E",
            "Display P3",
            "JPEG",
        )

    def cache_info(self) -> CacheInfo:
        self._called("cache_info")
        return self.cache

    def set_cache_limit(self, limit: int) -> None:
        self._called("set_cache_limit", limit)
        size = min(self.cache.size, limit)
        self.cache = CacheInfo(self.cache.folder, self.cache.files, size, limit)

    def clear_cache(self) -> None:
        self._called("clear_cache")
        self.cache = CacheInfo(self.cache.folder, 0, 0, self.cache.limit)

    def tidy_cache(self, cancel: CancelToken | None = None) -> None:
        self._called("tidy_cache", cancel)
