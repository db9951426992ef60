"""Words: reading them, the nearest of one, and what is offered while somebody types."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np

from photosim.assets import bundled_resources_folder
from photosim.library.knowledge import Knowledge
from photosim.library.wording import suggestions
from photosim.semantics.glove import Floats
from photosim.semantics.wordfile import open_words, store_words
from photosim.semantics.words import WordVectors
from tests.benchmarks.children import call, watch
from tests.benchmarks.rows import Row, Target
from tests.benchmarks.setting import Setting
from tests.benchmarks.timing import percentile

_QUERIES: Final = 200
_TYPED: Final = ("siamese cat", "red sports car", "beach", "grandma's garden", "sneakers", "elefant", "birthday cake")
_FRAME: Final = 16.0


def measure(setting: Setting) -> Iterator[Row]:
    """The built-in words, and a file of the user's as large as the largest of GloVe's 6B."""
    built_in = [call(ask_built_in) for _ in range(5)]
    load, first = (percentile([each[name] for each in built_in], 50) for name in ("load", "first"))
    yield Row(
        "words, built-in: load and first query", load + first, "ms", target=Target("<=", 150), note="fresh process"
    )
    yield Row("words, built-in: nearest ten, p50", built_in[0]["p50"], "ms", target=Target("<=", _FRAME))
    yield Row("words, built-in: nearest ten, p99", built_in[0]["p99"], "ms", target=Target("<=", _FRAME))
    typed = call(type_along)
    yield Row("search box: suggestions for a key, p50", typed["p50"], "ms", target=Target("<=", _FRAME))
    yield Row("search box: suggestions for a key, p99", typed["p99"], "ms", target=Target("<=", _FRAME))
    yield from _own(setting, 20_000 if setting.quick else 400_000, 300)


def _own(setting: Setting, count: int, dimension: int) -> Iterator[Row]:
    base = setting.scratch("words")
    file = base / "vectors.txt"
    setting.say(f"writing {count:,} made word vectors of {dimension} numbers")
    write_vectors(file, count, dimension)
    what = f"words, own file of {count:,} x {dimension}"
    stored = watch(store, file=os.fspath(file), root=os.fspath(base / "words"))
    yield Row(f"{what}: read once", stored.answer, "s", file.stat().st_size / 1e9, "GB of text")
    yield Row(f"{what}: memory while reading", stored.own / 1e6, "MB", note="resident")
    own = call(ask_own, root=os.fspath(base / "words"))
    yield Row(f"{what}: load", own["load"], "ms", note="verified, every start")
    other = "multiplying all rows"
    yield Row(f"{what}: nearest ten, p50", own["p50"], "ms", own["all"], other, Target("<=", _FRAME))
    yield Row(f"{what}: nearest ten, p99", own["p99"], "ms", own["all"], other)
    yield Row(f"{what}: same answers as multiplying all rows", own["same"], "", target=Target(">=", 1.0))


def write_vectors(file: Path, count: int, dimension: int) -> None:
    """Made vectors: bent mixtures of the built-in ones, so that neighbours are neighbours, and half as much noise."""
    rng = np.random.default_rng(0)
    words = WordVectors.load(bundled_resources_folder())
    mix = rng.standard_normal((words.dimension, dimension)).astype(np.float32)
    with file.open("w", encoding="utf-8") as stream:
        for start in range(0, count, 2000):
            places = np.arange(start, min(start + 2000, count)) % len(words)
            noise = rng.standard_normal((len(places), dimension)).astype(np.float32)
            rows: Floats = np.tanh(words.vectors(places.tolist()) @ mix) + np.float32(0.5) * noise
            stream.writelines(
                f"w{start + number} {' '.join(f'{value:.5f}' for value in row)}\n"
                for number, row in enumerate(rows.tolist())
            )


def ask_built_in() -> dict[str, Any]:
    """Milliseconds."""
    start = time.perf_counter()
    words = WordVectors.load(bundled_resources_folder())
    loaded = time.perf_counter()
    _ask(words, "cat")
    asked = time.perf_counter()
    times = _times(words)
    return {"load": 1000 * (loaded - start), "first": 1000 * (asked - loaded), **times}


def type_along() -> dict[str, float]:
    """Milliseconds of the suggestions after each key of some texts, once everything is loaded."""
    knowledge = Knowledge(bundled_resources_folder(), Path(os.devnull))
    suggestions(knowledge, "cat", 8)
    suggestions(knowledge, "qqqq", 8)
    times = []
    for text in _TYPED:
        for length in range(1, len(text) + 1):
            start = time.perf_counter()
            suggestions(knowledge, text[:length], 8)
            times.append(1000 * (time.perf_counter() - start))
    return {"p50": percentile(times, 50), "p99": percentile(times, 99)}


def store(file: str, root: str) -> float:
    """Seconds."""
    start = time.perf_counter()
    store_words(Path(file), Path(root))
    return time.perf_counter() - start


def ask_own(root: str) -> dict[str, Any]:
    """Milliseconds, and the share of the ten nearest that multiplying everything finds, too."""
    start = time.perf_counter()
    stored = open_words(Path(root))
    loaded = time.perf_counter()
    assert stored is not None
    words = stored.vectors
    _ask(words, words.words[0])
    times = _times(words)
    whole = WordVectors(words.words, [np.concatenate(words.parts, axis=1)])
    everything = _times(whole)["p50"]
    asked = words.words[100 : 100 + _QUERIES // 10]
    same = [len(_ask(words, word) & _ask(whole, word)) / 10 for word in asked]
    return {"load": 1000 * (loaded - start), "all": everything, "same": float(np.mean(same)), **times}


def _times(words: WordVectors) -> dict[str, float]:
    places = np.random.default_rng(1).choice(min(30_000, len(words)), _QUERIES)
    times = []
    for place in places:
        start = time.perf_counter()
        _ask(words, words.words[place])
        times.append(1000 * (time.perf_counter() - start))
    return {"p50": percentile(times, 50), "p99": percentile(times, 99)}


def _ask(words: WordVectors, word: str) -> set[str]:
    vector = words.vector(word)
    assert vector is not None
    return {each for each, _ in words.nearest(vector, 10, (word,))}
