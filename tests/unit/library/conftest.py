"""Libraries of a few made photos, with the built-in model."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from photosim.library import Library
from photosim.library.manager import ModelManager
from photosim.paths import AppPaths
from tests import standins
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
