"""Every control of every page can be found, named and reached."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from photosim.core.photo import PhotoId
from photosim.library import Library
from photosim.ui.crash_dialog import CrashDialog
from photosim.ui.main_window import MainWindow
from photosim.ui.settings_page import SettingsPage
from photosim.ui.tab_order import stops
from tests.gui.accessibility import controls, name_of, problems

Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]


def first(window: MainWindow) -> PhotoId:
    return PhotoId(window.library.photo_ids()[0])


def go_nowhere(window: MainWindow) -> None:
    """The library, as it opens."""


def select(window: MainWindow) -> None:
    window.pages.photo_grid.select_photos([first(window)])


def open_first(window: MainWindow) -> None:
    window.pages.open_photo(first(window))


def search(window: MainWindow) -> None:
    window.pages.find_photos("cat")


def search_in_vain(window: MainWindow) -> None:
    window.pages.find_photos("helicopter zebra")


def action(name: str) -> Callable[[MainWindow], None]:
    return lambda window: do(window, name)


def do(window: MainWindow, name: str) -> None:
    """What needs a selection can be used a moment after it."""
    command = window.commands.get(name)
    for _ in range(200):
        if command.isEnabled():
            break
        QTest.qWait(10)
    assert command.isEnabled()
    command.trigger()


def select_several(window: MainWindow) -> None:
    window.pages.photo_grid.select_photos([PhotoId(number) for number in window.library.photo_ids()[:3]])


def filter_by_tag(window: MainWindow) -> None:
    window.sidebar.choose((window.library.label("cat").key,))


def hide_first(window: MainWindow) -> None:
    select(window)
    do(window, "hide")


def ask_for_trash(window: MainWindow) -> None:
    select_several(window)
    do(window, "trash")


def compare_two(window: MainWindow) -> None:
    window.pages.photo_grid.select_photos([PhotoId(number) for number in window.library.photo_ids()[:2]])
    do(window, "compare")


def view_large(window: MainWindow) -> None:
    select(window)
    do(window, "viewer")


PAGES: dict[str, Callable[[MainWindow], None]] = {
    "library": go_nowhere,
    "selected": select,
    "look-alikes": open_first,
    "search": search,
    "nothing found": search_in_vain,
    "settings": action("settings"),
    "models": action("models"),
    "skipped": action("skipped"),
    "duplicates": action("duplicates"),
    "several selected": select_several,
    "filter": filter_by_tag,
    "hidden, with undo": hide_first,
    "trash asks": ask_for_trash,
    "compare": compare_two,
    "viewer": view_large,
}


@pytest.mark.parametrize("page", PAGES)
def test_every_control_is_named_and_reached(
    library: Library, open_window: Open, settle: Settle, page: str, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    settle(window)
    PAGES[page](window)
    settle(window)
    assert len(list(controls(window))) > 5
    assert problems(window) == []
    # Tab goes through all of them and comes round; Shift goes the way back.
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    chain = walk(window, qtbot)
    assert len(chain) > 5
    assert [name_of(widget) for widget in walk(window, qtbot, Qt.KeyboardModifier.ShiftModifier)] == [
        name_of(widget) for widget in [chain[-1], *chain[-2::-1]]
    ]


def walk(window: MainWindow, qtbot: QtBot, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> list[QWidget]:
    """What has the keyboard at each Tab until one comes again; back where it was then."""
    reached: list[QWidget] = []
    for _ in range(60):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab, held)
        widget = QApplication.focusWidget()
        assert widget is not None
        if widget in reached:
            assert widget is reached[0], "the keyboard comes back to where it was"
            return reached
        reached.append(widget)
    pytest.fail("Tab never comes round")


def test_tab_goes_as_people_read(library: Library, open_window: Open, settle: Settle, qtbot: QtBot) -> None:
    """Also through what has come with the page, long after the window was made."""
    window = open_window(library, index=False)
    settle(window)
    window.pages.open_photo(first(window))
    settle(window)
    window.activateWindow()
    window.search.setFocus()
    qtbot.waitUntil(window.search.hasFocus)
    names = [name_of(widget) for widget in [window.search, *walk(window, qtbot)]]
    wanted = [
        "Search",
        "Focus",
        "Size of the thumbnails",
        "Folders, tags and searches",
        "How alike photos must be",
        "Sort the answer",
        "Look-alikes",
        "Preview",
        "Details",
        "1 cannot be read",
    ]
    assert [name for name in names if name in wanted][: len(wanted)] == wanted
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:  # the window turns round, the order stays
        qtbot.waitUntil(lambda: [name for name in map(name_of, stops(window)) if name in wanted] == wanted)
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_tab_brings_what_it_reaches_into_view(
    library: Library, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    settle(window)
    window.resize(800, 400)
    window.commands.get("settings").trigger()
    settle(window)
    page = window.findChild(SettingsPage)
    assert page is not None
    window.activateWindow()
    window.search.setFocus()
    qtbot.waitUntil(window.search.hasFocus)
    reached = 0
    for _ in range(40):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        assert widget is not None
        if page.isAncestorOf(widget):
            assert not widget.visibleRegion().isEmpty(), name_of(widget)
            reached += 1
    assert reached > 15


def test_modes_of_comparing_are_reached_by_arrows(
    library: Library, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    settle(window)
    compare_two(window)
    settle(window)
    sides, flip = (button_called(window, name) for name in ("Side by side", "Flip"))
    sides.setFocus()
    qtbot.keyClick(sides, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is flip
    qtbot.keyClick(flip, Qt.Key.Key_Space)
    assert flip.isChecked()


def button_called(window: MainWindow, name: str) -> QToolButton:
    [found] = [button for button in window.findChildren(QToolButton) if button.isVisible() and name_of(button) == name]
    return found


@pytest.mark.parametrize("name", ["shortcuts", "about"])
def test_boxes_are_named_and_reached(library: Library, open_window: Open, settle: Settle, name: str) -> None:
    window = open_window(library, index=False)
    settle(window)
    window.commands.get(name).trigger()
    settle(window)
    [box] = [box for box in window.findChildren(QDialog) if box.isVisible()]
    assert list(controls(box))
    assert problems(box) == []
    assert box.windowTitle()
    box.close()


def test_photos_are_read_out(library: Library, open_window: Open, settle: Settle) -> None:
    window = open_window(library, index=False)
    settle(window)
    texts = [
        window.pages.photos.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(window.pages.photos.rowCount())
    ]
    assert any("chelsea" in str(text) for text in texts)
    assert all(str(text).strip() for text in texts)


def test_crash_report_is_named_and_reached(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = CrashDialog("Traceback: it happened", tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert problems(dialog) == []
    dialog.copy.click()
    assert QApplication.clipboard().text() == "Traceback: it happened"


# -- the walk itself notices


def walked(qtbot: QtBot, *widgets: QWidget) -> list[str]:
    window = QWidget()
    layout = QVBoxLayout(window)
    for widget in widgets:
        layout.addWidget(widget)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return problems(window)


def test_nameless_control_is_noticed(qtbot: QtBot) -> None:
    assert any("no name" in line for line in walked(qtbot, QToolButton()))
    assert any("no name" in line for line in walked(qtbot, QLineEdit()))
    assert walked(qtbot, QPushButton("Go")) == []


def test_unreachable_control_is_noticed(qtbot: QtBot) -> None:
    button = QPushButton("Go")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    assert any("not to be reached" in line for line in walked(qtbot, button))
    other = QPushButton("&Go")
    other.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    assert walked(qtbot, other) == []


def test_two_controls_of_one_name_are_noticed(qtbot: QtBot) -> None:
    assert any("called 'Go'" in line for line in walked(qtbot, QPushButton("Go"), QPushButton("Go")))
    assert name_of(QPushButton("Stay")) == "Stay"
