"""Colours as they were meant: pixels brought to sRGB by the ICC profile that came with them.

Little CMS does it, through Pillow's ImageCms (https://pillow.readthedocs.io/en/stable/reference/ImageCms.html; the
format is ICC.1:2022, https://www.color.org/specification/ICC.1-2022-05.pdf). What the network sees is left alone: its
vectors were made of pixels as stored. A profile that is broken, or of other colours than the picture's, is ignored,
as browsers do.
"""

import functools
import io
from typing import TYPE_CHECKING, Final

from PIL import Image, features

if TYPE_CHECKING:
    from PIL.ImageCms import ImageCmsProfile, ImageCmsTransform

_MODES: Final = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}
"""Pillow's mode of the colour spaces that photos come in."""
_SAME: Final = 2  # of 255: what rounding alone makes of sRGB that is called by another name
_STEPS: Final = (0, 51, 102, 153, 204, 255)


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in sRGB, mode RGB.

    Args:
        image: mode RGB, L or CMYK; not changed. Grey may come as RGB.
        profile: the ICC profile of its pixels; None, broken, or of other colours: they count as sRGB.
    """
    made = None if profile is None else _transform(profile)
    if made is not None:
        mode, transform = made
        if (mode == "CMYK") == (image.mode == "CMYK"):
            from PIL import ImageCms  # noqa: PLC0415 - most photos need none

            source = image if image.mode == mode else image.convert(mode)
            # Of a broken table only the pixels themselves may tell.
            try:
                shown = ImageCms.applyTransform(source, transform)
            except (ImageCms.PyCMSError, ValueError, OSError):
                shown = None
            if shown is not None:
                return shown
    return image if image.mode == "RGB" else image.convert("RGB")


def profile_name(profile: bytes | None) -> str:
    """What a profile is called, for people; empty for sRGB, for none, and for one that is broken."""
    if profile is None or _transform(profile) is None:
        return ""
    from PIL import ImageCms  # noqa: PLC0415 - as above

    try:
        name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, ValueError, OSError):
        return ""
    return " ".join("".join(sign for sign in name if sign.isprintable()).split())[:80]


@functools.lru_cache(maxsize=8)
def _transform(profile: bytes) -> "tuple[str, ImageCmsTransform] | None":
    """The mode a profile is for, and the way from there to sRGB; None if there is none or it changes nothing."""
    if not features.check("littlecms2"):
        return None
    from PIL import ImageCms  # noqa: PLC0415 - as above

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = _MODES.get(source.profile.xcolor_space.strip())
        if mode is None:
            return None
        made = ImageCms.buildTransform(source, _srgb(), mode, "RGB", ImageCms.Intent.PERCEPTUAL)
        return None if _changes_nothing(mode, made) else (mode, made)
    except (ImageCms.PyCMSError, ValueError, TypeError, OSError):
        return None


def _changes_nothing(mode: str, transform: "ImageCmsTransform") -> bool:
    """Whether colours stay as they are: sRGB has many names, and most photos are in it."""
    if mode == "CMYK":
        return False
    if mode == "L":
        values = bytes(range(256))
        before = Image.frombytes("L", (256, 1), values)
        wanted = bytes(value for value in values for _ in range(3))
    else:
        wanted = bytes(value for red in _STEPS for green in _STEPS for blue in _STEPS for value in (red, green, blue))
        before = Image.frombytes("RGB", (len(wanted) // 3, 1), wanted)
    from PIL import ImageCms  # noqa: PLC0415 - as above

    after = ImageCms.applyTransform(before, transform)
    assert after is not None, "it is changed in place only on request"
    return all(abs(was - now) <= _SAME for was, now in zip(wanted, after.tobytes(), strict=True))


@functools.lru_cache(maxsize=1)
def _srgb() -> "ImageCmsProfile":
    from PIL import ImageCms  # noqa: PLC0415 - as above

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
