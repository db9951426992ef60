"""Which folder's name is an album's."""

import os
from pathlib import Path

import pytest

from photosim.library.album_names import album_of, own_name


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("Grandma's garden", "Grandma's garden"),
        ("2024-05-17 Rome", "Rome"),
        ("20240517_Rome", "Rome"),
        ("2024 Rome", "Rome"),
        ("Rome 2023", "Rome"),
        ("Rome (2023)", "Rome"),
        ("Rome_2023-08", "Rome"),
        ("summer_in__Rome", "summer in Rome"),
        ("May Day parade", "May Day parade"),
        ("Route 66", "Route 66"),
        ("Apollo 2001x", "Apollo 2001x"),
        ("2001 A Space Odyssey", "A Space Odyssey"),
        ("\u732b", "\u732b"),
        ("Žofie", "Žofie"),
        ("Z\u030cofie", "Žofie"),
        *(
            (name, None)
            for name in ("2024", "2024-05", "2024_05_17", "20240517", "05", "12 May 2024", "May", "2024 august")
        ),
        *(
            (name, None)
            for name in ("DCIM", "dcim", "100CANON", "101_PANA", "100MSDCF", "103APPLE", "100___05", "Camera")
        ),
        *(
            (name, None)
            for name in ("Pictures", "My Pictures", "photos", "Camera Roll", "Downloads", "New folder", "RAW")
        ),
        *((name, None) for name in ("", "-", "___", "!!!", "17")),
    ],
)
def test_own_names(folder: str, name: str | None) -> None:
    assert own_name(folder) == name


def test_a_name_that_is_no_text() -> None:
    name = own_name(os.fsdecode(b"caf\xe9 bar"))
    assert name is not None
    assert name.encode("utf-8").decode("utf-8").startswith("caf")


ROOT = Path("/home/ann/Pictures")


@pytest.mark.skipif(os.sep != "/", reason="paths are written the POSIX way")
@pytest.mark.parametrize(
    ("photo", "album"),
    [
        ("Garden/a.jpg", "Garden"),
        ("Garden/2024-05/100CANON/a.jpg", "Garden"),
        ("2024/Garden/a.jpg", "Garden"),
        ("Garden/Roses/a.jpg", "Roses"),
        ("2024/05/a.jpg", None),
        ("a.jpg", None),
    ],
)
def test_the_nearest_folder_with_a_name(photo: str, album: str | None) -> None:
    assert album_of(str(ROOT / photo), [str(ROOT)]) == album


@pytest.mark.skipif(os.sep != "/", reason="paths are written the POSIX way")
def test_the_users_folder_counts_and_nothing_above_it() -> None:
    assert album_of("/media/Ann/Garden/2024/a.jpg", ["/media/Ann/Garden"]) == "Garden"
    assert album_of("/media/Ann/2024/a.jpg", ["/media/Ann/2024"]) is None
    assert album_of("/media/Ann/2024/a.jpg", ["/media/Ann/2024", "/media/Ann"]) == "Ann"
    assert album_of("/media/Annex/a.jpg", ["/media/Ann"]) is None
    assert album_of("/Garden/a.jpg", ["/"]) == "Garden"
