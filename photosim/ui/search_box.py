"""The search box: a word finds photos; while it is typed, words that complete it or mean much the same are offered."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from photosim.library import Library
from photosim.ui import words
from photosim.ui.completing_line import CompletingLine
from photosim.ui.history import Query
from photosim.ui.jobs import JobRunner
from photosim.ui.language import plural, tr
from photosim.ui.lookalikes import Asker

SUGGESTIONS: Final = 8
_REST_MS: Final = 40
_LONGEST: Final = 200
"""Characters; nobody waits for a suggestion while pasting a page of text."""


class SearchBox(CompletingLine):
    """Finds photos by word.

    Signals:
        find_wanted: the text (str), and whether photos should be like the one the page is about, too (bool).
        end_wanted: the text of the page was taken away and nothing else entered.
    """

    find_wanted = Signal(str, bool)
    end_wanted = Signal()

    def __init__(self, library: Library, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._page: Query | None = None
        self._typed = ""
        self.setPlaceholderText(tr("search: a word, or drop a photo here"))
        key = QKeySequence(QKeySequence.StandardKey.Find).toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(tr("Find photos by what they show ({key})", key=key))
        self.setAccessibleName(tr("Search"))
        # Not before: making the button takes as long as a few of these boxes.
        self.textChanged.connect(lambda: self.setClearButtonEnabled(True))
        self._asker = Asker(runner, "similar words", self, _REST_MS)
        self._asker.answered.connect(self._offer)
        self._asker.failed.connect(lambda _: self._offer(()))  # the search itself will tell what is wrong
        self.textEdited.connect(self._edited)
        self.entered.connect(lambda text: self._find(text, like=False))
        self.chosen.connect(lambda choice: self._find(choice.text, like=bool(choice.value)))
        self.left.connect(self._show_page_text)

    @property
    def busy(self) -> bool:
        """Whether suggestions are still to come."""
        return self._asker.busy

    def show_page(self, query: Query | None) -> None:
        """Say what the page shown was searched with.

        Args:
            query: that of the page, None for the library.
        """
        before, self._page = self._page, query
        if not _is_same_page(query, before):  # else leave alone what is being typed
            self._show_page_text()

    def _show_page_text(self) -> None:
        """What was typed and not entered is forgotten."""
        self._asker.drop()
        self.setText(self._page.text if self._page else "")
        self.offer(())

    def _edited(self, text: str) -> None:
        self._typed = text
        # What was offered for less text may not fit any more; what still fits does not flicker.
        self._offer([row.text for row in self.choices if not row.value and row.text.startswith(text)])
        if text.strip() and len(text) <= _LONGEST:
            library = self._library
            self._asker.ask(lambda _: library.suggest(text, k=SUGGESTIONS))
        else:
            self._asker.drop()

    def _offer(self, suggestions: list[str] | tuple[str, ...]) -> None:
        text = self._typed
        if not text.strip():
            self.offer(())
            return
        from photosim.ui.choice_list import Choice  # noqa: PLC0415 - for who types

        rows = [Choice(other, other) for other in suggestions if other != text]
        photos = 0 if self._page is None else len(self._page.photos)
        if photos and any(sign.isalnum() for sign in text):
            rows.insert(0, Choice(text, _like(photos, words.quoted(text)), value=True))
        self.offer(rows)

    def _find(self, text: str, *, like: bool) -> None:
        self._asker.drop()
        self.offer(())
        if text.strip():
            self.find_wanted.emit(text.strip(), like)
        elif self._page is not None and self._page.text:
            self.end_wanted.emit()


def _like(photos: int, quoted: str) -> str:
    if photos == 1:
        return tr("Like this photo, but {text}", text=quoted)
    return plural("Like this {n} photo, but {text}", "Like these {n} photos, but {text}", photos, text=quoted)


def _is_same_page(query: Query | None, other: Query | None) -> bool:
    """Whether only the name or the focus of a page has changed."""
    if query is None or other is None:
        return query is other
    return query.text == other.text and query.shows_same_as(other)
