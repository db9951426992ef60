"""Groups hold together: nobody is led to an unlike photo by way of others."""

import random
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from photosim.core.photo import PhotoId
from photosim.library.grouping import all_alike, around_one, ordered, without_told_apart
from photosim.library.judging import make_group
from photosim.library.twins import Likeness
from photosim.store.pairs import TwinRow


def anybody(_: int, __: int) -> bool:
    return True


def but(*apart: tuple[int, int]) -> Callable[[int, int], bool]:
    return lambda one, other: ordered(one, other) not in apart


def as_sets(groups: list[list[int]]) -> set[frozenset[int]]:
    return {frozenset(group) for group in groups}


class TestAroundOne:
    def test_all_are_alike_to_the_first(self) -> None:
        chain = [(1, 2), (2, 3), (3, 4), (4, 5)]
        groups = around_one(chain, [1, 2, 3, 4, 5], anybody)
        assert sorted(photo for group in groups for photo in group) in ([1, 2, 3, 4, 5], [1, 2, 3, 4], [1, 2, 3])
        for first, *others in groups:
            assert all(ordered(first, other) in chain for other in others)

    def test_versions_need_not_be_alike_to_each_other(self) -> None:
        assert around_one([(1, 2), (1, 3), (1, 4)], [4, 3, 2, 1], anybody) == [[1, 4, 3, 2]]

    def test_the_one_with_most_versions_begins_and_else_the_best(self) -> None:
        assert around_one([(1, 2), (2, 3), (2, 4), (1, 5)], [1, 2, 3, 4, 5], anybody)[0] == [2, 1, 3, 4]
        assert around_one([(1, 2)], [2, 1], anybody) == [[2, 1]]

    def test_those_told_apart_do_not_meet(self) -> None:
        pairs = [(1, 2), (1, 3), (2, 3)]
        assert around_one(pairs, [1, 2, 3], but((2, 3))) == [[1, 2]]
        # The pair (1, 4) is not among the pairs any more; 4 stays with those it is alike to.
        assert as_sets(around_one([(1, 2), (3, 4), (2, 3)], [1, 2, 3, 4], but((1, 4)))) == {frozenset({1, 2, 3})}

    def test_nobody_is_in_two_groups(self) -> None:
        dice = random.Random(3)
        pairs = {ordered(*dice.sample(range(60), 2)) for _ in range(150)}
        groups = around_one(pairs, range(60), anybody)
        members = [photo for group in groups for photo in group]
        assert len(members) == len(set(members))
        # What is left has nobody left to be with.
        left = set(range(60)) - set(members)
        assert not [pair for pair in pairs if set(pair) <= left]


class TestAllAlike:
    def test_a_chain_is_no_group(self) -> None:
        assert as_sets(all_alike([(1, 2), (2, 3), (3, 4)])) == {frozenset({1, 2}), frozenset({3, 4})}

    def test_every_two_are_a_pair(self) -> None:
        dice = random.Random(4)
        for _ in range(50):
            pairs = list({ordered(*dice.sample(range(14), 2)) for _ in range(40)})
            dice.shuffle(pairs)
            groups = all_alike(pairs)
            for group in groups:
                assert all(ordered(*pair) in pairs for pair in combinations(group, 2))
            # No two groups could be one.
            for one, other in combinations(groups, 2):
                assert any(ordered(a, b) not in pairs for a in one for b in other)

    def test_the_most_alike_come_together_first(self) -> None:
        assert as_sets(all_alike([(2, 3), (1, 2)])) == {frozenset({2, 3})}


def test_without_told_apart() -> None:
    apart = frozenset({(1, 2)})
    assert without_told_apart([[1, 2], [3, 4]], apart) == [[3, 4]]
    assert without_told_apart([[1, 2, 5]], apart) == [[1, 5]]
    assert without_told_apart([[1, 2, 5, 6]], frozenset({(1, 2), (1, 6)})) == [[1, 5], [2, 6]]


def row(
    number: int, size: tuple[int, int] = (400, 300), taken: int | None = 5, length: int = 1000, mtime: int = 9
) -> TwinRow:
    return TwinRow(PhotoId(number), Path(f"/photos/{number}.jpg"), length, mtime, *size, taken)


class TestBest:
    @pytest.mark.parametrize(
        ("rows", "sharpness"),
        [
            ([row(1, (200, 150), length=9000), row(2)], {1: 900.0, 2: 10.0}),  # pixels above all
            ([row(1), row(2)], {1: 50.0, 2: 90.0}),  # then sharpness
            ([row(1, taken=None, length=5000), row(2)], {1: 100.0, 2: 98.0}),  # a little of it does not count
            ([row(1), row(2, length=1001)], {1: 100.0, 2: 98.0}),
            ([row(1), row(2, mtime=8)], {1: 100.0, 2: 100.0}),
        ],
    )
    def test_of_shots(self, rows: list[TwinRow], sharpness: dict[int, float]) -> None:
        group = make_group(Likeness.BURST, rows, sharpness, 0.9)
        assert [twin.photo_id for twin in group.photos] == [2, 1]
        assert [twin.best for twin in group.photos] == [True, False]

    def test_of_one_picture_the_blurred_is_not_kept_but_neither_the_sharpened(self) -> None:
        rows = [row(1), row(2), row(3, length=1200), row(4)]
        group = make_group(Likeness.NEAR, rows, {1: 40.0, 2: 500.0, 3: 100.0, 4: 101.0}, 0.98)
        assert [twin.photo_id for twin in group.photos] == [3, 2, 4, 1]

    def test_without_any_sharpness(self) -> None:
        assert make_group(Likeness.SAME, [row(1), row(2, mtime=3)], {}, 1).photos[0].photo_id == 2
