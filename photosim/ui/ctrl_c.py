"""Ctrl-C in the terminal that the window was started from."""

import signal
import sys
from types import FrameType
from typing import Final

from PySide6.QtCore import QCoreApplication, QTimer

_LOOK_MS: Final = 300


class CtrlC:
    """While it is there, Ctrl-C ends the event loop as Quit does; made on the GUI thread.

    Python would raise an exception wherever it is: in the middle of painting, where Qt can only complain about it.
    """

    def __init__(self) -> None:
        self._before = signal.signal(signal.SIGINT, _leave)
        self._timer = QTimer(interval=_LOOK_MS)
        self._timer.timeout.connect(lambda: None)  # signals are heeded only while Python's own code runs
        if sys.stdin is not None and sys.stdin.isatty():
            self._timer.start()

    def close(self) -> None:
        """From now on Ctrl-C does what it did before."""
        self._timer.stop()
        signal.signal(signal.SIGINT, self._before)


def _leave(number: int, frame: FrameType | None) -> None:
    del number, frame
    QCoreApplication.quit()
