"""Fetching one picture from the web, because the user asked for that very address.

What comes back is read as a picture and nothing else. A web server must not be able to have this computer ask its
own network: a redirect is followed to public addresses only, unless the user's own address is a private one.
"""

import http.client
import ipaddress
import socket
import time
from typing import Final
from urllib.error import HTTPError

from PIL import Image

from photosim.core.cancel import CancelToken
from photosim.core.decode import load_photo
from photosim.embed.answers import AddressError, failure, refuse_pages
from photosim.embed.web import Line, RefusedAddressError, scheme_and_host
from photosim.errors import PhotoError, UserError

MOST_BYTES: Final = 64_000_000
MOST_SECONDS: Final = 30.0
_ANSWER_SECONDS: Final = 10.0
_PIECE: Final = 1 << 16
_SIDE: Final = 1024  # pixels of the short side kept; a model looks at fewer


def fetch_picture(url: str, cancel: CancelToken | None = None, seconds: float = MOST_SECONDS) -> Image.Image:
    """The upright RGB picture at a web address.

    Args:
        url: http or https.
        cancel: stops it at once.
        seconds: how long all of it may take.

    Raises:
        Cancelled: `cancel` was set.
        PhotoError: what came is no picture that can be read.
        UserError: it cannot be had from there; the text says why on one line.
    """
    limit = _Limit(cancel or CancelToken(), seconds)
    try:
        host = scheme_and_host(url)[1]
        refuse = _Refuser(url)
        with Line(limit, min(_ANSWER_SECONDS, seconds), refuse) as line, line.ask(url, {"Accept": "image/*"}) as answer:
            data = _read(answer, limit)
    except (OSError, http.client.HTTPException, AddressError) as error:
        limit.raise_if_asked_to_stop()
        if isinstance(error, RefusedAddressError):
            raise UserError(str(error)) from error
        why = str(error) if isinstance(error, AddressError) else str(failure(error, began=False))
        if limit.cancelled:
            why = f"takes longer than {seconds:.0f} seconds"
        message = f"{host} {why}"
        raise UserError(message) from error
    try:
        return load_photo(data, short_side=_SIDE).image
    except PhotoError as error:
        raise PhotoError(error.reason, f"The picture from {host}") from error


class _Limit(CancelToken):
    """Set by the caller, or by the time."""

    def __init__(self, asked: CancelToken, seconds: float) -> None:
        super().__init__()
        self._asked = asked
        self._end = time.monotonic() + seconds

    @property
    def cancelled(self) -> bool:
        """Whether it is to end, for whichever reason."""
        return self._asked.cancelled or time.monotonic() >= self._end

    def raise_if_asked_to_stop(self) -> None:
        """Raise `Cancelled` if the caller wanted so."""
        self._asked.raise_if_cancelled()


class _Refuser:
    """Lets through the address the user gave, and from there on public ones.

    Args:
        url: that address.
    """

    def __init__(self, url: str) -> None:
        self._given = url
        self._inside = False

    def __call__(self, url: str) -> None:
        """Raise `RefusedAddressError` for one that is not to be asked."""
        _, host = scheme_and_host(url)
        if url == self._given:
            self._inside = _leads_inside(host)
        elif not self._inside and _leads_inside(host):
            message = f"{url} is an address inside this network"
            raise RefusedAddressError(message)


def _leads_inside(host: str) -> bool:
    """Whether a host has an address that is not public; one that nobody here knows is left to the proxy."""
    try:
        found = socket.getaddrinfo(host, None)
    except OSError:
        return False
    return any(not _is_public(str(entry[4][0]).partition("%")[0]) for entry in found)


def _is_public(number: str) -> bool:
    address = ipaddress.ip_address(number)
    return bool((getattr(address, "ipv4_mapped", None) or address).is_global)


def _read(answer: http.client.HTTPResponse | HTTPError, limit: CancelToken) -> bytes:
    """The whole body.

    Raises:
        AddressError: it is none of a picture, or too large.
        OSError: the connection broke, or was cut by the limit.
    """
    if answer.status != http.client.OK:
        message = f"does not give it ({answer.status} {answer.reason})"
        raise AddressError(message)
    if answer.headers.get_content_type() in {"text/html", "application/xhtml+xml"}:
        message = "gives a web page, not a picture"
        raise AddressError(message)
    parts, size = [], 0
    while part := answer.read(_PIECE):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            message = f"gives more than {MOST_BYTES // 1_000_000} MB"
            raise AddressError(message)
    if limit.cancelled:
        message = "cut"
        raise OSError(message)
    data = b"".join(parts)
    refuse_pages(data)
    return data
