"""What the library's grid lists: every photo a filter lets through, in an order; fetched by a worker, kept up to date.

While photos are being found the list is asked for again and again, so many wishes become one: at most two lists a
second, and never one while the last is under way. What the user asked for does not wait.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from photosim.library import Library
from photosim.library.views import ALL, NEWEST_FIRST, Filter, Listing, Order
from photosim.ui.jobs import Job, JobContext, JobRunner, Pool
from photosim.ui.photo_model import PhotoListModel

REST_MS: Final = 450
"""From one list that came to asking for the next."""
_HELD_MS: Final = 60
FIRST_ROWS: Final = 500
"""Of a new list, fetched and shown before the rest: more than a screen has, and a thing of a millisecond."""
_PAINT_MS: Final = 40
"""From those being there to fetching the rest, so that they are painted with nobody beside."""


class _Wish(NamedTuple):
    order: Order = NEWEST_FIRST
    filter: Filter = ALL


class LibraryList(QObject):
    """Feeds a model.

    Signals:
        changed: the `Listing` the model shows from now on; also where it is the same as before.
        came: a list is complete, or failed to come.
        failed: the exception that kept a list from coming.
    """

    changed = Signal(object)
    came = Signal()
    failed = Signal(object)

    def __init__(
        self, library: Library, runner: JobRunner, model: PhotoListModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._runner = runner
        self._model = model
        self._wish = _Wish()
        self._headings = True
        self._listing: Listing | None = None
        self._job: Job | None = None
        self._again = False
        self._rest = QTimer(self, interval=REST_MS, singleShot=True)
        self._rest.timeout.connect(self._rested)
        self._more = QTimer(self, interval=_PAINT_MS, singleShot=True)
        self._more.timeout.connect(self._start)
        self._held = QTimer(self, interval=_HELD_MS, singleShot=True)
        self._held.timeout.connect(self._show)

    @property
    def order(self) -> Order:
        """How the list is sorted, or will be once it has come."""
        return self._wish.order

    @property
    def filter(self) -> Filter:
        """Which photos it holds, or will once it has come."""
        return self._wish.filter

    @property
    def listing(self) -> Listing | None:
        """The list shown; None before the first has come."""
        return self._listing

    @property
    def total(self) -> int:
        """Photos of the library, filtered or not."""
        return self._listing.total if self._listing is not None else 0

    @property
    def busy(self) -> bool:
        """Whether a list is still to come."""
        return self._job is not None or self._again or self._held.isActive() or self._more.isActive()

    @property
    def complete(self) -> bool:
        """Whether all photos of the list are shown, not only the first that came."""
        return self._listing is not None and self._listing.complete

    def set_order(self, order: Order) -> None:
        """Sort in another way; the selected photos stay so, and what is in view stays there."""
        self._ask_for(_Wish(order, self._wish.filter))

    def set_filter(self, wanted: Filter) -> None:
        """List other photos."""
        self._ask_for(_Wish(self._wish.order, wanted))

    def set_headings(self, shown: bool) -> None:
        """Whether months and folders stand above their photos."""
        if shown != self._headings:
            self._headings = shown
            if self._listing is not None:
                self._model.set_sections(self._listing.sections if shown else ())

    def refresh(self) -> None:
        """The library may have changed: ask again, soon."""
        if self._more.isActive():
            pass  # it is about to be asked for
        elif self._job is not None or self._rest.isActive():
            self._again = True
        else:
            self._start()

    def _ask_for(self, wish: _Wish) -> None:
        if wish == self._wish and self._listing is not None:
            return
        self._wish = wish
        if self._job is not None:
            self._job.cancel()
        self._rest.stop()
        self._more.stop()
        self._start(urgent=True)  # the user waits for it, for what else the pool counts nobody does

    def _start(self, *, urgent: bool = False) -> None:
        self._again = False
        first = FIRST_ROWS if self._listing is None else None
        self._job = job = self._runner.start(
            Pool.LISTS, "photos of the library", _list(self._library, self._wish, first), urgent=urgent
        )
        job.done.connect(lambda listing: self._take(job, listing))
        job.failed.connect(lambda error: self._fail(job, error))
        job.cancelled.connect(lambda: self._fail(job, None))

    def _take(self, job: Job, listing: Listing) -> None:
        if job is not self._job:
            return  # something else is wanted by now
        self._job = None
        self._listing = listing
        self._show()
        if listing.complete:
            self._rest.start()
            self.came.emit()
        else:
            self._more.start()

    def _fail(self, job: Job, error: Exception | None) -> None:
        if job is not self._job:
            return
        self._job = None
        if error is not None:
            self.failed.emit(error)
        self._rest.start()
        self.came.emit()

    def _rested(self) -> None:
        if self._again:
            self._start()

    def _show(self) -> None:
        """Photos do not move below a pointer that is dragging something."""
        if self._model.held:
            self._held.start()
        elif self._listing is not None:
            self._held.stop()
            self._model.filter = self._listing.filter
            self._model.sync(self._listing.ids, self._listing.sections if self._headings else ())
            self.changed.emit(self._listing)


def _list(library: Library, wish: _Wish, first: int | None) -> Callable[[JobContext], Listing]:
    return lambda _: library.listing(wish.order, wish.filter, first)
