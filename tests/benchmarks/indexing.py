"""Indexing of 12-megapixel JPEGs beside the bound of the pipeline and beside the loop of the article.

The bound is what all cores would do with nothing but decoding and the network: cores / seconds a photo on one core.
The article's loop decodes every pixel of one photo after the other, squeezes it to the input and runs the network
with onnxruntime's own settings.
"""

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from photosim import Library
from photosim.assets import bundled_models_folder
from photosim.core.decode import load_photo
from photosim.embed.onnx import OnnxEmbedder
from photosim.embed.preprocess import prepare
from photosim.embed.registry import DEFAULT_MODEL, find_model
from photosim.embed.runtime import load_onnxruntime
from tests.benchmarks.children import call
from tests.benchmarks.rows import Row, Target
from tests.benchmarks.setting import Setting
from tests.benchmarks.timing import alternate


def measure(setting: Setting) -> Iterator[Row]:
    """Photos a second of all three, in turns."""
    photos = 60 if setting.quick else 300
    folder = str(setting.large_photos(photos))
    scratch = str(setting.scratch("indexing"))
    ours, single, article = alternate(
        [
            lambda: call(index_all, folder=folder, scratch=scratch),
            lambda: call(one_core, folder=folder, count=photos // 5),
            lambda: call(article_loop, folder=folder, count=max(10, photos * 2 // 15)),
        ],
        repetitions=3,
    )
    bound = setting.cores * single
    yield Row(
        f"indexing {photos} 12-megapixel JPEGs",
        ours,
        "photos/s",
        bound,
        f"bound of the pipeline, {setting.cores} cores",
        Target(">=", 0.9, "ratio"),
        "whole run: scan, decoding, thumbnails, network, commit; the bound is decoding and network alone",
    )
    yield Row("the same", ours, "photos/s", article, "the article's loop", Target(">=", 8, "ratio"))


def index_all(folder: str, scratch: str) -> float:
    """Photos a second of a whole run on an empty library; files are in the system's cache."""
    _warm(folder)
    base = tempfile.mkdtemp(dir=scratch)
    with Library.open(base) as library:
        start = time.perf_counter()
        report = library.index([folder])
        taken = time.perf_counter() - start
    assert report.failed == 0, report
    shutil.rmtree(base)
    return report.added / taken


def one_core(folder: str, count: int) -> float:
    """Photos a second of one thread that decodes and embeds in batches and does nothing else."""
    files = _spread(_warm(folder), count)
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    with OnnxEmbedder(spec, threads=1) as embedder:
        embedder.embed(np.zeros((spec.batch_size, 3, spec.transform.size, spec.transform.size), np.float32))
        start = time.perf_counter()
        for at in range(0, count, spec.batch_size):
            batch = files[at : at + spec.batch_size]
            pixels = [prepare(load_photo(file, short_side=spec.decode_short_side).image, spec) for file in batch]
            embedder.embed(np.stack(pixels))
        return count / (time.perf_counter() - start)


def article_loop(folder: str, count: int) -> float:
    """Photos a second of the article's way: every pixel decoded, one photo at a time."""
    files = _spread(_warm(folder), count)
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    session = load_onnxruntime().InferenceSession(spec.path)
    mean, std = np.array(spec.transform.mean, np.float32), np.array(spec.transform.std, np.float32)
    side = spec.transform.size
    start = time.perf_counter()
    for file in files:
        with Image.open(file) as photo:
            pixels = np.asarray(photo.convert("RGB").resize((side, side)), np.float32)
        image = ((pixels - mean) / std).transpose(2, 0, 1)[None]
        session.run([spec.embedding], {spec.input: np.ascontiguousarray(image)})
    return count / (time.perf_counter() - start)


def _spread(files: list[Path], count: int) -> list[Path]:
    """So many of the files, evenly spread: those next to each other are made of the same photo and as hard as it is."""
    return [files[place * len(files) // count] for place in range(count)]


def _warm(folder: str) -> list[Path]:
    """The files, read once, so that the disk is not what is measured."""
    files = sorted(Path(folder).iterdir())
    for file in files:
        file.read_bytes()
    return files
