"""What a start does without: it stays late, and looks and works as if it had been there from the first moment."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QStyle
from pytestqt.qtbot import QtBot

from photosim.ui.history import Query
from photosim.ui.jobs import JobRunner
from photosim.ui.mirrored import mirrored
from photosim.ui.side_panel import SidePanel
from photosim.ui.thumb_loader import ThumbLoader
from tests.gui.x_desktop import ROOT
from tests.support import program_environment

LATE_MODULES = {
    "photosim.embed.providers",
    "photosim.library.inventory",
    "photosim.library.reports",
    "photosim.library.twins",
    "photosim.store.state",
    "photosim.ui.choosing",
    "photosim.ui.clipboard",
    "photosim.ui.details",
    "photosim.ui.drop",
    "photosim.ui.pace",
    "photosim.ui.preview",
    "photosim.ui.reveal",
    "photosim.ui.runs",
    "photosim.ui.similar_panel",
    "photosim.ui.switching",
}
LATE_CLASSES = {"QStyle", "QAccessible", "QProcess"}

FIRST_PAINTING = """
import json, os, sys
from pathlib import Path
from PySide6 import QtCore, QtGui, QtWidgets
from photosim.app import run_window
from photosim.paths import AppPaths
from photosim.ui.photo_grid import PhotoGrid

paint = PhotoGrid.paintEvent

def told(grid, event):
    paint(grid, event)
    if grid.model() is not None and grid.model().rowCount():
        classes = [name for module in (QtCore, QtGui, QtWidgets) for name in vars(module)]
        QtWidgets.QApplication.instance().setStyleSheet("")  # it stands between
        style = QtWidgets.QApplication.style().objectName()
        print(json.dumps([sorted(sys.modules), classes, style]), flush=True)
        os._exit(0)

PhotoGrid.paintEvent = told
run_window(AppPaths.below(Path(sys.argv[1])))
"""


def test_the_first_photos_are_painted_without_what_is_used_later(indexed_base: Path, tmp_path: Path) -> None:
    shutil.copytree(indexed_base / "state", tmp_path / "state")
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINTING, str(tmp_path / "state")],
        cwd=ROOT,
        env=program_environment({"QT_QPA_PLATFORM": "offscreen"}),
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
    )
    modules, classes, style = json.loads(done.stdout)
    assert {"photosim.ui.photo_grid", "photosim.library.facade"} <= set(modules)
    assert LATE_MODULES & set(modules) == set()
    assert "QMainWindow" in classes
    assert LATE_CLASSES & set(classes) == set()
    assert style == "fusion"


@pytest.fixture
def side_panel(fake_library: Callable[[int], Any], qtbot: QtBot) -> SidePanel:
    runner, library = JobRunner(cores=2), fake_library(3)
    panel = SidePanel(library, runner, ThumbLoader(library, runner))
    qtbot.addWidget(panel)
    panel.resize(300, 700)
    panel.show()
    return panel


def settle(panel: SidePanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not panel.busy and not panel._runner.busy())


def test_the_hint_of_the_panel_is_there_while_no_photo_is(side_panel: SidePanel, tmp_path: Path, qtbot: QtBot) -> None:
    def hints() -> list[str]:
        return [one.text() for one in side_panel.findChildren(QLabel) if one.isVisible()]

    before = hints()
    assert [text[:14] for text in before] == ["Select a photo"]
    side_panel.set_query(None)
    assert hints() == before
    side_panel.prepare()
    assert hints() == before
    side_panel.set_query(Query(tmp_path / "none.jpg", "none.jpg"))
    assert before[0] not in hints()
    side_panel.set_query(None)
    assert hints() == before
    settle(side_panel, qtbot)


def test_the_panel_is_made_for_the_first_photo(side_panel: SidePanel, tmp_path: Path, qtbot: QtBot) -> None:
    wanted: list[Query] = []
    side_panel.query_wanted.connect(wanted.append)
    side_panel.refresh()
    side_panel.renew()
    side_panel.set_query(Query(tmp_path / "none.jpg", "none.jpg"))
    assert side_panel.busy
    QApplication.processEvents()
    assert side_panel.inside.isVisible()
    assert side_panel.inside.size() == side_panel.size()
    side_panel.inside.query_wanted.emit(Query(tmp_path / "none.jpg", "none.jpg"))
    assert len(wanted) == 1
    settle(side_panel, qtbot)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("place", [QRect(5, 2, 20, 9), QRect(90, 0, 17, 30), QRect(40, 1, 1, 1)])
def test_places_are_mirrored_as_by_qt(direction: Qt.LayoutDirection, place: QRect) -> None:
    around = QRect(3, -4, 120, 50)
    assert mirrored(direction, around, place) == QStyle.visualRect(direction, around, place)
