"""Where the answer of a query stops being an answer: how many of its photos to show before the user asks for more.

No fixed score will do: one photo has a hundred near ones, another none, and each model has scores of its own. So the
cut lies on the way from the best score down to that of the last photo asked for, which is as good as any. Where even
the last one is nearly as like as the best, there are more look-alikes than were asked for, and nothing is cut.

Measured with the built-in model on parts of 1,000 labelled photos, one a class, 200 nearest asked for; shown photos
that are of the query's kind (one of 167 groups), and its photos of that kind that are shown:

| library | all 200 shown | cut in the middle (.5) | strict (1) |
|---|---|---|---|
| 3,760 parts, 1 to 12 a photo | .07, 1.00 | .43, .54 | .87, .34 |
| 12,000 parts, 12 a photo | .15, 1.00 | .72, .53 | .96, .34 |

Compared with it, .5 of the best score and more gives .39, .68 and .44, .71, but shows all 200 of every twentieth query;
the knee of the curve, its largest gap and a score of .5 do worse. With a focus the share of the best score is right:
`tests/quality/focus.py`, .998 of the photos with the thing are left at .5, and .72 of what is left is of its group.
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
