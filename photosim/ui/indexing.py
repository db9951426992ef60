"""Runs the library's long work from the window: starts, pauses, resumes it, and tells what came in.

There are three kinds of it, each a run of its own, in this order: folders just added, then all folders, then a change
of model that is not through. A folder added meanwhile stops the run that is on and comes first; what was stopped goes
on after it. While folders are looked through, new photo ids are fetched a few times a second, so that photos show
before they are looked at.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from photosim.core.cancel import Progress
from photosim.core.photo import PhotoId
from photosim.errors import UserError
from photosim.library import Library
from photosim.library.views import Speed
from photosim.ui import words
from photosim.ui.disk_guard import DiskGuard
from photosim.ui.jobs import Job, JobContext, JobRunner, Pool
from photosim.ui.language import tr
from photosim.ui.photo_model import Ids
from photosim.ui.reasons import reason

if TYPE_CHECKING:
    from photosim.library.reports import FolderStatus, IndexReport, LibraryStatus, SwitchState
    from photosim.ui.runs import Removed, Retried
    from photosim.ui.switching import Switched, SwitchEnd

_POLL_MS: Final = 300


class IndexingState(NamedTuple):
    """What indexing is doing.

    Attributes:
        running: a run is on.
        stopping: it was asked to stop and has not yet.
        paused: the user wants no run until further notice.
        failed: the last run ended by an error; none starts by itself, for what failed once fails twice.
        progress: as last reported by the run that is on.
        folders: folders of the library, None before they are known.
        switching: the run that is on looks at photos for another model; the one in use answers meanwhile.
        switch: a change of model that is not through, with the counts of before the run.
        low_disk: why no run is on until there is room on the disk, in one line; empty if there is room.
        offline: photos in folders that are not there now.
        model_problem: why the library's own model is not the one in use, in one line; empty if it is.
    """

    running: bool = False
    stopping: bool = False
    paused: bool = False
    failed: bool = False
    progress: Progress | None = None
    folders: tuple["FolderStatus", ...] | None = None
    switching: bool = False
    switch: "SwitchState | None" = None
    low_disk: str = ""
    offline: int = 0
    model_problem: str = ""


class _Decision(NamedTuple):
    """What the user decided.

    Attributes:
        work: what a worker does about it.
        alone: no run may be on meanwhile.
    """

    work: Callable[[JobContext], Any]
    alone: bool = False


class _Part(Enum):
    NEW_FOLDERS = "new folders"
    ALL_FOLDERS = "all folders"
    SWITCH = "switch"


class IndexingController(QObject):
    """One per window.

    Signals:
        changed: the `IndexingState`.
        found: ids (int64 array) greater than any before.
        listed: other photos may be there than before.
        counted: the `LibraryStatus`; comes after `listed`, for counting takes longer.
        finished: the `IndexReport` of a run that was not cut short.
        switched: a `Switched`: another model answers from now on.
        removed: a folder has left the library (`Path`).
        disk_low: nothing goes on until there is room on the disk; why, in words (str).
        disk_free: there is room again; the words it was told in that there was none (str).
        failed: the exception that ended a run.
    """

    changed = Signal(object)
    found = Signal(object)
    listed = Signal()
    counted = Signal(object)
    finished = Signal(object)
    switched = Signal(object)
    removed = Signal(object)
    disk_low = Signal(str)
    disk_free = Signal(str)
    failed = Signal(object)

    def __init__(self, library: Library, runner: JobRunner, *, paused: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._runner = runner
        self._state = IndexingState(paused=paused)
        self._after = 0
        self._run: Job | None = None
        self._part = _Part.ALL_FOLDERS
        self._polling: Job | None = None
        self._new_folders: list[Path] = []
        self._looked_through: list[Path] = []
        self._rescan_due = False
        self._decisions: list[_Decision] = []
        self._deciding: Job | None = None
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._look_for_new)
        self._guard = DiskGuard(library, runner, self)
        self._guard.looked.connect(self._heed_disk)

    @property
    def state(self) -> IndexingState:
        """What indexing is doing now."""
        return self._state

    def open(self, *, rescan: bool = True) -> None:
        """Count what the library holds; then, unless paused, see what has changed in its folders."""
        job = self._count()
        if rescan:
            job.done.connect(self._begin)

    def count_again(self) -> None:
        """The library was changed elsewhere: list and count what it holds now."""
        self._list()

    def add_folder(self, folder: Path) -> None:
        """Take a folder into the library and look at its photos first; ends a pause."""
        self._new_folders.append(folder)
        self._set(paused=False, low_disk="")
        self._stop()  # the run that follows takes the new folder, then the rest
        self._go_on()

    def rescan(self, folder: Path | None = None) -> None:
        """See what has changed in the folders, in one of those the user chose first; ends a pause."""
        if folder is not None:
            self.add_folder(folder)
            return
        self._rescan_due = True
        self._set(paused=False, low_disk="")
        self._stop()  # it may have passed what has changed
        self._go_on()

    def remove_folder(self, folder: Path) -> None:
        """Have the photos of a folder leave the library; the files stay."""
        self._new_folders = [new for new in self._new_folders if new != folder]
        from photosim.ui.runs import remove_folder  # noqa: PLC0415 - a window opens without

        self._decide(_Decision(remove_folder(self._library, folder), alone=True))

    def retry(self, ids: Sequence[PhotoId] | None = None) -> None:
        """Look again at photos that could not be read, at all of them or at these; ends a pause."""
        from photosim.ui.runs import retry_photos  # noqa: PLC0415 - as above

        self._decide(_Decision(retry_photos(self._library, ids), alone=True))

    def set_speed(self, speed: Speed) -> None:
        """Take that much of the computer, as soon as it can be; a run that is on goes on at the new speed."""
        self._library.set_speed(speed)
        self._stop()  # what is done is kept; the rest is done at the new speed

    def use_model(self, name: str) -> None:
        """Have another model answer: at once if it has looked at the photos before, else as soon as it has."""
        from photosim.ui.switching import choose_model  # noqa: PLC0415 - as above

        self._decide(_Decision(choose_model(self._library, name)))

    def cancel_switch(self) -> None:
        """Stay with the model in use; what the other one has looked at so far is kept."""
        from photosim.ui.switching import cancel_switch  # noqa: PLC0415 - as above

        self._decide(_Decision(cancel_switch(self._library)))

    def pause(self) -> None:
        """Stop for now; what is done is kept."""
        self._set(paused=True)
        self._stop()

    def resume(self) -> None:
        """Go on where a pause, an error or a full disk stopped."""
        self._set(paused=False, low_disk="")
        self._rescan_due = self._rescan_due or not (self._new_folders or self._state.switch)
        self._go_on()

    # -- one run after the other

    def _set(self, **changes: Any) -> None:  # noqa: ANN401 - the fields of IndexingState
        self._state = self._state._replace(**changes)
        self.changed.emit(self._state)

    def _begin(self, status: "LibraryStatus") -> None:
        self._rescan_due = bool(status.folders)
        self._go_on()

    def _stop(self) -> None:
        if self._run is not None:
            self._run.cancel()
            self._set(stopping=True)

    def _go_on(self) -> None:
        """Start what is due, unless something keeps it."""
        held = self._state.paused or self._state.low_disk or self._runner.stopping
        if held or self._run is not None or self._deciding is not None:
            return
        from photosim.ui.runs import index_folders  # noqa: PLC0415 - as above
        from photosim.ui.switching import go_on_switching  # noqa: PLC0415 - as above

        if self._new_folders:
            self._looked_through, self._new_folders = self._new_folders, []
            self._start(_Part.NEW_FOLDERS, index_folders(self._library, self._looked_through))
        elif self._rescan_due:
            self._start(_Part.ALL_FOLDERS, index_folders(self._library, []))
        elif self._state.switch is not None:
            self._start(_Part.SWITCH, go_on_switching(self._library))

    def _start(self, part: _Part, work: Callable[[JobContext], Any]) -> None:
        switching = part is _Part.SWITCH
        job = self._run = self._runner.start(Pool.INDEX, "switching" if switching else "indexing", work)
        self._part = part
        job.progress.connect(lambda progress: self._set(progress=progress))
        job.done.connect(self._end_switch if switching else self._end)
        job.failed.connect(self._fail)
        job.cancelled.connect(self._cut_short)
        if not switching:
            self._poll.start()
        self._guard.watch(on=True)
        self._set(running=True, stopping=False, failed=False, progress=None, switching=switching)

    def _leave_run(self, *, failed: bool = False) -> None:
        self._run = None
        self._poll.stop()
        self._guard.watch(on=bool(self._state.low_disk))
        self._set(running=False, stopping=False, progress=None, switching=False, failed=failed)

    def _end(self, outcome: tuple["IndexReport", bool]) -> None:
        report, others = outcome
        if report.cancelled:
            self._cut_short()
            return
        self._rescan_due = self._part is _Part.NEW_FOLDERS and (others or self._rescan_due)
        self._leave_run()
        self._list()
        self.finished.emit(report)
        self._after_run()

    def _end_switch(self, end: "SwitchEnd") -> None:
        self._set(switch=end.pending)
        if end.report.cancelled:
            self._cut_short()
            return
        self._leave_run(failed=end.pending is not None)
        self._list()
        if end.switched is not None:
            self.switched.emit(end.switched)
        problems = end.report.problems or ((tr("The model could not be changed."),) if end.pending else ())
        if problems:
            self.failed.emit(UserError("\n".join(problems)))
        self._after_run(go_on=end.pending is None)

    def _cut_short(self) -> None:
        """Stopped, for a pause, for a folder that was added, or because the user decided something else."""
        if self._part is _Part.NEW_FOLDERS:
            self._new_folders += [folder for folder in self._looked_through if folder not in self._new_folders]
        self._leave_run()
        if (self._state.paused or self._state.low_disk) and not self._runner.stopping:
            self._list()
        self._after_run()

    def _fail(self, error: Exception) -> None:
        self._rescan_due = self._rescan_due or self._part is _Part.NEW_FOLDERS
        self._leave_run(failed=True)
        self._list()
        self.failed.emit(error)
        self._after_run(go_on=False)

    def _after_run(self, *, go_on: bool = True) -> None:
        self._put_decision()
        if go_on or self._new_folders:
            self._go_on()

    def _heed_disk(self, problem: str) -> None:
        """Stop before the disk is full; go on by itself once there is room."""
        before = self._state.low_disk
        if problem and not before and self._run is not None:
            self._set(low_disk=problem)
            self._stop()
            self.disk_low.emit(_waiting(problem))
        elif before and not problem:
            self._guard.watch(on=False)
            self._set(low_disk="")
            self.disk_free.emit(_waiting(before))
            self._go_on()

    # -- what the user decides, between two runs where it has to be

    def _decide(self, decision: _Decision) -> None:
        self._decisions.append(decision)
        if self._state.switching or (decision.alone and self._run is not None):
            self._stop()
        else:
            self._put_decision()

    def _put_decision(self) -> None:
        if self._decisions and self._deciding is None and not (self._decisions[0].alone and self._run is not None):
            job = self._deciding = self._runner.start(Pool.QUERY, "decision", self._decisions.pop(0).work)
            job.done.connect(self._take_decision)
            job.failed.connect(self._drop_decision)
            job.cancelled.connect(self._drop_decision)

    def _take_decision(self, outcome: "Switched | SwitchState | Removed | Retried | None") -> None:
        from photosim.ui.runs import Removed, Retried  # noqa: PLC0415 - as above
        from photosim.ui.switching import Switched  # noqa: PLC0415 - as above

        self._deciding = None
        if isinstance(outcome, Removed):
            self.removed.emit(outcome.folder)
        elif isinstance(outcome, Retried):
            self._rescan_due = True
            self._set(paused=False, low_disk="")
        elif isinstance(outcome, Switched):
            self._set(switch=None)
            self._rescan_due = True  # for the few photos the new model has not looked at
            self._stop()  # a run for the old one goes on for the new one
            self.switched.emit(outcome)
        elif outcome is not None:
            self._set(switch=outcome, paused=False)
        else:
            self._set(switch=None, failed=False)
        self._list()
        self._put_decision()
        self._go_on()

    def _drop_decision(self, error: Exception | None = None) -> None:
        self._deciding = None
        if error is not None:
            self.failed.emit(error)
        self._put_decision()
        self._go_on()

    # -- what the library holds

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

    def _list(self) -> None:
        self.listed.emit()
        self._count()

    def _count(self) -> Job:
        """Ask for the newest id, then for the counts; the job ends with the latter."""
        from photosim.ui.runs import look_up  # noqa: PLC0415 - as above

        job = self._runner.start(Pool.QUERY, "photos of the library", look_up(self._library))
        job.progress.connect(self._take_newest)
        job.done.connect(self._take_status)
        job.failed.connect(self.failed)
        return job

    def _take_newest(self, newest: int) -> None:
        self._after = newest

    def _take_status(self, status: "LibraryStatus") -> None:
        state = self._state
        # During a switch the run itself tells how far it is, counted from where it began.
        switch = state.switch if state.switching else status.switch
        # A wish that cannot be fulfilled is dropped by the library: there is nothing left to go on with.
        failed = state.failed and not (self._part is _Part.SWITCH and switch is None)
        self._set(
            folders=status.folders,
            switch=switch,
            failed=failed,
            offline=status.offline,
            model_problem=status.model_problem or "",
        )
        self.counted.emit(status)


def _waiting(problem: str) -> str:
    """That there is hardly any room left, and what that means."""
    return tr("{problem} Indexing waits until there is room.", problem=words.sentence(reason(problem)))
