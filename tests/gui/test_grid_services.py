"""What workers do for a grid: pictures of the right size, names typed, photos dragged out, tags read aloud."""

import threading
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAccessible, QDrag, QGuiApplication
from pytestqt.qtbot import QtBot

from photosim.core.photo import PhotoId
from photosim.library.reports import Tag
from photosim.library.views import Filter
from photosim.ui import drop
from photosim.ui.grid_dragging import mime_of
from photosim.ui.jobs import JobRunner
from photosim.ui.photo_grid import PhotoGrid
from photosim.ui.photo_model import PhotoListModel, Role
from photosim.ui.thumb_loader import ThumbLoader
from tests.gui.fake_library import FakeLibrary
from tests.gui.grids import click, drag, photos_of, place_of


@pytest.fixture
def library(fake_library: Callable[..., FakeLibrary]) -> FakeLibrary:
    return fake_library(5000, names=[f"{letter}{number}.jpg" for letter in "ABCDE" for number in range(1000)])


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    made = JobRunner(cores=2)
    yield made
    qtbot.waitUntil(lambda: not made.busy())


@pytest.fixture
def loader(library: FakeLibrary, runner: JobRunner) -> ThumbLoader:
    return ThumbLoader(library, runner)  # type: ignore[arg-type]


@pytest.fixture
def grid(library: FakeLibrary, loader: ThumbLoader, qtbot: QtBot) -> PhotoGrid:
    grid = PhotoGrid(cell=160)
    model = PhotoListModel(loader, grid)
    model.append(library.ids)
    grid.setModel(model)
    loader.serve(grid, model)
    grid.resize(692, 500)
    qtbot.addWidget(grid)
    with qtbot.waitExposed(grid):
        grid.show()
    qtbot.waitUntil(lambda: loader.settled and loader.kept_bytes > 0)
    return grid


def longest(grid: PhotoGrid, row: int) -> int:
    pixmap = photos_of(grid).index(row).data(Role.THUMB)
    return max(pixmap.width(), pixmap.height()) if pixmap is not None else 0


def test_pictures_are_made_as_large_as_they_are_painted(
    grid: PhotoGrid, loader: ThumbLoader, library: FakeLibrary, qtbot: QtBot
) -> None:
    assert longest(grid, 3) == grid.picture_side == 160 - 12
    assert set(library.sides) == {320}
    grid.cell_size = 512
    assert longest(grid, 0) == 148  # until the new one has come, the old one is shown larger
    assert grid.columns == 1
    qtbot.waitUntil(lambda: longest(grid, 0) == min(640, grid.picture_side))
    assert library.sides[-1] == 640
    grid.cell_size = 96
    qtbot.waitUntil(lambda: longest(grid, 0) == grid.picture_side < 96)


def test_resizing_makes_no_pictures_on_the_way(
    grid: PhotoGrid, loader: ThumbLoader, library: FakeLibrary, qtbot: QtBot
) -> None:
    made = len(library.sides)
    for width in range(690, 640, -2):
        grid.resize(width, 500)
        qtbot.wait(5)
    qtbot.waitUntil(lambda: longest(grid, 0) == grid.picture_side < 148)
    qtbot.waitUntil(lambda: loader.settled)
    seen, near = grid.wanted_ids()
    assert len(library.sides) - made <= len(seen) + len(near) + 40


def test_photo_of_two_views_is_made_once_for_the_larger(
    library: FakeLibrary, loader: ThumbLoader, qtbot: QtBot
) -> None:
    few = [PhotoId(1), PhotoId(2), PhotoId(3)]
    loader.want("panel", few, [], 76)
    loader.want("grid", few, [], 200)
    qtbot.waitUntil(lambda: loader.settled)
    first = loader.entry(PhotoId(1))
    assert first is not None
    assert first.pixmap is not None
    assert max(first.pixmap.width(), first.pixmap.height()) == 200
    made = len(library.sides)
    loader.want("panel", few, [], 76)
    qtbot.wait(50)
    assert loader.settled
    assert len(library.sides) == made <= 6


