"""Weights from files of `torch.save`, read without torch and without running what stands in them.

Both formats of https://github.com/pytorch/pytorch/blob/main/torch/serialization.py: a zip archive (`data.pkl` and one
entry a storage, nothing compressed), and the older one (four pickles, the keys of the storages, the storages).
"""

import io
import pickle
import struct
import zipfile
from collections.abc import Mapping
from math import prod
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
from numpy.lib.stride_tricks import as_strided

from photosim.embed.importing.pickles import MOST_PICKLE_BYTES, Storage, TensorPlace, read_pickle
from photosim.embed.importing.tensors import Array, Tensor, in_file
from photosim.embed.importing.vgg16 import Layer
from photosim.embed.spec import sha256_of
from photosim.errors import ModelError

ZIP_START: Final = b"PK\x03\x04"
LEGACY_START: Final = pickle.dumps(0x1950A86A20F9469CFC6C, 2)
_PROTOCOL: Final = 1001
_WRAPPERS: Final = ("state_dict", "model_state_dict", "model", "net", "network")
_PREFIXES: Final = ("module.", "model.")
_FEATURES: Final = (0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28)
_CLASSIFIER: Final = (0, 3, 6)
_HASHES: Final = {"vgg16-397923af.pth": "397923af"}
"""How the sha256 of a published file begins: torchvision puts that into its names."""
_MOST_ENTRIES: Final = 10_000

Places = dict[str, tuple[int, int]]
"""Offset and bytes of each storage in the file."""


def read_vgg16(path: Path) -> list[Layer]:
    """The layers of torchvision's VGG16, in order.

    Raises:
        ModelError: the file is damaged, holds anything but tensors, or is of another network.
    """
    begins = _HASHES.get(path.name)
    if begins is not None and not sha256_of(path).startswith(begins):
        message = f"the file {path} is damaged: its hash is not the one in its name"
        raise ModelError(message)
    tensors = read_tensors(path)
    names = [f"features.{place}" for place in _FEATURES] + [f"classifier.{place}" for place in _CLASSIFIER]
    missing = [f"{name}.{part}" for name in names for part in ("weight", "bias") if f"{name}.{part}" not in tensors]
    if missing:
        message = (
            f"the file {path} is no VGG16 of torchvision: it has no {missing[0]!r}; other networks are taken as ONNX"
        )
        raise ModelError(message)
    return [Layer(tensors[f"{name}.weight"].astype("<f4"), tensors[f"{name}.bias"].astype("<f4")) for name in names]


def read_tensors(path: Path) -> dict[str, Tensor]:
    """The tensors of a `state_dict`, also from inside a checkpoint, without the prefix of a wrapping module.

    Raises:
        ModelError: the file is damaged or holds anything but tensors.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(ZIP_START))
            file.seek(0)
            value, places = _read_zip(file, path) if start == ZIP_START else _read_legacy(file, path)
    except OSError as error:
        message = f"the file {path} cannot be read: {error.strerror or error}"
        raise ModelError(message) from error
    state = _state_of(value)
    return {name: _tensor(name, place, places, path) for name, place in state.items()}


def _state_of(value: object) -> dict[str, TensorPlace]:
    """Named tensors, wherever in the checkpoint they are; empty if there are none."""
    inside = [value.get(wrapper) for wrapper in _WRAPPERS] if isinstance(value, dict) else []
    for entries in (value, *inside):
        if not isinstance(entries, dict):
            continue
        state = {key: one for key, one in entries.items() if isinstance(key, str) and isinstance(one, TensorPlace)}
        for prefix in _PREFIXES:
            if state and all(key.startswith(prefix) for key in state):
                state = {key.removeprefix(prefix): one for key, one in state.items()}
        if state:
            return state
    return {}


def _read_zip(file: BinaryIO, path: Path) -> tuple[Any, Places]:
    """The object of a zip archive, and where its storages lie.

    Raises:
        ModelError: it is damaged or not made by torch.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            main = next((name for name in names if name.endswith("/data.pkl") and name.count("/") == 1), None)
            if main is None or len(entries) > _MOST_ENTRIES:
                message = f"the file {path} is a zip archive, but none of torch"
                raise ModelError(message)
            # torch never compresses: what is compressed could be a bomb.
            if any(entry.compress_type != zipfile.ZIP_STORED for entry in entries):
                message = f"the file {path} is refused: torch does not compress what it saves"
                raise ModelError(message)
            folder = main.removesuffix("data.pkl")
            if f"{folder}byteorder" in names and archive.read(f"{folder}byteorder") != b"little":
                message = f"the file {path} was saved on a big-endian machine, which is not supported"
                raise ModelError(message)
            with archive.open(main) as content:
                value = read_pickle(io.BytesIO(content.read(MOST_PICKLE_BYTES)), str(path)).value
            prefix = f"{folder}data/"
            places = {
                entry.filename.removeprefix(prefix): (_start_of(file, entry), entry.file_size)
                for entry in entries
                if entry.filename.startswith(prefix)
            }
    # An entry beyond the end, a name that is no text, a place that is no number: all from one wrong byte.
    except (zipfile.BadZipFile, struct.error, RuntimeError, EOFError, ValueError) as error:
        message = f"the file {path} is damaged or cut off"
        raise ModelError(message) from error
    return value, places


