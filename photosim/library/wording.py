"""Text to text: words near a word, and what to offer while somebody types."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from photosim.errors import UnknownWordError, UserError
from photosim.library.knowledge import Knowledge
from photosim.library.reports import Word
from photosim.semantics.spelling import normalise, words_of

LONGEST_TEXT: Final = 200
_SUGGESTIONS: Final = 5
_PLACES_FOR_SIMILAR: Final = 3
_FREQUENT: Final = 40_000
_LOOKED_AT: Final = 60
_SHORTEST_WORD: Final = 3


def words_near(knowledge: Knowledge, text: str, k: int) -> list[Word]:
    """See `Library.words`."""
    asked = _checked(text)
    vectors = knowledge.words
    known = {word: vectors.known(word) for word in asked}
    unknown = [word for word, parts in known.items() if not parts]
    if unknown:
        raise _unknown(knowledge, asked, unknown[0])
    mean = vectors.mean(text)
    if mean is None:
        return []
    same = {*asked, *chain.from_iterable(known.values()), normalise(text)}
    return [Word(word, score) for word, score in vectors.nearest(mean, max(0, k), same)]


def suggestions(knowledge: Knowledge, text: str, k: int) -> tuple[str, ...]:
    """See `Library.suggest`."""
    typed = normalise(text)
    if k <= 0 or not typed or len(typed) > LONGEST_TEXT:
        return ()
    similar = _similar(knowledge, typed, k)
    places = k - min(_PLACES_FOR_SIMILAR, len(similar), k // 2)
    found = dict.fromkeys(islice(_completions(knowledge, typed, complete=text[-1:].isspace()), places))
    for word in similar:
        if len(found) < k:
            found[word] = None
    return tuple(found) or knowledge.taxonomy.nearest(typed, min(k, _SUGGESTIONS))


def _checked(text: str) -> list[str]:
    """The words of a text.

    Raises:
        UserError: there are none, or it is too long.
    """
    if len(text) > LONGEST_TEXT:
        message = f"the text is too long: {len(text):,} characters, at most {LONGEST_TEXT} are looked at"
        raise UserError(message)
    words = words_of(text)
    if not words:
        message = "type a word" if not text.strip() else f"there is no word in {text.strip()!r}"
        raise UserError(message)
    return words


def _unknown(knowledge: Knowledge, asked: list[str], word: str) -> UnknownWordError:
    """The error, with texts in which the word is replaced by one that is spelt nearly alike."""
    vectors, info = knowledge.words, knowledge.words_info
    place = asked.index(word)
    alike = vectors.alike(word, _SUGGESTIONS)
    texts = tuple(" ".join([*asked[:place], other, *asked[place + 1 :]]) for other in alike)
    message = f"{word!r} is not among the {info.count:,} words known"
    if not word.isascii() and not any("a" <= letter <= "z" for letter in word) and info.source is None:
        message += ", which are English"
    if texts:
        message += f"; did you mean {' or '.join(texts)}?"
    return UnknownWordError(message, texts)


def _completions(knowledge: Knowledge, typed: str, *, complete: bool) -> Iterator[str]:
    """Names that go on as typed, then the text with its last word completed to one that can find photos."""
    taxonomy = knowledge.taxonomy
    names = (name for name in taxonomy.completions(typed, _LOOKED_AT) if normalise(name) != typed)
    yield from (name for name in names if not complete or " " in name)
    head, space, last = typed.rpartition(" ")
    if complete or (space and _is_noun(knowledge, last)):
        return
    if space:
        yield from (f"{head} {name.lower()}" for name in taxonomy.completions(last, _LOOKED_AT) if " " not in name)
    yield from (f"{head}{space}{word}" for word in _frequent(knowledge, last))


def _is_noun(knowledge: Knowledge, word: str) -> bool:
    """Whether a word is likely complete."""
    return len(word) >= _SHORTEST_WORD and knowledge.wordnet.lemma(word) is not None


def _frequent(knowledge: Knowledge, start: str) -> Iterator[str]:
    """Frequent words that begin so and stand for something photos can show."""
    if len(start) < 2:
        return
    begun = (word for word in islice(knowledge.words.words, _FREQUENT) if word.startswith(start) and word != start)
    yield from (word for word in islice(begun, _LOOKED_AT) if knowledge.shows(word))


def _similar(knowledge: Knowledge, typed: str, k: int) -> list[str]:
    """Words near the last one, if it is a word already, or near a name; not the same noun in another number."""
    last = typed.rpartition(" ")[2]
    named = bool(knowledge.taxonomy.find(typed))  # "hot dog" is no dog
    vector = knowledge.words.mean(typed) if named else knowledge.words.vector(last)
    if vector is None or not (named or _is_noun(knowledge, last)):
        return []
    base = knowledge.wordnet.lemma(last)
    near = knowledge.words.nearest(vector, _LOOKED_AT, typed.split())
    useful = (word for word, _ in near if knowledge.shows(word) and knowledge.wordnet.lemma(word) != base)
    return list(islice(useful, k))
