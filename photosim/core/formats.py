"""The kinds of photos, by the endings of their names; light, for asking costs no decoder."""

from pathlib import Path
from typing import Final

PHOTO_TYPES: Final = {
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".gif": "image/gif",
    ".heic": "image/heif",
    ".heif": "image/heif",
    ".hif": "image/heif",
    ".jfif": "image/jpeg",
    ".jpe": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".mpo": "image/jpeg",  # JPEGs in one file; those who look into it find the first
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".webp": "image/webp",
}
"""Media types as the shared MIME database has them (https://specifications.freedesktop.org/shared-mime-info-spec/)."""

PHOTO_SUFFIXES: Final = frozenset(PHOTO_TYPES)
"""Lower-case file name endings that are taken for photos; what is inside decides how they are read."""

HEIC_SUFFIXES: Final = frozenset(suffix for suffix, kind in PHOTO_TYPES.items() if kind == "image/heif")
"""Those that need the extra `heic`."""


def may_be_photo(path: Path) -> bool:
    """Whether a file may be one by its name, which may have no ending; what is inside is seen when it is opened."""
    return path.suffix.lower() in PHOTO_SUFFIXES or not path.suffix
