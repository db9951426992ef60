"""The details of the photo in the side panel, under a heading that opens and closes them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from photosim.library import Library
from photosim.ui.history import Query
from photosim.ui.jobs import JobRunner
from photosim.ui.language import tr
from photosim.ui.lookalikes import Asker
from photosim.ui.reasons import reason
from photosim.ui.spacing import HALF

if TYPE_CHECKING:
    from photosim.ui.details import DetailsView, PhotoDetails

_REST_MS: Final = 120
_HIGH_ENOUGH: Final = 860
"""Logical pixels of the panel; in a lower one the look-alikes need the room, until the user opens the details."""


_PLAIN: Final = "QToolButton { padding: 2px 6px 2px 0; } QToolButton:checked:!hover:!focus { background: transparent; }"


class DetailsSection(QWidget):
    """Asks for details only while they are open.

    Signals:
        opened: they are to be seen from now on (True), or not (False).
    """

    opened = Signal(bool)

    def __init__(self, library: Library, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._query: Query | None = None
        self._told: PhotoDetails | None = None
        self._tags: tuple[str, ...] = ()
        self._by_user: bool | None = None
        self.view: DetailsView | None = None  # made when first opened
        self.toggle = QToolButton()
        self.toggle.setText(tr("Details"))
        self.toggle.setStyleSheet(_PLAIN)
        self.toggle.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toggle.setAutoRaise(True)
        self.toggle.setCheckable(True)
        self.toggle.setArrowType(Qt.ArrowType.RightArrow)
        self.toggle.clicked.connect(self._user_opened)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(HALF)
        self._layout.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        self._asker = Asker(runner, "details of the selected photo", self, _REST_MS)
        self._asker.answered.connect(self._answered)
        self._asker.failed.connect(self._failed)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._asker.busy

    @property
    def is_open(self) -> bool:
        """Whether the details are to be seen."""
        return self.toggle.isChecked()

    @property
    def _asked(self) -> Query:
        assert self._query is not None, "a question is dropped with its photo"
        return self._query

    def set_query(self, query: Query | None) -> None:
        """Be about another photo."""
        self._query, self._told, self._tags = query, None, ()
        self._asker.drop()
        if query is not None and self.is_open:
            self._ask(query)

    def set_tags(self, tags: Sequence[str]) -> None:
        """Name what the photo shows, too."""
        self._tags = tuple(tags)
        self._show()

    def fit(self, height: int) -> None:
        """Open in a high panel, closed in a low one, unless the user has said which."""
        if self._by_user is None:
            self._set_open(open_=height >= _HIGH_ENOUGH)

    def _user_opened(self, wanted: bool) -> None:
        self._by_user = wanted
        self._set_open(open_=wanted)

    def _set_open(self, *, open_: bool) -> None:
        self.toggle.setChecked(open_)
        self.toggle.setArrowType(Qt.ArrowType.DownArrow if open_ else Qt.ArrowType.RightArrow)
        if open_ and self.view is None:
            from photosim.ui.details import DetailsView  # noqa: PLC0415 - a window opens without

            self.view = DetailsView()
            self._layout.addWidget(self.view)
        if self.view is not None:
            self.view.setVisible(open_)
        if open_ and self._told is None and self._query is not None and not self._asker.busy:
            self._ask(self._query)
        self.opened.emit(open_)

    def _ask(self, query: Query) -> None:
        from photosim.ui.details import load_details  # noqa: PLC0415 - as above

        self._asker.ask(load_details(self._library, query))

    def _failed(self, error: Exception) -> None:
        from photosim.ui.details import PhotoDetails  # noqa: PLC0415 - as above

        self._answered(PhotoDetails(self._asked, None, str(error)))

    def _answered(self, told: "PhotoDetails") -> None:
        self._told = told
        self._show()

    def _show(self) -> None:
        if self.view is None or self._told is None:
            return
        if self._told.details is None:
            self.view.show_reason(reason(self._told.reason))
        else:
            self.view.show_details(self._told.details, self._tags, named=True)
