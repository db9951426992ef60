"""Brings the viewer its pictures: the small one at once, one made for the screen, then all pixels cut into tiles.

All reading and scaling happens on workers. What is kept is little: the photo shown, its two neighbours, and the pixels
of the photo shown while somebody zooms into it. A photo left behind is never shown late: answers carry their photo.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from photosim.core.photo import PhotoId
from photosim.errors import PhotosimError
from photosim.library import Library
from photosim.library.reports import Picture
from photosim.ui.jobs import Job, JobContext, JobRunner, Pool
from photosim.ui.lookalikes import to_image
from photosim.ui.reasons import short
from photosim.ui.viewer_zoom import TILE, TileAt, View

if TYPE_CHECKING:
    from PIL.Image import Image

Source: TypeAlias = "PhotoId | Path | Image"
KEPT: Final = 4
"""Screen pictures kept: the one shown, its neighbours, the one before."""
_TILES_A_JOB: Final = 4


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A photo made ready for the screen.

    Attributes:
        source: which one.
        name: of its file; empty for a picture that is none.
        image: upright, in sRGB; null where there is none.
        photo: pixels of the whole photo, empty while not known.
        reason: why it cannot be shown, empty if it can.
        small: it is only the thumbnail.
        screen: device pixels of the screen it was made for.
    """

    source: Source
    name: str
    image: QImage
    photo: QSize
    reason: str = ""
    small: bool = False
    screen: QSize = QSize()  # noqa: RUF009 - never changed


@dataclass(frozen=True, slots=True, eq=False)
class _Tile:
    at: TileAt
    image: QImage


