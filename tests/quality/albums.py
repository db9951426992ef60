"""Learning albums: are photos that were not learnt from put into the right album, and strangers into none.

Albums are made of everyday groups of the labelled photos, one photo a class: no two photos of an album show the same
thing, which is harder than most real albums. Half of each is learnt from. Strangers are photos of groups that are no
album; half of the photos of no album are given to learning as such. `right` is the share of new photos whose own album
is the likeliest, `shown` that of those shown its name, `wrong` another's, `strangers` that of strangers shown any.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosim.assets import bundled_models_folder, bundled_resources_folder
from photosim.core.vectors import Vectors
from photosim.embed.registry import DEFAULT_MODEL, find_model
from photosim.library.learning import LEAST
from photosim.semantics.albums import SHOWN, Basis, learn_albums
from photosim.semantics.classes import Taxonomy
from tests.quality.report import Suite
from tests.quality.views import load, sample_paths, see

_DRAWS: Final = 12
_ALBUMS: Final = 8
_LARGEST: Final = 70

Ids = NDArray[np.int64]


@dataclass(frozen=True)
class Draw:
    """One set of albums, as numbers of photos.

    Attributes:
        taught: int64 (n,), and `labels` their albums.
        labels: int64 (n,).
        new: int64 (m,), photos of the same albums, and `own` theirs.
        own: int64 (m,).
        others: photos of no album that learning is given.
        strangers: photos of no album that it is not.
    """

    taught: Ids
    labels: Ids
    new: Ids
    own: Ids
    others: Ids
    strangers: Ids


Method = Callable[[Vectors, Draw], tuple[Ids, NDArray[np.bool_], NDArray[np.bool_]]]
"""Albums int64 (m,) of the new photos, whether they are shown, and whether strangers are shown one."""


def run(images: Path) -> Suite:
    """Ours beside the nearest centre and the five nearest photos, whose thresholds show as many new photos as ours."""
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    paths = sample_paths(images, spec.classes)
    unit = see([partial(load, path, spec) for path in paths], spec).unit
    taxonomy = Taxonomy.load(bundled_resources_folder())
    fit = [set(group.classes) for group in taxonomy.groups if 2 * LEAST <= len(group.classes) <= _LARGEST]
    draws = [_draw(fit, len(paths), seed) for seed in range(_DRAWS)]
    shown = [_ours(unit, draw)[1].mean() for draw in draws]
    return Suite(
        name="albums",
        subject=f"{_DRAWS} draws of {_ALBUMS} albums of {2 * LEAST} to {_LARGEST} photos each",
        rows={
            "photosim": _shares(unit, draws, [_ours] * _DRAWS),
            "nearest centre": _shares(unit, draws, [_by_score(_centre_scores, share) for share in shown]),
            "five nearest photos": _shares(unit, draws, [_by_score(_neighbour_scores, share) for share in shown]),
        },
        targets={"right": 0.70},
        at_most={"strangers": 0.10},
    )


def _draw(groups: list[set[int]], count: int, seed: int) -> Draw:
    dice = np.random.default_rng(seed)
    albums: list[set[int]] = []
    for place in dice.permutation(len(groups)):
        if len(albums) < _ALBUMS and not any(groups[place] & other for other in albums):
            albums.append(groups[place])
    halves = [np.array_split(dice.permutation(sorted(album)), 2) for album in albums]
    rest = dice.permutation([photo for photo in range(count) if not any(photo in album for album in albums)])
    others, strangers = np.array_split(rest, 2)
    numbers = np.arange(len(albums))
    return Draw(
        np.concatenate([half for half, _ in halves]),
        np.repeat(numbers, [len(half) for half, _ in halves]),
        np.concatenate([half for _, half in halves]),
        np.repeat(numbers, [len(half) for _, half in halves]),
        others,
        strangers,
    )


def _shares(unit: Vectors, draws: list[Draw], methods: list[Method]) -> dict[str, float]:
    figures = []
    for draw, method in zip(draws, methods, strict=True):
        albums, shown, strangers = method(unit, draw)
        right = albums == draw.own
        figures.append([right.mean(), (shown & right).mean(), (shown & ~right).mean(), strangers.mean()])
    return dict(zip(("right", "shown", "wrong", "strangers"), np.mean(figures, axis=0).tolist(), strict=True))


def _ours(unit: Vectors, draw: Draw) -> tuple[Ids, NDArray[np.bool_], NDArray[np.bool_]]:
    basis = Basis.fit(unit[np.concatenate([draw.taught, draw.others])])
    points, others = basis.apply(unit[draw.taught]), basis.apply(unit[draw.others])
    head = learn_albums(points, draw.labels, others, basis).head
    sure, strange = head.probabilities(unit[draw.new]), head.probabilities(unit[draw.strangers])
    return sure.argmax(axis=1), sure.max(axis=1) >= SHOWN, strange.max(axis=1) >= SHOWN


def _by_score(score: Callable[[Vectors, Draw, Ids], Vectors], share: float) -> Method:
    def decide(unit: Vectors, draw: Draw) -> tuple[Ids, NDArray[np.bool_], NDArray[np.bool_]]:
        new, strange = score(unit, draw, draw.new), score(unit, draw, draw.strangers)
        threshold = np.quantile(new.max(axis=1), 1 - share)
        return new.argmax(axis=1), new.max(axis=1) >= threshold, strange.max(axis=1) >= threshold

    return decide


def _centre_scores(unit: Vectors, draw: Draw, photos: Ids) -> Vectors:
    centres = np.stack([unit[draw.taught[draw.labels == album]].mean(axis=0) for album in range(draw.labels.max() + 1)])
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    return np.asarray(unit[photos] @ centres.T, np.float32)


def _neighbour_scores(unit: Vectors, draw: Draw, photos: Ids) -> Vectors:
    """Cosine similarities of the five nearest, added up by album."""
    likeness = unit[photos] @ unit[draw.taught].T
    nearest = np.argsort(-likeness, axis=1)[:, :5]
    scores = np.zeros((len(photos), int(draw.labels.max()) + 1), np.float32)
    np.add.at(scores, (np.arange(len(photos))[:, None], draw.labels[nearest]), np.take_along_axis(likeness, nearest, 1))
    return scores
