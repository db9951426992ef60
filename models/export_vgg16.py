"""Make VGG16 of a published file and hold it against PyTorch. Needed at development time only.

It wants torch (2.13.0 CPU) and, for Keras' file, h5py. From the top of the repository::

    python -m models.export_vgg16 FILE FOLDER [--storage fp16]

imports FILE (`vgg16-12.onnx` of the ONNX model zoo, torchvision's `vgg16-397923af.pth` or Keras'
`vgg16_weights_tf_dim_ordering_tf_kernels.h5`) into FOLDER, as `photosim models import` does, and fails if the result
drifts from the same weights under torch, read by torch, onnx or h5py themselves. ::

    python -m models.export_vgg16 --golden

writes the golden values of the tests: what torch answers for the narrow stand-in, made-up weights and all.

Network: Simonyan and Zisserman (arXiv 1409.1556), configuration D.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import numpy as np
import onnx
import skimage
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch.nn import functional

from photosim.core.decode import load_photo
from photosim.embed.importing.formats import recognise
from photosim.embed.importing.importer import import_model
from photosim.embed.importing.vgg16 import BLOCKS
from photosim.embed.onnx import OnnxEmbedder
from photosim.embed.preprocess import prepare
from photosim.embed.spec import ModelSpec, Storage
from tests import standins

GOLDEN = Path(__file__).parents[1] / "tests" / "data" / "golden_vgg16_narrow.npz"
GOLDEN_PHOTOS = ("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg")
# 16-bit weights of the real size keep .99999 of the cosine; 8-bit ones are made from those.
LEAST_COSINE = {"fp32": 0.999999, "fp16": 0.99999, "int8": 0.999}

Array = NDArray[Any]
Layers = Sequence[tuple[Any, Any]]


def read_layers(path: Path) -> tuple[Layers, bool]:
    """Weights and biases as the file has them, and whether its dense layers read the picture pixel by pixel."""
    kind = recognise(path)
    if kind == "torch":
        state = torch.load(path, weights_only=True, map_location="cpu")
        names = [name.removesuffix(".weight") for name in state if name.endswith(".weight")]
        return [(state[f"{name}.weight"].float(), state[f"{name}.bias"].float()) for name in names], False
    if kind == "onnx":
        model = onnx.load(path)
        arrays = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
        products = [node for node in model.graph.node if node.op_type in {"Conv", "Gemm"}]
        pairs = [[torch.from_numpy(arrays[name].copy()) for name in node.input[1:3]] for node in products]
        return [(weight, bias) for weight, bias in pairs], False
    import h5py  # noqa: PLC0415 - an extra

    layers = []
    with h5py.File(path, "r") as file:
        for name in file.attrs["layer_names"]:
            group = file[name]
            parts = [torch.from_numpy(np.asarray(group[part])) for part in group.attrs["weight_names"]]
            if parts:
                order = (3, 2, 0, 1) if parts[0].ndim == 4 else (1, 0)
                layers.append((parts[0].permute(*order), parts[1]))
    return layers, True


def run_torch(layers: Layers, pixels: Array, *, rows_of_pixels: bool) -> tuple[Array, Array]:
    """Embedding and class scores of a batch, by a plain forward pass."""
    flow, place = torch.from_numpy(pixels), 0
    for count in BLOCKS:
        for weight, bias in layers[place : place + count]:
            flow = functional.relu(functional.conv2d(flow, weight, bias, padding=1))
        flow = functional.max_pool2d(flow, 2)
        place += count
    flow = (flow.permute(0, 2, 3, 1) if rows_of_pixels else flow).flatten(1)
    for weight, bias in layers[place:-1]:
        flow = functional.relu(functional.linear(flow, weight, bias))
    return flow.numpy(), functional.linear(flow, *layers[-1]).numpy()


def cosines(some: Array, others: Array) -> Array:
    """Cosine similarity row by row."""
    lengths = np.linalg.norm(some, axis=1) * np.linalg.norm(others, axis=1)
    return np.asarray((some * others).sum(axis=1) / lengths)


def sample_pixels(spec: ModelSpec) -> Array:
    """The sample photos through the transform of a model."""
    folder = Path(skimage.__file__).parent / "data"
    photos = [load_photo(folder / name, short_side=spec.decode_short_side) for name in GOLDEN_PHOTOS]
    return np.stack([prepare(photo.image, spec) for photo in photos])


def check_against_torch(path: Path, spec: ModelSpec) -> None:
    """The numeric gate.

    Raises:
        SystemExit: the imported network drifts from torch.
    """
    layers, rows_of_pixels = read_layers(path)
    pixels = sample_pixels(spec)
    embedding, logits = run_torch(layers, pixels, rows_of_pixels=rows_of_pixels)
    with OnnxEmbedder(spec) as embedder:
        answer = embedder.embed(pixels)
    assert answer.logits is not None
    least = cosines(answer.vectors, embedding).min()
    drift = np.abs(answer.logits - logits).max() / logits.std()
    print(f"least cosine {least:.7f}, largest difference of a logit {drift:.4f} of their spread")
    if least < LEAST_COSINE[spec.storage]:
        message = "the imported network drifts from torch"
        raise SystemExit(message)


def write_golden() -> None:
    """What torch answers for the narrow stand-in."""
    with tempfile.TemporaryDirectory() as scratch:
        path = standins.torch_file(Path(scratch))
        spec = import_model(path, Path(scratch) / "models", storage="fp32")
        layers, _ = read_layers(path)
        embedding, logits = run_torch(layers, sample_pixels(spec), rows_of_pixels=False)
    np.savez_compressed(GOLDEN, photos=np.array(GOLDEN_PHOTOS), embeddings=embedding, logits=logits)


def main() -> None:
    """Import and check, or write the golden values."""
    parser = argparse.ArgumentParser("python -m models.export_vgg16", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--storage", choices=get_args(Storage))
    parser.add_argument("--golden", action="store_true")
    options = parser.parse_args()
    torch.set_grad_enabled(False)
    if options.golden:
        write_golden()
    elif options.file and options.folder:
        spec = import_model(options.file, options.folder, storage=options.storage)
        check_against_torch(options.file, spec)
    else:
        parser.error("say FILE and FOLDER, or --golden")


if __name__ == "__main__":
    main()
