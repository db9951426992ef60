"""Which models there are: those that come with photosim and those the user installed."""

from collections.abc import Sequence
from pathlib import Path

from photosim.embed.spec import MODEL_NAME, ModelSpec, sha256_of
from photosim.errors import ModelError

DEFAULT_MODEL = "efficientnet-lite0"
"""The built-in model."""


def available_models(folders: Sequence[Path]) -> tuple[str, ...]:
    """Names of the models in these folders, sorted; whether each is complete is found out by `find_model`.

    Args:
        folders: each holds `<name>.json` or `<name>/<name>.json`; one that does not exist counts as empty.
    """
    names = set()
    for folder in folders:
        paths = [*folder.glob("*.json"), *folder.glob("*/*.json")]
        names |= {path.stem for path in paths if path.parent in (folder, folder / path.stem) and path.is_file()}
    return tuple(sorted(name for name in names if MODEL_NAME.fullmatch(name)))


def find_model(name: str, folders: Sequence[Path]) -> ModelSpec:
    """The model of that name, from the first folder that has it.

    Raises:
        ModelError: it is unknown (the known names are listed) or its description is not usable.
    """
    if MODEL_NAME.fullmatch(name):
        for folder in folders:
            for path in (folder / f"{name}.json", folder / name / f"{name}.json"):
                if path.is_file():
                    return ModelSpec.read(path)
    known = ", ".join(available_models(folders)) or "none"
    message = f"unknown model {name!r}; known models: {known}"
    raise ModelError(message)


def is_whole(name: str, folder: Path) -> bool:
    """Whether a folder has a model of that name with all its files as they should be; they are read to the end."""
    try:
        spec = find_model(name, [folder])
        weights = spec.class_weights_path
        return sha256_of(spec.path) == spec.sha256 and (
            weights is None or sha256_of(weights) == spec.class_weights_sha256
        )
    except ModelError:
        return False
