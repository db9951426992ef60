"""The quality report notices what falls short."""

from tests.quality.report import Suite


def test_misses_and_table() -> None:
    rows = {"photosim": {"top-1": 0.8, "top-5": 0.96}, "other": {"top-1": 0.9, "top-5": 0.99}}
    suite = Suite("tags", "3 photos", rows, {"top-1": 0.83, "top-5": 0.955})
    assert suite.misses == ["tags: top-1 is 0.800, the target is 0.830"]
    lines = suite.table().splitlines()
    assert lines[0] == "tags: 3 photos"
    assert lines[2].split() == ["photosim", "0.800", "0.960"]
    assert lines[-1].split() == ["target", "0.830", "0.955"]
    assert suite.as_json()["misses"] == suite.misses


def test_nothing_missed() -> None:
    suite = Suite("tags", "3 photos", {"photosim": {"top-1": 0.83}}, {"top-1": 0.83})
    assert suite.misses == []


def test_figures_that_must_be_small() -> None:
    suite = Suite("focus", "2 pairs", {"photosim": {"left": 0.95, "right": 0.04}}, {"left": 0.9}, {"right": 0.03})
    assert suite.misses == ["focus: right is 0.040, the target is 0.030"]
    assert suite.table().splitlines()[-1].split() == ["target", "0.900", "0.030"]
    fine = Suite("focus", "2 pairs", {"photosim": {"left": 0.95, "right": 0.03}}, {"left": 0.9}, {"right": 0.03})
    assert fine.misses == []
