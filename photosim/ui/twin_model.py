"""Groups of duplicates as a list for Qt's views: one row a photo, group after group; rows can be checked."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from photosim.core.photo import PhotoId
from photosim.library.twins import DuplicateGroup, Twin
from photosim.ui import twin_words, words
from photosim.ui.photo_model import AnyIndex, Role, ThumbEntry, ThumbSource

_ROOT: Final = QModelIndex()
_CHECK: Final = Qt.ItemDataRole.CheckStateRole


class TwinModel(QAbstractListModel):
    """Nothing is checked unless the user checks it; a check is lost only with its photo.

    Args:
        source: where thumbnails come from.
        parent: Qt's owner.

    Signals:
        checks_changed: other photos are checked.
    """

    checks_changed = Signal()

    def __init__(self, source: ThumbSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.groups: tuple[DuplicateGroup, ...] = ()
        self._rows: list[tuple[int, Twin]] = []
        self._checked: set[PhotoId] = set()

    def show_groups(self, groups: Sequence[DuplicateGroup]) -> None:
        """Show these groups instead."""
        if tuple(groups) == self.groups:
            return
        self.beginResetModel()
        self.groups = tuple(groups)
        self._rows = [(place, twin) for place, group in enumerate(groups) for twin in group.photos]
        before, self._checked = self._checked, self._checked & {twin.photo_id for _, twin in self._rows}
        self.endResetModel()
        if before != self._checked:
            self.checks_changed.emit()

    def twin(self, row: int) -> Twin:
        """The photo of a row."""
        return self._rows[row][1]

    def group_of(self, row: int) -> int:
        """The group a row is in."""
        return self._rows[row][0]

    def entry(self, photo_id: PhotoId) -> ThumbEntry | None:
        """Its thumbnail, None while there is none."""
        return self._source.entry(photo_id)

    # -- checks

    @property
    def checked(self) -> list[PhotoId]:
        """The photos checked, in order of rows."""
        return [twin.photo_id for _, twin in self._rows if twin.photo_id in self._checked]

    def is_checked(self, row: int) -> bool:
        """Whether a row is."""
        return self.twin(row).photo_id in self._checked

    @property
    def groups_checked_whole(self) -> int:
        """Groups of which no photo would be left."""
        return sum(all(twin.photo_id in self._checked for twin in group.photos) for group in self.groups)

    def toggle(self, row: int) -> None:
        """Check a row, or no more."""
        self._checked ^= {self.twin(row).photo_id}
        self._tell([row])

    def check_all_but_best(self, groups: Iterable[int]) -> None:
        """In these groups, check every photo but the one suggested to be kept."""
        for place in groups:
            for twin in self.groups[place].photos:
                (self._checked.discard if twin.best else self._checked.add)(twin.photo_id)
        self._tell(range(len(self._rows)))

    def check_none(self) -> None:
        """Check nothing any more."""
        self._checked.clear()
        self._tell(range(len(self._rows)))

    def _tell(self, rows: Sequence[int]) -> None:
        if rows:
            self.dataChanged.emit(self.index(rows[0]), self.index(rows[-1]), [int(_CHECK)])
        self.checks_changed.emit()

    # -- QAbstractListModel

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Number of photos of all groups."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Rows can be checked."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """What a role says about a row; never touches disk or database."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        place, twin = self._rows[index.row()]
        if role == Role.PHOTO_ID:
            return int(twin.photo_id)
        if role == _CHECK:
            return Qt.CheckState.Checked if twin.photo_id in self._checked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.breakable(words.shown_name(str(twin.path)))
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return twin_words.spoken(self.groups[place], twin)
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        """Check a row or not, as screen readers do."""
        if role != _CHECK or not index.isValid():
            return False
        if (Qt.CheckState(value) == Qt.CheckState.Checked) != self.is_checked(index.row()):
            self.toggle(index.row())
        return True
