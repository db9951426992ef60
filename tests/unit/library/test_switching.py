"""Changing a library's model: what answers when, what is kept, and what happens meanwhile."""

import gc
import os
import shutil
import threading
import time
import weakref
from pathlib import Path

import pytest
from PIL import Image

from photosim.assets import bundled_models_folder
from photosim.core.cancel import Progress
from photosim.embed.registry import DEFAULT_MODEL, find_model
from photosim.embed.spec import ModelSpec
from photosim.errors import LibraryError
from photosim.library import Library
from photosim.library.reports import SwitchState
from photosim.store.models import find_model as find_model_id
from photosim.store.vectors import store_vector
from tests import standins
from tests.catalogs import add_vectors, like_embeddings, vector_of
from tests.libraries import all_photos, assert_vectors_belong, copy_of_built_in
from tests.support import make_photo, make_photos
from tests.switches import PHOTOS, VGG, StopAfter, answers, undisturbed, vectors_of


@pytest.fixture
def library(beside_vgg16: Library) -> Library:
    return beside_vgg16


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

    def test_an_unplugged_disk_holds_the_change_up_where_its_folder_stays(
        self, library: Library, folder: Path, tmp_path: Path
    ) -> None:
        """Such as the empty folder a disk was mounted on: no photo in it was taken away."""
        folder.rename(tmp_path / "unplugged")
        folder.mkdir()
        report = library.use_model(VGG)
        assert (report.switched, report.model) == (False, DEFAULT_MODEL)
        status = library.status()
        assert (status.offline, status.missing) == (PHOTOS, 0)
        folder.rmdir()
        (tmp_path / "unplugged").rename(folder)
        library.index()
        assert library.go_on_switching().switched
        assert library.coverage() == (PHOTOS, PHOTOS)

    def test_a_photo_that_cannot_be_opened_for_a_while(self, library: Library, folder: Path) -> None:
        """What the model in use knows of it does not count meanwhile, and counts again afterwards."""
        file = folder / "p004.jpg"
        old = answers(library, folder)
        content = file.read_bytes()
        file.unlink()
        file.mkdir()
        library.choose_model(VGG)
        with Library.open(paths=library.paths) as other:
            assert other.go_on_switching().failed == 1
        assert file not in [match.path for match in library.similar(folder / "p000.jpg", k=PHOTOS)]
        file.rmdir()
        file.write_bytes(content)
        library.index()
        assert library.coverage() == (PHOTOS, PHOTOS)
        assert answers(library, folder) == old

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

    def test_a_model_given_for_one_opening_looks_before_it_is_the_librarys_own(
        self, library: Library, folder: Path, tmp_path: Path
    ) -> None:
        with Library.open(tmp_path / "data", VGG) as other:
            assert other.choose_model(VGG) is False
            assert library.pending_switch() == SwitchState(VGG, "VGG16", 0, PHOTOS)
            other.cancel_switch()
            assert other.use_model(VGG).embedded == PHOTOS
        with Library.open(tmp_path / "data") as other:
            assert (other.spec.name, other.coverage()) == (VGG, (PHOTOS, PHOTOS))

    def test_a_model_given_for_one_opening(self, library: Library, folder: Path, tmp_path: Path) -> None:
        with Library.open(tmp_path / "data", VGG) as other:
            assert (other.spec.name, other.coverage()) == (VGG, (0, PHOTOS))
            assert other.status().model_problem is None
        with Library.open(tmp_path / "data") as other:
            assert other.spec.name == DEFAULT_MODEL
