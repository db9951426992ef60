"""Asking for a file over HTTPS, in a way that another thread can cut off at any moment.

Addresses are HTTPS, or HTTP of this very computer; a redirect may lead nowhere else. The proxies of the environment
are honoured. Loaded only when something is downloaded.
"""

import http.client
import ipaddress
import socket
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPResponse
from types import TracebackType
from typing import IO, Any, Final, Self
from urllib.error import HTTPError
from urllib.parse import urlsplit

import photosim
from photosim.core.cancel import CancelToken

_LOOK_SECONDS: Final = 0.1


class RefusedAddressError(OSError):
    """An address that is neither HTTPS nor of this computer."""


def refuse_unsafe(url: str) -> None:
    """Let through what is fetched over HTTPS or from this computer.

    Raises:
        RefusedAddressError: it is neither.
    """
    scheme, host = scheme_and_host(url)
    if not (scheme == "https" or (scheme == "http" and is_this_computer(host))):
        message = f"{url} is not an https address"
        raise RefusedAddressError(message)


def scheme_and_host(url: str) -> tuple[str, str]:
    """The two of an address that can be asked, both in small letters.

    Raises:
        RefusedAddressError: it is no web address, or not of a form that can be sent.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        parts.port  # noqa: B018 - raises for a port that is no number
        _as_http_sends_it(host.encode("idna").decode())  # encoding fails as connecting does, but not with an OSError
        _as_http_sends_it(parts.path + parts.query)
    except ValueError as error:
        message = f"{url} is no web address"
        raise RefusedAddressError(message) from error
    if not host or parts.scheme not in {"http", "https"}:
        message = f"{url} is not an https address"
        raise RefusedAddressError(message)
    return parts.scheme, host


def _as_http_sends_it(path: str) -> None:
    """Look whether a path can stand in a request; other letters are written with percent signs there.

    Raises:
        ValueError: it cannot.
    """
    if " " in path or not path.isascii() or not path.isprintable():
        message = "neither blanks nor letters beyond ASCII"
        raise ValueError(message)


def is_this_computer(host: str) -> bool:
    """Whether a host name or number without brackets means the computer this runs on."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Line:
    """The connections of one download; all are cut when the token is cancelled. Used as a context manager.

    Args:
        cancel: looked at ten times a second by a thread of its own.
        seconds: how long connecting, or an answer, may take.
        refuse: raises `RefusedAddressError` for an address, given or redirected to, that is not to be asked.
    """

    def __init__(self, cancel: CancelToken, seconds: float, refuse: Callable[[str], None] = refuse_unsafe) -> None:
        self._refuse = refuse
        self._cancel = cancel
        self._seconds = seconds
        self._done = threading.Event()
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._thread = threading.Thread(target=self._watch, name="download", daemon=True)
        self._opener = urllib.request.OpenerDirector()
        for handler in (
            _Proxies(),
            _Web(self.hold),
            _Redirects(refuse),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
        ):
            self._opener.add_handler(handler)

    def __enter__(self) -> Self:
        """Watch the token."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Watch no more."""
        self._done.set()
        self._thread.join()

    @contextmanager
    def ask(self, url: str, headers: dict[str, str]) -> Iterator[HTTPResponse | HTTPError]:
        """The answer to a GET request, whatever its status, closed at the end.

        Raises:
            OSError: the server cannot be reached, or the address is refused.
            http.client.HTTPException: it does not speak HTTP.
        """
        self._refuse(url)
        version = photosim.__version__
        request = urllib.request.Request(url, headers={"User-Agent": f"photosim/{version}", **headers})  # noqa: S310 - looked at above
        try:
            response = self._opener.open(request, timeout=self._seconds)
        except HTTPError as error:
            response = error
        try:
            yield response
        finally:
            response.close()
            with self._lock:
                self._sockets.clear()

    def hold(self, connected: socket.socket) -> None:
        """Remember a connection, to be able to cut it."""
        with self._lock:
            self._sockets.append(connected)
            if self._cancel.cancelled:
                _cut(connected)

    def _watch(self) -> None:
        while not self._done.wait(_LOOK_SECONDS):
            if self._cancel.cancelled:
                with self._lock:
                    for connected in self._sockets:
                        _cut(connected)
                return


def _cut(connected: socket.socket) -> None:
    """Whoever waits for this connection goes on with an error or an end."""
    with suppress(OSError):
        # The plain socket's own way, also below TLS, whose `shutdown` must not be called beside a read.
        socket.socket.shutdown(connected, socket.SHUT_RDWR)


class _Connection(http.client.HTTPConnection):
    def __init__(self, *arguments: Any, hold: Any, **more: Any) -> None:  # noqa: ANN401 - passed on as it comes
        super().__init__(*arguments, **more)
        self._hold = hold

    def connect(self) -> None:
        super().connect()
        self._hold(self.sock)


class _SafeConnection(_Connection, http.client.HTTPSConnection):
    """The same over TLS: what `_Connection` passes on goes to `HTTPSConnection` here."""


class _Web(urllib.request.AbstractHTTPHandler):
    """Opens addresses of both kinds on connections that can be held."""

    http_request = https_request = urllib.request.AbstractHTTPHandler.do_request_

    def __init__(self, hold: Any) -> None:  # noqa: ANN401 - a callback
        super().__init__()
        self._hold = hold

    def http_open(self, req: urllib.request.Request) -> HTTPResponse:
        return self.do_open(_Connection, req, hold=self._hold)  # type: ignore[arg-type]

    def https_open(self, req: urllib.request.Request) -> HTTPResponse:
        return self.do_open(_SafeConnection, req, hold=self._hold)  # type: ignore[arg-type]


class _Proxies(urllib.request.ProxyHandler):
    """Those of the environment, except on the way to this computer."""

    def proxy_open(self, req: urllib.request.Request, proxy: str, type: str) -> Any:  # noqa: A002, ANN401 - as in urllib
        if is_this_computer(urlsplit(req.full_url).hostname or ""):
            return None
        return super().proxy_open(req, proxy, type)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to where a download may come from."""

    def __init__(self, refuse: Callable[[str], None]) -> None:
        self._refuse = refuse

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        try:
            self._refuse(newurl)
        except RefusedAddressError:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)
