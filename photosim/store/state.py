"""How the search index compares with the catalogue, told without opening or importing anything large."""

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from photosim.store.models import count_live

FORMAT: Final = 3
"""Of a generation's files, see `generation`; one of another form counts as none and is built anew."""
LONG_FORMAT: Final = 4
"""The same where vectors are long: those files changed later, and other libraries need not be sorted again for it."""
_LONG: Final = 2_048
SMALL: Final = 5_000
"""Libraries up to this many photos, and tails up to it, are scored exactly without a shortlist."""
LARGEST_TAIL: Final = 20_000
"""The longest tail that is scored exactly before another generation pays, however large the library."""
_USUAL: Final = 1_280
"""Length of the vectors that these figures are for."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What the newest generation's `meta.json` says; zeros where there is none.

    Attributes:
        count: its rows.
        newest: the highest vector id among them.
        dimension: length of its vectors.
        complete: whether it has all files that a new one would have; see `generation.Generation.coarse`.
    """

    count: int = 0
    newest: int = 0
    dimension: int = 0
    complete: bool = True


@dataclass(frozen=True, slots=True)
class IndexState:
    """How the newest generation compares with the catalogue.

    Attributes:
        name: "exact", "ready" or "outdated", see `LibraryStatus.index`.
        count: rows of the generation.
        tail: vectors added since.
    """

    name: str
    count: int
    tail: int


def is_long(dimension: int) -> bool:
    """Whether vectors of that length are kept lean in the catalogue, and only reduced beside it."""
    return dimension > _LONG


def format_of(dimension: int) -> int:
    """The format of a generation of vectors of that length."""
    return LONG_FORMAT if is_long(dimension) else FORMAT


def longest(tail: int, dimension: int) -> int:
    """How many vectors of that length take the memory and the time of a tail of the built-in model's."""
    return tail * _USUAL // max(_USUAL, dimension)


def index_state(connection: sqlite3.Connection, model_id: int, root: Path) -> IndexState:
    """Whether another generation of a model pays, told without opening or loading anything large."""
    summary = newest_summary(root)
    tail = count_after(connection, model_id, summary.newest)
    live = count_live(connection, model_id)
    dead = min(summary.count, summary.count + tail - live)
    allowed = max(SMALL, min(summary.count // 10, longest(LARGEST_TAIL, summary.dimension)))
    if min(tail, live) > allowed or dead > max(SMALL, summary.count // 3) or not summary.complete:
        return IndexState("outdated", summary.count, tail)
    return IndexState("ready" if summary.count else "exact", summary.count, tail)


def newest_summary(root: Path) -> Summary:
    """Size and age of the newest generation, without opening or verifying its files."""
    for folder in reversed(generations(root)):
        try:
            meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
            complete = "reduced" in meta["files"]
            summary = Summary(int(meta["count"]), int(meta["newest"]), int(meta["dimension"]), complete)
            if meta["format"] == format_of(summary.dimension):
                return summary
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return Summary()


def generations(root: Path) -> list[Path]:
    """Numbered folders below `root`, oldest first."""
    if not root.is_dir():
        return []
    return sorted((folder for folder in root.iterdir() if folder.name.isdigit()), key=lambda folder: int(folder.name))


def count_after(connection: sqlite3.Connection, model_id: int, vector_id: int) -> int:
    """Vectors of the model added later than `vector_id`, whether or not their photos are there."""
    # The index has all that is needed; by themselves the rows, a kilobyte each, would be read.
    query = "SELECT count(*) FROM vectors INDEXED BY vectors_by_photo WHERE model_id = ? AND id > ?"
    return int(connection.execute(query, (model_id, vector_id)).fetchone()[0])
