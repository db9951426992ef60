"""VGG16: the network written from its weights, whatever file those came in.

Simonyan and Zisserman, "Very deep convolutional networks for large-scale image recognition" (arXiv 1409.1556),
configuration D: 13 convolutions of 3 x 3 with ReLU in five blocks, each followed by a pooling that halves the sides,
then three dense layers. The embedding is what goes into the last one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isqrt
from typing import Any, Final

from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper

from photosim.embed.importing.onnx_file import Network
from photosim.embed.importing.tensors import Tensor
from photosim.errors import ModelError

BLOCKS: Final = (2, 2, 3, 3, 3)
"""Convolutions before each pooling."""
CONVOLUTIONS: Final = sum(BLOCKS)
DENSE: Final = 3
INPUT, EMBEDDING, LOGITS = "image", "embedding", "logits"
_LETTERS: Final = {
    **dict.fromkeys(("Conv", "QLinearConv"), "c"),
    **dict.fromkeys(("Gemm", "QGemm", "MatMul", "QLinearMatMul"), "d"),
    "MaxPool": "p",
    **dict.fromkeys(
        ("Relu", "Clip", "Dropout", "Flatten", "Reshape", "Identity", "Cast", "Constant", "Transpose", "Softmax"), ""
    ),
    # The sum is that of a bias, the mean is torchvision's pooling to the size that is there already.
    **dict.fromkeys(("QuantizeLinear", "DequantizeLinear", "Add", "QLinearAdd", "AveragePool"), ""),
}


def is_vgg16(graph: GraphProto) -> bool:
    """Whether a graph is this network, in floats or in 8 bits, whatever its widths are."""
    order = "".join(_LETTERS.get(node.op_type, "?") for node in graph.node)
    return order == "".join("c" * count + "p" for count in BLOCKS) + "d" * DENSE


@dataclass(frozen=True, slots=True)
class Layer:
    """Weights of a convolution or a dense layer.

    Attributes:
        weight: float32 (out, in, 3, 3) or (out, in); after the last convolution, in is channel by channel.
        bias: float32 (out,).
    """

    weight: Tensor
    bias: Tensor


def write_vgg16(layers: Sequence[Layer]) -> Network:
    """The network, with outputs `embedding` and `logits`.

    Args:
        layers: 13 convolutions and 3 dense layers, in order; the widths are theirs.

    Raises:
        ModelError: they do not fit together.
    """
    size = _checked_size(layers)
    writer = _Writer(list(layers))
    flow = INPUT
    for block, count in enumerate(BLOCKS):
        for number in range(count):
            flow = writer.layer("Conv", flow, f"conv{block + 1}_{number + 1}", kernel_shape=[3, 3], pads=[1, 1, 1, 1])
            flow = writer.node("Relu", [flow], f"relu{block + 1}_{number + 1}")
        flow = writer.node("MaxPool", [flow], f"pool{block + 1}", kernel_shape=[2, 2], strides=[2, 2])
    flow = writer.node("Flatten", [flow], "flatten")
    flow = writer.node("Relu", [writer.layer("Gemm", flow, "fc6", transB=1)], "relu6")
    flow = writer.node("Relu", [writer.layer("Gemm", flow, "fc7", transB=1)], EMBEDDING)
    writer.layer("Gemm", flow, LOGITS, transB=1)
    graph = helper.make_graph(
        writer.nodes,
        "vgg16",
        [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, ["n", 3, size, size])],
        [
            helper.make_tensor_value_info(EMBEDDING, TensorProto.FLOAT, ["n", layers[-1].weight.shape[1]]),
            helper.make_tensor_value_info(LOGITS, TensorProto.FLOAT, ["n", layers[-1].weight.shape[0]]),
        ],
    )
    model: ModelProto = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return Network(model, writer.tensors)


@dataclass
class _Writer:
    """Adds nodes; layers take their weights in turn."""

    layers: list[Layer]
    nodes: list[NodeProto] = field(default_factory=list)
    tensors: dict[str, Tensor] = field(default_factory=dict)

    def node(self, operator: str, inputs: list[str], output: str, **attributes: Any) -> str:  # noqa: ANN401
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def layer(self, operator: str, source: str, output: str, **attributes: Any) -> str:  # noqa: ANN401
        layer = self.layers.pop(0)
        self.tensors |= {f"{output}.weight": layer.weight, f"{output}.bias": layer.bias}
        return self.node(operator, [source, f"{output}.weight", f"{output}.bias"], output, **attributes)


def _checked_size(layers: Sequence[Layer]) -> int:
    """Pixels a side that the weights are made for.

    Raises:
        ModelError: they are not those of a VGG16.
    """
    channels = 3
    for number, layer in enumerate(layers):
        wanted = (channels, 3, 3) if number < CONVOLUTIONS else (channels,)
        shape = layer.weight.shape
        if number == CONVOLUTIONS and len(shape) == 2 and channels and shape[1] % channels == 0:
            wanted = (shape[1],)  # the picture that is left times the channels
        if shape[1:] != wanted or layer.bias.shape != shape[:1] or not shape[0]:
            message = f"layer {number + 1} of 16 has weights of the shape {shape} and no VGG16's"
            raise ModelError(message)
        channels = shape[0]
    picture = layers[CONVOLUTIONS].weight.shape[1] // layers[CONVOLUTIONS - 1].weight.shape[0]
    side = isqrt(picture)
    if side * side != picture:
        message = f"the first dense layer wants {picture} values a channel, which is no square"
        raise ModelError(message)
    return side << len(BLOCKS)
