"""The program's icon in all sizes and kinds, drawn from `resources/photosim.svg`."""

import io
import shutil
from pathlib import Path
from typing import Final

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from release.product import NAME, ROOT, ReleaseError

SIZES: Final = (16, 32, 48, 64, 128, 256, 512)
"""Of the PNG files, in pixels a side: what desktops of Linux look for."""
_ICO_SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 256)  # for screens of 100 to 250 %
_ICNS_SIZES: Final = (32, 64, 128, 256, 512, 1024)
_SOURCE: Final = ROOT / "resources" / "photosim.svg"


def write_icons(folder: Path) -> None:
    """Write `photosim-{16..512}.png`, `photosim.svg`, `photosim.ico` and `photosim.icns`; needs no screen.

    Each size is drawn by itself instead of being scaled, so that the small ones are sharp.

    Args:
        folder: made if it is not there.

    Raises:
        ReleaseError: the drawing is missing or damaged.
    """
    renderer = QSvgRenderer(str(_SOURCE))
    if not renderer.isValid():
        message = f"{_SOURCE.relative_to(ROOT)} cannot be drawn"
        raise ReleaseError(message)
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {size: _draw(renderer, size) for size in sorted({*SIZES, *_ICO_SIZES, *_ICNS_SIZES})}
    for size in SIZES:
        drawn[size].save(folder / f"{NAME}-{size}.png", optimize=True)
    shutil.copyfile(_SOURCE, folder / f"{NAME}.svg")
    _save(drawn, _ICO_SIZES, folder / f"{NAME}.ico")
    _save(drawn, _ICNS_SIZES, folder / f"{NAME}.icns")


def _draw(renderer: QSvgRenderer, size: int) -> Image.Image:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stubs want bytes, the call wants a word
    picture = Image.open(io.BytesIO(buffer.data().data()))
    picture.load()
    return picture


def _save(drawn: dict[int, Image.Image], sizes: tuple[int, ...], file: Path) -> None:
    """One file of several pictures: the kind by its ending."""
    largest, *others = (drawn[size] for size in reversed(sizes))
    if file.suffix == ".ico":
        largest.save(file, sizes=[(size, size) for size in sizes], append_images=others)
    else:
        largest.save(file, append_images=others)
