"""What the side panel says and offers while several photos are selected."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from photosim.core.photo import Match, PhotoId
from photosim.ui.flow import FlowLayout
from photosim.ui.history import Query
from photosim.ui.language import plural, tr
from photosim.ui.photo_model import PhotoListModel
from photosim.ui.spacing import STEP

MOST_LISTED: Final = 1000
"""Photos listed; who selects all photos of a library does not look for one of them here."""

_NOWHERE: Final = Path()  # what is listed is looked up by its id


class SeveralPhotos(QWidget):
    """How many, and what can be done with them.

    Signals:
        look_alikes_wanted: the user wants photos that look like all of these.
        compare_wanted: the user wants to see both side by side.
    """

    look_alikes_wanted = Signal()
    compare_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLabel()
        bold = self.text.font()
        bold.setBold(True)
        self.text.setFont(bold)
        self.look_alikes, self.compare = QPushButton(tr("Look-alikes of these")), QPushButton(tr("Compare"))
        self.look_alikes.clicked.connect(self.look_alikes_wanted)
        self.compare.clicked.connect(self.compare_wanted)
        self.compare.setToolTip(tr("Show both photos side by side"))
        self.look_alikes.setToolTip(tr("Show photos that look like what these have in common"))
        layout, buttons = QVBoxLayout(self), FlowLayout(gap=STEP)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(STEP)
        layout.addWidget(self.text)
        layout.addLayout(buttons)
        for button in (self.look_alikes, self.compare):
            buttons.addWidget(button)

    def show_query(self, query: Query, *, with_matches: bool) -> None:
        """Be about the photos of a query.

        Args:
            query: of several photos.
            with_matches: look-alikes of them are not the page shown already.
        """
        count = len(query.photos)
        if with_matches:
            self.text.setText(plural("{n} photo selected", "{n} photos selected", count))
        else:
            self.text.setText(plural("The page is about {n} photo", "The page is about {n} photos", count))
        self.look_alikes.setVisible(with_matches)
        self.compare.setVisible(count == 2 and all(isinstance(photo, int) for photo in query.photos))


def list_photos(model: PhotoListModel, query: Query) -> None:
    """Show the photos of a query themselves."""
    ids = [PhotoId(photo) for photo in query.photos[:MOST_LISTED] if isinstance(photo, int)]
    listed = tuple(Match(path=_NOWHERE, score=0.0, photo_id=photo_id) for photo_id in ids)
    model.show_matches(listed, scores=False)
