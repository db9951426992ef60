"""Stand-ins for the published VGG16: the same network with seeded random weights, in every format it comes in.

The narrow one has a sixteenth of the channels and answers in milliseconds; `width=1.0` is the real size. Weights follow
He et al. (arXiv 1502.01852), so that values neither fade nor swell from layer to layer.
"""

import json
import logging
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from photosim.embed.importing.importer import import_model
from photosim.embed.runtime import load_onnxruntime
from photosim.embed.spec import ModelSpec, Storage
from tests import torch_format

Array = NDArray[Any]

NARROW: Final = 1 / 16
CLASSES: Final = 1000
LAYERS: Final = ((64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512))
"""Channels of the convolutions between poolings, full size."""
_TORCHVISION: Final = (
    *(f"features.{place}" for place in (0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28)),
    *(f"classifier.{place}" for place in (0, 3, 6)),
)


def weights(width: float = NARROW, seed: int = 0) -> list[tuple[Array, Array]]:
    """Weight and bias, float32, of the 13 convolutions (out, in, 3, 3) and the 3 dense layers (out, in)."""
    rng = np.random.default_rng(seed)
    channels = [round(count * width) for block in LAYERS for count in block]
    dense = round(4096 * width)
    shapes: list[tuple[int, ...]] = [(to, of, 3, 3) for of, to in zip([3, *channels], channels, strict=False)]
    shapes += [(dense, channels[-1] * 49), (dense, dense), (CLASSES, dense)]
    answer: list[tuple[Array, Array]] = []
    for shape in shapes:
        spread = np.float32(np.sqrt(2 / np.prod(shape[1:])))
        weight = rng.standard_normal(shape, np.float32) * spread
        answer.append((weight, rng.standard_normal(shape[0], np.float32) * np.float32(0.05)))
    return answer


def state_dict(width: float = NARROW, seed: int = 0) -> dict[str, Array]:
    """The same under torchvision's names."""
    answer: dict[str, Array] = {}
    for name, (weight, bias) in zip(_TORCHVISION, weights(width, seed), strict=True):
        answer |= {f"{name}.weight": weight, f"{name}.bias": bias}
    return answer


def zoo_file(folder: Path, width: float = NARROW, seed: int = 0, *, name: str = "vgg16-12.onnx") -> Path:
    """The file of the ONNX model zoo, opset 12: names of GluonCV, weights among the graph's inputs, too."""
    return _save(zoo_model(weights(width, seed)), folder / name)


def zoo_model(layers: list[tuple[Array, Array]], *, batch: int | str = "N") -> onnx.ModelProto:
    nodes: list[onnx.NodeProto] = []
    stored: list[onnx.TensorProto] = []

    def add(operator: str, inputs: list[str], output: str, **attributes: Any) -> str:
        nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def layer(operator: str, source: str, label: str, **attributes: Any) -> str:
        for part, values in zip(("weight", "bias"), layers[len(stored) // 2], strict=True):
            stored.append(numpy_helper.from_array(values, f"{label}_{part}"))
        return add(operator, [source, stored[-2].name, stored[-1].name], f"{label}_fwd", **attributes)

    window = {"kernel_shape": [3, 3], "pads": [1, 1, 1, 1], "strides": [1, 1], "dilations": [1, 1], "group": 1}
    flow, number = "data", 0
    for block, channels in enumerate(LAYERS):
        for _ in channels:
            flow = layer("Conv", flow, f"vgg0_conv{number}", **window)
            flow = add("Relu", [flow], f"vgg0_relu{number}_fwd")
            number += 1
        pads = {"kernel_shape": [2, 2], "strides": [2, 2], "pads": [0, 0, 0, 0]}
        flow = add("MaxPool", [flow], f"vgg0_pool{block}_fwd", **pads)
    for number in range(3):
        flow = add("Flatten", [flow], f"flatten_{60 + 5 * number}")
        flow = layer("Gemm", flow, f"vgg0_dense{number}", alpha=1.0, beta=1.0, transA=0, transB=1)
        if number < 2:
            flow = add("Relu", [flow], f"vgg0_dense{number}_relu_fwd")
            flow = add("Dropout", [flow], f"vgg0_dropout{number}_fwd")
    inputs = [helper.make_tensor_value_info("data", TensorProto.FLOAT, [batch, 3, 224, 224])]
    inputs += [helper.make_tensor_value_info(one.name, one.data_type, one.dims) for one in stored]
    outputs = [helper.make_tensor_value_info(flow, TensorProto.FLOAT, [batch, len(layers[-1][1])])]
    graph = helper.make_graph(nodes, "mxnet_converted_model", inputs, outputs, stored)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 12)], ir_version=3)


def _save(model: onnx.ModelProto, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, path)
    return path


def installed(
    folder: Path, name: str = "vgg16", width: float = NARROW, seed: int = 0, storage: Storage | None = None
) -> ModelSpec:
    """An installed model `folder/name/`; `folder` is that of all models.

    Another seed gives another network, and so another identity.
    """
    with tempfile.TemporaryDirectory() as scratch:
        made = import_model(zoo_file(Path(scratch), width, seed), Path(scratch) / "models", storage=storage)
        target = folder / name
        target.mkdir(parents=True)
        for file in made.folder.iterdir():
            shutil.move(file, target / file.name.replace(made.name, name, 1))
    # Renamed afterwards, so that also a name that cannot be given can be tried.
    path = target / f"{name}.json"
    values = json.loads(path.read_text(encoding="utf-8"))
    values |= {"name": name, "file": f"{name}.onnx", "class_weights": f"{name}-classes.npy"}
    path.write_text(json.dumps(values), encoding="utf-8")
    return ModelSpec.read(path)


