"""ONNX files as they lie on disk: the graph is parsed, large weights stay where they are.

`onnx.load` keeps a file twice in memory while it reads it, and again what is written. Here the fields of the file are
walked along (https://protobuf.dev/programming-guides/encoding/, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto),
and only what is no large weight goes to the parser. Writing goes the other way round.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path, PureWindowsPath
from typing import Any, BinaryIO, Final

import numpy as np
import onnx
from google.protobuf.message import DecodeError

from photosim.embed.importing.tensors import Tensor, in_file
from photosim.errors import ModelError

MOST_BYTES: Final = 2**31 - 1
"""Protobuf's own limit of one message, which a file without external data is."""
_LIFTED_BYTES: Final = 1024
_MOST_GRAPH_BYTES: Final = 256_000_000
_MOST_FIELDS: Final = 2_000_000

# Field numbers of onnx.proto: ModelProto.graph, GraphProto.initializer, TensorProto.float_data and .raw_data.
_GRAPH, _INITIALIZER, _FLOAT_DATA, _RAW_DATA = 7, 5, 4, 9
_LENGTH_DELIMITED: Final = 2
_DTYPES: Final[dict[int, str]] = {
    onnx.TensorProto.FLOAT: "<f4",
    onnx.TensorProto.DOUBLE: "<f8",
    onnx.TensorProto.FLOAT16: "<f2",
    onnx.TensorProto.INT8: "i1",
    onnx.TensorProto.UINT8: "u1",
    onnx.TensorProto.INT32: "<i4",
    onnx.TensorProto.INT64: "<i8",
}
_DOMAINS: Final = frozenset({"", "ai.onnx", "ai.onnx.ml", "com.microsoft"})
_KINDS: Final = {np.dtype(name): kind for kind, name in _DTYPES.items()}


@dataclass
class Network:
    """A graph and its large weights.

    Attributes:
        model: parsed, without the initializers in `tensors`.
        tensors: those, by name.
    """

    model: onnx.ModelProto
    tensors: dict[str, Tensor] = field(default_factory=dict)

    @property
    def graph(self) -> onnx.GraphProto:
        """The graph of the model."""
        return self.model.graph


def read_onnx(path: Path) -> Network:
    """The network in a file.

    Raises:
        ModelError: it is no ONNX model, damaged, cut off, or keeps weights outside its own folder.
    """
    network = Network(onnx.ModelProto())
    try:
        with path.open("rb") as file:
            _Reader(path, file, network).read()
    except OSError as error:
        message = f"the file {path} cannot be read: {error.strerror or error}"
        raise ModelError(message) from error
    except (DecodeError, _BrokenError) as error:
        message = f"the file {path} is no ONNX model, or it is damaged or cut off"
        raise ModelError(message) from error
    if not network.graph.node or not network.graph.output:
        message = f"the file {path} is no ONNX model: it has no graph"
        raise ModelError(message)
    _refuse_other_files(network.model, path)
    return network


class _BrokenError(Exception):
    """The fields of the file do not add up."""


