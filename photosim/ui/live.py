"""Answers that keep up with somebody's hand: one question at a time, and when it is answered the newest next.

An `Asker` waits for a rest, and a hand that draws a box does not rest. Here each answer is shown, a little late, and
questions that were overtaken while the one before was answered are never put.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from photosim.ui.jobs import Job, JobContext, JobRunner, Pool


class Follower(QObject):
    """Puts questions as fast as they are answered.

    Signals:
        answered: what a question's function returned.
        failed: the exception it raised.
    """

    answered = Signal(object)
    failed = Signal(object)

    def __init__(self, runner: JobRunner, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner, self._name = runner, name
        self._job: Job | None = None
        self._next: Callable[[JobContext], Any] | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._job is not None

    def ask(self, work: Callable[[JobContext], Any]) -> None:
        """Put a question, or have it be the next one."""
        if self._job is None:
            self._put(work)
        else:
            self._next = work

    def drop(self) -> None:
        """Want no answer any more."""
        self._next = None
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _put(self, work: Callable[[JobContext], Any]) -> None:
        job = self._job = self._runner.start(Pool.QUERY, self._name, work)
        job.done.connect(lambda result: self._end(job, self.answered, result))
        job.failed.connect(lambda error: self._end(job, self.failed, error))

    def _end(self, job: Job, signal: Any, value: object) -> None:  # noqa: ANN401 - a bound signal
        if job is not self._job:
            return
        self._job, waiting, self._next = None, self._next, None
        if waiting is not None:
            self._put(waiting)
        signal.emit(value)
