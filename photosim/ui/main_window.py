"""The window: puts the parts together and passes signals between them; what they do is their own affair."""

import gc
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from photosim.library import Library
from photosim.ui import icons, menus, sides, tab_order
from photosim.ui.actions import Actions
from photosim.ui.empty import Do
from photosim.ui.focus_box import FocusBox
from photosim.ui.history import Query
from photosim.ui.indexing import IndexingController, IndexingState
from photosim.ui.jobs import JobRunner
from photosim.ui.language import tr
from photosim.ui.message_bar import MessageBar
from photosim.ui.model_access import ModelAccess
from photosim.ui.pages import Pages
from photosim.ui.panes import Panes
from photosim.ui.search_box import SearchBox
from photosim.ui.side_panel import SidePanel
from photosim.ui.sidebar import Sidebar
from photosim.ui.status import StatusBar
from photosim.ui.thumb_loader import ThumbLoader
from photosim.ui.toolbar import ToolBar
from photosim.ui.undo import UndoStack
from photosim.ui.ways_in import WaysIn
from photosim.ui.window_actions import WindowActions
from photosim.ui.window_state import WindowState

if TYPE_CHECKING:
    from photosim.library.reports import IndexReport
    from photosim.ui.overview import TagOverview
    from photosim.ui.switching import Switched

_log = logging.getLogger(__name__)
QUIT_LIMIT_SECONDS: Final = 8.0
"""How long closing waits for workers. Indexing looks at its token between photos, so it is a small part of that."""
_OPEN_MS: Final = 40
"""From the first photos being listed to looking after the library: they are painted first, with nobody beside."""
_STAND_MS: Final = 3000
"""From then to leaving alone what has been imported and built; see `_leave_alone`."""
FIRST_COUNT_MS: Final = 400
"""From the first photos being listed to counting tags: what that imports must not come before they are painted."""


