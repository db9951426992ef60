"""Every job ends once, on the GUI thread, in the right way."""

import logging
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from photosim.errors import PhotoError
from photosim.ui.jobs import Job, JobContext, JobRunner, Pool, Work, on_gui_thread


class Endings:
    """Writes down how a job ended and on which thread."""

    def __init__(self, job: Job) -> None:
        self.all: list[tuple[str, object]] = []
        self.progress: list[object] = []
        job.done.connect(lambda value: self._note("done", value))
        job.failed.connect(lambda error: self._note("failed", error))
        job.cancelled.connect(lambda: self._note("cancelled", None))
        job.progress.connect(self.progress.append)

    def _note(self, kind: str, value: object) -> None:
        assert on_gui_thread()
        self.all.append((kind, value))


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    made = JobRunner(cores=4)
    yield made
    assert made.shutdown(5)


def test_result_and_progress_arrive_on_the_gui_thread(runner: JobRunner, qtbot: QtBot) -> None:
    seen: list[int] = []

    def work(context: JobContext) -> int:
        seen.append(threading.get_ident())
        context.report("half")
        return 2**40  # more than Qt's own 32-bit integers carry

    endings = Endings(runner.start(Pool.QUERY, "sum", work))
    qtbot.waitUntil(lambda: bool(endings.all))
    assert endings.all == [("done", 2**40)]
    assert endings.progress == ["half"]
    assert seen != [threading.get_ident()]


def test_error_is_delivered_and_logged(runner: JobRunner, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    reason = "the file is truncated"

    def bug(context: JobContext) -> None:
        raise ZeroDivisionError

    def user(context: JobContext) -> None:
        raise PhotoError(reason)

    first, second = (Endings(runner.start(Pool.QUERY, name, work)) for name, work in (("bug", bug), ("user", user)))
    qtbot.waitUntil(lambda: bool(first.all and second.all))
    assert [kind for kind, _ in first.all + second.all] == ["failed", "failed"]
    assert "ZeroDivisionError" in caplog.text
    assert caplog.records[-1].exc_info is None  # a user's error is no bug: no traceback


def test_waiting_job_is_cancelled_without_running(runner: JobRunner, qtbot: QtBot) -> None:
    gate, ran = threading.Event(), []
    first = Endings(runner.start(Pool.INDEX, "first", lambda _: gate.wait(5)))
    job = runner.start(Pool.INDEX, "second", lambda _: ran.append(1))
    second = Endings(job)
    job.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(first.all and second.all))
    assert second.all == [("cancelled", None)]
    assert not ran


def test_urgent_job_overtakes_those_that_wait(runner: JobRunner, qtbot: QtBot) -> None:
    gate, ran = threading.Event(), list[str]()
    jobs = [
        runner.start(Pool.LISTS, "running", lambda _: gate.wait(5)),
        runner.start(Pool.LISTS, "first", lambda _: ran.append("first")),
        runner.start(Pool.LISTS, "second", lambda _: ran.append("second")),
        runner.start(Pool.LISTS, "urgent", lambda _: ran.append("urgent"), urgent=True),
    ]
    endings = [Endings(job) for job in jobs]
    gate.set()
    qtbot.waitUntil(lambda: all(one.all for one in endings))
    assert ran == ["urgent", "first", "second"]


def test_running_job_that_heeds_its_token_ends_as_cancelled(runner: JobRunner, qtbot: QtBot) -> None:
    def work(context: JobContext) -> None:
        while True:
            context.token.raise_if_cancelled()
            time.sleep(0.001)

    job = runner.start(Pool.QUERY, "long", work)
    endings = Endings(job)
    qtbot.wait(20)
    job.cancel()
    qtbot.waitUntil(lambda: bool(endings.all))
    assert endings.all == [("cancelled", None)]


def test_pools_do_not_wait_for_each_other(runner: JobRunner, qtbot: QtBot) -> None:
    gate = threading.Event()
    blocked = Endings(runner.start(Pool.INDEX, "indexing", lambda _: gate.wait(10)))
    quick = Endings(runner.start(Pool.QUERY, "click", lambda _: "answer"))
    qtbot.waitUntil(lambda: bool(quick.all), timeout=2000)
    assert not blocked.all
    gate.set()
    qtbot.waitUntil(lambda: bool(blocked.all))


def test_thumbnail_threads_leave_a_core(runner: JobRunner) -> None:
    assert runner.threads(Pool.THUMBS) == 3
    assert runner.threads(Pool.INDEX) == runner.threads(Pool.QUERY) == 1


def test_every_one_of_many_jobs_ends_once(runner: JobRunner, qtbot: QtBot) -> None:
    def give(number: int) -> Work:
        return lambda _: number

    endings = [Endings(runner.start(Pool.THUMBS, f"job {i}", give(i))) for i in range(500)]
    qtbot.waitUntil(lambda: not runner.busy())
    assert [ending.all for ending in endings] == [[("done", i)] for i in range(500)]


def test_shutdown_ends_everything_and_names_what_does_not(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    runner = JobRunner(cores=2)
    begun_work, gate, ended = threading.Event(), threading.Event(), threading.Event()

    def stay(_: JobContext) -> None:
        begun_work.set()
        gate.wait(60)
        ended.set()

    stubborn = Endings(runner.start(Pool.QUERY, "stubborn job", stay))
    waiting = Endings(runner.start(Pool.QUERY, "waiting job", lambda _: None))
    assert begun_work.wait(5)
    assert not runner.shutdown(0.2)
    assert not ended.is_set()
    assert "stubborn job" in caplog.text
    gate.set()
    assert runner.shutdown(5)
    assert [kind for kind, _ in stubborn.all] == ["done"]
    assert waiting.all == [("cancelled", None)]
    late = Endings(runner.start(Pool.QUERY, "too late", lambda _: None))
    assert runner.shutdown(1)
    assert late.all == [("cancelled", None)]


def test_binding_keeps_the_reference_counts_of_constants(qtbot: QtBot) -> None:
    """PySide6 6.12.0 takes one reference too many from None and True at each call; a day's use would be a crash."""

    class Sender(QObject):
        sent = Signal(object)

    sender = Sender()
    sender.sent.connect(lambda value: None)
    before = [sys.getrefcount(constant) for constant in (None, True)]
    for _ in range(50):
        sender.sent.emit(1)
    after = [sys.getrefcount(constant) for constant in (None, True)]
    assert all(now > then - 25 for now, then in zip(after, before, strict=True))
