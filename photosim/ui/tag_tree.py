"""The tags of the library as a tree for Qt's views, brought up to date line by line: what is open stays open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt, Signal

from photosim.ui import words
from photosim.ui.photo_model import AnyIndex, runs
from photosim.ui.tagging import ALBUMS, Branch

_NONE: Final = QModelIndex()
_ROOT: Final = 0


class TagRole(IntEnum):
    """What can be asked of a line besides Qt's own roles."""

    KEY = Qt.ItemDataRole.UserRole + 1
    COUNT = Qt.ItemDataRole.UserRole + 2


@dataclass(slots=True)
class _Node:
    """One line. Qt knows it by its number, which is never used again, so that no index can outlive its line."""

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
    """

    chosen_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nodes = {_ROOT: _Node(_ROOT, "", "", 0, _ROOT)}
        self._last = _ROOT
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
        self._chosen = {key: self._nodes[self._numbers[key]].name for key in keys if key in self._numbers}
        for key in changed & self._numbers.keys():
            index = self.index_of(key)
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])

    # -- bringing it up to date

    def show(self, branches: Sequence[Branch]) -> None:
        """Make the tree equal to these; lines that stay keep their place on the screen, open or closed."""
        self._remove_gone(_ROOT, branches)
        self._insert_new(_ROOT, branches)

    def _remove_gone(self, parent: int, branches: Sequence[Branch]) -> None:
        """Everything that goes first: a label that moves to another group must not be there twice."""
        node = self._nodes[parent]
        wanted = {branch.key: branch for branch in branches}
        gone = [row for row, child in enumerate(node.children) if not self._is(child, wanted)]
        for first, last in runs(gone)[::-1]:
            self.beginRemoveRows(self._index(parent), first, last)
            for child in node.children[first : last + 1]:
                self._forget(child)
            del node.children[first : last + 1]
            self._number_rows(node)
            self.endRemoveRows()
        for child in node.children:
            self._remove_gone(child, wanted[self._nodes[child].key].branches)

    def _is(self, number: int, wanted: dict[str, Branch]) -> bool:
        node = self._nodes[number]
        return node.key in wanted and wanted[node.key].name == node.name

    def _insert_new(self, parent: int, branches: Sequence[Branch]) -> None:
        node = self._nodes[parent]
        there = {self._nodes[child].key for child in node.children}
        new = [row for row, branch in enumerate(branches) if branch.key not in there]
        for first, last in runs(new):
            self.beginInsertRows(self._index(parent), first, last)
            node.children[first:first] = [self._make(branch, parent) for branch in branches[first : last + 1]]
            self._number_rows(node)
            self.endInsertRows()
        self._count(node, branches)
        for child, branch in zip(node.children, branches, strict=True):
            if branch.key in there:  # the others came with all that is below them
                self._insert_new(child, branch.branches)

    def _count(self, node: _Node, branches: Sequence[Branch]) -> None:
        changed = []
        for child, branch in zip(node.children, branches, strict=True):
            if self._nodes[child].count != branch.count:
                self._nodes[child].count = branch.count
                changed.append(self._nodes[child].row)
        for first, last in runs(changed):
            parent = self._index(node.number)
            roles = [TagRole.COUNT, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole]
            self.dataChanged.emit(self.index(first, 0, parent), self.index(last, 0, parent), roles)

    def _make(self, branch: Branch, parent: int) -> int:
        """A node with everything below it, not yet told to anybody."""
        self._last += 1
        node = self._nodes[self._last] = _Node(self._last, branch.key, branch.name, branch.count, parent)
        self._numbers[branch.key] = node.number
        node.children = [self._make(below, node.number) for below in branch.branches]
        self._number_rows(node)
        return node.number

    def _forget(self, number: int) -> None:
        node = self._nodes.pop(number)
        del self._numbers[node.key]
        for child in node.children:
            self._forget(child)

    def _number_rows(self, node: _Node) -> None:
        for row, child in enumerate(node.children):
            self._nodes[child].row = row

    # -- finding lines

    def index_of(self, key: str) -> QModelIndex:
        """The line of a label, invalid if it has none."""
        number = self._numbers.get(key)
        return _NONE if number is None else self._index(number)

    def _index(self, number: int) -> QModelIndex:
        return _NONE if number == _ROOT else self.createIndex(self._nodes[number].row, 0, number)

    def _node(self, index: AnyIndex) -> _Node:
        return self._nodes[index.internalId() if index.isValid() else _ROOT]

    # -- QAbstractItemModel

    def index(self, row: int, column: int, parent: AnyIndex = _NONE) -> QModelIndex:
        """The line in that place."""
        children = self._node(parent).children
        return self._index(children[row]) if 0 <= row < len(children) and column == 0 else _NONE

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
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self._node(index).key == ALBUMS else flags | Qt.ItemFlag.ItemIsUserCheckable

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
