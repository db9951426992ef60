"""A library in memory, for states that are hard to bring about with the real one: 100,000 photos, slow answers,
failures at a chosen moment. Same signatures as `photosim.library.Library`; tests only.
"""

import threading
import time
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from photosim.core.cancel import CancelToken, Progress, ProgressCallback
from photosim.core.photo import Match, Photo, PhotoId, PhotoState, Region
from photosim.errors import UnknownLabelError, UserError
from photosim.library.reports import FolderStatus, Found, IndexReport, Label, LibraryStatus, Tag
from photosim.paths import AppPaths
from tests.gui.fake_models import FakeModels
from tests.gui.fake_pictures import FakePictures

GROUPS = ("animal", "dog", "cat", "bird", "vehicle", "car", "food", "fruit", "furniture", "clothes")
_PARENTS = {"dog": "animal", "cat": "animal", "bird": "animal", "car": "vehicle", "fruit": "food"}
ALBUM = Label("album:Grandma's garden", "Grandma's garden", "album", None, "")
CLASSES_A_GROUP = 8


def made_labels(classes_a_group: int) -> tuple[Label, ...]:
    """Groups, as many classes in each, and an album."""
    details = {name: ", ".join(filter(None, (_PARENTS.get(name), name))) for name in GROUPS}
    groups = [
        Label(f"group:{name}", name, "group", f"group:{_PARENTS[name]}" if name in _PARENTS else None, details[name])
        for name in GROUPS
    ]
    classes = [
        Label(f"n{place:04}{number:04}", f"{name} {number}", "class", f"group:{name}", details[name])
        for place, name in enumerate(GROUPS)
        for number in range(classes_a_group)
    ]
    # Two things of one name, as in ImageNet.
    cranes = [Label("n1", "crane", "class", "group:bird", "bird"), Label("n2", "crane", "class", None, "machine")]
    return (ALBUM, *groups, *classes, *cranes)


class FakeLibrary(FakePictures, FakeModels):
    """See the module.

    Attributes:
        hooks: functions called at the start of a method of that name, with its arguments; they may wait or raise.
        calls: names of the methods called, in order.
        off: why there are no tags.
        tags_of: tags by photo id, where a test wants certain ones.
        focuses: `focus` of each call of `similar`.
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
        self.off: str | None = None
        self.tags_of: dict[int, list[Tag]] = {}
        self.focuses: list[str | None] = []
        self.found: Found | None = None
        self.texts: list[tuple[str, object]] = []
        self.made = made_labels(CLASSES_A_GROUP)
        self.chosen: list[Path] = [base / "Pictures"] if photos else []
        self._make_models()
        self._make_pictures()

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
        self.focuses.append(focus)
        if focus and self.off:
            raise UserError(self.off)
        seed = image if isinstance(image, int) else 7
        seed += 1000 * (1 + self._place(focus)) if focus else 0
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
        )

    # -- tags: photo 1 has the first class, photo 2 the second and so on, each with the album if divisible by ten

    def _place(self, key: str) -> int:
        return [label.key for label in self.made].index(key)

    def _classes(self) -> list[Label]:
        return [label for label in self.made if label.kind == "class"]

    def tagging_off(self) -> str | None:
        self._called("tagging_off")
        return self.off

    def labels(self) -> tuple[Label, ...]:
        self._called("labels")
        return self.made

    def label(self, text: str) -> Label:
        self._called("label", text)
        exact = [label for label in self.made if text.strip().casefold() in {label.name.casefold(), label.key}]
        if len(exact) == 1:
            return exact[0]
        near = tuple(label.name for label in self.made if label.name[:2] == text.strip().casefold()[:2])[:3]
        raise UnknownLabelError(f"Nothing is called {text}" if not exact else f"{text} means several things", near)

    def tags(self, image: Any, k: int = 5, region: Region | None = None) -> list[Tag]:
        self._called("tags", image, k, region)
        if isinstance(image, int) and image in self.tags_of:
            return self.tags_of[image]
        classes = self._classes()
        first = image if isinstance(image, int) else 7
        chosen = [classes[(first - 1 + step * 11) % len(classes)] for step in range(k)]
        return [
            Tag(label.name, label.key, 0.83 / (1 + 2 * rank), rank < 2, label.key) for rank, label in enumerate(chosen)
        ]

    def _has(self, key: str) -> Any:
        """Which photos have a label, by its key."""
        ids = np.frombuffer(self.ids, np.int64) if len(self.ids) else np.zeros(0, np.int64)
        label = self.made[self._place(key)]
        if label.kind == "album":
            return ids % 10 == 0
        places = (ids - 1) % len(self._classes())
        if label.kind == "class":
            return places == self._classes().index(label)
        inside = [place for place, other in enumerate(self._classes()) if key in self._above(other)]
        return np.isin(places, inside)

    def _above(self, label: Label) -> list[str]:
        by_key = {label.key: label for label in self.made}
        found: list[str] = []
        while label.parent is not None:
            found.append(label.parent)
            label = by_key[label.parent]
        return found

    def tag_counts(self, chosen: Sequence[str] = ()) -> dict[str, int]:
        self._called("tag_counts", tuple(chosen))
        mask = np.ones(len(self.ids), bool)
        for key in chosen:
            mask &= self._has(key)
        counts = {label.key: int((self._has(label.key) & mask).sum()) for label in self.made}
        return {key: count for key, count in counts.items() if count}

    def tagged(self, chosen: Sequence[str]) -> "array[int]":
        self._called("tagged", tuple(chosen))
        mask = np.ones(len(self.ids), bool)
        for key in chosen:
            mask &= self._has(key)
        return array("q", np.frombuffer(self.ids, np.int64)[mask].tolist())

    # -- words

    def suggest(self, text: str, k: int = 8) -> tuple[str, ...]:
        self._called("suggest", text, k)
        head, space, last = text.rpartition(" ")
        words = ("sneaker", "sneakers", "snow", "snowboard", "sandal", "shoe", "car", "cat", "castle", "beach")
        return tuple(head + space + word for word in words if last and word.startswith(last))[:k]

    def find_photos(self, text: str, k: int = 20, like: Any = None, region: Region | None = None) -> Found:
        self._called("find_photos", text, k, like, region)
        self.texts.append((text, like))
        if self.found is not None:
            return self.found
        if not any(sign.isalnum() for sign in text):
            return Found(text, "There is no word in that.", (), ())
        seed = sum(map(ord, text[:100]))
        count = min(k, len(self.ids), 40)
        chosen = np.random.default_rng(seed).choice(self.ids, count, replace=False).tolist() if count else []
        matches = tuple(Match(self._photo(i).path, 1.0 - rank / 50, PhotoId(i)) for rank, i in enumerate(chosen))
        return Found(text, f"{text[:40]}: showing dog 1, dog 2", (), matches)
