"""A library on something quicker than the processor: batches of its size, and what `status` says."""

from pathlib import Path

import pytest

from photosim.library import Library
from tests.made_runtime import CUDA, DIRECTML, Machine
from tests.support import make_photos


def test_a_card_gets_batches_of_its_own_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    computer = Machine(DIRECTML).installed(monkeypatch)
    make_photos(tmp_path / "photos", 96)
    with Library.open(tmp_path / "data") as library:
        assert library.index([tmp_path / "photos"]).added == 96
        status = library.status()
    assert 16 in computer.batches[2:]  # the first two try both sizes
    assert set(computer.batches) == {1, 16}
    assert computer.most_at_once == 1
    assert (status.provider, status.provider_wanted, status.provider_problem) == ("DirectML", "auto", None)


def test_a_card_that_fails_is_told_until_it_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    computer = Machine(CUDA).installed(monkeypatch)
    computer.raising = {CUDA: RuntimeError("CUDA failure 35: driver version is insufficient ; GPU=-1 ; hostname=here")}
    expected = "CUDA does not work here: driver version is insufficient; CPU is used"
    make_photos(tmp_path / "photos", 2)
    for _ in range(2):  # the second time without looking at any photo
        with Library.open(tmp_path / "data") as library:
            library.index([tmp_path / "photos"])
            status = library.status()
        assert (status.provider, status.provider_wanted, status.provider_problem) == ("CPU", "auto", expected)
    computer.raising = {}
    make_photos(tmp_path / "photos", 1, first=2)
    with Library.open(tmp_path / "data") as library:
        library.index([tmp_path / "photos"])
        status = library.status()
    assert (status.provider, status.provider_wanted, status.provider_problem) == ("CUDA", "auto", None)
