"""Searching vectors that have signs, and long ones, which are read from the catalogue: as right as any others."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from photosim.core.photo import FileStamp, PhotoId, PhotoState
from photosim.core.vectors import Packed, VectorForm, Vectors, pack, unpack
from photosim.paths import AppPaths
from photosim.semantics.focus import focused
from photosim.store import scans
from photosim.store.building import build_generation
from photosim.store.catalog import Catalog
from photosim.store.generation import open_newest
from photosim.store.migrations import PAGE_SIZE
from photosim.store.photos import set_state
from photosim.store.reduced import Reduced
from photosim.store.search import Searcher
from photosim.store.state import LONG_FORMAT, generations, index_state, newest_summary
from photosim.store.vectors import load_vectors, look_of, store_vector
from tests.catalogs import add_model, add_vectors, like_embeddings

LONG = VectorForm(2_060)
SIGNED = VectorForm(96, signed=True)
LONG_SIGNED = VectorForm(2_060, signed=True)


def made(form: VectorForm, count: int, seed: int = 0) -> Packed:
    """Like a network's, and with signs if the form has them: then without a common direction, as after a norm layer."""
    rows = like_embeddings(count, form.dimension, seed)
    if not form.signed:
        return rows
    return pack(unpack(rows) - unpack(like_embeddings(500, form.dimension, 99)).mean(axis=0), signed=True)


class Photos:
    """A catalogue with one model, what was put in, and a searcher."""

    def __init__(self, base: Path, form: VectorForm, rows: Packed, *, built: int) -> None:
        self.catalog = Catalog(AppPaths.below(base))
        self.root = base / "index" / "model-1"
        self.form = form
        self.model = add_model(self.catalog, form.dimension, signed=form.signed)
        self.rows: dict[PhotoId, Packed] = {}
        if built:
            self.add(rows[:built])
            self.build()
        self.add(rows[built:])
        self.searcher = Searcher(self.catalog, self.model, self.root)

    def add(self, rows: Packed) -> None:
        self.rows.update(zip(add_vectors(self.catalog, self.model, rows), rows, strict=True))

    def build(self) -> None:
        with self.catalog.reading() as connection:
            build_generation(connection, self.model, self.root, threads=1)

    def close(self) -> None:
        self.searcher.close()
        self.catalog.close()

    def exact(self, query: Vectors, k: int, without: set[PhotoId] | None = None) -> list[tuple[PhotoId, float]]:
        ids = [key for key in self.rows if key not in (without or set())]
        scores = unpack(np.stack([self.rows[key] for key in ids])) @ query
        order = np.lexsort((np.array(ids), -scores))[:k]
        return [(ids[place], float(scores[place])) for place in order]

    def assert_exact(self, query: Vectors, k: int, without: set[PhotoId] | None = None) -> None:
        expected, found = self.exact(query, k, without), self.searcher.query(query, k)
        assert [key for key, _ in found] == [key for key, _ in expected]
        np.testing.assert_allclose([score for _, score in found], [score for _, score in expected], atol=1e-5)


def units(form: VectorForm, count: int, seed: int = 50) -> Vectors:
    return unpack(made(form, count, seed))


@pytest.fixture(params=[LONG, SIGNED, LONG_SIGNED], ids=["long", "signed", "long and signed"])
def form(request: pytest.FixtureRequest) -> VectorForm:
    form: VectorForm = request.param
    return form


@pytest.fixture
def mixed(tmp_path: Path, form: VectorForm) -> Iterator[Photos]:
    """400 vectors in a generation, 100 newer ones."""
    photos = Photos(tmp_path, form, made(form, 500), built=400)
    yield photos
    photos.close()


@pytest.fixture
def long(tmp_path: Path) -> Iterator[Photos]:
    """400 long vectors in a generation, 100 newer ones."""
    photos = Photos(tmp_path, LONG, made(LONG, 500), built=400)
    yield photos
    photos.close()


