"""The program on a real X server, driven from outside by mouse and keyboard: start, drop, search, resize, quit."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.gui.x_desktop import DRAG_SOURCE, ROOT, Desktop, wait, x_server
from tests.scenes import save_versions

pytestmark = pytest.mark.xvfb


@pytest.fixture
def base(indexed_base: Path, tmp_path: Path) -> Path:
    shutil.copytree(indexed_base / "state", tmp_path / "state")
    return tmp_path


@pytest.fixture
def desktop(base: Path) -> Iterator[Desktop]:
    with x_server() as display:
        made = Desktop(display, base / "state")
        yield made
        made.close()


def status(base: Path) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, "-m", "photosim", "--data-dir", str(base / "state"), "--json", "status"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, int] = json.loads(done.stdout)
    return answer


def close(desktop: Desktop, program: subprocess.Popen[str], window: str) -> None:
    """As the button of a window manager does; the program says nothing and ends well."""
    desktop.do("key", "--window", window, "ctrl+q")
    out, errors = program.communicate(timeout=30)
    assert (program.returncode, out, errors) == (0, "", "")


def test_search_drop_resize_and_quit(desktop: Desktop, base: Path, pictures: Path) -> None:
    outside = base / "from elsewhere.jpg"
    with Image.open(pictures / "coffee.png") as photo:
        photo.convert("RGB").crop((40, 40, 500, 360)).save(outside)
    program = desktop.start("-m", "photosim")
    window = desktop.window("^photosim$")
    # A word.
    desktop.do("windowfocus", "--sync", window)
    desktop.do("key", "ctrl+f")
    desktop.do("type", "cat")
    desktop.do("key", "Return")
    desktop.wait_for_title(window, "cat\N{RIGHT DOUBLE QUOTATION MARK} - photosim")
    # A file dragged from another program.
    source = desktop.start("-c", DRAG_SOURCE, str(outside))
    desktop.window("files to drag")
    desktop.drag((1340, 60), (500, 400))
    desktop.wait_for_title(window, "Look-alikes of from elsewhere.jpg")
    assert source.stdout is not None
    assert source.stdout.readline() == "dropped\n"
    # Smaller, and back to the library by the keyboard.
    desktop.do("windowsize", "--sync", window, 900, 620)
    wait(lambda: desktop.size(window) == (900, 620), "the smaller window")
    desktop.do("windowfocus", "--sync", window)
    desktop.do("key", "ctrl+l")
    wait(lambda: desktop.do("getwindowname", window) == "photosim", "the library")
    close(desktop, program, window)
    assert status(base)["photos"] == 13  # what was dropped is not in the library


def test_quitting_while_photos_are_looked_at(desktop: Desktop, base: Path, sample_photos: Path) -> None:
    more = base / "More"
    for name in ("coffee", "chelsea", "rocket"):
        save_versions(more, sample_photos, name, 60)
    program = desktop.start("-m", "photosim", str(more))
    window = desktop.window("^photosim$")
    wait(lambda: status(base)["photos"] == 13 + 180, "all photos being found")
    desktop.do("windowfocus", "--sync", window)
    close(desktop, program, window)
    left = status(base)
    assert 0 < left["pending"] <= 180
    # The next start goes on where this one stopped.
    program = desktop.start("-m", "photosim")
    window = desktop.window("^photosim$")
    wait(lambda: status(base)["pending"] == 0, "the rest being looked at")
    desktop.do("windowfocus", "--sync", window)
    close(desktop, program, window)
