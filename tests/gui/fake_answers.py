"""What a library in memory does with answers and addresses; same signatures as those of the real one, tests only."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image

from photosim.core.cancel import CancelToken, ProgressCallback
from photosim.core.photo import PhotoId
from photosim.library.twins import DuplicateGroup, Likeness, Twin


def made_groups(counts: dict[Likeness, int], size: int = 3) -> tuple[DuplicateGroup, ...]:
    """So many groups of each kind, of so many photos each; ids count from 1."""
    groups = []
    number = 1
    for kind, count in counts.items():
        for _ in range(count):
            twins = tuple(
                Twin(
                    PhotoId(number + place),
                    Path(f"/photos/{kind}/IMG_{number + place:04d}.jpg"),
                    4000 - 100 * place,
                    3000,
                    3_000_000 - place,
                    1_700_000_000 + place,
                    100.0 - 10 * place,
                    place == 0,
                )
                for place in range(size)
            )
            groups.append(DuplicateGroup(kind, twins, 1.0 if kind is Likeness.SAME else 0.985))
            number += size
    return tuple(groups)


class FakeAnswers:
    """Near-identical photos and pictures on the web.

    Attributes:
        twins: for photos that are near-identical to another one, by id, the id of that one.
        fetched: addresses that were asked for.
        groups: of duplicates; those with photos told apart or in the trash are left out.
        thresholds: what was asked for with each call of `duplicates`.
        web: the picture at every address; a hook of `fetch_picture` may raise.
    """

    _called: Callable[..., None]
    trashed: set[int]
    apart: dict[str, set[tuple[int, int]]]

    def _make_answers(self) -> None:
        self.twins: dict[int, int] = {}
        self.groups: tuple[DuplicateGroup, ...] = ()
        self.thresholds: list[float | None] = []
        self.fetched: list[str] = []
        self.web = Image.new("RGB", (60, 40), (200, 30, 30))

    def collapse(self, ids: Sequence[int]) -> tuple[int, ...]:
        self._called("collapse", tuple(ids))
        rows: dict[int, int] = {}
        found = []
        for row, photo_id in enumerate(ids):
            found.append(rows.setdefault(self.twins.get(photo_id, photo_id), row))
        return tuple(found)

    def duplicates(
        self,
        threshold: float | None = None,
        progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> tuple[DuplicateGroup, ...]:
        self.thresholds.append(threshold)
        self._called("duplicates", threshold, progress, cancel)
        left = []
        for group in self.groups:
            photos = tuple(twin for twin in group.photos if twin.photo_id not in self.trashed)
            ids = sorted(int(twin.photo_id) for twin in photos)
            if len(photos) > 1 and (ids[0], ids[1]) not in self.apart["duplicate"]:
                best = (replace(photos[0], best=True), *photos[1:])
                left.append(replace(group, photos=best))
        return tuple(left)

    def fetch_picture(self, url: str, cancel: CancelToken | None = None) -> Image.Image:
        self._called("fetch_picture", url, cancel)
        self.fetched.append(url)
        return self.web
