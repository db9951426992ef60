"""Everything the window does with models but for changing them: lists, installs, imports, removes, measures them.

Made when the user first asks for models. Each piece of work is a job; what the page shows is one frozen state.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from photosim.core.cancel import Progress
from photosim.library import Library
from photosim.library.reports import LibraryStatus, ModelInfo
from photosim.ui import words
from photosim.ui.indexing import IndexingController
from photosim.ui.jobs import Job, JobContext, JobRunner, Pool
from photosim.ui.language import later, say
from photosim.ui.lookalikes import Asker
from photosim.ui.reasons import told

IMPORT: Final = ""
"""Stands for the import of a file where names of models stand for their own work; no model is called so."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What there is.

    Attributes:
        models: those the library has or could have.
        status: of the library.
        folder: where installed models are kept.
        free_bytes: free on the disk of that folder, None where that cannot be told.
    """

    models: tuple[ModelInfo, ...]
    status: LibraryStatus
    folder: Path
    free_bytes: int | None


@dataclass(frozen=True, slots=True)
class Task:
    """A download or an import that is under way; there is one at a time.

    Attributes:
        name: of the model that is being installed, or `IMPORT`.
        progress: as last reported.
        stopping: it was asked to stop and has not yet.
    """

    name: str
    progress: Progress | None = None
    stopping: bool = False


@dataclass(frozen=True, slots=True)
class ModelsState:
    """What the page shows.

    Attributes:
        overview: None before it was first asked for.
        task: the download or import under way.
        file: chosen last to be imported; None once that has worked or is not wanted any more.
        measuring: name of the model whose speed is being measured, empty if none is.
        removing: names of the models something of which is being deleted.
        problems: what went wrong last, by name of the model or `IMPORT`.
    """

    overview: Overview | None = None
    task: Task | None = None
    file: Path | None = None
    measuring: str = ""
    removing: frozenset[str] = frozenset()
    problems: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class ModelDesk(QObject):
    """One per window.

    Signals:
        changed: the `ModelsState`.
        installed: the `ModelInfo` of a model that was installed or imported just now.
        removed: what was deleted, in one line (str).
        failed: an exception that concerns no single model.
    """

    changed = Signal(object)
    installed = Signal(object)
    removed = Signal(str)
    failed = Signal(object)

    def __init__(
        self, library: Library, runner: JobRunner, indexing: IndexingController, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._runner = runner
        self._indexing = indexing
        self._state = ModelsState()
        self._job: Job | None = None
        self._unmeasurable: set[str] = set()
        self._watched = False
        self._new = ""  # name of the model to be told of when the list with it has come
        indexing.counted.connect(self._recount)
        self._asker = Asker(runner, "models", self)
        self._asker.answered.connect(self._take_overview)
        self._asker.failed.connect(self.failed)

    @property
    def state(self) -> ModelsState:
        """What the page shows now."""
        return self._state

    @property
    def busy(self) -> bool:
        """Whether the list of models is still to come."""
        return self._asker.busy

    def watch(self, *, shown: bool) -> None:
        """The user looks at the models, or has turned away: keep what is shown up to date, and measure speeds.

        Args:
            shown: which of the two.
        """
        self._watched = shown
        if shown:
            self.refresh()

    def refresh(self) -> None:
        """Look anew which models there are."""
        self._asker.ask(_look(self._library))

    def install(self, name: str) -> None:
        """Download a model and make it ready."""
        library = self._library
        self._start(name, lambda context: library.install_model(name, progress=context.report, cancel=context.token))

    def import_file(self, file: Path, name: str = "") -> None:
        """Make a model of a file.

        Args:
            file: the network or its weights; a `.json` file of the same name beside it describes the model.
            name: what to call it; empty for the name its content suggests.
        """
        self._set(file=file)
        self._start(IMPORT, _import(self._library, file, name))

    def cancel_task(self) -> None:
        """Stop the download or import; the next download goes on from there."""
        if self._job is not None and self._state.task is not None:
            self._job.cancel()
            self._set(task=replace(self._state.task, stopping=True))

    def forget_file(self) -> None:
        """Do not import the file that was chosen."""
        self._set(file=None)
        self._tell_problem(IMPORT, "")

    def remove(self, name: str, *, vectors_only: bool) -> None:
        """Delete a model with its vectors, or only these."""
        library, title = self._library, self._title(name)
        self._tell_problem(name, "")
        self._set(removing=self._state.removing | {name})
        job = self._runner.start(
            # One writer at a time: a removal and an indexing run wait for each other.
            Pool.INDEX,
            "removing a model",
            lambda _: library.remove_model(name, vectors_only=vectors_only),
        )
        done = (
            later("The vectors of {model} are deleted: {size} less on this disk.")
            if vectors_only
            else later("{model} is removed: {size} less on this disk.")
        )
        job.done.connect(lambda freed: self.removed.emit(say(done, model=title, size=words.file_size(freed))))
        job.failed.connect(lambda error: self._tell_problem(name, told(error)))
        for signal in (job.done, job.failed, job.cancelled):
            signal.connect(lambda *_: self._end_removal(name))

    def _measure(self) -> None:
        """Find out how fast models are whose speed is not known, one after the other, while nothing else goes on."""
        state, overview = self._state, self._state.overview
        idle = not (state.task or state.measuring or self._indexing.state.running)
        if overview is None or not self._watched or not idle:
            return
        unknown = [model.name for model in overview.models if model.usable and model.photos_per_second is None]
        name = next((name for name in unknown if name not in self._unmeasurable), None)
        if name is None:
            return
        self._unmeasurable.add(name)  # unless it works; what fails once fails twice
        library = self._library
        self._set(measuring=name)
        job = self._runner.start(Pool.MODELS, "speed of a model", lambda _: library.measure_speed(name))
        for signal in (job.done, job.failed, job.cancelled):
            signal.connect(lambda *_: self._end_measuring())

    # -- endings

    def _recount(self) -> None:
        if self._watched:
            self.refresh()

    def _set(self, **changes: Any) -> None:  # noqa: ANN401 - the fields of ModelsState
        self._state = replace(self._state, **changes)
        self.changed.emit(self._state)

    def _title(self, name: str) -> str:
        models = self._state.overview.models if self._state.overview else ()
        return next((words.shown_name(model.title) for model in models if model.name == name), name)

    def _take_overview(self, overview: Overview) -> None:
        self._set(overview=overview)
        new, self._new = self._new, ""
        for model in overview.models:
            if model.name == new:
                self.installed.emit(model)
        self._measure()

    def _tell_problem(self, name: str, problem: str) -> None:
        others = {key: text for key, text in self._state.problems.items() if key != name}
        self._set(problems=MappingProxyType({**others, name: problem} if problem else others))

    def _start(self, name: str, work: Callable[[JobContext], ModelInfo]) -> None:
        if self._job is not None:
            return
        self._tell_problem(name, "")
        job = self._job = self._runner.start(Pool.MODELS, "a model", work)
        self._set(task=Task(name))
        job.progress.connect(self._show_progress)
        job.done.connect(self._end_task)
        job.failed.connect(self._fail_task)
        job.cancelled.connect(self._leave_task)

    def _show_progress(self, progress: Progress) -> None:
        if self._state.task is not None:
            self._set(task=replace(self._state.task, progress=progress))

    def _leave_task(self) -> None:
        self._job = None
        self._set(task=None)
        self.refresh()

    def _end_task(self, info: ModelInfo) -> None:
        self._set(file=None)
        self._new = info.name
        self._leave_task()

    def _fail_task(self, error: Exception) -> None:
        name = self._state.task.name if self._state.task else IMPORT
        self._tell_problem(name, told(error))
        self._leave_task()

    def _end_removal(self, name: str) -> None:
        self._set(removing=self._state.removing - {name})
        self.refresh()

    def _end_measuring(self) -> None:
        self._set(measuring="")
        self.refresh()


def _look(library: Library) -> Callable[[JobContext], Overview]:
    def work(_: JobContext) -> Overview:
        folder = library.paths.models
        return Overview(_told_apart(library.models()), library.status(), folder, _free(folder))

    return work


def _told_apart(models: Sequence[ModelInfo]) -> tuple[ModelInfo, ...]:
    """Models with a title of their own each: VGG16 can be imported more than once."""
    titles = Counter(model.title for model in models)
    return tuple(
        replace(model, title=f"{model.title} ({model.name})") if titles[model.title] > 1 else model for model in models
    )


def _free(folder: Path) -> int | None:
    """Free bytes on the disk of a folder that need not be there yet."""
    for place in (folder, *folder.parents):
        try:
            return shutil.disk_usage(place).free
        except FileNotFoundError:
            continue
        except OSError:
            break
    return None


def _import(library: Library, file: Path, name: str) -> Callable[[JobContext], ModelInfo]:
    def work(context: JobContext) -> ModelInfo:
        beside = file.with_suffix(".json")
        spec = beside if beside.is_file() else None
        return library.import_model(file, spec=spec, name=name or None, progress=context.report, cancel=context.token)

    return work
