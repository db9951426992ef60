"""Reads all of WordNet 3.0, verbs and adjectives too, as a graph of words and meanings for `make_related.py`."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FILES: Final = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
_KIND_OF: Final = frozenset({"@", "@i", "~", "~i"})
_PART_OF: Final = frozenset({"#m", "#s", "#p", "%m", "%s", "%p"})
_RELATED: Final = frozenset({"+", "\\", "=", "&", "^", "*", ">"})
# How much a walk prefers each relation; measured with them doubled and halved, which changed little.
_WEIGHT_KIND, _WEIGHT_PART, _WEIGHT_RELATED, _WEIGHT_OTHER, _WEIGHT_GLOSS = 1.0, 0.7, 0.7, 0.3, 0.5
_VERB_ENDINGS: Final = (("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("er", ""), ("er", "e"), ("est", ""))
_NOUN_ENDINGS: Final = (("s", ""), ("ses", "s"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("ies", "y"))
# Words that say nothing about what a definition defines.
_EMPTY_WORDS: Final = (
    "a an the of or and to in for with on by is are that used usually having as from it its at one into which "
    "their not be any this such made while has other than but especially who being also very etc some my your "
    "our"
)
_EMPTY: Final = frozenset(_EMPTY_WORDS.split())

Edge = tuple[str, str, float]


@dataclass(frozen=True, slots=True)
class Meaning:
    """One synset.

    Attributes:
        words: in lower case.
        pointers: symbol and key of what it points to; see https://wordnet.princeton.edu/documentation/wninput5wn.
        definition: the gloss without its examples.
    """

    words: tuple[str, ...]
    pointers: tuple[tuple[str, str], ...]
    definition: str


class Dictionary:
    """All words and meanings; a meaning's key is its part of speech and its place in the file ("n02084071").

    Args:
        folder: with WordNet's `data.*`, `index.*` and `*.exc`.
    """

    def __init__(self, folder: Path) -> None:
        self.meanings = dict(_meanings(folder))
        self.words = frozenset(word for meaning in self.meanings.values() for word in meaning.words)
        self._irregular = dict(_irregular(folder))
        self._senses = list(_senses(folder))

    def base(self, word: str) -> str | None:
        """The word as the dictionary has it: itself, or what it is a form of."""
        base = self._irregular.get(word, word)
        if base in self.words:
            return base
        endings = (*_NOUN_ENDINGS, *_VERB_ENDINGS)
        forms = (word.removesuffix(end) + instead for end, instead in endings if word.endswith(end))
        return next((form for form in forms if form in self.words), None)

    def edges(self) -> Iterator[Edge]:
        """Both ends and weight of all relations: word to meaning, meaning to meaning, meaning to defining word."""
        for word, keys in self._senses:
            for rank, key in enumerate(keys, 1):
                yield word, key, 1 / rank
        yield from self._pointers()
        defining = {key: frozenset(self._content(meaning.definition)) for key, meaning in self.meanings.items()}
        often = Counter(word for words in defining.values() for word in words)
        total = math.log(len(defining))
        for key, words in defining.items():
            for word in sorted(words):
                yield key, word, _WEIGHT_GLOSS * (1 - math.log(often[word]) / total)

    def _pointers(self) -> Iterator[Edge]:
        """Every pointer once, whichever end it is told from."""
        order = {key: place for place, key in enumerate(self.meanings)}
        for key, meaning in self.meanings.items():
            for symbol, other in meaning.pointers:
                if order[key] < order.get(other, -1):
                    yield key, other, _weight(symbol)

    def _content(self, definition: str) -> Iterator[str]:
        """The words of a definition as the dictionary has them, the longest compounds it knows first."""
        words = re.findall(r"[a-z][a-z'-]*", definition.lower())
        place = 0
        while place < len(words):
            for length in (3, 2):
                compound = " ".join(words[place : place + length])
                if place + length <= len(words) and compound in self.words:
                    yield compound
                    place += length
                    break
            else:
                base = None if words[place] in _EMPTY else self.base(words[place])
                if base is not None:
                    yield base
                place += 1


def _weight(symbol: str) -> float:
    weights: Mapping[frozenset[str], float] = {
        _KIND_OF: _WEIGHT_KIND,
        _PART_OF: _WEIGHT_PART,
        _RELATED: _WEIGHT_RELATED,
    }
    return next((weight for symbols, weight in weights.items() if symbol in symbols), _WEIGHT_OTHER)


def _meanings(folder: Path) -> Iterator[tuple[str, Meaning]]:
    for part, name in FILES.items():
        for line in _lines(folder / f"data.{name}"):
            head, _, gloss = line.partition(" | ")
            fields = head.split()
            end = 4 + 2 * int(fields[3], 16)
            words = tuple(re.sub(r"\(\w+\)$", "", word).replace("_", " ").lower() for word in fields[4:end:2])
            rest = fields[end + 1 : end + 1 + 4 * int(fields[end])]
            pointers = tuple(
                (rest[start], rest[start + 2].replace("s", "a") + rest[start + 1]) for start in range(0, len(rest), 4)
            )
            yield part + fields[0], Meaning(words, pointers, gloss.partition('"')[0])


def _senses(folder: Path) -> Iterator[tuple[str, list[str]]]:
    for part, name in FILES.items():
        for line in _lines(folder / f"index.{name}"):
            fields = line.split()
            yield fields[0].replace("_", " "), [part + offset for offset in fields[-int(fields[2]) :]]


def _irregular(folder: Path) -> Iterator[tuple[str, str]]:
    for name in reversed(FILES.values()):  # what is a noun, too, is taken as one
        for line in _lines(folder / f"{name}.exc"):
            form, base, *_ = line.split()
            yield form.replace("_", " "), base.replace("_", " ")


def _lines(file: Path) -> Iterator[str]:
    """Lines without the licence, which the files have at their beginning, two spaces in."""
    with file.open(encoding="utf-8") as stream:
        yield from (line for line in stream if not line.startswith("  "))
