"""Opening the library as the options of a call say."""

import argparse

from photosim.cli.output import say
from photosim.library import Library


def open_library(options: argparse.Namespace) -> Library:
    """The library of a call, to be closed by it; that another model answers than the chosen one is told.

    Raises:
        UserError: as `Library.open`.
    """
    library = Library.open(options.data_dir, options.model, provider=options.provider or "auto")
    if problem := library.model_problem():
        say(f"photosim: {problem}")
    return library
