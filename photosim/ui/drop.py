"""What was dropped or pasted: files and folders first, then a picture, then an address that could be fetched if wanted.

Programs differ in how they hand a photo over. File managers give a list of addresses of files (`text/uri-list`; KDE and
GNOME have lists of their own beside it). Firefox gives a temporary file, or a picture with its address; Chrome an
address and a piece of a web page with the picture in it; on macOS there may be nothing but the picture. From text
editors and terminals come paths. Temporary files may be gone a moment later and are read within the drop. Nothing is
fetched from the web here.
"""

import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QImage

from photosim.core.formats import may_be_photo
from photosim.errors import PhotoError
from photosim.ui import words
from photosim.ui.history import Query, Source
from photosim.ui.language import plural, tr
from photosim.ui.reasons import reason

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PHOTOS: Final = 50
"""Photos one query is made of at most; the mean of more says nothing."""
_MEMORY_SIDE: Final = 1024  # pixels of the short side kept of a picture that exists in memory only
_LISTS: Final = ("application/x-kde4-urilist", "x-special/gnome-copied-files", "x-special/mate-copied-files")
_MOZILLA: Final = "text/x-moz-url"
_LONGEST_TEXT: Final = 100_000
_WINDOWS_PATH: Final = re.compile(r"[A-Za-z]:[\\/]|\\\\")


@dataclass(frozen=True, slots=True)
class Dropped:
    """What a drop or paste asks for.

    Attributes:
        query: photos to search with.
        folders: folders that could be added to the library.
        address: of a picture on the web, where there is nothing else to search with.
        problem: why it, or a part of it, is of no use, in one line.
    """

    query: Query | None = None
    folders: tuple[Path, ...] = ()
    address: str = ""
    problem: str = ""


OWN: Final = "application/x-photosim-photos"
"""Marks a drag that comes from the window itself: a hand that trembled on a photo wants no new page."""


def is_welcome(mime: QMimeData) -> bool:
    """Whether a drag is worth a closer look when dropped; photos on their way out of the window are not."""
    if mime.hasFormat(OWN):
        return False
    if mime.hasUrls() or mime.hasImage() or any(map(mime.hasFormat, (*_LISTS, _MOZILLA))):
        return True
    return bool(_picture_format(mime)) or any(_address_of(line) is not None for line in _lines(mime.text()))


