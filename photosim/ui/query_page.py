"""The page of a query: its answer, and what stands there while there is none."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from photosim.library import Library
from photosim.ui import empty, words
from photosim.ui.empty import EmptyText
from photosim.ui.history import Page
from photosim.ui.indexing import IndexingState
from photosim.ui.jobs import JobRunner
from photosim.ui.language import figure, plural, tr
from photosim.ui.lookalikes import Answer, Asker, find_matches
from photosim.ui.photo_grid import PhotoGrid
from photosim.ui.photo_model import PhotoListModel
from photosim.ui.thumb_loader import ThumbLoader

LOOKALIKES = 200


class QueryPage(QObject):
    """Its grid. What is shown is a `Page` that has a query.

    Signals:
        answered: the `Page` shown, with its answer.
        failed: the exception that kept it from being answered.
    """

    answered = Signal(object)
    failed = Signal(object)

    def __init__(self, library: Library, runner: JobRunner, loader: ThumbLoader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._page: Page | None = None
        self._coverage = ""
        self.model = PhotoListModel(loader, self)
        self.grid = PhotoGrid(name=tr("Look-alikes"))
        self.grid.setModel(self.model)
        loader.serve(self.grid, self.model)
        self._asker = Asker(runner, "look-alikes of a page", self)
        self._asker.answered.connect(self._show_answer)
        self._asker.failed.connect(self.failed)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._asker.busy

    @property
    def note(self) -> str:
        """What to say of the answer, empty while there is none."""
        page = self._page
        if page is None or page.matches is None:
            return ""
        count = plural("{n} photo", "{n} photos", len(page.matches))
        parts = [page.understood if page.matches else "", count, self._coverage]
        return words.SEPARATOR.join(filter(None, parts))

    def show(self, page: Page) -> None:
        """Show a page, its answer too if it has one; else ask for it."""
        self._page, self._coverage = page, ""
        self._asker.drop()
        assert page.query is not None, "only answers are shown here"
        self.grid.setCurrentIndex(self.model.index(-1))
        self.model.show_matches(page.matches or (), scores=not page.query.text)
        if page.matches is None:
            self.ask()

    def ask(self) -> None:
        """Ask for the answer of the page shown, again if there is one."""
        if self._page is not None and self._page.query is not None:
            self._asker.ask(find_matches(self._library, self._page.query, LOOKALIKES, self._page.filter))

    def leave(self) -> None:
        """The page is not shown any more: its answer is not wanted."""
        self._asker.drop()
        self._page = None

    def empty_text(self, state: IndexingState) -> EmptyText | None:
        """What to say instead of photos, None where there are some."""
        page = self._page
        if self.model.rowCount() or page is None or page.query is None:
            return None
        if self._asker.busy:
            return empty.looking_for_word() if page.query.text else empty.looking()
        return empty.matches_text(page, state)

    def _show_answer(self, answer: Answer) -> None:
        assert self._page is not None, "a question is dropped with its page"
        self._page = replace(
            self._page, matches=answer.matches, understood=answer.understood, suggestions=answer.suggestions
        )
        selected = self.grid.currentIndex()
        kept = self.model.id_at(selected.row()) if selected.isValid() else None
        scrolled = self.grid.verticalOffset()
        self.model.show_matches(answer.matches, scores=not answer.query.text)
        self._coverage = _coverage(answer)
        self.grid.select_photo(kept)
        self.grid.verticalScrollBar().setValue(scrolled)
        self.answered.emit(self._page)


def _coverage(answer: Answer) -> str:
    if answer.indexed >= answer.photos:
        return ""
    return plural(
        "{done} of {n} photo looked at so far",
        "{done} of {n} photos looked at so far",
        answer.photos,
        done=figure(answer.indexed),
    )
