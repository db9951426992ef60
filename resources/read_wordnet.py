"""Reads the noun files of WordNet 3.0 (Debian package `wordnet-base`). Needed at development time only.

Format of the files: wndb(5WN), https://wordnet.princeton.edu/documentation/wndb5wn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

DEFAULT_FOLDER = Path("/usr/share/wordnet")
_HYPERNYMS = ("@", "@i")


@dataclass(frozen=True)
class Synset:
    """One meaning.

    Attributes:
        offset: its place in `data.noun`; `n` and its eight digits are the wnid.
        lemmas: its words, spaces instead of underscores, most used first.
        hypernyms: offsets of what it is a kind of, then of what it is an instance of.
        gloss: its definition, without the examples.
        instance: one single thing with a name of its own (Paris), not a kind of things.
        topic: number of the lexicographer's file it is from, 3..28 (lexnames(5WN)): 5 animals, 6 artefacts, ...
    """

    offset: int
    lemmas: tuple[str, ...]
    hypernyms: tuple[int, ...]
    gloss: str
    instance: bool
    topic: int

    @property
    def wnid(self) -> str:
        """Its WordNet number as ImageNet writes it."""
        return f"n{self.offset:08d}"


class Nouns:
    """All nouns of a WordNet folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.synsets = {synset.offset: synset for synset in map(_parse, _lines(folder / "data.noun"))}

    @cached_property
    def senses(self) -> dict[str, tuple[int, ...]]:
        """Offsets of each lemma (lower case, spaces), most used sense first."""
        found = {}
        for line in _lines(self.folder / "index.noun"):
            fields = line.split()
            count = int(fields[2])
            found[fields[0].replace("_", " ")] = tuple(map(int, fields[-count:]))
        return found

    @cached_property
    def irregular(self) -> dict[str, tuple[str, ...]]:
        """Base forms of irregular plurals ("geese": "goose")."""
        rows = ([word.replace("_", " ") for word in line.split()] for line in _lines(self.folder / "noun.exc"))
        return {plural: tuple(bases) for plural, *bases in rows}

    @cached_property
    def uses(self) -> dict[tuple[str, int], int]:
        """How often each lemma was met in its n-th sense (from 1) in the texts that WordNet's makers tagged."""
        found = {}
        for line in _lines(self.folder / "cntlist.rev"):
            key, number, count = line.split()
            lemma, _, rest = key.partition("%")
            if rest.startswith("1:"):  # a noun
                found[lemma.replace("_", " "), int(number)] = int(count)
        return found

    def sense(self, name: str) -> Synset:
        """`dog.1` is the first sense of "dog"; underscores stand for spaces.

        Raises:
            KeyError: there is no such sense.
        """
        lemma, _, number = name.rpartition(".")
        offsets = self.senses[lemma.replace("_", " ").lower()]
        if not 1 <= int(number) <= len(offsets):
            raise KeyError(name)
        return self.synsets[offsets[int(number) - 1]]

    def distances(self, offset: int) -> dict[int, int]:
        """Steps up to everything that a synset is a kind of, itself included, nearest first."""
        found = {offset: 0}
        queue = [offset]
        for current in queue:  # grows while it is walked: breadth first
            for parent in self.synsets[current].hypernyms:
                if parent not in found:
                    found[parent] = found[current] + 1
                    queue.append(parent)
        return found

    def path(self, offset: int) -> tuple[int, ...]:
        """From a synset up to the root, by the first hypernym of each."""
        steps = [offset]
        while hypernyms := self.synsets[steps[-1]].hypernyms:
            steps.append(hypernyms[0])
        return tuple(steps)


def _lines(file: Path) -> Iterator[str]:
    """Lines without the licence, which the files have at their beginning, two spaces in."""
    with file.open(encoding="utf-8") as stream:
        yield from (line.rstrip("\n") for line in stream if not line.startswith("  "))


def _parse(line: str) -> Synset:
    head, _, gloss = line.partition(" | ")
    fields = head.split()
    count = int(fields[3], 16)
    lemmas = tuple(word.replace("_", " ") for word in fields[4 : 4 + 2 * count : 2])
    rest = fields[5 + 2 * count :]
    pointers = [(rest[start], int(rest[start + 1])) for start in range(0, len(rest), 4)]
    hypernyms = tuple(target for kind in _HYPERNYMS for symbol, target in pointers if symbol == kind)
    instance = any(symbol == "@i" for symbol, _ in pointers)
    return Synset(int(fields[0]), lemmas, hypernyms, _definition(gloss), instance, int(fields[1]))


def _definition(gloss: str) -> str:
    """What stands before the first example."""
    return gloss.partition('; "')[0].partition(' "')[0].strip().rstrip(";")
