"""The albums learnt from the user's folders: what they say about each photo of the library.

Worked out for all photos in one pass when first asked for, then only for new ones, and kept in memory.
"""

import threading
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.vectors import Vectors
from photosim.semantics.albums import AlbumHead
from photosim.store.albums import albums_version, load_albums
from photosim.store.catalog import Catalog
from photosim.store.search import Searcher

KEPT: Final = 3
"""Albums kept a photo: the likeliest."""


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


@dataclass(frozen=True, slots=True, eq=False)
class AlbumTable:
    """The likeliest albums of each photo, in the form of a `TagTable`.

    Attributes:
        photo_ids: int64 (n,), ascending.
        albums: uint16 (n, t), places in `Albums.names`, likeliest first; t is at most 3.
        probabilities: float32 (n, t), 0..1.
    """

    photo_ids: NDArray[np.int64]
    albums: NDArray[np.uint16]
    probabilities: Vectors


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    table: AlbumTable
    version: int
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
        with self._lock, self._catalog.reading() as connection:
            version = albums_version(connection)
            if self._albums is None or self._albums.version != version:
                connection.execute("BEGIN")
                try:
                    version = albums_version(connection)
                    stored = load_albums(connection, self._model_id, self._dimension)
                finally:
                    connection.execute("ROLLBACK")
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
            if kept is not None and (kept.version, kept.epoch) == (albums.version, view.epoch):
                if kept.newest == view.newest:
                    return kept.table
                after, known = kept.newest, kept.table
            else:
                after, known = 0, _empty(albums)
            found = self._searcher.scan(lambda unit: _likeliest(albums.head, unit), after)
            if after and kept is not None and found.epoch != kept.epoch:
                found, known = self._searcher.scan(lambda unit: _likeliest(albums.head, unit)), _empty(albums)
            table = _joined(known, found.photo_ids, found.values)
            self._kept = _Kept(table, albums.version, found.epoch, found.newest)
            return table


def photos_of_album(table: AlbumTable, album: int) -> tuple[NDArray[np.int64], Vectors]:
    """Photos that may belong to an album, and how likely they do: what text search asks for.

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
    both = np.stack([order.astype(np.float32), np.take_along_axis(probabilities, order, 1)], axis=2)
    return np.asarray(both, np.float32)


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
