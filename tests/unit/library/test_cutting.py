"""Where an answer is cut."""

import pytest

from photosim.library.cutting import cut

FALLING = [0.9, 0.88, 0.87, 0.85, *([0.4] * 96)]
SLOPE = [1 - place / 200 for place in range(200)]


def test_nothing_is_cut_to_nothing() -> None:
    assert cut([]) == 0
    for strictness in (0.0, 0.5, 1.0):
        assert cut([0.0], strictness) == 1
        assert cut([0.3, -0.1], strictness, focused=True) >= 1


def test_lax_shows_everything() -> None:
    assert cut(FALLING, 0.0) == 100
    assert cut(FALLING, 0.0, focused=True) == 100


def test_strict_stops_where_scores_fall_off() -> None:
    assert cut(FALLING, 1.0) == 4


def test_a_page_in_the_middle_has_some_photos_however_bad_they_are() -> None:
    assert cut(FALLING, 0.5) == 12
    assert cut(FALLING[:8], 0.5) == 8


def test_the_stricter_the_fewer() -> None:
    counts = [cut(SLOPE, step / 20) for step in range(21)]
    assert counts[0] == 200
    assert counts == sorted(counts, reverse=True)
    assert len(set(counts)) > 10


def test_answer_of_equal_photos_is_not_cut() -> None:
    assert cut([0.9 - place / 1000 for place in range(200)], 0.5) == 200  # the last is nearly as like as the best


@pytest.mark.parametrize(("strictness", "shown"), [(0.25, 5), (0.5, 3), (0.75, 2), (1.0, 1)])
def test_focus_keeps_what_has_a_share_of_the_best_score(strictness: float, shown: int) -> None:
    assert cut([0.8, 0.7, 0.4, 0.3, 0.2, 0.1, 0.0], strictness, focused=True) == shown
