"""What the calls do that are no queries and open no window; those are in `queries` and `window`."""

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from photosim.cli.opening import open_library
from photosim.cli.output import print_index_report, print_learn_report, print_status
from photosim.cli.progress import ProgressBar
from photosim.cli.streams import STOPPED, say
from photosim.core.cancel import CancelToken
from photosim.errors import Cancelled


def index(options: argparse.Namespace) -> int:
    """`photosim index FOLDER...`."""
    with open_library(options) as library, long_work() as (bar, cancel):
        library.set_speed(options.speed)
        report = library.index(options.folders, bar, cancel)
    for problem in report.problems:
        say(f"photosim: {problem}")
    if report.failed:
        say(f"photosim: {report.failed:,} photos cannot be read and were skipped")
    print_index_report(report, as_json=options.json)
    if report.cancelled:
        say("photosim: stopped; what is done is kept, the same call goes on from there")
        return STOPPED
    return 1 if report.unusable_folders else 0


def learn(options: argparse.Namespace) -> int:
    """`photosim learn`."""
    with open_library(options) as library:
        if options.forget:
            library.forget_learnt()
            say("photosim: what was learnt from your folders is forgotten")
            return 0
        try:
            with long_work() as (bar, cancel):
                report = library.learn(bar, cancel)
        except Cancelled:
            say("photosim: stopped; nothing has changed")
            return STOPPED
    print_learn_report(report, as_json=options.json)
    return 0


def status(options: argparse.Namespace) -> int:
    """`photosim status`."""
    with open_library(options) as library:
        print_status(library.status(), as_json=options.json)
    return 0


def demo(options: argparse.Namespace) -> int:
    """`photosim demo`."""
    from photosim.demo.run import run_demo  # noqa: PLC0415 - only this call needs the samples

    return run_demo(
        options.screenshot,
        data_dir=options.data_dir,
        model=options.model,
        provider=options.provider,
        as_json=options.json,
    )


@contextmanager
def long_work() -> Iterator[tuple[ProgressBar, CancelToken]]:
    """A progress bar that is taken away at the end, and what Ctrl-C cancels meanwhile."""
    bar, cancel = ProgressBar(), CancelToken()
    try:
        with _stopping_with_ctrl_c(cancel):
            yield bar, cancel
    finally:
        bar.clear()


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
