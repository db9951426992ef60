"""The calls about what photos show, each as a program of its own, on the sample photos: cat, coffee and others."""

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from photosim.demo.samples import write_samples
from tests.scenes import CAMERA, CAT, CUP, MOPED, save_versions
from tests.support import as_anybody, permissions_count, photosim, photosim_command, run


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Data folder and photo folder of an indexed library; read only."""
    base = tmp_path_factory.mktemp("samples")
    (base / "photos").mkdir()
    write_samples(base / "photos")
    answer = photosim(base / "data", "index", base / "photos")
    assert answer.returncode == 0, answer.stderr
    return base / "data", base / "photos"


def asked(samples: tuple[Path, Path], *arguments: str | Path, stdin: bytes = b"") -> list[dict[str, Any]]:
    """The JSON lines of a call that must succeed in silence."""
    answer = photosim(samples[0], "--json", *arguments, stdin=stdin)
    assert (answer.returncode, answer.stderr) == (0, b"")
    return [json.loads(line) for line in answer.stdout.splitlines()]


def refused(samples: tuple[Path, Path], *arguments: str | Path) -> str:
    """The one line of a call that must fail as a user's mistake, without an answer."""
    answer = photosim(samples[0], *arguments)
    assert (answer.returncode, answer.stdout) == (1, b"")
    [line] = answer.stderr.decode().splitlines()
    assert line.startswith("photosim: ")
    return line


def names(answer: dict[str, Any]) -> list[str]:
    return [Path(match["path"]).name for match in answer["matches"]]


class TestFocus:
    """The article's demonstration: a cat and a coffee side by side, and each of them alone."""

    @pytest.mark.parametrize(
        ("focus", "expected"),
        [
            ("Egyptian cat", "cat"),
            ("n02124075", "cat"),
            ("285", "cat"),
            ("cats", "cat"),
            ("espresso", "coffee"),
            ("ESPRESSO", "coffee"),
        ],
    )
    def test_the_cat_not_the_coffee(self, samples: tuple[Path, Path], focus: str, expected: str) -> None:
        both = samples[1] / "cat and coffee.jpg"
        [answer] = asked(samples, "similar", both, "-k", "6", "--focus", focus)
        assert {name.split(" - ")[0].removesuffix(".jpg") for name in names(answer)} == {expected}

    def test_without_focus_it_is_both(self, samples: tuple[Path, Path]) -> None:
        [answer] = asked(samples, "similar", samples[1] / "cat and coffee.jpg", "-k", "10")
        kinds = Counter(name.split(" - ")[0].removesuffix(".jpg") for name in names(answer))
        assert set(kinds) >= {"cat", "coffee"}

    def test_methods(self, samples: tuple[Path, Path]) -> None:
        both = samples[1] / "cat and coffee.jpg"
        ours, article = (
            asked(samples, "similar", both, "--focus", "espresso", "--focus-method", method)[0]
            for method in ("query", "article")
        )
        assert names(ours)[0].startswith("coffee")
        assert names(article)[0].startswith("coffee")
        assert [match["score"] for match in ours["matches"]] != [match["score"] for match in article["matches"]]

    def test_region_and_batch(self, samples: tuple[Path, Path]) -> None:
        both = os.fsencode(samples[1] / "cat and coffee.jpg") + b"\n"
        answers = asked(
            samples, "similar", "--batch", "-", "--focus", "cat", "--region", "0,0,0.6,1", "-k", "3", stdin=both * 2
        )
        assert len(answers) == 2
        assert all(name.startswith("cat") for answer in answers for name in names(answer))

    @pytest.mark.parametrize(
        ("focus", "part"),
        [
            ("Egyptian cta", "Egyptian cat"),
            ("crane", "crane"),
            ("", ""),
            ("?!", ""),
            ("\u732b" * 5, ""),
            ("x" * 10_000, ""),
            ("1000", ""),
        ],
    )
    def test_unknown_and_ambiguous(self, samples: tuple[Path, Path], focus: str, part: str) -> None:
        line = refused(samples, "similar", samples[1] / "cat.jpg", f"--focus={focus}")
        assert part in line
        assert len(line) < 500


