"""What went wrong is told where the user sees it: in a box, if nobody is at a terminal."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gui.x_desktop import ROOT, x_server
from tests.support import program_environment

BOXES = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from photosim import app
from photosim.cli.main import main

def look():
    for box in QApplication.topLevelWidgets():
        if isinstance(box, QMessageBox) and box.isVisible():
            print(json.dumps([box.text(), box.textFormat().name, not box.windowIcon().isNull()]), flush=True)
            box.accept()

original = app.make_application
def with_timer():
    global timer
    made = original()
    timer = QTimer(interval=50)
    timer.timeout.connect(look)
    timer.start()
    return made
app.make_application = with_timer
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.xvfb
def test_without_a_terminal_a_box_tells_what_is_wrong(tmp_path: Path) -> None:
    """Started by a file manager, where a line on standard error is read by nobody."""
    gone = tmp_path / "<b>gone\n.jpg"
    with x_server() as display:
        done = subprocess.run(
            [sys.executable, "-c", BOXES, "--data-dir", str(tmp_path / "state"), str(gone)],
            cwd=ROOT,
            env=program_environment({"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    shown = f"{tmp_path}/<b>gone\N{REPLACEMENT CHARACTER}.jpg does not exist"
    assert [json.loads(line) for line in done.stdout.splitlines()] == [[shown, "PlainText", True]]
    assert done.stderr.startswith("photosim: ")
    assert done.stderr.endswith(" does not exist\n")
    assert not (tmp_path / "state").exists()
