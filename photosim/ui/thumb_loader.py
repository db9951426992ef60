"""Brings thumbnails of the photos in view: workers read and scale them, the GUI thread only turns them to pixmaps.

What is asked for is replaced as a whole whenever a view scrolls: what left the screen before its turn is never made.
Photos travel by id, so a picture that comes late lands on its photo or nowhere. Kept pixmaps are bounded in bytes.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QBuffer, QElapsedTimer, QIODevice, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from photosim.core.photo import Photo, PhotoId
from photosim.library import Library
from photosim.ui.grid_dragging import DragOut
from photosim.ui.grid_speaking import Speaker
from photosim.ui.grid_typing import TypeAhead
from photosim.ui.jobs import Job, JobContext, JobRunner, Pool
from photosim.ui.photo_grid import PhotoGrid
from photosim.ui.photo_model import PhotoListModel, ThumbEntry

if TYPE_CHECKING:
    from photosim.library.reports import Thumbnail

CACHE_BYTES: Final = 128 * 1024 * 1024
"""Pixmaps kept; some 1,500 at the usual size, three screens of the finest monitor."""
_BATCH: Final = 6
"""Photos a job: one catalogue query for all of them, yet soon over when the user scrolls on."""
_TURN_MS: Final = 5
"""Milliseconds of one event-loop turn spent on pixmaps, a third of a frame."""
_SMALL_SIDE: Final = 320
_LARGE_SIDE: Final = 640
"""Sides, in pixels, of the thumbnails the library keeps."""
_FIRST_MS: Final = 30
"""Before the first pictures: what making them imports must not keep a new window from being painted."""
SETTLE_MS: Final = 150
"""Cells must have kept their size for that long before pictures of that very size are made."""


class ThumbImage(NamedTuple):
    """What a worker hands over for one photo; `image` is null if it cannot be read."""

    photo_id: PhotoId
    image: QImage
    error: str | None
    photo: Photo | None
    side: int


class _Kept(NamedTuple):
    entry: ThumbEntry
    side: int
    size: int


class ThumbLoader(QObject):
    """The thumbnails of all views of one window, a `ThumbSource`.

    Signals:
        ready: id (int) of a photo whose entry came or changed.
    """

    ready = Signal(object)

    def __init__(self, library: Library, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._runner = runner
        self._kept: OrderedDict[PhotoId, _Kept] = OrderedDict()
        self._kept_bytes = 0
        self._wishes: dict[object, tuple[list[PhotoId], list[PhotoId], int]] = {}
        self._changing: set[object] = set()  # views whose cells are about to have another size
        self._sides: dict[PhotoId, int] = {}  # what is wanted, and how large
        self._queue: dict[PhotoId, int] = {}  # what is still to be asked for, in order, with its size
        self._asked: dict[Job, set[PhotoId]] = {}
        self._arrived: deque[ThumbImage] = deque()
        self._turn = QTimer(self, interval=0, singleShot=True)
        self._turn.timeout.connect(self._convert)

    def entry(self, photo_id: PhotoId) -> ThumbEntry | None:
        """What is known of a photo, None while nothing is; being looked at keeps it longest."""
        kept = self._kept.get(photo_id)
        if kept is None:
            return None
        self._kept.move_to_end(photo_id)
        return kept.entry

    def want(
        self, view: object, seen: list[PhotoId], near: list[PhotoId], side: int, *, changing: bool = False
    ) -> None:
        """Replace what a view wants.

        Args:
            view: who wants; each view's wishes stand until it replaces them.
            seen: photos in view, made first.
            near: photos it may scroll to next, made when nothing in view is missing.
            side: longest side of a picture, in device pixels; it is made just so, to be painted without scaling.
            changing: another size will be wanted in a moment, when its cells no longer grow or shrink.
        """
        (self._changing.add if changing else self._changing.discard)(view)
        # Photos near must not push those in view out of the cache.
        room = max(0, CACHE_BYTES // (2 * 4 * side * side) - len(seen))
        self._wishes[view] = (seen, near[:room], side)
        self._plan()

    def serve(self, grid: PhotoGrid, model: PhotoListModel) -> None:
        """Do for that grid what takes a worker, from now on: thumbnails, names typed, drags, tags read aloud."""
        self.ready.connect(grid.thumb_changed)
        _Service(self, grid)
        TypeAhead(self._library, self._runner, grid, model)
        DragOut(self._library, self._runner, grid, model)
        Speaker(self._library, self._runner, grid, model)

    def refresh(self) -> None:
        """Files may have changed: make everything anew when it is next wanted; until then the old is shown."""
        self._kept = OrderedDict((key, kept._replace(side=0)) for key, kept in self._kept.items())
        self._plan()

    @property
    def settled(self) -> bool:
        """Whether every photo that is wanted is there, as large as it is shown."""
        return not (self._queue or self._asked or self._arrived or self._changing)

    @property
    def kept_bytes(self) -> int:
        """Size of all pixmaps kept."""
        return self._kept_bytes

    def _plan(self) -> None:
        """Line up what is wanted and not under way: what is not there, then what is there in another size.

        Of each, what is in view comes first. A photo in two views is made as large as the larger one wants it.
        """
        under_way = {image.photo_id for image in self._arrived}
        under_way.update(*self._asked.values())
        sides: dict[PhotoId, int] = {}
        for which in (0, 1):
            for seen, near, side in self._wishes.values():
                for photo_id in (seen, near)[which]:
                    sides[photo_id] = max(side, sides.get(photo_id, 0))
        self._sides = sides
        missing: dict[PhotoId, int] = {}
        others: dict[PhotoId, int] = {}
        for photo_id, side in sides.items():
            if photo_id not in under_way:
                kept = self._kept.get(photo_id)
                if kept is None:
                    missing[photo_id] = side
                elif kept.side != side:
                    others[photo_id] = side
        self._queue = missing | others
        self._ask()

    def _ask(self) -> None:
        """Keep the workers busy, but no more: what waits here can still be dropped."""
        while self._queue and not self._runner.stopping and len(self._asked) <= self._runner.threads(Pool.THUMBS):
            batch = [(photo_id, self._queue.pop(photo_id)) for photo_id in list(self._queue)[:_BATCH]]
            job = self._runner.start(Pool.THUMBS, "thumbnails", _make(self._library, batch))
            self._asked[job] = {photo_id for photo_id, _ in batch}
            job.progress.connect(lambda image, job=job: self._made(job, image))
            job.done.connect(lambda _, job=job: self._ended(job))
            job.failed.connect(lambda error, job=job: self._failed(job, error))
            job.cancelled.connect(lambda job=job: self._ended(job))

    def _made(self, job: Job, image: ThumbImage) -> None:
        self._asked[job].discard(image.photo_id)  # the rest may take long, and another size be wanted meanwhile
        self._take(image)

    def _take(self, image: ThumbImage) -> None:
        self._arrived.append(image)
        if not self._turn.isActive():
            self._turn.start()

    def _ended(self, job: Job) -> None:
        del self._asked[job]
        self._ask()

    def _failed(self, job: Job, error: Exception) -> None:
        """Show why at the photos concerned; asking again at once would only fail again."""
        for photo_id in self._asked[job]:
            if photo_id not in self._kept:
                self._take(ThumbImage(photo_id, QImage(), str(error), None, self._sides.get(photo_id, 0)))
        self._ended(job)

    def _convert(self) -> None:
        """Turn what has arrived into pixmaps, for a few milliseconds; the rest waits for the next turn."""
        clock = QElapsedTimer()
        clock.start()
        while self._arrived and clock.elapsed() < _TURN_MS:
            self._keep(self._arrived.popleft())
        if self._arrived:
            self._turn.start()

    def _keep(self, made: ThumbImage) -> None:
        pixmap = None if made.image.isNull() else QPixmap.fromImage(made.image)
        size = 0 if pixmap is None else pixmap.width() * pixmap.height() * 4
        old = self._kept.pop(made.photo_id, None)
        self._kept[made.photo_id] = _Kept(ThumbEntry(pixmap, made.error, made.photo), made.side, size)
        self._kept_bytes += size - (old.size if old else 0)
        while self._kept_bytes > CACHE_BYTES and len(self._kept) > 1:
            self._kept_bytes -= self._kept.popitem(last=False)[1].size
        self.ready.emit(int(made.photo_id))
        side = self._sides.get(made.photo_id, made.side)
        if side != made.side:  # another size has been asked for while it was under way
            self._queue[made.photo_id] = side
            self._ask()


class _Service(QObject):
    """Tells the loader what a grid wants: at most once an event-loop turn, however many scroll steps it had."""

    def __init__(self, loader: ThumbLoader, grid: PhotoGrid) -> None:
        super().__init__(grid)
        self._loader = loader
        self._grid = grid
        self._side = 0
        self._later = QTimer(self, interval=_FIRST_MS, singleShot=True)
        self._later.timeout.connect(self._tell)
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._settled)
        grid.visible_changed.connect(self._later.start)

    def _tell(self) -> None:
        side = round(self._grid.picture_side * self._grid.devicePixelRatioF())
        if side != self._side:
            if self._side and self._grid.isVisible():
                self._settle.start()  # zooming goes on; until then what is there is scaled
            else:
                self._side = side
        self._later.setInterval(0)
        self._loader.want(self._grid, *self._grid.wanted_ids(), self._side, changing=side != self._side)

    def _settled(self) -> None:
        self._side = 0
        self._tell()


def _make(library: Library, batch: list[tuple[PhotoId, int]]) -> Callable[[JobContext], None]:
    """The worker's part: details and pictures of a few photos, each reported as soon as it is there."""

    def work(context: JobContext) -> None:
        photos = library.photos([photo_id for photo_id, _ in batch])
        for photo_id, side in batch:
            context.token.raise_if_cancelled()
            photo = photos.get(photo_id)
            if photo is None:
                context.report(ThumbImage(photo_id, QImage(), "it has left the library", None, side))
                continue
            thumbnail = library.thumbnail(photo_id, _LARGE_SIDE if side > _SMALL_SIDE else _SMALL_SIDE)
            image, error = _decode(thumbnail, side)
            context.report(ThumbImage(photo_id, image, error, photo, side))

    return work


def _decode(thumbnail: "Thumbnail", side: int) -> tuple[QImage, str | None]:
    """The picture in just the size it is painted in; one that is smaller stays so.

    By QImageReader, which lets Python's other threads run while it works: QImage's own ways hold Python's lock, and
    the GUI thread waits for it. Told the format, Qt asks no other plugin whether the data is its own.
    """
    if thumbnail.jpeg is None:
        return QImage(), thumbnail.error or "no picture"
    data = QBuffer()
    data.setData(thumbnail.jpeg)
    data.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(data, b"jpeg")
    reader.setAutoDetectImageFormat(False)
    size = reader.size()
    if max(size.width(), size.height()) > side:
        scaled = size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(scaled.expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        return image, "its thumbnail is damaged"
    # The format a pixmap has, so that the GUI thread converts nothing.
    right = image.format() == QImage.Format.Format_RGB32
    return image if right else image.convertToFormat(QImage.Format.Format_RGB32), None
