"""Seeing photos large: the viewer over the window is made when it is first wanted, and follows the page below."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from photosim.core.photo import PhotoId
from photosim.ui import menus

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from photosim.ui.history import Query
    from photosim.ui.main_window import MainWindow
    from photosim.ui.photo_actions import PhotoActions
    from photosim.ui.viewer import Viewer


class Viewing(QObject):
    """One per window."""

    def __init__(self, window: "MainWindow", photos: "PhotoActions") -> None:
        super().__init__(window)
        self._window, self._photos = window, photos
        self._viewer: Viewer | None = None
        window.commands.connect_to("viewer", self.open)
        window.pages.viewer_wanted.connect(self.open)
        window.panel.viewer_wanted.connect(self.open_query)

    @property
    def viewer(self) -> "Viewer":
        """What shows them."""
        if self._viewer is None:
            from photosim.ui.viewer import Viewer  # noqa: PLC0415 - a window opens without

            window = self._window
            self._viewer = viewer = Viewer(window.library, window.runner, window)
            viewer.moved.connect(self._moved)
            viewer.closed.connect(self._closed)
            viewer.look_alikes_wanted.connect(window.pages.open_query)
            viewer.action_wanted.connect(lambda name: window.commands.get(name).trigger())
            viewer.menu_wanted.connect(lambda place: menus.context_menu(viewer, window.commands).popup(place))
            window.commands.add_keys_of_photos(viewer)
        return self._viewer

    @property
    def busy(self) -> bool:
        """Whether something is still to come."""
        return self._viewer is not None and self._viewer.busy

    def open(self, photo_id: int | None = None) -> None:
        """Show a photo of the page large; without one the photo the user is at, else the first, or the page's own."""
        pages = self._window.pages
        model, wanted = pages.model, photo_id if photo_id is not None else pages.current_photo()
        if model is not None and model.rowCount():
            row = model.row_of(wanted) if wanted is not None else None
            self.viewer.open(cast("Sequence[PhotoId]", model.ids), row or 0)
        elif pages.page.query is not None:
            self._open_alone(pages.page.query)
        self._window.messages.raise_()  # what is being told stays in sight

    def open_query(self, query: "Query") -> None:
        """Show the photo of a query large, among those of the page if it is one of them."""
        model, source = self._window.pages.model, query.source
        if isinstance(source, int) and model is not None and model.row_of(source) is not None:
            self.open(source)
        else:
            self._open_alone(query)
            self._window.messages.raise_()

    def _open_alone(self, query: "Query") -> None:
        if not isinstance(query.source, int):  # actions are not about what is below it
            self._show_large(())
        self.viewer.open_query(query)

    def leave(self) -> None:
        """Back to the page below."""
        if self._viewer is not None:
            self._viewer.close_viewer()

    def forget(self, photos: "Collection[PhotoId]") -> None:
        """Photos have left."""
        if self._viewer is not None:
            self._viewer.forget(photos)

    def _moved(self, photo_id: PhotoId) -> None:
        self._show_large((photo_id,))

    def _show_large(self, photos: "tuple[PhotoId, ...] | None") -> None:
        self._photos.shown_large = photos
        self._photos.selection_changed.emit()

    def _closed(self, photo_id: PhotoId | None) -> None:
        """The photo last shown is the one the user is at."""
        pages = self._window.pages
        grid, model = pages.grid, pages.model
        row = model.row_of(photo_id) if model is not None and photo_id is not None else None
        if grid is not None and row is not None:
            grid.go_to(row)
        pages.focus_grid()
        self._show_large(None)
