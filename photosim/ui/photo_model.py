"""A list of photos for Qt's views: an array of ids, everything else looked up by id when a row is painted.

Nothing here is per row in Python: 100,000 ids are one array, and `row_of` is a binary search. Pictures and
details come from a `ThumbSource` that knows the rows shown lately and no others.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Any, Final, Protocol, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPixmap

from photosim.core.photo import Match, Photo, PhotoId

Ids: TypeAlias = "array[int]"
"""Photo ids, 64-bit ("q")."""
AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
MAX_CHANGED_RUNS: Final = 200
"""Above this many separate gaps, a list is replaced as a whole instead of row by row."""


class Role(IntEnum):
    """What can be asked of a row besides Qt's own roles."""

    PHOTO_ID = Qt.ItemDataRole.UserRole + 1
    THUMB = Qt.ItemDataRole.UserRole + 2
    SCORE = Qt.ItemDataRole.UserRole + 3
    STATE = Qt.ItemDataRole.UserRole + 4


class ThumbState(Enum):
    """How far a row's thumbnail is."""

    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ThumbEntry:
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
    """Photos in a given order; without scores the library, with scores the answer of a query."""

    def __init__(self, source: ThumbSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._ids: Ids = array("q")
        self._scores: Mapping[int, float] = {}
        self._rows: dict[int, int] | None = None  # by id, for the few of an answer; the library is in order of id

    # -- what is in it

    @property
    def ids(self) -> Ids:
        """Photo ids in row order, int64; not to be written to."""
        return self._ids

    @property
    def last_id(self) -> int:
        """The greatest id, 0 if there is none."""
        return max(self._ids, default=0) if self._rows is not None else (self._ids[-1] if self._ids else 0)

    def row_of(self, photo_id: int) -> int | None:
        """The row of a photo, None if it is not (or no longer) here."""
        if self._rows is not None:
            return self._rows.get(photo_id)
        row = bisect_left(self._ids, photo_id)
        return row if row < len(self._ids) and self._ids[row] == photo_id else None

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

    # -- changing it

    def show_matches(self, matches: tuple[Match, ...], *, scores: bool = True) -> None:
        """Replace everything by the answer of a query, best first.

        Args:
            matches: the answer.
            scores: whether a score means something by itself and is shown.
        """
        self.beginResetModel()
        self._ids = array("q", (match.photo_id for match in matches))
        self._scores = {int(match.photo_id): match.score for match in matches} if scores else {}
        self._rows = {photo_id: row for row, photo_id in enumerate(self._ids)}
        self.endResetModel()

    def append(self, new: Ids) -> None:
        """Add ascending ids at the end; those not above the last one are left to `sync`."""
        new = new[bisect_right(new, self.last_id) :]
        if not new:
            return
        first = len(self._ids)
        self.beginInsertRows(_ROOT, first, first + len(new) - 1)
        self._ids.extend(new)
        self.endInsertRows()

    def sync(self, ids: Ids) -> None:
        """Make the rows equal to these ascending ids; selection and scroll position survive small changes."""
        if ids[: len(self._ids)] == self._ids:  # photos came in and none went: most often so, and 20 times as quick
            self.append(ids)
            return
        gone, come = _differences(self._ids, ids)
        if len(gone) > MAX_CHANGED_RUNS or len(come) > MAX_CHANGED_RUNS:
            self.replace(ids)
            return
        for first, last in reversed(gone):
            self.beginRemoveRows(_ROOT, first, last)
            del self._ids[first : last + 1]
            self.endRemoveRows()
        for first, last in come:
            self.beginInsertRows(_ROOT, first, last)
            self._ids[first:first] = ids[first : last + 1]
            self.endInsertRows()

    def replace(self, ids: Ids) -> None:
        """Show these ascending ids instead; nothing of the view's state is kept."""
        self.beginResetModel()
        self._ids = ids[:]
        self.endResetModel()

    def thumb_changed(self, photo_id: int) -> None:
        """Repaint a photo whose thumbnail has come; an id that is not here is ignored."""
        row = self.row_of(photo_id)
        if row is not None:
            index = self.index(row)
            self.dataChanged.emit(index, index, [Role.THUMB, Role.STATE, Qt.ItemDataRole.ToolTipRole])

    # -- QAbstractListModel

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Number of photos."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """What a role says about a row; never touches disk or database."""
        if not index.isValid() or not 0 <= index.row() < len(self._ids):
            return None
        photo_id = self.id_at(index.row())
        if role == Role.PHOTO_ID:
            return int(photo_id)
        if role == Role.SCORE:
            return self._scores.get(photo_id)
        answer = _ANSWERS.get(role)
        return answer(self._source.entry(photo_id)) if answer else None


def _state(entry: ThumbEntry | None) -> ThumbState:
    if entry is None:
        return ThumbState.LOADING
    return ThumbState.FAILED if entry.pixmap is None else ThumbState.READY


def _tool_tip(entry: ThumbEntry | None) -> str | None:
    if entry is None:
        return None
    name = entry.photo.path.name if entry.photo else "This photo has left the library"
    return f"{name}\nCannot be shown: {entry.error}" if entry.error else name


def _name(entry: ThumbEntry | None) -> str:
    return entry.photo.path.name if entry and entry.photo else "photo"


_ANSWERS: Final[Mapping[int, Callable[[ThumbEntry | None], Any]]] = {
    Role.THUMB: lambda entry: entry.pixmap if entry else None,
    Role.STATE: _state,
    Qt.ItemDataRole.ToolTipRole: _tool_tip,
    Qt.ItemDataRole.AccessibleTextRole: _name,
}


Runs: TypeAlias = list[tuple[int, int]]


def _differences(old: Ids, new: Ids) -> tuple[Runs, Runs]:
    """Stretches of rows, first and last, that are in `old` alone, and of those in `new` alone; both ascending."""
    if old == new:
        return [], []
    import numpy as np  # noqa: PLC0415 - takes as long to import as Qt, and a window that opens does not need it

    before, after = np.array(old), np.array(new)
    gone = np.flatnonzero(~np.isin(before, after, assume_unique=True))
    come = np.flatnonzero(~np.isin(after, before, assume_unique=True))
    return _runs(gone.tolist()), _runs(come.tolist())


def _runs(rows: list[int]) -> Runs:
    """First and last of each stretch of neighbouring numbers in an ascending list."""
    found: Runs = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = found[-1][0], row
        else:
            found.append((row, row))
    return found
