"""The call that opens the window; a part of its own, for the window waits for all that is imported here."""

import gc
from collections.abc import Sequence
from typing import TYPE_CHECKING

from photosim.cli.display import can_open_window, has_display, has_terminal
from photosim.cli.given import paths_of
from photosim.cli.streams import say
from photosim.errors import UserError
from photosim.library.claiming import WindowClaim
from photosim.paths import AppPaths

if TYPE_CHECKING:
    import argparse


def gui(options: "argparse.Namespace") -> int:
    """`photosim [gui] [FOLDER]`, `photosim [gui] PHOTO...`."""
    return open_window(options.opened, options.data_dir, options.model, options.provider)


def open_window(
    words: Sequence[str] = (), data_dir: str | None = None, model: str | None = None, provider: str | None = None
) -> int:
    """Open the window of a library, or have the one that is open show what is asked for.

    Args:
        words: photos and folders, by path or address.
        data_dir: where the library is, None for the usual place.
        model: name of the model, None for the one in use.
        provider: what is to compute, None for the best there is.

    Returns:
        Exit status of the program.

    Raises:
        UserError: there is no display, or the library cannot be opened.
    """
    opened, problems = paths_of(words)
    for problem in problems:
        say(f"photosim: {problem}")
    if problems and not opened:
        if has_display() and not has_terminal():
            from photosim.app import show_problems  # noqa: PLC0415 - as below

            show_problems(problems)
        return 1
    if not can_open_window():
        message = "there is no display to open a window on; all other calls need none"
        raise UserError(message)
    paths = AppPaths.resolve(data_dir)
    with WindowClaim(paths) as claim:
        as_it_is = model is None and provider is None  # else the window that is open may not do
        if not claim.take() and as_it_is:
            from photosim.handover import hand_over  # noqa: PLC0415 - only beside a window that is open

            if hand_over(claim, paths, opened):
                return 0
            if not claim.held:
                say("photosim: the window that is open does not answer; this is another one")
        gc.disable()  # nothing of all that is loaded now is garbage; the window turns it on again once it stands
        try:
            from photosim.app import run_window  # noqa: PLC0415 - only this call needs Qt

            return run_window(paths, opened, model, provider, listen=claim.held)
        finally:
            gc.enable()
