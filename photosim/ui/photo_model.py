"""A list of photos for Qt's views: an array of ids, everything else looked up by id when a row is painted.

Nothing here is per row in Python: 100,000 ids are one array. Pictures and details come from a `ThumbSource` that knows
the rows shown lately and no others. A list that changes is replaced as a whole; views find their place again by ids.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Mapping
from enum import Enum, IntEnum
from typing import Any, Final, NamedTuple, Protocol, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPixmap

from photosim.core.photo import Match, Photo, PhotoId
from photosim.library.views import ALL, Section
from photosim.ui import words
from photosim.ui.language import figure, tr
from photosim.ui.reasons import reason

Ids: TypeAlias = "array[int]"
"""Photo ids, 64-bit ("q")."""
AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_TAGGED: Final = 500
"""Photos whose tags are kept, for those who have them read aloud."""


class Role(IntEnum):
    """What can be asked of a row besides Qt's own roles."""

    PHOTO_ID = Qt.ItemDataRole.UserRole + 1
    THUMB = Qt.ItemDataRole.UserRole + 2
    SCORE = Qt.ItemDataRole.UserRole + 3
    STATE = Qt.ItemDataRole.UserRole + 4
    BAR = Qt.ItemDataRole.UserRole + 5
    """Share of the best score, 0..1; None where scores are not shown."""
    ALIKE = Qt.ItemDataRole.UserRole + 6
    """Photos nearly identical to this one that are not rows of their own (int)."""


class ThumbState(Enum):
    """How far a row's thumbnail is."""

    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


class ThumbEntry(NamedTuple):
    """What is known of a photo that was shown lately.

    Attributes:
        pixmap: its thumbnail; None if it cannot be read.
        error: the reason then.
        photo: what the catalogue says, None if it has left it.
    """

    pixmap: QPixmap | None
    error: str | None
    photo: Photo | None


class ThumbSource(Protocol):
    """Where a model gets pictures from, on the GUI thread and at once."""

    def entry(self, photo_id: PhotoId) -> ThumbEntry | None:
        """The entry of a photo, None while there is none."""


