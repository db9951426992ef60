"""The models of a computer: listing, getting, giving up; with a narrow stand-in for VGG16."""

import hashlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from photosim.assets import bundled_models_folder
from photosim.core.cancel import CancelToken, Progress
from photosim.embed import download as downloading
from photosim.embed.onnx import OnnxEmbedder
from photosim.embed.published import MIRROR_VARIABLE, PublishedModel
from photosim.embed.registry import DEFAULT_MODEL, find_model
from photosim.errors import Cancelled, LibraryError, ModelError
from photosim.library import Library
from photosim.library.manager import ModelManager
from photosim.paths import AppPaths
from tests import standins
from tests.file_server import Answer, FileServer
from tests.publishing import publish
from tests.support import make_photos

CUT = 400_000
BUILT_IN = find_model(DEFAULT_MODEL, [bundled_models_folder()])


@pytest.fixture(scope="module")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What the zoo would give away: some megabytes."""
    return standins.zoo_file(tmp_path_factory.mktemp("zoo")).read_bytes()


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloading, "_PAUSE_SECONDS", 0.0)


@pytest.fixture
def server(zoo: bytes) -> Iterator[FileServer]:
    with FileServer(zoo) as server:
        yield server


@pytest.fixture
def published(zoo: bytes, server: FileServer, monkeypatch: pytest.MonkeyPatch) -> PublishedModel:
    """`vgg16` is the stand-in on the server."""
    return publish(monkeypatch, zoo, [f"{server.url}/vgg16-12.onnx"])


def states(manager: ModelManager) -> dict[str, tuple[str, bool]]:
    """State of every model, and whether all is well with it."""
    return {model.name: (model.state, model.problem is None) for model in manager.known_models()}


def below(folder: Path) -> set[str]:
    """All files, but for those that only lock."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return {name for name in found if not name.endswith(".lock")}


class TestListing:
    def test_built_in_and_available(self, manager: ModelManager, paths: AppPaths) -> None:
        built_in, vgg16, int8 = manager.known_models()
        assert (built_in.name, built_in.state, built_in.problem) == (DEFAULT_MODEL, "built-in", None)
        assert built_in.spec == BUILT_IN
        assert built_in.file_bytes > BUILT_IN.bytes
        assert (vgg16.name, vgg16.state, vgg16.file_bytes, vgg16.spec) == ("vgg16", "available", 553_437_752, None)
        assert (vgg16.dimension, vgg16.classes, vgg16.licence) == (4096, 1000, "Apache-2.0")
        assert (int8.name, int8.file_bytes, int8.storage) == ("vgg16-int8", 138_407_238, "int8")
        assert not paths.models.exists()

    def test_installed_ones_and_damaged_ones(self, manager: ModelManager, paths: AppPaths) -> None:
        standins.installed(paths.models, "mine")
        for name in ("cut", "gone", "odd"):
            shutil.copytree(paths.models / "mine", paths.models / name)
            for file in (paths.models / name).iterdir():
                file.rename(file.with_name(file.name.replace("mine", name)))
            description = paths.models / name / f"{name}.json"
            description.write_text(description.read_text().replace("mine", name))
        cut = paths.models / "cut" / "cut.onnx"
        cut.write_bytes(cut.read_bytes()[:-1])
        (paths.models / "gone" / "gone.onnx").unlink()
        (paths.models / "odd" / "odd.json").write_text("{")
        installed = {model.name: model for model in manager.known_models() if model.state == "installed"}
        assert list(installed) == ["cut", "gone", "mine", "odd"]
        assert installed["mine"].problem is None
        mine = paths.models / "mine"
        assert installed["mine"].file_bytes == sum(file.stat().st_size for file in mine.iterdir())
        for name, expected in {"cut": "damaged", "gone": "is gone", "odd": "not usable"}.items():
            problem = installed[name].problem
            assert problem is not None
            assert expected in problem
            assert installed[name].file_bytes > 0

    def test_nobody_takes_the_place_of_a_built_in_model(self, manager: ModelManager, paths: AppPaths) -> None:
        standins.installed(paths.models, DEFAULT_MODEL)
        assert states(manager)[DEFAULT_MODEL] == ("built-in", True)

    def test_what_is_in_work_is_no_model(self, manager: ModelManager, paths: AppPaths) -> None:
        standins.installed(paths.models / ".vgg16-abcd.tmp")
        (paths.models / ".downloads").mkdir()
        assert states(manager)["vgg16"] == ("available", True)


