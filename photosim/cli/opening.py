"""Opening the library as the options of a call say."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from photosim.cli.streams import say
from photosim.embed.providers import label_of
from photosim.library import Library


@contextmanager
def open_library(options: argparse.Namespace) -> Iterator[Library]:
    """The library of a call, closed at the end; that another model or provider does the work than the chosen is told.

    Raises:
        UserError: as `Library.open`.
    """
    wanted = options.provider or "auto"
    with Library.open(options.data_dir, options.model, provider=wanted) as library:
        if problem := library.model_problem():
            say(f"photosim: {problem}")
        yield library
        if wanted != "auto" and options.command != "status":  # which has it in its answer
            status = library.status()
            # Where nothing was computed, the status is about an earlier call, which may have wanted something else.
            if status.provider_problem and status.provider_wanted == label_of(wanted):
                say(f"photosim: {status.provider_problem}")
