"""Printing what the library answers: JSON for programs, plain lines for people.

JSON is ASCII with escapes, so that a name that is no valid text (its odd bytes as lone surrogates, as Python has
them) and one with a line break survive every terminal and pipe.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from photosim.cli.streams import one_line, say, write
from photosim.core.photo import Match
from photosim.library.reports import Found, IndexReport, Label, LearnReport, LibraryStatus, SwitchState, Tag, Word

INDEX_KEYS = ("added", "updated", "moved", "missing", "unchanged", "failed", "seconds", "photos_per_second")


def print_json(value: dict[str, Any]) -> None:
    """One JSON object on one line."""
    write(json.dumps(value))


def print_index_report(report: IndexReport, *, as_json: bool) -> None:
    """What an indexing run did."""
    values = {key: getattr(report, key) for key in INDEX_KEYS}
    if as_json:
        print_json(values)
        return
    found = report.added + report.updated + report.moved + report.unchanged + report.failed
    counts = ", ".join(f"{values[key]:,} {key}" for key in INDEX_KEYS[:6] if values[key] or key == "added")
    write(f"{found:,} photos: {counts} in {report.seconds:.1f} s")


def print_matches(query: str, matches: Sequence[Match], *, as_json: bool, error: str | None = None) -> None:
    """The answer to one query; a query that failed has no matches and, in JSON, says why."""
    if as_json:
        answer: dict[str, Any] = {"query": query, "matches": _listed(matches)}
        print_json(answer | {"error": error} if error else answer)
        return
    if error:
        return
    write(one_line(query))
    for match in matches:
        write(f"  {match.score:.3f}  {one_line(str(match.path))}")


def _listed(matches: Sequence[Match]) -> list[dict[str, Any]]:
    return [{"path": str(match.path), "score": round(match.score, 6)} for match in matches]


def print_found(query: str, found: Found | None, *, as_json: bool, error: str | None = None) -> None:
    """What a text found, and how it was understood; in JSON, `suggestions` only where there are any."""
    if as_json:
        answer: dict[str, Any] = {"query": query, "matches": _listed(found.matches if found else ())}
        if found:
            answer["understood"] = found.understood
            if found.suggestions:
                answer["suggestions"] = list(found.suggestions)
        print_json(answer | {"error": error} if error else answer)
        return
    if found is None:
        return
    write(one_line(found.understood))
    if found.suggestions:
        write(f"  did you mean: {', '.join(found.suggestions)}?")
    for match in found.matches:
        write(f"  {match.score:.3f}  {one_line(str(match.path))}")


def print_words(query: str, words: Sequence[Word], *, as_json: bool, error: str | None = None) -> None:
    """Words near a word."""
    if as_json:
        answer: dict[str, Any] = {
            "query": query,
            "words": [{"word": word.word, "score": round(word.score, 6)} for word in words],
        }
        print_json(answer | {"error": error} if error else answer)
        return
    if error:
        return
    write(one_line(query))
    for word in words:
        write(f"  {word.score:.3f}  {one_line(word.word)}")


def print_tags(query: str, tags: Sequence[Tag], *, as_json: bool, error: str | None = None) -> None:
    """What a photo shows; to people, only what is certain enough, or else that nothing is."""
    if as_json:
        listed = [{"tag": tag.name, "wnid": tag.wnid, "probability": round(tag.probability, 6)} for tag in tags]
        answer: dict[str, Any] = {"query": query, "tags": listed}
        print_json(answer | {"error": error} if error else answer)
        return
    if error:
        return
    write(one_line(query))
    shown = [tag for tag in tags if tag.shown]
    if tags and not shown:
        write(f"  nothing certain; perhaps {tags[0].name} ({tags[0].probability:.0%})")
    for tag in shown:
        write(f"  {tag.probability:4.0%}  {one_line(tag.name)}")


def print_tag_counts(
    counts: Sequence[tuple[Label, int]], chosen: Sequence[Label], paths: Sequence[Path], *, as_json: bool
) -> None:
    """How many photos have which tags; with a filter, those photos, too.

    Args:
        counts: labels with at least one photo, most photos first.
        chosen: the filter, empty for the whole library.
        paths: the photos that match all of the filter.
        as_json: one JSON object instead of lines.
    """
    if as_json:
        listed = [{"tag": label.name, "key": label.key, "kind": label.kind, "photos": n} for label, n in counts]
        answer: dict[str, Any] = {"tags": listed}
        if chosen:
            matches = [{"path": str(path)} for path in paths]
            answer = {"filter": [label.name for label in chosen], "matches": matches} | answer
        print_json(answer)
        return
    if chosen:
        write(f"{len(paths):,} photos: {one_line(', '.join(label.name for label in chosen))}")
        for path in paths:
            write(f"  {one_line(str(path))}")
        return
    for label, photos in counts:
        detail = f"  ({label.detail})" if label.detail else ""
        write(f"{photos:8,}  {one_line(label.name)}{detail}")
    if not counts:
        say("photosim: no photo has a tag yet; run: photosim index FOLDER")


def print_learn_report(report: LearnReport, *, as_json: bool) -> None:
    """What was learnt, and how well."""
    if as_json:
        values = asdict(report)
        for key in ("albums", "left_out"):
            values[key] = [{"name": name, "photos": photos} for name, photos in values[key]]
        print_json(values)
        return
    for name, photos in report.albums:
        write(f"{photos:8,}  {one_line(name)}")
    if report.left_out:
        few = ", ".join(f"{one_line(name)} ({photos})" for name, photos in report.left_out)
        write(f"Left out, too few photos: {few}")
    write(
        f"Learnt {len(report.albums):,} albums in {report.seconds:.1f} s. Of photos held back, {report.accuracy:.0%} "
        f"were given their own album; always naming the largest would reach {report.chance:.0%}."
    )


def print_status(status: LibraryStatus, *, as_json: bool) -> None:
    """How the library stands."""
    if as_json:
        values = asdict(status)
        values["folders"] = [values_of | {"path": str(values_of["path"])} for values_of in values["folders"]]
        print_json({key: str(value) if isinstance(value, Path) else value for key, value in values.items()})
        return
    write(f"Photos    {status.photos:,}: {status.indexed:,} indexed, {status.pending:,} waiting, {_problems(status)}")
    write(f"Model     {status.model_title} ({status.model}, {status.dimension} numbers a photo)")
    write(f"Runs on   {status.provider or 'not used yet'} ({status.runtime})")
    if status.provider_problem:
        write(f"          {one_line(status.provider_problem)}")
    if status.switch:
        write(f"Changing  to {one_line(status.switch.title)}, {switch_progress(status.switch)}")
    write(f"Index     {_INDEX_WORDS[status.index].format(count=status.index_count)}")
    for folder in status.folders:
        write(
            f"Folder    {one_line(str(folder.path))} ({folder.photos:,} photos{'' if folder.online else ', offline'})"
        )
    if not status.folders:
        write("Folder    none yet; add one with: photosim index FOLDER")
    write(f"Library   {status.database}")
    write(f"Cache     {status.cache}")


def switch_progress(switch: SwitchState) -> str:
    """How far a change of model is, and the call that goes on with it."""
    done = f"{switch.done:,} of {switch.total:,} photos looked at"
    return f"{done}; go on with: photosim models use {switch.name}"


_INDEX_WORDS = {
    "exact": "not needed: a library this small is searched exactly",
    "ready": "ready, {count:,} photos; newer ones are searched exactly",
    "outdated": "{count:,} photos; will be rebuilt by the next indexing run",
}


def _problems(status: LibraryStatus) -> str:
    parts = f"{status.failed:,} unreadable, {status.missing:,} missing, {status.offline:,} offline"
    return f"{parts}, {status.hidden:,} hidden" if status.hidden else parts
