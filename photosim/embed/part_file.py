"""A file that comes in parts: complete and right, or not there under its name at all."""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from photosim.core.cancel import CancelToken
from photosim.errors import ModelError

_FULL: Final = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to come.

    Attributes:
        file: its name, for messages.
        size: bytes.
        sha256: 64 hex digits.
    """

    file: str
    size: int
    sha256: str


class PartFile:
    """What has come of a file; kept under another name, so that it can be gone on with.

    Args:
        target: the file's name when it is complete; what has come is in `target` + ".part".
        wanted: what to expect.
        cancel: looked at while the hash is calculated.
    """

    def __init__(self, target: Path, wanted: Wanted, cancel: CancelToken) -> None:
        self._target = target
        self._part = target.with_name(f"{target.name}.part")
        self._wanted = wanted
        self._cancel = cancel

    @property
    def have(self) -> int:
        """Bytes that have come so far."""
        try:
            return self._part.stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return 0

    def is_complete(self) -> bool:
        """Whether the file is there; one that is not right any more is removed.

        Raises:
            Cancelled: while it was looked at.
            ModelError: the disk is broken.
        """
        with self._clear_errors(self._target):
            if not self._target.is_file():
                return False
            if self._is_right(self._target):
                return True
            self._target.unlink()
            return False

    @contextmanager
    def appending(self) -> Iterator[IO[bytes]]:
        """The file to `append` to.

        Raises:
            ModelError: it cannot be written.
        """
        with self._clear_errors(self._part):
            file = self._part.open("ab", buffering=0)
        with file:
            yield file

    def append(self, file: IO[bytes], data: bytes) -> None:
        """Write all of it.

        Raises:
            ModelError: the disk is full or broken; what is written is kept.
        """
        rest = memoryview(data)
        with self._clear_errors(self._part):
            while rest:
                rest = rest[file.write(rest) :]

    def complete(self) -> bool:
        """Give the file its name if it is right, else remove it.

        Raises:
            Cancelled: while it was looked at.
            ModelError: the disk is broken.
        """
        with self._clear_errors(self._part):
            with self._part.open("rb+") as file:
                os.fsync(file.fileno())
            if self._is_right(self._part):
                self._part.replace(self._target)
                return True
            self._part.unlink()
            return False

    def _is_right(self, path: Path) -> bool:
        if path.stat().st_size != self._wanted.size:
            return False
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
                self._cancel.raise_if_cancelled()
        return digest.hexdigest() == self._wanted.sha256

    @contextmanager
    def _clear_errors(self, path: Path) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            message = f"the file {path} cannot be written: {error.strerror or error}; nothing was installed"
            if error.errno in _FULL:
                lacking = megabytes(self._wanted.size - self.have)
                message = (
                    f"the disk is full: {self._wanted.file} needs {lacking} more in {path.parent}; "
                    "nothing was installed, what has come is kept"
                )
            raise ModelError(message) from error


def make_room(folder: Path, needed: int) -> None:
    """See to it that a folder is there, and room in it.

    Raises:
        ModelError: it cannot be made, or its disk has not that many bytes free.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        message = f"the folder {folder} cannot be written: {error.strerror or error}"
        raise ModelError(message) from error
    if free < needed:
        message = f"there is not enough room in {folder}: {megabytes(needed)} are needed, {megabytes(free)} are free"
        raise ModelError(message)


def megabytes(count: int) -> str:
    """A number of bytes for people."""
    return f"{max(count, 0) / 1e6:,.0f} MB"
