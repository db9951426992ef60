"""Tags, focus, filter and text search in the window on real photos, real tags and real words."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosim import app
from photosim.errors import UnknownLabelError
from photosim.library import Library
from photosim.ui.history import Query
from photosim.ui.main_window import MainWindow
from photosim.ui.side_lines import Section
from photosim.ui.side_tree import SideRole
from tests.gui.doing import click, names

Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def window(library: Library, open_window: Open, settle: Settle) -> MainWindow:
    made = open_window(library, index=False)
    settle(made)
    return made


@pytest.fixture
def side_by_side(pictures: Path, tmp_path: Path) -> Path:
    """A cat beside a cup of coffee, which is in no folder of the library."""
    both = Image.new("RGB", (600, 300))
    for left, name in ((0, "chelsea.png"), (300, "coffee.png")):
        with Image.open(pictures / name) as image:
            both.paste(image.convert("RGB").resize((300, 300)), (left, 0))
    file = tmp_path / "both.png"
    both.save(file)
    return file


def row_of(library: Library, window: MainWindow, name: str) -> int:
    ids = window.pages.photos.ids.tolist()
    return next(int(i) for i, photo in library.photos(ids).items() if photo.path.name == name)


def test_cat_has_its_chip_and_a_click_narrows_to_cats(
    library: Library, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    click(qtbot, window.pages.photo_grid, row_of(library, window, "chelsea.png"))
    settle(window)
    chips = window.panel.inside.chips.chips
    assert "cat" in chips[0].text()
    assert chips[0].text().endswith("%")
    assert "animal" in chips[0].toolTip()
    chips[0].click()
    settle(window)
    assert names(library, window.panel.inside.model)[0] == "mirrored chelsea.jpg"
    assert window.focus.text() == window.panel.inside.chips.texts[0].text.rsplit(" ", 1)[0]


def test_cat_not_the_cup(library: Library, window: MainWindow, side_by_side: Path, settle: Settle) -> None:
    window.pages.open_query(Query(side_by_side, side_by_side.name))
    settle(window)
    for text, wanted in (("Egyptian cat", "chelsea"), ("espresso", "coffee")):
        window.focus.look_up(text)
        settle(window)
        assert window.pages.header.parts == [f"focus: {text}"]
        shown = names(library, window.pages.matches)
        assert shown
        assert all(wanted in name for name in shown)  # what shows neither is left away


def test_filter_by_group(library: Library, window: MainWindow, settle: Settle) -> None:
    index = window.sidebar.model.index_of(Section.TAGS, "group:cat")
    assert index.data(SideRole.COUNT) == 2
    window.sidebar.choose(("group:cat",))
    settle(window)
    assert sorted(names(library, window.pages.photos)) == ["chelsea.png", "mirrored chelsea.jpg"]
    assert window.pages.header.note == "2 photos"
    assert window.pages.header.parts == ["cat"]


def test_word_finds_photos_and_says_how_it_was_understood(
    library: Library, window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    window.search.setFocus()
    qtbot.keyClicks(window.search, "kitte")
    settle(window)
    assert "kitten" in [choice.text for choice in window.search.choices]
    qtbot.keyClicks(window.search, "n")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    settle(window)
    assert set(names(library, window.pages.matches)) == {"chelsea.png", "mirrored chelsea.jpg"}
    assert window.pages.header.note.startswith("kitten: showing ")


@pytest.mark.parametrize("text", ["xqztw", "?!", "\N{CJK UNIFIED IDEOGRAPH-732B}", "x" * 10_000])
def test_text_that_finds_nothing_says_why(window: MainWindow, settle: Settle, text: str) -> None:
    window.pages.find_photos(text)
    settle(window)
    assert window.pages.empty.isVisible()
    assert len(window.pages.empty.text) > 10
    assert window.messages.text == ""


def test_screenshot_is_narrowed(library: Library, side_by_side: Path, tmp_path: Path, qapp: QApplication) -> None:
    wide, narrow = tmp_path / "wide.png", tmp_path / "narrow.png"
    app.screenshot(library, side_by_side, wide, (1000, 600))
    app.screenshot(library, side_by_side, narrow, (1000, 600), focus="espresso")
    assert QImage(str(narrow)).width() == 1000
    assert QImage(str(narrow)) != QImage(str(wide))
    with pytest.raises(UnknownLabelError):
        app.screenshot(library, side_by_side, narrow, focus="no such thing")


FIRST_ROWS = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from photosim.library import Library
from photosim.paths import AppPaths
from photosim.ui.main_window import MainWindow

application = QApplication([])
library = Library.open(paths=AppPaths.below(Path(sys.argv[1])))
window = MainWindow(library, remember=False)
def told():
    print(json.dumps([name if name.startswith("photosim") else name.split(".")[0] for name in sys.modules]))
    application.quit()

window.pages.photos.modelReset.connect(told)
window.show()
window.start(index=False)
application.exec()
window.close()
"""


def test_first_photos_are_listed_without_what_tags_and_words_need(library: Library, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST_ROWS, str(tmp_path / "state")],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = set(json.loads(done.stdout))
    assert "photosim.ui.sidebar" in loaded
    assert not loaded & {"numpy", "PIL", "onnxruntime", "photosim.library.tagging", "photosim.library.knowledge"}
    assert not [name for name in loaded if name.startswith("photosim.semantics")]
    assert not loaded & {f"photosim.ui.{name}" for name in ("models", "models_page", "model_card", "model_menu")}
    assert not loaded & {"onnx", "h5py", "photosim.library.manager", "photosim.library.shelf"}
