"""Moving the selected photos to the trash and back, and copying them to a folder.

One photo goes to the trash at once, several after a question in the message bar, which Delete answers, too. Either way
the whole batch can be taken back, where the system tells where it keeps what it was given.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from photosim.core.photo import PhotoId
from photosim.library import Library
from photosim.ui.actions import Actions
from photosim.ui.file_work import FileWork
from photosim.ui.jobs import JobRunner
from photosim.ui.language import figure, plural, tr
from photosim.ui.message_bar import MessageBar
from photosim.ui.photo_actions import PhotoActions
from photosim.ui.undo import Deed, UndoStack

if TYPE_CHECKING:
    from photosim.ui.export import ExportReport
    from photosim.ui.pace import Done
    from photosim.ui.trash import Trashed, TrashReport

_MOST_NAMED: Final = 2
ChooseFolder = Callable[[str, Callable[[Path], None]], None]
"""Lets the user choose a folder: the title of the dialog, what to do with it."""


class FileActions(QObject):
    """One per window."""

    def __init__(
        self,
        library: Library,
        runner: JobRunner,
        photos: PhotoActions,
        messages: MessageBar,
        undo: UndoStack,
        choose_folder: ChooseFolder,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._photos = library, photos
        self._messages, self._undo, self._choose_folder = messages, undo, choose_folder
        self._work = FileWork(runner, messages, self)
        self._asked: tuple[str, tuple[PhotoId, ...]] = "", ()
        photos.selection_changed.connect(self.withdraw)

    def connect_to(self, actions: Actions) -> None:
        """Have the actions of the window do these things."""
        actions.connect_to("trash", self.trash)
        actions.connect_to("export", self.export)

    # -- trash

    def trash(self, wanted: Sequence[PhotoId] | None = None) -> None:
        """Move photos to the trash; several only after asking, or when told a second time.

        Args:
            wanted: which; None for those selected.
        """
        ids = tuple(self._photos.chosen() if wanted is None else wanted)
        text, asked = self._asked
        if len(ids) == 1 or (ids == asked and self._messages.text == text):
            self.withdraw()
            self.trash_now(ids)
        elif ids:
            self.withdraw()
            text = plural(
                "Move {n} photo to the trash?",
                "Move {n} photos to the trash? Pressing Delete once more does so.",
                len(ids),
            )
            self._asked = text, ids
            self._messages.ask(text, tr("Move to trash"), lambda: self.trash_now(ids))

    def withdraw(self) -> None:
        """The question was about other photos."""
        text, _ = self._asked
        self._asked = "", ()
        if text:
            self._messages.withdraw(text)

    def trash_now(self, ids: Sequence[PhotoId]) -> None:
        """Move photos to the trash, whatever is selected."""
        from photosim.ui import trash  # noqa: PLC0415 - a window opens without

        self._work.start("to the trash", trash.move(self._library, ids), _moving, self._trashed)

    def _trashed(self, report: "TrashReport") -> None:
        kept = [photo for photo in report.moved if photo.kept is not None]
        if report.moved:
            count = len(report.moved)
            told = plural("Moved {n} photo to the trash.", "Moved {n} photos to the trash.", count)
            if kept:
                deed = self._remember(kept, told)
                self._messages.show_undo(told, lambda: self._undo.undo(deed))
            else:
                self._messages.show_notice(told)
            self._photos.changed.emit({photo.photo_id for photo in report.moved})
        if report.problem:
            self._messages.show_error(report.problem)
        self._tell_failed(
            report.failed,
            lambda n, names: plural(
                "{n} photo was not moved to the trash: {names}",
                "{n} photos were not moved to the trash: {names}",
                n,
                names=names,
            ),
        )

    def _remember(self, photos: "Sequence[Trashed]", told: str) -> Deed:
        """Have it be undone; `told` is the message that goes then."""
        undo = plural("Undo moving {n} photo to the trash", "Undo moving {n} photos to the trash", len(photos))
        return self._undo.push(undo, lambda: self._bring_back(photos, told))

    def _bring_back(self, photos: "Sequence[Trashed]", told: str) -> None:
        from photosim.ui import trash  # noqa: PLC0415 - as above

        work = trash.bring_back(self._library, photos)
        self._messages.withdraw(told)
        self._work.start("out of the trash", work, _moving_back, lambda report: self._returned(report, photos))

    def _returned(self, report: "TrashReport", wanted: "Sequence[Trashed]") -> None:
        if report.cancelled:  # the rest can still be had
            through = {photo.path for photo in report.moved} | {path for path, _ in report.failed}
            self._remember([photo for photo in wanted if photo.path not in through], "")
        if report.moved:
            count = len(report.moved)
            self._messages.show_notice(
                plural("{n} photo is back where it was.", "{n} photos are back where they were.", count)
            )
            self._photos.have_returned([photo.photo_id for photo in report.moved])
        if report.problem:
            self._messages.show_error(report.problem)
        self._tell_failed(
            report.failed,
            lambda n, names: plural(
                "{n} photo could not be brought back: {names}",
                "{n} photos could not be brought back: {names}",
                n,
                names=names,
            ),
        )

    # -- export

    def export(self) -> None:
        """Copy the selected photos to a folder the user chooses."""
        ids = self._photos.chosen()
        title = plural("Copy {n} photo to a folder", "Copy {n} photos to a folder", len(ids))
        self._choose_folder(title, lambda folder: self.export_to(ids, folder))

    def export_to(self, ids: Sequence[PhotoId], folder: Path) -> None:
        """Copy photos to a folder."""
        from photosim.ui import export  # noqa: PLC0415 - as above

        self._work.start("export", export.export(self._library, ids, folder), _copying, self._exported)

    def _exported(self, report: "ExportReport") -> None:
        if report.copies:
            told = plural(
                "Copied {n} photo to {folder}.",
                "Copied {n} photos to {folder}.",
                len(report.copies),
                folder=report.folder.name or str(report.folder),
            )
            self._messages.ask(told, tr("Show folder"), lambda: self._show(report.copies))
        self._tell_failed(
            report.failed,
            lambda n, names: plural(
                "{n} photo was not copied: {names}", "{n} photos were not copied: {names}", n, names=names
            ),
        )

    def _show(self, copies: Sequence[Path]) -> None:
        from photosim.ui import reveal  # noqa: PLC0415 - as above

        if not reveal.show_in_folder(copies):
            self._messages.show_error(tr("The folder {folder} cannot be shown.", folder=str(copies[0].parent)))

    def _tell_failed(self, failed: Sequence[tuple[Path, str]], line: Callable[[int, str], str]) -> None:
        """All that failed, in one line: the first of them by name and reason."""
        if not failed:
            return
        self._messages.show_error(line(len(failed), _named(failed)))


def _named(failed: Sequence[tuple[Path, str]]) -> str:
    """The first few that failed, and why; a reason they share is told once."""
    reasons = {reason for _, reason in failed}
    one = next(iter(reasons)) if len(reasons) == 1 else ""
    first = failed[:_MOST_NAMED]
    each = [path.name if one else tr("{name} ({reason})", name=path.name, reason=reason) for path, reason in first]
    names, more = ", ".join(each), len(failed) - len(first)
    if more:
        names = plural("{names} and {n} more", "{names} and {n} more", more, names=names)
    return tr("{name} ({reason})", name=names, reason=one) if one else names


def _moving(done: "Done") -> str:
    return plural(
        "Moving photos to the trash: {done} of {n}",
        "Moving photos to the trash: {done} of {n}",
        done.total,
        done=figure(done.done),
    )


def _moving_back(done: "Done") -> str:
    return plural(
        "Bringing photos back: {done} of {n}",
        "Bringing photos back: {done} of {n}",
        done.total,
        done=figure(done.done),
    )


def _copying(done: "Done") -> str:
    return plural("Copying photos: {done} of {n}", "Copying photos: {done} of {n}", done.total, done=figure(done.done))
