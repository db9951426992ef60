"""What can be done with the photos that are selected: shown elsewhere, copied, hidden, told apart.

What moves or copies their files is in `file_actions`.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from photosim.core.photo import PhotoId
from photosim.library import Library
from photosim.ui.actions import Actions
from photosim.ui.jobs import JobRunner, Pool, Work
from photosim.ui.language import plural, tr
from photosim.ui.message_bar import MessageBar
from photosim.ui.pages import Pages
from photosim.ui.undo import UndoStack

MOST_OPENED: Final = 10
"""Photos opened in other programs without asking."""


class PhotoActions(QObject):
    """One per window.

    Attributes:
        shown_large: what the viewer shows, None while it is closed; actions are about that then: one photo, or none
            where it is not of the library.

    Signals:
        changed: photos have left lists and answers (a set of ids), or come back (an empty one).
        selection_changed: actions are about other photos now.
    """

    changed = Signal(object)
    selection_changed = Signal()

    def __init__(
        self,
        library: Library,
        runner: JobRunner,
        pages: Pages,
        messages: MessageBar,
        undo: UndoStack,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._runner = library, runner
        self._pages, self._messages, self._undo = pages, messages, undo
        self.shown_large: tuple[PhotoId, ...] | None = None
        pages.selection_changed.connect(self.selection_changed)
        pages.moved.connect(self.selection_changed)

    def connect_to(self, actions: Actions) -> None:
        """Have the actions of the window do these things."""
        for name, do in (
            ("look-alikes", lambda: self._pages.open_photos(self.chosen())),
            ("open-external", self.open_external),
            ("show-in-folder", self.show_in_folder),
            ("copy-file", self.copy_files),
            ("copy-picture", self.copy_picture),
            ("copy-path", self.copy_paths),
            ("copy-details", self.copy_details),
            ("hide", self.hide),
            ("not-similar", self.tell_apart),
        ):
            actions.connect_to(name, do)

    def chosen(self) -> list[PhotoId]:
        """The photos an action is about."""
        if self.shown_large is not None:
            return list(self.shown_large)
        return self._pages.selected_ids()

    @property
    def count(self) -> int:
        """How many those are: asked for again and again, also while all of a large library are selected."""
        return self._pages.selected_count if self.shown_large is None else len(self.shown_large)

    # -- elsewhere

    def open_external(self) -> None:
        """Open photos in the program the system has for them; many only after asking."""
        ids = self.chosen()
        if len(ids) <= MOST_OPENED:
            self._open(ids)
        else:
            text = plural("Open {n} photo in its program?", "Open {n} photos, each in its program?", len(ids))
            self._messages.ask(text, tr("Open"), lambda: self._open(ids))

    def _open(self, ids: Sequence[PhotoId]) -> None:
        from photosim.ui import reveal  # noqa: PLC0415 - a window opens without

        def show(paths: list[Path]) -> None:
            refused = [path.name for path in paths if not reveal.open_file(path)]
            if refused:
                self._messages.show_error(tr("No program was found that opens {name}.", name=refused[0]))

        self._with_paths(ids, show)

    def show_in_folder(self) -> None:
        """Show photos in the file manager."""
        from photosim.ui import reveal  # noqa: PLC0415 - as above

        def show(paths: list[Path]) -> None:
            if not reveal.show_in_folder(paths):
                self._messages.show_error(tr("The folder {folder} cannot be shown.", folder=str(paths[0].parent)))

        self._with_paths(self.chosen(), show)

    def _with_paths(self, ids: Sequence[PhotoId], do: Callable[[list[Path]], None]) -> None:
        """Do something with the files that are there; say so if one is not."""
        from photosim.ui import clipboard  # noqa: PLC0415 - as above

        library = self._library

        def look(found: tuple[list[Path], list[Path]]) -> None:
            there, gone = found
            if gone:
                self._messages.show_notice(
                    plural(
                        "{name} is not there at the moment.",
                        "{name} and others ({n} in all) are not there at the moment.",
                        len(gone),
                        name=gone[0].name,
                    )
                )
            if there:
                do(there)

        def work(_: object) -> tuple[list[Path], list[Path]]:
            paths = clipboard.paths_of(library, ids)
            there = [path for path in paths if path.exists()]
            return there, [path for path in paths if path not in set(there)]

        self._start("files of photos", work, look)

    # -- copying

    def copy_files(self) -> None:
        """Offer photos to other programs as files, as text and, if it is one, as a picture."""
        from photosim.ui import clipboard  # noqa: PLC0415 - as above

        ids = self.chosen()
        told = plural("Copied {n} photo.", "Copied {n} photos.", len(ids))
        work = clipboard.copy_files(self._library, ids, ids if len(ids) == 1 else ())
        self._copy(work, told)

    def copy_picture(self) -> None:
        """Offer one picture without its file."""
        from photosim.ui import clipboard  # noqa: PLC0415 - as above

        self._copy(clipboard.copy_picture(self._library, self.chosen()[0]), tr("Copied the picture."))

    def copy_paths(self) -> None:
        """Offer the paths of photos as text."""
        from photosim.ui import clipboard  # noqa: PLC0415 - as above

        ids = self.chosen()
        told = plural("Copied the path of {n} photo.", "Copied the paths of {n} photos.", len(ids))
        self._copy(clipboard.copy_paths(self._library, ids), told)

    def copy_details(self) -> None:
        """Offer what the file of a photo says about it, as text."""
        from photosim.ui.clipboard import Copied  # noqa: PLC0415 - as above
        from photosim.ui.details import as_text, rows  # noqa: PLC0415 - as above

        photo_id, library = self.chosen()[0], self._library

        def work(_: object) -> Copied:
            return Copied(as_text(rows(library.details(photo_id))))

        self._copy(work, tr("Copied the details."))

    def _copy(self, work: Work, told: str) -> None:
        from photosim.ui import clipboard  # noqa: PLC0415 - as above

        def put(copied: clipboard.Copied) -> None:
            clipboard.put(copied)
            self._messages.show_notice(told)

        self._start("copy", work, put)

    # -- out of sight

    def hide(self) -> None:
        """Leave photos out of everything, or show them again where hidden ones are listed."""
        ids, library = self.chosen(), self._library
        back = self._pages.page.filter.hidden
        if back:
            told = plural("{n} photo is shown again.", "{n} photos are shown again.", len(ids))
            undo = plural("Undo showing {n} photo again", "Undo showing {n} photos again", len(ids))
            self._do(lambda: library.unhide(ids), lambda: library.hide(ids), ids, told, undo)
        else:
            told = plural("{n} photo is hidden.", "{n} photos are hidden.", len(ids))
            undo = plural("Undo hiding {n} photo", "Undo hiding {n} photos", len(ids))
            self._do(lambda: library.hide(ids), lambda: library.unhide(ids), ids, told, undo)

    def tell_apart(self) -> None:
        """Photos are no look-alikes of the one the page is about."""
        query = self._pages.page.query
        if query is None or not isinstance(query.source, int):
            return
        first, library = query.source, self._library
        others = [photo_id for photo_id in self.chosen() if photo_id != first]
        if not others:
            return
        self._pages.take_out(set(others))  # at once; that it was remembered is told later
        self._do(
            lambda: library.tell_apart(first, others, "look-alike"),
            lambda: library.forget_told_apart([(first, other) for other in others], "look-alike"),
            others,
            plural(
                "{n} photo is no look-alike of {name} any more.",
                "{n} photos are no look-alikes of {name} any more.",
                len(others),
                name=query.name,
            ),
            plural("Undo telling {n} photo apart", "Undo telling {n} photos apart", len(others)),
        )

    def _do(
        self, do: Callable[[], None], undo: Callable[[], None], ids: Sequence[PhotoId], told: str, undo_text: str
    ) -> None:
        """Have photos leave the page by changing the catalogue, so that it can be taken back."""

        def undone(_: object) -> None:
            self._messages.show_notice(plural("{n} photo is as before.", "{n} photos are as before.", len(ids)))
            self.have_returned(ids)

        def take_back() -> None:
            self._messages.withdraw(told)
            self._start("take back", lambda _: undo(), undone)

        def done(_: object) -> None:
            deed = self._undo.push(undo_text, take_back)
            self._messages.show_undo(told, lambda: self._undo.undo(deed))
            self.changed.emit(set(ids))

        self._start("a decision about photos", lambda _: do(), done)

    def have_returned(self, ids: Sequence[PhotoId]) -> None:
        """Something was taken back: list those photos anew, selected as they were."""
        self.changed.emit(set())
        self._pages.select_again(ids)

    def _start(self, name: str, work: Work, done: Callable[[Any], object]) -> None:
        job = self._runner.start(Pool.QUERY, name, work)
        job.done.connect(done)
        job.failed.connect(self._messages.show_error)
