"""Every action of the window in one table: its words, keys, icon, and what it needs to be used.

Menu bar, tool bar, context menu and the sheet of keys are all made from it.
"""

import sys
from enum import Enum
from typing import Final, NamedTuple

from PySide6.QtGui import QKeySequence

from photosim.ui.language import tr

_DELETE: Final = ("Del", "Ctrl+Backspace") if sys.platform == "darwin" else ("Del",)


class Group(Enum):
    """Menus of the menu bar, in order."""

    FILE = "file"
    EDIT = "edit"
    VIEW = "view"
    PHOTO = "photo"
    TOOLS = "tools"
    HELP = "help"


class Need(Enum):
    """What must hold for an action to mean something."""

    NOTHING = "nothing"
    BACK = "back"
    FORWARD = "forward"
    ELSEWHERE = "elsewhere"
    UNDO = "undo"
    FOLDERS = "folders"
    RUN = "run"
    GRID = "grid"
    PHOTOS = "photos"
    SELECTION = "selection"
    ONE = "one"
    TWO = "two"
    LOOK_ALIKE = "look-alike"
    RESULT = "result"
    HEADINGS = "headings"


class Spec(NamedTuple):
    """One line of the table.

    Attributes:
        name: its id.
        text: for menus, with its mnemonic.
        group: the menu it belongs to.
        keys: as `QKeySequence` writes them; empty for none.
        icon: name of its icon, empty for none.
        need: when it can be used.
        checkable: whether it is something that is on or off.
        in_grid: its keys are heeded in a grid of photos only: they mean something else in lists and boxes.
        grid_key: the grid itself heeds this key; told beside the text.
    """

    name: str
    text: str
    group: Group
    keys: tuple[str, ...] = ()
    icon: str = ""
    need: Need = Need.NOTHING
    checkable: bool = False
    in_grid: bool = False
    grid_key: str = ""


def table() -> tuple[Spec, ...]:
    """All actions, in the user's language."""
    return (*_file(), *_edit(), *_pages(), *_view(), *_photo(), *_tools())


def _file() -> tuple[Spec, ...]:
    group = Group.FILE
    return (
        Spec("add-folder", tr("&Add folder\N{HORIZONTAL ELLIPSIS}"), group, ("Ctrl+Shift+O",), "add-folder"),
        Spec("open-photo", tr("&Open photo\N{HORIZONTAL ELLIPSIS}"), group, ("Ctrl+O",), "photo"),
        Spec("paste", tr("&Paste a photo"), group, ("Ctrl+V",), "paste"),
        Spec("export", tr("&Export\N{HORIZONTAL ELLIPSIS}"), group, ("Ctrl+E",), "export", Need.SELECTION),
        Spec("quit", tr("&Quit"), group, ("Ctrl+Q",)),
    )


def _edit() -> tuple[Spec, ...]:
    group = Group.EDIT
    return (
        Spec("undo", tr("&Undo"), group, ("Ctrl+Z",), "undo", Need.UNDO),
        Spec("copy-file", tr("&Copy"), group, ("Ctrl+C",), "copy", Need.SELECTION, in_grid=True),
        Spec("copy-picture", tr("Copy p&icture only"), group, (), "", Need.ONE),
        Spec("copy-path", tr("Copy &path"), group, ("Ctrl+Shift+C",), "", Need.SELECTION),
        Spec("select-all", tr("Select &all"), group, ("Ctrl+A",), "select", Need.PHOTOS, in_grid=True),
        Spec("select-none", tr("Select &none"), group, ("Ctrl+Shift+A",), "", Need.SELECTION),
        Spec("find", tr("&Find"), group, ("Ctrl+F",), "search"),
    )


