"""How well each of the 1,000 classes fits a word, whether it is the name of one or not.

Three signs are added up, and the softmax of the sum, the best class being 1, is the affinity. Their weights were
fitted on the 163 words of `tests/quality/text_words.json` that are set aside for it ("dev"), so that the classes a
person would accept get the most of it. Measured there over five folds, share of 20 photos that are right:

    ==========================================  ==============  ===========
    signs                                       everyday words  group words
    ==========================================  ==============  ===========
    all three                                   .658            .861
    without walks, kinds and groups             .335            .821
    without the words above a class             .629            .822
    without the words of a class's group        .659            .844
    with mentions in definitions, too           .659            .856
    with the class's own words compared, too    .655            .855
    with the words of its definition, too       .663            .836
    only walks through WordNet                  .624            .730
    only kinds of the word, by the tree         .305            .781
    affinities that are right (the upper end)   .891            .945
    ==========================================  ==============  ===========
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosim.semantics.classes import Group, ImageClass, Named, Taxonomy
from photosim.semantics.related import FLOOR, RelatedClasses
from photosim.semantics.spelling import words_of
from photosim.semantics.wordnet import WordNet
from photosim.semantics.words import WordVectors

WEIGHTS: Final = np.array([1.4, 3.0, 2.5], np.float32)
"""What each of `Affinities.signs` is worth."""

# Closeness that a class has at least, against the closest, if it is a kind of the word or in a group of that name;
# the table of walks keeps only few classes a word. Tried: .05 to 1 and 0 to .5.
_KIND_CLOSENESS, _GROUP_CLOSENESS = 0.2, 0.5
# Affinity that a kind of the word has at least: everyone's dog is a dog (group words .861 -> .863).
_KIND_AFFINITY: Final = 0.5
# A word that far more classes than this are kinds of is no thing that a photo can show ("object").
_TOO_GENERAL: Final = 500
# How close WordNet's walks come to some class if photos can show a word: on the words set aside for tuning 13 to 4,000
# for those they can, 2 to 13 for those they cannot ("democracy" 2, "theorem" 10). What WordNet files under these topics
# first, and what is no noun there, can come near by chance ("ability" 161, "pride" 93, "never" 98) and needs more: of
# 80 more words without a picture 57 are refused with one limit for all, 77 so.
_ABSTRACT_TOPICS: Final = (
    "attribute cognition communication feeling group motive possession process quantity relation state time"
)
_ABSTRACT: Final = frozenset(_ABSTRACT_TOPICS.split())
_CLOSE_NOUN, _CLOSE_OTHER = 14.0, 100.0
# A noun that is less close, or one that WordNet has not, takes a vector that is near, too ("smartphone").
_CLOSE_SIMILAR, _LEAST_SIMILARITY = 8.0, 0.7
# Words for what this many classes are kinds of tell nothing about any of them.
_MOST_BELOW: Final = 124
_LEAST_AFFINITY: Final = 0.01
_CENTRED_ON: Final = 20_000
_FORMS: Final = (("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("er", ""), ("s", ""))

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Affinity:
    """What a word or compound means in terms of the classes.

    Attributes:
        text: the word.
        classes: float32 (1000,), 0..1, the best being 1; all zeros if it is unknown.
        exact: classes and groups of that very name.
        kinds: whether some classes are kinds of it.
        closeness: how many times as often as by chance a walk through WordNet from it meets the closest class; 0 if
            WordNet does not know it.
        similarity: cosine similarity of its vector to the nearest word of a class's description; 0 without a vector.
        noun: whether WordNet has it as a noun.
        concrete: whether the first meaning of that noun is no mere notion.
    """

    text: str
    classes: Floats
    exact: tuple[Named, ...]
    kinds: bool
    closeness: float
    similarity: float
    noun: bool
    concrete: bool

    @property
    def known(self) -> bool:
        """Whether anything is known of the word."""
        return bool(self.exact or self.closeness or self.similarity)

    @property
    def shown(self) -> bool:
        """Whether photos can show it: it is a class or a group, or some are near enough to it."""
        if self.exact or self.kinds:
            return True
        if not self.concrete and self.closeness:
            return self.closeness >= _CLOSE_OTHER
        if self.closeness >= _CLOSE_NOUN:
            return True
        return self.similarity >= _LEAST_SIMILARITY and not 0 < self.closeness < _CLOSE_SIMILAR


class Affinities:
    """Works out affinities; immutable and safe from any thread.

    Args:
        taxonomy: the classes.
        wordnet: what is a kind of what.
        related: relations between words and classes.
        words: word vectors.
    """

    def __init__(self, taxonomy: Taxonomy, wordnet: WordNet, related: RelatedClasses, words: WordVectors) -> None:
        self._taxonomy, self._wordnet, self._related, self._words = taxonomy, wordnet, related, words
        synsets = [wordnet.number(each.wnid) for each in taxonomy.classes]
        below = wordnet.below([synset for synset in synsets if synset is not None])
        self._below = {synset: np.array([place for place, _ in places]) for synset, places in below.items()}
        named: dict[str, set[int]] = {}
        for each in taxonomy.classes:
            for word in words_of(" ".join((each.name, *each.lemmas))):
                named.setdefault(word, set()).add(each.index)
        self._named = {word: sorted(places) for word, places in named.items()}
        self._centre, self._axis = _common_part(words)
        numbers = {wnid: wordnet.number(wnid) for wnid in {wnid for each in taxonomy.classes for wnid in each.path}}
        special = {
            wnid: {word for lemma in taxonomy.lemmas[wnid] for word in words_of(lemma)}
            for wnid, synset in numbers.items()
            if synset is not None and len(self._below.get(synset, ())) <= _MOST_BELOW
        }
        above = [set().union(*(special.get(wnid, ()) for wnid in each.path)) for each in taxonomy.classes]
        self._above = _Layer(above, self)
        self._group = _Layer([self._group_words(each) for each in taxonomy.classes], self)

    def is_name(self, phrase: str) -> bool:
        """Whether several words together have a meaning of their own: a class, a group or a compound of WordNet."""
        return bool(self._taxonomy.find(phrase)) or self._wordnet.lemma(phrase) in self._related

    def named_with(self, word: str) -> NDArray[np.bool_]:
        """Which classes have a word in one of their names, bool (classes,): "steam" is in that of a locomotive."""
        found = np.zeros(len(self._taxonomy.classes), np.bool_)
        found[self._named.get(word, [])] = True
        return found

    def of(self, text: str) -> Affinity:
        """The affinity of a word or compound, normalised but in whatever number."""
        exact = self._taxonomy.find(text)
        lemma = self._wordnet.lemma(text)
        kinds = self._kinds(lemma)
        signs, closeness, similarity = self.signs(text, exact, lemma, kinds)
        older = next((named.lemmas[0] for named in exact if isinstance(named, ImageClass)), text)
        if not (closeness or similarity) and older != text:
            # A name that WordNet and the vectors lack: as near to the other classes as the one that WordNet has.
            return replace(self.of(older), text=text, exact=exact)
        classes = np.zeros(len(self._taxonomy.classes), np.float32)
        if closeness or similarity or any(isinstance(named, Group) for named in exact):  # else all classes were equal
            total = np.einsum("s,sc->c", WEIGHTS, signs)
            classes = np.exp(total - total.max())
            classes[classes < _LEAST_AFFINITY] = 0
            classes[kinds] = np.maximum(classes[kinds], _KIND_AFFINITY)
        for named in exact:
            if isinstance(named, ImageClass):  # a class asked for by its name is the best there is
                classes[named.index] = 1
        senses = self._wordnet.senses(lemma) if lemma else ()
        concrete = bool(senses) and self._wordnet.topic(senses[0]) not in _ABSTRACT
        return Affinity(text, classes, exact, bool(kinds.any()), closeness, similarity, bool(senses), concrete)

    def signs(
        self, text: str, exact: Sequence[Named], lemma: str | None, kinds: NDArray[np.bool_]
    ) -> tuple[Floats, float, float]:
        """What speaks for each class, with the word's closeness and similarity; see `Affinity`.

        Args:
            text: the word.
            exact: classes and groups of that name.
            lemma: the word as WordNet spells it.
            kinds: bool (classes,), those that are kinds of it.

        Returns:
            float32 (3, classes): the logarithm of how close walks through WordNet come to the class, 0 for the
            closest; similarity of the word's vector to words for what the class is a kind of; to words of its group.
        """
        close, closeness = self._walks(text, lemma)
        close[kinds] = np.maximum(close[kinds], _KIND_CLOSENESS)
        for named in exact:
            if isinstance(named, Group):
                members = list(named.classes)
                close[members] = np.maximum(close[members], _GROUP_CLOSENESS)
        # Where nothing is close, this says the same of all classes.
        logarithm = np.log(np.maximum(close / max(float(close.max()), FLOOR), FLOOR))
        vector = self.vector(text)
        above, nearest_above = self._above.similarity(vector, 3)
        group, nearest_group = self._group.similarity(vector, 1)
        return np.stack([logarithm, above, group]), closeness, max(nearest_above, nearest_group)

    def vector(self, text: str) -> Floats | None:
        """The unit vector float32 (d,) of a text without what all words have in common, None if it has none."""
        mean = self._words.mean(text)
        if mean is None:
            return None
        unit: Floats = _units(self._without_common(mean[None]))[0]
        return unit

    def known_vectors(self, words: Sequence[str]) -> Floats:
        """Vectors as of `vector`, float32 (n, d), of words all of which have one."""
        places = [place for place in map(self._words.rank, words) if place is not None]
        return _units(self._without_common(self._words.vectors(places)))

    def has_vector(self, word: str) -> bool:
        """Whether `known_vectors` takes the word."""
        return word in self._words

    def _without_common(self, vectors: Floats) -> Floats:
        centred = vectors - self._centre
        rest: Floats = centred - np.einsum("ij,j,k->ik", centred, self._axis, self._axis)
        return rest

    def _walks(self, text: str, lemma: str | None) -> tuple[Floats, float]:
        """How close each class is to a word, float32 (classes,), 1 for the closest; and how close that is."""
        found = np.zeros(len(self._taxonomy.classes), np.float32)
        form = next((form for form in self._forms(text, lemma) if form in self._related), None)
        if form is None:
            return found, 0.0
        classes, closeness = self._related.of(form)
        found[classes] = closeness / closeness[0]
        return found, float(closeness[0])

    @staticmethod
    def _forms(text: str, lemma: str | None) -> Iterable[str]:
        """Spellings under which a word may be in WordNet, as a noun first."""
        yield from (lemma,) if lemma else ()
        yield text
        for ending, instead in _FORMS:
            if text.endswith(ending):
                yield text.removesuffix(ending) + instead

    def _kinds(self, lemma: str | None) -> NDArray[np.bool_]:
        """Which classes are kinds of one of the word's meanings, bool (classes,)."""
        found = np.zeros(len(self._taxonomy.classes), np.bool_)
        for synset in self._wordnet.senses(lemma) if lemma else ():
            places = self._below.get(synset)
            if places is not None and len(places) <= _TOO_GENERAL:
                found[places] = True
        return found

    def _group_words(self, each: ImageClass) -> set[str]:
        group = self._taxonomy.group(each.group)
        return {word for text in (group.name, *group.words) for word in words_of(text)} - {"or", "and"}


