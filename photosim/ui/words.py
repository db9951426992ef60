"""Figures and states in words, as the window shows them; knows nothing of Qt."""

from collections.abc import Sequence
from pathlib import Path

from photosim.core.cancel import Progress
from photosim.library.reports import LibraryStatus

SEPARATOR = " \N{MIDDLE DOT} "
_LONGEST_QUOTE = 60


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
    parts = [f"Looking at photos {state.done:,} of {state.total:,}"]
    if state.rate:
        parts.append(f"{state.rate:.0f} photos/s" if state.rate >= 10 else f"{state.rate:.1f} photos/s")
    if state.seconds_left is not None:
        parts.append(time_left(state.seconds_left))
    return SEPARATOR.join(parts)


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
    """The same with a capital and a full stop, to stand by itself."""
    return phrase[:1].upper() + phrase[1:] + ("" if phrase.endswith((".", "!", "?")) else ".")
