"""What a photo's file says about it: size, and what its camera wrote down, in words ready to be shown.

Only the header is read, so that a slow disk costs little. The fields are those of EXIF 3.0 (CIPA DC-008-2023,
https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E); whatever is damaged or absurd in them is
left out rather than shown.
"""

import math
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from photosim.core.colour import profile_name
from photosim.core.decode import opened
from photosim.errors import PhotoError
from photosim.library.reports import Details

_LONGEST: Final = 120
_TIME: Final = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_SHOWN_TIME: Final = "%Y-%m-%d %H:%M:%S"
_FORMATS: Final = {"MPO": "JPEG", "HEIF": "HEIC", "WEBP": "WebP"}
_OTHER_COLOURS: Final = {"CMYK": "CMYK", "LAB": "Lab"}
# What the metadata readers of Pillow raise on damaged bytes.
_DAMAGED: Final = (ArithmeticError, AttributeError, LookupError, OSError, SyntaxError, TypeError, ValueError)


def details_of_file(path: Path) -> Details:
    """Details of a file; one that is no readable photo has no size in pixels, and empty texts.

    Raises:
        PhotoError: the file is gone or cannot be reached.
    """
    try:
        state = path.stat()
    except ValueError as error:  # a name that no file can have
        reason = "the file is gone"
        raise PhotoError(reason, str(path)) from error
    except OSError as error:
        gone = isinstance(error, FileNotFoundError | NotADirectoryError)
        reason = "the file is gone" if gone else f"the file cannot be read: {error.strerror or error}"
        raise PhotoError(reason, str(path), passing=not gone) from error
    modified = _local_time(state.st_mtime)
    try:
        with opened(path) as image:
            return _details(image, path, state.st_size, modified)
    except PhotoError:
        return Details(path, 0, 0, state.st_size, "", modified, "", "", "", "", "", "")


def details_of_image(image: Image.Image) -> Details:
    """Details of a picture that is open already; it is not changed."""
    return _details(image, None, 0, "")


def _local_time(seconds: float) -> str:
    """`2024-05-03 14:07:09`; empty for a date that the system's calendar does not have."""
    with suppress(OSError, ValueError, OverflowError):
        return datetime.fromtimestamp(seconds).strftime(_SHOWN_TIME)  # noqa: DTZ006 - local time
    return ""


def _details(image: Image.Image, path: Path | None, size: int, modified: str) -> Details:
    base, exif, gps = _tags(image)
    width, height = image.size
    # Pillow turns TIFF files itself, and tells so by their size.
    if base.get(Base.Orientation) in {5, 6, 7, 8} and image.format != "TIFF":
        width, height = height, width
    profile = image.info.get("icc_profile")
    return Details(
        path=path,
        width=width,
        height=height,
        size=size,
        taken=_taken(base, exif),
        modified=modified,
        camera=_camera(_text(base.get(Base.Make)), _text(base.get(Base.Model))),
        lens=_camera(_text(exif.get(Base.LensMake)), _text(exif.get(Base.LensModel))),
        exposure=_exposure(exif),
        place=_place(gps),
        colours=profile_name(profile if isinstance(profile, bytes) else None) or _OTHER_COLOURS.get(image.mode, ""),
        file_format=_FORMATS.get(image.format or "", image.format or ""),
    )


def _tags(image: Image.Image) -> tuple[Mapping[int, Any], Mapping[int, Any], Mapping[int, Any]]:
    """The three parts of EXIF that matter; those that cannot be read are empty."""
    found: list[Mapping[int, Any]] = []
    readers: tuple[Callable[[Image.Exif], Mapping[int, Any]], ...] = (
        dict,
        lambda exif: exif.get_ifd(IFD.Exif),
        lambda exif: exif.get_ifd(IFD.GPSInfo),
    )
    for read in readers:
        try:
            found.append(read(image.getexif()))
        except _DAMAGED:
            found.append({})
    base, exif, gps = found
    return base, exif, gps


def _text(value: object) -> str:
    """One line of printable text, empty where there is none."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    clean = "".join(sign if sign.isprintable() else " " for sign in value.split("\0")[0])
    return " ".join(clean.split())[:_LONGEST]


def _number(value: object) -> float | None:
    """A positive number, None for anything else; some cameras write lists of one."""
    if isinstance(value, tuple | list):
        value = value[0] if value else None
    with suppress(*_DAMAGED):
        number = float(value)  # type: ignore[arg-type]
        if math.isfinite(number) and number > 0:
            return number
    return None


def _taken(base: Mapping[int, Any], exif: Mapping[int, Any]) -> str:
    for value in (exif.get(Base.DateTimeOriginal), exif.get(Base.DateTimeDigitized), base.get(Base.DateTime)):
        found = _TIME.match(_text(value))
        if found is not None:
            with suppress(ValueError):  # the thirtieth of February
                year, month, day, hour, minute, second = map(int, found.groups())
                when = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the camera's own clock
                return when.strftime(_SHOWN_TIME) if year > 1800 else ""
    return ""


def _camera(make: str, model: str) -> str:
    """`Canon EOS 5D`, `NIKON D750`, `SONY ILCE-7M3`: the maker once."""
    words = make.split()
    if not words or not model or model.casefold().startswith(words[0].casefold()):
        return model or make
    # "NIKON CORPORATION", "OLYMPUS IMAGING CORP.": the first word is the one people say.
    return f"{words[0] if len(words) > 1 and make.isupper() else make} {model}"


def _exposure(exif: Mapping[int, Any]) -> str:
    time, stop = _number(exif.get(Base.ExposureTime)), _number(exif.get(Base.FNumber))
    speed, focal = _number(exif.get(Base.ISOSpeedRatings)), _number(exif.get(Base.FocalLength))
    full_frame = _number(exif.get(Base.FocalLengthIn35mmFilm))
    parts = []
    if time is not None:
        parts.append(f"1/{1 / time:.0f} s" if time < 0.3 else f"{time:.2g} s" if time < 10 else f"{time:.0f} s")
    if stop is not None:
        parts.append(f"f/{stop:.1f}".removesuffix(".0"))
    if speed is not None:
        parts.append(f"ISO {speed:.0f}")
    if focal is not None:
        length = f"{focal:.1f}".removesuffix(".0")
        other = full_frame is not None and abs(full_frame - focal) >= 1
        parts.append(f"{length} mm ({full_frame:.0f} mm at 35 mm film)" if other else f"{length} mm")
    return ", ".join(parts)


def _place(gps: Mapping[int, Any]) -> str:
    north = _degrees(gps.get(GPS.GPSLatitude), gps.get(GPS.GPSLatitudeRef), "NS", 90)
    east = _degrees(gps.get(GPS.GPSLongitude), gps.get(GPS.GPSLongitudeRef), "EW", 180)
    # Zero and zero is what devices write that have not found out where they are.
    return f"{north}, {east}" if north and east and {north[:8], east[:8]} != {"0.00000\N{DEGREE SIGN}"} else ""


def _degrees(value: object, reference: object, signs: str, most: float) -> str:
    """`48.13743° N` of degrees, minutes and seconds; empty if they make no sense."""
    sign = _text(reference).upper()[:1]
    with suppress(*_DAMAGED):
        parts = [float(part) for part in value]  # type: ignore[attr-defined]
        degrees = sum(part / 60**place for place, part in enumerate(parts[:3]))
        if sign and sign in signs and parts and 0 <= degrees <= most:
            return f"{degrees:.5f}\N{DEGREE SIGN} {sign}"
    return ""
