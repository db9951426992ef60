"""Selecting many photos: clicks, keys, headings, the rubber band, and what is asked of the window."""

from array import array

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosim.library.views import Section
from photosim.ui.grid_selection import spans_of
from photosim.ui.photo_grid import PhotoGrid
from tests.gui.counting import python_calls
from tests.gui.grids import CTRL, SHIFT, click, drag, let_go, photos_of, place_of, selected_rows, show_grid

Key = Qt.Key
BESIDE = QPoint(-70, -60)
"""From the middle of a cell to a place in it where no picture is: those are twice as wide as high."""


@pytest.fixture
def grid(qtbot: QtBot) -> PhotoGrid:
    return show_grid(qtbot, 100)


def test_clicks_with_ctrl_and_shift(grid: PhotoGrid, qtbot: QtBot) -> None:
    told: list[int] = []
    grid.selection_changed.connect(lambda: told.append(len(grid.selected_ids())))
    click(qtbot, grid, 3)
    assert selected_rows(grid) == [3]
    click(qtbot, grid, 6, CTRL)
    assert selected_rows(grid) == [3, 6]
    click(qtbot, grid, 3, CTRL)
    assert (selected_rows(grid), grid.currentIndex().row()) == ([6], 3)
    click(qtbot, grid, 5, SHIFT)
    assert selected_rows(grid) == [3, 4, 5]
    click(qtbot, grid, 1, SHIFT)
    assert selected_rows(grid) == [1, 2, 3]
    click(qtbot, grid, 7, CTRL)
    click(qtbot, grid, 9, CTRL | SHIFT)
    assert selected_rows(grid) == [1, 2, 3, 7, 8, 9]
    assert grid.selected_ids() == [2, 3, 4, 8, 9, 10]
    assert grid.current_id() == 10
    click(qtbot, grid, 8)
    assert selected_rows(grid) == [8]
    assert told == [1, 2, 1, 3, 3, 4, 6, 1]


def test_click_on_the_ground_selects_nothing(grid: PhotoGrid, qtbot: QtBot) -> None:
    current: list[object] = []
    grid.photo_current.connect(current.append)
    click(qtbot, grid, 3)
    drag(grid, grid.cell_rect(0).topLeft() - QPoint(4, 4))
    assert selected_rows(grid) == []
    assert current == [4, None]
    click(qtbot, grid, 3)
    drag(grid, grid.cell_rect(0).topLeft() - QPoint(4, 4), modifiers=CTRL)
    assert selected_rows(grid) == [3]


def test_shift_with_keys_stretches_from_where_it_began(grid: PhotoGrid, qtbot: QtBot) -> None:
    click(qtbot, grid, 5)
    qtbot.keyClick(grid, Key.Key_Down, SHIFT)
    assert selected_rows(grid) == [5, 6, 7, 8, 9]
    qtbot.keyClick(grid, Key.Key_Left, SHIFT)
    assert selected_rows(grid) == [5, 6, 7, 8]
    qtbot.keyClick(grid, Key.Key_Home, SHIFT)
    assert selected_rows(grid) == [0, 1, 2, 3, 4, 5]
    qtbot.keyClick(grid, Key.Key_End, SHIFT)
    assert selected_rows(grid) == list(range(5, 100))
    assert grid.viewport().rect().contains(grid.cell_rect(99))
    qtbot.keyClick(grid, Key.Key_PageUp, SHIFT)
    assert selected_rows(grid) == list(range(5, 92))
    qtbot.keyClick(grid, Key.Key_Right)
    assert selected_rows(grid) == [92]


def test_ctrl_with_keys_moves_alone_and_space_selects(grid: PhotoGrid, qtbot: QtBot) -> None:
    click(qtbot, grid, 0)
    qtbot.keyClick(grid, Key.Key_Right, CTRL)
    qtbot.keyClick(grid, Key.Key_Right, CTRL)
    assert (selected_rows(grid), grid.currentIndex().row()) == ([0], 2)
    qtbot.keyClick(grid, Key.Key_Space, CTRL)
    assert selected_rows(grid) == [0, 2]
    qtbot.keyClick(grid, Key.Key_Space, CTRL)
    assert selected_rows(grid) == [0]


def test_all_of_many_is_one_stretch(qtbot: QtBot) -> None:
    grid = show_grid(qtbot, 100_000)
    qtbot.keyClick(grid, Key.Key_A, CTRL)
    assert spans_of(grid.selectionModel().selection()) == [(0, 99_999)]
    assert len(grid.selected_ids()) == 100_000
    assert grid.current_id() == 1

    def use() -> None:
        grid.viewport().repaint()
        grid.selection.toggle(50_000)
        grid.select_all()

    use()
    assert python_calls(use) < 5_000


def test_pages_can_select(grid: PhotoGrid) -> None:
    grid.select_photos([30, 7, 8, 4000])
    assert selected_rows(grid) == [6, 7, 29]
    assert grid.current_id() == 7
    assert grid.verticalOffset() == 0
    grid.select_none()
    assert (selected_rows(grid), grid.current_id()) == ([], None)


def test_heading_stands_for_its_photos(grid: PhotoGrid, qtbot: QtBot) -> None:
    photos_of(grid).set_sections((Section(0, "2024-05"), Section(6, "2024-04"), Section(20, "")))
    second = QPoint(60, grid.cell_rect(6).top() - 15)
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert selected_rows(grid) == list(range(6, 20))
    first = QPoint(60, grid.cell_rect(0).top() - 15)
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, CTRL, first)
    assert selected_rows(grid) == list(range(20))
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 15))  # the one that stays at the top
    assert selected_rows(grid) == list(range(20, 100))


