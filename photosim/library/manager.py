"""The models of this computer, whatever library they are used for: what there is, getting one, giving one up.

Nothing is fetched but what `install` was asked for. A model is put in its place as a whole folder and goes by being
renamed first, so that half a model is never found; what is in work is held against other programs.
"""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from photosim.assets import bundled_models_folder
from photosim.core.cancel import CancelToken, ProgressCallback
from photosim.embed import published as publishing
from photosim.embed.published import PublishedModel, addresses, find_published
from photosim.embed.registry import available_models, is_whole
from photosim.embed.spec import MODEL_NAME, ModelSpec, Storage
from photosim.errors import LibraryError, ModelError
from photosim.library.inventory import KnownModel, bytes_of, files_of, find_installed, list_known
from photosim.library.speeds import Speeds
from photosim.library.tally import Reporter
from photosim.paths import AppPaths, make_private_folder
from photosim.store.db import holding

if TYPE_CHECKING:
    from photosim.embed.importing.specs import Source

_DOWNLOADS: Final = ".downloads"
_LICENCE_TEXTS: Final = {"Apache-2.0": "efficientnet-lite0.LICENSE.txt"}
"""Texts of licences that come with photosim already, for another model."""
_SPARE_BYTES: Final = 60_000_000


class ModelManager:
    """All models of this computer; safe from any thread, and beside other programs.

    Args:
        paths: where things are kept.
        provider: what is to compute, an `embed.provider_names.Provider`.
    """

    def __init__(self, paths: AppPaths, provider: str = "auto") -> None:
        self._models = paths.models
        self._downloads = paths.models / _DOWNLOADS
        self._speeds = Speeds(paths.cache / "speeds.json", provider)

    def known_models(self) -> tuple[KnownModel, ...]:
        """All models there are or could be, without opening any or asking any server; see `inventory`."""
        return list_known(self._models)

    def install(
        self,
        name: str,
        storage: Storage | None = None,
        mirrors: Sequence[str] = (),
        progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> ModelSpec:
        """Download a published model and make it usable; a damaged one of that name is replaced.

        Args:
            name: one of `published.PUBLISHED`.
            storage: how its weights are to be kept; None for what suits it best.
            mirrors: base addresses that are tried before those of the environment and the published ones.
            progress: called on this thread, at most four times a second; bytes, then hundredths of the converting.
            cancel: stops it within a moment; what was downloaded is kept, and the next call goes on from there.

        Raises:
            Cancelled: `cancel` was set.
            ModelError: it is unknown or there already, cannot be downloaded, or what came is not what it should be.
            LibraryError: another program is at it, or the folder of models cannot be written.
        """
        published = find_published(name)
        _check_storage(published, storage)
        urls = addresses(published, mirrors)
        token, reporter = cancel or CancelToken(), Reporter(progress)
        with self._working_on(name):
            if is_whole(name, self._models):
                message = f"the model {name} is installed already"
                raise ModelError(message)
            file = self._download(published, urls, _converted_bytes(published, storage), reporter, token)
            self._take_away(name)  # if it is there, it is damaged
            spec = self._import(file, name, None, storage, reporter, token, _source_of(published))
            with suppress(OSError):
                file.unlink()
        return spec

    def import_file(
        self,
        file: Path,
        spec: Path | None = None,
        name: str | None = None,
        storage: Storage | None = None,
        progress: ProgressCallback | None = None,
        cancel: CancelToken | None = None,
    ) -> ModelSpec:
        """Make a model of a file of the user's; see `embed.importing.importer.import_model`.

        A damaged model of that name is replaced: of the same file comes the same model, which knows its vectors again.

        Args:
            file: stays as it is.
            spec: SPEC.json, which tells what the file does not.
            name: to be known by; None for one made from the file.
            storage: how its weights are to be kept; None for what suits it best.
            progress: called on this thread, at most four times a second, with hundredths of the whole.
            cancel: stops it; nothing is left behind.

        Raises:
            Cancelled: `cancel` was set.
            ModelError: the file is no such model, or the name is taken.
        """
        return self._import(file, name, spec, storage, Reporter(progress), cancel or CancelToken(), None)

    def remove(self, name: str) -> int:
        """Remove a model's files, and what was downloaded of it so far.

        Returns:
            How many bytes that freed.

        Raises:
            ModelError: it comes with photosim, or is unknown, or a program has its files open (on Windows).
            LibraryError: another program is at it, or the folder of models cannot be written.
        """
        if name in available_models([bundled_models_folder()]):
            message = f"the model {name} comes with photosim and stays"
            raise ModelError(message)
        parts = [
            self._downloads / f"{model.sha256}{suffix}"
            for model in publishing.PUBLISHED
            if model.name == name
            for suffix in ("", ".part")
        ]
        parts = [part for part in parts if part.is_file()]
        if not parts and not (MODEL_NAME.fullmatch(name) and files_of(name, self._models)):
            find_installed(name, [bundled_models_folder(), self._models])  # raises: nobody knows it
        with self._working_on(name):
            freed = self._take_away(name)
            for part in parts:
                with suppress(OSError):
                    size = part.stat().st_size
                    part.unlink()
                    freed += size
        return freed

    def measure_speed(self, spec: ModelSpec) -> float:
        """Photos a second a model embeds on this computer, with all cores as indexing uses them; kept for later.

        Takes a second or two and the time to load the network.

        Raises:
            ModelError: it cannot be run.
        """
        return self._speeds.measure(spec)

    def known_speed(self, spec: ModelSpec) -> float | None:
        """What `measure_speed` found, None while it was never asked under the same conditions."""
        return self._speeds.known(spec)

    def _download(
        self, published: PublishedModel, urls: Sequence[str], later: int, reporter: Reporter, cancel: CancelToken
    ) -> Path:
        """The published file, complete and right.

        Args:
            published: what to fetch.
            urls: where from.
            later: bytes that will be needed after that.
            reporter: told how far it is.
            cancel: stops it.
        """
        from photosim.embed.download import download  # noqa: PLC0415 - only this call needs the network
        from photosim.embed.part_file import PartFile, Wanted, make_room  # noqa: PLC0415 - likewise

        target, size = self._downloads / published.sha256, published.bytes
        wanted = Wanted(published.file, size, published.sha256)
        have = size if target.is_file() else min(size, PartFile(target, wanted, cancel).have)

        def tell(done: int, total: int) -> None:
            reporter.tell("downloading", done, total, now=done == total)

        make_room(self._downloads, size - have + later)
        reporter.tell("downloading", have, size, now=True)
        return download(urls, target, wanted, tell, cancel)

    def _import(
        self,
        file: Path,
        name: str | None,
        described: Path | None,
        storage: Storage | None,
        reporter: Reporter,
        cancel: CancelToken,
        source: "Source | None",
    ) -> ModelSpec:
        from photosim.embed.importing.importer import import_model  # noqa: PLC0415 - onnx takes long to import

        def tell(share: float) -> None:
            cancel.raise_if_cancelled()
            reporter.tell("converting", round(100 * share), 100, now=share == 1)

        return import_model(file, self._models, name=name, spec=described, storage=storage, tell=tell, source=source)

    @contextmanager
    def _working_on(self, name: str) -> Iterator[None]:
        """Keep other threads and programs from installing or removing the same model."""
        make_private_folder(self._downloads)
        busy = f"another photosim is installing or removing {name} just now"
        with ExitStack() as stack:
            try:
                stack.enter_context(holding(self._downloads / f"{name}.lock", busy))
            except LibraryError as error:
                if str(error) == busy:
                    raise
                message = f"the folder {self._downloads} cannot be written"
                raise LibraryError(message) from error
            yield

    def _take_away(self, name: str) -> int:
        """Remove an installed model, if there is one; bytes freed.

        Raises:
            ModelError: it cannot be moved.
        """
        found = files_of(name, self._models)
        if not found:
            return 0
        freed = bytes_of(found)
        try:
            away = Path(tempfile.mkdtemp(prefix=f".{name}-", suffix=".tmp", dir=self._models))
            try:
                for path in found:
                    path.rename(away / path.name)
            finally:
                shutil.rmtree(away, ignore_errors=True)  # what is left is removed by the next import
        except OSError as error:
            message = (
                f"the model {name} cannot be removed: {error.strerror or error}; if a program uses it, close that first"
            )
            raise ModelError(message) from error
        return freed


def _check_storage(published: PublishedModel, storage: Storage | None) -> None:
    """Say before a long download what the import would say after it.

    Raises:
        ModelError: weights that were rounded for 8 bits cannot be kept in another way.
    """
    if published.storage == "int8" and storage not in {None, "int8"}:
        message = f"the model {published.name} has its weights as int8, which cannot be turned into {storage}"
        raise ModelError(message)


def _converted_bytes(published: PublishedModel, storage: Storage | None) -> int:
    """About what the finished model takes."""
    halved = published.storage == "fp16" and storage != "fp32"
    return (published.bytes // 2 if halved else published.bytes) + _SPARE_BYTES


def _source_of(published: PublishedModel) -> "Source":
    """What is known of a published file, for the model that is made of it."""
    from photosim.embed.importing.specs import Source  # noqa: PLC0415 - onnx takes long to import

    text = None
    if published.licence in _LICENCE_TEXTS:
        text = (bundled_models_folder() / _LICENCE_TEXTS[published.licence]).read_text(encoding="utf-8")
    return Source(published.title, published.licence, published.source, text)
