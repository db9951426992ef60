"""What is put on the clipboard when photos are copied; made on a worker, put there on the GUI thread.

File managers paste the files, editors of pictures the picture, editors of text the path: all are in one offer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter

from photosim.core.photo import PhotoId
from photosim.library import Library
from photosim.ui.jobs import JobContext

_FAST_PNG: Final = 10  # of 100; more makes it hardly smaller and takes far longer


@dataclass(frozen=True, slots=True, eq=False)
class Copied:
    """One offer to other programs.

    Attributes:
        paths: of the photos, one a line.
        links: addresses of their files, each with a line end; empty if files are not offered.
        image: the picture, if there is one.
        png: the same as a file, so that nothing is encoded while another program waits for it.
    """

    paths: str = ""
    links: bytes = b""
    image: QImage | None = None
    png: bytes = b""


def copy_files(library: Library, ids: Sequence[PhotoId], shown: Sequence[PhotoId]) -> Callable[[JobContext], Copied]:
    """Work that makes the offer of files, paths and, of a single photo, its picture.

    Args:
        library: knows them.
        ids: the photos.
        shown: those whose picture is offered, too: one or none.
    """

    def work(context: JobContext) -> Copied:
        paths = paths_of(library, ids)
        image, png = None, b""
        for photo_id in shown:
            context.token.raise_if_cancelled()
            image, png = _picture(library, photo_id)
        links = b"".join(_link(path) + b"\r\n" for path in paths)
        return Copied("\n".join(map(str, paths)), links, image, png)

    return work


def copy_picture(library: Library, photo_id: PhotoId) -> Callable[[JobContext], Copied]:
    """Work that makes the offer of a picture alone."""

    def work(context: JobContext) -> Copied:
        del context
        image, png = _picture(library, photo_id)
        return Copied(image=image, png=png)

    return work


def copy_paths(library: Library, ids: Sequence[PhotoId]) -> Callable[[JobContext], Copied]:
    """Work that makes the offer of paths as text."""

    def work(context: JobContext) -> Copied:
        del context
        return Copied("\n".join(map(str, paths_of(library, ids))))

    return work


def paths_of(library: Library, ids: Sequence[PhotoId]) -> list[Path]:
    """Files of photos, in the order of their ids; a photo that has left the library is left out."""
    photos = library.photos(ids)
    return [photos[photo_id].path for photo_id in ids if photo_id in photos]


def mime_data(copied: Copied) -> QMimeData:
    """The offer, in the forms other programs know."""
    mime = QMimeData()
    if copied.paths:
        mime.setText(copied.paths)
    if copied.links:
        mime.setData("text/uri-list", QByteArray(copied.links))
        nautilus = b"copy\n" + copied.links.replace(b"\r\n", b"\n").rstrip(b"\n")
        mime.setData("x-special/gnome-copied-files", QByteArray(nautilus))
    if copied.image is not None:
        mime.setImageData(copied.image)
        mime.setData("image/png", QByteArray(copied.png))
    return mime


def put(copied: Copied) -> None:
    """Put it on the clipboard; GUI thread."""
    QGuiApplication.clipboard().setMimeData(mime_data(copied))


def _link(path: Path) -> bytes:
    return QUrl.fromLocalFile(str(path)).toString(QUrl.ComponentFormattingOption.FullyEncoded).encode("ascii")


def _picture(library: Library, photo_id: PhotoId) -> tuple[QImage, bytes]:
    """All its pixels, upright, in sRGB."""
    picture = library.picture(photo_id, max_side=0)
    size = 3 * picture.width
    image = QImage(picture.rgb, picture.width, picture.height, size, QImage.Format.Format_RGB888).copy()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    writer.setCompression(_FAST_PNG)
    writer.write(image)
    return image, bytes(buffer.data().data())
