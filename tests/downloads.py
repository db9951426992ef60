"""What tests of downloading share: a file that is served, and asking for it."""

import hashlib
import threading
from pathlib import Path

import numpy as np
import pytest

from photosim.core.cancel import CancelToken
from photosim.embed.download import download
from photosim.embed.part_file import Wanted
from photosim.errors import Cancelled, ModelError
from tests.file_server import Answer, FileServer

CONTENT = np.random.default_rng(0).bytes(700_000)
WANTED = Wanted("network.onnx", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:722c42f5\nsize 553437752\n"
LAST = Answer()


def part_of(target: Path) -> Path:
    return target.with_name(f"{target.name}.part")


def fetch(
    target: Path, *urls: str, told: list[int] | None = None, cancel: CancelToken | None = None, wanted: Wanted = WANTED
) -> None:
    def tell(done: int, total: int) -> None:
        assert total == wanted.size
        if told is not None:
            told.append(done)

    assert download(urls, target, wanted, tell, cancel or CancelToken()) == target
    assert target.read_bytes() == CONTENT
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def refusal(target: Path, *urls: str, wanted: Wanted = WANTED) -> str:
    """The one line that is told; nothing is at the target."""
    with pytest.raises(ModelError) as caught:
        fetch(target, *urls, wanted=wanted)
    assert not target.exists()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def url_of(server: FileServer) -> str:
    return f"{server.url}/models/network.onnx"


def served(*answers: Answer, content: bytes = CONTENT) -> FileServer:
    return FileServer(content, answers or (LAST,))


def cancel_when(target: Path, size: int, *urls: str) -> None:
    """Cancel from another thread once so many bytes have come, and see that the download ends by it."""
    cancel = CancelToken()
    cancelled: list[Cancelled] = []

    def run() -> None:
        try:
            fetch(target, *urls, cancel=cancel)
        except Cancelled as error:
            cancelled.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    for _ in range(1000):
        if (part_of(target).stat().st_size if part_of(target).exists() else 0) >= size:
            break
        thread.join(0.01)
    cancel.cancel()
    thread.join(20)  # the server would be waited for longer
    assert not thread.is_alive()
    assert len(cancelled) == 1
