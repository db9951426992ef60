"""The dataclasses about photos that travel between layers and threads."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NewType

PhotoId = NewType("PhotoId", int)


class PhotoState(StrEnum):
    """What is known of a photo's file; whether it has a vector is told by `Photo.indexed`."""

    OK = "ok"
    """The file was there at the last scan."""
    FAILED = "failed"
    """The file is there but cannot be read as a photo; `Photo.error` says why."""
    MISSING = "missing"
    """The file was gone from a folder that could be read."""
    OFFLINE = "offline"
    """Its folder could not be read, or was suddenly empty; nothing is concluded from that."""


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What a directory listing tells of a file; equal stamps mean an unchanged file.

    Attributes:
        path: absolute path; a plain string, because a scan makes very many of these.
        size: bytes.
        mtime_ns: modification time, nanoseconds since 1970.
    """

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo of the library as the catalogue knows it.

    Attributes:
        id: stays the same when the file is moved or renamed.
        path: absolute path of the file.
        size: bytes.
        mtime_ns: modification time, nanoseconds since 1970.
        state: see `PhotoState`.
        error: reason, when `state` is FAILED.
        width: pixels of the upright photo, 0 before it was looked at.
        height: pixels of the upright photo, 0 before it was looked at.
        indexed: whether it has a vector of the model in use.
    """

    id: PhotoId
    path: Path
    size: int
    mtime_ns: int
    state: PhotoState
    error: str | None
    width: int
    height: int
    indexed: bool


@dataclass(frozen=True, slots=True)
class Region:
    """A part of an upright photo, in fractions of its width and height; 0 <= x, y and x + w, y + h <= 1.

    Raises:
        ValueError: the box is empty or not inside the photo.
    """

    x: float
    y: float
    width: float
    height: float

    def __post_init__(self) -> None:
        """Check the box; a hair of rounding beyond the edge is allowed."""
        inside = self.x >= 0 and self.y >= 0 and self.x + self.width <= 1 + 1e-6 and self.y + self.height <= 1 + 1e-6
        if not (inside and self.width > 0 and self.height > 0):
            message = "a region is X,Y,W,H in fractions of the photo, inside 0..1 and not empty"
            raise ValueError(message)

    def pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Left, top, right, bottom in a picture of that size; at least one pixel each way."""
        left, top = min(int(self.x * width), width - 1), min(int(self.y * height), height - 1)
        right = min(width, max(left + 1, round((self.x + self.width) * width)))
        bottom = min(height, max(top + 1, round((self.y + self.height) * height)))
        return left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Match:
    """One answer of a query.

    Attributes:
        path: the photo's file.
        score: cosine similarity to the query, -1..1; 1 is the same picture.
        photo_id: the photo in the library.
    """

    path: Path
    score: float
    photo_id: PhotoId
