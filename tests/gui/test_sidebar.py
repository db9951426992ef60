"""The sidebar: counting tags in the background, filtering the library by them."""

import threading
from array import array
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from photosim import settings
from photosim.errors import LibraryError
from photosim.library.reports import Label
from photosim.library.views import ALL
from photosim.settings import Settings
from photosim.ui.main_window import MainWindow
from photosim.ui.side_lines import ALBUMS, Section
from photosim.ui.side_tree import SideRole
from tests.gui.doing import click
from tests.gui.fake_tags import ALBUM

Make = Callable[..., Any]  # a FakeLibrary, which stands for a Library
Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]
DOG, CAT, ANIMAL = "group:dog", "group:cat", "group:animal"


@pytest.fixture
def library(fake_library: Make) -> Any:
    return fake_library(820)


@pytest.fixture
def window(library: Any, open_window: Open, settle: Settle) -> MainWindow:
    made = open_window(library, index=False)
    settle(made)
    return made


def line(window: MainWindow, key: str) -> QModelIndex:
    index = window.sidebar.model.index_of(Section.TAGS, key)
    assert index.isValid(), key
    return index


def count(window: MainWindow, key: str) -> int:
    return int(line(window, key).data(SideRole.COUNT))


def press(qtbot: QtBot, window: MainWindow, key: str) -> None:
    """Click on the name of a line."""
    view, index = window.sidebar.view, line(window, key)
    view.expand(index.parent())
    view.scrollTo(index)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())


def test_tree_shows_counts_after_the_photos(window: MainWindow, library: Any) -> None:
    assert window.sidebar.isVisible()
    assert count(window, DOG) == sum(bool(library._has(DOG)[i]) for i in range(820))
    assert count(window, ALBUM.key) == 82
    assert line(window, DOG).parent() == line(window, ANIMAL)
    assert line(window, ALBUM.key).parent() == line(window, ALBUMS)
    assert library.calls.index("listing") < library.calls.index("tag_counts")
    assert threading.get_ident() not in library.threads


def test_nothing_is_counted_before_the_first_photos_are_listed(library: Any, open_window: Open, settle: Settle) -> None:
    seen: list[int] = []
    window = open_window(library, index=False)
    for name in ("labels", "tag_counts", "tagging_off"):
        library.hooks[name] = lambda *_: seen.append(window.pages.photos.rowCount())
    settle(window)
    assert seen
    assert set(seen) == {820}


