"""Focused searches and the filter, in a large library.

A focused query is timed like a plain one, from the vector to the rows of the 100 best photos, in turns with one; its
recall is measured against exact search. Queries are held out, and focused on the third likeliest class of each: what is
in the photo, but not what fills it. The filter is timed with everything in memory, and once from a fresh start.
"""

import random
from collections.abc import Iterator
from functools import partial
from typing import Final

import numpy as np

from photosim import Library
from photosim.core.vectors import Packed, Vectors, unpack
from photosim.embed.classes import load_class_weights, top_classes
from photosim.semantics.focus import article_scores, focus_weights, focused
from tests.benchmarks.children import call
from tests.benchmarks.rows import Row, Target
from tests.benchmarks.search import Asked, Clock
from tests.benchmarks.setting import Setting
from tests.benchmarks.timing import percentile, recall

_QUERIES: Final = 300
_ARTICLE: Final = 15
_FILTERS: Final = 200
_RANK: Final = 2


def measure(setting: Setting) -> Iterator[Row]:
    """Focused against plain queries, the article's form, and counting by what photos show."""
    count = setting.many
    state = str(setting.library(count) / "state")
    vectors, queries = str(setting.vectors(count)), str(setting.queries(_QUERIES))
    found = call(ask, state=state, vectors=vectors, queries=queries)
    what = f"focused query of {count:,} photos"
    yield Row(f"{what}, recall@10", found["recall"], "", target=Target(">=", 0.98), note="against exact")
    yield Row(f"{what}, p50", found["p50"], "ms", found["plain_p50"], "plain query", Target("<=", 10))
    yield Row(f"{what}, p99", found["p99"], "ms", found["plain_p99"], "plain query", Target("<=", 30))
    yield Row(f"{what}, p50", found["p50"], "ms", found["article_p50"], "the article, both sides weighed")
    counted = call(count_labels, state=state)
    what = f"counts of all labels, {count:,} photos"
    yield Row(f"{what}, p50", counted["p50"], "ms", target=Target("<=", 50), note="one to three labels chosen")
    yield Row(f"{what}, p99", counted["p99"], "ms", target=Target("<=", 50))
    yield Row(f"photos with chosen labels of {count:,}, p50", counted["tagged_p50"], "ms", target=Target("<=", 50))
    yield Row(f"{what}, the first time", counted["first"], "ms", note="from an open library: loads tags and names")


def ask(state: str, vectors: str, queries: str) -> dict[str, float]:
    """Times in milliseconds of focused and plain queries, in turns, and recall of the focused ones."""
    packed: Packed = np.load(vectors, mmap_mode="r")
    asked: Vectors = np.load(queries)
    exact = unpack(packed[:])
    library = Asked(state)
    class_weights = load_class_weights(library.spec)
    likely, sure = top_classes(asked @ class_weights.T)
    for unit in asked[:20]:  # warm: a window has been open for a while
        library.rows(unit)
    plain, ours, theirs = list[float](), list[float](), list[float]()
    found, wanted = list[list[int]](), list[Vectors]()
    for number, unit in enumerate(asked):
        with Clock(plain):
            library.rows(unit)
        with Clock(ours):
            classes = likely[number, _RANK : _RANK + 1]
            query = focused(unit, focus_weights(class_weights, classes, likely[number], sure[number]))
            rows = library.rows(query, far=True)
        found.append([row.id - 1 for row in rows[:10]])  # ids of a new catalogue count from one
        wanted.append(query)
    for number, unit in enumerate(asked[:_ARTICLE]):
        score = partial(article_scores, unit=unit, weights=class_weights[likely[number, _RANK]])
        with Clock(theirs):
            library.scored(score)
    true = [np.argsort(-(exact @ query))[:10].tolist() for query in wanted]  # after the rest: it empties the caches
    library.close()
    answer = {"recall": recall(found, true), "article_p50": percentile(theirs, 50)}
    for name, times in (("", ours), ("plain_", plain)):
        answer |= {f"{name}p{share}": percentile(times, share) for share in (50, 99)}
    return answer


def count_labels(state: str) -> dict[str, float]:
    """Milliseconds to count, and to list photos, with labels chosen as a person would: each leaves some photos."""
    first, times, listing = list[float](), list[float](), list[float]()
    dice = random.Random(1)
    with Library.open(state) as library:
        with Clock(first):
            counts = library.tag_counts()
        for _ in range(_FILTERS):
            chosen: list[str] = []
            left = counts
            for _ in range(dice.randint(1, 3)):
                chosen.append(dice.choice(list(left)))
                with Clock(times):
                    left = library.tag_counts(chosen)
            with Clock(listing):
                library.tagged(chosen)
    return {
        "first": first[0],
        "p50": percentile(times, 50),
        "p99": percentile(times, 99),
        "tagged_p50": percentile(listing, 50),
    }
