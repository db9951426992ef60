"""Class scores and class weights."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from photosim.assets import bundled_models_folder
from photosim.embed.classes import load_class_weights, top_classes
from photosim.embed.onnx import OnnxEmbedder
from photosim.embed.registry import DEFAULT_MODEL, find_model
from photosim.embed.spec import sha256_of
from photosim.errors import ModelError


def test_probabilities_by_hand() -> None:
    logits = np.log(np.array([[0.1, 0.6, 0.3], [0.5, 0.25, 0.25]], np.float32))
    classes, probabilities = top_classes(logits, k=2)
    assert classes.dtype == np.uint16
    assert probabilities.dtype == np.float32
    assert classes.tolist() == [[1, 2], [0, 1]]
    assert probabilities == pytest.approx(np.array([[0.6, 0.3], [0.5, 0.25]]), abs=1e-6)


def test_huge_logits_do_not_overflow() -> None:
    classes, probabilities = top_classes(np.array([[1e30, -1e30, 0], [-3e38, 3e38, 0]], np.float32), k=3)
    assert classes[:, 0].tolist() == [0, 1]
    assert probabilities[:, 0].tolist() == [1.0, 1.0]
    assert np.isfinite(probabilities).all()


def test_no_photos() -> None:
    classes, probabilities = top_classes(np.empty((0, 1000), np.float32))
    assert classes.shape == probabilities.shape == (0, 10)


def test_class_weights_are_the_networks_last_layer() -> None:
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    weights = load_class_weights(spec)
    assert weights.shape == (spec.classes, spec.dimension)
    assert weights.dtype == np.float32
    side = spec.transform.size
    batch = np.random.default_rng(0).uniform(-1, 1, (2, 3, side, side)).astype(np.float32)
    assert spec.logits is not None
    with OnnxEmbedder(spec) as embedder:
        network = embedder._opened()
        embedding, logits = network.run([spec.embedding, spec.logits], {spec.input: batch})
    # The bias falls out of the difference of two photos.
    assert (embedding[1] - embedding[0]) @ weights.T == pytest.approx(logits[1] - logits[0], abs=0.01)


def test_missing_damaged_or_wrong_class_weights(tmp_path: Path) -> None:
    spec = find_model(DEFAULT_MODEL, [bundled_models_folder()])
    with pytest.raises(ModelError, match="has no class weights"):
        load_class_weights(replace(spec, class_weights=None))
    with pytest.raises(ModelError, match="cannot be read"):
        load_class_weights(replace(spec, folder=tmp_path))
    path = tmp_path / str(spec.class_weights)
    path.write_bytes(b"something else")
    with pytest.raises(ModelError, match="damaged"):
        load_class_weights(replace(spec, folder=tmp_path))
    with pytest.raises(ModelError, match="cannot be read"):
        load_class_weights(replace(spec, folder=tmp_path, class_weights_sha256=sha256_of(path)))
    np.save(path, np.zeros((3, 4), np.float16))
    with pytest.raises(ModelError, match="shape"):
        load_class_weights(replace(spec, folder=tmp_path, class_weights_sha256=sha256_of(path)))
