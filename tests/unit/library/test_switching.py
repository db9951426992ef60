"""Changing a library's model: what answers when, what is kept, and what stops it."""

import gc
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from photosim.assets import bundled_models_folder
from photosim.core.cancel import CancelToken, Progress
from photosim.core.photo import Match, PhotoId
from photosim.core.vectors import Packed
from photosim.embed.registry import DEFAULT_MODEL, find_model
from photosim.embed.spec import ModelSpec
from photosim.errors import LibraryError, ModelError
from photosim.library import Library, SwitchState, indexer
from photosim.store.models import count_vectors
from photosim.store.models import find_model as find_model_id
from photosim.store.vectors import store_vector
from tests import standins
from tests.catalogs import add_vectors, like_embeddings, vector_of
from tests.libraries import all_photos, assert_vectors_belong, copy_of_built_in, stored_vectors
from tests.scenes import CAMERA, CAT, CUP, save_versions
from tests.support import make_photo, make_photos, program_environment

VGG = "vgg16"
PHOTOS = 10


@pytest.fixture
def library(tmp_path: Path, folder: Path) -> Iterator[Library]:
    """Ten photos indexed with the built-in model, and a narrow VGG16 installed."""
    standins.installed(tmp_path / "data" / "models", VGG)
    with Library.open(tmp_path / "data") as library:
        assert library.index([folder]).added == PHOTOS
        yield library


def answers(library: Library, folder: Path) -> dict[str, list[Match]]:
    return {file.name: library.similar(file, k=PHOTOS) for file in sorted(folder.glob("p*.jpg"))}


def vectors_of(library: Library, model: str) -> int:
    """How many vectors the catalogue has of a model, by name."""
    with library._catalog.reading() as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM models WHERE name = ?", (model,))]
        return sum(count_vectors(connection, model_id) for model_id in ids)


def undisturbed(tmp_path: Path, folder: Path, model: str) -> dict[str, list[Match]]:
    """What a library says that never had another model."""
    data = tmp_path / f"undisturbed-{model}"
    shutil.copytree(tmp_path / "data" / "models", data / "models")
    with Library.open(data, model) as library:
        library.index([folder])
        return answers(library, folder)


class StopAfter(CancelToken):
    """Set once so many photos have been looked at: the threads that look ask before each."""

    def __init__(self, photos: int) -> None:
        super().__init__()
        self._left = photos
        self._lock = threading.Lock()

    @property
    def cancelled(self) -> bool:
        with self._lock:
            if threading.current_thread().name.startswith("look"):
                self._left -= 1
            if self._left < 0:
                self.cancel()
        return self._event.is_set()


