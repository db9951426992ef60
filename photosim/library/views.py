"""What browsing asks for and is answered with: orders, filters, lists; frozen, for any thread."""

from array import array
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from photosim.core import pace

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
