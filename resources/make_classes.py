"""Makes `imagenet_classes.json`: what the 1,000 ImageNet classes are called and where they belong.

From the top of the repository, with WordNet 3.0 at hand (Debian package `wordnet-base`)::

    python -m resources.make_classes [--wordnet DIR] [--show]

reads the list of classes (`imagenet_wnids.txt`, in the order of the networks' outputs), WordNet and three hand-made
tables, `everyday_groups.txt`, `everyday_names.txt` and `everyday_words.txt`. The same input gives the same bytes.
`--show` prints every group with its classes, for reading.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from resources.read_wordnet import DEFAULT_FOLDER, Nouns, Synset

HERE = Path(__file__).parent
OUTPUT = HERE / "imagenet_classes.json"


@dataclass(frozen=True)
class Row:
    """One line of `everyday_groups.txt`.

    Attributes:
        name: of the group.
        parent: name of the group it is a part of, None at the top.
        words: other names.
        begins: offsets of the synsets it begins at.
    """

    name: str
    parent: str | None
    words: tuple[str, ...]
    begins: tuple[int, ...]


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wordnet", type=Path, default=DEFAULT_FOLDER, metavar="DIR")
    parser.add_argument("--show", action="store_true", help="print the tree, write nothing")
    arguments = parser.parse_args()
    nouns = Nouns(arguments.wordnet)
    classes = [nouns.synsets[int(wnid[1:])] for wnid in (HERE / "imagenet_wnids.txt").read_text().split()]
    rows = list(read_groups(nouns, classes))
    groups = [group_of(nouns, synset, rows) for synset in classes]
    table = describe(nouns, classes, rows, groups)
    check(table)
    if arguments.show:
        show(table)
        return
    OUTPUT.write_text(as_text(table), encoding="utf-8", newline="\n")


def read_groups(nouns: Nouns, classes: list[Synset]) -> Iterator[Row]:
    """The rows of `everyday_groups.txt`.

    Raises:
        ValueError: a name stands for no synset or for more than one.
    """
    above: list[str] = []
    for line in (HERE / "everyday_groups.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, words, begins = (field.strip() for field in line.split("|"))
        depth = (len(line) - len(line.lstrip())) // 2
        above[depth:] = [name]
        yield Row(
            name,
            above[depth - 1] if depth else None,
            tuple(word.strip() for word in words.split(",") if word.strip()),
            tuple(find_synset(nouns, classes, text) for text in begins.split()),
        )


def find_synset(nouns: Nouns, classes: list[Synset], text: str) -> int:
    """The offset meant by `dog.1`, `tabby` or `n02123045`.

    Raises:
        ValueError: it means none or more than one.
    """
    if "." in text:
        return nouns.sense(text).offset
    found = [synset.offset for synset in classes if text in {synset.wnid, synset.lemmas[0].replace(" ", "_")}]
    if len(found) != 1:
        message = f"{text} is the name of {len(found)} classes"
        raise ValueError(message)
    return found[0]


def group_of(nouns: Nouns, synset: Synset, rows: list[Row]) -> str:
    """The name of the group that begins nearest above a class; of equals the later row, which is the finer one.

    Raises:
        ValueError: no group begins above it.
    """
    distances = nouns.distances(synset.offset)
    reached = [
        (distances[begin], -number, row.name)
        for number, row in enumerate(rows)
        for begin in row.begins
        if begin in distances
    ]
    if not reached:
        message = f"{synset.wnid} {synset.lemmas} is in no group"
        raise ValueError(message)
    return min(reached)[2]


def describe(nouns: Nouns, classes: list[Synset], rows: list[Row], groups: list[str]) -> dict[str, Any]:
    """All that goes into the file."""
    names, words = _by_wnid("everyday_names.txt"), _by_wnid("everyday_words.txt")
    described: list[dict[str, Any]] = [
        {
            "index": index,
            "wnid": synset.wnid,
            "name": names.pop(synset.wnid, synset.lemmas[0]),
            "group": group,
            "lemmas": [*synset.lemmas, *filter(None, words.pop(synset.wnid, "").split(", "))],
            "gloss": synset.gloss,
            "path": [nouns.synsets[offset].wnid for offset in nouns.path(synset.offset)[1:]],
        }
        for index, (synset, group) in enumerate(zip(classes, groups, strict=True))
    ]
    if names or words:
        message = f"the tables name what is no class: {names | words}"
        raise ValueError(message)
    above = sorted({wnid for each in described for wnid in each["path"]})
    return {
        "source": "WordNet 3.0, see WordNet.LICENSE.txt; groups and names by the makers of photosim",
        "groups": [{"name": row.name, "parent": row.parent, "words": list(row.words)} for row in rows],
        "classes": described,
        "synsets": {wnid: list(nouns.synsets[int(wnid[1:])].lemmas) for wnid in above},
    }


def check(table: dict[str, Any]) -> None:
    """Refuse a table that would confuse people.

    Raises:
        ValueError: two things have one name, or a group is empty.
    """
    names = [each["name"].lower() for each in table["classes"]] + [each["name"].lower() for each in table["groups"]]
    twice = sorted({name for name in names if names.count(name) > 1})
    used = {each["group"] for each in table["classes"]} | {each["parent"] for each in table["groups"]}
    empty = [each["name"] for each in table["groups"] if each["name"] not in used]
    if twice or empty:
        message = f"names of two things: {twice}; empty groups: {empty}"
        raise ValueError(message)


def as_text(table: dict[str, Any]) -> str:
    """JSON with one line a group, class or synset, so that a change shows as one."""

    def line(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    groups = ",\n".join(map(line, table["groups"]))
    classes = ",\n".join(map(line, table["classes"]))
    synsets = ",\n".join(f"{line(wnid)}:{line(lemmas)}" for wnid, lemmas in table["synsets"].items())
    source = line(table["source"])
    return f'{{"source":{source},\n"groups":[\n{groups}],\n"classes":[\n{classes}],\n"synsets":{{\n{synsets}}}}}\n'


def show(table: dict[str, Any]) -> None:
    """Print every group and its classes."""
    depths: dict[str | None, int] = {None: -1}
    for group in table["groups"]:
        depth = depths[group["name"]] = depths[group["parent"]] + 1
        members = [each["name"] for each in table["classes"] if each["group"] == group["name"]]
        print("  " * depth + f"{group['name']} ({len(members)}): " + ", ".join(members))


def _by_wnid(table: str) -> dict[str, str]:
    """What a table says of each class."""
    lines = (HERE / table).read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines if line and not line.startswith("#"))


if __name__ == "__main__":
    main()
