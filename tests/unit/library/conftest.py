"""Libraries of a few made photos, with the built-in model."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from photosim.library import Library
from photosim.library.manager import ModelManager
from photosim.paths import AppPaths
from tests import standins
from tests.dated_home import make_home
from tests.support import make_photos
from tests.switches import PHOTOS, VGG


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten photos, not indexed yet."""
    make_photos(tmp_path / "photos", 10)
    return tmp_path / "photos"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with Library.open(tmp_path / "data") as library:
        yield library


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    """Where a computer's models are to be kept; nothing is there."""
    return AppPaths.below(tmp_path / "data")


@pytest.fixture
def manager(paths: AppPaths) -> ModelManager:
    """The models of that computer."""
    return ModelManager(paths)


@pytest.fixture
def beside_vgg16(tmp_path: Path, folder: Path) -> Iterator[Library]:
    """Ten photos indexed with the built-in model, and a narrow VGG16 installed."""
    standins.installed(tmp_path / "data" / "models", VGG)
    with Library.open(tmp_path / "data") as library:
        assert library.index([folder]).added == PHOTOS
        yield library


@pytest.fixture(scope="session")
def home_base(tmp_path_factory: pytest.TempPathFactory, sample_photos: Path) -> Path:
    """See `make_home`; read only."""
    return make_home(tmp_path_factory.mktemp("home"), sample_photos)


@pytest.fixture
def photos(home_base: Path) -> Path:
    """Folder of the photos of `home`; read only."""
    return home_base / "photos"


@pytest.fixture
def home(home_base: Path, tmp_path: Path) -> Iterator[Library]:
    """A library of eight dated photos in two folders."""
    shutil.copytree(home_base / "data", tmp_path / "data")
    with Library.open(tmp_path / "data") as library:
        yield library
