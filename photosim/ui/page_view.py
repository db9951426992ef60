"""Where the user is on a page: what is in view and selected, to be put back when the page is shown again."""

from dataclasses import replace
from typing import Any, Final

from photosim.core.photo import PhotoId
from photosim.ui.history import Page, Query
from photosim.ui.photo_grid import PhotoGrid

_MOST_CHOSEN: Final = 5000
"""Selected photos a page remembers; of more, made by "select all", only the current one."""


def view_of(grid: PhotoGrid) -> dict[str, Any]:
    """What a grid shows, as attributes of its page."""
    chosen = grid.selected_ids() if len(grid.selected_rows) <= _MOST_CHOSEN else []
    return {
        "scroll": grid.verticalOffset(),
        "top": _top(grid),
        "selected": grid.current_id(),
        "chosen": tuple(chosen),
    }


def put_back(grid: PhotoGrid, page: Page) -> None:
    """Have a grid show what it did when the page was left; its photos are there."""
    grid.select_photos(page.chosen or [photo_id for photo_id in (page.selected,) if photo_id], page.selected)
    grid.updateGeometries()
    model, bar = grid.photos, grid.verticalScrollBar()
    row = None if page.top is None or model is None else model.row_of(page.top[0])
    if model is None or page.top is None or row is None:
        bar.setValue(page.scroll)
    else:  # holds for cells of another size, too
        bar.setValue(bar.value() + grid.visualRect(model.index(row)).top() - page.top[1])


def _top(grid: PhotoGrid) -> tuple[PhotoId, int] | None:
    """The first photo in view and where its upper edge is; None at the very top, where new photos are to be seen."""
    first, last = grid.visible_rows()
    if grid.photos is None or last < first or not grid.verticalOffset():
        return None
    return grid.photos.id_at(first), grid.visualRect(grid.photos.index(first)).top()


def subject_of(page: Page, current: PhotoId | None, chosen: list[PhotoId], name: str) -> tuple[Query | None, bool]:
    """What the panel beside a page is about, and whether the look-alikes of that are to be listed there.

    Args:
        page: the page shown.
        current: the photo the user is at.
        chosen: the photos selected.
        name: of the current photo.
    """
    query = page.query
    if not page.has_photos:
        return None, False
    if current is not None:
        others = tuple(photo_id for photo_id in chosen if photo_id != current)
        return Query(current, name, focus=page.side_focus, more=others), True
    if query is None or query.source is None:
        return None, False
    return (replace(query, text="", focus=page.side_focus), True) if query.text else (query, False)
