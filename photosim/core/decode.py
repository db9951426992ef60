"""The one way a photo is opened: thumbnail, embedding and query all see the same upright RGB pixels.

A file is opened, decoded and closed within one call, on the caller's thread; nothing lazy leaves this
module. Whatever is wrong with a file or its bytes ends in `PhotoError` with a short reason. Pillow releases
the GIL while it decodes, so that threads really decode side by side.
"""

import io
import logging
import re
import stat
import struct
import threading
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
from PIL import Image, UnidentifiedImageError, features

from photosim.assets import frozen
from photosim.core.exif import taken_of
from photosim.core.photo import Region
from photosim.errors import PhotoError

MAX_PIXELS: Final = 300_000_000
"""Larger photos are refused before they are decoded; phones and stitched panoramas stay below it."""

PhotoSource = Path | bytes | bytearray | memoryview | BinaryIO

ShortSide = int | Callable[[int, int], int | None] | None
"""Pixels wanted of a photo's short side: a number, None for all, or what makes either of its width and height."""

# What Pillow and its plugins raise on damaged bytes: read from their sources, and held to by fuzzing.
_DECODER_ERRORS: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BufferError,
    EOFError,
    Image.DecompressionBombError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
_ORIENTATION: Final = 0x0112
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIGNATURES: Final = (b"\xff\xd8", b"\x89PNG", b"RIFF", b"II*\0", b"MM\0*", b"BM", b"GIF8")
_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
_HEIC_MISSING: Final = "HEIC photos need the optional package pillow-heif"
_HEIC_UNREAD: Final = "HEIC photos cannot be read by this program; save them as JPEG"  # for want of patents, see README
_TRUNCATED: Final = "the file is truncated"
_DAMAGED: Final = "the file is damaged"

_quiet: Final = ("ignore", None, UserWarning, re.compile(r"PIL\."), 0)
_LARGE: Final = 40_000_000
_BLOCK: Final = 1 << 22
"""Bytes a decoder is given at a time. For each, Python's lock is let go of and waited for, and a window waits, too."""
_one_large_photo = threading.Lock()
"""Photos whose pixels take hundreds of megabytes are decoded one at a time, whatever the number of threads."""
_set_up_lock = threading.Lock()
_formats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecodedPhoto:
    """Pixels of a photo, ready for thumbnail and embedding.

    Attributes:
        image: upright, mode RGB, loaded; perhaps smaller than the photo, see `load_photo`.
        width: pixels of the full-size upright photo.
        height: pixels of the full-size upright photo.
        taken: when, by its camera; see `photosim.core.exif.taken_of`.
        profile: the ICC profile the pixels came with, None without one; `image` has not been changed by it.
        cmyk: the same pixels in their own mode where RGB has lost what the profile tells of.
    """

    image: Image.Image
    width: int
    height: int
    taken: int | None = None
    profile: bytes | None = None
    cmyk: Image.Image | None = None

    @property
    def as_stored(self) -> Image.Image:
        """The pixels that `profile` is about."""
        return self.cmyk or self.image


def load_photo(
    source: PhotoSource,
    *,
    short_side: ShortSide,
    region: Region | None = None,
    max_pixels: int = MAX_PIXELS,
) -> DecodedPhoto:
    """Decode a photo to upright RGB: first frame, alpha on white, 16 bits to 8, EXIF turn applied once.

    Args:
        source: a path, the bytes of a file, or a seekable file open for reading, which is not closed.
        short_side: pixels. The result may be reduced by a whole factor as long as its short side keeps this
            many; a JPEG is then decoded at a half, quarter or eighth of its size by libjpeg's scaled inverse
            DCT, which takes a fraction of the time. A smaller photo stays as it is. None decodes all pixels.
            A function is given the photo's width and height, turned or not, before anything is decoded.
        region: this part of the upright photo is cut out; `short_side` then counts for the part.
        max_pixels: photos with more pixels are refused before any is decoded.

    Raises:
        PhotoError: the file is gone, cannot be read, is no photo, is damaged, truncated or too large.
    """
    formats = _set_up_pillow()
    try:
        if isinstance(source, Path):
            _demand_regular_file(source)
            with source.open("rb") as file:
                return _decode(file, formats, short_side, region, max_pixels)
        file_like = io.BytesIO(source) if isinstance(source, bytes | bytearray | memoryview) else source
        return _decode(file_like, formats, short_side, region, max_pixels)
    except _DECODER_ERRORS as error:
        raise PhotoError(_reason(error), passing=_may_pass(error)) from error


@contextmanager
def opened(path: Path) -> Iterator[Image.Image]:
    """A photo's file with its header read and no pixel decoded, for its size and metadata; closed at the end.

    Raises:
        PhotoError: the file is gone, cannot be read, is no photo or is damaged, or what is done with it finds that out.
    """
    formats = _set_up_pillow()
    try:
        _demand_regular_file(path)
        with path.open("rb") as file, _open(file, formats) as image:
            yield image
    except _DECODER_ERRORS as error:
        raise PhotoError(_reason(error), passing=_may_pass(error)) from error


