"""Runs the quality suites; exit status 1 if a target is missed."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from tests.quality import albums, cutting, duplicates, focus, tags, text, words
from tests.quality.report import Suite

SUITES: dict[str, Callable[[Path], Suite]] = {
    "tags": tags.run,
    "focus": focus.run_class,
    "focus-group": focus.run_group,
    "albums": albums.run,
    "cutting": cutting.run,
    "words": words.run,
    "text": text.run,
    "duplicates": duplicates.run,
}


def main() -> int:
    """Run what was asked for, print tables, write JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument("--images", type=Path, required=True, help="folder with one photo a class, in class order")
    parser.add_argument("--json", type=Path, help="write the figures to this file, too")
    parser.add_argument("--suite", choices=SUITES, action="append", help="only this one; may be repeated")
    arguments = parser.parse_args()
    if not arguments.images.is_dir():
        parser.error(f"{arguments.images} is not a folder")
    results = []
    for name in arguments.suite or SUITES:
        results.append(SUITES[name](arguments.images))
        print(results[-1].table(), end="\n\n", flush=True)
    if arguments.json:
        arguments.json.parent.mkdir(parents=True, exist_ok=True)
        figures = {result.name: result.as_json() for result in results}
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    misses = [miss for result in results for miss in result.misses]
    for miss in misses:
        print(miss, file=sys.stderr)
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())
