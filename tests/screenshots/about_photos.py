"""The pages and states that are about photos: the library, look-alikes, words, parts of a photo, one photo large."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from photosim.core.photo import PhotoId, Region
from photosim.library.views import Filter, Order, SortKey
from photosim.ui.history import Focus, Query
from photosim.ui.main_window import MainWindow
from tests.screenshots.photos import LONG_NAME
from tests.screenshots.stage import Stage, settle, wait


def named(window: MainWindow, *parts: str) -> list[PhotoId]:
    """The photos with any of these in their paths, in order of their paths."""
    library = window.library
    found = [
        photo for photo in library.photos(library.photo_ids()).values() if any(p in str(photo.path) for p in parts)
    ]
    return [photo.id for photo in sorted(found, key=lambda photo: photo.path)]


def cat(window: MainWindow) -> PhotoId:
    """A photo of the cat."""
    label = window.library.label("Egyptian cat")
    shown = set(window.library.tagged([label.key]))
    return next(photo_id for photo_id in named(window, "Cats and coffee") if photo_id in shown)


def select(window: MainWindow, *ids: PhotoId) -> None:
    """Select photos on the page shown."""
    grid = window.pages.grid
    assert grid is not None
    grid.select_photos(list(ids))
    settle(window)


def library(stage: Stage) -> None:
    with stage.window() as window:
        stage.save(window, "library")
        select(window, cat(window))
        stage.save(window, "library-one-selected")
        select(window, *named(window, "Garage")[:3])
        stage.save(window, "library-several-selected")
        menu = window.findChild(QMenu)
        assert menu is not None


def sorted_by_folder(stage: Stage) -> None:
    with stage.window() as window:
        window.pages.set_order(Order(SortKey.FOLDER, descending=False))
        settle(window)
        stage.save(window, "library-by-folder")


def filtered(stage: Stage) -> None:
    with stage.window() as window:
        key = window.library.label("cat").key
        wanted = Filter(tags=(key,), folder=stage.pictures / "2024")
        window.pages.set_filter(wanted, {key: "cat"})
        settle(window)
        stage.save(window, "library-filtered")
        window.pages.set_filter(replace(wanted, folder=stage.pictures / "2023"), {key: "cat"})
        settle(window)
        stage.save(window, "library-filter-lets-nothing-through")


def look_alikes(stage: Stage) -> None:
    with stage.window() as window:
        window.pages.open_photo(cat(window))
        settle(window)
        stage.save(window, "look-alikes")
        label = window.library.label("Egyptian cat")
        window.pages.set_focus(Focus(label.key, label.name))
        settle(window)
        stage.save(window, "look-alikes-focused")
        window.pages.open_photos(named(window, "Garage")[:2])
        settle(window)
        stage.save(window, "look-alikes-of-several")
        [long_one] = named(window, LONG_NAME)
        window.pages.open_photo(long_one)
        settle(window)
        stage.save(window, "look-alikes-long-name")


def part(stage: Stage) -> None:
    with stage.window() as window:
        window.pages.open_query(Query(cat(window), "the cat", Region(0.25, 0.1, 0.5, 0.6)))
        settle(window)
        stage.save(window, "look-alikes-of-a-part")


def words(stage: Stage) -> None:
    with stage.window() as window:
        window.pages.find_photos("motorbike")
        settle(window)
        stage.save(window, "words")
        window.pages.find_photos("submarine")
        settle(window)
        stage.save(window, "words-found-nothing")
        window.search.setFocus()
        QTest.keyClicks(window.search, "spa")
        settle(window)
        stage.save(window, "words-while-typing")


def ways_in(stage: Stage) -> None:
    with stage.window() as window:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(stage.base / "selfie.jpg"))])
        window.take(mime)
        settle(window)
        stage.save(window, "dropped-selfie")
        mime = QMimeData()
        mime.setUrls([QUrl("https://example.org/a%20photo.jpg")])
        window.take(mime)
        settle(window)
        stage.save(window, "dropped-web-address")
    with stage.window() as window:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(stage.base))])
        window.take(mime)
        settle(window)
        stage.save(window, "dropped-folder")


def viewer(stage: Stage) -> None:
    with stage.window() as window:
        select(window, cat(window))
        window.commands.get("viewer").trigger()
        settle(window)
        stage.save(window, "viewer")
        shown = window.acting.viewing.viewer
        shown.toggle_info()
        QTest.keyClick(shown, Qt.Key.Key_1)
        settle(window)
        stage.save(window, "viewer-pixels-and-details")
        shown.close_viewer()
        window.acting.viewing.open(named(window, "cut short")[0])
        settle(window)
        stage.save(window, "viewer-broken-photo")


def compare(stage: Stage) -> None:
    with stage.window() as window:
        select(window, *named(window, "BURST")[:2])
        window.commands.get("compare").trigger()
        settle(window)
        stage.save(window, "compare")


def narrow(stage: Stage) -> None:
    with stage.window() as window:
        window.resize(900, 600)
        window.pages.open_photo(cat(window))
        settle(window)
        wait(lambda: window.width() == 900)
        stage.save(window, "look-alikes-900x600")


STATES: Final[dict[str, Callable[[Stage], None]]] = {
    "library": library,
    "library-by-folder": sorted_by_folder,
    "filter": filtered,
    "look-alikes": look_alikes,
    "part": part,
    "words": words,
    "ways-in": ways_in,
    "viewer": viewer,
    "compare": compare,
    "narrow": narrow,
}
