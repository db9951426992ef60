"""Downloading: from a server of this computer that does all that servers do and should not."""

import errno
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from photosim.core.cancel import CancelToken
from photosim.embed import download as downloading
from photosim.embed import part_file
from photosim.embed.download import download
from photosim.embed.part_file import Wanted
from photosim.errors import Cancelled
from tests.downloads import CONTENT, LAST, POINTER, WANTED, cancel_when, fetch, part_of, refusal, served, url_of
from tests.file_server import Answer


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloading, "_PAUSE_SECONDS", 0.0)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "downloads" / WANTED.sha256


class TestArrival:
    def test_all_at_once(self, target: Path) -> None:
        told: list[int] = []
        with served() as server:
            fetch(target, url_of(server), told=told)
        [(path, headers)] = server.requests
        assert path == "/models/network.onnx"
        assert "range" not in headers
        assert headers["user-agent"].startswith("photosim/")
        assert told == sorted(told)
        assert told[-1] == len(CONTENT)

    def test_what_is_there_is_not_fetched_again(self, target: Path) -> None:
        with served() as server:
            fetch(target, url_of(server))
            fetch(target, url_of(server))
            assert len(server.requests) == 1
            target.write_bytes(CONTENT[:-1] + b"x")
            fetch(target, url_of(server))
        assert len(server.requests) == 2

    def test_a_server_that_does_not_tell_the_size(self, target: Path) -> None:
        with served(Answer(length=False)) as server:
            fetch(target, url_of(server))

    def test_a_redirect(self, target: Path) -> None:
        with served(LAST) as there, served(Answer(302, b"", {"Location": f"{there.url}/elsewhere"})) as server:
            part_of(target).parent.mkdir()
            part_of(target).write_bytes(CONTENT[:1000])
            fetch(target, url_of(server))
        assert [path for path, _ in there.requests] == ["/elsewhere"]
        assert there.requests[0][1]["range"] == "bytes=1000-"


class TestGoingOn:
    def test_a_connection_that_breaks_twice(self, target: Path) -> None:
        told: list[int] = []
        with served(Answer(cut=300_000), Answer(cut=200_000), LAST) as server:
            fetch(target, url_of(server), told=told)
        starts = [headers.get("range") for _, headers in server.requests]
        assert starts == [None, "bytes=300000-", "bytes=500000-"]
        assert told == sorted(told)

    def test_in_a_later_call_and_from_another_server(self, target: Path) -> None:
        with served(Answer(cut=300_000), Answer(cut=0)) as server:
            message = refusal(target, url_of(server))
        assert "breaks the connection again and again" in message
        assert message.endswith("0 MB of 1 MB are kept and the next try goes on from there")
        assert part_of(target).read_bytes() == CONTENT[:300_000]
        assert len(server.requests) == 4  # the first brought something, three did not
        with served() as other:
            fetch(target, url_of(other))
        assert other.requests[0][1]["range"] == "bytes=300000-"

    def test_within_a_call_from_another_server(self, target: Path) -> None:
        with served(Answer(cut=300_000), Answer(404, b"")) as server, served() as mirror:
            fetch(target, url_of(server), url_of(mirror))
        assert mirror.requests[0][1]["range"] == "bytes=300000-"

    def test_a_server_without_ranges_loses_nothing(self, target: Path) -> None:
        """What is there is passed over: a break before its end does not throw back."""
        cuts = (300_000, 200_000, 500_000)
        with served(*(Answer(ranges=False, cut=cut) for cut in cuts), Answer(ranges=False)) as server:
            fetch(target, url_of(server))
        assert len(server.requests) == 4

    def test_a_server_that_refuses_ranges(self, target: Path) -> None:
        """416, although there is more: asked for everything then."""
        with served(Answer(cut=300_000), Answer(416, b""), LAST) as server:
            fetch(target, url_of(server))
        assert [headers.get("range") for _, headers in server.requests] == [None, "bytes=300000-", None]

    def test_a_file_that_changes_meanwhile(self, target: Path) -> None:
        """The server's name for the file's state is told back, and it answers with all of the new one."""
        old = b"x" * len(CONTENT)
        answers = (Answer(body=old, cut=300_000, headers={"ETag": '"old"'}), Answer(headers={"ETag": '"new"'}))
        with served(*answers) as server:
            fetch(target, url_of(server))
        asked = [(headers.get("range"), headers.get("if-range")) for _, headers in server.requests]
        # The start was of the old file, so the hash is wrong, and all is fetched anew.
        assert asked == [(None, None), ("bytes=300000-", '"old"'), (None, None)]

    def test_a_weak_name_is_not_told_back(self, target: Path) -> None:
        etag = {"ETag": 'W/"1"'}
        with served(Answer(cut=300_000, headers=etag), Answer(headers=etag)) as server:
            fetch(target, url_of(server))
        assert "if-range" not in server.requests[1][1]

    def test_a_server_that_is_busy(self, target: Path) -> None:
        with served(Answer(503, b""), Answer(429, b""), LAST) as server:
            fetch(target, url_of(server))
        with served(Answer(503, b"")) as server:
            assert "is busy (503 Service Unavailable)" in refusal(target.with_name("other"), url_of(server))