def torch_file(
    folder: Path,
    width: float = NARROW,
    seed: int = 0,
    *,
    legacy: bool = False,
    wrapper: str | None = None,
    prefix: str = "",
    state: Mapping[str, Array] | None = None,
) -> Path:
    """`torch.save` of torchvision's `state_dict`, or of another, in the zip format or the legacy one."""
    tensors = {prefix + name: array for name, array in (state or state_dict(width, seed)).items()}
    content = torch_format.pickled(tensors, wrapper, legacy=legacy)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / ("vgg16-legacy.pth" if legacy else "vgg16-zip.pth")
    return (torch_format.write_legacy if legacy else torch_format.write_zip)(path, content, tensors)


def keras_file(folder: Path, width: float = NARROW, seed: int = 0, *, new_names: bool = False) -> Path:
    """Keras' weights: (height, width, in, out), channels blue first, the first dense layer reading rows of pixels.

    Args:
        folder: gets the file.
        width: share of the channels.
        seed: of the weights; blue is what red is in the other files.
        new_names: those of Keras 2 and later.
    """
    import h5py  # noqa: PLC0415 - an extra

    path = folder / "vgg16_weights_tf_dim_ordering_tf_kernels.h5"
    folder.mkdir(parents=True, exist_ok=True)
    labels = [f"block{block + 1}_conv{place + 1}" for block, all_ in enumerate(LAYERS) for place in range(len(all_))]
    labels += ["fc1", "fc2", "predictions"]
    with h5py.File(path, "w") as file:
        file.attrs["layer_names"] = [label.encode() for label in ["input_1", *labels]]
        file.create_group("input_1").attrs["weight_names"] = np.empty(0, "S1")
        for label, (weight, bias) in zip(labels, weights(width, seed), strict=True):
            names = [f"{label}/kernel:0", f"{label}/bias:0"] if new_names else [f"{label}_W_1:0", f"{label}_b_1:0"]
            group = file.create_group(label)
            group.attrs["weight_names"] = [one.encode() for one in names]
            group[names[0]], group[names[1]] = _as_keras(weight), bias
    return path


def _as_keras(weight: Array) -> Array:
    """(out, in, ...) as Keras keeps it; the dense layer after the last convolution has 49 inputs a channel."""
    first_dense = weight.ndim == 2 and weight.shape[1] % 49 == 0
    if first_dense:
        weight = weight.reshape(len(weight), -1, 7, 7)
    turned = weight.transpose(2, 3, 1, 0) if weight.ndim == 4 else weight.T
    return np.ascontiguousarray(turned.reshape(-1, len(weight)) if first_dense else turned)


def int8_file(folder: Path, form: str = "qoperator", width: float = NARROW, seed: int = 0) -> Path:
    """The zoo's 8-bit file: "qoperator" (QLinearConv, QGemm), "matmul" (QLinearMatMul, QLinearAdd) or "qdq"."""
    load_onnxruntime()
    from onnxruntime import quantization  # noqa: PLC0415 - onnxruntime is loaded in one place, this is a part of it

    model = zoo_model(weights(width, seed))
    del model.graph.input[1:]
    model.ir_version = 7  # from 4 on, weights need not be inputs
    if form == "matmul":
        _split_dense(model)
    folder.mkdir(parents=True, exist_ok=True)
    source, path = folder / "to-quantize.onnx", folder / f"vgg16-12-int8-{form}.onnx"
    onnx.save(model, source)
    logging.disable(logging.WARNING)  # it advises a step that is not wanted here
    try:
        quantization.quantize_static(
            source,
            path,
            _Pixels(),
            quant_format=quantization.QuantFormat.QDQ if form == "qdq" else quantization.QuantFormat.QOperator,
            activation_type=quantization.QuantType.QUInt8,
            weight_type=quantization.QuantType.QInt8,
            reduce_range=True,
        )
    finally:
        logging.disable(logging.NOTSET)
    source.unlink()
    return path


def _split_dense(model: onnx.ModelProto) -> None:
    """Gemm as MatMul and Add, as older quantizers did."""
    arrays = {one.name: one for one in model.graph.initializer}
    nodes = []
    for node in model.graph.node:
        if node.op_type == "Gemm":
            source, weight, bias = node.input
            arrays[weight].CopyFrom(numpy_helper.from_array(numpy_helper.to_array(arrays[weight]).T.copy(), weight))
            product = helper.make_node("MatMul", [source, weight], [f"{node.output[0]}_product"])
            nodes += [product, helper.make_node("Add", [product.output[0], bias], node.output)]
        else:
            nodes.append(node)
    del model.graph.node[:]
    model.graph.node.extend(nodes)


class _Pixels:
    """What the quantizer looks at to learn how large values get."""

    def __init__(self) -> None:
        self._left: Iterator[Array] = iter(np.split(pixels(2, seed=99), 2))

    def get_next(self) -> dict[str, Array] | None:
        batch = next(self._left, None)
        return None if batch is None else {"data": batch}


def pixels(count: int, seed: int = 0, size: int = 224) -> Array:
    """Made-up photos as torchvision's transform leaves them: soft coloured spots, float32 (count, 3, size, size)."""
    coarse = np.random.default_rng(seed).uniform(-2, 2.4, (count, 3, size // 16, size // 16)).astype(np.float32)
    return coarse.repeat(16, axis=2).repeat(16, axis=3)
