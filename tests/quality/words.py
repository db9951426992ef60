"""Are the nearest words the right ones: the ten nearest of everyday words beside those by full precision.

The answers by full precision were written by `resources/make_words.py`, which has the whole of GloVe at hand.
"""

import json
from pathlib import Path
from typing import Any, Final

import numpy as np

from photosim.assets import bundled_resources_folder
from photosim.semantics.words import Floats, Rows, WordVectors, quantise
from tests.quality.report import Suite

GOLDEN: Final = Path(__file__).parents[1] / "data" / "glove_nearest.json"
_NEAREST: Final = 10
_COMMON: Final = 30_000

Golden = dict[str, dict[str, Any]]


def run(images: Path) -> Suite:
    """Share of the ten nearest by full precision that are found.

    "same" is among the same words. Among all 400,000 there are some that did not come with photosim: "common" is the
    share for words up to the 30,000th by frequency, "rare" for the others.

    Args:
        images: not looked at.
    """
    golden: Golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    words = WordVectors.load(bundled_resources_folder())
    unit = words.vectors(range(len(words)))
    frequent = WordVectors(words.words[:30_000], [quantise(unit[:30_000])])
    return Suite(
        name="words",
        subject=f"{len(golden)} nouns and names of groups, the ten nearest of {len(words):,} words",
        rows={
            "photosim": _overlap(words, golden),
            "rounded to 5 bits": _overlap(WordVectors(words.words, [_coarse(unit, 5)]), golden),
            "rounded to 4 bits": _overlap(WordVectors(words.words, [_coarse(unit, 4)]), golden),
            "the 30,000 most frequent": _overlap(frequent, golden),
        },
        targets={"same": 0.9, "common": 0.9},
    )


def _coarse(unit: Floats, bits: int) -> Rows:
    """Rows rounded to fewer bits, the largest value of each being the largest number."""
    levels = np.float32(2 ** (bits - 1) - 1)
    rows: Rows = np.rint(unit / np.abs(unit).max(axis=1, keepdims=True) * levels).astype(np.int8)
    return rows


def _overlap(words: WordVectors, golden: Golden) -> dict[str, float]:
    """Shares found of the nearest among the same words, and of those among all, for common words and for rare ones."""
    found: dict[str, list[float]] = {"same": [], "common": [], "rare": []}
    for word, nearest in golden.items():
        vector = words.vector(word)
        ours = set() if vector is None else {each for each, _ in words.nearest(vector, _NEAREST, (word,))}
        found["same"].append(len(ours & set(nearest["kept"])) / _NEAREST)
        found["common" if nearest["rank"] < _COMMON else "rare"].append(len(ours & set(nearest["all"])) / _NEAREST)
    return {name: float(np.mean(shares)) for name, shares in found.items()}
