"""Libraries made by the program itself."""

from pathlib import Path

import pytest

from tests.support import make_photos, photosim


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Data folder and photo folder of a library of twelve photos; read only."""
    base = tmp_path_factory.mktemp("indexed")
    make_photos(base / "photos", 12)
    answer = photosim(base / "data", "index", base / "photos")
    assert answer.returncode == 0, answer.stderr
    return base / "data", base / "photos"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six photos that are in no library yet."""
    make_photos(tmp_path / "photos", 6)
    return tmp_path / "photos"
