"""Words near a word, suggestions for every key, and the user's own vectors, through the library."""

import logging
import shutil
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from photosim.assets import bundled_resources_folder
from photosim.errors import LibraryError, UnknownWordError, UserError
from photosim.library import Library
from photosim.library.knowledge import Knowledge
from photosim.library.reports import WordsInfo
from photosim.library.wording import suggestions
from photosim.semantics.wordfile import forget_words
from tests.support import program_environment, run


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return Knowledge(bundled_resources_folder(), tmp_path_factory.mktemp("data"))


def write_vectors(file: Path) -> Path:
    """A small world: beasts lie in one direction, tools in another."""
    file.write_text("ocelot 9 1 0\nmargay 8 2 0\npincers 0 1 9\ntongs 1 0 8\n", encoding="utf-8")
    return file


def test_words(library: Library) -> None:
    near = library.words("cat", 5)
    assert [word.word for word in near][:2] == ["dog", "rabbit"]
    assert [word.score for word in near] == sorted((word.score for word in near), reverse=True)
    assert all(-1 <= word.score <= 1 for word in near)
    assert library.words("CAT", 5) == library.words("  cat ", 5) == near
    assert len(library.words("cat", 37)) == 37
    assert library.words("cat", 0) == []


def test_words_of_plurals_hyphens_and_phrases(library: Library) -> None:
    assert "dogs" in [word.word for word in library.words("Cats", 5)]
    assert "jacket" in [word.word for word in library.words("t\u2011shirt", 10)]
    phrase = [word.word for word in library.words("a cup of coffee", 5)]
    assert "tea" in phrase
    assert not {"a", "cup", "of", "coffee"} & set(phrase)
    assert library.words("axolotls", 5) == [word for word in library.words("axolotl", 6) if word.word != "axolotls"][:5]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "type a word"),
        (" \t\n", "type a word"),
        ("?! ...", "there is no word in"),
        ("\U0001f408", "there is no word in"),
        ("cat " * 2500, "too long: 10,000 characters"),
        ("x" * 10_000, "too long"),
    ],
)
def test_no_words_in_it(library: Library, text: str, message: str) -> None:
    library.words("cat", 1)
    start = time.perf_counter()
    with pytest.raises(UserError, match=message):
        library.words(text)
    assert time.perf_counter() - start < 0.1


def test_unknown_words_come_with_what_may_have_been_meant(library: Library) -> None:
    says = r"^'siamse' is not among the 83,653 words known; did you mean siamese cat"
    with pytest.raises(UnknownWordError, match=says) as caught:
        library.words("siamse cat")
    assert caught.value.suggestions[0] == "siamese cat"
    with pytest.raises(UnknownWordError) as caught:
        library.words("elephnat")
    assert "elephant" in caught.value.suggestions
    with pytest.raises(UnknownWordError, match="which are English") as caught:
        library.words("\u732b")
    assert caught.value.suggestions == ()


def test_names_are_completed_first(knowledge: Knowledge) -> None:
    assert suggestions(knowledge, "egy", 8)[0] == "Egyptian cat"
    assert suggestions(knowledge, "Siamese c", 8)[0] == "Siamese cat"
    assert suggestions(knowledge, "beac", 8)[0] == "beach"
    assert "sneakers" in suggestions(knowledge, "snea", 8)
    assert "red car" in suggestions(knowledge, "red ca", 8)


def test_then_similar_words(knowledge: Knowledge) -> None:
    offered = suggestions(knowledge, "cat", 8)
    assert len(offered) == 8
    assert {"dog", "rabbit"} <= set(offered[-3:])
    assert "cat" not in offered
    assert "cats" not in offered
    assert {"jeans", "socks"} <= set(suggestions(knowledge, "sneakers", 8))
    assert "dog" not in suggestions(knowledge, "hot dog", 8)


def test_or_what_may_have_been_meant(knowledge: Knowledge) -> None:
    assert suggestions(knowledge, "elefant", 8) == ("elephant",)


@pytest.mark.parametrize(
    "text", ["", " ", "?!", "\u732b", "x" * 10_000, "cat " * 2500, "qwrtz", "'", "-", "()", "a\0b"]
)
def test_nothing_sensible_is_no_error(knowledge: Knowledge, text: str) -> None:
    offered = suggestions(knowledge, text, 8)
    assert offered == () or text in {"'", "-", "()", "a\0b"}
    assert len(set(offered)) == len(offered) <= 8


def test_suggestions_are_as_many_as_asked_for_and_quick(knowledge: Knowledge) -> None:
    suggestions(knowledge, "cat", 8)
    times = []
    for text in ("siamese cat", "red sports car", "grandma's garden", "elefant"):
        for length in range(1, len(text) + 1):
            start = time.thread_time()
            offered = suggestions(knowledge, text[:length], 3)
            times.append(time.thread_time() - start)
            assert len(set(offered)) == len(offered) <= 3
            assert text[:length] not in offered
    assert np.median(times) < 0.016
    assert suggestions(knowledge, "cat", 0) == ()


