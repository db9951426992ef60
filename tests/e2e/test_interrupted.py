"""Stopping the program at any moment: work is kept, and the library opens; two programs on one library."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from photosim.core.vectors import Vectors
from photosim.library import Library
from tests.libraries import stored_vectors
from tests.support import make_photos, photosim, photosim_command, program_environment, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")


def start(*arguments: str | Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        photosim_command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=program_environment()
    )


def wait_for_photos(data: Path, child: "subprocess.Popen[bytes]") -> None:
    """Until a run has begun to look at photos: the first thumbnail is there."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and child.poll() is None:
        if any((data / "cache").rglob("*.jpg")):
            return
        time.sleep(0.01)
    raise AssertionError(child.communicate())


def vectors_of(data: Path) -> dict[str, Vectors]:
    with Library.open(data) as library:
        return stored_vectors(library)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    make_photos(folder, 300)
    return folder


def test_ctrl_c_keeps_what_is_done(data: Path, many: Path) -> None:
    with start("--data-dir", data, "--json", "index", many) as child:
        wait_for_photos(data, child)
        child.send_signal(signal.SIGINT)
        output, errors = child.communicate(timeout=60)
    assert child.returncode == 130
    report = json.loads(output)
    assert 0 < report["added"] < 300
    assert [report[key] for key in ("failed", "missing", "unchanged")] == [0, 0, 0]
    lines = [line for line in errors.decode().splitlines() if line]
    assert lines == [
        "photosim: stopping ...",
        "photosim: stopped; what is done is kept, the same call goes on from there",
    ]
    status = json.loads(photosim(data, "--json", "status").stdout)
    assert (status["indexed"], status["pending"]) == (report["added"], 300 - report["added"])


PRESSES_AT_IMPORT = """
import signal, sys

wanted = sys.argv.pop(1)

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == wanted:
            sys.stderr.write("pressed\\n")
            signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, Finder())
from photosim.__main__ import run
run()
"""


@pytest.mark.parametrize(
    "module", ["argparse", "photosim.cli.main", "sqlite3", "photosim.library", "numpy", "PIL.Image"]
)
def test_ctrl_c_at_the_start_is_quiet(data: Path, many: Path, module: str) -> None:
    """While Python's libraries and ours are still being loaded, too."""
    command = [sys.executable, "-c", PRESSES_AT_IMPORT, module, "--data-dir", str(data), "index", str(many)]
    done = run(command)
    pressed, _, said = done.stderr.partition(b"pressed\n")
    assert done.returncode == 130, done.stderr
    assert pressed == b""
    assert b"Traceback" not in said
    assert said.lstrip().startswith(b"photosim: stopping ...") or said == b""


def test_ctrl_c_while_queries_are_awaited(indexed: tuple[Path, Path]) -> None:
    with subprocess.Popen(
        photosim_command("--data-dir", indexed[0], "--json", "similar", "--batch", "-"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=program_environment(),
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(os.fsencode(indexed[1] / "p000.jpg") + b"\n")
        child.stdin.flush()
        assert child.stdout.readline()
        child.send_signal(signal.SIGINT)
        _, errors = child.communicate(timeout=60)
    assert (child.returncode, errors) == (130, b"")


def test_killed_at_any_moment(tmp_path: Path) -> None:
    files = make_photos(tmp_path / "photos", 40)
    undisturbed, data = tmp_path / "undisturbed", tmp_path / "data"
    assert photosim(undisturbed, "index", tmp_path / "photos").returncode == 0
    moments = random.Random(7)
    for turn in range(3):
        with start("--data-dir", data, "index", tmp_path / "photos") as child:
            if turn:
                wait_for_photos(data, child)
            time.sleep(moments.uniform(0, 0.4))
            child.kill()
        answer = photosim(data, "--json", "status")
        assert (answer.returncode, answer.stderr) == (0, b"")
    answer = photosim(data, "--json", "index", tmp_path / "photos")
    assert (answer.returncode, answer.stderr) == (0, b"")
    report = json.loads(answer.stdout)
    assert report["added"] + report["unchanged"] == 40
    status = json.loads(photosim(data, "--json", "status").stdout)
    assert (status["photos"], status["indexed"], status["pending"], status["failed"]) == (40, 40, 0, 0)
    expected, got = vectors_of(undisturbed), vectors_of(data)
    assert set(got) == {file.name for file in files}
    assert min(float(np.dot(got[name], expected[name])) for name in expected) >= 0.9999


def test_two_programs(data: Path, many: Path) -> None:
    with start("--data-dir", data, "--json", "index", many) as child:
        wait_for_photos(data, child)
        second = photosim(data, "index", many)
        status = photosim(data, "--json", "status")
        child.send_signal(signal.SIGINT)
        child.communicate(timeout=60)
    assert second.returncode == 1
    [line] = second.stderr.decode().splitlines()
    assert "another photosim is indexing" in line
    assert (status.returncode, status.stderr) == (0, b"")
    assert json.loads(status.stdout)["photos"] > 0


@pytest.mark.parametrize("arguments", [["status"], ["--json", "status"], ["similar", "p000.jpg"]])
def test_a_reader_that_has_gone(indexed: tuple[Path, Path], arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        answer = subprocess.run(
            photosim_command("--data-dir", indexed[0], *arguments),
            stdout=writer,
            stderr=subprocess.PIPE,
            cwd=indexed[1],
            env=program_environment(),
            check=False,
            timeout=60,
        )
    finally:
        os.close(writer)
    assert (answer.returncode, answer.stderr) == (1, b"")
