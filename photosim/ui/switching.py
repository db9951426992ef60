"""What the window asks the library when the user changes the model; each function here runs on a worker."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from photosim.library import Library
from photosim.ui.jobs import JobContext

if TYPE_CHECKING:
    from photosim.library.reports import LibraryStatus, SwitchReport, SwitchState


@dataclass(frozen=True, slots=True)
class Switched:
    """Another model answers now.

    Attributes:
        before: title of the one before.
        now: title of the one in use.
        tagging_off: why there are no tags and no focus with it, empty if there are.
    """

    before: str
    now: str
    tagging_off: str


@dataclass(frozen=True, slots=True)
class SwitchEnd:
    """How a run for a change of model ended.

    Attributes:
        report: the library's own.
        switched: what has changed, None if nothing has.
        pending: the change that is still wanted.
    """

    report: "SwitchReport"
    switched: Switched | None
    pending: "SwitchState | None"


def choose_model(library: Library, name: str) -> Callable[[JobContext], "Switched | SwitchState | None"]:
    """Want a model: what changed at once, or what is to be done before it does; None if it is in use already."""

    def work(_: JobContext) -> "Switched | SwitchState | None":
        before = library.status()
        library.choose_model(name)
        return _change(library, before) or library.pending_switch()

    return work


def go_on_switching(library: Library) -> Callable[[JobContext], SwitchEnd]:
    """Look at what the wanted model has not looked at yet, then change."""

    def work(context: JobContext) -> SwitchEnd:
        before = library.status()
        report = library.go_on_switching(progress=context.report, cancel=context.token)
        return SwitchEnd(report, _change(library, before), library.pending_switch())

    return work


def cancel_switch(library: Library) -> Callable[[JobContext], "SwitchState | None"]:
    """Want no other model any more."""

    def work(_: JobContext) -> "SwitchState | None":
        library.cancel_switch()
        return library.pending_switch()

    return work


def _change(library: Library, before: "LibraryStatus") -> Switched | None:
    after = library.status()
    if after.model == before.model:
        return None
    same = before.model_title == after.model_title
    old, new = (f"{one.model_title} ({one.model})" if same else one.model_title for one in (before, after))
    return Switched(old, new, library.tagging_off() or "")
