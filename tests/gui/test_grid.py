"""The grid: places by arithmetic, the keyboard, the pointer, and what is painted."""

from array import array
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosim.ui import theme
from photosim.ui.photo_delegate import fit
from photosim.ui.photo_grid import PhotoGrid
from photosim.ui.photo_model import PhotoListModel, Role
from tests.gui.counting import python_calls
from tests.gui.grids import RED, show_grid, turn_wheel


@pytest.fixture
def make_grid(qtbot: QtBot) -> Callable[..., PhotoGrid]:
    return lambda *args, **kwargs: show_grid(qtbot, *args, **kwargs)


def test_place_and_row_agree(make_grid: Callable[..., PhotoGrid]) -> None:
    grid = make_grid(1000)
    model = grid.model()
    assert grid.columns == 4
    grid.verticalScrollBar().setValue(1234)
    first, last = grid.visible_rows()
    for row in range(first, last + 1):
        rect = grid.visualRect(model.index(row, 0))
        assert (rect.width(), rect.height()) == (160, 160)
        for point in (rect.topLeft(), rect.center(), rect.bottomRight()):
            assert grid.indexAt(point).row() == row
    rects = [grid.visualRect(model.index(row, 0)) for row in range(first, last + 1)]
    assert not any(a.intersects(b) for i, a in enumerate(rects) for b in rects[:i])
    assert grid.indexAt(QPoint(1, 1)).row() == -1 or QRect(0, 0, 700, 500).contains(rects[0])
    right = max(rect.right() for rect in rects)
    left = min(rect.left() for rect in rects)
    assert abs((grid.viewport().width() - 1 - right) - left) <= 2  # the margins are even


def test_all_rows_are_reached_by_scrolling(make_grid: Callable[..., PhotoGrid]) -> None:
    grid = make_grid(999)
    bar = grid.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert grid.visible_rows()[1] == 998
    assert grid.visualRect(grid.model().index(998, 0)).bottom() < grid.viewport().height()


@pytest.mark.parametrize(
    ("start", "key", "expected"),
    [
        (0, Qt.Key.Key_Right, 1),
        (0, Qt.Key.Key_Left, 0),
        (0, Qt.Key.Key_Up, 0),
        (1, Qt.Key.Key_Down, 5),
        (5, Qt.Key.Key_Up, 1),
        (3, Qt.Key.Key_Right, 4),
        (5, Qt.Key.Key_End, 29),
        (20, Qt.Key.Key_Home, 0),
        (29, Qt.Key.Key_Right, 29),
        (29, Qt.Key.Key_Down, 29),
        (26, Qt.Key.Key_Down, 29),  # nothing below in the shorter last line
        (1, Qt.Key.Key_PageDown, 9),
        (10, Qt.Key.Key_PageUp, 2),
        (5, Qt.Key.Key_PageUp, 1),
    ],
)
def test_keys(make_grid: Callable[..., PhotoGrid], qtbot: QtBot, start: int, key: Qt.Key, expected: int) -> None:
    grid = make_grid(30)
    grid.setCurrentIndex(grid.model().index(start, 0))
    qtbot.keyClick(grid, key)
    assert grid.currentIndex().row() == expected
    assert [index.row() for index in grid.selectedIndexes()] == [expected]
    rect = grid.visualRect(grid.currentIndex())
    assert grid.viewport().rect().contains(rect)


def test_first_key_selects_what_is_seen(make_grid: Callable[..., PhotoGrid], qtbot: QtBot) -> None:
    grid = make_grid(1000)
    grid.verticalScrollBar().setValue(8 + 10 * 168)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert grid.currentIndex().row() == 40


def test_enter_and_double_click_open(make_grid: Callable[..., PhotoGrid], qtbot: QtBot) -> None:
    grid = make_grid(30)
    opened: list[object] = []
    grid.photo_opened.connect(opened.append)
    place = grid.visualRect(grid.model().index(6, 0)).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert grid.currentIndex().row() == 6
    assert not opened
    qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert opened == [7, 7]
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert opened == [7, 7]


