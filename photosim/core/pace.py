"""How much of the computer a long job takes, which may change while it runs."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final, Literal

from photosim.core.threads import usable_cores

Speed = Literal["eco", "normal", "fast"]
"""Half the cores at the lowest priority; all cores, but behind whatever a window does; all cores on equal terms."""

_NICENESS: Final[dict[Speed, int]] = {"eco": 19, "normal": 10, "fast": 0}
_WINDOWS_PRIORITY: Final[dict[Speed, int]] = {"eco": -2, "normal": -1, "fast": 0}


class Pace:
    """Lets threads work in turns, as many at a time as the speed allows; safe from any thread.

    Args:
        speed: to begin with.
        cores: to share, None for those this process may use.
    """

    def __init__(self, speed: Speed = "normal", cores: int | None = None) -> None:
        self.cores = cores or usable_cores()
        self._speed: Speed = speed
        self._working = 0
        self._changed = threading.Condition()

    @property
    def speed(self) -> Speed:
        """As last set."""
        return self._speed

    @speed.setter
    def speed(self, speed: Speed) -> None:
        with self._changed:
            self._speed = speed
            self._changed.notify_all()

    @property
    def workers(self) -> int:
        """Threads that may work at a time, at least 1."""
        return max(1, self.cores // 2) if self._speed == "eco" else self.cores

    @property
    def niceness(self) -> int:
        """What child processes are started with, 0..19 (https://man7.org/linux/man-pages/man2/nice.2.html)."""
        return _NICENESS[self._speed]

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until one more thread may work, and give this one its priority."""
        with self._changed:
            while self._working >= self.workers:
                self._changed.wait()
            self._working += 1
            speed = self._speed
        try:
            _set_priority(speed)
            yield
        finally:
            with self._changed:
                self._working -= 1
                self._changed.notify()


def _set_priority(speed: Speed) -> None:
    """Give this thread its priority, where a thread can have one; what was given away is not always given back."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS[speed])
    elif sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only Windows needs it

        kernel = ctypes.windll.kernel32
        kernel.SetThreadPriority(kernel.GetCurrentThread(), _WINDOWS_PRIORITY[speed])