def test_own_words_until_told_otherwise(tmp_path: Path) -> None:
    file = write_vectors(tmp_path / "mine.3d.txt")
    with Library.open(tmp_path / "data") as library:
        assert library.words_info() == WordsInfo("built-in", None, 83_653, 50)
        shares: list[float] = []
        info = library.use_words(file, shares.append)
        assert info == library.words_info() == WordsInfo("mine.3d.txt", file, 4, 3)
        assert shares == [1.0]
        assert [word.word for word in library.words("ocelot", 3)] == ["margay", "tongs", "pincers"]
        with pytest.raises(UnknownWordError, match=r"not among the 4 words known$"):
            library.words("cat")
    file.unlink()
    with Library.open(tmp_path / "data") as library:
        assert library.words_info().name == "mine.3d.txt"
        assert library.words("tongs", 1)[0].word == "pincers"
        assert library.suggest("egy")[0] == "Egyptian cat"
        assert library.use_words(None).name == "built-in"
        assert library.words("cat", 1)[0].word == "dog"
    with Library.open(tmp_path / "data") as library:
        assert library.words_info().source is None


def test_a_bad_file_changes_nothing(tmp_path: Path) -> None:
    with Library.open(tmp_path / "data") as library:
        library.use_words(write_vectors(tmp_path / "good.txt"))
        bad = tmp_path / "bad.txt"
        bad.write_text("cat 1 2 3\ndog 1 2\n", encoding="utf-8")
        with pytest.raises(UserError, match="line 2"):
            library.use_words(bad)
        assert library.words_info().name == "good.txt"
        assert library.words("ocelot", 1)[0].word == "margay"


def test_two_programs_at_once(tmp_path: Path) -> None:
    """The second is refused; before, it deleted what the first was about to finish."""
    file, refusals = write_vectors(tmp_path / "mine.txt"), []
    with Library.open(tmp_path / "data") as library, Library.open(tmp_path / "data") as other:

        def meanwhile(share: float) -> None:
            for theirs in (file, None):
                with pytest.raises(LibraryError, match="another photosim") as caught:
                    other.use_words(theirs)
                refusals.append((share, str(caught.value)))

        assert library.use_words(file, meanwhile).name == "mine.txt"
        assert len(refusals) == 2
        assert other.use_words(None).name == "built-in"


def test_words_asked_for_while_the_users_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They must not be taken up again by who asks in between, and stay until the next start."""
    asking: list[threading.Thread] = []
    with Library.open(tmp_path / "data") as library:

        def forget_late(root: Path) -> None:
            asking.append(threading.Thread(target=library.words_info))
            asking[0].start()
            asking[0].join(0.3)
            forget_words(root)

        library.use_words(write_vectors(tmp_path / "mine.txt"))
        monkeypatch.setattr("photosim.library.knowledge.forget_words", forget_late)
        assert library.use_words(None).name == "built-in"
        asking[0].join()
        assert library.words_info().name == "built-in"


def test_damaged_own_words_fall_back_to_the_built_in_ones_and_say_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Library.open(tmp_path / "data") as library:
        library.use_words(write_vectors(tmp_path / "mine.txt"))
        data = library.paths.data
    (data / "words" / "000001" / "part-0").write_bytes(b"")
    with caplog.at_level(logging.WARNING), Library.open(tmp_path / "data") as library:
        assert library.words("cat", 1)[0].word == "dog"
        info = library.words_info()
    assert info.name == "built-in"
    assert info.problem is not None
    assert "damaged" in info.problem
    assert "damaged" in caplog.text


def test_a_data_folder_that_cannot_be_written(tmp_path: Path) -> None:
    with Library.open(tmp_path / "data") as library:
        (library.paths.data / "words").write_text("in the way", encoding="utf-8")
        with pytest.raises(LibraryError, match="cannot create"):
            library.use_words(write_vectors(tmp_path / "mine.txt"))
        assert library.words("cat", 1)[0].word == "dog"


def test_an_incomplete_installation_says_so(tmp_path: Path) -> None:
    shutil.copytree(bundled_resources_folder(), tmp_path / "resources")
    (tmp_path / "resources" / "wordnet_nouns.npz").unlink()
    knowledge = Knowledge(tmp_path / "resources", tmp_path / "data")
    assert knowledge.words.vector("cat") is not None
    with pytest.raises(UserError, match="installation is incomplete"):
        assert knowledge.taxonomy


def test_what_photos_can_show(knowledge: Knowledge) -> None:
    for word in ("cat", "cats", "sneaker", "puppy", "car", "beach", "food", "lawnmower"):
        assert knowledge.shows(word), word
    for word in ("year", "because", "thing", "qwertz", "democracy", ""):
        assert not knowledge.shows(word), word


def test_opening_a_library_reads_no_words(tmp_path: Path) -> None:
    code = (
        "import sys; from photosim import Library; library = Library.open(sys.argv[1]); library.status(); "
        "print([name for name in sys.modules if name.startswith('photosim.semantics') or name == 'numpy'])"
    )
    answer = run([sys.executable, "-c", code, str(tmp_path / "data")], environment=program_environment())
    assert answer.stdout.decode().strip() == "[]", answer.stderr.decode()
