"""What desktops of Linux read about the program: menu entry, description, icons, manual."""

import tempfile
from pathlib import Path
from typing import Final

from release.product import IDENTIFIER, NAME, ROOT, VERSION
from release.tree import Entry

FOLDER: Final = ROOT / "release" / "linux"
DESKTOP_ENTRY: Final = FOLDER / f"{IDENTIFIER}.desktop"
METAINFO: Final = FOLDER / f"{IDENTIFIER}.metainfo.xml"
MANUAL: Final = FOLDER / f"{NAME}.1"
README: Final = f"""\
photosim {VERSION} finds your photos by how they look. Everything stays on your computer.
Run it from here: ./photosim/photosim   Put it into the menu: ./install.sh (for everybody: sudo ./install.sh --system)
Take it away again: ./uninstall.sh      Whose work it is made of: photosim/_internal/NOTICE
"""


def share() -> list[Entry]:
    """The files below `share/`, where the Filesystem Hierarchy and the XDG specifications want them."""
    return [
        Entry(f"share/applications/{DESKTOP_ENTRY.name}", DESKTOP_ENTRY),
        Entry(f"share/metainfo/{METAINFO.name}", METAINFO),
        Entry(f"share/man/man1/{MANUAL.name}", MANUAL),
        *_icons(),
    ]


def _icons() -> list[Entry]:
    """Of the theme that all others fall back to (https://specifications.freedesktop.org/icon-theme-spec/)."""
    from release.icons import SIZES, write_icons  # noqa: PLC0415 - loads Qt

    with tempfile.TemporaryDirectory() as folder:
        write_icons(Path(folder))
        drawn = {f"{size}x{size}": Path(folder) / f"{NAME}-{size}.png" for size in SIZES}
        drawn["scalable"] = Path(folder) / f"{NAME}.svg"
        return [
            Entry(f"share/icons/hicolor/{size}/apps/{IDENTIFIER}{file.suffix}", file.read_bytes())
            for size, file in drawn.items()
        ]
