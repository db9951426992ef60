"""Which photos of an answer are shown, in which order: cut where scores fall off, near-identical ones folded, sorted.

An answer is kept whole in its page; what is done to it here costs nothing, so that a slider can do it. What must be
looked up for it, which photos are nearly the same and where each stands in another order, is asked for on a worker.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from photosim.core.photo import Match
from photosim.library import Library
from photosim.library.cutting import cut
from photosim.library.views import Filter, Order
from photosim.ui.history import Page
from photosim.ui.jobs import JobContext
from photosim.ui.result_view import ResultView

USUAL: Final = 200
"""Photos that are asked for at first."""
STEP: Final = 200
"""Photos that are asked for in addition when the user wants more."""
MOST: Final = 1000


class Shown(NamedTuple):
    """What is to be seen of an answer.

    Attributes:
        matches: one for each cell, in the order of the page.
        alike: for photos that stand for others, too, how many those are, by id.
        photos: how many photos that are, folded ones too.
        held_back: photos that were found and are less alike.
    """

    matches: tuple[Match, ...]
    alike: Mapping[int, int]
    photos: int
    held_back: int


@dataclass(frozen=True, slots=True)
class Places:
    """What was looked up for an answer; a value is None where that was not asked for.

    Attributes:
        alike: for each photo the place of the one that stands for it, mostly its own.
        places: for each photo where it stands in the order of the page.
    """

    alike: tuple[int, ...] | None
    places: tuple[int, ...] | None


def is_cut(page: Page) -> bool:
    """Whether photos of its answer may be left out: by words there are no scores that say how near a photo is."""
    return page.query is not None and not page.query.text


def shown(page: Page, view: ResultView) -> Shown:
    """What is to be seen of a page's answer; what was not looked up yet is left as it is."""
    matches = page.matches or ()
    count = len(matches)
    if is_cut(page) and not page.widened:
        assert page.query is not None, "nothing else is cut"
        focused = page.query.focus is not None
        count = cut([match.score for match in matches], view.strictness / 100, focused=focused)
    rows = list(range(count))
    alike: dict[int, int] = {}
    if view.collapse and page.alike is not None:
        stand_for = Counter(page.alike[:count])
        rows = [row for row in rows if page.alike[row] == row]
        alike = {int(matches[row].photo_id): stand_for[row] - 1 for row in rows if stand_for[row] > 1}
    if page.order is not None and page.places is not None:
        places = page.places
        rows.sort(key=lambda row: places[row])
    return Shown(tuple(matches[row] for row in rows), alike, count, len(matches) - count)


def lacks(page: Page, view: ResultView) -> bool:
    """Whether something must be looked up to show a page's answer as it is wanted."""
    if not page.matches:
        return False
    return (view.collapse and page.alike is None) or (page.order is not None and page.places is None)


def look_up(
    library: Library, matches: tuple[Match, ...], view: ResultView, order: Order | None, within: Filter
) -> Places:
    """The worker's part of showing an answer as it is wanted."""
    ids = [int(match.photo_id) for match in matches]
    alike = tuple(library.collapse(ids)) if view.collapse and ids else None
    places = None
    if order is not None and ids:
        wanted = set(ids)
        at = {found: place for place, found in enumerate(library.listing(order, within).ids) if found in wanted}
        places = tuple(at.get(photo_id, len(ids)) for photo_id in ids)
    return Places(alike, places)


def looking_up(library: Library, page: Page, view: ResultView) -> Callable[[JobContext], Places]:
    """A job that looks up what a page's answer lacks."""
    return lambda _: look_up(library, page.matches or (), view, page.order, page.filter)