def read(mime: QMimeData, unnamed: str = "") -> Dropped:
    """Understand a drop or paste. Temporary files are read here; other files stay where they are.

    Args:
        mime: what was dropped or pasted.
        unnamed: what to call a picture that is no file.

    Never raises for what it finds: an unreadable file is a `problem`.
    """
    addresses = _addresses(mime)
    paths = [Path(url.toLocalFile()) for url in addresses if url.isLocalFile()]
    if paths:
        return read_paths(paths)
    unnamed = unnamed or tr("the dropped picture")
    picture = _picture(mime) or _enclosed(addresses)
    if picture is not None:
        return Dropped(query=Query(picture, unnamed))
    for url in addresses:
        if url.scheme().lower() in {"http", "https"}:
            return Dropped(address=url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
    return Dropped(problem=tr("There is no photo and no folder in what was dropped or pasted."))


def read_paths(paths: Sequence[Path], *, lasting: bool = False) -> Dropped:
    """What files and folders ask for: the photos among them all together are the query.

    Args:
        paths: of files and folders.
        lasting: none will be gone in a moment, not even temporary ones: they are not read now.
    """
    folders = tuple(path for path in paths if _is_folder(path))
    files = [path for path in paths if path not in folders]
    photos, bad = files, 0
    if len(files) > 1:  # of one alone whoever opens it says what is wrong with it
        photos = [path for path in files if may_be_photo(path)]
        bad = len(files) - len(photos)
    sources, problems = _sources(photos[:MOST_PHOTOS], lasting=lasting)
    if bad:
        problems.append(plural("{n} file is no photo.", "{n} files are no photos.", bad))
    if len(photos) > MOST_PHOTOS:
        problems.append(
            plural(
                "Of {n} photo the first {most} are searched with.",
                "Of {n} photos the first {most} are searched with.",
                len(photos),
                most=MOST_PHOTOS,
            )
        )
    query = Query(sources[0][0], sources[0][1], more=tuple(source for source, _ in sources[1:])) if sources else None
    return Dropped(query, folders, problem=" ".join(problems))


# -- addresses


def _addresses(mime: QMimeData) -> list[QUrl]:
    """Every address in it, those of files and of pictures before those of pages; none twice."""
    found = list(mime.urls()) if mime.hasUrls() else []
    for name in _LISTS:
        found += _listed(_text(mime.data(name), "utf-8"))
    pictures = _pictures_of_page(mime.html()) if mime.hasHtml() else []
    found = [*pictures, *found] if not any(url.isLocalFile() for url in found) else found
    found += _listed(_text(mime.data(_MOZILLA), "utf-16-le").partition("\n")[0])
    if not found:
        found = [url for line in _lines(mime.text()) if (url := _address_of(line)) is not None]
    return list(dict.fromkeys(found))


def _listed(text: str) -> list[QUrl]:
    """Addresses one a line; other lines tell whether files are to be copied or moved."""
    urls = [QUrl(line.strip()) for line in text.splitlines() if ":" in line]
    return [url for url in urls if url.isValid() and url.scheme()]


def _lines(text: str) -> list[str]:
    return [line for line in text[:_LONGEST_TEXT].splitlines() if line.strip()][:1000]


def _address_of(line: str) -> QUrl | None:
    """The file or web address a line of text is, None if it is none."""
    text = line.strip().strip("\"'")
    if text.lower().startswith(("file:", "http://", "https://", "data:image/")):
        url = QUrl(text)
        return url if url.isValid() else None
    if text.startswith("~"):
        try:
            text = str(Path(text).expanduser())
        except RuntimeError:  # no such user
            return None
    if text.startswith("/") or _WINDOWS_PATH.match(text):
        try:
            there = Path(text).exists()
        except (OSError, ValueError):  # too long, or with signs no path may have
            there = False
        return QUrl.fromLocalFile(text) if there else None
    return None


def _pictures_of_page(page: str) -> list[QUrl]:
    """The pictures in a piece of a web page, if their addresses are whole: Chrome names a dragged one only there."""
    from photosim.ui.page_images import images_of  # noqa: PLC0415 - a window opens without

    urls = [QUrl(address.strip()) for address in images_of(page)]
    return [url for url in urls if url.isValid() and url.scheme().lower() in {"http", "https", "data", "file"}]


# -- pictures


def _picture(mime: QMimeData) -> "Image | None":
    """A picture that came as such."""
    if mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return to_pil(image)
    name = _picture_format(mime)
    return _read_bytes(bytes(mime.data(name).data())) if name else None


def _picture_format(mime: QMimeData) -> str:
    """A format in which there is a picture, empty if there is none."""
    return next((name for name in mime.formats() if name.startswith("image/")), "")


def _enclosed(addresses: Iterable[QUrl]) -> "Image | None":
    """The picture an address holds itself, as RFC 2397 has it."""
    for url in addresses:
        if url.scheme().lower() != "data":
            continue
        head, _, body = url.toString(QUrl.ComponentFormattingOption.FullyEncoded).partition(",")
        content = unquote_to_bytes(body)
        if head.lower().endswith(";base64"):
            content = bytes(QByteArray.fromBase64(content).data())
        picture = _read_bytes(content)
        if picture is not None:
            return picture
    return None


def _read_bytes(content: bytes) -> "Image | None":
    from photosim.core.decode import load_photo  # noqa: PLC0415 - a window opens sooner without Pillow and NumPy

    try:
        return load_photo(content, short_side=_MEMORY_SIDE).image
    except PhotoError:
        return None


# -- files


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _sources(paths: Iterable[Path], *, lasting: bool) -> tuple[list[tuple[Source, str]], list[str]]:
    """Photos to search with and their names, and what is wrong with the others."""
    if lasting:
        return [(path, path.name) for path in paths], []
    temporary = Path(tempfile.gettempdir()).resolve()
    sources: list[tuple[Source, str]] = []
    problems: list[str] = []
    for path in paths:
        if not path.resolve().is_relative_to(temporary):
            sources.append((path, path.name))
            continue
        try:
            sources.append((_read_now(path), path.name))
        except PhotoError as error:
            problems.append(words.sentence(reason(str(error))))
    return sources, problems


def _read_now(path: Path) -> "Image":
    """The upright picture in a file that may be gone in a moment.

    Raises:
        PhotoError: it is gone already, or no picture.
    """
    from photosim.core.decode import load_photo  # noqa: PLC0415 - as above

    try:
        return load_photo(path.read_bytes(), short_side=_MEMORY_SIDE).image
    except OSError as error:
        raise PhotoError(error.strerror or str(error), path.name) from error
    except PhotoError as error:
        raise PhotoError(error.reason, path.name) from error


def _text(content: QByteArray, encoding: str) -> str:
    return bytes(content.data()).decode(encoding, "ignore").replace("\0", "")


def to_pil(image: QImage) -> "Image":
    """A Pillow image, RGB, with pixels of its own."""
    from PIL import Image  # noqa: PLC0415 - as above

    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    pixels = bytes(rgb.constBits())
    return Image.frombuffer("RGB", (rgb.width(), rgb.height()), pixels, "raw", "RGB", rgb.bytesPerLine(), 1).copy()
