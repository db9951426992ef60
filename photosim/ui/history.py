"""Pages of the window and the way back through them, like in a browser; knows nothing of Qt."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from photosim.core.photo import Match, PhotoId, Region

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """What look-alikes are wanted of.

    Attributes:
        source: a photo of the library, a file, or a picture in memory (upright, RGB).
        name: what to call it in a heading.
        region: only this part of it, if any.
    """

    source: "PhotoId | Path | Image"
    name: str
    region: Region | None = None

    @property
    def title(self) -> str:
        """The heading of its page."""
        return f"Look-alikes of a part of {self.name}" if self.region else f"Look-alikes of {self.name}"


@dataclass(frozen=True, slots=True)
class Page:
    """One stop of the history.

    Attributes:
        query: None for the library itself.
        matches: the answer, once it has come; None before.
        scroll: vertical scroll position in pixels.
        selected: the photo selected when the page was left.
    """

    query: Query | None = None
    matches: tuple[Match, ...] | None = None
    scroll: int = 0
    selected: PhotoId | None = None


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
    def can_go_back(self) -> bool:
        """Whether there is a page before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a page after this one."""
        return self._at + 1 < len(self._pages)

    def remember_view(self, scroll: int, selected: PhotoId | None) -> None:
        """Note down where the user is on the current page."""
        self._pages[self._at] = replace(self.current, scroll=scroll, selected=selected)

    def remember_matches(self, matches: tuple[Match, ...]) -> None:
        """Note down the answer the current page shows."""
        self._pages[self._at] = replace(self.current, matches=matches)

    def rename_query(self, name: str) -> None:
        """Give the query of the current page the name that was found for it."""
        if self.current.query is not None:
            self._pages[self._at] = replace(self.current, query=replace(self.current.query, name=name))

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
        """Forget the current page, which turned out not to exist, and go back; the first page stays."""
        if self._at > 0:
            del self._pages[self._at]
            self._at -= 1
        return self.current
