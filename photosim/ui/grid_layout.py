"""Where the cells and headings of a grid are, by arithmetic: no Qt, and nothing that costs more for more photos.

A list falls into sections, each under a heading, each filling lines of equal cells. Sums over the sections are made
once for a layout; from then on row and place are turned into each other by a division and a binary search. All places
are in pixels of the whole content, whose top is 0.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final, NamedTuple

GAP: Final = 8
"""Pixels between cells, and around them."""
HEADING: Final = 40
"""Height of a heading."""
SMALLEST_CELL: Final = 64
LARGEST_CELL: Final = 512

Span = tuple[int, int]
"""First and last row of a stretch; empty if the last is the smaller one."""


class Box(NamedTuple):
    """A rectangle; `left + width` is the first pixel beyond it."""

    left: int
    top: int
    width: int
    height: int

    def holds(self, x: int, y: int) -> bool:
        """Whether a pixel lies in it."""
        return self.left <= x < self.left + self.width and self.top <= y < self.top + self.height


def columns_of(width: int, cell: int) -> int:
    """As many cells side by side as make them nearest to a wished side when they share a width; at least 1."""
    return max(1, round((width - GAP) / (cell + GAP)))


def side_of(width: int, columns: int) -> int:
    """The side of so many cells that share a width."""
    return max(1, (width - GAP) // columns - GAP)


@dataclass(frozen=True, slots=True)
class GridLayout:
    """One arrangement; a new one is made when anything of it changes.

    Attributes:
        rows: cells there are.
        width: of the view.
        cell: side of a cell as wished. There are as many columns as bring the side nearest to it when they share the
            width without a rest: .75 to 1.5 of the wish, less only where the view is narrower than one cell.
        starts: first row of each section with a heading; none for a grid without headings.
        mirrored: columns run from right to left.
        side: of a cell, as it is.
        columns: cells side by side, at least 1.
        height: of everything.
    """

    rows: int
    width: int
    cell: int
    starts: Sequence[int] = ()
    mirrored: bool = False
    side: int = field(init=False)
    columns: int = field(init=False)
    height: int = field(init=False)
    _starts: "array[int]" = field(init=False)
    _lines: "array[int]" = field(init=False)
    _tops: "array[int]" = field(init=False)
    _head: int = field(init=False)

    def __post_init__(self) -> None:
        """Sum up the sections."""
        put = object.__setattr__
        columns = columns_of(self.width, self.cell)
        side = side_of(self.width, columns)
        head = HEADING if self.starts else 0
        starts = array("q", self.starts or (0,))
        ends = array("q", (*starts[1:], self.rows))
        lines = [-(-(end - start) // columns) for start, end in zip(starts, ends, strict=True)]
        before = array("q", accumulate(lines, initial=0))
        pitch = side + GAP
        put(self, "side", side)
        put(self, "columns", columns)
        put(self, "_head", head)
        put(self, "_starts", starts)
        put(self, "_lines", before)
        put(self, "_tops", array("q", (GAP + line * pitch + place * head for place, line in enumerate(before))))
        put(self, "height", GAP + before[-1] * pitch + (len(starts) * head if self.rows else 0))

    # -- rows

    def section_of(self, row: int) -> int:
        """The section a row is in."""
        return max(0, bisect_right(self._starts, row) - 1)

    def section_rows(self, section: int) -> Span:
        """First and last row of a section."""
        following = section + 1
        return self._starts[section], (self._starts[following] if following < len(self._starts) else self.rows) - 1

    def moved(self, row: int, lines: int) -> int:
        """The row so many lines below (above, if negative) in the same column, or as near to that as there is."""
        section = self.section_of(row)
        line, column = divmod(row - self._starts[section], self.columns)
        line += self._lines[section]
        target = min(max(0, line + lines), self._lines[-1] - 1)
        if target == line:
            return row
        section = bisect_right(self._lines, target, 0, len(self._starts)) - 1
        first = self._starts[section] + (target - self._lines[section]) * self.columns
        return min(first + column, self.section_rows(section)[1])

    # -- places

    def line_top(self, row: int) -> int:
        """Top of the line a row is in."""
        section = self.section_of(row)
        line = (row - self._starts[section]) // self.columns
        return self._tops[section] + self._head + line * (self.side + GAP)

    def cell_box(self, row: int) -> Box:
        """Where a row's cell is."""
        column = (row - self._starts[self.section_of(row)]) % self.columns
        return Box(self._left(column), self.line_top(row), self.side, self.side)

    def cell_boxes(self, first: int, last: int) -> Iterator[Box]:
        """Where the cells of a stretch of rows are; quicker than one by one."""
        lefts = [self._left(column) for column in range(self.columns)]
        while first <= last:
            section = self.section_of(first)
            end = min(last, self.section_rows(section)[1])
            inside = first - self._starts[section]
            top, column = self.line_top(first), inside % self.columns
            for _ in range(first, end + 1):
                yield Box(lefts[column], top, self.side, self.side)
                column += 1
                if column == self.columns:
                    column, top = 0, top + self.side + GAP
            first = end + 1

    def heading_box(self, section: int) -> Box:
        """Where a section's heading is."""
        left = min(self._left(0), self._left(self.columns - 1))
        return Box(left, self._tops[section], self.width - 2 * left, self._head)

    def _left(self, column: int) -> int:
        """The few pixels that cannot be shared are spread between the columns."""
        if self.mirrored:
            return self.width - self._unmirrored_left(column) - self.side
        return self._unmirrored_left(column)

    def _unmirrored_left(self, column: int) -> int:
        spare = max(0, self.width - GAP - self.columns * (self.side + GAP))
        return GAP + column * (self.side + GAP) + (2 * column + 1) * spare // (2 * self.columns)

    # -- what is at a place

    @property
    def headed(self) -> bool:
        """Whether there are headings."""
        return bool(self._head)

    def section_at(self, y: int) -> int:
        """The section at a height, -1 if there is none."""
        return bisect_right(self._tops, y, 0, len(self._starts)) - 1 if self.rows else -1

    def section_bottom(self, section: int) -> int:
        """Where the next section begins."""
        return self._tops[section + 1] if section + 1 < len(self._starts) else self.height

    def row_at(self, x: int, y: int) -> int:
        """The row whose cell holds a pixel, -1 if none does."""
        first, last = self.rows_between(y, y)
        if last < first:
            return -1
        # A line's cells have equal parts of the width, so the guess is off by one at most.
        guess = (self.width - 1 - x if self.mirrored else x) * self.columns // max(1, self.width)
        for column in (guess, guess - 1, guess + 1):
            row = first + column
            if 0 <= column < self.columns and row <= last and self.cell_box(row).holds(x, y):
                return row
        return -1

    def heading_at(self, y: int) -> int:
        """The section whose heading is at a height, -1 if none is."""
        if not self._head or not self.rows:
            return -1
        section = self.section_at(y)
        return section if section >= 0 and y < self._tops[section] + self._head else -1

    def rows_between(self, top: int, bottom: int) -> Span:
        """First and last row whose line touches a stretch of heights; the gap below a line belongs to it."""
        if not self.rows or bottom < top:
            return 0, -1
        first = self._line_at(top, below=True)
        last = self._line_at(bottom, below=False)
        if last < first:
            return 0, -1
        return self._line_rows(first)[0], self._line_rows(last)[1]

    def sections_between(self, top: int, bottom: int) -> range:
        """Sections whose heading touches a stretch of heights."""
        if not self._head or not self.rows:
            return range(0)
        many = len(self._starts)
        return range(bisect_right(self._tops, top - self._head, 0, many), bisect_right(self._tops, bottom, 0, many))

    def spans_in(self, box: Box) -> list[Span]:
        """Rows whose cells touch a box, as stretches in ascending order."""
        columns = [
            column
            for column in range(self.columns)
            if self._left(column) < box.left + box.width and box.left < self._left(column) + self.side
        ]
        if not columns or not self.rows:
            return []
        spans: list[Span] = []
        first, last = self._line_at(box.top, below=True), self._line_at(box.top + box.height - 1, below=False)
        for line in range(first, last + 1):
            start, end = self._line_rows(line)
            if self.line_top(start) + self.side <= box.top or start + columns[0] > end:
                continue
            span = start + columns[0], min(start + columns[-1], end)
            if spans and spans[-1][1] + 1 == span[0]:
                spans[-1] = spans[-1][0], span[1]
            else:
                spans.append(span)
        return spans

    def _line_at(self, y: int, *, below: bool) -> int:
        """The line at a height, counted through all sections; at a heading the one below or the one above."""
        many = len(self._starts)
        section = max(0, bisect_right(self._tops, y, 0, many) - 1)
        inside = y - self._tops[section] - self._head
        if inside < 0:
            return self._lines[section] - (0 if below else 1)
        return min(self._lines[section] + inside // (self.side + GAP), self._lines[section + 1] - 1 + below)

    def _line_rows(self, line: int) -> Span:
        line = min(max(0, line), self._lines[-1] - 1)
        section = bisect_right(self._lines, line, 0, len(self._starts)) - 1
        first = self._starts[section] + (line - self._lines[section]) * self.columns
        return first, min(first + self.columns - 1, self.section_rows(section)[1])


@dataclass(frozen=True, slots=True)
class Rows:
    """A set of rows as stretches, ascending and apart; asking about one costs a binary search."""

    firsts: "array[int]"
    lasts: "array[int]"

    @classmethod
    def of(cls, spans: Sequence[Span]) -> "Rows":
        """From stretches in any order; those that touch become one."""
        firsts, lasts = array("q"), array("q")
        for first, last in sorted(spans):
            if last < first:
                continue
            if lasts and first <= lasts[-1] + 1:
                lasts[-1] = max(lasts[-1], last)
            else:
                firsts.append(first)
                lasts.append(last)
        return cls(firsts, lasts)

    @classmethod
    def listed(cls, rows: Sequence[int]) -> "Rows":
        """From ascending single rows."""
        firsts, lasts = array("q"), array("q")
        for row in rows:
            if lasts and row == lasts[-1] + 1:
                lasts[-1] = row
            else:
                firsts.append(row)
                lasts.append(row)
        return cls(firsts, lasts)

    def __contains__(self, row: int) -> bool:
        """Whether a row is among them."""
        place = bisect_right(self.firsts, row) - 1
        return place >= 0 and row <= self.lasts[place]

    def __len__(self) -> int:
        """How many rows."""
        return sum(self.lasts) - sum(self.firsts) + len(self.firsts)

    def spans(self) -> list[Span]:
        """The stretches."""
        return list(zip(self.firsts, self.lasts, strict=True))

    def within(self, first: int, last: int) -> list[int]:
        """The rows among them from `first` to `last`."""
        place = bisect_left(self.lasts, first)
        found: list[int] = []
        while place < len(self.firsts) and self.firsts[place] <= last:
            found += range(max(first, self.firsts[place]), min(last, self.lasts[place]) + 1)
            place += 1
        return found


NOBODY: Final = Rows.of(())
"""No row at all."""
