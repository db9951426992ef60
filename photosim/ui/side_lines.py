"""What the sidebar lists, made ready by a worker: frozen trees of lines whose every place is known beforehand.

The GUI thread only swaps one tree for another: with the same lines in the same places that is an assignment, however
many there are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum, IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from photosim.library.views import FolderNode
from photosim.ui import words
from photosim.ui.language import plural, tr

if TYPE_CHECKING:
    from photosim.ui.tagging import Branch

T = TypeVar("T")


class Section(IntEnum):
    """The parts of the sidebar, from top to bottom."""

    FOLDERS = 1
    TAGS = 2
    TIDY = 3
    SEARCHES = 4


class Kind(Enum):
    """What a line is, and so what a click on it does."""

    HEADING = "heading"
    """Opens and closes what is below it."""
    FOLDER = "folder"
    """Shows only that folder."""
    TAG = "tag"
    """Is checked: only photos that show it."""
    PAGE = "page"
    """Opens a page about something else."""
    HIDDEN = "hidden"
    """Shows the photos the user hid."""
    SEARCH = "search"
    """Searches again."""
    NOTE = "note"
    """Says something and does nothing."""


ALBUMS: Final = "albums"
"""Key of the tag that albums stand under; no label has it."""
DUPLICATES: Final = "duplicates"
SKIPPED: Final = "skipped"
HIDDEN: Final = "hidden"


class Line(NamedTuple):
    """One line.

    Attributes:
        kind: what it is.
        key: its own among the lines of the section: a label's key, a folder's path, a text.
        name: to show, on one line.
        spoken: the same for screen readers, with all that is painted beside it.
        figure: photos it stands for; None where there is no figure.
        tip: its tool tip.
        online: whether a folder is there now.
        chosen: whether a folder is one the user added.
        parent: place of the line it stands under, 0 for the heading.
        row: its place among those.
        first: place of the first line under it.
        size: lines under it.
    """

    kind: Kind
    key: str
    name: str
    spoken: str = ""
    figure: int | None = None
    tip: str = ""
    online: bool = True
    chosen: bool = False
    parent: int = 0
    row: int = 0
    first: int = 0
    size: int = 0


class Lines(NamedTuple):
    """A tree of lines.

    Attributes:
        lines: the heading, then what is under it, then what is under that and so on.
        places: of the lines, by their keys.
    """

    lines: tuple[Line, ...]
    places: Mapping[str, int]

    @property
    def heading(self) -> Line:
        """The line on top."""
        return self.lines[0]

    def has_places_of(self, other: "Lines") -> bool:
        """Whether both have the same lines in the same places; what they say may differ."""
        return len(self.lines) == len(other.lines) and all(
            ours.key == theirs.key and ours.parent == theirs.parent
            for ours, theirs in zip(self.lines, other.lines, strict=True)
        )


class _Plan:
    """Puts lines into their places, all of one parent side by side."""

    def __init__(self, heading: Line) -> None:
        self._lines: list[Line] = [heading]
        self._spans: list[tuple[int, int]] = [(1, 0)]

    def add(self, parent: int, lines: Iterable[Line]) -> range:
        """Put lines under a line; their places."""
        first = len(self._lines)
        self._lines += lines
        places = range(first, len(self._lines))
        self._spans[parent] = first, len(places)
        self._spans += [(0, 0)] * len(places)
        return places

    def finish(self) -> Lines:
        """The tree."""
        parents = [(0, 0)] * len(self._lines)
        for place, (first, size) in enumerate(self._spans):
            for row in range(size):
                parents[first + row] = place, row
        made = tuple(
            Line(
                line.kind,
                line.key,
                line.name,
                line.spoken or line.name,
                line.figure,
                line.tip or line.name,
                line.online,
                line.chosen,
                *parents[place],
                *self._spans[place],
            )
            for place, line in enumerate(self._lines)
        )
        return Lines(made, {line.key: place for place, line in enumerate(made) if place})


def _heading(name: str) -> Line:
    return Line(Kind.HEADING, "", name)


def _tree(title: str, roots: Sequence[T], line_of: Callable[[T], Line], below: Callable[[T], Sequence[T]]) -> Lines:
    """A section of the lines of a tree."""
    plan = _Plan(_heading(title))
    waiting = [(0, roots)]
    while waiting:
        parent, some = waiting.pop()
        for place, one in zip(plan.add(parent, map(line_of, some)), some, strict=True):
            if below(one):
                waiting.append((place, below(one)))
    return plan.finish()


def no_lines() -> Lines:
    """A section that is not shown."""
    return _Plan(_heading("")).finish()


def folder_lines(tree: Sequence[FolderNode]) -> Lines:
    """Folders with their photos, as the library tells them."""
    return _tree(tr("Folders"), tree, _folder, lambda node: node.children)


def _folder(node: FolderNode) -> Line:
    name, path = words.shown_name(node.name), words.shown_name(str(node.path))
    count = plural("{n} photo", "{n} photos", node.photos)
    if node.online:
        spoken, tip = f"{name}, {count}", f"{path}\n{count}"
    else:
        away = tr("not there now")
        spoken, tip = f"{name}, {away}", f"{path}\n{tr('Not there now: its photos are kept and come back with it.')}"
    return Line(Kind.FOLDER, str(node.path), name, spoken, node.photos, tip, node.online, node.chosen)


def tag_lines(branches: Sequence["Branch"]) -> Lines:
    """Labels with their photos."""
    return _tree(tr("Tags"), branches, _tag, lambda branch: branch.branches)


def _tag(branch: "Branch") -> Line:
    name = words.shown_name(branch.name)
    if branch.key == ALBUMS:
        return Line(Kind.HEADING, branch.key, name)
    spoken = f"{name}, {plural('{n} photo', '{n} photos', branch.count)}"
    return Line(Kind.TAG, branch.key, name, spoken, branch.count, spoken)


def note_lines(heading: str, text: str, tip: str) -> Lines:
    """One line that says why there are no others."""
    plan = _Plan(_heading(heading))
    plan.add(0, [Line(Kind.NOTE, "note", text, f"{text}. {tip}", tip=tip)])
    return plan.finish()


def tidy_lines(duplicates: int | None, skipped: int, hidden: int) -> Lines:
    """What may want a hand.

    Args:
        duplicates: groups of near-duplicates, None before they were looked for.
        skipped: photos that cannot be read.
        hidden: photos the user hid.
    """
    plan = _Plan(_heading(tr("Tidy up")))

    def line(kind: Kind, key: str, name: str, count: int | None, tip: str) -> Line:
        return Line(kind, key, name, name if count is None else f"{name}, {words_of(count)}", count or None, tip)

    def words_of(count: int) -> str:
        return plural("{n} photo", "{n} photos", count)

    groups = plural("{n} group", "{n} groups", duplicates or 0)
    name = tr("Near-duplicates")
    plan.add(
        0,
        [
            Line(
                Kind.PAGE,
                DUPLICATES,
                name,
                name if duplicates is None else f"{name}, {groups}",
                duplicates or None,
                tr("Photos that are there twice or nearly so"),
            ),
            line(Kind.PAGE, SKIPPED, tr("Skipped"), skipped, tr("Photos that could not be read, and why")),
            line(Kind.HIDDEN, HIDDEN, tr("Hidden"), hidden, tr("Photos that you hid; a click shows them")),
        ],
    )
    return plan.finish()


def search_lines(texts: Sequence[str]) -> Lines:
    """What was searched for lately, the newest first."""
    plan = _Plan(_heading(tr("Recent searches")))
    plan.add(0, [_search(text) for text in dict.fromkeys(texts)])
    return plan.finish()


def _search(text: str) -> Line:
    shown = words.shown_name(" ".join(text.split()))
    return Line(Kind.SEARCH, text, shown, tr("Search again for {text}", text=shown))


def path_of(line: Line) -> Path:
    """The folder of a folder's line."""
    return Path(line.key)
