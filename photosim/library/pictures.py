"""The part of `Library` that shows photos: thumbnails and their cache, pictures, details."""

from typing import TYPE_CHECKING

from photosim.core.cancel import CancelToken
from photosim.library.modelled import ModelledLibrary
from photosim.store import photos
from photosim.store.settings import get_setting, set_setting

if TYPE_CHECKING:
    from photosim.library.looks import Query
    from photosim.library.reports import CacheInfo, Details, Picture, Thumbnail

_LIMIT = "cache_limit"


class PicturesLibrary(ModelledLibrary):
    """A library that can show its photos; safe from any thread.

    Colours are brought to sRGB by the profile in the photo's file. What the network sees is not: its vectors stay as
    they are. Thumbnails that were made before profiles were heeded show colours as stored until their photo changes or
    the cache is cleared.
    """

    def thumbnail(self, photo_id: int, side: int = 320) -> "Thumbnail":
        """A small picture of a photo, from the disk cache or made now.

        Args:
            photo_id: whose.
            side: pixels of its longest side at most; 320, or 640 for large cells and fine screens.
        """
        return self._looks.thumbnail(photo_id, side)

    def picture(self, image: "Query", max_side: int) -> "Picture":
        """A photo for the screen in sRGB, never enlarged.

        Args:
            image: a file in the library or not, an open picture, or a photo id.
            max_side: pixels of its longest side at most; 0 for all there are. Photos of more than 120 megapixels are
                then halved, as the answer's `width` beside `full_width` tells.

        Raises:
            NotIndexedError: there is no photo with that id.
            PhotoError: it cannot be read.
        """
        return self._looks.picture(image, max_side)

    def details(self, image: "Query") -> "Details":
        """What a photo's file says about it: size, date, camera, place. Its header is read, no pixel is decoded.

        A file that is there but no readable photo has no size in pixels, and empty texts.

        Raises:
            NotIndexedError: there is no photo with that id.
            PhotoError: the file is gone or cannot be reached.
        """
        from photosim.library.details import details_of_file, details_of_image  # noqa: PLC0415 - see `late`

        path = self._looks.file_of(image)
        return details_of_image(image) if path is None else details_of_file(path)  # type: ignore[arg-type]

    def cache_info(self) -> "CacheInfo":
        """The thumbnails on disk; takes some half a second for 100,000."""
        from photosim.library.caching import measure  # noqa: PLC0415 - see `late`
        from photosim.library.reports import CacheInfo  # noqa: PLC0415 - a window opens without

        files, size = measure(self.paths.thumbnails)
        return CacheInfo(self.paths.thumbnails, files, size, self._cache_limit())

    def set_cache_limit(self, limit: int) -> None:
        """From now on keep thumbnails of no more than so many bytes; those not used for longest go at once.

        Between two sweeps, which come with indexing and a day apart, there may be more.

        Raises:
            LibraryError: the catalogue cannot be written.
        """
        with self._catalog.writing() as connection:
            set_setting(connection, _LIMIT, str(max(0, int(limit))))
        self._sweep_cache(CancelToken())

    def clear_cache(self) -> None:
        """Remove all thumbnails; they are made anew as they are wanted."""
        from photosim.library.caching import clear  # noqa: PLC0415 - see `late`

        clear(self.paths.thumbnails)

    def tidy_cache(self, cancel: CancelToken | None = None) -> None:
        """Sweep the thumbnails if that was not done today: what no photo needs, and the oldest above the limit."""
        from photosim.library.caching import is_due  # noqa: PLC0415 - see `late`

        if is_due(self.paths.thumbnails):
            self._sweep_cache(cancel or CancelToken())

    def _sweep_cache(self, cancel: CancelToken) -> None:
        from photosim.library.caching import sweep  # noqa: PLC0415 - see `late`

        sweep(self.paths.thumbnails, self._cache_limit(), self._thumbnail_names, cancel)

    def _cache_limit(self) -> int:
        from photosim.library.caching import USUAL_LIMIT  # noqa: PLC0415 - see `late`

        with self._catalog.reading() as connection:
            text = get_setting(connection, _LIMIT)
        return int(text) if text and text.isdecimal() else USUAL_LIMIT

    def _thumbnail_names(self) -> frozenset[str]:
        """Of all photos that may still be shown."""
        from photosim.core.thumbs import thumbnail_name  # noqa: PLC0415 - see `late`

        with self._catalog.reading() as connection:
            return frozenset(thumbnail_name(stamp) for stamp in photos.stamps(connection))
