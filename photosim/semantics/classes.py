"""The 1,000 classes of ImageNet as people call them, and the groups they belong to."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np

from photosim.errors import UserError
from photosim.semantics.spelling import Speller, key_of, singulars

if TYPE_CHECKING:
    from photosim.semantics.words import WordVectors

FILE: Final = "imagenet_classes.json"
CLASSES: Final = 1000
LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class ImageClass:
    """One class of ImageNet-1k.

    Attributes:
        index: its place among a network's outputs, 0..999.
        wnid: `n` and eight digits, its place in WordNet 3.0.
        name: what people call it; no other class or group has the name.
        group: name of the group it is directly in.
        lemmas: its words in WordNet, then newer ones.
        gloss: its definition in WordNet.
        path: wnids of what it is a kind of, nearest first, up to "entity".
    """

    index: int
    wnid: str
    name: str
    group: str
    lemmas: tuple[str, ...]
    gloss: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Classes that people would think of together.

    Attributes:
        name: no other group or class has it.
        parent: name of the group it is a part of, None at the top.
        words: other names of it.
        classes: indices of all classes in it and in its parts, ascending.
        depth: 0 at the top.
    """

    name: str
    parent: str | None
    words: tuple[str, ...]
    classes: tuple[int, ...]
    depth: int


Named = ImageClass | Group


