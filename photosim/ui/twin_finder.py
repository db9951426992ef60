"""Looks for duplicates on a worker, tells how far it is, and looks again when what was found may not hold any more."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from photosim.core.cancel import Progress
from photosim.library import Library
from photosim.library.twins import DuplicateGroup
from photosim.ui.jobs import Job, JobContext, JobRunner, Pool

_REST_MS = 300


class TwinFinder(QObject):
    """One search at a time; a newer wish ends the one under way, whose work is kept by the library.

    Attributes:
        threshold: see `Library.duplicates`; None for its own.
        progress: of the search under way, None without one.

    Signals:
        changed: a search has begun or ended, or got on.
        found: the groups (tuple of `DuplicateGroup`).
        failed: the exception that ended a search.
    """

    changed = Signal()
    found = Signal(object)
    failed = Signal(object)

    def __init__(self, library: Library, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._runner = library, runner
        self.threshold: float | None = None
        self.progress: Progress | None = None
        self._job: Job | None = None
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self.look)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._job is not None or self._rest.isActive()

    def look_soon(self) -> None:
        """Look again once what changes has come to rest."""
        self._rest.start()

    def look(self) -> None:
        """Look now."""
        self._rest.stop()
        if self._job is not None:
            self._job.cancel()
        if self._runner.stopping:
            return
        job = self._job = self._runner.start(Pool.TWINS, "duplicates", _find(self._library, self.threshold))
        job.progress.connect(lambda progress: self._tell(job, progress))
        job.done.connect(lambda groups: self._end(job, groups))
        job.failed.connect(lambda error: self._end(job, None, error))
        job.cancelled.connect(lambda: self._end(job, None))
        self.changed.emit()

    def cancel(self) -> None:
        """Stop; what was compared is kept for the next time."""
        self._rest.stop()
        if self._job is not None:
            self._job.cancel()

    def _tell(self, job: Job, progress: Progress) -> None:
        if job is self._job:
            self.progress = progress
            self.changed.emit()

    def _end(self, job: Job, groups: tuple[DuplicateGroup, ...] | None, error: Exception | None = None) -> None:
        if job is not self._job:
            return
        self._job = self.progress = None
        if groups is not None:
            self.found.emit(groups)
        if error is not None:
            self.failed.emit(error)
        self.changed.emit()


def _find(library: Library, threshold: float | None) -> Callable[[JobContext], tuple[DuplicateGroup, ...]]:
    return lambda context: library.duplicates(threshold, context.report, context.token)
