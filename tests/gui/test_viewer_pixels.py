"""The viewer: zoom, pan, and the pixels that are fetched for them."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from photosim.ui import viewer_canvas
from tests.gui.stage import Stage

Make = Callable[..., Any]
Key = Qt.Key


@pytest.fixture
def stage(fake_library: Make, qtbot: QtBot) -> Stage:
    return Stage(fake_library(20), qtbot)


def test_zoom_by_keys(stage: Stage) -> None:
    stage.open(0)
    whole = stage.scale()
    stage.press(Key.Key_Plus)
    assert stage.scale() == pytest.approx(whole * 1.25)
    stage.press(Key.Key_Minus)
    assert stage.scale() == pytest.approx(whole)
    stage.press(Key.Key_1)
    assert stage.scale() == 1.0
    assert stage.viewer.bar.zoom.text() == "100 %"
    stage.press(Key.Key_0)
    assert stage.scale() == pytest.approx(whole)


def test_wheel_zooms_where_the_pointer_is(stage: Stage) -> None:
    stage.open(0)
    at = QPointF(300, 500)
    view = stage.viewer.canvas.view
    assert view is not None
    before = view.zoomed(1.0, (300 - 500, 500 - 350))
    stage.viewer.canvas.zoom_to(1.0, at)
    stage.wheel(240, at)
    after = stage.viewer.canvas.view
    assert after is not None
    assert after.scale > 1.5
    assert after.x - 200 / after.scale == pytest.approx(before.x - 200)
    stage.wheel(-2400, at)
    assert stage.viewer.canvas.view == view


def test_double_click_goes_to_pixels_and_back(stage: Stage, qtbot: QtBot) -> None:
    stage.open(0)
    whole = stage.scale()
    for scale in (1.0, whole):
        qtbot.mouseDClick(stage.viewer.canvas, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
        stage.settle()
        assert stage.scale() == pytest.approx(scale)


def test_drag_and_arrows_pan_a_zoomed_photo(stage: Stage, qtbot: QtBot) -> None:
    stage.open(0)
    canvas = stage.viewer.canvas
    stage.press(Key.Key_1)
    before = canvas.view
    assert before is not None
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(500, 300))
    qtbot.mouseMove(canvas, QPoint(460, 320))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(460, 320))
    dragged = canvas.view
    assert dragged is not None
    assert (dragged.x, dragged.y) == (before.x + 40, before.y - 20)
    stage.press(Key.Key_Right)
    assert stage.shown() == 1
    assert canvas.view is not None
    assert canvas.view.x == dragged.x + 80
    stage.press(Key.Key_0)
    stage.press(Key.Key_Right)
    assert stage.shown() == 2


def test_all_pixels_are_fetched_only_when_somebody_zooms_in(stage: Stage) -> None:
    sides: list[int] = []
    stage.library.hooks["picture"] = lambda _image, side: sides.append(side)
    stage.library.hooks["photos"] = lambda _ids: None
    stage.open(0)
    stage.press(Key.Key_0)
    asked = [side for side in sides if side == 0]
    wanted = stage.viewer.canvas.wants_pixels
    stage.press(Key.Key_1)
    assert stage.viewer.canvas.wants_pixels
    assert not wanted
    assert asked == []
    assert sides.count(0) == 1
    assert stage.viewer.canvas.missing_tiles() == []
    assert stage.viewer.canvas.tile_bytes > 0
    stage.press(Key.Key_Plus)
    assert sides.count(0) == 1


def test_tiles_are_bounded(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(viewer_canvas, "TILE_BYTES", 3_000_000)
    stage.open(0)
    stage.press(Key.Key_1)
    for _ in range(6):
        stage.press(Key.Key_Plus)
        assert stage.viewer.canvas.tile_bytes <= 3_000_000


def test_window_of_another_size(stage: Stage) -> None:
    stage.open(0)
    stage.window.resize(640, 480)
    stage.settle()
    assert stage.viewer.size() == stage.window.size()
    view = stage.viewer.canvas.view
    assert view is not None
    assert view.is_whole
    assert view.screen == (640, 480)
