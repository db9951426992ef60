"""What stays in place when a grid is laid out anew; headings, zoom, right to left, and what is read aloud."""

from array import array

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosim.library.views import Section
from photosim.ui import grid_headings, theme
from photosim.ui.grid_layout import HEADING, LARGEST_CELL, SMALLEST_CELL
from photosim.ui.photo_grid import PhotoGrid
from tests.gui.counting import python_calls
from tests.gui.grids import CTRL, RED, click, photos_of, place_of, show_grid, turn_wheel

MONTHS = tuple(Section(417 * number, f"{2024 - number // 12}-{12 - number % 12:02}") for number in range(240))


@pytest.fixture
def grid(qtbot: QtBot) -> PhotoGrid:
    return show_grid(qtbot, 10_000)


@pytest.mark.parametrize("x", [100, 400, 640])
def test_wheel_with_ctrl_keeps_the_photo_below_the_pointer(grid: PhotoGrid, x: int) -> None:
    told: list[int] = []
    grid.cell_size_changed.connect(told.append)
    grid.verticalScrollBar().setValue(50_000)
    point = QPoint(x, 260)
    row = grid.row_at(point)
    was = place_of(grid, row).y()
    for notches in (1, 1, -1, 0.5, 0.5, -1, -1, -1):
        turn_wheel(grid, point, notches, CTRL)
        assert abs(place_of(grid, row).y() - was) <= 1
    assert told == [216, 328, 216, 328, 216, 160, 126]  # three columns, two, three, two, three, four, five
    assert grid.columns == 5


def test_every_notch_is_seen(grid: PhotoGrid) -> None:
    seen = [grid.columns]
    while grid.columns < 9:
        grid.zoom(-1)
        seen.append(grid.columns)
    assert seen == [4, 5, 6, 7, 8, 9]
    for columns in reversed(seen[:-1]):
        grid.zoom(1)
        assert grid.columns == columns


def test_zoom_ends_somewhere(grid: PhotoGrid) -> None:
    grid.zoom(50)
    assert grid.cell_size == LARGEST_CELL
    grid.zoom(-100)
    assert grid.cell_size == SMALLEST_CELL
    grid.zoom(-1)
    assert grid.cell_size == SMALLEST_CELL
    grid.zoom(1)
    assert grid.cell_size > SMALLEST_CELL
    grid.cell_size = 4000
    assert grid.cell_size == LARGEST_CELL


@pytest.mark.parametrize("side", [64, 96, 250, 512])
def test_slider_keeps_the_current_photo_in_place(grid: PhotoGrid, qtbot: QtBot, side: int) -> None:
    grid.verticalScrollBar().setValue(60_000)
    row = grid.visible_rows()[0] + 5
    click(qtbot, grid, row)
    was = place_of(grid, row).y()
    grid.cell_size = side
    assert abs(place_of(grid, row).y() - was) <= 1


@pytest.mark.parametrize("width", [300, 520, 1100])
def test_resizing_keeps_the_first_photo(grid: PhotoGrid, width: int) -> None:
    grid.verticalScrollBar().setValue(61_000)
    first = grid.visible_rows()[0]
    grid.resize(width, 500)
    assert grid.visible_rows()[0] <= first < grid.visible_rows()[0] + grid.columns
    assert grid.cell_rect(first).top() <= 0 < grid.cell_rect(first).bottom()


def test_photos_that_come_above_move_nothing(grid: PhotoGrid) -> None:
    grid.verticalScrollBar().setValue(30_000)
    ids = photos_of(grid).ids
    first = grid.visible_rows()[0]
    seen = ids[first]
    was = grid.cell_rect(first).top()
    photos_of(grid).sync(array("q", range(-1000, 0)) + ids[:])
    row = photos_of(grid).row_of(seen)
    assert row == first + 1000
    assert grid.cell_rect(row).top() == was
    photos_of(grid).sync(array("q", [key for key in photos_of(grid).ids if key != seen]))
    after = photos_of(grid).row_of(seen + 1)
    assert after is not None
    assert grid.visible_rows()[0] <= after <= grid.visible_rows()[1]


def test_at_the_top_new_photos_show(grid: PhotoGrid) -> None:
    photos_of(grid).sync(array("q", [-5, -4]) + photos_of(grid).ids[:])
    assert grid.verticalOffset() == 0


def test_headings_stand_above_their_photos(grid: PhotoGrid) -> None:
    model = photos_of(grid)
    model.set_sections((Section(0, "2024-05"), Section(6, "2024-04")))
    assert grid.cell_rect(0).top() == 8 + HEADING
    assert grid.cell_rect(6).top() == 8 + HEADING + 2 * 168 + HEADING
    image = grid.viewport().grab().toImage()
    text = QColor(theme.colours(grid.palette()).text)

    def dark(rect: QRect) -> int:
        places = ((x, y) for x in range(rect.left(), rect.right()) for y in range(rect.top(), rect.bottom()))
        return sum(image.pixelColor(x, y) == text for x, y in places)

    assert dark(QRect(10, 8, 200, HEADING)) > 40
    assert dark(QRect(10, 8 + HEADING + 2 * 168, 200, HEADING)) > 40
    assert dark(QRect(300, 8, 300, HEADING)) == 0
    model.set_sections(())
    assert grid.cell_rect(0).top() == 8


