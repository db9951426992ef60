"""A command that needs no window, on a large library."""

import os
import subprocess
import sys
from collections.abc import Iterator

from tests.benchmarks.children import PROJECT, environment
from tests.benchmarks.rows import Row, Target
from tests.benchmarks.setting import Setting
from tests.benchmarks.timing import alternate, seconds


def measure(setting: Setting) -> Iterator[Row]:
    """Seconds of `photosim status` beside those of starting Python and NumPy."""
    state = os.fspath(setting.library(setting.many) / "state")

    def run(*arguments: str) -> float:
        command = [sys.executable, *arguments]
        return seconds(lambda: subprocess.run(command, check=True, capture_output=True, cwd=PROJECT, env=environment()))

    ours, bare = alternate(
        [
            lambda: run("-m", "photosim", "--data-dir", state, "status"),
            lambda: run("-c", "import numpy, sqlite3"),
        ],
        repetitions=7,
    )
    yield Row(
        f"photosim status, {setting.many:,} photos",
        ours,
        "s",
        bare,
        "Python importing numpy and sqlite3",
        Target("<=", 0.5),
    )
