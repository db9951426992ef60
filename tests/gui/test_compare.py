"""Two photos side by side: linked zoom, flipping, the difference, facts, and keeping one of them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtWidgets import QTableWidgetItem
from pytestqt.qtbot import QtBot

from photosim.core.likeness import Place as LaidPlace
from photosim.core.photo import PhotoId
from photosim.library import Library
from photosim.ui.compare import ComparePage
from photosim.ui.compare_canvas import Mode
from photosim.ui.difference import lay_out
from photosim.ui.history import Place
from photosim.ui.main_window import MainWindow
from tests.scenes import sample

Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]
Ids = dict[str, PhotoId]


@pytest.fixture(scope="module")
def compared_base(tmp_path_factory: pytest.TempPathFactory, sample_photos: Path) -> Path:
    """A photo, a part of it, a darker copy and another photo, indexed."""
    base = tmp_path_factory.mktemp("compared")
    folder = base / "photos"
    folder.mkdir()
    photo = sample(sample_photos, "astronaut")
    photo.save(folder / "whole.png")
    photo.crop((50, 25, 500, 475)).save(folder / "part.png")
    ImageEnhance.Brightness(photo).enhance(0.5).save(folder / "dark.png")
    copy = photo.copy()
    copy.paste((255, 0, 0), (100, 100, 200, 200))
    copy.save(folder / "patched.png")
    sample(sample_photos, "coffee").save(folder / "coffee.jpg")
    with Library.open(base / "state") as library:
        assert library.index([folder]).failed == 0
    return base


@pytest.fixture
def compared(compared_base: Path, tmp_path: Path) -> Iterator[Library]:
    """That library, a copy of the test's own."""
    shutil.copytree(compared_base / "state", tmp_path / "state")
    with Library.open(tmp_path / "state") as library:
        yield library


@pytest.fixture
def ids(compared: Library) -> Ids:
    return {photo.path.stem: photo_id for photo_id, photo in compared.photos(compared.photo_ids()).items()}


@pytest.fixture
def compare(
    compared: Library, ids: Ids, open_window: Open, settle: Settle
) -> Callable[[str, str], tuple[MainWindow, ComparePage]]:
    """Selects two photos of the grid and compares them."""

    def open_page(left: str, right: str) -> tuple[MainWindow, ComparePage]:
        window = open_window(compared, index=False)
        settle(window)
        grid = window.pages.grid
        assert grid is not None
        grid.select_photos([ids[left], ids[right]])
        settle(window)
        window.commands.get("compare").trigger()
        settle(window)
        page = window.findChild(ComparePage)
        assert isinstance(page, ComparePage)
        if page.ids != (ids[left], ids[right]):
            page.compare(ids[left], ids[right])
            settle(window)
        return window, page

    return open_page


Compare = Callable[[str, str], tuple[MainWindow, ComparePage]]


def test_any_two_photos_of_the_grid(compare: Compare) -> None:
    window, page = compare("whole", "coffee")
    assert window.pages.page.place is Place.COMPARE
    assert page.header.title == "whole.png and coffee.jpg"
    assert page.header.note == "They do not show the same scene"
    window.pages.back()
    assert window.pages.page.is_library


def test_a_part_lies_on_the_whole(compare: Compare) -> None:
    _, page = compare("part", "whole")
    assert page._pair is not None
    assert page._pair.aligned
    left, right = page._pair.sides
    assert (page._pair.frame.width(), page._pair.frame.height()) == pytest.approx((500, 500), abs=1)
    assert (left.place.left(), left.place.top()) == pytest.approx((50, 25), abs=1)
    assert (left.place.width(), left.place.height()) == pytest.approx((450, 450), abs=1)
    assert right.place == QRectF(QPointF(0, 0), page._pair.frame)
    # Cut from the same pixels: nothing differs.
    assert page._pair.differing < 0.02


def test_difference_shows_where(compare: Compare) -> None:
    _, page = compare("whole", "patched")
    page.set_mode(Mode.DIFFERENCE)
    assert page._pair is not None
    assert page._pair.differing == pytest.approx(0.04, abs=0.005)  # 100 x 100 of 500 x 500
    image = page._pair.difference
    assert image.pixelColor(150, 150).lightness() > 40
    assert image.pixelColor(400, 400).lightness() < 10
    assert "4." in page._note.text() or "3.9" in page._note.text()


def test_facts_that_differ_stand_out(compare: Compare) -> None:
    _, page = compare("whole", "part")

    def item_at(row: int, column: int) -> QTableWidgetItem:
        item = page.facts.item(row, column)
        assert item is not None
        return item

    lines = {item_at(row, 0).text(): row for row in range(page.facts.rowCount())}
    assert {"File", "Folder", "Size", "Kind", "Sharpness"} <= set(lines)
    for name, differs in (("File", True), ("Size", True), ("Folder", False)):
        for column in (1, 2):
            item = item_at(lines[name], column)
            assert item.font().bold() is differs
            assert ("differs" in str(item.data(Qt.ItemDataRole.AccessibleTextRole))) is differs
    assert item_at(lines["Size"], 1).text().startswith("500 \N{MULTIPLICATION SIGN} 500")


