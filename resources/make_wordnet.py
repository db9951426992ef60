"""Makes `wordnet_nouns.npz`: the graph of English nouns, for looking up what is a kind of what.

From the top of the repository, with WordNet 3.0 at hand (Debian package `wordnet-base`)::

    python -m resources.make_wordnet [--wordnet DIR]

The same input gives the same arrays. Left out are single things with a name of their own (Paris, Napoleon), which are
no kind of anything in a photo, and the scientific names of families and orders. Lemmas are in alphabetical order,
synsets in that of their offsets in `data.noun`; lists of lists lie end to end, with one more start than lists.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photosim.semantics.wordnet import FILE
from resources.read_wordnet import DEFAULT_FOLDER, Nouns, Synset

OUTPUT = Path(__file__).parent / FILE


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wordnet", type=Path, default=DEFAULT_FOLDER, metavar="DIR")
    nouns = Nouns(parser.parse_args().wordnet)
    synsets = [synset for synset in nouns.synsets.values() if worth_having(nouns, synset)]
    synsets.sort(key=lambda synset: synset.offset)
    np.savez_compressed(OUTPUT, allow_pickle=False, **arrays(nouns, synsets))


def worth_having(nouns: Nouns, synset: Synset) -> bool:
    """Not a single thing, nor a scientific name that is a mere container of kinds."""
    taxon = nouns.sense("biological_group.1").offset
    return not synset.instance and (taxon not in nouns.distances(synset.offset) or synset.offset == taxon)


def arrays(nouns: Nouns, synsets: Sequence[Synset]) -> dict[str, NDArray[np.generic]]:
    """All arrays of the file; see `photosim.semantics.wordnet`."""
    numbers = {synset.offset: number for number, synset in enumerate(synsets)}
    senses = {lemma: [o for o in offsets if o in numbers] for lemma, offsets in nouns.senses.items()}
    lemmas = sorted(lemma for lemma, offsets in senses.items() if offsets)
    places = {lemma: place for place, lemma in enumerate(lemmas)}
    uses = [
        [min(65535, nouns.uses.get((lemma, 1 + nouns.senses[lemma].index(offset)), 0)) for offset in senses[lemma]]
        for lemma in lemmas
    ]
    plurals = sorted(plural for plural, bases in nouns.irregular.items() if any(base in places for base in bases))
    bases = [[base for base in nouns.irregular[plural] if base in places] for plural in plurals]
    sense_starts, sense_synsets = flat([numbers[offset] for offset in senses[lemma]] for lemma in lemmas)
    above_starts, above = flat(kept_above(nouns, synset, numbers) for synset in synsets)
    word_starts, words = flat([places[word.lower()] for word in synset.lemmas] for synset in synsets)
    return {
        "offsets": np.array([synset.offset for synset in synsets], np.uint32),
        "topics": np.array([synset.topic for synset in synsets], np.uint8),
        "lemmas": text(lemmas),
        "sense_starts": sense_starts,
        "sense_synsets": sense_synsets,
        "sense_uses": flat(uses)[1].astype(np.uint16),
        "hypernym_starts": above_starts,
        "hypernyms": above,
        "word_starts": word_starts,
        "words": words,
        "irregular": text("\t".join([plural, *found]) for plural, found in zip(plurals, bases, strict=True)),
    }


def kept_above(nouns: Nouns, synset: Synset, numbers: dict[int, int]) -> list[int]:
    """Numbers of the hypernyms; instead of one that is left out, of the nearest above it that are kept."""
    found: dict[int, None] = {}
    waiting = list(synset.hypernyms)
    for offset in waiting:  # grows while it is walked
        if offset in numbers:
            found[numbers[offset]] = None
        else:
            waiting += nouns.synsets[offset].hypernyms
    return list(found)


def flat(lists: Iterable[Sequence[int]]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Where each list starts, and at the end where the last one ends; and all of them end to end."""
    found = list(lists)
    starts = np.cumsum([0, *map(len, found)]).astype(np.uint32)
    return starts, np.array([value for values in found for value in values], np.uint32)


def text(lines: Iterable[str]) -> NDArray[np.uint8]:
    """Lines as the bytes of one text."""
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


if __name__ == "__main__":
    main()
