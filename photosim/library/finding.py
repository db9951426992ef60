"""Photos by word: what a text asks for, scored on the stored tags of all photos.

A photo's score for one thing is the sum over its ten tags of probability times the class's affinity to the word: the
expected affinity of what the photo shows. Measured with affinities that are right, on 5,000 views of the 1,000 sample
photos (share of 20 right, everyday words / group words): the sum .891 / .945, the best tag alone .893 / .942, all 1,000
probabilities .893 / .945, squared probabilities .893 / .943; by the classes' weights on the vectors .835 / .882, and
added to the sum .894 / .944. So the ten tags are enough, and no vector is touched.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.photo import PhotoId, Region
from photosim.core.vectors import Vectors
from photosim.errors import UserError
from photosim.library.albums import Albums, photos_of_album
from photosim.library.labels import ALBUM
from photosim.library.reports import Found
from photosim.library.tagging import Tagging
from photosim.semantics.affinity import Affinities
from photosim.semantics.classes import Taxonomy
from photosim.semantics.related import RelatedClasses
from photosim.semantics.spelling import key_of
from photosim.semantics.understand import Meaning, Understanding
from photosim.semantics.words import WordVectors
from photosim.store.passing import Passing
from photosim.store.tags import TagTable

if TYPE_CHECKING:
    from photosim.library.knowledge import Knowledge
    from photosim.library.looks import Look, Looks, Queries

# Where photos stop to match: below this score, and below this share of the best one's. On the words set aside for
# tuning .56 of what is left then is right and .82 of what is right is left; with .02 / .02 it is .36 and .88,
# with .1 / .2 .66 and .74, but then the first 20 lose more than they gain (.649 -> .628 for words).
LEAST_SCORE: Final = 0.05
LEAST_SHARE: Final = 0.1
# What a photo without one of several things keeps of the others' score: they come after those with everything. Share of
# photos of both things side by side that come first: .003 .70, .005 .65, .02 .50, .1 .30.
_WITHOUT: Final = 0.003
# For words with a photo, the cosine similarity to the power of this times the score for the words. Asked with one photo
# and the class of another, how often the photo of both side by side comes first: power 1 .35, 2 .48, 4 .60; the words
# alone .08, the photo alone .00; the photo's vector moved towards the class's weights .23, and times the score .38.
_LIKENESS: Final = 4
_CANDIDATES: Final = 4000
_LEAST_WITH_PHOTO: Final = 0.01
# The least that counts as showing one of several things, which share the certainty: above what `_WITHOUT` gives.
_LEAST_BESIDE: Final = 0.005
_NAMED: Final = 4
_QUOTED: Final = 60


@dataclass(frozen=True, slots=True, eq=False)
class _Thing:
    """One thing asked for, and how well each photo of the table shows it.

    Attributes:
        text: what it is called.
        scores: float32 (n,), 0..1, by row of the table.
        classes: float32 (1000,), affinities; None for an album.
    """

    text: str
    scores: Vectors
    classes: Vectors | None


@dataclass(frozen=True, slots=True, eq=False)
class _AlbumPhotos:
    """An album's name, and what `photos_of_album` says about it."""

    name: str
    photo_ids: NDArray[np.int64]
    probabilities: Vectors


