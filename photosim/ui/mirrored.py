"""Places in a row, turned round where text is written from the right.

As `QStyle.visualRect` does it, but without that class: making it a class of Python takes 5 ms of a window's start.
"""

from PySide6.QtCore import QRect, Qt


def mirrored(direction: Qt.LayoutDirection, around: QRect, place: QRect) -> QRect:
    """Where a place is to be.

    Args:
        direction: in which text is written.
        around: what it is in.
        place: where it is when text is written from the left.
    """
    if direction == Qt.LayoutDirection.LeftToRight:
        return place
    return place.translated(around.left() + around.right() - place.left() - place.right(), 0)
