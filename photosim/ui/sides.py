"""What the sidebar, the status bar and the page of skipped photos lead to."""

from typing import TYPE_CHECKING

from photosim.ui import words
from photosim.ui.history import Place
from photosim.ui.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from photosim.library.views import Speed
    from photosim.ui.main_window import MainWindow


def connect(window: "MainWindow") -> None:
    """Called once, by the window."""
    _connect_sidebar(window)
    _connect_indexing(window)
    window.commands.connect_to("skipped", lambda: _show_skipped(window))
    set_speed(window, window.state.settings.speed)


def set_speed(window: "MainWindow", speed: "Speed") -> None:
    """How much of the computer indexing takes, wherever that was chosen."""
    window.state.set(speed=speed)
    window.status.show_speed(speed)
    window.indexing.set_speed(speed)


def _connect_sidebar(window: "MainWindow") -> None:
    sidebar, pages, indexing = window.sidebar, window.pages, window.indexing
    sidebar.filter_changed.connect(pages.set_filter)
    sidebar.told.connect(lambda _: pages.listed.refresh() if pages.page.filter.tags else None)
    pages.moved.connect(lambda: sidebar.show_filter(pages.page.filter))
    for wanted in (sidebar.text_wanted, window.search.find_wanted):
        wanted.connect(sidebar.searches.remember)
    sidebar.text_wanted.connect(pages.find_photos)
    sidebar.folder_add_wanted.connect(window.choose_folder)
    sidebar.folder_shown.connect(lambda folder: _open_folder(window, folder))
    sidebar.folder_removed.connect(indexing.remove_folder)
    sidebar.rescan_wanted.connect(indexing.rescan)
    sidebar.asked_back.connect(window.messages.ask)
    sidebar.place_wanted.connect(lambda place: window.commands.get(place.value).trigger())


def _connect_indexing(window: "MainWindow") -> None:
    indexing, messages, status = window.indexing, window.messages, window.status
    indexing.counted.connect(window.sidebar.show_library)
    indexing.removed.connect(lambda folder: _tell_removed(window, folder))
    indexing.disk_low.connect(messages.show_error)
    indexing.disk_free.connect(messages.withdraw)
    status.skipped_wanted.connect(window.commands.get("skipped").trigger)
    status.speed_changed.connect(lambda speed: set_speed(window, speed))


def _show_skipped(window: "MainWindow") -> None:
    """Go to the page of photos that could not be read."""

    def make() -> "QWidget":
        from photosim.ui.skipped_page import SkippedPage  # noqa: PLC0415 - a window opens without

        page = SkippedPage(window.library, window.runner)
        page.retry_wanted.connect(window.indexing.retry)
        page.shown_in_folder.connect(lambda paths: _show_in_folder(window, paths))
        page.copied.connect(window.messages.show_notice)
        page.failed.connect(window.messages.show_error)
        window.indexing.counted.connect(page.refresh)
        return page

    window.pages.show_place(Place.SKIPPED, make)


def _open_folder(window: "MainWindow", folder: "Path") -> None:
    """In the system's file manager."""
    from photosim.ui import reveal  # noqa: PLC0415 - a window opens without

    if not reveal.open_file(folder):
        _tell_unopened(window, folder)


def _show_in_folder(window: "MainWindow", paths: "Sequence[Path]") -> None:
    """Files, marked in the file manager."""
    from photosim.ui import reveal  # noqa: PLC0415 - as above

    if not reveal.show_in_folder(paths):
        _tell_unopened(window, paths[0].parent)


def _tell_unopened(window: "MainWindow", folder: "Path") -> None:
    name = words.shown_name(words.shown_folder(folder))
    window.messages.show_error(tr("The folder {folder} cannot be opened", folder=name))


def _tell_removed(window: "MainWindow", folder: "Path") -> None:
    name = words.shown_name(words.shown_folder(folder))
    window.messages.show_notice(tr("{folder} has left the library. Its files are where they were.", folder=name))
    only = window.sidebar.filter.folder
    if only is not None and only.is_relative_to(folder):
        window.sidebar.show_only(None)
    window.pages.refresh()
    window.panel.refresh()
    window.sidebar.ask()
