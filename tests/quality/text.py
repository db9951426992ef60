"""Are the photos right that a word finds: everyday words, groups, phrases, and words that no photo can show.

The words are those of `text_words.json`, chosen before anything was tuned; what was tuned was tuned on its half "dev",
and this reports the half "test". The library holds five views of each photo, whole and cut, in files, indexed by
photosim; and for each text that asks for two things at once, four photos of both side by side.
"""

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from photosim.assets import bundled_resources_folder
from photosim.core.threads import usable_cores
from photosim.core.vectors import Vectors
from photosim.library import Library
from photosim.semantics.spelling import words_of
from photosim.semantics.wordnet import WordNet
from photosim.semantics.words import WordVectors
from photosim.store.tags import TagTable
from tests.quality.report import Suite
from tests.quality.views import sample_paths

WORDS: Final = Path(__file__).with_name("text_words.json")
VIEWS: Final = 5
TOGETHER: Final = 4
_MOST: Final = 20

Finder = Callable[[str, int], Sequence[int]]


@dataclass(frozen=True)
class Shown:
    """What the photos of the library show.

    Attributes:
        labels: wnid by photo id; those of two things have none.
        pairs: photo ids by the text that asks for both things.
    """

    labels: dict[int, str]
    pairs: dict[str, set[int]]


def run(images: Path) -> Suite:
    """Share of the first 20 photos that are right, for the half "test" of the words."""
    return measure(images, "test")


def measure(images: Path, half: str) -> Suite:
    """The same for either half.

    Args:
        images: a folder with one photo for each class of the model, whose names sort in class order.
        half: "dev" or "test".
    """
    words = json.loads(WORDS.read_text(encoding="utf-8"))[half]
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "data") as library:
        photos = Path(folder) / "photos"
        make_views(sample_paths(images, library.spec.classes), photos, words["pairs"])
        library.index([photos])
        shown = _labels(library)
        baselines = Baselines(library)
        finders: dict[str, Finder] = {
            "photosim": lambda text, k: [match.photo_id for match in library.find(text, k)],
            "lemma and hypernym": baselines.by_lemma,
            "ConSE, GloVe-50": baselines.by_vector,
            "lemma first, then ConSE": baselines.by_both,
        }
        rows = {name: _figures(find, words, shown) for name, find in finders.items()}
    counts = ", ".join(f"{len(words[kind])} {kind}" for kind in ("words", "groups", "phrases", "pairs", "nothing"))
    return Suite(
        name="text",
        subject=f"{len(shown.labels)} views of {len(shown.labels) // VIEWS} photos; {counts} ({half})",
        rows=rows,
        targets={"words": 0.6, "groups": 0.8, "nothing": 0.9},
    )


