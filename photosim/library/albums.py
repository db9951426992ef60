"""The albums learnt from the user's folders: what they say about each photo of the library.

A photo that lies in an album's own folder belongs to it for certain; of all others, and of the other albums, it is what
was learnt that tells. Where a photo lies is read from the catalogue each time: one that was moved is of the album it
lies in now, and when a folder was renamed its photos are merely guessed to be of the old name's album until the user's
folders are learnt again.

Worked out for all photos in one pass when first asked for, then only for new ones, and kept in memory.
"""

import os
import threading
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.photo import PhotoId
from photosim.core.vectors import Vectors
from photosim.library.album_names import AlbumNames
from photosim.semantics.albums import AlbumHead
from photosim.store.albums import albums_version, load_albums
from photosim.store.catalog import Catalog
from photosim.store.photos import find_by_id, list_folders
from photosim.store.search import Searcher
from photosim.store.vectors import live_paths

KEPT: Final = 3
"""Albums kept a photo: the likeliest."""
_SURE: Final = np.float32(1)
_NEARLY_SURE: Final = np.nextafter(_SURE, np.float32(0))
"""What a guess is at most, so that it comes after what is known."""


@dataclass(frozen=True, slots=True, eq=False)
class Albums:
    """What was learnt.

    Attributes:
        names: of the albums, most photos first; none if nothing was learnt.
        head: the arithmetic, for as many albums.
        version: changes whenever something is learnt or forgotten.
    """

    names: tuple[str, ...]
    head: AlbumHead
    version: int

    def places(self) -> dict[str, int]:
        """The place of each name, by the name in the form in which equal ones are equal."""
        return {name.casefold(): place for place, name in enumerate(self.names)}


@dataclass(frozen=True, slots=True, eq=False)
class AlbumTable:
    """The likeliest albums of each photo, in the form of a `TagTable`.

    Attributes:
        photo_ids: int64 (n,), ascending.
        albums: uint16 (n, t), places in `Albums.names`, likeliest first; t is at most 3.
        probabilities: float32 (n, t), 0..1; 1 only where the photo lies in the album's own folder.
    """

    photo_ids: NDArray[np.int64]
    albums: NDArray[np.uint16]
    probabilities: Vectors


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    table: AlbumTable
    version: int
    roots: tuple[str, ...]
    epoch: int
    newest: int


