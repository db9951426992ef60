"""The harness of the benchmarks: statistics, rows, child processes, and one subject from end to end in small."""

import json
import os
import time
from pathlib import Path

import numpy as np
import pytest

from photosim import Library
from photosim.core.vectors import Vectors, unpack
from tests import standins
from tests.benchmarks import __main__ as program
from tests.benchmarks import find, focus, lists, rescan, search_long, storage_forms, vgg16, words
from tests.benchmarks.chart import draw
from tests.benchmarks.children import call, seconds_to_line, watch
from tests.benchmarks.long_vectors import LONG, SHARES, LongVectorMaker
from tests.benchmarks.made_library import make_files, make_library, make_long_library
from tests.benchmarks.made_photos import make_small
from tests.benchmarks.made_vectors import VectorMaker, exact_nearest, make_vectors, real_vectors, unit_blocks
from tests.benchmarks.rows import Row, Target, table
from tests.benchmarks.timing import alternate, percentile, recall
from tests.support import make_photos

DIMENSION = 1280


def take_memory(megabytes: int) -> int:
    """Run in a child process."""
    return int(np.ones(megabytes * 1_000_000, np.uint8).sum())


def leave_early() -> None:
    """Run in a child process."""
    os._exit(3)


def some_real_vectors(count: int = 200) -> Vectors:
    vectors = np.maximum(np.random.default_rng(1).standard_normal((count, DIMENSION)).astype(np.float32), 0)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@pytest.mark.parametrize(("share", "expected"), [(50, 50), (99, 99), (99.9, 100), (100, 100), (1, 1), (0.1, 1)])
def test_percentile_is_the_nearest_rank(share: float, expected: float) -> None:
    assert percentile(list(range(100, 0, -1)), share) == expected


def test_recall_counts_what_was_found_of_the_true_ones() -> None:
    assert recall([[1, 2, 9], [4, 5, 6]], [[1, 2, 3], [6, 5, 4]]) == pytest.approx((2 / 3 + 1) / 2)


def test_alternate_takes_turns_and_gives_medians() -> None:
    calls: list[str] = []
    values = iter([5.0, 50.0, 30.0, 1.0, 3.0, 20.0])

    def take(name: str) -> float:
        calls.append(name)
        return next(values)

    assert alternate([lambda: take("a"), lambda: take("b")], repetitions=3) == [3.0, 30.0]
    assert calls == ["a", "b", "b", "a", "a", "b"]


def test_rows_know_their_ratio_and_target() -> None:
    fast = Row("rate", 90.0, "photos/s", 100.0, "bound", Target(">=", 0.9, "ratio"))
    slow = Row("rate", 89.0, "photos/s", 100.0, "bound", Target(">=", 0.9, "ratio"))
    small = Row("memory", 601.0, "MB", target=Target("<=", 600))
    assert (fast.met, slow.met, small.met, Row("free", 1.0, "s").met) == (True, False, False, None)
    assert fast.as_json()["ratio"] == pytest.approx(0.9)
    lines = table([fast, small]).splitlines()
    assert lines[2].split() == [
        "rate",
        "90",
        "photos/s",
        "100",
        "photos/s",
        "(bound)",
        "0.9",
        "ratio",
        ">=",
        "0.9",
        "yes",
    ]
    assert lines[3].endswith("NO")


def test_a_child_answers_and_its_memory_is_seen() -> None:
    ballast = np.ones(400_000_000, np.uint8)  # what the parent holds must not count
    little, much = (watch(take_memory, megabytes=size) for size in (1, 300))
    assert little.own < ballast.nbytes / 2
    assert much.answer == 300_000_000
    assert 250e6 < much.own - little.own < 350e6
    assert much.family >= much.own


def test_a_child_that_dies_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="leave_early ended with 3"):
        call(leave_early)
    with pytest.raises(RuntimeError, match="before it was ready"):
        seconds_to_line("tests.benchmarks.timing")


