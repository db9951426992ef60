"""Photos and folders as other programs name them."""

import re
import socket
from pathlib import Path

import pytest

from photosim.cli.given import paths_of
from photosim.cli.parser import parse


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "Žofie's 100% #1?.JPG"
    path.touch()
    return path


def test_paths_and_addresses(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(photo.parent)
    words = [photo.name, str(photo), photo.as_uri(), photo.as_uri().replace("file://", "FILE://localhost")]
    assert paths_of([*words, "."]) == ([photo] * 4 + [photo.parent], [])
    assert paths_of([photo.as_uri().replace("file://", f"file://{socket.gethostname()}")]) == ([photo], [])
    assert paths_of([photo.as_uri().replace("file://", "file:")]) == ([photo], [])


def test_file_without_an_ending_may_be_a_photo(tmp_path: Path) -> None:
    (tmp_path / "photo").touch()
    assert paths_of([str(tmp_path / "photo")]) == ([tmp_path / "photo"], [])


@pytest.mark.parametrize("name", ["notes.txt", "film.mp4", "photo.jpg.part"])
def test_what_is_neither_does_not_keep_the_others_from_being_shown(tmp_path: Path, photo: Path, name: str) -> None:
    (tmp_path / name).touch()
    words = [str(photo), str(tmp_path / name), str(tmp_path / "gone.jpg"), str(tmp_path)]
    assert paths_of(words) == (
        [photo, tmp_path],
        [f"{tmp_path / name} is neither a photo nor a folder", f"{tmp_path / 'gone.jpg'} does not exist"],
    )


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("nowhere.jpg", "does not exist"),
        ("http://example.org/a.jpg", "does not exist"),
        ("file://example.org/a.jpg", "on another computer"),
        ("file://[bad/a.jpg", "is no address"),
        ("", "is empty"),
        ("a\0b.jpg", "cannot be opened|does not exist"),
        ("x" * 5000, "cannot be opened"),
    ],
    ids=["gone", "web", "host", "no host", "empty", "nul", "long"],
)
def test_one_line_says_what_is_wrong(word: str, said: str) -> None:
    usable, [problem] = paths_of([word])
    assert not usable
    assert re.search(said, problem)
    assert "\n" not in problem


def test_words_of_the_window_need_no_command() -> None:
    for words in (["a.jpg", "b.jpg"], ["gui", "a.jpg", "b.jpg"], ["--data-dir", "x", "a.jpg", "b.jpg"]):
        options = parse(words)
        assert (options.command, options.opened) == ("gui", ["a.jpg", "b.jpg"])
    assert parse([]).opened == []
