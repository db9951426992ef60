"""Running a measuring function in a process of its own, and watching what it takes.

The child is `python -m tests.benchmarks.children MODULE:FUNCTION ARGUMENTS`, arguments and answer being JSON: started
afresh on every system, nothing is inherited from the parent.
"""

import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import psutil

T = TypeVar("T")
PROJECT: Final = Path(__file__).parents[2]
_SAMPLE_SECONDS: Final = 0.02
_MARK: Final = "answer "


@dataclass(frozen=True, slots=True)
class Watched:
    """What a child took at its peak; resident memory in bytes.

    Attributes:
        answer: what the function returned.
        own: of the child alone.
        family: of it and its own children together; pages they share count more than once.
    """

    answer: Any
    own: int
    family: int


def call(function: Callable[..., T], **arguments: Any) -> T:
    """The function's answer from a fresh process; its standard error goes to ours."""
    return cast("T", watch(function, sampled=False, **arguments).answer)


def watch(function: Callable[..., Any], *, sampled: bool = True, **arguments: Any) -> Watched:
    """The same, with the memory it took, looked at every 20 ms."""
    own = family = 0
    name = f"{function.__module__}:{function.__qualname__}"
    with _start("tests.benchmarks.children", name, json.dumps(arguments)) as child:
        assert child.stdout is not None
        process = psutil.Process(child.pid)
        while sampled and child.poll() is None:  # what is sampled answers little: the pipe cannot fill
            mine, all_ = _resident(process)
            own, family = max(own, mine), max(family, all_)
            time.sleep(_SAMPLE_SECONDS)
        lines = child.stdout.read().splitlines()
    answer = _answer(lines, child.returncode, function)
    peak = int(answer["peak"])  # the system's own count misses nothing between two samples
    return Watched(answer["value"], max(own, peak), max(family, peak))


def seconds_to_line(module: str, *arguments: str) -> float:
    """From starting `python -m MODULE ARGUMENTS` to the first line it prints; then it is left to end."""
    start = time.perf_counter()
    with _start(module, *arguments) as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        taken = time.perf_counter() - start
        child.stdout.read()
    if not line:
        message = f"{module} ended with {child.returncode} before it was ready"
        raise RuntimeError(message)
    return taken


def _start(module: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=PROJECT,
        env=environment(),
    )


def environment() -> dict[str, str]:
    """Ours, with the project on Python's path; what is compiled is kept for the next start, as where people use it."""
    paths = filter(None, [os.fspath(PROJECT), os.environ.get("PYTHONPATH")])
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": os.pathsep.join(paths)}


def _resident(process: psutil.Process) -> tuple[int, int]:
    """Bytes of the process, and of it and all its descendants."""
    own = family = 0
    with suppress(psutil.Error):
        own = family = process.memory_info().rss
        for child in process.children(recursive=True):
            with suppress(psutil.Error):
                family += child.memory_info().rss
    return own, family


def _answer(lines: list[str], status: int, function: Callable[..., Any]) -> dict[str, Any]:
    if status or not lines or not lines[-1].startswith(_MARK):
        message = f"{function.__name__} ended with {status} and no answer"
        raise RuntimeError(message)
    return cast("dict[str, Any]", json.loads(lines[-1].removeprefix(_MARK)))


def peak_memory() -> int:
    """The most this process ever had resident, bytes."""
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    if sys.platform == "linux":
        # Not getrusage: its figure begins with what the parent had when it started this process.
        for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return 1024 * int(line.split()[1])
    import resource  # noqa: PLC0415 - not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _main() -> None:
    module, _, name = sys.argv[1].partition(":")
    function = getattr(importlib.import_module(module), name)
    value = function(**json.loads(sys.argv[2]))
    print(_MARK + json.dumps({"value": value, "peak": peak_memory()}), flush=True)


if __name__ == "__main__":
    _main()
