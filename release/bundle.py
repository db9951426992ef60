"""Has PyInstaller make the program."""

import subprocess
import sys

from release.product import APP, BUILD, ROOT, ReleaseError


def build() -> None:
    """The program in `build/app`, made anew.

    Raises:
        ReleaseError: PyInstaller failed; it has said why.
    """
    call = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"]
    places = [f"--distpath={APP}", f"--workpath={BUILD / 'pyinstaller'}", str(ROOT / "build_app.spec")]
    done = subprocess.run([*call, *places], cwd=ROOT, check=False)
    if done.returncode:
        message = f"PyInstaller ended with status {done.returncode}"
        raise ReleaseError(message)
