"""The form in which a user's own word vectors are kept: written once, checked, and then mapped in no time.

`words/<number>/` holds `words.txt`, `part-<j>` (int8 rows, a range of columns each), `rests` (float32, see
`WordVectors`) and `meta.json`, which is written last and names the size and hash of each. `words/current.json` names
the folder in use and is replaced in one step. All of it can be deleted at any time; the built-in words serve then.
"""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from photosim.errors import LibraryError, UserError
from photosim.paths import make_private_folder
from photosim.semantics.glove import Block, Floats, read_vectors
from photosim.semantics.words import WordVectors, quantise, rest_lengths

FORMAT: Final = 1
_POINTER: Final = "current.json"
_META: Final = "meta.json"
_SAMPLE: Final = 20_000
_ONE_PART: Final = 80
_PARTS: Final = (0.37, 0.27)
_HASHED_WHOLE: Final = 64 * 1024 * 1024
_PIECES: Final = 256
_PIECE: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class StoredWords:
    """Word vectors of the user's, open.

    Attributes:
        source: the file they were read from.
        vectors: ready to be asked.
    """

    source: Path
    vectors: WordVectors


def store_words(file: Path, root: Path, tell: Callable[[float], None] | None = None) -> StoredWords:
    """Read a text file of word vectors, keep them below `root` in the fast form, and use them from now on.

    Only one program at a time may do this; the caller sees to that.

    Args:
        file: see `photosim.semantics.glove`.
        root: `words/` in the data folder; created if missing.
        tell: told the share of the file that is done, 0..1; may raise to stop.

    Raises:
        UserError: the file cannot be read or is not of that form; what was in use stays in use.
        LibraryError: the disk is full or not writable.
    """
    make_private_folder(root)
    try:
        with _work_folder(root) as work:
            _write(read_vectors(file), work, file, tell)
            stored = _open(work)
            del stored  # on Windows, what is mapped cannot be renamed
            place = _place(work, root)
        stored = _open(place)
    except OSError as error:
        message = f"cannot keep the word vectors below {root}: {error.strerror or error}"
        raise LibraryError(message) from error
    _remove_others(root, place)
    return stored


def open_words(root: Path) -> StoredWords | None:
    """The user's words in use, None if there are none.

    Raises:
        UserError: they are damaged; one clear line.
    """
    place = _current(root)
    while place is not None:
        try:
            return _open(place)
        except (OSError, ValueError, KeyError, TypeError) as error:
            newest = _current(root)
            if newest == place:
                raise _unusable(error) from error
            place = newest  # another program has put others in their place meanwhile
    return None


def _current(root: Path) -> Path | None:
    """The folder in use.

    Raises:
        UserError: that cannot be told.
    """
    try:
        place: Path = root / json.loads((root / _POINTER).read_text(encoding="utf-8"))["folder"]
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unusable(error) from error
    return place


def _unusable(error: Exception) -> UserError:
    reason = f"cannot be read ({error.strerror})" if isinstance(error, OSError) and error.strerror else "are damaged"
    return UserError(f"your own word vectors {reason}; give their file again. Until then the built-in words are used")


def forget_words(root: Path) -> None:
    """From now on no words of the user's; files another program has open stay until the next time.

    Raises:
        LibraryError: the folder cannot be written.
    """
    try:
        (root / _POINTER).unlink(missing_ok=True)
    except OSError as error:
        message = f"cannot change {root}: {error.strerror or error}"
        raise LibraryError(message) from error
    _remove_others(root, None)


@contextlib.contextmanager
def _work_folder(root: Path) -> Iterator[Path]:
    """A new folder that is deleted at the end, unless it has been renamed."""
    work = Path(tempfile.mkdtemp(prefix="new-", dir=root))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _write(blocks: Iterator[Block], work: Path, source: Path, tell: Callable[[float], None] | None) -> None:
    """All files of the fast form."""
    first, more = _sample(blocks)
    dimension = first.vectors.shape[1]
    widths = _widths(dimension)
    axes = _axes(first.vectors) if len(widths) > 1 else np.eye(dimension, dtype=np.float32)
    names = [f"part-{j}" for j in range(len(widths))]
    count = 0
    with ExitStack() as stack:
        text = stack.enter_context((work / "words.txt").open("w", encoding="utf-8", newline="\n"))
        files = [stack.enter_context((work / name).open("wb")) for name in [*names, "rests"]]
        for block in _first_and(first, more):
            rows = quantise(block.vectors @ axes)
            parts = np.split(rows, np.cumsum(widths)[:-1], axis=1)
            for stream, array in zip(files, [*parts, rest_lengths(parts)], strict=True):
                stream.write(np.ascontiguousarray(array).tobytes())
            text.writelines(f"{word}\n" for word in block.words)
            count += len(block.words)
            if tell is not None:
                tell(block.done)
    meta = {
        "format": FORMAT,
        "source": os.fspath(source),
        "count": count,
        "widths": widths,
        "files": {name: _facts(work / name) for name in [*names, "rests", "words.txt"]},
    }
    (work / _META).write_text(json.dumps(meta, indent=1), encoding="utf-8")
    for path in work.iterdir():  # a power cut after the rename must not leave an empty file
        with path.open("rb+") as written:
            os.fsync(written.fileno())