def _start_of(file: BinaryIO, entry: zipfile.ZipInfo) -> int:
    """Where the content of an entry that is not compressed begins."""
    file.seek(entry.header_offset)
    signature, *_, name, extra = struct.unpack("<4s5H3I2H", file.read(30))
    if signature != ZIP_START:
        message = "no entry where the directory has one"
        raise zipfile.BadZipFile(message)
    return entry.header_offset + 30 + int(name) + int(extra)


def _read_legacy(file: BinaryIO, path: Path) -> tuple[Any, Places]:
    """The object of a file in the older format, and where its storages lie.

    Raises:
        ModelError: it is damaged or of a version nobody knows.
    """
    head = [read_pickle(file, str(path)).value for _ in range(3)]
    if head[1] != _PROTOCOL or not isinstance(head[2], dict) or head[2].get("little_endian") is not True:
        message = f"the file {path} was saved by a torch, or on a machine, that is not supported"
        raise ModelError(message)
    content = read_pickle(file, str(path))
    keys = read_pickle(file, str(path)).value
    return content.value, _places_of(file, keys, content.storages, path)


def _places_of(file: BinaryIO, keys: object, storages: Mapping[str, Storage], path: Path) -> Places:
    """Where the storages of the older format lie: one after the other, each after its length.

    Raises:
        ModelError: they are not all there.
    """
    places: Places = {}
    end = path.stat().st_size
    for key in keys if isinstance(keys, list) else ():
        length = file.read(8)
        if len(length) != 8 or not isinstance(key, str) or key not in storages:
            message = f"the file {path} is damaged or cut off"
            raise ModelError(message)
        start, size = file.tell(), struct.unpack("<q", length)[0] * _dtype(storages[key]).itemsize
        if not 0 <= size <= end - start:
            message = f"the file {path} is damaged or cut off"
            raise ModelError(message)
        places[key] = (start, size)
        file.seek(size, 1)
    return places


def _dtype(storage: Storage) -> np.dtype[Any]:
    return np.dtype("<u2" if storage.dtype == "bfloat16" else storage.dtype)


def _tensor(name: str, place: TensorPlace, places: Places, path: Path) -> Tensor:
    """A tensor whose values are there.

    Raises:
        ModelError: they are not, or they lie outside their storage.
    """
    storage, dtype = place.storage, _dtype(place.storage)
    start, size = places.get(storage.key, (0, -1))
    reach = place.offset + sum((side - 1) * step for side, step in zip(place.shape, place.strides, strict=False))
    if (
        len(place.shape) != len(place.strides)
        or storage.count * dtype.itemsize != size
        or start + size > path.stat().st_size
        or (prod(place.shape) > 0 and reach >= storage.count)
        or prod(place.shape) > storage.count
    ):
        message = f"the file {path} is damaged or cut off: the values of {name!r} are not there"
        raise ModelError(message)
    tensor = _in_storage(place, in_file(path, start, (storage.count,), dtype))
    if storage.dtype == "bfloat16":
        return Tensor(tensor.shape, np.dtype("<f4"), lambda first, stop: _widened(tensor.rows(first, stop)))
    return tensor


def _in_storage(place: TensorPlace, storage: Tensor) -> Tensor:
    """The values of a tensor, from the whole storage only where they do not lie one after the other."""
    shape = place.shape or (1,)
    strides = place.strides or (1,)
    inner = prod(shape[1:])
    contiguous = tuple(prod(shape[axis + 1 :]) for axis in range(len(shape)))

    def rows(start: int, stop: int) -> Array:
        if strides == contiguous:
            return storage.rows(place.offset + start * inner, place.offset + stop * inner).reshape(-1, *shape[1:])
        values = storage.array()[place.offset :]
        steps = tuple(step * values.itemsize for step in strides)
        return as_strided(values, shape, steps, writeable=False)[start:stop].copy()

    return Tensor(shape, storage.dtype, rows)


def _widened(halves: Array) -> Array:
    """bfloat16 is the upper half of a 32-bit float."""
    return (halves.astype("<u4") << 16).view("<f4")
