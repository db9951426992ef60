"""The window on the real library: what a person does with it, from the first start to closing it."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from photosim import settings
from photosim.library import Library
from photosim.paths import AppPaths
from photosim.ui.history import Query
from photosim.ui.main_window import MainWindow
from photosim.ui.photo_model import Role, ThumbState
from tests.gui.doing import click, file_mime, names

Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]


def id_of(library: Library, name: str) -> int:
    return next(int(i) for i, photo in library.photos(library.photo_ids().tolist()).items() if photo.path.name == name)


def test_library_shows_its_photos(library: Library, open_window: Open, settle: Settle) -> None:
    window = open_window(library, index=False)
    settle(window)
    model = window.pages.photos
    assert model.ids == library.listing().ids
    states = [model.index(row).data(Role.STATE) for row in range(model.rowCount())]
    assert states.count(ThumbState.READY) == 12
    assert states.count(ThumbState.FAILED) == 1
    assert window.pages.header.title == "Library"
    assert window.pages.header.note == "13 photos"
    assert "13 photos" in window.status.text
    assert window.pages.photo_grid.hasFocus()
    assert not window.pages.photo_grid.currentIndex().isValid()


def test_click_shows_lookalikes_at_the_side(library: Library, open_window: Open, settle: Settle, qtbot: QtBot) -> None:
    window = open_window(library, index=False)
    settle(window)
    cat = id_of(library, "chelsea.png")
    click(qtbot, window.pages.photo_grid, cat)
    settle(window)
    assert names(library, window.panel.inside.model)[0] == "mirrored chelsea.jpg"
    assert window.panel.inside.model.index(0).data(Role.SCORE) > 0.9
    assert cat not in window.panel.inside.model.ids
    assert window.panel.inside._name.text() == "chelsea.png"
    assert window.panel.inside._details.text().startswith("451 \N{MULTIPLICATION SIGN} 300")
    assert abs(window.panel.inside.preview.aspect - 451 / 300) < 0.02
    assert window.pages.history.current.query is None


def test_clicking_an_unreadable_photo_says_why(
    library: Library, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    settle(window)
    click(qtbot, window.pages.photo_grid, id_of(library, "broken.jpg"))
    settle(window)
    assert "broken.jpg" in window.panel.inside._details.text()
    assert window.panel.inside.model.rowCount() == 0
    assert window.messages.text == ""  # nothing shouts about a bad photo


def test_double_click_makes_a_page_and_back_returns(
    library: Library, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    window.tools.slider.setValue(320)  # so that the library scrolls
    settle(window)
    pages = window.pages
    rocket = id_of(library, "rocket.jpg")
    click(qtbot, pages.photo_grid, rocket, twice=True)
    scrolled = pages.photo_grid.verticalOffset()
    settle(window)
    assert pages.header.title == "Look-alikes of rocket.jpg"
    assert pages.grid is pages.match_grid
    assert names(library, pages.matches)[0] == "mirrored rocket.jpg"
    assert window.windowTitle().startswith("Look-alikes of rocket.jpg")

    second = pages.matches.id_at(0)
    pages.match_grid.setFocus()
    pages.match_grid.setCurrentIndex(pages.matches.index(0))
    qtbot.keyClick(pages.match_grid, Qt.Key.Key_Return)
    settle(window)
    assert pages.header.title == "Look-alikes of mirrored rocket.jpg"

    window.tools.back.trigger()
    settle(window)
    assert pages.header.title == "Look-alikes of rocket.jpg"
    assert pages.match_grid.currentIndex().data(Role.PHOTO_ID) == second
    window.tools.back.trigger()
    settle(window)
    assert pages.header.title == "Library"
    assert pages.photo_grid.verticalOffset() == scrolled
    assert pages.photo_grid.currentIndex().data(Role.PHOTO_ID) == rocket
    assert not window.tools.back.isEnabled()
    window.tools.forward.trigger()
    settle(window)
    assert pages.header.title == "Look-alikes of rocket.jpg"


def test_escape_returns_to_the_library(library: Library, open_window: Open, settle: Settle, qtbot: QtBot) -> None:
    window = open_window(library, index=False)
    settle(window)
    window.pages.open_photo(id_of(library, "coffee.png"))
    settle(window)
    window.activateWindow()
    qtbot.keyClick(window.pages.match_grid, Qt.Key.Key_Escape)
    settle(window)
    assert window.pages.header.title == "Library"
    assert window.tools.back.isEnabled()


def test_every_tool_says_its_key(library: Library, open_window: Open, settle: Settle) -> None:
    window = open_window(library, index=False)
    settle(window)
    actions = [action for action in window.tools.actions() if action.shortcuts()]
    assert len(actions) >= 4
    for action in actions:
        native = action.shortcuts()[0].toString(QKeySequence.SequenceFormat.NativeText)
        assert native in action.toolTip()


@pytest.mark.parametrize("width", [800, 1024, 1280])
def test_tool_bar_fits(fake_library: Callable[..., Any], open_window: Open, settle: Settle, width: int) -> None:
    window = open_window(fake_library(30), index=False)
    window.resize(width, 600)
    settle(window)
    assert window.width() == width
    overflow = window.tools.findChild(QToolButton, "qt_toolbar_ext_button")
    assert overflow is not None
    assert not overflow.isVisible()
    assert window.search.width() >= 160
    for box in (window.search, window.focus, window.tools.slider):
        assert box.isVisible()
        assert box.mapTo(window, box.rect().bottomRight()).x() < width


def test_box_on_the_preview_searches_that_part(
    library: Library, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    settle(window)
    click(qtbot, window.pages.photo_grid, id_of(library, "astronaut.png"))
    settle(window)
    whole = window.panel.inside.model.ids.tolist()
    preview = window.panel.inside.preview
    place = preview.place.toRect()
    start, end = place.center(), place.bottomRight() - QPoint(2, 2)
    qtbot.mousePress(preview, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(preview, end)
    qtbot.mouseRelease(preview, Qt.MouseButton.LeftButton, pos=end)
    settle(window)
    assert window.pages.history.current.is_library  # drawing is no search yet: the list at the side follows
    assert window.panel.inside._heading.text() == "Look-alikes of this part"
    assert window.panel.inside.model.rowCount() > 0
    assert window.panel.inside.model.ids.tolist() != whole
    window.panel.inside.as_page.click()
    settle(window)
    query = window.pages.history.current.query
    assert query is not None
    assert query.region is not None
    assert query.region.x == pytest.approx(0.5, abs=0.03)
    assert query.region.width == pytest.approx(0.5, abs=0.05)
    assert "a part of astronaut.png" in window.pages.header.title
    assert window.pages.matches.rowCount() > 0
    # A slip of the pointer is no search.
    pages = len(window.pages.history._pages)
    qtbot.mouseClick(preview, Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(2, 2))
    settle(window)
    assert len(window.pages.history._pages) == pages


# -- dropping and pasting


def test_first_start_then_folder_then_photos(
    pictures: Path, tmp_path: Path, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    with Library.open(paths=AppPaths.below(tmp_path / "new")) as library:
        window = open_window(library)
        settle(window)
        assert window.pages.empty.isVisible()
        assert window.pages.empty.title == "Find photos by how they look"
        assert not window.panel.isVisible()
        window.indexing.add_folder(pictures)
        qtbot.waitUntil(lambda: window.pages.photos.rowCount() == 13, timeout=20_000)
        qtbot.waitUntil(lambda: not window.indexing.state.running, timeout=20_000)
        settle(window)
        assert window.pages.photo_grid.isVisible()
        assert window.panel.isVisible()
        assert library.status().indexed == 12
        assert window.status.failed.text() == "1 cannot be read"
        window.close()


def test_folder_without_photos_says_so(tmp_path: Path, open_window: Open, settle: Settle, qtbot: QtBot) -> None:
    (tmp_path / "empty").mkdir()
    with Library.open(paths=AppPaths.below(tmp_path / "new")) as library:
        window = open_window(library, folder=tmp_path / "empty")
        qtbot.waitUntil(lambda: window.pages.empty.title == "No photos here yet", timeout=20_000)
        settle(window)
        window.close()


def test_missing_folder_is_told_in_the_message_bar(
    tmp_path: Path, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    with Library.open(paths=AppPaths.below(tmp_path / "new")) as library:
        window = open_window(library, folder=tmp_path / "gone")
        qtbot.waitUntil(lambda: "gone" in window.messages.text, timeout=20_000)
        settle(window)
        window.close()


def test_rescan_at_start_finds_new_and_vanished_photos(
    library: Library, indexed_base: Path, tmp_path: Path, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    for name in ("rocket.jpg", "coffee.png"):
        shutil.copy(indexed_base / "Pictures" / name, folder)
    library.index([folder])
    assert len(library.photo_ids()) == 15
    (folder / "coffee.png").unlink()
    shutil.copy(indexed_base / "Pictures" / "camera.png", folder)
    window = open_window(library)
    qtbot.waitUntil(lambda: library.status().missing == 1 and not window.indexing.state.running, timeout=20_000)
    settle(window)
    shown = sorted(names(library, window.pages.photos))
    assert shown.count("coffee.png") == 1
    assert shown.count("camera.png") == 2
    assert window.pages.header.note == "15 photos"


def make_photos(folder: Path, source: Path, count: int) -> None:
    """That many different large photos, so that looking at them takes a while."""
    folder.mkdir()
    image = QImage(str(source)).scaled(2400, 1600)
    for number in range(count):
        image.setPixelColor(number, 0, Qt.GlobalColor.red)
        assert image.save(str(folder / f"photo {number:03}.jpg"), quality=90)


def test_closing_while_indexing_is_quick_and_loses_nothing(
    pictures: Path, tmp_path: Path, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    make_photos(tmp_path / "many", pictures / "rocket.jpg", 120)
    with Library.open(paths=AppPaths.below(tmp_path / "new")) as library:
        window = open_window(library, folder=tmp_path / "many")
        qtbot.waitUntil(
            lambda: (
                window.indexing.state.progress is not None
                and window.indexing.state.progress.done > 5
                and window.indexing.state.progress.phase == "looking"
            ),
            timeout=20_000,
        )
        window.close()
        assert window.finished  # within the limit of the quit protocol
        status = library.status()
        assert status.pending > 0
    with Library.open(paths=AppPaths.below(tmp_path / "new")) as library:
        report = library.index()
        assert report.added + report.unchanged == 120
        assert library.status().indexed == 120


def test_pause_is_remembered_and_resume_goes_on(
    pictures: Path, tmp_path: Path, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    make_photos(tmp_path / "many", pictures / "rocket.jpg", 100)
    with Library.open(paths=AppPaths.below(tmp_path / "new")) as library:
        window = open_window(library, folder=tmp_path / "many")
        qtbot.waitUntil(
            lambda: window.indexing.state.progress is not None and window.indexing.state.progress.phase == "looking",
            timeout=20_000,
        )
        assert window.status._button.text() == "Pause"
        window.status._button.click()
        qtbot.waitUntil(lambda: not window.indexing.state.running, timeout=20_000)
        settle(window)
        assert window.pages.photos.rowCount() == 100  # all are shown, though not all were looked at
        assert library.status().pending > 0
        assert window.status.text.startswith("Paused")
        window.close()
        assert settings.load(settings.settings_file(library.paths.config)).paused

        again = open_window(library)
        settle(again)
        assert not again.indexing.state.running
        assert again.status.text == f"Paused \N{MIDDLE DOT} {library.status().pending} photos still to look at"
        again.status._button.click()
        qtbot.waitUntil(lambda: library.status().pending == 0, timeout=60_000)
        qtbot.waitUntil(lambda: not again.indexing.state.running, timeout=20_000)
        settle(again)
        again.close()
        assert not settings.load(settings.settings_file(library.paths.config)).paused


def test_geometry_and_size_are_remembered(library: Library, open_window: Open, settle: Settle) -> None:
    first = open_window(library, index=False)
    settle(first)
    first.resize(780, 560)  # not larger than the screen there is offscreen
    first.tools.slider.setValue(230)
    first.close()
    second = MainWindow(library)
    second.deleteLater()
    assert (second.width(), second.height()) == (780, 560)
    assert second.pages.photo_grid.cell_size == 230
    assert second.close()


def test_gui_thread_touches_no_file_and_no_catalogue(
    library: Library,
    pictures: Path,
    open_window: Open,
    settle: Settle,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    used: set[tuple[str, int]] = set()
    names_used = {
        *("newest_id", "photos", "thumbnail", "picture", "similar", "status", "coverage", "index"),
        *("tagging_off", "tags", "labels", "label", "tag_counts", "listing", "suggest", "find_photos"),
    }
    for name in (*names_used, "folders"):
        real = getattr(Library, name)

        def spy(self: Library, *args: object, _name: str = name, _real: Any = real, **kwargs: object) -> object:
            used.add((_name, threading.get_ident()))
            return _real(self, *args, **kwargs)

        monkeypatch.setattr(Library, name, spy)
    window = open_window(library)
    qtbot.waitUntil(lambda: any(name == "index" for name, _ in used), timeout=20_000)
    settle(window)
    window.pages.open_photo(int(window.pages.photos.ids[0]))
    window.pages.open_query(Query(pictures / "rocket.jpg", "rocket.jpg"))
    window.pages.match_grid.setCurrentIndex(window.pages.matches.index(0))
    settle(window)
    click(qtbot, window.pages.match_grid, int(window.pages.matches.ids[0]))
    window.take(file_mime(pictures))
    window.tools.back.trigger()
    settle(window)
    window.focus.look_up("dog")
    settle(window)
    window.search.setFocus()
    qtbot.keyClicks(window.search, "cat")
    settle(window)
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    settle(window)
    window.sidebar.choose(("group:animal",))
    settle(window)
    assert {name for name, _ in used} - {"folders"} == names_used
    assert [name for name, thread in used if thread == threading.get_ident()] == []


def test_query_before_anything_was_looked_at_fills_later(
    pictures: Path, tmp_path: Path, open_window: Open, settle: Settle, qtbot: QtBot
) -> None:
    with Library.open(paths=AppPaths.below(tmp_path / "new")) as library:
        window = open_window(library, query=Query(pictures / "chelsea.png", "chelsea.png"))
        settle(window)
        assert window.pages.empty.title == "No look-alikes yet"
        assert window.messages.text == ""
        window.indexing.add_folder(pictures)
        qtbot.waitUntil(lambda: window.pages.matches.rowCount() == 11, timeout=20_000)
        qtbot.waitUntil(lambda: not window.indexing.state.running, timeout=20_000)
        settle(window)
        assert names(library, window.pages.matches)[0] == "mirrored chelsea.jpg"
        window.close()


def test_closed_window_leaves_nothing_behind(library: Library, qtbot: QtBot, settle: Settle) -> None:
    """Another language makes another window; what has no parent would stay and be styled for ever."""
    before = set(QApplication.topLevelWidgets())
    window = MainWindow(library, remember=False)
    window.show()
    window.start(index=False)
    settle(window)
    window.close()
    window.deleteLater()
    qtbot.waitUntil(lambda: not isValid(window))
    assert {type(widget).__name__ for widget in set(QApplication.topLevelWidgets()) - before} == set()
