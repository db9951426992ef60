"""Which models there are on this computer and which could be downloaded, told from small files alone.

No network is opened, in either sense of the word.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from photosim.assets import bundled_models_folder
from photosim.embed import published
from photosim.embed.published import PublishedModel
from photosim.embed.registry import available_models, find_model
from photosim.embed.spec import ModelSpec
from photosim.errors import ModelError
from photosim.library.ability import why_unusable

if TYPE_CHECKING:
    from photosim.library.reports import ModelState


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model as the files on disk tell of it.

    Attributes:
        name: what the user types.
        title: for people.
        state: where it is.
        dimension: numbers a photo, 0 where the description cannot be read.
        classes: how many it knows by name.
        storage: how its weights are kept, or would be.
        licence: SPDX identifier of the weights.
        source: where the weights come from.
        file_bytes: its files on disk, or what there is to download.
        spec: its description; None for one that is available and for one whose description cannot be read.
        problem: why it cannot be used, in one line; None if all is well.
    """

    name: str
    title: str
    state: "ModelState"
    dimension: int
    classes: int
    storage: str
    licence: str
    source: str
    file_bytes: int
    spec: ModelSpec | None = None
    problem: str | None = None


def list_known(models: Path) -> tuple[KnownModel, ...]:
    """Built-in models first, then those installed, damaged ones included, then those that could be downloaded.

    Args:
        models: folder of installed models.
    """
    bundled = bundled_models_folder()
    built_in = available_models([bundled])
    installed = [name for name in available_models([models]) if name not in built_in]
    there = {*built_in, *installed}
    return (
        *(_on_disk(name, "built-in", bundled) for name in built_in),
        *(_on_disk(name, "installed", models) for name in installed),
        *(_published(model) for model in published.PUBLISHED if model.name not in there),
    )


def find_installed(name: str, folders: Sequence[Path]) -> ModelSpec:
    """As `registry.find_model`; of a model that could be had, how.

    Raises:
        ModelError: it is unknown, not installed, or its description is not usable.
    """
    could_be_had = any(model.name == name for model in published.PUBLISHED)
    if could_be_had and name not in available_models(folders):
        message = f"the model {name} is not installed; get it with: photosim models install {name}"
        raise ModelError(message)
    return find_model(name, folders)


def files_of(name: str, models: Path) -> list[Path]:
    """What belongs to a model in the folder of installed ones: its own folder, or files that lie there one by one."""
    found = [models / name] if (models / name).is_dir() else []
    description = models / f"{name}.json"
    if description.is_file():
        found.append(description)
        try:
            spec = ModelSpec.read(description)
        except ModelError:
            return found
        found += [path for path in (spec.path, spec.class_weights_path) if path is not None and path.is_file()]
    return found


def bytes_of(paths: Iterable[Path]) -> int:
    """What files and folders take; what cannot be read counts nothing."""
    total = 0
    for path in paths:
        inside = path.rglob("*") if path.is_dir() else [path]
        for file in inside:
            try:
                total += file.stat().st_size if file.is_file() else 0
            except OSError:
                continue
    return total


def _on_disk(name: str, state: "ModelState", folder: Path) -> KnownModel:
    size = bytes_of(files_of(name, folder))
    try:
        spec = find_model(name, [folder])
    except ModelError as error:
        return KnownModel(name, name, state, 0, 0, "fp32", "", "", size, problem=str(error))
    return KnownModel(
        name=name,
        title=spec.title,
        state=state,
        dimension=spec.dimension,
        classes=spec.classes,
        storage=spec.storage,
        licence=spec.licence,
        source=spec.source,
        file_bytes=size,
        spec=spec,
        problem=why_unusable(spec),
    )


def _published(model: PublishedModel) -> KnownModel:
    return KnownModel(
        name=model.name,
        title=model.title,
        state="available",
        dimension=model.dimension,
        classes=model.classes,
        storage=model.storage,
        licence=model.licence,
        source=model.source,
        file_bytes=model.bytes,
    )
