"""The model manager on the command line: every source format, changing there and back, and what must be refused."""

import errno
import json
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from photosim.library import Library
from tests.libraries import stored_vectors
from tests.standins import int8_file, keras_file, torch_file, zoo_file
from tests.support import make_photos, photosim, photosim_command, program_environment

BUILT_IN = "efficientnet-lite0"
PHOTOS = 600  # more than are committed at once, so that a run can be stopped between two commits
FORMATS: dict[str, Callable[[Path], Path]] = {
    "zoo": zoo_file,
    "zoo-int8": int8_file,
    "zoo-int8-qdq": lambda folder: int8_file(folder, "qdq"),
    "torchvision": torch_file,
    "torchvision-legacy": lambda folder: torch_file(folder, legacy=True),
    "keras": keras_file,
}
INFO_KEYS = [
    "name",
    "title",
    "state",
    "in_use",
    "dimension",
    "classes",
    "storage",
    "licence",
    "source",
    "file_bytes",
    "photos",
    "vector_bytes",
    "photos_per_second",
    "problem",
]


def answer_of(data: Path, *arguments: str | Path) -> Any:
    """The one JSON object a call prints, with nothing on standard error."""
    done = photosim(data, "--json", *arguments)
    assert (done.returncode, done.stderr) == (0, b""), done
    [line] = done.stdout.splitlines()
    return json.loads(line)


def complaint_of(data: Path, *arguments: str | Path, environment: dict[str, str] | None = None) -> str:
    """The one line a failing call leaves on standard error."""
    done = photosim(data, *arguments, environment=environment)
    assert (done.returncode, done.stdout) == (1, b""), done
    [line] = done.stderr.decode().splitlines()
    return line.removeprefix("photosim: ")


def models(data: Path) -> dict[str, Any]:
    done = photosim(data, "--json", "models")
    assert done.returncode == 0, done
    listed = json.loads(done.stdout)["models"]
    assert all(list(info) == INFO_KEYS for info in listed)
    return {info["name"]: info for info in listed}


@pytest.mark.parametrize("source", FORMATS)
def test_every_source_format_is_taken_and_works(source: str, data: Path, folder: Path, tmp_path: Path) -> None:
    file = FORMATS[source](tmp_path / "source")
    info = answer_of(data, "models", "import", file)
    assert (info["name"], info["state"], info["in_use"]) == ("vgg16", "installed", False)
    assert (info["dimension"], info["classes"], info["problem"]) == (256, 1000, None)
    assert answer_of(data, "--model", "vgg16", "index", folder)["added"] == 6
    photo = folder / "p000.jpg"
    assert len(answer_of(data, "--model", "vgg16", "similar", photo, "-k", "3")["matches"]) == 3
    assert len(answer_of(data, "--model", "vgg16", "similar", photo, "--focus", "cat", "-k", "3")["matches"]) == 3
    tags = answer_of(data, "--model", "vgg16", "tags", photo)["tags"]
    assert 1 <= len(tags) <= 5  # random weights can be so sure of one class that nothing is left for others
    assert all(0 <= tag["probability"] <= 1 for tag in tags)


