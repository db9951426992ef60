"""Recognising a file's content wherever it was moved, renamed or copied to."""

import hashlib
import os
from typing import BinaryIO, Final

FINGERPRINT_BYTES: Final = 16
_WHOLE: Final = 256 * 1024
_ENDS: Final = 32 * 1024
_SAMPLE: Final = 4 * 1024
_SAMPLES: Final = 8
_UNCOMPRESSED: Final = (b"BM", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


def hashed_whole(size: int) -> bool:
    """Whether the fingerprint of a file of that many bytes is a hash of all of them, whatever is in it."""
    return size <= _WHOLE


def fingerprint(file: BinaryIO) -> bytes:
    """Hash of the file's length and content (BLAKE2b, RFC 7693), 16 bytes; leaves the position anywhere.

    Files to 256 KiB are hashed whole. Of longer ones the first and last 32 KiB and 8 evenly spread samples of
    4 KiB are: photos are compressed, so an edit changes length or nearly every byte after it, and reading 96 KiB
    instead of megabytes keeps this cheap on a spinning or network disk. BMP and TIFF, which seldom are compressed,
    are hashed whole, too: two scanned pages may differ in a few lines only.

    Raises:
        OSError: the file cannot be read.
    """
    size = file.seek(0, os.SEEK_END)
    digest = hashlib.blake2b(size.to_bytes(8, "little"), digest_size=FINGERPRINT_BYTES)
    file.seek(0)
    if size <= _WHOLE:
        digest.update(file.read())
        return digest.digest()
    head = file.read(_ENDS)
    digest.update(head)
    if head.startswith(_UNCOMPRESSED):
        while block := file.read(_WHOLE):
            digest.update(block)
        return digest.digest()
    stride = (size - 2 * _ENDS) // _SAMPLES
    parts = []
    for sample in range(_SAMPLES):
        file.seek(_ENDS + sample * stride)
        parts.append(file.read(_SAMPLE))
    file.seek(-_ENDS, os.SEEK_END)
    digest.update(b"".join((*parts, file.read(_ENDS))))  # each update would let go of Python's lock, and wait for it
    return digest.digest()
