"""What the actions of a window lead to, and what is told to them: the window's own, and those about its photos."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from photosim.core.photo import PhotoId
from photosim.ui import features, menus
from photosim.ui.actions import Situation
from photosim.ui.file_actions import FileActions
from photosim.ui.listing_actions import ListingActions
from photosim.ui.photo_actions import PhotoActions
from photosim.ui.photo_grid import PhotoGrid
from photosim.ui.photo_model import PhotoListModel
from photosim.ui.viewing import Viewing

if TYPE_CHECKING:
    from collections.abc import Callable

    from photosim.ui.main_window import MainWindow


class WindowActions(QObject):
    """Connects all actions of a window, and keeps them enabled as they can be used.

    Attributes:
        photos: what can be done with the photos selected.
        files: what moves or copies their files.
        listing: how they are listed.
        viewing: how they are seen large.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        library, runner, pages = window.library, window.runner, window.pages
        self.photos = PhotoActions(library, runner, pages, window.messages, window.undo, self)
        self.files = FileActions(library, runner, self.photos, window.messages, window.undo, self._choose_folder, self)
        self.listing, self.viewing = ListingActions(window), Viewing(window, self.photos)
        self._later = QTimer(self, interval=0, singleShot=True)  # many things change at once
        self._later.timeout.connect(self.tell)
        self._connect_window()
        self.photos.connect_to(window.commands)
        self.files.connect_to(window.commands)
        features.connect(window)
        pages.for_grids(self._connect_grid)
        for changed in (
            *(pages.moved, pages.selection_changed, pages.listed.changed, pages.view_changed),
            *(window.undo.changed, window.indexing.changed),
        ):
            changed.connect(self.tell_soon)
        self.photos.changed.connect(self._photos_changed)
        self.photos.selection_changed.connect(self.tell_soon)
        pages.menu_wanted.connect(lambda place: menus.context_menu(window, window.commands).popup(place))
        self.tell()

    def _connect_grid(self, grid: PhotoGrid, model: PhotoListModel) -> None:
        self._window.commands.add_keys_of_photos(grid)
        for listed in (model.modelReset, model.rowsInserted, model.sections_changed):
            listed.connect(self.tell_soon)

    def _connect_window(self) -> None:
        window = self._window
        pages, commands = window.pages, window.commands
        for name, do in (
            ("add-folder", window.choose_folder),
            ("open-photo", window.choose_photo),
            ("paste", lambda: window.take(QGuiApplication.clipboard().mimeData(), pasted=True)),
            ("quit", window.close),
            ("undo", window.undo.undo),
            ("select-all", lambda: self._select(everything=True)),
            ("select-none", lambda: self._select(everything=False)),
            ("find", self._find),
            ("back", pages.back),
            ("forward", pages.forward),
            ("library", pages.show_library),
            ("refresh", window.indexing.rescan),
            ("pause", self._pause),
        ):
            commands.connect_to(name, do)
        commands.connect_switch("sidebar", lambda on: window.panes.show_sidebar(shown=on and not window.sidebar.empty))
        commands.connect_switch("panel", lambda on: window.panes.show_panel(shown=on and not pages.bare))
        commands.connect_switch("full-screen", self._fill_screen)

    # -- small deeds

    def _find(self) -> None:
        search = self._window.search
        search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        search.selectAll()  # also where the keyboard was there already

    def _select(self, *, everything: bool) -> None:
        grid = self._window.pages.grid
        if grid is not None:
            (grid.select_all if everything else grid.select_none)()

    def _fill_screen(self, on: bool) -> None:
        """And back to what it was before, which may be maximized."""
        window = self._window
        if on != window.isFullScreen():
            window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _pause(self) -> None:
        indexing = self._window.indexing
        (indexing.pause if indexing.state.running else indexing.resume)()

    def _choose_folder(self, title: str, then: "Callable[[Path], None]") -> None:
        from photosim.ui import choosing  # noqa: PLC0415 - a window opens without

        choosing.choose(self._window, self._window.state, title, then)

    def _photos_changed(self, gone: set[PhotoId]) -> None:
        """Photos have left, or come back: list and count anew."""
        window = self._window
        self.viewing.forget(gone)
        window.pages.take_out(gone)
        window.pages.show_list()
        window.pages.refresh()
        window.panel.refresh()
        window.sidebar.refresh()
        window.indexing.count_again()

    @property
    def busy(self) -> bool:
        """Whether something is still to come."""
        return self._later.isActive() or self.viewing.busy

    # -- what can be used now

    def tell_soon(self, *_: object) -> None:
        """Something changed that actions depend on."""
        self._later.start()

    def tell(self) -> None:
        """Have the actions follow what the window shows."""
        self.listing.show_chosen()
        window = self._window
        pages, indexing = window.pages, window.indexing.state
        page, query = pages.page, pages.page.query
        window.commands.update(
            Situation(
                selected=self.photos.count,
                photos=pages.model.rowCount() if pages.model else 0,
                grid=page.has_photos,
                library=page.is_library,
                result=query is not None,
                look_alikes=query is not None and isinstance(query.source, int) and not query.text,
                hidden=page.filter.hidden,
                headings=self.listing.has_headings,
                back=pages.history.can_go_back,
                forward=pages.history.can_go_forward,
                folders=bool(indexing.folders),
                running=indexing.running,
                paused=indexing.paused or indexing.failed,
                undo=window.undo.text,
            )
        )