class TestAnotherFile:
    def test_nothing_there(self, target: Path) -> None:
        with served(Answer(404, b"<html>not found</html>", {"Content-Type": "text/html"})) as server:
            message = refusal(target, url_of(server))
            host = server.url.removeprefix("http://")
            assert message == (
                f"network.onnx could not be downloaded: {host} does not have it (404 Not Found); nothing was installed"
            )
            with served() as mirror:
                fetch(target, url_of(server), url_of(mirror))
        assert len(server.requests) == 2

    @pytest.mark.parametrize(
        ("body", "kind", "expected"),
        [
            (b"whatever", "text/html; charset=utf-8", "answers with a web page in its place"),
            (b"\n<!DOCTYPE html><p>sign in", "application/octet-stream", "answers with a web page in its place"),
            (b"\xef\xbb\xbf<HTML>", "application/octet-stream", "answers with a web page in its place"),
            (POINTER, "text/plain", "gives only a Git LFS pointer in its place"),
            (b"short", "application/octet-stream", "has a file of 5 bytes, not the 700,000 that were published"),
        ],
    )
    def test_something_else(self, target: Path, body: bytes, kind: str, expected: str) -> None:
        with served(Answer(body=body, headers={"Content-Type": kind})) as server, served() as mirror:
            assert expected in refusal(target, url_of(server))
            assert part_of(target).exists() is False
            fetch(target, url_of(server), url_of(mirror))

    def test_another_size_while_going_on(self, target: Path) -> None:
        with served(Answer(cut=300_000), Answer(body=CONTENT + b"x")) as server:
            assert "has a file of 700,001 bytes" in refusal(target, url_of(server))
        assert part_of(target).stat().st_size == 300_000

    def test_more_than_there_should_be(self, target: Path) -> None:
        with served(Answer(body=CONTENT + CONTENT, length=False)) as server:
            assert "not the 700,000 that were published" in refusal(target, url_of(server))

    def test_another_part_than_was_asked_for(self, target: Path) -> None:
        with served(Answer(cut=300_000), Answer(shift=1)) as server:
            assert "gives another part of it than was asked for" in refusal(target, url_of(server))

    def test_a_part_that_nobody_asked_for(self, target: Path) -> None:
        with served(Answer(206, headers={"Content-Range": f"bytes 0-{len(CONTENT) - 1}/{len(CONTENT)}"})) as server:
            assert "gives another part of it than was asked for" in refusal(target, url_of(server))

    def test_a_wrong_hash_and_a_mirror_that_is_right(self, target: Path) -> None:
        with served(content=b"x" * len(CONTENT)) as server, served() as mirror:
            fetch(target, url_of(server), url_of(mirror))
        assert len(server.requests) == 1
        assert "range" not in mirror.requests[0][1]

    def test_wrong_hashes_only(self, target: Path) -> None:
        with served(content=b"x" * len(CONTENT)) as server, served() as never:
            message = refusal(target, url_of(server), url_of(server), url_of(never))
        assert "gives something that is not the file that was published; nothing was installed" in message
        assert len(server.requests) == 2
        assert never.requests == []
        assert list(target.parent.iterdir()) == []

    @pytest.mark.parametrize("old", [b"x" * 300_000, b"x" * len(CONTENT), b"x" * (len(CONTENT) + 1)])
    def test_a_spoilt_part_of_an_earlier_call(self, target: Path, old: bytes) -> None:
        part_of(target).parent.mkdir()
        part_of(target).write_bytes(old)
        with served() as server:
            fetch(target, url_of(server))
        assert "range" not in server.requests[-1][1]


