"""What each way to keep weights costs and keeps: VGG16 of full size with made-up weights, in 32, 16 and 8 bits.

Each is opened in a process of its own and looks at the same photos as indexing does: two workers, one thread each, one
network. Its vectors are held against those of the 32-bit file: how far they are off (1 - cosine), and how many of the
ten nearest of each photo are the same. Made-up weights spread photos little, all being alike to .9 and more, which
makes the ten nearest harder to keep than weights that were trained.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, get_args

import numpy as np
import psutil

from photosim.core.decode import load_photo
from photosim.core.vectors import Vectors
from photosim.embed.importing.importer import import_model
from photosim.embed.onnx import OnnxEmbedder
from photosim.embed.preprocess import prepare
from photosim.embed.registry import find_model
from photosim.embed.spec import ModelSpec, Storage, sha256_of
from tests import standins
from tests.benchmarks.children import call, peak_memory, watch
from tests.benchmarks.made_photos import collage
from tests.benchmarks.rows import Row, Target
from tests.benchmarks.setting import Setting
from tests.benchmarks.timing import seconds

_MB: Final = 1_000_000
_WORKERS: Final = 2
_LEAST_OVERLAP: Final = {"fp16": 0.99, "int8": 0.8}
_MOST_OFF: Final = {"fp16": 1e-5, "int8": 1e-3}


def measure(setting: Setting) -> Iterator[Row]:
    """Size, loading, memory, speed and what is kept, form by form."""
    width, count = (0.25, 60) if setting.quick else (1.0, 500)
    folder = setting.scratch("storage")
    source = standins.zoo_file(folder, width)
    yield from _imports(source, folder)
    pixels = _pixels(setting, count, folder)
    answers: dict[str, dict[str, float]] = {}
    for storage in get_args(Storage):
        answers[storage] = call(use, folder=str(folder), name=storage, pixels=str(pixels))
    plain: Vectors = np.load(folder / "fp32.npy")
    for storage, answer in answers.items():
        base = answers["fp32"] if storage != "fp32" else {}
        for measured, unit in (
            ("file", "MB"),
            ("time to open it", "s"),
            ("of that, checking its hash", "s"),
            ("memory when open", "MB"),
            ("most memory in use", "MB"),
            ("two workers", "photos/s"),
            ("processor time a photo", "ms"),
        ):
            other = base.get(measured)
            yield Row(f"VGG16 {storage}, {measured}", answer[measured], unit, other, "fp32" if other else "")
        if base:
            yield from _kept(storage, plain, np.load(folder / f"{storage}.npy"))


def _imports(source: Path, folder: Path) -> Iterator[Row]:
    for storage in get_args(Storage):
        done = watch(make, source=str(source), folder=str(folder), storage=storage)
        taken, written = done.answer
        yield Row(f"import of the {source.stat().st_size / _MB:.0f} MB file as {storage}", taken, "s")
        yield Row(f"import as {storage}, most memory until it is written", written / _MB, "MB")
        yield Row(f"import as {storage}, most memory with the trial run", done.own / _MB, "MB")


def _kept(storage: str, plain: Vectors, other: Vectors) -> Iterator[Row]:
    off = 1 - np.einsum("ij,ij->i", plain.astype(np.float64), other)
    most = Target("<=", _MOST_OFF[storage])
    yield Row(f"VGG16 {storage} against fp32, 1 - least cosine", float(off.max()), "", target=most)
    yield Row(f"VGG16 {storage} against fp32, 1 - mean cosine", float(off.mean()), "")
    overlap = np.mean([len(a & b) / 10 for a, b in zip(_nearest(plain), _nearest(other), strict=True)])
    note = f"among {len(plain)} photos"
    target = Target(">=", _LEAST_OVERLAP[storage])
    yield Row(f"VGG16 {storage} against fp32, same ten nearest", float(overlap), "", target=target, note=note)


def _nearest(vectors: Vectors) -> list[set[int]]:
    scores = vectors @ vectors.T
    np.fill_diagonal(scores, -1)
    return [set(row) for row in np.argsort(-scores, axis=1)[:, :10].tolist()]


def _pixels(setting: Setting, count: int, folder: Path) -> Path:
    """Photos as the network sees them, float32 (count, 3, 224, 224)."""
    spec = find_model("fp32", [folder])
    path = folder / "pixels.npy"
    if setting.images is None:
        pictures = (collage(number) for number in range(count))
    else:
        files = sorted(file for file in setting.images.iterdir() if file.is_file())
        chosen = [files[place * len(files) // count] for place in range(min(count, len(files)))]
        pictures = (load_photo(file, short_side=spec.decode_short_side).image for file in chosen)
    np.save(path, np.stack([prepare(picture, spec) for picture in pictures]))
    return path


def make(source: str, folder: str, storage: Storage) -> tuple[float, int]:
    """Seconds of an import, and the most memory until the network was written."""
    marks: list[int] = []
    taken = seconds(
        lambda: import_model(
            Path(source),
            Path(folder),
            name=storage,
            storage=storage,
            tell=lambda share: marks.append(peak_memory()) if share <= 0.6 else None,
        )
    )
    return taken, marks[-1]


def use(folder: str, name: str, pixels: str) -> dict[str, float]:
    """Open a model and look at all photos; its vectors are left in a file beside it."""
    spec = find_model(name, [Path(folder)])
    photos: Vectors = np.load(pixels, mmap_mode="r")
    hashing = seconds(lambda: sha256_of(spec.path))
    with OnnxEmbedder(spec, threads=1, provider="cpu") as embedder:
        before = _resident()
        opening = seconds(lambda: embedder.provider)
        opened = _resident() - before
        _look(embedder, spec, photos[: 2 * _WORKERS * spec.batch_size])
        most = peak_memory() - before  # it grows no more; but the photos' file, mapped, would count
        start, busy = time.perf_counter(), time.process_time()
        vectors = _look(embedder, spec, photos)
        taken, busy = time.perf_counter() - start, time.process_time() - busy
    np.save(Path(folder) / f"{name}.npy", vectors)
    return {
        "file": spec.bytes / _MB,
        "time to open it": opening,
        "of that, checking its hash": hashing,
        "memory when open": opened / _MB,
        "most memory in use": most / _MB,
        "two workers": len(photos) / taken,
        "processor time a photo": busy / len(photos) * 1000,
    }


def _look(embedder: OnnxEmbedder, spec: ModelSpec, photos: Vectors) -> Vectors:
    """As indexing does: batches of the model's size, spread over two workers."""
    size = spec.batch_size
    with ThreadPoolExecutor(_WORKERS) as pool:
        answers = pool.map(
            lambda start: embedder.embed(np.ascontiguousarray(photos[start : start + size])).vectors,
            range(0, len(photos), size),
        )
        return np.concatenate(list(answers))


def _resident() -> int:
    return int(psutil.Process().memory_info().rss)
