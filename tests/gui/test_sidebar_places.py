"""The sidebar: folders, what to tidy up, recent searches, and how they go together with tags."""

import shutil
import time
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from photosim import settings
from photosim.library import Library
from photosim.library.views import ALL, Filter
from photosim.ui import reveal
from photosim.ui.history import Place
from photosim.ui.main_window import MainWindow
from photosim.ui.side_lines import DUPLICATES, HIDDEN, SKIPPED, Section
from photosim.ui.side_menu import build_menu
from photosim.ui.side_tree import SideRole
from photosim.ui.side_view import extra_place

Make = Callable[..., Any]  # a FakeLibrary, which stands for a Library
Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]
DOG = "group:dog"


@pytest.fixture
def library(fake_library: Make) -> Any:
    made = fake_library(820, failed=(5, 9))
    made.homes = ("2023/Italy", "2023/France", "2024")
    made.searches = ("snow", "red car")
    made.hidden = {3, 6}
    return made


@pytest.fixture
def window(library: Any, open_window: Open, settle: Settle) -> MainWindow:
    made = open_window(library, index=False)
    settle(made)
    return made


def folder(library: Any, name: str = "") -> Path:
    return Path(library.chosen_at / name)


def index_of(window: MainWindow, section: Section, key: object = "") -> QModelIndex:
    index = window.sidebar.model.index_of(section, str(key))
    assert index.isValid(), key
    return index


def press(qtbot: QtBot, window: MainWindow, section: Section, key: object, *, at_end: bool = False) -> None:
    """Click on a line, or on the small icon at its end."""
    view, index = window.sidebar.view, index_of(window, section, key)
    view.expand(index.parent())
    view.scrollTo(index)
    rect = view.visualRect(index)
    place = extra_place(rect, view.layoutDirection()).center() if at_end else rect.center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def menu_of(window: MainWindow, section: Section, key: object = "") -> QMenu:
    line = window.sidebar.model.line(index_of(window, section, key))
    assert line is not None
    return build_menu(window.sidebar, section, line)


def choose(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text().startswith(text)).trigger()


# -- folders


def test_folders_are_listed_with_their_photos(window: MainWindow, library: Any) -> None:
    def count(name: str) -> int:
        return int(index_of(window, Section.FOLDERS, folder(library, name)).data(SideRole.COUNT))

    assert count("") == 818
    assert count("2023") == count("2023/Italy") + count("2023/France")
    assert window.sidebar.view.isExpanded(index_of(window, Section.FOLDERS, folder(library)))  # it is the only one


