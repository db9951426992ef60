"""The sidebar: folders, tags, what may want tidying up, and recent searches; together they say which photos count."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from photosim.library import Library
from photosim.library.views import ALL, Filter
from photosim.ui.history import Place
from photosim.ui.jobs import JobRunner, Pool
from photosim.ui.language import tr
from photosim.ui.lookalikes import Asker
from photosim.ui.recent import RecentSearches
from photosim.ui.side_lines import ALBUMS, SKIPPED, Kind, Line, Section, path_of, search_lines, tidy_lines
from photosim.ui.side_tree import SideRole, SideTree
from photosim.ui.spacing import HALF, STEP

if TYPE_CHECKING:
    from photosim.library.reports import LibraryStatus
    from photosim.ui.overview import FolderOverview, TagOverview
    from photosim.ui.side_view import SideView

USUAL_WIDTH: Final = 224
REFRESH_MS: Final = 1000
"""The least time between two counts while photos come in; each takes some milliseconds from a click that waits."""
_REST: Final = 10
"""Counting folders takes no more than one part in so many of the time, however many photos there are."""
_MOST_REMEMBERED: Final = 300


class Sidebar(QWidget):
    """Knows how many photos are where and what they show, and keeps the filter.

    Attributes:
        empty: whether there is nothing to show (yet).
        asked: whether anything was counted so far, or is being counted.
        searches: remembers and forgets searches.

    Signals:
        filter_changed: what the user wants to see: a `Filter` and the names of its tags by key (dict of str).
        place_wanted: the user wants a page about something else (`Place`): near-duplicates, skipped photos.
        text_wanted: a search to be done again (str).
        folder_add_wanted: the user wants to choose a folder.
        folder_removed: a folder is to leave the library; the user has said so (`Path`).
        folder_shown: a folder is to be opened in the file manager (`Path`).
        rescan_wanted: the user wants a folder looked through again (`Path`), None for all.
        asked_back: something to be confirmed first: (question str, button str, what to do: a function).
        told: the `TagOverview`, whenever a new one has come.
        listed: folders have been counted.
        failed: the exception that kept something from being told or done.
    """

    filter_changed = Signal(object, object)
    place_wanted = Signal(object)
    text_wanted = Signal(str)
    folder_add_wanted = Signal()
    folder_removed = Signal(object)
    folder_shown = Signal(object)
    rescan_wanted = Signal(object)
    asked_back = Signal(str, str, object)
    told = Signal(object)
    listed = Signal()
    failed = Signal(object)

    def __init__(self, library: Library, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self.empty = True
        self.asked = False
        self._problem = ""
        self._duplicates: int | None = None
        self._skipped = self._hidden = 0
        self._tidy: tuple[int | None, int, int] | None = None
        self._first = True
        self._opened = {_key(Section.TAGS, ALBUMS)}
        self._closed: set[str] = set()
        self._names: dict[str, str] = {}
        self.model = SideTree(self)
        self._view: SideView | None = None
        self.clear = QPushButton(tr("Clear filter"))
        self.clear.clicked.connect(self.clear_filter)
        self._tags = Asker(runner, "tags of the library", self, pool=Pool.LISTS)
        self._tags.answered.connect(self._show_tags)
        self._folders = Asker(runner, "folders of the library", self, pool=Pool.LISTS)
        self._folders.answered.connect(self._show_folders)
        for asker in (self._tags, self._folders):
            asker.failed.connect(self._fail)
        self.searches = RecentSearches(library, runner, self)
        self.searches.changed.connect(self.show_searches)
        self.searches.failed.connect(self.failed)
        self._later = QTimer(self, interval=REFRESH_MS, singleShot=True)
        self._later.timeout.connect(self._ask_again)
        self._lay_out()
        self._show_tidy()

    @property
    def view(self) -> "SideView":
        """What shows it all; made for the first count, for there is nothing to show before."""
        if self._view is None:
            from photosim.ui.side_view import SideView  # noqa: PLC0415 - as said

            self._view = view = SideView(self.model)
            view.pressed_line.connect(self._press)
            view.extra_pressed.connect(self._press_extra)
            view.menu_wanted.connect(self._show_menu)
            view.expanded.connect(lambda index: self._remember_open(index, is_open=True))
            view.collapsed.connect(lambda index: self._remember_open(index, is_open=False))
            self.model.layoutChanged.connect(self._open_again)
            self._layout.insertWidget(0, view, 1)
        return self._view

    def _lay_out(self) -> None:
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(HALF, STEP, HALF, 0)
        layout.setSpacing(HALF)
        layout.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(HALF)
        self.clear.hide()

    # -- counting

    @property
    def busy(self) -> bool:
        """Whether counts are still to come."""
        return self._tags.busy or self._folders.busy or self._later.isActive()

    def ask(self) -> None:
        """Count now; an older count that is still under way is not waited for."""
        self._later.stop()
        self.asked = True
        _ = self.view  # before its first lines come
        self._ask_tags()
        from photosim.ui.overview import load_folders  # noqa: PLC0415 - a window opens without

        self._folders.ask(load_folders(self._library, self.model.lines_of(Section.FOLDERS)))

    def refresh(self) -> None:
        """Count again soon: photos have come in or gone. Many calls a second make one count."""
        if not self._later.isActive():
            self._later.start()

    def _ask_again(self) -> None:
        if self._tags.busy or self._folders.busy:  # a long count would be replaced for ever while photos pour in
            self._later.start()
        else:
            self.ask()

    def _ask_tags(self) -> None:
        from photosim.ui.overview import load_tags  # noqa: PLC0415 - as above

        self._tags.ask(load_tags(self._library, self.filter, self.model.lines_of(Section.TAGS)))

    def show_library(self, status: "LibraryStatus") -> None:
        """Tell how many photos could not be read."""
        if status.failed != self._skipped:
            self._skipped = status.failed
            self._show_tidy()

    def show_duplicates(self, groups: int | None) -> None:
        """Tell how many groups of near-duplicates were found, None if that is not known any more."""
        self._duplicates = groups
        self._show_tidy()

    def _show_tidy(self) -> None:
        figures = self._duplicates, self._skipped, self._hidden
        if figures != self._tidy:
            self._tidy = figures
            self.model.show(Section.TIDY, tidy_lines(*figures))

    def _show_tags(self, overview: "TagOverview") -> None:
        self._problem = ""
        place = self.view.place_of_current()
        same = overview.same_places if overview.replaces is self.model.lines_of(Section.TAGS) else None
        self.model.show(Section.TAGS, overview.lines, same_places=same)
        self.view.put_current(place)
        if overview.chosen != self.filter.tags and not overview.off:  # a label has left the library's knowledge
            self._set(replace(self.filter, tags=overview.chosen))
        self.told.emit(overview)

    def _show_folders(self, overview: "FolderOverview") -> None:
        self._problem = ""
        self.empty = not (overview.photos or overview.hidden or overview.offline)
        self._later.setInterval(max(REFRESH_MS, round(overview.seconds * 1000) * _REST))
        place = self.view.place_of_current()
        same = overview.same_places if overview.replaces is self.model.lines_of(Section.FOLDERS) else None
        if self._first and overview.lines.heading.size == 1:
            self._opened.add(_key(Section.FOLDERS, overview.lines.lines[1].key))  # its name alone says nothing
        self._first = False
        self.model.show(Section.FOLDERS, overview.lines, same_places=same)
        self._hidden = overview.hidden
        self._show_tidy()
        self.show_searches(overview.searches)
        self.view.put_current(place)
        self.listed.emit()

    def show_searches(self, texts: Sequence[str]) -> None:
        """List what was searched for, newest first."""
        if list(texts) != list(self.model.lines_of(Section.SEARCHES).places):
            self.model.show(Section.SEARCHES, search_lines(texts))

    def _fail(self, error: Exception) -> None:
        """Told once: the next count may fail for the same reason a second later."""
        if str(error) != self._problem:
            self._problem = str(error)
            self.failed.emit(error)

    # -- the filter

    @property
    def filter(self) -> Filter:
        """What the user wants to see."""
        return self.model.wanted

    def show_filter(self, wanted: Filter) -> None:
        """Show what holds for the page; nothing is told."""
        before = self.filter
        if wanted != before:
            self.model.want(wanted)
            self.clear.setVisible(bool(wanted))
            if self.asked:
                self._ask_tags()

    def clear_filter(self) -> None:
        """Let all photos count."""
        self._set(ALL)

    def choose(self, keys: tuple[str, ...]) -> None:
        """Check these tags and no others."""
        self._set(replace(self.filter, tags=keys))

    def show_only(self, folder: Path | None) -> None:
        """Let only the photos of one folder count, besides what the tags say; None for all folders."""
        self._set(replace(self.filter, folder=folder, hidden=False))

    def _set(self, wanted: Filter) -> None:
        self.show_filter(wanted)
        self._names.update({key: self.model.name_of(key) for key in wanted.tags})
        self.filter_changed.emit(wanted, {key: self._names[key] for key in wanted.tags})

    # -- what is done with lines

    def _press(self, section: Section, line: Line) -> None:
        wanted = self.filter
        if line.kind is Kind.TAG:
            others = tuple(key for key in wanted.tags if key != line.key)
            self.choose(others if line.key in wanted.tags else (*others, line.key))
        elif line.kind is Kind.FOLDER:
            self.show_only(None if self.model.is_marked(line) else path_of(line))
        elif line.kind is Kind.HIDDEN:
            self._set(Filter(hidden=not wanted.hidden))
        elif line.kind is Kind.PAGE:
            self.place_wanted.emit(Place.SKIPPED if line.key == SKIPPED else Place.DUPLICATES)
        elif section is Section.SEARCHES:
            self.text_wanted.emit(line.key)

    def _press_extra(self, section: Section, line: Line) -> None:
        if section is Section.FOLDERS:
            self.folder_add_wanted.emit()
        elif line.kind is Kind.SEARCH:
            self.searches.forget(line.key)
        else:
            self.searches.clear()

    def _show_menu(self, section: Section, line: Line, place: QPoint) -> None:
        from photosim.ui.side_menu import show_menu  # noqa: PLC0415 - a window opens without

        show_menu(self, section, line, place)

    # -- what is open

    def restore(self, closed: Sequence[str], opened: Sequence[str]) -> None:
        """Have lines open and sections closed as they were left.

        Args:
            closed: what `closed` said.
            opened: what `opened` said.
        """
        self._closed = set(closed)
        self._opened |= set(opened)
        self._first = self._first and not opened

    @property
    def closed(self) -> tuple[str, ...]:
        """Sections the user closed, to be remembered."""
        return tuple(sorted(self._closed))

    @property
    def opened(self) -> tuple[str, ...]:
        """Lines the user opened, to be remembered."""
        return tuple(sorted(self._opened))[:_MOST_REMEMBERED]

    def _remember_open(self, index: QModelIndex, *, is_open: bool) -> None:
        section, key = self.model.section_of(index), str(index.data(SideRole.KEY))
        if key:
            (self._opened.add if is_open else self._opened.discard)(_key(section, key))
        else:
            (self._closed.discard if is_open else self._closed.add)(section.name.lower())

    def _open_again(self) -> None:
        """Lines that come back are as open as they were."""
        for section in Section:
            if section.name.lower() not in self._closed:
                self._open(self.model.index_of(section))
        for name in tuple(self._opened):
            number, _, key = name.partition("/")
            self._open(self.model.index_of(Section(int(number)), key))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and not self.view.isExpanded(index):
            self.view.setExpanded(index, True)


def _key(section: Section, key: str) -> str:
    """A line among those of all sections."""
    return f"{int(section)}/{key}"
