"""Where the answer of a query stops being an answer: how many of its photos to show before the user asks for more.

No fixed score will do: one photo has a hundred near ones, another none, and each model has scores of its own. So the
cut lies on the way from the best score down to that of the last photo asked for, which is as good as any. Where even
the last one is nearly as like as the best, there are more look-alikes than were asked for, and nothing is cut.

Measured by `tests/quality/cutting.py` with the built-in model on 1 to 12 views of 1,000 labelled photos, 200 nearest
asked for: shown photos that are of the query's kind (of 167), photos of its kind that are shown, and how many are shown
to the middle and the 95th of a hundred queries:

| rule | right | found | shown, median | 95th |
|---|---|---|---|---|
| in the middle (.5) | .51 | .52 | 12 | 39 |
| strict (1) | .94 | .41 | 5 | 11 |
| all 200 | .08 | 1.00 | 200 | 200 |
| the first 30 | .31 | .61 | 30 | 30 |
| half the best score and more | .60 | .56 | 12 | 200 |
| a score of .5 and more | .81 | .44 | 6 | 16 |
| the largest gap | .94 | .40 | 5 | 11 |

Half the best score is as good on average, but cuts nothing just where nothing is like the query. With a focus it is
right, for a photo without the thing has next to no score (`tests/quality/focus.py`: .998 of the photos with the thing
are left, and .72 of what is left is of its group).
"""

from collections.abc import Sequence
from typing import Final

_FALL: Final = 0.6
"""How far up from the last score to the best one the strictest cut lies."""
_FEW: Final = 24
"""Photos that are shown however bad they are by the laxest cut; half as many by that in the middle."""


def cut(scores: Sequence[float], strictness: float = 0.5, *, focused: bool = False) -> int:
    """How many photos of an answer to show.

    Args:
        scores: best first.
        strictness: 0..1; 0 shows all, 1 only the nearest.
        focused: they were found with a focus: photos without the thing have next to no score.

    Returns:
        At least 1 if there is any.
    """
    if not scores or strictness <= 0:
        return len(scores)
    best, last = scores[0], scores[-1]
    if focused:
        least, few = strictness * best, 1
    else:
        share = 1 - _FALL * (1 - strictness)
        least = min(last + _FALL * strictness * (best - last), share * best)
        few = max(1, round(_FEW * (1 - strictness)))
    return min(len(scores), max(few, sum(score >= least for score in scores)))