class _Reader:
    """Walks along the fields of one file."""

    def __init__(self, path: Path, file: BinaryIO, network: Network) -> None:
        self._path = path
        self._file = file
        self._network = network
        self._held = 0
        self._seen = 0

    def read(self) -> None:
        """Fill the network.

        Raises:
            _BrokenError, DecodeError: the file is no ONNX model, or not a whole one.
            ModelError: it keeps weights where it must not.
        """
        end = self._path.stat().st_size
        model, graph = bytearray(), bytearray()
        for number, start, value, stop in self._fields(0, end):
            if number != _GRAPH:
                model += self._bytes(start, stop)
                continue
            for inner, inner_start, inner_value, inner_stop in self._fields(value, stop):
                if inner != _INITIALIZER or not self._lift(inner_value, inner_stop):
                    graph += self._bytes(inner_start, inner_stop)
        self._network.model.ParseFromString(bytes(model))
        self._network.graph.ParseFromString(bytes(graph))
        # Protobuf's reader lets through names that are no UTF-8, its writer does not.
        if not all(isinstance(name, str) for name in _names(self._network.graph)):
            raise _BrokenError

    def _fields(self, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
        """Number, start, start of the value and end of each field between two places."""
        while start < end:
            tag, place = self._varint(start, end)
            kind = tag & 7
            if kind == 0:
                _, stop = self._varint(place, end)
            elif kind == _LENGTH_DELIMITED:
                length, place = self._varint(place, end)
                stop = place + length
            elif kind in (1, 5):
                stop = place + (8 if kind == 1 else 4)
            else:
                raise _BrokenError
            self._seen += 1
            if stop > end or tag >> 3 == 0 or self._seen > _MOST_FIELDS:
                raise _BrokenError
            yield tag >> 3, start, place, stop
            start = stop

    def _varint(self, place: int, end: int) -> tuple[int, int]:
        """A number of 7 bits a byte, and where it ends."""
        self._file.seek(place)
        value = 0
        for count, byte in enumerate(self._file.read(min(10, end - place))):
            value |= (byte & 127) << (7 * count)
            if byte < 128:
                return value, place + count + 1
        raise _BrokenError

    def _bytes(self, start: int, stop: int) -> bytes:
        """A part that is kept in memory.

        Raises:
            ModelError: it would be too much.
        """
        self._held += stop - start
        if self._held > _MOST_GRAPH_BYTES:
            message = f"the file {self._path} has a graph too large to be a network for photos"
            raise ModelError(message)
        self._file.seek(start)
        return self._file.read(stop - start)

    def _lift(self, start: int, stop: int) -> bool:
        """Take an initializer out if it is large; whether it was."""
        header, values = bytearray(), list[tuple[int, int, int]]()
        for number, field_start, value, field_stop in self._fields(start, stop):
            if number in (_FLOAT_DATA, _RAW_DATA) and field_stop - value >= _LIFTED_BYTES:
                values.append((number, value, field_stop))
            elif field_stop - field_start > 10 * _LIFTED_BYTES:
                return False  # values in a form nobody writes large ones in
            else:
                header += self._bytes(field_start, field_stop)
        tensor = onnx.TensorProto.FromString(bytes(header))
        if tensor.data_location == onnx.TensorProto.EXTERNAL:
            return self._take(tensor, *_external(tensor, self._path))
        # Packed floats are little-endian floats one after the other, as raw data is.
        if len(values) != 1 or (values[0][0] == _FLOAT_DATA and tensor.data_type != onnx.TensorProto.FLOAT):
            return False
        return self._take(tensor, self._path, values[0][1], values[0][2] - values[0][1])

    def _take(self, tensor: onnx.TensorProto, path: Path, offset: int, length: int | None) -> bool:
        """Remember where a tensor's values lie; False if they are of a type that is left to the parser."""
        shape, dtype = tuple(tensor.dims), _DTYPES.get(tensor.data_type)
        if dtype is None or not shape or not tensor.name:
            return False
        size = math.prod(shape) * np.dtype(dtype).itemsize
        if min(shape) < 0 or (length is not None and length != size) or offset + size > path.stat().st_size:
            raise _BrokenError
        if tensor.name in self._network.tensors:
            raise _BrokenError
        self._network.tensors[tensor.name] = in_file(path, offset, shape, dtype)
        return True


def _names(graph: onnx.GraphProto) -> Iterator[object]:
    """All that is called by a name in a graph."""
    for node in graph.node:
        yield from (node.op_type, node.domain, *node.input, *node.output)
    yield from (one.name for one in (*graph.input, *graph.output, *graph.initializer))


def _external(tensor: onnx.TensorProto, path: Path) -> tuple[Path, int, int | None]:
    """File, offset and length of values outside the model's file.

    Raises:
        ModelError: the file is not in the model's own folder, or not there.
    """
    entries = {entry.key: entry.value for entry in tensor.external_data}
    name = entries.get("location", "")
    parts = PureWindowsPath(name)  # knows both kinds of slash and drive letters
    folder = path.parent.resolve()
    target = (folder / name).resolve()
    if not name or parts.drive or parts.root or ".." in parts.parts or folder not in target.parents:
        message = f"the model {path} wants weights from outside its folder ({name!r}), which is refused"
        raise ModelError(message)
    if not target.is_file():
        message = f"the model {path} keeps weights in {name!r}, which is not beside it"
        raise ModelError(message)
    try:
        offset, length = int(entries.get("offset", "0")), entries.get("length")
        if offset < 0:
            raise _BrokenError
        return target, offset, None if length is None else int(length)
    except ValueError as error:
        raise _BrokenError from error


def _refuse_other_files(model: onnx.ModelProto, path: Path) -> None:
    """Tensors that were not taken out must hold their values themselves.

    Raises:
        ModelError: one does not.
    """
    functions = (_tensors_of(function.node) for function in model.functions)
    for tensor in chain(_inner_tensors(model.graph), *functions):
        if tensor.data_location == onnx.TensorProto.EXTERNAL:
            message = f"the model {path} keeps a part of its graph in another file, which is refused"
            raise ModelError(message)


def _inner_tensors(graph: onnx.GraphProto) -> Iterator[onnx.TensorProto]:
    """All tensors of a graph and of the graphs inside it."""
    yield from graph.initializer
    for sparse in graph.sparse_initializer:
        yield from (sparse.values, sparse.indices)
    yield from _tensors_of(graph.node)


def _tensors_of(nodes: Iterable[onnx.NodeProto]) -> Iterator[onnx.TensorProto]:
    for node in nodes:
        for attribute in node.attribute:
            yield from (attribute.t, *attribute.tensors)
            for sparse in (attribute.sparse_tensor, *attribute.sparse_tensors):
                yield from (sparse.values, sparse.indices)
            for inner in (attribute.g, *attribute.graphs):
                if inner.node or inner.initializer:
                    yield from _inner_tensors(inner)


def check_domains(network: Network, path: Path) -> None:
    """Every operation is one of ONNX, of onnxruntime, or written out in the file itself.

    Raises:
        ModelError: one is not.
    """
    own = {(function.domain, function.name) for function in network.model.functions}
    for node in network.graph.node:
        if node.domain not in _DOMAINS and (node.domain, node.op_type) not in own:
            message = f"the network in {path} uses {node.op_type} of {node.domain!r}, which onnxruntime does not have"
            raise ModelError(message)


def write_onnx(network: Network, path: Path, tell: Callable[[float], None]) -> None:
    """Write a network as one file without external data, its large weights piece by piece.

    Args:
        network: its tensors are read from where they are.
        path: written anew.
        tell: gets the share that is done, 0..1; what it raises stops the writing.

    Raises:
        ModelError: it is larger than one ONNX file can be, or a source cannot be read.
        OSError: the file cannot be written.
    """
    head = onnx.ModelProto()
    head.CopyFrom(network.model)
    head.ClearField("graph")
    graph = network.graph.SerializeToString()
    headers = {name: _header(name, tensor) for name, tensor in network.tensors.items()}
    length = len(graph) + sum(_field_bytes(_tensor_bytes(headers[name], one)) for name, one in network.tensors.items())
    if length + head.ByteSize() + 64 > MOST_BYTES:
        message = f"the network would take {length / 1e9:.1f} GB, more than one ONNX file can hold"
        raise ModelError(message)
    done = 0
    with path.open("xb") as file:
        file.write(head.SerializeToString() + _tag(_GRAPH) + _encoded(length) + graph)
        for name, tensor in network.tensors.items():
            start = _tag(_INITIALIZER) + _encoded(_tensor_bytes(headers[name], tensor)) + headers[name]
            file.write(start + _tag(_RAW_DATA) + _encoded(tensor.nbytes))
            for piece in tensor.pieces():
                contiguous = np.ascontiguousarray(piece, tensor.dtype)
                file.write(contiguous.reshape(-1).view(np.uint8).data)
                done += contiguous.nbytes
                tell(done / length)


def _header(name: str, tensor: Tensor) -> bytes:
    """What a tensor's field says before its values."""
    header = onnx.TensorProto(name=name, dims=tensor.shape, data_type=_KINDS[tensor.dtype])
    return bytes(header.SerializeToString())


def _tensor_bytes(header: bytes, tensor: Tensor) -> int:
    return len(header) + _field_bytes(tensor.nbytes)


def _field_bytes(length: int) -> int:
    """A length-delimited field with its tag, which is one byte for all fields here, and its length."""
    return 1 + len(_encoded(length)) + length


def _tag(number: int) -> bytes:
    return bytes([number << 3 | _LENGTH_DELIMITED])


def _encoded(value: int) -> bytes:
    """A number as protobuf writes it."""
    parts = bytearray()
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    return bytes([*parts, value])


def attribute(node: onnx.NodeProto, name: str, default: Any) -> Any:  # noqa: ANN401 - attributes have many types
    """A node's attribute, or what it is if it is not there."""
    for one in node.attribute:
        if one.name == name:
            return onnx.helper.get_attribute_value(one)
    return default
