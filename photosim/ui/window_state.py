"""What a window remembers from one start to the next: read once, kept while it is open, written when it closes."""

import base64
import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray

from photosim import settings as settings_module
from photosim.errors import UserError
from photosim.library.views import Order, SortKey
from photosim.settings import Settings
from photosim.ui.result_view import ResultView

if TYPE_CHECKING:
    from photosim.ui.main_window import MainWindow

_log = logging.getLogger(__name__)
_SIZE = 1280, 800


class WindowState:
    """The settings of one window, and the way between them and its parts.

    Attributes:
        settings: as they are now, but for what is looked up when they are saved.
    """

    def __init__(self, config: Path | None) -> None:
        """Read them.

        Args:
            config: the config folder; None remembers nothing.
        """
        self._file = settings_module.settings_file(config) if config else None
        self.settings = settings_module.load(self._file) if self._file else Settings()

    def set(self, **changes: Any) -> None:  # noqa: ANN401 - the fields of Settings
        """Remember something else from now on."""
        self.settings = replace(self.settings, **changes)

    @property
    def order(self) -> Order:
        """How the library is sorted."""
        return Order(SortKey(self.settings.sort), self.settings.sort_descending)

    def restore(self, window: "MainWindow") -> None:
        """Give a new window the looks of the last one."""
        remembered, commands = self.settings, window.commands
        window.resize(*_SIZE)
        if remembered.geometry:
            window.restoreGeometry(QByteArray.fromBase64(remembered.geometry.encode()))  # what is none is ignored
        commands.get("sidebar").setChecked(not remembered.sidebar_hidden)
        commands.get("panel").setChecked(not remembered.panel_hidden)
        # Where there were tags there will be some: shown at once, the photos need not move aside later.
        window.sidebar.setHidden(remembered.sidebar_hidden or not remembered.sidebar)
        window.sidebar.restore(remembered.sidebar_closed, remembered.sidebar_open)
        window.panes.restore(remembered.sidebar, remembered.splitter)
        window.tools.slider.setValue(remembered.thumbnail)
        window.pages.set_cell_size(remembered.thumbnail)
        window.pages.set_headings(shown=remembered.headings)
        window.pages.set_view(ResultView(remembered.strictness, remembered.collapse))

    def save(self, window: "MainWindow") -> None:
        """Write what the window looks like now."""
        if self._file is None:
            return
        sidebar, panes, pages = window.sidebar, window.panes, window.pages
        known = panes.sidebar_width if self.settings.sidebar or not sidebar.empty else 0
        self.set(
            sidebar=0 if sidebar.asked and sidebar.empty else known,
            sidebar_closed=sidebar.closed,
            sidebar_open=sidebar.opened,
            sidebar_hidden=not window.commands.get("sidebar").isChecked(),
            panel_hidden=not window.commands.get("panel").isChecked(),
            geometry=base64.b64encode(window.saveGeometry().data()).decode("ascii"),
            splitter=panes.other_widths,
            thumbnail=pages.photo_grid.cell_size,
            sort=pages.listed.order.key.value,
            sort_descending=pages.listed.order.descending,
            headings=pages.headings,
            strictness=pages.view.strictness,
            collapse=pages.view.collapse,
            paused=window.indexing.state.paused,
        )
        try:
            settings_module.save(self.settings, self._file)
        except UserError as error:
            _log.warning("%s", error)  # the window is closing; photos and vectors are not concerned
