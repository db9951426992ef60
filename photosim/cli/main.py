"""From arguments to an exit status; the one place where errors become lines on standard error."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from photosim.cli.streams import STOPPED, OutputError, prepare_streams, say
from photosim.errors import UserError

if TYPE_CHECKING:
    import argparse


def main(arguments: Sequence[str]) -> int:
    """Run one call; returns its exit status."""
    prepare_streams()
    if len(arguments) == 2 and arguments[0].startswith("_"):
        from photosim.library.rebuild import COMMAND, run_child  # noqa: PLC0415 - of our own child processes alone

        if arguments[0] == COMMAND:
            run_child(arguments[1])
            return 0
    try:
        return _run(arguments)
    except UserError as error:
        if isinstance(error, OutputError):
            _drop_output()
        say(f"photosim: {error}")
        return 1
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:  # the reader of our output has gone
        _drop_output()
        return 1


def _run(arguments: Sequence[str]) -> int:
    if not arguments:  # from a menu: the window does not wait for a parser that has nothing to read
        from photosim.cli.window import open_window  # noqa: PLC0415 - as said

        return open_window()
    from photosim.cli.parser import missing_query, parse  # noqa: PLC0415 - as said

    options = parse(arguments)
    if complaint := missing_query(options):
        say(f"photosim {options.command}: {complaint}")
        return 2
    return _call(options.command)(options)


def _call(command: str) -> "Callable[[argparse.Namespace], int]":
    """What does it; a window does not wait for what the other calls need."""
    if command == "gui":
        from photosim.cli.window import gui  # noqa: PLC0415 - as said

        return gui
    from photosim.cli import commands, duplicates, models, queries  # noqa: PLC0415 - as said

    return {
        "index": commands.index,
        "learn": commands.learn,
        "models": models.manage,
        "status": commands.status,
        "demo": commands.demo,
        "similar": queries.similar,
        "find": queries.find,
        "words": queries.words,
        "tags": queries.tags,
        "duplicates": duplicates.duplicates,
    }[command]


def _drop_output() -> None:
    """Python would complain once more when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
