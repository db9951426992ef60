"""Whether a window can be shown; asked before Qt, which ends the program where it cannot."""

import os
import re
import socket
import sys
from contextlib import suppress
from typing import Final

_INVISIBLE: Final = frozenset({"offscreen", "minimal"})
_X_PORT: Final = 6000
_SECONDS: Final = 2.0


def has_display() -> bool:
    """Whether there is a screen: always on Windows and macOS, elsewhere a Wayland or an X server that answers."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform in _INVISIBLE:
        return False
    if platform or sys.platform in {"win32", "darwin"} or os.environ.get("WAYLAND_DISPLAY"):
        return True
    return _x_server_answers(os.environ.get("DISPLAY", ""))


def can_open_window() -> bool:
    """Whether Qt would start: on a screen, or on a platform without one that the user asked for."""
    return os.environ.get("QT_QPA_PLATFORM", "") in _INVISIBLE or has_display()


def _x_server_answers(display: str) -> bool:
    """Whether something listens at an X display name, `[host]:number[.screen]` (X(7), "Display names")."""
    parts = re.fullmatch(r"(?P<host>.*):(?P<number>\d+)(\.\d+)?", display)
    if parts is None:
        return False
    host, number = parts["host"], int(parts["number"])
    if host not in {"", "unix"}:
        with suppress(OSError), socket.create_connection((host.strip("[]"), _X_PORT + number), _SECONDS):
            return True
        return False
    if not hasattr(socket, "AF_UNIX"):
        return True
    path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - the place the X protocol names
    for address in (f"\0{path}", path):
        with suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(_SECONDS)
            connection.connect(address)
            return True
    return False
