"""A change of model that is stopped or killed goes on from there; albums are learnt on its way."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from photosim.core.cancel import CancelToken, Progress
from photosim.embed.registry import DEFAULT_MODEL
from photosim.library import Library, indexer
from photosim.library.reports import SwitchState
from tests import standins
from tests.libraries import assert_vectors_belong, copy_of_built_in, stored_vectors
from tests.scenes import CAMERA, CAT, CUP, save_versions
from tests.support import make_photos, program_environment
from tests.switches import PHOTOS, VGG, StopAfter, answers, vectors_of


@pytest.fixture
def library(beside_vgg16: Library) -> Library:
    return beside_vgg16


class TestStopped:
    def test_it_goes_on_from_there(self, library: Library, folder: Path, tmp_path: Path) -> None:
        old = answers(library, folder)
        library.choose_model(VGG)
        for turn in (1, 2, 3):
            report = library.go_on_switching(cancel=StopAfter(2))
            assert (report.cancelled, report.switched, report.model) == (True, False, DEFAULT_MODEL)
            assert report.embedded == 2
            assert library.pending_switch() == SwitchState(VGG, "VGG16", 2 * turn, PHOTOS)
            assert vectors_of(library, VGG) == 2 * turn
            assert answers(library, folder) == old
        with Library.open(tmp_path / "data") as other:  # the wish outlives the program
            assert other.spec.name == DEFAULT_MODEL
            report = other.go_on_switching()
            assert (report.switched, report.embedded) == (True, PHOTOS - 6)
            assert_vectors_belong(other, sorted(folder.glob("*.jpg")))

    def test_what_was_begun_is_finished(self, tmp_path: Path) -> None:
        """Although with so little left the model could be used at once."""
        standins.installed(tmp_path / "data" / "models", VGG)
        make_photos(tmp_path / "photos", 30)
        with Library.open(tmp_path / "data") as library:
            library.index([tmp_path / "photos"])
            assert library.use_model(VGG, cancel=StopAfter(29)).cancelled
            assert library.coverage() == (30, 30)
            report = library.use_model(VGG)
            assert (report.switched, report.embedded) == (True, 1)
            assert library.coverage() == (30, 30)

    def test_stopped_before_it_began(self, library: Library) -> None:
        cancel = CancelToken()
        cancel.cancel()
        report = library.use_model(VGG, cancel=cancel)
        assert (report.cancelled, report.switched, report.embedded) == (True, False, 0)
        assert library.pending_switch() is not None

    def test_staying_keeps_what_was_seen(self, library: Library) -> None:
        library.use_model(VGG, cancel=StopAfter(3))
        library.cancel_switch()
        assert (library.pending_switch(), library.spec.name) == (None, DEFAULT_MODEL)
        assert library.go_on_switching().switched is False
        assert vectors_of(library, VGG) == 3
        assert library.use_model(VGG).embedded == PHOTOS - 3

    def test_wishing_for_the_model_in_use_is_staying(self, library: Library) -> None:
        library.choose_model(VGG)
        assert library.choose_model(DEFAULT_MODEL) is True
        assert library.pending_switch() is None

    @pytest.mark.parametrize("wish", [None, "zoomed"])
    def test_another_program_changes_the_wish(
        self, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wish: str | None
    ) -> None:
        monkeypatch.setattr(indexer, "_COMMIT_PHOTOS", 1)
        copy_of_built_in(tmp_path / "data" / "models", "zoomed")
        with Library.open(tmp_path / "data") as other:

            def change(progress: Progress) -> None:
                if wish is None:
                    other.cancel_switch()
                else:
                    other.choose_model(wish)

            report = library.use_model(VGG, change)
        assert (report.switched, report.model, report.cancelled) == (False, DEFAULT_MODEL, True)
        assert "given up" in report.problems[-1]
        state = library.pending_switch()
        assert (state.name if state else None) == wish
        assert library.spec.name == DEFAULT_MODEL

    @pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
    def test_killed(self, tmp_path: Path) -> None:
        """At the worst moment: between two commits, with much under way."""
        data, photos, count = tmp_path / "data", tmp_path / "photos", 600
        spec = standins.installed(data / "models", VGG)
        make_photos(photos, 40)
        for number in range(40, count):  # copies are new photos that each want a look, once their content differs
            content = (photos / f"p{number % 40:03d}.jpg").read_bytes()
            (photos / f"p{number:03d}.jpg").write_bytes(content + number.to_bytes(4, "big"))
        with Library.open(data) as library:
            library.index([photos])
            before = stored_vectors(library)
            turns = 0
            while (done := _done(library)) < 400 and turns < 3:
                with _child(data, "library.use_model('vgg16')") as child:
                    _wait_for_more(library, done, child)
                    child.kill()
                turns += 1
                assert library.spec.name == DEFAULT_MODEL
        assert turns
        with Library.open(data) as library:
            state = library.pending_switch()
            assert library.spec.name == DEFAULT_MODEL
            assert state is not None
            assert 0 < state.done < count
            assert len(stored_vectors(library)) == count
            report = library.go_on_switching()
            assert (report.switched, report.embedded, report.failed) == (True, count - state.done, 0)
            assert library.spec.identity == spec.identity
            assert library.coverage() == (count, count)
            assert_vectors_belong(library, [photos / f"p{number:03d}.jpg" for number in range(0, count, 50)])
            assert library.choose_model(DEFAULT_MODEL) is True
            after = stored_vectors(library)
        assert after.keys() == before.keys()
        assert all((after[name] == before[name]).all() for name in before)


def _done(library: Library) -> int:
    state = library.pending_switch()
    return 0 if state is None else state.done


def _child(data: Path, work: str) -> "subprocess.Popen[bytes]":
    code = f"from photosim import Library\nwith Library.open({str(data)!r}) as library: {work}"
    return subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, env=program_environment())


def _wait_for_more(library: Library, than: int, child: "subprocess.Popen[bytes]") -> None:
    """Until the child has committed something."""
    deadline = time.monotonic() + 60
    while _done(library) <= than:
        assert child.poll() is None, child.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.002)


class TestAlbums:
    @pytest.fixture
    def taught(self, tmp_path: Path, sample_photos: Path) -> Iterator[Library]:
        for name, photo in {"Cats": CAT, "Breakfast": CUP, "Old": CAMERA}.items():
            save_versions(tmp_path / "photos" / name, sample_photos, photo, 10)
        copy_of_built_in(tmp_path / "data" / "models", "zoomed")
        with Library.open(tmp_path / "data") as library:
            library.index([tmp_path / "photos"])
            library.learn()
            yield library

    def test_they_are_there_with_the_new_model_too(self, taught: Library) -> None:
        names = [label.key for label in taught.labels() if label.kind == "album"]
        phases: list[str] = []
        report = taught.use_model("zoomed", lambda progress: phases.append(progress.phase))
        assert (report.switched, report.problems) == (True, ())
        assert "learning" in phases
        assert [label.key for label in taught.labels() if label.kind == "album"] == names
        assert taught.tag_counts()["album:Cats"] >= 10
        taught.forget_learnt()
        assert taught.choose_model(DEFAULT_MODEL) is True
        assert [label.key for label in taught.labels() if label.kind == "album"] == names
        assert taught.choose_model("zoomed") is False  # it has none any more
        assert taught.go_on_switching().switched
        assert taught.tag_counts()["album:Cats"] >= 10

    def test_those_it_has_stay(self, taught: Library) -> None:
        taught.use_model("zoomed")
        with taught._catalog.reading() as connection:
            query = "SELECT weights FROM albums WHERE model_id = ?"
            before = connection.execute(query, (taught._model_id,)).fetchall()
            taught.choose_model(DEFAULT_MODEL)
            taught.learn()
            assert taught.choose_model("zoomed")
            assert connection.execute(query, (taught._model_id,)).fetchall() == before

    def test_too_few_photos_left(self, taught: Library, tmp_path: Path) -> None:
        shutil.rmtree(tmp_path / "photos" / "Breakfast")
        shutil.rmtree(tmp_path / "photos" / "Old")
        taught.index()
        report = taught.use_model("zoomed")
        assert report.switched
        [problem] = report.problems
        assert problem.startswith("your albums are not learnt with Zoomed: nothing to learn from")
        assert "album:Cats" not in taught.tag_counts()
        assert taught.choose_model(DEFAULT_MODEL)
        assert "album:Cats" in taught.tag_counts()

    def test_stopped_while_learning(self, taught: Library) -> None:
        cancel = CancelToken()

        def stop(progress: Progress) -> None:
            if progress.phase == "learning":
                cancel.cancel()

        report = taught.use_model("zoomed", stop, cancel)
        assert (report.cancelled, report.switched) == (True, False)
        assert taught.pending_switch() is not None
        assert taught.go_on_switching().switched
        assert taught.tag_counts()["album:Cats"] >= 10
