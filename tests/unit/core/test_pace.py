"""Threads work in turns, as many at a time as the speed allows."""

import threading

import pytest

from photosim.core.pace import Pace, Speed


@pytest.mark.parametrize(
    ("speed", "cores", "workers", "niceness"),
    [("eco", 8, 4, 19), ("eco", 1, 1, 19), ("normal", 8, 8, 10), ("fast", 8, 8, 0), ("fast", 1, 1, 0)],
)
def test_speeds(speed: Speed, cores: int, workers: int, niceness: int) -> None:
    pace = Pace(speed, cores)
    assert (pace.workers, pace.niceness) == (workers, niceness)


class Workers:
    """Threads that take a turn each and keep it until told."""

    def __init__(self, pace: Pace, count: int) -> None:
        self.pace = pace
        self.working = 0
        self.changed = threading.Condition()
        self.free = threading.Semaphore(0)
        self.threads = [threading.Thread(target=self.work) for _ in range(count)]
        for thread in self.threads:
            thread.start()

    def work(self) -> None:
        with self.pace.turn():
            with self.changed:
                self.working += 1
                self.changed.notify_all()
            self.free.acquire()
            with self.changed:
                self.working -= 1
                self.changed.notify_all()

    def wait_for(self, count: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.working == count, 10), self.working

    def finish(self) -> None:
        for _ in self.threads:
            self.free.release()
        for thread in self.threads:
            thread.join(10)
            assert not thread.is_alive()


def test_no_more_at_a_time_than_the_speed_allows() -> None:
    pace = Pace("eco", 4)
    workers = Workers(pace, 6)
    workers.wait_for(2)
    pace.speed = "fast"  # takes effect on those that wait
    workers.wait_for(4)
    pace.speed = "eco"
    for _ in range(2):
        workers.free.release()
    workers.wait_for(2)
    workers.finish()


def test_a_turn_ends_with_an_error() -> None:
    pace = Pace("eco", 2)
    for _ in range(3):
        with pytest.raises(ValueError, match="oh"), pace.turn():
            raise ValueError("oh")
    with pace.turn():
        pass
