"""What people type is brought into one form, and near misses are found."""

import itertools

import pytest

from photosim.semantics.spelling import Speller, key_of, normalise, singulars, words_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Egyptian   Cat ", "egyptian cat"),
        ("lady\u2019s", "lady's"),
        ("lady\u00b4s", "lady's"),
        ("hot\u2011dog", "hot-dog"),
        ("running_shoe", "running shoe"),
        ("\uff23\uff21\uff34", "cat"),  # full-width letters
        ("caf\u00e9", "caf\u00e9"),
        ("\t\n", ""),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected


def test_key_leaves_only_letters_and_digits() -> None:
    assert key_of("Jack-o'-Lantern") == key_of("jack o lantern") == "jack o lantern"
    assert key_of("crane (bird)") == "crane bird"
    assert key_of("Consomm\u00e9") == "consomme"
    assert key_of("?!") == ""


def test_words_of_a_text() -> None:
    assert words_of("A T-shirt, (red) & grandma's - 2 hats!") == ["a", "t-shirt", "red", "grandma's", "2", "hats"]
    assert words_of("...") == []


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("cats", "cat"),
        ("buses", "bus"),
        ("boxes", "box"),
        ("beaches", "beach"),
        ("puppies", "puppy"),
        ("firemen", "fireman"),
        ("wolves", "wolf"),
        ("running shoes", "running shoe"),
        ("geese", "goose"),
    ],
)
def test_singulars(plural: str, singular: str) -> None:
    assert singular in singulars(plural, {"geese": ("goose",)})


def test_no_singular_of_what_is_none() -> None:
    assert list(singulars("glass", {})) == []
    assert list(singulars("cat", {})) == []
    assert list(singulars("", {})) == []


def plain_distance(one: str, other: str) -> int:
    """Optimal string alignment, as textbooks write it."""
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, j in itertools.product(range(len(one) + 1), range(len(other) + 1)):
        if not i or not j:
            table[i][j] = i + j
            continue
        change = table[i - 1][j - 1] + (one[i - 1] != other[j - 1])
        table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, change)
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


def test_alike_are_those_within_the_distance() -> None:
    vocabulary = [
        "cat",
        "cart",
        "act",
        "coat",
        "dog",
        "elephant",
        "elegant",
        "elephants",
        "retriever",
        "reptile",
        "tac",
    ]
    speller = Speller(vocabulary)
    for word, most in (("cat", 1), ("elefant", 2), ("elephnat", 2), ("retreiver", 2), ("dgo", 1)):
        expected = {other for other in vocabulary if plain_distance(word, other) <= most}
        assert expected
        assert set(speller.alike(word, 20)) == expected, word


def test_alike_come_nearest_first_then_the_same_first_letter_then_in_order() -> None:
    speller = Speller(["bat", "cats", "cut", "cat"])
    assert speller.alike("cat", 10) == ["cat", "cats", "cut", "bat"]
    assert speller.alike("cat", 2) == ["cat", "cats"]


@pytest.mark.parametrize("word", ["", "c", "ca", "x" * 33, "x" * 10_000, "\u732b\u732b\u732b\u732b", "\U0001f408" * 4])
def test_nothing_is_like_what_is_no_word(word: str) -> None:
    assert Speller(["cat", "dog", "x" * 40]).alike(word, 5) == []


def test_no_words_at_all() -> None:
    assert Speller([]).alike("cat", 5) == []
