"""The window: puts the parts together and passes signals between them; what they do is their own affair."""

import base64
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QMimeData, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMainWindow, QSplitter, QVBoxLayout, QWidget

from photosim import settings as settings_module
from photosim.errors import UserError
from photosim.library import Library
from photosim.library.reports import IndexReport
from photosim.settings import Settings
from photosim.ui import drop, icons
from photosim.ui.focus_box import FocusBox
from photosim.ui.history import Query
from photosim.ui.indexing import IndexingController, IndexingState
from photosim.ui.jobs import JobRunner
from photosim.ui.model_access import ModelAccess
from photosim.ui.pages import Pages
from photosim.ui.search_box import SearchBox
from photosim.ui.sidebar import USUAL_WIDTH, Sidebar
from photosim.ui.similar_panel import SimilarPanel
from photosim.ui.status import MessageBar, StatusBar
from photosim.ui.switching import Switched
from photosim.ui.tagging import TagOverview
from photosim.ui.thumb_loader import ThumbLoader
from photosim.ui.toolbar import ToolBar

_log = logging.getLogger(__name__)
QUIT_LIMIT_SECONDS: Final = 8.0
"""How long closing waits for workers. Indexing looks at its token between photos, so it is a small part of that."""
_USUAL_SPLIT: Final = (940 - USUAL_WIDTH, 340)
"""Widths of photos and panel in a new window."""
FIRST_COUNT_MS: Final = 400
"""From the first photos being listed to counting tags: what that imports must not come before they are painted."""


