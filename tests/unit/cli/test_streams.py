"""A program of Windows that has no console has no standard streams: everything works without."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

WITHOUT = """
import sys
sys.stdin = sys.stdout = sys.stderr = None
from photosim.cli.main import main
try:
    status = main(sys.argv[1:])
except SystemExit as ended:
    status = ended.code
assert sys.stdout is not None and sys.stderr is not None
raise SystemExit(status)
"""


@pytest.mark.parametrize(
    ("call", "status"),
    [
        (["status"], 0),
        (["status", "--json"], 0),
        (["--version"], 0),
        (["--help"], 0),
        (["nonsense", "--what"], 2),
        (["similar", "missing.jpg"], 1),
        (["index", "."], 0),
        (["--build-index-for-nobody"], 2),
    ],
)
def test_every_kind_of_call(tmp_path: Path, call: list[str], status: int) -> None:
    arguments = [*call] if call[0].startswith("-") else ["--data-dir", str(tmp_path / "data"), *call]
    code = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(Path.cwd())!r})\n{WITHOUT}", *arguments]
    folder = tmp_path / "photos"
    folder.mkdir()
    done = subprocess.run(code, capture_output=True, text=True, cwd=folder, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (status, "", "")


def test_the_window_opens_and_closes(tmp_path: Path) -> None:
    code = f"""
import sys
sys.path.insert(0, {str(Path.cwd())!r})
sys.stdin = sys.stdout = sys.stderr = None
from photosim.cli.streams import prepare_streams
prepare_streams()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pathlib import Path
from photosim import app
from photosim.paths import AppPaths
made = app.make_application()
QTimer.singleShot(1500, QApplication.closeAllWindows)
raise SystemExit(app.run_window(AppPaths.below(Path({str(tmp_path)!r}))))
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    call = [sys.executable, "-c", code]
    done = subprocess.run(call, capture_output=True, text=True, timeout=60, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
