"""When a photo was taken, by its camera (EXIF 2.3, CIPA DC-008: tags DateTimeOriginal and DateTime)."""

import re
import struct
import time
from datetime import UTC, datetime
from typing import Final

from PIL import Image

_EXIF_IFD: Final = 0x8769
_ORIGINAL: Final = 0x9003
_CHANGED: Final = 0x0132
_FORM: Final = re.compile(r"\s*(\d{4})[:/.-](\d{1,2})[:/.-](\d{1,2})[ T]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?")
_FIRST_YEAR: Final = 1826
"""The oldest photograph there is; who scans old ones may give them their own dates."""
_DAY: Final = 86_400
# What Pillow raises on damaged metadata.
_BROKEN: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
)


def taken_of(image: Image.Image) -> int | None:
    """When a photo was taken, from its open file; None if that does not say, or nothing that can be.

    Returns:
        Seconds of the clock on the wall, counted as if that were UTC: cameras do not tell where they were. The date of
        the last change is taken where the first is not given.
    """
    try:
        exif = image.getexif()
        values = (exif.get_ifd(_EXIF_IFD).get(_ORIGINAL), exif.get(_CHANGED)) if exif else ()
    except _BROKEN:
        return None
    return next((seconds for value in values if (seconds := _seconds(value)) is not None), None)


def _seconds(value: object) -> int | None:
    """A date as EXIF has it, "2024:05:03 14:07:09", None if it is none or absurd."""
    text = value.decode("ascii", "replace") if isinstance(value, bytes) else value
    found = _FORM.match(text) if isinstance(text, str) else None
    if found is None:
        return None
    try:
        moment = datetime(*(int(part or 0) for part in found.groups()), tzinfo=UTC)  # type: ignore[arg-type, misc]
    except ValueError:
        return None
    seconds = int(moment.timestamp())
    # A clock that was never set begins with its system's first day; one ahead of time is wrong as well.
    possible = moment.year >= _FIRST_YEAR and not 0 <= seconds < _DAY and seconds < time.time() + 2 * _DAY
    return seconds if possible else None
