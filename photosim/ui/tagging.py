"""What the window asks the library about tags; each function here runs on a worker and hands back frozen data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from photosim.errors import NotIndexedError, PhotoError
from photosim.library import Library
from photosim.ui.history import Query
from photosim.ui.jobs import JobContext
from photosim.ui.language import tr
from photosim.ui.side_lines import ALBUMS

if TYPE_CHECKING:
    from photosim.library.reports import Label, Tag

TAGS: Final = 8
_GUESSES: Final = 3
_LEAST_GUESS: Final = 0.05


class PhotoTags(NamedTuple):
    """What one photo is thought to show.

    Attributes:
        query: the photo.
        tags: those certain enough to be shown, likeliest first; if none is, the best guesses.
        details: where each of them belongs ("animal, cat"), empty where that is not known.
        nothing: that or why no tag is certain, in a few words; empty if one is.
    """

    query: Query
    tags: tuple["Tag", ...]
    details: tuple[str, ...]
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of the tag tree and what stands below it.

    Attributes:
        key: `Label.key`, or `ALBUMS`.
        name: for people.
        count: photos that have it besides all labels chosen.
        branches: groups in their usual order, then classes in order of name.
    """

    key: str
    name: str
    count: int
    branches: tuple["Branch", ...]


def load_tags(library: Library, query: Query) -> Callable[[JobContext], PhotoTags]:
    """The worker's part of the chips below a preview."""

    def work(context: JobContext) -> PhotoTags:
        off = library.tagging_off()
        if off is not None:
            return PhotoTags(query, (), (), off)
        assert query.source is not None, "a text has no tags"
        try:
            found = library.tags(query.source, k=TAGS, region=query.region)
        except PhotoError:
            return PhotoTags(query, (), ())  # the panel says already that it cannot be read
        except NotIndexedError:
            return PhotoTags(query, (), (), tr("Not looked at yet"))
        context.token.raise_if_cancelled()
        labels = {label.key: label for label in library.labels()}
        tags, nothing = tuple(tag for tag in found if tag.shown), ""
        if not tags:
            tags = _guesses(found, labels)
            nothing = tr("No tag is certain. Perhaps:") if tags else tr("No tag is certain")
        return PhotoTags(
            query, tags, tuple(labels[tag.key].detail if tag.key in labels else "" for tag in tags), nothing
        )

    return work


def _guesses(tags: Sequence["Tag"], labels: Mapping[str, "Label"]) -> tuple["Tag", ...]:
    """The likeliest tags of a photo of which none is certain, one of a kind: of two things side by side, both."""
    kinds: dict[str | None, Tag] = {}
    for tag in tags:
        if tag.probability >= _LEAST_GUESS and tag.key in labels:
            kinds.setdefault(labels[tag.key].parent, tag)
    return tuple(kinds.values())[:_GUESSES]


def arrange(labels: Sequence["Label"], counts: Mapping[str, int], chosen: Sequence[str]) -> tuple[Branch, ...]:
    """The labels that photos have, or that are chosen, as a tree with what they belong to above them.

    Args:
        labels: all there are.
        counts: photos by `Label.key`.
        chosen: keys that must stay in the tree for their check marks.
    """
    by_key = {label.key: label for label in labels}
    below: dict[str | None, set[str]] = {}
    for key in {*counts, *chosen} & by_key.keys():
        label = by_key[key]
        while True:
            parent = ALBUMS if label.kind == "album" else label.parent
            siblings = below.setdefault(parent, set())
            if label.key in siblings:
                break
            siblings.add(label.key)
            if parent not in by_key:
                break
            label = by_key[parent]

    groups = {label.key: place for place, label in enumerate(labels) if label.kind == "group"}

    def order(key: str) -> tuple[int, str, str]:
        """Groups as they are given, then classes by name."""
        return groups.get(key, len(labels)), by_key[key].name.casefold(), key

    def branches(parent: str | None) -> tuple[Branch, ...]:
        keys = sorted(below.get(parent, ()), key=order)
        return tuple(Branch(key, by_key[key].name, counts.get(key, 0), branches(key)) for key in keys)

    albums = branches(ALBUMS)
    top = (Branch(ALBUMS, tr("Albums"), 0, albums),) if albums else ()
    return (*top, *branches(None))
