"""Where answers are cut: how many of the photos shown are of the query's kind, and how many of its kind are shown.

The library holds 1 to 12 views of each photo, so that some photos have many near ones and others none; a kind is the
group a class is directly in. Of each answer the 200 nearest are asked for, as the window does.
"""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photosim.assets import bundled_models_folder, bundled_resources_folder
from photosim.core.vectors import Vectors
from photosim.embed.registry import DEFAULT_MODEL, find_model
from photosim.embed.spec import ModelSpec
from photosim.library.cutting import cut
from photosim.semantics.classes import Taxonomy
from tests.quality.report import Suite
from tests.quality.views import load, sample_paths, see, view

QUERIES: Final = 1000
_ASKED_FOR: Final = 200
_MOST_VIEWS: Final = 12
_AGAIN: Final = 0.75
"""Chance that a photo has one more view."""
_SEED: Final = 31

Counts = NDArray[np.int64]
Cut = Callable[[list[float]], int]


def run(images: Path) -> Suite:
    """Precision, recall and the number of photos shown, for photosim and for simpler rules."""
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    paths = sample_paths(images, spec.classes)
    dice = random.Random(_SEED)
    classes = [number for number in range(len(paths)) for _ in range(_views(dice))]
    pictures = [partial(_view, paths[one], spec, place) for place, one in enumerate(classes)]
    unit = see(pictures, spec).unit
    groups = [one.group for one in Taxonomy.load(bundled_resources_folder()).classes]
    kinds = np.unique(groups, return_inverse=True)[1][classes]
    scores, same = _answers(unit, kinds, np.random.default_rng(_SEED).choice(len(unit), QUERIES, replace=False))
    rules: dict[str, Cut] = {
        "photosim, in the middle": cut,
        "photosim, strict": partial(cut, strictness=1.0),
        "all 200": len,
        "the first 30": lambda _: 30,
        "half the best score": lambda found: sum(score >= found[0] / 2 for score in found),
        "a score of .5": lambda found: max(1, sum(score >= 0.5 for score in found)),
        "the largest gap": lambda found: int(np.argmax(-np.diff(found))) + 1,
    }
    return Suite(
        name="cutting answers",
        subject=f"{len(unit):,} views, {QUERIES} queries: shown that are of the kind, of the kind that are shown",
        rows={name: _measure(rule, scores, same) for name, rule in rules.items()},
        targets={"right": 0.45, "found": 0.50},
        at_most={"p95": 60.0},
    )


def _views(dice: random.Random) -> int:
    count = 1
    while count < _MOST_VIEWS and dice.random() < _AGAIN:
        count += 1
    return count


def _view(path: Path, spec: ModelSpec, number: int) -> Image.Image:
    return view(load(path, spec), random.Random(f"{path.name} {number}"))


def _answers(unit: Vectors, kinds: Counts, queries: Counts) -> tuple[Vectors, NDArray[np.bool_]]:
    """Scores (n, 200) of the nearest, best first, and whether each is of the query's kind."""
    scores = unit[queries] @ unit.T
    scores[np.arange(len(queries)), queries] = -1  # itself
    rows = np.argsort(-scores, axis=1)[:, :_ASKED_FOR]
    return np.take_along_axis(scores, rows, 1), kinds[rows] == kinds[queries][:, None]


def _measure(rule: Cut, scores: Vectors, same: NDArray[np.bool_]) -> dict[str, float]:
    counts = np.array([rule(found.tolist()) for found in scores])
    hits = np.array([row[:count].sum() for row, count in zip(same, counts, strict=True)])
    there = same.sum(1)
    asked = there > 0  # where there is none of the kind, no rule can be right
    return {
        "right": float((hits / counts)[asked].mean()),
        "found": float((hits[asked] / there[asked]).mean()),
        "p5": float(np.percentile(counts, 5)),
        "median": float(np.median(counts)),
        "p95": float(np.percentile(counts, 95)),
    }
