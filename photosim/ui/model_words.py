"""What the window says about models."""

from photosim.core.cancel import Progress
from photosim.library.reports import LibraryStatus, ModelInfo
from photosim.ui import words
from photosim.ui.indexing import IndexingState
from photosim.ui.language import figure, later, plural, say, tr
from photosim.ui.reasons import reason

_STORAGE = {"fp32": later("32-bit weights"), "fp16": later("16-bit weights"), "int8": later("8-bit weights")}
_SLOW_TO_REDO = 60.0
"""Seconds; below, telling how long photos would take to be looked at again is not worth the words."""


def title(model: ModelInfo) -> str:
    """Its title on one line."""
    return words.shown_name(model.title) or model.name


def origin(model: ModelInfo) -> str:
    """Where it is, and what kind of thing it is."""
    if not model.file_bytes:
        return words.SEPARATOR.join((tr("Not installed any more"), model.name))
    size = words.file_size(model.file_bytes)
    state = {
        "built-in": tr("Built in"),
        "installed": tr("Installed, {size}", size=size),
        "available": tr("{size} to download", size=size),
    }[model.state]
    if not _is_described(model):
        return words.SEPARATOR.join((state, model.name))
    licence = model.licence if model.licence_known else tr("licence not known")
    parts = (state, model.name, say(_STORAGE.get(model.storage, model.storage)), licence)
    return words.SEPARATOR.join(filter(None, parts))


def abilities(model: ModelInfo, *, measuring: bool) -> str:
    """What it makes of a photo, and how fast; empty where its description cannot be read.

    Args:
        model: the model.
        measuring: whether its speed is being measured now.
    """
    if not _is_described(model):
        return ""
    parts = [
        _together(tr("{n} numbers a photo", n=figure(model.dimension))),
        plural("{n} class for tags and words", "{n} classes for tags and words", model.classes)
        if model.classes
        else tr("look-alikes only: no tags, no search by word"),
    ]
    if measuring:
        parts.append(tr("measuring its speed…"))
    elif model.photos_per_second is not None:
        parts.append(_together(tr("{rate} photos a second here", rate=words.rate(model.photos_per_second))))
    return words.SEPARATOR.join(parts)


def _is_described(model: ModelInfo) -> bool:
    """Whether more is known of it than that it is there."""
    return model.dimension > 0 and model.file_bytes > 0


def _together(text: str) -> str:
    """A figure is not parted from what it counts."""
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def vectors(model: ModelInfo) -> str:
    """What it has looked at in this library; empty for a model that is not there."""
    if model.photos:
        photos, size = words.count(model.photos), words.file_size(model.vector_bytes)
        return tr("Vectors of {photos} take {size}", photos=photos, size=size)
    return "" if model.state == "available" else tr("No photo of this library looked at yet")


def task(name: str, progress: Progress | None, *, stopping: bool) -> str:
    """A download or import under way, in one line.

    Args:
        name: what is being installed or imported.
        progress: as last reported.
        stopping: whether it was asked to stop.
    """
    if stopping:
        return tr("Stopping…")
    if progress is None:
        return tr("Starting with {name}…", name=name)
    if progress.phase != "downloading":
        return tr("Making {name} ready…", name=name)
    done, total = words.file_size(progress.done), words.file_size(progress.total)
    parts = [tr("Downloading {done} of {total}", done=done, total=total)]
    if progress.rate:
        parts.append(tr("{size}/s", size=words.file_size(round(progress.rate))))
    if progress.seconds_left is not None:
        parts.append(words.time_left(progress.seconds_left))
    return words.SEPARATOR.join(parts)


def switch(state: IndexingState) -> str:
    """How far the change to the model that is wanted is, in one line."""
    assert state.switch is not None, "told of a switch only"
    if state.switching:
        return words.switching(state.switch, state.progress)
    done, photos = figure(state.switch.done), words.count(state.switch.total)
    if state.paused:
        return tr("Switching is paused: {done} of {photos} looked at", done=done, photos=photos)
    if state.failed:
        return tr("Switching has stopped: {done} of {photos} looked at", done=done, photos=photos)
    if state.running:
        return tr(
            "Switching goes on when the folders have been looked through: {done} of {photos} looked at",
            done=done,
            photos=photos,
        )
    return tr("Switching: {done} of {photos} looked at", done=done, photos=photos)


def removal(model: ModelInfo, *, vectors_only: bool) -> str:
    """What goes when a model or its vectors are deleted, and what it would cost to get it back."""
    photos, size, name = words.count(model.photos), words.file_size(model.vector_bytes), title(model)
    if vectors_only:
        question = tr("Delete the vectors of {photos} ({size})?", photos=photos, size=size)
        return " ".join((question, _again(model)))
    if not model.file_bytes:
        return tr(
            "Remove what is left of {model}, the vectors of {photos} ({size})?", model=name, photos=photos, size=size
        )
    files = words.file_size(model.file_bytes)
    if not model.photos:
        question = tr("Remove {model} and its files ({files})?", model=name, files=files)
        return " ".join((question, tr("To use it again, it would have to be installed again.")))
    question = tr(
        "Remove {model} and its files ({files}), and with them the vectors of {photos} ({size})?",
        model=name,
        files=files,
        photos=photos,
        size=size,
    )
    return " ".join((question, _installed_again(model)))


def _again(model: ModelInfo) -> str:
    """What it costs to use a model again whose vectors are gone."""
    photos, name, time = words.count(model.photos), title(model), _time_to_redo(model)
    if not time:
        return tr("To use {model} again, {photos} would have to be looked at again.", model=name, photos=photos)
    return tr(
        "To use {model} again, {photos} would have to be looked at again, which takes {time} or more.",
        model=name,
        photos=photos,
        time=time,
    )


def _installed_again(model: ModelInfo) -> str:
    """The same of a model that is gone itself."""
    photos, time = words.count(model.photos), _time_to_redo(model)
    if not time:
        return tr(
            "To use it again, it would have to be installed again, and {photos} would have to be looked at again.",
            photos=photos,
        )
    return tr(
        "To use it again, it would have to be installed again, and {photos} would have to be looked at again, "
        "which takes {time} or more.",
        photos=photos,
        time=time,
    )


def _time_to_redo(model: ModelInfo) -> str:
    seconds = model.photos / model.photos_per_second if model.photos_per_second else 0.0
    return words.duration(seconds) if seconds >= _SLOW_TO_REDO else ""


def runs_on(status: LibraryStatus) -> str:
    """What runs the model in use, and with which onnxruntime."""
    provider = tr("Runs on {provider}", provider=status.provider) if status.provider else ""
    return words.SEPARATOR.join(filter(None, (provider, status.runtime)))


def provider_problem(status: LibraryStatus) -> str:
    """Why the model does not run on what was hoped for, and which onnxruntime that is about; empty if it does."""
    if not status.provider_problem:
        return ""
    told = not status.runtime or status.runtime in status.provider_problem
    installed = "" if told else tr("Installed: {runtime}.", runtime=status.runtime)
    return " ".join(filter(None, (words.sentence(reason(status.provider_problem)), installed)))
