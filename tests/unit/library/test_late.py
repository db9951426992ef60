"""Parts made when they are first asked for."""

import gc
import threading
import time
import weakref

import pytest

from photosim.library.late import Late


class Part:
    """Something that can be told apart and referred to weakly."""


def test_it_is_made_once_whoever_asks() -> None:
    made: list[Part] = []

    def make() -> Part:
        time.sleep(0.02)
        made.append(Part())
        return made[-1]

    late, got = Late(make), []
    assert late.made is None
    threads = [threading.Thread(target=lambda: got.append(late())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert set(got) == {made[0], late.made}


def test_who_fails_to_make_it_may_try_again() -> None:
    outcomes = [None, Part()]

    def make() -> Part:
        outcome = outcomes.pop(0)
        if outcome is None:
            message = "not now"
            raise OSError(message)
        return outcome

    late = Late(make)
    with pytest.raises(OSError, match="not now"):
        late()
    assert late.made is None
    assert late() is late.made is not None


def test_it_goes_with_its_owner() -> None:
    late = Late(Part)
    gone = weakref.ref(late())
    gc.disable()
    try:
        del late
        assert gone() is None
    finally:
        gc.enable()
