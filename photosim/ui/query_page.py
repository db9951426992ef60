"""The page of a query: its answer as far as it is shown, and what stands there while there is none."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from photosim.library import Library
from photosim.library.views import Order
from photosim.ui import empty, words
from photosim.ui.empty import EmptyText
from photosim.ui.history import Page
from photosim.ui.indexing import IndexingState
from photosim.ui.jobs import JobContext, JobRunner
from photosim.ui.language import figure, plural, tr
from photosim.ui.lookalikes import Answer, Asker, find_matches
from photosim.ui.photo_model import PhotoListModel
from photosim.ui.query_controls import ResultControls
from photosim.ui.query_results import MOST, STEP, USUAL, Places, Shown, lacks, look_up, looking_up, shown
from photosim.ui.reasons import reason
from photosim.ui.result_grid import ResultGrid
from photosim.ui.result_view import ResultView
from photosim.ui.thumb_loader import ThumbLoader


class QueryPage(QObject):
    """Its grid and controls. What is shown is a `Page` that has a query.

    Attributes:
        model: the photos shown.
        grid: shows them.
        controls: say how.

    Signals:
        changed: the `Page` shown, with its answer and how it is shown; to be remembered.
        view_changed: the `ResultView` the user wants from now on.
        failed: the exception that kept the page from being answered.
    """

    changed = Signal(object)
    view_changed = Signal(object)
    failed = Signal(object)

    def __init__(self, library: Library, runner: JobRunner, loader: ThumbLoader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._page: Page | None = None
        self._shown = Shown((), {}, 0, 0)
        self._coverage = ""
        self.model = PhotoListModel(loader, self)
        self.grid = ResultGrid(name=tr("Look-alikes"))
        self.grid.setModel(self.model)
        self.grid.more_wanted.connect(self._show_more)
        loader.serve(self.grid, self.model)
        self.controls = ResultControls(
            self.grid
        )  # until a header takes them: without a parent they would be left behind
        self.controls.hide()
        self.controls.view_changed.connect(self._view_wanted)
        self.controls.order_changed.connect(self.sort)
        self._asker = Asker(runner, "look-alikes of a page", self)
        self._asker.answered.connect(self._take_answer)
        self._asker.failed.connect(self.failed)
        self._places = Asker(runner, "places in an answer", self)
        self._places.answered.connect(self._take_places)
        self._places.failed.connect(self.failed)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._asker.busy

    @property
    def settled(self) -> bool:
        """Whether the answer is shown as it is wanted."""
        return not self._asker.busy and not self._places.busy

    @property
    def note(self) -> str:
        """What to say of the answer, empty while there is none."""
        page = self._page
        if page is None or not page.matches:
            return ""
        count = plural("{n} photo", "{n} photos", self._shown.photos)
        parts = [reason(page.understood), count, self._coverage]
        return words.SEPARATOR.join(filter(None, parts))

    def show(self, page: Page) -> None:
        """Show a page, its answer too if it has one; else ask for it."""
        assert page.query is not None, "only answers are shown here"
        self._page, self._coverage = page, ""
        self._asker.drop()
        self._places.drop()
        self.controls.show_page(page)
        self.grid.select_none()
        self._fill(keep=False)
        if page.matches is None:
            self.ask()
        elif lacks(page, self.controls.view):
            self._look_up()

    def ask(self) -> None:
        """Ask for the answer of the page shown, again if there is one."""
        page = self._page
        if page is None or page.query is None:
            return
        library, view = self._library, self.controls.view
        find = find_matches(library, page.query, page.wanted or USUAL, page.filter, whole=True)

        def work(context: JobContext) -> tuple[Answer, Places, Order | None]:
            answer = find(context)
            return answer, look_up(library, answer.matches, view, page.order, page.filter), page.order

        self._places.drop()
        self._asker.ask(work)

    def leave(self) -> None:
        """The page is not shown any more: its answer is not wanted."""
        self._asker.drop()
        self._places.drop()
        self._page = None

    def set_view(self, view: ResultView) -> None:
        """Show this and all further answers in another way."""
        self.controls.set_view(view)
        self._view_wanted(view)

    def take_out(self, photo_ids: set[int]) -> None:
        """Photos are no part of the answer any more."""
        if self._page is not None and self._page.matches is not None:
            left = tuple(match for match in self._page.matches if match.photo_id not in photo_ids)
            self._show(replace(self._page, matches=left, alike=None, places=None))

    def empty_text(self, state: IndexingState) -> EmptyText | None:
        """What to say instead of photos, None where there are some."""
        page = self._page
        if self.model.rowCount() or page is None or page.query is None:
            return None
        if self._asker.busy:
            return empty.looking_for_word() if page.query.text else empty.looking()
        return empty.matches_text(page, state)

    # -- how it is shown

    def widen(self) -> None:
        """Show what was found and held back."""
        if self._page is not None:
            self._show(replace(self._page, widened=True))

    def _show_more(self) -> None:
        """What was found and held back; else further photos."""
        page = self._page
        if page is None or self._shown.held_back:
            self.widen()
            return
        self._page = replace(page, wanted=min(MOST, (page.wanted or USUAL) + STEP), widened=True)
        self.grid.offer_more("")
        self.ask()

    def _view_wanted(self, view: ResultView) -> None:
        if self._page is not None:  # a new cut counts again where all was shown before
            self._show(replace(self._page, widened=False))
        self.view_changed.emit(view)

    def sort(self, order: Order | None) -> None:
        """Sort the answer shown in another way; None has the best first."""
        if self._page is not None:
            self._show(replace(self._page, order=order, places=None))
            self.controls.show_page(self._page)

    def _show(self, page: Page) -> None:
        """The same page in another way."""
        self._page = page
        self._places.drop()  # what is under way is about the page as it was
        if lacks(page, self.controls.view):
            self._look_up()
        else:
            self._fill(keep=True)
            self.changed.emit(page)

    def _look_up(self) -> None:
        assert self._page is not None, "something was looked up for it"
        self._places.ask(looking_up(self._library, self._page, self.controls.view))

    def _take_places(self, found: Places) -> None:
        assert self._page is not None, "a question is dropped with its page"
        self._page = replace(self._page, alike=found.alike, places=found.places)
        self._fill(keep=True)
        self.changed.emit(self._page)

    def _take_answer(self, answered: tuple[Answer, Places, Order | None]) -> None:
        assert self._page is not None, "a question is dropped with its page"
        self._places.drop()  # they are those of the answer before
        answer, found, order = answered
        again = self._page.matches is not None
        self._page = replace(
            self._page,
            matches=answer.matches,
            understood=answer.understood,
            suggestions=answer.suggestions,
            alike=found.alike,
            places=found.places if order == self._page.order else None,
        )
        self._coverage = _coverage(answer)
        self._fill(keep=again)
        self.changed.emit(self._page)
        if lacks(self._page, self.controls.view):  # another way of showing it was chosen meanwhile
            self._look_up()

    def _fill(self, *, keep: bool) -> None:
        page = self._page
        assert page is not None, "a page is shown"
        self._shown = shown(page, self.controls.view)
        scored = page.query is not None and not page.query.text
        self.model.show_matches(self._shown.matches, scores=scored, alike=self._shown.alike, keep=keep)
        self.grid.offer_more(self._more_words(page))

    def _more_words(self, page: Page) -> str:
        """What the button below the photos says, empty where there are no more."""
        held_back, wanted = self._shown.held_back, page.wanted or USUAL
        if held_back:
            return plural(
                "Show {n} more photo that is less alike", "Show {n} more photos that are less alike", held_back
            )
        return tr("Show more photos") if len(page.matches or ()) >= wanted and wanted < MOST else ""


def _coverage(answer: Answer) -> str:
    if answer.indexed >= answer.photos:
        return ""
    return plural(
        "{done} of {n} photo looked at so far",
        "{done} of {n} photos looked at so far",
        answer.photos,
        done=figure(answer.indexed),
    )
