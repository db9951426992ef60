"""The table of what WordNet's relations connect with the classes, on the real file and on damaged ones."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from photosim.assets import bundled_resources_folder
from photosim.errors import UserError
from photosim.semantics.classes import Taxonomy
from photosim.semantics.related import FILE, RelatedClasses, quantise_closeness


@pytest.mark.parametrize(
    ("word", "name"),
    [("sneaker", "running shoe"), ("cathedral", "church"), ("violinist", "violin"), ("gerbil", "hamster")],
)
def test_relatives_are_found(related: RelatedClasses, taxonomy: Taxonomy, word: str, name: str) -> None:
    classes, closeness = related.of(word)
    assert name in [taxonomy.classes[one].name for one in classes[:8]]
    assert (np.diff(closeness) <= 0).all()


def test_how_close_the_closest_is_tells_what_photos_can_show(related: RelatedClasses) -> None:
    assert related.of("democracy")[1][0] < 10
    assert related.of("sneaker")[1][0] > 100


def test_an_unknown_word_has_none(related: RelatedClasses) -> None:
    classes, closeness = related.of("qwrtz")
    assert len(classes) == len(closeness) == 0
    assert "qwrtz" not in related
    assert None not in related
    assert "sneaker" in related


def test_closeness_keeps_its_order_and_size_in_8_bits() -> None:
    values = np.array([0.5, 1, 3, 3.3, 100, 5000], np.float32)
    made: dict[str, NDArray[Any]] = {
        "words": np.frombuffer(b"word", np.uint8),
        "starts": np.array([0, 6], np.uint32),
        "classes": np.arange(6, dtype=np.uint16),
        "closeness": quantise_closeness(values),
    }
    found = RelatedClasses(made).of("word")[1]
    assert np.allclose(found, values, rtol=0.03)


@pytest.mark.parametrize("damage", ["missing", "cut", "other"])
def test_a_damaged_file_is_told(tmp_path: Path, damage: str) -> None:
    file = tmp_path / FILE
    if damage == "cut":
        shutil.copyfile(bundled_resources_folder() / FILE, file)
        file.write_bytes(file.read_bytes()[:100_000])
    elif damage == "other":
        np.savez(file, allow_pickle=False, words=np.zeros(3, np.uint8), starts=np.zeros(5), classes=[1], closeness=[1])
    with pytest.raises(UserError, match="missing or damaged"):
        RelatedClasses.load(tmp_path)
