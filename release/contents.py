"""What goes into the packaged program, and what stays out."""

from pathlib import Path
from typing import Final

from release.product import ROOT

HIDDEN: Final = ("h5py", "onnxruntime")
"""Modules that are imported by name only."""
LEFT_OUT: Final = ("PIL.ImageTk", "_tkinter", "pillow_heif", "psutil", "pytest", "scipy", "skimage", "tkinter")
"""Modules that photosim never imports, though something it uses might."""


def data_files() -> list[tuple[str, str]]:
    """Files beside the code and the folders they go to: the built-in model and the resources."""
    return [
        (str(file), str(file.relative_to(ROOT).parent)) for folder in ("models", "resources") for file in _in(folder)
    ]


def _in(folder: str) -> list[Path]:
    return sorted(file for file in (ROOT / folder).rglob("*") if file.is_file() and file.suffix not in {".py", ".pyc"})
