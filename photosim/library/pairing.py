"""Keeps the table of pairs that are alike up to date: vectors are compared first, then the pixels of what is near."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from photosim.core.cancel import CancelToken, Phase
from photosim.core.likeness import Compared, compare, outline, sharpness
from photosim.core.photo import PhotoId
from photosim.core.threads import usable_cores
from photosim.core.vectors import Vectors
from photosim.library.deciding import are_two_shots
from photosim.library.greys import GreyPictures, Thumbnails
from photosim.library.tally import Reporter
from photosim.store.allpairs import AllPairs
from photosim.store.catalog import Catalog
from photosim.store.pairfile import PairTable, load_pairs, save_pairs
from photosim.store.pairs import Shown

FLOOR: Final = 0.75
"""Least cosine similarity of vectors of a pair that is looked at. Of copies of 150 photos with 320 pixels, all of those
that were recompressed, cut by up to 10 %, framed, brightened or marked reach it, 97 % of those shrunk to 160 pixels and
80 % of those without colour; of 500,000 pairs of different photos none does. With .7 98 % and 87 %, but twice as many
pairs in a large library."""
LEAST_OUTLINE: Final = 0.3
"""Least correlation of the pictures at large, before any crop is tried: of the copies above all reach .34, of the most
similar different photos one in ten does."""
_CLOSE_ANYWAY: Final = 0.85
"""Pairs with such vectors are looked at closely whatever their outlines: two shots may not overlap by much."""
_PHOTOS: Final = 64
_PAIRS: Final = 48
"""At a time and thread; what is made of them meanwhile takes about 150 kB a pair."""
_SAVE_EVERY: Final = 20_000

Ids = NDArray[np.int64]
Result = TypeVar("Result")


class Pairing:
    """Compares the photos of one library; one thread at a time.

    Args:
        catalog: the open catalogue.
        model_id: whose vectors are compared.
        folder: where the table is kept.
        thumbnails: where pixels come from.
        reporter: told how far it is.
        cancel: looked at often; what is done until then is kept.
    """

    def __init__(
        self,
        catalog: Catalog,
        model_id: int,
        folder: Path,
        thumbnails: Thumbnails,
        reporter: Reporter,
        cancel: CancelToken,
    ) -> None:
        self._catalog = catalog
        self._model_id = model_id
        self._folder = folder
        self._thumbnails = thumbnails
        self._greys = GreyPictures(thumbnails)
        self._reporter = reporter
        self._cancel = cancel
        self.table = load_pairs(folder, FLOOR)

    def update(self, shown: Shown) -> PairTable:
        """The table of these photos' pairs, all compared.

        Raises:
            Cancelled: it was; the next call goes on from there.
        """
        if not np.isin(shown.vector_ids, self.table.seen, assume_unique=True).all():
            self._compare_vectors(shown.vector_ids)
        self._compare_pixels(shown)
        return self._of(shown.vector_ids)

    def add_sharpness(self, shown: Shown, vector_ids: Ids) -> PairTable:
        """The same, once the sharpness of these is known, too."""
        missing = np.setdiff1d(vector_ids, self.table.sharp)
        photos = shown.photo_ids[np.searchsorted(shown.vector_ids, missing)]

        def measure(places: Ids) -> Vectors:
            return np.array([self._sharpness(PhotoId(int(photos[place]))) for place in places], np.float32)

        values = [part for _, part in self._spread("checking", measure, np.arange(len(missing)), _PHOTOS)]
        if values:
            table = self.table
            self.table = replace(
                table,
                sharp=np.concatenate([table.sharp, missing]),
                sharpness=np.concatenate([table.sharpness, *values]),
            )
            save_pairs(self._folder, self.table, FLOOR)
        return self._of(shown.vector_ids)

    def _sharpness(self, photo_id: PhotoId) -> float:
        jpeg = self._thumbnails(photo_id)
        try:
            return 0.0 if jpeg is None else sharpness(jpeg)
        except OSError:
            return 0.0

    def _of(self, vector_ids: Ids) -> PairTable:
        """The table without pairs of others."""
        table = self.table
        return _only(table, np.isin(table.later, vector_ids) & np.isin(table.earlier, vector_ids))

    # -- vectors

    def _compare_vectors(self, vector_ids: Ids) -> None:
        """Those that were not seen yet with all; of those not there any more nothing is kept."""
        old = np.intersect1d(self.table.seen, vector_ids, assume_unique=True)
        new = np.setdiff1d(vector_ids, old, assume_unique=True)
        table = replace(self._of(old), seen=old)
        known = np.isin(table.sharp, vector_ids)
        table = replace(table, sharp=table.sharp[known], sharpness=table.sharpness[known])
        order, total = np.concatenate([old, new]), len(new)
        compared = 0
        found = [(table.later, table.earlier, table.cosine)]

        def tell(done: int) -> None:
            nonlocal compared
            compared = done
            self._reporter.tell("comparing", done, total)

        self._reporter.tell("comparing", 0, total)
        pairs = AllPairs(self._catalog, self._model_id, order).alike(len(old), FLOOR, self._cancel, tell)
        try:
            for later, earlier, cosine in pairs:
                found.append((order[later], order[earlier], cosine))
        finally:
            later, earlier, cosine = (np.concatenate(columns) for columns in zip(*found, strict=True))
            fresh = np.full(len(later) - len(table.later), np.nan, np.float32)
            self.table = replace(
                table,
                seen=np.sort(order[: len(old) + compared]),
                later=later,
                earlier=earlier,
                cosine=cosine,
                likeness=np.concatenate([table.likeness, fresh]),
                scene=np.concatenate([table.scene, fresh]),
            )
            save_pairs(self._folder, self.table, FLOOR)

    # -- pixels

    def _compare_pixels(self, shown: Shown) -> None:
        """What was not compared yet; left out are shots by their dates, and photos without a thumbnail."""
        table = self.table
        here = np.isin(table.later, shown.vector_ids) & np.isin(table.earlier, shown.vector_ids)
        open_ = np.flatnonzero(here & np.isnan(table.likeness))
        places = [np.searchsorted(shown.vector_ids, ids[open_]) for ids in (table.later, table.earlier)]
        wanted = ~are_two_shots(*(shown.taken[place] for place in places))
        open_ = open_[wanted]
        if not len(open_):
            return
        one, other = (shown.photo_ids[place[wanted]] for place in places)
        photos = np.unique(np.concatenate([one, other]))
        outlines, there = self._outlines(photos)
        first, second = np.searchsorted(photos, one), np.searchsorted(photos, other)
        can = there[first] & there[second]
        at_large = np.concatenate(
            [
                np.einsum("ij,ij->i", *(outlines[ends[s : s + 4096]].astype(np.float32) for ends in (first, second)))
                for s in range(0, len(first), 4096)
            ]
        )
        near = (at_large >= LEAST_OUTLINE) | (table.cosine[open_] >= _CLOSE_ANYWAY)
        far, close = open_[can & ~near], np.flatnonzero(can & near)
        table.likeness[far] = table.scene[far] = 0
        self._compare_close(open_[close], one[close], other[close])

    def _outlines(self, photos: Ids) -> tuple[NDArray[np.float16], NDArray[np.bool_]]:
        """Outlines float16 (n, 256) of photos, half a kilobyte each, and which of them could be made."""
        found, there = np.zeros((len(photos), 256), np.float16), np.zeros(len(photos), bool)

        def read(places: Ids) -> tuple[Vectors, NDArray[np.bool_]]:
            pictures, could = self._greys.take(photos[places])
            return outline(pictures), could

        for places, (lines, could) in self._spread("reading", read, np.arange(len(photos)), _PHOTOS):
            found[places], there[places] = lines, could
        return found, there

    def _compare_close(self, rows: Ids, one: Ids, other: Ids) -> None:
        order = np.lexsort((other, one))  # neighbours share photos, which are read once then

        def work(places: Ids) -> tuple[Compared, NDArray[np.bool_]]:
            (first, here), (second, there) = self._greys.take(one[places]), self._greys.take(other[places])
            return compare(first, second), here & there

        unsaved = 0
        try:
            for places, (answer, could) in self._spread("checking", work, order, _PAIRS):
                done = rows[places[could]]
                self.table.likeness[done], self.table.scene[done] = (
                    answer.likeness[could],
                    answer.scene[could],
                )
                unsaved += len(places)
                if unsaved >= _SAVE_EVERY:
                    save_pairs(self._folder, self.table, FLOOR)
                    unsaved = 0
        finally:
            save_pairs(self._folder, self.table, FLOOR)

    def _spread(
        self, phase: Phase, work: Callable[[Ids], Result], places: Ids, size: int
    ) -> Iterator[tuple[Ids, Result]]:
        """Have all cores work on parts of `size`, in order; nothing is begun that is not soon asked for."""
        parts = [places[start : start + size] for start in range(0, len(places), size)]
        threads, done = usable_cores(), 0
        with ThreadPoolExecutor(threads) as pool:
            for start in range(0, len(parts), 2 * threads):
                some = parts[start : start + 2 * threads]
                for part, result in zip(some, pool.map(work, some), strict=True):
                    self._cancel.raise_if_cancelled()
                    done += len(part)
                    self._reporter.tell(phase, done, len(places))
                    yield part, result


def _only(table: PairTable, kept: NDArray[np.bool_]) -> PairTable:
    return replace(
        table,
        later=table.later[kept],
        earlier=table.earlier[kept],
        cosine=table.cosine[kept],
        likeness=table.likeness[kept],
        scene=table.scene[kept],
    )
