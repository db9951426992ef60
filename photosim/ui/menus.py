"""The menu bar, the menu of the tool bar and the context menu of photos, all made of the same actions."""

from typing import Final

from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from photosim.ui.actions import Actions
from photosim.ui.language import tr

_LINE: Final = "-"
_FILE: Final = ("add-folder", "open-photo", "paste", _LINE, "export", _LINE, "quit")
_EDIT: Final = (
    *("undo", _LINE, "copy-file", "copy-picture", "copy-path", _LINE),
    *("select-all", "select-none", _LINE, "find"),
)
_VIEW: Final = (
    *("back", "forward", "library", _LINE, "sidebar", "panel", "full-screen", _LINE),
    *("viewer", "zoom-in", "zoom-out", "zoom-reset", _LINE, "sort", "headings", "collapse", _LINE, "refresh"),
)
_SORT: Final = ("sort-similarity", "sort-taken", "sort-name", "sort-folder", _LINE, "sort-descending")
_PHOTO: Final = (
    *("look-alikes", "viewer", _LINE, "open-external", "show-in-folder", "compare", _LINE),
    *("copy-details", _LINE, "not-similar", "hide", "trash"),
)
_TOOLS: Final = ("duplicates", "skipped", _LINE, "models", "pause", _LINE, "settings")
_HELP: Final = ("shortcuts", _LINE, "about")
_CONTEXT: Final = (
    *("look-alikes", "viewer", "compare", _LINE, "open-external", "show-in-folder", _LINE),
    *("copy-file", "copy-picture", "copy-path", "export", _LINE, "not-similar", "hide", "trash"),
)
_SHORT: Final = (
    *("add-folder", "open-photo", "paste", _LINE, "sidebar", "panel", "full-screen", _LINE),
    *("duplicates", "skipped", "models", "pause", _LINE, "settings", "shortcuts", "about"),
)


def fill_bar(bar: QMenuBar, actions: Actions) -> None:
    """Make all menus of the menu bar."""
    for title, names in (
        (tr("&File"), _FILE),
        (tr("&Edit"), _EDIT),
        (tr("&View"), _VIEW),
        (tr("&Photo"), _PHOTO),
        (tr("&Tools"), _TOOLS),
        (tr("&Help"), _HELP),
    ):
        bar.addMenu(_menu(bar, title, names, actions))


def tool_menu(parent: QWidget, actions: Actions) -> QMenu:
    """What is not about single photos, for the button at the end of the tool bar."""
    return _menu(parent, "", _SHORT, actions)


def context_menu(parent: QWidget, actions: Actions) -> QMenu:
    """What can be done with the selected photos; the menu deletes itself once it is closed."""
    menu = _menu(parent, "", _CONTEXT, actions)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _menu(parent: QWidget, title: str, names: tuple[str, ...], actions: Actions) -> QMenu:
    menu = QMenu(title, parent)
    menu.setToolTipsVisible(True)  # why an action cannot be used
    for name in names:
        if name == _LINE:
            menu.addSeparator()
        elif name == "sort":
            menu.addMenu(_menu(menu, tr("S&ort"), _SORT, actions))
        else:
            menu.addAction(actions.get(name))
    return menu
