"""The place of the side panel, which is made when it is first needed: a window opens with nothing selected."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from photosim.library import Library
from photosim.library.views import ALL
from photosim.ui.history import Query
from photosim.ui.jobs import JobRunner
from photosim.ui.language import tr
from photosim.ui.thumb_loader import ThumbLoader

if TYPE_CHECKING:
    from photosim.ui.similar_panel import SimilarPanel

_MARGIN: Final = 12
_TOP: Final = 56


class SidePanel(QWidget):
    """A hint while there is no photo, else a `SimilarPanel`.

    Attributes:
        within: what the look-alikes it lists must fulfil: the filter of the page beside it.

    Signals:
        query_wanted: as of a `SimilarPanel`; the same goes for the other ones.
        focus_wanted: the `Focus` the user wants for the photo shown, None for none.
        viewer_wanted: the `Query` whose photo the user wants to see large.
        compare_wanted: two photos the user wants to see side by side.
    """

    query_wanted = Signal(object)
    focus_wanted = Signal(object)
    viewer_wanted = Signal(object)
    compare_wanted = Signal(object, object)

    def __init__(self, library: Library, runner: JobRunner, loader: ThumbLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library, self._runner, self._loader = library, runner, loader
        self._inside: SimilarPanel | None = None
        self.within = ALL
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._hint = QLabel(tr("Select a photo to see its look-alikes."))
        self._hint.setObjectName("muted")
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setContentsMargins(_MARGIN, _TOP, _MARGIN, 0)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._hint, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def inside(self) -> "SimilarPanel":
        """What shows photos; made by the first who asks."""
        if self._inside is None:
            from photosim.ui.similar_panel import SimilarPanel  # noqa: PLC0415 - a window opens without

            self._inside = inside = SimilarPanel(self._library, self._runner, self._loader, self)
            inside.query_wanted.connect(self.query_wanted)
            inside.focus_wanted.connect(self.focus_wanted)
            inside.viewer_wanted.connect(self.viewer_wanted)
            inside.compare_wanted.connect(self.compare_wanted)
            inside.hide()
            self._layout.addWidget(inside)
        return self._inside

    def prepare(self) -> None:
        """Make it now, so that the first photo selected does not wait for it."""
        _ = self.inside

    @property
    def busy(self) -> bool:
        """Whether something is still to come."""
        return self._inside is not None and self._inside.busy

    def set_query(self, query: Query | None, *, with_matches: bool = True) -> None:
        """Show a photo.

        Args:
            query: the photo, or several; None shows a hint.
            with_matches: list its look-alikes, too; not wanted where they are the page beside the panel.
        """
        self._hint.setVisible(query is None)
        if query is not None or self._inside is not None:
            self.inside.within = self.within
            self.inside.set_query(query, with_matches=with_matches)
            self.inside.setVisible(query is not None)

    def refresh(self) -> None:
        """Ask again: more photos have been looked at since."""
        if self._inside is not None:
            self._inside.refresh()

    def renew(self) -> None:
        """Another model answers from now on."""
        if self._inside is not None:
            self._inside.renew()
