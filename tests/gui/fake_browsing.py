"""The browsing side of a library in memory; same signatures as those of `photosim.library.Library`, tests only.

Newest first is in order of id, so that photos found later come at the end, unless a test sets `dates`.
"""

import os
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from photosim.core.names import name_key
from photosim.core.photo import Photo, PhotoId
from photosim.errors import FolderError
from photosim.library import arranging
from photosim.library.reports import Skipped
from photosim.library.views import ALL, NEWEST_FIRST, Filter, FolderNode, Listing, Order, SortKey, Speed


class FakeBrowsing:
    """What `FakeLibrary` knows about lists and about what the user decided.

    Attributes:
        homes: folders below `chosen_at` that photos lie in, by id in turn.
        dates: seconds since 1970 by photo id, where a test wants certain ones; else one an hour, backwards.
        hidden: ids of hidden photos.
        apart: pairs told apart, by kind.
        retried: what `retry` was asked for, in order.
        offline: folders that cannot be read.
        trashed: ids told to `forget_files`.
        rules: the excludes.
        searches: newest first.
        speed_set: by `set_speed`.
        disk: what `low_disk` says.
    """

    ids: "array[int]"
    failed: "frozenset[int]"
    chosen: list[Path]
    chosen_at: Path
    calls: list[str]
    _called: Callable[..., None]
    _photo: Callable[[int], Photo]
    _has: Callable[..., Any]

    def _make_browsing(self) -> None:
        self.homes: Sequence[str] = ("2024",)
        self.dates: dict[int, int] = {}
        self.hidden: set[int] = set()
        self.apart: dict[str, set[tuple[int, int]]] = {"duplicate": set(), "look-alike": set()}
        self.retried: list[tuple[int, ...] | None] = []
        self.offline: set[Path] = set()
        self.trashed: set[int] = set()
        self.rules: tuple[str, ...] = ()
        self.searches: tuple[str, ...] = ()
        self.speed_set: Speed = "normal"
        self.disk: str | None = None

    def _date(self, i: int) -> int:
        return self.dates.get(i, 1_717_000_000 - 3600 * i)

    def _filtered(self, chosen: Filter) -> "array[int]":
        held = self.ids  # a run on another thread replaces them
        ids = np.frombuffer(held, np.int64) if len(held) else np.zeros(0, np.int64)
        mask = np.isin(ids, list(self.hidden)) == chosen.hidden
        mask &= ~np.isin(ids, list(self.trashed))
        for key in chosen.tags:
            mask &= self._has(key, held)
        found = ids[mask].tolist()
        if chosen.folder is not None:
            found = [i for i in found if chosen.folder in self._photo(i).path.parents]
        return array("q", found)

    def _some(self, seed: int, k: int, within: Filter, left_out: set[int]) -> list[int]:
        """Up to k photos, always the same for the same question."""
        possible = [i for i in self._filtered(within) if i not in left_out]
        count = min(k, len(possible))
        return np.random.default_rng(seed).choice(possible, count, replace=False).tolist() if count else []

    def _apart_from(self, ids: Iterable[int]) -> set[int]:
        pairs = self.apart["look-alike"]
        return {one + other - i for i in ids for one, other in pairs if i in (one, other)}

    def photo_ids(self, after: int = 0) -> "array[int]":
        self._called("photo_ids", after)
        ids = self._filtered(ALL) if self.hidden or self.trashed else self.ids
        return ids[bisect_right(ids, after) :]

    def newest_id(self) -> int:
        self._called("newest_id")
        return max(self.ids, default=0)

    def listing(
        self,
        order: Order = NEWEST_FIRST,
        filter: Filter = ALL,  # noqa: A002
        first: int | None = None,
    ) -> Listing:
        self._called("listing", order, filter)
        whole = self._listing(order, filter)
        if first is None or filter or order.key is SortKey.FOLDER:
            return whole
        sections = tuple(section for section in whole.sections if section.start < first)
        return replace(whole, ids=whole.ids[:first], sections=sections)

    def _listing(self, order: Order, filter: Filter) -> Listing:  # noqa: A002
        ids = self._filtered(filter)
        total = len(self._filtered(ALL))
        if order.key is SortKey.TAKEN:
            ids = array("q", sorted(ids, key=lambda i: (self._date(i), i), reverse=order.descending))
            sections = arranging.month_sections([self._date(i) for i in ids])
            return Listing(order, filter, ids, sections, total)
        names = {i: (name_key(os.fspath(self._photo(i).path)), self._photo(i).path) for i in ids}
        ids = array("q", sorted(ids, key=names.__getitem__, reverse=order.descending))
        if order.key is SortKey.NAME:
            return Listing(order, filter, ids, (), total)
        places = [(i, os.fspath(names[i][1].parent)) for i in ids]
        return Listing(order, filter, *arranging.by_folder(places, descending=order.descending), total)

    def filtered(self, filter: Filter) -> "array[int]":  # noqa: A002
        self._called("filtered", filter)
        return self._filtered(filter)

    def first_named(self, prefix: str, shown: Listing, after: int = -1) -> int | None:
        self._called("first_named", prefix, after)
        rows = [*range(after + 1, len(shown.ids)), *range(min(after + 1, len(shown.ids)))]
        start = prefix.casefold()
        return next((row for row in rows if self._photo(shown.ids[row]).path.name.casefold().startswith(start)), None)

    def folder_tree(self) -> tuple[FolderNode, ...]:
        self._called("folder_tree")
        counts: dict[str, int] = {}
        for i in self._filtered(ALL):
            folder = self._photo(i).path.parent
            if not self.offline & {folder, *folder.parents}:
                counts[os.fspath(folder)] = counts.get(os.fspath(folder), 0) + 1
        chosen = [(path, path not in self.offline) for path in self.chosen]
        return arranging.folder_tree(chosen, counts.items())

    def hide(self, ids: Iterable[int]) -> None:
        self.hidden |= set(ids)
        self._called("hide", ids)

    def unhide(self, ids: Iterable[int]) -> None:
        self.hidden -= set(ids)
        self._called("unhide", ids)

    def hidden_count(self) -> int:
        self._called("hidden_count")
        return len(self.hidden.intersection(self.ids))

    def tell_apart(self, first: int, others: Iterable[int], kind: str) -> None:
        self._called("tell_apart", first, others, kind)
        self.apart[kind] |= {(min(first, other), max(first, other)) for other in others}

    def told_apart(self, kind: str) -> set[tuple[int, int]]:
        self._called("told_apart", kind)
        return set(self.apart[kind])

    def forget_told_apart(self, pairs: Iterable[tuple[int, int]], kind: str) -> None:
        self._called("forget_told_apart", pairs, kind)
        self.apart[kind] -= {(min(pair), max(pair)) for pair in pairs}

    def forget_files(self, ids: Iterable[int]) -> None:
        self.trashed |= set(ids)
        self._called("forget_files", ids)

    def files_returned(self, ids: Iterable[int]) -> None:
        self.trashed -= set(ids)
        self._called("files_returned", ids)

    def skipped(self) -> tuple[Skipped, ...]:
        self._called("skipped")
        return tuple(Skipped(PhotoId(i), self._photo(i).path, self._photo(i).error or "") for i in sorted(self.failed))

    def retry(self, ids: Iterable[int] | None = None) -> None:
        self._called("retry", ids)
        chosen = None if ids is None else tuple(ids)
        self.retried.append(chosen)
        self.failed = frozenset() if chosen is None else self.failed.difference(chosen)

    def excludes(self) -> tuple[str, ...]:
        self._called("excludes")
        return self.rules

    def set_excludes(self, rules: Sequence[str]) -> None:
        self._called("set_excludes", rules)
        self.rules = tuple(sorted(rules))

    def remove_folder(self, path: Path | str) -> None:
        self._called("remove_folder", path)
        folder = Path(path)
        if folder not in self.chosen:
            raise FolderError(f"{path} is no folder of the library")
        self.chosen.remove(folder)
        kept = [i for i in self.ids if set(self.chosen) & set(self._photo(i).path.parents)]
        self.ids = array("q", kept)

    def set_speed(self, speed: Speed) -> None:
        self.calls.append("set_speed")  # on any thread: it takes no time
        self.speed_set = speed

    def low_disk(self) -> str | None:
        self._called("low_disk")
        return self.disk

    def recent_searches(self) -> tuple[str, ...]:
        self._called("recent_searches")
        return self.searches

    def remember_search(self, text: str) -> None:
        self._called("remember_search", text)
        self.searches = (text, *(other for other in self.searches if other != text))[:20]

    def forget_searches(self, text: str | None = None) -> None:
        self._called("forget_searches", text)
        self.searches = tuple(other for other in self.searches if text not in {None, other})
