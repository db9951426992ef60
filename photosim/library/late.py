"""Parts that are made when they are first asked for, because their modules take long to import."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Part = TypeVar("Part")


class Late(Generic[Part]):
    """One part, made by the first who asks and kept; safe from any thread.

    What makes it must not hold its owner: then owner and part are released with the last reference to the owner.

    Args:
        make: called once.
    """

    def __init__(self, make: Callable[[], Part]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._part: Part | None = None

    def __call__(self) -> Part:
        """The part; others wait while it is made."""
        with self._lock:
            if self._part is None:
                self._part = self._make()
            return self._part

    @property
    def made(self) -> Part | None:
        """The part if anybody has asked for it yet."""
        return self._part
