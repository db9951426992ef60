"""Messages over the photos: one after the other, never in the way of the keyboard, told to screen readers."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from photosim.errors import PhotoError
from photosim.ui import message_bar
from photosim.ui.main_window import MainWindow
from photosim.ui.message_bar import Kind, MessageBar

Make = Callable[..., Any]
Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]


class Stage:
    """A window with something that has the keyboard, and messages over it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window, self.side, self.area = QWidget(), QWidget(), QWidget()
        self.button = QPushButton("photos", self.area)
        layout = QHBoxLayout(self.window)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.side)
        layout.addWidget(self.area, 1)
        self.side.setFixedWidth(200)
        self.bar = MessageBar()
        self.bar.float_over(self.area)
        qtbot.addWidget(self.window)
        self.window.resize(1000, 600)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.button.setFocus()


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    return Stage(qtbot)


def nothing() -> None:
    """What a test does not ask for."""


def place(stage: Stage) -> tuple[int, int, int]:
    """Left, top and right of the bar, in the area."""
    corner = stage.bar.mapTo(stage.window, QPoint(0, 0)) - stage.area.mapTo(stage.window, QPoint(0, 0))
    return corner.x(), corner.y(), corner.x() + stage.bar.width()


def test_message_floats_in_the_middle_of_its_area(stage: Stage) -> None:
    before = stage.area.geometry()
    stage.bar.show_notice("Three photos are copied.")
    left, top, right = place(stage)
    assert stage.area.geometry() == before  # nothing is pushed aside
    assert top == 0
    assert abs(left - (stage.area.width() - right)) <= 1
    assert stage.bar.width() < stage.area.width()


def test_message_goes_with_its_area(stage: Stage, qtbot: QtBot) -> None:
    stage.bar.show_notice("Three photos are copied.")
    stage.side.setFixedWidth(400)
    qtbot.waitUntil(lambda: stage.area.x() == 400)
    left, _, right = place(stage)
    assert abs(left - (stage.area.width() - right)) <= 1
    stage.window.resize(600, 500)
    qtbot.waitUntil(lambda: stage.area.width() == 200)
    left, _, right = place(stage)
    assert left >= 0
    assert right <= 200


def test_long_message_is_wrapped_and_shortened(stage: Stage) -> None:
    stage.bar.show_error("\n".join(f"the folder /photos/{number} is not there" for number in range(40)))
    assert stage.bar.text.count("\n") == 39
    assert "and 34 more" in stage.bar._card.text.text()
    assert stage.bar.height() < stage.area.height() / 2
    assert stage.bar._card.text.toolTip() == stage.bar.text


def test_newest_is_shown_first_and_the_others_wait(stage: Stage) -> None:
    bar = stage.bar
    bar.show_error("the disk is slow")
    bar.ask("Use it?", "Use", nothing)
    bar.show_notice("Copied.")
    assert (bar.text, bar.kind, bar.waiting) == ("Copied.", Kind.NOTICE, 2)
    assert bar._card.more.text() == "1 of 3"
    bar._card.close_button.click()
    assert (bar.text, bar.kind, bar.waiting) == ("Use it?", Kind.QUESTION, 1)
    bar._card.close_button.click()
    assert (bar.text, bar.kind, bar.waiting) == ("The disk is slow.", Kind.ERROR, 0)
    assert not bar._card.more.isVisible()
    bar._card.close_button.click()
    assert bar.text == ""
    assert bar.isHidden()


def test_same_message_twice_is_one(stage: Stage) -> None:
    for _ in range(5):
        stage.bar.show_error("the disk is slow")
    assert stage.bar.waiting == 0


def test_settled_matter_leaves_from_any_place(stage: Stage) -> None:
    bar = stage.bar
    bar.ask("first?", "Yes", nothing)
    bar.ask("second?", "Yes", nothing)
    bar.withdraw("first?")
    assert (bar.text, bar.waiting) == ("second?", 0)
    bar.withdraw("second?")
    assert bar.text == ""
    bar.withdraw("never asked")
    assert bar.text == ""