class Taxonomy:
    """All classes and groups, and finding them by name; immutable and safe from any thread.

    Attributes:
        classes: in the order of a network's outputs.
        groups: each after the one it is a part of, in the order a filter would show them.
        lemmas: words of each synset on a `path`, by wnid.
        irregular: base forms of plurals that follow no rule.
    """

    def __init__(
        self,
        classes: Sequence[ImageClass],
        groups: Sequence[Group],
        lemmas: Mapping[str, tuple[str, ...]],
        irregular: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.classes = tuple(classes)
        self.groups = tuple(groups)
        self.lemmas = lemmas
        self.irregular = irregular or {}
        self._groups = {group.name: group for group in groups}

    @classmethod
    def load(cls, folder: Path, irregular: Mapping[str, Sequence[str]] | None = None) -> Self:
        """Read `imagenet_classes.json` from a folder.

        Args:
            folder: `resources/`.
            irregular: base forms of plurals that follow no rule ("geese": "goose").

        Raises:
            UserError: the file is missing or damaged.
        """
        file = folder / FILE
        try:
            table = json.loads(file.read_text(encoding="utf-8"))
            classes = _read_classes(table["classes"])
            groups = list(_read_groups(table["groups"], classes))
            lemmas = {wnid: tuple(words) for wnid, words in table["synsets"].items()}
        except (OSError, ValueError, KeyError, TypeError) as error:
            message = f"{file} is missing or damaged; the installation is incomplete"
            raise UserError(message) from error
        return cls(classes, groups, lemmas, irregular)

    def group(self, name: str) -> Group:
        """The group of that exact name.

        Raises:
            KeyError: there is none.
        """
        return self._groups[name]

    def above(self, named: Named) -> Iterator[Group]:
        """The groups a class or group is in, nearest first."""
        name = named.group if isinstance(named, ImageClass) else named.parent
        while name is not None:
            yield (group := self._groups[name])
            name = group.parent

    def indices(self, named: Named) -> tuple[int, ...]:
        """The classes meant by a class or a group, ascending."""
        return (named.index,) if isinstance(named, ImageClass) else named.classes

    def find(self, text: str) -> tuple[Named, ...]:
        """Everything that bears a name, in whatever case, number and hyphenation; several if the name is ambiguous.

        Names count first, then other names of groups, then WordNet's words for a class, so that "mushroom" is the
        group; "crane" is no one's name and the word for two classes, which are both returned. A wnid or an index is
        understood, too.
        """
        if len(text) > LONGEST_NAME:
            return ()
        number = text.strip()  # not the key, which "-1" would share with "1"
        if number.isascii() and number.isdigit() and len(number) < 5 and int(number) < len(self.classes):
            return (self.classes[int(number)],)
        key = key_of(text)
        for form in chain([key], singulars(key, self.irregular), [key.replace(" ", "")]):
            if found := self._names.get(form):
                return found
        return ()

    def nearest(self, text: str, k: int, words: "WordVectors | None" = None) -> tuple[str, ...]:
        """Names of up to k classes and groups that may have been meant, likeliest first.

        Those spelt nearly alike, then those that have a word of it in their name, then, with word vectors, those
        nearest in meaning.
        """
        key = key_of(text[:LONGEST_NAME])
        found: dict[str, None] = {}
        alike = chain.from_iterable(self._names[name] for name in self._speller.alike(key, k))
        parts = set(key.split()) | set(chain.from_iterable(singulars(part, self.irregular) for part in key.split()))
        for named in chain(self.find(text), alike, self._with_a_word(parts)):
            found[named.name] = None
        if len(found) < k and words is not None:
            found.update(dict.fromkeys(self._meant(text, k, words)))
        return tuple(found)[:k]

    def completions(self, text: str, k: int) -> tuple[str, ...]:
        """Names that begin with what has been typed so far, shortest first, then names with a word that does."""
        key = key_of(text[:LONGEST_NAME])
        if not key:
            return ()
        begin = [(len(name), name) for known, name in self._keys if known.startswith(key)]
        inside = [(len(name), name) for known, name in self._keys if f" {key}" in known]
        return tuple(dict.fromkeys(name for _, name in chain(sorted(begin), sorted(inside))))[:k]

    @cached_property
    def _keys(self) -> list[tuple[str, str]]:
        """Key and name of all groups, their other names pointing to themselves, and all classes."""
        words = [word for group in self.groups for word in (group.name, *group.words)]
        return [(key_of(name), name) for name in chain(words, (each.name for each in self.classes))]

    @cached_property
    def _names(self) -> dict[str, tuple[Named, ...]]:
        """What each key means, the strongest meaning only."""
        strengths: list[Iterable[tuple[str, Named]]] = [
            chain(((group.name, group) for group in self.groups), ((each.name, each) for each in self.classes)),
            ((word, group) for group in self.groups for word in group.words),
            ((lemma, each) for each in self.classes for lemma in (*each.lemmas, each.wnid)),
        ]
        names: dict[str, tuple[Named, ...]] = {}
        compact: dict[str, tuple[Named, ...]] = {}
        for pairs in strengths:
            found: dict[str, dict[str, Named]] = {}
            for text, named in pairs:
                found.setdefault(key_of(text), {})[named.name] = named
            for key, meanings in found.items():
                names.setdefault(key, tuple(meanings.values()))
                compact.setdefault(key.replace(" ", ""), names[key])
        return {**compact, **names}

    @cached_property
    def _speller(self) -> Speller:
        return Speller(list(self._names))

    def _with_a_word(self, parts: set[str]) -> Iterator[Named]:
        """Groups and classes whose name has one of the words in it, the shortest names first."""
        named: list[Named] = [*self.groups, *self.classes]
        found = [each for each in named if parts & set(key_of(each.name).split())]
        yield from sorted(found, key=lambda each: len(each.name))

    def _meant(self, text: str, k: int, words: "WordVectors") -> list[str]:
        """Names whose mean vector is nearest to that of a text."""
        vector = words.mean(text)
        if vector is None:
            return []
        names = [*(group.name for group in self.groups), *(each.name for each in self.classes)]
        vectors = ((name, words.mean(name)) for name in names)
        scored = [(float(np.einsum("i,i", own, vector)), name) for name, own in vectors if own is not None]
        return [name for _, name in sorted(scored, reverse=True)[:k]]


def _read_classes(rows: Sequence[Mapping[str, Any]]) -> list[ImageClass]:
    """All classes.

    Raises:
        ValueError: they are not those of ImageNet-1k in their order.
    """
    classes = [_read_class(row) for row in rows]
    if [each.index for each in classes] != list(range(CLASSES)):
        message = "classes are missing or out of order"
        raise ValueError(message)
    return classes


def _read_class(values: Mapping[str, Any]) -> ImageClass:
    return ImageClass(
        values["index"],
        values["wnid"],
        values["name"],
        values["group"],
        tuple(values["lemmas"]),
        values["gloss"],
        tuple(values["path"]),
    )


def _read_groups(rows: Sequence[Mapping[str, Any]], classes: Sequence[ImageClass]) -> Iterator[Group]:
    """Groups with their classes; a group comes after the one it is a part of.

    Raises:
        KeyError: a group or class is in a group that is not there.
    """
    members: dict[str, list[int]] = {row["name"]: [] for row in rows}
    depths: dict[str | None, int] = {None: -1}
    parents: dict[str, str | None] = {row["name"]: row["parent"] for row in rows}
    for row in rows:
        depths[row["name"]] = depths[row["parent"]] + 1
    for each in classes:
        name: str | None = each.group
        while name is not None:
            members[name].append(each.index)
            name = parents[name]
    for row in rows:
        name = row["name"]
        yield Group(name, row["parent"], tuple(row["words"]), tuple(members[name]), depths[name])
