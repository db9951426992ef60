"""Duplicates by kind: copies of photos and shots of scenes, made in known ways, in one library with other photos.

A pair counts as found if the library has both in one group, or stands for both by photos that are. What is wrong about
bursts are copies that differ too much to be called one picture, such as a grey one of half the size.
"""

import random
import tempfile
from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Final

from photosim.library import Library
from photosim.library.twins import DuplicateGroup, Likeness
from tests.quality.copies import Made, make_files
from tests.quality.report import Suite
from tests.quality.views import sample_paths

PHOTOS: Final = 120
"""Half of them are copied, half are scenes; as many others lie beside them."""
_SEED: Final = 8
_CLASSES: Final = 1000
_ALONE: Final = 0.9

Pair = tuple[str, str]
Kinds = dict[Pair, Likeness]


def run(images: Path) -> Suite:
    """Precision and recall of each kind, with the dates that cameras write and without."""
    rows = {}
    for label, dated in (("photosim", True), ("without dates", False)):
        with tempfile.TemporaryDirectory() as folder:
            rows[label], alone = _measure(images, Path(folder), dated=dated)
    rows[f"vectors alone, >= {_ALONE}"] = alone
    return Suite(
        name="duplicates",
        subject=f"precision and recall of pairs among {PHOTOS} photos and scenes in many versions, and as many others",
        rows=rows,
        targets={"same P": 1.0, "same R": 1.0, "near P": 0.98, "near R": 0.93, "burst P": 0.85, "burst R": 0.95},
    )


def _measure(images: Path, base: Path, *, dated: bool) -> tuple[dict[str, float], dict[str, float]]:
    """What is found in one library, and what vectors alone would call near."""
    photos = sample_paths(images, _CLASSES)
    random.Random(_SEED).shuffle(photos)
    folder = base / "photos"
    folder.mkdir()
    made = list(make_files(photos[:PHOTOS], folder, dated=dated))
    for path in photos[PHOTOS : 2 * PHOTOS]:
        (folder / path.name).write_bytes(path.read_bytes())
    truth = _truth(made)
    with Library.open(base / "state") as library:
        library.index([folder])
        found = _pairs(library.duplicates())
        alone = _vectors_alone(library)
    if not dated:
        _tell_misses(truth, found, made)
    return _figures(truth, found), _figures(truth, alone)


def _truth(made: Iterable[Made]) -> Kinds:
    kinds: Kinds = {}
    families: dict[int, list[Made]] = {}
    for one in made:
        families.setdefault(one.family, []).append(one)
    for family in families.values():
        for one, other in combinations(sorted(family, key=lambda file: file.path.name), 2):
            same = one.path.read_bytes() == other.path.read_bytes()
            kind = Likeness.SAME if same else Likeness.BURST if one.scene else Likeness.NEAR
            kinds[one.path.name, other.path.name] = kind
    return kinds


def _pairs(groups: Iterable[DuplicateGroup]) -> Kinds:
    """Pairs of file names by kind; what the best of a group stands for comes with it."""
    stands_for: dict[str, list[str]] = {}
    kinds: Kinds = {}
    for group in groups:
        sides = [stands_for.get(twin.path.name, [twin.path.name]) for twin in group.photos]
        for one, other in combinations(sides, 2):
            for pair in ((a, b) for a in one for b in other):
                kinds.setdefault((min(pair), max(pair)), group.likeness)
        stands_for[group.photos[0].path.name] = [name for side in sides for name in side]
    return kinds


def _vectors_alone(library: Library) -> Kinds:
    kinds: Kinds = {}
    for photo_id, photo in library.photos(library.photo_ids()).items():
        for match in library.similar(photo_id, k=60):
            if match.score >= _ALONE:
                names = sorted([photo.path.name, match.path.name])
                kinds[names[0], names[1]] = Likeness.NEAR
    return kinds


def _figures(truth: Kinds, found: Kinds) -> dict[str, float]:
    figures = {}
    for kind in Likeness:
        right = sum(truth.get(pair) is kind for pair, said in found.items() if said is kind)
        said, there = (sum(value is kind for value in kinds.values()) for kinds in (found, truth))
        figures[f"{kind} P"] = right / said if said else 0.0
        figures[f"{kind} R"] = right / there if there else 0.0
    return figures


def _tell_misses(truth: Kinds, found: Kinds, made: Iterable[Made]) -> None:
    """Which versions are missed, and what is taken for something else; for whoever changes a threshold."""
    how = {one.path.name: one.how for one in made}
    wrong = Counter(
        f"{truth[pair]} as {found.get(pair, 'nothing')}: {how[pair[0]]} / {how[pair[1]]}"
        for pair in truth
        if found.get(pair) is not truth[pair]
    )
    others = Counter(f"unlike as {kind}" for pair, kind in found.items() if pair not in truth)
    for text, count in (wrong + others).most_common(12):
        print(f"  {count:4} {text}")
