"""The lines of the sidebar as a model for Qt's views, brought up to date in place: what is open stays open."""

from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt, Signal

from photosim.library.views import ALL, Filter
from photosim.ui.language import tr
from photosim.ui.photo_model import AnyIndex
from photosim.ui.side_lines import Kind, Line, Lines, Section, no_lines, path_of

_NONE: Final = QModelIndex()
_SHIFT: Final = 24
"""A line's number for Qt: its section, then its place among the lines of that; it fits 32 bits."""
_PLACE: Final = (1 << _SHIFT) - 1
_PLAIN: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_LEAF: Final = _PLAIN | Qt.ItemFlag.ItemNeverHasChildren
_CHECK: Final = Qt.ItemFlag.ItemIsUserCheckable
_FLAGS: Final = {
    (False, False): _LEAF,
    (False, True): _PLAIN,
    (True, False): _LEAF | _CHECK,
    (True, True): _PLAIN | _CHECK,
}
"""By whether a line can be checked and whether there are lines under it."""


class SideRole(IntEnum):
    """What can be asked of a line besides Qt's own roles."""

    LINE = Qt.ItemDataRole.UserRole + 1
    """Its `Line`."""
    KEY = Qt.ItemDataRole.UserRole + 2
    COUNT = Qt.ItemDataRole.UserRole + 3


