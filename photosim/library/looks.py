"""What needs pixels or vectors: look-alikes, thumbnails, pictures.

Kept apart from `facade` so that a window or a status, which need neither at first, open without NumPy, Pillow and the
search being imported.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photosim.core.colour import to_srgb
from photosim.core.decode import DecodedPhoto, ShortSide, from_image, load_photo
from photosim.core.photo import FileStamp, Match, Photo, PhotoId, Region
from photosim.core.thumbs import LARGE_SIDE, THUMBNAIL_SIDE, ThumbnailCache, make_thumbnail
from photosim.core.vectors import Vectors, pack, unpack
from photosim.embed.preprocess import prepare
from photosim.embed.spec import ModelSpec
from photosim.errors import NotIndexedError, PhotoError
from photosim.library.looking import stored_tags
from photosim.library.reports import Picture, Thumbnail
from photosim.paths import AppPaths
from photosim.store import photos
from photosim.store.catalog import Catalog
from photosim.store.marks import told_apart_from
from photosim.store.models import count_live
from photosim.store.passing import Passing
from photosim.store.search import Searcher
from photosim.store.vectors import TAGS_PER_PHOTO, Records, look_of, tag_records

if TYPE_CHECKING:
    from photosim.embed.onnx import OnnxEmbedder
    from photosim.embed.providers import ProviderReport

MOST_PIXELS: Final = 120_000_000
"""Photos with more are shown reduced: 480 MB while they are decoded, and 360 MB to hold, are enough."""

_BAND_PIXELS: Final = 2_000_000

Query = Path | str | Image.Image | int | np.integer[Any]
"""A photo to search with: a file, an open picture, or the id of a photo in the library."""
Queries = Query | Sequence[Query]
"""One of those, or several: what is searched for then is what they have in common, the mean of what they look like."""


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What the network sees in a photo or a part of it.

    Attributes:
        unit: float32 (d,), of length 1.
        itself: the photo, if the library has it; of several photos all that it has.
        classes: uint16 (t,), the likeliest classes, likeliest first; none for a network without classes.
        probabilities: float32 (t,), of each of those.
    """

    unit: Vectors
    itself: tuple[PhotoId, ...]
    classes: NDArray[np.uint16]
    probabilities: Vectors


