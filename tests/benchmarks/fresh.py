"""From a new file in a large library to an answer that has it."""

import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from PIL import Image

from photosim import Library
from photosim.core.threads import usable_cores
from photosim.store.building import build_generation
from photosim.store.db import connect
from photosim.store.models import find_model
from tests.benchmarks.children import call
from tests.benchmarks.made_photos import make_large
from tests.benchmarks.rows import Row, Target
from tests.benchmarks.setting import Setting
from tests.benchmarks.timing import alternate, seconds


def measure(setting: Setting) -> Iterator[Row]:
    """Seconds when all of the library is looked through, and when only the folder it came to is."""
    base = setting.library(setting.many)
    photos = setting.scratch("fresh-photos")
    make_large(photos / "source", 12, setting.cores)
    state = setting.scratch("fresh-state")
    shutil.copytree(base / "state", state, dirs_exist_ok=True)
    sources = str(photos / "source")
    whole, part, anew = call(add_photos, state=str(state), library=str(base / "photos"), sources=sources)
    what = f"a new photo is searchable, {setting.many:,} photos"
    yield Row(f"{what}, whole library looked through", whole, "s", anew, "building the index anew", Target("<=", 2))
    yield Row(f"{what}, its folder looked through", part, "s", anew, "building the index anew", Target("<=", 2))


def add_photos(state: str, library: str, sources: str) -> list[float]:
    """Seconds until a new file is found by `similar`: looking through all, through its folder; and of a new index."""
    files = iter(sorted(Path(sources).iterdir()))
    added: list[Path] = []
    with Library.open(state) as opened:
        old = opened.photo_ids()[0]
        opened.similar(int(old))  # opens the search index, as any running window has

        def add(folder: Path) -> float:
            new = Path(library) / "00000" / f"new-{len(added)}.jpg"
            shutil.copyfile(next(files), new)
            added.append(new)
            start = time.perf_counter()
            report = opened.index([folder])
            match = opened.similar(Image.open(new), k=1)[0]
            taken = time.perf_counter() - start
            assert (report.added, match.path) == (1, new), (report, match)
            return taken

        def build() -> float:
            root = opened.paths.index / opened.spec.identity
            with closing(connect(opened.paths.database)) as connection:
                model = find_model(connection, opened.spec.identity) or 0
                return seconds(lambda: build_generation(connection, model, root, usable_cores()))

        try:
            add(Path(library))  # loads the network
            return alternate([lambda: add(Path(library)), lambda: add(Path(library) / "00000"), build], repetitions=3)
        finally:
            for file in added:
                file.unlink()
