"""A web server of this computer that gives one file away, in all the ways servers do and should not."""

import re
import ssl
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Final, Self

_RANGE: Final = re.compile(r"bytes=(\d+)-")


@dataclass(frozen=True)
class Answer:
    """How one request is answered.

    Attributes:
        status: 0 for 200 or 206, as asked.
        body: in the place of the file.
        headers: more of them, or others.
        ranges: whether a part may be asked for.
        cut: the connection is broken after so many bytes of the body; None sends it all.
        hang: nothing comes after that, and the connection stays; with `cut` 0 there is no answer at all.
        length: whether the size is told.
        shift: how far a part lies beside the one that was asked for.
    """

    status: int = 0
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    ranges: bool = True
    cut: int | None = None
    hang: bool = False
    length: bool = True
    shift: int = 0


class FileServer:
    """The server; used as a context manager.

    Args:
        content: the file, whatever its name.
        answers: to the first requests, in order; those after the last are answered like it.
        context: for TLS.

    Attributes:
        requests: path and headers (lower case) of all requests, in order.
        tunnels: what a proxy was asked to connect to.
    """

    def __init__(
        self, content: bytes, answers: Sequence[Answer] = (Answer(),), context: ssl.SSLContext | None = None
    ) -> None:
        self.content = content
        self.answers = list(answers)
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.tunnels: list[str] = []
        self.stopping = threading.Event()
        self._server = _Server(self)
        self._scheme = "http"
        if context is not None:
            self._scheme = "https"
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def url(self) -> str:
        """Its base address, without a slash at the end."""
        return f"{self._scheme}://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()  # waits for all answers

    def next_answer(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class _Server(ThreadingHTTPServer):
    daemon_threads = False

    def __init__(self, owner: FileServer) -> None:
        self.owner = owner
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asked has gone: that is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        owner = self.server.owner
        owner.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        answer = owner.next_answer()
        if answer.hang and answer.cut == 0:
            owner.stopping.wait(30)
            return
        body, status, headers = self._choose(answer)
        self.send_response(status)
        for name, value in {**headers, **answer.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body if answer.cut is None else body[: answer.cut])
        self.wfile.flush()
        if answer.hang:
            owner.stopping.wait(30)

    def _choose(self, answer: Answer) -> tuple[bytes, int, dict[str, str]]:
        body = self.server.owner.content if answer.body is None else answer.body
        total, status, headers = len(body), answer.status or 200, {"Content-Type": "application/octet-stream"}
        asked = _RANGE.fullmatch(self.headers.get("Range", ""))
        same = self.headers.get("If-Range", answer.headers.get("ETag")) == answer.headers.get("ETag")
        if asked and answer.ranges and same and not answer.status:
            start = int(asked[1]) + answer.shift
            body, status = body[start:], 206
            headers["Content-Range"] = f"bytes {start}-{total - 1}/{total}"
            if not body:
                status, headers = 416, {"Content-Range": f"bytes */{total}"}
        if answer.length:
            headers["Content-Length"] = str(len(body))
        return body, status, headers

    def do_CONNECT(self) -> None:
        self.server.owner.tunnels.append(self.path)
        self.send_error(403)

    def log_message(self, *arguments: object) -> None:
        """Nothing is printed."""
