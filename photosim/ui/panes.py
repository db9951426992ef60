"""Sidebar, photos and panel side by side: each keeps its width while another one comes or goes."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from photosim.ui.sidebar import USUAL_WIDTH

_LEAST: Final = (140, 380, 240)
_USUAL: Final = (940 - USUAL_WIDTH, 340)
"""Widths of photos and panel in a new window."""


class Panes(QSplitter):
    """The three parts of the window, and how wide those were that are hidden now."""

    def __init__(self, sidebar: QWidget, pages: QWidget, panel: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._sidebar, self._panel = sidebar, panel
        self._sidebar_width, self._panel_width = USUAL_WIDTH, _USUAL[1]
        for part, least in zip((sidebar, pages, panel), _LEAST, strict=True):
            self.addWidget(part)
            part.setMinimumWidth(least)
        self.setStretchFactor(1, 1)

    def restore(self, sidebar: int, others: tuple[int, ...]) -> None:
        """Widths of an earlier window.

        Args:
            sidebar: its width, 0 for the usual one.
            others: widths of photos and panel; the usual ones where there are not two.
        """
        photos, panel = others if len(others) == 2 else _USUAL
        self._sidebar_width, self._panel_width = sidebar or USUAL_WIDTH, panel or _USUAL[1]
        self.setSizes([self._sidebar_width, photos, self._panel_width])

    @property
    def sidebar_width(self) -> int:
        """Of the sidebar, also while it is hidden."""
        return self.sizes()[0] or self._sidebar_width

    @property
    def other_widths(self) -> tuple[int, int]:
        """Of photos and panel, as if the panel were not hidden."""
        _, photos, panel = self.sizes()
        return (photos, panel) if panel else (photos - self._panel_width, self._panel_width)

    def show_sidebar(self, *, shown: bool) -> None:
        """The photos make room or take it; the panel at the right keeps its width."""
        before, photos, panel = self.sizes()
        if not shown:
            self._sidebar_width = before or self._sidebar_width
        self._sidebar.setVisible(shown)
        width = self._sidebar_width if shown else 0
        self.setSizes([width, photos + before - width, panel])

    def show_panel(self, *, shown: bool) -> None:
        """The same for the panel."""
        sidebar, photos, before = self.sizes()
        if not shown:
            self._panel_width = before or self._panel_width
        self._panel.setVisible(shown)
        width = self._panel_width if shown else 0
        self.setSizes([sidebar, photos + before - width, width])
