"""What browsing asks for and is answered with: orders, filters, lists, details; frozen, for any thread."""

from array import array
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from photosim.core import pace
from photosim.core.photo import PhotoId

Speed = pace.Speed
"""How much of the computer indexing takes: a part of its cores at the lowest priority, all but what the window needs,
or all there is."""


class SortKey(StrEnum):
    """What a list of photos is in order of."""

    TAKEN = "taken"
    """When it was taken, by its camera; else when its file was last written."""
    NAME = "name"
    """File name, numbers in it by value, capitals like small letters."""
    FOLDER = "folder"
    """Folder, then name."""


@dataclass(frozen=True, slots=True)
class Order:
    """How a list of photos is sorted; newest first unless said otherwise."""

    key: SortKey = SortKey.TAKEN
    descending: bool = True


NEWEST_FIRST: Final = Order()
"""The order photos are shown in unless the user wants another one."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which photos count; all that is given must hold.

    Attributes:
        tags: keys of labels that a photo must all show.
        folder: it lies below this folder.
        hidden: the photos the user hid, instead of all others.
    """

    tags: tuple[str, ...] = ()
    folder: Path | None = None
    hidden: bool = False

    def __bool__(self) -> bool:
        """Whether it leaves anything out (but what is hidden)."""
        return bool(self.tags or self.folder or self.hidden)


ALL: Final = Filter()
"""Every photo but those the user hid."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a list under one heading.

    Attributes:
        start: its first row.
        key: of a date "2024-05" (empty where no date is known), of a folder its path.
    """

    start: int
    key: str


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """The photos to show, in order.

    Attributes:
        order: how they are sorted.
        filter: which they are.
        ids: 64-bit ("q").
        sections: headings in order of their rows; none where the order has none.
        total: photos there are without the filter; with more than `ids` and no filter, those are the first only.
    """

    order: Order
    filter: Filter
    ids: "array[int]"
    sections: tuple[Section, ...]
    total: int

    @property
    def complete(self) -> bool:
        """Whether there are no more photos to show than these."""
        return bool(self.filter) or len(self.ids) >= self.total


@dataclass(frozen=True, slots=True)
class FolderNode:
    """A folder with photos in it or below it.

    Attributes:
        path: absolute.
        name: to show; the whole path for a folder the user chose where its name alone says nothing.
        photos: that are there, in it and below it, hidden ones left out.
        online: whether it could be read when last looked for.
        chosen: whether the user added it to the library.
        children: in order of name.
    """

    path: Path
    name: str
    photos: int
    online: bool
    chosen: bool
    children: tuple["FolderNode", ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A photo that could not be read.

    Attributes:
        photo_id: its number.
        path: its file.
        reason: why, a short phrase.
    """

    photo_id: PhotoId
    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Details:
    """What a photo's file says about it; text is ready to be shown, and empty where the file says nothing.

    Attributes:
        path: None for a picture that is no file.
        width: pixels, upright.
        height: pixels, upright.
        size: bytes of the file, 0 if it is none.
        taken: when, by the camera: "2024-05-03 14:07:09"; empty if unknown.
        modified: when the file was last written, in the same form, local time.
        camera: maker and model, the maker said once.
        lens: its name.
        exposure: "1/250 s, f/2.8, ISO 400, 35 mm".
        place: latitude and longitude "48.13743° N, 11.57549° E".
        colours: name of the colour profile, empty for sRGB.
        file_format: "JPEG".
    """

    path: Path | None
    width: int
    height: int
    size: int
    taken: str
    modified: str
    camera: str
    lens: str
    exposure: str
    place: str
    colours: str
    file_format: str


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


@dataclass(frozen=True, slots=True)
class CacheInfo:
    """The thumbnails on disk.

    Attributes:
        folder: where.
        files: how many.
        size: bytes they take.
        limit: bytes they may take before the oldest go.
    """

    folder: Path
    files: int
    size: int
    limit: int
