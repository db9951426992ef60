"""Counting what an indexing run does, and telling how far it is."""

import time
from collections import deque
from dataclasses import dataclass, field
from typing import Final

from photosim.core.cancel import Phase, Progress, ProgressCallback
from photosim.library.reports import IndexReport

_INTERVAL: Final = 0.25
_WINDOW: Final = 8.0


@dataclass
class Tally:
    """The counts of one run; kept by the indexing thread alone."""

    found: int = 0
    added: int = 0
    updated: int = 0
    moved: int = 0
    failed: int = 0
    embedded: int = 0
    left_over: int = 0
    unusable: int = 0
    unreachable: int = 0
    embed_seconds: float = 0.0
    missing: set[int] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def report(self, seconds: float, *, cancelled: bool) -> IndexReport:
        """The run in figures; what was found and is in no other count is unchanged."""
        others = self.added + self.updated + self.moved + self.failed + self.left_over
        return IndexReport(
            added=self.added,
            updated=self.updated,
            moved=self.moved,
            missing=len(self.missing),
            unchanged=max(0, self.found - others),
            failed=self.failed,
            seconds=round(seconds, 3),
            photos_per_second=round(self.embedded / self.embed_seconds, 2) if self.embedded else 0.0,
            cancelled=cancelled,
            unusable_folders=self.unusable,
            problems=tuple(self.problems),
        )


class Reporter:
    """Calls a progress callback at most four times a second, with a rate over the last seconds."""

    def __init__(self, callback: ProgressCallback | None) -> None:
        self._callback = callback
        self._phase: Phase | None = None
        self._sent = 0.0
        self._marks: deque[tuple[float, int]] = deque()

    def tell(self, phase: Phase, done: int, total: int = 0, failed: int = 0, *, now: bool = False) -> None:
        """Report the state; a new phase and `now` are sent at once."""
        if self._callback is None:
            return
        moment = time.monotonic()
        if phase == self._phase and not now and moment - self._sent < _INTERVAL:
            return
        if phase != self._phase:
            self._marks.clear()
        self._phase, self._sent = phase, moment
        rate = self._rate(moment, done)
        left = (total - done) / rate if rate > 0 and total >= done else None
        self._callback(Progress(phase, done, total, failed, rate, left))

    def _rate(self, moment: float, done: int) -> float:
        self._marks.append((moment, done))
        while moment - self._marks[0][0] > _WINDOW:
            self._marks.popleft()
        start, first = self._marks[0]
        return (done - first) / (moment - start) if moment - start > 0.2 else 0.0
