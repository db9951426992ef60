"""Learning the user's own folders: read the vectors, fit, keep what was learnt."""

import os
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from photosim.core.cancel import CancelToken, ProgressCallback
from photosim.core.vectors import VectorForm, Vectors, unpack
from photosim.embed.spec import ModelSpec
from photosim.errors import UserError
from photosim.library.album_names import AlbumNames
from photosim.library.reports import LearnReport
from photosim.library.tally import Reporter
from photosim.semantics.albums import Basis, Learnt, learn_albums
from photosim.store.albums import StoredAlbums, save_albums
from photosim.store.catalog import Catalog
from photosim.store.marks import hidden_ids
from photosim.store.photos import list_folders
from photosim.store.vectors import live_paths, load_vectors

LEAST: Final = 8
"""Photos an album must have. Of five albums made of everyday groups of the sample photos, learnt from 5 photos each,
.73 of new photos were put into the right one; from 8 each .79, from 12 .80, from 20 .82."""
_MOST: Final = 2_000
"""Photos an album is learnt from; of more, every so many."""
_MOST_OF_ALL: Final = 60_000
_MOST_SCORES: Final = 6_000_000
_MOST_OTHERS: Final = 3_000
_SAMPLE: Final = 3_000
_BLOCK: Final = 2_048


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What is learnt from: for each album its name, how many photos it has, and vector ids of those that are used."""

    names: tuple[str, ...]
    sizes: tuple[int, ...]
    left_out: tuple[tuple[str, int], ...]
    members: tuple[list[int], ...]
    others: list[int]


def learn(
    catalog: Catalog, spec: ModelSpec, model_id: int, progress: ProgressCallback | None, cancel: CancelToken
) -> LearnReport:
    """See `Library.learn`."""
    start = time.monotonic()
    with catalog.snapshot() as connection:  # of the photos chosen, none loses its vector until it is read
        chosen = _choose(connection, model_id)
        learnt = _fit(connection, spec, chosen, progress, cancel)
    cancel.raise_if_cancelled()
    head = learnt.head
    stored = StoredAlbums(
        chosen.names, chosen.sizes, head.weights, head.biases, head.sharpness, head.rejection, learnt.accuracy
    )
    with catalog.writing() as connection:
        save_albums(connection, model_id, stored)
    used = [len(some) for some in chosen.members]
    return LearnReport(
        albums=tuple(zip(chosen.names, chosen.sizes, strict=True)),
        left_out=chosen.left_out,
        accuracy=learnt.accuracy,
        chance=max(used) / sum(used),
        seconds=time.monotonic() - start,
    )


def _choose(connection: sqlite3.Connection, model_id: int) -> _Chosen:
    """Sort the photos, but for hidden ones, into albums by the names of their folders.

    Raises:
        UserError: fewer than two albums have enough photos.
    """
    roots = [os.fspath(folder) for folder, _ in list_folders(connection)]
    hidden = set(hidden_ids(connection))
    there = (photo for photo in live_paths(connection, model_id) if photo[1] not in hidden)
    photos = sorted(there, key=lambda photo: photo[2])
    albums: dict[str, list[int]] = {}
    spelt: dict[str, Counter[str]] = {}
    others: list[int] = []
    names = AlbumNames(roots)
    for vector_id, _, path in photos:
        name = names.of(path)
        if name is None:
            others.append(vector_id)
        else:
            albums.setdefault(name.casefold(), []).append(vector_id)
            spelt.setdefault(name.casefold(), Counter())[name] += 1
    return _chosen(albums, {key: some.most_common(1)[0][0] for key, some in spelt.items()}, others)


def _chosen(albums: dict[str, list[int]], names: dict[str, str], others: list[int]) -> _Chosen:
    """Those albums that have enough photos, most photos first; the photos of the rest are of none."""
    ordered = sorted(albums, key=lambda key: (-len(albums[key]), key))
    enough = [key for key in ordered if len(albums[key]) >= LEAST]
    if len(enough) < 2:
        have = f"{len(enough)} of {len(ordered)}" if ordered else "none"
        message = (
            f"nothing to learn from: it takes two folders with a name of their own and {LEAST} photos each; {have} "
            "of yours is like that"
        )
        raise UserError(message)
    few = ordered[len(enough) :]
    each = min(_MOST, _MOST_OF_ALL // len(enough), max(LEAST, _MOST_SCORES // len(enough) ** 2))
    rest = sorted(others + [photo for key in few for photo in albums[key]])
    return _Chosen(
        tuple(names[key] for key in enough),
        tuple(len(albums[key]) for key in enough),
        tuple((names[key], len(albums[key])) for key in few),
        tuple(_every_so_many(albums[key], each) for key in enough),
        _every_so_many(rest, _MOST_OTHERS),
    )


def _every_so_many(photos: list[int], most: int) -> list[int]:
    """At most so many of them, spread evenly."""
    count = min(len(photos), most)
    return [photos[place * len(photos) // count] for place in range(count)]


def _fit(
    connection: sqlite3.Connection,
    spec: ModelSpec,
    chosen: _Chosen,
    progress: ProgressCallback | None,
    cancel: CancelToken,
) -> Learnt:
    """Read the vectors in blocks, each at once reduced to few numbers, and learn."""
    ids = [photo for some in chosen.members for photo in some]
    labels = np.repeat(np.arange(len(chosen.members)), [len(some) for some in chosen.members])
    reader = _Vectors(
        connection, VectorForm(spec.dimension, spec.signed), progress, cancel, len(ids) + len(chosen.others)
    )
    sample = _every_so_many(sorted(ids + chosen.others), _SAMPLE)
    basis = Basis.fit(np.concatenate(list(reader.blocks(sample, count=False))))
    points = np.concatenate([basis.apply(block) for block in reader.blocks(ids)])
    nothing = np.empty((0, basis.components.shape[1]), np.float32)
    others = np.concatenate([nothing, *(basis.apply(block) for block in reader.blocks(chosen.others))])
    cancel.raise_if_cancelled()
    return learn_albums(points, labels, others, basis)


class _Vectors:
    """Reads vectors and tells how far that is."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        form: VectorForm,
        progress: ProgressCallback | None,
        cancel: CancelToken,
        total: int,
    ) -> None:
        self._connection = connection
        self._form = form
        self._reporter = Reporter(progress)
        self._cancel = cancel
        self._total = total
        self._done = 0

    def blocks(self, ids: Sequence[int], *, count: bool = True) -> Iterator[Vectors]:
        """Unit vectors float32 (<= 2048, d) in order.

        Raises:
            Cancelled: somebody asked to stop.
        """
        for start in range(0, len(ids), _BLOCK):
            self._cancel.raise_if_cancelled()
            some = ids[start : start + _BLOCK]
            yield unpack(load_vectors(self._connection, some, self._form)[0])
            self._done += len(some) * count
            self._reporter.tell("learning", self._done, self._total)
