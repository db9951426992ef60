"""Walks through the widgets of a window as a screen reader and a keyboard do, and says what they would miss.

A control is a widget that can be pressed, typed into or moved through. Each must have a name and a role of its own,
be reached by Tab, a shortcut or the arrows of its group, and be told from the controls beside it.
"""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QRadioButton,
    QScrollBar,
    QTextEdit,
    QWidget,
)

_CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSlider, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
_INSIDE = (QComboBox, QHeaderView, QMenuBar, QScrollBar)  # their insides are Qt's own affair
_SILENT = {QAccessible.Role.NoRole, QAccessible.Role.Client}


def controls(window: QWidget) -> Iterator[QWidget]:
    """What can be used of what is seen, in no order."""
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QScrollBar | QHeaderView) or not widget.isVisibleTo(window):
            continue
        if any(isinstance(parent, _INSIDE) for parent in _ancestors(widget, window)):
            continue
        if _is_of_a_line(widget) or widget.objectName().startswith("qt_"):
            continue
        if isinstance(widget, _CONTROLS):
            yield widget


def problems(window: QWidget) -> list[str]:
    """What is wrong, a line each; empty where all is well."""
    seen = list(controls(window))
    found = [problem for widget in seen for problem in (*_nameless(widget), *_unreachable(widget, window))]
    return sorted({*found, *_same_names(seen)})


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    if isinstance(widget, QComboBox):  # Linux calls it by its value and reads its label out before
        return widget.accessibleName()
    interface = QAccessible.queryAccessibleInterface(widget)
    return "" if interface is None else interface.text(QAccessible.Text.Name).strip()


def _nameless(widget: QWidget) -> Iterator[str]:
    interface: QAccessibleInterface | None = QAccessible.queryAccessibleInterface(widget)
    if not name_of(widget):
        yield f"no name: {_describe(widget)}"
    if interface is None or interface.role() in _SILENT:
        yield f"no role: {_describe(widget)}"


def _unreachable(widget: QWidget, window: QWidget) -> Iterator[str]:
    if not widget.isEnabled() or _takes_tab(widget) or _takes_tab(widget.focusProxy()):
        return
    if isinstance(widget, QAbstractButton):
        actions = [action for action in widget.actions() if not action.shortcut().isEmpty()]
        if not widget.shortcut().isEmpty() or actions or isinstance(widget, QRadioButton) or _is_of_group(widget):
            return
        default = getattr(widget, "defaultAction", lambda: None)()
        if default is not None and default.shortcuts():
            return
    if isinstance(widget, QAbstractScrollArea) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
        return
    yield f"not to be reached: {_describe(widget)}"


def _same_names(seen: list[QWidget]) -> Iterator[str]:
    names = Counter((widget.parentWidget(), name_of(widget)) for widget in seen)
    for (parent, name), number in names.items():
        if number > 1 and name:
            yield f"{number} are called {name!r} in {type(parent).__name__}"


def _takes_tab(widget: QWidget | None) -> bool:
    return widget is not None and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _is_of_group(widget: QAbstractButton) -> bool:
    """Whether arrows lead to it from the one of its group that is on."""
    group = widget.group()
    return group is not None and group.exclusive() and any(_takes_tab(button) for button in group.buttons())


def _is_of_a_line(widget: QWidget) -> bool:
    """Whether it is a button inside a line to type into: Escape and the line itself do the same."""
    return isinstance(widget.parentWidget(), QLineEdit)


def _ancestors(widget: QWidget, window: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        yield parent
        parent = parent.parentWidget()


def _describe(widget: QWidget) -> str:
    parent = type(widget.parentWidget()).__name__
    return f"{type(widget).__name__} {widget.objectName()!r} {name_of(widget)!r} in {parent}"
