"""`python -m tests.benchmarks`: run subjects, print the table, write `results.json` and `results.png`."""

import argparse
import importlib
import json
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks import chart, machine
from tests.benchmarks.rows import Row, table
from tests.benchmarks.setting import Setting

SUBJECTS: Final = {
    "startup": "startup",
    "window": "window",
    "heartbeat": "heartbeat",
    "scrolling": "scrolling",
    "rescan": "rescan",
    "fresh": "fresh",
    "search": "search",
    "focus": "focus",
    "search-long": "search_long",
    "build": "build",
    "words": "words",
    "find": "find",
    "lists": "lists",
    "indexing": "indexing",
    "memory": "memory",
    "vgg16": "vgg16",
    "storage": "storage_forms",
    "search-1m": "search_million",
}
"""Names and modules, in the order they are run."""
_ONLY_WHEN_ASKED: Final = {"search-1m"}


def main(arguments: Sequence[str]) -> int:
    """Exit status 0 whatever the figures are: they are for reading; a subject that breaks ends the run."""
    options = _parse(arguments)
    out = options.out.absolute()
    setting = Setting(out, options.quick, options.images and options.images.absolute(), _say)
    chosen = options.only or [name for name in SUBJECTS if name not in _ONLY_WHEN_ASKED]
    facts, rows, start = machine.facts(), list[Row](), time.monotonic()
    try:
        for name in chosen:
            _say(f"{name} ...")
            rows += importlib.import_module(f"tests.benchmarks.{SUBJECTS[name]}").measure(setting)
    finally:
        shutil.rmtree(out / "scratch", ignore_errors=True)
        _write(out, rows, facts, quick=options.quick)
    print(f"{facts['cpu']}, {facts['cores']} cores; {time.monotonic() - start:.0f} s\n")
    print(table(rows))
    return 0


def _write(out: Path, rows: list[Row], facts: dict[str, object], *, quick: bool) -> None:
    out.mkdir(parents=True, exist_ok=True)
    results = {"machine": facts, "quick": quick, "rows": [row.as_json() for row in rows]}
    (out / "results.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    (out / "results.txt").write_text(table(rows) + "\n", encoding="utf-8")
    chart.draw(rows, out / "results.png")


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=SUBJECTS, metavar="NAME", help=", ".join(SUBJECTS))
    parser.add_argument("--quick", action="store_true", help="small sizes; the targets are meant for the full ones")
    parser.add_argument("--images", type=Path, metavar="DIR", help="photos to draw vectors from")
    parser.add_argument("--out", type=Path, default=Path("build/bench"), metavar="DIR", help="default: build/bench")
    return parser.parse_args(arguments)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