class TestAllForms:
    def test_exact_without_a_generation(self, tmp_path: Path, form: VectorForm) -> None:
        photos = Photos(tmp_path, form, made(form, 300), built=0)
        for query in units(form, 10):
            photos.assert_exact(query, 20)
        photos.close()

    def test_with_one(self, mixed: Photos) -> None:
        """500 candidates are all there are, so the answers are exact, but for those that the components leave out."""
        for query in units(mixed.form, 10):
            mixed.assert_exact(query, 20)

    def test_recall_of_the_shortlist(self, tmp_path: Path, form: VectorForm) -> None:
        rows = made(form, 4_000, seed=3)
        photos = Photos(tmp_path, form, rows[:-60], built=len(rows) - 60)
        assert len(photos.searcher.refresh().tail_ids) == 0
        hits = 0
        for query in unpack(rows[-60:]):
            found = photos.searcher.query(query, 10)
            hits += len({key for key, _ in found} & {key for key, _ in photos.exact(query, 10)})
            exact = unpack(np.stack([photos.rows[key] for key, _ in found])) @ query
            np.testing.assert_allclose([score for _, score in found], exact, atol=1e-5)
        assert hits >= 0.98 * 600
        photos.close()

    def test_everything_in_order(self, mixed: Photos) -> None:
        query = units(mixed.form, 1)[0]
        mixed.assert_exact(query, 10_000)
        scores = [score for _, score in mixed.searcher.query(query, 10_000)]
        assert len(scores) == 500

    def test_the_opposite_of_a_vector_scores_no_less_than_minus_one(self, mixed: Photos) -> None:
        query = unpack(next(iter(mixed.rows.values()))[None])[0]
        [(best, score), *_] = mixed.searcher.query(query, 1)
        assert (best, round(score, 5)) == (next(iter(mixed.rows)), 1)
        assert -1 <= mixed.searcher.query(-query, 10_000)[-1][1] < -0.99999

    def test_photos_leave_and_return(self, mixed: Photos) -> None:
        query = units(mixed.form, 1)[0]
        best = [key for key, _ in mixed.exact(query, 15)]
        with mixed.catalog.writing() as connection:
            set_state(connection, best, PhotoState.OFFLINE)
        mixed.assert_exact(query, 20, set(best))
        with mixed.catalog.writing() as connection:
            set_state(connection, best, PhotoState.OK)
        mixed.assert_exact(query, 20)

    def test_scan_gives_every_unit_vector_once(self, mixed: Photos) -> None:
        found = mixed.searcher.scan(lambda block: block)
        assert sorted(found.photo_ids.tolist()) == list(mixed.rows)
        expected = unpack(np.stack([mixed.rows[PhotoId(key)] for key in found.photo_ids.tolist()]))
        np.testing.assert_allclose(found.values, expected, atol=1e-6)
        assert len(mixed.searcher.scan(lambda block: block[:, 0], 390).values) == 110

    def test_scored(self, mixed: Photos) -> None:
        query = units(mixed.form, 1)[0]
        found = mixed.searcher.scored(lambda block: block @ query, 25)
        assert [key for key, _ in found] == [key for key, _ in mixed.exact(query, 25)]

    def test_a_focused_query(self, mixed: Photos) -> None:
        rng = np.random.default_rng(8)
        query = focused(units(mixed.form, 1)[0], rng.normal(0, 1, mixed.form.dimension).astype(np.float32))
        found = [key for key, _ in mixed.searcher.query(query, 10, far=True)]
        assert len({*found} & {key for key, _ in mixed.exact(query, 10)}) >= 9

    def test_the_catalogue_tells_the_form(self, mixed: Photos) -> None:
        key, row = next(iter(mixed.rows.items()))
        with mixed.catalog.reading() as connection:
            found = look_of(connection, mixed.model, key)
        assert found is not None
        assert found[0].dtype == mixed.form.dtype
        np.testing.assert_array_equal(found[0], row)

    def test_a_generation_of_another_form_is_not_opened(self, mixed: Photos) -> None:
        assert open_newest(mixed.root, mixed.form) is not None
        assert open_newest(mixed.root, replace(mixed.form, signed=not mixed.form.signed)) is None


