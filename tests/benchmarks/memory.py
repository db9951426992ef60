"""Peak memory of indexing a small and a ten times larger folder, in processes of their own."""

from collections.abc import Iterator

from photosim import Library
from tests.benchmarks.children import Watched, watch
from tests.benchmarks.rows import Row, Target
from tests.benchmarks.setting import Setting

_MB = 1_000_000


def measure(setting: Setting) -> Iterator[Row]:
    """Memory of both."""
    few = 200 if setting.quick else 1000
    small, large = (_index(setting, count) for count in (few, 10 * few))
    yield Row(
        f"peak memory, indexing {10 * few:,} photos",
        large.family / _MB,
        "MB",
        small.family / _MB,
        f"{few:,} photos",
        Target("<=", 600),
        "resident, all processes together; shared pages counted more than once",
    )
    yield Row(
        f"peak memory of the indexing process alone, {10 * few:,} photos",
        large.own / _MB,
        "MB",
        small.own / _MB,
        f"{few:,} photos",
        Target("<=", 1.1, "ratio"),
        "without the child process that builds the search index of a larger library",
    )


def _index(setting: Setting, count: int) -> Watched:
    folder = setting.small_photos(count)
    return watch(index_all, folder=str(folder), base=str(setting.scratch(f"memory-{count}")), count=count)


def index_all(folder: str, base: str, count: int) -> None:
    """Index a folder into an empty library."""
    with Library.open(base) as library:
        report = library.index([folder])
    assert (report.added, report.failed) == (count, 0), report
