"""The nearest words: exact, whether the rows lie in one part or in several."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from photosim.assets import bundled_resources_folder
from photosim.errors import UserError
from photosim.semantics.words import ROWS_FILE, WORDS_FILE, Floats, WordVectors, quantise, rest_lengths
from tests.quality import words as quality


def made(count: int, dimension: int, seed: int = 1) -> Floats:
    """Vectors that lie in heaps, the first columns telling most, some of them equal and one without length."""
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((20, dimension)).astype(np.float32)
    vectors = centres[rng.integers(0, 20, count)] + np.float32(0.7) * rng.standard_normal((count, dimension))
    vectors *= np.linspace(2, 0.3, dimension, dtype=np.float32)
    vectors[7] = 0
    vectors[5] = vectors[-10]
    return vectors.astype(np.float32)


def names(count: int) -> list[str]:
    return [f"w{number}" for number in range(count)]


def by_hand(rows: "np.ndarray[tuple[int, int], np.dtype[np.int8]]", vector: Floats, k: int) -> list[tuple[str, float]]:
    """Cosine similarity in double precision, all rows one after the other."""
    scores = []
    for number, row in enumerate(rows.astype(np.float64)):
        length = np.linalg.norm(row) * np.linalg.norm(vector)
        scores.append((float(-(row @ vector) / length) if length else 0.0, number))
    return [(f"w{number}", -score) for score, number in sorted(scores)[:k]]


def test_quantise_keeps_directions() -> None:
    vectors = made(500, 40)
    rows = quantise(vectors).astype(np.float32)
    assert np.abs(rows).max(axis=1).tolist() == [127.0 if number != 7 else 0.0 for number in range(500)]
    lengths = np.linalg.norm(rows, axis=1) * np.linalg.norm(vectors, axis=1)
    cosines = np.einsum("ij,ij->i", rows, vectors)[lengths > 0] / lengths[lengths > 0]
    assert cosines.min() > 0.9999


@pytest.mark.parametrize("widths", [[60], [20, 40], [18, 15, 27], [1, 1, 58]])
def test_nearest_is_exact_however_rows_are_split(widths: list[int]) -> None:
    rows = quantise(made(3000, 60))
    parts = np.split(rows, np.cumsum(widths)[:-1], axis=1)
    words = WordVectors(names(3000), parts)
    queries = made(40, 60, seed=2)
    queries[7] = 1
    for vector in queries:
        found = words.nearest(vector, 12)
        expected = by_hand(rows, vector, 12)
        assert [word for word, _ in found] == [word for word, _ in expected]
        assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-5)


def test_rest_lengths() -> None:
    rows = quantise(made(100, 30))
    rests = rest_lengths(np.split(rows, [10, 15], axis=1))
    whole = rows.astype(np.float64)
    assert rests.shape == (100, 3)
    for column, start in enumerate((0, 10, 15)):
        assert rests[:, column] == pytest.approx(np.linalg.norm(whole[:, start:], axis=1), rel=1e-6)


def test_equal_rows_come_in_order_and_are_left_out_on_request() -> None:
    words = WordVectors(names(3000), [quantise(made(3000, 60))])
    vector = words.vector("w2990")
    assert vector is not None
    assert [word for word, _ in words.nearest(vector, 2)] == ["w5", "w2990"]
    assert words.nearest(vector, 2)[0][1] == pytest.approx(1)
    assert "w5" not in [word for word, _ in words.nearest(vector, 10, ("w5",))]
    assert len(words.nearest(vector, 10, ("w5",))) == 10


def test_odd_wishes() -> None:
    words = WordVectors(names(60), [quantise(made(60, 8))])
    vector = words.vector("w1")
    assert vector is not None
    assert words.nearest(vector, 0) == []
    assert len(words.nearest(vector, 1000)) == 60
    assert words.nearest(np.zeros(8, np.float32), 5) == []
    assert words.vector("nothing") is None
    assert words.rank("w3") == 3
    assert words.rank("nothing") is None
    assert "w3" in words
    zero = words.vector("w7")
    assert zero is not None
    assert not zero.any()


def test_built_in_words(words: WordVectors) -> None:
    assert 80_000 <= len(words) == len(set(words.words))
    assert words.dimension == 50
    size = sum((bundled_resources_folder() / name).stat().st_size for name in (WORDS_FILE, ROWS_FILE))
    assert size < 5_500_000
    cat = words.vector("cat")
    assert cat is not None
    assert np.linalg.norm(cat) == pytest.approx(1, abs=1e-5)
    near = [word for word, _ in words.nearest(cat, 10, ("cat",))]
    assert near[0] == "dog"
    assert {"rabbit", "cats", "pet"} <= set(near)
    assert not [word for word in words.words if word.isdigit()]
    for word in ("axolotl", "tabby", "capybara", "espresso"):
        assert word in words


def test_nearest_are_those_of_full_precision(words: WordVectors) -> None:
    suite = quality.run(Path())
    assert suite.misses == []
    ours, *others = suite.rows.values()
    assert ours["same"] > 0.98 > max(other["same"] for other in others)


def test_mean_of_a_phrase(words: WordVectors) -> None:
    red, car, both = words.vector("red"), words.vector("car"), words.mean("red car")
    assert red is not None
    assert car is not None
    assert both is not None
    assert np.linalg.norm(both) == pytest.approx(1, abs=1e-5)
    assert both @ red > car @ red
    assert both @ car > car @ red
    plain = words.mean("cup coffee")
    full = words.mean("a cup of the coffee")
    assert plain is not None
    assert full is not None
    assert plain @ full > 0.99  # "a", "of" and "the" hardly count
    assert words.mean("qqqqzz") is None
    assert words.mean("") is None


def test_known_words_of_a_text(words: WordVectors) -> None:
    assert words.known("Siamese cats") == ["siamese", "cats"]
    assert words.known("axolotls") == ["axolotl"]  # the plural has no vector of its own
    assert words.known("tabby-striped") == ["tabby", "striped"]
    assert words.known("qqqqzz dog") == ["dog"]


def test_alike(words: WordVectors) -> None:
    assert "elephant" in words.alike("elephnat", 3)
    assert words.alike("siamse", 1) == ["siamese"]


@pytest.mark.parametrize("damage", ["no rows", "no words", "cut", "fewer words", "floats"])
def test_damaged_files_say_so(tmp_path: Path, damage: str) -> None:
    (tmp_path / WORDS_FILE).write_text("cat\ndog\n", encoding="utf-8")
    np.save(tmp_path / ROWS_FILE, np.ones((2, 4), np.float32 if damage == "floats" else np.int8))
    if damage == "no rows":
        (tmp_path / ROWS_FILE).unlink()
    if damage == "no words":
        (tmp_path / WORDS_FILE).unlink()
    if damage == "cut":
        (tmp_path / ROWS_FILE).write_bytes((tmp_path / ROWS_FILE).read_bytes()[:-1])
    if damage == "fewer words":
        (tmp_path / WORDS_FILE).write_text("cat\n", encoding="utf-8")
    with pytest.raises(UserError, match="incomplete"):
        WordVectors.load(tmp_path)


def test_whole_files_load(tmp_path: Path) -> None:
    for name in (WORDS_FILE, ROWS_FILE):
        shutil.copy(bundled_resources_folder() / name, tmp_path / name)
    assert WordVectors.load(tmp_path).words[0] == "the"


def test_golden_answers_are_of_the_words_that_came_along(words: WordVectors) -> None:
    golden = json.loads(quality.GOLDEN.read_text(encoding="utf-8"))
    assert len(golden) >= 290
    assert all(word in words and all(each in words for each in row["kept"]) for word, row in golden.items())
