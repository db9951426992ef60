"""What every test stands on: Qt without a screen, noise that fails, and a look at what a test left behind."""

import gc
import os
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

# Before anything imports Qt: no test may need, or open a window on, somebody's screen.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Nor may a test that loads onnxruntime by itself tell its maker.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
# The home folder is not the tests' to touch; whoever forgets to pass a data folder gets an error.
os.environ["PHOTOSIM_DATA_DIR"] = "/dev/null/photosim-tests-must-pass-their-own-folder"

import pytest
import skimage


@pytest.fixture(scope="session", autouse=True)
def _heed_ctrl_c() -> None:
    """A run in the background of a shell is born deaf to Ctrl-C, and so would be all programs it starts."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _nothing_left_behind(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """No temporary file and no thread of Python outlives its test; `gui/conftest.py` looks at the pools of Qt."""
    temporary = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    before = set(threading.enumerate())
    yield
    forgotten = [path.name for path in temporary.iterdir()]
    assert not forgotten, f"{request.node.nodeid} left temporary files behind: {forgotten}"
    deadline = time.monotonic() + 5
    while left := [thread for thread in threading.enumerate() if thread not in before and _is_ours(thread)]:
        if time.monotonic() > deadline:
            break
        gc.collect()
        time.sleep(0.01)
    assert not left, f"{request.node.nodeid} left threads behind: {[thread.name for thread in left]}"


def _is_ours(thread: threading.Thread) -> bool:
    """Not one that Qt started: Python keeps a stand-in for such a thread as long as the pool keeps the thread."""
    return thread.is_alive() and not isinstance(thread, threading._DummyThread)


@pytest.fixture(scope="session")
def sample_photos() -> Path:
    """The folder of sample photos in the scikit-image wheel."""
    return Path(skimage.__file__).parent / "data"
