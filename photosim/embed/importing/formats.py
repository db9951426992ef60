"""What a file is, told from its first bytes: names lie."""

from pathlib import Path
from typing import Final, Literal

from photosim.embed.importing.keras_file import HDF5_START
from photosim.embed.importing.torch_file import LEGACY_START, ZIP_START
from photosim.errors import ModelError

Format = Literal["onnx", "torch", "keras"]

_PAGES: Final = (b"<!doctype html", b"<html", b"<head", b"<?xml", b"<body")
_POINTER: Final = b"version https://git-lfs"


def recognise(path: Path) -> Format:
    """The kind of a model's file.

    Raises:
        ModelError: it cannot be read, is empty, or is something that is known to be no model.
    """
    if path.is_dir():
        message = f"{path} is a folder, not the file of a model"
        raise ModelError(message)
    try:
        with path.open("rb") as file:
            start = file.read(1024)
    except OSError as error:
        message = f"the file {path} cannot be read: {error.strerror or error}"
        raise ModelError(message) from error
    if not start:
        message = f"the file {path} is empty"
        raise ModelError(message)
    if start.startswith(HDF5_START):
        return "keras"
    if start.startswith((ZIP_START, LEGACY_START)):
        return "torch"
    _refuse_known(path, start)
    return "onnx"  # which has no mark of its own: its reader finds out


def _refuse_known(path: Path, start: bytes) -> None:
    """Say what a file is that is no model.

    Raises:
        ModelError: it is one of those.
    """
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(_PAGES):
        message = f"the file {path} is a web page, not a model; the download went wrong"
        raise ModelError(message)
    if text.startswith(_POINTER):
        message = f"the file {path} only points to a model (Git LFS); download the model itself"
        raise ModelError(message)
    # Protocols 2 to 5; a field that is the first of an ONNX model never begins so.
    if start[:1] == b"\x80" and start[1:2] in b"\x02\x03\x04\x05":
        message = f"the file {path} is a pickle, but not one of torch; it is not opened"
        raise ModelError(message)
