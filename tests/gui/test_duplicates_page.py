"""The page of near-duplicates: what it shows, what can be checked, trashed, told apart and compared."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from photosim.core.cancel import CancelToken, Progress
from photosim.core.photo import PhotoId
from photosim.errors import Cancelled, LibraryError
from photosim.library.twins import Likeness, Twin
from photosim.ui.duplicates_page import DuplicatesPage
from photosim.ui.history import Place
from photosim.ui.main_window import MainWindow
from photosim.ui.twin_layout import TwinLayout
from photosim.ui.twin_painter import heading_buttons
from tests.gui.fake_answers import made_groups
from tests.gui.fake_library import FakeLibrary

Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]
COUNTS = {Likeness.SAME: 2, Likeness.NEAR: 3, Likeness.BURST: 1}


@pytest.fixture
def fake(fake_library: Callable[..., FakeLibrary]) -> FakeLibrary:
    library = fake_library(60)
    library.groups = made_groups(COUNTS)
    return library


@pytest.fixture
def open_page(open_window: Open, settle: Settle) -> Callable[[Any], tuple[MainWindow, DuplicatesPage]]:
    def make(library: Any) -> tuple[MainWindow, DuplicatesPage]:
        window = open_window(library, index=False)
        settle(window)
        window.commands.get("duplicates").trigger()
        settle(window)
        page = window.findChild(DuplicatesPage)
        assert isinstance(page, DuplicatesPage)
        return window, page

    return make


Make = Callable[[Any], tuple[MainWindow, DuplicatesPage]]


def show(page: DuplicatesPage, kind: Likeness) -> None:
    page.tabs.setCurrentIndex(list(Likeness).index(kind))


def test_kinds_are_kept_apart_and_nothing_is_checked(fake: FakeLibrary, open_page: Make) -> None:
    window, page = open_page(fake)
    assert [page.tabs.tabText(place) for place in range(3)] == [
        "Same files (2)",
        "Near-identical (3)",
        "Bursts (1)",
    ]
    assert page.header.note.startswith("6 groups")
    for kind in Likeness:
        show(page, kind)
        assert {group.likeness for group in page.model.groups} == {kind}
        assert page.model.checked == []
        assert not page.trash.isEnabled()
    assert window.pages.page.place is Place.DUPLICATES


def test_kind_with_groups_is_shown_first(fake: FakeLibrary, open_page: Make) -> None:
    fake.groups = made_groups({Likeness.BURST: 2})
    _, page = open_page(fake)
    assert page.kind is Likeness.BURST
    show(page, Likeness.SAME)
    assert page.empty.isVisible()
    assert page.empty.title == "No two files hold the same bytes."


def test_keys_reach_every_photo_and_check_it(fake: FakeLibrary, open_page: Make, qtbot: QtBot) -> None:
    _, page = open_page(fake)
    view = page.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    seen = [view.currentIndex().row()]
    for _ in range(10):
        qtbot.keyClick(view, Qt.Key.Key_Right)
        seen.append(view.currentIndex().row())
    assert seen == [0, 1, 2, 3, 4, 5, 5, 5, 5, 5, 5]
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert page.model.checked == [PhotoId(6)]
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.currentIndex().row() == 2
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert (view.currentIndex().row(), view.current_group) == (0, 0)
    qtbot.keyClick(view, Qt.Key.Key_B)
    assert page.model.checked == [PhotoId(2), PhotoId(3), PhotoId(6)]
    assert page.trash.text() == "Move 3 photos to the trash"
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert page.model.checked == [PhotoId(2), PhotoId(3)]


def test_select_all_but_the_best_and_none(fake: FakeLibrary, open_page: Make, qtbot: QtBot) -> None:
    _, page = open_page(fake)
    qtbot.mouseClick(page.all_but_best, Qt.MouseButton.LeftButton)
    assert page.model.checked == [2, 3, 5, 6]
    show(page, Likeness.NEAR)
    assert page.model.checked == []
    show(page, Likeness.SAME)
    qtbot.mouseClick(page.none, Qt.MouseButton.LeftButton)
    assert page.model.checked == []


def test_a_group_of_which_nothing_is_kept_is_told(fake: FakeLibrary, open_page: Make) -> None:
    _, page = open_page(fake)
    page.model.check_all_but_best([0])
    assert not page._warning.isVisible()
    page.model.toggle(0)
    assert page._warning.isVisible()
    assert page._warning.text() == "Nothing is kept of 1 group"


def test_mouse_on_check_box_and_buttons_of_a_heading(fake: FakeLibrary, open_page: Make, qtbot: QtBot) -> None:
    _, page = open_page(fake)
    view = page.view
    cell = view.visualRect(page.model.index(1))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=cell.topLeft() + QPoint(12, 12))
    assert page.model.checked == [2]
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    assert page.model.checked == [2]
    buttons = heading_buttons(view.places.heading(1), view.fontMetrics(), mirrored=False)
    by_name = {button.does: button.place.center() for button in buttons}
    assert set(by_name) == {"best", "compare", "apart"}
    view.scrollTo(page.model.index(3))
    offset = QPoint(0, view.verticalOffset())
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=by_name["best"] - offset)
    assert page.model.checked == [2, 5, 6]
    assert view.current_group == 1
    with qtbot.waitSignal(page.compare_wanted) as told:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=by_name["compare"] - offset)
    assert told.args == [4, 5]


def test_trash_asks_for_what_is_checked_and_groups_shrink(
    fake: FakeLibrary, open_page: Make, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, page = open_page(fake)
    page.model.check_all_but_best([0])
    page.model.toggle(4)
    with qtbot.waitSignal(page.trash_wanted) as told:
        page.trash.click()
    assert told.args == [[2, 3, 5]]
    assert window.messages.text.startswith("Move 3 photos to the trash?")
    fake.forget_files([2, 3, 5])
    window.acting.photos.changed.emit({2, 3, 5})
    qtbot.waitUntil(lambda: len(page.model.groups) == 1 and not page.busy)
    settle(window)
    assert [twin.photo_id for twin in page.model.groups[0].photos] == [4, 6]
    assert page.model.checked == []


def test_not_duplicates_is_remembered_and_taken_back(
    fake: FakeLibrary, open_page: Make, qtbot: QtBot, settle: Settle
) -> None:
    window, page = open_page(fake)
    page.view.setCurrentIndex(page.model.index(0))
    page.model.toggle(4)
    page.apart.click()
    qtbot.waitUntil(lambda: len(page.model.groups) == 1 and not page.busy)
    assert fake.apart["duplicate"] == {(1, 2), (1, 3), (2, 3)}
    assert page.model.checked == [5]
    assert "not shown as duplicates" in window.messages.text
    window.commands.get("undo").trigger()
    qtbot.waitUntil(lambda: len(page.model.groups) == 2 and not page.busy)
    assert fake.apart["duplicate"] == set()
    settle(window)


def test_strictness_is_asked_for_of_near_ones_alone(fake: FakeLibrary, open_page: Make, qtbot: QtBot) -> None:
    _, page = open_page(fake)
    assert not page.strictness.isVisible()
    show(page, Likeness.NEAR)
    assert page.strictness.isVisible()
    for value in (950, 940, 930):  # while it moves nobody is asked
        page.strictness.setValue(value)
    qtbot.waitUntil(lambda: fake.thresholds[-1] == 0.93 and not page.busy)
    assert fake.thresholds == [None, 0.93]


def test_progress_is_shown_and_can_be_stopped(
    fake: FakeLibrary, open_window: Open, settle: Settle, qtbot: QtBot, gate: threading.Event
) -> None:
    def slowly(_: object, progress: Callable[[Progress], None], cancel: CancelToken) -> None:
        progress(Progress("checking", 400, 1200))
        gate.wait(5)
        if cancel.cancelled:
            raise Cancelled

    fake.hooks["duplicates"] = slowly
    window = open_window(fake, index=False)
    settle(window)
    window.commands.get("duplicates").trigger()
    page = window.findChild(DuplicatesPage)
    assert isinstance(page, DuplicatesPage)
    qtbot.waitUntil(page.work.isVisible)
    assert page.work.text.text() == "Looking closely at what is alike: 400 of 1,200"
    assert page.empty.title == "Looking for duplicates"
    page.work.cancel.click()
    gate.set()
    qtbot.waitUntil(lambda: not page.busy)
    assert not page.work.isVisible()
    assert page.empty.title == "Not looked for yet"
    del fake.hooks["duplicates"]
    page.empty.buttons[0].click()
    qtbot.waitUntil(lambda: len(page.model.groups) == 2)
    settle(window)


def test_failure_is_told(fake: FakeLibrary, open_page: Make) -> None:
    def fail(*_: object) -> None:
        raise LibraryError("the library is damaged")

    fake.hooks["duplicates"] = fail
    window, page = open_page(fake)
    assert window.messages.text == "The library is damaged."
    assert page.empty.isVisible()


def test_compare_of_the_current_photo_with_the_best(fake: FakeLibrary, open_page: Make, qtbot: QtBot) -> None:
    _, page = open_page(fake)
    asked: list[tuple[int, int]] = []
    page.compare_wanted.connect(lambda one, other: asked.append((one, other)))
    for row, pair in ((0, (1, 2)), (2, (1, 3)), (4, (4, 5))):
        page.view.setCurrentIndex(page.model.index(row))
        page.compare.click()
        assert asked[-1] == pair


def test_photos_are_read_out(fake: FakeLibrary, open_page: Make) -> None:
    _, page = open_page(fake)
    texts = [page.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert texts[0].startswith("IMG_0001.jpg, suggested to keep, 4,000 \N{MULTIPLICATION SIGN} 3,000")
    assert "suggested" not in texts[1]
    interface = QAccessible.queryAccessibleInterface(page.view)
    assert interface is not None
    assert interface.role() == QAccessible.Role.List
    assert interface.text(QAccessible.Text.Name) == "Same files"
    page.model.toggle(1)
    assert page.model.index(1).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked


def test_two_thousand_groups_paint_only_what_is_seen(
    fake: FakeLibrary, open_page: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.groups = made_groups({Likeness.BURST: 2000}, size=5)
    _, page = open_page(fake)
    view = page.view
    assert page.model.rowCount() == 10_000
    painted: list[int] = []
    twin = page.model.twin

    def note(row: int) -> Twin:
        painted.append(row)
        return twin(row)

    monkeypatch.setattr(page.model, "twin", note)
    bar = view.verticalScrollBar()
    for place in range(0, bar.maximum(), bar.maximum() // 20):
        painted.clear()
        bar.setValue(place)
        view.viewport().repaint()
        assert 0 < len(set(painted)) < 200
    seen, near, side = view.wanted_ids()
    assert 0 < len(seen) < 60
    assert not set(seen) & set(near)
    assert side == 164


def test_the_group_in_view_stays_when_the_page_gets_narrower(fake: FakeLibrary, open_page: Make) -> None:
    fake.groups = made_groups({Likeness.BURST: 200}, size=6)
    window, page = open_page(fake)
    view = page.view
    view.verticalScrollBar().setValue(view.places.tops[100] + 5)
    window.resize(window.width() - 260, window.height())
    assert view.places.groups_between(view.verticalOffset(), view.verticalOffset()).start == 100


class TestLayout:
    @pytest.mark.parametrize("mirrored", [False, True])
    def test_rows_and_places_are_turned_into_each_other(self, *, mirrored: bool) -> None:
        layout = TwinLayout.of([3, 9, 2], 800, 220, mirrored=mirrored)
        assert (layout.rows, layout.groups, layout.columns) == (14, 3, 3)
        for row in range(14):
            cell = layout.cell_of(row)
            assert layout.row_at(cell.center()) == row
            assert 0 <= cell.left() < cell.right() <= 800
            assert layout.group_at(cell.center()) == -1
        for group in range(3):
            assert layout.group_at(layout.heading(group).center()) == group
            assert layout.row_at(layout.heading(group).center()) == -1
        assert layout.row_at(QPoint(400, layout.height + 10)) == -1

    def test_lines_above_and_below(self) -> None:
        layout = TwinLayout.of([2, 5], 800, 220)  # 0 1 / 2 3 4 / 5 6
        assert [layout.line_away(row, 1) for row in range(7)] == [2, 3, 5, 6, 6, 5, 6]
        assert [layout.line_away(row, -1) for row in range(7)] == [0, 1, 0, 1, 1, 2, 3]

    def test_no_groups(self) -> None:
        layout = TwinLayout.of([], 800, 220)
        assert (layout.height, layout.row_at(QPoint(5, 5)), layout.group_at(QPoint(5, 5))) == (0, -1, -1)
