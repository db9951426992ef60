"""Brings what people type into one form, takes plurals back, and finds words that are spelt nearly alike."""

import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

# Backtick, acute accent, modifier letter apostrophe, single quotation marks.
_APOSTROPHES: Final = re.compile("[`\u00b4\u02bc\u2018\u2019]")
# Hyphens, dashes and minus; the underscore stands for a space in WordNet and in file names.
_DASHES: Final = re.compile("[\u2010-\u2015\u2212]")
_NO_WORD: Final = re.compile(r"[^\w']+")
_LONGEST: Final = 32
# WordNet's "morphy", rules of detachment for nouns: https://wordnet.princeton.edu/documentation/morphy7wn
_ENDINGS: Final = (
    ("s", ""),
    ("ses", "s"),
    ("xes", "x"),
    ("zes", "z"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("men", "man"),
    ("ies", "y"),
    ("ves", "f"),  # not one of WordNet's, which lists wolves and knives one by one
)


def normalise(text: str) -> str:
    """One form for what looks the same: NFKC, lower case, plain apostrophes and hyphens, single spaces."""
    # The accent alone decomposes into a space, so it has to go first.
    text = unicodedata.normalize("NFKC", _APOSTROPHES.sub("'", text))
    return " ".join(_DASHES.sub("-", text).lower().replace("_", " ").split())


def key_of(text: str) -> str:
    """For comparing names: also without accents, and with a space for every hyphen and other mark.

    "Jack-o'-Lantern" and "jack o lantern", "crane (bird)" and "crane bird" have the same key.
    """
    plain = unicodedata.normalize("NFKD", normalise(text))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_NO_WORD.sub(" ", plain).replace("'", "").split())


def words_of(text: str) -> list[str]:
    """The words of a text in order, normalised; inner hyphens and apostrophes stay ("t-shirt", "lady's")."""
    return re.findall(r"[^\W_]+(?:['-][^\W_]+)*", normalise(text))


def singulars(phrase: str, irregular: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What the last word of a phrase may be the plural of; whether that is a word is for the caller to know.

    Args:
        phrase: normalised.
        irregular: base forms of plurals that follow no rule, WordNet's `noun.exc`.
    """
    head, space, last = phrase.rpartition(" ")
    for base in irregular.get(last, ()):
        yield f"{head}{space}{base}"
    if last.endswith("ss") or len(last) < 3:
        return
    for ending, instead in _ENDINGS:
        if last.endswith(ending) and len(last) > len(ending):
            yield f"{head}{space}{last.removesuffix(ending)}{instead}"


class Speller:
    """Finds words of a list that are spelt nearly like another; safe from any thread.

    Args:
        words: normalised, those to be preferred first; words of more than 32 characters are never found.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._lock = threading.Lock()
        self._tables: tuple[NDArray[np.uint16], NDArray[np.uint8], NDArray[np.uint64]] | None = None

    def alike(self, word: str, k: int) -> list[str]:
        """Up to k words by rising distance, then by their order in the list; none if `word` is too short or long.

        Distance: optimal string alignment (letters added, left out, changed, or two neighbours swapped); at most 1 for
        words of up to four letters, 2 above.
        """
        if not 2 < len(word) <= _LONGEST or k <= 0 or not self._words:
            return []
        most = 1 if len(word) <= 4 else 2
        codes, lengths, masks = self._table()
        mine, own = _codes([word])[0][0], _masks(_codes([word])[0])[0]
        near = np.abs(lengths.astype(np.int16) - len(word)) <= most
        near &= np.bitwise_count(masks & ~own) <= most
        near &= np.bitwise_count(own & ~masks) <= most
        candidates = np.flatnonzero(near)
        distances = _distances(mine[: len(word)], codes[candidates], lengths[candidates])
        other_start = codes[candidates, 0] != mine[0]  # typing errors are rare in the first letter
        order = np.lexsort((candidates, other_start, distances))
        chosen = candidates[order[distances[order] <= most][:k]]
        return [self._words[position] for position in chosen]

    def _table(self) -> tuple[NDArray[np.uint16], NDArray[np.uint8], NDArray[np.uint64]]:
        with self._lock:
            if self._tables is None:
                codes, lengths = _codes(self._words)
                self._tables = codes, lengths, _masks(codes)
            return self._tables


def _codes(words: Sequence[str]) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
    """Letters uint16 (n, 32), 0 after the end, and lengths uint8 (n,), 255 for words that are too long."""
    text = np.array(words, dtype=f"U{_LONGEST}")
    codes = text.view(np.uint32).reshape(len(words), _LONGEST).astype(np.uint16)
    lengths = np.minimum(np.fromiter(map(len, words), np.int64, len(words)), 255)
    return codes, np.where(lengths > _LONGEST, 255, lengths).astype(np.uint8)


def _masks(codes: NDArray[np.uint16]) -> NDArray[np.uint64]:
    """Which letters occur, uint64 (n,), a bit each: too many of one that the other lacks, and they are not alike."""
    bits = np.where(codes > 0, np.uint64(1) << (codes % 64).astype(np.uint64), np.uint64(0))
    found: NDArray[np.uint64] = np.bitwise_or.reduce(bits, axis=1)
    return found


def _distances(word: NDArray[np.uint16], codes: NDArray[np.uint16], lengths: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Optimal string alignment distances uint8 (n,) of one word uint16 (m,) to many, cell by cell for all at once."""
    width = int(lengths.max(initial=0))
    columns = range(width + 1)
    before: list[NDArray[Any]] = []
    row = [np.full(len(codes), column, np.uint8) for column in columns]
    for i, letter in enumerate(word):
        two_before, before = before, row
        row = [np.full(len(codes), i + 1, np.uint8)]
        for j in range(width):
            changed = before[j] + (codes[:, j] != letter)
            cell = np.minimum(np.minimum(before[j + 1] + 1, row[j] + 1), changed)
            if i and j:
                swapped = (codes[:, j] == word[i - 1]) & (codes[:, j - 1] == letter)
                cell = np.where(swapped, np.minimum(cell, two_before[j - 1] + 1), cell)
            row.append(cell.astype(np.uint8))
    table = np.stack(row)
    found: NDArray[np.uint8] = table[lengths, np.arange(len(codes))]
    return found
