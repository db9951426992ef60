"""Where photosim keeps things: one owner of all paths, one switch that moves them all."""

import os
from dataclasses import dataclass
from pathlib import Path

from photosim.errors import LibraryError

ENVIRONMENT_VARIABLE = "PHOTOSIM_DATA_DIR"


@dataclass(frozen=True, slots=True)
class AppPaths:
    """The five folders of one installation; none is created before it is needed.

    Attributes:
        data: durable: `library.db` and the derived `index/`.
        cache: can be thrown away: thumbnails.
        config: settings of the window.
        log: rotating log file.
        models: models the user installed.
    """

    data: Path
    cache: Path
    config: Path
    log: Path
    models: Path

    @classmethod
    def below(cls, base: Path | str) -> "AppPaths":
        """All state below one folder (`--data-dir`)."""
        base = Path(base).absolute()
        return cls(base / "data", base / "cache", base / "config", base / "log", base / "models")

    @classmethod
    def resolve(cls, data_dir: Path | str | None = None) -> "AppPaths":
        """The given folder, else the environment variable, else the system's own places for this user."""
        base = data_dir or os.environ.get(ENVIRONMENT_VARIABLE)
        if base:
            return cls.below(base)
        from platformdirs import PlatformDirs  # noqa: PLC0415 - only this branch needs it

        # appauthor=False: on Windows the name would otherwise appear twice in the path.
        dirs = PlatformDirs("photosim", appauthor=False)
        data = dirs.user_data_path
        return cls(data, dirs.user_cache_path, dirs.user_config_path, dirs.user_log_path, data / "models")

    @property
    def database(self) -> Path:
        """The catalogue, the only truth."""
        return self.data / "library.db"

    @property
    def index(self) -> Path:
        """Derived search files, one folder a model and generation."""
        return self.data / "index"

    def index_of(self, model: str) -> Path:
        """Search files of one model, by its identity."""
        return self.index / model

    @property
    def thumbnails(self) -> Path:
        """The disk cache of thumbnails."""
        return self.cache / "thumbnails"


def make_private_folder(folder: Path) -> Path:
    """Create `folder` and its parents, readable by this user only.

    Raises:
        LibraryError: it cannot be created or is not a folder.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        message = f"cannot create the folder {folder}: {error.strerror or error}"
        raise LibraryError(message) from error
    return folder
