"""The composition root of the window: paths, log, library, window, and the order in which they go again.

Nothing but this module and `photosim.ui` imports PySide6, and only when a window is wanted.
"""

import atexit
import logging
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from photosim.errors import LibraryError, UserError
from photosim.library import Library
from photosim.paths import AppPaths, make_private_folder
from photosim.ui.plain_import import load_qt

load_qt()  # before anything else does: what it keeps Qt from doing to the program is done by importing it

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QObject,
    Qt,
    QTimer,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFileOpenEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from photosim.settings import load, settings_file
from photosim.ui import icons, language, theme, words
from photosim.ui.crash import CrashReporter
from photosim.ui.ctrl_c import CtrlC
from photosim.ui.history import Focus, Query
from photosim.ui.main_window import MainWindow

if TYPE_CHECKING:
    from photosim.handover import Handed
    from photosim.ui.listening import Listener

_log = logging.getLogger(__name__)
_SCREENSHOT_LIMIT_SECONDS: Final = 60.0
_LOG_BYTES: Final = 1_000_000
_LISTEN_MS: Final = 250
"""From the window being filled to listening: what that loads must not come before the first photos are painted."""
_GATHER_MS: Final = 50
_MOST_TOLD: Final = 5
_ONE_PAINTER: Final = "QT_NO_GUI_THREADPOOL"
DESKTOP_FILE: Final = "org.photosim.Photosim"
"""What the desktop entry is called, without its ending: windows are matched with it (Wayland's app id)."""


def run_window(
    paths: AppPaths,
    opened: Sequence[Path] = (),
    model: str | None = None,
    provider: str | None = None,
    *,
    listen: bool = False,
) -> int:
    """Open the window and stay until it is closed.

    Args:
        paths: where everything is kept.
        opened: absolute paths of folders to take into the library, and of photos whose look-alikes to show at once.
        model: name of the model, None for the one in use.
        provider: what is to compute, None for the best there is.
        listen: take what later starts hand over; only for who holds the `WindowClaim` of the library.

    Returns:
        Exit status of the program.

    Raises:
        UserError: the library cannot be opened; where there is a screen, the user has been told already.
    """
    application = make_application()
    _log_to_file(paths)
    settings = load(settings_file(paths.config))
    language.apply(settings.language)
    theme.follow_system(application, settings.theme)
    with CrashReporter(paths.log).installed():
        library = _open(paths, model, provider or settings.provider)
        shown = ShownWindow(library)
        # Filled in the next turn of the event loop, so that the window is on the screen first.
        QTimer.singleShot(0, shown, lambda: shown.start(opened))
        if isinstance(application, Application):
            application.asked_to_open.connect(shown.take)
        if listen:
            QTimer.singleShot(_LISTEN_MS, shown, lambda: shown.listen(paths))
        ctrl_c = CtrlC()
        status = application.exec()
        ctrl_c.close()
        shown.leave()
        _log.info("leaving with status %d", status)
        if not shown.finished:
            # A worker still uses the library: closing it now could crash, waiting could take for ever. The catalogue
            # is safe at any moment, so leave without ceremony.
            logging.shutdown()
            os._exit(status)
        library.close()
    return status


def show_problems(problems: Sequence[str]) -> None:
    """Tell in a box why nothing is opened, where there is nobody at a terminal to read it."""
    application = make_application()
    language.apply()
    theme.apply(application)
    told = [*problems[:_MOST_TOLD], *(["\N{HORIZONTAL ELLIPSIS}"] if len(problems) > _MOST_TOLD else [])]
    _tell("\n".join(map(words.shown_name, told)))


class ShownWindow(QObject):
    """The window of a library, and the one that takes its place when the language is changed.

    Attributes:
        window: on the screen now.
        finished: whether the workers of all windows before it came back.
    """

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self.finished = True
        self._listener: Listener | None = None
        self.window = self._make()

    def _make(self) -> MainWindow:
        window = MainWindow(self._library)
        # Queued: it is asked for by a page of the window that goes.
        window.rebuild_wanted.connect(self.rebuild, Qt.ConnectionType.QueuedConnection)
        window.show()
        return window

    def start(self, opened: Sequence[Path] = ()) -> None:
        """Fill the window, once it is up.

        Args:
            opened: as for `run_window`.
        """
        folder = next((path for path in opened if path.is_dir()), None)
        self.window.start(folder=folder)
        rest = [path for path in opened if path != folder]
        if rest:
            self.window.ways_in.open_paths(rest)

    def listen(self, paths: AppPaths) -> None:
        """Take what later starts hand over; only for who holds the `WindowClaim` of the library."""
        from photosim.ui.listening import Listener  # noqa: PLC0415 - the window is filled first

        self._listener = Listener(paths, self)
        self._listener.handed.connect(self.take)
        self._listener.listen()

    @Slot(object)
    def take(self, handed: "Handed") -> None:
        """Show what another start was given, or what the system says is to be opened."""
        self.window.bring_forward()
        if handed.paths:
            self.window.open_paths(handed.paths)

    @Slot()
    def rebuild(self) -> None:
        """Build the window anew in the language that is set, with the pages it had, at the page of settings."""
        old = self.window
        history, names = old.pages.history, old.pages.names
        QGuiApplication.setQuitOnLastWindowClosed(False)
        self.close()
        language.apply(old.state.settings.language)
        self.window = window = self._make()
        QGuiApplication.setQuitOnLastWindowClosed(True)
        old.deleteLater()
        window.pages.go_on(history, names)
        window.start()
        window.commands.get("settings").trigger()

    def leave(self) -> None:
        """The end: hear no more, and close."""
        if self._listener is not None:
            self._listener.close()
        self.close()

    def close(self) -> None:
        """Close the window if that was not done: left by Ctrl-C or by the system, the quit protocol all the same."""
        if self.window.isVisible():
            self.window.close()
        self.finished = self.finished and self.window.finished


