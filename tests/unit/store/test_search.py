"""Answers to queries: exact for small libraries, nearly so for large ones, and up to date at once."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from photosim.core.photo import FileStamp, PhotoId, PhotoState
from photosim.core.vectors import Packed, Vectors, pack, unpack
from photosim.paths import AppPaths
from photosim.store import scans, search
from photosim.store.building import build_generation
from photosim.store.catalog import Catalog
from photosim.store.generation import remove_others
from photosim.store.photos import mark_failed, set_state
from photosim.store.search import Searcher
from photosim.store.state import SMALL, IndexState, generations, index_state
from photosim.store.vectors import store_vector
from tests.catalogs import add_model, add_vectors, exact_scores, like_embeddings

DIMENSION = 64
LARGE = 7_000


class Photos:
    """A catalogue with one model, its vectors as they were put in, and a searcher."""

    def __init__(self, base: Path, rows: Packed, *, built: int = 0) -> None:
        self.catalog = Catalog(AppPaths.below(base))
        self.root = base / "index" / "model-1"
        self.model = add_model(self.catalog, rows.shape[1])
        self.dimension = rows.shape[1]
        self.rows: dict[PhotoId, Packed] = {}
        if built:
            self.add(rows[:built])
            self.build()
        self.add(rows[built:])
        self.searcher = Searcher(self.catalog, self.model, self.root)

    def add(self, rows: Packed) -> list[PhotoId]:
        ids = add_vectors(self.catalog, self.model, rows)
        self.rows.update(zip(ids, rows, strict=True))
        return ids

    def build(self) -> None:
        with self.catalog.reading() as connection:
            build_generation(connection, self.model, self.root, threads=1)

    def index(self) -> IndexState:
        with self.catalog.reading() as connection:
            return index_state(connection, self.model, self.root)

    def set_state(self, ids: list[PhotoId], state: PhotoState) -> None:
        with self.catalog.writing() as connection:
            set_state(connection, ids, state)

    def close(self) -> None:
        self.searcher.close()
        self.catalog.close()

    def best(self, query: Packed, k: int, without: set[PhotoId] | None = None) -> list[PhotoId]:
        ids = [key for key in self.rows if key not in (without or set())]
        scores = exact_scores(np.stack([self.rows[key] for key in ids]), query)
        return [key for _, key in sorted(zip((-score for score in scores), ids, strict=True))[:k]]

    def ask(self, query: Packed, k: int, leave_out: tuple[int, ...] = ()) -> list[PhotoId]:
        return [key for key, _ in self.searcher.query(unit(query), k, leave_out)]


def unit(row: Packed) -> Vectors:
    vector: Vectors = unpack(row[None])[0]
    return vector


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Photos]:
    photos = Photos(tmp_path, like_embeddings(500, DIMENSION))
    yield photos
    photos.close()


@pytest.fixture(scope="module")
def large_rows() -> Packed:
    return like_embeddings(LARGE + 200, DIMENSION, seed=3)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory, large_rows: Packed) -> Iterator[Photos]:
    """7,000 vectors in a generation, 200 newer ones; read only."""
    photos = Photos(tmp_path_factory.mktemp("large"), large_rows, built=LARGE)
    yield photos
    photos.close()


@pytest.fixture
def mixed(tmp_path: Path) -> Iterator[Photos]:
    """400 vectors in a generation, 100 newer ones; every test may change it."""
    photos = Photos(tmp_path, like_embeddings(500, DIMENSION, seed=4), built=400)
    yield photos
    photos.close()


class TestSmall:
    def test_exact(self, small: Photos) -> None:
        for query in like_embeddings(20, DIMENSION, seed=9):
            assert small.ask(query, 10) == small.best(query, 10)

    def test_scores_are_cosines_best_first(self, small: Photos) -> None:
        query = like_embeddings(1, DIMENSION, seed=9)[0]
        answer = small.searcher.query(unit(query), 500)
        scores = [score for _, score in answer]
        assert scores == sorted(scores, reverse=True)
        expected = exact_scores(np.stack([small.rows[key] for key, _ in answer]), query)
        np.testing.assert_allclose(scores, expected, atol=1e-6)

    def test_a_vector_is_most_like_itself_and_never_more_than_that(self, small: Photos) -> None:
        for key, row in list(small.rows.items())[:100]:
            [(best, score)] = small.searcher.query(unit(row), 1)
            assert best == key
            assert 1 - 1e-6 < score <= 1

    def test_k(self, small: Photos) -> None:
        query = like_embeddings(1, DIMENSION, seed=9)[0]
        assert small.ask(query, 0) == []
        assert len(small.ask(query, 1)) == 1
        assert len(small.ask(query, 10_000)) == 500

    def test_leave_out(self, small: Photos) -> None:
        query = like_embeddings(1, DIMENSION, seed=9)[0]
        first, second, third, *_ = small.best(query, 10)
        assert small.ask(query, 2, (first, second))[0] == third
        assert len(small.ask(query, 5, (first, 123_456))) == 5
        assert small.ask(query, 0, (first,)) == []
        assert first not in small.ask(query, 10_000, (first,))

    def test_empty(self, tmp_path: Path) -> None:
        photos = Photos(tmp_path, np.empty((0, DIMENSION), np.uint8))
        assert photos.ask(np.ones(DIMENSION, np.uint8), 10) == []
        assert photos.index() == IndexState("exact", 0, 0)
        photos.close()

    def test_a_vector_of_zeros_is_like_nothing(self, tmp_path: Path) -> None:
        photos = Photos(tmp_path, np.array([[0, 0, 0], [0, 9, 0], [9, 0, 0]], np.uint8))
        zero, other, same = photos.rows
        answer = photos.searcher.query(unit(np.array([1, 0, 0], np.uint8)), 3)
        assert [(key, round(score, 6)) for key, score in answer] == [(same, 1.0), (zero, 0.0), (other, 0.0)]
        assert [score for _, score in photos.searcher.query(np.zeros(3, np.float32), 3)] == [0, 0, 0]
        photos.close()

    @pytest.mark.parametrize("k", [1, 7, 40, 99])
    def test_ties_come_in_order_of_photo(self, tmp_path: Path, k: int) -> None:
        rows = np.tile(like_embeddings(1, DIMENSION), (100, 1))
        rows[[3, 50]] = like_embeddings(2, DIMENSION, seed=77)
        photos = Photos(tmp_path, rows)
        same = [key for place, key in enumerate(photos.rows) if place not in (3, 50)]
        assert len(photos.ask(rows[0], k)) == k
        assert photos.ask(rows[0], k)[:98] == same[:k]
        photos.close()

    def test_newer_vectors_are_found_at_once(self, small: Photos) -> None:
        query = like_embeddings(1, DIMENSION, seed=9)[0]
        assert len(small.ask(query, 1)) == 1
        [new] = small.add(query[None])
        assert small.ask(query, 1) == [new]

    def test_two_models(self, small: Photos) -> None:
        other = add_model(small.catalog, DIMENSION, "other")
        query = like_embeddings(1, DIMENSION, seed=9)[0]
        before = small.ask(query, 600)
        add_vectors(small.catalog, other, np.tile(query, (5, 1)))
        assert small.ask(query, 600) == before


class TestLarge:
    def test_recall(self, large: Photos) -> None:
        queries = like_embeddings(LARGE + 260, DIMENSION, seed=3)[-60:]
        hits = sum(len(set(large.ask(query, 10)) & set(large.best(query, 10))) for query in queries)
        assert hits / (10 * len(queries)) >= 0.98

    def test_scores_are_exact(self, large: Photos, large_rows: Packed) -> None:
        answer = large.searcher.query(unit(large_rows[17]), 50)
        expected = exact_scores(np.stack([large.rows[key] for key, _ in answer]), large_rows[17])
        np.testing.assert_allclose([score for _, score in answer], expected, atol=1e-6)

    def test_a_photo_of_either_part_is_most_like_itself(self, large: Photos) -> None:
        for place in (0, 1234, LARGE - 1, LARGE, LARGE + 199):
            key, row = list(large.rows.items())[place]
            [(best, score)] = large.searcher.query(unit(row), 1)
            assert best == key
            assert 1 - 1e-6 < score <= 1

    def test_the_same_answer_each_time(self, large: Photos, large_rows: Packed) -> None:
        other = Searcher(large.catalog, large.model, large.root)
        for row in large_rows[::700]:
            answer = large.searcher.query(unit(row), 30)
            assert large.searcher.query(unit(row), 30) == answer
            assert other.query(unit(row), 30) == answer
        other.close()

    @pytest.mark.parametrize("k", [600, 3_000, LARGE + 200, 50_000])
    def test_large_k(self, large: Photos, large_rows: Packed, k: int) -> None:
        answer = large.ask(large_rows[5], k)
        assert len(answer) == len(set(answer)) == min(k, LARGE + 200)

    def test_many_at_once(self, large: Photos, large_rows: Packed) -> None:
        expected = {place: large.ask(large_rows[place], 5) for place in range(64)}
        wrong: list[int] = []

        def work(places: range) -> None:
            wrong.extend(place for place in places if large.ask(large_rows[place], 5) != expected[place])

        threads = [threading.Thread(target=work, args=(range(start, 64, 8),)) for start in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []


@pytest.fixture(params=["all in the tail", "in both parts"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Photos]:
    """500 vectors, with a generation and without one: what counts must not depend on where a vector lies."""
    built = 0 if request.param == "all in the tail" else 400
    photos = Photos(tmp_path, like_embeddings(500, DIMENSION, seed=4), built=built)
    yield photos
    photos.close()


class TestChanges:
    QUERY = like_embeddings(1, DIMENSION, seed=11)[0]

    @pytest.mark.parametrize("state", [PhotoState.MISSING, PhotoState.OFFLINE])
    def test_photos_leave_and_return(self, library: Photos, state: PhotoState) -> None:
        best = library.best(self.QUERY, 20)
        assert library.ask(self.QUERY, 20) == best
        library.set_state(best[:15], state)
        assert library.ask(self.QUERY, 20) == library.best(self.QUERY, 20, set(best[:15]))
        library.set_state(best[:15], PhotoState.OK)
        assert library.ask(self.QUERY, 20) == best

    def test_nearly_all_leave(self, library: Photos) -> None:
        kept = library.best(self.QUERY, 500)[-3:]
        library.set_state([key for key in library.rows if key not in kept], PhotoState.MISSING)
        assert library.ask(self.QUERY, 10) == kept
        library.set_state(kept, PhotoState.MISSING)
        assert library.ask(self.QUERY, 10) == []

    def test_a_replaced_vector_counts_as_it_is_now(self, library: Photos) -> None:
        first, second, *_ = library.best(self.QUERY, 10)
        with library.catalog.writing() as connection:
            scans.reset(connection, first, FileStamp("/photos/changed.jpg", 1, 1))
        assert library.ask(self.QUERY, 1) == [second]
        with library.catalog.writing() as connection:
            store_vector(connection, library.model, first, self.QUERY, None)
        assert library.ask(self.QUERY, 2) == [first, second]
        assert len(library.ask(self.QUERY, 1000)) == 500

    def test_an_unreadable_photo_leaves(self, library: Photos) -> None:
        first, second, *_ = library.best(self.QUERY, 10)
        with library.catalog.writing() as connection:
            scans.reset(connection, first, FileStamp("/photos/changed.jpg", 1, 1))
            mark_failed(connection, first, "the file is damaged", None, retry=False)
        assert library.ask(self.QUERY, 1) == [second]

    def test_a_new_generation_gives_the_same_answers(self, library: Photos) -> None:
        before = library.searcher.query(unit(self.QUERY), 40)
        library.build()
        library.searcher.take_newest()
        view = library.searcher.refresh()
        assert view.generation is not None
        assert view.generation.folder == generations(library.root)[-1]
        remove_others(library.root, view.generation.folder)
        after = library.searcher.query(unit(self.QUERY), 40)
        assert [key for key, _ in after] == [key for key, _ in before]
        np.testing.assert_allclose([score for _, score in after], [score for _, score in before], atol=1e-6)

    def test_another_programs_changes_are_seen(self, library: Photos, tmp_path: Path) -> None:
        best = library.best(self.QUERY, 3)
        assert library.ask(self.QUERY, 3) == best
        other = Catalog(AppPaths.below(tmp_path))
        with other.writing() as connection:
            set_state(connection, best[:1], PhotoState.MISSING)
        other.close()
        assert library.ask(self.QUERY, 2) == best[1:]

    def test_queries_while_vectors_come_in(self, library: Photos) -> None:
        """Every answer is right for some moment between its start and its end: known photos never go astray."""
        best = library.best(self.QUERY, 1)[0]
        errors: list[object] = []
        done = threading.Event()

        def ask() -> None:
            seen = 0
            while not done.is_set():
                answer = library.searcher.query(unit(self.QUERY), 10_000)
                keys = [key for key, _ in answer]
                if len(keys) < seen or len(keys) != len(set(keys)) or best not in keys:
                    errors.append(answer)
                seen = len(keys)

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        for start in range(20):
            library.add(like_embeddings(10, DIMENSION, seed=100 + start))
        done.set()
        for thread in threads:
            thread.join()
        assert errors == []
        assert library.ask(self.QUERY, 15) == library.best(self.QUERY, 15)
        assert len(library.ask(self.QUERY, 10_000)) == 700


class TestRebuild:
    def test_a_small_library_needs_no_index(self, small: Photos) -> None:
        assert small.index() == IndexState("exact", 0, 500)

    def test_growth_makes_one_pay(self, tmp_path: Path) -> None:
        rows = np.ones((SMALL + 1, 4), np.uint8)
        photos = Photos(tmp_path, rows[:SMALL])
        assert photos.index() == IndexState("exact", 0, SMALL)
        photos.add(rows[:1])
        assert photos.index() == IndexState("outdated", 0, SMALL + 1)
        photos.build()
        photos.searcher.refresh(reopen=True)
        assert photos.index() == IndexState("ready", SMALL + 1, 0)
        photos.close()

    def test_so_does_a_great_clean_up(self, tmp_path: Path) -> None:
        photos = Photos(tmp_path, np.ones((SMALL + 2, 4), np.uint8), built=SMALL + 2)
        ids = list(photos.rows)
        photos.set_state(ids[:-2], PhotoState.MISSING)
        assert photos.index().name == "ready"
        photos.set_state(ids[:-1], PhotoState.MISSING)
        assert photos.index().name == "outdated"
        photos.close()

    def test_a_damaged_index_is_done_without_and_counts_as_none(self, mixed: Photos) -> None:
        assert mixed.index() == IndexState("ready", 400, 100)
        [folder] = mixed.root.iterdir()
        (folder / "shortlist.ann").write_bytes(b"")
        query = TestChanges.QUERY
        assert mixed.ask(query, 10) == mixed.best(query, 10)
        assert mixed.index() == IndexState("exact", 0, 500)

    def test_an_index_that_another_program_built_shortens_a_long_tail(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(search, "LARGEST_TAIL", 100)
        photos = Photos(tmp_path, like_embeddings(150, DIMENSION))
        photos.searcher.refresh()
        photos.build()
        assert len(photos.searcher.refresh().tail_ids) == 150  # nothing has changed: nothing is looked up
        photos.add(like_embeddings(1, DIMENSION, seed=9))
        assert len(photos.searcher.refresh().tail_ids) == 1
        photos.close()

    def test_a_damaged_index_is_done_without(self, mixed: Photos) -> None:
        [folder] = mixed.root.iterdir()
        (folder / "shortlist.ann").write_bytes(b"")
        query = TestChanges.QUERY
        assert mixed.ask(query, 10) == mixed.best(query, 10)
        assert mixed.searcher.refresh().generation is None


def test_pack_gives_what_the_store_takes() -> None:
    """The helpers of these tests are honest: a stored row and its unit vector are the same direction."""
    rows = like_embeddings(50, DIMENSION)
    np.testing.assert_array_equal(pack(unpack(rows)), rows)
    assert 0.3 < (rows == 0).mean() < 0.6


class TestScan:
    def test_every_photo_that_is_there_once(self, mixed: Photos) -> None:
        gone = list(mixed.rows)[::7]
        mixed.set_state(gone, PhotoState.MISSING)
        found = mixed.searcher.scan(lambda block: block)
        assert sorted(found.photo_ids.tolist()) == [key for key in mixed.rows if key not in gone]
        expected = unpack(np.stack([mixed.rows[PhotoId(key)] for key in found.photo_ids.tolist()]))
        np.testing.assert_allclose(found.values, expected, atol=1e-6)

    def test_only_newer_ones(self, mixed: Photos) -> None:
        before = mixed.searcher.scan(lambda block: block[:, 0])
        assert len(before.values) == 500
        assert mixed.searcher.scan(lambda block: block[:, 0], before.newest).values.shape == (0,)
        added = mixed.add(like_embeddings(5, DIMENSION, seed=30))
        after = mixed.searcher.scan(lambda block: block[:, 0], before.newest)
        assert (after.photo_ids.tolist(), after.epoch) == (added, before.epoch)
        in_generation = mixed.searcher.scan(lambda block: block[:, 0], 390)
        assert len(in_generation.values) == 115

    def test_scored_is_the_order_of_the_scores(self, mixed: Photos) -> None:
        query = unit(like_embeddings(1, DIMENSION, seed=9)[0])
        gone = list(mixed.rows)[::5]
        mixed.set_state(gone, PhotoState.OFFLINE)
        expected = mixed.searcher.query(query, 20)
        leave_out = [expected[3][0]]
        found = mixed.searcher.scored(lambda block: block @ query, 19, leave_out)
        assert [key for key, _ in found] == [key for key, _ in expected if key not in leave_out]
        np.testing.assert_allclose([s for _, s in found], [s for key, s in expected if key not in leave_out], atol=1e-6)

    def test_a_photo_without_anything_scores_zero(self, tmp_path: Path) -> None:
        photos = Photos(tmp_path, np.zeros((3, DIMENSION), np.uint8))
        assert photos.searcher.scan(lambda block: block.sum(axis=1)).values.tolist() == [0, 0, 0]
        photos.close()


class TestFar:
    def test_a_query_like_no_photo_finds_nearly_all_it_should(self, large: Photos) -> None:
        """Weighed the way focus does it, with signs that no photo's vector has."""
        rng = np.random.default_rng(12)
        rows = unpack(np.stack(list(large.rows.values())))
        ids = np.array(list(large.rows))
        found = 0
        for _ in range(30):
            weights = rng.normal(0, 1, DIMENSION)
            query = np.sqrt(rows[rng.integers(len(rows))]) * np.where(weights > 0, weights, weights / 2)
            query = (query / np.linalg.norm(query)).astype(np.float32)
            best = set(ids[np.argsort(-(rows @ query))[:10]].tolist())
            answer = large.searcher.query(query, 10, far=True)
            assert [score for _, score in answer] == sorted((score for _, score in answer), reverse=True)
            found += len(best & {int(key) for key, _ in answer})
        assert found > 0.97 * 300