class TestTags:
    def test_json(self, samples: tuple[Path, Path]) -> None:
        [answer] = asked(samples, "tags", samples[1] / "coffee.jpg")
        assert list(answer) == ["query", "tags"]
        assert all(list(tag) == ["tag", "wnid", "probability"] for tag in answer["tags"])
        assert len(answer["tags"]) == 5
        assert ("espresso", "n07920052") in [(tag["tag"], tag["wnid"]) for tag in answer["tags"]]
        probabilities = [tag["probability"] for tag in answer["tags"]]
        assert probabilities == sorted(probabilities, reverse=True)
        assert 0 <= probabilities[-1] <= probabilities[0] <= 1

    def test_batch_and_k(self, samples: tuple[Path, Path]) -> None:
        listed = b"".join(os.fsencode(samples[1] / f"{name}.jpg") + b"\n" for name in ("cat", "coffee", "rocket"))
        answers = asked(samples, "tags", "--batch", "-", "-k", "2", stdin=listed)
        assert [Path(answer["query"]).stem for answer in answers] == ["cat", "coffee", "rocket"]
        assert [len(answer["tags"]) for answer in answers] == [2, 2, 2]

    def test_words_hide_what_is_not_certain(self, samples: tuple[Path, Path]) -> None:
        lines = photosim(samples[0], "tags", samples[1] / "coffee.jpg", "-k", "10").stdout.decode().splitlines()
        assert any("espresso" in line for line in lines[1:])
        assert len(lines) < 8

    def test_the_whole_library(self, samples: tuple[Path, Path]) -> None:
        [answer] = asked(samples, "tags")
        counted = {tag["tag"]: tag for tag in answer["tags"]}
        assert list(counted["espresso"]) == ["tag", "key", "kind", "photos"]
        assert counted["cat"]["kind"] == "group"
        assert counted["cat"]["photos"] >= 4
        words = photosim(samples[0], "tags").stdout.decode()
        assert "espresso" in words

    def test_filter(self, samples: tuple[Path, Path]) -> None:
        [answer] = asked(samples, "tags", "--filter", "espresso")
        assert answer["filter"] == ["espresso"]
        assert len(answer["matches"]) >= 3
        assert all("coffee" in Path(match["path"]).name for match in answer["matches"])
        counted = {tag["tag"]: tag["photos"] for tag in answer["tags"]}
        assert counted["espresso"] == len(answer["matches"])
        [narrower] = asked(samples, "tags", "--filter", "espresso", "--filter", "rocket")
        assert narrower["matches"] == []

    def test_a_class_no_photo_has(self, samples: tuple[Path, Path]) -> None:
        [answer] = asked(samples, "tags", "--filter", "tench")
        assert (answer["matches"], answer["tags"]) == ([], [])

    def test_unknown_filter(self, samples: tuple[Path, Path]) -> None:
        assert "espresso" in refused(samples, "tags", "--filter", "esspresso")

    def test_a_broken_photo(self, samples: tuple[Path, Path], tmp_path: Path) -> None:
        (tmp_path / "broken.jpg").write_bytes(b"no photo")
        answer = photosim(samples[0], "--json", "tags", tmp_path / "broken.jpg", samples[1] / "cat.jpg")
        assert answer.returncode == 1
        bad, good = [json.loads(line) for line in answer.stdout.splitlines()]
        assert (bad["tags"], len(good["tags"])) == ([], 5)
        assert "error" in bad


