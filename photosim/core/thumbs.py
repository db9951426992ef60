"""Small pictures on disk, so that a photo is decoded once and shown often.

A thumbnail's name is a hash of the photo's path, size and modification time: a changed file simply has another
name, and nothing needs to be compared. Files are written beside their place and moved there, so a reader never
sees half of one.
"""

import hashlib
import io
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from PIL import Image

from photosim.core.colour import to_srgb
from photosim.core.photo import FileStamp

THUMBNAIL_SIDE: Final = 320
LARGE_SIDE: Final = 640
"""For large cells on fine screens; made when first wanted."""
USE_SECONDS: Final = 24 * 3600
"""How precisely the last use of a thumbnail is known."""
_QUALITY: Final = 82
_END: Final = b"\xff\xd9"  # of every JPEG (ITU-T T.81, B.1.1.3)


def make_thumbnail(image: Image.Image, side: int = THUMBNAIL_SIDE, profile: bytes | None = None) -> bytes:
    """JPEG of an upright image in sRGB; never enlarged.

    Args:
        image: mode RGB, L or CMYK; not changed.
        side: pixels of the longest side at most.
        profile: the ICC profile of its pixels, see `colour.to_srgb`.
    """
    small = image
    if max(image.size) > side:
        scale = side / max(image.size)
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        # For shrinking, Hamming is nearly as sharp as bicubic and takes two thirds of the time.
        small = image.resize(size, Image.Resampling.HAMMING, reducing_gap=2.0)
    buffer = io.BytesIO()
    to_srgb(small, profile).save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()


class ThumbnailCache:
    """Thumbnails below one folder, spread over 256 sub-folders; safe from any thread and process.

    When a thumbnail was last used is its file's modification time, set anew once a day: the time of the last access is
    not kept on most disks.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, stamp: FileStamp, side: int = THUMBNAIL_SIDE) -> bytes | None:
        """The JPEG of that very version of the file, None if there is none or a cut one."""
        file = self._file(stamp, side)
        try:
            with file.open("rb") as stream:
                jpeg, used = stream.read(), os.fstat(stream.fileno()).st_mtime
        except OSError:
            return None
        if not jpeg.endswith(_END):  # a power cut left a name without all that belongs to it
            return None
        if time.time() - used > USE_SECONDS:
            with suppress(OSError):  # a read-only disk
                os.utime(file)
        return jpeg

    def save(self, stamp: FileStamp, jpeg: bytes, side: int = THUMBNAIL_SIDE) -> None:
        """Keep a thumbnail. A cache that cannot be written (full or read-only disk) is not an error."""
        file = self._file(stamp, side)
        with suppress(OSError):
            if not file.parent.is_dir():
                file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=file.parent, suffix=".tmp")
            temporary = Path(name)
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(jpeg)
                temporary.replace(file)
            except OSError:
                temporary.unlink(missing_ok=True)
                raise

    def contains(self, stamp: FileStamp) -> bool:
        """Whether that very version of the file has a thumbnail that can be reached."""
        with suppress(OSError):
            return self._file(stamp, THUMBNAIL_SIDE).exists()
        return False

    def _file(self, stamp: FileStamp, side: int) -> Path:
        name = thumbnail_name(stamp)
        kind = "" if side == THUMBNAIL_SIDE else f"@{side}"
        return self.folder / name[:2] / f"{name[2:]}{kind}.jpg"


def thumbnail_name(stamp: FileStamp) -> str:
    """32 hexadecimal digits: sub-folder (2) and file name without size and ending (30)."""
    key = hashlib.blake2b(os.fsencode(stamp.path), digest_size=16)
    key.update(b"\0%d %d" % (stamp.size, stamp.mtime_ns))
    return key.hexdigest()
