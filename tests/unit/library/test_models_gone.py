"""Models that are unknown, damaged or gone: the library goes on, and one line tells."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from photosim.core.photo import PhotoId
from photosim.core.vectors import Packed
from photosim.embed.registry import DEFAULT_MODEL
from photosim.errors import LibraryError, ModelError
from photosim.library import Library, indexer
from photosim.library.reports import SwitchState
from photosim.store.vectors import store_vector
from tests.libraries import copy_of_built_in
from tests.support import make_photo, program_environment
from tests.switches import PHOTOS, VGG, answers, vectors_of


@pytest.fixture
def library(beside_vgg16: Library) -> Library:
    return beside_vgg16


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
        with pytest.raises(ModelError, match="the model vgg16 is not installed"):
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
            assert status.model_problem.endswith(": its files are gone") == (what in {"all", ".json"})
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
