"""What happens to a bug: it is written to the log folder, shown with a report to copy, and the session goes on.

PySide6 hands exceptions of slots and of overridden virtual methods to `sys.excepthook` and carries on with the event
loop (checked with 6.12); so one hook sees all of them. Threads have a hook of their own, and a crash of native code
leaves its stack in `crash.log` through `faulthandler`.
"""

import contextlib
import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

from photosim.errors import LibraryError
from photosim.paths import make_private_folder

if TYPE_CHECKING:
    from photosim.ui.crash_dialog import CrashDialog

_log = logging.getLogger(__name__)


class CrashReporter(QObject):
    """Catches what nobody caught, on any thread, and tells the user once for each kind."""

    _caught = Signal(str)

    def __init__(self, log_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = log_folder
        self._seen: set[str] = set()
        self.dialog: CrashDialog | None = None
        # Queued: a bug may be caught while painting or on another thread, where no dialog may be opened.
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    @contextlib.contextmanager
    def installed(self) -> Iterator[None]:
        """Catch everything inside the `with`; the hooks that were there come back after it."""
        before, before_threads = sys.excepthook, threading.excepthook
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook
        with contextlib.ExitStack() as stack:
            stack.callback(setattr, threading, "excepthook", before_threads)
            stack.callback(setattr, sys, "excepthook", before)
            with contextlib.suppress(OSError, LibraryError):  # no log folder is no reason not to start
                file = stack.enter_context((make_private_folder(self._folder) / "crash.log").open("a"))
                faulthandler.enable(file)
                stack.callback(faulthandler.disable)
            yield

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        _log.critical("a bug", exc_info=(kind, error, trace))
        self._caught.emit("".join(traceback.format_exception(kind, error, trace)))

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._hook(args.exc_type, args.exc_value, args.exc_traceback)

    @Slot(str)
    def _show(self, trace: str) -> None:
        if trace in self._seen or self.dialog is not None:
            return  # a bug in painting comes back sixty times a second
        self._seen.add(trace)
        from photosim.ui.crash_dialog import CrashDialog, report  # noqa: PLC0415 - a window opens without

        self.dialog = CrashDialog(report(trace), self._folder)
        self.dialog.finished.connect(self._closed)
        self.dialog.show()

    def _closed(self) -> None:
        self.dialog = None
