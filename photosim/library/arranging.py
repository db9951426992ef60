"""Putting photos in order, and folders in a tree; works on what the catalogue tells, without NumPy."""

import os
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from operator import neg
from pathlib import Path
from typing import Final

from photosim.core.names import natural_key
from photosim.library.views import FolderNode, Section

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DAY: Final = 86_400


def month_sections(dates: Sequence[int]) -> tuple[Section, ...]:
    """Headings "2024-05" for dates in order, either way; seconds as `store.listing.by_date` tells.

    The first day of 1970 is what clocks and archives say that do not know; its heading is empty.
    """
    sections: list[Section] = []
    falling = len(dates) > 1 and dates[0] > dates[-1]
    row = 0
    while row < len(dates):
        key, low, high = _month_of(dates[row])
        sections.append(Section(row, key))
        # Months are few: the end of each is looked up instead of going through all photos.
        row = bisect_right(dates, -low, row, key=neg) if falling else bisect_left(dates, high, row)
    return tuple(sections)


def _month_of(seconds: int) -> tuple[str, int, int]:
    """A month's heading, and the seconds it goes from and to."""
    if 0 <= seconds < _DAY:
        return "", 0, _DAY
    try:
        day = _EPOCH + timedelta(seconds=seconds)
        first = day.replace(day=1, hour=0, minute=0, second=0)
        following = (first + timedelta(days=32)).replace(day=1)
    except OverflowError:  # of a file system's that counts further than calendars
        return "", seconds, seconds + 1
    low, high = int((first - _EPOCH).total_seconds()), int((following - _EPOCH).total_seconds())
    return f"{first.year:04}-{first.month:02}", low or _DAY, high


def by_folder(photos: Iterable[tuple[int, str]], *, descending: bool) -> "tuple[array[int], tuple[Section, ...]]":
    """Ids, 64-bit ("q"), in order of folder, inside one in the order they come in; and a heading for each folder.

    Args:
        photos: id and folder of each.
        descending: folders the other way round.
    """
    folders: defaultdict[str, list[int]] = defaultdict(list)
    for photo_id, folder in photos:
        folders[folder].append(photo_id)
    ids, sections = array("q"), []
    for folder in sorted(folders, key=folder_key, reverse=descending):
        sections.append(Section(len(ids), folder))
        ids.extend(folders[folder])
    return ids, tuple(sections)


def folder_key(folder: str) -> tuple[str, ...]:
    """What folders are compared by: name by name, so that what is inside a folder comes right after it."""
    return tuple(natural_key(name) for name in folder.split(os.sep))  # noqa: PTH206 - much quicker


def folder_tree(chosen: Sequence[tuple[Path, bool]], counts: Iterable[tuple[str, int]]) -> tuple[FolderNode, ...]:
    """The user's folders with all folders in them that hold photos.

    Args:
        chosen: the folders the user added, and whether each is online.
        counts: how many photos lie directly in each folder.
    """
    online = {os.fspath(path): there for path, there in chosen}
    top = {path for path in online if not any(os.fspath(above) in online for above in Path(path).parents)}
    totals: dict[str, int] = dict.fromkeys(online, 0)
    inside: dict[str, set[str]] = {}
    for folder, count in counts:
        for place in _way_up(folder, top):
            totals[place] = totals.get(place, 0) + count
    for folder in totals:
        if folder not in top:
            for place in _way_up(folder, top):
                if place not in top:
                    inside.setdefault(_parent(place), set()).add(place)
                    totals.setdefault(place, 0)
    names = [Path(path).name for path in top]
    shown = {path: path if names.count(Path(path).name) > 1 else Path(path).name or path for path in top}
    return tuple(_node(path, True, totals, inside, online, shown) for path in sorted(top, key=folder_key))


def _way_up(folder: str, top: set[str]) -> list[str]:
    """The folder and those it lies in, up to one at the top; none if it lies in none of those."""
    way = [folder]
    while way[-1] not in top:
        above = _parent(way[-1])
        if above == way[-1]:
            return []
        way.append(above)
    return way


def _parent(folder: str) -> str:
    return os.path.dirname(folder)  # noqa: PTH120 - of thousands of plain strings


def _node(
    path: str,
    reachable: bool,
    totals: Mapping[str, int],
    inside: Mapping[str, set[str]],
    online: Mapping[str, bool],
    shown: Mapping[str, str],
) -> FolderNode:
    """A folder and all below it; what lies in a folder that is offline is offline."""
    there = reachable and online.get(path, True)
    below = sorted(inside.get(path, ()), key=folder_key)
    return FolderNode(
        Path(path),
        shown.get(path) or path[path.rfind(os.sep) + 1 :],
        totals[path],
        there,
        path in online,
        tuple(_node(child, there, totals, inside, online, shown) for child in below),
    )