class TestLong:
    def test_only_reduced_rows_lie_beside_the_catalogue(self, long: Photos) -> None:
        [folder] = long.root.iterdir()
        files = {file.name: file.stat().st_size for file in folder.iterdir()}
        assert "matrix" not in files
        assert files["reduced"] == 400 * 256
        with long.catalog.reading() as connection:
            [lean] = connection.execute("SELECT max(length(data)) FROM vectors").fetchone()
        assert lean < 0.8 * LONG.dimension

    def test_only_the_best_are_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        photos = Photos(tmp_path, LONG, made(LONG, 1_500), built=1_500)
        read: list[int] = []

        def counting(connection: sqlite3.Connection, ids: list[int], form: VectorForm) -> object:
            read.append(len(ids))
            return load_vectors(connection, ids, form)

        monkeypatch.setattr("photosim.store.generation.load_vectors", counting)
        assert len(photos.searcher.query(units(LONG, 1)[0], 10)) == 10
        assert read == [150]
        assert len(photos.searcher.query(units(LONG, 1)[0], 1_200)) == 1_200
        photos.close()

    def test_vectors_stored_as_they_were_before(self, long: Photos) -> None:
        """An older library's blobs, plain ones, among new ones, in the generation and after it."""
        with long.catalog.writing() as connection:
            for number, row in enumerate(long.rows.values(), 1):
                if number % 3 == 0:
                    connection.execute("UPDATE vectors SET data = ? WHERE id = ?", (row.tobytes(), number))
        for query in units(LONG, 5):
            long.assert_exact(query, 30)
        long.build()
        long.searcher.refresh(reopen=True)
        for query in units(LONG, 5):
            long.assert_exact(query, 30)

    def test_a_damaged_vector_is_left_out(self, long: Photos) -> None:
        query = units(LONG, 1)[0]
        keys = list(long.rows)
        best = [key for key, _ in long.exact(query, 500)]
        in_tail = next(key for key in best if keys.index(key) >= 400)
        in_generation = next(key for key in best if keys.index(key) < 400)
        with long.catalog.writing() as connection:
            for key in (in_tail, in_generation):
                connection.execute("UPDATE vectors SET data = substr(data, 3) WHERE photo_id = ?", (key,))
        found = long.searcher.query(query, 20)
        assert not {in_tail, in_generation} & {key for key, _ in found}
        with long.catalog.reading() as connection:
            assert look_of(connection, long.model, in_tail) is None
        long.build()
        long.searcher.refresh(reopen=True)
        long.assert_exact(query, 600, {in_tail, in_generation})
        assert len(long.searcher.scan(lambda block: block[:, 0]).values) == 498

    def test_vectors_deleted_during_a_query(self, long: Photos, monkeypatch: pytest.MonkeyPatch) -> None:
        """The query goes on with the state it began with; the next one sees the other."""
        query = units(LONG, 1)[0]
        best = [key for key, _ in long.exact(query, 500) if list(long.rows).index(key) < 400][:5]
        narrow = Reduced.best

        def delete_them_first(self: Reduced, *arguments: object) -> object:
            with long.catalog.writing() as connection:
                scans.reset(connection, best[0], FileStamp("/photos/changed.jpg", 1, 1))
                store_vector(connection, long.model, best[0], made(LONG, 1, 77)[0], None)
                for key in best[1:]:
                    connection.execute("DELETE FROM photos WHERE id = ?", (key,))
            return narrow(self, *arguments)  # type: ignore[arg-type]

        expected = long.exact(query, 20)
        with monkeypatch.context() as patch:
            patch.setattr(Reduced, "best", delete_them_first)
            assert [key for key, _ in long.searcher.query(query, 20)] == [key for key, _ in expected]
        for key in best[1:]:
            del long.rows[key]
        long.rows[best[0]] = made(LONG, 1, 77)[0]
        long.assert_exact(query, 20)

    def test_a_generation_of_the_older_form_counts_as_none(self, long: Photos) -> None:
        [folder] = long.root.iterdir()
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        assert meta["format"] == LONG_FORMAT
        rows = np.stack(list(long.rows.values())[:400])
        (folder / "matrix").write_bytes(rows.tobytes())
        (folder / "meta.json").write_text(json.dumps(meta | {"format": 3}), encoding="utf-8")
        assert newest_summary(long.root).count == 0
        with long.catalog.reading() as connection:
            assert index_state(connection, long.model, long.root).name == "exact"
        long.searcher.refresh(reopen=True)
        long.assert_exact(units(LONG, 1)[0], 30)
        assert generations(long.root) == []
        long.build()
        assert newest_summary(long.root).count == 500

    def test_one_thread_gives_the_same_files_each_time(self, long: Photos) -> None:
        long.build()
        long.build()
        first, second = generations(long.root)[1:]
        for name in ("reduced", "factors.npy", "norms.npy", "rows.npy", "shortlist.ann"):
            assert (first / name).read_bytes() == (second / name).read_bytes()

    def test_a_shorter_tail_than_of_short_vectors_makes_an_index_pay(
        self, long: Photos, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It takes as much memory and time as theirs: here 161 vectors as much as 100 times 2,060 / 1,280."""
        monkeypatch.setattr("photosim.store.state.SMALL", 5)
        monkeypatch.setattr("photosim.store.state.LARGEST_TAIL", 40)
        meta = generations(long.root)[0] / "meta.json"
        entries = json.loads(meta.read_text(encoding="utf-8"))
        meta.write_text(json.dumps(entries | {"newest": 475}), encoding="utf-8")
        with long.catalog.reading() as connection:
            assert index_state(connection, long.model, long.root).name == "outdated"  # 25 of at most 24
        meta.write_text(json.dumps(entries | {"newest": 476}), encoding="utf-8")
        with long.catalog.reading() as connection:
            assert index_state(connection, long.model, long.root).name == "ready"


def test_a_library_with_pages_of_another_size(tmp_path: Path) -> None:
    """Those made before have smaller ones; they serve as they are."""
    paths = AppPaths.below(tmp_path)
    paths.data.mkdir(parents=True)
    with closing(sqlite3.connect(paths.database)) as connection:
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("VACUUM")  # writes the first page
    photos = Photos(tmp_path, LONG, made(LONG, 300), built=200)
    with photos.catalog.reading() as connection:
        assert connection.execute("PRAGMA page_size").fetchone() == (4096,)
    photos.assert_exact(units(LONG, 1)[0], 20)
    photos.close()
    other = Catalog(AppPaths.below(tmp_path / "new"))
    with other.reading() as connection:
        assert connection.execute("PRAGMA page_size").fetchone() == (PAGE_SIZE,)
    other.close()
