"""Who shows what: thresholds, groups, and counting."""

import numpy as np
import pytest

from photosim.semantics.certainty import SHOWN, Grouping, certain_group, find_members, make_membership

MEMBERS = [(0, 1, 2), (0, 1), (3,), ()]  # animal, dog, cat-like, nothing
GROUPING = Grouping.of(MEMBERS, 5)


def members_of(classes: list[list[int]], sure: list[list[float]]) -> set[tuple[int, int]]:
    rows, labels = find_members(np.array(classes, np.uint16), np.array(sure, np.float32), GROUPING)
    assert (rows.dtype, labels.dtype) == (np.dtype(np.int32), np.dtype(np.int32))
    return set(zip(rows.tolist(), labels.tolist(), strict=True))


def test_sums_of_groups() -> None:
    sums = GROUPING.sums(
        np.array([[0, 2, 4], [3, 1, 0]]), np.array([[0.5, 0.25, 0.125], [0.5, 0.25, 0.25]], np.float32)
    )
    np.testing.assert_allclose(sums, [[0.75, 0.5, 0, 0], [0.5, 0.5, 0.5, 0]])
    assert sums.dtype == np.float32


def test_the_smallest_certain_group_stands_in() -> None:
    assert certain_group(np.array([0.9, 0.7, 0.1, 0], np.float32), GROUPING.sizes) == 1
    assert certain_group(np.array([0.9, 0.59, 0.1, 0], np.float32), GROUPING.sizes) == 0
    assert certain_group(np.array([0.59, 0.5, 0.1, 0], np.float32), GROUPING.sizes) is None


def test_classes_and_groups_from_the_threshold_on() -> None:
    under = float(np.nextafter(np.float32(SHOWN), np.float32(0)))
    assert members_of([[4, 3], [4, 3]], [[SHOWN, 0], [under, 0]]) == {(0, 4)}
    assert members_of([[0, 1]], [[0.25, 0.25]]) == {(0, 5), (0, 6)}  # neither class, but both groups of both
    assert members_of([[3, 2]], [[0.6, 0.4]]) == {(0, 3), (0, 2), (0, 5), (0, 7)}


def test_blocks_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(2)
    classes = rng.integers(0, 5, (100, 4))
    sure = -np.sort(-rng.dirichlet(np.ones(4), 100).astype(np.float32))
    whole = members_of(classes.tolist(), sure.tolist())
    monkeypatch.setattr("photosim.semantics.certainty._BLOCK", 7)
    assert members_of(classes.tolist(), sure.tolist()) == whole
    assert len(whole) > 50


def test_nobody() -> None:
    rows, labels = find_members(np.empty((0, 10), np.uint16), np.empty((0, 10), np.float32), GROUPING)
    membership = make_membership(rows, labels, 9, 0)
    assert membership.counts(membership.having([])).tolist() == [0] * 9


def test_several_labels_at_once_against_a_plain_count() -> None:
    rng = np.random.default_rng(3)
    table = rng.random((200, 12)) < 0.4
    rows, labels = np.nonzero(table)
    order = rng.permutation(len(rows))
    membership = make_membership(rows[order].astype(np.int32), labels[order].astype(np.int32), 13, 200)
    for chosen in ([], [3], [3, 3], [0, 11], [1, 2, 5], [12]):
        expected = table[:, [one for one in chosen if one < 12]].all(axis=1) & (12 not in chosen)
        having = membership.having(chosen)
        np.testing.assert_array_equal(having, expected)
        assert membership.counts(having).tolist() == [*table[expected].sum(axis=0).tolist(), 0]
