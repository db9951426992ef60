"""A library in memory, for states that are hard to bring about with the real one: 100,000 photos, slow answers,
failures at a chosen moment. Same signatures as `photosim.library.Library`; tests only.
"""

import io
import threading
import time
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from photosim.core.cancel import CancelToken, Progress, ProgressCallback
from photosim.core.photo import Match, Photo, PhotoId, PhotoState, Region
from photosim.library.reports import FolderStatus, IndexReport, LibraryStatus, Picture, Thumbnail
from photosim.paths import AppPaths


def coloured_jpeg(seed: int) -> bytes:
    """A picture that differs from photo to photo in colour and proportions."""
    generator = np.random.default_rng(seed)
    size = [(320, 213), (213, 320), (320, 320), (320, 180)][seed % 4]
    corners = generator.integers(30, 230, (3, 3, 3), dtype=np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(corners).resize(size, Image.Resampling.BICUBIC).save(buffer, "JPEG")
    return buffer.getvalue()


class FakeLibrary:
    """See the module.

    Attributes:
        hooks: functions called at the start of a method of that name, with its arguments; they may wait or raise.
        calls: names of the methods called, in order.
    """

    def __init__(self, base: Path, photos: int = 0, *, failed: Iterable[int] = (), names: Sequence[str] = ()) -> None:
        self.paths = AppPaths.below(base)
        self.ids: array[int] = array("q", range(1, photos + 1))
        self.failed = frozenset(failed)
        self.names = names
        self.indexed = photos
        self.hooks: dict[str, Callable[..., Any]] = {}
        self.calls: list[str] = []
        self.threads: set[int] = set()
        self.to_find = 0
        self.chosen: list[Path] = [base / "Pictures"] if photos else []
        self._jpegs = [coloured_jpeg(seed) for seed in range(24)]

    def _called(self, name: str, *args: object) -> None:
        self.calls.append(name)
        self.threads.add(threading.get_ident())
        if name in self.hooks:
            self.hooks[name](*args)

    def close(self) -> None:
        self._called("close")

    def folders(self) -> tuple[FolderStatus, ...]:
        self._called("folders")
        return tuple(FolderStatus(path, True, len(self.ids)) for path in self.chosen)

    def photo_ids(self, after: int = 0) -> "array[int]":
        self._called("photo_ids", after)
        return self.ids[bisect_right(self.ids, after) :]

    def photos(self, ids: Iterable[int]) -> dict[PhotoId, Photo]:
        self._called("photos", ids)
        known = set(self.ids.tolist())
        return {PhotoId(i): self._photo(i) for i in ids if i in known}

    def _photo(self, i: int) -> Photo:
        name = self.names[i % len(self.names)] if self.names else f"IMG_{i:04d}.jpg"
        failed = i in self.failed
        return Photo(
            PhotoId(i),
            self.paths.data.parent / "Pictures" / "2024" / name,
            3_400_000 + i,
            1,
            PhotoState.FAILED if failed else PhotoState.OK,
            "the file is truncated" if failed else None,
            4032,
            3024,
            not failed,
        )

    def thumbnail(self, photo_id: int) -> Thumbnail:
        self._called("thumbnail", photo_id)
        if photo_id in self.failed:
            return Thumbnail(PhotoId(photo_id), None, "the file is truncated")
        return Thumbnail(PhotoId(photo_id), self._jpegs[photo_id % len(self._jpegs)])

    def picture(self, image: Path | int, max_side: int) -> Picture:
        self._called("picture", image, max_side)
        seed = image if isinstance(image, int) else 7
        with Image.open(io.BytesIO(self._jpegs[seed % len(self._jpegs)])) as small:
            large = small.resize((small.width * 3, small.height * 3))
        return Picture(large.width, large.height, large.tobytes(), 4032, 3024)

    def index(
        self,
        folders: Sequence[Path | str] | None = None,
        progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> IndexReport:
        self._called("index", folders)
        cancel = cancel or CancelToken()
        self.chosen += [Path(f) for f in folders or () if Path(f) not in self.chosen]
        added = 0
        while self.to_find and not cancel.cancelled:
            step = min(50, self.to_find)
            self.to_find -= step
            added += step
            first = int(self.ids[-1]) + 1 if len(self.ids) else 1
            self.ids = self.ids + array("q", range(first, first + step))
            if progress:
                progress(Progress("looking", len(self.ids), len(self.ids) + self.to_find, 0, 48.0, 1020.0))
            time.sleep(0.01)
        return IndexReport(added, 0, 0, 0, 0, 0, 0.1, 48.0, cancelled=cancel.cancelled)

    def similar(self, image: Any, k: int = 10, focus: str | None = None, region: Region | None = None) -> list[Match]:
        self._called("similar", image, k, region)
        seed = image if isinstance(image, int) else 7
        count = min(k, len(self.ids))
        chosen = np.random.default_rng(seed).choice(self.ids, count, replace=False).tolist() if count else []
        return [
            Match(self._photo(i).path, 0.98 - 0.6 * rank / max(1, count), PhotoId(i)) for rank, i in enumerate(chosen)
        ]

    def coverage(self) -> tuple[int, int]:
        self._called("coverage")
        indexed = min(self.indexed, len(self.ids)) - len(self.failed)
        return indexed, len(self.ids) - len(self.failed)

    def status(self) -> LibraryStatus:
        self._called("status")
        total = len(self.ids)
        indexed = min(self.indexed, total) - len(self.failed)
        return LibraryStatus(
            total,
            indexed,
            total - indexed - len(self.failed),
            len(self.failed),
            0,
            0,
            "efficientnet-lite0",
            "EfficientNet-Lite0",
            1280,
            "CPU",
            "exact",
            0,
            self.folders(),
            self.paths.database,
            self.paths.data,
            self.paths.cache,
        )
