"""Printing: JSON for programs, plain lines for people; any file name comes through.

JSON is ASCII with escapes, so that a name that is no valid text (its odd bytes as lone surrogates, as Python has
them) and one with a line break survive every terminal and pipe.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from photosim.core.photo import Match
from photosim.library.reports import IndexReport, LibraryStatus

INDEX_KEYS = ("added", "updated", "moved", "missing", "unchanged", "failed", "seconds", "photos_per_second")


def prepare_streams() -> None:
    """Make standard output and error take any file name instead of failing on it."""
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=errors)


def say(line: str) -> None:
    """A message for the person at the terminal, on standard error."""
    print(line, file=sys.stderr, flush=True)


def print_json(value: dict[str, Any]) -> None:
    """One JSON object on one line; flushed, so that a program reading along sees it at once."""
    print(json.dumps(value), flush=True)


def print_index_report(report: IndexReport, *, as_json: bool) -> None:
    """What an indexing run did."""
    values = {key: getattr(report, key) for key in INDEX_KEYS}
    if as_json:
        print_json(values)
        return
    found = report.added + report.updated + report.moved + report.unchanged + report.failed
    counts = ", ".join(f"{values[key]:,} {key}" for key in INDEX_KEYS[:6] if values[key] or key == "added")
    print(f"{found:,} photos: {counts} in {report.seconds:.1f} s")


def print_matches(query: str, matches: Sequence[Match], *, as_json: bool, error: str | None = None) -> None:
    """The answer to one query; a query that failed has no matches and, in JSON, says why."""
    if as_json:
        listed = [{"path": str(match.path), "score": round(match.score, 6)} for match in matches]
        answer: dict[str, Any] = {"query": query, "matches": listed}
        print_json(answer | {"error": error} if error else answer)
        return
    if error:
        return
    print(one_line(query))
    for match in matches:
        print(f"  {match.score:.3f}  {one_line(str(match.path))}")


def print_status(status: LibraryStatus, *, as_json: bool) -> None:
    """How the library stands."""
    if as_json:
        values = asdict(status)
        values["folders"] = [values_of | {"path": str(values_of["path"])} for values_of in values["folders"]]
        print_json({key: str(value) if isinstance(value, Path) else value for key, value in values.items()})
        return
    print(f"Photos    {status.photos:,}: {status.indexed:,} indexed, {status.pending:,} waiting, {_problems(status)}")
    print(f"Model     {status.model_title} ({status.model}, {status.dimension} numbers a photo)")
    print(f"Runs on   {status.provider or 'not used yet'}")
    print(f"Index     {_INDEX_WORDS[status.index].format(count=status.index_count)}")
    for folder in status.folders:
        print(
            f"Folder    {one_line(str(folder.path))} ({folder.photos:,} photos{'' if folder.online else ', offline'})"
        )
    if not status.folders:
        print("Folder    none yet; add one with: photosim index FOLDER")
    print(f"Library   {status.database}")
    print(f"Cache     {status.cache}")


_INDEX_WORDS = {
    "exact": "not needed: a library this small is searched exactly",
    "ready": "ready, {count:,} photos; newer ones are searched exactly",
    "outdated": "{count:,} photos; will be rebuilt by the next indexing run",
}


def _problems(status: LibraryStatus) -> str:
    return f"{status.failed:,} unreadable, {status.missing:,} missing, {status.offline:,} offline"


def one_line(text: str) -> str:
    """Text with its line breaks and other control characters made visible."""
    return "".join(repr(letter)[1:-1] if letter < " " or letter == "\x7f" else letter for letter in text)
