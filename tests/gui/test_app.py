"""The program as a whole: in a process of its own, offscreen and on a real X server, and as a picture."""

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from photosim import app
from photosim.errors import LibraryError, UserError
from photosim.library import Library
from photosim.paths import AppPaths
from tests.gui.x_desktop import ROOT, x_server
from tests.support import program_environment

DRIVE = """
import json, sys, threading, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from photosim import app
from photosim.paths import AppPaths
from photosim.ui.main_window import MainWindow
from photosim.ui import main_window

base, shot = Path(sys.argv[1]), Path(sys.argv[2])
calm = 0

def look():
    global calm
    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, main_window.MainWindow)]
    calm = calm + 1 if windows and windows[0].settled and windows[0].pages.matches.rowCount() else 0
    if calm < 10:
        return
    timer.stop()
    window = windows[0]
    screen = window.screen().grabWindow(0)
    screen.save(str(shot))
    print(json.dumps({
        "platform": QApplication.platformName(),
        "title": window.windowTitle(),
        "matches": window.pages.matches.rowCount(),
        "photos": window.pages.photos.rowCount(),
    }), flush=True)
    window.close()

original = app.make_application
def with_timer():
    made = original()
    global timer
    timer = QTimer(interval=50)
    timer.timeout.connect(look)
    timer.start()
    return made
app.make_application = with_timer
sys.exit(app.run_window(AppPaths.below(base / "state"), [base / "Pictures" / "chelsea.png"]))
"""


