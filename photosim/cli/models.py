"""`photosim models`: which networks there are, getting one, changing to one, giving one up."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Final

from photosim.cli.commands import long_work
from photosim.cli.opening import open_library
from photosim.cli.output import print_json, switch_progress
from photosim.cli.progress import ProgressBar, megabytes, rate
from photosim.cli.streams import STOPPED, one_line, say, write
from photosim.core.cancel import CancelToken
from photosim.errors import Cancelled, UserError
from photosim.library import Library
from photosim.library.reports import ModelInfo, SwitchState

_STORAGE_WORDS: Final = {"fp32": "32-bit", "fp16": "16-bit", "int8": "8-bit"}


def manage(options: argparse.Namespace) -> int:
    """`photosim models [ACTION]`."""
    calls: dict[str, Callable[[Library, argparse.Namespace], int]] = {
        "list": _list,
        "install": _install,
        "import": _import,
        "use": _use,
        "remove": _remove,
    }
    with open_library(options) as library:
        return calls[options.action or "list"](library, options)


def _list(library: Library, options: argparse.Namespace) -> int:
    infos, switch = library.models(), library.pending_switch()
    unmeasured = [info for info in infos if info.usable and info.photos_per_second is None]
    for info in unmeasured:
        say(f"photosim: measuring how quick {info.name} is on this computer ...")
        try:
            library.measure_speed(info.name)
        except UserError as error:
            say(f"photosim: {error}")
    if unmeasured:
        infos = library.models()
    if options.json:
        print_json({"models": [asdict(info) for info in infos], "switch": asdict(switch) if switch else None})
    else:
        _print_table(infos, switch)
    return 0


def _print_table(infos: Sequence[ModelInfo], switch: SwitchState | None) -> None:
    for info in infos:
        write(f"{'*' if info.in_use else ' '} {one_line(info.title)} ({info.name}): {info.state}")
        for line in _details(info):
            write(f"    {one_line(line)}")
    if switch:
        write(f"Changing to {one_line(switch.title)}: {switch_progress(switch)}")


def _details(info: ModelInfo) -> list[str]:
    lines = [_described(info)] if info.licence or info.problem is None else []  # else nothing is known of it
    if info.photos or info.vector_bytes:
        lines.append(f"{info.photos:,} photos of this library looked at, {megabytes(info.vector_bytes)}")
    if info.problem:
        lines.append(info.problem)
    return lines


def _described(info: ModelInfo) -> str:
    classes = f"{info.classes:,} classes" if info.classes else "look-alikes only"
    size = f"{megabytes(info.file_bytes)}{' to download' if info.state == 'available' else ''}"
    first = [f"{info.dimension:,} numbers a photo", classes, f"{_STORAGE_WORDS[info.storage]} weights", size]
    if info.photos_per_second:
        first.append(f"{rate(info.photos_per_second)} photos/s here")
    return ", ".join([*first, info.licence if info.licence_known else "licence not known"])


def _install(library: Library, options: argparse.Namespace) -> int:
    return _bring(
        lambda bar, cancel: library.install_model(
            options.name, storage=options.storage, mirrors=options.mirror, progress=bar, cancel=cancel
        ),
        "what was downloaded is kept, the same call goes on from there",
        as_json=options.json,
    )


def _import(library: Library, options: argparse.Namespace) -> int:
    return _bring(
        lambda bar, cancel: library.import_model(
            options.file,
            spec=options.spec,
            name=options.new_name,
            storage=options.storage,
            progress=bar,
            cancel=cancel,
        ),
        "nothing has changed",
        as_json=options.json,
    )


def _bring(work: Callable[[ProgressBar, CancelToken], ModelInfo], when_stopped: str, *, as_json: bool) -> int:
    """Get a model, with a progress bar, and tell what came."""
    try:
        with long_work() as (bar, cancel):
            info = work(bar, cancel)
    except Cancelled:
        say(f"photosim: stopped; {when_stopped}")
        return STOPPED
    if as_json:
        print_json(asdict(info))
    else:
        _print_table([info], None)
        say(f"photosim: ready; change to it with: photosim models use {info.name}")
    return 0


def _use(library: Library, options: argparse.Namespace) -> int:
    with long_work() as (bar, cancel):
        report = library.use_model(options.name, bar, cancel)
    for problem in report.problems:
        say(f"photosim: {problem}")
    if options.json:
        print_json(asdict(report))
    elif not report.cancelled:
        write(f"{report.model} is in use{f': {_looked(report.embedded)}' if report.embedded else ''}")
    if report.cancelled:
        say(f"photosim: stopped; {report.model} goes on answering, the same call goes on from there")
        return STOPPED
    return 0


def _looked(photos: int) -> str:
    return f"{photos:,} photo{'' if photos == 1 else 's'} looked at"


def _remove(library: Library, options: argparse.Namespace) -> int:
    bar = ProgressBar()
    try:
        freed = library.remove_model(options.name, vectors_only=options.vectors, progress=bar)
    finally:
        bar.clear()
    if options.json:
        print_json({"model": options.name, "freed_bytes": freed})
    else:
        write(f"{options.name}: {megabytes(freed)} freed")
    return 0
