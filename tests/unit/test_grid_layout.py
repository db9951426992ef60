"""Where cells and headings are, by arithmetic, compared with counting them out one by one."""

import itertools
import sys

import pytest

from photosim.ui.grid_layout import GAP, HEADING, Box, GridLayout, Rows

SECTIONS = [(), (0,), (0, 1, 2), (0, 7, 8, 20), (0, 30, 31, 97)]


def counted_out(layout: GridLayout, starts: tuple[int, ...]) -> tuple[list[tuple[int, int]], list[int], int]:
    """Column and top of each cell, top of each heading, and the height, as one would put them down by hand."""
    y, cells, headings, column = GAP, [], [], 0
    for row in range(layout.rows):
        if row in starts:
            y += (layout.side + GAP) if column else 0
            headings.append(y)
            y, column = y + HEADING, 0
        cells.append((column, y))
        column += 1
        if column == layout.columns:
            y, column = y + layout.side + GAP, 0
    return cells, headings, y + (layout.side + GAP if column else 0)


@pytest.mark.parametrize("starts", SECTIONS)
@pytest.mark.parametrize("width", [90, 300, 700, 1111])
@pytest.mark.parametrize("mirrored", [False, True])
def test_cells_are_where_counting_puts_them(starts: tuple[int, ...], width: int, mirrored: bool) -> None:
    layout = GridLayout(100, width, 80, starts, mirrored)
    cells, headings, height = counted_out(layout, starts)
    assert layout.height == height
    boxes = [layout.cell_box(row) for row in range(100)]
    assert [box.top for box in boxes] == [top for _, top in cells]
    assert list(layout.cell_boxes(0, 99)) == boxes
    assert list(layout.cell_boxes(13, 41)) == boxes[13:42]
    lefts = sorted({box.left for box in boxes})
    places = [lefts.index(box.left) for box in boxes]
    widest = layout.columns - 1
    assert places == [widest - column if mirrored else column for column, _ in cells]
    assert [layout.heading_box(section).top for section in range(len(starts))] == headings
    assert all(box.left >= GAP and box.left + box.width <= max(width - GAP, GAP + 1) for box in boxes)


@pytest.mark.parametrize("starts", SECTIONS)
@pytest.mark.parametrize("mirrored", [False, True])
def test_what_is_at_a_place_agrees_with_where_things_are(starts: tuple[int, ...], mirrored: bool) -> None:
    layout = GridLayout(100, 500, 80, starts, mirrored)
    boxes = [layout.cell_box(row) for row in range(100)]
    for y in range(0, layout.height + 30, 5):
        for x in range(0, 500, 7):
            there = [row for row, box in enumerate(boxes) if box.holds(x, y)]
            assert layout.row_at(x, y) == (there[0] if there else -1)
        under = [section for section in range(len(starts)) if layout.heading_box(section).holds(250, y)]
        assert layout.heading_at(y) == (under[0] if under else -1)


@pytest.mark.parametrize("starts", SECTIONS)
def test_rows_between_are_those_that_touch(starts: tuple[int, ...]) -> None:
    layout = GridLayout(100, 500, 80, starts)
    pitch = layout.side + GAP
    tops = [layout.line_top(row) for row in range(100)]
    for top in range(-50, layout.height + 200, 13):
        for length in (1, 30, 200, 900):
            touched = [row for row, at in enumerate(tops) if at < top + length and top < at + pitch]
            first, last = layout.rows_between(top, top + length - 1)
            assert (first, last) == ((touched[0], touched[-1]) if touched else (0, -1))
            seen = layout.sections_between(top, top + length - 1)
            heads = [layout.heading_box(section).top for section in range(len(starts))]
            assert list(seen) == [s for s, at in enumerate(heads) if at < top + length and top < at + HEADING]


@pytest.mark.parametrize("starts", SECTIONS)
@pytest.mark.parametrize("mirrored", [False, True])
def test_spans_in_a_box_are_the_cells_that_touch_it(starts: tuple[int, ...], mirrored: bool) -> None:
    layout = GridLayout(100, 500, 80, starts, mirrored)
    for box in (
        Box(0, 0, 500, 5000),
        Box(120, 100, 200, 300),
        Box(400, 0, 90, 700),
        Box(0, 60, 3, 300),
        Box(95, 150, 1, 1),
        Box(300, layout.height + 20, 50, 50),
        Box(20, 200, 460, 400),
    ):
        touched = []
        for row in range(100):
            cell = layout.cell_box(row)
            across = cell.left < box.left + box.width and box.left < cell.left + cell.width
            if across and cell.top < box.top + box.height and box.top < cell.top + cell.height:
                touched.append(row)
        spans = layout.spans_in(box)
        assert [row for first, last in spans for row in range(first, last + 1)] == touched
        assert all(a[1] < b[0] for a, b in itertools.pairwise(spans))


