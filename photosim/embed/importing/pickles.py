"""Reading the pickles of torch without running anything that stands in them.

A pickle is a program; what it imports and calls is the danger (https://docs.python.org/3/library/pickle.html). Here it
gets three things of ours in place of the few that a `state_dict` is made of: a dictionary, a tensor that is only
described, and the kinds of storage. None of them lets itself be changed. Before a pickle is run, its opcodes are read
through, and anything else it names is refused.
"""

import io
import pickle
import pickletools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, NoReturn

from photosim.errors import ModelError

MOST_PICKLE_BYTES: Final = 16_000_000
_MOST_MEMO: Final = 1_000_000
_MOST_TUPLES: Final = 4_000
"""Ten times what a checkpoint of VGG16 has. Each could lie in the one before, and Python's own C code, which has no
limit there, would run out of stack when such a tuple becomes a key."""

_KINDS: Final = {
    "FloatStorage": "<f4",
    "DoubleStorage": "<f8",
    "HalfStorage": "<f2",
    "BFloat16Storage": "bfloat16",
    "LongStorage": "<i8",
    "IntStorage": "<i4",
    "ShortStorage": "<i2",
    "CharStorage": "i1",
    "ByteStorage": "u1",
    "BoolStorage": "?",
}


class Entries(dict[Any, Any]):
    """In place of `collections.OrderedDict`; what a module's state says of itself is passed over."""

    __slots__ = ()

    def __setstate__(self, state: object) -> None:
        """`_metadata` of a `state_dict`."""


class _Unchanging:
    """What a pickle can get at but not change. No slots: with them, a dataclass brings a `__setstate__` of its own."""

    def __setstate__(self, state: object) -> None:
        _refuse("something that changes what a tensor is")


@dataclass(frozen=True)
class StorageKind(_Unchanging):
    """In place of a class such as `torch.FloatStorage`: the type of its values, or "bfloat16"."""

    dtype: str


@dataclass(frozen=True)
class Storage(_Unchanging):
    """Values that lie elsewhere in the file."""

    dtype: str
    key: str
    count: int


@dataclass(frozen=True)
class TensorPlace(_Unchanging):
    """In place of a tensor: which values of a storage it is made of. Counted in values; not checked yet."""

    storage: Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


class _Maker:
    """A call of ours in place of one of torch's or Python's."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[..., object]) -> None:
        self._make = make

    def __call__(self, *arguments: object) -> object:
        return self._make(*arguments)

    def __setstate__(self, state: object) -> None:
        _refuse("something that changes what it calls")


def _refuse(what: str) -> NoReturn:
    message = f"it holds {what}, and only tensors are read"
    raise pickle.UnpicklingError(message)


def _whole(value: object) -> int:
    if type(value) is not int or value < 0:
        _refuse("a tensor whose place is no number")
    return value


def _numbers(values: object) -> tuple[int, ...]:
    if not isinstance(values, tuple | list) or len(values) > 16:
        _refuse("a tensor whose shape is no row of numbers")
    return tuple(map(_whole, values))


def _tensor(storage: object, offset: object, shape: object, strides: object, *_: object) -> TensorPlace:
    """As `torch._utils._rebuild_tensor_v2` is called; gradients and hooks are passed over."""
    if not isinstance(storage, Storage):
        _refuse("a tensor without a storage")
    return TensorPlace(storage, _whole(offset), _numbers(shape), _numbers(strides))


def _parameter(tensor: object, *_: object) -> TensorPlace:
    """As `torch._utils._rebuild_parameter` is called."""
    if not isinstance(tensor, TensorPlace):
        _refuse("a parameter that is no tensor")
    return tensor


def _entries(*arguments: object) -> Entries:
    if arguments:
        _refuse("a dictionary made in an unusual way")
    return Entries()


def _allowed() -> dict[str, object]:
    """Every name a pickle may use, and what it gets; new objects for each pickle."""
    names: dict[str, object] = {
        "collections OrderedDict": _Maker(_entries),
        "torch._utils _rebuild_tensor_v2": _Maker(_tensor),
        "torch._utils _rebuild_tensor": _Maker(_tensor),
        "torch._utils _rebuild_parameter": _Maker(_parameter),
    }
    return names | {f"torch {name}": StorageKind(dtype) for name, dtype in _KINDS.items()}


class _Unpickler(pickle.Unpickler):
    """Python's own, with nothing to import."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file, encoding="utf-8")
        self._names = _allowed()
        self.storages: dict[str, Storage] = {}

    def find_class(self, module: str, name: str) -> object:
        """The only way a pickle gets at anything."""
        found = self._names.get(f"{module} {name}")
        if found is None:
            _refuse(f"{module}.{name}".replace("\n", " "))
        return found

    def persistent_load(self, pid: object) -> Storage:
        """What stands for the values of a storage: ("storage", kind, key, device, count, ...)."""
        if not isinstance(pid, tuple) or len(pid) not in (5, 6) or pid[0] != "storage":
            _refuse("something that is no storage")
        _, kind, key, _, count, *view = pid
        if not isinstance(kind, StorageKind) or type(key) is not str or any(part is not None for part in view):
            _refuse("a storage of an unknown kind")
        return self.storages.setdefault(key, Storage(kind.dtype, key, _whole(count)))


