"""The words of headings above photos: months, folders."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QDate, QLocale

from photosim.ui import words
from photosim.ui.language import plural, tr

_MONTH: Final = 7
"""Length of `2024-05`."""


def text(key: str, photos: int) -> tuple[str, str]:
    """Title and note of a section.

    Args:
        key: of `photosim.library.views.Section`.
        photos: how many it holds.
    """
    return title(key), plural("{n} photo", "{n} photos", photos)


def title(key: str) -> str:
    """`May 2024`, `Holidays - ~/Pictures`, as the user's language writes it."""
    if not key:
        return tr("No date")
    year, dash, month = key.partition("-")
    if len(key) == _MONTH and dash and year.isdecimal() and month.isdecimal():
        # "MMMM" is the month by itself; a language that writes the year first says so in its translation.
        return QLocale().toString(QDate(int(year), int(month), 1), tr("MMMM yyyy"))
    folder = Path(key)
    above = words.shown_name(words.shown_folder(folder.parent))
    return f"{words.shown_name(folder.name) or above}{words.SEPARATOR}{above}" if folder.name else above
