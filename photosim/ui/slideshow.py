"""A slideshow: tells when the next photo is due, and how far the time is."""

from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

INTERVAL_MS: Final = 4000
_TICK_MS: Final = 50


class Slideshow(QObject):
    """Counts from the moment a photo is on the screen, so that a slow disk takes nothing of anybody's four seconds.

    Signals:
        due: it is time for the next photo.
        changed: it started, stopped, or time went by.
    """

    due = Signal()
    changed = Signal()

    def __init__(self, parent: QObject | None = None, interval_ms: int = INTERVAL_MS) -> None:
        super().__init__(parent)
        self.interval_ms = interval_ms
        self.playing = False
        self._clock = QElapsedTimer()
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._look)

    @property
    def progress(self) -> float:
        """Share of the time of this photo that is over, 0..1."""
        return min(1.0, self._clock.elapsed() / self.interval_ms) if self._clock.isValid() else 0.0

    def start(self) -> None:
        """Play; the photo on the screen gets its full time."""
        self.playing = True
        self.photo_shown()
        self.changed.emit()

    def stop(self) -> None:
        """Stay at the photo."""
        if self.playing:
            self.playing = False
            self._tick.stop()
            self._clock.invalidate()
            self.changed.emit()

    def photo_shown(self) -> None:
        """The next photo is on the screen."""
        if self.playing:
            self._clock.start()
            self._tick.start()

    def _look(self) -> None:
        self.changed.emit()
        if self._clock.elapsed() >= self.interval_ms:
            self._tick.stop()
            self.due.emit()
