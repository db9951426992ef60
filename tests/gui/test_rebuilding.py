"""Another language builds the window anew in place: same library, same pages, same looks."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosim.app import ShownWindow
from photosim.core.photo import PhotoId
from photosim.library import Library
from photosim.ui import language
from photosim.ui.history import Place
from photosim.ui.main_window import MainWindow


@pytest.fixture
def shown(library: Library, qtbot: QtBot) -> Iterator[ShownWindow]:
    made = ShownWindow(library)
    made.window.start(index=False)
    settle(made.window, qtbot)
    yield made
    made.close()
    assert made.finished
    made.window.deleteLater()
    language.apply("en")


def settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.settled, timeout=20_000)


def speak(shown: ShownWindow, code: str, qtbot: QtBot) -> MainWindow:
    """What the page of settings does, and the window that is there then."""
    old = shown.window
    old.state.set(language=code)
    old.state.save(old)
    old.rebuild_wanted.emit()
    qtbot.waitUntil(lambda: shown.window is not old)
    settle(shown.window, qtbot)
    return shown.window


def test_window_is_built_anew_in_the_other_language(shown: ShownWindow, library: Library, qtbot: QtBot) -> None:
    photo = PhotoId(library.photo_ids()[0])
    old = shown.window
    old.pages.open_photo(photo)
    settle(old, qtbot)
    title = old.windowTitle()
    assert title.startswith("Look-alikes of")
    old.commands.get("settings").trigger()
    settle(old, qtbot)
    window = speak(shown, "de", qtbot)
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()]
    assert windows == [window]
    assert QApplication.quitOnLastWindowClosed()
    assert window.windowTitle() == "Einstellungen - photosim"
    assert window.pages.page.place is Place.SETTINGS
    window.pages.back()
    settle(window, qtbot)
    query = window.pages.page.query
    assert query is not None
    assert query.source == photo
    assert window.windowTitle().startswith("Ähnlich wie")
    assert window.pages.matches.rowCount() > 0
    window.pages.back()
    settle(window, qtbot)
    assert window.pages.page.is_library
    assert window.pages.photos.rowCount() == 13


def test_pages_about_other_things_are_left_behind(shown: ShownWindow, qtbot: QtBot) -> None:
    shown.window.commands.get("models").trigger()
    settle(shown.window, qtbot)
    shown.window.commands.get("settings").trigger()
    settle(shown.window, qtbot)
    window = speak(shown, "de", qtbot)
    window.pages.back()
    settle(window, qtbot)
    assert window.pages.page.is_library
    assert not window.pages.history.can_go_back


def test_looks_stay(shown: ShownWindow, qtbot: QtBot) -> None:
    shown.window.resize(760, 640)
    shown.window.tools.slider.setValue(240)
    before = shown.window.geometry()
    window = speak(shown, "de", qtbot)
    assert window.geometry().size() == before.size()
    assert window.pages.photo_grid.cell_size == 240


def test_there_and_back_again(shown: ShownWindow, qtbot: QtBot) -> None:
    speak(shown, "de", qtbot)
    window = speak(shown, "en", qtbot)
    assert window.windowTitle() == "Settings - photosim"
    assert shown.finished
