"""How long the packaged program takes to show its window, beside the same source on the same library.

Both are watched from outside: an X server (`release.x_screen`) keeps what is on its screen in a file, which is looked
at every few milliseconds. "Shown" is when something of the window is on the screen; "ready" when, photos included,
nearly all of the screen is as it will stay. Linux only.
"""

import mmap
import os
import struct
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import numpy as np
from numpy.typing import NDArray

from release import smoke
from release.product import BUILD, NAME, ReleaseError, built_program
from release.trial import Trial, check_end, expect
from release.x_screen import FRAME_FILE, Desktop, x_server

REPETITIONS: Final = 9
MOST: Final = 1.3
"""The program may take that many times as long as the source."""
_LOOK_SECONDS: Final = 0.004
_CALM_SECONDS: Final = 1.5
_LIMIT_SECONDS: Final = 120.0
_STEP: Final = 8
_SOME: Final = 0.02
_NEARLY_ALL: Final = 0.99

Pixels = NDArray[np.uint32]
"""What is on the screen, every eighth pixel of every eighth line."""


@dataclass(frozen=True, slots=True)
class Start:
    """One start of the program; seconds since its process was started.

    Attributes:
        shown: until something of the window was on the screen.
        ready: until nearly all of the screen was as it stayed.
    """

    shown: float
    ready: float


@dataclass(frozen=True, slots=True)
class Frame:
    """What was on the screen from some moment on, seconds since the start."""

    seconds: float
    pixels: Pixels


def start_time() -> None:
    """Measure program and source in turns, and tell the medians.

    Raises:
        ReleaseError: there is no program, nothing to watch it with, or it takes too long.
    """
    if sys.platform != "linux":
        message = "the time to the window is measured on Linux only"
        raise ReleaseError(message)
    trial = Trial(built_program(), BUILD / "start")
    smoke.demonstration(trial)
    smoke.indexing(trial)
    ways = {"source": [sys.executable, "-m", NAME], "program": [str(trial.program)]}
    starts: dict[str, list[Start]] = {name: [] for name in ways}
    frames = trial.elsewhere / "frames"
    frames.mkdir()
    with x_server(frames) as display, closing(Desktop(display)) as desktop:
        for turn in range(REPETITIONS + 1):
            for name in sorted(ways, reverse=bool(turn % 2)):
                start = _measure(ways[name], trial, desktop, frames / FRAME_FILE)
                if turn:  # the first of both only fills the system's caches
                    starts[name].append(start)
    trial.close()
    for name, measured in starts.items():
        print(f"start: {name:7}  {told(measured)}")
    ratio = ratio_of(starts["program"], starts["source"])
    print(f"start: the program takes {ratio:.2f} times as long until it is ready (at most {MOST})")
    expect(ratio <= MOST, f"the program to be ready in {MOST} times the time of the source, not {ratio:.2f}")


def told(starts: Sequence[Start]) -> str:
    """Medians and ranges, in words."""
    parts = []
    for name in ("shown", "ready"):
        times = [getattr(start, name) for start in starts]
        parts.append(f"{name} {median(times):.3f} s ({min(times):.3f}..{max(times):.3f})")
    return ", ".join(parts) + f", {len(starts)} starts"


def ratio_of(program: Sequence[Start], source: Sequence[Start]) -> float:
    """How many times as long the program takes until it is ready, by the medians."""
    return median(start.ready for start in program) / median(start.ready for start in source)


def _measure(command: Sequence[str], trial: Trial, desktop: Desktop, screen: Path) -> Start:
    environment: Mapping[str, str] = trial.environment()
    with screen.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        empty = pixels_of(mapped)
        begun = time.perf_counter()
        program = desktop.run(command, environment, trial.elsewhere)
        start = judge(empty, _watch(mapped, empty, begun, program))
    desktop.do("windowfocus", "--sync", desktop.window(f"^{NAME}$"))
    desktop.do("key", "ctrl+q")
    out, errors = program.communicate(timeout=_LIMIT_SECONDS)
    check_end(os.path.basename(command[0]), program.returncode, (out + errors).encode())  # noqa: PTH119 - a word
    return start


def _watch(mapped: mmap.mmap, empty: Pixels, begun: float, program: "subprocess.Popen[str]") -> list[Frame]:
    """All that is seen until nothing changes any more."""
    frames = [Frame(0, empty)]
    while len(frames) == 1 or time.perf_counter() - begun - frames[-1].seconds < _CALM_SECONDS:
        pixels, now = pixels_of(mapped), time.perf_counter() - begun
        if not np.array_equal(pixels, frames[-1].pixels):
            frames.append(Frame(now, pixels))
        if now > _LIMIT_SECONDS or program.poll() is not None:
            message = f"{NAME} showed no window, or did not come to rest, in {now:.0f} s"
            raise ReleaseError(message)
        time.sleep(_LOOK_SECONDS)
    return frames


def pixels_of(screen: "mmap.mmap | bytes") -> Pixels:
    """Some pixels of a picture in the form of `xwd` with 32 bits a pixel (XWDFile.h of the X Window System)."""
    header = struct.unpack_from(">25I", screen)
    begin, width, height, line, colours = header[0], header[4], header[5], header[12], header[19]
    content = np.frombuffer(screen, np.uint8, height * line, begin + 12 * colours)
    rows = content.reshape(height, line)[::_STEP, : 4 * width].view(np.uint32)
    return rows[:, ::_STEP].copy()


def judge(empty: Pixels, frames: Sequence[Frame]) -> Start:
    """When a window was there, and when it was as it stayed.

    Args:
        empty: the screen before.
        frames: what was seen, in order; the last is what stayed.

    Raises:
        ReleaseError: there was never a window.
    """
    final = frames[-1].pixels
    wanted = empty.size * _SOME
    shown = next((frame.seconds for frame in frames if np.count_nonzero(frame.pixels != empty) > wanted), None)
    if shown is None:
        message = "nothing of a window was on the screen"
        raise ReleaseError(message)
    alike = [np.count_nonzero(frame.pixels == final) >= _NEARLY_ALL * final.size for frame in frames]
    last = max((number for number, good in enumerate(alike) if not good), default=-1)
    return Start(shown, max(shown, frames[last + 1].seconds))
