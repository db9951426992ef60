"""Small networks for photos of 32 pixels a side, in the shapes that ONNX classifiers come in."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

Array = NDArray[Any]

SIDE: Final = 32
CHANNELS: Final = 24
CLASSES: Final = 40


@dataclass
class Builder:
    """Collects nodes and weights; weights are seeded, so that two builders make the same."""

    def __post_init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.weights: list[TensorProto] = []
        self.rng = np.random.default_rng(7)

    def weight(self, *shape: int) -> Array:
        scale = np.sqrt(2 / np.prod(shape[1:])) if len(shape) > 1 else 0.1
        return np.asarray(self.rng.standard_normal(shape) * scale, np.float32)

    def constant(self, value: Any, name: str) -> str:
        self.weights.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def node(self, operator: str, inputs: Sequence[str], output: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(operator, list(inputs), [output], name=output, **attributes))
        return output

    def body(self, relu: str = "Relu", source: str = "pixels") -> str:
        """A convolution, what makes its values non-negative or does not, and their mean (n, CHANNELS, 1, 1)."""
        kernel = self.constant(self.weight(CHANNELS, 3, 5, 5), "body.weight")
        flow = self.node("Conv", [source, kernel], "body", strides=[4, 4])
        flow = self.node(relu, [flow], "active")
        return self.node("GlobalAveragePool", [flow], "pooled")

    def model(
        self,
        outputs: Sequence[str],
        shape: Sequence[int | str] = ("batch", 3, SIDE, SIDE),
        kind: int = TensorProto.FLOAT,
        opset: int = 17,
    ) -> onnx.ModelProto:
        graph = helper.make_graph(
            self.nodes,
            "small",
            [helper.make_tensor_value_info("pixels", kind, shape)],
            [helper.make_tensor_value_info(name, kind, ["rows", "columns"]) for name in outputs],
            self.weights,
        )
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)


def class_matrix() -> tuple[Array, Array]:
    """Weights (CLASSES, CHANNELS) and bias of all heads."""
    rng = np.random.default_rng(11)
    return rng.standard_normal((CLASSES, CHANNELS)).astype(np.float32), rng.standard_normal(CLASSES).astype(np.float32)


def add_head(builder: Builder, flow: str, head: str) -> str:
    """The layer that tells classes apart, after `body`; its output is "scores" or leads to "chances"."""
    weight, bias = class_matrix()
    if head == "conv":
        names = [builder.constant(weight[:, :, None, None], "w"), builder.constant(bias, "b")]
        flow = builder.node("Conv", [flow, *names], "scores4")
        flow = builder.node("Flatten", [flow], "scores")
        return builder.node("Softmax", [flow], "chances", axis=1)
    flow = builder.node("Flatten", [flow], "features")
    if head == "gemm":
        names = [builder.constant(weight, "w"), builder.constant(bias, "b")]
        return builder.node("Gemm", [flow, *names], "scores", transB=1)
    if head == "gemm-plain":
        names = [builder.constant(np.ascontiguousarray(weight.T), "w"), builder.constant(bias, "b")]
        return builder.node("Softmax", [builder.node("Gemm", [flow, *names], "scores")], "chances")
    if head == "turned":
        turned = builder.node("Transpose", [builder.constant(weight, "w")], "w.T", perm=[1, 0])
        flow = builder.node("MatMul", [flow, turned], "product")
        return builder.node("Add", [builder.constant(bias, "b"), flow], "scores")
    assert head == "matmul"
    flow = builder.node("MatMul", [flow, builder.constant(np.ascontiguousarray(weight.T), "w")], "product")
    flow = builder.node("Add", [flow, builder.constant(bias, "b")], "scores")
    return builder.node("LogSoftmax", [flow], "chances")


HEADS: Final = ("gemm", "gemm-plain", "matmul", "turned", "conv")


def small_classifier(head: str = "gemm", relu: str = "Relu") -> onnx.ModelProto:
    """A whole classifier."""
    builder = Builder()
    return builder.model([add_head(builder, builder.body(relu), head)])


def save(model: onnx.ModelProto, path: Path, **options: Any) -> Path:
    """Write a model, checked."""
    onnx.checker.check_model(model, full_check=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, path, **options)
    return path


def some_pixels(count: int = 3, seed: int = 0) -> Array:
    """Random pixels, float32 (count, 3, SIDE, SIDE)."""
    return np.random.default_rng(seed).standard_normal((count, 3, SIDE, SIDE)).astype(np.float32)