class TestThrough:
    def test_the_old_model_answers_until_the_new_one_does(self, library: Library, folder: Path, tmp_path: Path) -> None:
        old, seen = answers(library, folder), []

        def ask(progress: Progress) -> None:
            seen.append(progress.phase)
            assert answers(library, folder) == old
            assert library.spec.name == library.status().model == DEFAULT_MODEL
            assert library.status().switch == library.pending_switch() != None  # noqa: E711

        assert library.choose_model(VGG) is False
        assert library.pending_switch() == SwitchState(VGG, "VGG16", 0, PHOTOS)
        report = library.go_on_switching(ask)
        assert (report.model, report.switched, report.embedded, report.failed) == (VGG, True, PHOTOS, 0)
        assert (report.cancelled, report.problems) == (False, ())
        assert "looking" in seen
        new = answers(library, folder)
        assert new == undisturbed(tmp_path, folder, VGG) != old
        status = library.status()
        assert (status.model, status.dimension, status.indexed, status.pending) == (VGG, 256, PHOTOS, 0)
        assert (status.switch, status.model_problem, library.pending_switch()) == (None, None, None)
        assert_vectors_belong(library, sorted(folder.glob("*.jpg")))

    def test_going_back_is_at_once_and_as_before(self, library: Library, folder: Path) -> None:
        old = answers(library, folder)
        library.use_model(VGG)
        new = answers(library, folder)
        for name, expected in ((DEFAULT_MODEL, old), (VGG, new), (DEFAULT_MODEL, old)):
            assert library.choose_model(name) is True
            assert answers(library, folder) == expected
            assert library.coverage() == (PHOTOS, PHOTOS)
        assert vectors_of(library, VGG) == vectors_of(library, DEFAULT_MODEL) == PHOTOS
        report = library.use_model(VGG)
        assert (report.model, report.switched, report.embedded) == (VGG, True, 0)
        assert library.use_model(VGG).switched is False

    def test_it_is_the_librarys_own_from_then_on(self, library: Library, folder: Path, tmp_path: Path) -> None:
        library.use_model(VGG)
        expected = answers(library, folder)
        with Library.open(tmp_path / "data") as other:
            assert (other.spec.name, other.status().model_problem) == (VGG, None)
            assert answers(other, folder) == expected
            assert other.index().unchanged == PHOTOS

    def test_an_empty_library_changes_at_once(self, tmp_path: Path, folder: Path) -> None:
        standins.installed(tmp_path / "data" / "models", VGG)
        with Library.open(tmp_path / "data") as library:
            assert library.choose_model(VGG) is True
            library.index([folder])
            assert_vectors_belong(library, sorted(folder.glob("*.jpg")))
            assert vectors_of(library, DEFAULT_MODEL) == 0

    def test_two_models_with_vectors_of_one_length(self, library: Library, folder: Path, tmp_path: Path) -> None:
        """Here nothing but the model's number keeps their vectors apart."""
        spec = copy_of_built_in(tmp_path / "data" / "models", "zoomed")
        assert spec.dimension == library.spec.dimension
        old = answers(library, folder)
        library.use_model("zoomed")
        assert answers(library, folder) == undisturbed(tmp_path, folder, "zoomed") != old
        new_photo = make_photo(folder / "p100.jpg", 100)
        library.index()
        assert_vectors_belong(library, [new_photo, folder / "p000.jpg"])
        assert library.choose_model(DEFAULT_MODEL) is False  # it lacks one of eleven
        library.cancel_switch()
        library.choose_model("zoomed")

    def test_photos_added_since_are_looked_at_by_the_next_indexing_run(self, tmp_path: Path) -> None:
        standins.installed(tmp_path / "data" / "models", VGG)
        make_photos(tmp_path / "photos", 20)
        with Library.open(tmp_path / "data") as library:
            library.index([tmp_path / "photos"])
            library.use_model(VGG)
            make_photo(tmp_path / "photos" / "p100.jpg", 100)
            library.index()
            assert library.coverage() == (21, 21)
            assert library.choose_model(DEFAULT_MODEL) is True  # one in twenty-one is little
            assert library.coverage() == (20, 21)
            report = library.index()
            assert (report.added, report.unchanged) == (0, 21)
            assert library.coverage() == (21, 21)
            assert_vectors_belong(library, sorted((tmp_path / "photos").glob("*.jpg")))

    def test_of_a_large_library_the_new_vectors_are_sorted_first(self, library: Library, tmp_path: Path) -> None:
        ids = add_vectors(library._catalog, library._model_id, like_embeddings(6_000, library.spec.dimension))
        library.index()
        assert library.status().index == "ready"
        wished = library._make_serving(ModelSpec.read(tmp_path / "data" / "models" / VGG / f"{VGG}.json"))
        rows = like_embeddings(len(ids), 256, seed=1)
        with library._catalog.writing() as connection:
            for photo_id, row in zip(ids, rows, strict=True):
                store_vector(connection, wished.model_id, photo_id, row, None)
        assert library.choose_model(VGG) is False
        report = library.go_on_switching()
        assert (report.switched, report.embedded, report.problems) == (True, PHOTOS, ())
        status = library.status()
        assert (status.index, status.index_count) == ("ready", 6_000 + PHOTOS)
        assert library.similar(int(ids[0]), k=3)
        assert library.choose_model(DEFAULT_MODEL) is True
        assert library.choose_model(VGG) is True

    def test_a_new_form_of_the_model_in_use(self, library: Library, folder: Path, tmp_path: Path) -> None:
        """Installed anew, it has the old name and other vectors."""
        library.use_model(VGG)
        old = answers(library, folder)
        shutil.rmtree(tmp_path / "data" / "models" / VGG)
        standins.installed(tmp_path / "data" / "models", VGG, seed=1)
        assert library.choose_model(VGG) is False
        assert answers(library, folder) == old
        report = library.go_on_switching()
        assert (report.switched, report.embedded) == (True, PHOTOS)
        assert answers(library, folder) == undisturbed(tmp_path, folder, VGG) != old
        assert vectors_of(library, VGG) == 2 * PHOTOS
        with Library.open(tmp_path / "data") as other:
            assert other.spec.identity == library.spec.identity


