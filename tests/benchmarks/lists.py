"""What browsing asks of a large library: lists in every order, the tree of folders, and answers among some photos."""

import random
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import Final

import numpy as np

from photosim import Library
from photosim.core.vectors import Vectors
from photosim.library.views import ALL, Order, SortKey
from photosim.store.passing import Passing
from photosim.store.search import Searcher
from tests.benchmarks.children import call
from tests.benchmarks.rows import Row, Target
from tests.benchmarks.search import Clock
from tests.benchmarks.setting import Setting
from tests.benchmarks.timing import percentile

_LISTS: Final = 9
_QUERIES: Final = 40
_BEST: Final = 10
_SHARES: Final = (0.001, 0.01, 0.1, 0.3, 0.9)


def measure(setting: Setting) -> Iterator[Row]:
    """Lists, folders, and queries with filters of all sizes."""
    count = setting.many
    state = str(setting.library(count) / "state")
    found = call(ask_lists, state=state)
    for key in SortKey:
        yield Row(f"list of {count:,} by {key.value}, p50", found[key.value], "ms", target=Target("<=", 150))
    yield Row(f"the first list of {count:,}", found["first"], "ms", note="from an open library")
    yield Row(f"tree of {found['folders']:,.0f} folders, p50", found["tree"], "ms", target=Target("<=", 200))
    found = call(ask_within, state=state)
    for share in _SHARES:
        what = f"look-alikes among {share:.1%} of {count:,}"
        yield Row(f"{what}, p50", found[f"p50 {share}"], "ms", target=Target("<=", 15), note="to 100 rows")
        yield Row(f"{what}, recall@10", found[f"recall {share}"], "", target=Target(">=", 0.98))
    yield Row(
        f"look-alikes among the 10 % of {count:,} nearest to another photo, recall@10",
        found["other"],
        "",
        target=Target(">=", 0.98),
    )


def ask_lists(state: str) -> dict[str, float]:
    """Milliseconds."""
    first, tree = list[float](), list[float]()
    times: dict[str, list[float]] = {key.value: [] for key in SortKey}
    with Library.open(state) as library:
        with Clock(first):
            library.listing()
        for _ in range(_LISTS):
            for key in SortKey:
                with Clock(times[key.value]):
                    library.listing(Order(key))
            with Clock(tree):
                nodes = library.folder_tree()
    answer = {name: percentile(some, 50) for name, some in times.items()}
    return answer | {"first": first[0], "tree": percentile(tree, 50), "folders": sum(len(n.children) for n in nodes)}


def ask_within(state: str) -> dict[str, float]:
    """Milliseconds, and shares of the ten truly nearest that were found."""
    answer: dict[str, float] = {}
    dice = random.Random(1)
    with Library.open(state) as library:
        looks = library._looks
        ids = np.array(library.filtered(ALL), np.int64)
        queries = [looks.look(int(one), None) for one in dice.sample(ids.tolist(), _QUERIES)]
        looks.similar(queries[0].itself[0], 100, None)
        for share in _SHARES:
            some = Passing.only(np.random.default_rng(2).choice(ids, int(share * len(ids)), replace=False))
            times, recalls = list[float](), list[float]()
            for look in queries:
                with Clock(times):
                    looks.matches(looks.searcher.query(look.unit, 100, look.itself, within=some), 100)
                recalls.append(_recall(looks.searcher, look.unit, look.itself, some))
            answer |= {f"p50 {share}": percentile(times, 50), f"recall {share}": float(np.mean(recalls))}
        recalls = []
        for look, other in pairwise(queries):
            alike = looks.searcher.scored(partial(_products, other.unit), len(ids) // 10)
            some = Passing.only(np.array([photo_id for photo_id, _ in alike], np.int64))
            recalls.append(_recall(looks.searcher, look.unit, look.itself, some))
        answer["other"] = float(np.mean(recalls))
    return answer


def _recall(searcher: Searcher, unit: Vectors, leave_out: tuple[int, ...], some: Passing) -> float:
    """Share of the ten nearest among some photos that were found."""
    found = searcher.query(unit, _BEST, leave_out, within=some)
    exact = searcher.scored(partial(_products, unit), _BEST, leave_out, some)
    return sum(score >= exact[-1][1] - 1e-5 for _, score in found) / max(1, len(exact))


def _products(unit: Vectors, block: Vectors) -> Vectors:
    return np.asarray(block @ unit, np.float32)
