"""What the calls know of folders, several photos at once and speeds."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from photosim.library import Library
from tests.support import make_photos, photosim


@pytest.fixture(scope="session")
def two_folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Data folder, and photo folder with `a` and `b` of six photos each, indexed; read only."""
    base = tmp_path_factory.mktemp("two")
    make_photos(base / "photos" / "a", 6)
    make_photos(base / "photos" / "b", 6, first=6)
    answer = photosim(base / "data", "index", base / "photos", "--speed", "eco")
    assert answer.returncode == 0, answer.stderr
    return base / "data", base / "photos"


def asked(data: Path, *arguments: str | Path) -> list[dict[str, Any]]:
    answer = photosim(data, "--json", *arguments)
    assert (answer.returncode, answer.stderr) == (0, b"")
    return [json.loads(line) for line in answer.stdout.splitlines()]


def places(answer: dict[str, Any]) -> set[str]:
    return {Path(match["path"]).parent.name for match in answer["matches"]}


def test_only_a_folder(two_folders: tuple[Path, Path]) -> None:
    data, photos = two_folders
    query = photos / "a" / "p000.jpg"
    [every] = asked(data, "similar", query, "-k", "20")
    [some] = asked(data, "similar", query, "-k", "20", "--folder", photos / "b" / ".." / "b")
    assert len(every["matches"]) == 11
    assert some["matches"] == [match for match in every["matches"] if Path(match["path"]).parent.name == "b"]
    assert len(some["matches"]) == 6


@pytest.mark.parametrize("call", [("similar", "QUERY"), ("find", "cat")])
def test_a_folder_without_photos_is_told(two_folders: tuple[Path, Path], call: tuple[str, str]) -> None:
    data, photos = two_folders
    words = [word.replace("QUERY", os.fspath(photos / "a" / "p000.jpg")) for word in call]
    answer = photosim(data, *words, "--json", "--folder", photos / "c")
    assert (answer.returncode, answer.stdout) == (1, b"")
    assert answer.stderr.decode().strip() == f"photosim: no photo of the library lies in {photos / 'c'}"


def test_words_in_a_folder(two_folders: tuple[Path, Path]) -> None:
    data, photos = two_folders
    [tags] = asked(data, "tags", photos / "a" / "p000.jpg", "-k", "1")
    name = tags["tags"][0]["tag"]
    [every] = asked(data, "find", name)
    assert "a" in places(every)
    [some] = asked(data, "find", name, "--folder", photos / "a")
    assert places(some) == {"a"}


def test_several_photos_are_one_query_if_wanted(two_folders: tuple[Path, Path]) -> None:
    data, photos = two_folders
    queries = [photos / "a" / "p000.jpg", photos / "b" / "p006.jpg"]
    assert len(asked(data, "similar", *queries)) == 2
    [together] = asked(data, "similar", *queries, "--together", "-k", "20")
    assert together["query"] == ", ".join(map(os.fspath, queries))
    found = [Path(match["path"]) for match in together["matches"]]
    assert len(found) == 10
    assert not {*found} & {*queries}
    with Library.open(data) as library:
        assert [match.path for match in library.similar(queries, 20)] == found


def test_several_with_a_bad_one_have_no_answer(two_folders: tuple[Path, Path]) -> None:
    data, photos = two_folders
    queries = [photos / "a" / "p000.jpg", photos / "gone.jpg"]
    answer = photosim(data, "similar", *queries, "--together", "--json")
    assert answer.returncode == 1
    told = json.loads(answer.stdout)
    assert (told["query"], told["matches"]) == (", ".join(map(os.fspath, queries)), [])
    assert "gone.jpg: the file is gone" in told["error"]
    assert answer.stderr.count(b"\n") == 1


def test_part_of_several_photos_is_wrong_usage(two_folders: tuple[Path, Path]) -> None:
    data, photos = two_folders
    answer = photosim(data, "similar", photos / "a" / "p000.jpg", "--together", "--region", "0,0,.5,.5")
    assert answer.returncode == 2
    assert b"--together" in answer.stderr


def test_together_with_an_empty_batch_asks_nothing(two_folders: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "none.txt").write_text("\n")
    assert asked(two_folders[0], "similar", "--together", "--batch", tmp_path / "none.txt") == []


def test_hidden_photos_are_counted(data: Path, folder: Path) -> None:
    assert photosim(data, "index", folder).returncode == 0
    assert asked(data, "status")[0]["hidden"] == 0
    with Library.open(data) as library:
        library.hide(library.photo_ids()[:2])
    [status] = asked(data, "status")
    assert (status["hidden"], status["photos"], status["indexed"]) == (2, 6, 6)
    answer = photosim(data, "status")
    assert b"2 hidden" in answer.stdout
    [similar] = asked(data, "similar", folder / "p005.jpg", "-k", "20")
    assert len(similar["matches"]) == 3


def test_a_speed_nobody_knows_is_wrong_usage(data: Path, folder: Path) -> None:
    answer = photosim(data, "index", folder, "--speed", "ludicrous")
    assert answer.returncode == 2
    assert b"eco" in answer.stderr
