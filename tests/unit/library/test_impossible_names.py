"""Names that no file can have, as they may come from the clipboard: each is a file that is not there."""

from pathlib import Path

import pytest

from photosim.errors import FolderError, PhotoError, UserError
from photosim.library import Library

NAMES = ["a\0b.jpg", "half of a sign \ud800.jpg"]


@pytest.mark.parametrize("name", NAMES)
def test_as_a_photo(home: Library, tmp_path: Path, name: str) -> None:
    for ask in (home.similar, home.tags, home.details, lambda file: home.picture(file, 100)):
        with pytest.raises(PhotoError):
            ask(tmp_path / name)


@pytest.mark.parametrize("name", NAMES)
def test_as_a_folder(home: Library, tmp_path: Path, name: str) -> None:
    with pytest.raises(FolderError, match="there is no folder"):
        home.index([tmp_path / name])


@pytest.mark.parametrize("name", NAMES)
def test_as_a_rule(library: Library, tmp_path: Path, name: str) -> None:
    for rule in (name, str(tmp_path / name)):
        with pytest.raises(UserError, match="no file can be called"):
            library.set_excludes([rule])
    assert library.excludes() == ()
