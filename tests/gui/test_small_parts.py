"""History, words, settings, colours and the crash report."""

import json
import logging
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from photosim import settings
from photosim.core.cancel import Progress
from photosim.core.photo import Match, PhotoId
from photosim.errors import LibraryError
from photosim.settings import Settings
from photosim.ui import theme, words
from photosim.ui.crash import CrashReporter
from photosim.ui.history import History, Page, Place, Query
from photosim.ui.indexing import IndexingState
from photosim.ui.status import StatusBar

# -- history


def page(number: int) -> Page:
    return Page(Query(PhotoId(number), f"photo {number}"), place=Place.QUERY)


def source(shown: Page) -> object:
    return shown.query.source if shown.query else None


def test_history_goes_back_and_forward() -> None:
    history = History()
    assert (history.can_go_back, history.can_go_forward) == (False, False)
    history.visit(page(1))
    history.visit(page(2))
    assert source(history.back()) == 1
    assert source(history.back()) is None
    assert source(history.back()) is None
    assert source(history.forward()) == 1
    assert (history.can_go_back, history.can_go_forward) == (True, True)
    history.visit(page(3))  # what was ahead is forgotten
    assert (history.can_go_back, history.can_go_forward) == (True, False)
    assert source(history.back()) == 1


def test_history_remembers_how_a_page_was_left() -> None:
    history = History()
    history.change(scroll=480, selected=PhotoId(7), chosen=(PhotoId(7), PhotoId(9)))
    history.visit(page(1))
    history.change(matches=(Match(Path("x"), 0.5, PhotoId(2)),), scroll=20)
    left = history.back()
    assert (left.scroll, left.selected, left.chosen) == (480, 7, (7, 9))
    came = history.forward()
    assert (came.scroll, came.selected, len(came.matches or ())) == (20, None, 1)


def test_page_that_cannot_be_is_dropped() -> None:
    history = History()
    history.visit(page(1))
    history.visit(page(2))
    assert source(history.drop()) == 1
    assert not history.can_go_forward
    assert source(history.drop()) is None
    assert source(history.drop()) is None


def test_history_is_bounded() -> None:
    history = History(limit=5)
    for number in range(20):
        history.visit(page(number))
    steps = 0
    while history.can_go_back:
        history.back()
        steps += 1
    assert steps == 4


# -- words


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (Progress("scanning"), "Looking for photos"),
        (Progress("scanning", done=3120), "Looking for photos · 3,120 photos so far"),
        (
            Progress("looking", 4210, 52300, 0, 48.2, 1020.0),
            "Looking at photos 4,210 of 52,300 · 48 photos/s · 17 min left",
        ),
        (Progress("looking", 1, 9, 0, 5.71, 7.0), "Looking at photos 1 of 9 · 5.7 photos/s · less than a minute left"),
        (Progress("looking", 0, 9), "Looking at photos 0 of 9"),
        (Progress("looking", 1, 9, 0, 20.0, 7500.0), "Looking at photos 1 of 9 · 20 photos/s · 2 h 5 min left"),
        (Progress("sorting", 9, 9), "Sorting the search index"),
        (Progress("dating", 1200, 52300), "Reading when photos were taken: 1,200 of 52,300"),
        (Progress("learning", 1, 3), "Learning the albums"),
        (Progress("reading", 2, 9), "Reading photos: 2 of 9"),
        (Progress("comparing", 2, 9), "Comparing photos: 2 of 9"),
        (Progress("checking", 2, 9), "Looking closely at what is alike: 2 of 9"),
    ],
)
def test_progress_in_words(state: Progress, expected: str) -> None:
    assert words.progress(state) == expected