def test_heading_stays_while_its_photos_are_in_view(grid: PhotoGrid) -> None:
    photos_of(grid).set_sections(MONTHS[:24])
    bar = grid.verticalScrollBar()

    def top() -> object:
        return grid.viewport().grab(QRect(0, 0, 300, HEADING)).toImage()

    bar.setValue(3000)
    before = top()
    for _ in range(20):
        bar.setValue(bar.value() + 31)
    assert top() == before  # nothing of it went along
    bar.setValue(grid._places.heading_box(3).top + 500)
    assert top() != before
    grid.go_to(grid.visible_rows()[0])
    assert grid.visualRect(grid.currentIndex()).top() >= HEADING  # not below the heading


def test_cost_with_months_does_not_depend_on_the_number_of_photos(qtbot: QtBot) -> None:
    def calls(count: int) -> int:
        grid = show_grid(qtbot, count)
        photos_of(grid).set_sections(tuple(Section(count // 240 * n, m.key) for n, m in enumerate(MONTHS)))

        def use() -> None:
            bar = grid.verticalScrollBar()
            for step in range(50):
                bar.setValue(bar.maximum() * step // 50)
                grid.viewport().repaint()
            grid.resize(900, 400)

        return python_calls(use)

    calls(24_000)
    assert calls(1_200_000) < 1.3 * calls(24_000)


def test_right_to_left(grid: PhotoGrid, qtbot: QtBot) -> None:
    grid.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    rects = [grid.cell_rect(row) for row in range(8)]
    assert [rect.left() for rect in rects[:4]] == sorted((rect.left() for rect in rects[:4]), reverse=True)
    assert rects[4].left() == rects[0].left()
    for row, rect in enumerate(rects):
        assert grid.row_at(rect.center()) == row
    click(qtbot, grid, 1)
    qtbot.keyClick(grid, Qt.Key.Key_Left)
    assert grid.currentIndex().row() == 2
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert grid.currentIndex().row() == 1


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_selected_photos_show_more_than_a_colour(qtbot: QtBot, qapp: QApplication, scheme: Qt.ColorScheme) -> None:
    theme.apply(qapp, scheme)
    grid = show_grid(qtbot, 30)
    grid.select_photos([2, 4, 6])
    accent = QColor(theme.colours(grid.palette()).accent)
    image = grid.viewport().grab().toImage()
    disc = [image.pixelColor(grid.cell_rect(row).topLeft() + QPoint(13, 6)) for row in (1, 3, 5, 7)]
    assert disc[:3] == [accent] * 3
    assert disc[3] != accent
    ring = [image.pixelColor(grid.cell_rect(row).topLeft() + QPoint(1, 80)) for row in (1, 3)]
    assert ring[0] == accent  # the one with the keyboard
    grid.select_photo(2)
    image = grid.viewport().grab().toImage()
    assert image.pixelColor(grid.cell_rect(1).topLeft() + QPoint(13, 6)) != accent


def test_placeholders_never_leave_a_hole(grid: PhotoGrid) -> None:
    """Odd photos are never there: jumped to, their cells show a tile; even ones their picture."""
    colours = theme.colours(grid.palette())
    for value in (0, 100_000, 7, 250_000, 31_111):
        grid.verticalScrollBar().setValue(value)
        image = grid.viewport().grab().toImage()
        first, last = grid.visible_rows()
        for row in range(first, last + 1):
            centre = place_of(grid, row)
            if grid.viewport().rect().contains(centre):
                photo_id = photos_of(grid).id_at(row)
                expected = RED if photo_id % 2 == 0 else QColor(colours.field)
                if photo_id % 10 != 5:
                    assert image.pixelColor(centre) == expected


def test_assistive_technology_sees_a_list(grid: PhotoGrid, qtbot: QtBot) -> None:
    known = QAccessible.queryAccessibleInterface(grid)
    assert known.role() == QAccessible.Role.List
    assert known.childCount() == 10_000
    assert known.text(QAccessible.Text.Name) == "Photos"
    click(qtbot, grid, 3)
    child = known.child(3)
    assert child.role() == QAccessible.Role.ListItem
    assert child.text(QAccessible.Text.Name) == "IMG_0004.jpg"
    assert child.state().selected
    assert child.rect().size() == grid.cell_rect(3).size()
    photos_of(grid).tell_tags(4, "shows cat")
    assert known.child(3).text(QAccessible.Text.Name) == "IMG_0004.jpg, shows cat"
    assert known.child(4).text(QAccessible.Text.Name) == "photo, cannot be shown: empty"


@pytest.mark.parametrize(
    ("language", "key", "title"),
    [
        ("en_GB", "2024-05", "May 2024"),
        ("de_DE", "2023-12", "Dezember 2023"),
        ("en_GB", "", "No date"),
    ],
)
def test_titles_of_months(qapp: QApplication, language: str, key: str, title: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(language))
    try:
        assert grid_headings.title(key) == title
        assert grid_headings.text(key, 1)[1] == "1 photo"
        assert grid_headings.text(key, 2)[1] == "2 photos"
    finally:
        QLocale.setDefault(before)


def test_title_of_a_folder_says_where_it_is(qapp: QApplication) -> None:
    assert grid_headings.title("/data/Pictures/2024-05") == "2024-05 \N{MIDDLE DOT} /data/Pictures"
    assert grid_headings.title("/") == "/"
