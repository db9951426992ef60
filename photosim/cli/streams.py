"""What a call says and ends with: standard output and error, through which any file name comes.

Apart from `output`, which knows the answers of the library: a window opens without.
"""

import os
import sys
from typing import Final

from photosim.errors import UserError

STOPPED: Final = 130
"""Exit status of a call that was stopped with Ctrl-C."""


class OutputError(UserError):
    """Standard output cannot be written, for another reason than that its reader has gone."""


def prepare_streams() -> None:
    """Make standard output and error take any file name instead of failing on it, and be there.

    A program of Windows without a console has none (`pythonw.exe`, the packaged window): what is said is dropped.
    """
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - `nul` is no path; for good
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - likewise
    for stream in (sys.stdout, sys.stderr):
        # Odd bytes of a name go out as they are where everything else goes out as UTF-8; elsewhere, as on a Windows
        # pipe, most names have no form of their own.
        raw = stream is sys.stdout and stream.encoding.lower() == "utf-8"
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="surrogateescape" if raw else "backslashreplace")


def say(line: str) -> None:
    """A message for the person at the terminal, one line on standard error."""
    print(one_line(line), file=sys.stderr, flush=True)


def write(line: str) -> None:
    """A line of the answer, on standard output; flushed, so that a program reading along sees it at once.

    Raises:
        OutputError: it cannot be written.
        BrokenPipeError: nobody reads it any more.
    """
    try:
        print(line, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        message = f"cannot write the output: {error.strerror or error}"
        raise OutputError(message) from error


def one_line(text: str) -> str:
    """Text with its line breaks and other control characters made visible."""
    return "".join(repr(letter)[1:-1] if letter < " " or letter == "\x7f" else letter for letter in text)
