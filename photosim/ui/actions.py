"""The actions of a window: made from the table, enabled by what the window shows.

What an action does is connected by the window; one that nothing is connected to cannot be used. A disabled action
tells why in its tool tip.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from photosim.ui import icons
from photosim.ui.action_table import Group, Need, Spec, keys_of, native, plain_text, table
from photosim.ui.language import tr

_SORTS: Final = ("sort-similarity", "sort-taken", "sort-name", "sort-folder")
_ROLES: Final = {
    "quit": QAction.MenuRole.QuitRole,
    "settings": QAction.MenuRole.PreferencesRole,
    "about": QAction.MenuRole.AboutRole,
}


class Situation(NamedTuple):
    """What the window shows, as far as actions depend on it.

    Attributes:
        selected: photos that an action would be about.
        photos: photos listed on the page.
        grid: whether the page lists photos at all.
        library: whether it is the library itself.
        result: whether its photos are the answer to a query.
        look_alikes: whether they are look-alikes of a photo of the library.
        hidden: whether they are those the user hid.
        headings: whether their order has headings.
        back: whether there is a page before this one.
        forward: whether there is a page after this one.
        folders: whether the library has any folder.
        running: whether indexing runs.
        paused: whether the user paused it, or an error stopped it.
        undo: what would be undone, in words; empty if nothing would.
    """

    selected: int = 0
    photos: int = 0
    grid: bool = True
    library: bool = True
    result: bool = False
    look_alikes: bool = False
    hidden: bool = False
    headings: bool = False
    back: bool = False
    forward: bool = False
    folders: bool = False
    running: bool = False
    paused: bool = False
    undo: str = ""


def reasons(now: Situation) -> dict[Need, str]:
    """Why what actions need does not hold; empty where it does."""
    no_photos = tr("this page lists no photos")
    told = {
        Need.NOTHING: (True, ""),
        Need.BACK: (now.back, tr("there is no page before this one")),
        Need.FORWARD: (now.forward, tr("there is no page after this one")),
        Need.ELSEWHERE: (not now.library, tr("the library is shown already")),
        Need.UNDO: (bool(now.undo), tr("there is nothing to undo")),
        Need.FOLDERS: (now.folders, tr("add a folder first")),
        Need.RUN: (now.running or now.paused, tr("photosim is not looking at photos now")),
        Need.GRID: (now.grid, no_photos),
        Need.PHOTOS: (now.grid and now.photos > 0, no_photos),
        Need.SELECTION: (now.selected > 0, tr("select a photo first")),
        Need.ONE: (now.selected == 1, tr("select one photo")),
        Need.TWO: (now.selected == 2, tr("select two photos")),
        Need.RESULT: (now.result, tr("for the results of a search only")),
        Need.HEADINGS: (now.headings, tr("this order has no headings")),
        Need.LOOK_ALIKE: (now.look_alikes and now.selected > 0, tr("select a look-alike of a photo of the library")),
    }
    return {need: "" if holds else reason for need, (holds, reason) in told.items()}


class Actions(QObject):
    """The actions of one window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.specs = {spec.name: spec for spec in table()}
        self._actions = {name: self._make(spec) for name, spec in self.specs.items()}
        self._connected: set[str] = set()
        self._barred: dict[str, str] = {}
        self._reasons = reasons(Situation())
        sorts = QActionGroup(self)
        for name in _SORTS:
            sorts.addAction(self._actions[name])
        for name in self.specs:
            self._show(name)

    def _make(self, spec: Spec) -> QAction:
        action = QAction(spec.text, self)
        action.setObjectName(spec.name)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setCheckable(spec.checkable)
        if spec.in_grid:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if spec.icon:
            action.setIcon(icons.icon(spec.icon))
        action.setIconVisibleInMenu(not spec.checkable)  # the check mark has its place
        action.setMenuRole(_ROLES.get(spec.name, QAction.MenuRole.NoRole))
        if spec.grid_key:
            action.setText(f"{spec.text}\t{native(spec.grid_key)}")
        return action

    def get(self, name: str) -> QAction:
        """An action by its id."""
        return self._actions[name]

    def names(self, group: Group | None = None) -> list[str]:
        """Ids of all actions, or of those of one menu, in order of the table."""
        return [name for name, spec in self.specs.items() if group in {None, spec.group}]

    def connect_to(self, name: str, do: Callable[[], object]) -> None:
        """Have an action do something; from now on it can be used."""
        self._actions[name].triggered.connect(lambda *_: do())
        self._offer(name)

    def connect_switch(self, name: str, do: Callable[[bool], object]) -> None:
        """Have an action that is on or off do something; from now on it can be used."""
        self._actions[name].toggled.connect(do)
        self._offer(name)

    def _offer(self, name: str) -> None:
        self._connected.add(name)
        self._show(name)

    def bar(self, name: str, reason: str) -> None:
        """Keep an action from being used for a reason of its own; an empty one frees it again."""
        self._barred[name] = reason
        self._show(name)

    def _rename(self, name: str, text: str) -> None:
        """Have an action say what it would do now."""
        if text != self._actions[name].text():
            self._actions[name].setText(text)

    def add_keys_of_photos(self, grid: QWidget) -> None:
        """Have a grid heed the keys that are about its photos."""
        for name, spec in self.specs.items():
            if spec.in_grid:
                grid.addAction(self._actions[name])

    def update(self, now: Situation) -> None:
        """Enable what can be used now."""
        self._reasons = reasons(now)
        self._rename("undo", now.undo or tr("&Undo"))
        self._rename("pause", tr("&Resume indexing") if now.paused else tr("&Pause indexing"))
        self._rename("hide", tr("S&how again") if now.hidden else tr("&Hide"))
        for name in self.specs:
            self._show(name)

    def lacking(self, name: str) -> str:
        """Why an action cannot be used; empty if it can."""
        if name not in self._connected:
            return tr("not in this version")
        return self._barred.get(name, "") or self._reasons[self.specs[name].need]

    def _show(self, name: str) -> None:
        action, reason = self._actions[name], self.lacking(name)
        action.setEnabled(not reason)
        plain = plain_text(action.text())
        keys = ", ".join(keys_of(self.specs[name])[:2])
        told = f"{plain} ({keys})" if keys else plain
        if reason:
            told = tr("{action}: {reason}", action=told, reason=reason)
        if told != action.toolTip():  # each change makes every menu and button look again
            action.setToolTip(told)
            action.setStatusTip(told)
