"""Photos by word, in a large library: from the text to the rows of the 100 best photos, everything in memory."""

import json
from collections.abc import Iterator
from typing import Final

from photosim import Library
from tests.benchmarks.children import call
from tests.benchmarks.rows import Row, Target
from tests.benchmarks.search import Clock
from tests.benchmarks.setting import Setting
from tests.benchmarks.timing import percentile
from tests.quality.text import WORDS

_PHOTOS: Final = 100
_WITH_PHOTO: Final = 60


def measure(setting: Setting) -> Iterator[Row]:
    """Words, phrases, misspelt words, and words with a photo."""
    count = setting.many
    found = call(ask, state=str(setting.library(count) / "state"))
    what = f"photos by word of {count:,}"
    yield Row(f"{what}, p50", found["word_p50"], "ms", target=Target("<=", 20), note="text to 100 rows")
    yield Row(f"{what}, p99", found["word_p99"], "ms", note="each word for the first time")
    yield Row(f"{what}, phrases of two things, p50", found["phrase_p50"], "ms", target=Target("<=", 20))
    yield Row(f"{what}, misspelt, p50", found["misspelt_p50"], "ms", target=Target("<=", 20))
    yield Row(f"{what}, with a photo, p50", found["like_p50"], "ms", note="like this one, but beach")
    yield Row(f"{what}, the first time", found["first"], "ms", note="from an open library: loads tags and words")


def ask(state: str) -> dict[str, float]:
    """Milliseconds."""
    first, misspelling = list[float](), list[float]()
    times: dict[str, list[float]] = {"word": [], "phrase": [], "misspelt": [], "like": []}
    halves = json.loads(WORDS.read_text(encoding="utf-8"))
    words = [word for half in ("dev", "test") for kind in ("words", "groups") for word in halves[half][kind]]
    phrases = [text for half in ("dev", "test") for kind in ("phrases", "pairs") for text in halves[half][kind]]
    with Library.open(state) as library:
        with Clock(first):
            library.find_photos("cat", _PHOTOS)
        with Clock(misspelling):  # prepares the list of words once
            library.find_photos("sneakker", _PHOTOS)
        ids = library.photo_ids()
        for kind, texts in (("word", words), ("phrase", phrases)):
            for text in texts:
                with Clock(times[kind]):
                    library.find_photos(text, _PHOTOS)
        for word in words[:_WITH_PHOTO]:
            if len(word) > 5:
                with Clock(times["misspelt"]):
                    library.find_photos(word[:3] + word[4] + word[3] + word[5:], _PHOTOS)
        for number, word in enumerate(words[:_WITH_PHOTO]):
            like = ids[number * (len(ids) // _WITH_PHOTO)]
            with Clock(times["like"]):
                library.find_photos(word, _PHOTOS, like)
    answer = {f"{kind}_p{share}": percentile(some, share) for kind, some in times.items() for share in (50, 99)}
    return answer | {"first": first[0]}
