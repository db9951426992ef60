"""The side panel: the box that is followed live, details, several photos, low windows."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from photosim.core.photo import PhotoId, Region
from photosim.errors import PhotoError
from photosim.library.reports import Details
from photosim.ui.details import as_text, rows
from photosim.ui.history import Focus, Query
from photosim.ui.jobs import JobRunner
from photosim.ui.live import Follower
from photosim.ui.similar_panel import SimilarPanel
from photosim.ui.thumb_loader import ThumbLoader

Make = Callable[..., Any]
LEFT = Qt.MouseButton.LeftButton


class Panel:
    """A panel of its own on a library in memory."""

    def __init__(self, library: Any, qtbot: QtBot, size: tuple[int, int] = (340, 700)) -> None:
        self.library, self.qtbot = library, qtbot
        self.runner = JobRunner(cores=2)
        self.loader = ThumbLoader(library, self.runner)
        self.panel = SimilarPanel(library, self.runner, self.loader)
        self.wanted: list[Query] = []
        self.panel.query_wanted.connect(self.wanted.append)
        # What a test did last may have changed the size of cells, and so of pictures.
        qtbot.addWidget(self.panel, before_close_func=lambda _: self.settle())
        self.panel.resize(*size)
        self.panel.show()

    def show(self, query: Query | None, *, listed: bool = True) -> None:
        self.panel.set_query(query, with_matches=listed)
        self.settle()

    def settle(self) -> None:
        calm = 0

        def check() -> bool:
            nonlocal calm
            calm = 0 if self.panel.busy or self.runner.busy() or not self.loader.settled else calm + 1
            return calm >= 2

        self.qtbot.waitUntil(check)

    def draw(self, *, let_go: bool = True) -> None:
        preview = self.panel.preview
        place = preview.place.toRect()
        self.qtbot.mousePress(preview, LEFT, pos=place.center())
        for step in (8, 6, 4, 2):
            self.qtbot.mouseMove(preview, place.bottomRight() - QPoint(step, step))
        if let_go:
            self.qtbot.mouseRelease(preview, LEFT, pos=place.bottomRight() - QPoint(2, 2))

    def watch(self) -> list[Region | None]:
        """Regions of the questions put from now on."""
        asked: list[Region | None] = []
        self.library.hooks["similar"] = lambda _image, _k, region: asked.append(region)
        return asked


@pytest.fixture
def panel(fake_library: Make, qtbot: QtBot) -> Panel:
    made = Panel(fake_library(100), qtbot)
    made.show(Query(PhotoId(5), "IMG_0005.jpg"))
    return made


def test_list_follows_the_box_while_it_is_drawn(panel: Panel) -> None:
    whole = panel.panel.model.ids.tolist()
    asked = panel.watch()
    panel.draw(let_go=False)
    panel.settle()
    assert asked
    assert asked[-1] == panel.panel.preview.region  # the newest one is always answered
    assert panel.panel._heading.text() == "Look-alikes of this part"
    assert panel.panel.as_page.isVisible()
    assert panel.wanted == []
    panel.qtbot.mouseRelease(panel.panel.preview, LEFT)
    panel.panel.preview.remove_box()
    panel.settle()
    assert asked[-1] is None
    assert panel.panel.model.ids.tolist() == whole
    assert panel.panel._heading.text() == "Look-alikes"
    assert not panel.panel.as_page.isVisible()


def test_newest_box_wins_and_those_overtaken_are_never_asked_for(panel: Panel, gate: threading.Event) -> None:
    asked = panel.watch()

    def slow(_image: object, _k: int, region: Region | None) -> None:
        asked.append(region)
        gate.wait(5)

    panel.library.hooks["similar"] = slow
    for step in range(1, 40):
        panel.panel.preview.region_changed.emit(Region(0.1, 0.1, step / 50, 0.5))
    panel.qtbot.waitUntil(lambda: len(asked) == 1)
    gate.set()
    panel.settle()
    assert [region.width for region in asked if region] == [1 / 50, 39 / 50]


def test_tags_are_of_the_part_once_it_is_drawn(panel: Panel) -> None:
    asked: list[Region | None] = []
    panel.library.hooks["tags"] = lambda _image, _k, region: asked.append(region)
    panel.draw()
    panel.settle()
    assert asked == [panel.panel.preview.region]


def test_part_becomes_a_page_by_button_key_and_double_click(panel: Panel) -> None:
    panel.draw()
    panel.settle()
    region = panel.panel.preview.region
    panel.panel.as_page.click()
    panel.qtbot.keyClick(panel.panel.preview, Qt.Key.Key_Return)
    panel.qtbot.mouseDClick(panel.panel.preview, LEFT, pos=panel.panel.preview.box_place().center().toPoint())
    assert [query.region for query in panel.wanted] == [region] * 3
    assert {query.source for query in panel.wanted} == {5}


def test_focus_goes_with_the_part_and_a_new_focus_keeps_the_box(panel: Panel) -> None:
    panel.draw()
    panel.settle()
    region = panel.panel.preview.region
    focus = Focus("group:dog", "dog")
    asked = panel.watch()
    panel.show(Query(PhotoId(5), "IMG_0005.jpg", focus=focus))
    assert panel.panel.preview.region == region
    assert asked == [region]
    assert panel.panel._note.text().startswith("Focus: dog")
    panel.panel.as_page.click()
    assert (panel.wanted[-1].region, panel.wanted[-1].focus) == (region, focus)


def test_another_photo_has_no_box(panel: Panel) -> None:
    panel.draw()
    panel.settle()
    asked = panel.watch()
    panel.show(Query(PhotoId(6), "IMG_0006.jpg"))
    assert panel.panel.preview.region is None
    assert asked == [None]
    assert panel.panel._heading.text() == "Look-alikes"


def test_page_of_a_part_lists_only_another_part(panel: Panel) -> None:
    part = Region(0.25, 0.25, 0.5, 0.5)
    panel.show(Query(PhotoId(5), "IMG_0005.jpg", part), listed=False)
    assert panel.panel.preview.region == part
    assert not panel.panel.grid.isVisible()
    assert panel.panel._box_hint.isVisible()
    panel.panel.preview.setFocus()
    panel.qtbot.keyClick(panel.panel.preview, Qt.Key.Key_Right)
    panel.settle()
    assert panel.panel.grid.isVisible()
    assert panel.panel.as_page.isVisible()
    assert panel.panel.model.rowCount() == 30


def test_double_click_without_a_box_shows_the_photo_large(panel: Panel) -> None:
    wanted: list[Query] = []
    panel.panel.viewer_wanted.connect(wanted.append)
    panel.qtbot.mouseDClick(panel.panel.preview, LEFT, pos=panel.panel.preview.rect().center())
    assert [query.source for query in wanted] == [5]


def test_failed_part_is_told(panel: Panel) -> None:
    def fail(*_: object) -> None:
        raise PhotoError("the file is gone", "a.jpg")

    panel.library.hooks["similar"] = fail
    panel.draw()
    panel.settle()
    assert "the file is gone" in panel.panel._note.text()
    assert panel.panel.model.rowCount() == 0


# -- details

DETAILS = Details(
    Path("/photos/2024/a & b.jpg"),
    4032,
    3024,
    3_400_000,
    "2024-05-03 14:07:09",
    "2024-05-03 14:07:09",
    "Canon EOS 5D",
    "",
    "1/250 s",
    "48.13743\N{DEGREE SIGN} N, 11.57549\N{DEGREE SIGN} E",
    "",
    "JPEG",
)


def test_details_in_words() -> None:
    told = dict(rows(DETAILS, ["cat", "sofa"]))
    assert told["File"] == "a & b.jpg"
    assert told["Folder"] == str(Path("/photos/2024"))
    assert "2024" in told["Taken"]
    assert "May" in told["Taken"]
    assert told["Size"].startswith("4,032 \N{MULTIPLICATION SIGN} 3,024 pixels, 12.2 megapixels")
    assert told["Kind"] == "JPEG, 3.4 MB"
    assert told["Tags"] == "cat, sofa"
    assert told.keys().isdisjoint({"Lens", "Changed", "Colors"})  # what is not known, or said already


def test_details_are_asked_for_when_they_are_opened(panel: Panel) -> None:
    assert "details" not in panel.library.calls
    assert not panel.panel.details.is_open
    panel.panel.details.toggle.click()
    panel.settle()
    view = panel.panel.details.view
    assert view is not None
    assert panel.library.calls.count("details") == 1
    assert ("Camera", "Canon EOS 5D") in view.lines
    assert view.isVisible()
    assert view.text.height() >= view.text.document().size().height()
    panel.show(Query(PhotoId(6), "IMG_0006.jpg"))
    assert ("File", "IMG_0006.jpg") in view.lines
    panel.panel.details.toggle.click()
    panel.show(Query(PhotoId(7), "IMG_0007.jpg"))
    assert panel.library.calls.count("details") == 2
    assert not view.isVisible()


def test_details_can_be_copied(panel: Panel) -> None:
    panel.panel.details.toggle.click()
    panel.settle()
    view = panel.panel.details.view
    assert view is not None
    view.copy.click()
    text = QGuiApplication.clipboard().text()
    assert text == as_text(view.lines)
    assert "File: IMG_0005.jpg\n" in text
    assert "Place: 48.13743\N{DEGREE SIGN} N" in text
    assert any(line.startswith("Tags: ") for line in text.splitlines())
    flags = view.text.textInteractionFlags()
    assert flags & Qt.TextInteractionFlag.TextSelectableByMouse
    assert flags & Qt.TextInteractionFlag.TextSelectableByKeyboard
    view.text.selectAll()
    view.text.copy()
    assert "Canon EOS 5D" in QGuiApplication.clipboard().text()


def test_details_that_cannot_be_had_say_why(panel: Panel) -> None:
    def fail(*_: object) -> None:
        raise PhotoError("the file is gone", "a.jpg")

    panel.library.hooks["details"] = fail
    panel.panel.details.toggle.click()
    panel.settle()
    view = panel.panel.details.view
    assert view is not None
    assert view.lines == (("Details", "the file is gone"),)
    assert not view.copy.isVisible()


def test_a_high_panel_has_them_open_until_the_user_closes_them(fake_library: Make, qtbot: QtBot) -> None:
    high = Panel(fake_library(20), qtbot, (340, 1000))
    high.show(Query(PhotoId(1), "a"))
    assert high.panel.details.is_open
    high.panel.details.toggle.click()
    high.panel.resize(340, 1100)
    assert not high.panel.details.is_open


def test_names_are_not_taken_for_markup(panel: Panel) -> None:
    panel.library.details_of[8] = Details(Path("/x/<b>&amp;.jpg"), 1, 1, 1, "", "", "<i>", "", "", "", "", "")
    panel.panel.details.toggle.click()
    panel.show(Query(PhotoId(8), "a"))
    assert panel.panel.details.view is not None
    assert "<i>" in panel.panel.details.view.text.toPlainText()


# -- several photos


def test_several_photos(panel: Panel) -> None:
    compared: list[tuple[object, object]] = []
    panel.panel.compare_wanted.connect(lambda first, second: compared.append((first, second)))
    query = Query(PhotoId(5), "IMG_0005.jpg", more=(PhotoId(6),))
    panel.show(query)
    several = panel.panel.several
    assert several.text.text() == "2 photos selected"
    assert not panel.panel.preview.isVisible()
    assert not panel.panel.chips.isVisible()
    assert not panel.panel.details.isVisible()
    assert panel.panel.model.ids.tolist() == [5, 6]
    several.compare.click()
    assert compared == [(5, 6)]
    several.look_alikes.click()
    assert panel.wanted == [query]
    panel.show(Query(PhotoId(5), "IMG_0005.jpg", more=tuple(map(PhotoId, range(6, 17)))))
    assert several.text.text() == "12 photos selected"
    assert not several.compare.isVisible()
    panel.show(Query(PhotoId(5), "IMG_0005.jpg"))
    assert not several.isVisible()
    assert panel.panel.preview.isVisible()
    assert panel.panel.model.rowCount() == 30


def test_page_about_several_photos_does_not_offer_itself(panel: Panel) -> None:
    panel.show(Query(PhotoId(5), "IMG_0005.jpg", more=(PhotoId(6), PhotoId(7))), listed=False)
    assert not panel.panel.several.look_alikes.isVisible()
    assert panel.panel.model.ids.tolist() == [5, 6, 7]


def test_all_photos_of_a_large_library(panel: Panel) -> None:
    panel.show(Query(PhotoId(1), "a", more=tuple(map(PhotoId, range(2, 50_001)))))
    assert panel.panel.several.text.text() == "50,000 photos selected"
    assert panel.panel.model.rowCount() == 1000


# -- low windows


def test_low_window_scrolls_and_shows_two_rows(fake_library: Make, qtbot: QtBot) -> None:
    low = Panel(fake_library(100), qtbot, (340, 320))
    low.show(Query(PhotoId(1), "a"))
    bar = low.panel._area.verticalScrollBar()
    assert bar.maximum() > 0
    assert low.panel.grid.height() >= 2 * low.panel.grid.cell_size
    assert low.panel._area.horizontalScrollBar().maximum() == 0
    low.panel.resize(340, 900)
    low.settle()
    assert bar.maximum() == 0 or low.panel.details.is_open


def test_everything_has_a_name(panel: Panel) -> None:
    panel.draw()
    panel.settle()
    for part in (panel.panel.preview, panel.panel.grid, panel.panel.chips):
        assert part.accessibleName()
    for button in (panel.panel.as_page, panel.panel.details.toggle, panel.panel.several.compare):
        assert button.text()
    assert panel.panel.preview.accessibleDescription()


# -- follower


def test_follower_puts_one_question_at_a_time(qtbot: QtBot, gate: threading.Event) -> None:
    runner = JobRunner(cores=2)
    follower = Follower(runner, "question")
    answers: list[object] = []
    put: list[object] = []
    follower.answered.connect(answers.append)

    def ask(number: int) -> Callable[[object], int]:
        def work(_: object) -> int:
            put.append(number)
            gate.wait(5)
            return number

        return work

    for number in range(5):
        follower.ask(ask(number))
    assert follower.busy
    gate.set()
    qtbot.waitUntil(lambda: not follower.busy)
    assert put == answers == [0, 4]


def test_follower_that_was_dropped_says_nothing(qtbot: QtBot, gate: threading.Event) -> None:
    runner = JobRunner(cores=2)
    follower = Follower(runner, "question")
    answers: list[object] = []
    follower.answered.connect(answers.append)
    follower.ask(lambda _: gate.wait(5))
    follower.drop()
    assert not follower.busy
    follower.ask(lambda _: "new")
    gate.set()
    qtbot.waitUntil(lambda: not runner.busy())
    assert answers == ["new"]


def test_picture_from_elsewhere(panel: Panel) -> None:
    panel.show(Query(Image.new("RGB", (30, 20)), "the pasted picture"), listed=False)
    assert panel.panel._folder.text() == "Not in the library"
    panel.draw()
    panel.settle()
    assert panel.panel.model.rowCount() == 30