class TestMeanwhile:
    def test_queries_from_many_threads_get_one_models_answer(
        self, library: Library, folder: Path, tmp_path: Path
    ) -> None:
        photo, stop, wrong = folder / "p003.jpg", threading.Event(), []
        library.use_model(VGG)
        allowed = [library.similar(photo, k=5)]
        library.choose_model(DEFAULT_MODEL)
        allowed.append(library.similar(photo, k=5))
        outside = Image.open(photo)
        outside.load()

        def ask() -> None:
            while not stop.is_set():
                found = library.similar(photo, k=5)
                if found not in allowed:
                    wrong.append(found)
                if len(library.similar(outside, k=5)) != 5 or not library.tags(photo, k=1):
                    wrong.append([])

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        try:
            for turn in range(20):
                assert library.choose_model((VGG, DEFAULT_MODEL)[turn % 2])
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        assert not wrong

    def test_the_old_one_is_released_with_its_last_query(self, library: Library, folder: Path) -> None:
        expected = library.similar(folder / "p000.jpg")
        library.tags(folder / "p000.jpg")
        library.labels()
        in_flight = library._serving
        gone = weakref.ref(in_flight.looks())
        library.use_model(VGG)
        assert in_flight.looks().similar(folder / "p000.jpg", 10, None) == expected
        gc.disable()  # its files must go at once, not some time
        try:
            del in_flight
            assert gone() is None
        finally:
            gc.enable()

    def test_indexing_waits_its_turn(self, library: Library, folder: Path, tmp_path: Path) -> None:
        seen = []

        def index(progress: Progress) -> None:
            with pytest.raises(LibraryError, match="another photosim is indexing") as caught:
                library.index([folder])
            seen.append(str(caught.value))
            if progress.done:
                return  # all may be seen, and the other program could change at once
            with Library.open(tmp_path / "data") as other, pytest.raises(LibraryError, match="is indexing"):
                other.use_model(VGG)

        assert library.choose_model(VGG) is False
        assert library.go_on_switching(index).switched
        assert seen

    def test_a_change_asked_for_while_indexing_changes_nothing(self, library: Library, folder: Path) -> None:
        make_photos(folder, 3, first=50)
        tried = []

        def change(progress: Progress) -> None:
            with pytest.raises(LibraryError, match="another photosim is indexing"):
                library.use_model(VGG)
            tried.append(library.pending_switch())

        library.index(progress=change)
        assert tried
        assert set(tried) == {None}
        assert library.spec.name == DEFAULT_MODEL

    def test_photos_come_and_go_between_its_parts(self, library: Library, folder: Path) -> None:
        """New, changed, moved, deleted: right under both models in the end."""
        assert library.use_model(VGG, cancel=StopAfter(5)).cancelled
        assert vectors_of(library, VGG) == 5
        make_photo(folder / "p100.jpg", 100)
        make_photo(folder / "p000.jpg", 101)
        (folder / "p001.jpg").rename(folder / "q001.jpg")
        (folder / "p002.jpg").unlink()
        report = library.index()
        assert (report.added, report.updated, report.moved, report.missing) == (1, 1, 1, 1)
        assert library.spec.name == DEFAULT_MODEL
        report_of_rest = library.go_on_switching()
        assert report_of_rest.switched
        assert library.coverage() == (PHOTOS, PHOTOS)
        files = sorted(folder.glob("*.jpg"))
        assert_vectors_belong(library, files)
        library.index()
        assert library.choose_model(DEFAULT_MODEL)
        assert_vectors_belong(library, files)

    def test_photos_that_change_unseen(self, library: Library, folder: Path) -> None:
        """No scan has told of it: the look for the new model finds it."""
        time.sleep(0.01)
        make_photo(folder / "p000.jpg", 200)
        (folder / "p001.jpg").rename(folder / "q001.jpg")
        (folder / "p002.jpg").unlink()
        make_photo(folder / "p100.jpg", 100)
        report = library.use_model(VGG)
        assert (report.switched, report.embedded) == (True, PHOTOS - 2)
        library.index()
        files = sorted(folder.glob("*.jpg"))
        assert_vectors_belong(library, files)
        assert library.coverage() == (PHOTOS, PHOTOS)
        library.use_model(DEFAULT_MODEL)
        library.index()
        assert_vectors_belong(library, files)
        assert library.coverage() == (PHOTOS, PHOTOS)

    def test_a_changed_photo_loses_the_vectors_of_all_models(self, library: Library, folder: Path) -> None:
        library.use_model(VGG)
        (folder / "p001.jpg").rename(folder / "q001.jpg")
        shutil.copyfile(folder / "p003.jpg", folder / "r003.jpg")
        make_photo(folder / "p000.jpg", 300, size=(200, 100))
        library.index()
        assert vectors_of(library, VGG) == PHOTOS + 1
        assert vectors_of(library, DEFAULT_MODEL) == PHOTOS  # without p000, with the copy
        photos = all_photos(library)
        with library._catalog.reading() as connection:
            old = find_model_id(connection, find_model(DEFAULT_MODEL, [bundled_models_folder()]).identity) or 0
            assert vector_of(connection, old, photos["p000.jpg"].id) is None
            assert vector_of(connection, old, photos["q001.jpg"].id) is not None
            assert vector_of(connection, old, photos["r003.jpg"].id) is not None

    def test_a_photo_that_breaks_and_is_mended(self, library: Library, folder: Path) -> None:
        """With the very time and size that it had: a scan alone could not tell."""
        file = folder / "p004.jpg"
        content, status = file.read_bytes(), file.stat()
        file.write_bytes(content[:10] + bytes(len(content) - 10))
        report = library.use_model(VGG)
        assert (report.switched, report.failed, report.embedded) == (True, 1, PHOTOS - 1)
        assert all_photos(library)["p004.jpg"].error
        file.write_bytes(content)
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
        library.index()
        assert library.coverage() == (PHOTOS, PHOTOS)
        assert_vectors_belong(library, [file])
        library.use_model(DEFAULT_MODEL)
        assert library.coverage()[1] == PHOTOS
        library.index()
        assert_vectors_belong(library, [file])

    def test_a_folder_that_goes_away_holds_the_change_up(self, library: Library, folder: Path, tmp_path: Path) -> None:
        """Else the library would have a model that never saw those photos."""
        folder.rename(tmp_path / "unplugged")
        report = library.use_model(VGG)
        assert (report.switched, report.model, report.embedded) == (False, DEFAULT_MODEL, 0)
        [problem] = report.problems
        assert "10 photos lie in folders that are not there now" in problem
        (tmp_path / "unplugged").rename(folder)
        library.index()
        assert library.coverage() == (PHOTOS, PHOTOS)
        assert library.go_on_switching().switched
        assert library.coverage() == (PHOTOS, PHOTOS)

    def test_another_program_keeps_its_model(self, library: Library, folder: Path, tmp_path: Path) -> None:
        with Library.open(tmp_path / "data") as other:
            old = answers(other, folder)
            library.use_model(VGG)
            assert answers(other, folder) == old
            status = other.status()
            assert (status.model, status.switch) == (DEFAULT_MODEL, None)
            assert status.model_problem is not None
            assert VGG in status.model_problem
            new_photo = make_photo(folder / "p100.jpg", 100)
            other.index()
            assert_vectors_belong(other, [new_photo])
            assert library.coverage() == (PHOTOS, PHOTOS + 1)
            assert other.use_model(VGG).switched
            assert other.status().model_problem is None
            assert_vectors_belong(library, [new_photo])

    def test_a_model_given_for_one_opening(self, library: Library, folder: Path, tmp_path: Path) -> None:
        with Library.open(tmp_path / "data", VGG) as other:
            assert (other.spec.name, other.coverage()) == (VGG, (0, PHOTOS))
            assert other.status().model_problem is None
        with Library.open(tmp_path / "data") as other:
            assert other.spec.name == DEFAULT_MODEL


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