def _pages() -> tuple[Spec, ...]:
    group = Group.VIEW
    return (
        Spec("back", tr("&Back"), group, ("Alt+Left", "Back"), "back", Need.BACK),
        Spec("forward", tr("&Forward"), group, ("Alt+Right", "Forward"), "forward", Need.FORWARD),
        Spec("library", tr("&Library"), group, ("Escape", "Ctrl+L"), "library", Need.ELSEWHERE),
        Spec("sidebar", tr("&Sidebar"), group, ("Ctrl+B",), "sidebar", checkable=True),
        Spec("panel", tr("&Preview panel"), group, ("F9",), "panel", Need.GRID, checkable=True),
        Spec("viewer", tr("&View large"), group, (), "fullscreen", Need.PHOTOS, grid_key="Space"),
        Spec("full-screen", tr("F&ull screen"), group, ("F11",), "", checkable=True),
        Spec("refresh", tr("Look for changes in the fol&ders"), group, ("F5",), "refresh", Need.FOLDERS),
    )


def _view() -> tuple[Spec, ...]:
    group = Group.VIEW
    return (
        Spec("zoom-in", tr("Lar&ger"), group, ("Ctrl++", "Ctrl+="), "zoom-in", Need.GRID),
        Spec("zoom-out", tr("S&maller"), group, ("Ctrl+-",), "zoom-out", Need.GRID),
        Spec("zoom-reset", tr("Usual si&ze"), group, ("Ctrl+0",), "", Need.GRID),
        Spec("sort-similarity", tr("By &similarity"), group, (), "", Need.RESULT, checkable=True),
        Spec("sort-taken", tr("By &date taken"), group, (), "", Need.GRID, checkable=True),
        Spec("sort-name", tr("By &name"), group, (), "", Need.GRID, checkable=True),
        Spec("sort-folder", tr("By &folder"), group, (), "", Need.GRID, checkable=True),
        Spec("sort-descending", tr("Newest or &last first"), group, (), "", Need.GRID, checkable=True),
        Spec("headings", tr("&Headings"), group, (), "", Need.HEADINGS, checkable=True),
        Spec("collapse", tr("&Collapse near-identical photos"), group, (), "", Need.RESULT, checkable=True),
    )


def _photo() -> tuple[Spec, ...]:
    group = Group.PHOTO
    return (
        Spec("look-alikes", tr("&Look-alikes"), group, (), "library", Need.SELECTION, grid_key="Return"),
        Spec("open-external", tr("&Open in its program"), group, ("Ctrl+Shift+Return",), "external", Need.SELECTION),
        Spec("show-in-folder", tr("&Show in folder"), group, ("Ctrl+Return", "Ctrl+Enter"), "reveal", Need.SELECTION),
        Spec("compare", tr("Co&mpare"), group, ("Ctrl+K",), "compare", Need.TWO),
        Spec("copy-details", tr("Copy &details"), group, (), "info", Need.ONE),
        Spec("not-similar", tr("&Not similar"), group, ("Ctrl+J",), "minus", Need.LOOK_ALIKE, in_grid=True),
        Spec("hide", tr("&Hide"), group, ("Ctrl+H",), "hide", Need.SELECTION, in_grid=True),
        Spec("trash", tr("Move to &trash"), group, _DELETE, "trash", Need.SELECTION, in_grid=True),
    )


def _tools() -> tuple[Spec, ...]:
    group = Group.TOOLS
    return (
        Spec("duplicates", tr("Near-&duplicates"), group, ("Ctrl+D",), "duplicates"),
        Spec("skipped", tr("&Skipped photos"), group, (), "skipped"),
        Spec("models", tr("Manage &models\N{HORIZONTAL ELLIPSIS}"), group, ("Ctrl+Shift+M",)),
        Spec("pause", tr("&Pause indexing"), group, (), "pause", Need.RUN),
        Spec("settings", tr("Se&ttings"), group, ("Ctrl+,",), "settings"),
        Spec("shortcuts", tr("&Keyboard shortcuts"), Group.HELP, ("F1",), "help"),
        Spec("about", tr("&About photosim"), Group.HELP, (), "info"),
    )


def plain_text(text: str) -> str:
    """The text of an action without mnemonic, key and dots."""
    return text.partition("\t")[0].replace("&", "").removesuffix("\N{HORIZONTAL ELLIPSIS}")


def native(key: str) -> str:
    """A key as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def keys_of(spec: Spec) -> list[str]:
    """All keys of an action, as this system writes them."""
    return [native(key) for key in (*spec.keys, *filter(None, (spec.grid_key,)))]
