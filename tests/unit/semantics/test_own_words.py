"""A user's own word vectors: read from text, refused with the line where something is wrong, kept and checked."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from photosim.errors import Cancelled, LibraryError, UserError
from photosim.semantics import wordfile
from photosim.semantics.glove import Floats, read_vectors
from photosim.semantics.wordfile import forget_words, open_words, store_words
from photosim.semantics.words import WordVectors


def made(count: int, dimension: int) -> Floats:
    return np.random.default_rng(4).standard_normal((count, dimension)).round(4).astype(np.float32)


def write(file: Path, vectors: Floats, before: str = "", end: str = "\n") -> Path:
    lines = (f"w{number} {' '.join(f'{value:.4f}' for value in row)}" for number, row in enumerate(vectors.tolist()))
    file.write_bytes((before + end.join(lines) + end).encode())
    return file


def read(file: Path) -> tuple[list[str], Floats]:
    blocks = list(read_vectors(file))
    return [word for block in blocks for word in block.words], np.concatenate([block.vectors for block in blocks])


@pytest.mark.parametrize("before", ["", "50 7\n", "\ufeff", "\ufeff50 7\n", "\n\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n", " \n", "\n\n"])
def test_read(tmp_path: Path, before: str, end: str) -> None:
    vectors = made(50, 7)
    words, found = read(write(tmp_path / "v.txt", vectors, before, end))
    assert words == [f"w{number}" for number in range(50)]
    assert np.array_equal(found, vectors)


def test_read_in_many_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("photosim.semantics.glove._PIECE", 333)
    vectors = made(200, 9)
    file = write(tmp_path / "v.txt", vectors, end="\n")
    file.write_bytes(file.read_bytes().rstrip())  # no end of line at the end
    words, found = read(file)
    assert len(words) == 200
    assert np.array_equal(found, vectors)
    shares = [block.done for block in read_vectors(file)]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_words_of_several_parts_and_in_capitals(tmp_path: Path) -> None:
    file = tmp_path / "v.txt"
    file.write_text(". . . 1 2 3\nCat 4 5 6\ncat 7 8 9\ncaf\u00e9 1e-3 -2 +3.5\n", encoding="utf-8")
    words, vectors = read(file)
    assert words == [". . .", "cat", "caf\u00e9"]
    assert vectors.tolist()[1:] == [[4, 5, 6], [pytest.approx(0.001), -2, 3.5]]


GOOD = "cat 1 2 3\ndog 4 5 6\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n \n", "is empty"),
        (b"PK\x03\x04\x00\x00glove.6B.50d.txt", "is not a text file"),
        (GOOD.encode("utf-16"), "is not a text file"),
        (b"word\nother\n", "line 1: a word and 2 to 4096 numbers are expected"),
        (b"the quick brown fox\n", "line 1: a word and 2 to 4096 numbers are expected"),
        (GOOD.encode() + b"cow 7 8\n", "line 3: a word and 3 numbers are expected"),
        (GOOD.encode() + b"\ncow 7 8 x\n", "line 4: a word and 3 numbers are expected"),
        (b"2 3\n" + GOOD.encode() + b"cow 7\n", "line 4: a word and 3 numbers are expected"),
        (GOOD.encode() + b"cow 7 nan 9\n", "line 3: a number is infinite or not a number"),
        (GOOD.encode() + b"cow 7 1e99 9\n", "line 3: a number is infinite or not a number"),
        (GOOD.encode() + b"cat 7 8 9\n", "line 3: the word 'cat' comes twice"),
        (GOOD.encode() + b"c\xff\xfet 7 8 9\n", "line 3: the word is not UTF-8 text"),
        (b"cat 1 2 3\n", "holds no word vectors"),
        (b"2 3\n", "holds no word vectors"),
        (GOOD.encode() + b"x" * 70_000 + b" 1 2 3\n", "a line is too long"),
        (b"x" * 200_000, "a line is too long"),
    ],
)
def test_refused_with_the_line(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "v.txt"
    file.write_bytes(content)
    with pytest.raises(UserError, match=message):
        list(read_vectors(file))
    with pytest.raises(UserError, match=message):
        store_words(file, tmp_path / "words")
    assert open_words(tmp_path / "words") is None
    assert list((tmp_path / "words").iterdir()) == []


def test_refused_without_a_file(tmp_path: Path) -> None:
    for file in (tmp_path / "nothing.txt", tmp_path):
        with pytest.raises(UserError, match="cannot read"):
            list(read_vectors(file))


def nearest_by_hand(vectors: Floats, place: int, k: int) -> list[str]:
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    order = np.argsort(-(unit @ unit[place]), kind="stable")
    return [f"w{number}" for number in order[:k]]


@pytest.mark.parametrize("dimension", [5, 50, 120, 300])
def test_kept_words_give_the_nearest(tmp_path: Path, dimension: int) -> None:
    vectors = made(2000, dimension)
    stored = store_words(write(tmp_path / "v.txt", vectors), tmp_path / "words")
    again = open_words(tmp_path / "words")
    assert again is not None
    assert again.source == stored.source == tmp_path / "v.txt"
    assert (len(again.vectors), again.vectors.dimension) == (2000, dimension)
    shared = []
    for place in range(0, 2000, 100):
        vector = again.vectors.vector(f"w{place}")
        assert vector is not None
        found = [word for word, _ in again.vectors.nearest(vector, 10)]
        shared.append(len(set(found) & set(nearest_by_hand(vectors, place, 10))) / 10)
        whole = WordVectors(again.vectors.words, [np.concatenate(again.vectors.parts, axis=1)])
        assert found == [word for word, _ in whole.nearest(vector, 10)]
    assert np.mean(shared) > 0.95  # rounded to 8 bits, and turned, but the same


def test_long_rows_are_kept_in_parts(tmp_path: Path) -> None:
    stored = store_words(write(tmp_path / "v.txt", made(30, 100)), tmp_path / "words")
    assert [part.shape for part in stored.vectors.parts] == [(30, 37), (30, 27), (30, 36)]


def test_new_ones_take_the_place_of_old_ones(tmp_path: Path) -> None:
    root = tmp_path / "words"
    store_words(write(tmp_path / "one.txt", made(30, 4)), root)
    store_words(write(tmp_path / "two.txt", made(40, 6)), root)
    found = open_words(root)
    assert found is not None
    assert (found.source.name, len(found.vectors)) == ("two.txt", 40)
    assert len([folder for folder in root.iterdir() if folder.is_dir()]) == 1
    with pytest.raises(UserError):
        store_words(tmp_path / "nothing.txt", root)
    kept = open_words(root)
    assert kept is not None
    assert kept.source.name == "two.txt"
    del found, kept
    forget_words(root)
    assert open_words(root) is None
    assert list(root.iterdir()) == []
    forget_words(root)


def test_others_take_their_place_while_they_are_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, opened = tmp_path / "words", []
    store_words(write(tmp_path / "old.txt", made(5, 3)), root)
    really_open = wordfile._open

    def open_late(folder: Path) -> wordfile.StoredWords:
        opened.append(folder.name)
        if len(opened) == 1:  # another program, between the pointer being read and the files being opened
            store_words(write(tmp_path / "new.txt", made(6, 3)), root)
        return really_open(folder)

    monkeypatch.setattr(wordfile, "_open", open_late)
    found = open_words(root)
    assert found is not None
    assert found.source.name == "new.txt"


def test_nothing_is_left_behind_where_the_pointer_cannot_be_written(tmp_path: Path) -> None:
    root = tmp_path / "words"
    (root / "current.json").mkdir(parents=True)
    with pytest.raises(LibraryError, match="cannot keep the word vectors"):
        store_words(write(tmp_path / "v.txt", made(5, 3)), root)
    assert [path.name for path in root.iterdir()] == ["current.json"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UserError, match="pipe is not an ordinary file"):
        store_words(tmp_path / "pipe", tmp_path / "words")


def test_stopped_in_the_middle(tmp_path: Path) -> None:
    def stop(_done: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        store_words(write(tmp_path / "v.txt", made(30, 4)), tmp_path / "words", stop)
    assert list((tmp_path / "words").iterdir()) == []


def test_tells_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("photosim.semantics.glove._PIECE", 1000)
    monkeypatch.setattr("photosim.semantics.wordfile._SAMPLE", 50)
    shares: list[float] = []
    stored = store_words(write(tmp_path / "v.txt", made(300, 4)), tmp_path / "words", shares.append)
    assert len(stored.vectors) == 300
    assert len(shares) > 5
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "a byte of the rows": lambda place: flip(place / "part-0"),
    "a byte of the words": lambda place: flip(place / "words.txt"),
    "rows cut": lambda place: (place / "part-0").write_bytes(b"12"),
    "rests gone": lambda place: (place / "rests").unlink(),
    "meta gone": lambda place: (place / "meta.json").unlink(),
    "meta nonsense": lambda place: (place / "meta.json").write_text("[]", encoding="utf-8"),
    "another form": lambda place: (place / "meta.json").write_text(
        json.dumps({**json.loads((place / "meta.json").read_text(encoding="utf-8")), "format": 99}), encoding="utf-8"
    ),
    "folder gone": shutil.rmtree,
    "pointer nonsense": lambda place: (place.parent / "current.json").write_text("{", encoding="utf-8"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_ones_are_noticed(tmp_path: Path, damage: str) -> None:
    root = tmp_path / "words"
    store_words(write(tmp_path / "v.txt", made(300, 20)), root)
    DAMAGE[damage](root / "000001")
    with pytest.raises(UserError, match=r"your own word vectors (are damaged|cannot be read).*built-in words are used"):
        open_words(root)
    store_words(tmp_path / "v.txt", root)
    assert open_words(root) is not None


def test_a_large_file_is_checked_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("photosim.semantics.wordfile._HASHED_WHOLE", 1000)
    monkeypatch.setattr("photosim.semantics.wordfile._PIECE", 64)
    root = tmp_path / "words"
    store_words(write(tmp_path / "v.txt", made(3000, 20)), root)
    assert open_words(root) is not None
    part = root / "000001" / "part-0"
    content = part.read_bytes()
    part.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(UserError, match="damaged"):
        open_words(root)
    part.write_bytes(content[:-10])
    with pytest.raises(UserError, match="damaged"):
        open_words(root)