class TestInstalling:
    def test_from_the_published_address(
        self, manager: ModelManager, paths: AppPaths, published: PublishedModel, server: FileServer
    ) -> None:
        told: list[Progress] = []
        spec = manager.install("vgg16", progress=told.append)
        assert spec == find_model("vgg16", [paths.models])
        assert (spec.title, spec.licence, spec.source) == ("VGG16", "Apache-2.0", published.source)
        assert (spec.dimension, spec.classes, spec.storage) == (256, 1000, "fp16")
        assert below(paths.models) == {
            f"vgg16/vgg16{ending}" for ending in (".json", ".onnx", "-classes.npy", ".LICENSE.txt")
        }
        assert "Apache License" in (paths.models / "vgg16" / "vgg16.LICENSE.txt").read_text()
        assert states(manager)["vgg16"] == ("installed", True)
        with OnnxEmbedder(spec) as embedder:
            assert embedder.report.active
        phases = [progress.phase for progress in told]
        assert phases == sorted(phases, reverse=True)  # first all downloading, then all converting
        assert set(phases) == {"downloading", "converting"}
        assert {progress.total for progress in told} == {published.bytes, 100}

    def test_from_mirrors(
        self,
        manager: ModelManager,
        published: PublishedModel,
        zoo: bytes,
        server: FileServer,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        with FileServer(zoo, [Answer(404, b"")]) as without, FileServer(zoo) as mirror:
            monkeypatch.setenv(MIRROR_VARIABLE, mirror.url)
            manager.install("vgg16", mirrors=[f"{without.url}/models/"])
        assert [path for path, _ in without.requests] == ["/models/vgg16-12.onnx"]
        assert [path for path, _ in mirror.requests] == ["/vgg16-12.onnx"]
        assert server.requests == []

    def test_another_storage_form(self, manager: ModelManager, published: PublishedModel) -> None:
        assert manager.install("vgg16", "fp32").storage == "fp32"

    def test_going_on_in_a_later_call(
        self, manager: ModelManager, paths: AppPaths, published: PublishedModel, server: FileServer, zoo: bytes
    ) -> None:
        server.answers = [Answer(cut=CUT), Answer(cut=0)]
        with pytest.raises(ModelError, match="are kept and the next try goes on from there"):
            manager.install("vgg16")
        part = f".downloads/{published.sha256}.part"
        assert below(paths.models) == {part}
        assert (paths.models / part).read_bytes() == zoo[:CUT]
        assert states(manager)["vgg16"] == ("available", True)
        server.answers = [Answer()]
        told: list[Progress] = []
        manager.install("vgg16", progress=told.append)
        assert told[0].done == CUT
        assert server.requests[-1][1]["range"] == f"bytes={CUT}-"

    def test_what_is_not_the_published_file(
        self, manager: ModelManager, paths: AppPaths, published: PublishedModel, server: FileServer
    ) -> None:
        server.content = bytes(published.bytes)
        with pytest.raises(ModelError, match="not the file that was published; nothing was installed"):
            manager.install("vgg16")
        assert below(paths.models) == set()

    def test_a_published_file_that_is_no_model(
        self, manager: ModelManager, paths: AppPaths, server: FileServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The download is kept: it is right, and fetching it again would help nobody."""
        server.content = b"\x08\x08\x12\x04" + bytes(5000)
        model = publish(monkeypatch, server.content, [server.url])
        with pytest.raises(ModelError):
            manager.install("vgg16")
        assert below(paths.models) == {f".downloads/{model.sha256}"}
        assert manager.remove("vgg16") == len(server.content)
        assert below(paths.models) == set()

    @pytest.mark.parametrize("phase", ["downloading", "converting"])
    def test_cancelling(
        self, manager: ModelManager, paths: AppPaths, published: PublishedModel, server: FileServer, phase: str
    ) -> None:
        cancel = CancelToken()

        def stop(progress: Progress) -> None:
            if progress.phase == phase:
                cancel.cancel()

        with pytest.raises(Cancelled):
            manager.install("vgg16", progress=stop, cancel=cancel)
        complete = f".downloads/{published.sha256}"
        if phase == "converting":
            assert below(paths.models) == {complete}
        else:
            assert below(paths.models) <= {f"{complete}.part"}
        requests = len(server.requests)
        manager.install("vgg16")
        assert len(server.requests) == requests + (phase == "downloading")

    def test_one_that_is_there(self, manager: ModelManager, published: PublishedModel, server: FileServer) -> None:
        manager.install("vgg16")
        with pytest.raises(ModelError, match="the model vgg16 is installed already"):
            manager.install("vgg16")
        assert len(server.requests) == 1

    @pytest.mark.parametrize("damage", ["vgg16.onnx", "vgg16-classes.npy", "vgg16.json"])
    def test_a_damaged_one_is_replaced(
        self, manager: ModelManager, paths: AppPaths, published: PublishedModel, damage: str
    ) -> None:
        spec = manager.install("vgg16")
        file = paths.models / "vgg16" / damage
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 0xFF
        file.write_bytes(content)
        assert manager.install("vgg16") == spec
        assert states(manager)["vgg16"] == ("installed", True)
        assert not list(paths.models.glob(".*.tmp"))

    def test_a_folder_without_a_description_is_replaced(
        self, manager: ModelManager, paths: AppPaths, published: PublishedModel
    ) -> None:
        (paths.models / "vgg16").mkdir(parents=True)
        manager.install("vgg16")
        assert states(manager)["vgg16"] == ("installed", True)

    def test_two_at_once(self, paths: AppPaths, published: PublishedModel, server: FileServer) -> None:
        """The second is told, as another program would be; the first goes on."""
        server.answers = [Answer(cut=CUT, hang=True)]
        cancel, part = CancelToken(), paths.models / ".downloads" / f"{published.sha256}.part"
        with ThreadPoolExecutor(1) as pool:
            first = pool.submit(ModelManager(paths).install, "vgg16", cancel=cancel)
            while not (first.done() or (part.exists() and part.stat().st_size == CUT)):
                time.sleep(0.01)
            for call in (ModelManager(paths).install, ModelManager(paths).remove):
                with pytest.raises(LibraryError, match="another photosim is installing or removing vgg16 just now"):
                    call("vgg16")
            assert not first.done()
            cancel.cancel()
            assert isinstance(first.exception(20), Cancelled)
        assert part.stat().st_size == CUT

    def test_a_program_that_is_killed(
        self, manager: ModelManager, paths: AppPaths, published: PublishedModel, server: FileServer
    ) -> None:
        """Nobody lets go of anything then, and still the next call goes on."""
        code = (
            "import sys\n"
            "from dataclasses import replace\n"
            "from pathlib import Path\n"
            "from photosim.embed import published\n"
            "from photosim.library.manager import ModelManager\n"
            "from photosim.paths import AppPaths\n"
            "base, url, size, digest = sys.argv[1:]\n"
            "model = published.find_published('vgg16')\n"
            "published.PUBLISHED = (replace(model, urls=(url,), bytes=int(size), sha256=digest),)\n"
            "ModelManager(AppPaths.below(base)).install('vgg16')\n"
        )
        server.answers = [Answer(cut=CUT, hang=True), Answer()]
        arguments = [paths.data.parent, published.urls[0], published.bytes, published.sha256]
        part = paths.models / ".downloads" / f"{published.sha256}.part"
        with subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)]) as program:
            while program.poll() is None and not (part.exists() and part.stat().st_size == CUT):
                time.sleep(0.01)
            with pytest.raises(LibraryError, match="another photosim is installing or removing vgg16"):
                manager.install("vgg16")
            program.kill()
        assert states(manager)["vgg16"] == ("available", True)
        manager.install("vgg16")
        assert server.requests[-1][1]["range"] == f"bytes={CUT}-"

    def test_a_folder_that_cannot_be_written(self, manager: ModelManager, paths: AppPaths) -> None:
        (paths.models / ".downloads" / "vgg16.lock").mkdir(parents=True)
        with pytest.raises(LibraryError, match=r"the folder .*downloads cannot be written"):
            manager.install("vgg16")
        shutil.rmtree(paths.models)
        paths.models.write_text("no folder")
        with pytest.raises(LibraryError, match="cannot create the folder"):
            manager.install("vgg16")

    def test_too_little_room(
        self, manager: ModelManager, published: PublishedModel, server: FileServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Room for the download alone is not enough."""
        free = shutil._ntuple_diskusage(10**12, 10**12 - 2 * published.bytes, 2 * published.bytes)
        monkeypatch.setattr(shutil, "disk_usage", lambda folder: free)
        with pytest.raises(ModelError, match="there is not enough room"):
            manager.install("vgg16")
        assert server.requests == []

    def test_unknown(self, manager: ModelManager, paths: AppPaths) -> None:
        with pytest.raises(ModelError, match="no model 'vgg19' can be downloaded"):
            manager.install("vgg19")
        with pytest.raises(ModelError, match="the mirror cannot be used: ftp://a"):
            manager.install("vgg16", mirrors=["ftp://a.example"])
        assert not paths.models.exists()

    def test_a_storage_that_cannot_be_is_told_before_the_download(self, manager: ModelManager, paths: AppPaths) -> None:
        with pytest.raises(ModelError, match="int8, which cannot be turned into fp32"):
            manager.install("vgg16-int8", storage="fp32")
        assert not paths.models.exists()


class TestImporting:
    def test_a_file_of_the_user(self, manager: ModelManager, paths: AppPaths, zoo: bytes, tmp_path: Path) -> None:
        file = tmp_path / "mine.onnx"
        file.write_bytes(zoo)
        told: list[Progress] = []
        spec = manager.import_file(file, name="mine", progress=told.append)
        assert spec == find_model("mine", [paths.models])
        assert file.read_bytes() == zoo
        assert {progress.phase for progress in told} == {"converting"}
        assert told[-1].done == told[-1].total == 100
        assert states(manager)["mine"] == ("installed", True)
        with pytest.raises(ModelError, match="mine already"):
            manager.import_file(file, name="mine")

    def test_cancelling_leaves_nothing(
        self, manager: ModelManager, paths: AppPaths, zoo: bytes, tmp_path: Path
    ) -> None:
        file = tmp_path / "mine.onnx"
        file.write_bytes(zoo)
        cancel = CancelToken()
        with pytest.raises(Cancelled):
            manager.import_file(file, progress=lambda progress: cancel.cancel(), cancel=cancel)
        assert not paths.models.exists() or below(paths.models) == set()


class TestRemoving:
    def test_files_go_and_space_is_told(self, manager: ModelManager, paths: AppPaths) -> None:
        standins.installed(paths.models, "mine")
        standins.installed(paths.models, "other", seed=1)
        size = sum(file.stat().st_size for file in (paths.models / "mine").iterdir())
        assert manager.remove("mine") == size
        assert "mine" not in states(manager)
        assert states(manager)["other"] == ("installed", True)
        assert {path.name for path in paths.models.iterdir()} == {"other", ".downloads"}

    def test_files_that_lie_there_one_by_one(self, manager: ModelManager, paths: AppPaths) -> None:
        standins.installed(paths.models, "mine")
        for file in list((paths.models / "mine").iterdir()):
            file.rename(paths.models / file.name)
        (paths.models / "mine").rmdir()
        assert states(manager)["mine"] == ("installed", True)
        manager.remove("mine")
        assert below(paths.models) == set()

    def test_a_damaged_one(self, manager: ModelManager, paths: AppPaths) -> None:
        standins.installed(paths.models, "mine")
        (paths.models / "mine" / "mine.json").write_text("{")
        manager.remove("mine")
        assert "mine" not in states(manager)

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            (DEFAULT_MODEL, "comes with photosim and stays"),
            ("vgg16", "the model vgg16 is not installed"),
            ("nobody", "unknown model 'nobody'"),
            ("..", "unknown model '..'"),
            ("", "unknown model ''"),
        ],
    )
    def test_refused(self, manager: ModelManager, paths: AppPaths, name: str, expected: str) -> None:
        standins.installed(paths.models, "mine")
        with pytest.raises(ModelError, match=expected):
            manager.remove(name)
        assert states(manager)["mine"] == ("installed", True)

    def test_one_that_a_program_has_open(
        self, manager: ModelManager, paths: AppPaths, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As on Windows, which does not let go of a file that is in use."""

        def refuse(path: Path, target: Path) -> None:
            raise PermissionError(13, "The process cannot access the file")

        standins.installed(paths.models, "mine")
        monkeypatch.setattr(Path, "rename", refuse)
        with pytest.raises(ModelError, match="cannot be removed: The process cannot access the file; if a program"):
            manager.remove("mine")
        assert states(manager)["mine"] == ("installed", True)
        assert not list(paths.models.glob(".*.tmp"))


class TestPrivacy:
    def test_nothing_but_install_uses_the_network(
        self,
        paths: AppPaths,
        tmp_path: Path,
        published: PublishedModel,
        server: FileServer,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        asked: list[object] = []

        def refuse(*arguments: object, **_: object) -> None:
            asked.append(arguments)
            raise OSError("no network")

        for name in ("connect", "connect_ex", "sendto"):
            monkeypatch.setattr(socket.socket, name, refuse)
        monkeypatch.setattr(socket, "getaddrinfo", refuse)
        make_photos(tmp_path / "photos", 3)
        standins.installed(paths.models, "mine")
        with Library.open(paths=paths) as library:
            assert library.index([tmp_path / "photos"]).added == 3
            assert len(library.similar(tmp_path / "photos" / "p000.jpg")) == 2
            library.status()
        manager = ModelManager(paths)
        manager.known_models()
        manager.measure_speed(BUILT_IN)
        manager.remove("mine")
        assert asked == []
        with pytest.raises(ModelError, match="could not be downloaded"):
            manager.install("vgg16")
        assert asked

    def test_listing_loads_neither_the_network_nor_networks(self, paths: AppPaths) -> None:
        code = (
            "import sys\n"
            "from photosim.library.manager import ModelManager\n"
            "from photosim.paths import AppPaths\n"
            f"ModelManager(AppPaths.below({str(paths.data)!r})).known_models()\n"
            "heavy = {'urllib.request', 'http.client', 'ssl', 'onnx', 'onnxruntime', 'numpy', 'PIL', 'h5py'}\n"
            "sys.exit(str(sorted(heavy & set(sys.modules)) or ''))\n"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
        assert done.stderr.strip() == ""


def test_digests_of_stand_ins_differ(zoo: bytes) -> None:
    """A stand-in must not pass for the real file."""
    assert hashlib.sha256(zoo).hexdigest() != "722c42f53ca03a5480296bf8f9c85a151de3eed9ec982d7d2302ff6e2900c67b"