class TestFind:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("espresso", "coffee"),
            ("cat", "cat"),
            ("Cats", "cat"),
            ("kitten", "cat"),
            ("motorbike", "motorcycle"),
            ("moped", "motorcycle"),
        ],
    )
    def test_json(self, samples: tuple[Path, Path], text: str, kind: str) -> None:
        [answer] = asked(samples, "find", text, "-k", "4")
        assert list(answer)[:2] == ["query", "matches"]
        assert answer["query"] == text
        assert answer["understood"]
        assert all(list(match) == ["path", "score"] for match in answer["matches"])
        assert len(answer["matches"]) == 4
        assert all(name.startswith(kind) for name in names(answer))

    def test_several_words_are_one_text(self, samples: tuple[Path, Path]) -> None:
        [answer] = asked(samples, "find", "cup", "of", "coffee", "-k", "3")
        assert answer["query"] == "cup of coffee"
        assert all(name.startswith("coffee") for name in names(answer))

    def test_batch(self, samples: tuple[Path, Path]) -> None:
        answers = asked(
            samples, "find", "--batch", "-", "-k", "1", stdin=b"\xef\xbb\xbfespresso\nkitten\n\n \t\r\nrocket\n"
        )
        assert [answer["query"] for answer in answers] == ["espresso", "kitten", "rocket"]
        assert [names(answer)[0].split(".")[0].split(" - ")[0] for answer in answers] == ["coffee", "cat", "rocket"]

    def test_like_a_photo(self, samples: tuple[Path, Path]) -> None:
        both = samples[1] / "cat and coffee.jpg"
        [answer] = asked(samples, "find", "espresso", "--like", both, "-k", "3")
        assert all(name.startswith("coffee") for name in names(answer))

    def test_words(self, samples: tuple[Path, Path]) -> None:
        answer = photosim(samples[0], "find", "kitten", "-k", "2")
        lines = answer.stdout.decode().splitlines()
        assert (answer.returncode, len(lines)) == (0, 3)
        assert "kitten" in lines[0]
        assert "cat" in lines[0]

    def test_a_typo(self, samples: tuple[Path, Path]) -> None:
        [answer] = asked(samples, "find", "esspresso")
        assert "espresso" in answer["understood"] or "espresso" in answer["suggestions"]

    @pytest.mark.parametrize("text", ["democracy", "tench", "\u732b", "x" * 10_000, "zxqvkj"])
    def test_nothing_is_explained(self, samples: tuple[Path, Path], text: str) -> None:
        answer = photosim(samples[0], "--json", "find", text)
        [line] = answer.stdout.splitlines()
        parsed = json.loads(line)
        assert parsed["matches"] == []
        assert parsed.get("understood") or parsed.get("error")
        assert answer.returncode == (1 if "error" in parsed else 0)
        assert b"Traceback" not in answer.stderr

    @pytest.mark.parametrize("text", ["", "   ", "?!...", "\t"])
    def test_no_text(self, samples: tuple[Path, Path], text: str) -> None:
        refused(samples, "find", text)


