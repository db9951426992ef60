"""The main area: the library or the look-alikes of one photo, and the way back and forth between such pages."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from photosim.core.photo import PhotoId
from photosim.library import Library
from photosim.ui import empty, words
from photosim.ui.empty import EmptyPanel, EmptyText
from photosim.ui.header import Header
from photosim.ui.history import History, Page, Query
from photosim.ui.indexing import IndexingState
from photosim.ui.jobs import JobRunner
from photosim.ui.lookalikes import Answer, Asker, Subject, find_lookalikes, load_subject
from photosim.ui.photo_grid import PhotoGrid
from photosim.ui.photo_model import Ids, PhotoListModel
from photosim.ui.thumb_loader import ThumbLoader

LOOKALIKES: Final = 200
_QUERY_PICTURE_SIDE: Final = 160


class Pages(QWidget):
    """Each page kind keeps a grid of its own, so that going back finds the library as it was left.

    Signals:
        moved: another page is shown, or going back or forward became possible or impossible.
        subject_changed: (`Query` or None, whether its look-alikes should be listed beside the page).
        bare_changed: whether there is a photo to select or a query (bool).
        failed: the exception that kept a page from being shown.
        folder_wanted: the user pressed the button of an empty page.
    """

    moved = Signal()
    subject_changed = Signal(object, bool)
    bare_changed = Signal(bool)
    failed = Signal(object)
    folder_wanted = Signal()

    def __init__(self, library: Library, runner: JobRunner, loader: ThumbLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self.history = History()
        self._indexing = IndexingState()
        self._answer_note = ""
        self._bare = False
        self.photos = PhotoListModel(loader, self)
        self.matches = PhotoListModel(loader, self)
        self.photo_grid, self.match_grid = PhotoGrid(name="Photos"), PhotoGrid(name="Look-alikes")
        self.header, self.empty, self._stack = Header(), EmptyPanel(), QStackedWidget()
        for grid, model in ((self.photo_grid, self.photos), (self.match_grid, self.matches)):
            grid.setModel(model)
            loader.serve(grid, model)
            grid.photo_current.connect(self._photo_selected)
            grid.photo_opened.connect(self.open_photo)
            self._stack.addWidget(grid)
        self._stack.addWidget(self.empty)
        self.empty.pressed.connect(self.folder_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)
        self._asker = Asker(runner, "look-alikes of a page", self)
        self._asker.answered.connect(self._show_answer)
        self._asker.failed.connect(self._fail)
        self._pictures = Asker(runner, "picture of a query", self)
        self._pictures.answered.connect(self._show_query_picture)
        self._show_text()

    @property
    def grid(self) -> PhotoGrid:
        """The grid of the page shown."""
        return self.photo_grid if self.history.current.query is None else self.match_grid

    @property
    def busy(self) -> bool:
        """Whether something of the page is still to come."""
        return self._asker.busy or self._pictures.busy

    def set_cell_size(self, side: int) -> None:
        """Make the cells of all pages that large."""
        self.photo_grid.cell_size = side
        self.match_grid.cell_size = side

    # -- moving

    def open_photo(self, photo_id: int) -> None:
        """Make the look-alikes of a photo of the library a page."""
        name = self.photos.name_of(photo_id, "this photo")  # until its picture comes
        self.open_query(Query(PhotoId(photo_id), name))

    def open_query(self, query: Query) -> None:
        """Make the look-alikes of anything a page."""
        self._leave()
        self._enter(self.history.visit(Page(query)))

    def show_library(self) -> None:
        """Go to the library, as a new page unless it is shown already."""
        if self.history.current.query is not None:
            self._leave()
            selected = self.photo_grid.currentIndex()
            page = Page(
                scroll=self.photo_grid.verticalOffset(),
                selected=self.photos.id_at(selected.row()) if selected.isValid() else None,
            )
            self._enter(self.history.visit(page))

    def back(self) -> None:
        """One page back."""
        if self.history.can_go_back:
            self._leave()
            self._enter(self.history.back())

    def forward(self) -> None:
        """One page forward."""
        if self.history.can_go_forward:
            self._leave()
            self._enter(self.history.forward())

    def _leave(self) -> None:
        grid = self.grid
        index = grid.currentIndex()
        model = self.photos if grid is self.photo_grid else self.matches
        self.history.remember_view(grid.verticalOffset(), model.id_at(index.row()) if index.isValid() else None)

    def _enter(self, page: Page) -> None:
        self._asker.drop()
        self._pictures.drop()
        self.header.set_image(None)
        self._answer_note = ""
        if page.query is not None:
            self._pictures.ask(load_subject(self._library, page.query, _QUERY_PICTURE_SIDE))
            self.match_grid.setCurrentIndex(self.matches.index(-1))
            self.matches.show_matches(page.matches or ())
            if page.matches is None:
                self._ask(page.query)
            else:
                self._answer_note = words.count(len(page.matches))
        self._show_text()
        self._restore(page)
        self.moved.emit()

    def _restore(self, page: Page) -> None:
        grid = self.grid
        grid.select_photo(page.selected)
        grid.updateGeometries()
        grid.verticalScrollBar().setValue(page.scroll)
        if grid.isVisible():
            grid.setFocus()
        self._photo_selected(page.selected)

    def _photo_selected(self, photo_id: int | None) -> None:
        """Have the side panel follow: the selected photo, else the one the page is about."""
        page = self.history.current
        if self.sender() in {self.photo_grid, self.match_grid} and self.sender() is not self.grid:
            return
        if photo_id is not None:
            self.subject_changed.emit(Query(PhotoId(photo_id), self.photos.name_of(photo_id, "")), True)
        else:
            self.subject_changed.emit(page.query, False)

    # -- filling

    def _ask(self, query: Query) -> None:
        self._asker.ask(find_lookalikes(self._library, query, LOOKALIKES))

    def _show_answer(self, answer: Answer) -> None:
        self.history.remember_matches(answer.matches)
        selected = self.match_grid.currentIndex()
        kept = self.matches.id_at(selected.row()) if selected.isValid() else None
        scrolled = self.match_grid.verticalOffset()
        self.matches.show_matches(answer.matches)
        self._answer_note = words.count(len(answer.matches))
        if answer.indexed < answer.photos:
            self._answer_note += f"{words.SEPARATOR}{answer.indexed:,} of {words.count(answer.photos)} looked at so far"
        self.match_grid.select_photo(kept)
        self.match_grid.verticalScrollBar().setValue(scrolled)
        self._show_text()

    def _fail(self, error: Exception) -> None:
        """A page that cannot be: back to where the user was."""
        self._enter(self.history.drop())
        self.failed.emit(error)

    def _show_query_picture(self, subject: Subject) -> None:
        image, region = subject.image, subject.query.region
        if region is not None:
            left, top, right, bottom = region.pixels(image.width(), image.height())
            image = image.copy(left, top, right - left, bottom - top)
        self.header.set_image(image)
        if subject.photo is not None and subject.photo.path.name != subject.query.name:
            self.history.rename_query(subject.photo.path.name)
            self._show_text()
            self.moved.emit()

    def refresh(self) -> None:
        """More photos have been looked at: ask again for the page shown."""
        page = self.history.current
        if page.query is not None:
            self._ask(page.query)

    def add_photos(self, ids: Ids) -> None:
        """Photos were found while scanning."""
        self.photos.append(ids)
        self._show_text()

    def show_list(self, ids: Ids) -> None:
        """The library as it is now."""
        self.photos.sync(ids)
        self._show_text()

    def show_indexing(self, state: IndexingState) -> None:
        """Indexing may change what an empty page says."""
        changed = (state.running, state.folders) != (self._indexing.running, self._indexing.folders)
        self._indexing = state
        if changed:
            self._show_text()
        if state.running and self.history.current.matches == () and not self._asker.busy:
            self.refresh()  # the first photos may have been looked at by now

    # -- telling

    def _show_text(self) -> None:
        query = self.history.current.query
        if query is None:
            text = self._library_text()
            self.header.set_text("Library", words.count(self.photos.rowCount()))
            self.header.setVisible(text is None)
            self._show(self.photo_grid if text is None else self.empty)
        else:
            text = self._matches_text()
            self.header.set_text(words.shown_name(query.title), self._answer_note)
            self.header.show()
            self._show(self.match_grid if text is None else self.empty)
        if text is not None:
            self.empty.set_text(text)
        bare = text in {empty.FIRST_START, empty.NO_PHOTOS}
        if bare != self._bare:
            self._bare = bare
            self.bare_changed.emit(bare)

    def _show(self, widget: QWidget) -> None:
        if widget is not self._stack.currentWidget():
            self._stack.setCurrentWidget(widget)
            if widget is not self.empty:
                widget.setFocus()

    @property
    def bare(self) -> bool:
        """Whether there is no photo to select, and none is expected."""
        return self._bare

    def _library_text(self) -> EmptyText | None:
        if self.photos.rowCount():
            return None
        if self._indexing.folders is None:
            return empty.LOADING
        if self._indexing.running:
            return empty.SEARCHING_FOLDERS
        return empty.NO_PHOTOS if self._indexing.folders else empty.FIRST_START

    def _matches_text(self) -> EmptyText | None:
        if self.matches.rowCount():
            return None
        return empty.LOOKING if self._asker.busy else empty.NO_MATCHES