def make_views(paths: Sequence[Path], folder: Path, pairs: Mapping[str, Sequence[Sequence[str]]]) -> None:
    """Files `WNID/NUMBER.jpg` of every photo, and `PLACE/NUMBER.jpg` of two photos side by side."""
    by_wnid = {path.name.split("_")[0]: path for path in paths}
    with ThreadPoolExecutor(usable_cores()) as pool:
        list(pool.map(lambda item: _save_views(item[1], folder / item[0]), by_wnid.items()))
    for place, things in enumerate(pairs.values()):
        (folder / str(place)).mkdir()
        for number in range(TOGETHER):
            halves = [by_wnid[wnids[number % len(wnids)]] for wnids in things]
            _side_by_side(halves, mirrored=number >= TOGETHER // 2).save(folder / str(place) / f"{number}.jpg")


def _save_views(path: Path, folder: Path) -> None:
    """The whole photo, and crops of .5 to .9 of its area, every other one mirrored."""
    folder.mkdir(parents=True)
    dice = np.random.default_rng(int(path.name[1:9]))
    with Image.open(path) as opened:
        photo = opened.convert("RGB")
    photo.save(folder / "0.jpg", quality=90)
    for number in range(1, VIEWS):
        width, height = (round(side * dice.uniform(0.5, 0.9) ** 0.5) for side in photo.size)
        left, top = int(dice.integers(photo.width - width + 1)), int(dice.integers(photo.height - height + 1))
        view = photo.crop((left, top, left + width, top + height))
        (view if number % 2 else ImageOps.mirror(view)).save(folder / f"{number}.jpg", quality=90)


def _side_by_side(paths: Sequence[Path], *, mirrored: bool) -> Image.Image:
    both = Image.new("RGB", (480, 320))
    for place, path in enumerate(reversed(paths) if mirrored else paths):
        with Image.open(path) as photo:
            both.paste(ImageOps.fit(photo.convert("RGB"), (240, 320)), (240 * place, 0))
    return ImageOps.mirror(both) if mirrored else both


def _labels(library: Library) -> Shown:
    photos = library.photos(library.photo_ids()).values()
    pairs: dict[str, set[int]] = {}
    labels = {}
    for photo in photos:
        name = photo.path.parent.name
        if name.startswith("n"):
            labels[photo.id] = name
        else:
            pairs.setdefault(name, set()).add(photo.id)
    return Shown({int(key): label for key, label in labels.items()}, pairs)


def _figures(find: Finder, words: Mapping[str, Any], shown: Shown) -> dict[str, float]:
    """Means over the texts of each kind."""
    counts: dict[str, int] = {}
    for label in shown.labels.values():
        counts[label] = counts.get(label, 0) + 1
    figures = {}
    for kind in ("words", "groups", "phrases"):
        shares = []
        for text, right in words[kind].items():
            wanted = min(_MOST, sum(counts[wnid] for wnid in right))
            found = find(text, wanted)[:wanted]
            shares.append(sum(shown.labels.get(photo) in right for photo in found) / wanted)
        figures[kind] = float(np.mean(shares))
    both = [len({*find(text, TOGETHER)} & shown.pairs[str(place)]) for place, text in enumerate(words["pairs"])]
    figures["pairs"] = float(np.mean(both)) / TOGETHER
    figures["nothing"] = float(np.mean([not len(find(text, _MOST)) for text in words["nothing"]]))
    return figures


class Baselines:
    """What is usually done, on the same stored tags."""

    def __init__(self, library: Library) -> None:
        resources = bundled_resources_folder()
        self._wordnet = WordNet.load(resources)
        self._words = WordVectors.load(resources)
        taxonomy = library._knowledge.taxonomy
        self._tags: TagTable = library._tagging.reader.table()
        synsets = [self._wordnet.number(each.wnid) for each in taxonomy.classes]
        self._below = self._wordnet.below([synset for synset in synsets if synset is not None])
        vectors = np.zeros((len(synsets), self._words.dimension), np.float32)
        for each in taxonomy.classes:
            known = [vector for vector in map(self._words.mean, each.lemmas) if vector is not None]
            if known:
                vectors[each.index] = np.mean(known, axis=0)
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        means = np.einsum("nt,ntd->nd", self._tags.probabilities, vectors[self._tags.classes])
        self._photos: Vectors = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)

    def by_lemma(self, text: str, k: int) -> Sequence[int]:
        """Photos of the classes that the text, else its last word, names or is a hypernym of."""
        for phrase in (text, *words_of(text)[-1:]):
            lemma = self._wordnet.lemma(phrase)
            meant = {
                place
                for synset in (self._wordnet.senses(lemma) if lemma else ())
                for place, _ in self._below.get(synset, ())
            }
            if meant:
                hits = np.isin(self._tags.classes, list(meant))
                return self._best((self._tags.probabilities * hits).sum(axis=1), k)
        return ()

    def by_vector(self, text: str, k: int) -> Sequence[int]:
        """ConSE (Norouzi and others, 2014): nearest probability-weighted means of the classes' word vectors."""
        vector = self._words.mean(text)
        return () if vector is None else self._best(self._photos @ vector + 1, k)

    def by_both(self, text: str, k: int) -> Sequence[int]:
        """The first where it knows any class, else the second."""
        return self.by_lemma(text, k) or self.by_vector(text, k)

    def _best(self, scores: NDArray[np.float32], k: int) -> list[int]:
        order = np.argsort(-scores, kind="stable")[:k]
        found: list[int] = self._tags.photo_ids[order[scores[order] > 0]].tolist()
        return found
