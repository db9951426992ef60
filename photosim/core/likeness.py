"""Whether two photos are one picture saved anew, told by their pixels.

Embeddings cannot tell: a shot of the same moment is as near to a photo as a copy with another crop. So the smaller
content is laid over the part of the larger one that it fits best, and fine detail is compared. Where a camera moved by
a hair or somebody turned their head, detail does not fit any more; a copy that was resized, recompressed, cut or
brightened fits still, but for a few places such as a watermark.

The place is looked for among crops first and then refined by Gauss and Newton's method on stretch and shift along both
axes (Lucas and Kanade, An iterative image registration technique, IJCAI 1981; Baker and Matthews, Lucas-Kanade 20 years
on, IJCV 2004). A copy lies within the picture it was cut from; two shots of one scene each show what the other does
not.
"""

import io
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIDE: Final = 96
"""Pixels each way of the grey pictures that are compared."""
_FINE: Final = 48
_COARSE: Final = 16
_SHARPNESS_SIDE: Final = 256
_STEPS: Final = 6
# Crops that are tried first: shares of width and height that are left, and where they lie.
_SHARES: Final = (1.0, 0.94, 0.88, 0.82)
_UNLIKE_SHARES: Final = 0.07
_LEAST_COARSE: Final = 0.7
"""Least correlation with the best of these crops: 14 kinds of copies of 150 photos all reach .82, of the 2,000 pairs of
different photos with the nearest vectors 1 in 30 does."""
_OUTSIDE: Final = 0.008
"""How far a copy may reach beyond the picture it was cut from, of its side: copies .003, shots moved by 2 % .018."""
_BLOCKS: Final = 8
_FORGIVEN: Final = 4
"""Of 64 places so many may differ: a watermark, a date in the corner."""
_LEAST_DETAIL: Final = 0.9
"""Least correlation of detail with nothing forgiven; a watermark leaves .90 to .99."""
_LEAST_PLACED: Final = 0.3
"""Least correlation of detail for two pictures to be shown laid over each other."""

Greys = NDArray[np.uint8]
"""Grey pictures, uint8 (n, SIDE, SIDE), squeezed into a square."""
Floats = NDArray[np.floating[Any]]
"""All of them float32 here."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture lies on another one of the same scene; it may reach beyond it.

    Attributes:
        second_is_larger: whether it is the first picture that lies on the second one.
        left: share of the larger one's width.
        top: share of the larger one's height.
        width: likewise.
        height: likewise.
    """

    second_is_larger: bool
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Compared:
    """What the pixels of n pairs say.

    Attributes:
        likeness: float32 (n,), correlation of fine detail, 0..1; 0 where neither lies within the other.
        composition: float32 (n,), correlation of the pictures at large, -1..1, at the crop that fits best.
    """

    likeness: NDArray[np.float32]
    composition: NDArray[np.float32]


def read_grey(jpeg: bytes) -> Greys:
    """A thumbnail as grey picture, uint8 (SIDE, SIDE).

    Raises:
        OSError: it is damaged.
    """
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
        image.draft("L", (SIDE, SIDE))
        grey = image.convert("L").resize((SIDE, SIDE), Image.Resampling.HAMMING)
    return np.asarray(grey)


def sharpness(jpeg: bytes) -> float:
    """How much fine detail a thumbnail has: variance of the Laplacian, in squared grey levels.

    Pech-Pacheco et al., Diatom autofocusing in brightfield microscopy, ICPR 2000. Pictures are brought to one size
    first, so that a small copy counts as less sharp.

    Raises:
        OSError: it is damaged.
    """
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
        image.draft("L", image.size)
        grey = image.convert("L")
    scale = _SHARPNESS_SIDE / max(grey.size)
    size = (max(3, round(grey.width * scale)), max(3, round(grey.height * scale)))
    level = np.asarray(grey.resize(size, Image.Resampling.BILINEAR), np.float32)
    middle = level[1:-1, 1:-1]
    return float(np.var(level[:-2, 1:-1] + level[2:, 1:-1] + level[1:-1, :-2] + level[1:-1, 2:] - 4 * middle))


def outline(greys: Greys) -> NDArray[np.float32]:
    """The pictures at large, float32 (n, 256), of length 1 and mean 0; their products are correlations."""
    step = SIDE // _COARSE
    means = greys.reshape(-1, _COARSE, step, _COARSE, step).mean(axis=(2, 4), dtype=np.float32)
    return _unit(means.reshape(len(greys), -1)).astype(np.float32, copy=False)


