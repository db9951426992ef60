"""Moving photos to the system's trash and back; runs on a worker.

Qt knows the trash of each system (https://specifications.freedesktop.org/trash-spec/latest/ on Linux, also on other
file systems than that of the home folder). Where there is none, the photo stays where it is: nothing is ever deleted.
"""

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFile, QStandardPaths

from photosim.core.photo import PhotoId
from photosim.errors import UserError
from photosim.library import Library
from photosim.ui.jobs import JobContext
from photosim.ui.language import tr
from photosim.ui.pace import go_through

_BATCH: Final = 100
"""Photos between two times the catalogue is told; what a crash could leave untold is found by the next scan."""


@dataclass(frozen=True, slots=True)
class Trashed:
    """A photo that was moved to the trash.

    Attributes:
        photo_id: its number.
        path: where it was.
        kept: where it is now; None where the system does not tell, and it cannot be brought back from here.
    """

    photo_id: PhotoId
    path: Path
    kept: Path | None


@dataclass(frozen=True, slots=True)
class TrashReport:
    """What became of a request.

    Attributes:
        moved: photos that were moved, into the trash or back.
        failed: those that were not, and why.
        cancelled: whether it was cut short; what is in neither list was not touched.
        problem: why the catalogue could not be told, empty if it was; the next scan finds out by itself.
    """

    moved: tuple[Trashed, ...]
    failed: tuple[tuple[Path, str], ...]
    cancelled: bool = False
    problem: str = ""


def move(library: Library, ids: Sequence[PhotoId]) -> Callable[[JobContext], TrashReport]:
    """Work that moves photos to the trash and tells the catalogue; reports `Done`."""

    def work(context: JobContext) -> TrashReport:
        photos = library.photos(ids)
        known = [photos[photo_id] for photo_id in ids if photo_id in photos]
        moved: list[Trashed] = []
        failed: list[tuple[Path, str]] = []
        problem, told = "", 0
        for photo in go_through(known, context):
            kept, reason = move_file(photo.path)
            if reason:
                failed.append((photo.path, reason))
                continue
            moved.append(Trashed(photo.id, photo.path, kept))
            if len(moved) - told >= _BATCH:
                problem = _tell(library.forget_files, moved[told:]) or problem
                told = len(moved)
        problem = _tell(library.forget_files, moved[told:]) or problem
        return TrashReport(tuple(moved), tuple(failed), len(moved) + len(failed) < len(known), problem)

    return work


def bring_back(library: Library, trashed: Sequence[Trashed]) -> Callable[[JobContext], TrashReport]:
    """Work that undoes `move`; reports `Done`."""

    def work(context: JobContext) -> TrashReport:
        moved: list[Trashed] = []
        failed: list[tuple[Path, str]] = []
        for photo in go_through(trashed, context):
            reason = return_file(photo.kept, photo.path)
            if reason:
                failed.append((photo.path, reason))
            else:
                moved.append(photo)
        problem = _tell(library.files_returned, moved)
        return TrashReport(tuple(moved), tuple(failed), len(moved) + len(failed) < len(trashed), problem)

    return work


def _tell(catalogue: Callable[[Sequence[int]], None], photos: Sequence[Trashed]) -> str:
    """Tell the catalogue; why it could not be told. What was moved must be known whatever becomes of that."""
    try:
        catalogue([photo.photo_id for photo in photos])
    except UserError as error:
        return str(error)
    return ""


def move_file(path: Path) -> tuple[Path | None, str]:
    """Move one file to the trash.

    Returns:
        Where it is now, None if the system does not tell; and why it could not be moved, empty if it was.
    """
    if not os.path.lexists(path):
        return None, tr("it is not there any more")
    _make_home_of_trash()
    file = QFile(str(path))
    # The object's own method: it knows the new place, which the static one does not tell in Python.
    if not file.moveToTrash():
        return None, tr("there is no trash for it")
    kept = Path(file.fileName())
    return (kept if kept != path and os.path.lexists(kept) else None), ""


def return_file(kept: Path | None, path: Path) -> str:
    """Move one file out of the trash, to where it was.

    Returns:
        Why it could not be, empty if it was.
    """
    if kept is None or not os.path.lexists(kept):
        return tr("it is not in the trash any more")
    if os.path.lexists(path):
        return tr("another file has its place now")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return tr("its folder cannot be made again")
    if not QFile.rename(str(kept), str(path)):  # never writes over a file, and copies across file systems
        return tr("its folder cannot be written to")
    _forget_note(kept)
    return ""


def _forget_note(kept: Path) -> None:
    """Remove what the trash noted down about a file that is not in it any more."""
    if sys.platform == "win32":  # $RABC.jpg is described by $IABC.jpg
        notes = [kept.with_name(f"$I{kept.name[2:]}")] if kept.name.startswith("$R") else []
    else:
        notes = [kept.parent.parent / "info" / f"{kept.name}.trashinfo"]
    for note in notes:
        try:
            note.unlink(missing_ok=True)
        except OSError:
            continue  # the trash shows an entry without a file, no more


def _make_home_of_trash() -> None:
    """The trash of the home folder is made by Qt, but not the folder it is to be in."""
    if sys.platform in {"win32", "darwin"}:
        return
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    try:
        Path(home).mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return  # no trash then; each photo says so
