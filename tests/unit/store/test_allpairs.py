"""All pairs that are alike are found, compared with looking at every pair."""

import numpy as np
import pytest

from photosim.core.cancel import CancelToken
from photosim.core.vectors import Packed, pack, unpack
from photosim.errors import Cancelled
from photosim.store import allpairs
from photosim.store.allpairs import AllPairs
from photosim.store.catalog import Catalog
from photosim.store.pairs import shown
from tests.catalogs import add_model, add_vectors, like_embeddings

FLOOR = 0.8
Found = dict[tuple[int, int], float]


def with_copies(count: int, dimension: int) -> Packed:
    """Every third vector is a version of the one before, some nearer and some further."""
    rows = unpack(like_embeddings(count, dimension, seed=3))
    dice = np.random.default_rng(4)
    for row in range(2, count, 3):
        away = np.maximum(dice.normal(0, 1, dimension), 0).astype(np.float32)
        share = dice.uniform(0, 0.5)
        rows[row] = (1 - share) * rows[row - 1] + share * away / np.linalg.norm(away)
    return pack(rows)


def exactly(rows: Packed, first: int = 0) -> Found:
    unit = unpack(rows).astype(np.float64)
    scores = unit @ unit.T
    return {
        (later, earlier): float(scores[later, earlier])
        for later in range(first, len(rows))
        for earlier in range(later)
        if scores[later, earlier] >= FLOOR
    }


def found_by(pairs: AllPairs, first: int = 0) -> Found:
    found: Found = {}
    for later, earlier, cosine in pairs.alike(first, FLOOR, CancelToken()):
        for pair, score in zip(zip(later.tolist(), earlier.tolist(), strict=True), cosine.tolist(), strict=True):
            assert pair not in found
            found[pair] = score
    return found


def assert_same(found: Found, expected: Found) -> None:
    near_floor = {pair for pair, score in (found | expected).items() if abs(score - FLOOR) < 1e-4}
    assert set(found) - near_floor == set(expected) - near_floor
    for pair, score in found.items():
        assert score == pytest.approx(expected.get(pair, score), abs=1e-4)


@pytest.mark.parametrize(("count", "dimension"), [(600, 64), (2500, 192), (300, 2304)])
def test_every_pair_is_found_once(catalog: Catalog, count: int, dimension: int) -> None:
    rows = with_copies(count, dimension)
    model = add_model(catalog, dimension)
    add_vectors(catalog, model, rows)
    with catalog.reading() as connection:
        ids = shown(connection, model).vector_ids
    expected = exactly(rows)
    assert len(expected) > count // 10
    assert_same(found_by(AllPairs(catalog, model, ids)), expected)


def test_only_new_ones_are_compared(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allpairs, "_ROWS", 64)
    monkeypatch.setattr(allpairs, "_COLUMNS", 100)
    rows = with_copies(700, 96)
    model = add_model(catalog, 96)
    add_vectors(catalog, model, rows)
    with catalog.reading() as connection:
        ids = shown(connection, model).vector_ids
    told: list[int] = []
    pairs = AllPairs(catalog, model, ids)
    assert_same(found_by(pairs, first=650), exactly(rows, first=650))
    list(pairs.alike(650, FLOOR, CancelToken(), told.append))
    assert told == [50]


def test_of_very_many_look_alikes_the_nearest_are_kept(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allpairs, "MOST_A_PHOTO", 5)
    dice = np.random.default_rng(1)
    base = np.maximum(dice.normal(0, 1, 128), 0)
    rows = pack(np.maximum(base + 0.05 * dice.normal(0, 1, (200, 128)), 0).astype(np.float32))
    model = add_model(catalog, 128)
    add_vectors(catalog, model, rows)
    with catalog.reading() as connection:
        ids = shown(connection, model).vector_ids
    found = found_by(AllPairs(catalog, model, ids))
    later = np.bincount([pair[0] for pair in found], minlength=200)
    assert later.max() == 5
    assert (later[5:] == 5).all()
    scores = exactly(rows)
    for row in (60, 199):
        best = sorted((scores[row, other] for other in range(row)), reverse=True)[:8]
        kept = [score for pair, score in found.items() if pair[0] == row]
        assert min(kept) >= best[-1] - 1e-4


def test_a_vector_that_is_gone_is_like_no_other(catalog: Catalog) -> None:
    rows = with_copies(90, 64)
    model = add_model(catalog, 64)
    add_vectors(catalog, model, rows)
    with catalog.reading() as connection:
        ids = shown(connection, model).vector_ids
    with catalog.writing() as connection:
        connection.execute("DELETE FROM vectors WHERE id = ?", (int(ids[2]),))
    found = found_by(AllPairs(catalog, model, ids))
    assert found
    assert not any(2 in pair for pair in found)


def test_cancelled(catalog: Catalog) -> None:
    model = add_model(catalog, 64)
    add_vectors(catalog, model, with_copies(60, 64))
    with catalog.reading() as connection:
        ids = shown(connection, model).vector_ids
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        list(AllPairs(catalog, model, ids).alike(0, FLOOR, token))
