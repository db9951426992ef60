"""What a page shows, in words: its heading, the title of the window, and the parts that can be taken away."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from photosim.core.photo import PhotoId
from photosim.library.views import Filter
from photosim.ui import words
from photosim.ui.history import Page, Place, Query
from photosim.ui.language import plural, tr

REGION: Final = "region"
FOCUS: Final = "focus"
TEXT: Final = "text"
PHOTO: Final = "photo"
TAG: Final = "tag"
FOLDER: Final = "folder"
HIDDEN: Final = "hidden"


class Part(NamedTuple):
    """Something that narrows what a page shows, and can be taken away.

    Attributes:
        kind: one of the constants above.
        text: what it is, short.
        does: what taking it away does.
        key: which one, where there can be several of a kind.
    """

    kind: str
    text: str
    does: str
    key: str = ""


def heading(page: Page) -> str:
    """What a page shows, as a heading on one line."""
    if page.query is not None:
        return words.shown_name(_asked(page.query))
    return tr("Hidden photos") if page.filter.hidden else tr("Library")


def window_title(page: Page, names: Mapping[str, str]) -> str:
    """All a page shows, on one line: whoever sees it could ask the same.

    Args:
        page: any page.
        names: of tags, by their keys.
    """
    if not page.has_photos:
        return tr("{page} - photosim", page=_place(page.place))
    told = {REGION, TEXT, PHOTO, HIDDEN}  # by the heading
    parts = [part.text for part in parts_of(page, names) if part.kind not in told]
    if page.is_library and not parts and not page.filter.hidden:
        return "photosim"
    return tr("{page} - photosim", page=", ".join([heading(page), *map(words.shown_name, parts)]))


def parts_of(page: Page, names: Mapping[str, str]) -> tuple[Part, ...]:
    """Everything that narrows a page, in the order of its heading.

    Args:
        page: any page.
        names: of tags by their keys, of photos by `photo_key`.
    """
    return (*(_query_parts(page.query, names) if page.query else ()), *_filter_parts(page.filter, names))


def without(page: Page, part: Part) -> Page:
    """The page that is left when a part is taken away, still to be answered."""
    query, filter_ = page.query, page.filter
    if part.kind == TAG:
        filter_ = replace(filter_, tags=tuple(key for key in filter_.tags if key != part.key))
    elif part.kind == FOLDER:
        filter_ = replace(filter_, folder=None)
    elif part.kind == HIDDEN:
        filter_ = replace(filter_, hidden=False)
    elif query is not None:
        query = _query_without(query, part)
    place = page.place if query is not None or page.query is None else Place.LIBRARY
    return replace(page, query=query, filter=filter_, place=place)


def _asked(query: Query) -> str:
    count, name = len(query.photos), query.name
    if query.text:
        return _asked_in_words(query)
    if count > 1:
        return plural("Look-alikes of {n} photo", "Look-alikes of {n} photos", count)
    if query.region:
        return tr("Look-alikes of a part of {name}", name=name)
    return tr("Look-alikes of {name}", name=name)


def _asked_in_words(query: Query) -> str:
    count, name, text = len(query.photos), query.name, words.quoted(query.text)
    if not count:
        return tr("Photos of {text}", text=text)
    if count > 1:
        return plural("Photos like {n} photo, but {text}", "Photos like {n} photos, but {text}", count, text=text)
    if query.region:
        return tr("Photos like a part of {name}, but {text}", name=name, text=text)
    return tr("Photos like {name}, but {text}", name=name, text=text)


def photo_key(photo_id: PhotoId) -> str:
    """By which a photo's name is looked up."""
    return f"photo:{photo_id}"


def _query_parts(query: Query, names: Mapping[str, str]) -> list[Part]:
    parts = []
    if len(query.photos) > 1:
        parts = [
            Part(PHOTO, _photo_name(query, number, names), tr("Search without this photo"), str(number))
            for number in range(len(query.photos))
        ]
    elif query.text and query.source is not None:
        parts = [Part(PHOTO, query.name, tr("Search by the words alone"), "0")]
    if query.region is not None:
        parts.append(Part(REGION, tr("only a part"), tr("Search with the whole photo")))
    if query.focus is not None and query.takes_focus:
        parts.append(Part(FOCUS, tr("focus: {name}", name=query.focus.name), tr("Remove the focus")))
    if query.text:
        does = tr("Search by looks alone") if query.source is not None else tr("Show the whole library")
        parts.append(Part(TEXT, words.quoted(query.text), does))
    return parts


def _photo_name(query: Query, number: int, names: Mapping[str, str]) -> str:
    source, unknown = query.photos[number], tr("photo {number}", number=number + 1)
    if isinstance(source, Path):
        return source.name
    if isinstance(source, int):
        return names.get(photo_key(source), unknown)
    return query.name if number == 0 and query.name else unknown


def _filter_parts(filter_: Filter, names: Mapping[str, str]) -> list[Part]:
    parts = [
        Part(TAG, names.get(key, key), tr("Show photos without this tag, too"), key)  # told by name once it is known
        for key in filter_.tags
    ]
    if filter_.folder is not None:
        name = filter_.folder.name or str(filter_.folder)
        parts.append(Part(FOLDER, tr("in {folder}", folder=name), tr("Show photos of all folders")))
    if filter_.hidden:
        parts.append(Part(HIDDEN, tr("hidden photos"), tr("Show the photos that are not hidden")))
    return parts


def _query_without(query: Query, part: Part) -> Query | None:
    if part.kind == REGION:
        return replace(query, region=None)
    if part.kind == FOCUS:
        return replace(query, focus=None)
    if part.kind == TEXT:
        return replace(query, text="") if query.source is not None else None
    if len(query.photos) > 1:
        return query.without(int(part.key))
    return Query(None, "", text=query.text) if query.text else None


def _place(place: Place) -> str:
    return {
        Place.MODELS: tr("Models"),
        Place.DUPLICATES: tr("Near-duplicates"),
        Place.SKIPPED: tr("Skipped photos"),
        Place.SETTINGS: tr("Settings"),
        Place.COMPARE: tr("Compare"),
    }.get(place, "")
