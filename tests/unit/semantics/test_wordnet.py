"""The graph of nouns: meanings, what is a kind of what, and the way to the 1,000 classes."""

from pathlib import Path

import numpy as np
import pytest

from photosim.errors import UserError
from photosim.semantics.classes import Taxonomy
from photosim.semantics.wordnet import FILE, WordNet


def first(wordnet: WordNet, lemma: str) -> int:
    return wordnet.senses(lemma)[0]


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("dog", "dog"),
        ("Dogs", "dog"),
        ("geese", "goose"),
        ("mice", "mouse"),
        ("Running-Shoes", "running shoe"),
        ("t shirt", "t-shirt"),
        ("hot_dogs", "hot dog"),
        ("glasses", "glasses"),
        ("glass", "glass"),
        ("lady\u2019s slipper", "lady's slipper"),
        ("qwertz", None),
        ("", None),
        ("!!!", None),
        ("paris hilton", None),
    ],
)
def test_lemma(wordnet: WordNet, text: str, lemma: str | None) -> None:
    assert wordnet.lemma(text) == lemma
    assert bool(lemma and wordnet.senses(lemma)) == (lemma is not None)


def test_senses_come_most_used_first(wordnet: WordNet) -> None:
    assert wordnet.words(first(wordnet, "dog"))[0] == "dog"
    assert wordnet.topic(first(wordnet, "dog")) == "animal"
    assert wordnet.topic(first(wordnet, "groom")) == "person"
    assert wordnet.topic(first(wordnet, "espresso")) == "food"
    assert wordnet.topic(first(wordnet, "year")) == "time"
    for lemma in ("dog", "crane", "mouse", "bank"):
        uses = wordnet.uses(lemma)
        assert len(uses) == len(wordnet.senses(lemma)) > 1
        assert list(uses) == sorted(uses, reverse=True)
    assert wordnet.uses("dog")[0] > 10
    assert wordnet.senses("nosuchword") == wordnet.uses("nosuchword") == ()


def test_every_class_of_imagenet_is_there(wordnet: WordNet, taxonomy: Taxonomy) -> None:
    for each in taxonomy.classes:
        number = wordnet.number(each.wnid)
        assert number is not None
        assert wordnet.wnid(number) == each.wnid
        words = wordnet.words(number)
        assert words == tuple(lemma.lower() for lemma in each.lemmas[: len(words)])  # newer ones come after
        path = {wordnet.wnid(above) for above in wordnet.distances(number)}
        assert set(each.path) <= path
        assert all(number in wordnet.senses(word) for word in words)


@pytest.mark.parametrize("wnid", ["", "n", "n1", "n99999999", "x02084071", "n-2084071", "n\u0662"])
def test_no_such_wnid(wordnet: WordNet, wnid: str) -> None:
    assert wordnet.number(wnid) is None


def test_distances_lead_up_to_the_root(wordnet: WordNet) -> None:
    puppy, dog, animal, entity = (first(wordnet, lemma) for lemma in ("puppy", "dog", "animal", "entity"))
    distances = wordnet.distances(puppy)
    assert distances[puppy] == 0
    assert distances[dog] == 1
    assert 1 < distances[animal] < distances[entity]
    assert list(distances.values()) == sorted(distances.values())
    assert wordnet.hypernyms(entity) == ()
    assert dog in wordnet.hypernyms(puppy)


def test_everything_leads_to_the_one_root(wordnet: WordNet) -> None:
    entity = first(wordnet, "entity")
    depths = wordnet.depths
    assert [int(place) for place in np.flatnonzero(depths == 0)] == [entity]
    assert 10 < depths.max() < 30
    for synset in range(0, len(wordnet), 997):
        assert wordnet.distances(synset)[entity] == depths[synset]


def test_classes_below_a_word(wordnet: WordNet, taxonomy: Taxonomy) -> None:
    numbers = [wordnet.number(each.wnid) for each in taxonomy.classes]
    below = wordnet.below([number for number in numbers if number is not None])
    dogs = dict(below[first(wordnet, "dog")])
    assert len(dogs) == 118
    assert {taxonomy.classes[place].name for place in dogs} >= {"golden retriever", "Chihuahua"}
    assert dict(below[first(wordnet, "cat")])[284] == 2  # Siamese cat, domestic cat, cat
    assert first(wordnet, "puppy") not in below
    assert len(below[first(wordnet, "entity")]) == 1000


def test_size(wordnet: WordNet) -> None:
    assert len(wordnet) > 60_000
    assert wordnet.lemma("axolotl")
    assert wordnet.lemma("capybara")
    assert wordnet.lemma("paris") is None  # a single thing: no photo is a kind of it


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 nonsense", b"\x00" * 1000])
def test_a_damaged_file_says_so(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / FILE).write_bytes(content)
    with pytest.raises(UserError, match="missing or damaged"):
        WordNet.load(tmp_path)


def test_a_file_without_its_arrays_says_so(tmp_path: Path) -> None:
    np.savez(tmp_path / FILE, offsets=np.zeros(3))
    with pytest.raises(UserError, match="missing or damaged"):
        WordNet.load(tmp_path)
