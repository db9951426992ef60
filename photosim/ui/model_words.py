"""What the window says about models; knows nothing of Qt."""

from photosim.core.cancel import Progress
from photosim.library.reports import LibraryStatus, ModelInfo
from photosim.ui import words
from photosim.ui.indexing import IndexingState

_STORAGE = {"fp32": "32-bit weights", "fp16": "16-bit weights", "int8": "8-bit weights"}
_SLOW_TO_REDO = 60.0
"""Seconds; below, telling how long photos would take to be looked at again is not worth the words."""


def title(model: ModelInfo) -> str:
    """Its title on one line."""
    return words.shown_name(model.title) or model.name


def origin(model: ModelInfo) -> str:
    """Where it is, and what kind of thing it is."""
    if not model.file_bytes:
        return words.SEPARATOR.join(("Not installed any more", model.name))
    size = words.file_size(model.file_bytes)
    state = {
        "built-in": "Built in",
        "installed": f"Installed, {size}",
        "available": f"{size} to download",
    }[model.state]
    if not _is_described(model):
        return words.SEPARATOR.join((state, model.name))
    licence = model.licence if model.licence_known else "licence not known"
    parts = (state, model.name, _STORAGE.get(model.storage, model.storage), licence)
    return words.SEPARATOR.join(filter(None, parts))


def abilities(model: ModelInfo, *, measuring: bool) -> str:
    """What it makes of a photo, and how fast; empty where its description cannot be read.

    Args:
        model: the model.
        measuring: whether its speed is being measured now.
    """
    if not _is_described(model):
        return ""
    classes = "1 class" if model.classes == 1 else f"{model.classes:,} classes"
    parts = [
        _together(f"{model.dimension:,} numbers a photo"),
        f"{classes} for tags and words" if model.classes else "look-alikes only: no tags, no search by word",
    ]
    if measuring:
        parts.append("measuring its speed\N{HORIZONTAL ELLIPSIS}")
    elif model.photos_per_second is not None:
        parts.append(_together(f"{words.rate(model.photos_per_second)} photos a second here"))
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
        return f"Vectors of {words.count(model.photos)} take {words.file_size(model.vector_bytes)}"
    return "" if model.state == "available" else "No photo of this library looked at yet"


def task(name: str, progress: Progress | None, *, stopping: bool) -> str:
    """A download or import under way, in one line.

    Args:
        name: what is being installed or imported.
        progress: as last reported.
        stopping: whether it was asked to stop.
    """
    if stopping:
        return "Stopping\N{HORIZONTAL ELLIPSIS}"
    if progress is None:
        return f"Starting with {name}\N{HORIZONTAL ELLIPSIS}"
    if progress.phase != "downloading":
        return f"Making {name} ready\N{HORIZONTAL ELLIPSIS}"
    parts = [f"Downloading {words.file_size(progress.done)} of {words.file_size(progress.total)}"]
    if progress.rate:
        parts.append(f"{words.file_size(round(progress.rate))}/s")
    if progress.seconds_left is not None:
        parts.append(words.time_left(progress.seconds_left))
    return words.SEPARATOR.join(parts)


def switch(state: IndexingState) -> str:
    """How far the change to the model that is wanted is, in one line."""
    assert state.switch is not None, "told of a switch only"
    if state.switching:
        return words.switching(state.switch, state.progress)
    done = f"{state.switch.done:,} of {words.count(state.switch.total)} looked at"
    if state.paused:
        return f"Switching is paused: {done}"
    if state.failed:
        return f"Switching has stopped: {done}"
    if state.running:
        return f"Switching goes on when the folders have been looked through: {done}"
    return f"Switching: {done}"


def removal(model: ModelInfo, *, vectors_only: bool) -> str:
    """What goes when a model or its vectors are deleted, and what it would cost to get it back."""
    photos, size = words.count(model.photos), words.file_size(model.vector_bytes)
    again = f"{photos} would have to be looked at again{_about(model)}"
    if vectors_only:
        return f"Delete the vectors of {photos} ({size})? To use {title(model)} again, {again}."
    if not model.file_bytes:
        return f"Remove what is left of {title(model)}, the vectors of {photos} ({size})?"
    files = f"Remove {title(model)} and its files ({words.file_size(model.file_bytes)})"
    if not model.photos:
        return f"{files}? To use it again, it would have to be installed again."
    return (
        f"{files}, and with them the vectors of {photos} ({size})? To use it again, it would have to be installed "
        f"again, and {again}."
    )


def _about(model: ModelInfo) -> str:
    if not model.photos_per_second:
        return ""
    seconds = model.photos / model.photos_per_second
    if seconds < _SLOW_TO_REDO:
        return ""
    return f", which takes {words.time_left(seconds).removesuffix(' left')} or more"


def runs_on(status: LibraryStatus) -> str:
    """What runs the model in use, and with which onnxruntime."""
    provider = f"Runs on {status.provider}" if status.provider else ""
    return words.SEPARATOR.join(filter(None, (provider, status.runtime)))


def provider_problem(status: LibraryStatus) -> str:
    """Why the model does not run on what was hoped for, and which onnxruntime that is about; empty if it does."""
    if not status.provider_problem:
        return ""
    told = not status.runtime or status.runtime in status.provider_problem
    installed = "" if told else f" Installed: {status.runtime}."
    return words.sentence(status.provider_problem) + installed
