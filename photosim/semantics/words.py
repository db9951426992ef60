"""Word vectors, and the words nearest to one by exact cosine similarity.

Rows are kept in 8 bits, each row's largest value being 127 (measured on 300 everyday words: of the ten nearest by full
precision, .986 stay). They may be split into parts of neighbouring columns, the columns with the largest variance
first. A query then multiplies the first part with all rows, and the others only with rows that may still
be among the nearest: by Cauchy and Schwarz the rest of a product is at most the product of the rests' lengths. The
answer is the same as that of multiplying everything.

Vectors: Pennington, Socher, Manning, "GloVe: Global Vectors for Word Representation", 2014.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from photosim.errors import UserError
from photosim.semantics.spelling import Speller, singulars, words_of

WORDS_FILE: Final = "words.txt"
ROWS_FILE: Final = "words.npy"
_BLOCK: Final = 4096
_FIRST_GUESS: Final = 256
_SPELT: Final = 100_000
_ONE_THREAD: Final = 8_192
_FREQUENT: Final = 100

Floats = NDArray[np.float32]
Rows = NDArray[np.int8]
Positions = NDArray[np.intp]


def quantise(vectors: Floats) -> Rows:
    """Vectors float32 (n, d) as int8 (n, d), the largest of each row being 127 or -127; their lengths are lost."""
    top = np.abs(vectors).max(axis=1, keepdims=True, initial=0)
    scale = np.divide(np.float32(127), top, out=np.zeros_like(top), where=top > 0)
    rounded: Rows = np.rint(vectors * scale).astype(np.int8)
    return rounded


class WordVectors:
    """Words and their vectors; immutable and safe from any thread.

    Args:
        words: n words, the most frequent first, no two the same.
        parts: int8 (n, d_j) each, side by side the rows int8 (n, d); more than one only pay with many long rows.
        rests: float32 (n, number of parts): lengths of the rows without the parts before. Worked out if None.

    Attributes:
        words: as given.
        dimension: d.
        parts: as given.
    """

    def __init__(self, words: Sequence[str], parts: Sequence[Rows], rests: Floats | None = None) -> None:
        self.words = words
        self.dimension = sum(part.shape[1] for part in parts)
        self.parts = tuple(parts)
        rests = rest_lengths(parts) if rests is None else rests
        # A row of zeros is near to nothing.
        self._scale = np.divide(np.float32(1), rests[:, 0], out=np.zeros(len(rests), np.float32), where=rests[:, 0] > 0)
        self._rests = [rests[:, j] * self._scale for j in range(1, len(parts))]
        self._starts = np.cumsum([0, *(part.shape[1] for part in parts)])

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The words that come with photosim, from `resources/`.

        Raises:
            UserError: a file is missing or damaged.
        """
        try:
            words = (folder / WORDS_FILE).read_text(encoding="utf-8").rstrip("\n").split("\n")
            rows = np.load(folder / ROWS_FILE, allow_pickle=False)
        except (OSError, ValueError) as error:
            message = f"{folder / ROWS_FILE} is missing or damaged; the installation is incomplete"
            raise UserError(message) from error
        if rows.dtype != np.int8 or rows.ndim != 2 or len(rows) != len(words) or not len(words):
            message = f"{folder / ROWS_FILE} does not belong to {WORDS_FILE}; the installation is incomplete"
            raise UserError(message)
        return cls(words, [rows])

    def __len__(self) -> int:
        """How many words."""
        return len(self.words)

    def __contains__(self, word: object) -> bool:
        """Whether a normalised word has a vector."""
        return word in self._positions

    def rank(self, word: str) -> int | None:
        """Place of a normalised word by frequency, 0 for the most frequent; None if it is unknown."""
        return self._positions.get(word)

    def vector(self, word: str) -> Floats | None:
        """Unit vector float32 (d,) of a normalised word, None if it has none."""
        position = self._positions.get(word)
        return None if position is None else self.vectors([position])[0]

    def vectors(self, positions: Sequence[int]) -> Floats:
        """Unit vectors float32 (m, d) of the words at these places."""
        rows = np.concatenate([part[list(positions)] for part in self.parts], axis=1).astype(np.float32)
        scaled: Floats = rows * self._scale[list(positions), None]
        return scaled

    def mean(self, text: str) -> Floats | None:
        """Unit mean float32 (d,) of the unit vectors of a text's words, None if none of them has one.

        A word with hyphens that is unknown counts as the words it is made of. Very frequent words ("a", "of") count
        little: smooth inverse frequency of Arora, Liang and Ma (2017), the frequency being told by the rank.
        """
        known = self.known(text)
        if not known:
            return None
        places = [self._positions[word] for word in known]
        weights = np.array([(place + 1) / (place + 1 + _FREQUENT) for place in places], np.float32)
        total = np.einsum("i,ij->j", weights, self.vectors(places))
        length = float(np.sqrt(np.einsum("i,i", total, total)))
        return None if length == 0 else total / np.float32(length)

    def known(self, text: str) -> list[str]:
        """The words of a text that have vectors, or what they are the plural or made of; see `mean`."""
        found: list[str] = []
        for word in words_of(text):
            whole = next((form for form in (word, *singulars(word, {})) if form in self._positions), None)
            parts = re.split("[-']", word) if whole is None else [whole]
            found += [part for part in parts if part in self._positions]
        return found

    def nearest(self, vector: Floats, k: int, leave_out: Collection[str] = ()) -> list[tuple[str, float]]:
        """The k words nearest to a vector float32 (d,), best first, with their cosine similarity -1..1.

        Equal scores come in order of frequency. Words in `leave_out` are not returned.
        """
        length = float(np.sqrt(np.einsum("i,i", vector, vector)))
        wanted = min(k + len(leave_out), len(self.words))
        if length == 0 or wanted <= 0:
            return []
        positions, scores = self._search(vector / np.float32(length), wanted)
        order = np.lexsort((positions, -scores))[:wanted]
        pairs = ((self.words[positions[i]], min(1.0, float(scores[i]))) for i in order)
        return [(word, score) for word, score in pairs if word not in leave_out][:k]

    def alike(self, word: str, k: int) -> list[str]:
        """Up to k words that are spelt nearly like a normalised one, likeliest first."""
        return self._speller.alike(word, k)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {word: position for position, word in enumerate(self.words)}

    @cached_property
    def _speller(self) -> Speller:
        return Speller(self.words[:_SPELT])  # rarer ones are mostly misspelt themselves

    def _search(self, unit: Floats, wanted: int) -> tuple[Positions, Floats]:
        """Places and exact scores of at least the `wanted` nearest.

        On one core: two threads took longer, measured beside other work, for what they do between products.
        """
        queries = [unit[first:last] for first, last in zip(self._starts, self._starts[1:], strict=False)]
        scores = _products(self.parts[0], queries[0])
        scores *= self._scale
        if len(self.parts) == 1:
            positions = np.flatnonzero(scores >= np.partition(scores, -wanted)[-wanted])
            return positions, scores[positions]
        least = self._guess(scores, unit, wanted)
        positions = np.flatnonzero(scores + self._rests[0] * _length_after(unit, self._starts[1]) >= least)
        scores = scores[positions]
        for j in range(1, len(self.parts)):
            scores += _products(self.parts[j][positions], queries[j]) * self._scale[positions]
            if j + 1 < len(self.parts):
                rests = self._rests[j][positions] * _length_after(unit, self._starts[j + 1])
                may_be = scores + rests >= least
                positions, scores = positions[may_be], scores[may_be]
        return positions, scores

    def _guess(self, scores: Floats, unit: Floats, wanted: int) -> float:
        """A score that at least `wanted` words reach: that of the best by their first part, one of each few rows."""
        groups = min(max(_FIRST_GUESS, 4 * wanted), len(scores))
        length = len(scores) // groups
        tops = scores[: groups * length].reshape(groups, length).argmax(axis=1)
        best = tops + np.arange(groups) * length
        exact = np.einsum("ij,j->i", self.vectors(best.tolist()), unit)
        # A little less, for what rounding takes from either side of the comparison.
        return float(np.partition(exact, -wanted)[-wanted]) - 1e-5


