"""Painted scenes stand in for photos: every one of them has look-alikes, and the pair of things can be told apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from photosim.demo import samples
from photosim.demo.painted import SCENES
from photosim.demo.samples import BESIDE, write_samples
from photosim.library import Library


@pytest.fixture(scope="module")
def painted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Library]]:
    """The samples as written where scikit-image is not installed, and a library of them."""
    base = tmp_path_factory.mktemp("painted")
    (base / "photos").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(samples, "sample_folder", lambda: None)
        queries = write_samples(base / "photos")
    assert all((base / "photos" / name).is_file() for name in queries)
    with Library.open(base / "data") as library:
        library.index([base / "photos"])
        yield base / "photos", library


def _names(library: Library, photo: Path, count: int, focus: str | None = None) -> list[str]:
    return [match.path.stem for match in library.similar(photo, count, focus)]


@pytest.mark.parametrize("name", [name for name in SCENES if f"{name}.jpg" not in BESIDE])
def test_every_scene_has_look_alikes(painted: tuple[Path, Library], name: str) -> None:
    photos, library = painted
    nearest = _names(library, photos / f"{name}.jpg", 3)
    assert sum(found.startswith(name) for found in nearest) >= 2, nearest


def test_either_of_two_things_can_count(painted: tuple[Path, Library]) -> None:
    photos, library = painted
    [(both, (first, second))] = [(name, focuses) for name, focuses in BESIDE.items() if (photos / name).exists()]
    assert all(name.startswith("balloon") for name in _names(library, photos / both, 4, first))
    assert all(name.startswith("sailing boat") for name in _names(library, photos / both, 4, second))


def test_versions_differ_and_stay_the_same() -> None:
    for name, paint in SCENES.items():
        assert paint(0).tobytes() == paint(0).tobytes(), name
        assert paint(0).tobytes() != paint(1).tobytes(), name
        assert paint(1).size == paint(0).size
