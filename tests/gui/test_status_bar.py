"""The strip at the bottom, and what it leads to; waiting while the disk is nearly full."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from photosim import settings
from photosim.core.cancel import Progress
from photosim.errors import LibraryError
from photosim.ui import disk_guard
from photosim.ui.indexing import IndexingState
from photosim.ui.main_window import MainWindow
from photosim.ui.status import StatusBar

Make = Callable[..., Any]
Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]
FULL = "The disk with the library has only 312 MB left: /data"


@pytest.fixture
def library(fake_library: Make) -> Any:
    return fake_library(100, failed=(3,))


@pytest.fixture
def window(library: Any, open_window: Open, settle: Settle) -> MainWindow:
    made = open_window(library, index=False)
    settle(made)
    return made


def test_progress_is_told_with_what_failed(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_indexing(IndexingState(running=True, progress=Progress("looking", 4210, 52300, 17, 48.0, 1020.0)))
    assert bar.text == "Looking at photos 4,210 of 52,300 · 48 photos/s · 17 min left"
    assert bar.failed.text() == "17 cannot be read"
    assert not bar.failed.isHidden()
    assert (bar._bar.maximum(), bar._bar.value()) == (52300, 4210)
    assert bar._button.text() == "Pause"


def test_photos_known_to_be_unreadable_are_told_while_indexing(window: MainWindow) -> None:
    bar = window.status
    assert bar.failed.text() == "1 cannot be read"
    bar.show_indexing(IndexingState(running=True, progress=Progress("looking", 5, 9, 0)))
    assert bar.failed.text() == "1 cannot be read"
    bar.show_indexing(IndexingState(running=True, progress=Progress("looking", 7, 9, 2)))
    assert bar.failed.text() == "2 cannot be read"


def test_what_cannot_be_read_is_a_way_to_its_page(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_indexing(IndexingState(running=True, progress=Progress("looking", 1, 9, 1)))
    with qtbot.waitSignal(bar.skipped_wanted):
        qtbot.keyClick(bar.failed, Qt.Key.Key_Space)


# -- speed


def test_speed_is_chosen_applied_and_remembered(
    window: MainWindow, library: Any, open_window: Open, settle: Settle
) -> None:
    assert library.speed_set == "normal"
    assert window.status.speed.isVisible()
    action = next(one for one in window.status.speed.menu().actions() if one.data() == "eco")
    action.trigger()
    assert library.speed_set == "eco"
    assert window.status.speed.text() == "Gentle"
    assert "Gentle" in window.status.speed.accessibleName()
    assert action.isChecked()
    window.close()
    assert settings.load(settings.settings_file(library.paths.config)).speed == "eco"
    library.speed_set = "normal"
    again = open_window(library, index=False)
    assert library.speed_set == "eco"
    assert again.status.speed.text() == "Gentle"


def test_run_goes_on_at_the_new_speed(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    library.to_find = 2000
    window.indexing.resume()
    qtbot.waitUntil(lambda: window.indexing.state.progress is not None)
    runs = library.calls.count("index")
    next(one for one in window.status.speed.menu().actions() if one.data() == "fast").trigger()
    settle(window)
    assert library.calls.count("index") == runs + 1
    assert len(library.ids) == 2100


# -- room on the disk


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_guard, "LOOK_MS", 20)


def test_indexing_waits_while_the_disk_is_nearly_full(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    library.to_find = 5000
    library.disk = FULL
    window.indexing.resume()
    qtbot.waitUntil(lambda: not window.indexing.state.running and bool(window.indexing.state.low_disk))
    settle(window)
    assert len(library.ids) < 5100
    assert window.messages.text == f"{FULL}. Indexing waits until there is room."
    assert window.status.text.startswith("Waiting for room on the disk")
    assert window.status._button.text() == "Try again"
    assert not window.indexing.state.paused  # the user has not paused anything
    library.disk = None
    qtbot.waitUntil(lambda: window.indexing.state.running)
    assert window.messages.text == ""
    settle(window)
    assert len(library.ids) == 5100


def test_trying_again_looks_at_the_disk_again(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    library.to_find = 5000
    library.disk = FULL
    window.indexing.resume()
    qtbot.waitUntil(lambda: not window.indexing.state.running and bool(window.indexing.state.low_disk))
    before = len(library.ids)
    window.status._button.click()
    assert window.indexing.state.running
    qtbot.waitUntil(lambda: not window.indexing.state.running)
    assert window.indexing.state.low_disk == FULL
    assert before <= len(library.ids) < 5100
    window.indexing.pause()
    library.disk = None
    qtbot.waitUntil(lambda: not window.indexing.state.low_disk)
    settle(window)
    assert not window.indexing.state.running  # there is room, and the user has paused


def test_folder_added_while_waiting_is_looked_through_later(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot, tmp_path: Any
) -> None:
    library.to_find = 5000
    library.disk = FULL
    window.indexing.add_folder(tmp_path / "new")
    qtbot.waitUntil(lambda: not window.indexing.state.running and bool(window.indexing.state.low_disk))
    library.disk = None
    settle_when_idle(window, qtbot)
    assert tmp_path / "new" in library.chosen
    assert len(library.ids) == 5100


def settle_when_idle(window: MainWindow, qtbot: QtBot) -> None:
    def idle() -> bool:
        state = window.indexing.state
        return not state.running and not state.low_disk and window.settled

    qtbot.waitUntil(idle, timeout=20_000)


def test_disk_is_looked_at_on_a_worker_and_only_while_something_is_written(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    assert "low_disk" not in library.calls
    library.to_find = 500
    window.indexing.resume()
    settle(window)
    assert "low_disk" in library.calls
    before = library.calls.count("low_disk")
    qtbot.wait(80)
    assert library.calls.count("low_disk") == before


def test_disk_that_cannot_be_looked_at_stops_nothing(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    def fail() -> None:
        message = "no such device"
        raise LibraryError(message)

    library.hooks["low_disk"] = fail
    library.to_find = 500
    window.indexing.resume()
    settle(window)
    assert len(library.ids) == 600
    assert window.messages.text == ""
