"""What happens to a bug: it is written to the log folder, shown with a report to copy, and the session goes on.

PySide6 hands exceptions of slots and of overridden virtual methods to `sys.excepthook` and carries on with the event
loop (checked with 6.12); so one hook sees all of them. Threads have a hook of their own, and a crash of native code
leaves its stack in `crash.log` through `faulthandler`.
"""

import contextlib
import faulthandler
import logging
import platform
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot, qVersion
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from photosim import __version__
from photosim.errors import LibraryError
from photosim.paths import make_private_folder
from photosim.ui import spacing
from photosim.ui.language import tr

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
        self.dialog = CrashDialog(report(trace), self._folder)
        self.dialog.finished.connect(self._closed)
        self.dialog.show()

    def _closed(self) -> None:
        self.dialog = None


def report(trace: str) -> str:
    """What a developer needs to know, and nothing of the user's beyond the paths in the traceback."""
    return (
        f"photosim {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()} {platform.release()} {platform.machine()}\n\n{trace}"
    )


class CrashDialog(QDialog):
    """A report to copy; the program goes on behind it, and keeps the keyboard."""

    def __init__(self, text: str, log_folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle(tr("photosim: something went wrong"))
        self.resize(720, 460)
        self._report = text
        label = QLabel(
            tr(
                "Something went wrong inside photosim. Your photos and what is known of them are safe, and you can go "
                "on. If it happens again, please report it with the text below; it is also in {folder}.",
                folder=log_folder,
            )
        )
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(tr("Report"))
        self.text.setAccessibleDescription(label.text())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = QPushButton(tr("Copy the report"))
        self.open_log = QPushButton(tr("Open the log folder"))
        for button in (self.copy, self.open_log):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(self._copy)
        self.open_log.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder))))
        self.open_log.setVisible(log_folder.is_dir())
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(spacing.WIDE, spacing.WIDE, spacing.WIDE, spacing.WIDE)
        layout.setSpacing(spacing.WIDE)
        for widget in (label, self.text, buttons):
            layout.addWidget(widget)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self.copy.setText(tr("Copied"))