def test_checked_tags_filter_the_library(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    press(qtbot, window, DOG)
    settle(window)
    expected = library.tagged([DOG]).tolist()
    assert window.pages.photos.ids.tolist() == expected
    assert window.pages.header.note == f"{len(expected)} photos"
    assert window.pages.header.parts == ["dog"]
    assert window.sidebar.clear.isVisible()
    assert count(window, ALBUM.key) == len(library.tagged([DOG, ALBUM.key]))
    assert not window.sidebar.model.index_of(Section.TAGS, CAT).isValid()  # no photo of a dog shows a cat

    press(qtbot, window, ALBUM.key)
    settle(window)
    both = library.tagged([DOG, ALBUM.key]).tolist()
    assert window.pages.photos.ids.tolist() == both
    assert window.pages.header.parts == ["dog", "Grandma's garden"]
    press(qtbot, window, DOG)
    settle(window)
    assert window.pages.photos.ids.tolist() == library.tagged([ALBUM.key]).tolist()


@pytest.mark.parametrize("how", ["header", "sidebar", "back"])
def test_filter_is_cleared(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot, how: str) -> None:
    press(qtbot, window, DOG)
    settle(window)
    if how == "back":
        window.commands.get("back").trigger()
    else:
        button = window.pages.header.chips.buttons[0] if how == "header" else window.sidebar.clear
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(window)
    assert window.pages.photos.ids.tolist() == library.ids.tolist()
    assert window.pages.header.note == "820 photos"
    assert window.pages.header.parts == []
    assert not window.sidebar.clear.isVisible()
    assert window.sidebar.filter.tags == ()
    assert count(window, CAT) > 0


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_keyboard_checks_a_line(window: MainWindow, settle: Settle, qtbot: QtBot, key: Qt.Key) -> None:
    view = window.sidebar.view
    view.expand(line(window, ANIMAL))
    view.setCurrentIndex(line(window, DOG))
    qtbot.keyClick(view, key)
    settle(window)
    assert DOG in window.sidebar.filter.tags
    qtbot.keyClick(view, key)
    settle(window)
    assert len(window.sidebar.filter.tags) == 0


def test_what_is_open_stays_open_and_comes_back_open(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    view = window.sidebar.view
    view.expand(line(window, ANIMAL))
    view.expand(line(window, DOG))
    view.expand(line(window, CAT))
    window.sidebar.model.modelReset.connect(lambda: pytest.fail("a reset closes what is open"))
    press(qtbot, window, DOG)
    settle(window)
    assert view.isExpanded(line(window, ANIMAL))
    assert view.isExpanded(line(window, DOG))
    window.sidebar.clear_filter()
    settle(window)
    assert view.isExpanded(line(window, CAT))  # it was gone in between
    assert view.isExpanded(line(window, ALBUMS))
    view.collapse(line(window, CAT))
    window.sidebar.refresh()
    settle(window)
    assert not view.isExpanded(line(window, CAT))


def test_selected_photo_stays_selected_if_the_filter_lets_it_through(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    kept = library.tagged([DOG])[1]
    click(qtbot, window.pages.photo_grid, kept)
    settle(window)
    press(qtbot, window, DOG)
    settle(window)
    assert window.pages.photos.id_at(window.pages.photo_grid.currentIndex().row()) == kept
    assert window.panel.inside.preview.isVisible()
    window.sidebar.clear_filter()
    settle(window)
    assert window.pages.photos.id_at(window.pages.photo_grid.currentIndex().row()) == kept
    window.sidebar.choose((CAT,))
    settle(window)
    assert not window.pages.photo_grid.currentIndex().isValid()
    assert not window.panel.inside.preview.isVisible()


def test_filter_holds_for_answers_and_goes_back_with_its_page(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    window.pages.open_photo(3)
    settle(window)
    press(qtbot, window, DOG)
    settle(window)
    assert window.pages.header.title.startswith("Look-alikes of")
    assert set(window.pages.matches.ids.tolist()) <= set(library.tagged([DOG]).tolist())
    window.commands.get("back").trigger()
    settle(window)
    assert window.pages.header.title.startswith("Look-alikes of")
    assert window.sidebar.filter == ALL
    assert not window.sidebar.clear.isVisible()


def test_filter_that_no_photo_passes_any_more_says_so(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    press(qtbot, window, DOG)
    settle(window)
    library.made = tuple(
        Label(label.key, label.name, label.kind, None, "") if label.kind == "class" else label for label in library.made
    )
    window.sidebar.refresh()
    settle(window)
    assert window.pages.empty.title == "No such photos"
    assert window.pages.empty.text == "No photo shows dog."
    assert window.pages.header.isVisible()
    assert not window.pages.bare
    window.pages.empty.buttons[0].click()
    settle(window)
    assert window.pages.photos.rowCount() == 820


def test_label_that_is_forgotten_leaves_the_filter(window: MainWindow, library: Any, settle: Settle) -> None:
    window.sidebar.choose((ALBUM.key, DOG))
    settle(window)
    library.made = tuple(label for label in library.made if label is not ALBUM)
    window.sidebar.refresh()
    settle(window)
    assert window.sidebar.filter.tags == (DOG,)
    assert window.pages.photos.ids.tolist() == library.tagged([DOG]).tolist()
    assert window.pages.header.parts == ["dog"]


def test_photos_that_come_in_are_counted_and_filtered(
    library: Any, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    settle(window)
    window.sidebar.choose((DOG,))
    settle(window)
    before = window.pages.photos.rowCount()
    library.to_find = 3000
    window.indexing.resume()
    qtbot.waitUntil(lambda: not window.indexing.state.running)
    settle(window)
    assert len(library.ids) == 3820
    assert window.pages.photos.ids.tolist() == library.tagged([DOG]).tolist()
    assert window.pages.photos.rowCount() > before
    assert count(window, DOG) == window.pages.photos.rowCount()
    window.sidebar.clear_filter()
    settle(window)
    assert window.pages.photos.ids.tolist() == library.ids.tolist()


def test_new_counts_are_painted(window: MainWindow, library: Any, settle: Settle) -> None:
    before = window.sidebar.view.grab().toImage()
    window.sidebar.refresh()
    settle(window)
    assert window.sidebar.view.grab().toImage() == before
    painted: list[object] = []
    window.sidebar.model.layoutChanged.connect(lambda: pytest.fail("only counts have changed"))
    window.sidebar.model.repaint_wanted.connect(lambda: painted.append(1))
    library.ids = array("q", range(1, 1641))
    window.sidebar.refresh()
    settle(window)
    assert painted
    assert count(window, ALBUM.key) == 164
    assert window.sidebar.view.grab().toImage() != before


def test_many_news_make_few_counts(window: MainWindow, library: Any, settle: Settle) -> None:
    before = library.calls.count("tag_counts")
    for _ in range(200):
        window.sidebar.refresh()
    settle(window)
    assert library.calls.count("tag_counts") == before + 1


def test_slow_count_is_not_replaced_by_news(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    gate = threading.Event()
    library.hooks["tag_counts"] = lambda _chosen: gate.wait(5)
    before = library.calls.count("tag_counts")
    window.sidebar.refresh()
    qtbot.waitUntil(lambda: library.calls.count("tag_counts") == before + 1)
    answers: list[object] = []
    window.sidebar.told.connect(answers.append)
    for _ in range(5):
        window.sidebar.refresh()
        qtbot.wait(30)
    gate.set()
    settle(window)
    assert len(answers) == 2  # the slow one and one for all the news
    assert library.calls.count("tag_counts") == before + 2


def test_quick_choices_are_answered_once(window: MainWindow, library: Any, settle: Settle, qtbot: QtBot) -> None:
    gate = threading.Event()
    library.hooks["tag_counts"] = lambda _chosen: gate.wait(5)
    shown: list[int] = []
    window.pages.photos.modelReset.connect(lambda: shown.append(window.pages.photos.rowCount()))
    for keys in ((DOG,), (CAT,), (DOG, ALBUM.key)):
        window.sidebar.choose(keys)
    gate.set()
    settle(window)
    assert shown == [len(library.tagged([DOG, ALBUM.key]))]


def test_failing_count_is_told_and_the_filter_stays(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    def fail(_chosen: object) -> None:
        message = "the catalogue is locked"
        raise LibraryError(message)

    library.hooks["tag_counts"] = fail
    press(qtbot, window, DOG)
    settle(window)
    assert window.messages.text == "The catalogue is locked."
    assert window.pages.photos.rowCount() == len(library.tagged([DOG]))
    window.messages._card.close_button.click()
    window.sidebar.refresh()
    settle(window)
    assert window.messages.text == ""  # told once
    del library.hooks["tag_counts"]
    window.sidebar.refresh()
    settle(window)
    assert not window.sidebar.model.index_of(Section.TAGS, CAT).isValid()


def test_sidebar_is_hidden_while_there_is_nothing_in_it(fake_library: Make, open_window: Open, settle: Settle) -> None:
    library = fake_library(0)
    window = open_window(library, index=False)
    settle(window)
    assert not window.sidebar.isVisible()
    assert not window.commands.get("sidebar").isEnabled()
    assert "No photos yet" in window.commands.get("sidebar").toolTip()
    library.to_find, library.chosen = 20, [library.chosen_at]
    window.indexing.resume()
    settle(window)
    assert window.sidebar.isVisible()
    assert window.commands.get("sidebar").isEnabled()


def test_sidebar_is_closed_and_opened_and_both_are_remembered(
    library: Any, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    file = settings.settings_file(library.paths.config)
    first = open_window(library, index=False)
    settle(first)
    panel = first.panel.width()
    sizes = first.panes.sizes()
    first.panes.setSizes([sizes[0] - 30, sizes[1] + 30, sizes[2]])
    width = first.sidebar.width()
    first.commands.get("sidebar").trigger()
    assert not first.sidebar.isVisible()
    assert first.panel.width() == panel
    first.close()
    kept = settings.load(file)
    assert (kept.sidebar, kept.sidebar_hidden, len(kept.splitter)) == (width, True, 2)

    second = open_window(library, index=False)
    settle(second)
    assert not second.sidebar.isVisible()
    second.commands.get("sidebar").trigger()
    assert second.sidebar.isVisible()
    assert second.sidebar.width() == width
    second.close()
    assert not settings.load(file).sidebar_hidden

    third = open_window(library, index=False)
    assert third.sidebar.isVisible()  # at once: the photos need not move aside when the counts come
    settle(third)
    assert third.sidebar.width() == width


def test_settings_of_a_window_without_a_sidebar_are_understood(library: Any, open_window: Open, settle: Settle) -> None:
    settings.save(Settings(splitter=(700, 300)), settings.settings_file(library.paths.config))
    window = open_window(library, index=False)
    settle(window)
    assert window.sidebar.isVisible()
    assert window.panel.isVisible()
