"""The tags of the library as a tree for Qt's views, brought up to date in place: what is open stays open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt, Signal

from photosim.ui import words
from photosim.ui.photo_model import AnyIndex
from photosim.ui.tagging import ALBUMS, Branch

_NONE: Final = QModelIndex()
_ROOT: Final = 0
_HEADING: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_LABEL: Final = _HEADING | Qt.ItemFlag.ItemIsUserCheckable
_LEAF: Final = _LABEL | Qt.ItemFlag.ItemNeverHasChildren


class TagRole(IntEnum):
    """What can be asked of a line besides Qt's own roles."""

    KEY = Qt.ItemDataRole.UserRole + 1
    COUNT = Qt.ItemDataRole.UserRole + 2


@dataclass(slots=True)
class _Node:
    """One line. Qt knows it by its number, which belongs to its label for ever."""

    number: int
    key: str
    name: str
    count: int
    parent: int
    row: int = 0
    children: list[int] = field(default_factory=list)


class TagTreeModel(QAbstractItemModel):
    """Groups, classes and albums with counts and check marks.

    Signals:
        chosen_changed: the user checked or unchecked a line.
        counted: counts have changed and nothing else. Said once, for all lines: `dataChanged` makes a view look for
            the place of each, 40 ms for a thousand that are open.
    """

    chosen_changed = Signal()
    counted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nodes = {_ROOT: _Node(_ROOT, "", "", 0, _ROOT)}
        self._numbers: dict[str, int] = {}
        self._chosen: dict[str, str] = {}

    # -- what is chosen

    @property
    def chosen(self) -> tuple[str, ...]:
        """Keys of the checked lines, in the order they were checked."""
        return tuple(self._chosen)

    @property
    def chosen_names(self) -> tuple[str, ...]:
        """Names of the checked lines."""
        return tuple(self._chosen.values())

    def choose(self, keys: Sequence[str]) -> None:
        """Check these lines and no others; keys that are not in the tree are left out."""
        changed = set(keys) ^ set(self._chosen)
        self._chosen = {
            str(index.data(TagRole.KEY)): str(index.data()) for index in map(self.index_of, keys) if index.isValid()
        }
        for index in map(self.index_of, changed):
            if index.isValid():
                self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])

    # -- bringing it up to date

    def show(self, branches: Sequence[Branch]) -> None:
        """Make the tree equal to these; lines that stay are open or closed, current and checked as they were.

        Lines come and go as one change of layout: a tree view lays out everything anew after each row that is
        inserted or removed, which takes seconds where a filter leaves a third of a thousand labels.
        """
        if self._has_lines_of(_ROOT, branches):
            if self._count(_ROOT, branches):
                self.counted.emit()
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        self._nodes = {_ROOT: _Node(_ROOT, "", "", 0, _ROOT)}
        self._grow(_ROOT, branches)
        after = [
            self.createIndex(self._nodes[number].row, 0, number) if number in self._nodes else _NONE
            for number in (index.internalId() for index in before)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _has_lines_of(self, parent: int, branches: Sequence[Branch]) -> bool:
        """Whether these are the lines below a line already, at any depth."""
        children = [self._nodes[child] for child in self._nodes[parent].children]
        return len(children) == len(branches) and all(
            child.key == branch.key and child.name == branch.name and self._has_lines_of(child.number, branch.branches)
            for child, branch in zip(children, branches, strict=True)
        )

    def _grow(self, parent: int, branches: Sequence[Branch]) -> None:
        for row, branch in enumerate(branches):
            number = self._numbers.setdefault(branch.key, len(self._numbers) + 1)
            self._nodes[number] = _Node(number, branch.key, branch.name, branch.count, parent, row)
            self._nodes[parent].children.append(number)
            self._grow(number, branch.branches)

    def _count(self, parent: int, branches: Sequence[Branch]) -> bool:
        """Take over the counts; whether any was another."""
        changed = False
        for number, branch in zip(self._nodes[parent].children, branches, strict=True):
            node = self._nodes[number]
            changed |= node.count != branch.count
            node.count = branch.count
            changed |= self._count(number, branch.branches)
        return changed

    # -- finding lines

    def index_of(self, key: str) -> QModelIndex:
        """The line of a label, invalid if it has none."""
        number = self._numbers.get(key, _ROOT)
        return self._index(number) if number in self._nodes else _NONE

    def _index(self, number: int) -> QModelIndex:
        return _NONE if number == _ROOT else self.createIndex(self._nodes[number].row, 0, number)

    def _node(self, index: AnyIndex) -> _Node:
        return self._nodes[index.internalId()]  # an invalid index has the number 0, the root's

    # -- QAbstractItemModel

    def index(self, row: int, column: int, parent: AnyIndex = _NONE) -> QModelIndex:
        """The line in that place."""
        children = self._nodes[parent.internalId()].children
        return self.createIndex(row, 0, children[row]) if 0 <= row < len(children) and column == 0 else _NONE

    def parent(self, index: AnyIndex) -> QModelIndex:  # type: ignore[override]  # QObject's own `parent` overloads it
        """The line it stands under."""
        return self._index(self._node(index).parent) if index.isValid() else _NONE

    def rowCount(self, parent: AnyIndex = _NONE) -> int:
        """Lines below a line."""
        return len(self._node(parent).children)

    def columnCount(self, parent: AnyIndex = _NONE) -> int:  # noqa: ARG002 - Qt's signature
        """One; the count is painted by the view's delegate."""
        return 1

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Labels can be checked, the branch of the albums cannot."""
        node = self._node(index)
        if node.number == _ROOT:
            return Qt.ItemFlag.NoItemFlags
        if node.key == ALBUMS:
            return _HEADING
        return _LABEL if node.children else _LEAF

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """What a role says about a line."""
        if not index.isValid():
            return None
        node = self._node(index)
        if role == Qt.ItemDataRole.CheckStateRole:
            return _check_state(node, self._chosen)
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return node.name if node.key == ALBUMS else f"{node.name}, {words.count(node.count)}"
        answers: dict[int, Any] = {
            Qt.ItemDataRole.DisplayRole: node.name,
            TagRole.KEY: node.key,
            TagRole.COUNT: node.count,
        }
        return answers.get(role)

    def setData(self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Check or uncheck a line."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        node = self._node(index)
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._chosen[node.key] = node.name
        else:
            self._chosen.pop(node.key, None)
        self.dataChanged.emit(index, index, [role])
        self.chosen_changed.emit()
        return True

    def lines(self) -> Iterator[QModelIndex]:
        """Every line, from top to bottom."""

        def below(number: int) -> Iterator[QModelIndex]:
            for child in self._nodes[number].children:
                yield self._index(child)
                yield from below(child)

        return below(_ROOT)


def _check_state(node: _Node, chosen: dict[str, str]) -> Qt.CheckState | None:
    if node.key == ALBUMS:
        return None
    return Qt.CheckState.Checked if node.key in chosen else Qt.CheckState.Unchecked
