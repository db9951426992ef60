"""Where windows are drawn."""

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType


def choose_platform() -> bool:
    """Draw offscreen where there is no display; returns whether that is so. To be called before Qt is loaded."""
    offscreen = sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return offscreen


def prepare_display() -> None:
    """The same for programs that leave Qt's messages to it; to be called before a QApplication is made."""
    from PySide6.QtCore import qInstallMessageHandler  # noqa: PLC0415 - photosim is to load it by itself

    if choose_platform():
        qInstallMessageHandler(_pass_on)


def _pass_on(kind: "QtMsgType", context: "QMessageLogContext", text: str) -> None:
    """All of Qt's messages but the one that every offscreen window gives."""
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


def tell_ready() -> None:
    """Print a line and end at once: quitting is not what is measured."""
    print("ready", flush=True)
    os._exit(0)
