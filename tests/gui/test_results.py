"""How an answer is shown: cut, folded, sorted, with more of it at its end; and how it is found again."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from photosim.core.photo import PhotoId
from photosim.library.views import Filter, Order, SortKey
from photosim.ui.history import Place, Query
from photosim.ui.main_window import MainWindow
from photosim.ui.result_view import ResultView
from tests.gui.doing import click
from tests.gui.fake_library import FakeLibrary

Make = Callable[..., FakeLibrary]
Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]


@pytest.fixture
def library(fake_library: Make) -> FakeLibrary:
    return fake_library(600)


@pytest.fixture
def window(library: FakeLibrary, open_window: Open, settle: Settle) -> MainWindow:
    made = open_window(library, index=False)
    settle(made)
    return made


def shown(window: MainWindow) -> list[int]:
    return window.pages.matches.ids.tolist()


def found(window: MainWindow) -> list[int]:
    return [int(match.photo_id) for match in window.pages.page.matches or ()]


def controls(window: MainWindow) -> Any:
    return window.pages.answers.controls


def test_answer_is_cut_and_the_rest_a_press_away(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    pages = window.pages
    pages.open_photo(3)
    settle(window)
    count = pages.matches.rowCount()
    assert 12 <= count < 200
    assert pages.header.note == f"{count} photos"
    button = pages.match_grid.more
    assert button.text() == f"Show {200 - count} more photos that are less alike"
    pages.match_grid.verticalScrollBar().setValue(pages.match_grid.verticalScrollBar().maximum())
    last = pages.match_grid.visualRect(pages.matches.index(count - 1))
    assert button.geometry().top() > last.bottom()
    assert pages.match_grid.viewport().rect().contains(button.geometry())
    before = pages.match_grid.verticalOffset()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(window)
    assert shown(window) == found(window)
    assert len(shown(window)) == 200
    assert pages.match_grid.verticalOffset() == before  # what comes is below
    assert pages.match_grid.hasFocus()


def test_button_is_reached_and_pressed_by_keyboard(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    window.pages.open_photo(3)
    settle(window)
    window.activateWindow()
    button = window.pages.match_grid.more
    window.pages.match_grid.setFocus()
    qtbot.keyClick(window.pages.match_grid, Qt.Key.Key_Tab)
    assert button.hasFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    settle(window)
    assert window.pages.matches.rowCount() == 200


def test_beyond_what_was_found_there_is_more_to_ask_for(
    window: MainWindow, library: FakeLibrary, settle: Settle
) -> None:
    window.pages.open_photo(3)
    settle(window)
    window.pages.match_grid.more.click()
    settle(window)
    assert window.pages.match_grid.more.text() == "Show more photos"
    window.pages.match_grid.more.click()
    settle(window)
    assert len(shown(window)) == 400
    window.pages.match_grid.more.click()
    settle(window)
    assert len(shown(window)) == 599  # all there are
    assert not window.pages.match_grid.more.isVisible()


def test_slider_shows_fewer_or_all_without_asking_again(
    window: MainWindow, library: FakeLibrary, settle: Settle
) -> None:
    window.pages.open_photo(3)
    settle(window)
    asked = library.calls.count("similar")
    counts = []
    for value in (0, 25, 50, 75, 100):
        controls(window).strictness.setValue(value)
        settle(window)
        counts.append(window.pages.matches.rowCount())
    assert counts[0] == 200
    assert counts == sorted(counts, reverse=True)
    assert len(set(counts)) == 5
    assert library.calls.count("similar") == asked
    assert window.pages.view == ResultView(100)


def test_focus_cuts_at_a_share_of_the_best_and_says_so(window: MainWindow, settle: Settle) -> None:
    label = next(label for label in window.focus._labels if label.name == "dog")
    window.pages.open_photo(3)
    window.focus.look_up(label.name)
    settle(window)
    page = window.pages.page
    assert page.matches is not None
    best = page.matches[0].score
    cells = window.pages.matches.rowCount()
    assert page.matches[cells - 1].score >= best / 2 > page.matches[cells].score
    assert "less alike" in window.pages.match_grid.more.text()


def test_near_identical_photos_are_folded(window: MainWindow, library: FakeLibrary, settle: Settle) -> None:
    window.pages.open_photo(3)
    settle(window)
    everything = shown(window)
    library.twins = {everything[2]: everything[0], everything[5]: everything[0], everything[9]: everything[8]}
    controls(window).collapse.click()
    settle(window)
    folded = [photo_id for photo_id in everything if photo_id not in library.twins]
    assert shown(window) == folded
    assert window.pages.matches.alike(everything[0]) == 2
    assert window.pages.matches.alike(everything[8]) == 1
    assert window.pages.header.note == f"{len(everything)} photos"
    controls(window).collapse.click()
    settle(window)
    assert shown(window) == everything


def test_folding_holds_for_the_next_answer_too(window: MainWindow, library: FakeLibrary, settle: Settle) -> None:
    window.pages.set_view(ResultView(0, collapse=True))
    library.twins = dict.fromkeys(range(2, 600), 1)
    window.pages.open_photo(600)
    settle(window)
    assert len(shown(window)) == 1


@pytest.mark.parametrize(("place", "order"), [(1, Order()), (2, Order(SortKey.TAKEN, descending=False)), (3, None)])
def test_answer_sorted_otherwise_and_back_again(
    window: MainWindow, library: FakeLibrary, settle: Settle, place: int, order: Order | None
) -> None:
    window.pages.open_photo(3)
    settle(window)
    alike = shown(window)
    controls(window).order.setCurrentIndex(place)
    controls(window).order.activated.emit(place)
    settle(window)
    wanted = library.listing(order or Order(SortKey.NAME, descending=False)).ids.tolist()
    assert shown(window) == sorted(alike, key=wanted.index)
    assert set(shown(window)) == set(alike)
    window.pages.open_photo(4)  # a new answer begins with the best
    settle(window)
    assert shown(window) == found(window)[: len(shown(window))]
    window.pages.back()
    settle(window)
    assert shown(window) == sorted(alike, key=wanted.index)
    assert controls(window).order.currentIndex() == place


def test_text_is_not_cut(window: MainWindow, settle: Settle) -> None:
    window.pages.find_photos("dog")
    settle(window)
    assert window.pages.matches.rowCount() == 40
    assert not controls(window).strictness.isVisible()
    assert not window.pages.match_grid.more.isVisible()


def test_filter_holds_for_answers_and_stays_for_the_next(
    window: MainWindow, library: FakeLibrary, settle: Settle
) -> None:
    dogs = Filter(tags=("group:dog",))
    window.pages.set_filter(dogs, {"group:dog": "dog"})
    settle(window)
    assert sorted(window.pages.photos.ids) == library.filtered(dogs).tolist()
    window.pages.open_photo(3)
    settle(window)
    assert set(found(window)) <= set(library.filtered(dogs))
    assert window.pages.header.parts == ["dog"]
    window.pages.find_photos("car")
    settle(window)
    assert library.withins[-1] == dogs
    window.pages.header.chips.buttons[-1].click()
    settle(window)
    assert library.withins[-1] == Filter()
    assert window.pages.page.query is not None
    window.pages.back()
    settle(window)
    assert window.pages.page.filter == dogs


def test_filter_holds_for_the_look_alikes_beside_the_page(
    window: MainWindow, library: FakeLibrary, settle: Settle, qtbot: QtBot
) -> None:
    dogs = Filter(tags=("group:dog",))
    window.pages.set_filter(dogs, {"group:dog": "dog"})
    settle(window)
    click(qtbot, window.pages.photo_grid, library.filtered(dogs)[0])
    settle(window)
    assert library.withins[-1] == dogs
    assert set(window.panel.inside.model.ids) <= set(library.filtered(dogs))


def test_going_back_finds_all_selected_photos_and_the_place(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    pages = window.pages
    pages.set_cell_size(200)
    pages.photo_grid.verticalScrollBar().setValue(3000)
    settle(window)
    row = pages.photo_grid.visible_rows()[0] + 3
    chosen = [int(pages.photos.id_at(row + step)) for step in (0, 1, 3)]
    pages.photo_grid.select_photos(chosen, chosen[1])
    scrolled = pages.photo_grid.verticalOffset()
    assert pages.selected_ids() == chosen
    pages.open_photos(pages.selected_ids())
    settle(window)
    picked = shown(window)[4:6]
    pages.match_grid.select_photos(picked)
    pages.match_grid.verticalScrollBar().setValue(420)
    pages.find_photos("dog")
    settle(window)
    pages.back()
    settle(window)
    assert pages.selected_ids() == picked
    assert pages.match_grid.verticalOffset() == 420
    pages.back()
    settle(window)
    assert pages.selected_ids() == chosen
    assert pages.current_photo() == chosen[1]
    assert pages.photo_grid.verticalOffset() == scrolled
    pages.forward()
    settle(window)
    assert pages.selected_ids() == picked


def test_place_is_found_in_cells_of_another_size(window: MainWindow, settle: Settle) -> None:
    pages = window.pages
    pages.open_photo(3)
    settle(window)
    pages.match_grid.verticalScrollBar().setValue(1500)
    first = pages.matches.id_at(pages.match_grid.visible_rows()[0])
    pages.find_photos("dog")
    settle(window)
    pages.set_cell_size(110)
    pages.back()
    settle(window)
    row = pages.matches.row_of(first)
    assert row is not None
    seen = pages.match_grid.visible_rows()
    assert seen[0] <= row <= seen[0] + pages.match_grid.columns


def test_several_selected_photos_are_one_subject(window: MainWindow, settle: Settle) -> None:
    told: list[Query] = []
    window.pages.subject_changed.connect(lambda query, _: told.append(query))
    window.pages.photo_grid.select_photos([5, 6, 9])
    settle(window)
    assert len(told) == 1  # however many signals a selection sends
    assert set(told[0].photos) == {5, 6, 9}
    window.pages.open_photos([PhotoId(5), PhotoId(6), PhotoId(9)])
    settle(window)
    assert window.pages.header.title == "Look-alikes of 3 photos"
    assert not {5, 6, 9} & set(found(window))


def test_what_is_no_look_alike_leaves_at_once_and_comes_back_by_undo(
    window: MainWindow, library: FakeLibrary, settle: Settle, qtbot: QtBot
) -> None:
    window.pages.open_photo(3)
    settle(window)
    before = shown(window)
    click(qtbot, window.pages.match_grid, before[1])
    settle(window)
    window.commands.get("not-similar").trigger()
    assert before[1] not in shown(window)  # while it is still being remembered
    settle(window)
    assert before[1] not in shown(window)
    assert library.told_apart("look-alike") == {tuple(sorted((3, before[1])))}
    window.undo.undo()
    settle(window)
    assert library.told_apart("look-alike") == set()
    assert before[1] in shown(window)


def test_page_about_something_else_leads_to_the_library(window: MainWindow, settle: Settle) -> None:
    window.models.open_page()
    settle(window)
    pages = window.pages
    assert pages.page.place is Place.MODELS
    assert (pages.grid, pages.model, pages.selected_ids(), pages.current_photo()) == (None, None, [], None)
    assert window.windowTitle() == "Models - photosim"
    pages.set_filter(Filter(tags=("group:dog",)), {"group:dog": "dog"})
    settle(window)
    assert pages.page.is_library
    assert window.windowTitle() == "Library, dog - photosim"


def test_settings_of_answers_are_kept(window: MainWindow, library: FakeLibrary, open_window: Open) -> None:
    window.pages.set_view(ResultView(30, collapse=True))
    window.pages.set_order(Order(SortKey.FOLDER, descending=False))
    window.close()
    again = open_window(library, index=False)
    assert again.pages.view == ResultView(30, collapse=True)
    assert again.pages.listed.order == Order(SortKey.FOLDER, descending=False)