class Finding:
    """Finds the photos of one library by word; safe from any thread. Words are read when first needed.

    Args:
        looks: sees and finds photos.
        tagging: knows all photos' tags and albums.
        knowledge: knows words.
    """

    def __init__(self, looks: "Looks", tagging: Tagging, knowledge: "Knowledge") -> None:
        self._looks = looks
        self._tagging = tagging
        self._knowledge = knowledge
        self._lock = threading.Lock()
        self._related: RelatedClasses | None = None
        self._understanding: tuple[WordVectors, Understanding] | None = None

    def understand(self, text: str) -> Meaning:
        """What a text asks for, albums aside.

        Raises:
            UserError: there is no word in it.
        """
        return self._current().understand(text)

    def find(self, text: str, k: int, like: "Queries | None", region: Region | None, within: Passing | None) -> Found:
        """See `Library.find_photos`."""
        albums = self._tagging.albums.albums()  # asked for once: somebody may learn others meanwhile
        place, rest = self._album_in(text, albums)
        album = None if place is None else self._photos_of_album(albums, place)
        if self._tagging.off and album is None:
            raise UserError(self._tagging.off)
        meaning = self.understand(rest) if rest is not None else Meaning(text, (), (), (), (), ())
        near = None if like is None else self._looks.look(like, region)
        found = self._answer(text, meaning, album, k, near, within)
        for other in meaning.suggestions[1:]:  # of what a misspelt word may be, the likeliest that there are photos of
            if found.matches or k <= 0:
                break
            next_best = self._answer(text, replace(self.understand(other), query=text), album, k, near, within)
            if next_best.matches:
                said = f"nobody knows '{_quoted(text)}', taken for {other}; {next_best.understood}"
                found = Found(
                    text, said, (other, *(each for each in meaning.suggestions if each != other)), next_best.matches
                )
        if not found.matches and k > 0 and meaning.parts and meaning.left_out:
            return self._others(found, meaning, k, near, within)
        return found

    def _others(self, nothing: Found, meaning: Meaning, k: int, like: "Look | None", within: Passing | None) -> Found:
        """Photos for the words that did not matter, where there are none for those that did: coffee, but no cup."""
        rest = self.understand(" ".join(meaning.left_out))
        corrected = (*meaning.corrected, *rest.corrected)
        found = self._answer(nothing.query, replace(rest, corrected=corrected), None, k, like, within)
        if not found.matches:
            return nothing
        missing = " and ".join(part.text for part in meaning.parts)
        said = f"no photo shows {missing}; of the other words, {found.understood}"
        return replace(found, understood=said, suggestions=nothing.suggestions)

    def _answer(
        self,
        text: str,
        meaning: Meaning,
        album: _AlbumPhotos | None,
        k: int,
        like: "Look | None",
        within: Passing | None,
    ) -> Found:
        """Photos for a meaning, and for an album beside it."""
        table = self._tagging.reader.table()
        if album is not None:
            table = _with_photos(table, album.photo_ids)
        things = [_Thing(part.text, _scores(table, part.classes), part.classes) for part in meaning.parts]
        if album is not None:
            scores = np.zeros(len(table.photo_ids), np.float32)
            scores[np.searchsorted(table.photo_ids, album.photo_ids)] = album.probabilities
            things.append(_Thing(album.name, scores, None))
        if not things:
            self._looks.matches([], k)  # says so if nothing is indexed
            return Found(text, _nothing_near(meaning, text), meaning.suggestions, ())
        if within is not None:
            passing = within.having(table.photo_ids)
            things = [replace(thing, scores=thing.scores * passing) for thing in things]
        scores = _together([thing.scores for thing in things])
        if like is None:
            rows = _best(scores, max(k, 1))  # one at least, for telling whether there are any
            if len(things) > 1:
                scores, rows = _with_partial(scores, rows, [thing.scores for thing in things], max(k, 1))
            found = [(PhotoId(int(table.photo_ids[row])), float(scores[row])) for row in rows[:k]]
        else:
            found = self._alike(scores, table, k, like, within)
            rows = np.searchsorted(table.photo_ids, [photo_id for photo_id, _ in found])
        matches = tuple(self._looks.matches(found, k))
        said = _say(meaning, things, table, rows, None if self._tagging.off else self._knowledge.taxonomy)
        return Found(text, said, meaning.suggestions, matches)

    def _current(self) -> Understanding:
        """What reads texts, made anew after other word vectors were chosen."""
        words, wordnet, taxonomy = self._knowledge.words, self._knowledge.wordnet, self._knowledge.taxonomy
        with self._lock:
            if self._understanding is None or self._understanding[0] is not words:
                if self._related is None:
                    self._related = RelatedClasses.load(self._knowledge.resources)
                affinities = Affinities(taxonomy, wordnet, self._related, words)
                alike: Sequence[Callable[[str, int], list[str]]] = (words.alike,)
                self._understanding = words, Understanding(affinities, alike)
            return self._understanding[1]

    def _album_in(self, text: str, albums: Albums) -> tuple[int | None, str | None]:
        """The album whose name a text is or has in it, and the rest of the text.

        A class's name is not an album's, but "album:NAME" always is.
        """
        names = albums.names
        if text.startswith(ALBUM):
            place = albums.places().get(text.removeprefix(ALBUM).casefold())
            if place is not None:
                return place, None
        key = f" {key_of(text[:1000])} "
        named = [(len(name), place) for place, name in enumerate(names) if f" {key_of(name)} " in key]
        if not named or (not self._tagging.off and self._knowledge.taxonomy.find(text[:100])):
            return None, text
        _, place = max(named)
        rest = key.replace(f" {key_of(names[place])} ", " ", 1).strip()
        return place, rest if rest and not self._tagging.off else None

    def _photos_of_album(self, albums: Albums, place: int) -> _AlbumPhotos:
        return _AlbumPhotos(albums.names[place], *photos_of_album(self._tagging.albums.table(albums), place))

    def _alike(
        self,
        scores: Vectors,
        table: TagTable,
        k: int,
        look: "Look",
        within: Passing | None,
    ) -> list[tuple[PhotoId, float]]:
        """Photos that show the things and look like another, best first, with the product of both scores."""
        left_out = self._looks.left_out(look)
        near = self._looks.searcher.query(look.unit, _CANDIDATES, left_out, within=within)
        ids = np.array([photo_id for photo_id, _ in near], np.int64)
        cosines = np.array([cosine for _, cosine in near], np.float32)
        both = _both(table, scores, ids, cosines)
        if np.count_nonzero(both) < k and len(near) == _CANDIDATES:  # what shows it is further away: look at all
            every = self._looks.searcher.scan(lambda block: np.einsum("ij,j->i", block, look.unit))
            ids = every.photo_ids
            both = _both(table, scores, ids, np.where(np.isin(ids, left_out), 0, every.values))
        order = np.lexsort((ids, -both))[:k]
        return [(PhotoId(int(ids[place])), float(both[place])) for place in order if both[place] > 0]


