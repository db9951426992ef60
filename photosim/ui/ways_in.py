"""What comes into the window from outside: photos to search with, folders to add, pictures that are on the web."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from photosim.library import Library
from photosim.ui import words
from photosim.ui.history import Query
from photosim.ui.jobs import JobRunner
from photosim.ui.language import plural, tr
from photosim.ui.lookalikes import Asker
from photosim.ui.message_bar import MessageBar
from photosim.ui.pages import Pages

if TYPE_CHECKING:
    from PIL.Image import Image

    from photosim.ui.drop import Dropped


class WaysIn(QObject):
    """Passes it on to the pages; asks where that is up to the user.

    Signals:
        folder_wanted: a folder is to be added to the library (Path).
    """

    folder_wanted = Signal(object)

    def __init__(
        self, library: Library, runner: JobRunner, pages: Pages, messages: MessageBar, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._pages, self._messages = library, pages, messages
        self._fetched_name = ""
        self._fetching = ""  # what is told meanwhile
        self._asker = Asker(runner, "picture on the web", self)
        self._asker.answered.connect(self._take_picture)
        self._asker.failed.connect(self._fail)

    @property
    def busy(self) -> bool:
        """Whether a picture is being fetched."""
        return self._asker.busy

    def is_slip(self, event: QDropEvent, window: QWidget) -> bool:
        """Whether photos were let go where they were taken from: a click with an unsteady hand is no search."""
        area = self._pages.area
        return event.source() is not None and area.rect().contains(area.mapFrom(window, event.position().toPoint()))

    def take(self, mime: QMimeData, *, pasted: bool = False) -> None:
        """Do what a drop or paste asks for."""
        from photosim.ui import drop  # noqa: PLC0415 - a window opens without

        self._do(drop.read(mime, tr("the pasted picture") if pasted else tr("the dropped picture")))

    def take_paths(self, paths: Sequence[Path]) -> None:
        """Do what files and folders ask for."""
        from photosim.ui import drop  # noqa: PLC0415 - as above

        self._do(drop.read_paths(paths))

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Do what another program or the command line asks for: nobody needs to be asked whether folders are meant."""
        from photosim.ui import drop  # noqa: PLC0415 - as above

        asked = drop.read_paths(paths, lasting=True)
        for folder in asked.folders:
            self.folder_wanted.emit(folder)
        self._do(replace(asked, folders=()))

    def _do(self, dropped: "Dropped") -> None:
        if dropped.query is not None:
            self._search(dropped.query)
        if dropped.folders:
            self._offer_folders(dropped.folders)
        elif dropped.address:
            self._offer_to_fetch(dropped.address)
        elif dropped.problem:
            self._messages.show_notice(dropped.problem)

    def _search(self, query: Query) -> None:
        """Look-alikes of photos from elsewhere, narrowed to what was chosen in the library."""
        self._pages.open_query(replace(query, focus=self._pages.history.focus_ahead))

    def _offer_folders(self, folders: tuple[Path, ...]) -> None:
        def add() -> None:
            for folder in folders:
                self.folder_wanted.emit(folder)

        if len(folders) == 1:
            name = words.shown_name(folders[0].name or str(folders[0]))
            self._messages.ask(tr("Add the folder {name} to the library?", name=name), tr("Add folder"), add)
        else:
            count = len(folders)
            question = plural("Add {n} folder to the library?", "Add {n} folders to the library?", count)
            self._messages.ask(question, plural("Add {n} folder", "Add {n} folders", count), add)

    def _offer_to_fetch(self, address: str) -> None:
        host = QUrl(address).host()
        self._messages.ask(
            tr("That picture is on the web. photosim fetches nothing from there unless you want it to."),
            tr("Fetch this picture from {host}", host=words.shown_name(host)),
            lambda: self._fetch(address),
        )

    def _fetch(self, address: str) -> None:
        library, url = self._library, QUrl(address)
        self._fetched_name = url.fileName() or url.host()
        self._fetching = tr("Fetching the picture from {host}\N{HORIZONTAL ELLIPSIS}", host=url.host())
        self._messages.show_notice(self._fetching)
        self._asker.ask(lambda context: library.fetch_picture(address, context.token))

    def _take_picture(self, picture: "Image") -> None:
        self._messages.withdraw(self._fetching)
        self._search(Query(picture, self._fetched_name))

    def _fail(self, error: Exception) -> None:
        self._messages.show_error(error)
