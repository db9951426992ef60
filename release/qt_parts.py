"""Which parts of Qt go into the packaged program.

photosim draws with Qt's own painter into pictures in memory; nothing of it uses OpenGL, QML, SQL or printing, and of
Qt's network only the sockets between programs of one computer. Plugins are named without `lib` and ending, as they are
called on all systems.
"""

import re
from pathlib import PurePosixPath
from typing import Final

PLUGINS: Final[dict[str, dict[str, frozenset[str]]]] = {
    "linux": {
        # A screen, Wayland or X; none; and Qt's least, which tells apart what is wrong where no other starts.
        "platforms": frozenset({"qxcb", "qwayland", "qoffscreen", "qminimal"}),
        # Desktops draw frames for their own programs only: on Wayland a window brings its own.
        "wayland-decoration-client": frozenset({"adwaita", "bradient"}),
        "wayland-shell-integration": frozenset({"xdg-shell"}),
        # File dialogs, fonts and colours of GNOME and, in a sandbox, of the system. The first needs the system's GTK,
        # which must not be brought along: its own plugins would not fit. Where GTK is missing Qt does without.
        "platformthemes": frozenset({"qgtk3", "qxdgdesktopportal"}),
        "platforminputcontexts": frozenset({"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"}),
    },
    "win32": {
        "platforms": frozenset({"qwindows", "qoffscreen", "qminimal"}),
        "styles": frozenset({"qmodernwindowsstyle"}),
    },
    "darwin": {
        "platforms": frozenset({"qcocoa", "qoffscreen", "qminimal"}),
        "styles": frozenset({"qmacstyle"}),
    },
}
"""By system, the folders of plugins and what is kept of them; `EVERYWHERE` is added."""
EVERYWHERE: Final[dict[str, frozenset[str]]] = {
    "iconengines": frozenset({"qsvgicon"}),
    # Thumbnails are JPEG, icons SVG; the others are what programs put on the clipboard or let be dragged (PNG and BMP
    # are in Qt itself). Photos are read by Pillow.
    "imageformats": frozenset({"qjpeg", "qsvg", "qgif", "qico", "qwebp"}),
}
# OpenGL done by the processor, and a compiler of shaders: Qt brings both for Windows, for programs that use OpenGL.
_OTHER_LIBRARIES: Final = frozenset({"opengl32sw.dll", "d3dcompiler_47.dll"})
_LIBRARY: Final = re.compile(
    r"^(?:lib)?(Qt6?[A-Z]\w*?|pyside6qml|icu\w+)(?:\.abi3|\.framework|\.so|\.dll|\.dylib|\.\d|$)"
)


def plugins(platform: str) -> dict[str, frozenset[str]]:
    """The plugins kept on a system (`sys.platform`), by folder."""
    return {**EVERYWHERE, **PLUGINS[platform]}


def plugin_of(place: str) -> tuple[str, str] | None:
    """Folder and name of the plugin that lies at this place in the bundle; None for what is no plugin."""
    parts = PurePosixPath(place).parts
    if "PySide6" not in parts or "plugins" not in parts or len(parts) < 3:
        return None
    return parts[-2], parts[-1].split(".")[0].removeprefix("lib")


def is_wanted(place: str, platform: str, languages: tuple[str, ...]) -> bool:
    """Whether a file of PySide6 is to be in the bundle; libraries that only unwanted files need are not known here.

    Args:
        place: where it is to lie, parts separated by `/`.
        platform: a `sys.platform`.
        languages: codes of those the window speaks besides English.
    """
    path = PurePosixPath(place)
    if plugin := plugin_of(place):
        return plugin[1] in plugins(platform).get(plugin[0], ())
    if "translations" in path.parts:
        return path.name in {f"qtbase_{language}.qm" for language in languages}
    return path.name not in _OTHER_LIBRARIES and not {"qml", "metatypes", "typesystems"} & set(path.parts)


def library_of(place: str) -> str | None:
    """The name of the Qt library that a file is, or is a part of (frameworks); None for anything else."""
    parts = PurePosixPath(place).parts
    if "plugins" in parts or place.endswith((".abi3.so", ".pyd")):
        return None
    framework = next((part for part in parts if part.endswith(".framework")), None)
    found = _LIBRARY.match(framework or parts[-1])
    return found[1] if found else None
