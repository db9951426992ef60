"""What photosim knows about words, each part read when it is first asked for and kept."""

import logging
import threading
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Final

from photosim.errors import UserError
from photosim.library.reports import WordsInfo
from photosim.semantics.classes import Taxonomy
from photosim.semantics.wordfile import forget_words, open_words, store_words
from photosim.semantics.wordnet import WordNet
from photosim.semantics.words import WordVectors
from photosim.store.db import holding

_BUILT_IN: Final = "built-in"
_USUAL_SENSES: Final = 3
_SPECIFIC: Final = 130  # dogs are 118
_NOT_EVERYTHING: Final = 400
_log = logging.getLogger(__name__)


class Knowledge:
    """Classes, WordNet and word vectors of one library; safe from any thread.

    Args:
        resources: the folder `resources/`.
        data: the data folder; the user's own word vectors are kept in `words/` below it.

    Attributes:
        resources: as given.
    """

    def __init__(self, resources: Path, data: Path) -> None:
        self.resources = resources
        self._own = data / "words"
        self._locks = {part: threading.Lock() for part in ("wordnet", "taxonomy", "words", "storing")}
        self._words: tuple[WordVectors, WordsInfo] | None = None

    @property
    def taxonomy(self) -> Taxonomy:
        """The 1,000 classes and their groups.

        Raises:
            UserError: the installation is incomplete.
        """
        with self._locks["taxonomy"]:
            return self._taxonomy

    @property
    def wordnet(self) -> WordNet:
        """What is a kind of what.

        Raises:
            UserError: the installation is incomplete.
        """
        with self._locks["wordnet"]:
            return self._wordnet

    @property
    def words(self) -> WordVectors:
        """The word vectors in use: the user's own, else the built-in ones.

        Raises:
            UserError: the installation is incomplete.
        """
        return self._words_in_use()[0]

    @property
    def words_info(self) -> WordsInfo:
        """What they are.

        Raises:
            UserError: the installation is incomplete.
        """
        return self._words_in_use()[1]

    def shows(self, word: str) -> bool:
        """Whether a normalised word stands for something that photos can be searched for.

        That is, it is a name, or one of its first three meanings as a noun is a kind of one of the 1,000 classes, or it
        or what it is a kind of, up to two steps, takes in some of them, but so few that it says something.
        """
        if self.taxonomy.find(word):
            return True
        lemma = self.wordnet.lemma(word)
        return lemma is not None and any(map(self._near_classes, self.wordnet.senses(lemma)[:_USUAL_SENSES]))

    def _near_classes(self, sense: int) -> bool:
        for above, steps in self.wordnet.distances(sense).items():
            most = (_NOT_EVERYTHING, _SPECIFIC, _SPECIFIC // 2, 0)[min(steps, 3)]
            if above in self._class_synsets or 0 < len(self._below.get(above, ())) <= most:
                return True
        return False

    def use_words(self, file: Path | None, tell: Callable[[float], None] | None = None) -> WordsInfo:
        """From now on, and at the next start, use the vectors of a text file; None goes back to the built-in ones.

        Args:
            file: such as `glove.6B.300d.txt`; read once, it may be moved or deleted afterwards.
            tell: told the share of the file that is done, 0..1; may raise to stop.

        Raises:
            UserError: the file cannot be read or holds no word vectors; those in use stay in use.
            LibraryError: the data folder cannot be written, or another program is at this.
        """
        busy = f"another photosim is changing the word vectors in {self._own}; wait for it or stop it"
        with self._locks["storing"], holding(self._own.with_name("words.lock"), busy):
            if file is None:
                with self._locks["words"]:  # to the end, so that nobody takes them up again meanwhile
                    self._words = None  # lets go of mapped files, which Windows would not delete
                    forget_words(self._own)
            else:
                stored = store_words(file.absolute(), self._own, tell)
                with self._locks["words"]:
                    self._words = stored.vectors, _info(stored.vectors, stored.source)
        return self.words_info

    def _words_in_use(self) -> tuple[WordVectors, WordsInfo]:
        with self._locks["words"]:
            if self._words is None:
                self._words = self._load_words()
            return self._words

    def _load_words(self) -> tuple[WordVectors, WordsInfo]:
        problem = None
        try:
            own = open_words(self._own)
        except UserError as error:
            _log.warning("%s", error)
            own, problem = None, str(error)
        if own is not None:
            return own.vectors, _info(own.vectors, own.source)
        vectors = WordVectors.load(self.resources)
        return vectors, WordsInfo(_BUILT_IN, None, len(vectors), vectors.dimension, problem)

    @cached_property
    def _wordnet(self) -> WordNet:
        return WordNet.load(self.resources)

    @cached_property
    def _taxonomy(self) -> Taxonomy:
        return Taxonomy.load(self.resources, self.wordnet.irregular)

    @cached_property
    def _class_synsets(self) -> frozenset[int]:
        """The synsets of the 1,000 classes."""
        numbers = (self.wordnet.number(each.wnid) for each in self.taxonomy.classes)
        return frozenset(number for number in numbers if number is not None)

    @cached_property
    def _below(self) -> dict[int, list[tuple[int, int]]]:
        """Classes below each synset that has some; see `WordNet.below`."""
        return self.wordnet.below(self._class_synsets)


def _info(vectors: WordVectors, source: Path) -> WordsInfo:
    return WordsInfo(source.name, source, len(vectors), vectors.dimension)
