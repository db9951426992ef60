"""A library in memory, for states that are hard to bring about with the real one: 100,000 photos, slow answers,
failures at a chosen moment. Same signatures as `photosim.library.Library`; tests only.
"""

import threading
import time
from array import array
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from photosim.core.cancel import CancelToken, Progress, ProgressCallback
from photosim.core.photo import Match, Photo, PhotoId, PhotoState, Region
from photosim.errors import UserError
from photosim.library.reports import FolderStatus, Found, IndexReport, LibraryStatus
from photosim.library.views import ALL, Filter
from photosim.paths import AppPaths
from tests.gui.fake_answers import FakeAnswers
from tests.gui.fake_browsing import FakeBrowsing
from tests.gui.fake_models import FakeModels
from tests.gui.fake_pictures import FakePictures
from tests.gui.fake_tags import FakeTags


class FakeLibrary(FakeAnswers, FakeBrowsing, FakePictures, FakeTags, FakeModels):
    """See the module.

    Attributes:
        hooks: functions called at the start of a method of that name, with its arguments; they may wait or raise.
        calls: names of the methods called, in order.
        focuses: `focus` of each call of `similar`.
        withins: `within` of each call of `similar` and `find_photos`.
        chosen_at: the folder of the first photos.
        found: what `find_photos` answers, if a test wants that to be something special.
        texts: (text, like) of each call of `find_photos`.
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
        self.focuses: list[str | None] = []
        self.withins: list[Filter] = []
        self.found: Found | None = None
        self.texts: list[tuple[str, object]] = []
        self._make_tags()
        self._make_browsing()
        self.chosen_at = base / "Pictures"
        self.chosen: list[Path] = [self.chosen_at] if photos else []
        self._make_models()
        self._make_pictures()
        self._make_answers()

    def _called(self, name: str, *args: object) -> None:
        self.calls.append(name)
        self.threads.add(threading.get_ident())
        if name in self.hooks:
            self.hooks[name](*args)

    def close(self) -> None:
        self._called("close")

    def folders(self) -> tuple[FolderStatus, ...]:
        self._called("folders")
        return tuple(FolderStatus(path, path not in self.offline, len(self.ids)) for path in self.chosen)

    def photos(self, ids: Iterable[int]) -> dict[PhotoId, Photo]:
        self._called("photos", ids)
        known = set(self.ids.tolist())
        return {PhotoId(i): self._photo(i) for i in ids if i in known}

    def _photo(self, i: int) -> Photo:
        name = self.names[i % len(self.names)] if self.names else f"IMG_{i:04d}.jpg"
        failed = i in self.failed
        return Photo(
            PhotoId(i),
            self.chosen_at / self.homes[i % len(self.homes)] / name,
            3_400_000 + i,
            1,
            PhotoState.FAILED if failed else PhotoState.OK,
            "the file is truncated" if failed else None,
            4032,
            3024,
            not failed,
        )

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

    def similar(
        self,
        image: Any,
        k: int = 10,
        focus: str | None = None,
        region: Region | None = None,
        method: str = "query",
        within: Filter = ALL,
    ) -> list[Match]:
        self._called("similar", image, k, region)
        self.focuses.append(focus)
        self.withins.append(within)
        if focus and self.off:
            raise UserError(self.off)
        images = image if isinstance(image, list | tuple) else [image]
        itself = {int(one) for one in images if isinstance(one, int)}
        seed = sum(itself) or 7
        seed += 1000 * (1 + self._place(focus)) if focus else 0
        chosen = self._some(seed, k, within, itself | self._apart_from(itself))
        count = len(chosen)
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
            self.used,
            self.infos[self.used].title,
            self.infos[self.used].dimension,
            self.provider,
            "exact",
            0,
            self.folders(),
            self.paths.database,
            self.paths.data,
            self.paths.cache,
            self.provider_wanted,
            self.provider_problem,
            self.runtime,
            self.model_problem,
            self._switch_state(),
            len(self.hidden),
        )

    # -- words

    def suggest(self, text: str, k: int = 8) -> tuple[str, ...]:
        self._called("suggest", text, k)
        head, space, last = text.rpartition(" ")
        words = ("sneaker", "sneakers", "snow", "snowboard", "sandal", "shoe", "car", "cat", "castle", "beach")
        return tuple(head + space + word for word in words if last and word.startswith(last))[:k]

    def find_photos(
        self, text: str, k: int = 20, like: Any = None, region: Region | None = None, within: Filter = ALL
    ) -> Found:
        self._called("find_photos", text, k, like, region)
        self.withins.append(within)
        self.texts.append((text, like))
        if self.found is not None:
            return self.found
        if not any(sign.isalnum() for sign in text):
            return Found(text, "There is no word in that.", (), ())
        seed = sum(map(ord, text[:100]))
        chosen = self._some(seed, min(k, 40), within, set())
        matches = tuple(Match(self._photo(i).path, 1.0 - rank / 50, PhotoId(i)) for rank, i in enumerate(chosen))
        return Found(text, f"{text[:40]}: showing dog 1, dog 2", (), matches)
