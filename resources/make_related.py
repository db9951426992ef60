"""Makes `related_classes.npz`: for every word, which of ImageNet's classes WordNet connects it with, and how closely.

From the top of the repository, with the extra `resources` installed and WordNet 3.0 at hand::

    python -m resources.make_related [--wordnet DIR]

A walk starts at a word, goes at random along WordNet's relations (meanings of a word, kinds, parts, relatives, words
of a definition) and returns to the start now and then: personalised PageRank, as Agirre and Soroa (2009) use it for
word similarity. How often it meets a class, over how often any walk would, is how closely the two are related.
Walks are followed backwards from the 1,000 classes, so that all words come out at once. Takes a few minutes; the same
input gives the same bytes.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from photosim.semantics.classes import Taxonomy
from photosim.semantics.related import FILE, FLOOR, quantise_closeness
from photosim.semantics.spelling import normalise
from photosim.semantics.words import WORDS_FILE
from resources.read_relations import Dictionary
from resources.read_wordnet import DEFAULT_FOLDER

HERE: Final = Path(__file__).parent
# The share of steps that go on instead of returning. On 103 words and 60 group words set aside for tuning, right of
# 20 photos found: .85 gives .633 and .732, .7 gives .626 and .720, .5 gives .614 and .705.
GOING_ON: Final = 0.85
STEPS: Final = 25
MOST_CLASSES: Final = 16
LEAST: Final = 3.0
_BLOCK: Final = 100


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wordnet", type=Path, default=DEFAULT_FOLDER, metavar="DIR")
    dictionary = Dictionary(parser.parse_args().wordnet)
    nodes = {name: number for number, name in enumerate([*dictionary.meanings, *sorted(dictionary.words)])}
    steps, share = transitions(dictionary, nodes)
    classes = [nodes[each.wnid] for each in Taxonomy.load(HERE).classes]
    common = frozenset((HERE / WORDS_FILE).read_text(encoding="utf-8").split("\n"))
    words = sorted(word for word in dictionary.words if worth_having(word, common))
    places = np.array([nodes[word] for word in words])
    closeness = np.concatenate(
        [
            walks(steps, classes[start : start + _BLOCK])[places] / share[classes[start : start + _BLOCK]]
            for start in range(0, len(classes), _BLOCK)
        ],
        axis=1,
        dtype=np.float32,
    )
    np.savez_compressed(HERE / FILE, allow_pickle=False, **arrays(words, closeness))


def worth_having(word: str, common: frozenset[str]) -> bool:
    """Whether all its parts are words that people use, in the form that is looked up."""
    return word == normalise(word) and all(part in common for part in word.replace("-", " ").split())


def transitions(dictionary: Dictionary, nodes: dict[str, int]) -> tuple[sparse.csr_matrix, NDArray[np.float64]]:
    """Chances of a step as a sparse matrix (to, from), and the share of all steps that end at each node."""
    ends = [(nodes[one], nodes[other], weight) for one, other, weight in dictionary.edges()]
    one, other = np.array([pair[:2] for pair in ends]).T
    weights = np.array([weight for *_, weight in ends])
    size = (len(nodes), len(nodes))
    matrix = sparse.coo_matrix((np.tile(weights, 2), (np.r_[one, other], np.r_[other, one])), size).tocsr()
    degrees = np.asarray(matrix.sum(axis=0)).ravel()
    chances = matrix @ sparse.diags(1 / np.maximum(degrees, 1e-9))
    return chances.tocsr(), degrees / degrees.sum()


def walks(steps: sparse.csr_matrix, targets: Iterable[int]) -> NDArray[np.float64]:
    """How often a walk from each node is at each target: (nodes, targets)."""
    targets = list(targets)
    at_target = np.zeros((steps.shape[0], len(targets)))
    at_target[targets, np.arange(len(targets))] = 1 - GOING_ON
    backwards, found = steps.T.tocsr(), at_target
    for _ in range(STEPS):
        found = at_target + GOING_ON * (backwards @ found)
    return found


def arrays(words: list[str], closeness: NDArray[np.float32]) -> dict[str, NDArray[np.generic]]:
    """All arrays of the file, lists end to end; see `photosim.semantics.related`."""
    order = np.argsort(-closeness, axis=1, kind="stable")[:, :MOST_CLASSES]
    values = np.take_along_axis(closeness, order, axis=1)
    kept = (values >= FLOOR * values[:, :1]) & (values >= LEAST)
    kept[:, 0] = True  # how close the closest is tells whether photos can show the word at all
    return {
        "words": np.frombuffer("\n".join(words).encode(), np.uint8),
        "starts": np.concatenate([[0], np.cumsum(kept.sum(axis=1))]).astype(np.uint32),
        "classes": order[kept].astype(np.uint16),
        "closeness": quantise_closeness(values[kept]),
    }


if __name__ == "__main__":
    main()
