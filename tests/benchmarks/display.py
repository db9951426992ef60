"""Where windows are drawn."""

import os
import sys

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler


def prepare_display() -> None:
    """Draw offscreen where there is no display; to be called before a QApplication is made."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        qInstallMessageHandler(_pass_on)


def _pass_on(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """All of Qt's messages but the one that every offscreen window gives."""
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


def tell_ready() -> None:
    """Print a line and end at once: quitting is not what is measured."""
    print("ready", flush=True)
    os._exit(0)
