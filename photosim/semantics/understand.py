"""What a text asks for: the things that a photo should show, as affinities to the 1,000 classes.

A text is read word by word, the longest compound that is known first ("hot dog", "running shoe"). Words that join
("on", "with", "and") separate the things that a photo should show at once; of the words between two of them the last
that photos can show is the thing itself, and the others only choose among its kinds ("baby crib") or are left out and
named ("red car"). A word that nobody knows is taken as the nearest in spelling that photos can show.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosim.errors import UserError
from photosim.semantics.affinity import Affinities, Affinity
from photosim.semantics.spelling import words_of

_LONGEST_COMPOUND: Final = 4
_MOST_WORDS: Final = 32
_MOST_PARTS: Final = 4
_LONGEST_WORD: Final = 40
_SUGGESTIONS: Final = 5
# How much a word before the thing itself may raise the kinds it fits, against those it does not.
_CHOOSING: Final = 2.0
_LEAST_OVERLAP: Final = 0.1

_JOINING_WORDS: Final = (
    "on in at with and by near next beside besides under over behind before above below inside outside around "
    "against onto into between among beneath plus beyond across along through without & from"
)
_JOINING: Final = frozenset(_JOINING_WORDS.split())
_EMPTY_WORDS: Final = (
    "a an the of my our your his her its their this that these those some any all many few is are was were be "
    "being to for as or not no very i me we you he she it they them us who which what where when front top side "
    "middle back photo photos picture pictures image images pic pics photograph photographs snapshot shot view "
    "show showing find search look looking like there here one two three four five several lot lots bit piece "
    "kind kinds type"
)
_EMPTY: Final = frozenset(_EMPTY_WORDS.split())

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One thing that a photo should show.

    Attributes:
        text: the word or compound, as corrected.
        classes: float32 (1000,), affinity 0..1 of each class, the best being 1.
        named: a class or group has that very name, or the classes are kinds of it.
        typed: the word as it was typed, where that is another.
        suggestions: other words that may have been meant instead of `typed`.
    """

    text: str
    classes: Floats
    named: bool
    typed: str | None = None
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """What a text asks for.

    Attributes:
        query: the text.
        parts: what should be in a photo, all at once; none if nothing of it can be shown by a photo.
        left_out: words that were understood and do not matter, or that no photo can show.
        unknown: words that nobody knows.
        suggestions: texts that may have been meant, best first.
        cut: the text was longer than what was read.
    """

    query: str
    parts: tuple[Part, ...]
    left_out: tuple[str, ...]
    unknown: tuple[str, ...]
    suggestions: tuple[str, ...]
    cut: bool = False

    @property
    def affinity(self) -> Floats:
        """float32 (1000,), 0..1: how much each class has to do with any part of it."""
        if not self.parts:
            return np.zeros(0, np.float32)
        best: Floats = np.max([part.classes for part in self.parts], axis=0)
        return best


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or compound of the text; `joins` for one that separates things."""

    text: str
    affinity: Affinity | None = None
    joins: bool = False


class Understanding:
    """Reads texts; immutable and safe from any thread.

    Args:
        affinities: what words mean.
        alike: words spelt nearly like another, likeliest first, e.g. `WordVectors.alike`.
    """

    def __init__(self, affinities: Affinities, alike: Sequence[Callable[[str, int], Iterable[str]]]) -> None:
        self._affinities = affinities
        self._alike = tuple(alike)

    def understand(self, text: str) -> Meaning:
        """What a text asks for.

        Raises:
            UserError: there is no word in it.
        """
        words = words_of(_plain(text[: 100 * _LONGEST_WORD]))
        if not words:
            message = "there is no word to look for" if not text.strip() else f"there is no word in {_short(text)!r}"
            raise UserError(message)
        cut = len(words) > _MOST_WORDS or len(text) > 100 * _LONGEST_WORD
        tokens = list(self._tokens(words[:_MOST_WORDS]))
        parts: list[Part] = []
        left_out: list[str] = []
        unknown: list[str] = []
        for stretch in _stretches(tokens):
            part = self._part(stretch, left_out, unknown)
            if part is not None and len(parts) < _MOST_PARTS:
                parts.append(part)
        suggestions = _whole_texts(text, parts)
        return Meaning(text, tuple(_distinct(parts)), tuple(left_out), tuple(unknown), suggestions, cut)

    def _tokens(self, words: Sequence[str]) -> Iterator[_Token]:
        """Compounds and words, the longest known ones first; words without meaning are left away."""
        place = 0
        while place < len(words):
            for length in range(min(_LONGEST_COMPOUND, len(words) - place), 1, -1):
                affinity = self._compound(words[place : place + length])
                if affinity is not None:
                    yield _Token(affinity.text, affinity)
                    place += length
                    break
            else:
                yield from self._one(words[place])
                place += 1

    def _compound(self, words: Sequence[str]) -> Affinity | None:
        """Several words as one, if they have a meaning of their own.

        One that merely is near something counts for less than a last word that is something: WordNet's "black cat" is a
        marten, and for everybody else a cat.
        """
        phrase = " ".join(words)
        if words[0] in _JOINING or words[-1] in _JOINING or not self._affinities.is_name(phrase):
            return None
        affinity = self._affinities.of(phrase)
        if affinity.exact or affinity.kinds:
            return affinity
        last = self._affinities.of(words[-1])
        return affinity if affinity.shown and not (last.exact or last.kinds) else None

    def _one(self, word: str) -> Iterator[_Token]:
        if word in _JOINING:
            yield _Token(word, joins=True)
        elif word not in _EMPTY:
            word = word.removesuffix("'s") if len(word) > 3 else word
            affinity = self._affinities.of(word[:_LONGEST_WORD])
            if not affinity.known and "-" in word:
                for piece in word.split("-"):
                    yield from self._one(piece)
            else:
                yield _Token(word, affinity)

    def _part(self, tokens: Sequence[_Token], left_out: list[str], unknown: list[str]) -> Part | None:
        """The thing that a stretch of words between two joining ones is about; notes what it does not need."""
        parts = [(token, self._shown(token)) for token in tokens]
        places = [place for place, (_, part) in enumerate(parts) if part is not None]
        thing = parts[places[-1]][1] if places else None
        for place, (token, part) in enumerate(parts):
            if part is None:
                known = token.affinity is not None and token.affinity.known
                (left_out if known else unknown).append(token.text)
            elif thing is not None and place != places[-1]:
                chosen = _choose(thing, part)
                if chosen is None:
                    left_out.append(token.text)
                thing = chosen or thing
        return thing

    def _shown(self, token: _Token) -> Part | None:
        """A word as something that photos can show, corrected if nobody knows it; None if they cannot."""
        affinity = token.affinity
        assert affinity is not None
        if affinity.shown:
            return Part(token.text, affinity.classes, bool(affinity.exact) or affinity.kinds)
        if affinity.known or len(token.text) > _LONGEST_WORD:
            return None
        meant = self._corrections(token.text)
        if not meant:
            return None
        best = meant[0]
        return Part(best.text, best.classes, True, token.text, tuple(each.text for each in meant))

    def _corrections(self, word: str) -> list[Affinity]:
        """What photos can show and is spelt nearly like a word, likeliest first."""
        spelt = dict.fromkeys(other for alike in self._alike for other in alike(word, 12))
        # Typing errors are rare in the first letter, and two in a short word make it another.
        found = [self._affinities.of(other) for other in spelt if other[0] == word[0]]
        shown = [affinity for affinity in found if affinity.shown and affinity.noun]
        return shown[:_SUGGESTIONS]


def _choose(thing: Part, part: Part) -> Part | None:
    """A thing narrowed by a word before it; None if that fits none of its kinds."""
    if (part.classes * thing.classes).max() < _LEAST_OVERLAP:
        return None
    classes = thing.classes * (1 + _CHOOSING * part.classes)
    classes = (classes / classes.max()).astype(np.float32)
    return replace(thing, text=f"{part.text} {thing.text}", classes=classes)


def _stretches(tokens: Sequence[_Token]) -> Iterator[list[_Token]]:
    """The words between joining ones, none of them empty."""
    stretch: list[_Token] = []
    for token in tokens:
        if not token.joins:
            stretch.append(token)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _distinct(parts: Sequence[Part]) -> Iterator[Part]:
    """Every thing once: "dogs and more dogs" are dogs."""
    seen: list[Floats] = []
    for part in parts:
        if not any(np.array_equal(part.classes, other) for other in seen):
            seen.append(part.classes)
            yield part


def _whole_texts(text: str, parts: Sequence[Part]) -> tuple[str, ...]:
    """The text with each misspelt word replaced by what it may have meant."""
    lower = " ".join(words_of(text[: 100 * _LONGEST_WORD]))
    found = [lower.replace(part.typed, other) for part in parts if part.typed for other in part.suggestions]
    return tuple(dict.fromkeys(found))[:_SUGGESTIONS]


def _plain(text: str) -> str:
    """Without accents: "café" is "cafe"."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_WORD else text[:_LONGEST_WORD] + "..."
