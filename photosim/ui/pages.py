"""The main area: the library, the answers to queries, pages about other things, and the way between them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from photosim.core.photo import PhotoId
from photosim.library import Library
from photosim.library.views import ALL, Filter, Order
from photosim.ui import empty, query_words
from photosim.ui.empty import Do
from photosim.ui.empty_panel import EmptyPanel
from photosim.ui.header import Header
from photosim.ui.history import Focus, History, Page, Place, Query
from photosim.ui.indexing import IndexingState
from photosim.ui.jobs import JobRunner
from photosim.ui.language import plural, tr
from photosim.ui.library_list import LibraryList
from photosim.ui.library_page import LibraryPage
from photosim.ui.lookalikes import Asker
from photosim.ui.page_view import put_back, subject_of, view_of
from photosim.ui.photo_grid import PhotoGrid
from photosim.ui.photo_model import PhotoListModel
from photosim.ui.places import Places
from photosim.ui.query_page import QueryPage
from photosim.ui.query_pictures import QueryPictures, load_pictures
from photosim.ui.query_results import ResultView
from photosim.ui.query_words import Part
from photosim.ui.thumb_loader import ThumbLoader

_OF_AN_ANSWER: Final = ("matches", "understood", "suggestions", "order", "alike", "places", "widened", "wanted")
"""What a page has from its answer."""


class Pages(QWidget):
    """Each page kind keeps a widget of its own, so that going back finds it as it was left.

    Attributes:
        history: where the user was.
        photos: the library as it is listed.
        matches: the answer of the query shown last.

    Signals:
        moved: another page is shown, or going back or forward became possible or impossible.
        subject_changed: (`Query` or None, whether its look-alikes should be listed beside the page); a query of
            several photos where several are selected.
        selection_changed: other photos are selected.
        menu_wanted: a menu for the photos selected, at that place of the screen (QPoint).
        viewer_wanted: a photo is to be seen large (PhotoId).
        view_changed: answers are shown in another way from now on (`ResultView`).
        cell_size_changed: the side of cells, in logical pixels.
        bare_changed: whether there is neither a photo to select nor a query (bool).
        failed: the exception that kept a page from being shown.
        help_wanted: the user pressed a button of an empty page that is about more than this page (a `Do`).
    """

    moved = Signal()
    subject_changed = Signal(object, bool)
    selection_changed = Signal()
    menu_wanted = Signal(QPoint)
    viewer_wanted = Signal(object)
    view_changed = Signal(object)
    cell_size_changed = Signal(int)
    bare_changed = Signal(bool)
    failed = Signal(object)
    help_wanted = Signal(str)

    def __init__(self, library: Library, runner: JobRunner, loader: ThumbLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self.history = History()
        self._indexing = IndexingState()
        self._names: dict[str, str] = {}
        self._bare = False
        self._restoring: Page | None = None
        self._library_page = LibraryPage(library, runner, loader, self)
        self._query_page = QueryPage(library, runner, loader, self)
        self.photos, self.photo_grid = self._library_page.model, self._library_page.grid
        self.matches, self.match_grid = self._query_page.model, self._query_page.grid
        self.header, self.empty, self._stack = Header(), EmptyPanel(), QStackedWidget()
        self._places = Places(self._stack)
        for grid in (self.photo_grid, self.match_grid):
            grid.photo_current.connect(self._photo_selected)
            grid.selection_changed.connect(self._photo_selected)
            grid.menu_wanted.connect(self.menu_wanted)
            grid.viewer_wanted.connect(self.viewer_wanted)
            grid.cell_size_changed.connect(self.set_cell_size)
            grid.photo_opened.connect(self.open_photo)
            self._stack.addWidget(grid)
        self._stack.addWidget(self.empty)
        self.empty.pressed.connect(self._empty_pressed)
        self.header.part_removed.connect(self._take_away)
        self.header.suggestion_pressed.connect(self.find_photos)
        self._library_page.changed.connect(self._list_changed)
        self._library_page.failed.connect(self.failed)
        self._query_page.changed.connect(self._answered)
        self._query_page.view_changed.connect(self.view_changed)
        self._query_page.failed.connect(self._fail)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)
        self._pictures = Asker(runner, "picture of a query", self)
        self._pictures.answered.connect(self._show_pictures)
        self._told = QTimer(self, interval=0, singleShot=True)  # one click tells of several changes
        self._told.timeout.connect(self._tell_selected)
        self._show_text()

    # -- what is shown

    @property
    def page(self) -> Page:
        """The page shown."""
        return self.history.current

    @property
    def grid(self) -> PhotoGrid | None:
        """The grid of the page shown, None on a page about other things."""
        return {Place.LIBRARY: self.photo_grid, Place.QUERY: self.match_grid}.get(self.page.place)

    @property
    def model(self) -> PhotoListModel | None:
        """The photos of the page shown, None on a page about other things."""
        return {Place.LIBRARY: self.photos, Place.QUERY: self.matches}.get(self.page.place)

    @property
    def title(self) -> str:
        """All that is shown, in words, for the title of the window."""
        return query_words.window_title(self.page, self._names)

    @property
    def area(self) -> QWidget:
        """Where the photos are, below the header; messages float over it."""
        return self._stack

    @property
    def busy(self) -> bool:
        """Whether something of the page is still to come."""
        waiting = self._library_page.busy or self._pictures.busy or self._told.isActive()
        return waiting or not self._query_page.settled

    @property
    def bare(self) -> bool:
        """Whether there is no photo to select, and none is expected."""
        return self._bare

    def current_photo(self) -> PhotoId | None:
        """The photo the user is at, None without one."""
        return None if self.grid is None else self.grid.current_id()

    def selected_ids(self) -> list[PhotoId]:
        """The photos selected, in order of the page."""
        return [] if self.grid is None else self.grid.selected_ids()

    def focus_grid(self) -> None:
        """Have the keyboard go to the photos, or to what is there instead."""
        widget = self.grid or self._places.widget(self.page.place)
        if widget is not None:
            widget.setFocus()

    def set_cell_size(self, side: int) -> None:
        """Make the cells of all pages that large."""
        self.photo_grid.cell_size = side
        self.match_grid.cell_size = side
        self.cell_size_changed.emit(side)

    def set_order(self, order: Order) -> None:
        """Sort the library in another way."""
        self._library_page.set_order(order)

    def set_headings(self, *, shown: bool) -> None:
        """Have headings in the library, or none."""
        self._library_page.set_headings(shown=shown)

    def set_view(self, view: ResultView) -> None:
        """Show all answers in another way."""
        self._query_page.set_view(view)

    @property
    def view(self) -> ResultView:
        """How answers are shown."""
        return self._query_page.controls.view

    @property
    def listed(self) -> LibraryList:
        """How the library is listed."""
        return self._library_page.listed

    def _controls(self) -> QWidget | None:
        if self.page.query is not None:
            return self._query_page.controls
        return self._library_page.controls if self.page.is_library else None

    # -- moving

    def open_photo(self, photo_id: int) -> None:
        """Make the look-alikes of a photo of the library a page."""
        self.open_photos([PhotoId(photo_id)])

    def open_photos(self, ids: Sequence[PhotoId]) -> None:
        """Make the look-alikes of photos of the library a page: of one, or of several taken together."""
        if not ids:
            return
        name = self.photos.name_of(ids[0], tr("this photo"))  # until its picture comes
        self.open_query(Query(ids[0], name, focus=self.page.side_focus, more=tuple(ids[1:])))

    def open_query(self, query: Query) -> None:
        """Make the answer to anything a page; the filter of the page shown holds for it, too."""
        side_focus = query.focus if query.takes_focus else self.page.side_focus
        self._visit(Page(query, side_focus, place=Place.QUERY, filter=self.page.filter))

    def find_photos(self, text: str, *, like_shown: bool = False) -> None:
        """Make the photos of a word a page.

        Args:
            text: what they should show.
            like_shown: they should look like the photo the page is about, too.
        """
        shown = self.page.query
        if like_shown and shown is not None and shown.source is not None:
            self.open_query(replace(shown, text=text, focus=None))
        else:
            self.open_query(Query(None, "", text=text))

    def show_place(self, place: Place, make: Callable[[], QWidget]) -> None:
        """Go to a page about other things than photos, as a new page unless it is shown already.

        Args:
            place: which one.
            make: makes its widget the first time; it is kept from then on.
        """
        self._places.provide(place, make)
        if self.page.place is not place:
            self._visit(Page(place=place, side_focus=self.page.focus, filter=self.page.filter))

    @property
    def names(self) -> Mapping[str, str]:
        """What the tags of filters are called, by their keys, as far as any was used."""
        return self._names

    def go_on(self, history: History, names: Mapping[str, str]) -> None:
        """Show what another window showed, and what it would have gone back to; pages of photos only.

        Args:
            history: of the other window, which does not use it any more.
            names: as `names` of its pages.
        """
        history.keep_photos()
        self.history = history
        self._names.update(names)
        self._enter(self.page)

    def show_library(self) -> None:
        """Go to the library, as a new page unless it is shown already."""
        if not self.page.is_library:
            self._leave()
            page = Page(side_focus=self.page.focus, filter=self.page.filter)
            if self._library_page.filter == page.filter:  # it is still there as it was left
                page = replace(page, **view_of(self.photo_grid))
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

    def set_filter(self, filter_: Filter, names: Mapping[str, str] | None = None) -> None:
        """Show only some photos, as a page of its own; the photos selected stay so where they can.

        Args:
            filter_: which; holds for the library and for answers.
            names: of its tags, by their keys, to be shown.
        """
        self._names.update(names or {})
        if filter_ == self.page.filter:
            return
        if self.page.has_photos:
            self._leave()
            kept = replace(self.page, filter=filter_, matches=None, scroll=0, widened=False)
            self._enter(self.history.visit(kept))
        elif filter_:
            self._visit(Page(side_focus=self.page.focus, filter=filter_))
        else:  # nobody asked for other photos here
            self.history.change(filter=filter_)

    def set_focus(self, focus: Focus | None) -> None:
        """Narrow the page to a class, as a page of its own; where it cannot be, the look-alikes beside it."""
        if not self.page.has_photos:
            self.show_library()  # there is nothing to narrow there
        query = self.page.query
        if query is None or not query.takes_focus:
            self.set_side_focus(focus)
        elif focus != query.focus:
            self.open_query(replace(query, focus=focus))

    def set_side_focus(self, focus: Focus | None) -> None:
        """Narrow the look-alikes of the photo in the side panel; those of the page's own photo are the page."""
        query = self.page.query
        if query is not None and query.takes_focus and self.current_photo() is None:
            self.set_focus(focus)
            return
        self.history.remember_side_focus(focus)
        self._tell_subject()
        self.moved.emit()

    def _take_away(self, part: Part) -> None:
        """The cross of something the header names."""
        left = query_words.without(self.page, part)
        if left.query is None and self.page.query is not None:
            self.show_library()
        elif left.query is not None and left.query is not self.page.query:
            self.open_query(left.query)
        else:
            self.set_filter(left.filter)

    def _visit(self, page: Page) -> None:
        self._leave()
        self._enter(self.history.visit(page))

    def _leave(self) -> None:
        if self.grid is not None and self._restoring is None:
            self.history.change(**view_of(self.grid))

    def _enter(self, page: Page) -> None:
        self._query_page.leave()
        self._pictures.drop()
        self.header.set_images(())
        if page.query is not None:
            if page.query.source is not None:
                self._pictures.ask(load_pictures(self._library, page.query))
            self._query_page.show(page)
        elif page.is_library:
            self._library_page.set_filter(page.filter)
        self.header.set_controls(self._controls())
        self._restoring = page
        self._show_text()
        self._restore()
        self.moved.emit()

    def _restore(self) -> None:
        """Have the view as the page was left, once its photos are there."""
        page, grid = self._restoring, self.grid
        if page is None or (page.is_library and not self._library_page.stands):
            return
        if page.query is not None and self._query_page.busy:
            self._tell_subject()
            return
        self._restoring = None
        if grid is None:
            self.focus_grid()
        else:
            put_back(grid, page)
            if grid.isVisible():
                grid.setFocus()
        self._tell_subject()

    def _photo_selected(self) -> None:
        if self.sender() is self.grid:  # the grid of the other page may change, too
            self._told.start()

    def _tell_selected(self) -> None:
        self._tell_subject()
        self.selection_changed.emit()

    def _tell_subject(self) -> None:
        """Have the side panel follow: the selected photos, else those the page is about."""
        self._told.stop()
        current = self.current_photo()
        name = "" if current is None else self.photos.name_of(current, "")
        self.subject_changed.emit(*subject_of(self.page, current, self.selected_ids(), name))

    # -- filling

    def _answered(self, page: Page) -> None:
        """The page shown has got its answer, or shows it in another way."""
        shown = {name: getattr(page, name) for name in _OF_AN_ANSWER}
        self.history.change(**shown)
        self._show_text()
        self._restore()

    def _fail(self, error: Exception) -> None:
        """A page that cannot be: back to where the user was."""
        self._enter(self.history.drop())
        self.failed.emit(error)

    def _show_pictures(self, pictures: QueryPictures) -> None:
        self.header.set_images(pictures.images)
        self._names.update({query_words.photo_key(one): name for one, name in pictures.names.items()})
        source = pictures.query.source
        name = pictures.names.get(source, "") if isinstance(source, int) else ""
        if name and name != pictures.query.name:
            self.history.rename_query(name)
        if pictures.names:
            self._show_text()
            self.moved.emit()

    def refresh(self) -> None:
        """More photos have been looked at: ask again for the page shown."""
        if self.page.query is not None:
            self._query_page.ask()

    def renew(self, *, focus: bool) -> None:
        """Another model answers from now on: ask again for the page shown, and for the others when they are shown.

        Args:
            focus: whether that model allows for focus; if not, pages are not narrowed any more.
        """
        self._leave()
        self.history.forget_answers(focus=focus)
        self._enter(self.page)

    def show_list(self) -> None:
        """The library may hold other photos than it did."""
        self._library_page.listed.refresh()

    def _list_changed(self) -> None:
        self._show_text()
        self._restore()

    def show_indexing(self, state: IndexingState) -> None:
        """Indexing may change what an empty page says."""
        before, self._indexing = self._indexing, state
        if empty.about(state) != empty.about(before):
            self._show_text()
        looking = state.running and not state.switching
        if looking and self.page.matches == () and not self._query_page.busy:
            self.refresh()  # the first photos may have been looked at by now

    # -- telling

    def _show_text(self) -> None:
        page = self.page
        widget = self._places.widget(page.place)
        if widget is not None:
            self.header.hide()
            self._show(widget)
            self._tell_bare(bare=True)
            return
        if page.query is not None:
            text = self._query_page.empty_text(self._indexing)
        else:
            text = self._library_page.empty_text(self._indexing, self._names)
        note = self._query_page.note
        if page.query is None:
            note = plural("{n} photo", "{n} photos", self.photos.rowCount())
        self.header.set_text(query_words.heading(page), note)
        self.header.set_parts(query_words.parts_of(page, self._names))
        self.header.set_suggestions(page.suggestions)
        self.header.setVisible(page.query is not None or text is None or bool(page.filter))
        self._show(self.empty if text is not None or self.grid is None else self.grid)
        if text is not None:
            self.empty.set_text(text)
        self._tell_bare(bare=text is not None and text.bare)

    def _tell_bare(self, *, bare: bool) -> None:
        if bare != self._bare:
            self._bare = bare
            self.bare_changed.emit(bare)

    def _empty_pressed(self, does: str) -> None:
        """What concerns the page is done here, the rest is told."""
        if does == Do.CLEAR_FILTER:
            self.set_filter(ALL)
        elif does == Do.CLEAR_FOLDER:
            self.set_filter(replace(self.page.filter, folder=None))
        elif does == Do.CLEAR_FOCUS:
            self.set_focus(None)
        elif does == Do.LOOSEN:
            self._query_page.widen()
        else:
            self.help_wanted.emit(does)

    def _show(self, widget: QWidget) -> None:
        if widget is not self._stack.currentWidget():
            self._stack.setCurrentWidget(widget)
            if widget is not self.empty:
                widget.setFocus()