def test_rubber_band_selects_what_it_touches(grid: PhotoGrid) -> None:
    begin, end = place_of(grid, 1) + BESIDE, place_of(grid, 6)
    drag(grid, begin, begin + QPoint(30, 30), end, release=False)
    assert selected_rows(grid) == [1, 2, 5, 6]
    marked = grid.viewport().grab().toImage().pixelColor(begin + QPoint(2, 90))
    drag(grid, begin, begin + QPoint(30, 30), place_of(grid, 1), release=False)
    assert selected_rows(grid) == [1]
    assert photos_of(grid).held  # nothing moves below the band
    let_go(grid, place_of(grid, 1))
    assert not photos_of(grid).held
    assert grid.current_id() == 2
    assert grid.viewport().grab().toImage().pixelColor(begin + QPoint(2, 90)) != marked


def test_rubber_band_with_ctrl_adds(grid: PhotoGrid, qtbot: QtBot) -> None:
    click(qtbot, grid, 7)
    begin = grid.cell_rect(0).topLeft() - QPoint(4, 4)
    drag(grid, begin, begin + QPoint(20, 20), place_of(grid, 1), modifiers=CTRL)
    assert selected_rows(grid) == [0, 1, 7]


def test_rubber_band_scrolls_on_at_the_edge(grid: PhotoGrid, qtbot: QtBot) -> None:
    begin = place_of(grid, 1) + BESIDE
    below = QPoint(place_of(grid, 2).x(), grid.viewport().height() + 80)
    drag(grid, begin, begin + QPoint(30, 30), below, release=False)
    qtbot.waitUntil(lambda: grid.verticalOffset() > 700)
    let_go(grid, below)
    stopped = grid.verticalOffset()
    rows = selected_rows(grid)
    assert rows[:4] == [1, 2, 5, 6]
    assert {row % 4 for row in rows} == {1, 2}
    assert grid.cell_rect(rows[-1]).top() <= below.y()
    qtbot.wait(60)
    assert grid.verticalOffset() == stopped


def test_pictures_are_dragged_out_all_that_are_selected(grid: PhotoGrid, qtbot: QtBot) -> None:
    dragged: list[list[int]] = []
    grid.drag_wanted.connect(lambda: dragged.append([*grid.selected_ids()]))
    drag(grid, place_of(grid, 5), place_of(grid, 5) + QPoint(40, 5))
    assert dragged == [[6]]
    click(qtbot, grid, 1)
    click(qtbot, grid, 3, SHIFT)
    drag(grid, place_of(grid, 3), place_of(grid, 3) + QPoint(40, 5))
    assert dragged == [[6], [2, 3, 4]]
    click(qtbot, grid, 2)  # without a drag the click counts
    assert selected_rows(grid) == [2]


@pytest.mark.parametrize(("clicked", "selected"), [(2, [1, 2, 3]), (9, [9])])
def test_menu_is_about_what_is_selected(grid: PhotoGrid, qtbot: QtBot, clicked: int, selected: list[int]) -> None:
    places: list[QPoint] = []
    grid.menu_wanted.connect(places.append)
    click(qtbot, grid, 1)
    click(qtbot, grid, 3, SHIFT)
    place = place_of(grid, clicked)
    where = grid.viewport().mapToGlobal(place)
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.RightButton, pos=place)
    QApplication.sendEvent(grid.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, where))
    assert selected_rows(grid) == selected
    assert places == [where]


def test_menu_key_asks_for_the_menu_at_the_photo(grid: PhotoGrid, qtbot: QtBot) -> None:
    places: list[QPoint] = []
    grid.menu_wanted.connect(places.append)
    click(qtbot, grid, 2)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(grid.viewport(), event)
    assert places == [grid.viewport().mapToGlobal(place_of(grid, 2))]


def test_space_asks_for_the_viewer_and_letters_for_a_name(grid: PhotoGrid, qtbot: QtBot) -> None:
    viewed: list[object] = []
    typed: list[str] = []
    grid.viewer_wanted.connect(viewed.append)
    grid.name_typed.connect(typed.append)
    qtbot.keyClick(grid, Key.Key_Space)
    assert viewed == [1]  # there is no photo the user is at: the first in view
    click(qtbot, grid, 4)
    qtbot.keyClick(grid, Key.Key_Space)
    assert viewed == [1, 5]
    qtbot.keyClicks(grid, "my d")
    assert typed == ["m", "my", "my ", "my d"]
    assert viewed == [1, 5]
    qtbot.keyClick(grid, Key.Key_Right)
    qtbot.keyClicks(grid, "b")
    assert typed[-1] == "b"
    qtbot.keyClick(grid, Key.Key_C, CTRL)
    assert typed[-1] == "b"


def test_selection_survives_a_list_that_changes(grid: PhotoGrid, qtbot: QtBot) -> None:
    told: list[str] = []
    click(qtbot, grid, 1)
    click(qtbot, grid, 3, SHIFT)
    click(qtbot, grid, 8, CTRL)
    grid.selection_changed.connect(lambda: told.append("selection"))
    grid.photo_current.connect(lambda current: told.append(f"current {current}"))
    model = photos_of(grid)
    model.sync(array("q", [200, *range(100, 0, -1), 300]))
    assert grid.selected_ids() == [9, 4, 3, 2]
    assert grid.current_id() == 9
    assert told == []
    click(qtbot, grid, model.row_of(2) or 0, SHIFT)  # from where the last click was
    assert grid.selected_ids() == list(range(9, 1, -1))
    told.clear()
    model.sync(array("q", [5, 4, 50, 200]))
    assert grid.selected_ids() == [5, 4]
    assert told == ["selection", "current None"]
    model.replace(array("q", [5, 4]))
    assert grid.selected_ids() == []
