"""What leads to what in a graph."""

import numpy as np
from onnx import NodeProto, TensorProto, numpy_helper

from photosim.embed.importing.onnx_file import Network, attribute
from photosim.embed.importing.tensors import Array

CARRIES_ON = frozenset(
    {"Identity", "Dropout", "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Cast", "QuantizeLinear", "DequantizeLinear"}
)
"""Operators that leave values what they are, but for shape, type and rounding; the values are their first input."""
_MOST_STEPS = 12


class Wiring:
    """A graph by the names of its values; made anew after a change.

    Args:
        network: only read.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._producers = {output: node for node in network.graph.node for output in node.output if output}
        self._small = {tensor.name: tensor for tensor in network.graph.initializer}

    def producer(self, name: str) -> NodeProto | None:
        """The node that makes a value; None for an input or a weight."""
        return self._producers.get(name)

    def knows(self, name: str) -> bool:
        """Whether a value of that name is made by a node."""
        return name in self._producers

    def names(self) -> set[str]:
        """All names that are taken."""
        graph = self._network.graph
        inputs = {value.name for value in graph.input}
        return self._producers.keys() | self._small.keys() | self._network.tensors.keys() | inputs

    def is_constant(self, name: str, steps: int = _MOST_STEPS) -> bool:
        """Whether a value is the same for all photos, as far as a few steps back tell."""
        if name in self._small or name in self._network.tensors:
            return True
        node = self._producers.get(name)
        if node is None or not steps:
            return False
        return node.op_type == "Constant" or (
            bool(node.input) and all(not one or self.is_constant(one, steps - 1) for one in node.input)
        )

    def constant(self, name: str, steps: int = _MOST_STEPS) -> Array | None:
        """The value of a weight, also behind a Cast, a Transpose or a DequantizeLinear; None if it is not constant."""
        if name in self._network.tensors:
            return self._network.tensors[name].array()
        if name in self._small:
            return _read(self._small[name])
        node = self._producers.get(name)
        if node is None or not steps:
            return None
        if node.op_type == "Constant":
            value = attribute(node, "value", None)
            return _read(value) if isinstance(value, TensorProto) else None
        return self._derived(node, steps)

    def _derived(self, node: NodeProto, steps: int) -> Array | None:
        if node.op_type not in {"Identity", "Cast", "Transpose", "DequantizeLinear"}:
            return None
        inputs = [self.constant(one, steps - 1) if one else None for one in node.input]
        values = inputs[0] if inputs else None
        if values is None:
            return None
        if node.op_type == "Transpose":
            order = attribute(node, "perm", None)
            return values.transpose(order if order and len(order) == values.ndim else None)
        if node.op_type == "DequantizeLinear" and len(inputs) > 1 and inputs[1] is not None:
            zero = inputs[2] if len(inputs) > 2 else None
            return dequantized(values, inputs[1], zero, int(attribute(node, "axis", 1)))
        return values


def dequantized(values: Array, scale: Array, zero: Array | None, axis: int) -> Array | None:
    """(values - zero) * scale, one scale for all or one along an axis; None if they do not fit."""
    shifted = values.astype(np.float32)
    scale = scale.astype(np.float32)
    if scale.size > 1:
        if not -values.ndim <= axis < values.ndim or scale.size != values.shape[axis]:
            return None
        shape = [1] * values.ndim
        shape[axis] = -1
        scale = scale.reshape(shape)
    if zero is not None and zero.size:
        if zero.size not in (1, scale.size):
            return None
        shifted -= zero.astype(np.float32).reshape(scale.shape if zero.size > 1 else ())
    answer: Array = shifted * (scale if scale.size > 1 else scale.reshape(()))
    return answer


def _read(tensor: TensorProto) -> Array | None:
    """A tensor that is kept in the graph, None if it is broken."""
    try:
        return np.asarray(numpy_helper.to_array(tensor))
    except (ValueError, TypeError, KeyError):
        return None
