"""What the window remembers from one start to the next: a small versioned JSON file, and frozen in memory.

A damaged file is kept aside for whoever wants to look at it, and the defaults are used.
"""

import contextlib
import json
import math
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

from photosim.errors import LibraryError
from photosim.paths import make_private_folder

VERSION: Final = 1
Theme = Literal["system", "light", "dark"]
Language = Literal["", "en", "de"]
Speed = Literal["eco", "normal", "fast"]
_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "theme": ("system", "light", "dark"),
    "language": ("", "en", "de"),
    "speed": ("eco", "normal", "fast"),
    "sort": ("taken", "name", "folder"),
}
_PARTS: Final = {"splitter": int, "sidebar_closed": str, "sidebar_open": str}
_RANGES: Final = {"thumbnail": (64, 512), "strictness": (0, 100)}


@dataclass(frozen=True, slots=True)
class Settings:
    """The window's memory.

    Attributes:
        version: of this file's meaning; a greater one than `VERSION` comes from a newer program.
        geometry: Qt's own bytes of place and size, base64, empty before the first close.
        splitter: widths of photos and side panel, logical pixels, empty before the first close.
        sidebar: its width, logical pixels; 0 while there has never been anything to show in it.
        sidebar_hidden: whether the user closed it.
        sidebar_closed: names of its sections that the user folded away.
        sidebar_open: its lines that the user unfolded.
        panel_hidden: whether the user closed the panel at the side.
        thumbnail: side of a cell, logical pixels, 64..512.
        paused: whether the user paused indexing.
        last_folder: where the last folder or photo was chosen, empty before.
        theme: light, dark, or as the system is.
        language: of the window; empty for the system's.
        speed: how much of the computer indexing takes.
        sort: what the library is in order of, a `SortKey`.
        sort_descending: newest, or last name, first.
        headings: whether the library has headings between its photos.
        collapse: whether near-identical photos of a result are shown as one.
        strictness: how near results must be, 0 (all) to 100 (only the nearest).
        provider: what is to run models: "auto", or one by name.
    """

    version: int = VERSION
    geometry: str = ""
    splitter: tuple[int, ...] = ()
    sidebar: int = 0
    sidebar_hidden: bool = False
    sidebar_closed: tuple[str, ...] = ()
    sidebar_open: tuple[str, ...] = ()
    panel_hidden: bool = False
    thumbnail: int = 168
    paused: bool = False
    last_folder: str = ""
    theme: Theme = "system"
    language: Language = ""
    speed: Speed = "normal"
    sort: str = "taken"
    sort_descending: bool = True
    headings: bool = True
    collapse: bool = False
    strictness: int = 50
    provider: str = "auto"


def settings_file(config: Path) -> Path:
    """The file inside the config folder."""
    return config / "window.json"


def load(file: Path) -> Settings:
    """Settings from a file; defaults where there is none, or none that makes sense."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError):
        return _set_aside(file)
    try:
        values = json.loads(text)
    except ValueError:
        return _set_aside(file)
    if not isinstance(values, dict):
        return _set_aside(file)
    if values.get("version", VERSION) != VERSION:
        return _set_aside(file, "newer")  # of a newer program, which may want it back
    return _checked(values)


def save(settings: Settings, file: Path) -> None:
    """Write settings so that a crash leaves the old file or the new one, never half of one.

    Raises:
        LibraryError: the config folder cannot be written to.
    """
    make_private_folder(file.parent)
    # A name of this process alone: two windows closing at once must not share it.
    temporary = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
        temporary.replace(file)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        message = f"cannot save the window's settings to {file}: {error.strerror or error}"
        raise LibraryError(message) from error


def _set_aside(file: Path, why: str = "damaged") -> Settings:
    with contextlib.suppress(OSError):
        file.replace(file.with_name(f"{file.name}.{why}"))
    return Settings()


def _checked(values: dict[str, object]) -> Settings:
    """Each value that has its type and makes sense, the default for any other."""
    defaults = asdict(Settings())
    good = {name: _read(values[name]) for name in defaults.keys() & values.keys()}
    return Settings(**{name: value for name, value in good.items() if _makes_sense(name, value, defaults[name])})


def _read(value: object) -> Any:  # noqa: ANN401 - what JSON holds
    return tuple(value) if isinstance(value, list) else value


def _makes_sense(name: str, value: object, default: object) -> bool:
    if type(value) is not type(default):
        return False
    if isinstance(value, tuple):
        return all(type(part) is _PARTS[name] for part in value)
    if name in _CHOICES:
        return value in _CHOICES[name]
    low, high = _RANGES.get(name, (-math.inf, math.inf))
    return not isinstance(value, int) or low <= value <= high
