"""Reading a screen, and telling from what was on it when a window was ready."""

import struct

import numpy as np
import pytest

from release.product import ReleaseError
from release.start_time import Frame, Pixels, Start, judge, pixels_of, ratio_of, told

EMPTY: Pixels = np.zeros((100, 100), np.uint32)


def with_rows(*values: int) -> Pixels:
    """A screen of five bands."""
    return np.repeat(np.array(values, np.uint32), 20)[:, None].repeat(100, axis=1)


def test_a_screen_as_xwd_writes_it() -> None:
    width, height, line, colours = 20, 17, 96, 3
    header = [0] * 25
    header[0], header[4], header[5], header[12], header[19] = 160, width, height, line, colours
    picture = np.zeros((height, line // 4), np.uint32)
    picture[:, :width] = np.arange(height)[:, None] * 1000 + np.arange(width)
    picture[:, width:] = 7  # what fills a line up is not on the screen
    content = struct.pack(">25I", *header).ljust(160, b"\1") + b"\2" * 12 * colours + picture.tobytes()
    assert pixels_of(content).tolist() == [[0, 8, 16], [8000, 8008, 8016], [16000, 16008, 16016]]


def test_shown_is_the_first_of_it_and_ready_the_last_that_matters() -> None:
    frames = [
        Frame(0, EMPTY),
        Frame(0.3, with_rows(1, 0, 0, 0, 0)),
        Frame(0.4, with_rows(1, 2, 3, 0, 0)),
        Frame(0.5, with_rows(1, 2, 3, 4, 5)),
    ]
    assert judge(EMPTY, frames) == Start(0.3, 0.5)
    caret = frames[-1].pixels.copy()
    caret[40:60, 50] = 9
    assert judge(EMPTY, [*frames, Frame(0.9, caret)]) == Start(0.3, 0.5)  # it blinks, which nobody waits for
    later = with_rows(1, 2, 3, 4, 6)
    assert judge(EMPTY, [*frames, Frame(0.9, later)]) == Start(0.3, 0.9)
    away = [*frames, Frame(0.6, EMPTY), Frame(0.8, frames[-1].pixels)]
    assert judge(EMPTY, away) == Start(0.3, 0.8)  # ready, and taken away once more


def test_a_pointer_is_no_window() -> None:
    pointer = EMPTY.copy()
    pointer[:3, :3] = 1
    with pytest.raises(ReleaseError, match="nothing of a window"):
        judge(EMPTY, [Frame(0, EMPTY), Frame(0.2, pointer)])
    assert judge(EMPTY, [Frame(0.2, pointer), Frame(0.3, with_rows(1, 1, 1, 1, 1))]) == Start(0.3, 0.3)


def test_medians() -> None:
    source = [Start(0.1, ready) for ready in (0.5, 0.4, 3.0)]
    program = [Start(0.2, ready) for ready in (0.7, 0.55, 0.6)]
    assert ratio_of(program, source) == pytest.approx(1.2)
    assert told(source) == "shown 0.100 s (0.100..0.100), ready 0.500 s (0.400..3.000), 3 starts"
