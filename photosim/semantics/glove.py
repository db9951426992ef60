"""Reads word vectors from text: `glove.6B.*.txt` and other files of the form "word number number ..." a line.

The form: https://nlp.stanford.edu/projects/glove/. A first line of two whole numbers, as word2vec and fastText write
it, is skipped, and so are empty lines. A file of a gigabyte is read in pieces of a few megabytes.
"""

import codecs
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosim.errors import UserError
from photosim.semantics.spelling import normalise

_PIECE: Final = 4 * 1024 * 1024
_LONGEST_LINE: Final = 64 * 1024
_LEAST_DIMENSION: Final = 2
_LARGEST_DIMENSION: Final = 4096
_LEAST_WORDS: Final = 2

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines of the file.

    Attributes:
        words: normalised; m of them, none met before in the file.
        vectors: float32 (m, d), finite.
        done: share of the file read so far, 0..1.
    """

    words: list[str]
    vectors: Floats
    done: float


def read_vectors(file: Path) -> Iterator[Block]:
    """All words and vectors of a file, in its order.

    Words that differ only in case become one, the first.

    Raises:
        UserError: the file cannot be read or is not of this form; names the line.
    """
    try:
        status = file.stat()
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):  # a pipe cannot be read twice
            message = f"{file} is not an ordinary file; save the word vectors in one first"
            raise UserError(message)
        with file.open("rb") as stream:
            _refuse_binary(stream.read(_LONGEST_LINE), file)
    except OSError as error:
        message = f"cannot read {file}: {error.strerror or error}"
        raise UserError(message) from error
    reader = _Reader(file)
    for first, lines, read in _pieces(file):
        words, vectors = reader.take(first, lines)
        yield Block(words, vectors, min(1.0, read / status.st_size))
    if len(reader.raw) < _LEAST_WORDS:
        message = f"{file} holds no word vectors: one word and its numbers a line are expected"
        raise UserError(message)


class _Reader:
    """Remembers, from one piece to the next, how long the vectors are and which words there have been."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._dimension = 0
        self.raw: set[bytes] = set()
        self._words: set[str] = set()

    def take(self, first: int, lines: list[bytes]) -> tuple[list[str], Floats]:
        """Words and vectors of lines, the first of which has the number `first`."""
        if first == 1:
            lines[0] = lines[0].removeprefix(codecs.BOM_UTF8)
            if _is_header(lines[0]):
                first, lines = 2, lines[1:]
        numbers = [number for number, line in enumerate(lines, first) if line]
        lines = [line for line in lines if line]
        if not lines:
            return [], np.empty((0, self._dimension), np.float32)
        self._dimension = self._dimension or self._dimension_of(numbers[0], lines[0])
        heads, vectors = self._parse(numbers, lines)
        fresh = [self._fresh(number, head) for number, head in zip(numbers, heads, strict=True)]
        keep = [place for place, word in enumerate(fresh) if word is not None]
        return [word for word in fresh if word is not None], vectors[keep]

    def _dimension_of(self, number: int, line: bytes) -> int:
        fields = line.split()
        count = 0  # from the end, because a word may have spaces in it (glove.840B has ". . .")
        while count + 1 < len(fields) and _is_number(fields[-1 - count]):
            count += 1
        if not _LEAST_DIMENSION <= count <= _LARGEST_DIMENSION:
            raise self._wrong(number, f"a word and {_LEAST_DIMENSION} to {_LARGEST_DIMENSION} numbers are expected")
        return count

    def _parse(self, numbers: list[int], lines: list[bytes]) -> tuple[list[bytes], Floats]:
        """The quick way, and where that fails line by line, which tells what is wrong where."""
        pairs = [line.partition(b" ") for line in lines]
        try:
            vectors = np.loadtxt([tail for _, _, tail in pairs], np.float32, comments=None, delimiter=" ", ndmin=2)
        except ValueError:
            return self._parse_slowly(numbers, lines)
        if vectors.shape != (len(lines), self._dimension) or not np.isfinite(vectors).all():
            return self._parse_slowly(numbers, lines)
        return [head for head, _, _ in pairs], vectors

    def _parse_slowly(self, numbers: list[int], lines: list[bytes]) -> tuple[list[bytes], Floats]:
        heads, vectors = [], np.empty((len(lines), self._dimension), np.float32)
        for place, line in enumerate(lines):
            head, *values = line.rsplit(None, self._dimension)
            if len(values) != self._dimension or not all(map(_is_number, values)):
                raise self._wrong(numbers[place], f"a word and {self._dimension} numbers are expected")
            with np.errstate(over="ignore"):  # beyond what 32 bits hold is infinite
                vectors[place] = np.array([float(value) for value in values])
            if not np.isfinite(vectors[place]).all():
                raise self._wrong(numbers[place], "a number is infinite or not a number")
            heads.append(head)
        return heads, vectors

    def _fresh(self, number: int, head: bytes) -> str | None:
        """The normalised word, None if one like it has been."""
        if head in self.raw:
            raise self._wrong(number, f"the word {head.decode('utf-8', 'replace')!r} comes twice")
        self.raw.add(head)
        try:
            word = normalise(head.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise self._wrong(number, "the word is not UTF-8 text") from error
        if not word or word in self._words:
            return None
        self._words.add(word)
        return word

    def _wrong(self, number: int, reason: str) -> UserError:
        return UserError(f"{self._file}, line {number:,}: {reason}")


def _refuse_binary(start: bytes, file: Path) -> None:
    if not start.strip():
        message = f"{file} is empty"
        raise UserError(message)
    if b"\0" in start:
        message = f"{file} is not a text file; word vectors such as glove.6B.300d.txt are expected, unpacked"
        raise UserError(message)


def _pieces(file: Path) -> Iterator[tuple[int, list[bytes], int]]:
    """Number of the first line, some whole lines, and bytes read so far.

    Raises:
        UserError: a line is too long, or reading fails.
    """
    number, read, rest = 1, 0, b""
    try:
        with file.open("rb") as stream:
            while piece := stream.read(_PIECE):
                read += len(piece)
                *lines, rest = (rest + piece).split(b"\n")
                if len(rest) > _LONGEST_LINE or any(len(line) > _LONGEST_LINE for line in lines):
                    message = f"{file}, near line {number:,}: a line is too long; this is no file of word vectors"
                    raise UserError(message)
                if lines:
                    yield number, [line.strip() for line in lines], read
                number += len(lines)
    except OSError as error:
        message = f"cannot read {file}: {error.strerror or error}"
        raise UserError(message) from error
    if rest.strip():
        yield number, [rest.strip()], read


def _is_header(line: bytes) -> bool:
    fields = line.split()
    return len(fields) == 2 and all(field.isdigit() for field in fields)


def _is_number(text: bytes) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