class SideTree(QAbstractItemModel):
    """Sections one below the other; a section without lines is left out.

    Signals:
        repaint_wanted: what lines say has changed, and nothing else. Said once, for all lines: `dataChanged` makes a
            view look for the place of each, 40 ms for a thousand that are open.
    """

    repaint_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sections: dict[int, Lines] = {section: no_lines() for section in Section}
        self._shown: tuple[Section, ...] = ()
        self._wanted = ALL
        self._above: frozenset[str] = frozenset()
        """Keys of the groups that a checked label is in, which is not seen while they are closed."""

    # -- what is chosen

    @property
    def wanted(self) -> Filter:
        """The filter that the lines checked and marked stand for."""
        return self._wanted

    def want(self, wanted: Filter) -> None:
        """Check and mark the lines of a filter, and no others."""
        before, self._wanted = self._wanted, wanted
        above = self._above
        self._look_above()
        for key in (set(before.tags) ^ set(wanted.tags)) | (above ^ self._above):
            index = self.index_of(Section.TAGS, key)
            if index.isValid():
                self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        self.repaint_wanted.emit()

    def _look_above(self) -> None:
        tags = self._sections[Section.TAGS]
        above = set()
        for place in (tags.places[key] for key in self._wanted.tags if key in tags.places):
            while place := tags.lines[place].parent:
                above.add(tags.lines[place].key)
        self._above = frozenset(above.difference(self._wanted.tags))

    def is_marked(self, line: Line) -> bool:
        """Whether it is (part of) the filter."""
        if line.kind is Kind.TAG:
            return line.key in self._wanted.tags
        if line.kind is Kind.FOLDER:
            return self._wanted.folder is not None and path_of(line) == self._wanted.folder
        return line.kind is Kind.HIDDEN and self._wanted.hidden

    # -- bringing it up to date

    def lines_of(self, section: Section) -> Lines:
        """What a section shows."""
        return self._sections[section]

    def show(self, section: Section, lines: Lines, *, same_places: bool | None = None) -> None:
        """Have a section show these lines; those that stay are open or closed and current as they were.

        Lines come and go as one change of layout: a tree view lays out everything anew after each row that is
        inserted or removed, which takes seconds where a filter leaves a third of a thousand labels.

        Args:
            section: which.
            lines: what it shows from now on.
            same_places: whether they are in the same places as those shown, where a worker has found out.
        """
        old = self._sections[section]
        if lines.has_places_of(old) if same_places is None else same_places:
            self._sections[section] = lines
            self.repaint_wanted.emit()
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        self._sections[section] = lines
        self._look_above()
        self._shown = tuple(one for one in Section if self._sections[one].heading.size)
        self.changePersistentIndexList(before, [self._moved(index, section, old) for index in before])
        self.layoutChanged.emit()

    def _moved(self, index: QModelIndex, changed: Section, old: Lines) -> QModelIndex:
        """Where the line of an index is now."""
        section, place = _split(index.internalId())
        if section is changed and place:
            place = self._sections[section].places.get(old.lines[place].key, -1)
        return self._index(section, place) if place >= 0 else _NONE

    # -- finding lines

    def index_of(self, section: Section, key: str = "") -> QModelIndex:
        """The line with a key, the heading without one; invalid if there is none."""
        place = self._sections[section].places.get(key, -1) if key else 0
        return self._index(section, place) if place >= 0 else _NONE

    def section_of(self, index: AnyIndex) -> Section:
        """The section a line is in."""
        return _split(index.internalId())[0]

    def line(self, index: AnyIndex) -> Line | None:
        """What a line is, None for no line."""
        if not index.isValid():
            return None
        number = index.internalId()
        return self._sections[number >> _SHIFT].lines[number & _PLACE]

    def name_of(self, key: str) -> str:
        """The name of a label, its key if it has no line."""
        tags = self._sections[Section.TAGS]
        return tags.lines[tags.places[key]].name if key in tags.places else key

    def _index(self, section: Section, place: int) -> QModelIndex:
        if place:
            row = self._sections[section].lines[place].row
        elif section in self._shown:
            row = self._shown.index(section)
        else:
            return _NONE
        return self.createIndex(row, 0, section << _SHIFT | place)

    # -- QAbstractItemModel

    def index(self, row: int, column: int, parent: AnyIndex = _NONE) -> QModelIndex:
        """The line in that place."""
        number = parent.internalId()
        if column or row < 0:
            return _NONE
        if not number:  # that of an invalid index
            return self.createIndex(row, 0, self._shown[row] << _SHIFT) if row < len(self._shown) else _NONE
        line = self._sections[number >> _SHIFT].lines[number & _PLACE]
        if row >= line.size:
            return _NONE
        return self.createIndex(row, 0, (number >> _SHIFT << _SHIFT) | (line.first + row))

    def parent(self, index: AnyIndex) -> QModelIndex:  # type: ignore[override]  # QObject's own `parent` overloads it
        """The line it stands under."""
        line = self.line(index)
        if line is None or not index.internalId() & _PLACE:
            return _NONE
        return self._index(self.section_of(index), line.parent)

    def rowCount(self, parent: AnyIndex = _NONE) -> int:
        """Lines below a line."""
        line = self.line(parent)
        return len(self._shown) if line is None else line.size

    def hasChildren(self, parent: AnyIndex = _NONE) -> bool:
        """Whether there are any."""
        return self.rowCount(parent) > 0

    def columnCount(self, parent: AnyIndex = _NONE) -> int:  # noqa: ARG002 - Qt's signature
        """One; the count is painted by the view's delegate."""
        return 1

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Labels can be checked. Asked for each open line when lines come or go: made for speed."""
        number = index.internalId()
        if not number:
            return Qt.ItemFlag.NoItemFlags
        line = self._sections[number >> _SHIFT].lines[number & _PLACE]
        return _FLAGS[line.kind is Kind.TAG, line.size > 0]

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """What a role says about a line."""
        line = self.line(index)
        if line is None:
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            return self.check_state(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(line)
        answers: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: line.name,
            Qt.ItemDataRole.ToolTipRole: line.tip,
            SideRole.LINE: line,
            SideRole.KEY: line.key,
            SideRole.COUNT: line.figure,
        }
        return answers.get(role)

    def check_state(self, line: Line) -> Qt.CheckState | None:
        """Of a label; None for other lines."""
        if line.kind is not Kind.TAG:
            return None
        if self.is_marked(line):
            return Qt.CheckState.Checked
        return Qt.CheckState.PartiallyChecked if line.key in self._above else Qt.CheckState.Unchecked

    def _spoken(self, line: Line) -> str:
        """A tag's check mark is told by its state."""
        marked = line.kind is not Kind.TAG and self.is_marked(line)
        return tr("{line}, shown alone", line=line.spoken) if marked else line.spoken


def _split(number: int) -> tuple[Section, int]:
    return Section(number >> _SHIFT), number & _PLACE
