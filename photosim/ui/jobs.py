"""The one bridge between the GUI thread and workers; nothing else in photosim starts a Qt worker.

A job runs a plain function on one of seven pools and ends in exactly one of `Job.done`, `Job.failed` and
`Job.cancelled`, always delivered on the GUI thread. Waiting jobs are kept here and not inside QThreadPool, so that
they can be dropped or overtaken. Workers put outcomes into a thread-safe queue and wake the GUI thread by a queued
signal of an object that outlives them; they never touch a Job's Qt side.
"""

import logging
import queue
import sys
import time
from collections import deque
from collections.abc import Callable
from enum import Enum
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, QThreadPool, Signal, Slot
from shiboken6 import isValid

from photosim.core.cancel import CancelToken
from photosim.core.threads import usable_cores
from photosim.errors import Cancelled, UserError

_log = logging.getLogger(__name__)
_TURN_SECONDS: Final = 0.001
"""How long a worker may keep Python's lock while the GUI thread waits for it; by itself it is a third of a frame."""

_LOOK_MS: Final = 50
"""While shutdown lets jobs finish: how long until it looks again whether there are any left."""


class Pool(Enum):
    """What a job is for; each purpose has threads of its own."""

    THUMBS = "thumbs"
    """Thumbnails: many, short, bound by decoding. All cores but one, which stays free for the GUI thread."""
    INDEX = "index"
    """Indexing: one long job at a time, for there is one writer. It brings its own decoding threads."""
    QUERY = "query"
    """Look-alikes, previews, names: one thread of their own, so that a click never waits behind the others."""
    LISTS = "lists"
    """What the library holds, asked for again and again while photos come in: longer than a click may wait.

    All on one thread: several at once would each hold Python's lock in turn, and the GUI thread wait for all of them.
    """
    VIEW = "view"
    """What is seen large: one thread decodes while another cuts pieces, or the photo shown waits for its neighbour."""
    MODELS = "models"
    """Downloads and imports, which take minutes and mostly wait; a second thread for what is short beside them."""
    FILES = "files"
    """Moving and copying photos: one thread, so that what is undone has been done before. Shutdown lets it finish."""
    TWINS = "twins"
    """Looking for duplicates, which takes minutes the first time and brings its own threads."""


class _Ending(Enum):
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class JobContext(NamedTuple):
    """What a running job may use of the outside.

    Attributes:
        token: set when the job should stop; a job that stops raises `Cancelled`.
        report: hands any frozen object to `Job.progress`; callable from any thread.
    """

    token: CancelToken
    report: Callable[[Any], None]


Work = Callable[[JobContext], Any]


class Job(QObject):
    """One piece of work, seen from the GUI thread.

    Signals:
        done: the function's result.
        failed: the exception it raised.
        cancelled: it was stopped, or never started.
        progress: whatever it reported.
    """

    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    progress = Signal(object)

    def __init__(self, name: str, pool: Pool, work: Work) -> None:
        super().__init__()
        self.name = name
        self.pool = pool
        self.work = work
        self.token = CancelToken()

    def cancel(self) -> None:
        """Ask it to stop; it ends as cancelled once it has noticed, unless it was done before."""
        self.token.cancel()


