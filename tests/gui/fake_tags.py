"""The tags of a library in memory; same signatures as those of `photosim.library.Library`, tests only.

Photo 1 has the first class, photo 2 the second and so on, each with the album if its id is divisible by ten.
"""

from array import array
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from photosim.core.photo import Region
from photosim.errors import UnknownLabelError
from photosim.library.reports import Label, Tag
from photosim.library.views import ALL, Filter

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


class FakeTags:
    """What `FakeLibrary` knows about tags.

    Attributes:
        made: all labels.
        off: why there are no tags.
        tags_of: tags by photo id, where a test wants certain ones.
    """

    ids: "array[int]"
    _called: Callable[..., None]
    _filtered: Callable[[Filter], "array[int]"]

    def _make_tags(self) -> None:
        self.made = made_labels(CLASSES_A_GROUP)
        self.off: str | None = None
        self.tags_of: dict[int, list[Tag]] = {}

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

    def _has(self, key: str, ids: "array[int] | None" = None) -> Any:
        """Which photos have a label, by its key; of all photos unless some are given."""
        held = self.ids if ids is None else ids
        numbers = np.frombuffer(held, np.int64) if len(held) else np.zeros(0, np.int64)
        label = self.made[self._place(key)]
        if label.kind == "album":
            return numbers % 10 == 0
        places = (numbers - 1) % len(self._classes())
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

    def tag_counts(self, chosen: Sequence[str] = (), within: Filter = ALL) -> dict[str, int]:
        self._called("tag_counts", tuple(chosen))
        ids = self.ids  # a run on another thread replaces them
        mask = np.isin(ids, self._filtered(within))
        for key in chosen:
            mask &= self._has(key, ids)
        counts = {label.key: int((self._has(label.key, ids) & mask).sum()) for label in self.made}
        return {key: count for key, count in counts.items() if count}

    def tagged(self, chosen: Sequence[str]) -> "array[int]":
        self._called("tagged", tuple(chosen))
        return self._filtered(Filter(tags=tuple(chosen)))
