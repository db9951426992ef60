"""Photos by word, with the built-in model on versions of sample photos."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from photosim import Library
from photosim.errors import NotIndexedError, PhotoError, UserError
from photosim.library.reports import Found
from tests.scenes import CAMERA, CAT, CUP, MOPED, sample, save_versions, side_by_side
from tests.unit.library.test_tagging import install

EACH = 4
BOTH = "both"


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory, sample_photos: Path) -> Iterator[Library]:
    """Four versions each of four photos, and one of a cat and a cup side by side; only read, but for words."""
    folder = tmp_path_factory.mktemp("scenes")
    for name in (CAT, CUP, CAMERA, MOPED):
        save_versions(folder, sample_photos, name, EACH)
    side_by_side(sample_photos, CAT, CUP).save(folder / f"{BOTH}-00.jpg")
    with Library.open(tmp_path_factory.mktemp("data")) as library:
        assert library.index([folder]).added == 4 * EACH + 1
        yield library


def kinds(found: Found) -> list[str]:
    return [match.path.stem[:-3] for match in found.matches]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("cat", CAT),
        ("kittens", CAT),
        ("Egyptian cat", CAT),
        ("my cat", CAT),
        ("kiten", CAT),
        ("coffee", CUP),
        ("cappuccino", CUP),
        ("cup of coffee", CUP),
        ("motorbike", MOPED),
        ("scooter", MOPED),
    ],
)
def test_photos_of_a_thing_come_first(scenes: Library, text: str, kind: str) -> None:
    found = scenes.find_photos(text)
    assert set(kinds(found)[: EACH - 1]) <= {kind, BOTH}
    assert len(found.matches) >= EACH - 1
    assert "showing" in found.understood
    scores = [match.score for match in found.matches]
    assert scores == sorted(scores, reverse=True)
    assert 0 < scores[-1] <= scores[0] <= 1


def test_photos_that_do_not_match_are_left_away(scenes: Library) -> None:
    assert set(kinds(scenes.find_photos("kitten", k=100))) <= {CAT, BOTH}


def test_find_gives_the_matches(scenes: Library) -> None:
    assert scenes.find("cat", k=3) == list(scenes.find_photos("cat", k=3).matches)
    assert len(scenes.find("cat", k=2)) == 2
    assert scenes.find("cat", k=0) == []
    assert "showing" in scenes.find_photos("cat", k=0).understood


def test_two_things_at_once(scenes: Library) -> None:
    for text in ("cat and coffee", "a cat with a cup of coffee"):
        assert kinds(scenes.find_photos(text))[0] == BOTH


def test_where_no_photo_shows_both_those_with_one_are_shown(scenes: Library) -> None:
    found = scenes.find_photos("a cat on a scooter")
    assert {CAT, MOPED} <= set(kinds(found))
    assert "no photo shows all of it at once" in found.understood


def test_photos_of_both_come_before_those_of_one(scenes: Library) -> None:
    found = scenes.find_photos("cat with coffee")
    assert kinds(found)[0] == BOTH
    assert {CAT, CUP} <= set(kinds(found)[1:])
    assert MOPED not in kinds(found)
    scores = [match.score for match in found.matches]
    assert scores == sorted(scores, reverse=True)
    first = scenes.find_photos("cat with coffee", k=1)
    assert first.matches == found.matches[:1]
    assert "no photo shows" not in first.understood


def test_what_was_understood(scenes: Library) -> None:
    assert scenes.find_photos("kitten").understood.startswith("kitten: showing Egyptian cat")
    assert "left out: red" in scenes.find_photos("red motorbike").understood
    misspelt = scenes.find_photos("kiten")
    assert "nobody knows 'kiten', taken for kitten" in misspelt.understood
    assert misspelt.suggestions[0] == "kitten"
    assert scenes.find_photos("kitten").suggestions == ()


def test_words_that_were_left_out_are_looked_for_when_nothing_else_is_there(scenes: Library) -> None:
    found = scenes.find_photos("coffee goldfish")
    assert found.matches == scenes.find_photos("coffee").matches
    assert found.understood.startswith("no photo shows goldfish; of the other words, coffee: showing espresso")
    assert "left out" not in found.understood
    assert scenes.find_photos("coffee goldfish", k=0).matches == ()
    assert "left out: red" in scenes.find_photos("red goldfish").understood


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("democracy", "no photo shows anything near 'democracy'"),
        ("goldfish", "no photo shows goldfish"),
        ("pineapples", "no photo shows pineapples"),
        ("xqzzyw", "the word is not known"),
        ("日本語", "only English ones are"),
        ("x" * 10_000, "the word is not known"),
    ],
)
def test_nothing_found_is_explained(scenes: Library, text: str, says: str) -> None:
    found = scenes.find_photos(text)
    assert found.matches == ()
    assert says in found.understood
    assert f"(looked for {text})" not in found.understood
    assert len(found.understood) < 300


@pytest.mark.parametrize("text", ["", "  ", "?!", "\t\n"])
def test_no_word(scenes: Library, text: str) -> None:
    with pytest.raises(UserError, match="no word"):
        scenes.find(text)


def test_a_long_text_is_answered_at_once(scenes: Library) -> None:
    scenes.find("kiten")
    start = time.perf_counter()
    found = scenes.find_photos("cat " * 2500)
    assert time.perf_counter() - start < 0.5
    assert "only the beginning" in found.understood
    assert kinds(found)[0] in (CAT, BOTH)


def test_words_with_a_photo(scenes: Library, sample_photos: Path) -> None:
    cat = sample(sample_photos, CAT)
    assert kinds(scenes.find_photos("cat"))[0] == CAT
    assert kinds(scenes.find_photos("cat", like=sample(sample_photos, CUP)))[0] == BOTH
    assert set(kinds(scenes.find_photos("cat", like=cat))) <= {CAT, BOTH}
    assert scenes.find_photos("goldfish", like=cat).matches == ()
    itself = scenes.find("cat")[0].photo_id
    assert itself not in [match.photo_id for match in scenes.find("cat", like=itself)]
    with pytest.raises(PhotoError):
        scenes.find("cat", like=sample_photos / "no such file.jpg")
    with pytest.raises(NotIndexedError):
        scenes.find("cat", like=999_999)


def test_only_the_photo_itself_shows_it(tmp_path: Path, sample_photos: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in (CAT, CUP):
        save_versions(folder, sample_photos, name, 1)
    with Library.open(tmp_path / "data") as library:
        library.index([folder])
        [cup] = library.find("espresso")
        found = library.find_photos("espresso", like=cup.path)
        assert found.matches == ()
        assert found.understood.startswith("no photo shows espresso")


def test_asked_from_many_threads(scenes: Library) -> None:
    texts = ["cat", "coffee", "motorbike", "camera"] * 5
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(scenes.find, texts))
    assert answers == [scenes.find(text) for text in texts]


def test_an_empty_library(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        for text in ("cat", "democracy"):
            with pytest.raises(NotIndexedError):
                library.find(text)


def test_albums_are_found_by_name(tmp_path: Path, sample_photos: Path) -> None:
    for album, photo in {"Grandma's garden": CAT, "Breakfast in Rome": CUP}.items():
        save_versions(tmp_path / "photos" / album, sample_photos, photo, 12)
    with Library.open(tmp_path / "data") as library:
        library.index([tmp_path / "photos"])
        before = library.find_photos("Grandma's garden")
        library.learn()
        for text in ("Grandma's garden", "grandmas garden", "cat in grandma's garden"):
            found = library.find_photos(text)
            assert set(kinds(found)[:10]) == {CAT}
            assert "Grandma's garden" in found.understood
        assert "Grandma's garden" not in before.understood
        library.forget_learnt()
        assert library.find_photos("Grandma's garden") == before


def test_a_model_without_classes(tmp_path: Path, sample_photos: Path) -> None:
    none = {"logits": None, "classes": 0, "class_weights": None, "class_weights_sha256": None}
    install(tmp_path / "data" / "models", "plain", **none)
    for album, photo in {"Grandma": CAT, "Breakfast": CUP}.items():
        save_versions(tmp_path / "photos" / album, sample_photos, photo, 12)
    with Library.open(tmp_path / "data", model="plain") as library:
        library.index([tmp_path / "photos"])
        with pytest.raises(UserError, match="plain knows no classes"):
            library.find("cat")
        library.learn()
        assert set(kinds(library.find_photos("Grandma"))[:10]) == {CAT}
        with pytest.raises(UserError, match="plain knows no classes"):
            library.find("cat")
