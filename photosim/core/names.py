"""File names: comparing them the way people do, and telling which there can be."""

import os
import re
import unicodedata
from typing import Final

_DIGITS: Final = re.compile(r"\d+")
_MOST: Final = 70


def natural_key(name: str) -> str:
    """What a name is compared by: capitals like small letters, accents after the plain letter, numbers by value."""
    name = name.casefold()
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
    # How many digits a number has comes before it, so that 9 sorts before 10; above nine of them as a sign after "9".
    return _DIGITS.sub(_ranked, name)


def _ranked(found: re.Match[str]) -> str:
    digits = found[0].lstrip("0") or "0"
    return f"{chr(ord('0') + min(len(digits), _MOST))}{digits}"


def name_key(path: str) -> bytes:
    """The same of a path's last part, as bytes that sort like it; any path, however it is spelled."""
    return natural_key(path[path.rfind(os.sep) + 1 :]).encode("utf-8", "surrogatepass")


def can_be_named(path: str) -> bool:
    """Whether a file can be called so: no zero, and no half of a sign that stands for no byte of a name."""
    try:
        return b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        return False