class TestWords:
    def test_json(self, samples: tuple[Path, Path]) -> None:
        [answer] = asked(samples, "words", "cat", "-k", "10")
        assert list(answer) == ["query", "words"]
        assert all(list(word) == ["word", "score"] for word in answer["words"])
        assert len(answer["words"]) == 10
        found = [word["word"] for word in answer["words"]]
        assert "dog" in found
        assert "cat" not in found
        scores = [word["score"] for word in answer["words"]]
        assert scores == sorted(scores, reverse=True)

    def test_batch(self, samples: tuple[Path, Path]) -> None:
        answers = asked(samples, "words", "--batch", "-", "-k", "3", stdin=b"cat\ncoffee\n")
        assert [(answer["query"], len(answer["words"])) for answer in answers] == [("cat", 3), ("coffee", 3)]

    def test_it_needs_no_photos(self, data: Path) -> None:
        answer = photosim(data, "words", "beach", "-k", "3")
        assert (answer.returncode, len(answer.stdout.splitlines())) == (0, 4)

    @pytest.mark.parametrize("word", ["", "!!", "zxqvkjw", "\u732b", "x" * 10_000])
    def test_no_such_word(self, samples: tuple[Path, Path], word: str) -> None:
        assert len(refused(samples, "words", word)) < 500

    def test_a_typo(self, samples: tuple[Path, Path]) -> None:
        assert "elephant" in refused(samples, "words", "elefant")

    def test_vectors_of_the_user(self, data: Path, tmp_path: Path) -> None:
        file = tmp_path / "glove.txt"
        file.write_text("sun 1 0 0\nmoon 0.9 0.1 0\nstone 0 0 1\n", encoding="utf-8")
        answer = photosim(data, "--json", "words", "sun", "--vectors", file)
        assert answer.returncode == 0
        assert [word["word"] for word in json.loads(answer.stdout)["words"]] == ["moon", "stone"]
        file.unlink()  # it was taken in
        again = photosim(data, "--json", "words", "sun", "-k", "1")
        assert [word["word"] for word in json.loads(again.stdout)["words"]] == ["moon"]
        answer = photosim(data, "words", "--vectors", "built-in")
        assert (answer.returncode, answer.stdout) == (0, b"")
        assert answer.stderr.decode() == "photosim: using the 83,653 words of 50 dimensions that came with photosim\n"
        back = photosim(data, "--json", "words", "cat", "-k", "1")
        assert len(json.loads(back.stdout)["words"]) == 1

    @pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff", b"word 1 2\nother 1\n", b"word nan 1\n"])
    def test_a_bad_file_of_vectors(self, data: Path, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "bad.txt").write_bytes(content)
        answer = photosim(data, "words", "cat", "--vectors", tmp_path / "bad.txt")
        assert (answer.returncode, answer.stdout) == (1, b"")
        assert len(answer.stderr.splitlines()) == 1
        assert photosim(data, "words", "cat").returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["find"],
        ["words"],
        ["words", "cat", "-k", "0"],
        ["find", "cat", "-k", "none"],
        ["tags", "a.jpg", "--filter", "cat"],
        ["tags", "--region", "0,0,1,1"],
        ["find", "cat", "--region", "0,0,1,1"],
        ["words", "cat", "--vectors", ""],
        ["learn", "--forget", "Breakfast"],
        ["similar", "a.jpg", "--focus-method", "magic"],
        ["learn", "extra"],
    ],
)
def test_wrong_usage(data: Path, arguments: list[str]) -> None:
    answer = photosim(data, *arguments)
    assert (answer.returncode, answer.stdout) == (2, b"")
    assert not data.exists()


@pytest.mark.skipif(not permissions_count(), reason="permissions do not hold here")
def test_word_vectors_where_nothing_can_be_written(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "glove.txt"
    file.write_text("sun 1 0\nmoon 1 1\n", encoding="utf-8")
    assert photosim(data, "words", "--vectors", file).returncode == 0
    words = data / "data" / "words"
    words.chmod(0o500)
    try:
        for vectors in (file, "built-in"):
            answer = run(as_anybody(photosim_command("--data-dir", data, "words", "--vectors", vectors)))
            assert (answer.returncode, answer.stdout) == (1, b"")
            [line] = answer.stderr.decode().splitlines()
            assert "Permission denied" in line
    finally:
        words.chmod(0o700)
    assert json.loads(photosim(data, "--json", "words", "sun").stdout)["words"][0]["word"] == "moon"


ALBUMS = ("Breakfast", "Grandma's cat", "R\u00f6sle \u732b")


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory, sample_photos: Path) -> tuple[Path, Path]:
    """Data folder and photo folder; each test may learn and forget."""
    base = tmp_path_factory.mktemp("taught")
    for album, photo in zip(ALBUMS, (CUP, CAT, "rocket"), strict=True):
        save_versions(base / "photos" / "2024" / album, sample_photos, photo, 10)
    save_versions(base / "photos" / "2024" / "Breakfast", sample_photos, CAMERA, 1)
    save_versions(base / "photos" / "2023-05", sample_photos, CUP, 2, seed=5)
    save_versions(base / "photos" / "Few", sample_photos, MOPED, 3)
    assert photosim(base / "data", "index", base / "photos").returncode == 0
    return base / "data", base / "photos"


