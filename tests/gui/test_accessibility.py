"""Every control of every page can be found, named and reached."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
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
from tests.gui.accessibility import controls, name_of, problems, tab_chain

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
    return lambda window: window.commands.get(name).trigger()


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
}


@pytest.mark.parametrize("page", PAGES)
def test_every_control_is_named_and_reached(library: Library, open_window: Open, settle: Settle, page: str) -> None:
    window = open_window(library, index=False)
    settle(window)
    PAGES[page](window)
    settle(window)
    assert len(list(controls(window))) > 5
    assert problems(window) == []


@pytest.mark.parametrize("page", PAGES)
def test_tab_goes_through_every_page_and_comes_round(
    library: Library, open_window: Open, settle: Settle, page: str, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    settle(window)
    PAGES[page](window)
    settle(window)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    reached, widget = set(), QApplication.focusWidget()
    for _ in range(len(tab_chain(window)) + 5):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        if widget is None or widget in reached:
            break
        reached.add(widget)
    assert widget in reached, "the keyboard comes back to where it was"
    assert len(reached) > 5


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
