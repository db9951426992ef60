"""Learning albums on made vectors: they are found again, strangers are not named, and numbers agree with plain ones."""

import time

import numpy as np
import pytest

from photosim.core.vectors import Vectors
from photosim.semantics import albums
from photosim.semantics.albums import SHOWN, AlbumHead, Basis, Learnt, learn_albums

DIMENSION = 64


def unit(vectors: Vectors) -> Vectors:
    positive = np.maximum(vectors, 0)
    return np.asarray(positive / np.linalg.norm(positive, axis=1, keepdims=True), np.float32)


def photos(rng: np.random.Generator, centre: Vectors, count: int, spread: float = 0.6) -> Vectors:
    return unit((centre + spread * rng.normal(0, 1, (count, DIMENSION))).astype(np.float32))


def centres(rng: np.random.Generator, count: int) -> Vectors:
    return np.asarray(rng.normal(0.3, 1, (count, DIMENSION)), np.float32)


def teach(parts: list[Vectors], others: Vectors) -> Learnt:
    basis = Basis.fit(np.concatenate([*parts, others]), 32)
    labels = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    return learn_albums(basis.apply(np.concatenate(parts)), labels, basis.apply(others), basis)


NONE = np.empty((0, DIMENSION), np.float32)


@pytest.mark.parametrize("sizes", [(40, 40, 40, 40), (300, 9, 12, 20)])
@pytest.mark.parametrize("with_others", [True, False])
def test_albums_are_found_again_and_strangers_are_not_named(sizes: tuple[int, ...], with_others: bool) -> None:
    rng = np.random.default_rng(4)
    places = centres(rng, 24)
    parts = [photos(rng, places[album], size) for album, size in enumerate(sizes)]
    others = np.concatenate([photos(rng, place, 5) for place in places[4:14]]) if with_others else NONE
    learnt = teach(parts, others)
    assert learnt.accuracy > 0.9
    assert learnt.strangers is not None
    for album in range(len(sizes)):
        probabilities = learnt.head.probabilities(photos(rng, places[album], 50))
        assert (probabilities.argmax(axis=1) == album).mean() > 0.9
        assert (probabilities[:, album] >= SHOWN).mean() > 0.6
    strangers = np.concatenate([photos(rng, place, 10) for place in places[14:]])
    assert (learnt.head.probabilities(strangers).max(axis=1) >= SHOWN).mean() < 0.15


@pytest.mark.parametrize(("count", "with_others"), [(2, True), (2, False), (3, False)])
def test_few_albums(count: int, with_others: bool) -> None:
    rng = np.random.default_rng(5)
    places = centres(rng, 12)
    parts = [photos(rng, places[album], 12) for album in range(count)]
    others = np.concatenate([photos(rng, place, 5) for place in places[3:8]]) if with_others else NONE
    learnt = teach(parts, others)
    assert learnt.strangers is None
    probabilities = learnt.head.probabilities(photos(rng, places[0], 50))
    assert (probabilities.argmax(axis=1) == 0).mean() > 0.9
    assert (probabilities[:, 0] >= SHOWN).mean() > 0.5


def test_what_cannot_be_told_apart_is_not_said_to_be() -> None:
    rng = np.random.default_rng(6)
    [place] = centres(rng, 1)
    learnt = teach([photos(rng, place, 30) for _ in range(4)], NONE)
    assert learnt.accuracy < 0.5
    assert learnt.tagged < 0.2


def test_twins_in_one_album_do_not_flatter() -> None:
    """Neighbours that are the same photo are held out together."""
    rng = np.random.default_rng(7)
    [place] = centres(rng, 1)
    parts = [np.repeat(photos(rng, place, 5, spread=1.0), 12, axis=0) for _ in range(4)]
    assert teach(parts, NONE).accuracy < 0.6


def test_probabilities_are_a_softmax_with_one_more_outcome() -> None:
    rng = np.random.default_rng(8)
    head = AlbumHead(rng.normal(0, 1, (3, 5)).astype(np.float32), np.array([0.1, 0, -0.1], np.float32), 4.0, 0.3)
    points = rng.normal(0, 1, (6, 5)).astype(np.float32)
    scores = np.c_[points @ head.weights.T + head.biases, np.full(6, 0.3)] * 4
    expected = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    result = head.probabilities(points)
    np.testing.assert_allclose(result, expected[:, :3], rtol=1e-4)
    np.testing.assert_allclose(head.probabilities(points[:1]), result[:1], rtol=1e-5)
    assert head.probabilities(points[:0]).shape == (0, 3)
    extreme = AlbumHead(head.weights * 1e4, head.biases, 50.0, 0.3).probabilities(points)
    assert np.isfinite(extreme).all()


def test_the_solution_is_that_of_weighted_ridge_regression() -> None:
    rng = np.random.default_rng(9)
    points, others = rng.normal(0, 1, (30, 4)).astype(np.float32), rng.normal(0, 1, (10, 4)).astype(np.float32)
    labels = np.repeat([0, 1], [20, 10])
    problem = albums._Problem(points, labels, others, 2)
    rows = np.r_[np.c_[points, np.ones(30)], np.c_[others, np.ones(10)]]
    weights = np.repeat([1 / 20, 1 / 10, 1 / 10], [20, 10, 10])
    targets = np.r_[np.eye(2)[labels], np.zeros((10, 2))]
    ridge = np.diag([0.3, 0.3, 0.3, 0.3, 1e-6])
    full = np.linalg.solve((rows.T * weights) @ rows + ridge, (rows.T * weights) @ targets)
    np.testing.assert_allclose(problem.solve(0.3), full, rtol=1e-6)
    kept = np.r_[0:5, 10:40]
    part = np.linalg.solve(
        (rows[kept].T * weights[kept]) @ rows[kept] + ridge, (rows[kept].T * weights[kept]) @ targets[kept]
    )
    np.testing.assert_allclose(problem.solve(0.3, np.arange(5, 10)), part, rtol=1e-6)


@pytest.mark.parametrize("count", [3, 20, 64, 200])
def test_the_basis_keeps_what_it_can(count: int) -> None:
    rng = np.random.default_rng(10)
    points = photos(rng, centres(rng, 1)[0], count)
    basis = Basis.fit(points, 64)
    kept = basis.components.shape[1]
    assert kept <= min(count, 64)
    np.testing.assert_allclose(basis.components.T @ basis.components, np.eye(kept), atol=1e-4)
    np.testing.assert_allclose(basis.apply(points) @ basis.components.T + basis.mean, points, atol=1e-4)
    spread = basis.apply(points).var(axis=0)
    assert (np.diff(spread) <= 1e-6).all()


def test_the_basis_of_equal_photos() -> None:
    basis = Basis.fit(np.repeat(unit(np.ones((1, DIMENSION), np.float32)), 5, axis=0))
    assert np.isfinite(basis.components).all()


def test_many_albums_take_seconds() -> None:
    count, dice = 300, np.random.default_rng(3)
    labels = np.repeat(np.arange(count), 8)
    points = np.repeat(dice.standard_normal((count, 128)), 8, axis=0) + 0.3 * dice.standard_normal((len(labels), 128))
    points = (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)
    start = time.process_time()
    learnt = learn_albums(points, labels, points[:0], Basis(np.zeros(128, np.float32), np.eye(128, dtype=np.float32)))
    assert time.process_time() - start < 8
    assert learnt.accuracy > 0.9
    assert learnt.tagged > 0.5
