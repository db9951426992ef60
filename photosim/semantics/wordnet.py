"""The English nouns of WordNet 3.0: which meanings a word has, and what each is a kind of.

Miller, "WordNet: A Lexical Database for English", 1995; https://wordnet.princeton.edu/. A synset, one meaning, is named
here by its number, its place in the file; `wnid` and `number` translate to the numbers that ImageNet uses. Single
things with names of their own (Paris) and scientific names of families are left out.
"""

import bisect
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from photosim.semantics.archive import read_archive
from photosim.semantics.spelling import normalise, singulars

FILE: Final = "wordnet_nouns.npz"
_TOPICS: Final = (
    *(
        "top",
        "act",
        "animal",
        "artifact",
        "attribute",
        "body",
        "cognition",
        "communication",
        "event",
        "feeling",
        "food",
    ),
    *("group", "location", "motive", "object", "person", "phenomenon", "plant", "possession", "process", "quantity"),
    *("relation", "shape", "state", "substance", "time"),
)
_FIRST_TOPIC: Final = 3

Synsets = tuple[int, ...]


class WordNet:
    """The graph of nouns; immutable and safe from any thread.

    Args:
        arrays: those of `wordnet_nouns.npz`, made by `resources/make_wordnet.py`.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._offsets = arrays["offsets"]
        self._topics = arrays["topics"]
        self._lemmas = _text(arrays["lemmas"]).split("\n")
        self._senses = _Lists(arrays["sense_starts"], arrays["sense_synsets"])
        self._uses = _Lists(arrays["sense_starts"], arrays["sense_uses"])
        self._hypernyms = _Lists(arrays["hypernym_starts"], arrays["hypernyms"])
        self._words = _Lists(arrays["word_starts"], arrays["words"])
        rows = (line.split("\t") for line in _text(arrays["irregular"]).split("\n"))
        self.irregular: dict[str, tuple[str, ...]] = {plural: tuple(bases) for plural, *bases in rows}

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read `wordnet_nouns.npz` from a folder.

        Raises:
            UserError: the file is missing or damaged.
        """
        return read_archive(folder / FILE, cls)

    def __len__(self) -> int:
        """How many synsets."""
        return len(self._offsets)

    def lemma(self, text: str) -> str | None:
        """The noun or compound that a text is, alone or in the plural, in whatever spelling; None if it is none.

        "Running-Shoes" is "running shoe", "geese" is "goose", "t shirt" is "t-shirt".
        """
        phrase = normalise(text)
        for form in (phrase, *singulars(phrase, self.irregular)):
            for spelling in dict.fromkeys(
                (form, form.replace("-", " "), form.replace(" ", "-"), form.replace(" ", ""))
            ):
                if self._place(spelling) is not None:
                    return spelling
        return None

    def senses(self, lemma: str) -> Synsets:
        """Meanings of a lemma as `lemma` spells it, most used first; none if there is no such noun."""
        place = self._place(lemma)
        return () if place is None else self._senses[place]

    def uses(self, lemma: str) -> tuple[int, ...]:
        """How often the lemma was met in each of `senses` in tagged texts; mostly 0 for rare words."""
        place = self._place(lemma)
        return () if place is None else self._uses[place]

    def words(self, synset: int) -> tuple[str, ...]:
        """Words for a meaning in lower case, most used first."""
        return tuple(self._lemmas[place] for place in self._words[synset])

    def topic(self, synset: int) -> str:
        """What WordNet files it under: "animal", "artifact", "food", "person", "act", ..."""
        return _TOPICS[int(self._topics[synset]) - _FIRST_TOPIC]

    def wnid(self, synset: int) -> str:
        """`n` and eight digits."""
        return f"n{int(self._offsets[synset]):08d}"

    def number(self, wnid: str) -> int | None:
        """The synset of a wnid, None if there is none."""
        if not wnid.startswith("n") or not wnid[1:].isdecimal():
            return None
        offset = int(wnid[1:])
        place = int(np.searchsorted(self._offsets, offset))
        return place if place < len(self._offsets) and int(self._offsets[place]) == offset else None

    def hypernyms(self, synset: int) -> Synsets:
        """What it is a kind of, one step up."""
        return self._hypernyms[synset]

    def distances(self, synset: int) -> dict[int, int]:
        """Steps up to all it is a kind of, itself at 0 included, nearest first."""
        found = {synset: 0}
        queue = [synset]
        for current in queue:  # grows while it is walked: breadth first
            for parent in self._hypernyms[current]:
                if parent not in found:
                    found[parent] = found[current] + 1
                    queue.append(parent)
        return found

    def below(self, synsets: Iterable[int]) -> dict[int, list[tuple[int, int]]]:
        """For everything that one of some synsets is a kind of: which of them are, and how many steps below.

        With the synsets of the 1,000 classes this tells at once which classes a word stands for.

        Returns:
            By synset: pairs of a place among `synsets` and steps up from it.
        """
        found: dict[int, list[tuple[int, int]]] = {}
        for place, synset in enumerate(synsets):
            for above, steps in self.distances(synset).items():
                found.setdefault(above, []).append((place, steps))
        return found

    @cached_property
    def depths(self) -> NDArray[np.uint8]:
        """Fewest steps from each synset up to a root, uint8 (n,)."""
        starts, above = self._hypernyms.starts[:-1], self._hypernyms.values
        inner = np.flatnonzero(np.diff(self._hypernyms.starts))
        found = np.full(len(self), 200, np.uint8)
        found[np.diff(self._hypernyms.starts) == 0] = 0
        while True:  # as often as the longest way up has steps
            nearer = np.minimum.reduceat(found[above], starts[inner]) + np.uint8(1)
            if (nearer == found[inner]).all():
                return found
            found[inner] = nearer

    def _place(self, lemma: str) -> int | None:
        place = bisect.bisect_left(self._lemmas, lemma)
        return place if place < len(self._lemmas) and self._lemmas[place] == lemma else None


class _Lists:
    """Lists of numbers that lie end to end."""

    def __init__(self, starts: NDArray[np.uint32], values: NDArray[Any]) -> None:
        self.starts = starts
        self.values = values

    def __getitem__(self, number: int) -> tuple[int, ...]:
        found: Sequence[int] = self.values[self.starts[number] : self.starts[number + 1]].tolist()
        return tuple(found)


def _text(array: NDArray[np.uint8]) -> str:
    return array.tobytes().decode("utf-8")
