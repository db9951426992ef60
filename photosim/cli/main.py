"""From arguments to an exit status; the one place where errors become lines on standard error."""

import os
import sys
from collections.abc import Sequence

from photosim.cli import commands
from photosim.cli.output import OutputError, prepare_streams, say
from photosim.cli.parser import parse
from photosim.errors import UserError
from photosim.library.rebuild import COMMAND, run_child


def main(arguments: Sequence[str]) -> int:
    """Run one call; returns its exit status."""
    prepare_streams()
    if len(arguments) == 2 and arguments[0] == COMMAND:
        run_child(arguments[1])
        return 0
    options = parse(arguments)
    if options.command == "similar" and not options.images and not options.batch:
        say("photosim similar: name a photo, or give a list of them with --batch")
        return 2
    try:
        return int(getattr(commands, options.command)(options))
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
