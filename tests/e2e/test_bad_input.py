"""Whatever is wrong with folders, files or the disk: one clear line, the right status, nothing lost."""

import json
import os
import shutil
import sqlite3
import struct
import subprocess
import sys
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from tests.support import (
    as_anybody,
    make_photo,
    make_photos,
    permissions_count,
    photosim,
    photosim_command,
    program_environment,
    run,
)

needs_permissions = pytest.mark.skipif(not permissions_count(), reason="permission bits do not count here")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="as POSIX has it")


def one_line(answer: "subprocess.CompletedProcess[bytes]", status: int = 1) -> str:
    """The only line on standard error; nothing on standard output."""
    text = answer.stderr.decode(errors="replace")
    assert answer.returncode == status, text
    [line] = text.splitlines()
    assert line.startswith("photosim: ")
    assert "Traceback" not in line
    assert answer.stdout == b""
    return line


def indexed_count(data: Path) -> int:
    return int(json.loads(photosim(data, "--json", "status").stdout)["indexed"])


class TestFolders:
    def test_missing(self, data: Path, tmp_path: Path) -> None:
        assert "there is no folder" in one_line(photosim(data, "--json", "index", tmp_path / "nowhere"))

    def test_a_file(self, data: Path, folder: Path) -> None:
        assert "is a file, not a folder" in one_line(photosim(data, "index", folder / "p000.jpg"))

    @pytest.mark.parametrize("name", ["x" * 300, "line\nbreak", "caf\udce9"])
    def test_odd_names(self, data: Path, tmp_path: Path, name: str) -> None:
        one_line(photosim(data, "index", tmp_path / name))

    @needs_permissions
    def test_unreadable(self, data: Path, folder: Path) -> None:
        command = photosim_command("--data-dir", data, "--json", "index", folder)
        assert run(as_anybody(command)).returncode == 0
        folder.chmod(0)
        try:
            line = one_line(run(as_anybody(command)))
        finally:
            folder.chmod(0o700)
        assert "cannot read the folder" in line
        assert "its photos are kept" in line
        report = json.loads(run(as_anybody(command)).stdout)
        assert (report["unchanged"], report["photos_per_second"]) == (6, 0)

    @needs_permissions
    def test_inside_an_unreadable_one(self, data: Path, folder: Path) -> None:
        make_photos(folder / "deep" / "deeper", 2)
        (folder / "deep").chmod(0)
        try:
            line = one_line(run(as_anybody(photosim_command("--data-dir", data, "index", folder / "deep" / "deeper"))))
        finally:
            (folder / "deep").chmod(0o700)
        assert "cannot read the folder" in line

    @needs_permissions
    @pytest.mark.parametrize("mode", [0o000, 0o400])
    def test_an_unreadable_one_inside(self, data: Path, folder: Path, mode: int) -> None:
        make_photos(folder / "sub", 3, first=50)
        command = photosim_command("--data-dir", data, "--json", "index", folder)
        assert json.loads(run(as_anybody(command)).stdout)["added"] == 9
        (folder / "sub").chmod(mode)
        try:
            answer = run(as_anybody(command))
        finally:
            (folder / "sub").chmod(0o700)
        assert answer.returncode == 0
        report = json.loads(answer.stdout)
        assert (report["unchanged"], report["missing"]) == (6, 0)
        [line] = answer.stderr.decode().splitlines()
        assert f"cannot read the folder {folder / 'sub'}" in line
        assert json.loads(photosim(data, "--json", "status").stdout)["offline"] == 3
        assert json.loads(run(as_anybody(command)).stdout)["unchanged"] == 9

    @needs_permissions
    def test_an_unreadable_photo_is_tried_again(self, data: Path, folder: Path) -> None:
        (folder / "p003.jpg").chmod(0)
        command = photosim_command("--data-dir", data, "--json", "index", folder)
        report = json.loads(run(as_anybody(command)).stdout)
        assert (report["added"], report["failed"]) == (5, 1)
        (folder / "p003.jpg").chmod(0o600)
        report = json.loads(run(as_anybody(command)).stdout)
        assert (report["added"], report["unchanged"], report["failed"]) == (1, 5, 0)


def png(width: int, height: int, data: bytes = b"") -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


BAD_FILES = {
    "empty.jpg": b"",
    "one byte.jpg": b"\xff",
    "text.jpg": b"dear diary",
    "zeros.png": bytes(5000),
    "html.gif": b"<html><body>404 not found</body></html>",
    "huge header.png": png(2**31 - 1, 2**31 - 1),
    "bomb.png": png(60_000, 60_000, bytes(10_000)),
    "no pixels.png": png(0, 0),
    "no height.png": png(10, 0),
    "no data.png": png(100, 100),
}