def from_image(image: Image.Image, *, short_side: ShortSide = None, region: Region | None = None) -> DecodedPhoto:
    """The same for a picture that is open already; its pixels and metadata are not changed, nor is it closed.

    Raises:
        PhotoError: it has no pixels, its file turns out to be damaged, or its mode has no RGB form.
    """
    _set_up_pillow()
    try:
        side = short_side(*image.size) if callable(short_side) else short_side
        return _finish(image, image.size, side, region)
    except _DECODER_ERRORS as error:
        raise PhotoError(_reason(error), passing=_may_pass(error)) from error


def read_taken(path: Path) -> int | None:
    """When a photo was taken, by the beginning of its file: no pixel is decoded. None if that does not say.

    Raises:
        PhotoError: the file is gone or cannot be read now.
    """
    formats = _set_up_pillow()
    try:
        _demand_regular_file(path)
        with path.open("rb") as file, Image.open(file, formats=formats) as image:
            # Pillow would decode a whole PNG to see whether something comes after the pixels.
            return None if image.format == "PNG" and "exif" not in image.info else taken_of(image)
    except _DECODER_ERRORS as error:
        if isinstance(error, FileNotFoundError | NotADirectoryError) or _may_pass(error):
            raise PhotoError(_reason(error), passing=True) from error
        return None


def _set_up_pillow() -> tuple[str, ...]:
    """Load the decoders of an explicit list of formats, once a process; returns their names.

    Settings of the whole process are changed here, on first use and not at import. Pillow's own pixel limit
    is switched off because it is a process-wide warning at 89 megapixels; `_decode` has its own. Pillow's
    remarks on damaged metadata, which would go to standard error and help nobody, are silenced.
    """
    global _formats  # noqa: PLW0603 - guarded by the lock
    with _set_up_lock:
        if _quiet not in warnings.filters:  # a `catch_warnings` of the caller may have dropped it
            warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
        if not _formats:
            Image.MAX_IMAGE_PIXELS = None
            # Without a handler, Python would write what Pillow logs about broken files to standard error.
            logging.getLogger("PIL").addHandler(logging.NullHandler())
            _formats = _load_decoders()
        return _formats


def _load_decoders() -> tuple[str, ...]:
    """Import the wanted plugins only: rare formats are where decoder flaws hide."""
    from PIL import (  # noqa: F401, PLC0415 - imported for their effect, when first needed
        BmpImagePlugin,
        GifImagePlugin,
        JpegImagePlugin,  # MPO, too
        PngImagePlugin,
        TiffImagePlugin,
    )

    formats = ["JPEG", "PNG", "TIFF", "BMP", "GIF"]
    if features.check("webp"):
        from PIL import WebPImagePlugin  # noqa: F401, PLC0415 - as above

        formats.append("WEBP")
    if features.check("avif"):
        from PIL import AvifImagePlugin  # noqa: F401, PLC0415 - as above

        formats.append("AVIF")
    with suppress(ImportError):  # the optional extra "heic"
        from pillow_heif import register_heif_opener  # noqa: PLC0415 - as above

        # One decoder thread: the callers decode several photos side by side already.
        register_heif_opener(decode_threads=1, depth_images=False, aux_images=False)
        formats.append("HEIF")
    return tuple(formats)


