"""How well the classes fit a word, with the real resources."""

import numpy as np
import pytest

from photosim.semantics.affinity import Affinities
from photosim.semantics.classes import Taxonomy


def best(affinities: Affinities, taxonomy: Taxonomy, word: str, k: int) -> set[str]:
    classes = affinities.of(word).classes
    return {taxonomy.classes[place].name for place in np.argsort(-classes)[:k]}


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("sneaker", "running shoe"),
        ("automobile", "sports car"),
        ("sofa", "sofa bed"),
        ("smartphone", "handheld computer"),  # a word that WordNet 3.0 has not
        ("skiing", "ski"),  # no noun there
        ("hamburger", "cheeseburger"),
    ],
)
def test_words_that_name_no_class(affinities: Affinities, taxonomy: Taxonomy, word: str, name: str) -> None:
    assert name in best(affinities, taxonomy, word, 6)
    assert affinities.of(word).shown


@pytest.mark.parametrize("word", ["dog", "dogs", "puppy", "bird", "fruit"])
def test_every_kind_counts(affinities: Affinities, taxonomy: Taxonomy, word: str) -> None:
    found = affinities.of(word)
    [group] = found.exact
    members = np.isin(np.arange(1000), taxonomy.indices(group))
    assert (found.classes[members] > 0).mean() > 0.9
    assert found.classes[~members].mean() < 0.1 * found.classes[members].mean()


@pytest.mark.parametrize(
    ("word", "name"),
    [("Leonberger", "Leonberger"), ("clownfish", "clownfish"), ("285", "Egyptian cat"), ("n02124075", "Egyptian cat")],
)
def test_a_name_of_a_class_that_nothing_else_is_known_of(
    affinities: Affinities, taxonomy: Taxonomy, word: str, name: str
) -> None:
    found = affinities.of(word)
    assert found.shown
    assert [taxonomy.classes[place].name for place in np.flatnonzero(found.classes > 0.1)] == [name]


def test_no_name_stands_for_everything(affinities: Affinities, taxonomy: Taxonomy) -> None:
    for each in taxonomy.classes:
        for name in (each.name, *each.lemmas):
            assert (affinities.of(name).classes >= 0.5).sum() < 200, name


def test_a_class_asked_for_by_name_is_the_best(affinities: Affinities, taxonomy: Taxonomy) -> None:
    for each in taxonomy.classes[::50]:
        assert affinities.of(each.name).classes[each.index] == 1


def test_a_name_newer_than_wordnet_and_the_vectors(affinities: Affinities, taxonomy: Taxonomy) -> None:
    [hoodie] = taxonomy.find("hoodies")
    found = affinities.of("hoodie")
    assert [taxonomy.classes[place].name for place in np.flatnonzero(found.classes == 1)] == ["sweatshirt"]
    assert found.exact == (hoodie,)
    assert found.known
    assert found.classes.mean() < 0.1


@pytest.mark.parametrize("word", ["democracy", "inflation", "theorem", "approximately", "although", "pride", "never"])
def test_what_no_photo_shows(affinities: Affinities, word: str) -> None:
    found = affinities.of(word)
    assert found.known
    assert not found.shown


def test_an_unknown_word(affinities: Affinities) -> None:
    found = affinities.of("qwrtz")
    assert not found.known
    assert not found.shown
    assert not found.classes.any()


def test_values_are_shares_of_the_best(affinities: Affinities) -> None:
    for word in ("sneaker", "dog", "lake", "hot dog"):
        classes = affinities.of(word).classes
        assert classes.dtype == np.float32
        assert classes.shape == (1000,)
        assert classes.min() >= 0
        assert classes.max() == 1


def test_classes_with_a_word_in_their_name(affinities: Affinities, taxonomy: Taxonomy) -> None:
    names = {taxonomy.classes[place].name for place in np.flatnonzero(affinities.named_with("steam"))}
    assert "steam locomotive" in names
    assert not affinities.named_with("qwrtz").any()
