"""The progress bar of a long call, on standard error: done/total, rate, time left."""

import shutil
import sys
import time
from typing import Final

from photosim.core.cancel import Progress

_PLAIN_INTERVAL: Final = 10.0
_COUNTED: Final = {
    "dating": "Reading dates",
    "reading": "Reading photos",
    "comparing": "Comparing photos",
    "checking": "Looking closely at what is alike",
}


class ProgressBar:
    """Draws over one line on a terminal; writes a line every ten seconds to anything else."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._drawn = False
        self._told = time.monotonic()

    def __call__(self, progress: Progress) -> None:
        """Show the state."""
        line = describe(progress)
        if self._terminal:
            width = shutil.get_terminal_size().columns
            if progress.total:
                line = f"{_bar(progress.done / progress.total)} {line}"
            sys.stderr.write(f"\r{line[: width - 1]:<{width - 1}}")
            sys.stderr.flush()
            self._drawn = True
        elif time.monotonic() - self._told >= _PLAIN_INTERVAL:
            self._told = time.monotonic()
            sys.stderr.write(line + "\n")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away, so that what follows starts clean."""
        if self._drawn:
            width = shutil.get_terminal_size().columns
            sys.stderr.write(f"\r{'':<{width - 1}}\r")
            sys.stderr.flush()
            self._drawn = False


def describe(progress: Progress) -> str:
    """One line for a person; the window uses the same figures."""
    match progress.phase:
        case "scanning":
            return f"Scanning: {progress.done:,} photos found"
        case "sorting":
            return "Building the search index"
        case "converting":
            return "Making the model ready"
        case "dating" | "reading" | "comparing" | "checking":
            parts = [f"{_COUNTED[progress.phase]}: {progress.done:,}/{progress.total:,}"]
        case "downloading":
            parts = [f"{megabytes(progress.done)} of {megabytes(progress.total)}"]
            if progress.rate:
                parts.append(f"{progress.rate / 1e6:.1f} MB/s")
        case _:
            parts = [f"{progress.done:,}/{progress.total:,} photos"]
            if progress.failed:
                parts.append(f"{progress.failed:,} failed")
            if progress.rate:
                parts.append(f"{rate(progress.rate)}/s")
    if progress.seconds_left is not None:
        parts.append(f"{_duration(progress.seconds_left)} left")
    return " - ".join(parts)


def rate(number: float) -> str:
    """So many a second: 48, 5.7."""
    return f"{number:.0f}" if number >= 10 else f"{number:.1f}"


def megabytes(size: int) -> str:
    """Bytes as a person counts them: 553 MB, 1.4 MB."""
    return f"{size / 1e6:,.0f} MB" if size >= 10e6 else f"{size / 1e6:.1f} MB"


def _duration(seconds: float) -> str:
    """In the words of a person: 40 s, 17 min, 3 h 05 min."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02} min"


def _bar(share: float, width: int = 24) -> str:
    filled = round(share * width)
    return f"[{'#' * filled}{'.' * (width - filled)}] {share:4.0%}"
