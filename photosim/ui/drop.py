"""What was dropped or pasted: a local file first, then picture data; nothing is ever fetched from the web.

Browsers differ: some hand over a temporary file that is gone a moment later, some picture data, some only an address.
Temporary files are therefore read within the drop.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from photosim.errors import PhotoError
from photosim.ui.history import Query

if TYPE_CHECKING:
    from PIL.Image import Image

_MEMORY_SIDE: Final = 1024  # pixels of the short side kept of a picture that exists in memory only


@dataclass(frozen=True, slots=True)
class Dropped:
    """What a drop or paste asks for; at most one of the three is set.

    Attributes:
        query: a photo to search with.
        folder: a folder that could be added.
        problem: why nothing can be done with it, in one line.
    """

    query: Query | None = None
    folder: Path | None = None
    problem: str = ""


FROM_THE_WEB = (
    "That is an address on the web, and photosim fetches nothing from there. "
    "Save the picture to this computer and drop the file."
)
NO_PICTURE = "There is no photo and no folder in what was dropped or pasted."


def is_welcome(mime: QMimeData) -> bool:
    """Whether a drag is worth a closer look when dropped; an address is, to tell why it is not fetched."""
    return mime.hasUrls() or mime.hasImage()


def read(mime: QMimeData, unnamed: str = "the dropped picture") -> Dropped:
    """Understand a drop or paste. Temporary files are read here; other files stay where they are.

    Args:
        mime: what was dropped or pasted.
        unnamed: what to call a picture that is no file.

    Never raises for what it finds: an unreadable file is a `problem`.
    """
    urls = mime.urls() if mime.hasUrls() else []
    for url in urls:
        if url.isLocalFile():
            return _read_file(Path(url.toLocalFile()))
    if mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return Dropped(query=Query(to_pil(image), unnamed))
    return Dropped(problem=FROM_THE_WEB if urls else NO_PICTURE)


def _read_file(path: Path) -> Dropped:
    if path.is_dir():
        return Dropped(folder=path)
    if not path.resolve().is_relative_to(Path(tempfile.gettempdir()).resolve()):
        return Dropped(query=Query(path, path.name))
    try:
        return Dropped(query=Query(_read_now(path), path.name))
    except PhotoError as error:
        return Dropped(problem=str(error))


def _read_now(path: Path) -> "Image":
    """The upright picture in a file that may be gone in a moment.

    Raises:
        PhotoError: it is gone already, or no picture.
    """
    from photosim.core.decode import load_photo  # noqa: PLC0415 - a window opens sooner without Pillow and NumPy

    try:
        return load_photo(path.read_bytes(), short_side=_MEMORY_SIDE).image
    except OSError as error:
        raise PhotoError(error.strerror or str(error), path.name) from error
    except PhotoError as error:
        raise PhotoError(error.reason, path.name) from error


def to_pil(image: QImage) -> "Image":
    """A Pillow image, RGB, with pixels of its own."""
    from PIL import Image  # noqa: PLC0415 - as above

    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    pixels = bytes(rgb.constBits())
    return Image.frombuffer("RGB", (rgb.width(), rgb.height()), pixels, "raw", "RGB", rgb.bytesPerLine(), 1).copy()
