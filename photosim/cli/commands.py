"""What each call does."""

import argparse
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from photosim.cli.display import can_open_window
from photosim.cli.output import print_index_report, print_matches, print_status, say
from photosim.cli.progress import ProgressBar
from photosim.core.cancel import CancelToken
from photosim.errors import NotIndexedError, UserError
from photosim.library import Library
from photosim.paths import AppPaths

STOPPED = 130


def index(options: argparse.Namespace) -> int:
    """`photosim index FOLDER...`."""
    bar, cancel = ProgressBar(), CancelToken()
    with Library.open(options.data_dir, options.model) as library:
        try:
            with _stopping_with_ctrl_c(cancel):
                report = library.index(options.folders, bar, cancel)
        finally:
            bar.clear()
    for problem in report.problems:
        say(f"photosim: {problem}")
    if report.failed:
        say(f"photosim: {report.failed:,} photos cannot be read and were skipped")
    print_index_report(report, as_json=options.json)
    if report.cancelled:
        say("photosim: stopped; what is done is kept, the same call goes on from there")
        return STOPPED
    return 1 if report.unusable_folders else 0


def similar(options: argparse.Namespace) -> int:
    """`photosim similar IMAGE...`."""
    failures = 0
    with Library.open(options.data_dir, options.model) as library:
        for query in _queries(options):
            try:
                matches = library.similar(query, options.k, options.focus, options.region)
            except NotIndexedError:
                raise  # the same for every query
            except UserError as error:
                failures += 1
                say(f"photosim: {error}")
                print_matches(query, [], as_json=options.json, error=str(error))
            else:
                print_matches(query, matches, as_json=options.json)
    return 1 if failures else 0


def status(options: argparse.Namespace) -> int:
    """`photosim status`."""
    with Library.open(options.data_dir, options.model) as library:
        print_status(library.status(), as_json=options.json)
    return 0


def gui(options: argparse.Namespace) -> int:
    """`photosim [gui] [FOLDER]`."""
    if options.folder is not None and not options.folder.is_dir():
        what = "is a file, not a folder" if options.folder.exists() else "does not exist"
        message = f"{options.folder} {what}"
        raise UserError(message)
    if not can_open_window():
        message = "there is no display to open a window on; photosim index, similar and status need none"
        raise UserError(message)
    from photosim.app import run_window  # noqa: PLC0415 - only this call needs Qt

    return run_window(AppPaths.resolve(options.data_dir), options.folder, options.model)


def demo(options: argparse.Namespace) -> int:
    """`photosim demo`."""
    from photosim.demo.run import run_demo  # noqa: PLC0415 - only this call needs the samples

    return run_demo(options.screenshot, data_dir=options.data_dir, model=options.model, as_json=options.json)


def _queries(options: argparse.Namespace) -> Iterator[str]:
    """The photos to search with: those of the command line, then those of the batch file."""
    yield from options.images
    if options.batch == "-":
        yield from (os.fsdecode(line) for line in _lines(sys.stdin.buffer))
    elif options.batch:
        try:
            with Path(options.batch).open("rb") as file:
                yield from (os.fsdecode(line) for line in _lines(file))
        except OSError as error:
            message = f"cannot read the batch file {options.batch}: {error.strerror or error}"
            raise UserError(message) from error


def _lines(stream: Iterable[bytes]) -> Iterator[bytes]:
    """Lines without their ends, empty ones left out."""
    for line in stream:
        if text := line.rstrip(b"\r\n"):
            yield text


@contextmanager
def _stopping_with_ctrl_c(cancel: CancelToken) -> Iterator[None]:
    """The first Ctrl-C asks the run to stop and keeps its work; a second one ends the program the hard way."""

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        if cancel.cancelled:
            raise KeyboardInterrupt
        cancel.cancel()
        print(file=sys.stderr)  # the bar keeps its line
        say("photosim: stopping ...")

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