def test_notice_that_was_read_does_not_come_back(stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(message_bar, "_READ_MS", 20)
    stage.bar.show_notice("Copied.")
    qtbot.wait(40)
    stage.bar.ask("Use it?", "Use", nothing)
    assert stage.bar.waiting == 0


def test_notice_goes_by_itself_and_an_error_stays(stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(message_bar._STAYS, Kind.NOTICE, 30)
    stage.bar.show_error("the disk is slow")
    stage.bar.show_notice("Copied.")
    qtbot.waitUntil(lambda: stage.bar.text == "The disk is slow.")
    qtbot.wait(60)
    assert stage.bar.text == "The disk is slow."


def test_message_stays_while_the_keyboard_is_in_it(stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(message_bar._STAYS, Kind.UNDO, 30)
    stage.bar.show_undo("3 photos moved to the trash.", nothing)
    qtbot.keyClick(stage.button, Qt.Key.Key_F6)
    assert stage.bar._card.action.hasFocus()
    qtbot.wait(60)
    stage.bar.show_notice("Copied.")  # comes behind: nobody presses a button that is not the one he saw
    assert (stage.bar.text, stage.bar.waiting) == ("3 photos moved to the trash.", 1)
    stage.button.setFocus()
    qtbot.waitUntil(lambda: stage.bar.text == "Copied.")


def test_undo_is_done_once(stage: Stage) -> None:
    done: list[str] = []
    stage.bar.show_undo("3 photos moved to the trash.", lambda: done.append("undone"))
    assert stage.bar._card.action.text() == "Undo"
    stage.bar._card.action.click()
    assert done == ["undone"]
    assert stage.bar.text == ""


def test_answer_may_bring_the_next_message(stage: Stage) -> None:
    stage.bar.show_error("the disk is slow")
    stage.bar.ask("Use it?", "Use", lambda: stage.bar.show_notice("It is used."))
    stage.bar._card.action.click()
    assert (stage.bar.text, stage.bar.waiting) == ("It is used.", 1)


def test_keyboard_stays_where_it_was(stage: Stage, qtbot: QtBot) -> None:
    for tell in (stage.bar.show_notice, stage.bar.show_error):
        tell("something")
        assert stage.button.hasFocus()
    stage.bar.show_undo("moved", nothing)
    assert stage.button.hasFocus()
    qtbot.mouseClick(stage.bar._card.action, Qt.MouseButton.LeftButton)
    assert stage.button.hasFocus()


def test_f6_leads_there_and_esc_back(stage: Stage, qtbot: QtBot) -> None:
    left: list[bool] = []
    stage.bar.left.connect(lambda: left.append(True))
    qtbot.keyClick(stage.button, Qt.Key.Key_F6)
    assert stage.button.hasFocus()  # there is no message
    stage.bar.show_notice("Copied.")
    qtbot.keyClick(stage.button, Qt.Key.Key_F6)
    assert stage.bar._card.close_button.hasFocus()
    qtbot.keyClick(stage.bar._card.close_button, Qt.Key.Key_Escape)
    assert stage.bar.text == ""
    assert left == [True]


def test_each_message_is_announced(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[QAccessible.Event, str]] = []

    def note(event: QAccessibleEvent) -> None:
        said.append((event.type(), event.message() if hasattr(event, "message") else ""))

    monkeypatch.setattr(QAccessible, "updateAccessibility", note)
    stage.bar.show_notice("Copied.")
    stage.bar.show_error("the disk is slow")
    assert said == [
        (QAccessible.Event.Alert, ""),
        (QAccessible.Event.Announcement, "Copied."),
        (QAccessible.Event.Alert, ""),
        (QAccessible.Event.Announcement, "The disk is slow."),
    ]
    assert stage.bar._card.accessibleName() == "The disk is slow."
    assert stage.bar._card.close_button.accessibleName() == "Close this message"


def test_bug_is_told_as_one(stage: Stage) -> None:
    stage.bar.show_error(ZeroDivisionError("division by zero"))
    assert stage.bar.text == "Something went wrong inside photosim (ZeroDivisionError: division by zero)."
    stage.bar.show_error(PhotoError("the file is truncated", "a.jpg"))
    assert "truncated" in stage.bar.text
    assert "inside photosim" not in stage.bar.text


def test_text_is_no_markup(stage: Stage) -> None:
    stage.bar.show_notice("<b>bold</b>.jpg")
    assert stage.bar._card.text.textFormat() == Qt.TextFormat.PlainText


def test_esc_in_a_message_does_not_leave_the_page(
    fake_library: Make, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(fake_library(30), index=False)
    settle(window)
    window.activateWindow()
    window.pages.open_photo(3)
    settle(window)
    title = window.pages.header.title
    window.messages.show_notice("Copied.")
    window.messages.take_keyboard()
    focused = QApplication.focusWidget()
    assert focused is window.messages._card.close_button
    qtbot.keyClick(focused, Qt.Key.Key_Escape)
    settle(window)
    assert window.messages.text == ""
    assert window.pages.header.title == title
    assert window.pages.match_grid.hasFocus()


def test_message_is_over_the_photos_and_not_over_their_header(
    fake_library: Make, open_window: Open, settle: Settle
) -> None:
    window = open_window(fake_library(30), index=False)
    settle(window)
    window.messages.show_notice("Copied.")
    top = window.messages.mapTo(window, QPoint(0, 0)).y()
    header = window.pages.header
    assert top >= header.mapTo(window, QPoint(0, header.height())).y()
    photos = window.pages.area.mapTo(window, QPoint(0, 0)).x()
    assert window.messages.x() >= photos
