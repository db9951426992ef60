"""What a grid looked like before its list was replaced, by ids, so that it can look the same after."""

from typing import NamedTuple

from photosim.ui.grid_layout import Rows
from photosim.ui.grid_places import Anchor
from photosim.ui.grid_selection import Selection
from photosim.ui.photo_model import PhotoListModel


class Kept(NamedTuple):
    """A view's state.

    Attributes:
        selected: photos.
        current: the photo with the keyboard, None if none.
        pivot: where a selection by Shift begins.
        seen: photos in view and where they were, the one to stay in place first; none to stay at the top.
    """

    selected: frozenset[int]
    current: int | None
    pivot: int | None
    seen: tuple[tuple[int, Anchor], ...]

    @classmethod
    def of(cls, model: PhotoListModel, selection: Selection, seen: list[Anchor]) -> "Kept":
        """The state of a view now; `seen` are the rows in view."""
        ids = model.ids
        chosen = (ids[first : last + 1] for first, last in selection.rows.spans())
        return cls(
            frozenset[int]().union(*chosen),
            _id_at(model, selection.current),
            _id_at(model, selection.pivot),
            tuple((ids[anchor.row], anchor) for anchor in seen),
        )

    def put_back(self, model: PhotoListModel, selection: Selection) -> None:
        """Select in the list as it is now what was selected then."""
        selection.select(rows_of(model, self.selected).spans())
        selection.move(_row_of(model, self.current))
        selection.pivot = _row_of(model, self.pivot)

    def anchor(self, model: PhotoListModel) -> Anchor | None:
        """The first of the photos seen then that is still there, with its row of now."""
        for photo_id, anchor in self.seen:
            row = model.row_of(photo_id)
            if row is not None:
                return anchor._replace(row=row)
        return None


def rows_of(model: PhotoListModel, photo_ids: frozenset[int]) -> Rows:
    """Where photos are, in one pass over the list; one photo, the usual case, is looked for in C."""
    if len(photo_ids) <= 1:
        rows = [model.row_of(photo_id) for photo_id in photo_ids]
        return Rows.listed([row for row in rows if row is not None])
    return Rows.listed([row for row, photo_id in enumerate(model.ids) if photo_id in photo_ids])


def _id_at(model: PhotoListModel, row: int) -> int | None:
    return model.ids[row] if 0 <= row < len(model.ids) else None


def _row_of(model: PhotoListModel, photo_id: int | None) -> int:
    row = None if photo_id is None else model.row_of(photo_id)
    return -1 if row is None else row