class TestChanging:
    def test_there_and_back(self, data: Path, folder: Path, tmp_path: Path) -> None:
        answer_of(data, "index", folder)
        answer_of(data, "models", "import", zoo_file(tmp_path))
        with Library.open(data) as library:
            before = stored_vectors(library)
        used = answer_of(data, "models", "use", "vgg16")
        assert (used["model"], used["switched"], used["embedded"], used["cancelled"]) == ("vgg16", True, 6, False)
        status = answer_of(data, "status")
        assert [status[key] for key in ("model", "indexed", "pending", "dimension")] == ["vgg16", 6, 0, 256]
        assert status["provider"] == "CPU"
        assert len(answer_of(data, "similar", folder / "p000.jpg")["matches"]) == 5
        back = answer_of(data, "models", "use", BUILT_IN)
        assert (back["model"], back["switched"], back["embedded"]) == (BUILT_IN, True, 0)
        with Library.open(data) as library:
            after = stored_vectors(library)
        assert before.keys() == after.keys()
        assert all((before[name] == after[name]).all() for name in before)

    def test_in_words(self, data: Path, folder: Path, tmp_path: Path) -> None:
        answer_of(data, "index", folder)
        photosim(data, "models", "import", torch_file(tmp_path))
        assert photosim(data, "models", "use", "vgg16").stdout == b"vgg16 is in use: 6 photos looked at\n"
        assert photosim(data, "models", "use", "vgg16").stdout == b"vgg16 is in use\n"
        table = photosim(data, "models").stdout.decode()
        assert "* VGG16 (vgg16): installed" in table
        assert "  EfficientNet-Lite0 (efficientnet-lite0): built-in" in table
        assert "6 photos of this library looked at" in table
        assert "licence not known" in table
        (data / "models" / "vgg16" / "vgg16.json").write_text("{")
        said = photosim(data, "models").stdout.decode().partition("vgg16 (vgg16): installed\n")[2].splitlines()
        assert said[0].strip().startswith("6 photos of this library looked at")  # nothing is known of the model itself
        assert "vgg16.json is not usable" in said[1]

    @pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
    def test_stopped_killed_and_resumed(self, data: Path, tmp_path: Path) -> None:
        make_photos(tmp_path / "photos", PHOTOS)
        assert photosim(data, "index", tmp_path / "photos").returncode == 0
        answer_of(data, "models", "import", zoo_file(tmp_path))
        output, errors = self.interrupt(data, signal.SIGINT)
        assert json.loads(output)["model"] == BUILT_IN
        assert errors.decode().splitlines()[-1].startswith(f"photosim: stopped; {BUILT_IN} goes on answering")
        stopped = self.half_way(data, tmp_path / "photos")
        self.interrupt(data, signal.SIGKILL, after=stopped)
        killed = self.half_way(data, tmp_path / "photos")
        assert killed > stopped
        resumed = photosim(data, "--json", "models", "use", "vgg16")
        assert json.loads(resumed.stdout)["embedded"] == PHOTOS - killed
        listed = models(data)
        assert (listed["vgg16"]["photos"], listed[BUILT_IN]["photos"]) == (PHOTOS, PHOTOS)

    @staticmethod
    def interrupt(data: Path, stop: signal.Signals, after: int = 0) -> tuple[bytes, bytes]:
        """Send the signal once more photos than `after` have been looked at with the other model."""
        command = photosim_command("--data-dir", data, "--json", "models", "use", "vgg16")
        deadline = time.monotonic() + 60
        with (
            subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=program_environment()
            ) as child,
            Library.open(data) as library,
        ):
            while (switch := library.pending_switch()) is None or switch.done <= after:
                assert time.monotonic() < deadline, child.communicate()
                assert child.poll() is None, child.communicate()
                time.sleep(0.01)
            child.send_signal(stop)
            output, errors = child.communicate(timeout=60)
        assert child.returncode == (130 if stop == signal.SIGINT else -stop), errors
        return output, errors

    @staticmethod
    def half_way(data: Path, photos: Path) -> int:
        """How many photos have been looked at with the other model; the one in use answers as ever."""
        status = answer_of(data, "status")
        assert (status["model"], status["indexed"], status["pending"]) == (BUILT_IN, PHOTOS, 0)
        assert len(answer_of(data, "similar", photos / "p000.jpg")["matches"]) == 10
        assert status["switch"]["total"] == PHOTOS
        assert 0 < status["switch"]["done"] < PHOTOS
        return int(status["switch"]["done"])

    def test_a_change_is_called_off_by_using_the_old_model(self, data: Path, folder: Path, tmp_path: Path) -> None:
        answer_of(data, "index", folder)
        answer_of(data, "models", "import", zoo_file(tmp_path))
        with Library.open(data) as library:
            assert not library.choose_model("vgg16")
        assert answer_of(data, "status")["switch"]["name"] == "vgg16"
        assert b"go on with: photosim models use vgg16" in photosim(data, "status").stdout
        assert answer_of(data, "models", "use", BUILT_IN)["switched"] is False
        assert answer_of(data, "status")["switch"] is None