def _length_after(unit: Floats, start: int) -> np.float32:
    """Length of a vector without its first numbers."""
    rest = unit[start:]
    return np.float32(np.sqrt(np.einsum("i,i", rest, rest)))


def rest_lengths(parts: Sequence[Rows]) -> Floats:
    """Lengths float32 (n, parts) of rows without the parts before: the first column is that of the whole rows."""
    squares = np.stack([_squares(part) for part in parts], axis=1)
    rests: Floats = np.sqrt(np.cumsum(squares[:, ::-1], axis=1)[:, ::-1]).astype(np.float32)
    return rests


def _squares(rows: Rows) -> NDArray[np.float64]:
    """Squared lengths (n,)."""
    found = np.empty(len(rows))
    for start, block in _blocks(rows):
        found[start : start + len(block)] = np.einsum("ij,ij->i", block, block)
    return found


def _products(rows: Rows, vector: Floats) -> Floats:
    """Inner products float32 (n,) of rows int8 (n, d) with a vector float32 (d,).

    As many small products: for a large one, NumPy's matrix library would start threads that wait by spinning (see
    `photosim.store.search`), and `einsum` takes a third longer.
    """
    found = np.empty(len(rows), np.float32)
    group = max(1, _ONE_THREAD // max(1, len(vector)))
    for start, block in _blocks(rows):
        whole = len(block) - len(block) % group
        np.matmul(
            block[:whole].reshape(-1, group, len(vector)), vector, out=found[start : start + whole].reshape(-1, group)
        )
        np.einsum("ij,j->i", block[whole:], vector, out=found[start + whole : start + len(block)])
    return found


def _blocks(rows: Rows) -> Iterable[tuple[int, Floats]]:
    """Rows as float32, in blocks that stay in the processor's cache; each is overwritten by the next."""
    room = np.empty((min(_BLOCK, len(rows)), rows.shape[1]), np.float32)
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        np.copyto(room[: len(block)], block)
        yield start, room[: len(block)]
