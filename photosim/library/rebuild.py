"""Having a child process write the search index.

Filling Annoy holds Python's lock for seconds and its native code ends the program when memory runs out; in a process
of its own it can do neither to the window. The child reads the catalogue by itself and is told only where it is.
"""

import json
import os
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from photosim.assets import frozen
from photosim.core.cancel import CancelToken
from photosim.errors import LibraryError
from photosim.store.db import connect

COMMAND: Final = "_build-index"
"""The hidden command line call that the child process runs."""


@dataclass(frozen=True, slots=True)
class BuildTask:
    """What the child is told.

    Attributes:
        database: the catalogue.
        model_id: the model in that catalogue.
        root: `index/<model>`.
        threads: threads for Annoy.
        niceness: how far the child stands back, 0..19.
    """

    database: str
    model_id: int
    root: str
    threads: int
    niceness: int = 10


class IndexBuild:
    """A child process at work on a new generation.

    Args:
        task: what it is to do.

    Raises:
        LibraryError: it cannot be started.
    """

    def __init__(self, task: BuildTask) -> None:
        environment = dict(os.environ)
        package = os.fspath(Path(__file__).parents[2])
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [package, environment.get("PYTHONPATH")]))
        environment["OPENBLAS_NUM_THREADS"] = str(task.threads)
        program = [sys.executable] if frozen() else [sys.executable, "-m", "photosim"]
        flags = 0
        if sys.platform == "win32":
            flags = subprocess.CREATE_NO_WINDOW
        try:
            self._child = subprocess.Popen(  # noqa: S603 - our own program with arguments of our own
                [*program, COMMAND, json.dumps(asdict(task))],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=environment,
                creationflags=flags,
            )
        except OSError as error:
            message = f"the search index could not be built: {error.strerror or error}"
            raise LibraryError(message) from error

    @property
    def running(self) -> bool:
        """Whether the child is still at work."""
        return self._child.poll() is None

    def finish(self, cancel: CancelToken) -> None:
        """Wait for the child; the generation is there then.

        Raises:
            Cancelled: `cancel` was set; the child is stopped and what it wrote is removed by the next clean-up.
            LibraryError: the child failed; the old index still serves.
        """
        try:
            while self.running:
                cancel.raise_if_cancelled()
                time.sleep(0.02)
            assert self._child.stderr is not None
            lines = self._child.stderr.read().decode(errors="replace").strip().splitlines()
        finally:
            self.stop()
        if self._child.returncode:
            cancel.raise_if_cancelled()  # Ctrl-C in a terminal ends the child, too
            message = f"the search index could not be built: {lines[-1] if lines else self._child.returncode}"
            raise LibraryError(message)

    def stop(self) -> None:
        """End the child if it still runs, and let go of it."""
        with self._child:
            self._child.kill()


def run_child(argument: str) -> None:
    """What the child does with the task it was given."""
    from photosim.store.building import build_generation  # noqa: PLC0415 - only the child needs NumPy and Annoy

    task = BuildTask(**json.loads(argument))
    if sys.platform != "win32":
        with suppress(OSError):
            os.nice(task.niceness)  # the window goes first
    with closing(connect(Path(task.database))) as connection:
        build_generation(connection, task.model_id, Path(task.root), task.threads)
