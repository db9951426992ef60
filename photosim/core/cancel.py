"""Stopping a long job politely, and telling how far it is."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from photosim.errors import Cancelled

Phase = Literal[
    "scanning",
    "dating",
    "looking",
    "sorting",
    "learning",
    "downloading",
    "converting",
    "removing",
    "reading",
    "comparing",
    "checking",
]


class CancelToken:
    """Set once by whoever wants to stop, looked at often by whoever works; safe from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop; calling it twice does no harm."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Raise `Cancelled` if somebody asked to stop."""
        if self._event.is_set():
            raise Cancelled


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an indexing run is; sent at most a few times a second.

    Attributes:
        phase: "scanning" folders, "dating" photos that were looked at before, "looking" at photos, "sorting" the search
            index, "learning" albums, "downloading" or "converting" a model, "removing" its vectors; for duplicates
            "reading" files of the same content, "comparing" all vectors, "checking" the pixels of what is alike.
        done: photos looked at in this run, failures included; while scanning, photos found so far; while downloading,
            bytes.
        total: photos this run will look at, or bytes to download; 0 while that is not known yet.
        failed: photos of this run that could not be read.
        rate: photos, or bytes, a second over the last seconds, 0.0 while unknown.
        seconds_left: estimate, None while unknown.
    """

    phase: Phase
    done: int = 0
    total: int = 0
    failed: int = 0
    rate: float = 0.0
    seconds_left: float | None = None


ProgressCallback = Callable[[Progress], None]
