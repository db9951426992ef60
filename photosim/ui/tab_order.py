"""What Tab goes through: all that is seen, in the order it is read, whenever it was made.

Qt's own chain is the order in which widgets were made; what comes with a page, a photo or a count would be last in it.
"""

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget


def stops(window: QWidget) -> list[QWidget]:
    """Where Tab stops, from the top to the bottom of a window; what lies in one row along the direction of reading."""
    return [widget for widget in _read(window) if _is_stop(widget)]


def go_on(window: QWidget, *, forward: bool) -> bool:
    """Give the keyboard to the stop after, or before, what has it; after the last comes the first.

    Returns:
        Whether there is a stop.
    """
    order = list(_read(window))
    focused = QApplication.focusWidget()
    at = order.index(focused) if focused in order else -1 if forward else len(order)
    after, before = order[at + 1 :], order[: max(at, 0)]
    way = [*after, *before] if forward else [*reversed(before), *reversed(after)]
    target = next((widget for widget in way if _is_stop(widget)), None)
    if target is None:
        return focused is not None and _is_stop(focused)
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    _bring_into_view(target)
    return True


def _read(parent: QWidget) -> Iterator[QWidget]:
    """All that is seen below a widget, each before what is in it."""
    seen = [child for child in parent.children() if isinstance(child, QWidget) and _is_seen(child)]
    for row in _rows(seen):
        for widget in row:
            yield widget
            yield from _read(widget)


def _is_seen(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.isWindow()


def _rows(widgets: list[QWidget]) -> Iterator[list[QWidget]]:
    """Widgets whose middles are at the height of the uppermost one stand in its row."""
    places: dict[QWidget, QRect] = {widget: widget.geometry() for widget in widgets}
    left = sorted(widgets, key=lambda widget: places[widget].center().y())
    mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    while left:
        first = places[left[0]]
        row = [widget for widget in left if first.top() <= places[widget].center().y() <= first.bottom()] or left[:1]
        left = [widget for widget in left if widget not in row]
        yield sorted(row, key=lambda widget: places[widget].left(), reverse=mirrored)


def _is_stop(widget: QWidget) -> bool:
    """As Qt sees it; on a Mac the user chooses whether buttons are among them."""
    everything = QGuiApplication.styleHints().tabFocusBehavior() == Qt.TabFocusBehavior.TabFocusAllControls
    wanted = Qt.FocusPolicy.TabFocus if everything else Qt.FocusPolicy.StrongFocus
    return widget.isEnabled() and widget.focusProxy() is None and widget.focusPolicy() & wanted == wanted


def _bring_into_view(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
