"""Showing photos where they are: in the file manager, and in the programs the system has for them."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir, QProcess, QUrl
from PySide6.QtGui import QDesktopServices

MOST_MARKED: Final = 100
"""Photos a file manager is asked to mark at once."""
_SERVICE: Final = "org.freedesktop.FileManager1"


def open_file(path: Path) -> bool:
    """Open a file in the program the system has for it; whether there is one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(paths: Sequence[Path]) -> bool:
    """Open the folder of photos, with them marked where the file manager can do that; whether one was opened.

    Args:
        paths: at least one; those in the folder of the first are shown.
    """
    folder = paths[0].parent
    here = [path for path in paths if path.parent == folder][:MOST_MARKED]
    if sys.platform == "win32":
        # Explorer marks one file. It wants the option and the path apart, and ends with 1 even where all is well.
        return QProcess.startDetached("explorer", ["/select,", QDir.toNativeSeparators(str(here[0]))])[0]
    if sys.platform == "darwin":
        return QProcess.startDetached("/usr/bin/open", ["-R", *map(str, here)])[0]
    return _ask_file_manager(here) or open_file(folder)


def _ask_file_manager(paths: Sequence[Path]) -> bool:
    """Ask the desktop's file manager (https://www.freedesktop.org/wiki/Specifications/file-manager-interface/)."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage  # noqa: PLC0415 - few windows ever need it

    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    interface = bus.interface()
    offered = {*interface.registeredServiceNames().value(), *interface.activatableServiceNames().value()}
    if _SERVICE not in offered:
        return False
    call = QDBusMessage.createMethodCall(_SERVICE, "/org/freedesktop/FileManager1", _SERVICE, "ShowItems")
    links = [QUrl.fromLocalFile(str(path)).toString(QUrl.ComponentFormattingOption.FullyEncoded) for path in paths]
    call.setArguments([links, ""])
    return bus.send(call)
