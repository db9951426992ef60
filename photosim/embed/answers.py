"""What an answer of a web server means for a download, and an exception on the way to it."""

import http.client
import re
import ssl
from typing import Any, Final
from urllib.error import URLError

from photosim.embed.web import RefusedAddressError

_TRY_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PAGE: Final = "answers with a web page in its place"
_CONTENT_RANGE: Final = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


class AddressError(Exception):
    """This address does not give the file; the text says why, for the name of the server to stand before it."""


class WrongFileError(AddressError):
    """It gave another file to the end."""


class CutError(Exception):
    """The connection broke or the server is busy: to be tried again."""


def start_of(answer: Any, asked: int, size: int) -> int:  # noqa: ANN401 - an answer or an error, which answers, too
    """Where in the file an answer starts.

    Args:
        answer: an `HTTPResponse` or `HTTPError`.
        asked: the part that was asked for starts there; 0 for all of it.
        size: bytes of the whole file.

    Raises:
        AddressError: it is none.
        CutError: there may be one later.
    """
    told = f"{answer.status} {answer.reason}"
    if answer.status in _TRY_AGAIN:
        message = f"is busy ({told})"
        raise CutError(message)
    if answer.status in _REDIRECTS:  # the others were followed
        message = f"sends the call on to where it is not followed ({answer.status})"
        raise AddressError(message)
    if answer.status not in {http.client.OK, http.client.PARTIAL_CONTENT}:
        message = f"does not have it ({told})"
        raise AddressError(message)
    if answer.headers.get_content_type() in {"text/html", "application/xhtml+xml"}:
        raise AddressError(_PAGE)
    if answer.status == http.client.OK:
        return 0
    found = _CONTENT_RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    if not asked or found is None or int(found[1]) != asked:
        message = "gives another part of it than was asked for"
        raise AddressError(message)
    check_size(None if found[2] == "*" else int(found[2]), size)
    return asked


def check_size(told: int | None, size: int) -> None:
    """Refuse a file of another size.

    Raises:
        AddressError: the size that is told, if one is, is not the one that is wanted.
    """
    if told is not None and told != size:
        message = f"has a file of {told:,} bytes, not the {size:,} that were published"
        raise AddressError(message)


def refuse_pages(beginning: bytes) -> None:
    """Tell what often comes in a file's place by how it begins.

    Raises:
        AddressError: that is what has come.
    """
    text = beginning[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise AddressError(_PAGE)
    if text.startswith(b"version https://git-lfs"):
        message = "gives only a Git LFS pointer in its place"
        raise AddressError(message)


def failure(error: Exception, *, began: bool) -> AddressError | CutError:
    """What an exception of the network means.

    Args:
        error: an OSError or HTTPException.
        began: the address has given something before, so it is worth asking again.
    """
    reason = error.reason if isinstance(error, URLError) and isinstance(error.reason, Exception) else error
    told = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    if isinstance(reason, RefusedAddressError):
        return AddressError(f"leads to an address that is not safe: {reason}")
    if isinstance(reason, ssl.SSLCertVerificationError):
        return AddressError(f"cannot be trusted ({reason.verify_message})")
    if isinstance(reason, TimeoutError):
        return CutError("does not answer")
    broken = isinstance(reason, ConnectionError | http.client.HTTPException | ssl.SSLEOFError)
    if broken and not isinstance(reason, ConnectionRefusedError):
        return CutError("breaks the connection again and again")
    if isinstance(reason, ssl.SSLError) and reason.reason:
        told = f"no TLS: {reason.reason}"
    message = f"cannot be reached ({told})"
    return CutError(message) if began else AddressError(message)
