"""The calls that answer queries: one line of JSON, or a few lines for people, for each query, in their order.

A query that fails is told in its place and does not stop those after it; the exit status is then 1. What would make
every query fail, as a focus nobody knows, ends the call at once.
"""

import argparse
import codecs
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from photosim.cli.opening import open_library
from photosim.cli.output import print_found, print_matches, print_tag_counts, print_tags, print_words
from photosim.cli.streams import say
from photosim.errors import NotIndexedError, UserError
from photosim.library import Library
from photosim.library.views import ALL, Filter

_BUILT_IN: Final = "built-in"


def similar(options: argparse.Namespace) -> int:
    """`photosim similar IMAGE...`."""
    with open_library(options) as library:
        # Asked for once: an unknown or ambiguous name is the same for every query.
        focus = library.label(options.focus).key if options.focus is not None else None
        within, method = _within(library, options), options.focus_method
        queries = _queries(options.images, options.batch)
        together = list(queries) if options.together else None
        if together is not None:
            queries = iter([", ".join(together)] if together else [])

        def ask(query: str) -> None:
            matches = library.similar(together or query, options.k, focus, options.region, method, within)
            print_matches(query, matches, as_json=options.json)

        return _each(
            queries,
            ask,
            lambda query, why: print_matches(query, [], as_json=options.json, error=why),
        )


def find(options: argparse.Namespace) -> int:
    """`photosim find TEXT`: all words together are one text."""
    texts = [" ".join(options.text)] if options.text else []
    with open_library(options) as library:
        within = _within(library, options)

        def ask(query: str) -> None:
            found = library.find_photos(query, options.k, options.like, options.region, within)
            print_found(query, found, as_json=options.json)

        return _each(
            _queries(texts, options.batch),
            ask,
            lambda query, why: print_found(query, None, as_json=options.json, error=why),
        )


def words(options: argparse.Namespace) -> int:
    """`photosim words WORD...`."""
    with open_library(options) as library:
        if options.vectors is not None:
            info = library.use_words(None if options.vectors == _BUILT_IN else Path(options.vectors))
            source = "that came with photosim" if info.source is None else f"from {info.source}"
            say(f"photosim: using the {info.count:,} words of {info.dimension} dimensions {source}")

        def ask(query: str) -> None:
            print_words(query, library.words(query, options.k), as_json=options.json)

        return _each(
            _queries(options.words, options.batch),
            ask,
            lambda query, why: print_words(query, [], as_json=options.json, error=why),
        )


def tags(options: argparse.Namespace) -> int:
    """`photosim tags IMAGE...`, and without a photo the tags of the whole library."""
    with open_library(options) as library:
        if not options.images and not options.batch:
            return _tags_of_library(library, options)

        def ask(query: str) -> None:
            print_tags(query, library.tags(query, options.k, options.region), as_json=options.json)

        return _each(
            _queries(options.images, options.batch),
            ask,
            lambda query, why: print_tags(query, [], as_json=options.json, error=why),
        )


def _within(library: Library, options: argparse.Namespace) -> Filter:
    """Which photos may be answered with.

    Raises:
        UserError: there is none.
    """
    if options.folder is None:
        return ALL
    folder = Path(os.path.abspath(options.folder))  # noqa: PTH100 - as the catalogue has it; links stay as they are
    if not library.filtered(Filter(folder=folder)):
        message = f"no photo of the library lies in {folder}"
        raise UserError(message)
    return Filter(folder=folder)


def _tags_of_library(library: Library, options: argparse.Namespace) -> int:
    chosen = [library.label(name) for name in options.filter]
    keys = [label.key for label in chosen]
    counted = library.tag_counts(keys)
    labels = [(label, counted[label.key]) for label in library.labels() if label.key in counted]
    labels.sort(key=lambda pair: -pair[1])
    photos = library.photos(library.tagged(keys)) if chosen else {}
    print_tag_counts(labels, chosen, [photo.path for photo in photos.values()], as_json=options.json)
    return 0


def _each(queries: Iterable[str], ask: Callable[[str], None], tell: Callable[[str, str], None]) -> int:
    """Answer every query; returns the exit status.

    Args:
        queries: one at a time, as they come in.
        ask: answers a query and prints it.
        tell: prints that a query failed, and why.
    """
    failures = 0
    for query in queries:
        try:
            ask(query)
        except NotIndexedError:
            raise  # the same for every query
        except UserError as error:
            failures += 1
            say(f"photosim: {error}")
            tell(query, str(error))
    return 1 if failures else 0


def _queries(given: Iterable[str], batch: str | None) -> Iterator[str]:
    """What to ask: the queries of the command line, then those of the batch file."""
    yield from given
    if batch == "-":
        yield from _lines(sys.stdin.buffer)
    elif batch:
        try:
            with Path(batch).open("rb") as file:
                yield from _lines(file)
        except OSError as error:
            message = f"cannot read the batch file {batch}: {error.strerror or error}"
            raise UserError(message) from error


def _lines(stream: Iterable[bytes]) -> Iterator[str]:
    """Lines without their ends, blank ones left out, as file names are decoded; odd bytes become lone surrogates."""
    for number, line in enumerate(stream):
        text = line.rstrip(b"\r\n")
        if number == 0:
            text = text.removeprefix(codecs.BOM_UTF8)  # Windows' Notepad writes one
        if text.strip():
            # Not `os.fsdecode`, which on Windows fails on what is not UTF-8.
            yield text.decode(sys.getfilesystemencoding(), "surrogateescape")
