"""Photos and folders as other programs name them: by path or by address."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from photosim.core.formats import may_be_photo
from photosim.errors import UserError


def paths_of(words: Sequence[str]) -> tuple[list[Path], list[str]]:
    """What a window is to open: of many files a person chose, one that is no photo is no reason to show none.

    Args:
        words: paths of folders and photos, or their `file:` addresses (RFC 8089).

    Returns:
        Absolute paths of those that can be opened, and for each of the others a line that says why it cannot.
    """
    usable: list[Path] = []
    problems: list[str] = []
    for word in words:
        try:
            usable.append(_usable(_path_of(word)).absolute())
        except UserError as error:
            problems.append(str(error))
    return usable, problems


def _path_of(word: str) -> Path:
    if not word:
        message = "the name of a photo or folder is empty"
        raise UserError(message)
    if not word.lower().startswith("file:"):
        return Path(word)
    import socket  # noqa: PLC0415 - most calls go without
    from urllib.parse import unquote_to_bytes, urlsplit  # noqa: PLC0415 - as above

    try:
        address = urlsplit(word)
    except ValueError as error:
        message = f"{word} is no address: {error}"
        raise UserError(message) from error
    path, host = os.fsdecode(unquote_to_bytes(address.path)), address.netloc
    if host in {"", "localhost"} or host.lower() == socket.gethostname().lower():
        drive = sys.platform == "win32" and path[2:3] in {":", "|"}  # /C:/Pictures
        return Path(path[1:].replace("|", ":", 1) if drive else path)
    if sys.platform == "win32":
        return Path(f"//{host}{path}")
    message = f"{word} is on another computer"
    raise UserError(message)


def _usable(path: Path) -> Path:
    try:
        if path.is_dir() or (path.is_file() and may_be_photo(path)):
            return path
        what = "is neither a photo nor a folder" if path.exists() else "does not exist"
    except (OSError, ValueError) as error:
        what = f"cannot be opened: {getattr(error, 'strerror', None) or error}"
    message = f"{path} {what}"
    raise UserError(message)
