"""The viewer: opening, moving, zooming, the slideshow, what cannot be shown, and what stays of it."""

import threading
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosim.core.photo import PhotoId
from photosim.errors import PhotoError
from photosim.ui.history import Query
from photosim.ui.viewer_pictures import KEPT, Shown
from tests.gui.stage import Stage

Make = Callable[..., Any]
Key = Qt.Key


@pytest.fixture
def stage(fake_library: Make, qtbot: QtBot) -> Stage:
    return Stage(fake_library(20), qtbot)


# -- opening, moving, closing


def test_opens_over_everything_and_closes_with_the_photo(stage: Stage) -> None:
    stage.open(3)
    assert stage.viewer.isVisible()
    assert stage.viewer.geometry() == stage.window.rect()
    assert stage.viewer.hasFocus()
    assert stage.shown() == 4
    assert stage.viewer.bar.name.text() == "IMG_0004.jpg"
    assert stage.viewer.bar.place.text() == "4 of 20"
    stage.press(Key.Key_Right)
    stage.press(Key.Key_Escape)
    assert not stage.viewer.isVisible()
    assert stage.closed == [5]
    assert stage.moved == [4, 5]


def test_space_closes_it_and_what_is_below_hears_no_key(stage: Stage, qtbot: QtBot) -> None:
    heard: list[str] = []
    for key in ("Space", "Escape", "P", "1", "Left"):
        QShortcut(key, stage.window).activated.connect(lambda key=key: heard.append(key))
    stage.open()
    for wanted in (Key.Key_1, Key.Key_Left, Key.Key_P, Key.Key_Space):
        stage.press(wanted)
    assert heard == []
    assert not stage.viewer.isVisible()
    stage.open()
    stage.press(Key.Key_Escape)
    assert heard == []
    qtbot.keyClick(stage.below, Key.Key_Escape)
    assert heard == ["Escape"]


