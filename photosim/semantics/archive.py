"""Reads the tables that come with photosim as archives of arrays."""

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from photosim.errors import UserError

Table = TypeVar("Table")


def read_archive(file: Path, make: Callable[[dict[str, NDArray[Any]]], Table]) -> Table:
    """What `make` makes of the arrays in an `.npz` file.

    Raises:
        UserError: the file is missing or damaged.
    """
    try:
        # Opened here, because NumPy forgets to close a file that is no whole archive.
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            return make(dict(arrays))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        message = f"{file} is missing or damaged; the installation is incomplete"
        raise UserError(message) from error
