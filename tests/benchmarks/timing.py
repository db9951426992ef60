"""Timing and the statistics of it."""

import math
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any

import numpy as np


def seconds(work: Callable[[], Any]) -> float:
    """Wall-clock seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def alternate(works: Sequence[Callable[[], float]], repetitions: int) -> list[float]:
    """Medians of figures that are measured in turns, so that a slow spell of the machine meets all of them.

    The order is turned round every time, so that none always profits from what the one before it left in caches.
    """
    figures: list[list[float]] = [[] for _ in works]
    order = list(range(len(works)))
    for _ in range(repetitions):
        for which in order:
            figures[which].append(works[which]())
        order.reverse()
    return [median(one) for one in figures]


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` percent of all do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share / 100 * len(ordered)) - 1)]


def recall(found: Sequence[Sequence[int]], true: Sequence[Sequence[int]]) -> float:
    """Mean share of the true ones that were found, 0..1."""
    return float(np.mean([len(set(some) & set(all_)) / len(all_) for some, all_ in zip(found, true, strict=True)]))
