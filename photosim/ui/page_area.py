"""What the main area shows: the header, and below it the photos of the page or what stands in their place."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from photosim.core.photo import PhotoId
from photosim.library import Library
from photosim.library.views import Order
from photosim.ui import empty, query_words
from photosim.ui.header import Header
from photosim.ui.history import History, Page, Place
from photosim.ui.indexing import IndexingState
from photosim.ui.jobs import JobRunner
from photosim.ui.language import plural
from photosim.ui.library_list import LibraryList
from photosim.ui.library_page import LibraryPage
from photosim.ui.lookalikes import Asker
from photosim.ui.page_view import subject_of
from photosim.ui.photo_grid import PhotoGrid
from photosim.ui.photo_model import PhotoListModel
from photosim.ui.places import Places
from photosim.ui.query_pictures import QueryPictures
from photosim.ui.result_view import ResultView
from photosim.ui.thumb_loader import ThumbLoader

if TYPE_CHECKING:
    from photosim.ui.empty_panel import EmptyPanel
    from photosim.ui.query_page import QueryPage
    from photosim.ui.result_grid import ResultGrid


class PageArea(QWidget):
    """Shows the current page of a history; each kind of page keeps a widget of its own.

    Attributes:
        history: where the user was.
        photos: the library as it is listed.
        photo_grid: shows it.

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
        help_wanted: the user pressed that button of an empty page (a `Do`).
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
    _answered = Signal(object)
    _unanswered = Signal(object)
    _pressed = Signal(str)

    def __init__(self, library: Library, runner: JobRunner, loader: ThumbLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library, self._runner, self._loader = library, runner, loader
        self.history = History()
        self._indexing = IndexingState()
        self._names: dict[str, str] = {}
        self._bare = False
        self._library_page = LibraryPage(library, runner, loader, self)
        self._answers: QueryPage | None = None
        self._empty: EmptyPanel | None = None
        self._view = ResultView()
        self._for_grids: list[Callable[[PhotoGrid, PhotoListModel], None]] = []
        self.photos, self.photo_grid = self._library_page.model, self._library_page.grid
        self.header, self._stack = Header(), QStackedWidget()
        self._places = Places(self._stack)
        self._pictures = Asker(runner, "pictures of a query", self)
        self._pictures.answered.connect(self._show_pictures)
        self._told = QTimer(self, interval=0, singleShot=True)  # one click tells of several changes
        self._told.timeout.connect(self._tell_selected)
        self.for_grids(self._take_grid)
        self._library_page.failed.connect(self.failed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)

    def for_grids(self, do: Callable[[PhotoGrid, PhotoListModel], None]) -> None:
        """Do something with every grid of photos and what it shows: with one that is not made yet, once it is."""
        self._for_grids.append(do)
        do(self.photo_grid, self.photos)
        if self._answers is not None:
            do(self._answers.grid, self._answers.model)

    def _take_grid(self, grid: PhotoGrid, _: PhotoListModel) -> None:
        grid.photo_current.connect(self._photo_selected)
        grid.selection_changed.connect(self._photo_selected)
        grid.menu_wanted.connect(self.menu_wanted)
        grid.viewer_wanted.connect(self.viewer_wanted)
        grid.cell_size = self.photo_grid.cell_size
        grid.cell_size_changed.connect(self.set_cell_size)
        self._stack.addWidget(grid)

    @property
    def answers(self) -> "QueryPage":
        """What shows the answers of queries; made by the first who asks, for a window opens with the library."""
        if self._answers is None:
            from photosim.ui.query_page import QueryPage  # noqa: PLC0415 - as said

            self._answers = answers = QueryPage(self._library, self._runner, self._loader, self)
            answers.set_view(self._view)
            answers.changed.connect(self._answered)
            answers.failed.connect(self._unanswered)
            answers.view_changed.connect(self._take_view)
            for do in self._for_grids:
                do(answers.grid, answers.model)
        return self._answers

    @property
    def match_grid(self) -> "ResultGrid":
        """Shows the answer of the query shown last."""
        return self.answers.grid

    @property
    def matches(self) -> PhotoListModel:
        """That answer."""
        return self.answers.model

    @property
    def empty(self) -> "EmptyPanel":
        """What says why there are no photos; made by the first who asks."""
        if self._empty is None:
            from photosim.ui.empty_panel import EmptyPanel  # noqa: PLC0415 - as above

            self._empty = EmptyPanel()
            self._empty.pressed.connect(self._pressed)
            self._stack.addWidget(self._empty)
        return self._empty

    def light_up(self, *, lit: bool) -> None:
        """Show where a photo can be dropped, if that is said."""
        if self._empty is not None:
            self._empty.light_up(lit=lit)

    def prepare(self) -> None:
        """Make what shows answers now, so that the first query does not wait for it."""
        _ = self.answers

    @property
    def page(self) -> Page:
        """The page shown."""
        return self.history.current

    @property
    def grid(self) -> PhotoGrid | None:
        """The grid of the page shown, None on a page about other things."""
        if self.page.place is Place.QUERY:
            return self.match_grid
        return self.photo_grid if self.page.place is Place.LIBRARY else None

    @property
    def model(self) -> PhotoListModel | None:
        """The photos of the page shown, None on a page about other things."""
        return self.grid.photos if self.grid is not None else None

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
        return waiting or (self._answers is not None and not self._answers.settled)

    @property
    def bare(self) -> bool:
        """Whether there is no photo to select, and none is expected."""
        return self._bare

    @property
    def view(self) -> ResultView:
        """How answers are shown."""
        return self._view

    @property
    def listed(self) -> LibraryList:
        """How the library is listed."""
        return self._library_page.listed

    @property
    def names(self) -> Mapping[str, str]:
        """What the tags of filters are called, by their keys, as far as any was used."""
        return self._names

    def current_photo(self) -> PhotoId | None:
        """The photo the user is at, None without one."""
        return None if self.grid is None else self.grid.current_id()

    def selected_ids(self) -> list[PhotoId]:
        """The photos selected, in order of the page."""
        return [] if self.grid is None else self.grid.selected_ids()

    @property
    def selected_count(self) -> int:
        """How many those are; known without listing them."""
        return 0 if self.grid is None else len(self.grid.selected_rows)

    def focus_grid(self) -> None:
        """Have the keyboard go to the photos, or to what is there instead."""
        widget = self.grid or self._places.widget(self.page.place)
        if widget is not None:
            widget.setFocus()

    def set_cell_size(self, side: int) -> None:
        """Make the cells of all pages that large."""
        self.photo_grid.cell_size = side
        if self._answers is not None:
            self._answers.grid.cell_size = side
        self.cell_size_changed.emit(side)

    def set_order(self, order: Order) -> None:
        """Sort the library in another way."""
        self._library_page.set_order(order)

    @property
    def headings(self) -> bool:
        """Whether the library has headings."""
        return self._library_page.controls.headings.isChecked()

    def sort(self, order: Order | None) -> None:
        """Sort the page shown in another way; None has the best of an answer first."""
        if self.page.query is not None:
            self.answers.sort(order)
        elif order is not None:
            self.set_order(order)

    def take_out(self, photo_ids: set[PhotoId]) -> None:
        """Photos have left: answers do without them until they are asked for anew; none have: some came back."""
        if photo_ids:
            self.history.take_out(photo_ids)
        else:
            self.history.ask_again()
        if self._answers is not None:
            self._answers.take_out({int(photo_id) for photo_id in photo_ids})

    def set_headings(self, *, shown: bool) -> None:
        """Have headings in the library, or none."""
        self._library_page.set_headings(shown=shown)

    def set_view(self, view: ResultView) -> None:
        """Show all answers in another way."""
        if self._answers is None:
            self._take_view(view)
        else:
            self._answers.set_view(view)

    def _take_view(self, view: ResultView) -> None:
        self._view = view
        self.view_changed.emit(view)

    def show_list(self) -> None:
        """The library may hold other photos than it did."""
        self._library_page.listed.refresh()

    def show_indexing(self, state: IndexingState) -> None:
        """Indexing may change what an empty page says."""
        before, self._indexing = self._indexing, state
        if empty.about(state) != empty.about(before):
            self._show_text()
        if self.page.filter.tags and state.progress != before.progress:
            self.listed.refresh()  # photos that were looked at have tags from then on
        looking = state.running and not state.switching
        if looking and self.page.matches == () and not self.answers.busy:
            self.refresh()  # the first photos may have been looked at by now

    def refresh(self) -> None:
        """More photos have been looked at: ask again for the page shown."""
        if self.page.query is not None:
            self.answers.ask()

    def _controls(self) -> QWidget | None:
        if self.page.query is not None:
            return None if self.page.matches == () else self.answers.controls  # nothing to sort, nothing held back
        return self._library_page.controls if self.page.is_library else None

    def _show_text(self) -> None:
        page = self.page
        widget = self._places.widget(page.place)
        if widget is not None:
            self.header.hide()
            self._show(widget)
            self._tell_bare(bare=True)
            return
        if page.query is not None:
            text, note = self.answers.empty_text(self._indexing), self.answers.note
        else:
            text = self._library_page.empty_text(self._indexing, self._names)
            note = plural("{n} photo", "{n} photos", self._library_page.count)
        self.header.set_text(query_words.heading(page), note, sentence=page.query is not None and bool(page.query.text))
        self.header.set_controls(self._controls(), many=page.query is not None)
        self.header.set_parts(query_words.parts_of(page, self._names))
        self.header.set_suggestions(page.suggestions)
        self.header.setVisible(page.query is not None or text is None or bool(page.filter))
        if text is not None and text != empty.loading():
            self.empty.set_text(text)
            self._show(self.empty)
        elif self.grid is not None:
            self._show(self.grid)
        self._tell_bare(bare=text is not None and text.bare)

    def _tell_bare(self, *, bare: bool) -> None:
        if bare != self._bare:
            self._bare = bare
            self.bare_changed.emit(bare)

    def _show(self, widget: QWidget) -> None:
        if widget is not self._stack.currentWidget():
            self._stack.setCurrentWidget(widget)
            if widget is not self._empty:
                widget.setFocus()

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