def test_keys_with_ctrl_are_the_windows(stage: Stage) -> None:
    heard: list[str] = []
    QShortcut("Ctrl+1", stage.window).activated.connect(lambda: heard.append("Ctrl+1"))
    stage.open()
    stage.press(Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["Ctrl+1"]


def test_next_and_previous(stage: Stage, qtbot: QtBot) -> None:
    stage.open(0)
    for key, photo in (
        (Key.Key_Left, 1),
        (Key.Key_Right, 2),
        (Key.Key_PageDown, 3),
        (Key.Key_PageUp, 2),
        (Key.Key_Down, 3),
        (Key.Key_Up, 2),
        (Key.Key_End, 20),
        (Key.Key_Right, 20),
        (Key.Key_Home, 1),
    ):
        stage.press(key)
        assert stage.shown() == photo
    qtbot.mouseClick(stage.viewer.after, Qt.MouseButton.LeftButton)
    assert stage.shown() == 2
    assert stage.viewer.before.isEnabled()
    qtbot.mouseClick(stage.viewer.canvas, Qt.MouseButton.ForwardButton, pos=QPoint(500, 300))
    assert stage.shown() == 3
    qtbot.mouseClick(stage.viewer.canvas, Qt.MouseButton.BackButton, pos=QPoint(500, 300))
    assert stage.shown() == 2
    stage.settle()


def test_neighbours_are_made_ready_and_shown_at_once(stage: Stage, gate: threading.Event) -> None:
    stage.open(5)
    assert set(stage.viewer.pictures._kept) == {6, 7, 5}
    stage.library.hooks["picture"] = lambda *_: gate.wait(5)
    for step, photo in ((1, 7), (-1, 6), (-1, 5)):
        stage.viewer.step(step)
        assert stage.shown() == photo
        assert stage.viewer.canvas.image_size.width() > 320 or stage.viewer.canvas.image_size.height() > 320
    gate.set()
    stage.settle()


def test_little_is_kept(stage: Stage) -> None:
    stage.open(0)
    for _ in range(15):
        stage.press(Key.Key_Right)
    assert len(stage.viewer.pictures._kept) <= KEPT
    stage.press(Key.Key_1)
    assert stage.viewer.pictures._pixels is not None or not stage.viewer.canvas.wants_pixels
    stage.press(Key.Key_Escape)
    assert stage.viewer.pictures._kept == {}
    assert stage.viewer.pictures._pixels is None
    assert stage.viewer.canvas.tile_bytes == 0


def test_late_picture_of_a_photo_left_behind_is_never_shown(stage: Stage, gate: threading.Event) -> None:
    stage.open(0)
    shown: list[Shown] = []
    stage.viewer.pictures.came.connect(shown.append)

    def slow(image: object, _side: int) -> None:
        if image == 10:
            gate.wait(5)

    stage.library.hooks["picture"] = slow
    stage.viewer.go_to(9)
    stage.qtbot.waitUntil(lambda: any(one.source == 10 and one.small for one in shown))
    assert stage.viewer.canvas.image_size.width() <= 320  # the small picture stands for it meanwhile
    stage.viewer.go_to(15)
    gate.set()
    stage.settle()
    sources = [one.source for one in shown]
    assert sources[sources.index(PhotoId(16)) :] == [16] * (len(sources) - sources.index(PhotoId(16)))
    assert stage.shown() == 16


def test_the_page_below_may_change(stage: Stage) -> None:
    stage.open(5)
    del stage.library.ids[:]
    stage.press(Key.Key_Right)
    assert stage.shown() == 7


def test_photos_that_left(stage: Stage) -> None:
    stage.open(5)
    stage.viewer.forget({PhotoId(2), PhotoId(6)})
    stage.settle()
    assert stage.shown() == 7
    assert stage.viewer.bar.place.text() == "5 of 18"
    stage.viewer.forget({PhotoId(8)})
    assert stage.shown() == 7
    stage.viewer.forget({PhotoId(photo) for photo in range(7, 21)})
    stage.settle()
    assert stage.shown() == 5
    stage.viewer.forget({PhotoId(photo) for photo in range(1, 21)})
    assert not stage.viewer.isVisible()
    assert len(stage.closed) == 1


def test_photo_from_elsewhere(stage: Stage) -> None:
    stage.viewer.open_query(Query(Image.new("RGB", (30, 20)), "the pasted picture"))
    stage.settle()
    assert stage.viewer.bar.name.text() == "the pasted picture"
    assert stage.viewer.bar.place.text() == ""
    assert not stage.viewer.after.isVisible()
    stage.press(Key.Key_Right)
    stage.press(Key.Key_I)
    stage.press(Key.Key_Escape)
    assert stage.closed == [None]
    stage.viewer.open_query(Query(Path("/x/selfie.jpg"), "selfie.jpg"))
    stage.settle()
    assert stage.viewer.bar.name.text() == "selfie.jpg"
    stage.viewer.close_viewer()


def test_photo_that_cannot_be_shown_says_why_and_lets_go_on(stage: Stage) -> None:
    def fail(image: object, _side: int) -> None:
        if image == 4:
            raise PhotoError("the file is truncated", "a.jpg")

    stage.library.hooks["picture"] = fail
    stage.open(3)
    assert stage.viewer.canvas._words == "This photo cannot be shown: the file is truncated"
    assert stage.viewer.canvas.view is None
    assert stage.viewer.bar.name.text() == "IMG_0004.jpg"
    for key in (Key.Key_Plus, Key.Key_1, Key.Key_0):
        stage.press(key)
    stage.press(Key.Key_Right)
    assert stage.viewer.canvas._words == ""
    assert stage.viewer.canvas.view is not None


def test_bug_in_a_worker_is_no_endless_waiting(stage: Stage) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("oops")

    stage.library.hooks["picture"] = fail
    stage.open(3)
    assert "oops" in stage.viewer.canvas._words


# -- slideshow


def test_slideshow_goes_on_by_itself_and_begins_again(stage: Stage) -> None:
    stage.viewer.slideshow.interval_ms = 30
    stage.open(18)
    stage.press(Key.Key_P)
    assert stage.playing()
    assert stage.viewer.line.isVisible()
    stage.qtbot.waitUntil(lambda: stage.moved[-4:] == [19, 20, 1, 2])
    stage.viewer.close_viewer()
    assert not stage.playing()
    stage.settle()


@pytest.mark.parametrize("stop", ["key", "press", "wheel", "button"])
def test_slideshow_stops_at_any_input(stage: Stage, qtbot: QtBot, stop: str) -> None:
    stage.open(0)
    stage.press(Key.Key_P)
    assert stage.playing()
    if stop == "key":
        stage.press(Key.Key_Right)
    elif stop == "press":
        qtbot.mouseClick(stage.viewer.canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    elif stop == "wheel":
        stage.wheel(120, QPointF(300, 300))
    else:
        qtbot.mouseClick(stage.viewer.bar.buttons["info"], Qt.MouseButton.LeftButton)
    stage.settle()
    assert not stage.playing()
    assert not stage.viewer.line.isVisible()
    assert not stage.viewer.bar.buttons["play"].isChecked()


def test_slideshow_waits_for_a_slow_photo(stage: Stage, gate: threading.Event) -> None:
    stage.viewer.slideshow.interval_ms = 20
    stage.open(0)

    def slow(image: object, _side: int) -> None:
        if image == 3:
            gate.wait(5)

    stage.library.hooks["picture"] = slow
    stage.viewer.toggle_slideshow()
    stage.qtbot.waitUntil(lambda: stage.shown() == 3)
    QTest.qWait(150)
    assert stage.shown() == 3
    gate.set()
    stage.qtbot.waitUntil(lambda: stage.shown() == 4)
    stage.viewer.close_viewer()
    stage.settle()


# -- controls


def test_details(stage: Stage) -> None:
    stage.open(0)
    assert "details" not in stage.library.calls
    stage.press(Key.Key_I)
    assert ("File", "IMG_0001.jpg") in stage.viewer.info.details.lines
    assert stage.viewer.info.isVisible()
    stage.press(Key.Key_Right)
    assert ("File", "IMG_0002.jpg") in stage.viewer.info.details.lines
    stage.press(Key.Key_I)
    assert not stage.viewer.info.isVisible()


def test_look_alikes_close_it(stage: Stage) -> None:
    wanted: list[Query] = []
    stage.viewer.look_alikes_wanted.connect(wanted.append)
    stage.open(4)
    stage.press(Key.Key_L)
    assert [query.source for query in wanted] == [5]
    assert not stage.viewer.isVisible()


def test_full_screen_is_the_windows_affair_and_ends_with_the_viewer(stage: Stage) -> None:
    def turn(name: str) -> None:
        assert name == "full-screen"
        (stage.window.showNormal if stage.full_screen() else stage.window.showFullScreen)()

    stage.viewer.action_wanted.connect(turn)
    stage.open()
    stage.press(Key.Key_F)
    assert stage.full_screen()
    stage.press(Key.Key_Escape)
    assert not stage.full_screen()
    stage.window.showFullScreen()
    stage.open()
    stage.press(Key.Key_Escape)
    assert stage.full_screen()


def test_controls_hide_while_nobody_moves(stage: Stage, qtbot: QtBot) -> None:
    stage.open()
    QCursor.setPos(stage.viewer.canvas.mapToGlobal(QPoint(480, 400)))  # an earlier test may have left it on the bar
    qtbot.mouseMove(stage.viewer.canvas, QPoint(500, 400))
    assert stage.viewer.bar.isVisible()
    assert not stage.viewer.bar.rect().contains(stage.viewer.bar.mapFromGlobal(QCursor.pos()))
    stage.viewer._idle.timeout.emit()
    assert not stage.viewer.bar.isVisible()
    assert not stage.viewer.after.isVisible()
    qtbot.mouseMove(stage.viewer.canvas, QPoint(200, 200))
    qtbot.mouseMove(stage.viewer.canvas, QPoint(220, 220))
    assert stage.viewer.bar.isVisible()
    assert stage.viewer.after.isVisible()
    stage.press(Key.Key_Tab)
    stage.viewer._idle.timeout.emit()
    assert stage.viewer.bar.isVisible()  # somebody is at the controls with the keyboard


def test_tab_goes_round_inside(stage: Stage) -> None:
    stage.open(3)
    stage.press(Key.Key_I)
    seen = []
    for _ in range(40):
        stage.press(Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused is stage.viewer or stage.viewer.isAncestorOf(focused)
        seen.append(focused)
    assert {*stage.viewer.bar.buttons.values(), stage.viewer.before, stage.viewer.after} <= set(seen)
    assert stage.viewer.info.details.text in seen
    for part in set(seen):
        assert part.accessibleName() or getattr(part, "text", str)()


def test_focus_cannot_go_below(stage: Stage) -> None:
    stage.open()
    stage.below.setFocus()
    assert stage.viewer.hasFocus()
    stage.viewer.close_viewer()
    stage.below.setFocus()
    assert stage.below.hasFocus()


def test_space_on_a_button_presses_it(stage: Stage) -> None:
    stage.open()
    stage.viewer.bar.buttons["info"].setFocus()
    stage.press(Key.Key_Space)
    assert stage.viewer.isVisible()
    assert stage.viewer.info.isVisible()


def test_accessible_names_tell_photo_and_place(stage: Stage) -> None:
    stage.open(1)
    assert stage.viewer.accessibleName() == "Photo IMG_0002.jpg, 2 of 20"
    for button in (*stage.viewer.bar.buttons.values(), stage.viewer.before, stage.viewer.after):
        assert button.accessibleName()
        assert "(" not in button.accessibleName()


def test_a_hundred_thousand_photos(fake_library: Make, qtbot: QtBot) -> None:
    stage = Stage(fake_library(100_000), qtbot)
    stage.open(50_000)
    assert isinstance(stage.viewer._sources, array)
    stage.press(Key.Key_Right)
    assert stage.viewer.bar.place.text() == "50,002 of 100,000"


def test_closing_the_window_ends_everything(stage: Stage, gate: threading.Event) -> None:
    stage.library.hooks["picture"] = lambda *_: gate.wait(5)
    stage.viewer.open(stage.library.ids, 0)
    stage.qtbot.waitUntil(lambda: "picture" in stage.library.calls)
    gate.set()
    stage.window.close()
    assert stage.runner.shutdown(5)
    assert stage.runner.busy() == []
