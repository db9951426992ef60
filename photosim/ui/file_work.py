"""Long work on files, as the user sees it: a message with how far it is and a Cancel button, once it takes a while."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer

from photosim.ui.jobs import Job, JobRunner, Pool, Work
from photosim.ui.language import tr
from photosim.ui.message_bar import MessageBar

if TYPE_CHECKING:
    from photosim.ui.pace import Done

PATIENCE_MS: Final = 700
"""What takes less long says only what became of it."""


class FileWork(QObject):
    """Runs work on files, one piece after the other."""

    def __init__(self, runner: JobRunner, messages: MessageBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner, self._messages = runner, messages

    def start(self, name: str, work: Work, line: Callable[["Done"], str], done: Callable[[Any], object]) -> Job:
        """Start work; what fails as a whole is told as an error.

        Args:
            name: for the log.
            work: reports `Done`.
            line: what to tell while it runs.
            done: is given its result.
        """
        job = self._runner.start(Pool.FILES, name, work)
        told = _Told(self._messages, job, line)
        for ending in (job.done, job.failed, job.cancelled):
            ending.connect(lambda *_: told.end())
        job.done.connect(done)
        job.failed.connect(self._messages.show_error)
        return job


class _Told(QObject):
    """The message about one piece of work; a user who closes it is not told again."""

    def __init__(self, messages: MessageBar, job: Job, line: Callable[["Done"], str]) -> None:
        super().__init__(job)
        self._messages, self._job, self._line = messages, job, line
        self._text = ""
        self._latest: Done | None = None
        self._due = QTimer(self, interval=PATIENCE_MS, singleShot=True)
        self._due.timeout.connect(self._begin)
        self._due.start()
        job.progress.connect(self._go_on)

    def _begin(self) -> None:
        if self._latest is None:
            self._due.start()  # it has not begun: other work is before it
        else:
            self._text = self._line(self._latest)
            self._messages.show_work(self._text, tr("Cancel"), self._job.cancel)

    def _go_on(self, done: "Done") -> None:
        self._latest = done
        if self._text:
            now = self._line(done)
            self._messages.reword(self._text, now)
            self._text = now

    def end(self) -> None:
        """It is over: the message goes, and another one tells what became of it."""
        self._due.stop()
        if self._text:
            self._messages.withdraw(self._text)