def _demand_regular_file(path: Path) -> None:
    """Opening a pipe would wait for ever, and what opening a folder raises depends on the system."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode):
        reason = "it is a folder, not a photo" if stat.S_ISDIR(mode) else "it is not a regular file"
        raise PhotoError(reason)


def _decode(
    file: BinaryIO, formats: tuple[str, ...], short_side: ShortSide, region: Region | None, max_pixels: int
) -> DecodedPhoto:
    """Open, check the size before any pixel is decoded, decode."""
    with _open(file, formats) as image:
        width, height = image.size
        if width * height > max_pixels:
            reason = f"the photo is too large ({width} x {height} pixels)"
            raise PhotoError(reason)
        if callable(short_side):
            short_side = short_side(width, height)
        if short_side is not None:
            side = max(short_side, _short_side(width, height, region))
            image.draft(None, (-(-width * short_side // side), -(-height * short_side // side)))
        large = image.width * image.height > _LARGE
        with _one_large_photo if large else nullcontext():
            return _finish(image, (width, height), short_side, region)


def _open(file: BinaryIO, formats: tuple[str, ...]) -> Image.Image:
    """Read the header."""
    try:
        image = Image.open(file, formats=formats)
    except OSError as error:
        if error.errno is not None:  # the disk's fault, not the file's
            raise
        raise PhotoError(_why_not_opened(file, error)) from error
    image.decodermaxblock = _BLOCK
    return image


def _finish(image: Image.Image, size: tuple[int, int], short_side: int | None, region: Region | None) -> DecodedPhoto:
    """Decode the pixels; make them RGB, smaller, upright; cut out. `size` is the full size as stored."""
    if min(image.size) < 1:
        reason = "the picture has no pixels"
        raise PhotoError(reason)
    image.load()
    # Asked after loading: Pillow's TIFF reader turns the pixels itself and drops the tag.
    orientation = _orientation(image)
    width, height = size[::-1] if orientation >= 5 else size
    profile = image.info.get("icc_profile")
    parts = [_to_rgb(image), *([image] if image.mode == "CMYK" and profile else [])]
    if short_side is not None and (factor := _short_side(*image.size, region) // short_side) > 1:
        parts = [part.reduce(factor) for part in parts]
    if orientation in _TURNS:
        parts = [part.transpose(_TURNS[orientation]) for part in parts]
    if region is not None:
        parts = [part.crop(region.pixels(*part.size)) for part in parts]
    # A copy lets go of the file and its decoder; of a large photo it would take too much memory.
    small = image.width * image.height <= _LARGE
    rgb, *cmyk = [part.copy() if part is image and small else part for part in parts]
    profile = profile if isinstance(profile, bytes) else None
    return DecodedPhoto(rgb, width, height, taken_of(image), profile, *cmyk)


def _short_side(width: int, height: int, region: Region | None) -> int:
    """Pixels of the short side of the whole or the part; the least that any EXIF turn can make of it."""
    if region is None:
        return min(width, height)
    small, large = sorted((region.width, region.height))
    return max(1, int(min(small * max(width, height), large * min(width, height), small * min(width, height))))


def _orientation(image: Image.Image) -> int:
    """The EXIF orientation 1..8 (CIPA DC-008, tag 0x0112); 1 when it is absent, unknown or damaged."""
    try:
        value = image.getexif().get(_ORIENTATION, 1)
    except _DECODER_ERRORS:
        return 1
    return value if isinstance(value, int) and value in _TURNS else 1


def _to_rgb(image: Image.Image) -> Image.Image:
    """Mode RGB; the image itself if it is that already."""
    if image.mode in {"I", "F"} or image.mode.startswith("I;16"):
        return Image.fromarray(_to_8_bit(image)).convert("RGB")
    if image.has_transparency_data:
        rgba = image.convert("RGBA")
        white = Image.new("RGB", rgba.size, "white")
        white.paste(rgba, mask=rgba)
        return white
    return image if image.mode == "RGB" else image.convert("RGB")


def _to_8_bit(image: Image.Image) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """Grey of 16 or 32 bits or floating point, which Pillow would clip to white; (height, width)."""
    values = np.asarray(image)
    if image.mode.startswith("I;16"):
        return (values >> 8).astype(np.uint8)
    values = np.nan_to_num(values.astype(np.float32), posinf=0.0, neginf=0.0)
    # 32-bit integers and floats do not say what their white is; the usual ranges first, then the range found.
    usual = (1.0,) if image.mode == "F" else (255.0, 65535.0)
    low, high = min(float(values.min()), 0.0), float(values.max())
    white = next((top for top in usual if high <= top), high)
    return ((values - low) * (255.0 / (white - low))).astype(np.uint8)


def _why_not_opened(file: BinaryIO, error: OSError) -> str:
    """A reason for bytes that no decoder takes."""
    file.seek(0)
    head = file.read(16)
    if not head:
        return "the file is empty"
    if _is_cut_short(file):
        return _TRUNCATED
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS and "HEIF" not in _formats:
        return _HEIC_UNREAD if frozen() else _HEIC_MISSING
    if not isinstance(error, UnidentifiedImageError):
        return _reason(error)
    known = head.startswith(_SIGNATURES) or head[4:8] == b"ftyp"
    return _DAMAGED if known else "it is not a photo in a known format"


def _is_cut_short(file: BinaryIO) -> bool:
    """Whether a WebP (RIFF) or AVIF or HEIC (boxes of ISO/IEC 14496-12) is shorter than it says it is."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    head = file.read(12)
    if head.startswith(b"RIFF"):
        return 8 + int.from_bytes(head[4:8], "little") > size
    end = 0
    while head[4:8] == b"ftyp" and end < size:
        file.seek(end)
        length = int.from_bytes(file.read(4), "big")
        if length < 8:  # 64-bit lengths and "to the end" are rare: the decoder's own word has to do
            return False
        end += length
    return end > size


def _may_pass(error: BaseException) -> bool:
    """Whether the system failed rather than the file: the same file may be readable later."""
    gone = isinstance(error, FileNotFoundError | NotADirectoryError)
    return isinstance(error, MemoryError) or (isinstance(error, OSError) and bool(error.errno) and not gone)


def _reason(error: BaseException) -> str:
    """A short phrase for a person, from what a decoder or the system raised."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "the file is gone"
    if isinstance(error, PermissionError):
        return "no permission to read the file"
    if isinstance(error, MemoryError):
        return "not enough memory to decode it"
    if isinstance(error, OSError) and error.errno:
        return f"the file cannot be read: {error.strerror}"
    text = str(error).lower()
    cut_short = isinstance(error, EOFError | struct.error) or "truncated" in text or "end of file" in text
    return _TRUNCATED if cut_short else _DAMAGED
