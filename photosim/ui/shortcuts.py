"""The sheet of keys: those of all actions, taken from their table, and those that single parts of the window heed."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from photosim.ui.action_table import Group, keys_of, native, plain_text
from photosim.ui.actions import Actions
from photosim.ui.language import tr

_HEIGHT: Final = 680
_COLUMNS: Final = 3
_BAR: Final = 16
"""Width of a scroll bar, and a little more."""
_MOST_KEYS: Final = 2
Lines = list[tuple[str, list[str]]]


def sheet(actions: Actions) -> list[tuple[str, Lines]]:
    """All keys: title of each group, and what its keys do with the keys as this system writes them."""
    titles = {
        Group.FILE: tr("File"),
        Group.EDIT: tr("Edit"),
        Group.VIEW: tr("View"),
        Group.PHOTO: tr("Selected photos"),
        Group.TOOLS: tr("Tools"),
        Group.HELP: tr("Help"),
    }
    found: list[tuple[str, Lines]] = []
    for group, title in titles.items():
        specs = [actions.specs[name] for name in actions.names(group)]
        lines = [(plain_text(spec.text), keys_of(spec)[:_MOST_KEYS]) for spec in specs if keys_of(spec)]
        found.append((title, lines))
    return [
        *found,
        (tr("Among photos"), _grid()),
        (tr("Photo shown large"), _viewer()),
        (tr("Box on the preview"), _preview()),
        (tr("Elsewhere"), _others()),
    ]


def _grid() -> Lines:
    return [
        (tr("Go to a neighbour"), [tr("Arrow keys")]),
        (tr("First and last photo"), [native("Home"), native("End")]),
        (tr("A page up and down"), [native("PgUp"), native("PgDown")]),
        (tr("Select on the way"), [tr("Shift with these")]),
        (tr("Go without selecting"), [tr("Ctrl with these")]),
        (tr("Add a photo or leave it out"), [native("Ctrl+Space")]),
        (tr("Go to a file name"), [tr("Type its beginning")]),
        (tr("Larger and smaller"), [tr("Ctrl and wheel")]),
    ]


def _viewer() -> Lines:
    return [
        (tr("Next and previous photo"), [native("Right"), native("Left")]),
        (tr("First and last photo"), [native("Home"), native("End")]),
        (tr("Larger and smaller"), [native("+"), native("-")]),
        (tr("Whole photo"), [native("0")]),
        (tr("Its single pixels"), [native("1")]),
        (tr("Details"), [native("I")]),
        (tr("Slide show"), [native("P")]),
        (tr("Full screen"), [native("F")]),
        (tr("Look-alikes"), [native("L")]),
        (tr("Back to the photos"), [native("Escape"), native("Space")]),
    ]


def _preview() -> Lines:
    return [
        (tr("Draw it, move it"), [tr("Arrow keys")]),
        (tr("Resize it"), [tr("Shift with these")]),
        (tr("Search in it"), [native("Return")]),
        (tr("Take it away"), [native("Escape")]),
    ]


def _others() -> Lines:
    return [
        (tr("To the message shown"), [native("F6")]),
        (tr("Close that message"), [native("Escape")]),
        (tr("Back and forward"), [tr("Mouse side buttons")]),
        (tr("From part to part"), [native("Tab"), native("Shift+Tab")]),
    ]


class ShortcutSheet(QDialog):
    """Shows them in columns; deletes itself once it is closed, by Esc or its button."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        room = self.screen().availableSize()
        page = _page(sheet(actions), room.width() - _BAR)
        self.resize(QSize(page.sizeHint().width() + _BAR, _HEIGHT).boundedTo(room))
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(tr("Keyboard shortcuts"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 16)
        layout.addWidget(area, 1)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(24, 0, 24, 0)
        bottom.addWidget(buttons)
        layout.addLayout(bottom)
        buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()


def _page(groups: list[tuple[str, Lines]], room: int) -> QWidget:
    """All groups, in as many columns as fit in a width: words are longer in some languages than in others."""
    for many in range(_COLUMNS, 0, -1):
        page = QWidget()
        columns = QHBoxLayout(page)
        columns.setContentsMargins(24, 16, 24, 16)
        columns.setSpacing(40)
        for share in _share_out(groups, many):
            column = QVBoxLayout()
            column.setSpacing(16)
            for title, lines in share:
                column.addLayout(_group(title, lines))
            column.addStretch(1)
            columns.addLayout(column, 1)
        page.ensurePolished()
        if page.sizeHint().width() <= room:
            break
    return page


def _share_out(groups: list[tuple[str, Lines]], many: int) -> list[list[tuple[str, Lines]]]:
    """Groups in columns of about the same length, in their order."""
    total = sum(len(lines) + 2 for _, lines in groups)
    columns: list[list[tuple[str, Lines]]] = [[] for _ in range(many)]
    above = 0
    for title, lines in groups:
        height = len(lines) + 2
        columns[min(many - 1, (above + height // 2) * many // total)].append((title, lines))
        above += height
    return columns


def _group(title: str, lines: Lines) -> QGridLayout:
    layout = QGridLayout()
    layout.setHorizontalSpacing(16)
    layout.setVerticalSpacing(8)
    layout.setColumnStretch(0, 1)
    heading = QLabel(title)
    bold = heading.font()
    bold.setBold(True)
    heading.setFont(bold)
    layout.addWidget(heading, 0, 0, 1, 2)
    for row, (text, keys) in enumerate(lines, 1):
        layout.addWidget(QLabel(text), row, 0)
        caps = QHBoxLayout()
        caps.setSpacing(4)
        caps.addStretch(1)
        for key in keys:
            cap = QLabel(key)
            cap.setObjectName("keyCap")
            caps.addWidget(cap)
        layout.addLayout(caps, row, 1)
    return layout
