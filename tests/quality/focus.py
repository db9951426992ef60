"""Focus on one thing of two: photos side by side, searched for what is on the left.

The library holds all photos and nine views of each of those that appear in a pair, so that there are ten of a kind.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photosim.assets import bundled_models_folder, bundled_resources_folder
from photosim.core.vectors import Vectors
from photosim.embed.classes import load_class_weights, top_classes
from photosim.embed.registry import DEFAULT_MODEL, find_model
from photosim.semantics.classes import Taxonomy
from photosim.semantics.focus import article_scores, focus_weights, focused
from tests.quality.report import Suite
from tests.quality.views import Seen, load, sample_paths, see, side_by_side, view

PAIRS: Final = 300
_PHOTOS: Final = 200
_VIEWS: Final = 9
_LEAST_CLASSES: Final = 5
_SEED: Final = 20161
_K: Final = 10

Ids = NDArray[np.int64]
Score = Callable[["Scene", int], Vectors]
"""Scores float32 (n,) of the whole library for the pair of that number."""


@dataclass(frozen=True, eq=False)
class Scene:
    """A library and pairs.

    Attributes:
        unit: float32 (n, d), the library.
        classes: int64 (n,), what each of its photos shows.
        pairs: int64 (PAIRS, 2), classes on the left and on the right.
        seen: what the network says about the pairs.
        weights: float32 (classes, d), the last layer.
        groups: the classes of the group each class is directly in.
    """

    unit: Vectors
    classes: Ids
    pairs: Ids
    seen: Seen
    weights: Vectors
    groups: tuple[Ids, ...]

    def focus_weights(self, pair: int, classes: Ids) -> Vectors:
        """As a search focused on these classes would have them, from the ten likeliest of the pair."""
        likely, sure = top_classes(self.seen.logits[pair : pair + 1])
        return focus_weights(self.weights, classes, likely[0], sure[0])

    def left_class(self, pair: int) -> Ids:
        """The class of the photo on the left, as an array of one."""
        return np.asarray(self.pairs[pair, :1])

    def left_group(self, pair: int) -> Ids:
        """The classes of its group."""
        return self.groups[int(self.pairs[pair, 0])]


def run_class(images: Path) -> Suite:
    """Share of the ten nearest that are views of the photo on the left, and of the one on the right."""
    scene = _scene(images)
    rows = {
        "photosim": _shares(scene, _ours(Scene.left_class), _same_class),
        "no focus": _shares(scene, _plain, _same_class),
        "the article: both sides times w": _shares(scene, _both_sides, _same_class),
        "both sides times max(w, 0)": _shares(scene, partial(_both_sides, positive=True), _same_class),
        "query alone times max(w, 0)": _shares(scene, _query_alone, _same_class),
    }
    return Suite(
        name="focus on a class",
        subject=f"{PAIRS} pairs side by side, focus on the left one's class; share of the ten nearest",
        rows=rows,
        targets={"left": 0.90},
        at_most={"right": 0.03},
    )


def run_group(images: Path) -> Suite:
    """Share of the ten nearest that are of the left photo's group, and of the right one's."""
    scene = _scene(images)
    rows = {
        "photosim": _group_shares(scene, _ours(Scene.left_group)),
        "no focus": _group_shares(scene, _plain),
        "the article, mean w of the group": _group_shares(scene, _both_sides_group),
        "the group's likeliest class alone": _group_shares(scene, _ours(_likeliest_of_group)),
        "the mean w of the group alone": _group_shares(scene, _mean_of_group),
    }
    return Suite(
        name="focus on a group",
        subject="the same pairs, focus on the left one's group; other: its own views left out of the library",
        rows=rows,
        targets={"left": 0.90},
        at_most={"right": 0.03},
    )


@cache
def _scene(images: Path) -> Scene:
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    taxonomy = Taxonomy.load(bundled_resources_folder())
    paths = sample_paths(images, spec.classes)
    groups = tuple(np.array(taxonomy.group(one.group).classes) for one in taxonomy.classes)
    dice = random.Random(_SEED)
    chosen = dice.sample([one for one in range(spec.classes) if len(groups[one]) >= _LEAST_CLASSES], _PHOTOS)
    pairs: list[list[int]] = []
    while len(pairs) < PAIRS:
        left, right = dice.sample(chosen, 2)
        if not set(groups[left]) & set(groups[right]):
            pairs.append([left, right])
    whole = [partial(load, path, spec) for path in paths]
    views = [partial(_view_of, paths[one], number) for one in chosen for number in range(_VIEWS)]
    both = [partial(_pair_of, paths[left], paths[right]) for left, right in pairs]
    seen = see([*whole, *views, *both], spec)
    count = len(whole) + len(views)
    return Scene(
        seen.unit[:count],
        np.concatenate([np.arange(len(paths)), np.repeat(chosen, _VIEWS)]),
        np.array(pairs),
        Seen(seen.unit[count:], seen.logits[count:]),
        load_class_weights(spec),
        groups,
    )


def _view_of(path: Path, number: int) -> Image.Image:
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    return view(load(path, spec), random.Random(f"{path.name} {number}"))


def _pair_of(left: Path, right: Path) -> Image.Image:
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    return side_by_side(load(left, spec), load(right, spec))


def _plain(scene: Scene, pair: int) -> Vectors:
    return np.asarray(scene.unit @ scene.seen.unit[pair], np.float32)


def _ours(classes_of: Callable[[Scene, int], Ids]) -> Score:
    def score(scene: Scene, pair: int) -> Vectors:
        query = focused(scene.seen.unit[pair], scene.focus_weights(pair, classes_of(scene, pair)))
        return np.asarray(scene.unit @ query, np.float32)

    return score


def _both_sides(scene: Scene, pair: int, *, positive: bool = False) -> Vectors:
    weights = scene.weights[scene.pairs[pair, 0]]
    return article_scores(scene.unit, scene.seen.unit[pair], np.maximum(weights, 0) if positive else weights)


def _both_sides_group(scene: Scene, pair: int) -> Vectors:
    return article_scores(scene.unit, scene.seen.unit[pair], scene.weights[scene.left_group(pair)].mean(axis=0))


def _query_alone(scene: Scene, pair: int) -> Vectors:
    query = scene.seen.unit[pair] * np.maximum(scene.weights[scene.pairs[pair, 0]], 0)
    return np.asarray(scene.unit @ query, np.float32)


def _mean_of_group(scene: Scene, pair: int) -> Vectors:
    query = focused(scene.seen.unit[pair], scene.weights[scene.left_group(pair)].mean(axis=0))
    return np.asarray(scene.unit @ query, np.float32)


def _likeliest_of_group(scene: Scene, pair: int) -> Ids:
    group = scene.left_group(pair)
    best = int(scene.seen.logits[pair, group].argmax())
    return group[best : best + 1]


def _same_class(scene: Scene, pair: int, side: int) -> NDArray[np.bool_]:
    return np.asarray(scene.classes == scene.pairs[pair, side])


def _same_group(scene: Scene, pair: int, side: int) -> NDArray[np.bool_]:
    return np.isin(scene.classes, scene.groups[scene.pairs[pair, side]])


def _shares(
    scene: Scene, score: Score, belongs: Callable[[Scene, int, int], NDArray[np.bool_]], *, own: bool = True
) -> dict[str, float]:
    """Mean shares of the ten nearest that belong to the left and to the right; perhaps without views of the left."""
    found: list[list[float]] = []
    for pair in range(len(scene.pairs)):
        scores = score(scene, pair)
        if not own:
            scores = np.where(_same_class(scene, pair, 0), -np.inf, scores)
        nearest = np.argsort(-scores, kind="stable")[:_K]
        found.append([float(belongs(scene, pair, side)[nearest].mean()) for side in (0, 1)])
    left, right = np.mean(found, axis=0)
    return {"left": float(left), "right": float(right)}


def _group_shares(scene: Scene, score: Score) -> dict[str, float]:
    return {
        **_shares(scene, score, _same_group),
        "other": _shares(scene, score, _same_group, own=False)["left"],
    }
