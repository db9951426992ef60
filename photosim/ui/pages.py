"""The main area: the library, the look-alikes of one photo, the photos of a word, models, and the way between them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from photosim.core.photo import PhotoId
from photosim.library import Library
from photosim.library.views import Filter
from photosim.ui import empty, words
from photosim.ui.empty import EmptyPanel, EmptyText
from photosim.ui.header import Header
from photosim.ui.history import Focus, History, Page, Place, Query
from photosim.ui.indexing import IndexingState
from photosim.ui.jobs import JobRunner
from photosim.ui.library_list import LibraryList
from photosim.ui.lookalikes import Answer, Asker, Subject, find_matches, load_subject
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
        bare_changed: whether there is neither a photo to select nor a query (bool).
        failed: the exception that kept a page from being shown.
        folder_wanted: the user pressed the button of an empty library.
        filter_unwanted: the user wants to see the whole library again.
    """

    moved = Signal()
    subject_changed = Signal(object, bool)
    bare_changed = Signal(bool)
    failed = Signal(object)
    folder_wanted = Signal()
    filter_unwanted = Signal()

    def __init__(self, library: Library, runner: JobRunner, loader: ThumbLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self.history = History()
        self._indexing = IndexingState()
        self._answer_note = ""
        self._filter: tuple[str, ...] = ()
        self._bare = False
        self._models: QWidget | None = None
        self.photos = PhotoListModel(loader, self)
        self.matches = PhotoListModel(loader, self)
        self._listed = LibraryList(library, runner, self.photos, self)
        self._listed.changed.connect(self._listing_came)
        self._listed.failed.connect(self.failed)
        self.photo_grid, self.match_grid = PhotoGrid(name="Photos"), PhotoGrid(name="Look-alikes")
        self.header, self.empty, self._stack = Header(), EmptyPanel(), QStackedWidget()
        for grid, model in ((self.photo_grid, self.photos), (self.match_grid, self.matches)):
            grid.setModel(model)
            loader.serve(grid, model)
            grid.photo_current.connect(self._photo_selected)
            grid.photo_opened.connect(self.open_photo)
            self._stack.addWidget(grid)
        self._stack.addWidget(self.empty)
        self.empty.pressed.connect(self._empty_pressed)
        self.header.widened.connect(self._widen)
        self.header.suggestion_pressed.connect(self.find_photos)
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
        return self._asker.busy or self._pictures.busy or self._listed.busy

    def focus_grid(self) -> None:
        """Have the keyboard go to the photos, or to what is there instead."""
        (self._models_shown or self.grid).setFocus()

    @property
    def _models_shown(self) -> QWidget | None:
        """The page of models while it is the page shown."""
        return self._models if self.history.current.place is Place.MODELS else None

    def set_cell_size(self, side: int) -> None:
        """Make the cells of all pages that large."""
        self.photo_grid.cell_size = side
        self.match_grid.cell_size = side

    # -- moving

    def open_photo(self, photo_id: int) -> None:
        """Make the look-alikes of a photo of the library a page."""
        name = self.photos.name_of(photo_id, "this photo")  # until its picture comes
        self.open_query(Query(PhotoId(photo_id), name, focus=self.history.current.side_focus))

    def open_query(self, query: Query) -> None:
        """Make the answer to anything a page."""
        self._leave()
        side_focus = query.focus if query.takes_focus else self.history.current.side_focus
        self._enter(self.history.visit(Page(query, side_focus, place=Place.QUERY)))

    def find_photos(self, text: str, *, like_shown: bool = False) -> None:
        """Make the photos of a word a page.

        Args:
            text: what they should show.
            like_shown: they should look like the photo the page is about, too.
        """
        shown = self.history.current.query
        if like_shown and shown is not None and shown.source is not None:
            self.open_query(replace(shown, text=text, focus=None))
        else:
            self.open_query(Query(None, "", text=text))

    def show_models(self, page: QWidget) -> None:
        """Go to the page of models, as a new page unless it is shown already."""
        if self._models is None:
            self._models = page
            self._stack.addWidget(page)
        if self.history.current.place is not Place.MODELS:
            self._leave()
            self._enter(self.history.visit(Page(place=Place.MODELS, side_focus=self.history.current.focus)))

    def show_library(self) -> None:
        """Go to the library, as a new page unless it is shown already."""
        if not self.history.current.is_library:
            self._leave()
            selected = self.photo_grid.currentIndex()
            page = Page(
                side_focus=self.history.current.focus,
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

    def set_focus(self, focus: Focus | None) -> None:
        """Narrow the page to a class, as a page of its own; where it cannot be, the look-alikes beside it."""
        if self.history.current.place is Place.MODELS:
            self.show_library()  # there is nothing to narrow among models
        query = self.history.current.query
        if query is None or not query.takes_focus:
            self.set_side_focus(focus)
        elif focus != query.focus:
            self.open_query(replace(query, focus=focus))

    def set_side_focus(self, focus: Focus | None) -> None:
        """Narrow the look-alikes of the photo in the side panel; those of the page's own photo are the page."""
        query = self.history.current.query
        if query is not None and query.takes_focus and not self.grid.currentIndex().isValid():
            self.set_focus(focus)
            return
        self.history.remember_side_focus(focus)
        self._tell_subject()
        self.moved.emit()

    def _leave(self) -> None:
        if self.history.current.place is Place.MODELS:
            return
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
            if page.query.source is not None:
                self._pictures.ask(load_subject(self._library, page.query, _QUERY_PICTURE_SIDE))
            self.match_grid.setCurrentIndex(self.matches.index(-1))
            self.matches.show_matches(page.matches or (), scores=not page.query.text)
            if page.matches is None:
                self._ask(page.query)
            else:
                self._answer_note = _note(page)
        self._show_text()
        self._restore(page)
        self.moved.emit()

    def _restore(self, page: Page) -> None:
        if page.place is Place.MODELS:
            self.focus_grid()
            self._tell_subject()
            return
        grid = self.grid
        grid.select_photo(page.selected)
        grid.updateGeometries()
        grid.verticalScrollBar().setValue(page.scroll)
        if grid.isVisible():
            grid.setFocus()
        self._tell_subject()

    def _photo_selected(self) -> None:
        if self.sender() is self.grid:  # the grid of the other page may change, too
            self._tell_subject()

    def _tell_subject(self) -> None:
        """Have the side panel follow: the selected photo, else the one the page is about."""
        page, index = self.history.current, self.grid.currentIndex()
        if page.place is Place.MODELS:
            self.subject_changed.emit(None, False)
        elif index.isValid():
            photo_id = (self.photos if self.grid is self.photo_grid else self.matches).id_at(index.row())
            name = self.photos.name_of(photo_id, "")
            self.subject_changed.emit(Query(photo_id, name, focus=page.side_focus), True)
        elif page.query is None or page.query.source is None:
            self.subject_changed.emit(None, False)
        elif page.query.text:
            self.subject_changed.emit(replace(page.query, text="", focus=page.side_focus), True)
        else:
            self.subject_changed.emit(page.query, False)

    # -- filling

    def _ask(self, query: Query) -> None:
        self._asker.ask(find_matches(self._library, query, LOOKALIKES))

    def _show_answer(self, answer: Answer) -> None:
        self.history.remember_matches(answer.matches, answer.understood, answer.suggestions)
        selected = self.match_grid.currentIndex()
        kept = self.matches.id_at(selected.row()) if selected.isValid() else None
        scrolled = self.match_grid.verticalOffset()
        self.matches.show_matches(answer.matches, scores=not answer.query.text)
        self._answer_note = _note(self.history.current)
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

    def renew(self, *, focus: bool) -> None:
        """Another model answers from now on: ask again for the page shown, and for the others when they are shown.

        Args:
            focus: whether that model allows for focus; if not, pages are not narrowed any more.
        """
        self.history.forget_answers(focus=focus)
        self.refresh()
        self._show_text()
        self._tell_subject()
        self.moved.emit()

    def add_photos(self, _: Ids) -> None:
        """Photos were found while scanning."""
        self._listed.refresh()

    def show_list(self, _: Ids) -> None:
        """The library as it is now."""
        self._listed.refresh()

    def _listing_came(self) -> None:
        self._show_text()

    def set_filter(self, names: Sequence[str], keys: Sequence[str], *, stay: bool = False) -> None:
        """List only some photos of the library.

        Args:
            names: what they have in common, for the header.
            keys: the same as keys of labels.
            stay: the user has not asked for it, and stays on the page shown.
        """
        anew, self._filter = tuple(names) != self._filter, tuple(names)
        selected = self.photo_grid.currentIndex()
        kept = self.photos.id_at(selected.row()) if selected.isValid() else None
        self._listed.set_filter(Filter(tuple(keys)))
        if anew:
            self.photo_grid.select_photo(kept)
            if not stay:
                self.show_library()
            self._tell_subject()
        self._show_text()

    def show_indexing(self, state: IndexingState) -> None:
        """Indexing may change what an empty page says."""
        changed = (state.running, state.folders) != (self._indexing.running, self._indexing.folders)
        self._indexing = state
        if changed:
            self._show_text()
        looking = state.running and not state.switching
        if looking and self.history.current.matches == () and not self._asker.busy:
            self.refresh()  # the first photos may have been looked at by now

    # -- telling

    def _show_text(self) -> None:
        if self._models_shown is not None:
            self.header.hide()
            self._show(self._models_shown)
            self._tell_bare(bare=True)
            return
        query = self.history.current.query
        text = self._library_text() if query is None else self._matches_text(query)
        if query is None:
            self._show_library_header(shown=text is None or bool(self._filter))
        else:
            focus = query.focus if query.takes_focus else None
            self.header.set_text(words.shown_name(query.title), self._answer_note)
            self.header.set_removable(f"focus: {focus.name}" if focus else "", "Remove the focus" if focus else "")
            self.header.set_suggestions(self.history.current.suggestions)
            self.header.show()
        self._show(self.empty if text is not None else self.grid)
        if text is not None:
            self.empty.set_text(text)
        self._tell_bare(bare=text in {empty.FIRST_START, empty.NO_PHOTOS})

    def _tell_bare(self, *, bare: bool) -> None:
        if bare != self._bare:
            self._bare = bare
            self.bare_changed.emit(bare)

    def _show_library_header(self, *, shown: bool) -> None:
        names = ", ".join(self._filter)
        count = words.count(self.photos.rowCount())
        self.header.set_text("Library", f"{count}: {names}" if names else count)
        self.header.set_removable("", empty.CLEAR_FILTER if names else "")
        self.header.set_suggestions(())
        self.header.setVisible(shown)

    def _widen(self) -> None:
        """The cross beside the note: away with the focus or with the filter."""
        if self.history.current.query is None:
            self.filter_unwanted.emit()
        else:
            self.set_focus(None)

    def _empty_pressed(self) -> None:
        (self.filter_unwanted if self._filter else self.folder_wanted).emit()

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
        if self._filter and self._listed.total:
            return empty.nothing_tagged(self._filter)
        if self._indexing.folders is None:
            return empty.LOADING
        if self._indexing.running and not self._indexing.switching:
            return empty.SEARCHING_FOLDERS
        return empty.NO_PHOTOS if self._indexing.folders else empty.FIRST_START

    def _matches_text(self, query: Query) -> EmptyText | None:
        if self.matches.rowCount():
            return None
        if not query.text:
            return empty.LOOKING if self._asker.busy else empty.NO_MATCHES
        if self._asker.busy:
            return empty.LOOKING_FOR_WORD
        understood = self.history.current.understood
        return empty.nothing_found(query.text, understood) if understood else empty.NOT_YET


def _note(page: Page) -> str:
    count = words.count(len(page.matches or ()))
    return f"{page.understood}{words.SEPARATOR}{count}" if page.understood and page.matches else count
