"""What the left button does on a grid: clicks select, pictures are dragged out, beside them a rubber band is drawn."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from photosim.ui.grid_band import Band
from photosim.ui.grid_layout import NOBODY
from photosim.ui.photo_delegate import picture_place

if TYPE_CHECKING:
    from photosim.ui.photo_grid import PhotoGrid

MORE: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
"""Keys with which what is selected stays so."""


class Mouse:
    """The state of the button between press and release.

    Attributes:
        band: the rubber band.
    """

    def __init__(self, grid: "PhotoGrid") -> None:
        self._grid = grid
        self._start: QPoint | None = None
        self._row = -1
        self._put_off = False
        self.band = Band(grid)

    def press(self, point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """Select what is there; of several that are selected, the drag that may follow takes all."""
        grid = self._grid
        self._start, self._row = point, grid.row_at(point)
        self._put_off = self._row in grid.selected_rows and not modifiers & MORE
        self._hold(held=True)
        if self._put_off:
            return
        if self._row >= 0:
            grid.selection.choose(self._row, modifiers)
        elif not self._press_heading(point, modifiers) and not modifiers & MORE:
            grid.selection.clear()

    def _press_heading(self, point: QPoint, modifiers: Qt.KeyboardModifier) -> bool:
        """A heading stands for all photos under it."""
        grid = self._grid
        rows = grid.heading_rows_at(point)
        if rows is None:
            return False
        grid.selection.select([rows], grid.selected_rows if modifiers & MORE else NOBODY)
        grid.selection.pivot = rows[0]
        grid.selection.move(rows[0])
        return True

    def move(self, point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """With the button down: go on with a band, or begin one or a drag."""
        if self._start is not None and (point - self._start).manhattanLength() >= QApplication.startDragDistance():
            self._begin(self._start, modifiers)
        if self.band.active:
            self.band.move(point)

    def _begin(self, start: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """Out of the window if a picture was taken, else a band."""
        grid, row, self._start = self._grid, self._row, None
        if row >= 0 and picture_place(grid.cell_rect(row), grid.entry_at(row)).contains(start):
            if row in grid.selected_rows:
                self._hold(held=False)
                grid.drag_wanted.emit()
            return
        self.band.begin(start, grid.selected_rows if modifiers & MORE else NOBODY)

    def release(self) -> None:
        """The end of a click or a band."""
        if self.band.active:
            self.band.end()
        elif self._start is not None and self._put_off:
            self._grid.selection.alone(self._row)
        self.forget()

    def give_up(self) -> None:
        """The button will not come up here any more: the grid was hidden."""
        if self.band.active:
            self.band.end()
        self.forget()

    def forget(self) -> None:
        """What was pressed is no click."""
        self._start = None
        self._hold(held=False)

    def _hold(self, *, held: bool) -> None:
        if self._grid.photos is not None:
            self._grid.photos.held = held