class Looks:
    """One library's eyes: its network, its search and its thumbnails; safe from any thread.

    Args:
        catalog: the open catalogue.
        paths: where things are kept.
        spec: the model.
        model_id: the model in the catalogue.
        provider: what is to compute, an `embed.provider_names.Provider`.
    """

    def __init__(
        self, catalog: Catalog, paths: AppPaths, spec: ModelSpec, model_id: int, provider: str = "auto"
    ) -> None:
        self._catalog = catalog
        self._spec = spec
        self._model_id = model_id
        self._provider = provider
        self.thumbnails = ThumbnailCache(paths.thumbnails)
        self.index_root = paths.index_of(spec.identity)
        self.searcher = Searcher(catalog, model_id, self.index_root)
        self._embedder: OnnxEmbedder | None = None
        self._embedder_lock = threading.Lock()

    def close(self) -> None:
        """Release files and the network."""
        self.searcher.close()
        if self._embedder is not None:
            self._embedder.close()

    @property
    def embedder(self) -> "OnnxEmbedder":
        """The network, which calls that need none do not wait for: onnxruntime takes long to import."""
        with self._embedder_lock:
            if self._embedder is None:
                from photosim.embed.onnx import OnnxEmbedder  # noqa: PLC0415 - lazy on purpose

                self._embedder = OnnxEmbedder(self._spec, threads=1, provider=self._provider)
            return self._embedder

    @property
    def provider_report(self) -> "ProviderReport | None":
        """What computes, once the network was opened."""
        with self._embedder_lock:
            embedder = self._embedder
        return None if embedder is None else embedder.report_if_open

    def similar(self, image: Queries, k: int, region: Region | None, within: Passing | None = None) -> list[Match]:
        """See `Library.similar`."""
        look = self.look(image, region)
        return self.matches(self.searcher.query(look.unit, k, self.left_out(look), within=within), k)

    def left_out(self, look: Look) -> tuple[PhotoId, ...]:
        """What a search for look-alikes does not answer with: the photo, and those the user told apart from it."""
        with self._catalog.reading() as connection:
            apart = {other for one in look.itself for other in told_apart_from(connection, one, "look-alike")}
        return (*look.itself, *apart.difference(look.itself))

    def matches(self, found: Iterable[tuple[PhotoId, float]], k: int) -> list[Match]:
        """Photos and scores as answers to a query for k of them.

        Raises:
            NotIndexedError: there are none because nothing is indexed yet.
        """
        scored = list(found)
        if not scored and k > 0 and not self._anything_indexed():
            message = "no photo is indexed yet; run: photosim index FOLDER"
            raise NotIndexedError(message)
        known = self._photos(photo_id for photo_id, _ in scored)
        return [Match(known[key].path, score, key) for key, score in scored if key in known]

    def thumbnail(self, photo_id: int, side: int = THUMBNAIL_SIDE) -> Thumbnail:
        """See `Library.thumbnail`."""
        key = PhotoId(int(photo_id))
        photo = self._photos([key]).get(key)
        if photo is None:
            return Thumbnail(key, None, "the photo is not in the library any more")
        stamp = FileStamp(os.fspath(photo.path), photo.size, photo.mtime_ns)
        small = 0 < max(photo.width, photo.height) <= THUMBNAIL_SIDE
        side = THUMBNAIL_SIDE if small or side <= THUMBNAIL_SIDE else LARGE_SIDE
        jpeg = self.thumbnails.load(stamp, side)
        if jpeg is None:
            if photo.error:
                return Thumbnail(key, None, photo.error)
            try:
                decoded = load_photo(photo.path, short_side=_covering(side))
                jpeg = make_thumbnail(decoded.as_stored, side, decoded.profile)
            except PhotoError as error:
                return Thumbnail(key, None, error.reason)
            self.thumbnails.save(stamp, jpeg, side)
        return Thumbnail(key, jpeg)

    def picture(self, image: Query, max_side: int) -> Picture:
        """See `Library.picture`."""
        decoded = self._decode(image, _covering(max_side) if max_side else _within(MOST_PIXELS), None)
        stored = decoded.as_stored
        if max_side:
            stored = stored.copy()
            stored.thumbnail((max_side, max_side), reducing_gap=2.0)
        shown = to_srgb(stored, decoded.profile)
        return Picture(shown.width, shown.height, _bytes_of(shown), decoded.width, decoded.height)

    def file_of(self, image: Query) -> Path | None:
        """The file of a query; None for a picture that is open already.

        Raises:
            NotIndexedError: there is no photo with that id.
        """
        if isinstance(image, Image.Image):
            return None
        if isinstance(image, int | np.integer):
            photo = self._photos([int(image)]).get(PhotoId(int(image)))
            if photo is None:
                message = f"the library has no photo number {image}"
                raise NotIndexedError(message)
            return photo.path
        return Path(image)

    def _photos(self, ids: Iterable[int]) -> dict[PhotoId, Photo]:
        with self._catalog.reading() as connection:
            return photos.find_by_id(connection, ids, self._model_id)

    def _anything_indexed(self) -> bool:
        with self._catalog.reading() as connection:
            return count_live(connection, self._model_id) > 0

    def look(self, image: Queries, region: Region | None) -> Look:
        """What the network sees: as stored if the library has the photo, else by looking now.

        Args:
            image: one photo, or several; of those the mean.
            region: only this part counts, of one photo.

        Raises:
            NotIndexedError: there is no photo with that id.
            PhotoError: it cannot be read.
            ValueError: there is no photo among the several, or a region of more than one.
        """
        if isinstance(image, Sequence) and not isinstance(image, str):
            if len(image) != 1:
                return _together([self._look_at(one, None) for one in image], region)
            image = image[0]
        return self._look_at(image, region)

    def _look_at(self, image: Query, region: Region | None) -> Look:
        itself = self._known_id(image)
        if itself is not None and region is None:
            stored = self._stored_look(itself, image)
            if stored is not None:
                return stored
        decoded = self._decode(image, self._spec.decode_short_side, region)
        answer = self.embedder.embed(prepare(decoded.image, self._spec)[None])
        # Packed and rounded like the stored ones, so that a file gives the same in the library and outside it.
        tags = tag_records(stored_tags(answer.logits) if answer.logits is not None else [None])
        return _make_look(unpack(pack(answer.vectors, signed=self._spec.signed))[0], itself, tags[0])

    def _known_id(self, image: Query) -> PhotoId | None:
        if isinstance(image, Image.Image):
            return None
        if isinstance(image, int | np.integer):
            return PhotoId(int(image))
        with self._catalog.reading() as connection:
            path = os.path.abspath(image)  # noqa: PTH100 - links stay as they are
            return photos.find_by_path(connection, path) or _find_by_real_path(connection, path)

    def _stored_look(self, photo_id: PhotoId, image: Query) -> Look | None:
        """What was seen when the photo was indexed, None if it was not or its file has changed since."""
        photo = self._photos([photo_id]).get(photo_id)
        if photo is None:
            message = f"the library has no photo number {photo_id}"
            raise NotIndexedError(message)
        if isinstance(image, str | Path):
            try:
                status = photo.path.stat()
            except OSError:
                return None  # who opens it will say why it cannot be read
            if (status.st_size, status.st_mtime_ns) != (photo.size, photo.mtime_ns):
                return None
        with self._catalog.reading() as connection:
            stored = look_of(connection, self._model_id, photo_id)
        return None if stored is None else _make_look(unpack(stored[0][None])[0], photo_id, stored[1])

    def _decode(self, image: Query, short_side: ShortSide, region: Region | None) -> DecodedPhoto:
        """Upright pixels of a query; errors name the file.

        Raises:
            NotIndexedError: there is no photo with that id.
            PhotoError: it cannot be read.
        """
        if isinstance(image, Image.Image):
            return from_image(image, short_side=short_side, region=region)
        path = self.file_of(image)
        assert path is not None, "what is no picture has a file"
        try:
            return load_photo(path, short_side=short_side, region=region)
        except PhotoError as error:
            raise PhotoError(error.reason, os.fspath(path)) from error


