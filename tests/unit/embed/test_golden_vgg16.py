"""The narrow stand-in for VGG16 answers like a plain PyTorch forward pass, whatever file it was imported from."""

from pathlib import Path

import numpy as np
import pytest
import skimage
from numpy.typing import NDArray

from photosim.core.decode import load_photo
from photosim.embed.importing.importer import import_model
from photosim.embed.onnx import OnnxEmbedder
from photosim.embed.preprocess import prepare
from photosim.embed.spec import ModelSpec, Storage
from tests import standins

GOLDEN = Path(__file__).parents[2] / "data" / "golden_vgg16_narrow.npz"
LEAST_COSINE = {"fp32": 0.999999, "fp16": 0.99999, "int8": 0.9995}


def least_cosine(spec: ModelSpec) -> float:
    """Between what a model says of the sample photos and what torch said."""
    folder = Path(skimage.__file__).parent / "data"
    with np.load(GOLDEN) as golden, OnnxEmbedder(spec) as embedder:
        photos = [load_photo(folder / str(name), short_side=spec.decode_short_side) for name in golden["photos"]]
        answer = embedder.embed(np.stack([prepare(photo.image, spec) for photo in photos]))
        wanted: NDArray[np.float32] = golden["embeddings"]
        spread = golden["logits"].std()
        assert answer.logits is not None
        assert np.abs(answer.logits - golden["logits"]).max() < 0.15 * spread
    lengths = np.linalg.norm(wanted, axis=1)
    return float(((answer.vectors * wanted).sum(axis=1) / lengths).min())


@pytest.mark.parametrize("storage", ["fp32", "fp16", "int8"])
@pytest.mark.parametrize("legacy", [False, True])
def test_torchvision(tmp_path: Path, storage: Storage, legacy: bool) -> None:
    spec = import_model(standins.torch_file(tmp_path, legacy=legacy), tmp_path / "models", storage=storage)
    assert least_cosine(spec) >= LEAST_COSINE[storage]


@pytest.mark.parametrize("storage", ["fp32", "fp16", "int8"])
def test_onnx_zoo(tmp_path: Path, storage: Storage) -> None:
    spec = import_model(standins.zoo_file(tmp_path), tmp_path / "models", storage=storage)
    assert least_cosine(spec) >= LEAST_COSINE[storage]


def test_the_gate_would_notice_other_weights(tmp_path: Path) -> None:
    layers = standins.state_dict()
    layers["features.0.weight"] = np.ascontiguousarray(layers["features.0.weight"][:, ::-1])  # as if blue came first
    spec = import_model(standins.torch_file(tmp_path, state=layers), tmp_path / "models", storage="fp32")
    with pytest.raises(AssertionError):
        assert least_cosine(spec) >= LEAST_COSINE["int8"]


def test_torch_itself(tmp_path: Path) -> None:
    """Where torch is installed: its own files, and its own answer to the same weights."""
    torch = pytest.importorskip("torch")
    from models.export_vgg16 import read_layers, run_torch  # noqa: PLC0415 - imports torch

    state = {name: torch.from_numpy(array) for name, array in standins.state_dict(seed=5).items()}
    pixels = standins.pixels(2)
    for number, options in enumerate(({}, {"_use_new_zipfile_serialization": False})):
        path = tmp_path / f"written-by-torch-{number}.pth"
        torch.save({"state_dict": state, "epoch": 3}, path, **options)
        spec = import_model(path, tmp_path / "models", name=f"v{number}", storage="fp32")
        torch.save(state, path, **options)
        layers, rows_of_pixels = read_layers(path)
        with torch.no_grad(), OnnxEmbedder(spec) as embedder:
            wanted, _ = run_torch(layers, pixels, rows_of_pixels=rows_of_pixels)
            answer = embedder.embed(pixels)
        assert ((answer.vectors * wanted).sum(axis=1) / np.linalg.norm(wanted, axis=1)).min() > 0.999999
