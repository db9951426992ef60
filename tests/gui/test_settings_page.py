"""The page of settings on a real library: everything is applied at once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from photosim import settings as settings_module
from photosim.errors import LibraryError
from photosim.library import Library
from photosim.settings import Settings
from photosim.ui import language, theme
from photosim.ui.history import Place
from photosim.ui.jobs import JobRunner
from photosim.ui.main_window import MainWindow
from photosim.ui.settings_page import SettingsPage
from photosim.ui.settings_rows import FolderRow

Page = Callable[..., SettingsPage]


@pytest.fixture
def page(library: Library, qtbot: QtBot) -> Page:
    """Shows the page and waits until it is filled."""

    def make(width: int = 900, height: int = 1600) -> SettingsPage:
        runner = JobRunner()
        made = SettingsPage(library, runner, Settings())
        qtbot.addWidget(made)
        runner.setParent(made)
        made.resize(width, height)
        with qtbot.waitExposed(made):
            made.show()
        qtbot.waitUntil(lambda: not made.busy)
        return made

    return make


def done(qtbot: QtBot, page: SettingsPage) -> None:
    qtbot.waitUntil(lambda: not page.busy)


def choose(box: QWidget, value: str) -> None:
    """As a click in the list of a box does."""
    row = box.findData(value)  # type: ignore[attr-defined]
    assert row >= 0, value
    box.setCurrentIndex(row)  # type: ignore[attr-defined]
    box.activated.emit(row)  # type: ignore[attr-defined]


def folder_row(page: SettingsPage, at: int = 0) -> FolderRow:
    row = page.folders.rows[at]
    assert isinstance(row, FolderRow)
    return row


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_page_tells_how_things_are(page: Page, pictures: Path) -> None:
    shown = page()
    assert "13 photos" in texts(folder_row(shown))
    assert str(pictures) in texts(folder_row(shown)) or "~" in texts(folder_row(shown))
    assert shown.excludes.isHidden()
    assert "EfficientNet" in shown.model.text()
    assert shown.provider.findData("cpu") > 0
    assert shown.provider_note.text().startswith("Now: CPU")
    assert not shown.forget.isEnabled()
    assert shown.speed.buttons["normal"].isChecked()


def test_folder_is_removed_after_asking(page: Page, library: Library, pictures: Path, qtbot: QtBot) -> None:
    shown = page()
    row = folder_row(shown)
    row.row.remove.click()
    assert row.sure.isVisible()
    assert "Its 13 photos leave the library" in texts(row)
    shown.refresh()  # as after every run of indexing
    done(qtbot, shown)
    assert folder_row(shown) is row
    assert row.sure.isVisible()
    row.keep.click()
    assert not row.sure.isVisible()
    row.row.remove.click()
    with qtbot.waitSignal(shown.folder_removed) as told:
        row.sure.click()
    assert told.args == [pictures]
    library.remove_folder(pictures)  # what the window does then
    shown.refresh()
    done(qtbot, shown)
    assert shown.folders.rows == []


def test_folder_that_is_not_there_says_so(page: Page, library: Library, qtbot: QtBot, tmp_path: Path) -> None:
    gone = tmp_path / "Gone"
    gone.mkdir()
    Image.new("RGB", (64, 64), "teal").save(gone / "teal.png")
    library.index([gone])
    gone.rename(tmp_path / "Elsewhere")
    library.index()
    shown = page()
    rows = [texts(row) for row in shown.folders.rows]
    assert any("not there now" in row for row in rows)
    assert any("not there now" not in row for row in rows)


def test_patterns_are_left_out_and_let_in(page: Page, library: Library, qtbot: QtBot) -> None:
    shown = page()
    assert not shown.add_pattern.isEnabled()
    with qtbot.waitSignal(shown.rescan_wanted):
        shown.pattern.setText("  *.gif ")
        qtbot.keyClick(shown.pattern, Qt.Key.Key_Return)
    assert library.excludes() == ("*.gif",)
    assert shown.pattern.text() == ""
    with qtbot.waitSignal(shown.rescan_wanted):
        shown.pattern.setText("*.gif")
        shown.add_pattern.click()
    assert library.excludes() == ("*.gif",), "once is enough"
    assert len(shown.excludes.rows) == 1
    with qtbot.waitSignal(shown.rescan_wanted):
        shown.excludes.rows[0].findChildren(QPushButton)[0].click()
    assert library.excludes() == ()
    done(qtbot, shown)
    assert shown.excludes.isHidden()


def test_speed_theme_and_language_are_handed_on(page: Page) -> None:
    shown = page()
    for act, signal, values in (
        (shown.speed.buttons["eco"].click, shown.speed_changed, {"speed": "eco"}),
        (lambda: choose(shown.theme, "dark"), shown.theme_changed, {"theme": "dark"}),
        (lambda: choose(shown.language, "de"), shown.language_changed, {"language": "de"}),
    ):
        told: list[object] = []
        shown.changed.connect(told.append)
        signal.connect(told.append)
        act()
        shown.changed.disconnect(told.append)
        assert told == [values, *values.values()]


def test_what_runs_models_is_changed(page: Page, library: Library, qtbot: QtBot) -> None:
    shown = page()
    with qtbot.waitSignal(shown.provider_changed):
        choose(shown.provider, "cpu")
    assert library.provider == "cpu"
    assert shown.provider.currentData() == "cpu"
    assert library.similar(next(iter(library.photo_ids())), 3), "it answers as before"


def test_thumbnails_are_limited_and_cleared(page: Page, library: Library, qtbot: QtBot) -> None:
    for photo_id in list(library.photo_ids())[:3]:
        library.thumbnail(photo_id)
    shown = page()
    assert shown.cache_note.text().startswith(f"{library.cache_info().files} thumbnails, ")
    choose(shown.limit, "2000000000")
    done(qtbot, shown)
    assert library.cache_info().limit == 2_000_000_000
    shown.clear_cache.click()
    done(qtbot, shown)
    assert library.cache_info().files == 0
    assert not shown.clear_cache.isEnabled()


def test_searches_are_forgotten(page: Page, library: Library, qtbot: QtBot) -> None:
    library.remember_search("red car")
    shown = page()
    assert shown.searches_note.text() == "1 search is remembered."
    with qtbot.waitSignal(shown.searches_forgotten):
        shown.forget.click()
    assert library.recent_searches() == ()
    assert not shown.forget.isEnabled()


def test_change_that_fails_is_told(page: Page, library: Library, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = page()

    def fail(_: object) -> None:
        message = "the disk is full"
        raise LibraryError(message)

    monkeypatch.setattr(library, "set_excludes", fail)
    with qtbot.waitSignal(shown.failed) as told:
        shown.pattern.setText("*.gif")
        shown.add_pattern.click()
    assert str(told.args[0]) == "the disk is full"
    done(qtbot, shown)


def test_wheel_scrolls_and_changes_nothing(page: Page, qtbot: QtBot) -> None:
    shown = page(height=400)
    before = shown.theme.currentIndex()
    spot = QPointF(5, 5)
    event = QWheelEvent(
        spot,
        spot,
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(shown.theme, event)
    assert event.type() == QEvent.Type.Wheel
    assert shown.theme.currentIndex() == before


@pytest.mark.parametrize("width", [320, 500, 1200])
def test_page_is_never_wider_than_its_place(page: Page, width: int) -> None:
    shown = page(width, 700)
    inside = shown.findChild(QWidget, "settingsPage")
    assert inside is not None
    assert inside.width() <= width
    for button in shown.findChildren(QPushButton):
        if button.isVisible():
            right = button.mapTo(shown, QPoint(button.width(), 0)).x()
            assert right <= width, button.text()


@pytest.mark.parametrize("width", [340, 700, 1400])
def test_nothing_is_squeezed(page: Page, qapp: QApplication, width: int) -> None:
    shown = page(width, 400)
    qapp.processEvents()
    for part in shown.findChildren(QWidget):
        if part.isVisible() and isinstance(part, QLabel | QPushButton | QRadioButton):
            needed = part.heightForWidth(part.width()) if part.hasHeightForWidth() else part.sizeHint().height()
            assert part.height() >= needed, part


def test_keyboard_goes_from_top_to_bottom(page: Page, library: Library, qtbot: QtBot) -> None:
    library.set_excludes(["*.gif", "*.bmp"])
    library.remember_search("red car")
    shown = page()
    shown.activateWindow()
    shown.setFocus()
    reached: list[QWidget] = []
    for _ in range(17):
        qtbot.keyClick(shown.focusWidget(), Qt.Key.Key_Tab)
        reached.append(shown.focusWidget())
    tops = [widget.mapTo(shown, QPoint(0, 0)).y() for widget in reached]
    assert tops[:-1] == sorted(tops[:-1])
    assert reached[0].accessibleName().startswith("Remove the folder")
    assert shown.forget in reached


# -- in the window


def test_settings_are_a_page_of_the_window(
    library: Library,
    open_window: Callable[..., MainWindow],
    settle: Callable[[MainWindow], None],
    qapp: QApplication,
    qtbot: QtBot,
) -> None:
    window = open_window(library, index=False)
    settle(window)
    window.commands.get("settings").trigger()
    settle(window)
    assert window.pages.page.place is Place.SETTINGS
    shown = window.findChild(SettingsPage)
    assert shown is not None
    choose(shown.theme, "dark")
    assert theme.colours(qapp.palette()) is theme.DARK
    choose(shown.theme, "light")
    assert theme.colours(qapp.palette()) is theme.LIGHT
    saved = settings_module.load(settings_module.settings_file(library.paths.config))
    assert saved.theme == "light"
    with qtbot.waitSignal(window.rebuild_wanted):
        choose(shown.language, "de")
    assert language.tr("Settings") == "Settings", "the old window stays as it is"
    window.pages.back()
    settle(window)
    assert window.pages.page.is_library


def test_folder_leaves_the_window(
    library: Library, open_window: Callable[..., MainWindow], settle: Callable[[MainWindow], None], qtbot: QtBot
) -> None:
    window = open_window(library, index=False)
    settle(window)
    window.commands.get("settings").trigger()
    settle(window)
    shown = window.findChild(SettingsPage)
    assert shown is not None
    folder_row(shown).row.remove.click()
    folder_row(shown).sure.click()
    qtbot.waitUntil(lambda: not library.folders())
    settle(window)
    assert shown.folders.rows == []
    assert window.pages.photos.rowCount() == 0
