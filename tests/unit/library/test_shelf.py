"""Models as a library sees them: listing, what they take, giving them up while others look on."""

import hashlib
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from photosim.core.cancel import CancelToken, Progress
from photosim.embed import published
from photosim.embed.registry import DEFAULT_MODEL
from photosim.embed.spec import ModelSpec
from photosim.errors import Cancelled, LibraryError, ModelError, NotIndexedError, UserError
from photosim.library import Library, freeing
from photosim.library.reports import ModelInfo
from photosim.store.catalog import Catalog
from photosim.store.models import count_vectors
from tests import standins
from tests.catalogs import add_vectors, like_embeddings
from tests.file_server import FileServer
from tests.libraries import assert_vectors_belong, stored_vectors
from tests.scenes import CAT, CUP, save_versions
from tests.support import make_photo

VGG = "vgg16"
PHOTOS = 10


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a narrow VGG16 installed."""
    standins.installed(tmp_path / "data" / "models", VGG)
    return tmp_path / "data"


@pytest.fixture
def library(data: Path, folder: Path) -> Iterator[Library]:
    """Ten photos, seen by the built-in model, which is in use, and by VGG16."""
    with Library.open(data) as library:
        library.index([folder])
        library.use_model(VGG)
        library.use_model(DEFAULT_MODEL)
        yield library


def meanwhile(library: Library, statement: str, act: Callable[[], None]) -> None:
    """Have something happen right after the library's next reading connection was asked this."""
    with library._catalog.reading() as connection:

        def listen(asked: str) -> None:
            if statement in asked:
                connection.set_trace_callback(None)
                act()

        connection.set_trace_callback(listen)


def info(library: Library, name: str) -> ModelInfo:
    return next(each for each in library.models() if each.name == name)


def vectors_of(library: Library, name: str) -> int:
    with library._catalog.reading() as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM models WHERE name = ?", (name,))]
        return sum(count_vectors(connection, model_id) for model_id in ids)


def many_vectors(library: Library, count: int) -> list[int]:
    """So many photos more, seen by VGG16 alone, and sorted."""
    with Library.open(paths=library.paths, model=VGG) as other:
        ids = add_vectors(other._catalog, other._model_id, like_embeddings(count, other.spec.dimension))
        other.index()
        assert other.status().index == "ready"
    return [int(photo_id) for photo_id in ids]


