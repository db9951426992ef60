"""`Library`: everything photosim can do, without a window."""

import os
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photosim.assets import bundled_models_folder
from photosim.core.cancel import CancelToken, ProgressCallback
from photosim.core.decode import DecodedPhoto, from_image, load_photo
from photosim.core.photo import FileStamp, Match, Photo, PhotoId, PhotoState, Region
from photosim.core.threads import usable_cores
from photosim.core.thumbs import THUMBNAIL_SIDE, ThumbnailCache, make_thumbnail
from photosim.core.vectors import Vectors, pack, unpack
from photosim.embed.preprocess import prepare
from photosim.embed.registry import DEFAULT_MODEL, find_model
from photosim.errors import NotIndexedError, PhotoError, UserError
from photosim.library.indexer import IndexParts, IndexRun
from photosim.library.reports import FolderStatus, IndexReport, LibraryStatus, Picture, Thumbnail
from photosim.paths import AppPaths
from photosim.store import photos
from photosim.store.catalog import Catalog
from photosim.store.search import Searcher, index_state
from photosim.store.vectors import count_live, last_provider, register_model, vector_of

if TYPE_CHECKING:
    from photosim.embed.onnx import OnnxEmbedder

Query = Path | str | Image.Image | int | np.integer[Any]
"""A photo to search with: a file, an open picture, or the id of a photo in the library."""


