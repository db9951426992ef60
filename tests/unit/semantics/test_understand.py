"""What texts ask for, with the real resources."""

import time

import numpy as np
import pytest

from photosim.errors import UserError
from photosim.semantics.affinity import Affinities
from photosim.semantics.classes import Taxonomy
from photosim.semantics.understand import Meaning, Understanding
from photosim.semantics.words import WordVectors


@pytest.fixture(scope="module")
def reader(affinities: Affinities, words: WordVectors) -> Understanding:
    return Understanding(affinities, (words.alike,))


def texts(meaning: Meaning) -> list[str]:
    return [part.text for part in meaning.parts]


def best(meaning: Meaning, taxonomy: Taxonomy) -> str:
    return taxonomy.classes[int(meaning.affinity.argmax())].name


@pytest.mark.parametrize(
    ("text", "parts", "left_out"),
    [
        ("red car", ["car"], ("red",)),
        ("dog on the beach", ["dog", "beach"], ()),
        ("cats and dogs", ["cats", "dogs"], ()),
        ("a photo of my dog", ["dog"], ()),
        ("HOT DOGS!", ["hot dogs"], ()),
        ("running-shoes", ["running-shoes"], ()),
        ("kittens playing", ["kittens"], ("playing",)),
        ("dogs, dogs and more dogs", ["dogs"], ("more",)),
        ("grandma\u2019s teapot", ["teapot"], ("grandma",)),
    ],
)
def test_parts(reader: Understanding, text: str, parts: list[str], left_out: tuple[str, ...]) -> None:
    meaning = reader.understand(text)
    assert texts(meaning) == parts
    assert meaning.left_out == left_out
    assert meaning.unknown == ()
    assert meaning.suggestions == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("steam locomotive", "steam locomotive"),
        ("golden retriever puppy", "golden retriever"),
        ("GOLDFISH", "goldfish"),
        ("caf\u00e9 espresso", "espresso"),
        ("Egyptian cats", "Egyptian cat"),
        ("electric guitars", "electric guitar"),
        ("black cat", "tabby cat"),  # not WordNet's, a marten
        ("jack-o'-lantern", "jack-o'-lantern"),
    ],
)
def test_the_best_class(reader: Understanding, taxonomy: Taxonomy, text: str, name: str) -> None:
    assert best(reader.understand(text), taxonomy) == name


def test_a_word_beside_the_thing_chooses_among_its_kinds(reader: Understanding, taxonomy: Taxonomy) -> None:
    place = next(each.index for each in taxonomy.classes if each.name == "steam locomotive")
    alone, chosen = reader.understand("train").affinity[place], reader.understand("steam train").affinity[place]
    assert chosen > 2 * alone


@pytest.mark.parametrize(
    ("text", "meant"),
    [("snaeker", "sneaker"), ("elefant", "elephant"), ("a bannana", "banana"), ("tracktor", "tractor")],
)
def test_misspelt_words(reader: Understanding, text: str, meant: str) -> None:
    meaning = reader.understand(text)
    assert texts(meaning) == [meant]
    assert meaning.corrected == ((text.rsplit(maxsplit=1)[-1], meant),)
    assert meaning.suggestions[0].endswith(meant)


def test_a_misspelt_part_of_a_compound(reader: Understanding, taxonomy: Taxonomy) -> None:
    meaning = reader.understand("golden retriver on the beach")
    assert texts(meaning) == ["golden retriever", "beach"]
    assert meaning.suggestions[0] == "golden retriever on the beach"


@pytest.mark.parametrize("text", ["", "   ", "?!...", "\n\t", "---", "'"])
def test_no_word_at_all(reader: Understanding, text: str) -> None:
    with pytest.raises(UserError, match="no word"):
        reader.understand(text)


@pytest.mark.parametrize("text", ["xqzzyw", "日本語", "Привет", "x" * 10_000])
def test_unknown(reader: Understanding, text: str) -> None:
    meaning = reader.understand(text)
    assert meaning.parts == ()
    assert len(meaning.unknown) == 1
    assert not meaning.affinity.any()


def test_long_texts_are_read_quickly_and_in_part(reader: Understanding) -> None:
    reader.understand("snaeker")
    start = time.perf_counter()
    meaning = reader.understand("dog on the beach and " * 3000)
    assert time.perf_counter() - start < 0.5
    assert meaning.cut
    assert texts(meaning) == ["dog", "beach"]


def test_the_affinity_of_several_parts_is_that_of_either(reader: Understanding) -> None:
    both = reader.understand("dog on the beach").affinity
    alone = [reader.understand(word).affinity for word in ("dog", "beach")]
    assert np.array_equal(both, np.max(alone, axis=0))
