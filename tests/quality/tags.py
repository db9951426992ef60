"""Are the tags right: the class of each of 1,000 ImageNet photos, by our transform and by two others."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosim.assets import bundled_models_folder
from photosim.core.decode import PHOTO_SUFFIXES, load_photo
from photosim.core.threads import usable_cores
from photosim.embed.classes import top_classes
from photosim.embed.onnx import OnnxEmbedder
from photosim.embed.preprocess import prepare
from photosim.embed.registry import DEFAULT_MODEL, find_model
from photosim.embed.spec import ModelSpec
from tests.quality.report import Suite


def run(images: Path) -> Suite:
    """Top-1 and top-5.

    Args:
        images: a folder with one photo for each class of the model, whose names sort in class order.
    """
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    paths = sorted(path for path in images.iterdir() if path.suffix.lower() in PHOTO_SUFFIXES)
    if len(paths) != spec.classes:
        message = f"{images} holds {len(paths)} photos, not one for each of the {spec.classes} classes"
        raise SystemExit(message)
    squeeze = replace(spec, transform=replace(spec.transform, aspect_limit=None, crop=1.0))
    square = replace(spec, transform=replace(spec.transform, aspect_limit=1.0, crop=0.875))
    specs = {"photosim": spec, "squeeze (the article)": squeeze, "square of .875": square}
    return Suite(
        name="tags",
        subject=f"{len(paths)} photos, one a class, {spec.title}",
        rows={label: _accuracy(paths, each) for label, each in specs.items()},
        targets={"top-1": 0.83, "top-5": 0.955},
    )


def _accuracy(paths: list[Path], spec: ModelSpec) -> dict[str, float]:
    """Share of photos whose class is the likeliest, and among the five likeliest."""
    groups = [paths[start : start + spec.batch_size] for start in range(0, len(paths), spec.batch_size)]
    with OnnxEmbedder(spec) as embedder, ThreadPoolExecutor(usable_cores()) as pool:

        def look(group: list[Path]) -> NDArray[np.uint16]:
            photos = [load_photo(path, short_side=spec.decode_short_side).image for path in group]
            logits = embedder.embed(np.stack([prepare(photo, spec) for photo in photos])).logits
            assert logits is not None
            return top_classes(logits, 5)[0]

        best = np.concatenate(list(pool.map(look, groups)))
    right = best == np.arange(len(paths))[:, None]
    return {"top-1": float(right[:, 0].mean()), "top-5": float(right.any(axis=1).mean())}
