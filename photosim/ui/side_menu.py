"""The context menus of the sidebar: what can be done with a folder, a tag, a search."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from photosim.ui import icons
from photosim.ui.language import plural, tr
from photosim.ui.side_lines import Kind, Line, Section, path_of
from photosim.ui.words import shown_folder, shown_name

if TYPE_CHECKING:
    from photosim.ui.sidebar import Sidebar


def show_menu(sidebar: "Sidebar", section: Section, line: Line, place: QPoint) -> None:
    """Open the menu of a line, if there is anything to be done with it."""
    menu = build_menu(sidebar, section, line)
    if menu.isEmpty():
        menu.deleteLater()
    else:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)


def build_menu(sidebar: "Sidebar", section: Section, line: Line) -> QMenu:
    """The menu of a line."""
    menu = QMenu(sidebar)
    if line.kind is Kind.FOLDER:
        _add_folder_lines(menu, sidebar, line)
    elif section is Section.FOLDERS:
        _add(menu, "add-folder", tr("Add folder\N{HORIZONTAL ELLIPSIS}")).triggered.connect(sidebar.folder_add_wanted)
        _add(menu, "refresh", tr("Look for changes in all folders")).triggered.connect(
            lambda: sidebar.rescan_wanted.emit(None)
        )
    elif line.kind is Kind.SEARCH:
        _add(menu, "search", tr("Search again")).triggered.connect(lambda: sidebar.text_wanted.emit(line.key))
        _add(menu, "close", tr("Forget this search")).triggered.connect(lambda: sidebar.searches.forget(line.key))
        _add(menu, "trash", tr("Forget all searches")).triggered.connect(sidebar.searches.clear)
    elif section is Section.SEARCHES:
        _add(menu, "trash", tr("Forget all searches")).triggered.connect(sidebar.searches.clear)
    if sidebar.filter and section in {Section.FOLDERS, Section.TAGS}:
        menu.addSeparator()
        _add(menu, "filter", tr("Clear filter")).triggered.connect(sidebar.clear_filter)
    return menu


def _add(menu: QMenu, icon: str, text: str) -> QAction:
    return menu.addAction(icons.icon(icon, menu.palette()), text)


def _add_folder_lines(menu: QMenu, sidebar: "Sidebar", line: Line) -> None:
    folder = path_of(line)
    only = menu.addAction(tr("Show only this folder"))
    only.setCheckable(True)
    only.setChecked(sidebar.filter.folder == folder)
    only.triggered.connect(lambda wanted: sidebar.show_only(folder if wanted else None))
    reveal = _add(menu, "external", tr("Open in the file manager"))
    reveal.setEnabled(line.online)
    reveal.triggered.connect(lambda: sidebar.folder_shown.emit(folder))
    rescan = _add(menu, "refresh", tr("Look for changes"))
    rescan.triggered.connect(lambda: sidebar.rescan_wanted.emit(folder if line.chosen else None))
    if line.chosen:
        menu.addSeparator()
        remove = _add(menu, "minus", tr("Remove from the library\N{HORIZONTAL ELLIPSIS}"))
        remove.triggered.connect(lambda: ask_to_remove(sidebar, line))


def ask_to_remove(sidebar: "Sidebar", line: Line) -> None:
    """Have the user say that a folder is to leave the library."""
    folder = path_of(line)
    question = plural(
        "Remove {folder} from the library? Its {n} photo leaves the library; the file stays where it is.",
        "Remove {folder} from the library? Its {n} photos leave the library; the files stay where they are.",
        line.figure or 0,
        folder=shown_name(shown_folder(folder)),
    )
    sidebar.asked_back.emit(question, tr("Remove"), lambda: sidebar.folder_removed.emit(folder))