class _Layer:
    """Some words for each class, compared with a query word by their vectors."""

    def __init__(self, texts: Sequence[set[str]], affinities: Affinities) -> None:
        kept = [sorted(word for word in words if affinities.has_vector(word)) for words in texts]
        vocabulary = sorted({word for words in kept for word in words})
        places = {word: place for place, word in enumerate(vocabulary)}
        self._vectors = affinities.known_vectors(vocabulary)
        # Rows are filled up with the place after the last word, which is similar to nothing.
        self._rows = np.full((len(texts), max(1, *map(len, kept))), len(vocabulary))
        for row, words in zip(self._rows, kept, strict=True):
            row[: len(words)] = [places[word] for word in words]

    def similarity(self, vector: Floats | None, best: int) -> tuple[Floats, float]:
        """Mean of the `best` highest cosine similarities >= 0 for each class float32 (n,), and the highest of all."""
        if vector is None:
            return np.zeros(len(self._rows), np.float32), 0.0
        cosines = np.append(np.maximum(np.einsum("ij,j->i", self._vectors, vector), 0), np.float32(0))
        rows = cosines[self._rows]
        if best == 1:
            found: Floats = rows.max(axis=1)
        else:
            found = np.sort(rows, axis=1)[:, -best:].mean(axis=1, dtype=np.float32)
        return found, float(cosines.max())


def _common_part(words: WordVectors) -> tuple[Floats, Floats]:
    """Mean of the frequent words' unit vectors and their first principal axis, float32 (d,) each.

    Both say how frequent a word is rather than what it means: Mu, Bhat and Viswanath, "All-but-the-Top", 2018.
    """
    vectors = words.vectors(range(min(_CENTRED_ON, len(words))))
    mean = vectors.mean(axis=0)
    centred = vectors - mean
    covariance = np.einsum("ij,ik->jk", centred, centred)
    axis = np.linalg.eigh(covariance)[1][:, -1].astype(np.float32)
    return mean, axis


def _units(vectors: Floats) -> Floats:
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None]
    units: Floats = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return units