class AlbumReader:
    """Hands out albums and what they say about the photos; safe from any thread.

    Args:
        catalog: the open catalogue.
        model_id: the model in that catalogue.
        dimension: length of its vectors.
        searcher: knows the vectors of all photos.
    """

    def __init__(self, catalog: Catalog, model_id: int, dimension: int, searcher: Searcher) -> None:
        self._catalog = catalog
        self._model_id = model_id
        self._dimension = dimension
        self._searcher = searcher
        self._lock = threading.Lock()
        self._table_lock = threading.Lock()
        self._albums: Albums | None = None
        self._kept: _Kept | None = None

    def albums(self) -> Albums:
        """What is learnt now; the same object until something is learnt or forgotten."""
        with self._lock, self._catalog.snapshot() as connection:
            version = albums_version(connection)
            if self._albums is None or self._albums.version != version:
                stored = load_albums(connection, self._model_id, self._dimension)
                if stored is None:
                    empty = np.empty((0, self._dimension), np.float32)
                    self._albums = Albums((), AlbumHead(empty, empty[:, 0], 1.0, 0.0), version)
                else:
                    head = AlbumHead(stored.weights, stored.biases, stored.sharpness, stored.rejection)
                    self._albums = Albums(stored.names, head, version)
            return self._albums

    def table(self, albums: Albums) -> AlbumTable:
        """What these albums say about every photo; the same object as long as nothing has changed."""
        with self._table_lock:
            kept = self._kept
            view = self._searcher.refresh()
            roots = self._roots()
            if kept is not None and (kept.version, kept.roots, kept.epoch) == (albums.version, roots, view.epoch):
                if kept.newest == view.newest:
                    return kept.table
                after, known = kept.newest, kept.table
            else:
                after, known = 0, _empty(albums)
            found = self._searcher.scan(lambda unit: _likeliest(albums.head, unit), after)
            if after and found.epoch != view.epoch:
                after, known = 0, _empty(albums)
                found = self._searcher.scan(lambda unit: _likeliest(albums.head, unit))
            # Read after the vectors: whatever moved in between has raised the epoch, so that the next call sees it.
            values = _known_first(found.photo_ids, found.values, *self._own_photos(albums, roots, after))
            table = _joined(known, found.photo_ids, values)
            self._kept = _Kept(table, albums.version, roots, found.epoch, found.newest)
            return table

    def own_album(self, albums: Albums, photo_id: PhotoId) -> int | None:
        """The place of the album in whose own folder a photo lies, None if it lies in none."""
        with self._catalog.reading() as connection:
            photo = find_by_id(connection, [photo_id], self._model_id).get(photo_id)
        name = None if photo is None else AlbumNames(self._roots()).of(os.fspath(photo.path))
        return None if name is None else albums.places().get(name.casefold())

    def _roots(self) -> tuple[str, ...]:
        with self._catalog.reading() as connection:
            return tuple(os.fspath(folder) for folder, _ in list_folders(connection))

    def _own_photos(
        self, albums: Albums, roots: tuple[str, ...], after: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Ids, ascending, of the photos that lie in an album's own folder, and the places of those albums."""
        names, places = AlbumNames(roots), albums.places()
        found: list[tuple[int, int]] = []
        with self._catalog.reading() as connection:
            for _, photo_id, path in live_paths(connection, self._model_id, after):
                name = names.of(path)
                place = None if name is None else places.get(name.casefold())
                if place is not None:
                    found.append((photo_id, place))
        pairs = np.array(sorted(found), np.int64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]


def photos_of_album(table: AlbumTable, album: int) -> tuple[NDArray[np.int64], Vectors]:
    """Photos that do or may belong to an album, and how likely they do: what text search asks for.

    Photos of which three other albums are likelier are left out.

    Args:
        table: of `AlbumReader.table`.
        album: place in `Albums.names`.

    Returns:
        Photo ids int64 (m,), ascending, and probabilities float32 (m,), 0..1; from .5 on it is shown as a tag
        (`photosim.semantics.albums.SHOWN`).
    """
    rows, places = np.nonzero(table.albums == album)
    return table.photo_ids[rows], table.probabilities[rows, places]


def _likeliest(head: AlbumHead, unit: Vectors) -> Vectors:
    """Albums and probabilities of the likeliest, float32 (n, t, 2), so that one array tells both."""
    probabilities = head.probabilities(unit)
    kept = min(KEPT, probabilities.shape[1])
    order = np.argsort(-probabilities, axis=1, kind="stable")[:, :kept]
    guesses = np.minimum(np.take_along_axis(probabilities, order, 1), _NEARLY_SURE)
    return np.stack([order.astype(np.float32), guesses], axis=2)


def _known_first(
    photo_ids: NDArray[np.int64], values: Vectors, own_ids: NDArray[np.int64], own_albums: NDArray[np.int64]
) -> Vectors:
    """What `_likeliest` tells of photos, with the album of those that lie in its own folder as certain and first."""
    if not len(own_ids):
        return values
    places = np.minimum(np.searchsorted(own_ids, photo_ids), len(own_ids) - 1)
    rows = np.flatnonzero(own_ids[places] == photo_ids)
    own = own_albums[places[rows]].astype(np.float32)[:, None]
    guesses = values[rows]
    guesses[guesses[:, :, 0] == own, 1] = -1  # to the end, where it is cut off
    known = np.stack([own, np.full_like(own, _SURE)], axis=2)
    every = np.concatenate([known, guesses], axis=1)
    order = np.argsort(-every[:, :, 1], axis=1, kind="stable")[:, : values.shape[1], None]
    values[rows] = np.take_along_axis(every, order, 1)
    return values


def _empty(albums: Albums) -> AlbumTable:
    kept = min(KEPT, len(albums.names))
    return AlbumTable(np.empty(0, np.int64), np.empty((0, kept), np.uint16), np.empty((0, kept), np.float32))


def _joined(known: AlbumTable, photo_ids: NDArray[np.int64], values: Vectors) -> AlbumTable:
    """Both in order of photo id."""
    ids = np.concatenate([known.photo_ids, photo_ids])
    order = np.argsort(ids, kind="stable")
    return AlbumTable(
        ids[order],
        np.concatenate([known.albums, values[:, :, 0].astype(np.uint16)])[order],
        np.concatenate([known.probabilities, values[:, :, 1]])[order],
    )