class ViewerPictures(QObject):
    """Pictures of one viewer.

    Signals:
        came: a `Shown` of the photo wanted; first a small one, perhaps, then that for the screen, or why there is none.
        pixels_came: width and height (int) of all pixels of the photo wanted; tiles can be had from now on.
        tile_came: `TileAt`, `QImage`.
    """

    came = Signal(object)
    pixels_came = Signal(int, int)
    tile_came = Signal(object, object)

    def __init__(self, library: Library, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._runner = library, runner
        self._kept: OrderedDict[int | Path, Shown] = OrderedDict()
        self._wanted: Source | None = None
        self._near: list[Source] = []
        self._screen, self._ratio = QSize(1, 1), 1.0
        self._jobs: dict[int | Path, Job] = {}
        self._small: Job | None = None
        self._full: Job | None = None
        self._cutting: Job | None = None
        self._pixels: Picture | None = None
        self._tiles: list[TileAt] = []

    @property
    def busy(self) -> bool:
        """Whether anything is still to come."""
        return bool(self._jobs or self._small or self._full or self._cutting)

    def want(self, source: Source, near: list[Source], screen: QSize, ratio: float) -> None:
        """Show a photo; the photos near it are made ready once it is there.

        Args:
            source: the photo.
            near: those likely to be wanted next, likeliest first.
            screen: room for it, device pixels.
            ratio: device pixels a logical one.
        """
        if self._wanted is None or key_of(source) != key_of(self._wanted):
            self.forget_pixels()
        self._wanted, self._near, self._screen, self._ratio = source, near, screen, ratio
        wanted = {key_of(one) for one in (source, *near)}
        for key, job in self._jobs.items():
            if key not in wanted:
                job.cancel()
        kept = self._kept.get(key_of(source))
        if kept is not None:
            self._kept.move_to_end(key_of(source))
            self.came.emit(kept)
        else:
            self._ask_small(source)
        self._plan()

    def close(self) -> None:
        """Let go of everything."""
        self._wanted, self._near = None, []
        self.forget_pixels()
        for job in (*self._jobs.values(), *([self._small] if self._small else [])):
            job.cancel()
        self._kept.clear()

    def forget(self, source: Source) -> None:
        """The photo's file may have changed, or is gone."""
        self._kept.pop(key_of(source), None)

    # -- for the screen

    def _plan(self) -> None:
        """Ask for the first of what is wanted that is not there: the photo itself, then its neighbours."""
        if self._runner.stopping or self._wanted is None:
            return
        for source in (self._wanted, *self._near):
            key = key_of(source)
            kept = self._kept.get(key)
            if kept is not None and (kept.reason or _is_fine_enough(kept, self._screen)):
                continue
            if key not in self._jobs:
                self._ask(source)
            return

    def _ask(self, source: Source) -> None:
        key, work = key_of(source), _load(self._library, source, self._screen, self._ratio)
        job = self._jobs[key] = self._runner.start(Pool.VIEW, "photo for the screen", work)

        def ended(shown: Shown | None) -> None:
            if self._jobs.get(key) is job:
                del self._jobs[key]
            if shown is not None and self._is_asked(shown.source):
                self._keep(shown)
            self._plan()

        job.done.connect(ended)
        job.cancelled.connect(lambda: ended(None))
        # What is no news about the photo is a bug, and in the log.
        job.failed.connect(lambda error: ended(Shown(source, "", QImage(), QSize(), reason=repr(error))))

    def _is_asked(self, source: Source) -> bool:
        return self._wanted is not None and key_of(source) in map(key_of, (self._wanted, *self._near))

    def _keep(self, shown: Shown) -> None:
        self._kept[key_of(shown.source)] = shown
        self._kept.move_to_end(key_of(shown.source))
        if self._is_wanted(shown.source):
            self.came.emit(shown)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def _is_wanted(self, source: Source) -> bool:
        return self._wanted is not None and key_of(source) == key_of(self._wanted)

    def _ask_small(self, source: Source) -> None:
        """The thumbnail, which is most often on disk already."""
        if self._small is not None:
            self._small.cancel()
            self._small = None
        if not isinstance(source, int):
            return
        job = self._small = self._runner.start(Pool.VIEW, "thumbnail of a photo", _load_small(self._library, source))

        def ended(shown: Shown | None) -> None:
            if self._small is job:
                self._small = None
            if shown is not None and self._is_wanted(source) and key_of(source) not in self._kept:
                self.came.emit(shown)

        job.done.connect(ended)
        job.failed.connect(lambda _: ended(None))
        job.cancelled.connect(lambda: ended(None))

    # -- all pixels

    def want_pixels(self) -> None:
        """Somebody zooms in: have all pixels of the photo shown."""
        source = self._wanted
        if source is None or self._pixels is not None or self._full is not None:
            return
        job = self._full = self._runner.start(
            Pool.VIEW, "all pixels of a photo", lambda _: self._library.picture(source, 0)
        )

        def ended(picture: Picture | None) -> None:
            if self._full is not job:
                return
            self._full = None
            if picture is not None and self._is_wanted(source):
                self._pixels = picture
                self.pixels_came.emit(picture.width, picture.height)

        job.done.connect(ended)
        job.failed.connect(lambda _: ended(None))  # the photo for the screen stays, and says what there is to say
        job.cancelled.connect(lambda: ended(None))

    def forget_pixels(self) -> None:
        """Give their memory back."""
        for job in (self._full, self._cutting):
            if job is not None:
                job.cancel()
        self._full = self._cutting = None
        self._pixels, self._tiles = None, []

    def want_tiles(self, tiles: list[TileAt]) -> None:
        """Replace the tiles wanted, most wanted first; what left the screen before its turn is never cut."""
        self._tiles = tiles
        self._cut()

    def _cut(self) -> None:
        picture = self._pixels
        if picture is None or self._cutting is not None or not self._tiles or self._runner.stopping:
            return
        batch, self._tiles = self._tiles[:_TILES_A_JOB], self._tiles[_TILES_A_JOB:]
        job = self._cutting = self._runner.start(Pool.VIEW, "tiles of a photo", _cut(picture, batch))
        job.progress.connect(lambda tile: self.tile_came.emit(tile.at, tile.image) if self._cutting is job else None)

        def ended() -> None:
            if self._cutting is job:
                self._cutting = None
                self._cut()

        job.done.connect(lambda _: ended())
        job.failed.connect(lambda _: ended())
        job.cancelled.connect(ended)


def key_of(source: Source) -> int | Path:
    """What a photo is known by; an open picture by its identity."""
    return source if isinstance(source, int | Path) else -id(source)


def _is_fine_enough(shown: Shown, screen: QSize) -> bool:
    """Whether a picture made for another size of the screen will do: it is all there is, or nearly as large."""
    if shown.image.width() >= shown.photo.width():
        return True
    return shown.screen.width() * 1.05 >= screen.width() and shown.screen.height() * 1.05 >= screen.height()


def _load(library: Library, source: Source, screen: QSize, ratio: float) -> Callable[[JobContext], Shown]:
    """The worker's part of the picture for the screen, no larger than it is painted."""

    def work(context: JobContext) -> Shown:
        photo = library.photos([source]).get(source) if isinstance(source, int) else None
        context.token.raise_if_cancelled()
        side = max(screen.width(), screen.height())
        if photo is not None and photo.width and photo.height:
            size = float(photo.width), float(photo.height)
            fitting = View.whole(size, (screen.width(), screen.height()), ratio).fitting
            side = max(1, round(max(size) * min(1.0, fitting)))
        path = photo.path if photo else source if isinstance(source, Path) else None
        name = path.name if path else ""
        try:
            picture = library.picture(source, side)
        except PhotosimError as error:
            return Shown(source, name, QImage(), QSize(), reason=short(error))
        full = QSize(picture.full_width, picture.full_height)
        return Shown(source, name, to_image(picture), full, screen=screen)

    return work


def _load_small(library: Library, photo_id: PhotoId) -> Callable[[JobContext], Shown | None]:
    def work(context: JobContext) -> Shown | None:
        photo = library.photos([photo_id]).get(photo_id)
        context.token.raise_if_cancelled()
        thumbnail = library.thumbnail(photo_id) if photo else None
        if photo is None or thumbnail is None or thumbnail.jpeg is None:
            return None
        image = QImage.fromData(thumbnail.jpeg, "JPEG")  # type: ignore[arg-type] # see `icons`
        if image.isNull():
            return None
        size = QSize(photo.width, photo.height) if photo.width and photo.height else image.size()
        return Shown(photo_id, photo.path.name, image.convertToFormat(QImage.Format.Format_RGB32), size, small=True)

    return work


def _cut(picture: Picture, tiles: list[TileAt]) -> Callable[[JobContext], None]:
    def work(context: JobContext) -> None:
        from photosim.core.tiles import cut_tile  # noqa: PLC0415 - a window opens sooner without Pillow and NumPy

        for tile in tiles:
            context.token.raise_if_cancelled()
            width, height, pixels = cut_tile(
                picture.rgb, (picture.width, picture.height), tile.left, tile.top, TILE << tile.level, tile.factor
            )
            image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGB32)
            context.report(_Tile(tile, image.copy()))

    return work
