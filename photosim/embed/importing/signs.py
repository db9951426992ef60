"""Whether a value of a graph can be negative, told from the operators that lead to it.

Embeddings right after a ReLU cannot, and take a bit less to store; ModelSpec.signed says which it is. Where it is not
plain that they cannot, they can.
"""

from typing import Final

import numpy as np
from onnx import NodeProto

from photosim.embed.importing.classifier import Rounding, rounding_of
from photosim.embed.importing.onnx_file import Network, attribute
from photosim.embed.importing.wiring import Wiring

_NEVER: Final = frozenset(
    {"Relu", "Sigmoid", "HardSigmoid", "Softmax", "Abs", "Sqrt", "Exp", "Softplus", "QLinearSigmoid"}
)
# The sign of these is that of their first input.
_KEEPS: Final = frozenset(
    {
        *("Identity", "Dropout", "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Transpose", "Cast", "Slice", "Gather"),
        *(
            "GlobalAveragePool",
            "AveragePool",
            "GlobalMaxPool",
            "MaxPool",
            "QLinearGlobalAveragePool",
            "QLinearAveragePool",
        ),
        *("ReduceMean", "ReduceMax", "ReduceSum", "ReduceL2", "LpPool", "QuantizeLinear", "DequantizeLinear"),
    }
)
# Never negative if none of their inputs is.
_JOINS: Final = frozenset({"Add", "Mul", "Concat", "Max", "Sum", "Div"})
_MOST_VALUES: Final = 500


def can_be_negative(network: Network, name: str, rounding: Rounding | None = None) -> bool:
    """Whether a value can be below zero.

    Args:
        network: the graph.
        name: of the value.
        rounding: of `rounding_of`, for an 8-bit value.
    """
    wiring = Wiring(network)
    if rounding is not None and _starts_at_zero(wiring, rounding):
        return False
    left, seen = [name], set[str]()
    while left:
        one = left.pop()
        if one in seen:
            continue
        seen.add(one)
        if len(seen) > _MOST_VALUES:
            return True
        needed = _what_it_depends_on(wiring, one)
        if needed is None:
            return True
        left += needed
    return False


def _what_it_depends_on(wiring: Wiring, name: str) -> list[str] | None:
    """The values that must not be negative for this one not to be; None if it may be anyhow."""
    node = wiring.producer(name)
    if node is None:
        value = wiring.constant(name)
        return [] if value is not None and value.size and bool((value >= 0).all()) else None
    rounding = rounding_of(wiring, name)
    if node.op_type in _NEVER or (rounding is not None and _starts_at_zero(wiring, rounding)):
        return []
    if node.op_type == "Clip":
        return [] if _least(wiring, node) >= 0 else None
    if node.op_type == "Constant":
        value = wiring.constant(name)
        return [] if value is not None and bool((value >= 0).all()) else None
    if node.op_type in _KEEPS and node.input:
        return [node.input[0]]
    return list(node.input) if node.op_type in _JOINS else None


def _least(wiring: Wiring, node: NodeProto) -> float:
    """The lower end of a Clip: an attribute up to opset 10, an input from 11 on."""
    if len(node.input) > 1 and node.input[1]:
        value = wiring.constant(node.input[1])
        return float(value.reshape(-1)[0]) if value is not None and value.size else -np.inf
    return float(attribute(node, "min", -np.inf))


def _starts_at_zero(wiring: Wiring, rounding: Rounding) -> bool:
    """Whether the least 8-bit value stands for zero."""
    zero = wiring.constant(rounding[1]) if rounding[1] else np.zeros(1, np.uint8)
    return zero is not None and zero.dtype.kind in "iu" and bool((zero == np.iinfo(zero.dtype).min).all())
