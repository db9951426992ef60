"""What the page of settings shows of the library, read and changed by workers."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from photosim.errors import UserError
from photosim.library import Library
from photosim.library.reports import CacheInfo, LibraryStatus
from photosim.ui.jobs import JobContext, JobRunner, Pool


@dataclass(frozen=True, slots=True)
class Facts:
    """What is so now.

    Attributes:
        status: of the library.
        excludes: what scans leave out.
        providers: what models can run on, by the names to choose them by.
        cache: the thumbnails on disk.
        searches: texts searched for lately.
    """

    status: LibraryStatus
    excludes: tuple[str, ...]
    providers: dict[str, str]
    cache: CacheInfo
    searches: tuple[str, ...]


def read(library: Library) -> Facts:
    """Ask for all of it; takes some half a second for a large library.

    Raises:
        LibraryError: the catalogue cannot be read.
    """
    try:
        providers = library.providers()
    except UserError:  # the page says elsewhere what is wrong with onnxruntime
        providers = {}
    return Facts(library.status(), library.excludes(), providers, library.cache_info(), library.recent_searches())


class FactsDesk(QObject):
    """Reads and changes, one thing after the other.

    Signals:
        changed: the `Facts`.
        failed: the exception.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, library: Library, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._runner = library, runner
        self._under_way = 0
        self._again = False

    @property
    def busy(self) -> bool:
        """Whether something is still to come."""
        return self._under_way > 0

    def refresh(self) -> None:
        """Read it anew."""
        if self._under_way:
            self._again = True
        else:
            self._start("settings", lambda: None, None)

    def change(self, name: str, work: Callable[[], object], then: Callable[[], None] | None = None) -> None:
        """Change something on a worker, then read all anew.

        Args:
            name: of the job, for the log.
            work: what to do there.
            then: what to do here when it is done.
        """
        self._start(name, work, then)

    def _start(self, name: str, work: Callable[[], object], then: Callable[[], None] | None) -> None:
        self._under_way += 1

        def run(_: JobContext) -> Facts:
            work()
            return read(self._library)

        job = self._runner.start(Pool.MODELS, name, run)
        job.done.connect(lambda facts: self._take(facts, then))
        job.failed.connect(self._fail)
        job.cancelled.connect(self._ended)

    def _take(self, facts: Facts, then: Callable[[], None] | None) -> None:
        self._ended()
        self.changed.emit(facts)
        if then is not None:
            then()

    def _fail(self, error: Exception) -> None:
        self._ended()
        self.failed.emit(error)

    def _ended(self) -> None:
        self._under_way -= 1
        if self._again and not self._under_way:
            self._again = False
            self.refresh()