def _both(table: TagTable, scores: Vectors, ids: NDArray[np.int64], cosines: Vectors) -> Vectors:
    """Scores 0..1 of some photos for showing the things and looking like a photo; 0 if they do not show them."""
    rows = np.searchsorted(table.photo_ids, ids)
    rows[rows == len(table.photo_ids)] = 0
    found = np.zeros(len(ids), np.float32)
    if len(table.photo_ids):
        there = (table.photo_ids[rows] == ids) & (scores[rows] >= _LEAST_WITH_PHOTO)
        likeness = np.maximum(cosines[there], 0) ** _LIKENESS
        found[there] = (likeness * scores[rows[there]]) ** np.float32(1 / (_LIKENESS + 1))
    return found


def _with_photos(table: TagTable, photo_ids: NDArray[np.int64]) -> TagTable:
    """The table with rows, empty ones, for these photos, too: those of a model without classes have none."""
    every = np.union1d(table.photo_ids, photo_ids)
    if len(every) == len(table.photo_ids):
        return table
    rows = np.searchsorted(every, table.photo_ids)
    classes = np.zeros((len(every), table.classes.shape[1]), np.uint16)
    probabilities = np.zeros(classes.shape, np.float32)
    classes[rows], probabilities[rows] = table.classes, table.probabilities
    return TagTable(every, classes, probabilities)


def _scores(table: TagTable, classes: Vectors) -> Vectors:
    """Expected affinity of what each photo shows, float32 (n,), 0..1."""
    found: Vectors = np.einsum("nt,nt->n", table.probabilities, classes.take(table.classes))
    return np.minimum(found, np.float32(1), out=found)


def _together(scores: Sequence[Vectors]) -> Vectors:
    """Scores 0..1 for showing several things at once: their geometric mean, a missing one counting as a little."""
    if len(scores) == 1:
        return scores[0]
    logarithms = [np.log(each + np.float32(_WITHOUT)) for each in scores]
    mean = np.exp(np.mean(logarithms, axis=0, dtype=np.float32))
    together: Vectors = np.clip(mean - np.float32(_WITHOUT), 0, 1)
    return together