class MainWindow(QMainWindow):
    """One window on one library.

    Attributes:
        finished: after closing, whether every worker came back; if not, the library must not be closed.
    """

    def __init__(self, library: Library, *, remember: bool = True, parent: QWidget | None = None) -> None:
        """Build the window; nothing is read but its settings until `start`.

        Args:
            library: open, and staying open until the window is closed.
            remember: whether to read and write the window's settings.
            parent: Qt's owner.
        """
        super().__init__(parent)
        self._library = library
        self._file = settings_module.settings_file(library.paths.config) if remember else None
        self._settings = settings_module.load(self._file) if self._file else Settings()
        self.finished = True
        self._unknown = ""
        self.setWindowTitle("photosim")
        self.setWindowIcon(icons.window_icon())
        self.setAcceptDrops(True)
        self.runner = JobRunner(self)
        self.loader = ThumbLoader(library, self.runner, self)
        self.indexing = IndexingController(library, self.runner, paused=self._settings.paused, parent=self)
        self.search, self.focus = SearchBox(library, self.runner), FocusBox(library, self.runner)
        self.tools, self.messages, self.status = ToolBar(self.search, self.focus), MessageBar(), StatusBar()
        self.sidebar = Sidebar(library, self.runner)
        self.pages = Pages(library, self.runner, self.loader)
        self.panel = SimilarPanel(library, self.runner, self.loader)
        self.models = ModelAccess(
            library, self.runner, self.indexing, self.pages, self.status, self.messages, parent=self
        )
        self._first_count = QTimer(self, interval=FIRST_COUNT_MS, singleShot=True)
        self._first_count.timeout.connect(self.sidebar.ask)
        self._lay_out()
        self._connect_actions()
        self._connect_words()
        self._connect_parts()
        self._restore()

    # -- assembling

    def _lay_out(self) -> None:
        self.addToolBar(self.tools)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for part in (self.sidebar, self.pages, self.panel):
            self._splitter.addWidget(part)
        self._splitter.setStretchFactor(1, 1)
        self.sidebar.setMinimumWidth(140)
        self.pages.setMinimumWidth(320)
        self.panel.setMinimumWidth(240)
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.messages)
        layout.addWidget(self._splitter, 1)
        layout.addWidget(self.status)
        self.setCentralWidget(centre)

    def _connect_actions(self) -> None:
        tools = self.tools
        tools.back.triggered.connect(self.pages.back)
        tools.forward.triggered.connect(self.pages.forward)
        tools.library.triggered.connect(self.pages.show_library)
        tools.open_photo.triggered.connect(self.choose_photo)
        tools.add_folder.triggered.connect(self.choose_folder)
        tools.paste.triggered.connect(lambda: self.take(QGuiApplication.clipboard().mimeData(), "pasted"))
        tools.cell_size_changed.connect(self.pages.set_cell_size)
        self.addAction(tools.paste)
        self.addAction(tools.find_text)
        self.addAction(self.models.manage)
        tools.sidebar.toggled.connect(self._sidebar_wanted)

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
        for part in (self.focus, sidebar):
            part.failed.connect(self.messages.show_error)

    def _connect_parts(self) -> None:
        pages, indexing = self.pages, self.indexing
        pages.moved.connect(self._page_moved)
        pages.subject_changed.connect(lambda query, listed: self.panel.set_query(query, with_matches=listed))
        pages.bare_changed.connect(self._hide_panel)
        pages.folder_wanted.connect(self.choose_folder)
        self.panel.query_wanted.connect(pages.open_query)
        indexing.changed.connect(pages.show_indexing)
        indexing.changed.connect(self.status.show_indexing)
        indexing.found.connect(pages.add_photos)
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

    def _restore(self) -> None:
        remembered = self._settings
        self.resize(1280, 800)
        if remembered.geometry:
            self.restoreGeometry(QByteArray(base64.b64decode(remembered.geometry)))
        self._sidebar_width = remembered.sidebar or USUAL_WIDTH
        self.tools.sidebar.setChecked(not remembered.sidebar_hidden)
        self._looked_at = 0
        # Where there were tags there will be some: shown at once, the photos need not move aside later.
        self.sidebar.setHidden(remembered.sidebar_hidden or not remembered.sidebar)
        photos, panel = remembered.splitter if len(remembered.splitter) == 2 else _USUAL_SPLIT
        self._panel_width = panel or _USUAL_SPLIT[1]
        self._splitter.setSizes([self._sidebar_width, photos, self._panel_width])
        self.tools.slider.setValue(remembered.thumbnail)
        self.pages.set_cell_size(remembered.thumbnail)
        self.status.show_indexing(self.indexing.state)
        self._page_moved()
        self.panel.setHidden(self.pages.bare)

    # -- what the user does

    def start(self, *, folder: Path | None = None, query: Query | None = None, index: bool = True) -> None:
        """Fill the window once it is up.

        Args:
            folder: a folder to take into the library.
            query: a photo whose look-alikes to show.
            index: whether to look what has changed in the folders.
        """
        self.indexing.open(rescan=index and folder is None)
        if folder is not None:
            self.indexing.add_folder(folder)
        if query is not None:
            self.pages.open_query(query)
        self.pages.focus_grid()

    def choose_folder(self) -> None:
        """Let the user choose a folder of photos."""
        self._choose(
            QFileDialog.FileMode.Directory,
            "Choose a photo folder",
            self.indexing.add_folder,
        )

    def choose_photo(self) -> None:
        """Let the user choose a photo to search with."""
        self._choose(
            QFileDialog.FileMode.ExistingFile,
            "Open a photo to find its look-alikes",
            lambda path: self._search_with(Query(path, path.name)),
        )

    def _choose_model(self, kinds: str, then: Callable[[Path], None]) -> None:
        self._choose(QFileDialog.FileMode.ExistingFile, "Import a model file", then, kinds)

    def _search_with(self, query: Query) -> None:
        """Look-alikes of a photo from elsewhere, narrowed to what the Focus box says."""
        self.pages.open_query(replace(query, focus=self.pages.history.current.focus))

    def take(self, mime: QMimeData, how: str = "dropped") -> None:
        """Do what a drop or paste asks for.

        Args:
            mime: what was dropped or pasted.
            how: which of the two it was, for the name of a picture that has none.
        """
        dropped = drop.read(mime, f"the {how} picture")
        folder = dropped.folder
        if dropped.query is not None:
            self._search_with(dropped.query)
        elif folder is not None:
            self.messages.ask(
                f"Add the folder {folder.name or folder} to the library?",
                "Add folder",
                lambda: self.indexing.add_folder(folder),
            )
        else:
            self.messages.show_notice(dropped.problem)

    @property
    def settled(self) -> bool:
        """Whether everything the window shows has arrived."""
        parts = (self.pages, self.panel, self.sidebar, self.search, self.focus, self.models)
        idle = not self.runner.busy() and not any(part.busy for part in parts)
        return idle and not self._first_count.isActive() and self.loader.settled

    def _choose(self, mode: QFileDialog.FileMode, title: str, then: Callable[[Path], None], kinds: str = "") -> None:
        """A file dialog that does not stop the event loop of the rest."""
        dialog = QFileDialog(self, title, self._settings.last_folder or str(Path.home()))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        if kinds:
            dialog.setNameFilter(kinds)
        if mode == QFileDialog.FileMode.Directory:
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)

        def chosen(file: str) -> None:
            path = Path(file)
            self._settings = replace(self._settings, last_folder=str(path.parent))
            then(path)

        dialog.fileSelected.connect(chosen)
        dialog.open()

    # -- passing on

    def _page_moved(self) -> None:
        self.tools.show_history(self.pages.history)
        self.setWindowTitle(self.pages.title)
        if self.pages.page.filter.tags != self.sidebar.model.chosen:
            self.sidebar.choose(self.pages.page.filter.tags)

    def _indexing_finished(self, report: IndexReport) -> None:
        if report.updated or report.moved or report.failed:
            self.loader.refresh()
        if report.added or report.updated or report.missing:
            self.pages.refresh()
            self.panel.refresh()
            self.sidebar.refresh()
        if report.problems:
            self.messages.show_error("\n".join(report.problems))

    def _renew(self, switched: Switched) -> None:
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

    def _show_tags(self, overview: TagOverview) -> None:
        self.focus.set_off(overview.off)
        self.focus.set_labels(overview.labels)
        keys, names = self.sidebar.model.chosen, self.sidebar.model.chosen_names
        self.pages.set_filter(replace(self.pages.page.filter, tags=keys), dict(zip(keys, names, strict=True)))
        self._arrange_sidebar()

    def _arrange_sidebar(self) -> None:
        """Hidden while there is nothing in it, or because the user wants it so."""
        reason = self.focus.toolTip() if not self.focus.isEnabled() else "No tags yet"
        self.tools.show_sidebar_use("" if not self.sidebar.empty else reason)
        wanted = self.tools.sidebar.isChecked() and not self.sidebar.empty
        if wanted == self.sidebar.isHidden():
            self._show_sidebar(shown=wanted)

    def _sidebar_wanted(self, wanted: bool) -> None:
        self._show_sidebar(shown=wanted and not self.sidebar.empty)

    def _show_sidebar(self, *, shown: bool) -> None:
        """The photos make room or take it; the panel at the right keeps its width."""
        before, photos, panel = self._splitter.sizes()
        if not shown:
            self._sidebar_width = before or self._sidebar_width
        self.sidebar.setVisible(shown)
        width = self._sidebar_width if shown else 0
        self._splitter.setSizes([width, photos + before - width, panel])

    def _hide_panel(self, hidden: bool) -> None:
        self._panel_width = self._splitter.sizes()[2] or self._panel_width
        self.panel.setHidden(hidden)

    def _tell_unknown(self, message: str, nearest: str) -> None:
        self._unknown = message
        if nearest:
            self.messages.ask(message, f"Focus on {nearest}", lambda: self.focus.look_up(nearest))
        else:
            self.messages.show_notice(message)

    # -- Qt's events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files, folders and pictures."""
        if drop.is_welcome(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Search with a photo, offer to add a folder."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take(event.mimeData())

    def closeEvent(self, event: QCloseEvent) -> None:
        """The quit protocol: settings, cancel, clear queues, wait with a limit. The library is closed by its owner."""
        self._save_settings()
        self.hide()  # the user is done; what follows may take a moment
        self.finished = self.runner.shutdown(QUIT_LIMIT_SECONDS)
        _log.info("window closed, %s", "all work ended" if self.finished else "some work did not end in time")
        event.accept()

    def _save_settings(self) -> None:
        if self._file is None:
            return
        sidebar, photos, panel = self._splitter.sizes()
        if not panel:  # hidden, beside a page without photos
            panel = self._panel_width
            photos -= panel
        known = sidebar or (self._sidebar_width if self._settings.sidebar or not self.sidebar.empty else 0)
        now = replace(
            self._settings,
            sidebar=0 if self.sidebar.asked and self.sidebar.empty else known,
            sidebar_hidden=not self.tools.sidebar.isChecked(),
            geometry=base64.b64encode(self.saveGeometry().data()).decode("ascii"),
            splitter=(photos, panel),
            thumbnail=self.pages.photo_grid.cell_size,
            paused=self.indexing.state.paused,
        )
        try:
            settings_module.save(now, self._file)
        except UserError as error:
            _log.warning("%s", error)  # the window is closing; photos and vectors are not concerned
