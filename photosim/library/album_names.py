"""Which album a photo lies in, by the names of its folders.

The album is the nearest folder that has a name of its own, at or below the folder the user chose: "Pictures/Grandma's
garden/2024-05/100CANON/IMG_1.jpg" is of "Grandma's garden". Dates, the folders cameras make, and the names that systems
and programs give are passed over, and a date before or behind a name is left off it: "2024-05-17 Rome" and "Rome 2023"
are both "Rome". Folders of equal names, whatever their case, are one album wherever they are: people repeat a name
under each year.
"""

import os
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_CAMERA: Final = re.compile(r"\d{3}[A-Z0-9_]{5}|DCIM|MISC|PRIVATE|M4ROOT|AVCHD|\d{3}___\d\d", re.IGNORECASE)
"""Folders of the "Design rule for Camera File system" (JEITA CP-3461) and their neighbours on a card."""
_MONTHS: Final = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
).replace(" ", "|")
_DATE: Final = r"(?:19|20)\d\d(?:[-_. ]?(?:0[1-9]|1[0-2])(?:[-_. ]?(?:0[1-9]|[12]\d|3[01]))?)?"
_BEFORE: Final = re.compile(rf"{_DATE}(?!\d)[-_., ]*")
_BEHIND: Final = re.compile(rf"[-_., (]+{_DATE}\)?")
_NO_NAME: Final = re.compile(rf"(?:[\d\W_]|\b(?:{_MONTHS})\b)*", re.IGNORECASE)
_GENERAL: Final = re.compile(
    r"(?:my |saved |new |all )?(?:photos?|pictures?|pics?|images?)|camera(?: roll| uploads)?|downloads?|desktop|"
    r"documents|home|users|screenshots|backups?|imports?|imported|exports?|(?:new|untitled) folder|new|misc|unsorted|"
    r"edited|originals?|raw|jpe?g|heic|png",
    re.IGNORECASE,
)


class AlbumNames:
    """`album_of` for many photos: what a folder's name says is worked out once.

    Args:
        roots: absolute paths of the user's folders.
    """

    def __init__(self, roots: Sequence[str]) -> None:
        self._roots = roots
        self._known: dict[str, str | None] = {}

    def of(self, photo: str) -> str | None:
        """The name of a photo's album; see `album_of`."""
        folder = os.path.dirname(photo)  # noqa: PTH120 - a string, because there may be a million
        if folder not in self._known:
            self._known[folder] = album_of(photo, self._roots)
        return self._known[folder]


def album_of(photo: str, roots: Sequence[str]) -> str | None:
    """The name of a photo's album, None if no folder above it has a name of its own.

    Args:
        photo: absolute path of the file.
        roots: absolute paths of the user's folders; the album is none above the outermost that holds the photo.
    """
    holding = [root for root in roots if photo.startswith(root.rstrip(os.sep) + os.sep)]
    if not holding:
        return None
    top = Path(min(holding, key=len))
    for folder in Path(photo).parents:
        name = own_name(folder.name)
        if name is not None:
            return name
        if folder == top:
            return None
    return None


def own_name(folder: str) -> str | None:
    """A folder's name without dates; None if nothing, or only a camera's or a program's name, is left."""
    # NFC: macOS writes accents as letters of their own, and people type them the other way.
    text = unicodedata.normalize("NFC", os.fsencode(folder).decode("utf-8", "replace")).replace("_", " ").strip()
    if _CAMERA.fullmatch(folder):
        return None
    begun = _BEFORE.match(text)
    if begun:
        text = text[begun.end() :]
    ended = _BEHIND.search(text)
    if ended and ended.end() == len(text):
        text = text[: ended.start()]
    text = " ".join(text.split())
    if _NO_NAME.fullmatch(text) or _GENERAL.fullmatch(text):
        return None
    return text
