"""Files laid out as `torch.save` lays them out, written without torch, byte by byte.

The pickle is written by hand, opcode for opcode as torch 2.13 writes a `state_dict`, because Python's own pickler would
have to import what it names. https://github.com/pytorch/pytorch/blob/main/torch/serialization.py has both formats.
"""

import io
import pickle
import struct
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Tensors = Mapping[str, NDArray[Any]]

MAGIC: Final = 0x1950A86A20F9469CFC6C
SYSTEM: Final = {
    "protocol_version": 1001,
    "little_endian": True,
    "type_sizes": {"short": 2, "int": 4, "long": 4},
}
_STORAGES: Final = {
    "float32": "FloatStorage",
    "float64": "DoubleStorage",
    "float16": "HalfStorage",
    "int64": "LongStorage",
    "uint16": "BFloat16Storage",  # NumPy has no such type: the upper halves of 32-bit floats stand for it
}


def number(value: int) -> bytes:
    """An integer, as short as it goes."""
    return pickle.dumps(value, 2)[2:-1]


def text(value: str) -> bytes:
    """A string."""
    encoded = value.encode()
    return b"X" + struct.pack("<I", len(encoded)) + encoded


def name(module: str, attribute: str) -> bytes:
    """Something that is imported."""
    return f"c{module}\n{attribute}\n".encode()


def storage(kind: str, key: str, count: int, *, legacy: bool = False) -> bytes:
    """The persistent id of a storage."""
    parts = text("storage") + name("torch", kind) + text(key) + text("cpu") + number(count)
    return b"(" + parts + (b"N" if legacy else b"") + b"tQ"


def tensor(place: bytes, offset: int, shape: Iterable[int], strides: Iterable[int]) -> bytes:
    """A call of `_rebuild_tensor_v2`."""
    sizes = [b"(" + b"".join(map(number, values)) + b"t" for values in (shape, strides)]
    hooks = name("collections", "OrderedDict") + b")R"
    return (
        name("torch._utils", "_rebuild_tensor_v2")
        + b"("
        + place
        + number(offset)
        + b"".join(sizes)
        + b"\x89"
        + hooks
        + b"tR"
    )


def dictionary(entries: Mapping[str, bytes]) -> bytes:
    """An `OrderedDict` of pickled values, with the `_metadata` of a module's state."""
    new = name("collections", "OrderedDict") + b")R"
    body = b"".join(text(key) + value for key, value in entries.items())
    metadata = b"}" + text("_metadata") + new + b"(" + text("") + b"}" + text("version") + number(1) + b"su" + b"s"
    return new + b"(" + body + b"u" + metadata + b"b"


def whole(body: bytes) -> bytes:
    """A pickle of protocol 2."""
    return b"\x80\x02" + body + b"."


def pickled(tensors: Tensors, wrapper: str | None = None, *, legacy: bool = False) -> bytes:
    """The pickle of a `state_dict`, or of a checkpoint that holds it under `wrapper`, beside the number of an epoch."""
    entries = {}
    for key, (label, array) in enumerate(tensors.items()):
        place = storage(_STORAGES[array.dtype.name], str(key), array.size, legacy=legacy)
        strides = [step // array.itemsize for step in np.empty(array.shape, array.dtype).strides]
        entries[label] = tensor(place, 0, array.shape, strides)
    state = dictionary(entries)
    if wrapper is None:
        return whole(state)
    return whole(b"}(" + text("epoch") + number(90) + text(wrapper) + state + b"u")


def write_zip(path: Path, content: bytes, tensors: Tensors, folder: str = "archive") -> Path:
    """The format of torch 1.6 and later: nothing compressed, storages at multiples of 64 bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(f"{folder}/data.pkl", content)
        archive.writestr(f"{folder}/byteorder", "little")
        for key, array in enumerate(tensors.values()):
            entry = zipfile.ZipInfo(f"{folder}/data/{key}")
            start = archive.start_dir + 30 + len(entry.filename)
            padding = -(start + 4) % 64
            entry.extra = struct.pack("<HH", 0x4246, padding) + b"Z" * padding  # "FB": how torch aligns
            archive.writestr(entry, np.ascontiguousarray(array).tobytes())
        archive.writestr(f"{folder}/version", "3\n")
    return path


def write_legacy(path: Path, content: bytes, tensors: Tensors) -> Path:
    """The format before that: pickles one after the other, then the storages, each after its length."""
    out = io.BytesIO()
    for head in (MAGIC, 1001, SYSTEM):
        out.write(pickle.dumps(head, 2))
    out.write(content)
    out.write(pickle.dumps([str(key) for key in range(len(tensors))], 2))
    for array in tensors.values():
        out.write(struct.pack("<q", array.size))
        out.write(np.ascontiguousarray(array).tobytes())
    path.write_bytes(out.getvalue())
    return path
