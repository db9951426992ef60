"""A grid whose last line is a button that shows more."""

from typing import Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton

from photosim.ui.grid_layout import GAP
from photosim.ui.photo_grid import PhotoGrid


class ResultGrid(PhotoGrid):
    """Shows the answer of a query.

    Attributes:
        more: the button; it scrolls with the photos.

    Signals:
        more_wanted: the button was pressed.
    """

    more_wanted = Signal()

    def __init__(self, **looks: Any) -> None:  # noqa: ANN401 - as of PhotoGrid
        super().__init__(**looks)
        self.more = QPushButton(self.viewport())
        self.more.setObjectName("quiet")
        self.more.setCursor(Qt.CursorShape.PointingHandCursor)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the mouse leaves the keyboard with the photos
        self.more.clicked.connect(self._press)
        self._offered = False
        self.more.hide()

    def offer_more(self, text: str) -> None:
        """Show the button, or nothing if there is nothing to say."""
        self._offered = bool(text)
        self.more.setText(text)
        self.more.setVisible(self._offered)
        self.updateGeometries()

    def _press(self) -> None:
        self.setFocus()  # the button may go, and the keyboard with it
        self.more_wanted.emit()

    def updateGeometries(self) -> None:
        """Fit the scroll bar to the photos and the button."""
        super().updateGeometries()
        if self._shows_button():
            bar, height = self.verticalScrollBar(), self.viewport().height()
            end = self._end_of_photos() + self.more.sizeHint().height() + 2 * GAP
            bar.setRange(0, max(0, end - height))
            self._place_button()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The button goes with the photos."""
        super().scrollContentsBy(dx, dy)
        if self._shows_button():
            self._place_button()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """And stays in the middle."""
        super().resizeEvent(event)
        if self._shows_button():
            self._place_button()

    def _shows_button(self) -> bool:
        return hasattr(self, "_offered") and self._offered  # Qt lays out before there is a button

    def _end_of_photos(self) -> int:
        """Where on the whole content the last line of photos ends."""
        model = self.photos
        if model is None or not model.rowCount():
            return 0
        return self.visualRect(model.index(model.rowCount() - 1)).bottom() + 1 + self.verticalOffset()

    def _place_button(self) -> None:
        size, room = self.more.sizeHint(), self.viewport().width() - 2 * GAP
        width = min(size.width(), max(1, room))
        left, top = (self.viewport().width() - width) // 2, self._end_of_photos() + GAP - self.verticalOffset()
        self.more.setGeometry(QRect(left, top, width, size.height()))
