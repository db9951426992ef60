"""Photos go to the trash of the system and come back, one or many; nothing is ever deleted."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photosim.core.cancel import CancelToken
from photosim.core.photo import PhotoId
from photosim.errors import LibraryError
from photosim.library import Library
from photosim.ui import trash
from photosim.ui.jobs import JobContext
from photosim.ui.main_window import MainWindow
from photosim.ui.message_bar import Kind
from photosim.ui.trash import TrashReport
from tests.gui.doing import names

Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]
pytestmark = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the trash of a test's own")


def ids_of(library: Library, *wanted: str) -> list[PhotoId]:
    known = {photo.path.stem: photo_id for photo_id, photo in library.photos(library.photo_ids().tolist()).items()}
    return [known[name] for name in wanted]


def context(reports: list[object] | None = None) -> JobContext:
    return JobContext(CancelToken(), (reports if reports is not None else []).append)


def trash_folder() -> Path:
    return Path(os.environ["XDG_DATA_HOME"]) / "Trash"


def move(library: Library, *wanted: str) -> TrashReport:
    report = trash.move(library, ids_of(library, *wanted))(context())
    assert isinstance(report, TrashReport)
    return report


@pytest.fixture
def window(own_library: Library, open_window: Open, settle: Settle) -> MainWindow:
    made = open_window(own_library, index=False)
    settle(made)
    return made


def select(window: MainWindow, library: Library, *wanted: str) -> None:
    grid = window.pages.grid
    assert grid is not None
    grid.select_photos(ids_of(library, *wanted))
    grid.setFocus()


def shown(window: MainWindow, library: Library) -> set[str]:
    return {Path(name).stem for name in names(library, window.pages.photos)}


# -- files


def test_moved_file_is_in_the_trash_with_its_note(own_library: Library, own_photos: Path) -> None:
    content = (own_photos / "coffee.jpg").read_bytes()
    report = move(own_library, "coffee")
    [photo] = report.moved
    assert photo.path == own_photos / "coffee.jpg"
    assert photo.kept is not None
    assert photo.kept.read_bytes() == content
    assert photo.kept.parent == trash_folder() / "files"
    note = trash_folder() / "info" / "coffee.jpg.trashinfo"
    assert "Path=" in note.read_text()
    assert not photo.path.exists()
    assert len(own_library.photo_ids()) == 4
    assert own_library.similar(own_photos / "rocket.jpg", k=10) != []
    assert all(match.path.stem != "coffee" for match in own_library.similar(own_photos / "rocket.jpg", k=10))


def test_file_comes_back_with_everything_known_of_it(own_library: Library, own_photos: Path) -> None:
    [coffee] = ids_of(own_library, "coffee")
    before = own_library.similar(coffee, k=3)
    written = (own_photos / "coffee.jpg").stat().st_mtime_ns
    report = move(own_library, "coffee")
    back = trash.bring_back(own_library, report.moved)(context())
    assert back == TrashReport(report.moved, ())
    assert (own_photos / "coffee.jpg").stat().st_mtime_ns == written
    assert list((trash_folder() / "info").iterdir()) == []
    assert list((trash_folder() / "files").iterdir()) == []
    assert coffee in own_library.photo_ids()
    assert own_library.similar(coffee, k=3) == before
    run = own_library.index()
    assert (run.added, run.updated, run.missing) == (0, 0, 0)


def test_file_comes_back_to_a_folder_that_has_gone(own_library: Library, own_photos: Path) -> None:
    names_of_all = [path.stem for path in own_photos.iterdir()]
    report = move(own_library, *names_of_all)
    own_photos.rmdir()
    back = trash.bring_back(own_library, report.moved)(context())
    assert len(back.moved) == 5
    assert sorted(path.stem for path in own_photos.iterdir()) == sorted(names_of_all)


def test_place_taken_meanwhile_is_not_written_over(own_library: Library, own_photos: Path) -> None:
    report = move(own_library, "coffee", "rocket")
    (own_photos / "coffee.jpg").write_bytes(b"another one")
    back = trash.bring_back(own_library, report.moved)(context())
    assert [photo.path.stem for photo in back.moved] == ["rocket"]
    assert back.failed == ((own_photos / "coffee.jpg", "another file has its place now"),)
    assert (own_photos / "coffee.jpg").read_bytes() == b"another one"
    kept = next(photo.kept for photo in report.moved if photo.path.stem == "coffee")
    assert kept is not None
    assert kept.exists()


def test_emptied_trash_is_told(own_library: Library, own_photos: Path) -> None:
    report = move(own_library, "coffee")
    (trash_folder() / "files" / "coffee.jpg").unlink()
    back = trash.bring_back(own_library, report.moved)(context())
    assert back.moved == ()
    assert back.failed == ((own_photos / "coffee.jpg", "it is not in the trash any more"),)


def test_without_a_trash_nothing_is_deleted(
    own_library: Library, own_photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").write_bytes(b"")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "a file" / "data"))
    report = move(own_library, "coffee")
    assert report.moved == ()
    assert report.failed == ((own_photos / "coffee.jpg", "there is no trash for it"),)
    assert (own_photos / "coffee.jpg").exists()
    assert len(own_library.photo_ids()) == 5


def test_file_that_has_gone_is_told(own_library: Library, own_photos: Path) -> None:
    (own_photos / "coffee.jpg").unlink()
    report = move(own_library, "coffee", "rocket")
    assert [photo.path.stem for photo in report.moved] == ["rocket"]
    assert report.failed == ((own_photos / "coffee.jpg", "it is not there any more"),)


def test_names_that_meet_in_the_trash_all_come_back(own_library: Library, own_photos: Path) -> None:
    first = move(own_library, "coffee")
    (own_photos / "coffee.jpg").write_bytes((own_photos / "rocket.jpg").read_bytes())
    own_library.index()
    second = move(own_library, "coffee")
    assert first.moved[0].kept != second.moved[0].kept
    (own_photos / "coffee.jpg").unlink(missing_ok=True)
    back = trash.bring_back(own_library, second.moved)(context())
    assert len(back.moved) == 1
    assert (own_photos / "coffee.jpg").read_bytes() == (own_photos / "rocket.jpg").read_bytes()


def test_what_was_moved_is_known_though_the_catalogue_is_not_told(
    own_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        message = "the catalogue is locked"
        raise LibraryError(message)

    monkeypatch.setattr(own_library, "forget_files", refuse)
    report = move(own_library, "coffee", "rocket")
    assert len(report.moved) == 2
    assert report.problem == "the catalogue is locked"


@pytest.mark.skipif(not os.access("/dev/shm", os.W_OK), reason="needs a second file system")
def test_works_on_another_file_system(own_photos: Path, tmp_path: Path) -> None:
    """Its trash is at the top of that file system; what this test puts there is taken out again."""
    folder = Path("/dev/shm") / f"photosim-{os.getpid()}-{tmp_path.name}"
    if folder.parent.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("both are one file system")
    folder.mkdir()
    had_trash = (folder.parent / f".Trash-{os.getuid()}").exists()
    photo = folder / "far.jpg"
    photo.write_bytes((own_photos / "coffee.jpg").read_bytes())
    try:
        kept, reason = trash.move_file(photo)
        assert reason == ""
        assert kept is not None
        assert not photo.exists()
        assert trash.return_file(kept, photo) == ""
        assert photo.read_bytes() == (own_photos / "coffee.jpg").read_bytes()
        assert not kept.exists()
    finally:
        photo.unlink(missing_ok=True)
        folder.rmdir()
        if not had_trash and kept is not None:
            for made in (kept.parent, kept.parent.parent / "info", kept.parent.parent):
                made.rmdir()  # refuses where anything is in it


# -- in the window


def test_delete_moves_one_photo_and_undo_brings_it_back(
    window: MainWindow, own_library: Library, own_photos: Path, settle: Settle, qtbot: QtBot
) -> None:
    select(window, own_library, "coffee")
    settle(window)
    window.activateWindow()
    grid = window.pages.photo_grid
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    settle(window)
    assert not (own_photos / "coffee.jpg").exists()
    assert "coffee" not in shown(window, own_library)
    assert window.messages.text == "Moved 1 photo to the trash."
    assert window.messages.kind is Kind.UNDO
    assert window.status._text.text().startswith("4 photos")
    assert window.commands.get("undo").text() == "Undo moving 1 photo to the trash"
    qtbot.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert (own_photos / "coffee.jpg").exists()
    assert "coffee" in shown(window, own_library)
    assert window.messages.text == "1 photo is back where it was."
    assert window.status._text.text().startswith("5 photos")
    assert names(own_library, window.pages.photos)[grid.currentIndex().row()].startswith("coffee")
    assert len(window.pages.selected_ids()) == 1
    assert not window.commands.get("undo").isEnabled()


def test_several_are_moved_after_asking(
    window: MainWindow, own_library: Library, own_photos: Path, settle: Settle, qtbot: QtBot
) -> None:
    select(window, own_library, "coffee", "rocket", "chelsea")
    settle(window)
    before = QApplication.focusWidget()
    qtbot.keyClick(window.pages.photo_grid, Qt.Key.Key_Delete)
    settle(window)
    assert window.messages.kind is Kind.QUESTION
    assert window.messages.text.startswith("Move 3 photos to the trash?")
    assert QApplication.focusWidget() is before
    assert len(list(own_photos.iterdir())) == 5
    qtbot.keyClick(window.pages.photo_grid, Qt.Key.Key_Delete)
    settle(window)
    assert len(list(own_photos.iterdir())) == 2
    assert window.messages.text == "Moved 3 photos to the trash."
    window.messages._card.action.click()
    settle(window)
    assert len(list(own_photos.iterdir())) == 5
    assert len(shown(window, own_library)) == 5
    assert window.undo.text == ""


def test_button_of_the_question_moves_those_it_was_about(
    window: MainWindow, own_library: Library, own_photos: Path, settle: Settle
) -> None:
    select(window, own_library, "coffee", "rocket")
    settle(window)
    window.commands.get("trash").trigger()
    window.messages._card.action.click()
    settle(window)
    assert {path.stem for path in own_photos.iterdir()}.isdisjoint({"coffee", "rocket"})
    assert window.messages.text == "Moved 2 photos to the trash."


def test_question_goes_with_the_selection(window: MainWindow, own_library: Library, settle: Settle) -> None:
    select(window, own_library, "coffee", "rocket")
    settle(window)
    window.commands.get("trash").trigger()
    assert window.messages.text.startswith("Move 2 photos")
    select(window, own_library, "coffee", "chelsea")
    settle(window)
    assert window.messages.text == ""


def test_failures_are_one_line(window: MainWindow, own_library: Library, own_photos: Path, settle: Settle) -> None:
    select(window, own_library, "coffee", "rocket", "chelsea", "astronaut")
    settle(window)
    for name in ("coffee", "rocket", "chelsea"):
        (own_photos / f"{name}.jpg").unlink()
    window.acting.files.trash_now(window.pages.selected_ids())
    settle(window)
    assert window.messages.kind is Kind.ERROR
    line = window.messages.text
    assert line.startswith("3 photos were not moved to the trash: ")
    assert line.count("\n") == 0
    assert line.endswith(" and 1 more (it is not there any more).")
    assert not (own_photos / "astronaut.jpg").exists()


def test_deeds_are_undone_last_first(
    window: MainWindow, own_library: Library, own_photos: Path, settle: Settle
) -> None:
    select(window, own_library, "coffee")
    settle(window)
    window.commands.get("trash").trigger()
    settle(window)
    select(window, own_library, "rocket")
    settle(window)
    window.commands.get("hide").trigger()
    settle(window)
    assert shown(window, own_library) == {"astronaut", "chelsea", "motorcycle_left"}
    window.commands.get("undo").trigger()
    settle(window)
    assert "rocket" in shown(window, own_library)
    assert not (own_photos / "coffee.jpg").exists()
    window.commands.get("undo").trigger()
    settle(window)
    assert "coffee" in shown(window, own_library)


def test_photo_leaves_the_answer_it_is_in(window: MainWindow, own_library: Library, settle: Settle) -> None:
    [coffee, rocket] = ids_of(own_library, "coffee", "rocket")
    window.pages.open_photo(coffee)
    settle(window)
    window.pages.set_view(window.pages.view.__class__(0, collapse=False))
    settle(window)
    assert rocket in window.pages.matches.ids
    window.pages.match_grid.select_photos([rocket])
    settle(window)
    window.commands.get("trash").trigger()
    settle(window)
    assert rocket not in window.pages.matches.ids
    window.commands.get("undo").trigger()
    settle(window)
    assert rocket in window.pages.matches.ids
