"""How far a focus goes: one chosen in the library to all that follows, one chosen of a photo no further than it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

from photosim.core.photo import PhotoId
from photosim.ui.history import Focus
from photosim.ui.main_window import MainWindow
from tests.gui.fake_library import FakeLibrary
from tests.gui.model_cards import Make, Open, Settle

CAT = Focus("group:cat", "cat")


def drop(window: MainWindow, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    window.ways_in.take(mime)


def opened(fake_library: Make, open_window: Open, settle: Settle) -> tuple[FakeLibrary, MainWindow]:
    library = fake_library(50)
    window = open_window(library, index=False)
    settle(window)
    return library, window


def starts_anew(window: MainWindow, path: Path) -> tuple[Callable[[], None], ...]:
    return (lambda: window.pages.find_photos("dog"), lambda: drop(window, path), window.pages.show_library)


def test_focus_of_a_photo_ends_where_something_else_begins(
    fake_library: Make, open_window: Open, settle: Settle, pictures: Path
) -> None:
    library, window = opened(fake_library, open_window, settle)
    for begin in starts_anew(window, pictures / "rocket.jpg"):
        window.pages.open_photo(PhotoId(7))
        window.pages.set_focus(CAT)
        settle(window)
        assert library.focuses[-1] == CAT.key
        begin()
        settle(window)
        assert window.pages.page.focus is None
        assert window.focus.text() == ""
        window.pages.back()
        settle(window)
        assert window.pages.page.focus == CAT


def test_focus_of_the_library_holds_for_all_that_follows(
    fake_library: Make, open_window: Open, settle: Settle, pictures: Path
) -> None:
    _, window = opened(fake_library, open_window, settle)
    window.pages.set_focus(CAT)
    for begin in starts_anew(window, pictures / "rocket.jpg"):
        begin()
        settle(window)
        assert window.pages.page.focus == CAT


def test_photo_opened_from_a_focused_page_is_narrowed_to_the_same(
    fake_library: Make, open_window: Open, settle: Settle
) -> None:
    _, window = opened(fake_library, open_window, settle)
    window.pages.open_photo(PhotoId(7))
    window.pages.set_focus(CAT)
    settle(window)
    window.pages.open_photo(PhotoId(9))
    settle(window)
    assert window.pages.page.focus == CAT
