"""What the header and the title of the window say, and what can be taken away there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from photosim.core.photo import PhotoId, Region
from photosim.library.views import ALL, Filter
from photosim.ui import query_words
from photosim.ui.chips import ChipRow, ChipText
from photosim.ui.flow import FlowLayout
from photosim.ui.header import Header
from photosim.ui.history import Focus, Page, Place, Query
from photosim.ui.main_window import MainWindow
from photosim.ui.query_controls import ResultControls
from photosim.ui.query_words import Part, parts_of, window_title, without
from tests.gui.fake_library import FakeLibrary

Make = Callable[..., FakeLibrary]
Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]

NAMES = {"group:dog": "dog", "n1": "crane", query_words.photo_key(PhotoId(8)): "beach.jpg"}
CAT = Focus("group:cat", "cat")
REGION = Region(0.1, 0.1, 0.5, 0.5)
TAGGED = Filter(tags=("group:dog", "n1"), folder=Path("/photos/2024"))


def page(query: Query | None, wanted: Filter = ALL) -> Page:
    return Page(query, place=Place.QUERY if query else Place.LIBRARY, filter=wanted)


@pytest.mark.parametrize(
    ("shown", "heading", "parts", "title"),
    [
        (page(None), "Library", [], "photosim"),
        (
            page(None, TAGGED),
            "Library",
            ["dog", "crane", "in 2024"],
            "Library, dog, crane, in 2024 - photosim",
        ),
        (page(None, Filter(hidden=True)), "Hidden photos", ["hidden photos"], "Hidden photos - photosim"),
        (page(Query(PhotoId(7), "a.jpg")), "Look-alikes of a.jpg", [], "Look-alikes of a.jpg - photosim"),
        (
            page(Query(PhotoId(7), "a.jpg", REGION, CAT), TAGGED),
            "Look-alikes of a part of a.jpg",
            ["only a part", "focus: cat", "dog", "crane", "in 2024"],
            "Look-alikes of a part of a.jpg, focus: cat, dog, crane, in 2024 - photosim",
        ),
        (
            page(Query(PhotoId(7), "a.jpg", REGION, text="red car")),
            "Photos like a part of a.jpg, but “red car”",
            ["a.jpg", "only a part", "“red car”"],
            "Photos like a part of a.jpg, but “red car” - photosim",
        ),
        (page(Query(None, "", text="snow")), "Photos of “snow”", ["“snow”"], "Photos of “snow” - photosim"),
        (
            page(Query(Path("/x/a.jpg"), "a.jpg", more=(PhotoId(8), PhotoId(9)))),
            "Look-alikes of 3 photos",
            ["a.jpg", "beach.jpg", "photo 3"],
            "Look-alikes of 3 photos - photosim",
        ),
        (
            page(Query(PhotoId(8), "beach.jpg", text="snow", more=(PhotoId(9),))),
            "Photos like 2 photos, but “snow”",
            ["beach.jpg", "photo 2", "“snow”"],
            "Photos like 2 photos, but “snow” - photosim",
        ),
        (Page(place=Place.DUPLICATES), "Library", [], "Near-duplicates - photosim"),
    ],
)
def test_words_say_everything(shown: Page, heading: str, parts: list[str], title: str) -> None:
    if shown.has_photos:
        assert query_words.heading(shown) == heading
    assert [part.text for part in parts_of(shown, NAMES)] == parts
    assert window_title(shown, NAMES) == title


def test_each_part_can_be_taken_away_until_nothing_is_left() -> None:
    left = page(Query(PhotoId(7), "a.jpg", REGION, text="snow", more=()), TAGGED)
    count = len(parts_of(left, NAMES))
    assert count == 6
    while parts := parts_of(left, NAMES):
        left = without(left, parts[0])
        assert len(parts_of(left, NAMES)) < count
        count = len(parts_of(left, NAMES))
    assert (left.query, left.filter, left.place) == (None, ALL, Place.LIBRARY)


def test_one_of_several_photos_goes_and_the_others_stay() -> None:
    three = page(Query(PhotoId(7), "a.jpg", more=(PhotoId(8), PhotoId(9))))
    parts = parts_of(three, NAMES)
    middle, first = without(three, parts[1]).query, without(three, parts[0]).query
    assert middle is not None
    assert middle.photos == (7, 9)
    assert middle.name == "a.jpg"
    assert first is not None
    assert first.photos == (8, 9)


@pytest.fixture
def window(fake_library: Make, open_window: Open, settle: Settle) -> MainWindow:
    made = open_window(fake_library(300), index=False)
    settle(made)
    return made


def test_crosses_take_parts_away_one_by_one(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    pages, header = window.pages, window.pages.header
    pages.set_filter(Filter(tags=("group:dog", "group:animal")), {"group:dog": "dog", "group:animal": "animal"})
    pages.open_query(Query(PhotoId(3), "IMG_0003.jpg", REGION, CAT))
    settle(window)
    assert header.parts == ["only a part", "focus: cat", "dog", "animal"]
    assert window.windowTitle() == "Look-alikes of a part of IMG_0003.jpg, focus: cat, dog, animal - photosim"
    for place, left in (
        (1, ["only a part", "dog", "animal"]),
        (1, ["only a part", "animal"]),
        (0, ["animal"]),
        (0, []),
    ):
        qtbot.mouseClick(header.chips.buttons[place], Qt.MouseButton.LeftButton)
        settle(window)
        assert header.parts == left
    assert header.title == "Look-alikes of IMG_0003.jpg"
    assert window.windowTitle() == "Look-alikes of IMG_0003.jpg - photosim"
    window.pages.back()
    settle(window)
    assert header.parts == ["animal"]


def test_text_goes_and_the_photo_stays_or_the_other_way_round(window: MainWindow, settle: Settle) -> None:
    window.pages.open_photo(3)
    settle(window)
    window.pages.find_photos("snow", like_shown=True)
    settle(window)
    header = window.pages.header
    assert header.parts == ["IMG_0003.jpg", "“snow”"]
    header.chips.buttons[1].click()
    settle(window)
    assert header.title == "Look-alikes of IMG_0003.jpg"
    assert window.search.text() == ""
    window.pages.back()
    settle(window)
    header.chips.buttons[0].click()
    settle(window)
    assert header.title == "Photos of “snow”"
    header.chips.buttons[0].click()
    settle(window)
    assert header.title == "Library"


def test_crosses_are_named_and_reached_by_keyboard(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    window.pages.set_filter(Filter(tags=("group:dog",)), {"group:dog": "dog"})
    settle(window)
    button = window.pages.header.chips.buttons[0]
    assert button.accessibleName() == "dog, Show photos without this tag, too"
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    window.activateWindow()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    settle(window)
    assert window.pages.page.filter == ALL


def test_pictures_of_several_photos_stand_in_the_header(window: MainWindow, settle: Settle) -> None:
    window.pages.open_photos([PhotoId(photo_id) for photo_id in (3, 4, 5, 6, 7)])
    settle(window)
    shown = [label for label in window.pages.header._pictures if label.isVisible()]
    assert len(shown) == 4
    assert all(not label.pixmap().isNull() for label in shown)
    assert window.pages.header.parts == [f"IMG_{number:04}.jpg" for number in (3, 4, 5, 6, 7)]
    window.pages.show_library()
    assert not any(label.isVisible() for label in shown)


def test_chips_wrap_and_the_header_grows(qtbot: QtBot) -> None:
    header = Header()
    qtbot.addWidget(header)
    header.set_text("Look-alikes of 3 photos", "12 photos")
    header.set_parts([Part(query_words.TAG, f"a rather long tag number {number}", "goes") for number in range(8)])
    header.show()
    heights = []
    for width in (1200, 500, 260):
        header.resize(width, header.heightForWidth(width))
        qtbot.wait(1)
        heights.append(header.height())
        for button in header.chips.buttons:
            place = button.mapTo(header, button.rect().bottomRight())
            assert place.x() < width
            assert place.y() < header.height()
    assert heights[0] < heights[1] < heights[2]


def test_long_part_is_cut_and_whole_in_its_tool_tip(qtbot: QtBot) -> None:
    header = Header()
    qtbot.addWidget(header)
    text = "“" + "a very long text " * 5 + "”"
    header.set_parts([Part(query_words.TEXT, text, "Search by looks alone")])
    button = header.chips.buttons[0]
    assert "\N{HORIZONTAL ELLIPSIS}" in button.text()
    assert text in button.toolTip()
    assert button.accessibleName().startswith(text)
    header.set_parts([Part(query_words.TAG, "salt & pepper", "goes")])
    assert header.chips.buttons[0].text() == "salt && pepper"  # which a button shows as one


def test_controls_have_names_and_leave_the_first_line_to_the_title(window: MainWindow, settle: Settle) -> None:
    window.pages.open_photo(3)
    settle(window)
    controls = window.pages.answers.controls
    for part in (controls.strictness, controls.collapse, controls.order):
        assert part.accessibleName()
        assert part.toolTip()
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus
    header = window.pages.header
    title = header._title
    window.panes.setSizes([0, 900, 240])
    settle(window)
    assert controls.geometry().top() > title.geometry().bottom()
    assert title.geometry().right() == controls.geometry().right() == header.contentsRect().right() - 16
    window.resize(700, 600)
    window.panes.setSizes([140, 320, 240])
    settle(window)
    assert controls.geometry().top() > title.geometry().bottom()
    assert controls.mapTo(header, controls.rect().bottomRight()).x() < header.width()


def test_how_photos_are_sorted_is_not_cut_off(qtbot: QtBot) -> None:
    header, controls = Header(), ResultControls()
    qtbot.addWidget(header)
    header.resize(900, 120)
    for query in (Query(None, "", text="snow"), Query(PhotoId(7), "a.jpg", focus=CAT)):
        controls.show_page(page(query))  # which changes the words of its choices
        header.set_parts(parts_of(page(query), NAMES))
        header.set_controls(controls, many=True)
        header.show()
        QCoreApplication.processEvents()
        text = controls.order.fontMetrics().horizontalAdvance(controls.order.currentText())
        assert controls.order.width() >= text + 40  # the arrow and the edges


def test_chips_start_at_the_right_where_people_read_so(qtbot: QtBot) -> None:
    row = ChipRow("Tags", checkable=False)
    qtbot.addWidget(row)
    row.resize(400, 40)
    row.show_chips([ChipText("a", "cat"), ChipText("b", "dog")])
    row.show()
    assert row.chips[0].x() == 0
    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert row.chips[0].geometry().right() == row.width() - 1
    assert row.chips[1].geometry().right() < row.chips[0].x()


def test_flow_starts_at_the_right_where_people_read_so(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box)
    parts = [QWidget() for _ in range(3)]
    for part in parts:
        part.setFixedSize(40, 10)
        flow.addWidget(part)
    box.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    box.resize(100, 60)
    box.show()
    assert [(part.x(), part.y()) for part in parts] == [(60, 0), (14, 0), (60, 16)]
    assert flow.heightForWidth(100) == 26
