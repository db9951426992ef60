"""Whether a window can be shown; asked before Qt, which ends the program where it cannot."""

import os
import re
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
    if sys.platform in {"win32", "darwin"}:
        return True
    # Several may be asked for, each with options: "wayland;xcb:options"
    asked = {name.partition(":")[0].partition("-")[0] for name in platform.split(";")} if platform else set(_SERVERS)
    return bool(asked - _SERVERS.keys()) or any(_SERVERS[name]() for name in asked)


def can_open_window() -> bool:
    """Whether Qt would start: on a screen, or on a platform without one that the user asked for."""
    return os.environ.get("QT_QPA_PLATFORM", "") in _INVISIBLE or has_display()


def has_terminal() -> bool:
    """Whether there may be somebody at a terminal; started from a menu or a file manager there is nobody."""
    return any(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def _wayland_server_answers() -> bool:
    """Whether something listens where the Wayland display is said to be (wl_display_connect(3))."""
    if os.environ.get("WAYLAND_SOCKET"):  # a connection that is open already
        return True
    name, folder = os.environ.get("WAYLAND_DISPLAY", ""), os.environ.get("XDG_RUNTIME_DIR", "")
    path = os.path.join(folder, name)  # noqa: PTH118 - an absolute name counts alone
    return bool(name) and path.startswith("/") and _listens(path)


def _x_server_answers() -> bool:
    """Whether something listens at an X display name, `[host]:number[.screen]` (X(7), "Display names")."""
    parts = re.fullmatch(r"(?P<host>.*):(?P<number>\d+)(\.\d+)?", os.environ.get("DISPLAY", ""))
    if parts is None:
        return False
    host, number = parts["host"], int(parts["number"])
    if host not in {"", "unix"}:
        import socket  # noqa: PLC0415 - many starts need none

        with suppress(OSError), socket.create_connection((host.strip("[]"), _X_PORT + number), _SECONDS):
            return True
        return False
    path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - the place the X protocol names
    return _listens(f"\0{path}") or _listens(path)


def _listens(path: str) -> bool:
    if sys.platform == "win32":
        return True
    import socket  # noqa: PLC0415 - as above

    with suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(_SECONDS)
        connection.connect(path)
        return True
    return False


_SERVERS: Final = {"wayland": _wayland_server_answers, "xcb": _x_server_answers}
"""How to ask the servers of those platforms of Qt that need one."""
