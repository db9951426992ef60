"""What the pictures of the documentation show of the window."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from photosim.core.photo import PhotoId
from photosim.ui.history import Focus
from photosim.ui.main_window import MainWindow
from tests.screenshots.stage import Stage, settle


def _photo(window: MainWindow, name: str) -> PhotoId:
    photos = window.library.photos(window.library.photo_ids()).values()
    return next(photo.id for photo in photos if photo.path.name == name)


def _select(window: MainWindow, *names: str) -> None:
    grid = window.pages.grid
    assert grid is not None
    grid.select_photos([_photo(window, name) for name in names])
    settle(window)


def library(stage: Stage) -> None:
    """The library by date, one photo selected."""
    with stage.window() as window:
        for _ in range(2):
            window.commands.get("zoom-out").trigger()
        _select(window, "lighthouse 3.jpg")
        stage.save(window, "library")


def look_alikes(stage: Stage) -> None:
    """A page of look-alikes."""
    with stage.window() as window:
        window.pages.open_photo(_photo(window, "lighthouse 4.jpg"))
        settle(window)
        stage.save(window, "look-alikes")


def focus(stage: Stage) -> None:
    """Only the balloon counts, not the boat beside it."""
    with stage.window() as window:
        window.pages.open_photo(_photo(window, "balloon and boat 1.jpg"))
        settle(window)
        label = window.library.label("balloon")
        window.pages.set_focus(Focus(label.key, label.name))
        settle(window)
        stage.save(window, "focus")


def box(stage: Stage) -> None:
    """Only what is inside the box counts: the boat."""
    with stage.window() as window:
        _select(window, "balloon and boat 2.jpg")
        preview = window.panel.inside.preview
        place = preview.place
        first, last = (
            QPoint(round(place.left() + x * place.width()), round(place.top() + y * place.height()))
            for x, y in ((0.53, 0.32), (0.89, 0.88))
        )
        QTest.mousePress(preview, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, first)
        for step in range(1, 9):
            QTest.mouseMove(preview, first + (last - first) * step / 8)
            QApplication.processEvents()
        QTest.mouseRelease(preview, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, last)
        settle(window)
        stage.save(window, "box")


def words(stage: Stage) -> None:
    """Photos by word."""
    with stage.window() as window:
        window.pages.find_photos("tower")
        settle(window)
        _select(window, "lighthouse 2.jpg")
        stage.save(window, "words")


def duplicates(stage: Stage) -> None:
    """Near-duplicates, and two of them side by side."""
    with stage.window() as window:
        window.commands.get("duplicates").trigger()
        settle(window)
        stage.save(window, "duplicates")


def compare(stage: Stage) -> None:
    """Two photos side by side."""
    with stage.window() as window:
        _select(window, "burst 1.jpg", "burst 2.jpg")
        window.commands.get("compare").trigger()
        settle(window)
        stage.save(window, "compare")


SHOTS: Final[Mapping[str, tuple[Callable[[Stage], None], ...]]] = {
    "light": (library, look_alikes, focus, box, words, duplicates, compare),
    "dark": (library,),
}
"""By colour scheme."""
