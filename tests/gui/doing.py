"""What the tests of the window do again and again."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from pytestqt.qtbot import QtBot

from photosim.library import Library
from photosim.ui.photo_grid import PhotoGrid
from photosim.ui.photo_model import PhotoListModel


def names(library: Library, model: PhotoListModel) -> list[str]:
    known = library.photos(model.ids.tolist())
    return [known[model.id_at(row)].path.name for row in range(model.rowCount())]


def click(qtbot: QtBot, grid: PhotoGrid, photo_id: int, *, twice: bool = False) -> None:
    model = grid.model()
    assert isinstance(model, PhotoListModel)
    row = model.row_of(photo_id)
    assert row is not None
    index = model.index(row)
    grid.scrollTo(index)
    place = grid.visualRect(index).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    if twice:
        qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)


def file_mime(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime
