"""Opening the library as the options of a call say."""

import argparse

from photosim.library import Library


def open_library(options: argparse.Namespace) -> Library:
    """The library of a call, to be closed by it.

    Raises:
        UserError: as `Library.open`.
    """
    return Library.open(options.data_dir, options.model, provider=options.provider or "auto")
