"""What of the files that PyInstaller found goes into the bundle."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePosixPath
from typing import Final

from release import qt_parts

Entry = tuple[str, str, str]
"""PyInstaller's: place in the bundle, where the file is (of a link: what it points to, beside it), kind."""

_OF_THE_DESKTOP: Final = re.compile(
    r"""^lib(
    stdc\+\+ | gcc_s                                  # as new as the C library, which is the system's in any case
    | X11 | X11-xcb | Xau | Xdmcp | Xext | Xfixes | Xrender # shared with the drivers of the screen
    | fontconfig | freetype | expat                   # an older one complains about the system's own font settings
    | glib-2\.0 | gthread-2\.0 | gobject-2\.0 | gio-2\.0 | gmodule-2\.0 # shared with the system's GTK
    | gtk-3 | gdk-3 | gdk_pixbuf-2\.0 | atk.* | atspi | cairo.* | pango.* | harfbuzz.* | epoxy | fribidi
    | z | uuid                                        # used by most of these
    )\.so(\..*)?$""",
    re.VERBOSE,
)
"""Libraries of the computer that builds which are on every Linux desktop, too, and must be that desktop's.

Each is one that the desktop's own parts load into the same process (drivers, GTK, fonts, input methods): of two
versions the first loaded serves both, and an older one breaks the other. The list follows the one that AppImages are
made by, https://github.com/AppImageCommunity/pkg2appimage/blob/master/excludelist. What a desktop may lack is brought
along: `libxcb-cursor` and its kin, `libxkbcommon`, `libdbus-1`, all that Python itself needs.
"""


def select(
    entries: Sequence[Entry], platform: str, languages: tuple[str, ...], needs: Callable[[str], Iterable[str]]
) -> list[Entry]:
    """Those of the files that belong into the bundle, in their order.

    Left out are unwanted parts of Qt, on Linux the libraries of the desktop, then all libraries that nothing kept
    needs, and links to what is not there.

    Args:
        entries: what PyInstaller found.
        platform: a `sys.platform`.
        languages: codes of those the window speaks besides English.
        needs: file names of the libraries that a file asks for itself.
    """
    wanted = [entry for entry in entries if _is_wanted(entry, platform, languages)]
    optional = {place for place, _, kind in wanted if kind == "BINARY" and _is_optional(place, platform)}
    used = _needed_by_others(wanted, optional, needs)
    gone = {_owner(place) for place in optional - used}
    kept = [entry for entry in wanted if entry[2] == "SYMLINK" or _owner(entry[0]) not in gone]
    there = {_slashed(place) for place, _, kind in kept if kind != "SYMLINK"}
    return [entry for entry in kept if entry[2] != "SYMLINK" or _leads_to(entry, there)]


def _is_wanted(entry: Entry, platform: str, languages: tuple[str, ...]) -> bool:
    place = _slashed(entry[0])
    if place.startswith("PySide6/") and not qt_parts.is_wanted(place, platform, languages):
        return False
    return platform != "linux" or "/" in place or not _OF_THE_DESKTOP.match(place)


def _is_optional(place: str, platform: str) -> bool:
    """Whether a library is there only because something else needs it: one of Qt, on Linux one of the system."""
    place = _slashed(place)
    if qt_parts.library_of(place):
        return True
    return platform == "linux" and "/" not in place and not place.startswith("libpython")


def _needed_by_others(entries: Sequence[Entry], optional: set[str], needs: Callable[[str], Iterable[str]]) -> set[str]:
    """Those of the optional places that are reached from the others."""
    places: dict[str, list[str]] = {}
    for place in optional:
        places.setdefault(PurePosixPath(_slashed(place)).name.lower(), []).append(place)
    sources = {place: source for place, source, kind in entries if kind in {"BINARY", "EXTENSION"}}
    waiting = [source for place, source in sources.items() if place not in optional]
    reached: set[str] = set()
    while waiting:
        for name in needs(waiting.pop()):
            new = set(places.get(PurePosixPath(_slashed(name)).name.lower(), ())) - reached
            reached |= new
            waiting += [sources[place] for place in new]
    return reached


def _owner(place: str) -> str:
    """What goes as a whole: a framework of macOS, else the file itself."""
    place = _slashed(place)
    framework, dot, _ = place.partition(".framework/")
    return framework + dot if dot else place


def _leads_to(link: Entry, there: set[str]) -> bool:
    """Whether what a link points to is in the bundle: a file, or a folder with files."""
    target = PurePosixPath(_slashed(link[0])).parent
    for part in PurePosixPath(_slashed(link[1])).parts:
        target = target.parent if part == ".." else target / part
    return str(target) in there or any(place.startswith(f"{target}/") for place in there)


def _slashed(place: str) -> str:
    return place.replace("\\", "/")
