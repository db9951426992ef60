"""What the window remembers from one start to the next: a small versioned JSON file, and frozen in memory.

A damaged file is kept aside for whoever wants to look at it, and the defaults are used.
"""

import contextlib
import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

from photosim.errors import LibraryError
from photosim.paths import make_private_folder

VERSION: Final = 1
_SMALLEST, _LARGEST = 96, 320


@dataclass(frozen=True, slots=True)
class Settings:
    """The window's memory.

    Attributes:
        version: of this file's meaning; a greater one than `VERSION` comes from a newer program.
        geometry: Qt's own bytes of place and size, base64, empty before the first close.
        splitter: widths of photos and side panel, logical pixels, empty before the first close.
        sidebar: its width, logical pixels; 0 while there has never been anything to show in it.
        sidebar_hidden: whether the user closed it.
        thumbnail: side of a cell, logical pixels, 96..320.
        paused: whether the user paused indexing.
        last_folder: where the last folder or photo was chosen, empty before.
    """

    version: int = VERSION
    geometry: str = ""
    splitter: tuple[int, ...] = ()
    sidebar: int = 0
    sidebar_hidden: bool = False
    thumbnail: int = 168
    paused: bool = False
    last_folder: str = ""


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
    """Each value that has its type, the default for any other."""
    defaults = Settings()
    good: dict[str, object] = {}
    for name in (field.name for field in fields(Settings)):
        value = values.get(name)
        if name == "splitter" and isinstance(value, list) and all(type(width) is int for width in value):
            good[name] = tuple(value)
        elif type(value) is type(getattr(defaults, name)):
            good[name] = value
    settings = Settings(**good)  # type: ignore[arg-type]
    if not _SMALLEST <= settings.thumbnail <= _LARGEST:
        return Settings(**{**good, "thumbnail": defaults.thumbnail})  # type: ignore[arg-type]
    return settings
