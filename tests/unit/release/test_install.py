"""The scripts in the archive: a menu entry that starts the program from any folder, and nothing left afterwards."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from release.linux_files import DESKTOP_ENTRY, FOLDER, MANUAL, METAINFO
from release.product import IDENTIFIER

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="for Linux")

HOMES = ["plain", "Žofie Ünter", "a b's", 'all "of" `it` $HOME 100% \\ \\n', "-n"]
PROGRAM = '#!/bin/sh\nprintf "%s\\n" "$@" >"$TOLD.part"\nmv "$TOLD.part" "$TOLD"\n'


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """The archive with a small program in it."""
    folder = tmp_path / "photosim-0.1.0 (1)"
    for name in ("install.sh", "uninstall.sh"):
        folder.mkdir(exist_ok=True)
        shutil.copy(FOLDER / name, folder / name)
    for file, place in (
        (DESKTOP_ENTRY, "applications"),
        (METAINFO, "metainfo"),
        (MANUAL, "man/man1"),
    ):
        (folder / "share" / place).mkdir(parents=True)
        shutil.copy(file, folder / "share" / place)
    for size, ending in (("48x48", "png"), ("scalable", "svg")):
        icon = folder / "share" / "icons" / "hicolor" / size / "apps" / f"{IDENTIFIER}.{ending}"
        icon.parent.mkdir(parents=True)
        icon.write_text("an icon")
    (folder / "photosim" / "_internal").mkdir(parents=True)
    (folder / "photosim" / "photosim").write_text(PROGRAM)
    (folder / "photosim" / "photosim").chmod(0o755)
    (folder / "photosim" / "_internal" / "library").write_text("a library")
    (folder / "photosim" / "_internal" / "link").symlink_to("library")
    return folder


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def run(unpacked: Path) -> Run:
    def script(
        name: str, home: Path, *arguments: str, folder: Path = unpacked, data: Path | None = None
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["sh", str(folder / name), *arguments],
            env={
                "HOME": str(home),
                "PATH": os.environ["PATH"],
                "LC_ALL": "C.UTF-8",
                **({"XDG_DATA_HOME": str(data)} if data else {}),
            },
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )

    return script


def everything_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize("name", HOMES)
def test_installed_started_and_gone(run: Run, tmp_path: Path, name: str) -> None:
    home, told = tmp_path / "homes" / name, tmp_path / "told"
    home.mkdir(parents=True)
    assert run("install.sh", home).returncode == 0
    photos = [tmp_path / "one photo.jpg", tmp_path / "Žofie's 100% $x.png"]
    program = home / ".local" / "lib" / "photosim" / "photosim"
    entry = home / ".local" / "share" / "applications" / DESKTOP_ENTRY.name
    assert command_of(entry) == [*(["sh", "-c", 'exec "$0" "$@"'] if "%" in name else []), str(program), "%F"]
    subprocess.run([home / ".local" / "bin" / "photosim", "x"], env={"TOLD": str(told)}, check=True)
    assert told.read_text() == "x\n"
    told.unlink()
    if launcher := shutil.which("gio"):
        subprocess.run([launcher, "launch", entry, *photos], env={**os.environ, "TOLD": str(told)}, check=True)
        until = time.monotonic() + 30
        while not told.exists() and time.monotonic() < until:
            time.sleep(0.02)
        assert told.read_text().splitlines() == [str(photo) for photo in photos]
    if validator := shutil.which("desktop-file-validate"):
        assert subprocess.run([validator, entry], capture_output=True, text=True, check=True).stdout == ""
    done = run("uninstall.sh", home, folder=program.parent)  # the copy that stays with the program
    assert (done.returncode, done.stderr) == (0, "")
    assert everything_in(home) == [".local", ".local/share"] or everything_in(home) == [".local"]


def command_of(entry: Path) -> list[str]:
    """The words of `Exec`, by the Desktop Entry Specification 1.5, sections 4 (values) and 7 (quoting)."""
    [line] = [line for line in entry.read_text(encoding="utf-8").splitlines() if line.startswith("Exec=")]
    escapes = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
    value, signs = "", iter(line.removeprefix("Exec="))
    for sign in signs:
        value += escapes[next(signs)] if sign == "\\" else sign
    words, quoted, signs = [""], False, iter(value)
    for sign in signs:
        if sign == '"':
            quoted = not quoted
        elif quoted and sign == "\\":
            words[-1] += next(signs)
        elif sign == " " and not quoted:
            words.append("")
        else:
            assert sign not in "`$" or not quoted, "must have a backslash before it"
            words[-1] += sign
    return [word.replace("%%", "%") for word in words]


def test_nothing_but_the_command_of_the_entry_is_changed(run: Run, home: Path) -> None:
    run("install.sh", home)
    before = DESKTOP_ENTRY.read_text(encoding="utf-8").splitlines()
    after = (home / ".local/share/applications" / DESKTOP_ENTRY.name).read_text(encoding="utf-8").splitlines()
    assert [line for line in after if not line.startswith("Exec=")] == [
        line for line in before if not line.startswith("Exec=")
    ]
    assert len(after) == len(before)
    assert (home / ".local/lib/photosim/_internal/link").is_symlink()


def test_all_may_read_what_one_kept_for_himself(run: Run, home: Path, unpacked: Path) -> None:
    """Unpacked under `umask 077`, installed by root for everybody."""
    for path in (unpacked, *unpacked.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & 0o700)
    assert run("install.sh", home).returncode == 0
    installed = [path for path in (home / ".local").rglob("*") if not path.is_symlink()]
    assert {path.stat().st_mode & 0o777 for path in installed if path.is_dir()} == {0o755}
    files = [path for path in installed if path.is_file() and "cache" not in path.name]
    assert {path.stat().st_mode & 0o777 for path in files if path.name == "photosim"} == {0o755}
    assert all(path.stat().st_mode & 0o044 == 0o044 for path in files)


def test_data_of_the_desktop_may_lie_elsewhere(run: Run, home: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "my data"
    assert run("install.sh", home, data=elsewhere).returncode == 0
    assert (elsewhere / "applications" / DESKTOP_ENTRY.name).is_file()
    assert not (home / ".local" / "share").exists()
    assert run("uninstall.sh", home, data=elsewhere).returncode == 0
    assert everything_in(elsewhere) == []
    # A relative path is none (XDG Base Directory Specification).
    assert run("install.sh", home, data=Path("relative")).returncode == 0
    assert (home / ".local" / "share" / "applications" / DESKTOP_ENTRY.name).is_file()


def test_second_time_is_an_update(run: Run, home: Path, unpacked: Path) -> None:
    run("install.sh", home)
    first = everything_in(home)
    (unpacked / "photosim" / "_internal" / "library").rename(unpacked / "photosim" / "_internal" / "newer")
    (unpacked / "photosim" / "_internal" / "link").unlink()
    done = run("install.sh", home)
    assert (done.returncode, done.stderr) == (0, "")
    gone, new = ".local/lib/photosim/_internal/", ".local/lib/photosim/_internal/newer"
    assert everything_in(home) == sorted({*first} - {f"{gone}library", f"{gone}link"} | {new})


def test_what_belongs_to_others_stays(run: Run, home: Path) -> None:
    others = [
        ".local/bin/photosim",  # as pipx puts it there
        ".local/share/applications/other.desktop",
        ".local/share/icons/hicolor/48x48/apps/other.png",
        ".local/share/photosim/library.db",
    ]
    for name in others:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("somebody else's")
    assert "left alone" in run("install.sh", home).stdout
    assert run("uninstall.sh", home).returncode == 0
    assert [name for name in everything_in(home) if (home / name).is_file() and "cache" not in name] == others


def test_folder_of_others_is_not_replaced(run: Run, home: Path) -> None:
    (home / ".local/lib/photosim").mkdir(parents=True)
    (home / ".local/lib/photosim/notes").write_text("mine")
    assert run("install.sh", home).returncode == 1
    run("uninstall.sh", home)
    assert (home / ".local/lib/photosim/notes").read_text() == "mine"


@pytest.mark.parametrize("script", ["install.sh", "uninstall.sh"])
def test_wrong_use_is_told(run: Run, home: Path, script: str) -> None:
    done = run(script, home, "--everywhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{script}: usage: {script} [--system]\n"
    assert run(script, Path("relative")).returncode == 1
    assert everything_in(home) == []


def test_archive_that_is_not_unpacked_whole_is_told(run: Run, home: Path, unpacked: Path) -> None:
    shutil.rmtree(unpacked / "photosim")
    done = run("install.sh", home)
    assert (done.returncode, done.stdout) == (1, "")
    assert "unpack the whole archive first" in done.stderr
    assert everything_in(home) == []