def run_program(base: Path, shot: Path, **environment: str) -> dict[str, object]:
    """Opens the program's window on a library in a child process, waits for look-alikes, closes it."""
    done = subprocess.run(
        [sys.executable, "-c", DRIVE, str(base), str(shot)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


@pytest.fixture
def base(indexed_base: Path, tmp_path: Path) -> Path:
    shutil.copytree(indexed_base / "state", tmp_path / "state")
    (tmp_path / "Pictures").symlink_to(indexed_base / "Pictures")
    return tmp_path


def distinct_colours(image: QImage) -> int:
    return len({image.pixel(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)})


PAINTING = """
import os
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from photosim import app
application = app.make_application()
before = dict(os.environ), len(os.listdir("/proc/self/task"))
image, slope = QImage(1000, 1000, QImage.Format.Format_ARGB32_Premultiplied), QLinearGradient(0, 0, 1000, 1000)
slope.setColorAt(0, QColor("red"))
slope.setColorAt(1, QColor("blue"))
painter = QPainter(image)
painter.setRenderHint(QPainter.RenderHint.Antialiasing)
painter.setBrush(slope)
painter.drawEllipse(0, 0, 1000, 1000)
painter.end()
assert (dict(os.environ), len(os.listdir("/proc/self/task"))) == before
assert not [name for name in os.environ if "POOL" in name]
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads as Linux tells them")
def test_painting_takes_no_other_threads() -> None:
    subprocess.run([sys.executable, "-c", PAINTING], check=True, timeout=60, cwd=ROOT, env=program_environment({}))


def test_program_opens_shows_and_ends(base: Path) -> None:
    answer = run_program(base, base / "shot.png", QT_QPA_PLATFORM="offscreen")
    assert answer["title"] == "Look-alikes of chelsea.png - photosim"
    assert answer["photos"] == 13
    log = (base / "state" / "log" / "photosim.log").read_text()
    assert "window closed, all work ended" in log
    assert "leaving with status 0" in log
    assert json.loads((base / "state" / "config" / "window.json").read_text())["version"] == 1


CTRL_C_WHILE_PAINTING = """
import signal, sys
from pathlib import Path
from photosim import app
from photosim.paths import AppPaths
from photosim.ui.photo_grid import PhotoGrid

paint = PhotoGrid.paintEvent
def paint_and_press(grid, event):
    paint(grid, event)
    signal.raise_signal(signal.SIGINT)
    print("pressed", flush=True)
PhotoGrid.paintEvent = paint_and_press
sys.exit(app.run_window(AppPaths.below(Path(sys.argv[1]))))
"""


def test_ctrl_c_quits_whatever_the_window_is_doing(base: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CTRL_C_WHILE_PAINTING, str(base / "state")],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("pressed\n")
    log = (base / "state" / "log" / "photosim.log").read_text()
    assert "leaving with status 0" in log


@pytest.fixture
def display() -> Iterator[str]:
    """The name of an X server without a screen, started for the test."""
    with x_server() as name:
        yield name


@pytest.mark.xvfb
def test_program_on_an_x_server(base: Path, display: str) -> None:
    shot = base / "screen.png"
    answer = run_program(base, shot, QT_QPA_PLATFORM="xcb", DISPLAY=display)
    assert answer["platform"] == "xcb"
    assert answer["matches"] == 11 or answer["matches"] == 12
    image = QImage(str(shot))
    assert (image.width(), image.height()) == (1400, 900)
    assert distinct_colours(image) > 1000  # photos, not an empty window


def test_screenshot_shows_the_window(library: Library, pictures: Path, tmp_path: Path, qapp: QApplication) -> None:
    file = tmp_path / "shot.png"
    app.screenshot(library, pictures / "rocket.jpg", file, (1100, 700))
    image = QImage(str(file))
    assert (image.width(), image.height()) == (1100, 700)
    assert distinct_colours(image) > 1000
    again = tmp_path / "again.png"
    app.screenshot(library, pictures / "rocket.jpg", again, (1100, 700))
    assert QImage(str(again)) == image  # everything had arrived, both times
    assert len(library.photo_ids()) == 13  # and the library is still open


def test_screenshot_of_what_is_no_photo_fails(library: Library, tmp_path: Path, qapp: QApplication) -> None:
    notes = tmp_path / "notes.jpg"
    notes.write_text("no picture")
    with pytest.raises(UserError, match=r"notes\.jpg"):
        app.screenshot(library, notes, tmp_path / "shot.png")


def test_screenshot_that_cannot_be_written_fails(
    library: Library, pictures: Path, tmp_path: Path, qapp: QApplication
) -> None:
    with pytest.raises(LibraryError, match="cannot write"):
        app.screenshot(library, pictures / "rocket.jpg", tmp_path / "no folder" / "shot.png")


def test_library_that_cannot_be_opened_is_an_error(tmp_path: Path, qapp: QApplication) -> None:
    paths = AppPaths.below(tmp_path)
    paths.data.mkdir(parents=True)
    paths.database.write_bytes(b"this is no database" * 1000)
    with pytest.raises(LibraryError):
        app.run_window(paths)
    for handler in logging.getLogger("photosim").handlers[:]:
        logging.getLogger("photosim").removeHandler(handler)
        handler.close()


def test_text_is_drawn_on_a_machine_without_fonts(base: Path, tmp_path: Path) -> None:
    """A bare container has no font at all; text would be empty boxes."""
    (tmp_path / "fonts.conf").write_text("<?xml version='1.0'?><fontconfig><dir>/nowhere</dir></fontconfig>")
    program = (
        "import sys\n"
        "from PySide6.QtGui import QFontMetrics\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from photosim.ui import theme\n"
        "application = QApplication([])\n"
        "before = QFontMetrics(application.font()).inFont('a')\n"
        "theme.apply(application)\n"
        "print(before, QFontMetrics(application.font()).inFont('a'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == ["False", "True"]


def test_bugs_in_slots_and_in_painting_do_not_end_the_program(tmp_path: Path) -> None:
    """What PySide6 does with an exception that leaves a slot or a virtual method is checked here, in a real loop."""
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication, QWidget\n"
        "from photosim.ui.crash import CrashReporter\n"
        "class Broken(QWidget):\n"
        "    def paintEvent(self, event):\n"
        "        raise KeyError('painting')\n"
        "application = QApplication([])\n"
        "application.setQuitOnLastWindowClosed(False)\n"
        "reporter = CrashReporter(Path(sys.argv[1]))\n"
        "def slot():\n"
        "    raise IndexError('slot')\n"
        "def close():\n"
        "    if reporter.dialog is not None:\n"
        "        print(reporter.dialog.text.toPlainText().splitlines()[-1], flush=True)\n"
        "        reporter.dialog.close()\n"
        "with reporter.installed():\n"
        "    broken = Broken()\n"
        "    timer = QTimer(interval=50)\n"
        "    timer.timeout.connect(close)\n"
        "    timer.start()\n"
        "    QTimer.singleShot(0, slot)\n"
        "    QTimer.singleShot(300, broken.show)\n"
        "    QTimer.singleShot(900, application.quit)\n"
        "    print('status', application.exec())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "log")],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines() == ["IndexError: slot", "KeyError: 'painting'", "status 0"]
    assert (tmp_path / "log" / "crash.log").exists()