def compare(first: Greys, second: Greys) -> Compared:
    """Compare n pairs of pictures, uint8 (n, SIDE, SIDE) each; some hundred at a time, as each takes 150 kB."""
    one, other = first.astype(np.float32), second.astype(np.float32)
    halves = _reduced(one, SIDE // 2), _reduced(other, SIDE // 2)
    within_one, within_other = _try_crops(*halves), _try_crops(*halves[::-1])
    swapped = within_other.max(axis=1) > within_one.max(axis=1)
    scores = np.where(swapped[:, None], within_other, within_one)
    composition = scores.max(axis=1).astype(np.float32, copy=False)
    likeness = np.zeros(len(one), np.float32)
    close = np.flatnonzero(composition >= _LEAST_COARSE)
    if len(close):
        turn = swapped[close, None, None]
        large, small = np.where(turn, other[close], one[close]), np.where(turn, one[close], other[close])
        likeness[close] = _detail(large, small, _CROPS[scores[close].argmax(axis=1)])
    return Compared(likeness, composition)


def find_place(first: Greys, second: Greys) -> Place | None:
    """Where the scene of two pictures meets; None if they have none in common.

    Args:
        first: grey, uint8 (s, s), squeezed into a square; s is a multiple of `SIDE`, and the more the exacter.
        second: likewise.
    """
    one, other = first[None].astype(np.float32), second[None].astype(np.float32)
    small_one, small_other = _reduced(one, SIDE), _reduced(other, SIDE)
    halves = _reduced(small_one, SIDE // 2), _reduced(small_other, SIDE // 2)
    within_one, within_other = _try_crops(*halves)[0], _try_crops(*halves[::-1])[0]
    swapped = bool(within_other.max() > within_one.max())
    scores = within_other if swapped else within_one
    if scores.max() < _LEAST_COARSE:
        return None
    pictures = ((small_other, small_one), (other, one)) if swapped else ((small_one, small_other), (one, other))
    place, seen = _fit(*pictures[0], _CROPS[scores.argmax()][None])
    _, strict = _correlate(_fine(seen), _fine(_whole(pictures[0][1])))
    if strict[0] < _LEAST_PLACED:
        return None
    place, _ = _fit(*pictures[1], place)
    width, left, height, top = (float(value) for value in place[0])
    return Place(swapped, left, top, width, height)


def _make_crops() -> Floats:
    """Crops float32 (k, 4) as (width, left, height, top), shares of the picture; the whole picture comes first."""
    found = []
    for width in _SHARES:
        for height in (share for share in _SHARES if abs(share - width) < _UNLIKE_SHARES):
            for x in (0.0, 0.5, 1.0) if width < 1 else (0.0,):
                for y in (0.0, 0.5, 1.0) if height < 1 else (0.0,):
                    found.append((width, x * (1 - width), height, y * (1 - height)))  # noqa: PERF401 - easier to read
    return np.array(found, np.float32)


_CROPS: Final = _make_crops()


def _unit(rows: Floats) -> Floats:
    """Rows (..., m) of mean 0 and length 1; those without any contrast are all zero."""
    rows = rows - rows.mean(axis=-1, keepdims=True)
    length = np.sqrt(np.einsum("...i,...i->...", rows, rows))[..., None]
    unit: Floats = np.divide(rows, length, out=np.zeros_like(rows), where=length > 1e-3)
    return unit


def _reduced(pictures: Floats, side: int) -> Floats:
    """The same with fewer pixels each way, by a whole factor."""
    factor = pictures.shape[1] // side
    reduced: Floats = pictures.reshape(len(pictures), side, factor, side, factor).mean(axis=(2, 4))
    return reduced


def _samplers(share: Floats, start: Floats, points: int, side: int) -> Floats:
    """What takes lines of a picture to `points` samples of a stretch of them: float32 (n, points, side).

    Samples weigh their surroundings by a triangle as wide as they lie apart, so that nothing aliases.
    """
    centres = (np.arange(points, dtype=np.float32) + np.float32(0.5)) / points
    places = np.clip((share[:, None] * centres + start[:, None]) * side - 0.5, 0, side - 1).astype(np.float32)
    distance = np.abs(places[:, :, None] - np.arange(side, dtype=np.float32))
    weights = np.maximum(0, 1 - distance / np.float32(side / points))
    scaled: Floats = weights / weights.sum(axis=2, keepdims=True)
    return scaled


def _try_crops(large: Floats, small: Floats) -> Floats:
    """Correlations float32 (n, k) of the small pictures (n, s, s) with each crop of the large ones."""
    side = large.shape[1]
    across = _samplers(_CROPS[:, 0], _CROPS[:, 1], _COARSE, side)
    down = _samplers(_CROPS[:, 2], _CROPS[:, 3], _COARSE, side)
    whole = _unit((down[0] @ small @ across[0].T).reshape(len(small), -1))
    scores = np.empty((len(large), len(_CROPS)), np.float32)
    for number in range(len(_CROPS)):
        crop = _unit((down[number] @ large @ across[number].T).reshape(len(large), -1))
        scores[:, number] = np.einsum("ij,ij->i", crop, whole)
    return scores


def _detail(large: Floats, small: Floats, crops: Floats) -> Floats:
    """Correlation of fine detail, 0 where the small picture does not lie within the large one."""
    place, seen = _fit(large, small, crops)
    wanted = _whole(small)
    beyond = np.maximum.reduce(
        [-place[:, 1], -place[:, 3], place[:, 0] + place[:, 1] - 1, place[:, 2] + place[:, 3] - 1]
    )
    forgiving, strict = _correlate(_fine(seen), _fine(wanted))
    inside = (beyond <= _OUTSIDE) & (strict >= _LEAST_DETAIL)
    return np.where(inside, np.clip(forgiving, 0, 1), np.float32(0)).astype(np.float32)


def _whole(pictures: Floats) -> Floats:
    """All of each picture, in half of its pixels each way."""
    count, side = pictures.shape[:2]
    lines = _samplers(np.ones(count, np.float32), np.zeros(count, np.float32), side // 2, side)
    whole: Floats = lines @ pictures @ lines.transpose(0, 2, 1)
    return whole


def _fit(large: Floats, small: Floats, crops: Floats) -> tuple[Floats, Floats]:
    """Where the small pictures (n, s, s) lie in the large ones, (n, 4) like `crops`, and what is seen there.

    That has half of the pixels each way, (n, s / 2, s / 2).
    """
    side = large.shape[1]
    half = side // 2
    slope_x, slope_y = (np.gradient(large, axis=axis) * np.float32(side) for axis in (2, 1))
    grid = (np.arange(half, dtype=np.float32) + np.float32(0.5)) / half
    wanted = _level(_whole(small))[0]
    place = crops.astype(np.float32)
    for step in range(_STEPS + 1):
        across = _samplers(place[:, 0], place[:, 1], half, side)
        down = _samplers(place[:, 2], place[:, 3], half, side)
        across = across.transpose(0, 2, 1)
        seen, spread = _level(down @ large @ across)
        if step == _STEPS:
            break
        by_x, by_y = down @ slope_x @ across / spread, down @ slope_y @ across / spread
        by_place = np.stack([by_x * grid, by_x, by_y * grid[:, None], by_y], axis=1).reshape(len(large), 4, -1)
        by_place -= by_place.mean(axis=2, keepdims=True)
        square = by_place @ by_place.transpose(0, 2, 1)
        # Levenberg's damping: a picture without detail along one axis says nothing about its place on it.
        damping = 0.0025 * np.trace(square, axis1=1, axis2=2) + 1e-3
        square += damping[:, None, None].astype(np.float32) * np.eye(4, dtype=np.float32)
        away = by_place @ (wanted - seen).reshape(len(large), -1, 1)
        place = place + np.clip(np.linalg.solve(square, away)[:, :, 0], -0.05, 0.05)
        place = np.clip(place, [0.7, -0.2, 0.7, -0.2], [1.1, 0.35, 1.1, 0.35]).astype(np.float32)
    return place, seen


def _level(pictures: Floats) -> tuple[Floats, Floats]:
    """The same with mean 0 and spread 1, and the spread before: brightness and contrast do not count."""
    centred = pictures - pictures.mean(axis=(1, 2), keepdims=True)
    spread = np.sqrt(np.square(centred).mean(axis=(1, 2), keepdims=True) + np.float32(1e-3))
    return centred / spread, spread


def _fine(pictures: Floats) -> Floats:
    """What pictures (n, FINE, FINE) differ by from their surroundings of 5 x 5."""
    smooth = pictures
    for axis in (1, 2):
        padding = [(0, 0)] * 3
        padding[axis] = (3, 2)
        sums = np.cumsum(np.pad(smooth, padding, "edge"), axis=axis)
        ends, starts = [slice(None)] * 3, [slice(None)] * 3
        ends[axis], starts[axis] = slice(5, None), slice(None, -5)
        smooth = (sums[tuple(ends)] - sums[tuple(starts)]) / 5
    return pictures - smooth


def _correlate(seen: Floats, wanted: Floats) -> tuple[Floats, Floats]:
    """Correlations (n,) of detail without the places that differ most, and with them."""
    one, other = _by_place(seen), _by_place(wanted)
    both, own, others = (np.einsum("ijk,ijk->ij", a, b) for a, b in ((one, other), (one, one), (other, other)))
    strict = both.sum(axis=1) / np.sqrt(own.sum(axis=1) * others.sum(axis=1) + 1e-6)
    scale = np.sqrt(others.sum(axis=1) / (own.sum(axis=1) + 1e-6))[:, None]
    differing = scale**2 * own + others - 2 * scale * both
    kept = np.argpartition(differing, -_FORGIVEN, axis=1)[:, :-_FORGIVEN]
    both, own, others = (np.take_along_axis(values, kept, axis=1).sum(axis=1) for values in (both, own, others))
    return both / np.sqrt(own * others + 1e-6), strict


def _by_place(pictures: Floats) -> Floats:
    """Pictures (n, FINE, FINE) as (n, 64, 36): block by block."""
    side = _FINE // _BLOCKS
    blocks = pictures.reshape(-1, _BLOCKS, side, _BLOCKS, side).transpose(0, 1, 3, 2, 4)
    return blocks.reshape(len(pictures), _BLOCKS * _BLOCKS, side * side)