class TestAddresses:
    def test_a_redirect_to_an_unsafe_place(self, target: Path) -> None:
        for place in ("http://example.com/network.onnx", "ftp://127.0.0.1/network.onnx", "file:///etc/hosts"):
            with served(Answer(302, b"", {"Location": place})) as server:
                message = refusal(target, url_of(server))
            assert "leads to an address that is not safe" in message or "where it is not followed (302)" in message

    @pytest.mark.parametrize("place", ["https://a..b/x", f"https://{70 * 'a'}.example/x"])
    def test_a_redirect_to_a_name_that_cannot_be(self, target: Path, place: str) -> None:
        with served(Answer(302, b"", {"Location": place})) as server:
            assert f"{place} is no web address" in refusal(target, url_of(server))

    def test_a_redirect_without_end(self, target: Path) -> None:
        with served(Answer(302, b"", {"Location": "/again"})) as server:
            message = refusal(target, url_of(server))
        assert "sends the call on to where it is not followed (302); nothing was installed" in message

    @pytest.mark.parametrize("path", ["/bücher/x", "/with blank/x", "/x?y=ä"])
    def test_letters_that_no_request_can_have(self, target: Path, path: str) -> None:
        with served() as server:
            message = refusal(target, server.url + path)
        assert f"{server.url}{path} is no web address" in message
        assert server.requests == []

    @pytest.mark.parametrize("url", ["http://example.com/x", "ftp://localhost/x", "file:///x", "x", "http://[::1", ""])
    def test_an_unsafe_address(self, target: Path, url: str) -> None:
        assert "could not be downloaded" in refusal(target, url)

    def test_no_server(self, target: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            url = f"http://127.0.0.1:{taken.getsockname()[1]}/network.onnx"
        assert "cannot be reached (Connection refused)" in refusal(target, url)

    def test_no_network(self, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: Any) -> None:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

        monkeypatch.setattr(socket, "getaddrinfo", fail)
        message = refusal(target, "https://models.example/network.onnx", "https://mirror.example/network.onnx")
        assert message == (
            "network.onnx could not be downloaded: models.example cannot be reached (Temporary failure in name "
            "resolution); mirror.example cannot be reached (Temporary failure in name resolution); "
            "nothing was installed"
        )

    def test_a_proxy_is_used_but_not_for_this_computer(self, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with served() as server, served() as proxy:
            for name in ("http_proxy", "https_proxy"):
                monkeypatch.setenv(name, proxy.url)
            monkeypatch.delenv("no_proxy", raising=False)
            assert "403" in refusal(target, "https://models.example/network.onnx")
            fetch(target, url_of(server))
        assert set(proxy.tunnels) == {"models.example:443"}
        assert proxy.requests == []


class TestStopping:
    def test_a_server_that_falls_silent(self, target: Path) -> None:
        with served(Answer(cut=300_000, hang=True)) as server:
            cancel_when(target, 300_000, url_of(server))
        assert part_of(target).stat().st_size == 300_000

    def test_a_server_that_does_not_answer(self, target: Path) -> None:
        with served(Answer(cut=0, hang=True)) as server:
            cancel_when(target, 0, url_of(server))

    def test_from_where_progress_is_told(self, target: Path) -> None:
        def tell(done: int, total: int) -> None:
            raise Cancelled

        with served() as server, pytest.raises(Cancelled):
            download([url_of(server)], target, WANTED, tell, CancelToken())
        assert 0 < part_of(target).stat().st_size < len(CONTENT)
        with served() as server:
            fetch(target, url_of(server))

    def test_a_server_that_is_waited_for_in_vain(self, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(downloading, "_ANSWER_SECONDS", 0.2)
        with served(Answer(cut=300_000, hang=True), Answer(cut=0, hang=True)) as server:
            assert "does not answer" in refusal(target, url_of(server))
        assert part_of(target).stat().st_size == 300_000


class TestRoom:
    def test_too_little_in_advance(self, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        free = shutil._ntuple_diskusage(10**9, 10**9 - 600_000, 600_000)
        monkeypatch.setattr(shutil, "disk_usage", lambda folder: free)
        with served() as server:
            message = refusal(target, url_of(server))
            assert message.startswith("there is not enough room in ")
            assert server.requests == []
            part_of(target).write_bytes(CONTENT[:100_000])  # what is there needs no room
            fetch(target, url_of(server))

    @pytest.mark.skipif(sys.platform == "win32", reason="a limit of files' sizes is POSIX's")
    def test_a_disk_that_gets_full(self, target: Path) -> None:
        """A limit on files stands for the disk: what cannot be written is really not written."""
        code = (
            "import resource, sys\n"
            "from pathlib import Path\n"
            "from photosim.core.cancel import CancelToken\n"
            "from photosim.embed.download import download\n"
            "from photosim.embed.part_file import Wanted\n"
            "from photosim.errors import ModelError\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))\n"
            "try:\n"
            f"    download([sys.argv[1]], Path(sys.argv[2]), Wanted{tuple(vars_of(WANTED))}, print, CancelToken())\n"
            "except ModelError as error:\n"
            "    sys.exit(str(error))\n"
        )
        with served() as server:
            command = [sys.executable, "-c", code, url_of(server), str(target)]
            done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 1
        assert re.fullmatch(
            r"the disk is full: network.onnx needs 0 MB more in .*, what has come is kept\n", done.stderr
        )
        assert part_of(target).read_bytes() == CONTENT[:400_000]
        with served() as server:
            fetch(target, url_of(server))

    def test_the_systems_word_for_a_full_disk(self, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        original = part_file.PartFile.append
        calls: list[int] = []

        class Full:
            def write(self, data: bytes) -> int:
                raise OSError(errno.ENOSPC, "No space left on device")

        def append(part: part_file.PartFile, file: Any, data: bytes) -> None:
            calls.append(len(data))
            original(part, file if len(calls) == 1 else Full(), data)  # type: ignore[arg-type]

        monkeypatch.setattr(part_file.PartFile, "append", append)
        with served() as server:
            assert refusal(target, url_of(server)).startswith("the disk is full: network.onnx needs ")

    def test_a_folder_that_cannot_be(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("no folder")
        assert "cannot be written" in refusal(tmp_path / "file" / "target", "https://models.example/x")


def vars_of(wanted: Wanted) -> Iterator[object]:
    return (getattr(wanted, name) for name in ("file", "size", "sha256"))
