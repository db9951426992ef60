"""Pages about other things than photos, such as models and settings; made when first shown, then kept."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from photosim.ui.history import Place


class Places:
    """The widgets of those pages, one for each place.

    Args:
        stack: shows them.
    """

    def __init__(self, stack: QStackedWidget) -> None:
        self._stack = stack
        self._widgets: dict[Place, QWidget] = {}

    def widget(self, place: Place) -> QWidget | None:
        """What is shown there, None for a page of photos."""
        return self._widgets.get(place)

    def provide(self, place: Place, make: Callable[[], QWidget]) -> None:
        """Have the widget of a place made unless there is one."""
        if place not in self._widgets:
            self._widgets[place] = make()
            self._stack.addWidget(self._widgets[place])
