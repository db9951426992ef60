"""How people want the answers of their queries shown."""

from typing import NamedTuple


class ResultView(NamedTuple):
    """How all answers are shown.

    Attributes:
        strictness: how near photos must be, 0 (all) to 100 (only the nearest).
        collapse: whether near-identical photos are shown as one.
    """

    strictness: int = 50
    collapse: bool = False