def _bytes_of(image: Image.Image) -> bytes | memoryview:
    """The pixels of an RGB picture; of a large one in bands, or they would be in memory three times at once."""
    if image.width * image.height <= _BAND_PIXELS:
        return image.tobytes()
    line, rows = 3 * image.width, max(1, _BAND_PIXELS // image.width)
    made = np.empty(line * image.height, np.uint8)  # NumPy copies without holding Python's lock
    for top in range(0, image.height, rows):
        below = min(image.height, top + rows)
        band = image.crop((0, top, image.width, below)).tobytes()
        made[line * top : line * below] = np.frombuffer(band, np.uint8)
    return made.data


def _covering(long_side: int) -> Callable[[int, int], int]:
    """How many pixels the short side has where the long one has so many."""
    return lambda width, height: max(1, -(-long_side * min(width, height) // max(width, height)))


def _within(pixels: int) -> Callable[[int, int], int | None]:
    """The short side of what is halved until it has no more than so many pixels; None if it need not be.

    By halves, for so JPEG decoders reduce, too.
    """

    def short_side(width: int, height: int) -> int | None:
        factor = 1
        while width * height > pixels * factor * factor:
            factor *= 2
        return None if factor == 1 else max(1, min(width, height) // factor)

    return short_side


def _make_look(unit: Vectors, photo_id: PhotoId | None, tags: Records) -> Look:
    tags = tags[tags["probability"] > 0]
    classes = np.asarray(tags["class"], np.uint16)
    itself = () if photo_id is None else (photo_id,)
    return Look(unit, itself, classes, tags["probability"].astype(np.float32))


def _together(looks: Sequence[Look], region: Region | None) -> Look:
    """What several photos have in common: the mean of their vectors, of length 1, and of their probabilities."""
    if not looks or region is not None:
        message = "a search wants a photo, and a part of it can be taken of one alone"
        raise ValueError(message)
    mean: Vectors = np.asarray(np.mean([look.unit for look in looks], axis=0), np.float32)
    length = float(np.sqrt(np.einsum("i,i->", mean, mean)))
    classes, places = np.unique(np.concatenate([look.classes for look in looks]), return_inverse=True)
    sums = np.bincount(places, np.concatenate([look.probabilities for look in looks]), len(classes)) / len(looks)
    best = np.argsort(-sums, kind="stable")[:TAGS_PER_PHOTO]
    itself = tuple(dict.fromkeys(one for look in looks for one in look.itself))
    mean /= np.float32(length or 1)  # zero only of opposite vectors, to which nothing is near
    return Look(mean, itself, classes[best], sums[best].astype(np.float32))


def _find_by_real_path(connection: sqlite3.Connection, path: str) -> PhotoId | None:
    """The photo a path leads to when it, or the user's folder, goes through a link."""
    try:
        real = Path(path).resolve()
        for folder, _ in photos.list_folders(connection):
            place = folder.resolve()
            if place in real.parents:
                return photos.find_by_path(connection, folder / real.relative_to(place))
    except (OSError, RuntimeError, ValueError):
        pass  # a loop of links, or a name the system does not allow: no photo of the library
    return None