def _sample(blocks: Iterator[Block]) -> tuple[Block, Iterator[Block]]:
    """Enough of the most frequent words to find principal axes from, and the rest."""
    taken = []
    for block in blocks:
        taken.append(block)
        if sum(len(each.words) for each in taken) >= _SAMPLE:
            break
    words = [word for block in taken for word in block.words]
    if not words:
        message = "the file holds no word vectors"
        raise UserError(message)
    vectors = np.concatenate([block.vectors for block in taken if block.words])
    return Block(words, vectors, taken[-1].done), blocks


def _first_and(first: Block, more: Iterator[Block]) -> Iterator[Block]:
    yield first
    for block in more:
        if block.words:
            yield block


def _widths(dimension: int) -> list[int]:
    """Columns of each part: short rows are multiplied at once, long ones bit by bit."""
    if dimension < _ONE_PART:
        return [dimension]
    leading = [round(share * dimension) for share in _PARTS]
    return [*leading, dimension - sum(leading)]


def _axes(vectors: Floats) -> Floats:
    """Directions of the largest squared length of unit vectors, float32 (d, d), one a column, the largest first."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None]
    unit = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    _, directions = np.linalg.eigh(unit.T @ unit)
    axes: Floats = np.ascontiguousarray(directions[:, ::-1]).astype(np.float32)
    return axes


def _facts(file: Path) -> dict[str, Any]:
    return {"bytes": file.stat().st_size, "hash": _hash(file)}


def _hash(file: Path) -> str:
    """SHA-256 of a file; of one above 64 MiB that of 256 pieces spread over it, to keep the first query short."""
    size = file.stat().st_size
    with file.open("rb") as stream:
        if size <= _HASHED_WHOLE:
            return hashlib.file_digest(stream, "sha256").hexdigest()
        digest = hashlib.sha256()
        for number in range(_PIECES):
            stream.seek((size - _PIECE) * number // (_PIECES - 1))
            digest.update(stream.read(_PIECE))
    return digest.hexdigest()


def _open(folder: Path) -> StoredWords:
    """Verify the files against `meta.json`, then map them.

    Raises:
        OSError, ValueError, KeyError, TypeError: one is missing, damaged or of another form.
    """
    meta = json.loads((folder / _META).read_text(encoding="utf-8"))
    if meta["format"] != FORMAT:
        message = f"{folder} is of another form"
        raise ValueError(message)
    for name, facts in meta["files"].items():
        if _facts(folder / name) != facts:
            message = f"{folder / name} is damaged"
            raise ValueError(message)
    words = (folder / "words.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    count, widths = meta["count"], meta["widths"]
    if len(words) != count:
        message = f"{folder} has {len(words)} words, not {count}"
        raise ValueError(message)
    parts = [
        np.memmap(folder / f"part-{j}", np.int8, "r", shape=(count, width)).view(np.ndarray)
        for j, width in enumerate(widths)
    ]
    rests = np.fromfile(folder / "rests", np.float32).reshape(count, len(widths))
    return StoredWords(Path(meta["source"]), WordVectors(words, parts, rests))


def _place(work: Path, root: Path) -> Path:
    """Give the finished folder a number and point to it."""
    numbers = [int(folder.name) for folder in root.iterdir() if folder.name.isdecimal()]
    place = work.rename(root / f"{max(numbers, default=0) + 1:06d}")
    temporary = root / f"{_POINTER}.{os.getpid()}.tmp"
    try:
        temporary.write_text(json.dumps({"folder": place.name}), encoding="utf-8")
        temporary.replace(root / _POINTER)
    except BaseException:
        temporary.unlink(missing_ok=True)
        shutil.rmtree(place, ignore_errors=True)
        raise
    return place


def _remove_others(root: Path, keep: Path | None) -> None:
    """Delete what is not in use, and what was left by an interrupted reading."""
    with contextlib.suppress(OSError):
        for folder in root.iterdir():
            if folder != keep and folder.is_dir():
                shutil.rmtree(folder, ignore_errors=True)
