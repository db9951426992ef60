"""The computer's models as one library sees them: what there is, and what each takes there."""

from dataclasses import dataclass

from photosim.core.cancel import ProgressCallback
from photosim.errors import ModelError
from photosim.library.choice import model_folders
from photosim.library.freeing import free_vectors
from photosim.library.inventory import KnownModel, bytes_of, find_installed
from photosim.library.manager import ModelManager
from photosim.library.reports import ModelInfo
from photosim.paths import AppPaths
from photosim.store.catalog import Catalog
from photosim.store.models import ModelUse, list_uses


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the models of one name have told of the photos; older forms of a model have its name, too."""

    uses: tuple[ModelUse, ...] = ()
    bytes: int = 0

    def photos(self, identity: str | None) -> int:
        """Photos seen by the form with that identity, or, if that is not known, by the one that has seen most."""
        counts = [use.photos for use in self.uses if identity in {None, use.identity}]
        return max(counts, default=0)


def list_models(catalog: Catalog, paths: AppPaths, manager: ModelManager, in_use: str) -> tuple[ModelInfo, ...]:
    """See `ModelledLibrary.models`; in the end those whose files somebody took away, but not their vectors."""
    seen, known = _all_seen(catalog, paths), manager.known_models()
    listed = [_info(model, seen.pop(model.name, _Seen()), manager, in_use) for model in known]
    return (*listed, *(_without_files(name, left) for name, left in sorted(seen.items())))


def remove_model(
    catalog: Catalog,
    paths: AppPaths,
    manager: ModelManager,
    name: str,
    *,
    vectors_only: bool,
    progress: ProgressCallback | None,
) -> int:
    """See `ModelledLibrary.remove_model`; the caller holds `Catalog.indexing` and knows that nobody needs the model.

    Raises:
        LibraryError: the catalogue cannot be written.
        ModelError: there is no such model, or a program has its files open (on Windows); nothing has changed then.
    """
    state = {model.name: model.state for model in manager.known_models()}.get(name)
    seen = _all_seen(catalog, paths).get(name)
    if seen is None and state in {None, "available"} and vectors_only:
        find_installed(name, model_folders(paths))  # raises: nobody has it
    freed = 0
    if not vectors_only and state != "built-in":
        try:
            freed = manager.remove(name)
        except ModelError:
            if seen is None or state == "installed":
                raise
    # Also where there are none any more: whoever dropped them may have been stopped before the file became smaller.
    return freed + free_vectors(catalog, paths, name, progress)


def _all_seen(catalog: Catalog, paths: AppPaths) -> dict[str, _Seen]:
    """By name, of models that have left anything."""
    with catalog.snapshot() as connection:  # another program may be removing some
        uses = list_uses(connection)
    seen: dict[str, _Seen] = {}
    for use in uses:
        size = use.vector_bytes + bytes_of([paths.index_of(use.identity)])
        if size:
            before = seen.get(use.name, _Seen())
            seen[use.name] = _Seen((*before.uses, use), before.bytes + size)
    return seen


def _info(model: KnownModel, seen: _Seen, manager: ModelManager, in_use: str) -> ModelInfo:
    spec = model.spec
    return ModelInfo(
        name=model.name,
        title=model.title,
        state=model.state,
        in_use=model.name == in_use,
        dimension=model.dimension,
        classes=model.classes,
        storage=model.storage,
        licence=model.licence,
        source=model.source,
        file_bytes=model.file_bytes,
        photos=seen.photos(spec.identity if spec else None),
        vector_bytes=seen.bytes,
        photos_per_second=manager.known_speed(spec) if spec else None,
        problem=model.problem,
    )


def _without_files(name: str, seen: _Seen) -> ModelInfo:
    use = max(seen.uses, key=lambda use: use.photos)
    return ModelInfo(
        name=name,
        title=name,
        state="installed",
        in_use=False,
        dimension=use.dimension,
        classes=0,
        storage="fp32",
        licence="",
        source="",
        file_bytes=0,
        photos=use.photos,
        vector_bytes=seen.bytes,
        photos_per_second=None,
        problem="its files are gone; install or import it again, or remove what it has told of the photos",
    )
