"""Are the tags right: the class of each of 1,000 ImageNet photos, by our transform and by two others.

And are those right that are shown because they are certain enough: beside a plain threshold of .5. `shown` is the share
of photos that show anything, `right` the share of these whose first shown tag is right; one of a group counts as right
where the photo's class is of that group. Views are random crops in other light, nearer to what people photograph.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photosim.assets import bundled_models_folder, bundled_resources_folder
from photosim.embed.classes import top_classes
from photosim.embed.registry import DEFAULT_MODEL, find_model
from photosim.embed.spec import ModelSpec
from photosim.semantics.certainty import SHOWN, Grouping, certain_group
from photosim.semantics.classes import Taxonomy
from tests.quality.report import Suite
from tests.quality.views import Picture, load, sample_paths, see, view

_PLAIN: Final = 0.5

Logits = NDArray[np.float32]


def run(images: Path) -> Suite:
    """Top-1, top-5, and what is shown.

    Args:
        images: a folder with one photo for each class of the model, whose names sort in class order.
    """
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    paths = sample_paths(images, spec.classes)
    squeeze = replace(spec, transform=replace(spec.transform, aspect_limit=None, crop=1.0))
    square = replace(spec, transform=replace(spec.transform, aspect_limit=1.0, crop=0.875))
    photos = [partial(load, path, spec) for path in paths]
    ours = see(photos, spec).logits
    views = see([partial(_view_of, path, spec) for path in paths], spec).logits
    return Suite(
        name="tags",
        subject=f"{len(paths)} photos, one a class, {spec.title}",
        rows={
            "photosim": _accuracy(ours) | _shown_by_us(ours),
            "all shown from .5, no groups": _shown_from(ours, _PLAIN),
            "squeeze (the article)": _accuracy_of(photos, squeeze),
            "square of .875": _accuracy_of(photos, square),
            "photosim, a random view of each": _accuracy(views) | _shown_by_us(views),
            "all shown from .5, a random view": _shown_from(views, _PLAIN),
        },
        targets={"top-1": 0.83, "top-5": 0.955, "shown": 0.85, "right": 0.90},
    )


def _view_of(path: Path, spec: ModelSpec) -> Image.Image:
    return view(load(path, spec), random.Random(path.name))


def _accuracy_of(photos: Sequence[Picture], spec: ModelSpec) -> dict[str, float]:
    return _accuracy(see(photos, spec).logits)


def _accuracy(logits: Logits) -> dict[str, float]:
    """Share of photos whose class is the likeliest, and among the five likeliest."""
    right = top_classes(logits, 5)[0] == np.arange(len(logits))[:, None]
    return {"top-1": float(right[:, 0].mean()), "top-5": float(right.any(axis=1).mean())}


def _shown_from(logits: Logits, threshold: float) -> dict[str, float]:
    classes, sure = top_classes(logits, 1)
    shown = sure[:, 0] >= threshold
    right = classes[:, 0] == np.arange(len(logits))
    return {"shown": float(shown.mean()), "right": float(right[shown].mean())}


def _shown_by_us(logits: Logits) -> dict[str, float]:
    """The likeliest class from our threshold on, else a group that is certain."""
    groups = Taxonomy.load(bundled_resources_folder()).groups
    grouping = Grouping.of([group.classes for group in groups], logits.shape[1])
    classes, sure = top_classes(logits)
    right: list[bool] = []
    for photo, sums in enumerate(grouping.sums(classes, sure)):
        if sure[photo, 0] >= SHOWN:
            right.append(int(classes[photo, 0]) == photo)
        elif (group := certain_group(sums, grouping.sizes)) is not None:
            right.append(photo in groups[group].classes)
    return {"shown": len(right) / len(logits), "right": float(np.mean(right))}