def test_another_size_is_made_of_a_photo_whose_batch_is_not_through(
    library: FakeLibrary, loader: ThumbLoader, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    few, usual, let_go = [PhotoId(1), PhotoId(2)], library.thumbnail, threading.Event()

    def second_is_slow(photo_id: PhotoId, *asked: int) -> Any:
        assert photo_id == 1 or let_go.wait(20)
        return usual(photo_id, *asked)

    def side_of(photo_id: int) -> int:
        entry = loader.entry(PhotoId(photo_id))
        return max(entry.pixmap.width(), entry.pixmap.height()) if entry and entry.pixmap else 0

    monkeypatch.setattr(library, "thumbnail", second_is_slow)
    loader.want("grid", few, [], 200)
    qtbot.waitUntil(lambda: side_of(1) == 200)
    loader.want("grid", few, [], 80)
    let_go.set()
    qtbot.waitUntil(lambda: loader.settled)
    assert [side_of(1), side_of(2)] == [80, 80]


@pytest.mark.parametrize(
    ("start", "typed", "found"),
    [
        (0, "b", "B0.jpg"),
        (0, "C99", "C99.jpg"),
        (0, "bb", "B1.jpg"),  # one letter twice: from one to the next
        (4999, "a", "A1.jpg"),  # from the top again
        (0, "zebra", "A1.jpg"),  # nothing is called so
    ],
)
def test_typing_goes_to_a_name(
    grid: PhotoGrid, library: FakeLibrary, runner: JobRunner, qtbot: QtBot, start: int, typed: str, found: str
) -> None:
    grid.go_to(start)
    for letter in typed:
        qtbot.keyClicks(grid, letter)
        qtbot.waitUntil(lambda: not runner.busy())
    assert library.calls.count("first_named") == len(typed)
    current = grid.current_id()
    assert current is not None
    assert library.photos([current])[current].path.name == found
    assert grid.viewport().rect().contains(place_of(grid, grid.currentIndex().row()))


def test_only_the_last_name_typed_counts(
    grid: PhotoGrid, library: FakeLibrary, runner: JobRunner, qtbot: QtBot
) -> None:
    gate = threading.Event()
    library.hooks["first_named"] = lambda prefix, _after: gate.wait(5) if prefix == "D" else None
    went: list[object] = []
    grid.photo_current.connect(went.append)
    qtbot.keyClicks(grid, "D4")
    gate.set()
    qtbot.waitUntil(lambda: library.calls.count("first_named") == 2 and not runner.busy())
    assert went == [3004]  # and not to D0 on the way


@pytest.fixture
def drags(monkeypatch: pytest.MonkeyPatch) -> list[QDrag]:
    """Drags that were begun; they end at once, as if let go on nothing."""
    begun: list[QDrag] = []

    def note(self: QDrag, actions: Qt.DropAction) -> Qt.DropAction:
        assert actions == Qt.DropAction.CopyAction  # nobody may move photos away
        begun.append(self)
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr(QDrag, "exec", note)
    return begun


def paths_of(mime: QMimeData) -> list[str]:
    return [url.toLocalFile() for url in mime.urls()]


def test_photos_in_view_are_dragged_as_files(
    grid: PhotoGrid, library: FakeLibrary, drags: list[QDrag], qtbot: QtBot
) -> None:
    click(qtbot, grid, 1)
    click(qtbot, grid, 3, Qt.KeyboardModifier.ShiftModifier)
    drag(grid, place_of(grid, 2), place_of(grid, 2) + place_of(grid, 0) / 2)
    known = library.photos([2, 3, 4])
    assert [paths_of(each.mimeData()) for each in drags] == [[path.as_posix() for path in _paths(known)]]
    assert not drags[0].pixmap().isNull()
    assert not drop.is_welcome(drags[0].mimeData())  # let go on the window itself, it is no new query
    assert drop.is_welcome(mime_of(_paths(known)))


def test_photos_scrolled_away_are_dragged_too_if_the_button_is_still_down(
    grid: PhotoGrid,
    library: FakeLibrary,
    runner: JobRunner,
    drags: list[QDrag],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    held = Qt.MouseButton.LeftButton
    monkeypatch.setattr(QGuiApplication, "mouseButtons", staticmethod(lambda: held))
    grid.select_photos([2, 4000])
    drag(grid, place_of(grid, 1), place_of(grid, 1) + place_of(grid, 0) / 2)
    qtbot.waitUntil(lambda: bool(drags))
    assert paths_of(drags[0].mimeData()) == [path.as_posix() for path in _paths(library.photos([2, 4000]))]
    held = Qt.MouseButton.NoButton
    grid.select_photos([2, 4001])
    drag(grid, place_of(grid, 1), place_of(grid, 1) + place_of(grid, 0) / 2)
    qtbot.waitUntil(lambda: not runner.busy())
    assert len(drags) == 1


def _paths(photos: dict[Any, Any]) -> list[Path]:
    return [photo.path for photo in photos.values()]


def test_files_are_told_as_other_programs_want_them(tmp_path: Path) -> None:
    strange = tmp_path / "50% off & \N{LATIN SMALL LETTER Z WITH CARON}.jpg"
    mime = mime_of([strange])
    assert mime.hasFormat("text/uri-list")
    assert paths_of(mime) == [strange.as_posix()]


def test_tags_of_the_current_photo_are_read_aloud_where_someone_listens(
    grid: PhotoGrid, library: FakeLibrary, runner: JobRunner, qtbot: QtBot
) -> None:
    library.tags_of = {
        3: [
            Tag("tabby", "n1", 0.8, True, "n1"),
            Tag("sofa", "n2", 0.1, True, "n2"),
            Tag("cup", "n3", 0.01, False, "n3"),
        ]
    }
    click(qtbot, grid, 1)
    qtbot.waitUntil(lambda: not runner.busy())
    assert "tags" not in library.calls
    QAccessible.setActive(True)
    try:
        click(qtbot, grid, 2)
        qtbot.waitUntil(lambda: "tags" in library.calls and not runner.busy())
    finally:
        QAccessible.setActive(False)
    spoken = photos_of(grid).index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "A3.jpg, shows tabby, sofa"


def test_hidden_photos_are_found_among_the_hidden(
    grid: PhotoGrid, library: FakeLibrary, runner: JobRunner, qtbot: QtBot
) -> None:
    asked: list[Filter] = []
    real = library.first_named

    def note(prefix: str, shown: Any, after: int = -1) -> int | None:
        asked.append(shown.filter)
        return real(prefix, shown, after)

    library.first_named = note  # type: ignore[method-assign]
    photos_of(grid).filter = Filter(hidden=True)
    qtbot.keyClicks(grid, "e")
    qtbot.waitUntil(lambda: bool(asked) and not runner.busy())
    assert asked == [Filter(hidden=True)]


def test_thumbnail_that_comes_for_a_photo_out_of_view_paints_nothing(grid: PhotoGrid, qtbot: QtBot) -> None:
    changed: list[int] = []
    photos_of(grid).dataChanged.connect(lambda first, _last, _roles: changed.append(first.row()))
    grid.thumb_changed(4000)
    grid.thumb_changed(2)
    photos_of(grid).sync(array("q", range(5000, 0, -1)))
    grid.thumb_changed(2)
    grid.thumb_changed(4999)
    assert changed == [1, 1]
