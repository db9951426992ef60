"""Answers among some photos only: exact where those are few, nearly so where they are many, whichever they are."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from photosim.core.vectors import VectorForm, Vectors, unpack
from photosim.paths import AppPaths
from photosim.store import search
from photosim.store.building import build_generation
from photosim.store.catalog import Catalog
from photosim.store.generation import open_newest
from photosim.store.passing import Passing
from photosim.store.search import Searcher
from photosim.store.state import index_state
from tests.catalogs import add_model, add_vectors, like_embeddings

USUAL, LONG = 64, 2_060
Ids = NDArray[np.int64]


class Photos:
    """Photos of one model with their unit vectors, most of them in a generation, and a searcher."""

    def __init__(self, base: Path, dimension: int, count: int, built: int) -> None:
        self.catalog = Catalog(AppPaths.below(base))
        self.form = VectorForm(dimension)
        self.root = base / "index" / "model-1"
        model = add_model(self.catalog, dimension)
        rows = like_embeddings(count, dimension, seed=6)
        ids = add_vectors(self.catalog, model, rows[:built])
        with self.catalog.reading() as connection:
            build_generation(connection, model, self.root, threads=1)
        ids += add_vectors(self.catalog, model, rows[built:])
        self.ids: Ids = np.array(ids, np.int64)
        self.units = unpack(rows)
        self.searcher = Searcher(self.catalog, model, self.root)

    def close(self) -> None:
        self.searcher.close()
        self.catalog.close()

    def best(self, query: Vectors, k: int, some: Ids) -> list[int]:
        places = np.flatnonzero(np.isin(self.ids, some))
        scores = self.units[places] @ query
        return [int(self.ids[places[i]]) for i in np.lexsort((self.ids[places], -scores))[:k]]

    def ask(self, query: Vectors, k: int, some: Ids, leave_out: tuple[int, ...] = ()) -> list[int]:
        return [key for key, _ in self.searcher.query(query, k, leave_out, within=Passing.only(some))]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Photos]:
    """9,000 photos, 8,800 of them in a generation; read only."""
    photos = Photos(tmp_path_factory.mktemp("many"), USUAL, 9_000, 8_800)
    yield photos
    photos.close()


@pytest.fixture(scope="module")
def queries() -> Vectors:
    return unpack(like_embeddings(30, USUAL, seed=60))


@pytest.mark.parametrize("count", [0, 1, 5, 30, 3_000])
def test_few_are_exact_and_there_are_as_many_as_there_can_be(many: Photos, queries: Vectors, count: int) -> None:
    some = np.random.default_rng(count).choice(many.ids, count, replace=False)
    for query in queries[:10]:
        found = many.ask(query, 10, some)
        assert found == many.best(query, 10, some)
        assert len(found) == min(10, count)


@pytest.mark.parametrize("share", [0.5, 0.8, 0.95, 0.999])
def test_many_at_random(many: Photos, queries: Vectors, share: float) -> None:
    some = np.random.default_rng(7).choice(many.ids, int(share * len(many.ids)), replace=False)
    hits = [len({*many.ask(query, 10, some)} & {*many.best(query, 10, some)}) for query in queries]
    assert sum(hits) >= 0.98 * 10 * len(queries)


@pytest.mark.parametrize("kept", [4_500, 6_000])
def test_photos_like_another_one_than_the_query(many: Photos, queries: Vectors, kept: int) -> None:
    hits = []
    for query, other in zip(queries, np.roll(queries, 1, axis=0), strict=True):
        some = many.ids[np.argsort(-(many.units @ other))[:kept]]
        hits.append(len({*many.ask(query, 10, some)} & {*many.best(query, 10, some)}))
    assert sum(hits) >= 0.98 * 10 * len(hits)


def test_without_all_that_is_near(many: Photos, queries: Vectors) -> None:
    """What the shortlist has to offer is left out, nearly all else is not."""
    hits = []
    for query in queries:
        some = many.ids[np.argsort(-(many.units @ query))[800:]]
        found = many.ask(query, 10, some)
        assert len(found) == 10
        hits.append(len({*found} & {*many.best(query, 10, some)}))
    assert sum(hits) >= 0.95 * 10 * len(hits)


def test_what_is_left_out_is_left_out_beside_a_filter(many: Photos, queries: Vectors) -> None:
    some = many.ids[::2]
    first, second, *others = many.best(queries[0], 12, some)
    assert many.ask(queries[0], 10, some, (first, second)) == others


def test_all_but_a_few(many: Photos, queries: Vectors) -> None:
    """New photos, whose ids are higher than all that are known here, are found."""
    newest = int(many.ids[-1])
    hidden = many.best(queries[1], 3, many.ids)
    passing = Passing.without(hidden)
    assert len(passing.by_id) <= newest
    query = many.units[-1]
    found = [key for key, _ in many.searcher.query(query, 5, within=passing)]
    assert found[0] == newest
    found = [key for key, _ in many.searcher.query(queries[1], 10, within=passing)]
    assert len({*found} & {*many.best(queries[1], 13, many.ids)}) >= 9
    assert not {*found} & {*hidden}


def test_scores_of_every_photo_heed_it(many: Photos, queries: Vectors) -> None:
    some = many.ids[1::3]
    scored = many.searcher.scored(lambda block: np.einsum("ij,j->i", block, queries[2]), 10, (), Passing.only(some))
    assert [key for key, _ in scored] == many.best(queries[2], 10, some)


def test_an_older_generation_serves_without_reduced_rows(many: Photos, queries: Vectors, tmp_path: Path) -> None:
    """Those of short vectors had none; then all that pass are scored."""
    generation = open_newest(many.root, many.form)
    assert generation is not None
    assert generation.coarse is not None
    folder = tmp_path / many.root.name / generation.folder.name
    shutil.copytree(generation.folder, folder)
    meta = (folder / "meta.json").read_text(encoding="utf-8")
    start, end = meta.index('  "reduced"'), meta.index('  "rows.npy"')
    (folder / "meta.json").write_text(meta[:start] + meta[end:], encoding="utf-8")
    for name in ("reduced", "factors.npy"):
        (folder / name).unlink()
    searcher = Searcher(many.catalog, 1, folder.parent)
    view = searcher.refresh()
    assert view.generation is not None
    assert view.generation.coarse is None
    with many.catalog.reading() as connection:
        assert index_state(connection, 1, many.root).name == "ready"
        assert index_state(connection, 1, folder.parent).name == "outdated"  # the next run builds a new one
    some = many.ids[:5_000]
    assert len(some) > search._FEW
    for query in queries[:5]:
        found = [key for key, _ in searcher.query(query, 10, within=Passing.only(some))]
        assert found == many.best(query, 10, some)
    searcher.close()


def test_long_vectors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_FEW", 50)  # as if there were more photos
    photos = Photos(tmp_path, LONG, 700, 600)
    for seed, query in enumerate(unpack(like_embeddings(8, LONG, seed=61))):
        for count in (5, 40, 300, 690):
            some = np.random.default_rng(seed).choice(photos.ids, count, replace=False)
            assert photos.ask(query, 5, some) == photos.best(query, 5, some)
    photos.close()


class TestPassing:
    def test_like_a_set(self) -> None:
        dice = np.random.default_rng(0)
        for _ in range(20):
            some = dice.choice(np.arange(1, 50), dice.integers(0, 20), replace=False).astype(np.int64)
            asked = dice.integers(1, 80, 30)
            only = Passing.only(some)
            assert only.photos == len(some)
            assert only.having(asked).tolist() == [one in some for one in asked]
            assert Passing.without(some.tolist()).having(asked).tolist() == [one not in some for one in asked]
