"""A library of any size in seconds: real files, real photo rows, made vectors, written with the store's functions."""

import os
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np

from photosim.assets import bundled_models_folder
from photosim.core.photo import FileStamp, PhotoId
from photosim.core.vectors import Packed, Vectors, unpack
from photosim.embed.classes import load_class_weights, top_classes
from photosim.embed.registry import DEFAULT_MODEL, find_model
from photosim.paths import AppPaths
from photosim.store import photos, scans
from photosim.store.building import build_generation
from photosim.store.catalog import Catalog
from photosim.store.db import connect
from photosim.store.models import register_model
from photosim.store.state import SMALL
from photosim.store.vectors import TAG_DTYPE, TAGS_PER_PHOTO, store_vector
from tests.benchmarks.made_vectors import BLOCK

_A_FOLDER: Final = 1000
LONG_MODEL: Final = "long"
_CLASSES: Final = 1000
_SHARPNESS: Final = 14.6
"""Times a unit vector's products with the class weights: nearest, by least squares, to the real class scores."""


def make_files(folder: Path, count: int, sources: Path) -> None:
    """Photo files, 1,000 a sub-folder; links to a few hundred real ones, which a scan cannot tell from copies."""
    originals = sorted(sources.iterdir())
    for start in range(0, count, _A_FOLDER):
        part = folder / f"{start // _A_FOLDER:05d}"
        part.mkdir(parents=True)
        for number in range(start, min(start + _A_FOLDER, count)):
            os.link(originals[number % len(originals)], part / f"IMG_{number:07d}.jpg")


def make_library(base: Path, folder: Path | None, vectors: Packed, threads: int) -> None:
    """A library as an indexing run would have left it.

    Args:
        base: its data folder.
        folder: where its photo files are; None for photo rows without files.
        vectors: packed uint8 (n, d), perhaps mapped from a file; one for each photo.
        threads: for the search index.
    """
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    stamps = _stamps(folder) if folder else _invented(base / "photos", len(vectors))
    model_id = _make_catalog(base, folder or base / "photos", spec.identity, vectors, stamps, load_class_weights(spec))
    if len(vectors) > SMALL:
        paths = AppPaths.below(base)
        with closing(connect(paths.database)) as connection:
            build_generation(connection, model_id, paths.index / spec.identity, threads)


def make_long_library(base: Path, vectors: Packed) -> None:
    """Photo rows without files, vectors of a model `LONG_MODEL` that is not there, and no search index."""
    weights = unpack(vectors[:: max(1, len(vectors) // _CLASSES)][:_CLASSES])
    folder = base / "photos"
    _make_catalog(base, folder, LONG_MODEL, vectors, _invented(folder, len(vectors)), weights - weights.mean(axis=0))


def _make_catalog(
    base: Path, folder: Path, identity: str, vectors: Packed, stamps: Iterator[FileStamp], weights: Vectors
) -> int:
    """Folder, model, photos and their vectors with tags; returns the model's number."""
    catalog = Catalog(AppPaths.below(base))
    try:
        with catalog.writing() as connection:
            model_id = register_model(connection, identity, identity, vectors.shape[1], signed=False)
            photos.add_folder(connection, folder)
        for first in range(0, len(vectors), BLOCK):
            block = vectors[first : first + BLOCK]
            tags = _likeliest(block, weights)
            _fill(catalog, model_id, list(islice(stamps, len(block))), block, tags, first)
    finally:
        catalog.close()
    return model_id


def _likeliest(vectors: Packed, weights: Vectors) -> list[bytes]:
    """Tags as the network might have given them to packed vectors."""
    classes, probabilities = top_classes(_SHARPNESS * (unpack(vectors) @ weights.T), TAGS_PER_PHOTO)
    records = np.empty(classes.shape, TAG_DTYPE)
    records["class"], records["probability"] = classes, probabilities
    return [row.tobytes() for row in records]


def _fill(
    catalog: Catalog, model_id: int, stamps: list[FileStamp], vectors: Packed, tags: list[bytes], first: int
) -> None:
    """Photo rows, vectors and tags of one block; `first` is how many there are before."""
    with catalog.writing() as connection:
        scans.insert_new(connection, stamps)
        ids = photos.shown_ids(connection, first)  # those of a new catalogue count from one
        rows = zip(ids.tolist(), stamps, vectors, tags, strict=True)
        for number, (photo_id, stamp, vector, some) in enumerate(rows, first):
            content = number.to_bytes(16, "little")
            photos.mark_looked_at(connection, PhotoId(photo_id), stamp, content, (720, 540))
            store_vector(connection, model_id, PhotoId(photo_id), vector, some)


def _stamps(folder: Path) -> Iterator[FileStamp]:
    for part in sorted(folder.iterdir()):
        for file in sorted(part.iterdir()):
            status = file.stat()
            yield FileStamp(os.fspath(file), status.st_size, status.st_mtime_ns)


def _invented(folder: Path, count: int) -> Iterator[FileStamp]:
    for number in range(count):
        yield FileStamp(os.fspath(folder / f"{number // _A_FOLDER:05d}" / f"IMG_{number:07d}.jpg"), number, number)
