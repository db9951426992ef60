"""The network we ship answers like the published one did under torch, from a photo's file to its vector."""

from pathlib import Path

import numpy as np
import pytest
import skimage

from photosim.assets import bundled_models_folder
from photosim.core.decode import load_photo
from photosim.embed.onnx import OnnxEmbedder
from photosim.embed.preprocess import prepare
from photosim.embed.registry import DEFAULT_MODEL, find_model

GOLDEN = Path(__file__).parents[2] / "data" / "golden_efficientnet_lite0.npz"


def test_vectors_and_best_classes_are_those_of_torch() -> None:
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    folder = Path(skimage.__file__).parent / "data"
    with np.load(GOLDEN) as golden, OnnxEmbedder(spec) as embedder:
        photos = [load_photo(folder / str(name), short_side=spec.decode_short_side) for name in golden["photos"]]
        result = embedder.embed(np.stack([prepare(photo.image, spec) for photo in photos]))
        wanted = golden["embeddings"]
        wanted = wanted / np.linalg.norm(wanted, axis=1, keepdims=True)
        assert result.logits is not None
        assert len(photos) >= 6
        assert (result.vectors * wanted).sum(axis=1).min() >= 0.9999
        assert np.abs(result.logits - golden["logits"]).max() <= 0.1


def test_the_gate_would_notice_another_transform() -> None:
    """The least change of the transform that matters stays visible at this tolerance."""
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    with np.load(GOLDEN) as golden, OnnxEmbedder(spec) as embedder:
        path = Path(skimage.__file__).parent / "data" / str(golden["photos"][0])
        photo = load_photo(path, short_side=spec.decode_short_side)
        shifted = np.roll(prepare(photo.image, spec), 1, axis=2)
        wanted = golden["embeddings"][0] / np.linalg.norm(golden["embeddings"][0])
        assert embedder.embed(shifted[None]).vectors[0] @ wanted < 0.9999


@pytest.mark.parametrize("name", ["efficientnet-lite0.LICENSE.txt"])
def test_licence_of_the_weights_is_beside_them(name: str) -> None:
    assert "Apache License" in (bundled_models_folder() / name).read_text(encoding="utf-8")