def _spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


class TestUnusable:
    def test_unknown(self, library: Library) -> None:
        for call in (library.choose_model, library.use_model):
            with pytest.raises(ModelError, match="unknown model 'resnet'"):
                call("resnet")
        assert library.pending_switch() is None

    @pytest.mark.parametrize("suffix", [".onnx", "-classes.npy"])
    def test_a_file_is_gone(self, library: Library, tmp_path: Path, suffix: str) -> None:
        (tmp_path / "data" / "models" / VGG / f"{VGG}{suffix}").unlink()
        with pytest.raises(ModelError, match="is gone; install or import the model vgg16 again"):
            library.use_model(VGG)
        assert library.pending_switch() is None

    def test_a_damaged_file(self, library: Library, folder: Path, tmp_path: Path) -> None:
        old = answers(library, folder)
        _spoil(tmp_path / "data" / "models" / VGG / f"{VGG}.onnx")
        with pytest.raises(ModelError, match="is damaged"):
            library.use_model(VGG)
        assert (library.spec.name, library.pending_switch()) == (DEFAULT_MODEL, None)
        assert answers(library, folder) == old
        assert library.coverage() == (PHOTOS, PHOTOS)
        path = tmp_path / "data" / "models" / VGG / f"{VGG}.onnx"
        path.write_bytes(path.read_bytes()[:-1])
        with pytest.raises(ModelError, match="is damaged"):
            library.choose_model(VGG)

    def test_the_wished_model_goes_away(self, library: Library, tmp_path: Path) -> None:
        library.choose_model(VGG)
        shutil.rmtree(tmp_path / "data" / "models" / VGG)
        assert library.pending_switch() == SwitchState(VGG, VGG, 0, PHOTOS)
        assert library.status().switch is not None
        with pytest.raises(ModelError, match="unknown model"):
            library.go_on_switching()
        assert library.pending_switch() is None

    @pytest.mark.parametrize("what", ["all", ".onnx", ".json", "size"])
    def test_the_librarys_own_goes_away(self, library: Library, folder: Path, tmp_path: Path, what: str) -> None:
        """The built-in one answers, says so, and steps back when the model is there again."""
        place, away = tmp_path / "data" / "models" / VGG, tmp_path / "away"
        old = answers(library, folder)
        library.use_model(VGG)
        new = answers(library, folder)
        shutil.copytree(place, away)
        if what == "all":
            shutil.rmtree(place)
        elif what == "size":
            (place / f"{VGG}.onnx").write_bytes(b"short")
        else:
            (place / f"{VGG}{what}").unlink()
        with Library.open(tmp_path / "data") as other:
            status = other.status()
            assert (status.model, status.indexed) == (DEFAULT_MODEL, PHOTOS)
            assert status.model_problem is not None
            assert status.model_problem.startswith(f"{DEFAULT_MODEL} answers in the place of {VGG}: ")
            assert "\n" not in status.model_problem
            assert answers(other, folder) == old
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(away, place)
        with Library.open(tmp_path / "data") as other:
            assert (other.spec.name, other.status().model_problem) == (VGG, None)
            assert answers(other, folder) == new
        shutil.rmtree(place)
        with Library.open(tmp_path / "data") as other:
            assert other.choose_model(DEFAULT_MODEL) is True
            assert other.status().model_problem is None
        with Library.open(tmp_path / "data") as other:
            assert other.status().model_problem is None

    def test_deleted_under_a_running_program(self, library: Library, folder: Path, tmp_path: Path) -> None:
        library.use_model(VGG)
        expected = answers(library, folder)
        with Library.open(tmp_path / "data") as other:
            shutil.rmtree(tmp_path / "data" / "models" / VGG)
            assert answers(other, folder) == expected
            new = make_photo(folder / "new.jpg", 500)
            for call in (lambda: other.similar(new), lambda: other.tags(new), other.index):
                with pytest.raises(ModelError, match="cannot be read") as caught:
                    call()
                assert "\n" not in str(caught.value)
            assert other.coverage() == (PHOTOS, PHOTOS + 1)
            assert other.status().model == VGG
            assert answers(other, folder) == expected

    def test_the_library_cannot_be_written(self, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        """A full disk at a commit: what was done before stays, and so does the wish."""
        monkeypatch.setattr(indexer, "_COMMIT_PHOTOS", 1)
        library.choose_model(VGG)
        stored: list[PhotoId] = []

        def store(
            connection: sqlite3.Connection, model_id: int, photo_id: PhotoId, vector: Packed, tags: bytes
        ) -> None:
            if len(stored) == 4:
                error = sqlite3.OperationalError("database or disk is full")
                error.sqlite_errorcode = sqlite3.SQLITE_FULL
                raise error
            stored.append(photo_id)
            store_vector(connection, model_id, photo_id, vector, tags)

        with monkeypatch.context() as patch:
            patch.setattr(indexer, "store_vector", store)
            with pytest.raises(LibraryError, match="the disk is full"):
                library.go_on_switching()
        assert library.pending_switch() == SwitchState(VGG, "VGG16", vectors_of(library, VGG), PHOTOS)
        assert library.go_on_switching().switched
        assert library.coverage() == (PHOTOS, PHOTOS)


def test_status_of_a_change_imports_nothing_heavy(library: Library, tmp_path: Path) -> None:
    library.use_model(VGG)
    library.choose_model(DEFAULT_MODEL)
    library.index([tmp_path])
    copy_of_built_in(tmp_path / "data" / "models", "zoomed")
    library.choose_model("zoomed")
    code = (
        "import sys\nfrom photosim import Library\n"
        f"with Library.open({str(tmp_path / 'data')!r}) as library:\n"
        "    status = library.status()\n    assert status.switch == library.pending_switch() is not None\n"
        "print(sorted({'numpy', 'onnxruntime', 'onnx', 'PIL', 'h5py', 'urllib.request'} & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=program_environment(), check=False, timeout=60
    )
    assert (answer.stdout.strip(), answer.stderr) == ("[]", "")
