"""Any number of vectors like those of real photos.

Real ones are embeddings of random parts of the photos of a folder, or, because there are few sample photos, of
collages of parts of those. A made one is a real one moved part of the way to one of its
neighbours, plus the difference of another such pair (so it strays the way real vectors differ), cut off at zero and
packed like all vectors of a library. How far it strays is set so that Annoy on the raw vectors finds as many of the
true neighbours as it does on real ones (DESIGN, section 5: .90 of 50,000 with 100 trees); the search subject reports
that figure beside ours.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photosim.assets import bundled_models_folder
from photosim.core.formats import PHOTO_SUFFIXES
from photosim.core.vectors import Packed, Vectors, pack, unpack
from photosim.embed.onnx import OnnxEmbedder
from photosim.embed.preprocess import prepare
from photosim.embed.registry import DEFAULT_MODEL, find_model
from tests.benchmarks.made_photos import collage, crop

BLOCK: Final = 10_000
_NEIGHBOURS: Final = 16
PARTS: Final = 12_000
"""Parts of photos that are embedded, of all photos together."""
_STRAY: Final = 0.75

Ids = NDArray[np.int64]


def real_vectors(images: Path | None, cache: Path, threads: int, parts: int = PARTS) -> Vectors:
    """Unit vectors of parts of photos, float32 (n, d); computed once, then read from `cache`."""
    if cache.is_file():
        return np.asarray(np.load(cache), np.float32)
    pictures: Sequence[Callable[[], Image.Image]] = [partial(collage, number) for number in range(parts)]
    if images is not None:
        pictures = _parts_of(images, parts)
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    with OnnxEmbedder(spec) as embedder, ThreadPoolExecutor(threads) as pool:

        def embed(start: int) -> Vectors:
            batch = pictures[start : start + spec.batch_size]
            return embedder.embed(np.stack([prepare(picture(), spec) for picture in batch])).vectors

        vectors = np.concatenate(list(pool.map(embed, range(0, len(pictures), spec.batch_size))))
    cache.parent.mkdir(parents=True, exist_ok=True)
    np.save(cache, vectors)
    return vectors


def _parts_of(images: Path, parts: int) -> Sequence[Callable[[], Image.Image]]:
    """As many parts of each photo of a folder as make `parts` of all together."""
    photos = sorted(path for path in images.rglob("*") if path.suffix.lower() in PHOTO_SUFFIXES)
    each = -(-parts // len(photos))

    def part(photo: Path, number: int) -> Image.Image:
        with Image.open(photo) as opened:
            return crop(opened.convert("RGB"), random.Random(f"{photo.name} {number}"))

    return [partial(part, photo, number) for photo in photos for number in range(each)][:parts]


def exact_nearest(queries: Vectors, base: Iterable[Vectors], k: int) -> tuple[Ids, Vectors]:
    """Rows int64 (n, k) that are nearest by cosine, best first, and their scores float32 (n, k).

    Args:
        queries: float32 (n, d), of unit length.
        base: float32 (m, d), of unit length, block by block; rows are counted through all blocks.
        k: at most the number of rows.
    """
    rows, scores = np.empty((len(queries), 0), np.int64), np.empty((len(queries), 0), np.float32)
    start = 0
    for block in base:
        both = np.concatenate([scores, queries @ block.T], axis=1)
        names = np.concatenate([rows, np.tile(np.arange(start, start + len(block)), (len(queries), 1))], axis=1)
        best = np.argpartition(-both, min(k, both.shape[1]) - 1, axis=1)[:, :k]
        scores, rows = np.take_along_axis(both, best, 1), np.take_along_axis(names, best, 1)
        start += len(block)
    order = np.argsort(-scores, axis=1)
    return np.take_along_axis(rows, order, 1), np.take_along_axis(scores, order, 1)


def unit_blocks(packed: Packed) -> Iterator[Vectors]:
    """Packed vectors, perhaps mapped from a file, as blocks of unit vectors."""
    for start in range(0, len(packed), BLOCK):
        yield unpack(packed[start : start + BLOCK])


class Maker(Protocol):
    """Draws packed vectors uint8 (count, d); what is drawn depends on nothing but `seed`."""

    @property
    def dimension(self) -> int: ...

    def draw(self, count: int, seed: int) -> Packed: ...


def make_vectors(file: Path, maker: Maker, count: int) -> None:
    """Write packed vectors uint8 (count, d) to an array file, in blocks, so that a million never lie in memory."""
    file.parent.mkdir(parents=True, exist_ok=True)
    array = np.lib.format.open_memmap(file, "w+", np.uint8, (count, maker.dimension))
    for start in range(0, count, BLOCK):
        array[start : start + BLOCK] = maker.draw(min(BLOCK, count - start), seed=start)
    array.flush()


class VectorMaker:
    """Draws vectors from real ones, float32 (n, d) of unit length; what is drawn depends on nothing but `seed`."""

    def __init__(self, real: Vectors) -> None:
        self._real = real
        self._near = np.concatenate(
            [
                exact_nearest(real[start : start + 1000], [real], min(_NEIGHBOURS, len(real) - 1) + 1)[0][:, 1:]
                for start in range(0, len(real), 1000)
            ]
        )

    @property
    def dimension(self) -> int:
        """d."""
        return int(self._real.shape[1])

    def draw(self, count: int, seed: int) -> Packed:
        """Packed vectors uint8 (count, d)."""
        dice = np.random.default_rng(seed)
        one, other = self._pairs(count, dice)
        share = dice.uniform(0, 0.5, (count, 1)).astype(np.float32)
        vectors = one + share * (other - one)
        one, other = self._pairs(count, dice)
        vectors += np.float32(_STRAY) * (one - other)
        return pack(np.maximum(vectors, 0, out=vectors))

    def _pairs(self, count: int, dice: np.random.Generator) -> tuple[Vectors, Vectors]:
        one = dice.integers(len(self._real), size=count)
        other = self._near[one, dice.integers(self._near.shape[1], size=count)]
        return self._real[one], self._real[other]