class MainWindow(QMainWindow):
    """One window on one library.

    Attributes:
        library: as given.
        finished: after closing, whether every worker came back; if not, the library must not be closed.

    Signals:
        rebuild_wanted: the language was changed: the window is to be built anew.
    """

    rebuild_wanted = Signal()

    def __init__(self, library: Library, *, remember: bool = True, parent: QWidget | None = None) -> None:
        """Build the window; nothing is read but its settings until `start`.

        Args:
            library: open, and staying open until the window is closed.
            remember: whether to read and write the window's settings.
            parent: Qt's owner.
        """
        super().__init__(parent)
        self.library = library
        self.state = WindowState(library.paths.config if remember else None)
        self.finished = True
        self._unknown = ""
        self._looked_at = 0
        self.setWindowTitle("photosim")
        self.setWindowIcon(icons.window_icon())
        self.setAcceptDrops(True)
        self.commands, self.undo = Actions(self), UndoStack(self)
        self.runner = JobRunner(self)
        self.loader = ThumbLoader(library, self.runner, self)
        self.pages = Pages(library, self.runner, self.loader)
        self.pages.set_order(self.state.order)  # the photos are fetched while all else is built
        self.indexing = IndexingController(library, self.runner, paused=self.state.settings.paused, parent=self)
        self.search, self.focus = SearchBox(library, self.runner), FocusBox(library, self.runner)
        self.tools = ToolBar(self.search, self.focus, self.commands)
        self.messages, self.status = MessageBar(), StatusBar()
        self.sidebar = Sidebar(library, self.runner)
        self.panel = SidePanel(library, self.runner, self.loader)
        self.ways_in = WaysIn(library, self.runner, self.pages, self.messages, self)
        self.ways_in.folder_wanted.connect(self.indexing.add_folder)
        self.models = ModelAccess(
            library, self.runner, self.indexing, self.pages, self.status, self.messages, parent=self
        )
        self._opening = QTimer(self, interval=_OPEN_MS, singleShot=True)
        self._first_count = QTimer(self, interval=FIRST_COUNT_MS, singleShot=True)
        for part in (self.panel, self.pages):
            self._first_count.timeout.connect(part.prepare)
        self._first_count.timeout.connect(self.sidebar.ask)
        self._lay_out()
        self._connect_words()
        self._connect_parts()
        self.acting = WindowActions(self)
        sides.connect(self)
        self.state.restore(self)
        self.status.show_indexing(self.indexing.state)
        self._page_moved()
        self.panel.setHidden(self.pages.bare or not self.commands.get("panel").isChecked())

    # -- assembling

    def _lay_out(self) -> None:
        self.addToolBar(self.tools)
        menus.fill_bar(self.menuBar(), self.commands)
        centre = QWidget()
        self.setCentralWidget(centre)  # first: each change of parent goes through all that a widget holds
        self.panes = Panes(self.sidebar, self.pages, self.panel, centre)
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.panes, 1)
        layout.addWidget(self.status)
        self.messages.float_over(self.pages.area)

    def _connect_words(self) -> None:
        """Everything about tags, focus and text."""
        pages, sidebar = self.pages, self.sidebar
        self.search.find_wanted.connect(lambda text, like: pages.find_photos(text, like_shown=like))
        self.search.end_wanted.connect(pages.show_library)
        self.focus.focus_wanted.connect(pages.set_focus)
        self.focus.focus_wanted.connect(pages.focus_grid)
        self.focus.unknown.connect(self._tell_unknown)
        self.focus.forgotten.connect(lambda: self.messages.withdraw(self._unknown))
        for box in (self.search, self.focus):
            box.left.connect(pages.focus_grid)
        self.panel.focus_wanted.connect(pages.set_side_focus)
        sidebar.told.connect(self._show_tags)
        sidebar.listed.connect(self._arrange_sidebar)
        for part in (self.focus, sidebar):
            part.failed.connect(self.messages.show_error)

    def _connect_parts(self) -> None:
        pages, indexing = self.pages, self.indexing
        pages.moved.connect(self._page_moved)
        pages.subject_changed.connect(self._show_subject)
        pages.bare_changed.connect(self._hide_panel)
        pages.help_wanted.connect(self._help)
        self.panel.query_wanted.connect(pages.open_query)
        indexing.changed.connect(pages.show_indexing)
        indexing.changed.connect(self.status.show_indexing)
        indexing.found.connect(lambda _: pages.show_list())
        indexing.listed.connect(pages.show_list)
        indexing.counted.connect(self.status.show_library)
        indexing.counted.connect(self._count_tags)
        indexing.changed.connect(self._progressed)
        indexing.finished.connect(self._indexing_finished)
        indexing.switched.connect(self._renew)
        self.models.file_wanted.connect(self._choose_model)
        self.messages.left.connect(pages.focus_grid)
        self.status.pause_pressed.connect(indexing.pause)
        self.status.resume_pressed.connect(indexing.resume)
        for part in (pages, indexing):
            part.failed.connect(self.messages.show_error)

    # -- what the user does

    def start(self, *, folder: Path | None = None, query: Query | None = None, index: bool = True) -> None:
        """Fill the window once it is up.

        Args:
            folder: a folder to take into the library.
            query: a photo whose look-alikes to show.
            index: whether to look what has changed in the folders.
        """
        self._opening.timeout.connect(lambda: QTimer.singleShot(_STAND_MS, self, _leave_alone))
        self._opening.timeout.connect(lambda: self.indexing.open(rescan=index and folder is None))
        if folder is not None:
            self._opening.start(0)
        elif not self.pages.listed.busy:
            self._opening.start()
        else:
            self.pages.listed.came.connect(self._opening.start, Qt.ConnectionType.SingleShotConnection)
        if folder is not None:
            self.indexing.add_folder(folder)
        if query is not None:
            self.pages.open_query(query)
        self.pages.focus_grid()

    def choose_folder(self) -> None:
        """Let the user choose a folder of photos."""
        self._choose(tr("Choose a photo folder"), self.indexing.add_folder)

    def choose_photo(self) -> None:
        """Let the user choose photos to search with, one or several."""
        from photosim.ui import choosing  # noqa: PLC0415 - a window opens without

        title = tr("Open photos to find their look-alikes")
        choosing.choose_several(self, self.state, title, self.ways_in.take_paths)

    def _choose_model(self, kinds: str, then: Callable[[Path], None]) -> None:
        self._choose(tr("Import a model file"), then, kinds)

    def _help(self, does: str) -> None:
        """What a button of an empty page is for."""
        ways = {
            Do.ADD_FOLDER: self.choose_folder,
            Do.LOOK_AGAIN: self.indexing.rescan,
            Do.RESUME: self.indexing.resume,
            Do.MODELS: self.models.open_page,
        }
        ways[Do(does)]()

    def take(self, mime: QMimeData, *, pasted: bool = False) -> None:
        """Do what a drop or paste asks for."""
        self.ways_in.take(mime, pasted=pasted)

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Show look-alikes of photos, take folders into the library: another program asks for it."""
        self.acting.viewing.leave()
        self.ways_in.open_paths(paths)

    def bring_forward(self) -> None:
        """Be seen and have the keyboard, as far as the desktop allows that: the user asked for it elsewhere."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    @property
    def settled(self) -> bool:
        """Whether everything the window shows has arrived."""
        parts = (self.ways_in, self.pages, self.panel, self.sidebar, self.search, self.focus, self.models, self.acting)
        idle = not self.runner.busy() and not any(part.busy for part in parts)
        due = self._opening.isActive() or self._first_count.isActive()
        return idle and not due and self.loader.settled

    def _choose(self, title: str, then: Callable[[Path], None], kinds: str = "") -> None:
        from photosim.ui import choosing  # noqa: PLC0415 - as above

        choosing.choose(self, self.state, title, then, kinds)

    # -- passing on

    def _show_subject(self, query: Query | None, listed: bool) -> None:
        self.panel.within = self.pages.page.filter
        self.panel.set_query(query, with_matches=listed)

    def _page_moved(self) -> None:
        self.tools.show_history(self.pages.history)
        self.setWindowTitle(self.pages.title)

    def _indexing_finished(self, report: "IndexReport") -> None:
        if report.updated or report.moved or report.failed:
            self.loader.refresh()
        if report.added or report.updated or report.missing:
            self.pages.refresh()
            self.panel.refresh()
            self.sidebar.refresh()
        if report.problems:
            self.messages.show_error("\n".join(report.problems))

    def _renew(self, switched: "Switched") -> None:
        """Another model answers from now on: nothing that the one before has said is left."""
        self.pages.renew(focus=not switched.tagging_off)
        self.panel.renew()
        self.loader.refresh()
        if self.sidebar.asked:
            self.sidebar.ask()

    # -- tags

    def _count_tags(self) -> None:
        """After the first list, once its photos are on the screen; later lists are counted like other news."""
        if self.sidebar.asked:
            self.sidebar.refresh()
        elif not self._first_count.isActive():
            self._first_count.start()

    def _progressed(self, state: IndexingState) -> None:
        looking = state.progress and state.progress.phase == "looking" and not state.switching
        done = state.progress.done if state.progress and looking else 0
        if done > self._looked_at and self.sidebar.asked:
            self.sidebar.refresh()
        self._looked_at = done

    def _show_tags(self, overview: "TagOverview") -> None:
        self.focus.set_off(overview.off)
        self.focus.set_labels(overview.labels)

    def _arrange_sidebar(self) -> None:
        """Hidden while there is nothing in it, or because the user wants it so."""
        self.commands.bar("sidebar", tr("No photos yet") if self.sidebar.empty else "")
        wanted = self.commands.get("sidebar").isChecked() and not self.sidebar.empty
        if wanted == self.sidebar.isHidden():
            self.panes.show_sidebar(shown=wanted)

    def _hide_panel(self, hidden: bool) -> None:
        self.panes.show_panel(shown=not hidden and self.commands.get("panel").isChecked())

    def _tell_unknown(self, message: str, nearest: str) -> None:
        self._unknown = message
        if nearest:
            self.messages.ask(message, tr("Focus on {name}", name=nearest), lambda: self.focus.look_up(nearest))
        else:
            self.messages.show_notice(message)

    # -- Qt's events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files, folders and pictures."""
        from photosim.ui import drop  # noqa: PLC0415 - as above

        if drop.is_welcome(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.pages.light_up(lit=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        self.pages.light_up(lit=False)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Search with a photo, offer to add a folder."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.pages.light_up(lit=False)
        if not self.ways_in.is_slip(event, self):
            self.take(event.mimeData())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through what is seen, as it is read."""
        return tab_order.go_on(self, forward=forward)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The buttons at the thumb lead through the pages, wherever the pointer is."""
        way = {Qt.MouseButton.BackButton: "back", Qt.MouseButton.ForwardButton: "forward"}.get(event.button())
        if way is None:
            super().mousePressEvent(event)
        else:
            self.commands.get(way).trigger()

    def changeEvent(self, event: QEvent) -> None:
        """The desktop, too, can make the window fill the screen or not any more."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.commands.get("full-screen").setChecked(self.isFullScreen())

    def closeEvent(self, event: QCloseEvent) -> None:
        """The quit protocol: settings, cancel, clear queues, wait with a limit. The library is closed by its owner."""
        self.state.save(self)
        self.hide()  # the user is done; what follows may take a moment
        self.finished = self.runner.shutdown(QUIT_LIMIT_SECONDS)
        _log.info("window closed, %s", "all work ended" if self.finished else "some work did not end in time")
        event.accept()


def _leave_alone() -> None:
    """Have Python's collector pass over what there is by now, modules and window, which stays till the end.

    Going through that takes it 50 to 200 ms, at any moment and on any thread, and all others wait; so it only goes
    through what comes later. Once only: a window built anew is to be collected. A start has turned it off till now.
    """
    if not gc.get_freeze_count():
        gc.freeze()
    gc.enable()
