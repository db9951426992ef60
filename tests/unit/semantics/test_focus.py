"""The arithmetic of focus: what stays of a query, and the article's form beside a plain calculation."""

import numpy as np
import pytest

from photosim.core.vectors import Vectors
from photosim.semantics.focus import article_scores, focus_weights, focused

CAT = np.array([1.0, 0.5, 0, 0, 0, 0], np.float32)
BOTTLE = np.array([0, 0, 0, 0, 1.0, 0.7], np.float32)
WEIGHTS = np.array([[0.4, 0.3, 0, 0, -0.2, -0.3], [0, 0, 0.4, 0, 0.1, 0], [-0.3, -0.1, 0, 0, 0.4, 0.4]], np.float32)


def unit(vector: Vectors) -> Vectors:
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


BOTH = unit(CAT + 2 * BOTTLE)


def test_the_weaker_of_two_things_wins_when_it_is_asked_for() -> None:
    assert unit(BOTTLE) @ BOTH > unit(CAT) @ BOTH
    on_cat, on_bottle = focused(BOTH, WEIGHTS[0]), focused(BOTH, WEIGHTS[2])
    for wanted, other, query in ((CAT, BOTTLE, on_cat), (BOTTLE, CAT, on_bottle)):
        assert unit(wanted) @ query > 0.7
        assert unit(other) @ query < 0


def test_the_formula() -> None:
    expected = np.sqrt(BOTH) * np.array([0.4, 0.3, 0, 0, -0.1, -0.15])
    result = focused(BOTH, WEIGHTS[0])
    np.testing.assert_allclose(result, expected / np.linalg.norm(expected), rtol=1e-5)
    assert result.dtype == np.float32


def test_nothing_in_the_photo_bears_on_it() -> None:
    assert focused(unit(CAT), np.array([0, 0, 1, 1, 0, 0], np.float32)).tolist() == [0] * 6
    assert focused(np.zeros(6, np.float32), WEIGHTS[0]).tolist() == [0] * 6


def test_one_class_is_its_own_weights() -> None:
    likely, sure = np.array([2, 0]), np.array([0.9, 0.1], np.float32)
    np.testing.assert_array_equal(focus_weights(WEIGHTS, np.array([0]), likely, sure), WEIGHTS[0])


def test_a_group_is_half_its_mean_and_half_what_is_likely_in_the_photo() -> None:
    likely, sure = np.array([2, 0, 1]), np.array([0.6, 0.3, 0.1], np.float32)
    result = focus_weights(WEIGHTS, np.array([0, 1]), likely, sure)
    np.testing.assert_allclose(result, (WEIGHTS[:2].mean(0) + 0.75 * WEIGHTS[0] + 0.25 * WEIGHTS[1]) / 2, rtol=1e-5)


@pytest.mark.parametrize("likely", [np.array([2]), np.array([], np.uint16)])
def test_a_group_of_which_nothing_is_likely_is_its_mean(likely: "np.ndarray[tuple[int], np.dtype[np.uint16]]") -> None:
    sure = np.full(len(likely), 0.9, np.float32)
    np.testing.assert_allclose(focus_weights(WEIGHTS, np.array([0, 1]), likely, sure), WEIGHTS[:2].mean(0), rtol=1e-6)


def test_the_articles_form() -> None:
    rng = np.random.default_rng(1)
    photos = np.maximum(rng.normal(0, 1, (50, 40)), 0).astype(np.float32)
    query, weights = unit(photos[0] + photos[1]), rng.normal(0, 1, 40).astype(np.float32)
    sides = photos.astype(np.float64) * weights, query.astype(np.float64) * weights
    expected = sides[0] @ sides[1] / np.linalg.norm(sides[0], axis=1) / np.linalg.norm(sides[1])
    np.testing.assert_allclose(article_scores(photos, query, weights), expected, atol=1e-5)


def test_the_articles_form_where_nothing_is_left() -> None:
    photos = np.stack([CAT, BOTTLE])
    weights = np.array([1, 1, 0, 0, 0, 0], np.float32)
    np.testing.assert_allclose(article_scores(photos, unit(CAT), weights), [1, 0], atol=1e-6)
    assert article_scores(photos, unit(BOTTLE), weights).tolist() == [0, 0]


def test_turning_a_number_round_in_photo_and_weights_turns_it_round_in_the_query() -> None:
    """Of networks whose vectors have signs, neither sign may mean more than the other."""
    rng = np.random.default_rng(2)
    photo, weights = (unit(rng.normal(0, 1, 60).astype(np.float32)) for _ in range(2))
    query = focused(photo, weights)
    assert np.isfinite(query).all()
    turned = np.where(rng.random(60) < 0.5, -1, 1).astype(np.float32)
    np.testing.assert_allclose(focused(photo * turned, weights * turned), query * turned, rtol=1e-6)
    positive = np.sign(photo)
    np.testing.assert_allclose(focused(photo * positive, weights * positive) * positive, query, rtol=1e-6)
