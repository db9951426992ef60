"""Being the one window of a library: programs that would open another know of it."""

from contextlib import ExitStack
from types import TracebackType
from typing import Self

from photosim.errors import BusyError, LibraryError
from photosim.paths import AppPaths, make_private_folder
from photosim.store.db import holding


class WindowClaim:
    """The right to be it: had by one program at a time, up to its end, however that comes.

    Attributes:
        held: whether this program has it.
    """

    def __init__(self, paths: AppPaths) -> None:
        self._file = paths.data / "window.lock"
        self._held = ExitStack()
        self.held = False

    def take(self) -> bool:
        """Ask for it; returns False if another program has it.

        Where the folder of the library does not let anybody have it, nobody else does either: true, but not `held`.
        What is wrong with that folder is told by opening the library.
        """
        try:
            make_private_folder(self._file.parent)
            self._held.enter_context(holding(self._file, "there is a window of this library already"))
        except BusyError:
            return False
        except LibraryError:
            return True
        self.held = True
        return True

    def __enter__(self) -> Self:
        """Not taken yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of it."""
        self.held = False
        self._held.close()
