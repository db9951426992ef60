"""Photos are looked at in one reading of their files, whatever their size."""

import io
import os
from pathlib import Path

import pytest

from photosim.core import decode
from photosim.library import Library, looking
from tests.libraries import assert_vectors_belong, counts


@pytest.mark.parametrize("read_whole", [0, 1 << 24], ids=["in pieces", "at once"])
def test_content_is_known_again_by_however_it_was_read(
    library: Library, folder: Path, read_whole: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds: list[type] = []

    def load(source: decode.PhotoSource, **asked: int) -> decode.DecodedPhoto:
        kinds.append(type(source))
        return decode.load_photo(source, short_side=asked["short_side"])

    monkeypatch.setattr(looking, "_READ_WHOLE", read_whole)
    monkeypatch.setattr(looking, "load_photo", load)
    files = sorted(folder.iterdir())
    with files[0].open("ab") as longer:
        longer.write(bytes(300_000))  # beyond what is hashed whole
    assert counts(library.index([folder])) == {"added": 10}
    assert set(kinds) == {io.BytesIO if read_whole else io.BufferedReader}
    assert_vectors_belong(library, files)
    for file in files:
        os.utime(file, ns=(1_000_000_000, 1_000_000_000))
    assert counts(library.index([folder])) == {"unchanged": 10}
    assert len(kinds) == 10
