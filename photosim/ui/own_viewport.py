"""What scrolls inside a view, made here instead of by Qt."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def give_viewport(view: QAbstractScrollArea) -> None:
    """Give a view a viewport like the one Qt made for it; to be called first.

    Python knows what it made. Asked about a widget that Qt made, PySide tries all classes of widgets there are and
    makes the 60 that a window does without.
    """
    viewport = QWidget()
    viewport.setObjectName("qt_scrollarea_viewport")
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    view.setViewport(viewport)
