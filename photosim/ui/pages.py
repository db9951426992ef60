"""The main area: the library, the answers to queries, pages about other things, and the way between them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QWidget

from photosim.core.photo import PhotoId
from photosim.library import Library
from photosim.library.views import ALL, Filter
from photosim.ui import query_words
from photosim.ui.empty import Do
from photosim.ui.history import Focus, History, Page, Place, Query
from photosim.ui.jobs import JobRunner
from photosim.ui.language import tr
from photosim.ui.page_area import PageArea
from photosim.ui.page_view import put_back, view_of
from photosim.ui.photo_grid import PhotoGrid
from photosim.ui.photo_model import PhotoListModel
from photosim.ui.query_pictures import load_pictures
from photosim.ui.query_words import Part
from photosim.ui.thumb_loader import ThumbLoader

_OF_AN_ANSWER: Final = ("matches", "understood", "suggestions", "order", "alike", "places", "widened", "wanted")
"""What a page has from its answer."""


class Pages(PageArea):
    """Goes from page to page, forth and back; each is found again as it was left."""

    def __init__(self, library: Library, runner: JobRunner, loader: ThumbLoader, parent: QWidget | None = None) -> None:
        super().__init__(library, runner, loader, parent)
        self._restoring: Page | None = None
        self._coming: tuple[PhotoId, ...] = ()
        self.for_grids(self._connect_grid)
        self._pressed.connect(self._empty_pressed)
        self.header.part_removed.connect(self._take_away)
        self.header.suggestion_pressed.connect(self.find_photos)
        self._library_page.changed.connect(self._list_changed)
        self._answered.connect(self._take_answer)
        self._unanswered.connect(self._fail)
        self._show_text()

    def _connect_grid(self, grid: PhotoGrid, _: PhotoListModel) -> None:
        grid.photo_opened.connect(self.open_photo)

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
        side_focus = query.focus if query.takes_focus else self.history.focus_ahead
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
            self._visit(Page(place=place, side_focus=self.history.focus_ahead, filter=self.page.filter))

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
            page = Page(side_focus=self.history.focus_ahead, filter=self.page.filter)
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

    def select_again(self, ids: Sequence[PhotoId]) -> None:
        """Photos are coming back: select them once the page shown has them, unless the user does something before."""
        self._coming = tuple(ids)
        if self.grid is not None:
            self.grid.select_none()

    def _select_coming(self) -> None:
        model, grid = self.model, self.grid
        if model is None or grid is None or not self._coming:
            return
        here = [photo_id for photo_id in self._coming if model.row_of(photo_id) is not None]
        if here:
            self._coming = ()
            grid.select_photos(here, here[0])
            grid.scrollTo(grid.currentIndex())

    def _tell_selected(self) -> None:
        if self.selected_ids():  # the user has turned to other photos
            self._coming = ()
        super()._tell_selected()

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
        self._coming = ()
        if self._answers is not None:
            self._answers.leave()
        self._pictures.drop()
        self.header.set_images(())
        if page.query is not None:
            if page.query.source is not None:
                self._pictures.ask(load_pictures(self._library, page.query))
            self.answers.show(page)
        elif page.is_library:
            self._library_page.set_filter(page.filter)
        self._restoring = page
        self._show_text()
        self._restore()
        self.moved.emit()

    def _restore(self) -> None:
        """Have the view as the page was left, once its photos are there."""
        page, grid = self._restoring, self.grid
        if page is None or (page.is_library and not self._library_page.stands):
            return
        if page.query is not None and self.answers.busy:
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

    def _take_answer(self, page: Page) -> None:
        """The page shown has got its answer, or shows it in another way."""
        shown = {name: getattr(page, name) for name in _OF_AN_ANSWER}
        self.history.change(**shown)
        self._show_text()
        self._restore()
        self._select_coming()

    def _fail(self, error: Exception) -> None:
        """A page that cannot be: back to where the user was. One that has an answer stays as it is."""
        if self.page.matches is None:
            self._enter(self.history.drop())
        self.failed.emit(error)

    def renew(self, *, focus: bool) -> None:
        """Another model answers from now on: ask again for the page shown, and for the others when they are shown.

        Args:
            focus: whether that model allows for focus; if not, pages are not narrowed any more.
        """
        self._leave()
        self.history.forget_answers(focus=focus)
        self._enter(self.page)

    def _list_changed(self) -> None:
        self._show_text()
        self._restore()
        self._select_coming()

    def _empty_pressed(self, does: str) -> None:
        """What concerns the page is done here, the rest is told."""
        if does == Do.CLEAR_FILTER:
            self.set_filter(ALL)
        elif does == Do.CLEAR_FOLDER:
            self.set_filter(replace(self.page.filter, folder=None))
        elif does == Do.CLEAR_FOCUS:
            self.set_focus(None)
        else:
            self.help_wanted.emit(does)