class Application(QApplication):
    """Qt's application, which on macOS is told by the system what to open: at the start or while it runs.

    Signals:
        asked_to_open: photos and folders (a `Handed`).
    """

    asked_to_open = Signal(object)

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))
        self._asked: list[Path] = []

    def event(self, event: QEvent) -> bool:
        """Each file comes as an event of its own; those that come together are one query."""
        if not isinstance(event, QFileOpenEvent):
            return super().event(event)
        if event.file():
            if not self._asked:
                QTimer.singleShot(_GATHER_MS, self, self._pass_on)
            self._asked.append(Path(event.file()).absolute())
        return True

    def _pass_on(self) -> None:
        from photosim.handover import Handed  # noqa: PLC0415 - only macOS asks

        asked, self._asked = tuple(self._asked), []
        self.asked_to_open.emit(Handed(asked))


def screenshot(
    library: Library, query: Path, file: Path, size: tuple[int, int] = (1280, 800), focus: str | None = None
) -> None:
    """Save a picture of the very window, showing the look-alikes of a photo.

    Without a display it renders offscreen. The library stays open.

    Args:
        library: an indexed library.
        query: the photo.
        file: where to save, by its ending as PNG or JPEG.
        size: width and height of the window in pixels.
        focus: a class, group or album to narrow the look-alikes to.

    Raises:
        UnknownLabelError: nothing is called like `focus`.
        LibraryError: the picture did not get ready in time, or cannot be written.
        UserError: the look-alikes could not be found.
    """
    if QCoreApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    label = library.label(focus) if focus is not None else None
    application = make_application()
    language.apply()
    theme.apply(application)
    window = MainWindow(library, remember=False)
    failures: list[Exception] = []
    window.pages.failed.connect(failures.append)
    window.resize(*size)
    window.move(40, 40)  # clear of the pointer, which rests near the corner of a screen that is not there
    window.show()
    narrowed = Focus(label.key, label.name) if label else None
    window.start(query=Query(query.absolute(), query.name, focus=narrowed), index=False)
    try:
        _wait_until_settled(window, failures)
        saved = window.grab().save(str(file))
    finally:
        window.close()
        window.deleteLater()
    if not saved:
        message = f"cannot write the picture {file}"
        raise LibraryError(message)


def _wait_until_settled(window: MainWindow, failures: list[Exception]) -> None:
    deadline = time.monotonic() + _SCREENSHOT_LIMIT_SECONDS
    calm = 0
    while calm < 3:  # what has just settled may want more: a picture, then the thumbnails below it
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        calm = calm + 1 if window.settled else 0
        if failures:
            raise failures[0]
        if time.monotonic() > deadline:
            message = f"the window did not get ready in {_SCREENSHOT_LIMIT_SECONDS:.0f} seconds"
            raise LibraryError(message)
        time.sleep(0.01)


def make_application() -> QApplication:
    """The application a window of photosim needs, without its colours; the one that is there, if any."""
    existing = QCoreApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    qInstallMessageHandler(_log_qt)
    atexit.register(qInstallMessageHandler, None)  # Qt goes on speaking after Python has stopped listening
    application = theme.begin(Application, "photosim")
    _paint_on_one_thread()
    application.setApplicationDisplayName("photosim")
    application.setDesktopFileName(DESKTOP_FILE)
    return application


def _paint_on_one_thread() -> None:
    """Keep Qt from sharing out among threads the painting of every button and background, and waiting for them all.

    One thread alone paints a window in a third of the time. Beside indexing, the GUI thread gave its core away ten
    thousand times a second. Qt asks the environment once, when it first has something to share out; programs that are
    started from the window must not find the variable there.
    """
    if _ONE_PAINTER not in os.environ:
        os.environ[_ONE_PAINTER] = "1"
        QImage(1, 1, QImage.Format.Format_RGB32).convertToFormat(QImage.Format.Format_RGB888)
        del os.environ[_ONE_PAINTER]


def _log_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's remarks go to the log: on a terminal they would only puzzle who ran the program."""
    del context
    serious = kind in {QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}
    _log.log(logging.ERROR if serious else logging.INFO, "Qt: %s", text)


def _open(paths: AppPaths, model: str | None, provider: str | None) -> Library:
    """The library, or a message box with the reason: started from a menu, nobody would see it on stderr."""
    try:
        return Library.open(None, model, paths=paths, provider=provider or "auto")
    except UserError as error:
        if QGuiApplication.platformName() not in {"offscreen", "minimal"}:
            _tell(str(error))
        raise


def _tell(problem: str) -> None:
    from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - making the class takes 4 ms

    box = QMessageBox(QMessageBox.Icon.Critical, "photosim", problem)
    box.setTextFormat(Qt.TextFormat.PlainText)  # a file may be called <b>.jpg
    box.setWindowIcon(icons.window_icon())
    box.exec()


def _log_to_file(paths: AppPaths) -> None:
    """A log in the log folder, the one before kept once it has grown; where that cannot be written, none."""
    try:
        file = make_private_folder(paths.log) / "photosim.log"
        if file.exists() and file.stat().st_size > _LOG_BYTES:
            file.replace(file.with_suffix(".old.log"))
        handler = logging.FileHandler(file, encoding="utf-8")
    except (OSError, LibraryError):
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger("photosim")
    root.addHandler(handler)
    root.setLevel(logging.INFO)
