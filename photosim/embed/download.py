"""Downloading one file whose size and hash are known, whatever the way there is like.

What has come is kept and gone on with, in a later call and from another server, too: the hash at the end says whether
the parts fit together. Ranges are those of RFC 9110, section 14 (https://www.rfc-editor.org/rfc/rfc9110#section-14);
a server without them is asked for everything, and what is there already is passed over.
"""

import http.client
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from photosim.core.cancel import CancelToken
from photosim.embed.answers import AddressError, CutError, check_size, failure, refuse_pages, start_of
from photosim.embed.part_file import PartFile, Wanted, make_room, megabytes
from photosim.embed.web import Line
from photosim.errors import ModelError

Tell = Callable[[int, int], None]
"""Told bytes done and bytes in all; may raise to stop."""

_CHUNK: Final = 1 << 18
_ANSWER_SECONDS = 30.0
_PAUSE_SECONDS = 1.0
_FRUITLESS_TRIES: Final = 3
_WRONG_FILES: Final = 2
_LOOK_SECONDS: Final = 0.1


@dataclass
class _Source:
    """An address, and what was learnt about it.

    Attributes:
        url: the address.
        ranges: whether it may be asked for a part.
        validator: its name for this state of the file (a strong ETag), None if it has none.
        answers: how many brought something.
    """

    url: str
    ranges: bool = True
    validator: str | None = None
    answers: int = 0


def download(urls: Sequence[str], target: Path, wanted: Wanted, tell: Tell, cancel: CancelToken) -> Path:
    """Fetch a file from the first address that has it.

    Args:
        urls: HTTPS, or HTTP of this computer; tried in order.
        target: where to; not there unless complete and right. What has come so far is in `target` + ".part".
        wanted: what to expect.
        tell: called on this thread after every piece.
        cancel: stops it within a moment, also while a server is silent; connecting may take longer.

    Returns:
        The target.

    Raises:
        Cancelled: `cancel` was set; what has come is kept.
        ModelError: no address gives it, it is not what was expected, or there is no room.
    """
    part = PartFile(target, wanted, cancel)
    if part.is_complete():
        return target
    make_room(target.parent, wanted.size - part.have)
    with Line(cancel, _ANSWER_SECONDS) as line:
        _Download(part, wanted, tell, cancel, line).run(urls)
    return target


class _Download:
    """One call of `download`."""

    def __init__(self, part: PartFile, wanted: Wanted, tell: Tell, cancel: CancelToken, line: Line) -> None:
        self._part = part
        self._wanted = wanted
        self._tell = tell
        self._cancel = cancel
        self._line = line

    def run(self, urls: Iterable[str]) -> None:
        """Try the addresses in order.

        Raises:
            ModelError: see `download`.
        """
        problems: dict[str, None] = {}  # in order, each once
        wrong = 0
        for url in urls:
            while wrong < _WRONG_FILES:
                source, before = _Source(url), self._part.have
                try:
                    self._fetch(source)
                except AddressError as error:
                    problems[f"{_server(url)} {error}"] = None
                    break
                if self._part.complete():
                    return
                wrong += 1
                problems[f"{_server(url)} gives something that is not the file that was published"] = None
                if not before and source.answers == 1:
                    break  # else parts may have been put together that do not belong together: once more
        raise ModelError(self._why(problems))

    def _why(self, problems: Iterable[str]) -> str:
        kept, size = self._part.have, self._wanted.size
        message = f"{self._wanted.file} could not be downloaded: {'; '.join(problems)}; nothing was installed"
        if kept:
            message += f", but {megabytes(kept)} of {megabytes(size)} are kept and the next try goes on from there"
        return message

    def _fetch(self, source: _Source) -> None:
        """Get all that is lacking from one address.

        Raises:
            AddressError: that cannot be.
        """
        fruitless = 0
        while self._part.have < self._wanted.size:
            before = self._part.have
            try:
                self._ask(source)
            except CutError as error:
                self._cancel.raise_if_cancelled()
                fruitless = 0 if self._part.have > before else fruitless + 1
                if fruitless == _FRUITLESS_TRIES:
                    raise AddressError(str(error)) from error
                self._pause(_PAUSE_SECONDS * fruitless)

    def _ask(self, source: _Source) -> None:
        """One request, and as much of the answer as comes.

        Raises:
            AddressError: it is no use to ask here again.
            CutError: it may be.
        """
        have = self._part.have
        headers = {}
        if have and source.ranges:
            headers["Range"] = f"bytes={have}-"
            if source.validator:
                headers["If-Range"] = source.validator
        try:
            with self._line.ask(source.url, headers) as answer:
                if answer.status == http.client.REQUESTED_RANGE_NOT_SATISFIABLE and headers:
                    source.ranges = False
                    return
                start = start_of(answer, have if headers else 0, self._wanted.size)
                etag = answer.headers.get("ETag", "")
                source.validator = etag if etag.startswith('"') else None
                self._receive(answer, start, source)
        except (OSError, http.client.HTTPException) as error:
            self._cancel.raise_if_cancelled()
            raise failure(error, began=source.answers > 0) from error

    def _receive(self, answer: Any, start: int, source: _Source) -> None:  # noqa: ANN401 - see `start_of`
        """Write what comes behind what is there already.

        Raises:
            AddressError: it is something else.
            CutError: it ended too early.
        """
        have, place, size = self._part.have, start, self._wanted.size
        length = answer.length  # None if the server does not say
        chunk = answer.read1(_CHUNK)
        if not start:
            refuse_pages(chunk)
            check_size(length, size)
        source.answers += bool(chunk)
        with self._part.appending() as file:
            while chunk:
                if place + len(chunk) > size:
                    check_size(place + len(chunk), size)
                self._part.append(file, chunk[max(0, have - place) :])
                place += len(chunk)
                self._tell(max(place, have), size)
                self._cancel.raise_if_cancelled()
                chunk = answer.read1(_CHUNK) if place < size else b""
        if place < size:
            message = "breaks the connection again and again"
            raise CutError(message)

    def _pause(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._cancel.raise_if_cancelled()
            time.sleep(_LOOK_SECONDS)


def _server(url: str) -> str:
    """What to call an address in a message."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2] or url
    except ValueError:
        return url
