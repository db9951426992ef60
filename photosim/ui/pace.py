"""Going through many files on a worker: how far it is told a few times a second, and the user may cut it short."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from photosim.ui.jobs import JobContext

_SECONDS: Final = 0.1
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Done:
    """How far work is.

    Attributes:
        done: files it is through with.
        total: files there are.
    """

    done: int
    total: int


def go_through(things: Sequence[Thing], context: JobContext) -> Iterator[Thing]:
    """The things, one after the other, reporting `Done` on the way; none any more once the user has cancelled.

    It ends instead of raising `Cancelled`: what was done with the things before is done, and has to be told.
    """
    told = time.monotonic()
    for number, thing in enumerate(things):
        if context.token.cancelled:
            return
        now = time.monotonic()
        if now - told >= _SECONDS:
            told = now
            context.report(Done(number, len(things)))
        yield thing