class TestRemoving:
    def test_vectors_then_all(self, data: Path, folder: Path, tmp_path: Path) -> None:
        answer_of(data, "index", folder)
        answer_of(data, "models", "import", zoo_file(tmp_path))
        answer_of(data, "models", "use", "vgg16")
        assert "in use" in complaint_of(data, "models", "remove", "vgg16")
        answer_of(data, "models", "use", BUILT_IN)
        assert answer_of(data, "models", "remove", "vgg16", "--vectors")["freed_bytes"] > 0
        listed = models(data)["vgg16"]
        assert (listed["photos"], listed["state"]) == (0, "installed")
        freed = answer_of(data, "models", "remove", "vgg16")["freed_bytes"]
        assert freed >= listed["file_bytes"] > 0
        assert models(data)["vgg16"]["state"] == "available"
        assert answer_of(data, "status")["indexed"] == 6

    def test_the_built_in_model_stays(self, data: Path, folder: Path, tmp_path: Path) -> None:
        answer_of(data, "index", folder)
        answer_of(data, "models", "import", zoo_file(tmp_path))
        answer_of(data, "models", "use", "vgg16")
        assert answer_of(data, "models", "remove", BUILT_IN)["freed_bytes"] > 0
        assert models(data)[BUILT_IN]["photos"] == 0
        assert answer_of(data, "models", "use", BUILT_IN)["embedded"] == 6


class Planted:
    """Pickles as a call of `os.system`."""

    def __init__(self, command: str) -> None:
        self._command = command

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, (self._command,)