@dataclass(frozen=True, slots=True)
class Pickled:
    """What a pickle held.

    Attributes:
        value: of numbers, strings, tuples, lists, dictionaries and `TensorPlace`s.
        storages: everything that is said to lie elsewhere in the file, by key.
    """

    value: Any
    storages: dict[str, Storage]


def read_pickle(file: BinaryIO, where: str) -> Pickled:
    """The next pickle of a file, which is left after it.

    Args:
        file: at the start of a pickle.
        where: names the file in messages.

    Raises:
        ModelError: it is damaged or too long, or it wants anything but tensors; that is found out before it runs.
    """
    start = file.tell()
    content = file.read(MOST_PICKLE_BYTES)
    try:
        length = _read_through(content)
        unpickler = _Unpickler(io.BytesIO(content[:length]))
        value = unpickler.load()
    except pickle.UnpicklingError as error:
        message = f"the file {where} is refused: {error}"
        raise ModelError(message) from error
    # A pickle that does not add up fails in whatever it did last.
    except (ValueError, EOFError, LookupError, TypeError, AttributeError, OverflowError, MemoryError) as error:
        message = f"the file {where} is damaged or cut off"
        raise ModelError(message) from error
    file.seek(start + length)
    return Pickled(value, unpickler.storages)


def _read_through(content: bytes) -> int:
    """The length of the pickle at the start, which names nothing that is not allowed.

    Raises:
        UnpicklingError: it does.
        ValueError: it is no pickle.
    """
    allowed, tuples = _allowed(), 0
    file = io.BytesIO(content)
    for opcode, argument, _ in pickletools.genops(file):
        if opcode.name in {"GLOBAL", "INST"} and argument not in allowed:
            _refuse(str(argument).replace(" ", "."))
        if opcode.name in {"EXT1", "EXT2", "EXT4", "NEWOBJ", "NEWOBJ_EX", "OBJ", "INST", "PERSID", "NEXT_BUFFER"}:
            _refuse(f"the opcode {opcode.name}")
        # The memo is a table as long as its largest number: one number could ask for all memory there is.
        if opcode.name in {"PUT", "BINPUT", "LONG_BINPUT"} and int(argument or 0) > _MOST_MEMO:
            _refuse("a number too large")
        tuples += opcode.name in {"TUPLE", "TUPLE1", "TUPLE2", "TUPLE3"}
        if tuples > _MOST_TUPLES:
            _refuse("more than a network for photos has")
    return file.tell()
