"""The order people expect file names in."""

import os
import random
from pathlib import Path

import pytest

from photosim.core.names import name_key, natural_key


@pytest.mark.parametrize(
    "names",
    [
        ["IMG_9.jpg", "img_10.jpg", "IMG_0011.jpg", "img_100.jpg"],
        ["1.jpg", "2.jpg", "10.jpg", "a.jpg", "B.jpg", "c.jpg"],
        ["9.jpg", "99999999999.jpg", "100000000000.jpg", "a.jpg"],
        ["Abend.jpg", "Ärger.jpg", "Zebra.jpg"],
        ["a2b9.jpg", "a2b10.jpg", "a10b1.jpg"],
        ["x.jpg", "x1.jpg", "x1y.jpg", "xa.jpg"],
    ],
)
def test_order(names: list[str]) -> None:
    mixed = names[:]
    random.Random(0).shuffle(mixed)
    assert sorted(mixed, key=natural_key) == names
    assert sorted(mixed, key=lambda name: name_key(os.sep + name)) == names


def test_capitals_leading_zeros_and_spelling_of_accents_make_no_difference() -> None:
    assert natural_key("IMG_007.JPG") == natural_key("img_7.jpg")
    assert natural_key("caf\u00e9.jpg") == natural_key("cafe\u0301.jpg")


def test_only_the_last_part_of_a_path_counts() -> None:
    assert name_key(os.fspath(Path("z", "a.jpg"))) == name_key(os.fspath(Path("b", "A.jpg")))


def test_numbers_sort_by_value_whatever_their_length() -> None:
    numbers = [random.Random(1).randrange(10**size) for size in range(1, 60) for _ in range(5)]
    ordered = sorted(map(str, numbers), key=natural_key)
    assert [int(text) for text in ordered] == sorted(numbers)


def test_names_that_are_no_text_have_a_key() -> None:
    assert name_key(os.fsdecode(b"/photos/caf\xe9.jpg")) != name_key(os.fsdecode(b"/photos/caf\xe8.jpg"))
