"""The desktop's file manager is asked over a real bus, of the test's own."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

ASK = """
import subprocess, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection
from photosim.ui import reveal

application = QCoreApplication([])
photos = [Path(name) for name in sys.argv[1:]]
print("nobody there:", reveal._ask_file_manager(photos), flush=True)
rule = "interface='org.freedesktop.FileManager1'"
monitor = subprocess.Popen(["dbus-monitor", "--session", rule], stdout=subprocess.PIPE, text=True)
for line in monitor.stdout:
    if "NameLost" in line:  # it listens from now on
        break
QDBusConnection.sessionBus().registerService("org.freedesktop.FileManager1")
print("asked:", reveal._ask_file_manager(photos), flush=True)
for line in monitor.stdout:
    if "ShowItems" in line:
        break
for _ in range(len(photos) + 3):
    print(monitor.stdout.readline().strip(), flush=True)
monitor.terminate()
"""


@pytest.mark.skipif(
    sys.platform in {"win32", "darwin"} or not all(map(shutil.which, ("dbus-run-session", "dbus-monitor"))),
    reason="needs D-Bus",
)
def test_file_manager_is_asked_to_mark_the_photos(tmp_path: Path) -> None:
    photos = [tmp_path / "ä b.jpg", tmp_path / "x#1.jpg"]
    command = ["dbus-run-session", "--", sys.executable, "-c", ASK, *map(str, photos)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    lines = done.stdout.splitlines()
    assert lines[:2] == ["nobody there: False", "asked: True"], done.stderr
    base = f"file://{tmp_path}".replace("[", "%5B").replace("]", "%5D")
    told = [f'string "{base}/%C3%A4%20b.jpg"', f'string "{base}/x%231.jpg"']
    assert lines[2:] == ["array [", *told, "]", 'string ""']