class TestListed:
    def test_all_there_are_and_could_be(self, library: Library, data: Path) -> None:
        assert [(each.name, each.state, each.in_use) for each in library.models()] == [
            (DEFAULT_MODEL, "built-in", True),
            (VGG, "installed", False),
            ("vgg16-int8", "available", False),
        ]
        vgg = info(library, VGG)
        assert (vgg.title, vgg.dimension, vgg.classes, vgg.photos, vgg.problem) == ("VGG16", 256, 1000, PHOTOS, None)
        assert vgg.file_bytes == sum(file.stat().st_size for file in (data / "models" / VGG).iterdir())
        assert PHOTOS * 300 < vgg.vector_bytes < PHOTOS * 1000
        assert PHOTOS * 1320 < info(library, DEFAULT_MODEL).vector_bytes < PHOTOS * 3000
        assert info(library, "vgg16-int8").vector_bytes == 0
        library.use_model(VGG)
        assert [each.name for each in library.models() if each.in_use] == [VGG]

    def test_search_files_count(self, library: Library) -> None:
        before = info(library, VGG).vector_bytes
        many_vectors(library, 6_000)
        root = library.paths.index_of(ModelSpec.read(library.paths.models / VGG / f"{VGG}.json").identity)
        sorted_files = sum(file.stat().st_size for file in root.rglob("*") if file.is_file())
        assert sorted_files > 1_000_000
        assert info(library, VGG).vector_bytes == pytest.approx(before + sorted_files + 6_000 * 300, rel=0.1)

    def test_speed_is_told_once_it_was_measured(self, library: Library, data: Path) -> None:
        assert info(library, VGG).photos_per_second is None
        speed = library.measure_speed(VGG)
        assert speed > 0
        with Library.open(data) as other:
            assert info(other, VGG).photos_per_second == pytest.approx(speed, rel=0.01)
        with pytest.raises(ModelError, match="unknown model"):
            library.measure_speed("resnet")

    def test_older_forms_of_a_model_take_space_but_are_not_its_photos(self, library: Library, data: Path) -> None:
        before = info(library, VGG)
        shutil.rmtree(data / "models" / VGG)
        standins.installed(data / "models", VGG, seed=1)
        new = info(library, VGG)
        assert (new.photos, new.vector_bytes) == (0, before.vector_bytes)
        assert library.choose_model(VGG) is False
        library.go_on_switching()
        assert info(library, VGG).photos == PHOTOS
        assert info(library, VGG).vector_bytes == 2 * before.vector_bytes
        library.use_model(DEFAULT_MODEL)
        library.remove_model(VGG, vectors_only=True)
        assert (info(library, VGG).photos, info(library, VGG).vector_bytes) == (0, 0)

    def test_one_whose_files_were_taken_away(self, library: Library, data: Path) -> None:
        (data / "models" / VGG).rename(data / "models" / "other")
        left = info(library, VGG)
        assert (left.state, left.photos) == ("available", PHOTOS)
        with library._catalog.writing() as connection:
            connection.execute("UPDATE models SET name = 'mine' WHERE name = ?", (VGG,))
        left = info(library, "mine")
        assert (left.state, left.photos, left.dimension, left.file_bytes) == ("installed", PHOTOS, 256, 0)
        assert left.problem is not None
        assert "its files are gone" in left.problem
        assert library.remove_model("mine") > PHOTOS * 100
        assert "mine" not in [each.name for each in library.models()]
        assert vectors_of(library, "mine") == 0

    def test_while_another_program_removes_one(self, library: Library) -> None:
        expected = info(library, VGG)

        def remove() -> None:
            with library._catalog.writing() as connection:
                connection.execute("DELETE FROM vectors")

        meanwhile(library, "SELECT length(data)", remove)
        assert info(library, VGG) == expected
        assert info(library, VGG).photos == 0


