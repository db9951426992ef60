"""What is done with selected photos: opened, shown where they are, copied, hidden, told apart."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosim.core.photo import PhotoId
from photosim.library import Library
from photosim.ui import clipboard, reveal
from photosim.ui.main_window import MainWindow
from photosim.ui.message_bar import Kind
from photosim.ui.result_view import ResultView
from tests.gui.doing import names
from tests.gui.fake_library import FakeLibrary

Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]


class Desktop(QObject):
    """Stands where the programs of the system are asked to open files, and takes down which."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def desktop(qapp: QApplication) -> Iterator[Desktop]:
    made = Desktop()
    QDesktopServices.setUrlHandler("file", made, "open")  # type: ignore[arg-type]  # its stub says bytes, it takes str
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def window(own_library: Library, open_window: Open, settle: Settle) -> MainWindow:
    made = open_window(own_library, index=False)
    settle(made)
    return made


def ids_of(library: Library, *wanted: str) -> list[PhotoId]:
    known = {photo.path.stem: photo_id for photo_id, photo in library.photos(library.photo_ids().tolist()).items()}
    return [known[name] for name in wanted]


def select(window: MainWindow, library: Library, settle: Settle, *wanted: str) -> None:
    grid = window.pages.grid
    assert grid is not None
    grid.select_photos(ids_of(library, *wanted))
    grid.setFocus()
    settle(window)


def do(window: MainWindow, settle: Settle, name: str) -> None:
    action = window.commands.get(name)
    assert action.isEnabled(), action.toolTip()
    action.trigger()
    settle(window)


# -- elsewhere


def test_open_in_its_program(
    window: MainWindow, own_library: Library, own_photos: Path, settle: Settle, desktop: Desktop
) -> None:
    select(window, own_library, settle, "coffee", "rocket")
    do(window, settle, "open-external")
    assert sorted(desktop.opened) == [own_photos / "coffee.jpg", own_photos / "rocket.jpg"]
    assert window.messages.text == ""


def test_photo_that_is_not_there_is_told_and_the_others_open(
    window: MainWindow, own_library: Library, own_photos: Path, settle: Settle, desktop: Desktop
) -> None:
    select(window, own_library, settle, "coffee", "rocket")
    (own_photos / "coffee.jpg").unlink()
    do(window, settle, "open-external")
    assert desktop.opened == [own_photos / "rocket.jpg"]
    assert window.messages.text == "coffee.jpg is not there at the moment."


def test_many_programs_are_opened_after_asking_only(
    fake_library: Callable[..., FakeLibrary], open_window: Open, settle: Settle, desktop: Desktop
) -> None:
    window = open_window(fake_library(40), index=False)
    settle(window)
    window.pages.photo_grid.select_all()
    settle(window)
    do(window, settle, "open-external")
    assert window.messages.kind is Kind.QUESTION
    assert window.messages.text == "Open 40 photos, each in its program?"
    assert desktop.opened == []