def test_bad_files_cost_themselves_only(data: Path, folder: Path) -> None:
    for name, content in BAD_FILES.items():
        (folder / name).write_bytes(content)
    whole = make_photo(folder / "cut.jpg", 90).read_bytes()
    (folder / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    expected = len(BAD_FILES) + 1
    for added in (6, 0):
        answer = photosim(data, "--json", "index", folder)
        assert answer.returncode == 0
        report = json.loads(answer.stdout)
        assert (report["added"], report["unchanged"], report["failed"]) == (added, 6 - added, expected)
        assert b"Traceback" not in answer.stderr
    with closing(sqlite3.connect(data / "data" / "library.db")) as connection:
        reasons = dict(connection.execute("SELECT path, error FROM photos WHERE state = 'failed'"))
    assert len(reasons) == expected
    assert all(reason and "\n" not in reason for reason in reasons.values())


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_query_is_one_line(indexed: tuple[Path, Path], tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(BAD_FILES[name])
    line = one_line(photosim(indexed[0], "similar", tmp_path / name))
    assert str(tmp_path / name) in line


class TestQueries:
    def test_nothing_indexed(self, data: Path, folder: Path) -> None:
        assert "photosim index FOLDER" in one_line(photosim(data, "similar", folder / "p000.jpg"))

    @pytest.mark.parametrize("name", ["gone.jpg", "line\nbreak.jpg", "x" * 300, "caf\udce9.jpg"])
    def test_missing(self, indexed: tuple[Path, Path], tmp_path: Path, name: str) -> None:
        one_line(photosim(indexed[0], "similar", tmp_path / name))

    def test_a_folder(self, indexed: tuple[Path, Path], tmp_path: Path) -> None:
        assert "folder" in one_line(photosim(indexed[0], "similar", tmp_path))

    @needs_permissions
    def test_in_a_folder_that_may_not_be_entered(self, data: Path, folder: Path) -> None:
        assert photosim(data, "index", folder).returncode == 0
        folder.chmod(0)
        try:
            line = one_line(run(as_anybody(photosim_command("--data-dir", data, "similar", folder / "p000.jpg"))))
        finally:
            folder.chmod(0o700)
        assert "no permission to read the file" in line

    @pytest.mark.parametrize("focus", ["blorpz", "crane", "", "...", "\u732b", "x" * 10_000])
    def test_focus_on_no_one_thing(self, indexed: tuple[Path, Path], focus: str) -> None:
        line = one_line(photosim(indexed[0], "similar", indexed[1] / "p000.jpg", "--focus", focus))
        assert "missing" in line if focus in ("", "...") else ("no class" in line or "say which" in line)

    @pytest.mark.parametrize("name", ["nowhere.txt", "."])
    def test_batch_file(self, indexed: tuple[Path, Path], tmp_path: Path, name: str) -> None:
        line = one_line(photosim(indexed[0], "similar", "--batch", tmp_path / name))
        assert "cannot read the batch file" in line

    def test_batch_of_anything(self, indexed: tuple[Path, Path]) -> None:
        stdin = b"\0\n\xff\xfe\n\x1b[31m\n" + b"x" * 5000 + b"\n" + os.fsencode(indexed[1] / "p000.jpg")
        answer = photosim(indexed[0], "--json", "similar", "--batch", "-", stdin=stdin)
        assert answer.returncode == 1
        results = [json.loads(line) for line in answer.stdout.splitlines()]
        assert ["error" in result for result in results] == [True, True, True, True, False]
        assert len(answer.stderr.splitlines()) == 4
        assert b"\x1b" not in answer.stderr


class TestDataFolder:
    @pytest.mark.parametrize("call", ["status", "index", "similar"])
    def test_a_file_in_its_place(self, tmp_path: Path, folder: Path, call: str) -> None:
        (tmp_path / "file").touch()
        arguments = {"status": [], "index": [folder], "similar": [folder / "p000.jpg"]}[call]
        one_line(photosim(tmp_path / "file", "--json", call, *arguments))

    @needs_permissions
    @pytest.mark.parametrize("call", ["status", "index"])
    def test_not_writable(self, tmp_path: Path, folder: Path, call: str) -> None:
        (tmp_path / "locked").mkdir(mode=0o500)
        arguments = {"status": [], "index": [folder]}[call]
        one_line(run(as_anybody(photosim_command("--data-dir", tmp_path / "locked", call, *arguments))))

    @needs_permissions
    def test_a_library_that_cannot_be_written(self, data: Path, folder: Path) -> None:
        assert photosim(data, "index", folder).returncode == 0
        for file in (data / "data").iterdir():
            file.chmod(0o400)
        (data / "data").chmod(0o500)
        try:
            line = one_line(run(as_anybody(photosim_command("--data-dir", data, "index", folder))))
        finally:
            (data / "data").chmod(0o700)
        assert "cannot be written" in line

    @needs_permissions
    @pytest.mark.parametrize("mode", [0o000, 0o500])
    def test_a_cache_that_cannot_be_used_is_done_without(self, data: Path, folder: Path, mode: int) -> None:
        (data / "cache" / "thumbnails").mkdir(parents=True)
        (data / "cache" / "thumbnails").chmod(mode)
        try:
            answer = run(as_anybody(photosim_command("--data-dir", data, "--json", "index", folder)))
        finally:
            (data / "cache" / "thumbnails").chmod(0o700)
        assert (answer.returncode, answer.stderr) == (0, b"")
        assert json.loads(answer.stdout)["added"] == 6

    @pytest.mark.parametrize("call", ["status", "index", "similar"])
    @pytest.mark.parametrize("kind", ["garbage", "newer", "foreign", "folder"])
    def test_a_database_that_cannot_be_used(self, data: Path, folder: Path, kind: str, call: str) -> None:
        database = data / "data" / "library.db"
        database.parent.mkdir(parents=True)
        if kind == "garbage":
            database.write_bytes(b"garbage " * 4000)
        elif kind == "newer":
            assert photosim(data, "status").returncode == 0
            with closing(sqlite3.connect(database)) as connection:
                connection.execute("PRAGMA user_version = 999")
        elif kind == "foreign":
            with closing(sqlite3.connect(database)) as connection:
                connection.execute("CREATE TABLE bookmarks (url TEXT)")
        else:
            database.mkdir()
        arguments = {"status": [], "index": [folder], "similar": [folder / "p000.jpg"]}[call]
        line = one_line(photosim(data, "--json", call, *arguments))
        words = {"garbage": "damaged", "newer": "newer photosim", "foreign": "another program", "folder": "cannot be"}
        assert words[kind] in line
        if kind == "garbage":
            assert database.read_bytes() == b"garbage " * 4000

    def test_a_database_damaged_inside(self, data: Path, folder: Path) -> None:
        assert photosim(data, "index", folder).returncode == 0
        database = data / "data" / "library.db"
        content = bytearray(database.read_bytes())
        content[4096:] = os.urandom(len(content) - 4096)
        database.write_bytes(content)
        for leftover in ("library.db-wal", "library.db-shm"):
            (data / "data" / leftover).unlink(missing_ok=True)
        assert "damaged" in one_line(photosim(data, "index", folder))

    @pytest.mark.parametrize("call", ["status", "index", "similar"])
    def test_unknown_model(self, data: Path, folder: Path, call: str) -> None:
        arguments = {"status": [], "index": [folder], "similar": [folder / "p000.jpg"]}[call]
        line = one_line(photosim(data, "--model", "resnet", "--json", call, *arguments))
        assert "unknown model 'resnet'" in line
        assert "efficientnet-lite0" in line


_LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that a write fails as it does on a full disk
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from photosim.cli.main import main
sys.exit(main(sys.argv[2:]))
"""


class TestFullDisk:
    @posix_only
    @pytest.mark.parametrize("limit", [0, 4096, 40_000, 150_000])
    def test_files_that_cannot_grow(self, data: Path, tmp_path: Path, limit: int) -> None:
        make_photos(tmp_path / "photos", 60)
        arguments = ["--data-dir", str(data), "--json", "index", str(tmp_path / "photos")]
        line = one_line(run([sys.executable, "-c", _LIMITED, str(limit), *arguments]))
        assert str(data) in line
        answer = photosim(data, "--json", "index", tmp_path / "photos")
        assert (answer.returncode, answer.stderr) == (0, b"")
        assert indexed_count(data) == 60

    @pytest.mark.skipif(
        sys.platform != "linux" or os.geteuid() != 0, reason="mounting a small disk takes root on Linux"
    )
    def test_a_disk_that_is_full(self, tmp_path: Path) -> None:
        make_photos(tmp_path / "photos", 150)
        disk = tmp_path / "disk"
        disk.mkdir()
        mount = shutil.which("mount")
        if not mount or run([mount, "-t", "tmpfs", "-o", "size=420k", "tmpfs", str(disk)]).returncode:
            pytest.skip("no small disk can be mounted here")
        try:
            for _ in range(2):
                line = one_line(photosim(disk, "index", tmp_path / "photos"))
                assert "the disk is full" in line
                assert "what was done so far is kept" in line
            kept = indexed_count(disk)
            assert kept < 150
            assert run([mount, "-o", "remount,size=20m", str(disk)]).returncode == 0
            answer = photosim(disk, "--json", "index", tmp_path / "photos")
            assert answer.returncode == 0
            assert json.loads(answer.stdout)["added"] <= 150 - kept
            assert indexed_count(disk) == 150
        finally:
            run(["umount", str(disk)])

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
    @pytest.mark.parametrize("arguments", [["status"], ["--json", "status"], ["similar", "p000.jpg"]])
    def test_output_that_cannot_be_written(self, indexed: tuple[Path, Path], arguments: list[str]) -> None:
        with Path("/dev/full").open("wb") as full:
            answer = subprocess.run(
                photosim_command("--data-dir", indexed[0], *arguments),
                stdout=full,
                stderr=subprocess.PIPE,
                cwd=indexed[1],
                env=program_environment(),
                check=False,
                timeout=60,
            )
        assert answer.returncode == 1
        [line] = answer.stderr.decode().splitlines()
        assert line.startswith("photosim: cannot write the output")
