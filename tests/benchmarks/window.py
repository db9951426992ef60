"""From starting the program to photos in the window, beside an empty PySide6 window."""

import shutil
from collections.abc import Iterator

from tests.benchmarks.children import seconds_to_line
from tests.benchmarks.rows import Row, Target
from tests.benchmarks.setting import Setting
from tests.benchmarks.timing import alternate


def measure(setting: Setting) -> Iterator[Row]:
    """Seconds of both, in turns."""
    state = setting.scratch("window")
    shutil.copytree(setting.library(setting.many) / "state", state, dirs_exist_ok=True)

    def ours() -> float:
        return seconds_to_line("tests.benchmarks.library_window", str(state))

    def empty() -> float:
        return seconds_to_line("tests.benchmarks.empty_window")

    ours()
    empty()
    photosim, bare = alternate([ours, empty], repetitions=5)
    yield Row(
        f"window ready, {setting.many:,} photos",
        photosim,
        "s",
        bare,
        "empty PySide6 window",
        Target("<=", 2, "ratio"),
        "from starting the process to the first frame with photos painted",
    )
