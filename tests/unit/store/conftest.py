"""A catalogue of its own for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from photosim.paths import AppPaths
from photosim.store.catalog import Catalog


@pytest.fixture
def paths(tmp_path: Path) -> AppPaths:
    return AppPaths.below(tmp_path / "library")


@pytest.fixture
def catalog(paths: AppPaths) -> Iterator[Catalog]:
    catalog = Catalog(paths)
    yield catalog
    catalog.close()