def test_show_in_folder_opens_the_folder_where_no_file_manager_answers(
    window: MainWindow,
    own_library: Library,
    own_photos: Path,
    settle: Settle,
    desktop: Desktop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("photosim.ui.reveal.sys.platform", "linux")
    monkeypatch.setattr(reveal, "_ask_file_manager", lambda _: False)
    select(window, own_library, settle, "coffee", "rocket")
    do(window, settle, "show-in-folder")
    assert desktop.opened == [own_photos]


@pytest.mark.parametrize(
    ("platform", "program", "arguments"),
    [("win32", "explorer", ["/select,"]), ("darwin", "/usr/bin/open", ["-R"])],
)
def test_file_managers_of_other_systems_are_started_without_a_shell(
    platform: str, program: str, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[str, list[str]]] = []

    def start(name: str, args: list[str]) -> tuple[bool, int]:
        started.append((name, args))
        return True, 1

    monkeypatch.setattr("photosim.ui.reveal.sys.platform", platform)
    monkeypatch.setattr("photosim.ui.reveal.QProcess.startDetached", start)
    photo = tmp_path / "a; rm -rf $HOME & b.jpg"
    assert reveal.show_in_folder([photo])
    [(name, args)] = started
    assert name == program
    assert args[:-1] == arguments
    assert Path(args[-1]) == photo


# -- copying


def test_copy_offers_file_picture_and_path_at_once(
    window: MainWindow, own_library: Library, own_photos: Path, settle: Settle, qtbot: QtBot
) -> None:
    select(window, own_library, settle, "coffee")
    qtbot.keyClick(window.pages.photo_grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    mime = QGuiApplication.clipboard().mimeData()
    photo = own_photos / "coffee.jpg"
    assert [Path(url.toLocalFile()) for url in mime.urls()] == [photo]
    assert mime.text() == str(photo)
    link = QUrl.fromLocalFile(str(photo)).toString(QUrl.ComponentFormattingOption.FullyEncoded)
    assert mime.data("x-special/gnome-copied-files").data() == f"copy\n{link}".encode()
    image = mime.imageData()
    with_file = QImage(str(photo))
    assert (image.width(), image.height()) == (with_file.width(), with_file.height())
    png = QImage.fromData(mime.data("image/png"))
    assert png.size() == image.size()
    assert window.messages.text == "Copied 1 photo."


def test_copy_of_several_offers_files_and_paths(
    window: MainWindow, own_library: Library, own_photos: Path, settle: Settle
) -> None:
    odd = own_photos / "ä b%20#.jpg"
    (own_photos / "coffee.jpg").rename(odd)
    own_library.index()
    select(window, own_library, settle, "ä b%20#", "rocket")
    do(window, settle, "copy-file")
    mime = QGuiApplication.clipboard().mimeData()
    assert {Path(url.toLocalFile()) for url in mime.urls()} == {odd, own_photos / "rocket.jpg"}
    assert set(mime.text().splitlines()) == {str(odd), str(own_photos / "rocket.jpg")}
    assert not mime.hasImage()


def test_copy_picture_offers_no_file(window: MainWindow, own_library: Library, settle: Settle) -> None:
    select(window, own_library, settle, "coffee")
    do(window, settle, "copy-picture")
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.hasImage()
    assert not mime.hasUrls()
    assert not mime.hasText()


def test_copy_path(window: MainWindow, own_library: Library, own_photos: Path, settle: Settle) -> None:
    select(window, own_library, settle, "rocket")
    do(window, settle, "copy-path")
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == str(own_photos / "rocket.jpg")
    assert not mime.hasUrls()


def test_copied_photo_can_be_pasted_here(window: MainWindow, own_library: Library, settle: Settle) -> None:
    select(window, own_library, settle, "coffee")
    do(window, settle, "copy-file")
    do(window, settle, "paste")
    assert window.pages.header.title == "Look-alikes of coffee.jpg"


def test_copying_an_unreadable_photo_says_why(
    window: MainWindow, own_library: Library, own_photos: Path, settle: Settle
) -> None:
    select(window, own_library, settle, "coffee")
    (own_photos / "coffee.jpg").write_bytes(b"nothing")
    QGuiApplication.clipboard().setText("as before")
    do(window, settle, "copy-picture")
    assert window.messages.kind is Kind.ERROR
    assert "coffee.jpg" in window.messages.text
    assert QGuiApplication.clipboard().text() == "as before"


def test_ten_thousand_paths_are_put_on_the_clipboard_as_they_are() -> None:
    links = b"".join(f"file:///photos/{number}.jpg\r\n".encode() for number in range(10_000))
    mime = clipboard.mime_data(clipboard.Copied("x", links))
    assert len(mime.urls()) == 10_000
    assert mime.urls()[-1] == QUrl("file:///photos/9999.jpg")


# -- out of sight


def test_hidden_photos_leave_and_undo_brings_them_back(
    window: MainWindow, own_library: Library, settle: Settle, qtbot: QtBot
) -> None:
    select(window, own_library, settle, "coffee", "rocket")
    qtbot.keyClick(window.pages.photo_grid, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert len(names(own_library, window.pages.photos)) == 3
    assert own_library.hidden_count() == 2
    assert window.messages.text == "2 photos are hidden."
    assert window.commands.get("undo").text() == "Undo hiding 2 photos"
    window.messages._card.action.click()
    settle(window)
    assert len(names(own_library, window.pages.photos)) == 5
    assert own_library.hidden_count() == 0
    assert window.undo.text == ""
    assert set(window.pages.selected_ids()) == set(ids_of(own_library, "coffee", "rocket"))


def test_what_the_user_turned_to_stays_selected_when_photos_come_back(
    window: MainWindow, own_library: Library, settle: Settle
) -> None:
    coffee, other = ids_of(own_library, "coffee"), ids_of(own_library, "rocket")
    select(window, own_library, settle, "coffee")
    window.commands.get("hide").trigger()
    settle(window)
    window.pages.select_again(coffee)
    window.pages.photo_grid.select_photos(other)
    settle(window)
    own_library.unhide(coffee)
    window.pages.show_list()
    settle(window)
    assert len(names(own_library, window.pages.photos)) == 5
    assert window.pages.selected_ids() == other


def test_hidden_photos_are_shown_again_from_their_own_page(
    window: MainWindow, own_library: Library, settle: Settle
) -> None:
    hidden = ids_of(own_library, "coffee", "rocket")
    own_library.hide(hidden)
    window.pages.set_filter(window.pages.page.filter.__class__(hidden=True))
    settle(window)
    assert sorted(names(own_library, window.pages.photos)) == ["coffee.jpg", "rocket.jpg"]
    assert window.commands.get("hide").text().replace("&", "") == "Show again"
    window.pages.photo_grid.select_photos(hidden[:1])
    settle(window)
    do(window, settle, "hide")
    assert names(own_library, window.pages.photos) == ["rocket.jpg"]
    assert own_library.hidden_count() == 1
    do(window, settle, "undo")
    assert own_library.hidden_count() == 2


def test_photo_told_apart_is_no_look_alike_any_more(window: MainWindow, own_library: Library, settle: Settle) -> None:
    [coffee, rocket] = ids_of(own_library, "coffee", "rocket")
    assert not window.commands.get("not-similar").isEnabled()
    window.pages.open_photo(coffee)
    settle(window)
    window.pages.set_view(ResultView(0, collapse=False))
    settle(window)
    select(window, own_library, settle, "rocket")
    do(window, settle, "not-similar")
    assert rocket not in window.pages.matches.ids
    assert own_library.told_apart("look-alike") == {(min(coffee, rocket), max(coffee, rocket))}
    assert window.messages.text == "1 photo is no look-alike of coffee.jpg any more."
    do(window, settle, "undo")
    assert rocket in window.pages.matches.ids
    assert own_library.told_apart("look-alike") == set()


def test_look_alikes_of_several(window: MainWindow, own_library: Library, settle: Settle) -> None:
    select(window, own_library, settle, "coffee", "rocket")
    do(window, settle, "look-alikes")
    query = window.pages.page.query
    assert query is not None
    assert {query.source, *query.more} == set(ids_of(own_library, "coffee", "rocket"))


# -- shown large


def test_actions_are_about_the_photo_shown_large(
    window: MainWindow, own_library: Library, own_photos: Path, settle: Settle, qtbot: QtBot
) -> None:
    window.activateWindow()
    grid, model = window.pages.photo_grid, window.pages.photos
    first, second = model.id_at(0), model.id_at(1)
    paths = {key: own_library.photos([key])[key].path for key in (first, second)}
    grid.select_photos([first, second])
    grid.setFocus()
    settle(window)
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    settle(window)
    viewer = window.acting.viewing.viewer
    assert viewer.isVisible()
    assert viewer.current == first
    assert window.acting.photos.chosen() == [first]
    assert not window.commands.get("compare").isEnabled()
    qtbot.keyClick(viewer, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle(window)
    assert QGuiApplication.clipboard().text() == str(paths[first])
    qtbot.keyClick(viewer, Qt.Key.Key_Delete)
    settle(window)
    assert not paths[first].exists()
    assert paths[second].exists()
    assert viewer.current == second
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    settle(window)
    assert not viewer.isVisible()
    assert window.pages.current_photo() == second
    assert window.acting.photos.chosen() == [second]
    assert window.pages.page.is_library
    qtbot.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert paths[first].exists()
