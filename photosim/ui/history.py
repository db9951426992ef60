"""Pages of the window and the way back through them, like in a browser; knows nothing of Qt."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from photosim.core.photo import Match, PhotoId, Region
from photosim.library.views import ALL, Filter, Order

if TYPE_CHECKING:
    from PIL.Image import Image

Source: TypeAlias = "PhotoId | Path | Image"
"""A photo to search with: of the library, a file, or a picture in memory (upright, RGB)."""


class Place(Enum):
    """What a page is."""

    LIBRARY = "library"
    QUERY = "query"
    MODELS = "models"
    DUPLICATES = "duplicates"
    SKIPPED = "skipped"
    SETTINGS = "settings"
    COMPARE = "compare"


class Focus(NamedTuple):
    """What look-alikes are narrowed to.

    Attributes:
        key: `Label.key` of a class, group or album.
        name: the same for people.
    """

    key: str
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """What photos are wanted: look-alikes of one photo or of several, photos of a word, or both at once.

    Attributes:
        source: the photo, or None if there is a text alone.
        name: what to call it in a heading.
        region: only this part of it, if any; where there are several photos there is none.
        focus: what counts in it, None for everything; has no meaning where there is a text.
        text: what the photos should show, empty for look-alikes.
        more: further photos; what is asked for then looks like the mean of them all.
    """

    source: "Source | None"
    name: str
    region: Region | None = None
    focus: Focus | None = None
    text: str = ""
    more: "tuple[Source, ...]" = ()

    @property
    def photos(self) -> "tuple[Source, ...]":
        """All photos it is about, the first one first."""
        return () if self.source is None else (self.source, *self.more)

    def without(self, place: int) -> "Query":
        """The same without one of several photos, counted from 0."""
        left = [photo for number, photo in enumerate(self.photos) if number != place]
        return replace(self, source=left[0], name="" if place == 0 else self.name, more=tuple(left[1:]))

    @property
    def takes_focus(self) -> bool:
        """Whether it can be narrowed to a class."""
        return self.source is not None and not self.text

    def shows_same_as(self, other: "Query | None") -> bool:
        """Whether both are about the same (part of a) picture or pictures, whatever is wanted of them."""
        if other is None or self.region != other.region or len(self.photos) != len(other.photos):
            return False
        return all(map(_is_same, self.photos, other.photos))


def _is_same(photo: "Source", other: "Source") -> bool:
    if isinstance(photo, int | Path) and isinstance(other, int | Path):
        return photo == other
    return photo is other  # comparing two pictures pixel by pixel would take long


@dataclass(frozen=True, slots=True)
class Page:
    """One stop of the history.

    Attributes:
        query: None for the library itself and for pages about other things.
        side_focus: what the look-alikes of a photo selected on it are narrowed to.
        matches: the answer, once it has come; None before.
        understood: how the text of the query was understood, once that is known.
        suggestions: texts that may have been meant instead.
        scroll: vertical scroll position in pixels.
        top: the first photo in view and where its upper edge was, in pixels; None at the very top.
        selected: the photo that was current when the page was left.
        chosen: all photos that were selected then.
        place: what it is.
        filter: what its photos must fulfil; holds for the library and for answers.
        order: how an answer is sorted; None for the best first.
        alike: for each photo of the answer the place of the one that stands for it, if that was looked up.
        places: for each photo of the answer where it stands in that order, if that was looked up.
        widened: whether photos of an answer are shown that are less alike than the cut lets through.
        wanted: how many photos of an answer were asked for, 0 for the usual number.
    """

    query: Query | None = None
    side_focus: Focus | None = None
    matches: tuple[Match, ...] | None = None
    understood: str = ""
    suggestions: tuple[str, ...] = ()
    scroll: int = 0
    top: tuple[PhotoId, int] | None = None
    selected: PhotoId | None = None
    chosen: tuple[PhotoId, ...] = ()
    place: Place = Place.LIBRARY
    filter: Filter = ALL
    order: Order | None = None
    alike: tuple[int, ...] | None = None
    places: tuple[int, ...] | None = None
    widened: bool = False
    wanted: int = 0

    @property
    def is_library(self) -> bool:
        """Whether it is the library itself."""
        return self.place is Place.LIBRARY

    @property
    def has_photos(self) -> bool:
        """Whether it shows photos: the library or an answer, not a page about something else."""
        return self.place in {Place.LIBRARY, Place.QUERY}

    @property
    def focus(self) -> Focus | None:
        """What the page is narrowed to; a page that cannot be answers with what holds for its photos."""
        return self.query.focus if self.query is not None and self.query.takes_focus else self.side_focus


@dataclass(slots=True)
class History:
    """A list of pages and a place in it; it starts at the library and is never empty.

    Attributes:
        limit: pages kept; the oldest go first.
    """

    limit: int = 100
    _pages: list[Page] = field(default_factory=lambda: [Page()])
    _at: int = 0

    @property
    def current(self) -> Page:
        """The page shown."""
        return self._pages[self._at]

    @property
    def focus_ahead(self) -> Focus | None:
        """What was chosen in the library, before any photo: what starts anew is narrowed to it.

        What was chosen of a photo holds for that photo and for those opened from its page.
        """
        pages = reversed(self._pages[: self._at + 1])
        return next((page.side_focus for page in pages if page.is_library), None)

    @property
    def can_go_back(self) -> bool:
        """Whether there is a page before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a page after this one."""
        return self._at + 1 < len(self._pages)

    def change(self, **values: Any) -> Page:  # noqa: ANN401 - attributes of a page
        """Give the current page other values, as `dataclasses.replace` does; it stays where it is in the history."""
        self._pages[self._at] = replace(self.current, **values)
        return self.current

    def remember_side_focus(self, focus: Focus | None) -> None:
        """Note down what the look-alikes of photos selected on the current page are narrowed to."""
        self.change(side_focus=focus)

    def forget_answers(self, *, focus: bool) -> None:
        """Another model answers from now on: no page keeps the answer of the old one.

        Args:
            focus: whether pages stay narrowed to what they are, and filtered by tags; the new model may not allow for
                that.
        """
        self._pages = [_unanswered(page, focus=focus) for page in self._pages]

    def take_out(self, photo_ids: AbstractSet[int]) -> None:
        """Photos have left: no answer has them any more."""
        self._pages = [_without(page, photo_ids) for page in self._pages]

    def ask_again(self) -> None:
        """Photos have come back: all answers but that of the current page are asked for anew once they are shown."""
        self._pages = [
            page if page is self.current else replace(page, matches=None, alike=None, places=None)
            for page in self._pages
        ]

    def keep_photos(self) -> None:
        """Forget pages about other things than photos, as a new window has none of them yet."""
        before = [page for page in self._pages[: self._at + 1] if page.has_photos]
        after = [page for page in self._pages[self._at + 1 :] if page.has_photos]
        self._pages = [*(before or [Page()]), *after]
        self._at = max(0, len(before) - 1)

    def rename_query(self, name: str) -> None:
        """Give the query of the current page the name that was found for it."""
        if self.current.query is not None:
            self.change(query=replace(self.current.query, name=name))

    def visit(self, page: Page) -> Page:
        """Go to a new page; pages that were ahead are forgotten."""
        del self._pages[self._at + 1 :]
        self._pages.append(page)
        del self._pages[: -self.limit]
        self._at = len(self._pages) - 1
        return page

    def back(self) -> Page:
        """One page back; stays where it is at the first."""
        self._at = max(0, self._at - 1)
        return self.current

    def forward(self) -> Page:
        """One page forward; stays where it is at the last."""
        self._at = min(len(self._pages) - 1, self._at + 1)
        return self.current

    def drop(self) -> Page:
        """Forget the current page, which turned out not to exist, and go back; the first becomes the library."""
        if self._at > 0:
            del self._pages[self._at]
            self._at -= 1
        else:
            self._pages[0] = Page()
        return self.current


def _without(page: Page, photo_ids: AbstractSet[int]) -> Page:
    left = tuple(match for match in page.matches or () if match.photo_id not in photo_ids)
    if page.matches is None or len(left) == len(page.matches):
        return page
    return replace(page, matches=left, alike=None, places=None)


def _unanswered(page: Page, *, focus: bool) -> Page:
    query, side_focus = page.query, page.side_focus
    if not focus:
        query, side_focus = replace(query, focus=None) if query else None, None
    kept = page.filter if focus else replace(page.filter, tags=())
    return replace(
        page,
        query=query,
        side_focus=side_focus,
        matches=None,
        understood="",
        suggestions=(),
        alike=None,
        places=None,
        widened=False,
        filter=kept,
    )
