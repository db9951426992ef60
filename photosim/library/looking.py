"""Looking at photos: each worker decodes a batch and embeds it, so that all cores are busy whatever takes longer.

One thread for decoding and one for the network would leave a core idle whenever the two take different times.
Instead every worker does both, with the network held to the worker's own thread: c workers use c cores, never more.
The batches under way are bounded, so memory does not grow with the library.
"""

import io
import os
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from photosim.core.cancel import CancelToken
from photosim.core.decode import load_photo
from photosim.core.fingerprint import fingerprint
from photosim.core.pace import Pace
from photosim.core.photo import FileStamp
from photosim.core.thumbs import ThumbnailCache, make_thumbnail
from photosim.core.vectors import Packed, pack
from photosim.embed.classes import top_classes
from photosim.embed.preprocess import prepare
from photosim.embed.spec import ModelSpec
from photosim.errors import PhotoError
from photosim.store.photos import Pending
from photosim.store.vectors import TAG_DTYPE, TAGS_PER_PHOTO

if TYPE_CHECKING:
    from photosim.embed.onnx import Embedder  # onnxruntime takes long to import; only who embeds waits for it

_BATCHES_AHEAD: Final = 2
_READ_WHOLE: Final = 1 << 24
"""Bytes a file may have to be read at once; larger ones are seldom compressed, and seldom read to their end."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A photo that was read.

    Attributes:
        pending: which photo.
        stamp: its file as it was read.
        content: fingerprint of that file.
        size: width and height of the upright photo, pixels.
        vector: packed (d,).
        tags: `TAG_DTYPE` records, best first; None for a model without classes.
        taken: when, by its camera, as `taken_of` tells.
    """

    pending: Pending
    stamp: FileStamp
    content: bytes
    size: tuple[int, int]
    vector: Packed
    tags: bytes | None
    taken: int | None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A photo that was not.

    Attributes:
        pending: which photo.
        reason: short phrase.
        content: fingerprint of the file, None if not even that could be read.
        gone: the file is not there any more.
        retry: the reason may pass without a change of the file.
    """

    pending: Pending
    reason: str
    content: bytes | None
    gone: bool = False
    retry: bool = False


@dataclass(frozen=True, slots=True)
class _Prepared:
    pending: Pending
    stamp: FileStamp
    content: bytes
    size: tuple[int, int]
    taken: int | None
    pixels: NDArray[np.float32]


class Looker:
    """Turns pending photos into vectors, on as many threads as there are cores.

    Args:
        embedder: runs the model with one thread a call; called from all workers at once.
        spec: the model.
        thumbnails: gets a thumbnail of every photo that is read.
        pace: says how many of the threads work at a time.
        cancel: looked at between photos.
    """

    def __init__(
        self, embedder: "Embedder", spec: ModelSpec, thumbnails: ThumbnailCache, pace: Pace, cancel: CancelToken
    ) -> None:
        self._embedder = embedder
        self._spec = spec
        self._thumbnails = thumbnails
        self._pace = pace
        self._cancel = cancel

    def look(self, photos: Iterator[Pending], total: int) -> Generator[list[Looked | Unreadable], None, None]:
        """Results in batches, in the order of `photos`; photos left when `cancel` is set are not looked at.

        Args:
            photos: asked for more only as room comes free.
            total: about how many there are; the last batches are smaller, so that all workers end together.
        """
        left = total
        with ThreadPoolExecutor(self._pace.cores, "look") as pool:
            under_way: deque[Future[list[Looked | Unreadable]]] = deque()
            # Opens the network on one worker while the others decode; later all would wait for it at once.
            pool.submit(lambda: self._embedder.provider)
            try:
                while True:
                    workers = self._pace.workers
                    while len(under_way) < workers * _BATCHES_AHEAD and not self._cancel.cancelled:
                        size = max(1, min(self._embedder.batch_size, left // (2 * workers)))
                        batch = list(islice(photos, size))
                        if not batch:
                            break
                        left -= len(batch)
                        under_way.append(pool.submit(self._look_in_turn, batch))
                    if not under_way:
                        return
                    yield under_way.popleft().result()
            finally:
                for future in under_way:
                    future.cancel()

    def _look_in_turn(self, batch: Sequence[Pending]) -> list[Looked | Unreadable]:
        with self._pace.turn():
            return self._look_at(batch)

    def _look_at(self, batch: Sequence[Pending]) -> list[Looked | Unreadable]:
        results: list[Looked | Unreadable] = []
        prepared: list[_Prepared] = []
        for pending in batch:
            if self._cancel.cancelled:
                break
            outcome = self._prepare(pending)
            if isinstance(outcome, Unreadable):
                results.append(outcome)
            else:
                prepared.append(outcome)
        results.extend(self._embed(prepared))
        return results

    def _prepare(self, pending: Pending) -> _Prepared | Unreadable:
        """Read one file once: fingerprint, pixels for the network, thumbnail."""
        content = None
        try:
            with open(pending.path, "rb") as file:  # noqa: PTH123 - the catalogue hands out plain strings
                stamp = _stamp(pending.path, file)
                # Each read of a file lets go of Python's lock and waits for it, and a window waits in turn.
                source: BinaryIO = io.BytesIO(file.read(stamp.size)) if stamp.size <= _READ_WHOLE else file
                content = fingerprint(source)
                source.seek(0)
                photo = load_photo(source, short_side=self._spec.decode_short_side)
        except (FileNotFoundError, NotADirectoryError):
            return Unreadable(pending, "the file is gone", None, gone=True)
        except OSError as error:
            return Unreadable(pending, f"cannot read the file: {error.strerror or error}", content, retry=True)
        except PhotoError as error:
            return Unreadable(pending, error.reason, content, retry=error.passing)
        if not self._thumbnails.contains(stamp):
            self._thumbnails.save(stamp, make_thumbnail(photo.as_stored, profile=photo.profile))
        size = (photo.width, photo.height)
        return _Prepared(pending, stamp, content, size, photo.taken, prepare(photo.image, self._spec))

    def _embed(self, prepared: list[_Prepared]) -> Iterator[Looked]:
        if not prepared:
            return
        answer = self._embedder.embed(np.stack([one.pixels for one in prepared]))
        vectors = pack(answer.vectors, signed=self._spec.signed)
        tags = stored_tags(answer.logits) if answer.logits is not None else [None] * len(prepared)
        for one, vector, tag in zip(prepared, vectors, tags, strict=True):
            yield Looked(one.pending, one.stamp, one.content, one.size, vector, tag, one.taken)


def stored_tags(logits: NDArray[np.float32]) -> list[bytes]:
    """The likeliest classes of each row of logits float32 (n, classes), as the catalogue stores them."""
    classes, probabilities = top_classes(logits, min(TAGS_PER_PHOTO, logits.shape[1]))
    records = np.empty(classes.shape, TAG_DTYPE)
    records["class"], records["probability"] = classes, probabilities
    return [row.tobytes() for row in records]


def _stamp(path: str, file: BinaryIO) -> FileStamp:
    status = os.fstat(file.fileno())
    return FileStamp(path, status.st_size, status.st_mtime_ns)