def test_folder_filters_the_library(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    italy = folder(library, "2023/Italy")
    window.sidebar.view.expand(index_of(window, Section.FOLDERS, folder(library, "2023")))
    press(qtbot, window, Section.FOLDERS, italy)
    settle(window)
    expected = library.filtered(Filter(folder=italy)).tolist()
    assert sorted(window.pages.photos.ids.tolist()) == expected
    assert window.sidebar.filter == window.pages.page.filter == Filter(folder=italy)
    assert window.sidebar.clear.isVisible()
    press(qtbot, window, Section.FOLDERS, italy)  # again: all folders
    settle(window)
    assert window.pages.photos.rowCount() == 818
    assert window.sidebar.filter == ALL


def test_folder_and_tags_go_together(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    def dogs() -> int:
        return int(index_of(window, Section.TAGS, DOG).data(SideRole.COUNT))

    everywhere = dogs()
    press(qtbot, window, Section.FOLDERS, folder(library, "2024"))
    settle(window)
    within = Filter(folder=folder(library, "2024"))
    assert dogs() == library.tag_counts((), within)[DOG] < everywhere
    window.sidebar.choose((DOG,))
    settle(window)
    both = Filter((DOG,), folder(library, "2024"))
    assert window.sidebar.filter == both
    assert sorted(window.pages.photos.ids.tolist()) == library.filtered(both).tolist()
    assert set(window.pages.header.parts) == {"dog", "in 2024"}
    window.sidebar.show_only(None)
    settle(window)
    assert dogs() == everywhere


def test_filter_of_a_page_is_shown_without_telling_it_back(window: MainWindow, library: Any, settle: Settle) -> None:
    told: list[object] = []
    window.sidebar.filter_changed.connect(lambda *told_of: told.append(told_of))
    window.pages.set_filter(Filter(folder=folder(library, "2024")))
    settle(window)
    assert window.sidebar.filter == Filter(folder=folder(library, "2024"))
    assert told == []
    window.commands.get("back").trigger()
    settle(window)
    assert window.sidebar.filter == ALL
    assert told == []


def test_folder_that_is_not_there_says_so_and_stays(window: MainWindow, library: Any, settle: Settle) -> None:
    library.offline.add(folder(library))
    window.sidebar.refresh()
    settle(window)
    index = index_of(window, Section.FOLDERS, folder(library))
    assert "not there now" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert not window.sidebar.empty
    menu = menu_of(window, Section.FOLDERS, folder(library))
    off = {action.text() for action in menu.actions() if not action.isEnabled()}
    assert off == {"Open in the file manager"}


def test_menu_of_a_folder(window: MainWindow, library: Any, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []

    def open_file(path: Path) -> bool:
        opened.append(path)
        return False  # there is no file manager

    monkeypatch.setattr(reveal, "open_file", open_file)
    italy = folder(library, "2023/Italy")
    choose(menu_of(window, Section.FOLDERS, italy), "Show only this folder")
    settle(window)
    assert window.sidebar.filter.folder == italy
    menu = menu_of(window, Section.FOLDERS, italy)
    assert next(action for action in menu.actions() if action.isCheckable()).isChecked()
    assert not [action for action in menu.actions() if action.text().startswith("Remove")]  # nobody chose it
    choose(menu, "Open in the file manager")
    assert opened == [italy]
    assert window.messages.text == f"The folder {italy} cannot be opened."
    choose(menu, "Clear filter")
    settle(window)
    assert window.sidebar.filter == ALL
    before = library.calls.count("index")
    choose(menu, "Look for changes")
    settle(window)
    assert library.calls.count("index") == before + 1


def test_folder_is_removed_after_a_question(window: MainWindow, library: Any, settle: Settle) -> None:
    window.sidebar.show_only(folder(library, "2024"))
    settle(window)
    choose(menu_of(window, Section.FOLDERS, folder(library)), "Remove from the library")
    assert "818 photos leave the library; the files stay" in window.messages.text
    assert "remove_folder" not in library.calls
    window.messages._card.action.click()
    settle(window)
    assert library.chosen == []
    assert "has left the library" in window.messages.text
    assert window.pages.photos.rowCount() == 0
    assert window.sidebar.filter == ALL
    assert not window.sidebar.isVisible()
    assert window.pages.empty.title == "Find photos by how they look"


def test_folder_is_removed_between_runs(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    library.to_find = 5000
    window.indexing.resume()
    qtbot.waitUntil(lambda: window.indexing.state.progress is not None)
    running: list[bool] = []
    library.hooks["remove_folder"] = lambda _path: running.append(window.indexing.state.running)
    window.indexing.remove_folder(folder(library))
    settle(window)
    assert running == [False]
    assert library.chosen == []


def test_real_folder_leaves_the_library_and_its_files_stay(
    library_of: Callable[[Path], Library], pictures: Path, tmp_path: Path, open_window: Open, settle: Settle
) -> None:
    kept, leaving = tmp_path / "kept", tmp_path / "leaving"
    for where in (kept, leaving):
        where.mkdir()
    shutil.copy(pictures / "coffee.png", kept)
    shutil.copy(pictures / "rocket.jpg", leaving)
    library = library_of(tmp_path)
    library.index([kept, leaving])
    window = open_window(library, index=False)
    settle(window)
    window.indexing.remove_folder(leaving)
    settle(window)
    assert [status.path for status in library.folders()] == [kept]
    assert window.pages.photos.rowCount() == 1
    assert (leaving / "rocket.jpg").exists()
    assert not window.sidebar.model.index_of(Section.FOLDERS, str(leaving)).isValid()


def test_plus_at_the_heading_adds_a_folder(window: MainWindow, qtbot: QtBot) -> None:
    asked: list[bool] = []
    window.sidebar.folder_add_wanted.disconnect()
    window.sidebar.folder_add_wanted.connect(lambda: asked.append(True))
    press(qtbot, window, Section.FOLDERS, "", at_end=True)
    choose(menu_of(window, Section.FOLDERS), "Add folder")
    assert asked == [True, True]


# -- tidy up


def test_what_to_tidy_up_leads_to_its_page(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    assert index_of(window, Section.TIDY, SKIPPED).data(SideRole.COUNT) == 2
    press(qtbot, window, Section.TIDY, SKIPPED)
    settle(window)
    assert window.pages.page.place is Place.SKIPPED
    wanted: list[Place] = []
    window.sidebar.place_wanted.disconnect()
    window.sidebar.place_wanted.connect(wanted.append)
    press(qtbot, window, Section.TIDY, DUPLICATES)
    assert wanted == [Place.DUPLICATES]
    window.sidebar.show_duplicates(12)
    assert index_of(window, Section.TIDY, DUPLICATES).data(SideRole.COUNT) == 12


def test_hidden_photos_are_a_filter(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    assert index_of(window, Section.TIDY, HIDDEN).data(SideRole.COUNT) == 2
    press(qtbot, window, Section.TIDY, HIDDEN)
    settle(window)
    assert window.sidebar.filter == Filter(hidden=True)
    assert sorted(window.pages.photos.ids.tolist()) == [3, 6]
    press(qtbot, window, Section.TIDY, HIDDEN)
    settle(window)
    assert window.pages.photos.rowCount() == 818


# -- recent searches


def texts(window: MainWindow) -> list[str]:
    return list(window.sidebar.model.lines_of(Section.SEARCHES).places)


def test_search_is_done_again_and_comes_to_the_head(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    assert texts(window) == ["snow", "red car"]
    press(qtbot, window, Section.SEARCHES, "red car")
    settle(window)
    assert library.texts[-1][0] == "red car"
    assert texts(window) == ["red car", "snow"]


def test_new_search_is_remembered(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    window.search.setFocus()
    qtbot.keyClicks(window.search, "beach")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    settle(window)
    assert texts(window) == ["beach", "snow", "red car"]
    assert library.searches == ("beach", "snow", "red car")


@pytest.mark.parametrize("how", ["click", "key", "menu"])
def test_one_search_is_forgotten(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot, how: str) -> None:
    if how == "click":
        press(qtbot, window, Section.SEARCHES, "snow", at_end=True)
    elif how == "key":
        window.sidebar.view.setCurrentIndex(index_of(window, Section.SEARCHES, "snow"))
        qtbot.keyClick(window.sidebar.view, Qt.Key.Key_Delete)
    else:
        choose(menu_of(window, Section.SEARCHES, "snow"), "Forget this search")
    settle(window)
    assert texts(window) == ["red car"]
    assert library.searches == ("red car",)
    assert library.texts == []


def test_all_searches_are_forgotten(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    press(qtbot, window, Section.SEARCHES, "", at_end=True)
    settle(window)
    assert library.searches == ()
    assert not window.sidebar.model.index_of(Section.SEARCHES).isValid()


# -- keyboard, and what is remembered


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_keyboard_does_what_the_mouse_does(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot, key: Qt.Key
) -> None:
    view = window.sidebar.view
    view.setCurrentIndex(index_of(window, Section.FOLDERS, folder(library, "2024")))
    qtbot.keyClick(view, key)
    settle(window)
    assert window.sidebar.filter.folder == folder(library, "2024")
    tidy = index_of(window, Section.TIDY)
    view.setCurrentIndex(tidy)
    qtbot.keyClick(view, key)
    assert not view.isExpanded(tidy)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.isExpanded(tidy)


def test_menu_is_opened_with_the_keyboard_at_the_line(window: MainWindow, library: Any, qtbot: QtBot) -> None:
    view = window.sidebar.view
    index = index_of(window, Section.FOLDERS, folder(library, "2024"))
    view.setCurrentIndex(index)
    asked: list[tuple[str, QPoint]] = []
    view.menu_wanted.disconnect()
    view.menu_wanted.connect(lambda _section, line, place: asked.append((line.name, place)))
    view.customContextMenuRequested.emit(QPoint(-1, -1))
    name, place = asked[0]
    assert name == "2024"
    assert view.visualRect(index).contains(view.viewport().mapFromGlobal(place))


def test_what_is_open_and_closed_is_remembered(library: Any, open_window: Open, settle: Settle, qtbot: QtBot) -> None:
    first = open_window(library, index=False)
    settle(first)
    first.sidebar.view.expand(index_of(first, Section.FOLDERS, folder(library, "2023")))
    first.sidebar.view.collapse(index_of(first, Section.TAGS))
    first.close()
    kept = settings.load(settings.settings_file(library.paths.config))
    assert kept.sidebar_closed == ("tags",)
    assert f"1/{folder(library, '2023')}" in kept.sidebar_open
    second = open_window(library, index=False)
    settle(second)
    view = second.sidebar.view
    assert view.isExpanded(index_of(second, Section.FOLDERS, folder(library, "2023")))
    assert not view.isExpanded(index_of(second, Section.TAGS))
    assert view.isExpanded(index_of(second, Section.TIDY))


def test_counting_many_folders_rests_in_between(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    library.hooks["folder_tree"] = lambda: time.sleep(0.05)
    window.sidebar.refresh()
    settle(window)
    assert window.sidebar._later.interval() >= 500  # ten times what it took


def test_long_names_are_cut_and_told_whole(window: MainWindow, library: Any, settle: Settle) -> None:
    name = "A very long name of a folder with photos of a very long holiday " * 3
    library.homes = (name.strip(),)
    window.sidebar.refresh()
    settle(window)
    index = index_of(window, Section.FOLDERS, folder(library, name.strip()))
    assert name.strip() in index.data(Qt.ItemDataRole.ToolTipRole)
    assert window.sidebar.view.horizontalScrollBar().maximum() == 0
    assert window.sidebar.minimumSizeHint().width() < 224


def test_photos_that_come_in_are_counted_in_their_folders(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    library.ids = array("q", range(1, 901))
    window.sidebar.refresh()
    settle(window)
    assert index_of(window, Section.FOLDERS, folder(library)).data(SideRole.COUNT) == 898
