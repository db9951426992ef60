"""Opens the window of the packaged program, does in it what people do, and closes it.

- Everywhere but on Windows, a window on the offscreen platform that takes in a folder and is left by Ctrl-C in its
  terminal. On macOS that, and the picture of the demonstration, stand for a window on a screen: what drives one from
  outside needs rights there that nobody can give to a machine in a build farm.
- On Linux, a window on an X server, with a mouse and a keyboard (`release.x_screen`).
- On Windows, a window on the desktop, closed as the button in its corner does it.
"""

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from release.product import BUILD, NAME
from release.trial import Trial, check_end, expect
from release.x_screen import DRAG_SOURCE, Desktop, wait, x_server

ON_SCREEN: Final = f"{NAME}-on-screen.png"
OUTSIDE: Final = "beide 両方.jpg"
"""A photo that is not in the library: a balloon and a wall, side by side."""
_PICTURE_OF_SCREEN: Final = """
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication(["picture"])
sys.exit(not application.primaryScreen().grabWindow(0).save(sys.argv[1]))
"""
_RECORDER: Final = """#!/bin/sh
echo "$LD_LIBRARY_PATH" > "$RECORD.new"
echo "$1" >> "$RECORD.new"
/bin/mv "$RECORD.new" "$RECORD"
"""
"""Stands for the program that opens files on a Linux desktop; for Qt to start it, its path may have no space."""


def try_windows(trial: Trial, photos: Path) -> Iterator[str]:
    """Open and close the window in all ways that this system has; tells what was seen.

    Args:
        trial: the program, with a library of the demonstration's photos.
        photos: the folder of these.

    Raises:
        ReleaseError: something is not as it should be, or there is nothing to drive a window with.
    """
    if sys.platform == "win32":
        yield on_windows(trial)
        return
    yield offscreen(trial, photos)
    if sys.platform == "linux":
        yield on_x(trial, photos)


def offscreen(trial: Trial, photos: Path) -> str:
    """A window that nobody sees takes in a folder, and goes when Ctrl-C is pressed in its terminal."""
    more = trial.home / "Neue Fotos"
    more.mkdir()
    for name in ("forest", "sunset"):
        (more / f"{name} once more.jpg").write_bytes((photos / f"{name}.jpg").read_bytes())
    before = trial.ask("status")["indexed"]
    keyboard, terminal = os.openpty()
    try:
        changes = {"QT_QPA_PLATFORM": "offscreen"}
        with trial.running(more, program=trial.program, changes=changes, stdin=terminal) as window:
            wait(lambda: window.poll() is not None or trial.ask("status")["indexed"] == before + 2, "two more photos")
            window.send_signal(signal.SIGINT)
            out, errors = window.communicate(timeout=60)
    finally:
        os.close(keyboard)
        os.close(terminal)
    check_end("the window offscreen", window.returncode, out + errors)
    return "the window offscreen took in a folder, and ended well with Ctrl-C"


def on_x(trial: Trial, photos: Path) -> str:
    """A window on a screen: a word, a dropped photo, a focus, a photo opened in its program, and quit."""
    with x_server() as display, tempfile.TemporaryDirectory(prefix="photosim-smoke-") as opener:
        desktop = Desktop(display)
        try:
            return _drive(trial, desktop, photos, Path(opener))
        finally:
            desktop.close()


def _drive(trial: Trial, desktop: Desktop, photos: Path, opener: Path) -> str:
    record, outside = opener / "opened", trial.elsewhere / OUTSIDE
    (opener / "xdg-open").write_text(_RECORDER, encoding="utf-8")
    (opener / "xdg-open").chmod(0o755)
    changes = {"PATH": str(opener), "RECORD": str(record), "XDG_CURRENT_DESKTOP": "X-Generic"}
    program = desktop.run([str(trial.program)], trial.environment(changes), trial.elsewhere)
    window = desktop.window(f"^{NAME}$")
    desktop.do("windowfocus", "--sync", window)

    def type_and_return(text: str, *keys: str) -> None:
        desktop.do("key", "ctrl+f", *keys)
        desktop.do("type", text)
        desktop.do("key", "Return")

    type_and_return("flower")
    desktop.wait_for_title(window, f"flower\N{RIGHT DOUBLE QUOTATION MARK} - {NAME}")
    source = desktop.run([sys.executable, "-c", DRAG_SOURCE, str(outside)], os.environ, trial.elsewhere)
    desktop.window("files to drag")
    desktop.drag((1340, 60), (500, 400))
    desktop.wait_for_title(window, f"Look-alikes of {outside.name} - {NAME}")
    expect(source.stdout is not None and source.stdout.readline() == "dropped\n", "the photo to be taken")
    desktop.do("windowfocus", "--sync", window)
    type_and_return("balloon", "Tab")  # the box after the search is Focus
    desktop.wait_for_title(window, f"{outside.name}, focus: balloon - {NAME}")
    _take_picture(desktop, trial.elsewhere)
    screen = {"DISPLAY": desktop.display, "QT_QPA_PLATFORM": "xcb"}
    trial.call(photos / "clock.jpg", changes=screen, program=trial.program)  # as "Open with" of a file manager does
    desktop.wait_for_title(window, f"Look-alikes of clock.jpg - {NAME}")
    _open_a_photo(desktop, window, record)
    desktop.do("key", "--window", window, "ctrl+q")
    out, errors = program.communicate(timeout=60)
    check_end("the window on X", program.returncode, (out + errors).encode())
    return (
        "the window on X: a word, a dropped photo, a focus, a photo from a second start, one opened in its program, "
        "and Ctrl+Q; it said nothing"
    )


def _take_picture(desktop: Desktop, cwd: Path) -> None:
    file = BUILD / ON_SCREEN
    camera = desktop.run([sys.executable, "-c", _PICTURE_OF_SCREEN, str(file)], os.environ, cwd)
    _, errors = camera.communicate(timeout=60)
    check_end("taking a picture of the screen", camera.returncode, errors.encode())


def _open_a_photo(desktop: Desktop, window: str, record: Path) -> None:
    """Open the first photo in the program the system has for it, which must get the system's libraries, not ours."""
    desktop.do("key", "ctrl+l")
    wait(lambda: desktop.do("getwindowname", window) == NAME, "the library")
    desktop.do("mousemove", 500, 300, "click", 1)
    desktop.do("key", "ctrl+shift+Return")
    wait(record.exists, "a photo to be opened in its program")
    libraries, opened = record.read_text(encoding="utf-8").splitlines()
    expect(not libraries, f"the programs it opens to get the system's own libraries, not those in {libraries}")
    expect(opened.endswith(".jpg"), f"a photo to be opened, not {opened!r}")


def on_windows(trial: Trial) -> str:
    """A window on the desktop, closed by the message that the button in its corner sends."""
    with trial.running(program=trial.program) as window:
        wait(lambda: window.poll() is not None or _close_on_windows(NAME), f"a window called {NAME}")
        out, errors = window.communicate(timeout=60)
    check_end("the window", window.returncode, out + errors)
    return "the window on the desktop opened, and ended well when it was closed; it said nothing"


def _close_on_windows(title: str) -> bool:
    """Ask the window with that title to close; whether there is one.

    See https://learn.microsoft.com/windows/win32/winmsg/wm-close.
    """
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only here

        user = ctypes.windll.user32
        user.FindWindowW.restype = ctypes.c_void_p
        window = user.FindWindowW(None, title)
        return bool(window) and bool(user.PostMessageW(ctypes.c_void_p(window), 0x0010, None, None))
    return False
