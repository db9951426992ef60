"""Photos that are (nearly) one, in three kinds that are kept apart.

Same: their files hold the same bytes (`same_files`). Near: one picture saved anew. Burst: shots of one moment. For the
last two, vectors tell which pairs are worth a look and pixels what they are (`pairing`); dates and thresholds decide
(`deciding`), and pairs become groups that hold together (`grouping`). Of photos that are the same, only the best goes
on to the next kind.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosim.core.cancel import CancelToken, ProgressCallback
from photosim.core.photo import PhotoId
from photosim.library.deciding import Decided, are_two_shots, decide
from photosim.library.greys import Thumbnails
from photosim.library.grouping import Pair, all_alike, around_one, ordered, without_told_apart
from photosim.library.judging import keep_order, make_group
from photosim.library.pairing import Pairing
from photosim.library.same_files import SameFiles
from photosim.library.tally import Reporter
from photosim.library.twins import DuplicateGroup, Likeness
from photosim.store.catalog import Catalog
from photosim.store.marks import told_apart
from photosim.store.pairfile import PairTable
from photosim.store.pairs import Shown, TwinRow, shown, twin_rows


class Duplicates:
    """Finds them in one library; one thread at a time.

    Args:
        catalog: the open catalogue.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._same = SameFiles(catalog)

    def find(
        self,
        model_id: int,
        folder: Path,
        thumbnails: Thumbnails,
        threshold: float | None,
        progress: ProgressCallback | None,
        cancel: CancelToken | None,
    ) -> tuple[DuplicateGroup, ...]:
        """See `Library.duplicates`.

        Args:
            model_id: the model whose vectors are compared.
            folder: where what was compared is kept.
            thumbnails: where pixels come from.
            threshold: as there.
            progress: as there.
            cancel: as there.
        """
        cancel, reporter = cancel or CancelToken(), Reporter(progress)
        same = self._same.groups(reporter, cancel)
        with self._catalog.reading() as connection:
            photos = shown(connection, model_id)
        pairing = Pairing(self._catalog, model_id, folder, thumbnails, reporter, cancel)
        near, burst = decide(pairing.update(photos), photos, threshold)
        asked = np.unique(np.concatenate([near.one, near.other, burst.one, burst.other]))
        table = pairing.add_sharpness(photos, _vectors_of(photos, asked))
        with self._catalog.reading() as connection:
            wanted = {photo_id for group in same for photo_id in group} | set(asked.tolist())
            rows = twin_rows(connection, wanted)
            apart = told_apart(connection, "duplicate")
        return _Grouping(rows, _by_photo(photos, table), apart).groups(same, near, burst)


class _Grouping:
    """Makes groups of pairs."""

    def __init__(self, rows: Mapping[PhotoId, TwinRow], sharpness: dict[int, float], apart: AbstractSet[Pair]) -> None:
        self._rows: dict[int, TwinRow] = {int(photo): row for photo, row in rows.items()}
        self._sharpness = sharpness
        self._apart = apart
        self._stands_for: dict[int, int] = {}

    def groups(self, same: Iterable[Sequence[int]], near: Decided, burst: Decided) -> tuple[DuplicateGroup, ...]:
        """The three kinds, in order."""
        there = ([photo for photo in group if photo in self._rows] for group in same)
        files = [self._made(Likeness.SAME, group, 1.0) for group in without_told_apart(there, self._apart)]
        self._let_the_best_stand(files)
        likeness = self._left(near)
        involved = sorted(
            {photo for pair in likeness for photo in pair}, key=lambda photo: keep_order(self._rows[photo])
        )
        pictures = [
            self._made(Likeness.NEAR, group, min(likeness[ordered(group[0], photo)] for photo in group[1:]))
            for group in around_one(likeness, involved, self._may_be_one)
        ]
        self._let_the_best_stand(pictures)
        cosine = self._left(burst)
        most_alike_first = sorted(cosine, key=lambda pair: (-cosine[pair], pair))
        moments = [self._made(Likeness.BURST, group, _least(group, cosine)) for group in all_alike(most_alike_first)]
        return tuple(group for kind in (files, pictures, moments) for group in sorted(kind, key=_largest_first))

    def _made(self, likeness: Likeness, group: Iterable[int], least: float) -> DuplicateGroup:
        return make_group(likeness, [self._rows[photo] for photo in group], self._sharpness, least)

    def _let_the_best_stand(self, groups: Iterable[DuplicateGroup]) -> None:
        """The best photo of each group stands for the others from now on, and for those they stood for."""
        best = {int(twin.photo_id): int(group.photos[0].photo_id) for group in groups for twin in group.photos[1:]}
        self._stands_for = {photo: best.get(other, other) for photo, other in self._stands_for.items()} | best

    def _may_be_one(self, one: int, other: int) -> bool:
        """Whether two photos can be versions of one picture: not told apart, nor two shots by their dates."""
        taken = self._rows[one].taken, self._rows[other].taken
        if None not in taken and are_two_shots(*(np.array([moment]) for moment in taken))[0]:
            return False
        return ordered(one, other) not in self._apart

    def _left(self, pairs: Decided) -> dict[Pair, float]:
        """How alike each pair is, or what stands for its photos; without those that were told apart."""
        found: dict[Pair, float] = {}
        stands_for = self._stands_for
        for one, other, value in zip(pairs.one.tolist(), pairs.other.tolist(), pairs.value.tolist(), strict=True):
            if one not in self._rows or other not in self._rows or ordered(one, other) in self._apart:
                continue
            pair = ordered(stands_for.get(one, one), stands_for.get(other, other))
            if pair[0] != pair[1] and pair not in self._apart:
                found[pair] = max(value, found.get(pair, 0.0))
        return found


def _least(group: Sequence[int], values: dict[Pair, float]) -> float:
    return min(values[ordered(one, other)] for place, one in enumerate(group) for other in group[:place])


def _largest_first(group: DuplicateGroup) -> tuple[int, str]:
    """By the bytes that could be freed."""
    return -sum(twin.size for twin in group.photos if not twin.best), str(group.photos[0].path)


def _vectors_of(photos: Shown, photo_ids: "NDArray[np.int64]") -> "NDArray[np.int64]":
    return np.asarray(photos.vector_ids[np.isin(photos.photo_ids, photo_ids)])


def _by_photo(photos: Shown, table: PairTable) -> dict[int, float]:
    known = np.isin(table.sharp, photos.vector_ids)
    places = np.searchsorted(photos.vector_ids, table.sharp[known])
    return dict(zip(photos.photo_ids[places].tolist(), table.sharpness[known].tolist(), strict=True))
