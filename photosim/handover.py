"""What a second start says to the window that is open already: which photos and folders to show.

The window listens at a place that only its user can reach: a socket in a folder of that user's own, on Windows a named
pipe. One line of JSON goes there, `ACCEPTED` comes back. The line names files and folders and nothing else is done
with it than to open these. This module is the second start's side and the form of the line; the window's is
`photosim.ui.listening`. Neither needs the other to be as new as itself: a line of another form is not accepted, and
the second start opens a window of its own then.
"""

import json
import os
import re
import socket
import stat
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from photosim.library.claiming import WindowClaim
from photosim.paths import AppPaths

MOST_BYTES: Final = 16 << 20
"""Of one line, its end included; a command line has 2 MB, of which JSON makes up to six times as much."""
MOST_PATHS: Final = 20_000
"""Handed over at most. A query is made of far fewer photos, but the window says of how many, and takes all folders."""
ACCEPTED: Final = b"accepted\n"
_FORM: Final = 1
_LONGEST_ADDRESS: Final = 100
"""Bytes; a socket's path has 104 on macOS and 108 on Linux, its end included (unix(7))."""
_TOKEN: Final = re.compile(r"[\w.:@/+=-]{1,200}", re.ASCII)
_SECONDS: Final = 10.0
_PAUSE_SECONDS: Final = 0.05


@dataclass(frozen=True, slots=True)
class Handed:
    """What a second start asks for.

    Attributes:
        paths: absolute, of photos and folders; none if the window is only to be seen.
        token: what the desktop gave the second start so that it may take the foreground (Wayland's xdg-activation);
            empty if it gave nothing.
    """

    paths: tuple[Path, ...] = ()
    token: str = ""


def encode(handed: Handed) -> bytes:
    """The line."""
    paths = [os.fspath(path) for path in handed.paths[:MOST_PATHS]]
    return json.dumps({"photosim": _FORM, "open": paths, "token": handed.token}).encode() + b"\n"


def decode(line: bytes) -> Handed | None:
    """What a line says, None if it is none of ours: whoever reaches the window's place can write anything there."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or said.get("photosim") != _FORM:
        return None
    names, token = said.get("open"), said.get("token")
    if not isinstance(names, list) or len(names) > MOST_PATHS or not all(map(_is_path, names)):
        return None
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        token = ""
    return Handed(tuple(Path(name) for name in names), token)


def _is_path(name: object) -> bool:
    return isinstance(name, str) and "\0" not in name and Path(name).is_absolute()


def address_of(paths: AppPaths) -> str | None:
    """Where the window of a library listens, None if there is no place for it.

    On Windows the name of a pipe (without its prefix), else the path of a socket in a folder that nobody else may
    enter: the session's own (XDG base directories), or one made for that where temporary files are.
    """
    from hashlib import sha256  # noqa: PLC0415 - a window opens without

    name = f"photosim-{sha256(os.fsencode(paths.data.resolve())).hexdigest()[:16]}"
    if sys.platform == "win32":
        return name
    session = os.environ.get("XDG_RUNTIME_DIR")
    if session and _is_short(Path(session, name)) and _is_own(Path(session)):
        return str(Path(session, name))
    from tempfile import gettempdir  # noqa: PLC0415 - where there is no session, as on macOS

    own = Path(gettempdir()) / f"photosim-{os.getuid()}"
    if not _is_short(own / name):
        return None
    with suppress(OSError):
        own.mkdir(mode=0o700)
    return str(own / name) if _is_own(own) else None


def _is_short(place: Path) -> bool:
    return len(os.fsencode(place)) <= _LONGEST_ADDRESS


def _is_own(folder: Path) -> bool:
    """Whether it is this user's and nobody else may enter it; in a folder for all somebody may have been quicker."""
    if sys.platform == "win32":
        return False
    try:
        status = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o077


def hand_over(claim: WindowClaim, paths: AppPaths, opened: Sequence[Path]) -> bool:
    """Have the window that is open show them; returns whether it does.

    A window that is only being opened, or closed, is waited for. If it goes, `claim` is taken.

    Args:
        claim: of this program, not held.
        paths: where the library is.
        opened: absolute paths of photos and folders.
    """
    token = os.environ.get("XDG_ACTIVATION_TOKEN", "")
    line = encode(Handed(tuple(opened), token))
    if len(line) > MOST_BYTES:
        return False
    end = time.monotonic() + _SECONDS
    while (left := end - time.monotonic()) > 0:
        address = address_of(paths)
        if address is None:
            break
        if _say(address, line, left):
            return True
        if claim.take():
            return False
        time.sleep(_PAUSE_SECONDS)
    return False


def _say(address: str, line: bytes, seconds: float) -> bool:
    """Say it there; returns whether it was accepted in time."""
    if sys.platform == "win32":
        return _say_to_pipe(address, line, seconds)
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(seconds)
        connection.connect(address)
        connection.sendall(line)
        with connection.makefile("rb") as answers:
            return answers.readline(len(ACCEPTED)) == ACCEPTED
    return False


def _say_to_pipe(name: str, line: bytes, seconds: float) -> bool:
    """The same on Windows, where reading a pipe has no time limit: on a thread that may be left behind."""
    import ctypes  # noqa: PLC0415 - as above
    from threading import Thread  # noqa: PLC0415 - as above

    answers: list[bytes] = []

    def talk() -> None:
        with suppress(OSError), open(rf"\\.\pipe\{name}", "r+b", buffering=0) as pipe:  # noqa: PTH123 - no file
            left = memoryview(line)
            while left:
                left = left[pipe.write(left) :]
            answers.append(pipe.readline(len(ACCEPTED)))

    if sys.platform == "win32":
        # This program was started by the user, so it may say who comes to the foreground: whoever wants to.
        ctypes.windll.user32.AllowSetForegroundWindow(-1)
    thread = Thread(target=talk, daemon=True)
    thread.start()
    thread.join(seconds)
    return answers == [ACCEPTED]
