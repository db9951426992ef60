"""What tests of changing a library's model share: what it answers, and stopping at a certain photo."""

import shutil
import threading
from pathlib import Path
from typing import Final

from photosim.core.cancel import CancelToken
from photosim.core.photo import Match
from photosim.library import Library
from photosim.store.models import count_vectors

VGG: Final = "vgg16"
PHOTOS: Final = 10


def answers(library: Library, folder: Path) -> dict[str, list[Match]]:
    """The look-alikes of every photo that was made, by its name."""
    return {file.name: library.similar(file, k=PHOTOS) for file in sorted(folder.glob("p*.jpg"))}


def vectors_of(library: Library, model: str) -> int:
    """How many vectors the catalogue has of a model, by name."""
    with library._catalog.reading() as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM models WHERE name = ?", (model,))]
        return sum(count_vectors(connection, model_id) for model_id in ids)


def undisturbed(tmp_path: Path, folder: Path, model: str) -> dict[str, list[Match]]:
    """What a library says that never had another model."""
    data = tmp_path / f"undisturbed-{model}"
    shutil.copytree(tmp_path / "data" / "models", data / "models")
    with Library.open(data, model) as library:
        library.index([folder])
        return answers(library, folder)


class StopAfter(CancelToken):
    """Set once so many photos have been looked at: the threads that look ask before each."""

    def __init__(self, photos: int) -> None:
        super().__init__()
        self._left = photos
        self._lock = threading.Lock()

    @property
    def cancelled(self) -> bool:
        with self._lock:
            if threading.current_thread().name.startswith("look"):
                self._left -= 1
            if self._left < 0:
                self.cancel()
        return self._event.is_set()