class PhotoListModel(QAbstractListModel):
    """Photos in a given order; without scores the library, with scores the answer of a query.

    Signals:
        sections_changed: other headings stand above the same rows.

    Attributes:
        filter: which photos it may hold, as far as that is known.
        keeps_view: while the list is being replaced: it is the same list as it is now, and views keep their place.
        held: a view is being dragged in; whoever feeds the list waits until it is let go.
    """

    sections_changed = Signal()

    def __init__(self, source: ThumbSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._ids: Ids = array("q")
        self._sections: tuple[Section, ...] = ()
        self._scores: Mapping[int, float] = {}
        self._best = 0.0
        self._alike: Mapping[int, int] = {}
        self._tags: OrderedDict[int, str] = OrderedDict()
        self.filter = ALL
        self.keeps_view = False
        self.held = False

    # -- what is in it

    @property
    def ids(self) -> Ids:
        """Photo ids in row order, int64; not to be written to."""
        return self._ids

    @property
    def sections(self) -> tuple[Section, ...]:
        """Headings in order of their rows; none for a plain list."""
        return self._sections

    def row_of(self, photo_id: int, first: int = 0, last: int | None = None) -> int | None:
        """The row of a photo, None if it is not (or no longer) here or not among rows `first` to `last`.

        One pass in C: 2 ms for 100,000 rows. Who asks for every thumbnail that comes gives the rows in view.
        """
        try:
            return self._ids.index(photo_id, max(0, first), len(self._ids) if last is None else max(0, last + 1))
        except ValueError:
            return None

    def id_at(self, row: int) -> PhotoId:
        """The photo in a row."""
        return PhotoId(self._ids[row])

    def entry(self, photo_id: int) -> ThumbEntry | None:
        """Picture and details of a photo shown lately."""
        return self._source.entry(PhotoId(photo_id))

    def name_of(self, photo_id: int, unknown: str) -> str:
        """File name of a photo shown lately, else `unknown`."""
        entry = self.entry(photo_id)
        return entry.photo.path.name if entry and entry.photo else unknown

    @property
    def says_more(self) -> bool:
        """Whether there is more to show of photos than their pictures."""
        return bool(self._scores or self._alike)

    def score(self, photo_id: int) -> float | None:
        """How well a photo answers the query, None where that is not shown."""
        return self._scores.get(photo_id)

    def bar(self, photo_id: int) -> float | None:
        """Its share of the best score, 0..1."""
        score = self._scores.get(photo_id)
        return None if score is None else min(1.0, max(0.0, score / self._best)) if self._best > 0 else 0.0

    def alike(self, photo_id: int) -> int:
        """How many photos are nearly identical to it and no rows of their own."""
        return self._alike.get(photo_id, 0)

    # -- changing it

    def show_matches(
        self,
        matches: tuple[Match, ...],
        *,
        scores: bool = True,
        alike: Mapping[int, int] | None = None,
        keep: bool = False,
    ) -> None:
        """Replace everything by the answer of a query, in its order.

        Args:
            matches: the answer.
            scores: whether a score means something by itself and is shown.
            alike: for photos that stand for others, too, how many those are.
            keep: it is the same answer as before, with more or fewer photos: selection and place in view stay.
        """
        self.keeps_view = keep
        self.beginResetModel()
        self._ids = array("q", (match.photo_id for match in matches))
        self._sections = ()
        self._scores = {int(match.photo_id): match.score for match in matches} if scores else {}
        self._best = max(self._scores.values(), default=0.0)
        self._alike = alike or {}
        self.endResetModel()
        self.keeps_view = False

    def append(self, new: Ids) -> None:
        """Add photos at the end, under the heading that is last."""
        if not new:
            return
        first = len(self._ids)
        self.beginInsertRows(_ROOT, first, first + len(new) - 1)
        self._ids.extend(new)
        self.endInsertRows()

    def sync(self, ids: Ids, sections: tuple[Section, ...] = ()) -> None:
        """Make the rows equal to these; selection and place in view stay."""
        known = len(self._ids)
        if sections == self._sections and ids[:known] == self._ids:
            self.append(ids[known:])
        elif ids == self._ids:
            self.set_sections(sections)
        else:
            self._set(ids, sections, keep=True)

    def replace(self, ids: Ids, sections: tuple[Section, ...] = ()) -> None:
        """Show these instead; nothing of the view's state is kept."""
        self._set(ids, sections, keep=False)

    def _set(self, ids: Ids, sections: tuple[Section, ...], *, keep: bool) -> None:
        self.keeps_view = keep
        self.beginResetModel()
        self._ids = ids[:]
        self._sections = sections
        self.endResetModel()
        self.keeps_view = False

    def set_sections(self, sections: tuple[Section, ...]) -> None:
        """Put other headings above the same rows."""
        if sections != self._sections:
            self._sections = sections
            self.sections_changed.emit()

    def thumb_changed(self, photo_id: int, first: int = 0, last: int | None = None) -> None:
        """Tell views of a photo whose thumbnail has come; one that is not in these rows is ignored."""
        row = self.row_of(photo_id, first, last)
        if row is not None:
            index = self.index(row)
            self.dataChanged.emit(index, index, _WITH_THUMB)

    def tell_tags(self, photo_id: int, tags: str) -> None:
        """What is on a photo, for those who have it read aloud."""
        self._tags[photo_id] = tags
        while len(self._tags) > _TAGGED:
            self._tags.popitem(last=False)

    # -- QAbstractListModel

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Number of photos."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """What a role says about a row; never touches disk or database."""
        if not index.isValid() or not 0 <= index.row() < len(self._ids):
            return None
        photo_id = self.id_at(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(photo_id)
        if role in _NUMBERS:
            return _NUMBERS[role](self, photo_id)
        answer = _ANSWERS.get(role)
        return answer(self._source.entry(photo_id)) if answer else None

    def _spoken(self, photo_id: int) -> str:
        """All that a cell shows, in words."""
        entry = self._source.entry(PhotoId(photo_id))
        parts = [words.shown_name(entry.photo.path.name) if entry and entry.photo else tr("photo")]
        if entry and entry.error:
            parts.append(tr("cannot be shown: {reason}", reason=reason(entry.error)))
        score = self._scores.get(photo_id)
        if score is not None:
            parts.append(tr("{percent} % alike", percent=figure(100 * max(0.0, score))))
        if self.alike(photo_id):
            parts.append(tr("{n} nearly identical", n=figure(self.alike(photo_id))))
        parts.append(self._tags.get(photo_id, ""))
        return ", ".join(filter(None, parts))


def _state(entry: ThumbEntry | None) -> ThumbState:
    if entry is None:
        return ThumbState.LOADING
    return ThumbState.FAILED if entry.pixmap is None else ThumbState.READY


def _tool_tip(entry: ThumbEntry | None) -> str | None:
    if entry is None:
        return None
    name = words.shown_name(entry.photo.path.name) if entry.photo else tr("This photo has left the library")
    return f"{name}\n{tr('Cannot be shown: {reason}', reason=reason(entry.error))}" if entry.error else name


_WITH_THUMB: Final = [
    Role.THUMB,
    Role.STATE,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
]
_NUMBERS: Final[Mapping[int, Callable[[PhotoListModel, PhotoId], Any]]] = {
    Role.PHOTO_ID: lambda _, photo_id: int(photo_id),
    Role.SCORE: PhotoListModel.score,
    Role.BAR: PhotoListModel.bar,
    Role.ALIKE: PhotoListModel.alike,
}
_ANSWERS: Final[Mapping[int, Callable[[ThumbEntry | None], Any]]] = {
    Role.THUMB: lambda entry: entry.pixmap if entry else None,
    Role.STATE: _state,
    Qt.ItemDataRole.ToolTipRole: _tool_tip,
}
