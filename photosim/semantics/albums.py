"""Learning the user's own folders: which album a photo would belong to.

Ridge regression from unit vectors to one-hot album names, in closed form (Hastie, Tibshirani, Friedman, The Elements of
Statistical Learning, 2nd ed., section 4.2). Before, the vectors are taken to their first principal components. Every
album weighs the same however many photos it has, and the photos of no album together weigh as much as one album, with
no name as their answer. How much to regularise is chosen on photos held out: five times a fifth of each album, in one
piece of its order, because neighbours in a folder are often nearly the same photo.

Scores become probabilities by a softmax with one more outcome, "no album", of fixed score. That score and the
sharpness are fitted to held-out photos and to strangers: the photos of each album in turn, scored by what was learnt
without it.

Measured on 12 draws of 8 albums made of everyday groups of the sample photos (16 to 70 photos, no two of the same
thing, half of them learnt from; `tests/quality/albums.py`), beside simpler ways that show as many names: share of new
photos put into the right album, shown its name, shown a wrong one, and of photos of no album that are shown a name.

    ====================  =====  =====  =====  =========
    way                   right  shown  wrong  strangers
    ====================  =====  =====  =====  =========
    this                  .793   .234   .007   .024
    nearest centre        .791   .212   .030   .063
    five nearest photos   .769   .232   .010   .032
    ====================  =====  =====  =====  =========

So which album it is, the nearest centre tells as well; that it is none, this tells two to four times better. Strangers
count three times in the calibration, because most photos of a library are in no album: counted once .420 / .034 / .074,
twice .328 / .017 / .040, five times .170 / .003 / .016. Albums that show the same things again and again, as most do
(views of four photos each), are all told apart: 1.000 right, .999 shown, .064 of strangers.

Principal components: 64, 128 and 256 put equally many photos right (.77, .78, .79). Photos of the albums among those
given as photos of none do no harm (.776 right).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.vectors import Vectors

COMPONENTS: Final = 128
SHOWN: Final = 0.5
"""Probability from which on a photo counts as one for the album."""
_PENALTIES: Final = (0.03, 0.1, 0.3, 1.0)
_FOLDS: Final = 5
_ENOUGH: Final = 4
"""Albums (the photos of no album count as one) from which on leaving one out tells about strangers."""
_USUAL_SHARPNESS: Final = 20.0
_USUAL_REJECTION: Final = {(2, True): 0.35, (2, False): 0.58, (3, False): 0.47}
"""Where there are fewer, by number of albums and whether there are photos of none: some 7 % of strangers get a name."""
_SPARE: Final = 16
_ITERATIONS: Final = 3
_SEED: Final = 2016
_STRANGERS: Final = 3
"""How many times a stranger counts for a held-out photo; see above."""
_CALIBRATED_ON: Final = 4000
"""Photos; of more, and of many albums, every so many, because each is scored for each album some hundred times."""
_CALIBRATED_ON_SCORES: Final = 250_000
_CALIBRATED_ON_AT_LEAST: Final = 500

Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class AlbumHead:
    """What was learnt, for unit vectors of length d.

    Attributes:
        weights: float32 (albums, d).
        biases: float32 (albums,).
        sharpness: of the softmax, above 0.
        rejection: the score of "no album".
    """

    weights: Vectors
    biases: Vectors
    sharpness: float
    rejection: float

    def probabilities(self, unit: Vectors) -> Vectors:
        """Float32 (n, albums), 0..1, for unit vectors (n, d); what is missing to 1 is that it belongs to none."""
        # A single photo not by `@`: see `photosim.store.search`. For many, einsum would take ten times as long.
        products = unit @ self.weights.T if len(unit) > 1 else np.einsum("ij,kj->ik", unit, self.weights)
        return _softmax(products + self.biases, self.sharpness, self.rejection)


@dataclass(frozen=True, slots=True, eq=False)
class Learnt:
    """A head and how good it is.

    Attributes:
        head: what was learnt.
        accuracy: share of held-out photos whose own album scored highest, 0..1.
        tagged: share of held-out photos that were shown their own album's name, 0..1.
        strangers: share of photos of albums left out that were shown the name of another, 0..1; None if unknown.
    """

    head: AlbumHead
    accuracy: float
    tagged: float
    strangers: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """Principal components, to make the arithmetic small.

    Attributes:
        mean: float32 (d,).
        components: float32 (d, p).
    """

    mean: Vectors
    components: Vectors

    @classmethod
    def fit(cls, unit: Vectors, components: int = COMPONENTS) -> "Basis":
        """Of unit vectors float32 (n, d), at most a few thousand of them.

        By random projection and subspace iteration (Halko, Martinsson, Tropp, Finding structure with randomness, SIAM
        Review 53, 2011): a second instead of half a minute for vectors of 4096 numbers.
        """
        mean = unit.mean(axis=0)
        centred = unit - mean
        wanted = min(components + _SPARE, *unit.shape)
        start = np.random.default_rng(_SEED).standard_normal((unit.shape[1], wanted), np.float32)
        spanned, _ = np.linalg.qr(centred @ start)
        for _ in range(_ITERATIONS):
            spanned, _ = np.linalg.qr(centred @ (centred.T @ spanned))
        _, lengths, rows = np.linalg.svd(spanned.T @ centred, full_matrices=False)
        kept = rows[:components][lengths[:components] > 1e-4 * max(float(lengths[0]), 1e-6)]
        return cls(mean, np.ascontiguousarray(kept.T, np.float32))

    def apply(self, unit: Vectors) -> Vectors:
        """Unit vectors (n, d) to float32 (n, p)."""
        return np.asarray((unit - self.mean) @ self.components, np.float32)


def learn_albums(points: Vectors, labels: Labels, others: Vectors, basis: Basis) -> Learnt:
    """Fit, choose and calibrate.

    Args:
        points: float32 (n, p), photos of albums by `Basis.apply`, each album's in their order.
        labels: int64 (n,), their albums 0..a-1; at least two albums of at least five photos.
        others: float32 (m, p), some photos of no album; may be none.
        basis: how the points were made.
    """
    count = int(labels.max()) + 1
    problem = _Problem(points, labels, others, count)
    held_out = [problem.held_out_scores(penalty) for penalty in _PENALTIES]
    shares = [_balanced(scores, labels) for scores in held_out]
    best = max(range(len(_PENALTIES)), key=lambda i: (round(shares[i], 3), _PENALTIES[i]))
    scores = held_out[best]
    strange = problem.strangers(_PENALTIES[best]) if count + bool(len(others)) >= _ENOUGH else None
    if strange is None:
        sharpness, rejection = _USUAL_SHARPNESS, _USUAL_REJECTION[count, len(others) > 0]
    else:
        sharpness, rejection = _calibrate(scores, labels, strange)
    solution = problem.solve(_PENALTIES[best])
    weights = solution[:-1].T @ basis.components.T
    head = AlbumHead(
        np.ascontiguousarray(weights, np.float32),
        (solution[-1] - weights @ basis.mean).astype(np.float32),
        sharpness,
        rejection,
    )
    own = _softmax(scores, sharpness, rejection)[np.arange(len(labels)), labels]
    wrong = None if strange is None else float((_softmax(strange, sharpness, rejection).max(1) >= SHOWN).mean())
    right = scores.argmax(axis=1) == labels
    return Learnt(head, float(right.mean()), float((own >= SHOWN).mean()), wrong)


class _Problem:
    """Weighted normal equations, from which parts can be taken away again."""

    def __init__(self, points: Vectors, labels: Labels, others: Vectors, count: int) -> None:
        sizes = np.bincount(labels, minlength=count)
        self._rows = _with_one(points)
        self._labels = labels
        self._weights = (1 / sizes)[labels]
        self._targets = np.eye(count)[labels]
        self._folds = _folds(labels, sizes)
        background = _with_one(others)
        share = 1 / len(others) if len(others) else 0.0
        self._gram = self._gram_of(np.arange(len(labels))) + share * (background.T @ background)
        self._answers = self._answers_of(np.arange(len(labels)))

    def _gram_of(self, rows: Labels) -> NDArray[np.float64]:
        return np.asarray((self._rows[rows] * self._weights[rows, None]).T @ self._rows[rows], np.float64)

    def _answers_of(self, rows: Labels) -> NDArray[np.float64]:
        return np.asarray((self._rows[rows] * self._weights[rows, None]).T @ self._targets[rows], np.float64)

    def solve(self, penalty: float, without: Labels | None = None) -> NDArray[np.float64]:
        """Coefficients (p + 1, albums), the last row being the constant; perhaps without some of the photos."""
        gram, answers = self._gram, self._answers
        if without is not None:
            gram, answers = gram - self._gram_of(without), answers - self._answers_of(without)
        ridge = np.full(len(gram), penalty)
        ridge[-1] = 1e-6  # the constant is as large as it needs to be
        return np.asarray(np.linalg.solve(gram + np.diag(ridge), answers), np.float64)

    def held_out_scores(self, penalty: float) -> NDArray[np.float64]:
        """Scores (n, albums) of each photo by what was learnt without its fold."""
        scores = np.empty_like(self._targets)
        for fold in range(_FOLDS):
            rows = np.flatnonzero(self._folds == fold)
            scores[rows] = self._rows[rows] @ self.solve(penalty, rows)
        return scores

    def strangers(self, penalty: float) -> NDArray[np.float64]:
        """Scores (n, albums) of each photo by what was learnt without its album, which scores least."""
        scores = np.empty_like(self._targets)
        for album in range(self._targets.shape[1]):
            rows = np.flatnonzero(self._labels == album)
            scores[rows] = self._rows[rows] @ self.solve(penalty, rows)
            scores[rows, album] = -np.inf
        return scores


def _with_one(points: Vectors) -> NDArray[np.float64]:
    return np.concatenate([points.astype(np.float64), np.ones((len(points), 1))], axis=1)


def _folds(labels: Labels, sizes: Labels) -> Labels:
    """Which fifth of its album each photo is in."""
    folds = np.empty(len(labels), np.int64)
    for album, size in enumerate(sizes):
        folds[labels == album] = np.arange(size) * _FOLDS // size
    return folds


def _balanced(scores: NDArray[np.float64], labels: Labels) -> float:
    """Share of photos whose own album scores highest, each album counting the same."""
    right = scores.argmax(axis=1) == labels
    return float(np.mean(np.bincount(labels, right) / np.bincount(labels)))


def _softmax(scores: NDArray[Any], sharpness: float, rejection: float) -> Vectors:
    """Probabilities float32 (n, albums) beside one more outcome of a fixed score."""
    scaled = sharpness * (scores - rejection)
    top = np.maximum(scaled.max(axis=1, keepdims=True), 0)
    exponentials = np.exp(scaled - top)
    shares: Vectors = (exponentials / (exponentials.sum(axis=1, keepdims=True) + np.exp(-top))).astype(np.float32)
    return shares


def _calibrate(scores: NDArray[Any], labels: Labels, strange: NDArray[Any]) -> tuple[float, float]:
    """Sharpness and score of "no album" that make what held-out photos and strangers are the likeliest."""
    rows = max(_CALIBRATED_ON_AT_LEAST, min(_CALIBRATED_ON, _CALIBRATED_ON_SCORES // scores.shape[1]))
    step = max(1, len(labels) // rows)
    scores, strange = (some[::step].astype(np.float32) for some in (scores, strange))  # a third of the time
    labels = labels[::step]
    weights = (1 / np.bincount(labels))[labels] if step == 1 else np.ones(len(labels))

    def loss(pair: tuple[float, float]) -> float:
        own = _softmax(scores, *pair)[np.arange(len(labels)), labels]
        none = 1 - _softmax(strange, *pair).sum(axis=1)
        return -float((weights * (np.log(np.maximum(own, 1e-6)) + _STRANGERS * np.log(np.maximum(none, 1e-6)))).sum())

    return min(_grid(), key=loss)


def _grid() -> Iterator[tuple[float, float]]:
    for sharpness in np.geomspace(3, 60, 14):
        for rejection in np.linspace(0, 1, 41):
            yield float(sharpness), float(rejection)
