"""The pictures and names of the photos a query is about, for the header."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from photosim.core.photo import PhotoId
from photosim.errors import PhotosimError
from photosim.library import Library
from photosim.ui.history import Query, Source
from photosim.ui.jobs import JobContext
from photosim.ui.lookalikes import to_image

MOST_PICTURES: Final = 4
_SIDE: Final = 160  # device pixels, enough for a header on a fine screen


class QueryPictures(NamedTuple):
    """What a header shows of a query.

    Attributes:
        query: the query.
        images: of its first photos; of one that cannot be read there is none.
        names: file names of its photos in the library, by id.
    """

    query: Query
    images: tuple[QImage, ...]
    names: Mapping[PhotoId, str]


def load_pictures(library: Library, query: Query) -> Callable[[JobContext], QueryPictures]:
    """The worker's part."""

    def work(context: JobContext) -> QueryPictures:
        known = library.photos([source for source in query.photos if isinstance(source, int)])
        names = {photo_id: photo.path.name for photo_id, photo in known.items()}
        images = []
        for source in query.photos[:MOST_PICTURES]:
            context.token.raise_if_cancelled()
            image = _load(library, source)
            if image is not None:
                images.append(_part(image, query))
        return QueryPictures(query, tuple(images), names)

    return work


def _load(library: Library, source: Source) -> QImage | None:
    try:
        picture = library.picture(source, _SIDE)
    except PhotosimError:  # the page itself says what is wrong with it
        return None
    return to_image(picture)


def _part(image: QImage, query: Query) -> QImage:
    """The part that is searched with, small."""
    if query.region is not None:
        left, top, right, bottom = query.region.pixels(image.width(), image.height())
        image = image.copy(left, top, right - left, bottom - top)
    return image.scaled(
        QSize(_SIDE, _SIDE), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
