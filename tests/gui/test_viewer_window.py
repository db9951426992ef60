"""The viewer in its window: opened from the grid and the preview, and back to the photo last shown."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosim.library import Library
from photosim.ui.main_window import MainWindow
from photosim.ui.viewer import Viewer
from tests.gui.doing import click

Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]
Key = Qt.Key


def viewer_of(window: MainWindow) -> Viewer:
    viewer = window.findChild(Viewer)
    assert isinstance(viewer, Viewer)
    return viewer


@pytest.fixture
def window(fake_library: Any, open_window: Open, settle: Settle) -> MainWindow:
    made = open_window(fake_library(60), index=False)
    settle(made)
    return made


def test_space_and_back(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    assert window.findChild(Viewer) is None  # a window opens without
    click(qtbot, window.pages.photo_grid, 7)
    qtbot.keyClick(window.pages.photo_grid, Key.Key_Space)
    settle(window)
    viewer = viewer_of(window)
    assert viewer.current == 7
    assert viewer.geometry() == window.rect()
    row = viewer.row
    for _ in range(3):
        qtbot.keyClick(viewer, Key.Key_Right)
    settle(window)
    last = viewer.current
    assert viewer.row == row + 3
    qtbot.keyClick(viewer, Key.Key_Escape)
    settle(window)
    assert not viewer.isVisible()
    assert window.pages.current_photo() == last
    assert window.pages.photo_grid.hasFocus()
    assert window.pages.page.is_library  # Escape was the viewer's alone


def test_space_shows_the_first_photo_in_view_where_none_is_selected(
    window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    qtbot.keyClick(window.pages.photo_grid, Key.Key_Space)
    settle(window)
    assert viewer_of(window).row == 0


def test_message_stays_in_sight_over_the_viewer(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    window.messages.show_error("The disk is full.")
    click(qtbot, window.pages.photo_grid, 7)
    qtbot.keyClick(window.pages.photo_grid, Key.Key_Space)
    settle(window)
    place = window.messages.geometry().center()
    assert viewer_of(window).geometry().contains(place)
    over = window.childAt(place)
    assert over is not None
    assert window.messages.isAncestorOf(over)


def test_double_click_on_the_preview(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    click(qtbot, window.pages.photo_grid, 9)
    settle(window)
    preview = window.panel.inside.preview
    qtbot.mouseDClick(preview, Qt.MouseButton.LeftButton, pos=preview.rect().center())
    settle(window)
    viewer = viewer_of(window)
    assert viewer.current == 9
    assert len(viewer._sources) == 60
    viewer.close_viewer()
    settle(window)


def test_full_screen_and_look_alikes(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    click(qtbot, window.pages.photo_grid, 9)
    window.commands.get("viewer").trigger()
    settle(window)
    viewer = viewer_of(window)
    qtbot.keyClick(viewer, Key.Key_F)
    assert window.isFullScreen()
    qtbot.keyClick(viewer, Key.Key_L)
    settle(window)
    assert not window.isFullScreen()
    query = window.pages.page.query
    assert query is not None
    assert query.source == 9


def test_real_photos(library: Library, open_window: Open, settle: Settle, qtbot: QtBot) -> None:
    window = open_window(library, index=False)
    settle(window)
    window.commands.get("viewer").trigger()
    settle(window)
    viewer = viewer_of(window)
    reasons = set()
    for _ in range(13):
        view = viewer.canvas.view
        reasons.add(viewer.canvas._words)
        assert (view is None) == bool(viewer.canvas._words)
        qtbot.keyClick(QApplication.focusWidget() or viewer, Key.Key_1)
        settle(window)
        viewer.canvas.fit()
        qtbot.keyClick(viewer, Key.Key_Right)
        settle(window)
    assert len(reasons) == 2  # the broken one, and none
    assert any("broken" not in reason and "truncated" in reason for reason in reasons)
    viewer.close_viewer()
    settle(window)
