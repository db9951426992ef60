"""What is known of the photo shown large, at its side; asked for while it is open, and not before."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from photosim.library import Library
from photosim.ui.details import DetailsView, PhotoDetails, load_details
from photosim.ui.history import Query
from photosim.ui.jobs import JobRunner
from photosim.ui.language import tr
from photosim.ui.lookalikes import Asker
from photosim.ui.reasons import reason
from photosim.ui.spacing import WIDE


class ViewerInfo(QScrollArea):
    """The details of one photo, scrolled where the window is low."""

    WIDTH = 320

    def __init__(self, library: Library, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self.details, inside = DetailsView(), QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        layout.addWidget(self.details)
        layout.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setObjectName("viewerInfo")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        self.setAccessibleName(tr("Details"))
        self._asker = Asker(runner, "details of the photo shown large", self)
        self._asker.answered.connect(self._show)
        self._asker.failed.connect(lambda error: self.details.show_reason(str(error)))
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._asker.busy

    def ask(self, query: Query) -> None:
        """Show a photo's details as soon as they are there, if anybody can see them."""
        if not self.isHidden():
            self._asker.ask(load_details(self._library, query))

    def drop(self) -> None:
        """Want no answer any more."""
        self._asker.drop()

    def _show(self, told: PhotoDetails) -> None:
        if told.details is None:
            self.details.show_reason(reason(told.reason))
        else:
            self.details.show_details(told.details)