class TestBadInput:
    @pytest.mark.parametrize("zipped", [True, False])
    def test_code_in_a_pickle_is_not_run(self, data: Path, tmp_path: Path, zipped: bool) -> None:
        trace, file = tmp_path / "was-run", tmp_path / "planted.pth"
        content = pickle.dumps({"weight": Planted(f"echo > {trace}")}, 2)
        if zipped:
            with zipfile.ZipFile(file, "w") as archive:
                archive.writestr("archive/data.pkl", content)
                archive.writestr("archive/version", "3\n")
        else:
            head = [pickle.dumps(part, 2) for part in (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True})]
            file.write_bytes(b"".join([*head, content]))
        complaint = complaint_of(data, "models", "import", file)
        assert "system" in complaint
        assert not trace.exists()
        assert [info["state"] for info in models(data).values() if info["name"] == "vgg16"] == ["available"]

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("page.onnx", b"<!DOCTYPE html><html><body>Not found</body></html>"),
            ("empty.onnx", b""),
            ("noise.onnx", bytes(range(256)) * 40),
            ("noise.pth", b"\x80\x02" + bytes(range(256)) * 40),
            ("noise.h5", b"\x89HDF\r\n\x1a\n" + bytes(range(256)) * 40),
        ],
    )
    def test_what_is_no_model(self, data: Path, tmp_path: Path, name: str, content: bytes) -> None:
        (tmp_path / name).write_bytes(content)
        assert name in complaint_of(data, "models", "import", tmp_path / name)

    def test_a_truncated_file(self, data: Path, tmp_path: Path) -> None:
        for make in (zoo_file, torch_file, keras_file):
            file = make(tmp_path)
            file.write_bytes(file.read_bytes()[:-100_000])
            assert file.name in complaint_of(data, "models", "import", file)
            assert models(data)["vgg16"]["state"] == "available"

    def test_a_published_model_that_is_not_installed(self, data: Path) -> None:
        for arguments in (["models", "use", "vgg16"], ["--model", "vgg16", "status"]):
            assert "photosim models install vgg16" in complaint_of(data, *arguments)

    def test_unknown_names(self, data: Path) -> None:
        for action in ("use", "install", "remove"):
            assert "no-such" in complaint_of(data, "models", action, "no-such")
        assert "no-such.onnx" in complaint_of(data, "models", "import", "no-such.onnx")
        unread = complaint_of(data, "models", "import", "no-such.onnx", "--spec", "no-such.json")
        assert unread == f"the description no-such.json cannot be read: {os.strerror(errno.ENOENT)}"
        for call in (("models", "use", "vgg16"), ("models", "remove", "vgg16"), ("status", "--model", "vgg16")):
            assert "is not installed; get it with: photosim models install vgg16" in complaint_of(data, *call)

    def test_no_network(self, data: Path) -> None:
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
            nowhere = f"http://127.0.0.1:{unused.getsockname()[1]}"
            environment = {"HTTPS_PROXY": nowhere, "https_proxy": nowhere}
            complaint = complaint_of(
                data, "models", "install", "vgg16", "--mirror", f"{nowhere}/models", environment=environment
            )
        assert "vgg16" in complaint
        assert "nothing was installed" in complaint

    def test_damaged_after_it_was_installed(self, data: Path, folder: Path, tmp_path: Path) -> None:
        answer_of(data, "index", folder)
        answer_of(data, "models", "import", zoo_file(tmp_path))
        answer_of(data, "models", "use", "vgg16")
        file = data / "models" / "vgg16" / "vgg16.onnx"
        make_photos(tmp_path / "new", 1, first=50)
        for damage in (lambda: file.write_bytes(file.read_bytes()[:-1000]), file.unlink):
            damage()
            done = photosim(
                data, "similar", tmp_path / "new" / "p050.jpg"
            )  # the built-in model answers, and that is told
            assert (done.returncode, len(done.stdout.splitlines())) == (0, 7)
            [line] = done.stderr.decode().splitlines()
            assert line.startswith(f"photosim: {BUILT_IN} answers in the place of vgg16: ")
            assert json.loads(photosim(data, "--json", "status").stdout)["model_problem"] in line
            assert models(data)["vgg16"]["problem"]
            assert "vgg16" in complaint_of(data, "--model", "vgg16", "similar", tmp_path / "new" / "p050.jpg")
        assert photosim(data, "models", "import", zoo_file(tmp_path)).returncode == 0  # as the line says
        status = answer_of(data, "status")
        assert [status[key] for key in ("model", "indexed", "pending", "model_problem")] == ["vgg16", 6, 0, None]
        assert "there is a model vgg16 already" in complaint_of(data, "models", "import", zoo_file(tmp_path))
        assert [path.name for path in (data / "models").iterdir() if path.name != ".downloads"] == ["vgg16"]


def test_a_provider_that_is_not_there_is_told(data: Path, folder: Path) -> None:
    done = photosim(data, "--json", "--provider", "directml", "index", folder)
    assert done.returncode == 0
    assert json.loads(done.stdout)["added"] == 6
    assert done.stderr.startswith(b"photosim: DirectML is not in the installed onnxruntime")
    assert done.stderr.count(b"\n") == 1
    status = answer_of(data, "status")
    assert status["provider"] == "CPU"
    assert status["provider_wanted"] == "DirectML"
    assert "DirectML" in status["provider_problem"]
    assert status["runtime"].startswith("onnxruntime ")
    assert b"DirectML" in photosim(data, "status").stdout
    photo = min(folder.iterdir())
    query = ("similar", photo, "--region", "0,0,1,0.5")  # not in the library as it is, so it is computed
    assert b"CUDA is not in" in photosim(data, "--provider", "cuda", *query).stderr
    for provider in ("cpu", "auto"):
        assert photosim(data, "--provider", provider, *query).stderr == b""