class Library:
    """A person's photos and what they look like. Made by `Library.open`; safe from any thread.

    Attributes:
        paths: where it keeps things.
        spec: the model in use.
    """

    def __init__(self, paths: AppPaths, model: str | None = None) -> None:
        self.paths = paths
        self.spec = find_model(model or DEFAULT_MODEL, [bundled_models_folder(), paths.models])
        self._catalog = Catalog(paths)
        with self._catalog.writing() as connection:
            self._model_id = register_model(connection, self.spec.identity, self.spec.name, self.spec.dimension)
        self._thumbnails = ThumbnailCache(paths.thumbnails)
        self._embedder: OnnxEmbedder | None = None
        self._embedder_lock = threading.Lock()
        self._index_root = paths.index / self.spec.identity
        self._searcher = Searcher(self._catalog, self._model_id, self.spec.dimension, self._index_root)

    @classmethod
    def open(
        cls, data_dir: Path | str | None = None, model: str | None = None, *, paths: AppPaths | None = None
    ) -> Self:
        """Open a library, creating it on first use.

        Args:
            data_dir: all state below this folder; None for the environment variable `PHOTOSIM_DATA_DIR`, else
                the user's own places.
            model: name of the model; None for the built-in one.
            paths: instead of `data_dir`, all places one by one.

        Raises:
            LibraryError: the data folder cannot be written, or the catalogue is corrupt or newer.
            ModelError: the model is unknown or damaged.
        """
        return cls(paths or AppPaths.resolve(data_dir), model)

    def close(self) -> None:
        """Release files and the network. Running queries must have ended."""
        self._searcher.close()
        if self._embedder is not None:
            self._embedder.close()
        self._catalog.close()

    def __enter__(self) -> Self:
        """Use as a context manager to close it in time."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def index(
        self,
        folders: Sequence[Path | str] | None = None,
        progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> IndexReport:
        """Look for new, changed and moved photos in folders and embed them.

        Args:
            folders: become folders of the library; None looks through all that are.
            progress: called on this thread, at most four times a second.
            cancel: stops the run soon; the report then says so, and the next run goes on from there.

        Raises:
            FolderError: none of the folders can be used.
            LibraryError: the catalogue cannot be written, or another run is under way.
            ModelError: the model cannot be run.
        """
        parts = IndexParts(
            self._catalog,
            self.spec,
            self._open_embedder(),
            self._model_id,
            self._thumbnails,
            self._searcher,
            self._index_root,
            usable_cores(),
        )
        if isinstance(folders, str | Path):
            folders = [folders]
        return IndexRun(parts, progress, cancel or CancelToken()).run(folders)

    def similar(self, image: Query, k: int = 10, focus: str | None = None, region: Region | None = None) -> list[Match]:
        """The k photos of the library that look most like a photo, best first; the photo itself is left out.

        Args:
            image: a file in the library or not, an open picture, or a photo id.
            k: how many, at least 0.
            focus: an ImageNet class to which the search is narrowed; not built in yet.
            region: only that part of the photo counts.

        Raises:
            NotIndexedError: nothing is indexed yet, or there is no photo with that id.
            PhotoError: the photo cannot be read.
            UserError: `focus` was given.
        """
        if focus is not None:
            message = "focus on a class is not there yet; it comes with the next version"
            raise UserError(message)
        unit, itself = self._query_vector(image, region)
        found = self._searcher.query(unit, k, () if itself is None else (itself,))
        if not found and k > 0 and not self._anything_indexed():
            message = "no photo is indexed yet; run: photosim index FOLDER"
            raise NotIndexedError(message)
        known = self.photos(photo_id for photo_id, _ in found)
        return [Match(known[key].path, score, key) for key, score in found if key in known]

    def folders(self) -> tuple[FolderStatus, ...]:
        """The folders the user chose, in order of path."""
        with self._catalog.reading() as connection:
            return tuple(
                FolderStatus(folder, online, photos.count_below(connection, folder))
                for folder, online in photos.list_folders(connection)
            )

    def photo_ids(self, after: int = 0) -> NDArray[np.int64]:
        """Ids int64 (n,), ascending, of all photos that are there; with `after`, of newer ones only."""
        with self._catalog.reading() as connection:
            return photos.shown_ids(connection, after)

    def photos(self, ids: Iterable[int]) -> dict[PhotoId, Photo]:
        """What is known of these photos; unknown ids are left out."""
        with self._catalog.reading() as connection:
            return photos.find_by_id(connection, ids, self._model_id)

    def thumbnail(self, photo_id: int) -> Thumbnail:
        """A small picture of a photo, from the disk cache or made now."""
        key = PhotoId(int(photo_id))
        photo = self.photos([key]).get(key)
        if photo is None:
            return Thumbnail(key, None, "the photo is not in the library any more")
        stamp = FileStamp(os.fspath(photo.path), photo.size, photo.mtime_ns)
        jpeg = self._thumbnails.load(stamp)
        if jpeg is None:
            if photo.error:
                return Thumbnail(key, None, photo.error)
            try:
                jpeg = make_thumbnail(load_photo(photo.path, short_side=THUMBNAIL_SIDE).image)
            except PhotoError as error:
                return Thumbnail(key, None, error.reason)
            self._thumbnails.save(stamp, jpeg)
        return Thumbnail(key, jpeg)

    def picture(self, image: Query, max_side: int) -> Picture:
        """A photo for the screen, its longest side at most `max_side` pixels, never enlarged.

        Raises:
            NotIndexedError: there is no photo with that id.
            PhotoError: it cannot be read.
        """
        decoded = self._decode(image, max_side, None)
        small = decoded.image.copy()
        small.thumbnail((max_side, max_side), reducing_gap=2.0)
        return Picture(small.width, small.height, small.tobytes(), decoded.width, decoded.height)

    def status(self) -> LibraryStatus:
        """How things stand."""
        with self._catalog.reading() as connection:
            states = photos.count_states(connection)
            indexed = count_live(connection, self._model_id)
            provider = last_provider(connection, self._model_id)
            index = index_state(connection, self._model_id, self._index_root)
        return LibraryStatus(
            photos=sum(states.values()),
            indexed=indexed,
            pending=states[PhotoState.OK] - indexed,
            failed=states[PhotoState.FAILED],
            missing=states[PhotoState.MISSING],
            offline=states[PhotoState.OFFLINE],
            model=self.spec.name,
            model_title=self.spec.title,
            dimension=self.spec.dimension,
            provider=provider,
            index=index.name,
            index_count=index.count,
            folders=self.folders(),
            database=self.paths.database,
            data=self.paths.data,
            cache=self.paths.cache,
        )

    def _open_embedder(self) -> "OnnxEmbedder":
        """The network, which calls that need none do not wait for: onnxruntime takes long to import."""
        with self._embedder_lock:
            if self._embedder is None:
                from photosim.embed.onnx import OnnxEmbedder  # noqa: PLC0415 - lazy on purpose

                self._embedder = OnnxEmbedder(self.spec, threads=1)
            return self._embedder

    def _anything_indexed(self) -> bool:
        with self._catalog.reading() as connection:
            return count_live(connection, self._model_id) > 0

    def _query_vector(self, image: Query, region: Region | None) -> tuple[Vectors, PhotoId | None]:
        """Unit vector float32 (d,) of a photo or a part of it, and its id if the library has it."""
        itself = self._known_id(image)
        if itself is not None and region is None:
            stored = self._stored_vector(itself, image)
            if stored is not None:
                return stored, itself
        decoded = self._decode(image, self.spec.decode_short_side, region)
        answer = self._open_embedder().embed(prepare(decoded.image, self.spec)[None])
        # Packed like the stored ones, so that a file gives the same scores in the library and outside it.
        return unpack(pack(answer.vectors))[0], itself

    def _known_id(self, image: Query) -> PhotoId | None:
        if isinstance(image, Image.Image):
            return None
        if isinstance(image, int | np.integer):
            return PhotoId(int(image))
        with self._catalog.reading() as connection:
            path = os.path.abspath(image)  # noqa: PTH100 - links stay as they are
            return photos.find_by_path(connection, path) or _find_by_real_path(connection, path)

    def _stored_vector(self, photo_id: PhotoId, image: Query) -> Vectors | None:
        """The stored vector of a photo, None if it has none or its file has changed since."""
        photo = self.photos([photo_id]).get(photo_id)
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
            packed = vector_of(connection, self._model_id, photo_id)
        return None if packed is None else unpack(packed[None])[0]

    def _decode(self, image: Query, short_side: int, region: Region | None) -> DecodedPhoto:
        """Upright pixels of a query; errors name the file.

        Raises:
            NotIndexedError: there is no photo with that id.
            PhotoError: it cannot be read.
        """
        if isinstance(image, Image.Image):
            return from_image(image, short_side=short_side, region=region)
        if isinstance(image, int | np.integer):
            photo = self.photos([int(image)]).get(PhotoId(int(image)))
            if photo is None:
                message = f"the library has no photo number {image}"
                raise NotIndexedError(message)
            image = photo.path
        try:
            return load_photo(Path(image), short_side=short_side, region=region)
        except PhotoError as error:
            raise PhotoError(error.reason, os.fspath(image)) from error


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
