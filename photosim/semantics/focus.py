"""Narrowing a search to one thing in a photo: the cat, not the bottle beside it.

The article "Building an image search service from scratch" (E. Ameisen) multiplies the activations of all photos with
the last layer's weights of one class. Here only the query is weighed, so that the search index serves as it is: one
ordinary query with another vector,

    sqrt(q) * (max(w, 0) + min(w, 0) / 2)

Of networks whose vectors have signs, what speaks for a class is where vector and weight have the same one. So the same
weights are taken with the root of the number without its sign, the whole weight where both agree and half of it
elsewhere, which for vectors without signs is the line above.

The root keeps what is strongest in the photo (the bottle, perhaps) from drowning what speaks for the class; half of the
negative weights keeps away what speaks against it.

Measured on 600 pairs of photos side by side, focused on the left one's class, in a library of the 1,000 sample photos
and 11 views of each: share of the 10 nearest that are views of the left and of the right photo. Then with the
left photo's own views taken out of the library: share of the 10 nearest that are of the left one's everyday group (dog,
bird, ...) and that are views of the right photo.

    ============================================  =====  =====  ==========  ===========
    query                                         left   right  left group  right photo
    ============================================  =====  =====  ==========  ===========
    no focus                                      .466   .531   .162        .829
    the article: both sides times w               .705   .286
    both sides times max(w, 0)                    .800   .182
    q * max(w, 0)                                 .956   .037   .516        .194
    q * w                                         .956   .001   .606        .008
    sqrt(q) * max(w, 0)                           .979   .010   .567        .077
    sqrt(q) * w                                   .936   .000   .619        .003
    sqrt(q) * (max(w, 0) + min(w, 0) / 2)         .968   .002   .613        .009
    w alone, whatever the photo                   .788   .000   .635        .000
    q * max(w - w of the other tags, 0)           .983   .005   .532        .041
    (q - mean of the library) * max(w, 0)         .894   .101   .432        .341
    ============================================  =====  =====  ==========  ===========

Dividing by the library's mean or deviation changed nothing. For a group w is made of its classes, half of it their mean
and half weighted by how likely each is in this photo. On 233 such pairs, by group of the left photo and of the
right: the mean alone .897 / .003, the likeliest class alone .972 / .005 (without own views .62 of the left group),
weighted alone .976 / .004 (.66), half and half .967 / .005 (.71); the largest weight of any class .682 / .314. With
the ten likeliest classes that are stored, instead of all, half and half has .953 / .004 (.70). All this on the pairs it
was chosen on; `tests/quality/focus.py` measures it on others.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.vectors import Vectors

_AGAINST: Final = np.float32(0.5)


def focus_weights(
    class_weights: Vectors, classes: NDArray[np.integer], likely: NDArray[np.integer], probabilities: Vectors
) -> Vectors:
    """What speaks for a class or a group in this photo, float32 (d,).

    Args:
        class_weights: the last layer, float32 (all classes, d).
        classes: the classes of the group, or the one class; at least one.
        likely: the likeliest classes of the photo, (t,).
        probabilities: float32 (t,), of each of those.
    """
    rows = class_weights[classes]
    mean: Vectors = rows.mean(axis=0)
    shares = np.array([probabilities[likely == one].sum() for one in classes], np.float32)
    total = shares.sum()
    if len(classes) == 1 or total <= 0:
        return mean
    weighted: Vectors = np.einsum("i,ij->j", shares / total, rows)
    return (mean + weighted) / np.float32(2)


def focused(unit: Vectors, weights: Vectors) -> Vectors:
    """The query that looks for what in a photo speaks for a class; see the module for what was measured.

    Args:
        unit: the photo's vector, float32 (d,).
        weights: of `focus_weights`, float32 (d,).

    Returns:
        float32 (d,) of length 1; all zero if nothing in the photo bears on the class.
    """
    speaks_for = unit * weights > 0
    return _to_length_one(np.sqrt(np.abs(unit)) * np.where(speaks_for, weights, _AGAINST * weights))


def article_scores(block: Vectors, unit: Vectors, weights: Vectors) -> Vectors:
    """Cosine similarity of photos and query, both weighed: the article's form, which needs every photo's vector.

    Args:
        block: float32 (n, d), photos, each of any length above 0.
        unit: the query, float32 (d,).
        weights: float32 (d,).

    Returns:
        float32 (n,), -1..1; 0 where a side has nothing left.
    """
    query = _to_length_one(unit * weights) * weights
    # einsum, not `@`: see `photosim.store.search`.
    products = np.einsum("ij,j->i", block, query)
    lengths = np.sqrt(np.einsum("ij,ij,j->i", block, block, weights * weights))
    scores: Vectors = np.divide(products, lengths, out=np.zeros_like(products), where=lengths > 0)
    return scores


def _to_length_one(vector: Vectors) -> Vectors:
    length = np.sqrt(np.einsum("i,i->", vector, vector))
    unit: Vectors = vector / length if length > 0 else np.zeros_like(vector)
    return unit