class TestLearn:
    """Albums of versions of sample photos, one of them with a photo in it that shows something else."""

    def test_json(self, taught: tuple[Path, Path]) -> None:
        [report] = asked(taught, "learn")
        assert list(report) == ["albums", "left_out", "accuracy", "chance", "seconds"]
        assert report["albums"] == [{"name": n, "photos": 11 - bool(i)} for i, n in enumerate(ALBUMS)]
        assert report["left_out"] == [{"name": "Few", "photos": 3}]
        assert report["chance"] == pytest.approx(11 / 31)
        assert report["chance"] + 0.3 < report["accuracy"] <= 1
        assert 0 < report["seconds"] < 60

    def test_words(self, taught: tuple[Path, Path]) -> None:
        answer = photosim(taught[0], "learn")
        lines = answer.stdout.decode().splitlines()
        assert answer.returncode == 0
        assert [line.split(None, 1) for line in lines[:3]] == [
            ["11", "Breakfast"],
            ["10", "Grandma's cat"],
            ["10", "R\u00f6sle \u732b"],
        ]
        assert "Few" in lines[3]

    def test_an_album_is_a_tag_a_filter_a_word_and_a_focus(self, taught: tuple[Path, Path]) -> None:
        asked(taught, "learn")
        album = taught[1] / "2024" / "Breakfast"
        own = {path.name for path in album.iterdir()}
        [answer] = asked(taught, "tags", album / f"{CAMERA}-00.jpg", "-k", "1")
        assert answer["tags"] == [{"tag": "Breakfast", "wnid": "", "probability": 1.0}]
        [answer] = asked(taught, "tags")
        counts = {tag["key"]: tag["photos"] for tag in answer["tags"]}
        [answer] = asked(taught, "tags", "--filter", "breakfast")
        assert {match["path"] for match in answer["matches"]} >= {str(album / name) for name in own}
        assert len(answer["matches"]) == counts["album:Breakfast"] == 13
        [answer] = asked(taught, "tags", "--filter", "album:Breakfast", "--filter", "espresso")
        assert 5 < len(answer["matches"]) < 13
        for text in ("Breakfast", "album:Breakfast"):
            [answer] = asked(taught, "find", text, "-k", "13")
            assert answer["query"] == text
            assert set(names(answer)[:11]) == own
            assert {Path(match["path"]).parent.name for match in answer["matches"][11:]} == {"2023-05"}
            assert [match["score"] == 1 for match in answer["matches"]] == [True] * 11 + [False] * 2
        [answer] = asked(taught, "find", "R\u00d6SLE \u732b", "-k", "3")
        assert all(name.startswith("rocket") for name in names(answer))
        [answer] = asked(
            taught, "similar", taught[1] / "Few" / f"{MOPED}-00.jpg", "--focus", "grandma's CAT", "-k", "3"
        )
        assert all(name.startswith(CAT) for name in names(answer))

    def test_forget(self, taught: tuple[Path, Path]) -> None:
        asked(taught, "learn")
        for _ in range(2):
            forgotten = photosim(taught[0], "learn", "--forget")
            assert (forgotten.returncode, forgotten.stdout, len(forgotten.stderr.splitlines())) == (0, b"", 1)
        [answer] = asked(taught, "tags")
        assert not [tag for tag in answer["tags"] if tag["kind"] == "album"]
        for arguments in (["tags", "--filter", "Grandma's cat"], ["similar", "a.jpg", "--focus", "Grandma's cat"]):
            assert "Grandma's cat" in refused(taught, *arguments)

    def test_too_few_photos(self, data: Path, sample_photos: Path, tmp_path: Path) -> None:
        save_versions(tmp_path / "photos" / "Breakfast", sample_photos, CUP, 8)
        save_versions(tmp_path / "photos" / "Cats", sample_photos, CAT, 7)
        assert photosim(data, "index", tmp_path / "photos").returncode == 0
        assert "two folders" in refused((data, tmp_path), "learn")
        assert refused((data, tmp_path), "--json", "learn")


def test_nothing_indexed(data: Path) -> None:
    for arguments in (["find", "cat"], ["learn"]):
        answer = photosim(data, *arguments)
        assert answer.returncode == 1
        assert len(answer.stderr.splitlines()) == 1
