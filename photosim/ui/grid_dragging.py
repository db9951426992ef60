"""Dragging photos out of the window, as files: copies for whoever takes them, never the photos themselves."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QPoint, QRectF, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication, QPainter, QPixmap

from photosim.core.photo import PhotoId
from photosim.library import Library
from photosim.ui import theme
from photosim.ui.grid_service import GridService
from photosim.ui.jobs import JobContext, JobRunner, Pool
from photosim.ui.language import figure
from photosim.ui.photo_grid import PhotoGrid
from photosim.ui.photo_model import PhotoListModel

_SIDE: Final = 96
_COUNT: Final = 26


class DragOut(GridService):
    """Serves one grid."""

    def __init__(self, library: Library, runner: JobRunner, grid: PhotoGrid, model: PhotoListModel) -> None:
        super().__init__(library, runner, grid, model)
        grid.drag_wanted.connect(self._begin)

    def _begin(self) -> None:
        """Photos scrolled away are known to the catalogue alone: a worker asks it, and the hand is still moving."""
        chosen = self._grid.selected_ids()
        known = [entry.photo.path for entry in map(self._model.entry, chosen) if entry and entry.photo]
        if len(known) == len(chosen):
            self._drag(known)
            return
        job = self._runner.start(Pool.QUERY, "files of the photos dragged", _paths(self._library, chosen))
        job.done.connect(self._drag_if_held)

    def _drag_if_held(self, paths: list[Path]) -> None:
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._drag(paths)

    def _drag(self, paths: list[Path]) -> None:
        if not paths:
            return
        from photosim.ui.drop import OWN  # noqa: PLC0415 - a window opens without

        drag = QDrag(self._grid)
        mime = mime_of(paths)
        mime.setData(OWN, b"1")
        drag.setMimeData(mime)
        picture = self._picture(len(paths))
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(_SIDE // 2, _SIDE // 2))
        drag.exec(Qt.DropAction.CopyAction)

    def _picture(self, count: int) -> QPixmap:
        """The current photo small, and how many there are."""
        current = self._grid.current_id()
        entry = None if current is None else self._model.entry(current)
        ratio = self._grid.devicePixelRatioF()
        picture = QPixmap(round(_SIDE * ratio), round(_SIDE * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        try:
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            if entry is not None and entry.pixmap is not None:
                size = entry.pixmap.size().scaled(_SIDE, _SIDE, Qt.AspectRatioMode.KeepAspectRatio)
                place = QRectF((_SIDE - size.width()) / 2, (_SIDE - size.height()) / 2, size.width(), size.height())
                painter.drawPixmap(place, entry.pixmap, QRectF(entry.pixmap.rect()))
            if count > 1:
                self._paint_count(painter, figure(count))
        finally:
            painter.end()
        return picture

    def _paint_count(self, painter: QPainter, text: str) -> None:
        colours = theme.colours(self._grid.palette())
        width = max(_COUNT, painter.fontMetrics().horizontalAdvance(text) + 14)
        disc = QRectF(_SIDE - width, 0, width, _COUNT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(colours.accent))
        painter.drawRoundedRect(disc, _COUNT / 2, _COUNT / 2)
        painter.setPen(theme.colour(colours.on_accent))
        painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), text)


def mime_of(paths: Sequence[Path]) -> QMimeData:
    """Files as every file manager, mail program and browser understands them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def _paths(library: Library, chosen: list[PhotoId]) -> Callable[[JobContext], list[Path]]:
    def work(_context: JobContext) -> list[Path]:
        known = library.photos(chosen)
        return [known[photo_id].path for photo_id in chosen if photo_id in known]

    return work