def test_made_vectors_are_the_same_every_time_and_lie_near_the_real_ones(tmp_path: Path) -> None:
    real = some_real_vectors()
    maker = VectorMaker(real)
    make_vectors(tmp_path / "v.npy", maker, 50)
    packed = np.load(tmp_path / "v.npy")
    assert np.array_equal(packed, VectorMaker(real).draw(50, seed=0))
    assert len(np.unique(packed, axis=0)) == 50
    _, scores = exact_nearest(unpack(packed), [real], 3)
    assert scores[:, 0].min() > 0.5
    assert (np.diff(scores, axis=1) <= 0).all()


def test_exact_nearest_does_not_depend_on_blocks() -> None:
    real = some_real_vectors()
    whole, _ = exact_nearest(real[:20], [real], 5)
    parts, _ = exact_nearest(real[:20], [real[:7], real[7:9], real[9:]], 5)
    assert np.array_equal(whole, parts)
    assert np.array_equal(whole[:, 0], np.arange(20))
    assert sum(len(block) for block in unit_blocks(VectorMaker(real).draw(30, seed=1))) == 30


def test_small_photos_differ_in_content(tmp_path: Path) -> None:
    files = sorted(make_small(tmp_path / "photos", 25, threads=1).iterdir())
    assert len({file.read_bytes() for file in files}) == 25
    before = files[0].stat().st_mtime_ns
    time.sleep(0.01)
    make_small(tmp_path / "photos", 25, threads=1)
    assert files[0].stat().st_mtime_ns == before


def test_a_made_library_is_one_that_indexing_would_have_left(tmp_path: Path) -> None:
    make_files(tmp_path / "photos", 30, make_small(tmp_path / "sources", 10, threads=1))
    make_library(tmp_path / "state", tmp_path / "photos", VectorMaker(some_real_vectors()).draw(30, seed=1), threads=1)
    with Library.open(tmp_path / "state") as library:
        report = library.index(None)
        assert (report.unchanged, report.added, report.failed) == (30, 0, 0)
        ids = library.photo_ids()
        assert len(library.similar(int(ids[0]), k=29)) == 29
    walked, rescanned = rescan.in_turns(str(tmp_path), 30)
    assert min(walked, rescanned) > 0


def test_focus_and_filter_in_small(tmp_path: Path) -> None:
    maker = VectorMaker(real_vectors(None, tmp_path / "real.npy", threads=1, parts=40))
    make_vectors(tmp_path / "vectors.npy", maker, 60)
    np.save(tmp_path / "queries.npy", unpack(maker.draw(22, seed=7)))
    make_library(tmp_path / "state", None, np.load(tmp_path / "vectors.npy"), threads=1)
    state = str(tmp_path / "state")
    found = focus.ask(state, str(tmp_path / "vectors.npy"), str(tmp_path / "queries.npy"))
    assert found["recall"] == 1
    assert all(found[name] > 0 for name in ("p50", "p99", "plain_p50", "article_p50"))
    with Library.open(state) as library:
        counts = library.tag_counts()
        assert counts  # made tags are like real ones: certain of some photos, not of all
        assert 0 < sum(count for key, count in counts.items() if not key.startswith("group:")) < 60
    assert all(milliseconds > 0 for milliseconds in focus.count_labels(state).values())


def test_long_vectors_in_small(tmp_path: Path) -> None:
    short = VectorMaker(some_real_vectors(60))
    for share in SHARES:
        drawn = LongVectorMaker(short, share).draw(50, seed=3)
        assert drawn.shape == (50, LONG)
        assert abs((drawn != 0).mean() - share) < 0.05
    maker = LongVectorMaker(short, SHARES[0])
    np.testing.assert_array_equal(maker.draw(10, seed=3), LongVectorMaker(short, SHARES[0]).draw(10, seed=3))
    vectors, queries = maker.draw(80, seed=4), unpack(maker.draw(21, seed=5))
    make_long_library(tmp_path / "state", vectors)
    assert search_long.build(str(tmp_path / "state")) > 0
    np.save(tmp_path / "queries.npy", queries)
    found = search_long.ask(str(tmp_path / "state"), str(tmp_path / "queries.npy"))
    wanted, _ = exact_nearest(queries, [unpack(vectors)], 10)
    assert recall(found["ids"], wanted.tolist()) == 1
    assert all(found[name] > 0 for name in ("p50", "p99", "scan"))


