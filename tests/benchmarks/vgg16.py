"""VGG16 of full size, with random weights: how quick it looks at photos, beside bare onnxruntime and beside PyTorch.

Bare onnxruntime runs the same file on tensors that are ready, with its own settings and the best of several batch
sizes. PyTorch is measured where the environment variable `PHOTOSIM_BENCH_TORCH` names a Python that has it, or ours
does.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import numpy as np

from photosim import Library
from photosim.core.threads import usable_cores
from photosim.embed.importing.importer import import_model
from photosim.embed.onnx import OnnxEmbedder
from photosim.embed.registry import find_model
from photosim.embed.runtime import load_onnxruntime
from photosim.paths import AppPaths
from tests.benchmarks.children import call
from tests.benchmarks.rows import Row, Target
from tests.benchmarks.setting import Setting
from tests.benchmarks.timing import alternate, seconds
from tests.standins import torch_file

NAME: Final = "vgg16"
TORCH: Final = "PHOTOSIM_BENCH_TORCH"
_BATCHES: Final = (1, 2, 4, 8, 16)
_TORCH_BATCH: Final = 8


def measure(setting: Setting) -> Iterator[Row]:
    """Photos a second of all, in turns."""
    weights, models = made_model(setting)
    count, photos = (16, 24) if setting.quick else (48, 96)
    folder, scratch = str(setting.large_photos(photos)), str(setting.scratch("vgg16"))
    torch = _torch_python()
    embed, index, bare, *by_torch = alternate(
        [
            lambda: call(embed_ready, models=str(models), count=count),
            lambda: call(index_all, models=str(models), folder=folder, scratch=scratch),
            lambda: call(bare_onnxruntime, models=str(models), count=count),
            *([lambda: _by_torch(torch, weights, count)] if torch else []),
        ],
        repetitions=1 if setting.quick else 3,
    )
    name = "bare onnxruntime, its best batch"
    note = f"random weights, {find_model(NAME, [models]).storage} storage"
    yield Row("VGG16, embedding ready tensors", embed, "photos/s", bare, name, Target(">=", 0.9, "ratio"), note)
    yield Row(
        f"VGG16, indexing {photos} 12-megapixel JPEGs",
        index,
        "photos/s",
        bare,
        name,
        note="the whole run: decoding, thumbnails, network, commit; the other has no photos to decode",
    )
    if by_torch:
        name = f"PyTorch, batches of {_TORCH_BATCH}"
        yield Row("VGG16, embedding ready tensors", embed, "photos/s", by_torch[0], name, Target(">=", 1, "ratio"))
        yield Row("VGG16, indexing as above", index, "photos/s", by_torch[0], name, Target(">=", 1, "ratio"))


def made_model(setting: Setting) -> tuple[Path, Path]:
    """Weights as torchvision stores them, and a models folder with VGG16 made of them; kept between runs."""
    made = setting.out / "made"
    weights, models = made / "vgg16-random.pth", made / "models"
    if not (models / NAME).is_dir():
        setting.say("making a VGG16 of full size with random weights")
        weights.parent.mkdir(parents=True, exist_ok=True)
        file = torch_file(setting.scratch("weights"), width=1.0)
        shutil.move(file, weights)
        import_model(weights, models, name=NAME)
    return weights, models


def embed_ready(models: str, count: int) -> float:
    """Photos a second of the embedder as an indexing run uses it: a worker a core, one thread each."""
    spec, workers = find_model(NAME, [Path(models)]), usable_cores()
    side = spec.transform.size
    batch = np.random.default_rng(0).normal(0, 1, (spec.batch_size, 3, side, side)).astype(np.float32)
    with OnnxEmbedder(spec, threads=1) as embedder, ThreadPoolExecutor(workers) as pool:
        list(pool.map(embedder.embed, [batch] * workers))
        runs = -(-count // len(batch) // workers) * workers  # all workers end together
        return runs * len(batch) / seconds(lambda: list(pool.map(embedder.embed, [batch] * runs)))


def index_all(models: str, folder: str, scratch: str) -> float:
    """Photos a second of a whole run on an empty library, without loading the network."""
    base = Path(tempfile.mkdtemp(dir=scratch))
    state = AppPaths.below(base)
    paths = AppPaths(state.data, state.cache, state.config, state.log, Path(models))
    first, *others = sorted(Path(folder).iterdir())
    (base / "warm").mkdir()
    os.link(first, base / "warm" / first.name)
    for file in others:
        file.read_bytes()
    with Library.open(model=NAME, paths=paths) as library:
        library.index([base / "warm"])
        start = time.perf_counter()
        report = library.index([folder])
        taken = time.perf_counter() - start
    assert report.failed == 0, report
    shutil.rmtree(base)
    return report.added / taken


def bare_onnxruntime(models: str, count: int) -> float:
    """Photos a second of onnxruntime alone on ready tensors, of the batch size that suits it best."""
    spec = find_model(NAME, [Path(models)])
    options = load_onnxruntime().SessionOptions()
    options.intra_op_num_threads = usable_cores()
    session = load_onnxruntime().InferenceSession(spec.path, options, providers=["CPUExecutionProvider"])
    names, side = [name for name in (spec.embedding, spec.logits) if name], spec.transform.size
    best = 0.0
    for size in _BATCHES:
        batch = np.random.default_rng(0).normal(0, 1, (size, 3, side, side)).astype(np.float32)
        session.run(names, {spec.input: batch})
        runs = max(1, count // len(_BATCHES) // size)
        start = time.perf_counter()
        for _ in range(runs):
            session.run(names, {spec.input: batch})
        best = max(best, runs * size / (time.perf_counter() - start))
    return best


def _torch_python() -> str | None:
    if python := os.environ.get(TORCH):
        return python
    return sys.executable if importlib.util.find_spec("torch") else None


def _by_torch(python: str, weights: Path, count: int) -> float:
    script = Path(__file__).with_name("torch_vgg16.py")
    arguments = [python, str(script), str(weights), str(_TORCH_BATCH), str(count)]
    return float(subprocess.run(arguments, check=True, capture_output=True, text=True).stdout)
