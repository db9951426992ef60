"""Where groups of photos are on a scrolled page: a heading, then cells in lines.

It is arithmetic: what is off screen costs nothing. Lengths are logical pixels. A place on the page counts from its top,
whatever part of it is seen.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize

WIDTH: Final = 188
"""Of a cell."""
HEADING: Final = 40
_GAP: Final = 8
_EDGE: Final = 16
_AFTER: Final = 16


@dataclass(frozen=True, slots=True)
class TwinLayout:
    """All groups at one width.

    Attributes:
        starts: the first row of each group, and the number of rows.
        tops: where each group begins, and the height of the page.
        columns: cells side by side, at least 1.
        width: of the page.
        cell: the size of a cell.
        mirrored: whether lines begin at the right.
    """

    starts: tuple[int, ...]
    tops: tuple[int, ...]
    columns: int
    width: int
    cell: QSize
    mirrored: bool = False

    @classmethod
    def of(cls, sizes: Sequence[int], width: int, height: int, *, mirrored: bool = False) -> "TwinLayout":
        """The layout of groups of so many photos each on a page of a width, with cells of a height."""
        columns = max(1, (width - 2 * _EDGE + _GAP) // (WIDTH + _GAP))
        heights = (_AFTER + HEADING + -(-size // columns) * (height + _GAP) for size in sizes)
        starts, tops = accumulate(sizes, initial=0), accumulate(heights, initial=0)
        return cls(tuple(starts), tuple(tops), columns, width, QSize(WIDTH, height), mirrored)

    @property
    def rows(self) -> int:
        """Photos of all groups."""
        return self.starts[-1]

    @property
    def groups(self) -> int:
        """How many there are."""
        return len(self.starts) - 1

    @property
    def height(self) -> int:
        """Of the page."""
        return self.tops[-1] + _AFTER if self.groups else 0

    def group_of(self, row: int) -> int:
        """The group a row is in."""
        return bisect_right(self.starts, row) - 1

    def rows_of(self, group: int) -> range:
        """The rows of a group."""
        return range(self.starts[group], self.starts[group + 1])

    def heading(self, group: int) -> QRect:
        """Where the heading of a group is."""
        return QRect(_EDGE, self.tops[group] + _AFTER // 2, self.width - 2 * _EDGE, HEADING)

    def cell_of(self, row: int) -> QRect:
        """Where a photo is."""
        group = self.group_of(row)
        line, column = divmod(row - self.starts[group], self.columns)
        left = _EDGE + column * (WIDTH + _GAP)
        if self.mirrored:
            left = self.width - left - WIDTH
        top = self.tops[group] + _AFTER // 2 + HEADING + line * (self.cell.height() + _GAP)
        return QRect(QPoint(left, top), self.cell)

    def groups_between(self, top: int, bottom: int) -> range:
        """The groups that touch a stretch of the page."""
        if not self.groups:
            return range(0)
        first = max(0, bisect_right(self.tops, top) - 1)
        return range(first, min(self.groups, bisect_right(self.tops, bottom, lo=first)))

    def row_at(self, point: QPoint) -> int:
        """The row below a point of the page, -1 where there is none."""
        for group in self.groups_between(point.y(), point.y()):
            for row in self.rows_of(group):
                if self.cell_of(row).contains(point):
                    return row
        return -1

    def group_at(self, point: QPoint) -> int:
        """The group whose heading is below a point of the page, -1 where there is none."""
        found = (group for group in self.groups_between(point.y(), point.y()) if self.heading(group).contains(point))
        return next(found, -1)

    def line_away(self, row: int, step: int) -> int:
        """The row above or below one, in the same column as far as there is one; itself at either end."""
        group = self.group_of(row)
        line, column = divmod(row - self.starts[group], self.columns)
        lines = -(-len(self.rows_of(group)) // self.columns)
        line += step
        if line < 0 or line >= lines:
            group += step
            if not 0 <= group < self.groups:
                return row
            line = 0 if step > 0 else -(-len(self.rows_of(group)) // self.columns) - 1
        rows = self.rows_of(group)
        return min(rows.start + line * self.columns + column, rows.stop - 1)
