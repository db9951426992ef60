"""The half of `Library` that is about models: which one answers, and changing it.

Between one model and another lies a look at every photo, which may take hours, be stopped and go on at any time; the
old model answers all the while. Its vectors are kept, so that going back is no work.
"""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from photosim.assets import bundled_resources_folder
from photosim.core.cancel import CancelToken, ProgressCallback
from photosim.core.pace import Pace
from photosim.embed.registry import DEFAULT_MODEL, available_models, find_model
from photosim.embed.spec import ModelSpec, Storage
from photosim.errors import ModelError
from photosim.library.choice import ModelChoice, find_usable, model_folders
from photosim.library.late import Late
from photosim.library.serving import Serving
from photosim.paths import AppPaths
from photosim.store.catalog import Catalog
from photosim.store.models import find_model as find_model_id
from photosim.store.models import register_model

if TYPE_CHECKING:
    from photosim.library.knowledge import Knowledge
    from photosim.library.looks import Looks
    from photosim.library.manager import ModelManager
    from photosim.library.reports import ModelInfo, SwitchReport, SwitchState
    from photosim.library.tagging import Tagging


class ModelledLibrary:
    """A library with a model that answers for it, which can be changed; safe from any thread.

    Args:
        paths: where it keeps things.
        model: name of the model for this opening; None for the library's own.
        provider: what is to run models, an `embed.provider_names.Provider`.

    Raises:
        LibraryError: the data folder cannot be written, or the catalogue is corrupt or newer.
        ModelError: the model is unknown or damaged.

    Attributes:
        paths: as given.
    """

    def __init__(self, paths: AppPaths, model: str | None, provider: str) -> None:
        self.paths = paths
        self._provider = provider
        self._given = model is not None
        self._problem: str | None = None
        self._pace = Pace()
        spec = None if model is None else _find(model, paths)
        self._catalog = Catalog(paths)
        self._choice = ModelChoice(self._catalog, paths)
        self._changing = threading.Lock()
        self._knowledge_part = Late(lambda: _open_knowledge(paths.data))
        self._manager = Late(lambda: _open_manager(paths, provider))
        try:
            self._serving = self._make_serving(spec or self._own_model())
        except BaseException:
            self._catalog.close()
            raise

    @property
    def spec(self) -> ModelSpec:
        """The model in use."""
        return self._serving.spec

    def models(self) -> tuple["ModelInfo", ...]:
        """All models the user has or could have: built-in ones first, then those installed, then those available."""
        from photosim.library.shelf import list_models  # noqa: PLC0415 - lazy on purpose, see `late`

        return list_models(self._catalog, self.paths, self._manager(), self.spec.name)

    def install_model(
        self,
        name: str,
        storage: Storage | None = None,
        mirrors: Sequence[str] = (),
        progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> "ModelInfo":
        """Download one of the available models and make it usable; the one thing photosim fetches from the network.

        Args:
            name: of an available model.
            storage: how its weights are to be kept; None for what suits it best.
            mirrors: base URLs that are tried before the published address.
            progress: called on this thread, at most four times a second.
            cancel: stops it; what was downloaded is kept, and the next call goes on from there.

        Raises:
            Cancelled: `cancel` was set.
            ModelError: it is unknown or already there, cannot be downloaded, or what came is not what it should be.
        """
        spec = self._manager().install(name, storage, mirrors, progress, cancel)
        return self._info(spec.name)

    def import_model(
        self,
        file: Path | str,
        spec: Path | str | None = None,
        name: str | None = None,
        storage: Storage | None = None,
        progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> "ModelInfo":
        """Make a model of the user's own usable: VGG16 in any published form, or any ImageNet-like ONNX network.

        Args:
            file: an ONNX file, a `.pth` of torchvision or an `.h5` of Keras; only read.
            spec: a JSON file that tells what the file does not; see README.
            name: to be known by; None for one made from the file.
            storage: how its weights are to be kept; None for what suits it best.
            progress: called on this thread, at most four times a second.
            cancel: stops it; nothing is left behind.

        Raises:
            Cancelled: `cancel` was set.
            ModelError: the file is no such model, or the name is taken.
        """
        description = None if spec is None else Path(spec)
        made = self._manager().import_file(Path(file), description, name, storage, progress, cancel)
        return self._info(made.name)

    def remove_model(self, name: str, *, vectors_only: bool = False, progress: ProgressCallback | None = None) -> int:
        """Give up a model: its files, its vectors and tags of this library's photos, its albums and search files.

        Of a built-in model the files stay. Other programs may have the library open meanwhile.

        Args:
            name: not the model in use, nor the one the library is changing to.
            vectors_only: keep the files, so that it can be used again after another look at all photos.
            progress: called on this thread, at most four times a second.

        Returns:
            About how many bytes that freed.

        Raises:
            LibraryError: an indexing run or a change of models is under way, or the catalogue cannot be written.
            ModelError: there is no such model, or it is needed.
        """
        from photosim.library.shelf import remove_model  # noqa: PLC0415 - lazy on purpose, see `late`

        with self._catalog.indexing():
            self._refuse_to_remove(name)
            return remove_model(
                self._catalog, self.paths, self._manager(), name, vectors_only=vectors_only, progress=progress
            )

    def measure_speed(self, name: str) -> float:
        """Photos a second that a model embeds on this computer, decoding aside; takes some seconds, and is kept.

        Raises:
            ModelError: it is unknown or cannot be run.
        """
        return self._manager().measure_speed(find_usable(name, self.paths))

    def choose_model(self, name: str) -> bool:
        """Wish for another model. If it has looked at the photos already, it answers from now on.

        That is, if it lacks no more photos than the model in use, or 5 % of them; those are looked at by the next
        indexing run. Where a model was given for this opening alone, the library's own is what it is compared with.
        Else the wish is kept, also when the program ends, until `go_on_switching` has fulfilled it or `cancel_switch`
        dropped it. To wish for the model in use does the latter.

        Returns:
            Whether it is the model in use now.

        Raises:
            LibraryError: the catalogue cannot be written.
            ModelError: the model is unknown or damaged.
        """
        spec = find_usable(name, self.paths)
        if not self._choice.is_ready(spec, self._id_to_match):
            self._choice.wish(name)
            return False
        serving = self._make_serving(spec)
        with self._changing:
            self._choice.make_own(name)
            self._take(serving)
        return True

    @property
    def provider(self) -> str:
        """What is to run models, an `embed.provider_names.Provider`: "auto" or one by name."""
        return self._provider

    def providers(self) -> dict[str, str]:
        """What the installed onnxruntime can run models on, by the name to choose it by; the best first.

        Raises:
            UserError: onnxruntime cannot be loaded.
        """
        from photosim.embed.providers import KINDS  # noqa: PLC0415 - lazy on purpose, see `late`
        from photosim.embed.runtime import load_onnxruntime  # noqa: PLC0415 - as above

        offered = load_onnxruntime().get_available_providers()
        return {kind.name: kind.label for kind in KINDS if kind.id in offered}

    def use_provider(self, provider: str) -> None:
        """Run models on something else from the next call on; what is under way ends as it began.

        Args:
            provider: an `embed.provider_names.Provider`; where it does not work, the processor does, as `status` tells.

        Raises:
            LibraryError: the catalogue cannot be read.
        """
        paths = self.paths
        with self._changing:
            self._provider = provider
            self._manager = Late(lambda: _open_manager(paths, provider))
            self._serving = self._make_serving(self.spec)

    def pending_switch(self) -> "SwitchState | None":
        """The change of model that is not through, None if there is none."""
        return self._choice.switch_state()

    def go_on_switching(
        self, progress: ProgressCallback | None = None, cancel: CancelToken | None = None
    ) -> "SwitchReport":
        """Look at the photos the wished model has not seen, learn albums if there are any, then use that model.

        Folders are not scanned: what has changed in them is found by the next indexing run, and is then right for both
        models. No indexing run can go on at the same time. Without a wish there is nothing to do.

        Args:
            progress: called on this thread, at most four times a second.
            cancel: stops within a batch of photos; the wish stays, and the next call goes on from there.

        Raises:
            LibraryError: the catalogue cannot be written, or another run is under way.
            ModelError: the wished model cannot be run; the wish is dropped, what it has seen is kept.
        """
        with self._catalog.indexing():
            return self._switch(progress, cancel)

    def cancel_switch(self) -> None:
        """Stay with the model in use; what the other one has seen is kept.

        Raises:
            LibraryError: the catalogue cannot be written.
        """
        self._choice.wish(None)

    def use_model(
        self, name: str, progress: ProgressCallback | None = None, cancel: CancelToken | None = None
    ) -> "SwitchReport":
        """Change to another model: `choose_model`, then `go_on_switching` if need be.

        Raises:
            LibraryError: the catalogue cannot be written; or another run is under way, then nothing has changed.
            ModelError: the model is unknown or cannot be run.
        """
        spec, before = find_usable(name, self.paths), self.spec.identity
        begun = self._choice.wished() == name  # then it is to be finished, however little is left
        if not begun and self._choice.is_ready(spec, self._id_to_match) and self.choose_model(name):
            return _no_work(name, switched=self.spec.identity != before)
        with self._catalog.indexing():
            self._choice.wish(name)
            return self._switch(progress, cancel)

    @property
    def _model_id(self) -> int:
        return self._serving.model_id

    @property
    def _id_to_match(self) -> int:
        """The model whose answers the library would lose."""
        own = self._choice.own_id() if self._given else None
        return self._model_id if own is None else own

    @property
    def _looks(self) -> "Looks":
        return self._serving.looks()

    @property
    def _tagging(self) -> "Tagging":
        return self._serving.tagging()

    @property
    def _knowledge(self) -> "Knowledge":
        return self._knowledge_part()

    def _own_model(self) -> ModelSpec:
        """The library's own model, or the built-in one if that cannot be used; `_problem` tells."""
        own = self._choice.own()
        if own != DEFAULT_MODEL:
            try:
                return find_usable(own, self.paths)
            except ModelError as error:
                gone = own not in available_models(model_folders(self.paths))
                why = "its files are gone" if gone else error
                self._problem = f"{DEFAULT_MODEL} answers in the place of {own}: {why}"
        return find_model(DEFAULT_MODEL, model_folders(self.paths))

    def _make_serving(self, spec: ModelSpec) -> Serving:
        with self._catalog.reading() as connection:
            model_id = find_model_id(connection, spec.identity)
        if model_id is None:
            with self._catalog.writing() as connection:
                model_id = register_model(connection, spec.identity, spec.name, spec.dimension, signed=spec.signed)
        return Serving(self._catalog, self.paths, spec, model_id, self._knowledge_part, self._provider)

    def _take(self, serving: Serving) -> None:
        """Answer with another model; the one before is released when its last query is through."""
        if serving.spec.identity != self._serving.spec.identity:
            self._serving = serving
        self._given, self._problem = False, None

    def model_problem(self) -> str | None:
        """Why the library's own model is not the one in use, in one line; None if it is, or another was asked for."""
        own = self._choice.own()
        if self._given or self._problem is not None or own == self.spec.name:
            return self._problem
        return f"another photosim has changed the library to {own}; here {self.spec.name} answers until the next start"

    def _switch(self, progress: ProgressCallback | None, cancel: CancelToken | None) -> "SwitchReport":
        """See `go_on_switching`; the caller holds the right to index."""
        name = self._choice.wished()
        if name is None:
            return _no_work(self.spec.name, switched=False)
        try:
            return self._prepare_and_take(name, progress, cancel or CancelToken())
        except ModelError:
            self._choice.give_up(name)
            raise

    def _prepare_and_take(self, name: str, progress: ProgressCallback | None, cancel: CancelToken) -> "SwitchReport":
        from photosim.library.switching import prepare_model  # noqa: PLC0415 - lazy on purpose, see `late`

        now, spec, taken = self._serving, find_usable(name, self.paths), False
        wished = now if spec.identity == now.spec.identity else self._make_serving(spec)
        try:
            done = prepare_model(
                self._catalog, now, wished, lambda: self._choice.is_wanted(name), progress, cancel, self._pace
            )
            with self._changing:
                taken = done.ready and self._choice.fulfil(name)
                if taken:
                    self._take(wished)
        finally:
            if not taken and wished is not now:
                wished.close()
        problems = done.problems
        if not taken and not self._choice.is_wanted(name):
            problems = (*problems, f"{name} was given up meanwhile; {self.spec.name} goes on answering")
        from photosim.library.reports import SwitchReport  # noqa: PLC0415 - a window opens without

        return SwitchReport(
            model=self.spec.name,
            switched=taken and wished is not now,
            embedded=done.embedded,
            failed=done.failed,
            seconds=done.seconds,
            cancelled=done.cancelled,
            problems=problems,
        )

    def _info(self, name: str) -> "ModelInfo":
        return next(info for info in self.models() if info.name == name)

    def _refuse_to_remove(self, name: str) -> None:
        """Raise ModelError if a model is needed."""
        now = self.spec.name
        if name in {now, self._choice.own()}:
            message = f"the model {name} is in use; use another one first (photosim models use NAME)"
            raise ModelError(message)
        if name == self._choice.wished():
            message = f"the library is changing to the model {name}; to stay with {now}: photosim models use {now}"
            raise ModelError(message)


def _open_knowledge(data: Path) -> "Knowledge":
    from photosim.library.knowledge import Knowledge  # noqa: PLC0415 - lazy on purpose, see `late`

    return Knowledge(bundled_resources_folder(), data)


def _open_manager(paths: AppPaths, provider: str) -> "ModelManager":
    from photosim.library.manager import ModelManager  # noqa: PLC0415 - lazy on purpose, see `late`

    return ModelManager(paths, provider)


def _find(model: str, paths: AppPaths) -> ModelSpec:
    """See `find_installed`."""
    from photosim.library.inventory import find_installed  # noqa: PLC0415 - a window opens without

    return find_installed(model, model_folders(paths))


def _no_work(name: str, *, switched: bool) -> "SwitchReport":
    from photosim.library.reports import SwitchReport  # noqa: PLC0415 - a window opens without

    return SwitchReport(name, switched=switched, embedded=0, failed=0, seconds=0.0)
