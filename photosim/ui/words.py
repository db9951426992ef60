"""Figures and states in words, as the window shows them."""

import re
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from photosim.core.cancel import Phase, Progress
from photosim.library.views import Speed
from photosim.ui.language import figure, later, plural, say, tr

if TYPE_CHECKING:
    from photosim.library.reports import LibraryStatus, SwitchState

SEPARATOR = " \N{MIDDLE DOT} "
_LONGEST_QUOTE = 60
_BREAK = 12
_LONG_WORD = re.compile(r"[^\s/-]{25,}")


def count(number: int) -> str:
    """`1 photo`, `1,204 photos`."""
    return plural("{n} photo", "{n} photos", number)


def file_size(size: int) -> str:
    """Bytes in the unit people say: `3.4 MB`."""
    if size < 1000:
        return tr("{size} bytes", size=figure(size))
    value = size / 1000
    for unit in (later("{size} kB"), later("{size} MB")):
        if value < 1000:
            return say(unit, size=rate(value, 100))
        value /= 1000
    return tr("{size} GB", size=rate(value, 100))


def time_left(seconds: float) -> str:
    """`17 min left`."""
    return tr("{duration} left", duration=duration(seconds)) if seconds >= 60 else tr("less than a minute left")


def duration(seconds: float) -> str:
    """`17 min`, `2 h 5 min`."""
    hours, minutes = divmod(round(seconds / 60), 60)
    return (
        tr("{hours} h {minutes} min", hours=hours, minutes=minutes) if hours else tr("{minutes} min", minutes=minutes)
    )


def progress(state: Progress) -> str:
    """What indexing, or looking for duplicates, is doing, in one line."""
    match state.phase:
        case "scanning":
            found = [plural("{n} photo so far", "{n} photos so far", state.done)] if state.done else []
            return SEPARATOR.join([tr("Looking for photos"), *found])
        case "sorting":
            return tr("Sorting the search index")
        case "learning":
            return tr("Learning the albums")
    done = say(_counted(state.phase), done=figure(state.done), total=figure(state.total))
    return SEPARATOR.join([done, *_pace(state)])


def _counted(phase: Phase) -> str:
    """The sentence about how many photos a phase is through with."""
    match phase:
        case "dating":
            return later("Reading when photos were taken: {done} of {total}")
        case "reading":
            return later("Reading photos: {done} of {total}")
        case "comparing":
            return later("Comparing photos: {done} of {total}")
        case "checking":
            return later("Looking closely at what is alike: {done} of {total}")
        case _:
            return later("Looking at photos {done} of {total}")


def _pace(state: Progress) -> list[str]:
    parts = []
    if state.rate:
        parts.append(tr("{rate} photos/s", rate=rate(state.rate)))
    if state.seconds_left is not None:
        parts.append(time_left(state.seconds_left))
    return parts


def rate(number: float, whole: int = 10) -> str:
    """`48`, `5.7`: with a decimal below `whole`."""
    return figure(number) if number >= whole else figure(number, 1)


def done_of(state: Progress | None, switch: "SwitchState | None" = None) -> tuple[int, int]:
    """How much is done of how much; nothing of nothing while that is not known.

    Args:
        state: of a run.
        switch: the change of model that the run works at, as it stood at its begin; the run counts only what was
            missing then.
    """
    phase = state.phase if state is not None and state.total > 0 else ""
    if switch is not None:
        looking = state is not None and phase == "looking"
        return (switch.total - state.total + state.done if state and looking else switch.done), switch.total
    return (state.done, state.total) if state and phase in {"dating", "looking"} else (0, 0)


def switching(switch: "SwitchState", state: Progress | None = None) -> str:
    """A change of model that is not through, in one line.

    Args:
        switch: as it stood when last counted.
        state: of the run that works at it, if there is one.
    """
    model = shown_name(switch.title)
    if state is not None and state.phase in {"sorting", "learning"}:
        step = tr("sorting the search index") if state.phase == "sorting" else tr("learning the albums")
        return SEPARATOR.join((tr("Switching to {model}", model=model), step))
    done, total = done_of(state, switch)
    parts = [tr("Switching to {model}: {done} of {total}", model=model, done=figure(done), total=figure(total))]
    return SEPARATOR.join([*parts, *(_pace(state) if state else ())])


def library(status: "LibraryStatus") -> str:
    """What the library holds while nothing is going on."""
    if not status.folders:
        return ""
    here = status.indexed + status.pending + status.failed
    parts = [count(here)]
    if status.pending:
        parts.append(tr("{n} not looked at yet", n=figure(status.pending)))
    if status.offline:
        parts.append(tr("{n} in folders that are not there now", n=figure(status.offline)))
    return SEPARATOR.join(parts)


def shown_folder(path: Path) -> str:
    """A folder as people know it: below the home folder from `~` on."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)


def shown_name(name: str) -> str:
    """A file name on one line: control characters and bytes that are no text become visible marks."""
    clean = name.encode("utf-8", "replace").decode("utf-8")
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in clean)


def breakable(text: str) -> str:
    """The same, but words that are longer than a narrow line may be broken: a line is as wide as its longest word."""
    return _LONG_WORD.sub(lambda found: "\N{ZERO WIDTH SPACE}".join(textwrap.wrap(found[0], _BREAK)), text)


def quoted(text: str) -> str:
    """What the user typed, in quotation marks, on one line and not longer than a heading bears."""
    clean = shown_name(" ".join(text.split()))
    if len(clean) > _LONGEST_QUOTE:
        clean = clean[: _LONGEST_QUOTE - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
    return tr("\N{LEFT DOUBLE QUOTATION MARK}{text}\N{RIGHT DOUBLE QUOTATION MARK}", text=clean)


def listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return tr("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


def sentence(phrase: str) -> str:
    """The same with a capital and a full stop, to stand by itself; a name such as `vgg16.onnx` stays as it is."""
    first = phrase.split(maxsplit=1)[0].rstrip(",;:") if phrase.strip() else ""
    begin = phrase[:1].upper() if first.isalpha() else phrase[:1]
    return begin + phrase[1:] + ("" if phrase.endswith((".", "!", "?")) else ".")


def speeds() -> dict[Speed, tuple[str, str]]:
    """How much of the computer indexing may take: each in a word or two, and what that means."""
    return {
        "eco": (tr("Gentle"), tr("Half of the processor at the lowest priority: quiet, and easy on a battery.")),
        "normal": (tr("Normal"), tr("Quick, but other programs go first.")),
        "fast": (tr("Fast"), tr("All of the processor. Other programs may feel slow meanwhile.")),
    }
