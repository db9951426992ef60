"""Finding the layer that tells the classes apart, which is the last product of a classifier with a matrix.

What goes into it is the embedding, what comes out the class scores, the matrix is the class weights. Found by walking
back from the graph's output over whatever leaves scores what they are. 8-bit networks are understood in the three forms
that quantizers write: QLinearMatMul and QGemm between 8-bit values, and ordinary nodes between QuantizeLinear and
DequantizeLinear (https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from onnx import NodeProto

from photosim.embed.importing.onnx_file import Network, attribute
from photosim.embed.importing.tensors import Array
from photosim.embed.importing.wiring import CARRIES_ON, Wiring, dequantized

_SOFTMAX: Final = frozenset({"Softmax", "LogSoftmax", "QLinearSoftmax"})
_POOLS: Final = frozenset(
    {"GlobalAveragePool", "AveragePool", "ReduceMean", "QLinearGlobalAveragePool", "QLinearAveragePool"}
)
_SUMS: Final = frozenset({"Add", "QLinearAdd"})
_DENSE: Final = frozenset({"Gemm", "MatMul", "QGemm", "QLinearMatMul"})
_CONVOLUTIONS: Final = frozenset({"Conv", "QLinearConv"})
_MOST_STEPS: Final = 40

Rounding = tuple[str, str]
"""Names of the scale and the zero point that turn an 8-bit value back; the latter may be empty."""


@dataclass(frozen=True, slots=True)
class Classifier:
    """The last product.

    Attributes:
        operator: what it is.
        source: name of the value that goes in.
        source_rounding: for an 8-bit value.
        scores: name of the class scores before any softmax.
        scores_rounding: for an 8-bit value.
        pooled: it is applied to every place of the picture, and the mean is taken after or before.
        weights: float32 (classes, d).
    """

    operator: str
    source: str
    source_rounding: Rounding | None
    scores: str
    scores_rounding: Rounding | None
    pooled: bool
    weights: Array


def find_classifier(network: Network, output: str) -> Classifier | str:
    """The product that makes this output, or what was met instead of one."""
    wiring = Wiring(network)
    scores, rounding = output, rounding_of(wiring, output)
    name, pooled = output, False
    for _ in range(_MOST_STEPS):
        node = wiring.producer(name)
        if node is None or not node.input:
            break
        if node.op_type in _SOFTMAX:
            scores = name = node.input[0]
            rounding = _rounding(node, 1, 2) if node.op_type == "QLinearSoftmax" else rounding_of(wiring, name)
        elif node.op_type in CARRIES_ON or (node.op_type == "Relu" and pooled):
            name = node.input[0]
        elif node.op_type in _POOLS:
            name, pooled = node.input[0], True
        elif node.op_type in _SUMS:
            others = [one for one in _operands(node) if not wiring.is_constant(one)]
            if len(others) != 1:
                return "the sum of two values"
            name = others[0]
        else:
            return _as_classifier(wiring, node, scores, rounding) or f"the operation {node.op_type}"
    return "no operation that is known"


def _operands(node: NodeProto) -> list[str]:
    inputs = list(node.input)
    return [inputs[0], inputs[3]] if node.op_type == "QLinearAdd" and len(inputs) > 3 else inputs[:2]


def _as_classifier(wiring: Wiring, node: NodeProto, scores: str, rounding: Rounding | None) -> Classifier | None:
    """The product this node is; None if it is none, or none with a matrix that can be read."""
    weights = _weights(wiring, node)
    if weights is None or weights.ndim != 2 or not np.isfinite(weights).all():
        return None
    source_rounding = _rounding(node, 1, 2) if node.op_type in {"QGemm", "QLinearMatMul", "QLinearConv"} else None
    return Classifier(
        operator=node.op_type,
        source=node.input[0],
        source_rounding=source_rounding,
        scores=scores,
        scores_rounding=rounding,
        pooled=node.op_type in _CONVOLUTIONS,
        weights=weights.astype(np.float32),
    )


def _weights(wiring: Wiring, node: NodeProto) -> Array | None:
    """The matrix (classes, d) of a product, None if it cannot be read."""
    inputs = list(node.input)
    if node.op_type in _DENSE and attribute(node, "transA", 0):
        return None
    if node.op_type in {"Gemm", "MatMul"} and len(inputs) > 1:
        matrix = wiring.constant(inputs[1])
        return _rows_of_classes(matrix, turned=bool(attribute(node, "transB", 0)))
    if node.op_type == "QGemm" and len(inputs) > 5:
        turned = bool(attribute(node, "transB", 0))
        return _rows_of_classes(_integer_weights(wiring, inputs[3:6], axis=0 if turned else 1), turned=turned)
    if node.op_type == "QLinearMatMul" and len(inputs) > 5:
        return _rows_of_classes(_integer_weights(wiring, inputs[3:6], axis=1), turned=False)
    if node.op_type in _CONVOLUTIONS and int(attribute(node, "group", 1)) == 1 and len(inputs) > 1:
        kernel = wiring.constant(inputs[1])
        if node.op_type == "QLinearConv":
            kernel = _integer_weights(wiring, inputs[3:6], axis=0) if len(inputs) > 5 else None
        if kernel is not None and kernel.ndim == 4 and kernel.shape[2:] == (1, 1):
            return kernel[:, :, 0, 0]
    return None


def _integer_weights(wiring: Wiring, names: list[str], axis: int) -> Array | None:
    values, scale, zero = (wiring.constant(name) if name else None for name in names)
    return None if values is None or scale is None else dequantized(values, scale, zero, axis)


def _rows_of_classes(matrix: Array | None, *, turned: bool) -> Array | None:
    if matrix is None or matrix.ndim != 2:
        return None
    return matrix if turned else matrix.T


def rounding_of(wiring: Wiring, name: str) -> Rounding | None:
    """How an 8-bit value turns back into numbers; None if it is a number already."""
    places = {
        "QuantizeLinear": (1, 2),
        "QLinearConv": (6, 7),
        "QLinearMatMul": (6, 7),
        "QLinearAdd": (6, 7),
        "QLinearMul": (6, 7),
        "QGemm": (7, 8),
        "QLinearGlobalAveragePool": (3, 4),
        "QLinearAveragePool": (3, 4),
        "QLinearSoftmax": (3, 4),
        "QLinearSigmoid": (3, 4),
        "QLinearLeakyRelu": (3, 4),
    }
    for _ in range(_MOST_STEPS):
        node = wiring.producer(name)
        if node is None or node.op_type == "DequantizeLinear":
            return None
        if node.op_type in places:
            return _rounding(node, *places[node.op_type])
        if node.op_type not in CARRIES_ON | {"MaxPool", "Relu", "Transpose"} or not node.input:
            return None
        name = node.input[0]
    return None


def _rounding(node: NodeProto, scale: int, zero: int) -> Rounding | None:
    """The names at these places among a node's inputs; a QGemm without them answers with numbers."""
    inputs = list(node.input)
    if scale >= len(inputs) or not inputs[scale]:
        return None
    return inputs[scale], inputs[zero] if zero < len(inputs) else ""