def _with_partial(
    scores: Vectors, rows: NDArray[np.intp], parts: Sequence[Vectors], k: int
) -> tuple[Vectors, NDArray[np.intp]]:
    """Up to k rows: those that show several things at once, then those that show the most of them.

    Args:
        scores: float32 (n,), 0..1, of `_together`.
        rows: of the photos that these find, best first.
        parts: float32 (n,) each, of every thing by itself.
        k: at least 1.

    Returns:
        Scores, those of the rows added below all others, and rows.
    """
    some = np.asarray(np.mean(parts, axis=0), np.float32)
    some[rows] = 0
    added = _best(some, k - len(rows))
    scores = scores.copy()
    scores[added] = np.float32(LEAST_SCORE) * some[added]
    return scores, np.concatenate([rows, added])


def _best(scores: Vectors, k: int) -> NDArray[np.intp]:
    """Rows of up to k best scores that match at all, best first, equals in order."""
    if not len(scores) or k <= 0:
        return np.empty(0, np.intp)
    least = max(LEAST_SCORE, LEAST_SHARE * float(scores.max()))
    rows = np.flatnonzero(scores >= least)
    if len(rows) > k:
        kth = np.partition(scores[rows], -k)[-k]
        rows = rows[scores[rows] >= kth]
    return rows[np.lexsort((rows, -scores[rows]))][:k]


def _say(
    meaning: Meaning,
    things: Sequence[_Thing],
    table: TagTable,
    rows: NDArray[np.intp],
    taxonomy: Taxonomy | None,
) -> str:
    """What is shown, in one line."""
    clauses = [f"nobody knows '{typed}', taken for {meant}" for typed, meant in meaning.corrected]
    for thing in things:
        if thing.classes is None or taxonomy is None:
            clauses.append(f"{thing.text}: {_album_said(thing.scores[rows])}")
            continue
        names = _shown_classes(table, rows, thing.classes, taxonomy)
        if names:
            clauses.append(f"{thing.text}: showing {', '.join(names)}")
        elif not len(rows) or thing.scores.max(initial=0) < LEAST_SCORE:
            order = np.argsort(-thing.classes, kind="stable")[:_NAMED]
            best = [taxonomy.classes[place].name for place in order if thing.classes[place] >= LEAST_SHARE]
            told = f" (looked for {', '.join(best)})" if best and best != [thing.text] else ""
            clauses.append(f"no photo shows {thing.text}{told}")
    if len(things) > 1 and len(rows):
        every = np.min([thing.scores[rows] for thing in things], axis=0) >= _LEAST_BESIDE
        both = int(every.sum())
        clauses.append(f"{both} with all of it come first" if both else "no photo shows all of it at once")
    if meaning.left_out:
        clauses.append(f"left out: {', '.join(meaning.left_out)}")
    if meaning.unknown:
        clauses.append(f"unknown: {', '.join(_quoted(word) for word in meaning.unknown[:5])}")
    if meaning.cut:
        clauses.append("only the beginning of the text was read")
    return "; ".join(clauses)


def _album_said(scores: Vectors) -> str:
    """What photos of an album are shown: its own, those that are guessed to be of it, or both."""
    own, others = bool((scores == 1).any()), bool(((scores > 0) & (scores < 1)).any())
    if own:
        return "the photos of the album and others like them" if others else "the photos of the album"
    return "photos like those of the album" if others else "no photo"


def _shown_classes(table: TagTable, rows: NDArray[np.intp], classes: Vectors, taxonomy: Taxonomy) -> list[str]:
    """Names of the classes that brought most to the scores of some photos."""
    brought = np.zeros(len(classes))
    tags = table.classes[rows]
    np.add.at(brought, tags, table.probabilities[rows] * classes[tags])
    order = np.argsort(-brought, kind="stable")[:_NAMED]
    return [taxonomy.classes[place].name for place in order if brought[place] >= LEAST_SCORE]


def _nothing_near(meaning: Meaning, text: str) -> str:
    """Why nothing is shown."""
    said = f"no photo shows anything near '{_quoted(text)}'"
    if meaning.unknown and not meaning.left_out:
        said += "; the word is not known" if len(meaning.unknown) == 1 else "; the words are not known"
        if not any(word.isascii() for word in meaning.unknown):
            said += ", only English ones are"
    return said


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}..."
