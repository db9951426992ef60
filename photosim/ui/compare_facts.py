"""What the files of two photos say, side by side; what differs stands out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QFont
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from photosim.ui import details, theme
from photosim.ui.difference import Side
from photosim.ui.language import figure, tr


class FactsTable(QTableWidget):
    """One line for each fact that is known of either photo."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setAccessibleName(tr("Facts of both photos"))
        self.setHorizontalHeaderLabels([tr("Fact"), tr("Left"), tr("Right")])
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setMinimumHeight(96)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        for column in (1, 2):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def show_sides(self, sides: tuple[Side, Side] | None) -> None:
        """Show the facts of two photos, or none."""
        lines = [] if sides is None else facts(sides)
        self.setRowCount(len(lines))
        for row, (name, *values) in enumerate(lines):
            self._fill(row, name, values)
        self.resizeRowsToContents()

    def _fill(self, row: int, name: str, values: Sequence[str]) -> None:
        colours = theme.colours(self.palette())
        differs = values[0] != values[1]
        for column, text in enumerate((name, *values)):
            item = QTableWidgetItem(text)
            if not column:
                item.setForeground(QBrush(theme.colour(colours.muted)))
            elif differs:
                bold = QFont(self.font())
                bold.setBold(True)
                item.setFont(bold)
                item.setBackground(QBrush(theme.colour(colours.selected)))
            item.setToolTip(text)
            if differs:
                item.setData(Qt.ItemDataRole.AccessibleTextRole, tr("{fact}, differs", fact=text))
            self.setItem(row, column, item)


def facts(sides: tuple[Side, Side]) -> list[tuple[str, str, str]]:
    """Names and values of what is known of either; what is not is a dash."""
    known = [dict(details.rows(side.details)) if side.details else {} for side in sides]
    names = list(dict.fromkeys(name for one in known for name in one))
    lines = [(name, known[0].get(name, "\N{EN DASH}"), known[1].get(name, "\N{EN DASH}")) for name in names]
    sharpest = max(side.sharpness for side in sides)
    if sharpest > 0:
        shares = [tr("{percent} %", percent=figure(round(100 * side.sharpness / sharpest))) for side in sides]
        lines.append((tr("Sharpness"), shares[0], shares[1]))
    return lines
