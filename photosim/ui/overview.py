"""What the sidebar asks the library; each function here runs on a worker and hands back frozen data."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from photosim.library import Library
from photosim.library.views import Filter
from photosim.ui.jobs import JobContext
from photosim.ui.language import tr
from photosim.ui.reasons import reason
from photosim.ui.side_lines import Lines, folder_lines, no_lines, note_lines, tag_lines
from photosim.ui.tagging import arrange

if TYPE_CHECKING:
    from photosim.library.reports import Label


@dataclass(frozen=True, slots=True, eq=False)
class TagOverview:
    """All labels, and how many photos have them.

    Attributes:
        chosen: keys of the labels that photos must have, without those that are no labels any more.
        off: why there are no tags, empty if there are.
        labels: everything a search can be focused on.
        lines: the labels that photos have, as a tree.
        replaces: what was shown when it was asked for.
        same_places: whether its lines are in the places of those.
    """

    chosen: tuple[str, ...]
    off: str
    labels: tuple["Label", ...]
    lines: Lines
    replaces: Lines
    same_places: bool


@dataclass(frozen=True, slots=True, eq=False)
class FolderOverview:
    """Everything else that is listed.

    Attributes:
        lines: folders.
        photos: in them.
        offline: whether one could not be read.
        hidden: photos the user hid.
        searches: texts, newest first.
        seconds: it took to find out.
        replaces: the folders shown when it was asked for.
        same_places: whether its lines are in the places of those.
    """

    lines: Lines
    photos: int
    offline: bool
    hidden: int
    searches: tuple[str, ...]
    seconds: float
    replaces: Lines
    same_places: bool


def load_tags(library: Library, wanted: Filter, shown: Lines) -> Callable[[JobContext], TagOverview]:
    """The worker's part of the tag tree.

    Args:
        library: to ask.
        wanted: only photos it lets through are counted.
        shown: the tree of now.
    """

    def work(context: JobContext) -> TagOverview:
        off = library.tagging_off()
        if off is not None:
            lines = note_lines(tr("Tags"), tr("Not with this model"), reason(off))
            return TagOverview((), off, (), lines, shown, lines.has_places_of(shown))
        labels = library.labels()
        known = {label.key for label in labels}
        still = tuple(key for key in wanted.tags if key in known)  # an album may have been forgotten
        counts = library.tag_counts(still, within=Filter(folder=wanted.folder, hidden=wanted.hidden))
        context.token.raise_if_cancelled()
        branches = arrange(labels, counts, still)
        lines = tag_lines(branches) if branches else no_lines()
        return TagOverview(still, "", labels, lines, shown, lines.has_places_of(shown))

    return work


def load_folders(library: Library, shown: Lines) -> Callable[[JobContext], FolderOverview]:
    """The worker's part of everything but tags; `shown` are the folders of now."""

    def work(context: JobContext) -> FolderOverview:
        begun = time.perf_counter()
        tree = library.folder_tree()
        context.token.raise_if_cancelled()
        lines = folder_lines(tree)
        return FolderOverview(
            lines,
            sum(node.photos for node in tree),
            any(not node.online for node in tree),
            library.hidden_count(),
            library.recent_searches(),
            time.perf_counter() - begun,
            shown,
            lines.has_places_of(shown),
        )

    return work
