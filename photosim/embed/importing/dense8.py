"""Dense layers in 8 bits, computed in 8 bits: nine tenths of VGG16's weights are in three of them.

A weight is one of 255 steps, the steps being those of its output. A photo's values going in, which are not negative,
are made 0..255 of that photo's largest when the network runs, so that a photo's answer does not depend on those beside
it, as it would with DynamicQuantizeLinear, which looks at a whole batch. Both sides are unsigned: with a signed one,
processors without VNNI add up pairs in 16 bits and cut them off, and vectors of two computers would differ
(https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html, "U8S8").
"""

from collections import Counter
from typing import Final

import numpy as np
from onnx import NodeProto, helper, numpy_helper

from photosim.embed.importing.onnx_file import Network, attribute
from photosim.embed.importing.signs import can_be_negative
from photosim.embed.importing.tensors import Array, Tensor, of_array

_LEAST_VALUES: Final = 16_384
_ZERO: Final = 128
_STEPS: Final = 127
_ROUND_SINCE: Final = 11


def dense_to_int8(network: Network) -> None:
    """Turn the large dense layers that get values which cannot be negative; all else stays.

    Args:
        network: changed in place.
    """
    if _opset(network) < _ROUND_SINCE:
        return
    uses = Counter(name for node in network.graph.node for name in node.input)
    chosen = [node for node in network.graph.node if _fits(network, node) and uses[node.input[1]] == 1]
    if not chosen:
        return
    nodes: list[NodeProto] = []
    for node in network.graph.node:
        nodes += _integer_product(network, node) if any(node is one for one in chosen) else [node]
    copies = [NodeProto.FromString(node.SerializeToString()) for node in nodes]
    del network.graph.node[:]
    network.graph.node.extend(copies)
    for name, value in _CONSTANTS.items():
        network.graph.initializer.append(numpy_helper.from_array(value, name))


_CONSTANTS: Final[dict[str, Array]] = {
    "int8/last_axis": np.array([-1], np.int64),
    "int8/most": np.array(255, np.float32),
    "int8/tiny": np.array(1e-30, np.float32),  # a photo of which nothing is left divides by this, not by zero
    "int8/no_zero": np.array(0, np.uint8),
    "int8/zero": np.array(_ZERO, np.uint8),
}


def _fits(network: Network, node: NodeProto) -> bool:
    """Whether a node is a product with a large matrix of floats, and nothing but that."""
    if node.op_type not in {"Gemm", "MatMul"} or len(node.input) < 2:
        return False
    weight = network.tensors.get(node.input[1])
    plain = all(attribute(node, name, 1.0) == 1.0 for name in ("alpha", "beta")) and not attribute(node, "transA", 0)
    return (
        weight is not None
        and plain
        and weight.dtype == np.float32
        and len(weight.shape) == 2
        and weight.shape[0] * weight.shape[1] >= _LEAST_VALUES
        and not can_be_negative(network, node.input[0])
    )


def _integer_product(network: Network, node: NodeProto) -> list[NodeProto]:
    """The same product in 8 bits."""
    source, weight, *bias = node.input
    result = node.output[0]
    values, steps = _in_steps(network.tensors.pop(weight), turned=bool(attribute(node, "transB", 0)))
    network.tensors[f"{weight}.int8"] = of_array(values)
    network.graph.initializer.append(numpy_helper.from_array(steps, f"{weight}.steps"))
    made: list[NodeProto] = []

    def add(operator: str, inputs: list[str], output: str, **attributes: int) -> str:
        name = output if output == result else f"{result}/{output}"
        made.append(helper.make_node(operator, inputs, [name], f"{result}/{output}", None, None, None, **attributes))
        return name

    if _opset(network) >= 18:
        top = add("ReduceMax", [source, "int8/last_axis"], "top", keepdims=1)
    else:
        top = f"{result}/top"
        made.append(helper.make_node("ReduceMax", [source], [top], name=top, axes=[-1], keepdims=1))
    step = add("Div", [add("Max", [top, "int8/tiny"], "least"), "int8/most"], "step")
    whole = add("Cast", [add("Round", [add("Div", [source, step], "steps")], "round")], "whole", to=2)
    product = add("MatMulInteger", [whole, f"{weight}.int8", "int8/no_zero", "int8/zero"], "product")
    scaled = add("Mul", [add("Cast", [product], "float", to=1), f"{weight}.steps"], "scaled")
    if bias and bias[0]:
        add("Add", [add("Mul", [scaled, step], "sum"), bias[0]], result)
    else:
        add("Mul", [scaled, step], result)
    return made


def _in_steps(weight: Tensor, *, turned: bool) -> tuple[Array, Array]:
    """Weights uint8 (in, out) about 128, and the step of each output float32 (out,), read piece by piece.

    Args:
        weight: float32 (out, in) if turned, else (in, out).
        turned: which.
    """
    axis = 1 if turned else 0
    tops = [np.abs(piece).max(axis=axis) for piece in weight.pieces()]
    steps = (np.concatenate(tops) if turned else np.max(tops, axis=0)) / np.float32(_STEPS)
    safe = np.where(steps > 0, steps, np.float32(1))
    inputs, outputs = weight.shape[::-1] if turned else weight.shape
    values = np.empty((inputs, outputs), np.uint8)
    start = 0
    for piece in weight.pieces():
        stop = start + len(piece)
        if turned:
            values[:, start:stop] = (np.rint(piece / safe[start:stop, None]) + _ZERO).astype(np.uint8).T
        else:
            values[start:stop] = (np.rint(piece / safe) + _ZERO).astype(np.uint8)
        start = stop
    return values, steps.astype(np.float32)


def _opset(network: Network) -> int:
    """Version of ONNX's own operators."""
    return max((one.version for one in network.model.opset_import if one.domain in {"", "ai.onnx"}), default=0)