def test_the_program_writes_table_numbers_and_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [Row("made up", 2.0, "s", 1.0, "another", Target("<=", 3))]
    monkeypatch.setattr(rescan, "measure", lambda setting: rows)
    assert program.main(["--only", "rescan", "--out", str(tmp_path)]) == 0
    results = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert results["rows"] == [rows[0].as_json()]
    assert results["machine"]["cores"] >= 1
    assert "made up" in (tmp_path / "results.txt").read_text(encoding="utf-8")
    draw(rows, tmp_path / "again.png")
    assert (tmp_path / "again.png").read_bytes() == (tmp_path / "results.png").read_bytes()


def test_words_of_ones_own_are_made_stored_and_asked(tmp_path: Path) -> None:
    words.write_vectors(tmp_path / "vectors.txt", 3000, 90)
    assert words.store(str(tmp_path / "vectors.txt"), str(tmp_path / "words")) > 0
    answer = words.ask_own(str(tmp_path / "words"))
    assert answer["same"] == 1.0
    assert 0 < answer["p50"] <= answer["p99"]
    assert len(words.ask_built_in()) == 4
    assert set(words.type_along()) == {"p50", "p99"}


def test_photos_by_word_are_timed(tmp_path: Path) -> None:
    make_library(tmp_path, None, VectorMaker(some_real_vectors()).draw(80, seed=2), threads=1)
    answer = find.ask(str(tmp_path))
    assert 0 < answer["word_p50"] <= answer["word_p99"] <= answer["first"]
    assert answer["misspelt_p50"] > 0
    assert answer["like_p50"] > 0


def test_lists_and_filtered_queries_are_timed(tmp_path: Path) -> None:
    make_library(tmp_path, None, VectorMaker(some_real_vectors()).draw(120, seed=2), threads=1)
    answer = lists.ask_lists(str(tmp_path))
    assert all(answer[name] > 0 for name in ("taken", "name", "folder", "tree", "first"))
    answer = lists.ask_within(str(tmp_path))
    assert answer["other"] == answer["recall 0.9"] == 1  # so few are scored exactly
    assert answer["p50 0.3"] > 0


def test_storage_forms_in_small(tmp_path: Path) -> None:
    source, pixels = standins.zoo_file(tmp_path), tmp_path / "pixels.npy"
    np.save(pixels, standins.pixels(5))
    for storage in ("fp32", "int8"):
        taken, memory = storage_forms.make(str(source), str(tmp_path), storage)
        assert taken > 0
        assert memory > 1_000_000
        answer = storage_forms.use(str(tmp_path), storage, str(pixels))
        assert all(answer[name] > 0 for name in ("file", "time to open it", "two workers", "processor time a photo"))
    plain, other = np.load(tmp_path / "fp32.npy"), np.load(tmp_path / "int8.npy")
    off, mean, overlap = storage_forms._kept("int8", plain, other)
    assert 0 < mean.ours <= off.ours < 1e-3
    assert 0 < overlap.ours <= 1


def test_vgg16_is_measured_as_it_is_used(tmp_path: Path) -> None:
    models, photos = tmp_path / "models", tmp_path / "photos"
    standins.installed(models)
    make_photos(photos, 6)
    figures = [
        vgg16.embed_ready(str(models), 8),
        vgg16.bare_onnxruntime(str(models), 8),
        vgg16.index_all(str(models), str(photos), str(tmp_path)),
    ]
    assert all(figure > 0 for figure in figures)
    assert sorted(photos.iterdir()) == sorted(photos.glob("p*.jpg"))