def test_a_box_over_everything_is_few_spans() -> None:
    assert GridLayout(100_000, 500, 80).spans_in(Box(0, 0, 500, 10_000_000)) == [(0, 99_999)]
    months = tuple(range(0, 2400, 10))
    assert GridLayout(2400, 500, 80, months).spans_in(Box(0, 0, 500, 10_000_000)) == [(0, 2399)]


@pytest.mark.parametrize(
    ("row", "lines", "expected"),
    [
        (1, 1, 6),  # 5 columns; sections of 7, 1, 12 and 80
        (1, 2, 7),  # the line of one photo has none in that column
        (6, 1, 7),
        (7, 1, 8),
        (9, -1, 7),
        (7, -1, 5),
        (3, -1, 3),
        (1, -5, 1),
        (99, 1, 99),
        (98, 5, 98),
        (96, -1, 91),
        (8, 100, 95),
    ],
)
def test_up_and_down_keep_the_column(row: int, lines: int, expected: int) -> None:
    layout = GridLayout(100, 460, 80, (0, 7, 8, 20))
    assert layout.columns == 5
    assert layout.moved(row, lines) == expected


@pytest.mark.parametrize("cell", [64, 100, 168, 300, 512])
def test_cells_share_the_width_and_are_about_as_large_as_wished(cell: int) -> None:
    for width in range(cell + 2 * GAP, 2600, 7):
        layout = GridLayout(1000, width, cell)
        assert layout.side <= 1.5 * (cell + GAP)
        assert layout.side >= 0.66 * cell
        gaps = {b.left - a.left - a.width for a, b in itertools.pairwise(layout.cell_boxes(0, layout.columns - 1))}
        assert gaps <= {GAP, GAP + 1}
        assert 0 <= width - GAP - layout.columns * (layout.side + GAP) < layout.columns


def test_a_narrow_view_has_smaller_cells() -> None:
    layout = GridLayout(10, 200, 512)
    assert (layout.columns, layout.side) == (1, 200 - 2 * GAP)
    assert layout.cell_box(9).left == GAP


def test_nothing_is_nowhere() -> None:
    layout = GridLayout(0, 500, 80)
    assert layout.rows_between(0, 500) == (0, -1)
    assert layout.row_at(50, 50) == -1
    assert layout.heading_at(20) == -1
    assert layout.spans_in(Box(0, 0, 500, 500)) == []
    assert list(GridLayout(0, 500, 80, (0,)).sections_between(0, 500)) == []


def test_cost_depends_on_what_is_asked_alone() -> None:
    def calls(rows: int) -> int:
        layout = GridLayout(rows, 1900, 64, tuple(range(0, rows, rows // 240)))
        counted = 0

        def count(_frame: object, event: str, _argument: object) -> None:
            nonlocal counted
            counted += event in {"call", "c_call"}

        sys.setprofile(count)
        try:
            middle = layout.height // 2
            first, last = layout.rows_between(middle, middle + 1000)
            boxes = list(layout.cell_boxes(first, last))
            layout.spans_in(Box(100, middle, 600, 500))
            layout.moved(first, 3)
        finally:
            sys.setprofile(None)
        return counted - len(boxes)

    assert calls(2_400_000) < 1.3 * calls(24_000)


def test_rows_join_and_tell_what_is_among_them() -> None:
    rows = Rows.of([(10, 12), (3, 4), (5, 5), (11, 15), (20, 19)])
    assert rows.spans() == [(3, 5), (10, 15)]
    assert len(rows) == 9
    assert [row for row in range(30) if row in rows] == [3, 4, 5, *range(10, 16)]
    assert rows.within(5, 11) == [5, 10, 11]
    assert rows.within(6, 9) == []
    assert Rows.listed([1, 2, 3, 7, 9, 10]).spans() == [(1, 3), (7, 7), (9, 10)]
    assert rows == Rows.of(rows.spans())
    assert len(Rows.of([])) == 0
