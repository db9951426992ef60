"""Selecting several photos the way file managers do: by click, Ctrl, Shift, keys and a rubber band.

Rows are given to Qt's selection model as few stretches as there are, never one by one: all of 100,000 photos are one.
"""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView

from photosim.ui.grid_layout import NOBODY, Rows, Span

_Flag = QItemSelectionModel.SelectionFlag
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier


class Selection:
    """What is selected in one view, as rows; nothing in a view that shows no list of photos yet.

    Attributes:
        pivot: the row where a stretch by Shift begins, -1 for none.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        self._view = view
        self._rows: Rows | None = None
        self.pivot = -1

    @property
    def _model(self) -> QItemSelectionModel | None:
        return self._view.selectionModel()  # the stubs forget that it is None without a list

    @property
    def rows(self) -> Rows:
        """What is selected now."""
        if self._rows is None:
            model = self._model
            self._rows = NOBODY if model is None else Rows.of(spans_of(model.selection()))
        return self._rows

    def changed(self) -> None:
        """Rows were selected or not any more, or have moved."""
        self._rows = None

    @property
    def current(self) -> int:
        """The row the keyboard is at, -1 if at none."""
        return self._view.currentIndex().row()

    def choose(self, row: int, modifiers: Qt.KeyboardModifier) -> None:
        """What a click on a row does: it alone; with Ctrl it, too, or not any more; with Shift all up to it."""
        if modifiers & _SHIFT:
            self.stretch(row, add=bool(modifiers & _CTRL))
        elif modifiers & _CTRL:
            self.toggle(row)
        else:
            self.alone(row)

    def alone(self, row: int) -> None:
        """Select a row and nothing else."""
        self.pivot = row
        self._set_current(row, _Flag.ClearAndSelect)

    def toggle(self, row: int) -> None:
        """Select a row, or not any more; the others stay."""
        self.pivot = row
        self._set_current(row, _Flag.Toggle)

    def stretch(self, row: int, *, add: bool) -> None:
        """Select from the pivot to a row.

        Args:
            row: the other end; the keyboard is there now.
            add: what is selected beside stays so.
        """
        if not 0 <= self.pivot < self._view.model().rowCount():
            self.pivot = max(0, self.current)
        self.select([(min(self.pivot, row), max(self.pivot, row))], self.rows if add else NOBODY)
        self.move(row)

    def move(self, row: int) -> None:
        """Have the keyboard go to a row, -1 for none; the selection stays."""
        self._set_current(row, _Flag.NoUpdate)

    def clear(self) -> None:
        """Select nothing, and have the keyboard nowhere."""
        self.pivot = -1
        if self._model is not None:
            self._model.clear()

    def select(self, spans: Iterable[Span], beside: Rows = NOBODY) -> None:
        """Select stretches of rows, and those of `beside`, and nothing else."""
        wanted, model = Rows.of([*spans, *beside.spans()]), self._model
        if model is None or wanted == self.rows:
            return
        ranges = QItemSelection()
        for first, last in wanted.spans():
            ranges.append(QItemSelectionRange(self._index(first), self._index(last)))
        model.select(ranges, _Flag.ClearAndSelect)

    def _set_current(self, row: int, command: QItemSelectionModel.SelectionFlag) -> None:
        if self._model is not None:
            self._model.setCurrentIndex(self._index(row), command)

    def _index(self, row: int) -> QModelIndex:
        return self._view.model().index(row, 0) if row >= 0 else QModelIndex()


def spans_of(selection: QItemSelection) -> list[Span]:
    """The stretches of rows Qt has selected, in its order."""
    parts: list[QItemSelectionRange] = list(selection)  # type: ignore[call-overload] # the stubs forget that it is one
    return [(part.top(), part.bottom()) for part in parts]