def test_wheel_scrolls_by_pixels(make_grid: Callable[..., PhotoGrid]) -> None:
    grid = make_grid(1000)
    turn_wheel(grid, grid.viewport().rect().center(), -1)
    assert 20 < grid.verticalOffset() < 160  # less than a line of photos


def test_only_what_is_near_is_wanted(make_grid: Callable[..., PhotoGrid]) -> None:
    grid = make_grid(100_000)
    grid.verticalScrollBar().setValue(8 + 1000 * 168)
    seen, near = grid.wanted_ids()
    assert seen[0] == 4001
    assert len(seen) <= 16
    assert near[0] == seen[-1] + 1  # the next below comes first
    assert len(near) <= 40
    assert not set(seen) & set(near)
    grid.hide()
    assert grid.wanted_ids() == ([], [])


def test_size_change_keeps_the_place(make_grid: Callable[..., PhotoGrid]) -> None:
    grid = make_grid(10_000)
    grid.verticalScrollBar().setValue(8 + 100 * 168)
    first = grid.visible_rows()[0]
    grid.cell_size = 96
    assert grid.visible_rows()[0] <= first <= grid.visible_rows()[1]
    grid.resize(400, 500)
    assert grid.visible_rows()[0] <= first <= grid.visible_rows()[1]


def test_rows_that_come_and_go_keep_the_selection(make_grid: Callable[..., PhotoGrid]) -> None:
    grid = make_grid(100)
    model = grid.model()
    assert isinstance(model, PhotoListModel)
    grid.select_photo(50)
    model.append(array("q", range(101, 201)))
    model.sync(array("q", range(10, 201)))
    assert grid.currentIndex().data(Role.PHOTO_ID) == 50
    model.sync(array("q", range(60, 201)))
    assert grid.currentIndex().data(Role.PHOTO_ID) != 50


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def test_picture_is_painted_in_the_middle_of_its_cell(
    make_grid: Callable[..., PhotoGrid], qapp: QApplication, scheme: Qt.ColorScheme
) -> None:
    theme.apply(qapp, scheme)
    colours = theme.DARK if scheme == Qt.ColorScheme.Dark else theme.LIGHT
    grid = make_grid(30)
    grid.setCurrentIndex(grid.model().index(2, 0))
    image = grid.viewport().grab().toImage()

    def at(row: int, dx: int = 0, dy: int = 0) -> QColor:
        return image.pixelColor(grid.visualRect(grid.model().index(row, 0)).center() + QPoint(dx, dy))

    assert at(1) == RED
    assert at(1, dy=50) == QColor(colours.grid)  # a wide picture leaves room above and below
    assert at(0) == QColor(colours.field)  # still loading
    assert at(2, dx=-74, dy=-60) == QColor(colours.selected)
    failed = image.copy(grid.visualRect(grid.model().index(4, 0)))
    shades = {failed.pixelColor(x, y).name() for x in range(20, 140, 2) for y in range(20, 140, 2)}
    assert len(shades) > 3  # a sign and words, not a plain tile


@pytest.mark.parametrize(("size", "expected"), [((300, 100), (10, 60, 150, 50)), ((100, 300), (60, 10, 50, 150))])
def test_fit_keeps_proportions(size: tuple[int, int], expected: tuple[int, int, int, int]) -> None:
    place = fit(
        QPixmap(*size).size() if QApplication.instance() else QRect(0, 0, *size).size(), QRect(10, 10, 150, 150)
    )
    assert (place.x(), place.y(), place.width(), place.height()) == expected


@pytest.mark.parametrize("count", [100_000, 1_000_000])
def test_cost_does_not_depend_on_the_number_of_photos(make_grid: Callable[..., PhotoGrid], count: int) -> None:
    def calls(rows: int) -> int:
        def use() -> None:
            grid = make_grid(rows)
            for width in (900, 500, 700):
                grid.resize(width, 500)
            bar = grid.verticalScrollBar()
            for step in range(50):
                bar.setValue(bar.maximum() * step // 50)
                grid.viewport().repaint()

        return python_calls(use)

    calls(1_000)  # what is imported or cached on first use does not count
    # Which rows are cut by the edges differs a little, hence the fifth.
    assert calls(count) < 1.2 * calls(1_000)