class JobRunner(QObject):
    """Owns the pools. Make one per window, on the GUI thread, and shut it down before it goes."""

    _wake = Signal()

    def __init__(self, parent: QObject | None = None, cores: int | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN_SECONDS)
        cores = cores or usable_cores()
        two = {Pool.VIEW: 2, Pool.MODELS: 2}
        threads = dict.fromkeys(Pool, 1) | two | {Pool.THUMBS: max(1, cores - 1)}
        self._pools = {pool: self._make_pool(count) for pool, count in threads.items()}
        self._waiting: dict[Pool, deque[Job]] = {pool: deque() for pool in Pool}
        self._running: dict[Pool, list[Job]] = {pool: [] for pool in Pool}
        self._messages: queue.SimpleQueue[tuple[Job, _Ending | None, Any]] = queue.SimpleQueue()
        self._stopping = False
        # Queued on purpose: emitted by workers, received here on the GUI thread.
        self._wake.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def _make_pool(self, threads: int) -> QThreadPool:
        pool = QThreadPool(self)
        pool.setMaxThreadCount(threads)
        # Below the GUI thread, so that painting goes first on a busy machine.
        pool.setThreadPriority(QThread.Priority.LowPriority)
        return pool

    def threads(self, pool: Pool) -> int:
        """How many jobs of that pool run at once."""
        return self._pools[pool].maxThreadCount()

    def start(self, pool: Pool, name: str, work: Work, *, urgent: bool = False) -> Job:
        """Run `work` on that pool as soon as a thread is free, an urgent one before those that wait.

        Connect to the job's signals right after.
        """
        job = Job(name, pool, work)
        waiting = self._waiting[pool]
        (waiting.appendleft if urgent else waiting.append)(job)
        if self._stopping:
            job.cancel()
        self._feed(pool)
        return job

    @property
    def stopping(self) -> bool:
        """Whether shutdown has begun: jobs started from now on are cancelled before they run."""
        return self._stopping

    def busy(self) -> list[str]:
        """Names of all jobs that have not ended yet."""
        return [job.name for pool in Pool for job in (*self._running[pool], *self._waiting[pool])]

    def shutdown(self, limit_seconds: float) -> bool:
        """Cancel everything, wait for what runs, deliver the endings.

        Photos that are being moved or copied go on for half of the time, so that what the user asked for is done.

        Returns:
            Whether every worker came back within the limit.
        """
        self._stopping = True
        deadline = time.monotonic() + limit_seconds
        self._cancel([pool for pool in Pool if pool is not Pool.FILES])
        self._finish(Pool.FILES, deadline - limit_seconds / 2)
        self._cancel(list(Pool))
        finished = True
        for qt_pool in self._pools.values():
            left = max(0.0, deadline - time.monotonic())
            finished = qt_pool.waitForDone(int(left * 1000)) and finished
        self._deliver()
        for pool in Pool:
            self._feed(pool)
        self._deliver()
        if not finished:
            _log.warning("still running at the end: %s", ", ".join(self.busy()))
        return finished

    def _cancel(self, pools: list[Pool]) -> None:
        for pool in pools:
            for job in (*self._running[pool], *self._waiting[pool]):
                job.cancel()

    def _finish(self, pool: Pool, deadline: float) -> None:
        """Wait for what runs and waits there, one after the other."""
        while (self._running[pool] or self._waiting[pool]) and time.monotonic() < deadline:
            self._pools[pool].waitForDone(_LOOK_MS)
            self._deliver()

    def _feed(self, pool: Pool) -> None:
        waiting, running = self._waiting[pool], self._running[pool]
        while waiting and (waiting[0].token.cancelled or len(running) < self.threads(pool)):
            job = waiting.popleft()
            running.append(job)
            if job.token.cancelled:
                self._messages.put((job, _Ending.CANCELLED, None))
                self._wake.emit()
            else:
                self._pools[pool].start(lambda job=job: self._run(job))

    def _run(self, job: Job) -> None:
        """On the worker: run the function, turn whatever happens into one message."""
        try:
            job.token.raise_if_cancelled()
            result = job.work(JobContext(job.token, lambda value: self._send(job, None, value)))
        except Cancelled:
            self._send(job, _Ending.CANCELLED, None)
        except Exception as error:  # noqa: BLE001 - the one place: a worker must always report back
            self._send(job, _Ending.FAILED, error)
        else:
            self._send(job, _Ending.DONE, result)

    def _send(self, job: Job, ending: _Ending | None, value: object) -> None:
        self._messages.put((job, ending, value))
        # After a shutdown that ran out of time the Qt side may be gone while this thread still ends.
        if isValid(self):
            self._wake.emit()

    @Slot()
    def _deliver(self) -> None:
        # What comes while this runs has its own wake-up: a job that starts the next one must not keep this going.
        for _ in range(self._messages.qsize()):
            try:
                job, ending, value = self._messages.get_nowait()
            except queue.Empty:
                return  # a slot ran an event loop of its own, which has delivered the rest
            if ending is None:
                job.progress.emit(value)
            else:
                self._end(job, ending, value)

    def _end(self, job: Job, ending: _Ending, value: object) -> None:
        self._running[job.pool].remove(job)
        self._feed(job.pool)
        if ending is _Ending.DONE:
            job.done.emit(value)
        elif ending is _Ending.CANCELLED:
            job.cancelled.emit()
        else:
            assert isinstance(value, Exception)
            # A UserError is news for the user; anything else is a bug, and its traceback belongs into the log.
            _log.info("%s: %s", job.name, value, exc_info=None if isinstance(value, UserError) else value)
            job.failed.emit(value)
        job.deleteLater()


def on_gui_thread() -> bool:
    """Whether the caller runs where widgets may be touched."""
    application = QCoreApplication.instance()
    return application is not None and QThread.currentThread() is application.thread()
