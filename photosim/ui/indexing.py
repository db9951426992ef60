"""Runs the library's indexing from the window: starts, pauses, resumes, and tells what came in.

While a run is on, new photo ids are fetched a few times a second, so that photos show before they are looked at.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from photosim.core.cancel import Progress
from photosim.library import Library
from photosim.library.reports import FolderStatus, IndexReport, LibraryStatus
from photosim.ui.jobs import Job, JobContext, JobRunner, Pool
from photosim.ui.photo_model import Ids

_POLL_MS: Final = 300


@dataclass(frozen=True, slots=True)
class IndexingState:
    """What indexing is doing.

    Attributes:
        running: a run is on.
        stopping: it was asked to stop and has not yet.
        paused: the user wants no run until further notice.
        failed: the last run ended by an error; none starts by itself, for what failed once fails twice.
        progress: as last reported by the run that is on.
        folders: folders of the library, None before they are known.
    """

    running: bool = False
    stopping: bool = False
    paused: bool = False
    failed: bool = False
    progress: Progress | None = None
    folders: tuple[FolderStatus, ...] | None = None


class IndexingController(QObject):
    """One per window.

    Signals:
        changed: the `IndexingState`.
        found: ids (int64 array) greater than any before.
        listed: ids (int64 array, ascending) of all photos to show; a list is to be made equal to it.
        counted: the `LibraryStatus`; comes after `listed`, for counting takes longer.
        finished: the `IndexReport` of a run that was not cut short.
        failed: the exception that ended a run.
    """

    changed = Signal(object)
    found = Signal(object)
    listed = Signal(object)
    counted = Signal(object)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, library: Library, runner: JobRunner, *, paused: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._runner = runner
        self._state = IndexingState(paused=paused)
        self._after = 0
        self._run: Job | None = None
        self._polling: Job | None = None
        self._new_folders: list[Path] = []
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._look_for_new)

    @property
    def state(self) -> IndexingState:
        """What indexing is doing now."""
        return self._state

    def open(self, *, rescan: bool = True) -> None:
        """List what the library holds; then, unless paused, see what has changed in its folders."""
        job = self._list()
        if rescan:
            job.done.connect(self._start_if_due)

    def add_folder(self, folder: Path) -> None:
        """Take a folder into the library and look at its photos first; ends a pause."""
        self._new_folders.append(folder)
        self._set(paused=False)
        if self._run is None:
            self._start()
        else:
            self._stop()  # the run that follows takes the new folder, then the rest

    def pause(self) -> None:
        """Stop for now; what is done is kept."""
        self._set(paused=True)
        self._stop()

    def resume(self) -> None:
        """Go on where a pause stopped."""
        self._set(paused=False)
        if self._run is None:
            self._start()

    def _set(self, **changes: Any) -> None:  # noqa: ANN401 - the fields of IndexingState
        self._state = replace(self._state, **changes)
        self.changed.emit(self._state)

    def _stop(self) -> None:
        if self._run is not None:
            self._run.cancel()
            self._set(stopping=True)

    def _start_if_due(self, status: LibraryStatus) -> None:
        if status.folders and not self._state.paused and self._run is None:
            self._start()

    def _start(self) -> None:
        folders, self._new_folders = self._new_folders, []
        job = self._run = self._runner.start(Pool.INDEX, "indexing", _index(self._library, folders))
        job.progress.connect(lambda progress: self._set(progress=progress))
        job.done.connect(self._end)
        job.failed.connect(self._fail)
        job.cancelled.connect(lambda: self._end(None))
        self._poll.start()
        self._set(running=True, stopping=False, failed=False, progress=None)

    def _end(self, report: IndexReport | None) -> None:
        self._run = None
        self._poll.stop()
        cut_short = report is None or report.cancelled
        self._set(running=False, stopping=False, progress=None)
        if self._runner.stopping:
            return
        if cut_short and not self._state.paused:
            self._start()  # stopped for the sake of a folder that was added
            return
        self._list()
        if report is not None and not cut_short:
            self.finished.emit(report)

    def _fail(self, error: Exception) -> None:
        self._run = None
        self._poll.stop()
        self._set(running=False, stopping=False, progress=None, failed=True)
        self._list()
        self.failed.emit(error)

    def _look_for_new(self) -> None:
        if self._polling is not None:
            return
        after = self._after
        job = self._polling = self._runner.start(Pool.QUERY, "new photos", lambda _: self._library.photo_ids(after))
        job.done.connect(self._take_new)
        for signal in (job.failed, job.cancelled):
            signal.connect(self._forget_poll)

    def _take_new(self, ids: Ids) -> None:
        self._polling = None
        if len(ids):
            self._after = int(ids[-1])
            self.found.emit(ids)

    def _forget_poll(self, error: Exception | None = None) -> None:  # noqa: ARG002 - the run itself will fail and tell
        self._polling = None

    def _list(self) -> Job:
        """Fetch all ids, then the counts; the job ends with the latter."""
        job = self._runner.start(Pool.QUERY, "photos of the library", _list_photos(self._library))
        job.progress.connect(self._take_list)
        job.done.connect(self._take_status)
        job.failed.connect(self.failed)
        return job

    def _take_list(self, ids: Ids) -> None:
        self._after = int(ids[-1]) if len(ids) else 0
        self.listed.emit(ids)

    def _take_status(self, status: LibraryStatus) -> None:
        self._set(folders=status.folders)
        self.counted.emit(status)


def _index(library: Library, new_folders: list[Path]) -> Callable[[JobContext], IndexReport]:
    """The worker's part of a run: folders just added first, so that they show at once, then all."""

    def work(context: JobContext) -> IndexReport:
        if new_folders:
            report = library.index(new_folders, progress=context.report, cancel=context.token)
            if report.cancelled or len(library.folders()) == len(new_folders):
                return report
        return library.index(None, progress=context.report, cancel=context.token)

    return work


def _list_photos(library: Library) -> Callable[[JobContext], LibraryStatus]:
    def work(context: JobContext) -> LibraryStatus:
        context.report(library.photo_ids())
        context.token.raise_if_cancelled()
        return library.status()

    return work
