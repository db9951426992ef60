"""Copies of photos in a folder: names of their own, their times, nothing written over, nothing half."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from photosim.core.cancel import CancelToken
from photosim.core.photo import PhotoId
from photosim.library import Library
from photosim.ui import export, file_work
from photosim.ui.export import ExportReport
from photosim.ui.jobs import JobContext
from photosim.ui.main_window import MainWindow
from photosim.ui.message_bar import Kind
from photosim.ui.pace import Done, go_through

Open = Callable[..., MainWindow]
Settle = Callable[[MainWindow], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Chosen ones"
    made.mkdir()
    return made


@pytest.fixture
def window(own_library: Library, open_window: Open, settle: Settle) -> MainWindow:
    made = open_window(own_library, index=False)
    settle(made)
    return made


def all_ids(library: Library) -> list[PhotoId]:
    return [PhotoId(key) for key in library.photo_ids()]


def run(library: Library, folder: Path, token: CancelToken | None = None) -> ExportReport:
    context = JobContext(token or CancelToken(), lambda _: None)
    report = export.export(library, all_ids(library), folder)(context)
    assert isinstance(report, ExportReport)
    return report


def test_copies_hold_the_same_bytes_and_times(own_library: Library, own_photos: Path, folder: Path) -> None:
    os.utime(own_photos / "coffee.jpg", ns=(1_000_000_000_000_000_000, 1_111_111_111_000_000_000))
    report = run(own_library, folder)
    assert report.failed == ()
    assert not report.cancelled
    assert sorted(path.name for path in report.copies) == sorted(path.name for path in own_photos.iterdir())
    for copy in folder.iterdir():
        photo = own_photos / copy.name
        assert copy.read_bytes() == photo.read_bytes()
        assert copy.stat().st_mtime_ns == photo.stat().st_mtime_ns
    assert (folder / "coffee.jpg").stat().st_mtime_ns == 1_111_111_111_000_000_000


def test_nothing_is_written_over(own_library: Library, own_photos: Path, folder: Path) -> None:
    (folder / "coffee.jpg").write_bytes(b"mine")
    (folder / "coffee (2).jpg").mkdir()
    run(own_library, folder)
    assert (folder / "coffee.jpg").read_bytes() == b"mine"
    assert (folder / "coffee (3).jpg").read_bytes() == (own_photos / "coffee.jpg").read_bytes()
    again = run(own_library, folder)
    assert len(list(folder.iterdir())) == 12
    assert len(again.copies) == 5


def test_photos_may_be_copied_to_where_they_are(own_library: Library, own_photos: Path) -> None:
    run(own_library, own_photos)
    assert (own_photos / "coffee (2).jpg").read_bytes() == (own_photos / "coffee.jpg").read_bytes()


def test_photo_that_has_gone_costs_that_photo(own_library: Library, own_photos: Path, folder: Path) -> None:
    (own_photos / "coffee.jpg").unlink()
    report = run(own_library, folder)
    assert report.failed == ((own_photos / "coffee.jpg", "it is not there any more"),)
    assert len(report.copies) == len(list(folder.iterdir())) == 4


def test_folder_that_cannot_be_written_to_is_told(own_library: Library, tmp_path: Path) -> None:
    (tmp_path / "no folder").write_bytes(b"")
    report = run(own_library, tmp_path / "no folder")
    assert report.copies == ()
    assert {reason for _, reason in report.failed} == {os.strerror(20)}


def test_cancelling_leaves_no_half_copy(
    own_library: Library, own_photos: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = CancelToken()
    monkeypatch.setattr(export, "_CHUNK", 1000)
    looks = iter(range(1000))
    check = token.raise_if_cancelled

    def cancel_within_the_second_photo() -> None:
        if next(looks) > (own_photos / "astronaut.jpg").stat().st_size // 1000 + 2:
            token.cancel()
        check()

    monkeypatch.setattr(token, "raise_if_cancelled", cancel_within_the_second_photo)
    report = run(own_library, folder, token)
    assert report.cancelled
    assert len(report.copies) == 1
    assert list(folder.iterdir()) == list(report.copies)
    assert report.copies[0].read_bytes() == (own_photos / report.copies[0].name).read_bytes()


def test_progress_is_told_now_and_then_and_cancelling_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter(range(0, 1000, 1))
    monkeypatch.setattr("photosim.ui.pace.time.monotonic", lambda: next(times) * 0.03)
    token, told = CancelToken(), list[object]()
    through = []
    for number in go_through(list(range(100)), JobContext(token, told.append)):
        through.append(number)
        if number == 49:
            token.cancel()
    assert through == list(range(50))
    assert told[0] == Done(3, 100)
    assert len(told) == 12


# -- in the window


def choose(window: MainWindow, folder: Path) -> str:
    """Answer the file dialog as a user does; its title."""
    [dialog] = window.findChildren(QFileDialog)
    title = dialog.windowTitle()
    dialog.fileSelected.emit(str(folder))
    dialog.close()
    return title


def test_selected_photos_are_copied_to_the_folder_chosen(
    window: MainWindow, own_library: Library, folder: Path, settle: Settle
) -> None:
    window.pages.photo_grid.select_photos(all_ids(own_library)[:3])
    settle(window)
    window.commands.get("export").trigger()
    assert choose(window, folder) == "Copy 3 photos to a folder"
    settle(window)
    assert len(list(folder.iterdir())) == 3
    assert window.messages.text == "Copied 3 photos to Chosen ones."
    assert window.messages._card.action.text() == "Show folder"
    assert window.state.settings.last_folder == str(folder.parent)


def test_long_work_tells_how_far_it_is_and_can_be_cancelled(
    window: MainWindow, own_library: Library, folder: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_work, "PATIENCE_MS", 0)
    seen: list[str] = []

    def work(context: JobContext) -> str:
        for number in range(1, 2000):
            context.report(Done(number, 4000))
            if context.token.cancelled:
                return f"stopped after {number}"
            context.token._event.wait(0.01)
        return "not stopped"

    def cancel_once_shown() -> None:
        if window.messages.text and window.messages.kind is Kind.WORK and not seen:
            seen.append(window.messages.text)
            window.messages._card.action.click()

    results: list[str] = []
    job = window.acting.files._work.start("test", work, lambda done: f"{done.done} of {done.total}", results.append)
    job.progress.connect(lambda _: cancel_once_shown())
    settle(window)
    assert len(seen) == 1
    assert seen[0].endswith(" of 4000")
    assert results[0].startswith("stopped after ")
    assert window.messages.text == ""


def test_short_work_tells_only_what_became_of_it(
    window: MainWindow, own_library: Library, folder: Path, settle: Settle
) -> None:
    shown: list[str] = []
    window.acting.files.export_to(all_ids(own_library), folder)
    window.messages.show_work = lambda text, *_: shown.append(text)  # type: ignore[method-assign]
    settle(window)
    assert shown == []
    assert window.messages.text == "Copied 5 photos to Chosen ones."
