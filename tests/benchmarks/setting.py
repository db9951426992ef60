"""What all subjects of one run share."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from photosim.core.threads import usable_cores
from photosim.core.vectors import Packed, unpack
from tests.benchmarks.long_vectors import LongVectorMaker
from tests.benchmarks.made_library import make_files, make_library
from tests.benchmarks.made_photos import make_large, make_small
from tests.benchmarks.made_vectors import VectorMaker, make_vectors, real_vectors

_QUERY_SEED: Final = 2_000_000_000


@dataclass(frozen=True)
class Setting:
    """Sizes and places of one run. Libraries are made anew in every run, photos and embeddings kept between runs.

    Attributes:
        out: everything is written below it.
        quick: small sizes, for a look in a few minutes; targets are meant for the full ones.
        images: a folder of photos to draw vectors from, None for the sample photos of scikit-image.
        say: told what is going on.
    """

    out: Path
    quick: bool = False
    images: Path | None = None
    say: Callable[[str], None] = print
    _made: set[str] = field(default_factory=set)

    @property
    def cores(self) -> int:
        """Cores this run may use."""
        return usable_cores()

    @property
    def many(self) -> int:
        """Photos of a large library."""
        return 20_000 if self.quick else 100_000

    def large_photos(self, count: int) -> Path:
        """A folder of 12-megapixel JPEGs."""
        return make_large(self.out / "made" / f"12-megapixel-{count}", count, self.cores)

    def small_photos(self, count: int) -> Path:
        """A folder of small JPEGs, each with a content of its own."""
        return make_small(self.out / "made" / f"small-{count}", count, self.cores)

    def vectors(self, count: int) -> Path:
        """An array file of packed vectors like those of real photos, uint8 (count, d)."""
        file = self.out / "made" / f"vectors-{count}.npy"
        if file.name not in self._made:
            self.say(f"making {count:,} vectors")
            maker = self._maker()
            make_vectors(file, maker, count)
            self._made.add(file.name)
        return file

    def queries(self, count: int) -> Path:
        """The same for vectors that are in no library, float32 (count, d) of unit length."""
        file = self.out / "made" / f"queries-{count}.npy"
        if file.name not in self._made:
            np.save(file, unpack(self._maker().draw(count, seed=_QUERY_SEED)))
            self._made.add(file.name)
        return file

    def long_vectors(self, count: int, share: float) -> Path:
        """The same for vectors of 4,096 numbers, of which so many are not zero."""
        file = self.out / "made" / f"long-vectors-{count}-{share:g}.npy"
        if file.name not in self._made:
            self.say(f"making {count:,} long vectors")
            make_vectors(file, LongVectorMaker(self._maker(), share), count)
            self._made.add(file.name)
        return file

    def long_queries(self, count: int, share: float) -> Path:
        """The same for long vectors that are in no library, float32 (count, d) of unit length."""
        file = self.out / "made" / f"long-queries-{count}-{share:g}.npy"
        np.save(file, unpack(LongVectorMaker(self._maker(), share).draw(count, seed=_QUERY_SEED)))
        return file

    def _maker(self) -> VectorMaker:
        cache = self.out / "made" / ("embeddings-images.npy" if self.images else "embeddings-samples.npy")
        return VectorMaker(real_vectors(self.images, cache, self.cores))

    def library(self, count: int) -> Path:
        """The data folder of a library with that many photos, their files and a search index; not to be changed."""
        base = self.out / "made" / f"library-{count}"
        if base.name not in self._made:
            self.say(f"making a library of {count:,} photos")
            shutil.rmtree(base, ignore_errors=True)
            make_files(base / "photos", count, self.small_photos(500))
            vectors: Packed = np.load(self.vectors(count), mmap_mode="r")
            make_library(base / "state", base / "photos", vectors, self.cores)
            self._made.add(base.name)
        return base

    def scratch(self, name: str) -> Path:
        """An empty folder."""
        folder = self.out / "scratch" / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder
