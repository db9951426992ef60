"""The texts searched for lately: kept by the library, read and written on a worker."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from photosim.library import Library
from photosim.ui.jobs import JobRunner, Pool


class RecentSearches(QObject):
    """Remembers and forgets searches.

    Signals:
        changed: the texts, newest first (tuple of str).
        failed: the exception that kept one from being remembered or forgotten.
    """

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, library: Library, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._runner = library, runner

    def remember(self, text: str) -> None:
        """Put a text at their head."""
        self._do(lambda: self._library.remember_search(text))

    def forget(self, text: str) -> None:
        """Take one out."""
        self._do(lambda: self._library.forget_searches(text))

    def clear(self) -> None:
        """Forget them all."""
        self._do(self._library.forget_searches)

    def _do(self, change: Callable[[], None]) -> None:
        def work(_: object) -> tuple[str, ...]:
            change()
            return self._library.recent_searches()

        # Writing may have to wait for a run that writes; a click on a photo must not wait behind that.
        job = self._runner.start(Pool.MODELS, "recent searches", work)
        job.done.connect(self.changed)
        job.failed.connect(self.failed)
