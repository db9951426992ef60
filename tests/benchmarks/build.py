"""Building the search index: time beside hnswlib, size beside Annoy on the raw vectors; same vectors and threads."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import hnswlib
import numpy as np

from photosim.assets import bundled_models_folder
from photosim.core.threads import usable_cores
from photosim.core.vectors import Packed, unpack
from photosim.embed.registry import DEFAULT_MODEL, find_model
from photosim.paths import AppPaths
from photosim.store.building import build_generation
from photosim.store.db import connect
from photosim.store.models import find_model as find_model_id
from tests.benchmarks.children import call
from tests.benchmarks.rows import Row, Target
from tests.benchmarks.search import TREES, build_raw
from tests.benchmarks.setting import Setting
from tests.benchmarks.timing import alternate, seconds


def measure(setting: Setting) -> Iterator[Row]:
    """Seconds and bytes."""
    count = setting.many
    vectors = str(setting.vectors(count))
    state = setting.library(count) / "state"
    scratch = setting.scratch("build")
    (ours,) = alternate([lambda: call(build_ours, state=str(state), root=str(scratch / "ours"))], repetitions=3)
    size = _size(scratch / "ours")
    hnsw_file, raw_file = scratch / "hnsw.bin", scratch / "raw.ann"
    hnsw = call(build_hnsw, vectors=vectors, file=str(hnsw_file))
    raw = call(build_raw, vectors=vectors, file=str(raw_file))
    what = f"search index of {count:,} photos"
    threads = f"{setting.cores} threads each"
    yield Row(f"{what}, build", ours, "s", hnsw, "hnswlib, M 16, ef 200", Target("<=", 0.1, "ratio"), threads)
    yield Row(f"{what}, build", ours, "s", raw, f"raw Annoy, {TREES} trees", note=threads)
    for other, name, target in (
        (raw_file, f"raw Annoy, {TREES} trees", Target("<=", 0.2, "ratio")),
        (hnsw_file, "hnswlib", None),
    ):
        yield Row(
            f"{what}, shortlist file", size["shortlist.ann"] / 1e6, "MB", other.stat().st_size / 1e6, name, target
        )


def build_ours(state: str, root: str) -> float:
    """Seconds of a new generation, from reading the catalogue to verified files on the disk."""
    paths = AppPaths.below(state)
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    with closing(connect(paths.database)) as connection:
        model = find_model_id(connection, spec.identity) or 0
        return seconds(lambda: build_generation(connection, model, Path(root) / spec.identity, usable_cores()))


def build_hnsw(vectors: str, file: str) -> float:
    """Seconds of hnswlib for the same, its file included."""
    packed: Packed = np.load(vectors, mmap_mode="r")

    def build() -> None:
        index = hnswlib.Index("ip", packed.shape[1])
        index.init_index(len(packed), ef_construction=200, M=16)
        for start in range(0, len(packed), 1000):
            index.add_items(unpack(packed[start : start + 1000]), num_threads=usable_cores())
        index.save_index(file)

    return seconds(build)


def _size(root: Path) -> dict[str, int]:
    """Bytes of each file of the newest generation."""
    newest = max(folder for folder in root.glob("*/*") if folder.is_dir())
    return {file.name: file.stat().st_size for file in newest.iterdir()}
