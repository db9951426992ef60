"""What keys do in the viewer."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from photosim.ui.viewer import Viewer

STEP: Final = 1.25
"""How much larger a press of a key or button makes a photo."""
_PAN: Final = 80  # logical pixels an arrow key
_Key = Qt.Key
_UNHEEDED: Final = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
_DIRECTIONS: Final = {
    _Key.Key_Left: (-1, 0),
    _Key.Key_Right: (1, 0),
    _Key.Key_Up: (0, -1),
    _Key.Key_Down: (0, 1),
}

Deed = Callable[[], None]


def deed_of(viewer: "Viewer", event: QKeyEvent) -> Deed | None:
    """What a key does; None if it is none of the viewer's, as all with Ctrl or Alt."""
    if event.modifiers() & ~_UNHEEDED:
        return None
    key = _Key(event.key())
    if key in _DIRECTIONS:
        return partial(_arrow, viewer, *_DIRECTIONS[key])
    return _deeds(viewer).get(key)


def _deeds(viewer: "Viewer") -> dict[Qt.Key, Deed]:
    canvas = viewer.canvas
    return {
        _Key.Key_Escape: viewer.close_viewer,
        _Key.Key_Space: viewer.close_viewer,
        _Key.Key_PageUp: partial(viewer.step, -1),
        _Key.Key_PageDown: partial(viewer.step, 1),
        _Key.Key_Home: partial(viewer.go_to, 0),
        _Key.Key_End: partial(viewer.go_to, -1),
        _Key.Key_Plus: partial(canvas.zoom, STEP),
        _Key.Key_Equal: partial(canvas.zoom, STEP),
        _Key.Key_Minus: partial(canvas.zoom, 1 / STEP),
        _Key.Key_0: canvas.fit,
        _Key.Key_1: partial(canvas.zoom_to, 1.0),
        _Key.Key_P: viewer.toggle_slideshow,
        _Key.Key_I: viewer.toggle_info,
        _Key.Key_F: viewer.toggle_full_screen,
        _Key.Key_L: viewer.show_look_alikes,
    }


def _arrow(viewer: "Viewer", right: int, down: int) -> None:
    """Look at another part of a photo that is larger than the window; else go to the next or previous one."""
    view = viewer.canvas.view
    if view is not None and view.can_pan and not view.is_whole:
        viewer.canvas.pan(-right * _PAN, -down * _PAN)
    else:
        viewer.step(right or down)