def test_zoom_and_place_are_one(compare: Compare, qtbot: QtBot) -> None:
    _, page = compare("whole", "dark")
    canvas = page.canvas
    left, right = canvas.panes()
    assert left.width() == right.width()
    assert canvas.view is not None
    before = canvas.view
    canvas.zoom(4, right.center() + QPointF(40, 30))
    moved = canvas.view
    assert moved.scale > before.scale
    assert moved.x > before.x
    canvas.fit()
    canvas.zoom(4, left.center() + QPointF(40, 30))
    assert (canvas.view.x, canvas.view.y) == pytest.approx((moved.x, moved.y), abs=0.01)
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.view.x > moved.x
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.view.is_whole


def test_what_is_painted(compare: Compare, qtbot: QtBot) -> None:
    _, page = compare("whole", "dark")
    canvas = page.canvas

    def light(at: QPointF) -> int:
        return canvas.grab().toImage().pixelColor((at * canvas.devicePixelRatioF()).toPoint()).lightness()

    left, right = (pane.center() for pane in canvas.panes())
    assert light(left) > light(right)
    qtbot.keyClick(canvas, Qt.Key.Key_2)
    assert page.modes[Mode.FLIP].isChecked()
    middle = QPointF(canvas.rect().center())
    bright = light(middle)
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    assert (canvas.shown, page._note.text()) == (1, "dark.png")
    assert light(middle) < bright
    qtbot.keyClick(canvas, Qt.Key.Key_Space)
    assert canvas.shown == 0
    qtbot.keyClick(canvas, Qt.Key.Key_3)
    assert [mode for mode, button in page.modes.items() if button.isChecked()] == [Mode.DIFFERENCE]
    qtbot.keyClick(canvas, Qt.Key.Key_1)
    assert [mode for mode, button in page.modes.items() if button.isChecked()] == [Mode.SIDES]


def test_keeping_one_gives_up_the_other(compare: Compare, ids: Ids, qtbot: QtBot) -> None:
    _, page = compare("whole", "part")
    page.trash_wanted.disconnect()
    for press, gone in (
        (page.keep[0].click, "part"),
        (page.keep[1].click, "whole"),
        (lambda: qtbot.keyClick(page.canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier), "part"),
        (lambda: qtbot.keyClick(page.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier), "whole"),
    ):
        with qtbot.waitSignal(page.trash_wanted) as told:
            press()
        assert told.args == [[ids[gone]]]
    assert "part.png" in page.keep[0].accessibleDescription()


def test_swapped(compare: Compare, ids: Ids, qtbot: QtBot, settle: Settle) -> None:
    window, page = compare("whole", "part")
    qtbot.keyClick(page.canvas, Qt.Key.Key_X)
    settle(window)
    assert page.ids == (ids["part"], ids["whole"])
    assert page.header.title == "part.png and whole.png"


def test_one_that_has_gone_ends_it(compared: Library, compare: Compare, ids: Ids, settle: Settle) -> None:
    window, page = compare("whole", "part")
    with compared._catalog.writing() as connection:
        connection.execute("DELETE FROM photos WHERE id = ?", (ids["part"],))
    page.refresh()
    settle(window)
    assert window.pages.page.is_library


def test_one_whose_file_has_gone_says_so(compared: Library, ids: Ids, compare: Compare, settle: Settle) -> None:
    window, page = compare("whole", "coffee")
    with compared._catalog.writing() as connection:
        connection.execute("UPDATE photos SET path = ? WHERE id = ?", (b"/nowhere/coffee.jpg", ids["coffee"]))
    page.refresh()
    settle(window)
    assert page._pair is not None
    assert page._pair.sides[1].reason == "the file is gone"
    assert page._pair.difference.isNull()


@pytest.mark.parametrize(
    ("sizes", "place", "frame", "first", "second"),
    [
        (((400, 300), (200, 200)), None, (400, 300), (0, 0, 400, 300), (50, 0, 300, 300)),
        (((400, 300), (200, 150)), (False, 0, 0, 1, 1), (400, 300), (0, 0, 400, 300), (0, 0, 400, 300)),
        (((400, 300), (400, 300)), (False, 0.25, 0, 0.5, 0.5), (800, 600), (0, 0, 800, 600), (200, 0, 400, 300)),
        (((100, 75), (400, 300)), (True, 0.5, 0.5, 0.5, 0.5), (400, 300), (200, 150, 200, 150), (0, 0, 400, 300)),
    ],
)
def test_frame(
    sizes: tuple[tuple[int, int], tuple[int, int]],
    place: tuple[bool, float, float, float, float] | None,
    frame: tuple[int, int],
    first: tuple[int, int, int, int],
    second: tuple[int, int, int, int],
) -> None:
    laid = None if place is None else LaidPlace(*place)
    size, places = lay_out((QSizeF(*sizes[0]), QSizeF(*sizes[1])), laid)
    assert size == QSizeF(*frame)
    assert places == (QRectF(*first), QRectF(*second))


def test_pictures_are_not_changed(compared_base: Path, compare: Compare) -> None:
    before = {file.name: file.stat().st_mtime_ns for file in (compared_base / "photos").iterdir()}
    compare("whole", "dark")
    assert {file.name: file.stat().st_mtime_ns for file in (compared_base / "photos").iterdir()} == before
    with Image.open(compared_base / "photos" / "whole.png") as image:
        assert image.size == (500, 500)
