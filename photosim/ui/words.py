"""Figures and states in words, as the window shows them; knows nothing of Qt."""

import re
import textwrap
from collections.abc import Sequence
from pathlib import Path

from photosim.core.cancel import Progress
from photosim.library.reports import LibraryStatus, SwitchState

SEPARATOR = " \N{MIDDLE DOT} "
_LONGEST_QUOTE = 60
_BREAK = 12
_LONG_WORD = re.compile(r"[^\s/-]{25,}")
_FINISHING = {"sorting": "sorting the search index", "learning": "learning the albums"}


def count(number: int, noun: str = "photo") -> str:
    """`1 photo`, `1,204 photos`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def file_size(size: int) -> str:
    """Bytes in the unit people say: `3.4 MB`."""
    value = float(size)
    for unit in ("bytes", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            break
        value /= 1000
    return f"{value:.0f} {unit}" if value >= 100 or unit == "bytes" else f"{value:.1f} {unit}"


def time_left(seconds: float) -> str:
    """`17 min left`."""
    if seconds < 60:
        return "less than a minute left"
    minutes = round(seconds / 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min left"
    return f"{minutes} min left"


def progress(state: Progress) -> str:
    """What indexing is doing, in one line."""
    if state.phase == "scanning":
        return "Looking for photos" + (f"{SEPARATOR}{count(state.done)} so far" if state.done else "")
    if state.phase == "sorting":
        return "Sorting the search index"
    return SEPARATOR.join([f"Looking at photos {state.done:,} of {state.total:,}", *_pace(state)])


def _pace(state: Progress) -> list[str]:
    parts = []
    if state.rate:
        parts.append(f"{rate(state.rate)} photos/s")
    if state.seconds_left is not None:
        parts.append(time_left(state.seconds_left))
    return parts


def rate(number: float) -> str:
    """`48`, `5.7`."""
    return f"{number:.0f}" if number >= 10 else f"{number:.1f}"


def done_of(state: Progress | None, switch: SwitchState | None = None) -> tuple[int, int]:
    """How much is done of how much; nothing of nothing while that is not known.

    Args:
        state: of a run.
        switch: the change of model that the run works at, as it stood at its begin; the run counts only what was
            missing then.
    """
    known = state is not None and state.phase == "looking" and state.total > 0
    if switch is not None:
        return (switch.total - state.total + state.done if state and known else switch.done), switch.total
    return (state.done, state.total) if state and known else (0, 0)


def switching(switch: SwitchState, state: Progress | None = None) -> str:
    """A change of model that is not through, in one line.

    Args:
        switch: as it stood when last counted.
        state: of the run that works at it, if there is one.
    """
    if state is not None and state.phase in {"sorting", "learning"}:
        return f"Switching to {shown_name(switch.title)}{SEPARATOR}{_FINISHING[state.phase]}"
    done, total = done_of(state, switch)
    parts = [f"Switching to {shown_name(switch.title)}: {done:,} of {total:,}"]
    return SEPARATOR.join([*parts, *(_pace(state) if state else ())])


def library(status: LibraryStatus) -> str:
    """What the library holds while nothing is going on."""
    if not status.folders:
        return ""
    here = status.indexed + status.pending + status.failed
    parts = [count(here)]
    if status.pending:
        parts.append(f"{status.pending:,} not looked at yet")
    if status.offline:
        parts.append(f"{status.offline:,} in folders that are not there now")
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
    return f"\N{LEFT DOUBLE QUOTATION MARK}{clean}\N{RIGHT DOUBLE QUOTATION MARK}"


def listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def sentence(phrase: str) -> str:
    """The same with a capital and a full stop, to stand by itself; a name such as `vgg16.onnx` stays as it is."""
    first = phrase.split(maxsplit=1)[0].rstrip(",;:") if phrase.strip() else ""
    begin = phrase[:1].upper() if first.isalpha() else phrase[:1]
    return begin + phrase[1:] + ("" if phrase.endswith((".", "!", "?")) else ".")
