"""Tags of the photo in the side panel, and narrowing its look-alikes with a click on one."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from photosim.core.photo import Region
from photosim.errors import LibraryError, NotIndexedError, PhotoError
from photosim.library.reports import Tag
from photosim.ui.chips import ChipRow, ChipText
from photosim.ui.history import Focus
from photosim.ui.main_window import MainWindow
from photosim.ui.side_lines import Section
from tests.gui.doing import click

Make = Callable[..., Any]  # a FakeLibrary, which stands for a Library
Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]
CAT = Tag("tabby cat", "n20000", 0.834, True, "n00020000")
BOTTLE = Tag("wine bottle", "n30000", 0.094, True, "n00030000")
MAYBE = Tag("lampshade", "n40000", 0.04, False, "n00040000")


def texts(window: MainWindow) -> list[str]:
    return [chip.text() for chip in window.panel.inside.chips.chips]


def checked(window: MainWindow) -> list[str]:
    return [chip.text() for chip in window.panel.inside.chips.chips if chip.isChecked()]


@pytest.fixture
def library(fake_library: Make) -> Any:
    made = fake_library(50)
    made.tags_of = {3: [CAT, BOTTLE, MAYBE], 4: [MAYBE], 5: [BOTTLE]}
    return made


@pytest.fixture
def window(library: Any, open_window: Open, settle: Settle, qtbot: QtBot) -> MainWindow:
    """With photo 3 selected in the library."""
    made = open_window(library, index=False)
    settle(made)
    click(qtbot, made.pages.photo_grid, 3)
    settle(made)
    return made


def test_chips_say_what_is_certain_enough(window: MainWindow) -> None:
    assert texts(window) == ["tabby cat 83%", "wine bottle 9%"]
    assert checked(window) == []
    first = window.panel.inside.chips.chips[0]
    assert first.isVisible()
    assert "cat" in first.toolTip().splitlines()[0]
    assert first.accessibleName() == "tabby cat, 83% certain, animal, cat"
    assert first.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert not window.panel.inside._no_tags.isVisible()


def test_nothing_certain_is_said_quietly(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    click(qtbot, window.pages.photo_grid, 4)
    settle(window)
    assert texts(window) == []
    assert window.panel.inside._no_tags.isVisible()
    assert window.panel.inside._no_tags.text() == "No tag is certain"
    click(qtbot, window.pages.photo_grid, 5)
    settle(window)
    assert texts(window) == ["wine bottle 9%"]
    assert not window.panel.inside._no_tags.isVisible()


def test_best_guesses_are_offered_where_nothing_is_certain(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    cat, other_cat, fruit, *_, unlikely = [label for label in library.labels() if label.kind == "class"]
    while fruit.parent == cat.parent:
        fruit = next(label for label in library.labels() if label.kind == "class" and label.parent != cat.parent)
    assert cat.parent == other_cat.parent
    shares = ((cat, 0.2), (other_cat, 0.18), (fruit, 0.11), (unlikely, 0.01))
    library.tags_of[6] = [Tag(label.name, label.key, share, False, label.key) for label, share in shares]
    click(qtbot, window.pages.photo_grid, 6)
    settle(window)
    assert texts(window) == [f"{cat.name} 20%", f"{fruit.name} 11%"]  # one of a kind, and nothing far-fetched
    assert window.panel.inside._no_tags.text() == "No tag is certain. Perhaps:"
    assert window.panel.inside._no_tags.geometry().bottom() < window.panel.inside.chips.geometry().top()
    qtbot.mouseClick(window.panel.inside.chips.chips[1], Qt.MouseButton.LeftButton)
    settle(window)
    assert library.focuses[-1] == fruit.key


def test_click_narrows_the_lookalikes_at_the_side_and_a_second_click_widens_them(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    wide = window.panel.inside.model.ids.tolist()
    pictures = library.calls.count("picture")
    qtbot.mouseClick(window.panel.inside.chips.chips[0], Qt.MouseButton.LeftButton)
    assert checked(window) == ["tabby cat 83%"]  # at once
    settle(window)
    assert library.focuses[-1] == CAT.key
    assert window.panel.inside.model.ids.tolist() != wide
    assert window.panel.inside._note.text().startswith("Focus: tabby cat")
    assert window.focus.text() == "tabby cat"
    assert window.pages.history.current.query is None  # still the library
    assert library.calls.count("picture") == pictures  # the photo stays as it is
    qtbot.mouseClick(window.panel.inside.chips.chips[0], Qt.MouseButton.LeftButton)
    settle(window)
    assert checked(window) == []
    assert library.focuses[-1] is None
    assert window.panel.inside.model.ids.tolist() == wide
    assert window.focus.text() == ""


def test_keyboard_presses_a_chip_and_stays_on_it(window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    chip = window.panel.inside.chips.chips[1]
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    settle(window)
    assert checked(window) == ["wine bottle 9%"]
    assert window.panel.inside.chips.chips[1].hasFocus()


def test_opening_the_page_keeps_the_focus_and_back_brings_it_back(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    window.panel.inside.chips.chips[0].click()
    settle(window)
    click(qtbot, window.pages.photo_grid, 3, twice=True)
    settle(window)
    query = window.pages.history.current.query
    assert query is not None
    assert query.focus == Focus(CAT.key, "tabby cat")
    assert library.focuses[-1] == CAT.key
    assert window.pages.header.chips.buttons[0].accessibleName() == "focus: tabby cat, Remove the focus"
    assert window.windowTitle() == "Look-alikes of IMG_0003.jpg, focus: tabby cat - photosim"
    # The photo is the page's own now: its chip narrows and widens the page.
    assert checked(window) == ["tabby cat 83%"]
    window.panel.inside.chips.chips[0].click()
    settle(window)
    assert window.pages.header.parts == []
    assert library.focuses[-1] is None
    assert window.windowTitle() == "Look-alikes of IMG_0003.jpg - photosim"
    window.tools.back.trigger()
    settle(window)
    assert window.pages.header.parts == ["focus: tabby cat"]
    assert window.focus.text() == "tabby cat"
    window.tools.back.trigger()
    settle(window)
    assert window.pages.header.title == "Library"
    assert window.focus.text() == "tabby cat"  # as the library was left


def test_chip_of_a_photo_on_a_page_leaves_the_page_alone(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    window.pages.open_photo(9)
    settle(window)
    there = window.pages.matches.ids.tolist()
    pages = len(window.pages.history._pages)
    click(qtbot, window.pages.match_grid, there[0])
    settle(window)
    window.panel.inside.chips.chips[0].click()
    settle(window)
    name = window.panel.inside.chips.texts[0].text.rsplit(" ", 1)[0]
    assert window.panel.inside._note.text().startswith(f"Focus: {name}")
    assert window.pages.matches.ids.tolist() == there
    assert len(window.pages.history._pages) == pages
    assert window.pages.header.parts == []
    # Opening a look-alike from the side keeps what it was narrowed to.
    first = window.panel.inside.model.id_at(0)
    window.panel.inside.grid.photo_opened.emit(int(first))
    settle(window)
    query = window.pages.history.current.query
    assert query is not None
    assert query.source == first
    assert query.focus is not None
    assert query.focus.name == name


def test_focus_that_is_no_tag_of_the_photo_can_be_taken_away_there(
    window: MainWindow, library: Any, settle: Settle, qtbot: QtBot
) -> None:
    window.panel.inside.chips.chips[0].click()
    settle(window)
    click(qtbot, window.pages.photo_grid, 5)
    settle(window)
    assert texts(window) == ["tabby cat", "wine bottle 9%"]
    assert checked(window) == ["tabby cat"]
    window.panel.inside.chips.chips[0].click()
    settle(window)
    assert texts(window) == ["wine bottle 9%"]
    assert library.focuses[-1] is None


def test_box_on_the_preview_keeps_the_focus(window: MainWindow, library: Any, settle: Settle) -> None:
    window.panel.inside.chips.chips[0].click()
    window.panel.inside.preview.region_opened.emit(Region(0.1, 0.1, 0.5, 0.5))
    settle(window)
    query = window.pages.history.current.query
    assert query is not None
    assert query.region is not None
    assert query.focus is not None
    assert library.focuses[-1] == CAT.key


def test_tags_off_says_why(fake_library: Make, open_window: Open, settle: Settle, qtbot: QtBot) -> None:
    library = fake_library(20)
    library.off = "The model has no classes."
    window = open_window(library, index=False)
    settle(window)
    click(qtbot, window.pages.photo_grid, 3)
    settle(window)
    assert texts(window) == []
    assert window.panel.inside._no_tags.text() == "The model has no classes."
    assert not window.focus.isEnabled()
    assert window.focus.toolTip() == "The model has no classes."
    note = window.sidebar.model.index_of(Section.TAGS, "note")
    assert note.data() == "Not with this model"
    assert "The model has no classes." in note.data(Qt.ItemDataRole.ToolTipRole)
    assert "The model has no classes." in note.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "tags" not in library.calls


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PhotoError("the file is truncated", "IMG_0003.jpg"), ""),  # said above already
        (NotIndexedError("photo 3 was not looked at yet"), "Not looked at yet"),
        (LibraryError("the disk is full"), "the disk is full"),
        (ZeroDivisionError("oops"), "Something went wrong; the log file has the details."),
    ],
)
def test_tags_that_cannot_be_had(
    library: Any, open_window: Open, settle: Settle, qtbot: QtBot, error: Exception, said: str
) -> None:
    def fail(*_args: object) -> None:
        raise error

    library.hooks["tags"] = fail
    window = open_window(library, index=False)
    settle(window)
    click(qtbot, window.pages.photo_grid, 3)
    settle(window)
    assert texts(window) == []
    assert window.panel.inside._no_tags.text() == said
    assert window.panel.inside._no_tags.isVisible() == bool(said)
    assert window.messages.text == ""
    assert window.panel.inside.model.rowCount() > 0  # the look-alikes are there all the same


# -- the row itself


@pytest.fixture
def row(qtbot: QtBot) -> ChipRow:
    made = ChipRow("Tags", checkable=True)
    qtbot.addWidget(made)
    return made


def test_chips_flow_and_the_row_grows(row: ChipRow, qtbot: QtBot) -> None:
    row.resize(300, 100)
    with qtbot.waitExposed(row):
        row.show()
    row.show_chips([ChipText(str(n), f"some tag {n}") for n in range(8)])
    tops = {chip.y() for chip in row.chips}
    assert len(tops) >= 3
    for chip in row.chips:
        assert chip.x() >= 0
        assert chip.geometry().right() < 300
    assert row.heightForWidth(300) > row.heightForWidth(2000)
    assert row.heightForWidth(300) == max(chip.geometry().bottom() for chip in row.chips) + 1
    row.resize(2000, 100)
    assert len({chip.y() for chip in row.chips}) == 1


def test_chip_that_is_too_long_is_cut_and_kept_inside(row: ChipRow, qtbot: QtBot) -> None:
    row.resize(200, 60)
    with qtbot.waitExposed(row):
        row.show()
    row.show_chips([ChipText("a", "Old English sheepdog and much more than anybody reads 66%"), ChipText("b", "b 1%")])
    assert row.chips[0].width() == 200
    assert row.chips[1].y() > row.chips[0].y()
    assert not row.grab().isNull()


def test_fewer_chips_hide_the_rest_and_ampersands_are_shown(row: ChipRow) -> None:
    row.show_chips([ChipText(key, key) for key in "abc"], "b")
    assert [chip.isChecked() for chip in row.chips] == [False, True, False]
    told: list[str] = []
    row.pressed.connect(told.append)
    row.show_chips([ChipText("z", "salt & pepper 5%")])
    assert len(row.chips) == 1
    assert row.chips[0].text() == "salt && pepper 5%"
    assert [child.isHidden() for child in row.findChildren(QWidget)] == [False, True, True]
    row.chips[0].click()
    assert told == ["z"]


def test_tab_goes_through_the_chips_to_the_lookalikes_below(window: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    """As they stand, from top to bottom, also where the next photo has more chips."""

    def way() -> list[QWidget]:
        panel = window.panel.inside
        panel.chips.chips[0].setFocus()
        steps: list[QWidget] = []
        for _ in range(len(panel.chips.chips) + 1):
            focused = window.focusWidget()
            assert focused is not None
            steps.append(focused)
            qtbot.keyClick(focused, Qt.Key.Key_Tab)
        return steps

    click(qtbot, window.pages.photo_grid, 5)
    settle(window)
    assert way() == [*window.panel.inside.chips.chips, window.panel.inside.grid]
    click(qtbot, window.pages.photo_grid, 3)
    settle(window)
    assert len(window.panel.inside.chips.chips) == 2
    assert way() == [*window.panel.inside.chips.chips, window.panel.inside.grid]
