"""The box on the preview: drawn, moved and resized with mouse and keyboard."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from photosim.core.photo import Region
from photosim.ui.box import HANDLES, MOVE, Box
from photosim.ui.preview import Preview

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class Heard:
    """What a preview told."""

    def __init__(self, preview: Preview) -> None:
        self.changed: list[Region | None] = []
        self.settled: list[Region | None] = []
        self.opened: list[Region | None] = []
        preview.region_changed.connect(self.changed.append)
        preview.region_settled.connect(self.settled.append)
        preview.region_opened.connect(self.opened.append)
        preview.opened.connect(lambda: self.opened.append(None))


@pytest.fixture
def preview(qtbot: QtBot) -> Preview:
    made = Preview()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.show_image(QImage(800, 600, QImage.Format.Format_RGB32), None)
    return made


def drag(qtbot: QtBot, preview: Preview, start: tuple[int, int], *way: tuple[int, int]) -> None:
    qtbot.mousePress(preview, LEFT, pos=QPoint(*start))
    for point in way:
        qtbot.mouseMove(preview, QPoint(*point))
    qtbot.mouseRelease(preview, LEFT, pos=QPoint(*way[-1]))


def assert_box(preview: Preview, left: float, top: float, right: float, bottom: float) -> None:
    region = preview.region
    assert region is not None
    edges = (region.x, region.y, region.x + region.width, region.y + region.height)
    assert edges == pytest.approx((left, top, right, bottom), abs=0.006)


def test_drawing_tells_all_the_way(preview: Preview, qtbot: QtBot) -> None:
    heard = Heard(preview)
    drag(qtbot, preview, (100, 75), (150, 120), (200, 150), (300, 225))
    assert_box(preview, 0.25, 0.25, 0.75, 0.75)
    assert len(heard.changed) == 3
    assert heard.settled == [preview.region]
    assert heard.opened == []


@pytest.mark.parametrize("way", [((300, 225), (100, 75)), ((300, 75), (100, 225)), ((100, 225), (300, 75))])
def test_drawing_any_way_round(preview: Preview, qtbot: QtBot, way: tuple[tuple[int, int], tuple[int, int]]) -> None:
    drag(qtbot, preview, way[0], way[1])
    assert_box(preview, 0.25, 0.25, 0.75, 0.75)


def test_drawing_beyond_the_edge_stops_there(preview: Preview, qtbot: QtBot) -> None:
    drag(qtbot, preview, (200, 150), (900, 900))
    assert_box(preview, 0.5, 0.5, 1.0, 1.0)


@pytest.mark.parametrize(
    ("handle", "edges"),
    [
        ((-1, -1), (0.3, 0.35, 0.75, 0.75)),
        ((0, -1), (0.25, 0.35, 0.75, 0.75)),
        ((1, -1), (0.25, 0.35, 0.8, 0.75)),
        ((1, 0), (0.25, 0.25, 0.8, 0.75)),
        ((1, 1), (0.25, 0.25, 0.8, 0.85)),
        ((0, 1), (0.25, 0.25, 0.75, 0.85)),
        ((-1, 1), (0.3, 0.25, 0.75, 0.85)),
        ((-1, 0), (0.3, 0.25, 0.75, 0.75)),
        (MOVE, (0.3, 0.35, 0.8, 0.85)),
    ],
)
def test_handles(
    preview: Preview, qtbot: QtBot, handle: tuple[int, int], edges: tuple[float, float, float, float]
) -> None:
    preview.show_image(QImage(800, 600, QImage.Format.Format_RGB32), Region(0.25, 0.25, 0.5, 0.5))
    x, y = Box(0.25, 0.25, 0.75, 0.75).point(handle) if handle != MOVE else (0.4, 0.45)
    place = preview.place
    start = (round(place.left() + x * place.width()), round(place.top() + y * place.height()))
    assert preview.handle_at(QPointF(*start)) == handle
    heard = Heard(preview)
    drag(qtbot, preview, start, (start[0] + 20, start[1] + 30))
    assert_box(preview, *edges)
    assert heard.settled == [preview.region]


def test_handle_dragged_over_the_other_side_leaves_a_small_box(preview: Preview, qtbot: QtBot) -> None:
    preview.show_image(QImage(800, 600, QImage.Format.Format_RGB32), Region(0.25, 0.25, 0.5, 0.5))
    drag(qtbot, preview, (300, 225), (1, 1))
    region = preview.region
    assert region is not None
    assert (region.x, region.y) == (0.25, 0.25)
    assert 0 < region.width * 400 <= 13
    assert 0 < region.height * 300 <= 13


def test_box_moved_to_the_edge_keeps_its_size(preview: Preview, qtbot: QtBot) -> None:
    preview.show_image(QImage(800, 600, QImage.Format.Format_RGB32), Region(0.25, 0.25, 0.5, 0.5))
    drag(qtbot, preview, (160, 120), (800, -100))
    assert_box(preview, 0.5, 0.0, 1.0, 0.5)


def test_click_beside_takes_it_away_and_a_click_inside_does_not(preview: Preview, qtbot: QtBot) -> None:
    preview.show_image(QImage(800, 600, QImage.Format.Format_RGB32), Region(0.25, 0.25, 0.5, 0.5))
    heard = Heard(preview)
    qtbot.mouseClick(preview, LEFT, pos=QPoint(180, 140))
    assert heard.changed == heard.settled == []
    assert_box(preview, 0.25, 0.25, 0.75, 0.75)
    qtbot.mouseClick(preview, LEFT, pos=QPoint(10, 10))
    assert preview.region is None
    assert heard.changed == heard.settled == [None]


def test_other_button_gives_up(preview: Preview, qtbot: QtBot) -> None:
    preview.show_image(QImage(800, 600, QImage.Format.Format_RGB32), Region(0.25, 0.25, 0.5, 0.5))
    qtbot.mousePress(preview, LEFT, pos=QPoint(20, 20))
    qtbot.mouseMove(preview, QPoint(60, 60))
    assert_box(preview, 0.05, 0.067, 0.15, 0.2)
    qtbot.mousePress(preview, RIGHT, pos=QPoint(60, 60))
    assert_box(preview, 0.25, 0.25, 0.75, 0.75)
    qtbot.mouseRelease(preview, LEFT, pos=QPoint(60, 60))
    assert_box(preview, 0.25, 0.25, 0.75, 0.75)


def test_keyboard_alone(preview: Preview, qtbot: QtBot) -> None:
    heard = Heard(preview)
    preview.setFocus()
    qtbot.keyClick(preview, Qt.Key.Key_Right)
    assert_box(preview, 0.25, 0.25, 0.75, 0.75)
    qtbot.keyClick(preview, Qt.Key.Key_Right)
    qtbot.keyClick(preview, Qt.Key.Key_Down)
    assert_box(preview, 0.27, 0.27, 0.77, 0.77)
    qtbot.keyClick(preview, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(preview, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert_box(preview, 0.27, 0.27, 0.79, 0.75)
    assert heard.settled[-1] == preview.region
    qtbot.keyClick(preview, Qt.Key.Key_Return)
    assert heard.opened == [preview.region]
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert preview.region is None
    assert heard.settled[-1] is None
    qtbot.keyClick(preview, Qt.Key.Key_Return)
    assert heard.opened[-1] is None


def test_box_at_the_edge_goes_no_further(preview: Preview, qtbot: QtBot) -> None:
    preview.setFocus()
    for _ in range(40):
        qtbot.keyClick(preview, Qt.Key.Key_Left)
    assert_box(preview, 0.0, 0.25, 0.5, 0.75)
    for _ in range(60):
        qtbot.keyClick(preview, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert_box(preview, 0.0, 0.25, 1.0, 0.75)


def test_double_click_takes_the_box_or_the_photo(preview: Preview, qtbot: QtBot) -> None:
    heard = Heard(preview)
    qtbot.mouseDClick(preview, LEFT, pos=QPoint(200, 150))
    assert heard.opened == [None]
    preview.show_image(QImage(800, 600, QImage.Format.Format_RGB32), Region(0.25, 0.25, 0.5, 0.5))
    qtbot.mouseDClick(preview, LEFT, pos=QPoint(200, 150))
    assert heard.opened[1] == Region(0.25, 0.25, 0.5, 0.5)


def test_handles_are_seen_on_black_and_on_white(preview: Preview) -> None:
    for ground in (Qt.GlobalColor.black, Qt.GlobalColor.white):
        image = QImage(800, 600, QImage.Format.Format_RGB32)
        image.fill(ground)
        preview.show_image(image, Region(0.25, 0.25, 0.5, 0.5))
        shown = preview.grab().toImage()
        for handle in HANDLES:
            x, y = Box(0.25, 0.25, 0.75, 0.75).point(handle)
            around = [
                shown.pixelColor(round(x * 400) + dx, round(y * 300) + dy).lightness()
                for dx in range(-7, 8)
                for dy in range(-7, 8)
            ]
            assert max(around) - min(around) > 150


def test_nothing_can_be_drawn_where_there_is_no_picture(preview: Preview, qtbot: QtBot) -> None:
    preview.show_image(QImage(800, 600, QImage.Format.Format_RGB32), Region(0.25, 0.25, 0.5, 0.5))
    heard = Heard(preview)
    preview.clear(failed=True)
    preview.setEnabled(True)  # Qt itself keeps events from it; but one may be under way
    drag(qtbot, preview, (100, 75), (300, 225))
    qtbot.keyClick(preview, Qt.Key.Key_Right)
    assert preview.region is None
    assert heard.changed == []