def test_figures_in_words() -> None:
    assert [words.count(n) for n in (0, 1, 1204)] == ["0 photos", "1 photo", "1,204 photos"]
    sizes = [words.file_size(n) for n in (0, 999, 1000, 3_400_000, 999_000_000, 2_500_000_000)]
    assert sizes == ["0 bytes", "999 bytes", "1.0 kB", "3.4 MB", "999 MB", "2.5 GB"]
    assert [words.listed(["a", "b", "c"][:n]) for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert words.quoted(" two\nwords ") == "\N{LEFT DOUBLE QUOTATION MARK}two words\N{RIGHT DOUBLE QUOTATION MARK}"
    assert words.sentence("no photo shows it") == "No photo shows it."
    assert words.sentence("Why?") == "Why?"
    assert words.sentence("vgg16.onnx is damaged") == "vgg16.onnx is damaged."
    assert words.shown_folder(Path.home() / "Pictures") == str(Path("~") / "Pictures")
    assert words.shown_name("a\nb\udcff\N{CAT FACE}.jpg") == "a\N{REPLACEMENT CHARACTER}b?\N{CAT FACE}.jpg"


# -- settings


def test_settings_come_back(tmp_path: Path) -> None:
    file = tmp_path / "config" / "window.json"
    kept = Settings(1, "abc=", (900, 300), 220, sidebar_hidden=True, thumbnail=200, paused=True, last_folder="/photos")
    settings.save(kept, file)
    assert settings.load(file) == kept
    assert [left.name for left in file.parent.iterdir()] == ["window.json"]


def test_every_choice_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    kept = Settings(
        theme="dark",
        language="de",
        speed="eco",
        sort="name",
        sort_descending=False,
        headings=False,
        collapse=True,
        strictness=80,
        sidebar_closed=("tags",),
        panel_hidden=True,
        provider="cpu",
    )
    settings.save(kept, file)
    assert settings.load(file) == kept


@pytest.mark.parametrize(
    "values",
    [
        {"theme": "pink"},
        {"language": "xx"},
        {"speed": "ludicrous"},
        {"sort": "luck"},
        {"strictness": 101},
        {"strictness": True},
        {"thumbnail": 8},
        {"thumbnail": "large"},
        {"splitter": [1, "2"]},
        {"sidebar_closed": [1]},
        {"headings": 1},
    ],
    ids=str,
)
def test_value_that_makes_no_sense_is_the_usual_one(tmp_path: Path, values: dict[str, object]) -> None:
    file = tmp_path / "window.json"
    file.write_text(json.dumps({"last_folder": "/here", **values}))
    assert settings.load(file) == Settings(last_folder="/here")


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b"\xff\xfe\x00", b"nonsense"])
def test_damaged_settings_are_kept_aside(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "window.json"
    file.write_bytes(content)
    assert settings.load(file) == Settings()
    assert not file.exists()
    assert (tmp_path / "window.json.damaged").read_bytes() == content


def test_settings_of_a_newer_program_are_kept_aside(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    file.write_text('{"version": 99, "thumbnail": "huge"}')
    assert settings.load(file) == Settings()
    assert (tmp_path / "window.json.newer").exists()


def test_one_wrong_value_costs_that_value_only(tmp_path: Path) -> None:
    file = tmp_path / "window.json"
    file.write_text(
        json.dumps({"version": 1, "thumbnail": 5000, "paused": "yes", "splitter": [1, "x"], "geometry": "g"})
    )
    assert settings.load(file) == Settings(geometry="g")
    assert settings.load(tmp_path / "none.json") == Settings()


def test_unwritable_config_folder_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where the folder should be")
    with pytest.raises(LibraryError, match="config"):
        settings.save(Settings(), tmp_path / "config" / "window.json")


# -- colours


def test_theme_follows_the_scheme_and_the_palette(qapp: QApplication) -> None:
    theme.apply(qapp, Qt.ColorScheme.Dark)
    assert theme.colours(qapp.palette()) is theme.DARK
    theme.apply(qapp)  # the offscreen platform does not know: the palette decides
    assert theme.colours(qapp.palette()) is theme.DARK
    theme.apply(qapp, Qt.ColorScheme.Light)
    assert theme.colours(qapp.palette()) is theme.LIGHT
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == theme.LIGHT.window


# -- crash report


@pytest.fixture
def reporter(tmp_path: Path, qapp: QApplication) -> CrashReporter:
    return CrashReporter(tmp_path / "log")


def test_bug_in_a_slot_is_reported_and_the_program_goes_on(
    reporter: CrashReporter, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    with reporter.installed(), caplog.at_level(logging.CRITICAL):
        # pytest-qt catches what leaves a slot; `test_app` has a real slot in a real loop, here the hook is called.
        try:
            list[int]().pop()
        except IndexError as error:
            sys.excepthook(type(error), error, error.__traceback__)
        qtbot.waitUntil(lambda: reporter.dialog is not None)
        assert reporter.dialog is not None
        text = reporter.dialog.text.toPlainText()
        assert "IndexError" in text
        assert "Qt 6" in text
        reporter.dialog.close()
        qtbot.waitUntil(lambda: reporter.dialog is None)
    assert "IndexError" in caplog.text


def test_bug_on_a_thread_is_reported(reporter: CrashReporter, qtbot: QtBot) -> None:
    with reporter.installed():
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: reporter.dialog is not None)
        assert reporter.dialog is not None
        assert "ZeroDivisionError" in reporter.dialog.text.toPlainText()
        reporter.dialog.close()


def test_bug_that_comes_back_is_shown_once(reporter: CrashReporter, qtbot: QtBot) -> None:
    class Broken(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            message = "cannot paint"
            raise RuntimeError(message)

    shown = 0
    with reporter.installed():
        for _ in range(5):
            try:
                Broken.paintEvent(None, None)  # type: ignore[arg-type]
            except RuntimeError as error:
                sys.excepthook(type(error), error, error.__traceback__)
            QTimer.singleShot(20, lambda: None)
            qtbot.wait(30)
            if reporter.dialog is not None:
                shown += 1
                reporter.dialog.close()
                qtbot.wait(10)
    assert shown == 1


def test_hooks_are_put_back(reporter: CrashReporter) -> None:
    before = sys.excepthook, threading.excepthook
    with reporter.installed():
        assert (sys.excepthook, threading.excepthook) != before
    assert (sys.excepthook, threading.excepthook) == before


def test_button_beside_a_changing_text_stays_where_it_is(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(1000, bar.height())
    with qtbot.waitExposed(bar):
        bar.show()
    places = []
    for done, rate, left in ((10, 9.5, 300.0), (99, 11.0, 50.0), (2, 0.4, 400.0), (98, 104.0, 120.0)):
        bar.show_indexing(IndexingState(running=True, progress=Progress("looking", done, 100, 0, rate, left)))
        QApplication.sendPostedEvents()
        places.append(bar._button.x())
    assert places[0] <= places[1] == places[2] == places[3]
    bar.show_indexing(IndexingState(running=True, progress=Progress("looking", 1, 1_000_000, 0, 11.0, 99_000.0)))
    bar.resize(300, bar.height())
    QApplication.sendPostedEvents()
    assert bar._button.geometry().right() <= 300  # what it would like to have, not what it must
    bar.show_indexing(IndexingState())
    assert bar._text.sizeHint().width() <= 80
