"""Slowing a change of models down to what a test can look at."""

import threading
from typing import Any

from photosim.library.reports import SwitchReport
from photosim.ui.main_window import MainWindow
from tests.gui.fake_library import FakeLibrary


class Steps:
    """Lets a switch go on one report at a time."""

    def __init__(self, library: FakeLibrary) -> None:
        self._may = threading.Semaphore(0)
        self._free = False
        report = library.go_on_switching

        def go_on(progress: Any = None, cancel: Any = None) -> SwitchReport:
            def tell(state: Any) -> None:
                if progress:
                    progress(state)
                if not self._free:
                    self._may.acquire(timeout=20)

            return report(tell, cancel)

        library.go_on_switching = go_on  # type: ignore[method-assign]

    def take(self, count: int = 1) -> None:
        for _ in range(count):
            self._may.release()

    def free(self) -> None:
        self._free = True
        self._may.release()


def switching_to(window: MainWindow) -> str:
    switch = window.indexing.state.switch
    return switch.name if switch else ""
