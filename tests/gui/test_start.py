"""What a start does without: it stays late, and looks and works as if it had been there from the first moment."""

import gc
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

from photosim.ui import main_window
from photosim.ui.history import Query
from photosim.ui.jobs import JobRunner
from photosim.ui.main_window import MainWindow
from photosim.ui.mirrored import mirrored
from photosim.ui.result_view import ResultView
from photosim.ui.side_panel import SidePanel
from photosim.ui.thumb_loader import ThumbLoader
from tests.gui.x_desktop import ROOT
from tests.support import program_environment

Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]

LATE_MODULES = {
    "argparse",
    "photosim.cli.parser",
    "photosim.embed.providers",
    "photosim.handover",
    "photosim.library.inventory",
    "photosim.library.reports",
    "photosim.library.twins",
    "photosim.store.state",
    "photosim.ui.choice_list",
    "photosim.ui.choosing",
    "photosim.ui.clipboard",
    "photosim.ui.details",
    "photosim.ui.drop",
    "photosim.ui.empty_panel",
    "photosim.ui.listening",
    "photosim.ui.overview",
    "photosim.ui.pace",
    "photosim.ui.preview",
    "photosim.ui.query_page",
    "photosim.ui.query_results",
    "photosim.ui.reveal",
    "photosim.ui.runs",
    "photosim.ui.side_view",
    "photosim.ui.similar_panel",
    "photosim.ui.switching",
    "photosim.ui.tagging",
}
LATE_CLASSES = {"QStyle", "QAccessible", "QProcess", "QCalendarWidget", "QCompleter"}

FIRST_PAINTING = """
import gc, json, linecache, os, sys
from photosim.__main__ import run
from tests.benchmarks.library_window import GridFinder

def told():
    from PySide6 import QtCore, QtGui, QtWidgets
    modules, read, collecting = sorted(sys.modules), sorted(linecache.cache), gc.isenabled()
    classes = [name for module in (QtCore, QtGui, QtWidgets) for name in vars(module)]
    QtWidgets.QApplication.instance().setStyleSheet("")  # it stands between
    style = QtWidgets.QApplication.style().objectName()
    print(json.dumps([modules, classes, read, collecting, style]), flush=True)
    os._exit(0)

sys.meta_path.insert(0, GridFinder(told))
run()
"""


def test_the_first_photos_are_painted_without_what_is_used_later(indexed_base: Path, tmp_path: Path) -> None:
    shutil.copytree(indexed_base / "state", tmp_path / "state")
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINTING],
        cwd=ROOT,
        env=program_environment({"QT_QPA_PLATFORM": "offscreen", "PHOTOSIM_DATA_DIR": str(tmp_path / "state")}),
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
    )
    modules, classes, read, collecting, style = json.loads(done.stdout)
    assert {"photosim.ui.photo_grid", "photosim.library.facade"} <= set(modules)
    assert LATE_MODULES & set(modules) == set()
    assert "QMainWindow" in classes
    assert LATE_CLASSES & set(classes) == set()
    assert [file for file in read if "photosim" in Path(file).parts] == []  # PySide has read no source
    assert not collecting
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


def test_answers_come_as_everything_was_set_before_there_were_any(
    fake_library: Callable[[int], Any], open_window: Open, settle: Settle
) -> None:
    window = open_window(fake_library(40), index=False)
    window.pages.set_view(ResultView(strictness=0, collapse=True))
    window.pages.set_cell_size(96)
    settle(window)
    window.pages.open_photo(3)
    settle(window)
    assert window.pages.answers.controls.view == window.pages.view == ResultView(strictness=0, collapse=True)
    assert window.pages.match_grid.cell_size == 96
    assert window.pages.matches.rowCount() == 39
    assert window.pages.grid is window.pages.match_grid
    assert window.pages.model is window.pages.matches
    assert window.pages.match_grid.actions()  # the keys of photos hold there, too


def test_garbage_is_collected_again_once_the_window_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gc, "freeze", lambda: None)  # for the other tests in this process
    gc.disable()
    try:
        main_window._leave_alone()
        assert gc.isenabled()
    finally:
        gc.enable()
