"""Looks now and then whether there is room on the disk, while something is written to it or waits for room."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from photosim.library import Library
from photosim.ui.jobs import Job, JobRunner, Pool

LOOK_MS: Final = 10_000
"""Indexing writes some megabytes in that time, a hundredth of the room at which the library calls the disk full."""


class DiskGuard(QObject):
    """Asks `Library.low_disk` on a worker.

    Signals:
        looked: why there is hardly any room left, in one line (str); empty if there is enough.
    """

    looked = Signal(str)

    def __init__(self, library: Library, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._runner = library, runner
        self._job: Job | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, *, on: bool) -> None:
        """Look now and from then on, or stop that."""
        if not on:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
            self.look()

    def look(self) -> None:
        """Look now."""
        if self._job is None and not self._runner.stopping:
            job = self._job = self._runner.start(Pool.QUERY, "room on the disk", lambda _: self._library.low_disk())
            job.done.connect(self._tell)
            job.failed.connect(self._forget)  # whatever runs will fail for the same reason, and tell
            job.cancelled.connect(self._forget)

    def _tell(self, problem: str | None) -> None:
        self._job = None
        self.looked.emit(problem or "")

    def _forget(self, error: Exception | None = None) -> None:
        del error
        self._job = None
