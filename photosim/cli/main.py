"""From arguments to an exit status; the one place where errors become lines on standard error."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import Final

from photosim.cli import commands, duplicates, models, queries
from photosim.cli.output import OutputError, prepare_streams, say
from photosim.cli.parser import missing_query, parse
from photosim.errors import UserError
from photosim.library.rebuild import COMMAND, run_child

_CALLS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "gui": commands.gui,
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
}


def main(arguments: Sequence[str]) -> int:
    """Run one call; returns its exit status."""
    prepare_streams()
    if len(arguments) == 2 and arguments[0] == COMMAND:
        run_child(arguments[1])
        return 0
    options = parse(arguments)
    if complaint := missing_query(options):
        say(f"photosim {options.command}: {complaint}")
        return 2
    try:
        return _CALLS[options.command](options)
    except UserError as error:
        if isinstance(error, OutputError):
            _drop_output()
        say(f"photosim: {error}")
        return 1
    except KeyboardInterrupt:
        return commands.STOPPED
    except BrokenPipeError:  # the reader of our output has gone
        _drop_output()
        return 1


def _drop_output() -> None:
    """Python would complain once more when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