class TestBrought:
    def test_imported(self, library: Library, folder: Path, tmp_path: Path) -> None:
        file = standins.keras_file(tmp_path, seed=3)
        told: list[Progress] = []
        made = library.import_model(file, name="mine", progress=told.append)
        assert (made.name, made.state, made.dimension, made.problem) == ("mine", "installed", 256, None)
        assert {progress.phase for progress in told} == {"converting"}
        assert made in library.models()
        assert library.use_model("mine").embedded == PHOTOS
        assert_vectors_belong(library, sorted(folder.glob("*.jpg")))
        with pytest.raises(ModelError, match="mine"):
            library.import_model(file, name="mine")

    def test_installed(self, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        library.remove_model(VGG)
        content = standins.zoo_file(tmp_path).read_bytes()
        with FileServer(content) as server:
            known = replace(
                published.PUBLISHED[0],
                urls=(f"{server.url}/vgg16-12.onnx",),
                bytes=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
            )
            monkeypatch.setattr(published, "PUBLISHED", (known,))
            cancel = CancelToken()
            cancel.cancel()
            with pytest.raises(Cancelled):
                library.install_model(VGG, cancel=cancel)
            made = library.install_model(VGG)
            with pytest.raises(ModelError, match="installed already"):
                library.install_model(VGG)
        assert (made.name, made.state, made.licence, made.problem) == (VGG, "installed", "Apache-2.0", None)
        assert library.use_model(VGG).embedded == PHOTOS


class TestRemoved:
    def test_everything_of_it_goes_and_nothing_else(self, library: Library, data: Path, folder: Path) -> None:
        many_vectors(library, 6_000)
        library.index()
        expected = library.similar(folder / "p000.jpg", k=PHOTOS)
        before = stored_vectors(library)
        library._catalog._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = library.paths.database.stat().st_size
        told: list[Progress] = []
        vgg = info(library, VGG)
        freed = library.remove_model(VGG, progress=told.append)
        assert freed == pytest.approx(vgg.file_bytes + vgg.vector_bytes, rel=0.1)
        assert {progress.phase for progress in told} == {"removing"}
        assert told[-1].done == told[-1].total == 6_000 + PHOTOS
        assert library.paths.database.stat().st_size < size - 6_000 * 256
        assert [path.name for path in library.paths.index.iterdir()] == []
        assert not (data / "models" / VGG).exists()
        assert vectors_of(library, VGG) == 0
        assert library.similar(folder / "p000.jpg", k=PHOTOS) == expected
        after = stored_vectors(library)
        assert after.keys() == before.keys()
        assert all((after[name] == before[name]).all() for name in before)
        with pytest.raises(ModelError, match="is not installed"):
            library.use_model(VGG)
        for vectors_only in (False, True):
            with pytest.raises(ModelError, match="is not installed"):
                library.remove_model(VGG, vectors_only=vectors_only)

    def test_vectors_alone(self, library: Library, data: Path) -> None:
        freed = library.remove_model(VGG, vectors_only=True)
        assert freed >= 4096
        assert (info(library, VGG).state, info(library, VGG).photos) == ("installed", 0)
        assert library.use_model(VGG).embedded == PHOTOS

    def test_of_a_built_in_model_the_files_stay(self, library: Library) -> None:
        library.use_model(VGG)
        for vectors_only in (False, True):
            library.remove_model(DEFAULT_MODEL, vectors_only=vectors_only)
            built_in = info(library, DEFAULT_MODEL)
            assert (built_in.state, built_in.photos, built_in.problem) == ("built-in", 0, None)
        assert library.use_model(DEFAULT_MODEL).embedded == PHOTOS

    def test_albums_of_it_go_too(self, data: Path, tmp_path: Path, sample_photos: Path) -> None:
        for name, photo in {"Cats": CAT, "Breakfast": CUP}.items():
            save_versions(tmp_path / "albums" / name, sample_photos, photo, 9)
        with Library.open(data) as library:
            library.index([tmp_path / "albums"])
            library.learn()
            library.use_model(VGG)
            assert "album:Cats" in library.tag_counts()
            library.use_model(DEFAULT_MODEL)
            library.remove_model(VGG, vectors_only=True)
            with Library.open(data, VGG) as other:
                assert not [label for label in other.labels() if label.kind == "album"]
            assert "album:Cats" in library.tag_counts()

    def test_not_what_is_needed(self, library: Library, data: Path) -> None:
        for vectors_only in (False, True):
            with pytest.raises(ModelError, match="is in use; use another one first"):
                library.remove_model(DEFAULT_MODEL, vectors_only=vectors_only)
        library.remove_model(VGG, vectors_only=True)
        assert library.choose_model(VGG) is False
        with pytest.raises(ModelError, match="is changing to the model vgg16") as caught:
            library.remove_model(VGG)
        assert f"photosim models use {DEFAULT_MODEL}" in str(caught.value)
        library.go_on_switching()
        with Library.open(data, DEFAULT_MODEL) as other:  # for this opening only
            for name in (VGG, DEFAULT_MODEL):
                with pytest.raises(ModelError, match="is in use"):
                    other.remove_model(name)
        assert vectors_of(library, VGG) == vectors_of(library, DEFAULT_MODEL) == PHOTOS

    @pytest.mark.parametrize("name", ["resnet", "../x", "", "a\nb", "vgg16-int8"])
    def test_unknown(self, library: Library, name: str) -> None:
        with pytest.raises(ModelError, match=r"unknown model|the model vgg16-int8 is not installed") as caught:
            library.remove_model(name)
        assert "\n" not in str(caught.value)

    def test_indexing_comes_first(self, library: Library, folder: Path) -> None:
        make_photo(folder / "new.jpg", 99)
        tried = []

        def remove(progress: Progress) -> None:
            with pytest.raises(LibraryError, match="another photosim is indexing"):
                library.remove_model(VGG)
            tried.append(vectors_of(library, VGG))

        library.index(progress=remove)
        assert tried
        assert set(tried) == {PHOTOS}

    def test_stopped_on_the_way(self, library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(freeing, "_AT_ONCE", 3)
        monkeypatch.setattr("photosim.library.tally._INTERVAL", 0)

        def stop(progress: Progress) -> None:
            if progress.done >= 6:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            library.remove_model(VGG, vectors_only=True, progress=stop)
        assert vectors_of(library, VGG) == PHOTOS - 6
        assert len(library.similar(folder / "p000.jpg", k=PHOTOS)) == PHOTOS - 1
        library.remove_model(VGG, vectors_only=True)
        assert vectors_of(library, VGG) == 0

    def test_stopped_before_the_file_shrinks(self, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        many_vectors(library, 6_000)

        def stop(_: Catalog) -> bool:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(Catalog, "compact", stop)
            library.remove_model(VGG, vectors_only=True)
        assert vectors_of(library, VGG) == 0
        unused = library._catalog.free_bytes()
        assert unused > 6_000 * 256
        library.remove_model(VGG, vectors_only=True)
        assert library._catalog.free_bytes() < unused // 100

    def test_a_disk_without_room_for_the_smaller_file(
        self, library: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        many_vectors(library, 6_000)
        reader = sqlite3.connect(library.paths.database)
        library._catalog._writer.execute("PRAGMA busy_timeout = 50")
        original = freeing._remove_folder

        def in_the_way(folder: Path) -> int:
            reader.execute("BEGIN IMMEDIATE")
            return original(folder)

        monkeypatch.setattr(freeing, "_remove_folder", in_the_way)
        assert library.remove_model(VGG, vectors_only=True) > 6_000 * 256
        reader.close()
        assert "the catalogue keeps its size" in caplog.text
        assert vectors_of(library, VGG) == 0


class TestUnderOthers:
    """Another program has the library open with the model that goes."""

    def test_queries_meanwhile(self, library: Library, folder: Path, data: Path) -> None:
        ids = many_vectors(library, 6_000)
        photo, stop, wrong = folder / "p003.jpg", threading.Event(), []
        with Library.open(data, VGG) as other:
            expected = other.similar(ids[0], k=5), other.similar(photo, k=5)
            assert other._looks.searcher.refresh().generation is not None  # its files are mapped

            def ask() -> None:
                while not stop.is_set():
                    try:
                        found = other.similar(ids[0], k=5), other.similar(photo, k=5)
                        other.tag_counts()
                    except UserError as error:
                        if "\n" in str(error):
                            wrong.append(str(error))
                    else:
                        if found != expected and len(found[0]) == 5:
                            wrong.append(str(found))

            threads = [threading.Thread(target=ask) for _ in range(3)]
            for thread in threads:
                thread.start()
            try:
                library.remove_model(VGG)
            finally:
                stop.set()
                for thread in threads:
                    thread.join()
            assert not wrong
            for _ in range(2):
                with pytest.raises(UserError) as caught:
                    other.similar(photo)
                assert "\n" not in str(caught.value)
            assert other.coverage() == (0, PHOTOS + 6_000)
            assert other.status().model == VGG
        assert len(library.similar(photo, k=PHOTOS)) == PHOTOS - 1

    def test_stopped_on_the_way(
        self, library: Library, folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """They go on without what is gone already, and after another look have every photo once."""
        monkeypatch.setattr(freeing, "_AT_ONCE", 2)

        def stop(progress: Progress) -> None:
            if progress.done:
                raise KeyboardInterrupt

        monkeypatch.setattr("photosim.library.tally._INTERVAL", 0.0)
        with Library.open(data, VGG) as other:
            before = other.similar(folder / "p000.jpg", k=PHOTOS)
            with pytest.raises(KeyboardInterrupt):
                library.remove_model(VGG, vectors_only=True, progress=stop)
            assert len(other.similar(folder / "p009.jpg", k=PHOTOS)) == PHOTOS - 2 - 1
            other.index()
            assert other.similar(folder / "p000.jpg", k=PHOTOS) == before

    def test_it_may_begin_anew(self, library: Library, folder: Path, data: Path) -> None:
        with Library.open(data, VGG) as other:
            expected = other.similar(folder / "p000.jpg", k=PHOTOS)
            library.remove_model(VGG, vectors_only=True)
            with pytest.raises(NotIndexedError, match="no photo is indexed yet"):
                other.similar(folder / "p000.jpg")
            other.index()
            assert other.similar(folder / "p000.jpg", k=PHOTOS) == expected
            assert vectors_of(library, VGG) == PHOTOS
