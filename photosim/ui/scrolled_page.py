"""A page that is a header and, scrolling below it, one column that is no wider than reads well."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from photosim.ui import spacing


def lay_out(page: QWidget, header: QWidget, area: QScrollArea, column: QWidget, *, name: str, top: int) -> None:
    """Fill a page that has no layout yet.

    Args:
        page: the page.
        header: what stays at its top.
        area: what scrolls below it.
        column: what is in that; has a greatest width of its own.
        name: of the page, for the style sheet, which knows `nameArea` and `namePage`.
        top: logical pixels between header and column.
    """
    inside = QWidget()
    inside.setObjectName(f"{name}Page")
    around = QHBoxLayout(inside)  # not upright: that would ask for the height of a column wider than it gets
    around.setContentsMargins(spacing.WIDE, top, spacing.WIDE, spacing.BROAD)
    around.addWidget(column, 1)
    around.addStretch()
    area.setObjectName(f"{name}Area")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setWidget(inside)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(header)
    layout.addWidget(area, 1)
