"""Photos that are (nearly) one, as they are told; frozen, for any thread."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from photosim.core.photo import PhotoId


class Likeness(StrEnum):
    """How near the photos of a group are to each other."""

    SAME = "same"
    """Their files hold the same bytes."""
    NEAR = "near"
    """One picture, saved anew: another size, format, quality or a slight edit."""
    BURST = "burst"
    """Shots of one moment: alike, but not one picture."""


NEAR: Final = 0.97
"""Least correlation of fine detail of one picture saved anew, unless another is asked for: of copies saved in 17 ways
97 % reach it, of shots of one scene without a date 6 % (`tests/quality/duplicates.py`)."""


@dataclass(frozen=True, slots=True)
class Twin:
    """One photo of a group of duplicates.

    Attributes:
        photo_id: its number.
        path: its file.
        width: pixels.
        height: pixels.
        size: bytes.
        taken: seconds as in the catalogue, None if unknown.
        sharpness: how much fine detail it has; greater is sharper, comparable inside the group only.
        best: suggested to be kept.
    """

    photo_id: PhotoId
    path: Path
    width: int
    height: int
    size: int
    taken: int | None
    sharpness: float
    best: bool


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Photos that are (nearly) one.

    Attributes:
        likeness: of which kind.
        photos: at least two; the one to keep first.
        least: how alike those are that are least so, 0..1. For the same bytes 1; for one picture the correlation of
            fine detail with the best of them; for shots of one moment the cosine similarity of vectors.
    """

    likeness: Likeness
    photos: tuple[Twin, ...]
    least: float
