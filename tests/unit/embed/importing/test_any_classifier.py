"""Other classifiers than VGG16: the layer that tells classes apart, inputs of all kinds, what is said of them."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from photosim.embed.classes import load_class_weights
from photosim.embed.importing.importer import import_model
from photosim.embed.onnx import OnnxEmbedder
from photosim.embed.spec import ModelSpec
from photosim.errors import ModelError
from tests.small_networks import (
    CHANNELS,
    CLASSES,
    HEADS,
    SIDE,
    Array,
    Builder,
    add_head,
    class_matrix,
    save,
    small_classifier,
    some_pixels,
)


def described(folder: Path, **entries: Any) -> Path:
    path = folder / "SPEC.json"
    path.write_text(json.dumps(entries), encoding="utf-8")
    return path


def imported(model: onnx.ModelProto, folder: Path, **entries: Any) -> ModelSpec:
    path = save(model, folder / "Some Network v1.0.onnx")
    return import_model(path, folder / "models", spec=described(folder, **entries))


def run(model: onnx.ModelProto, pixels: Array, *names: str) -> list[Array]:
    """What the published network answers, at any of its values."""
    shown = onnx.ModelProto()
    shown.CopyFrom(model)
    del shown.graph.output[:]
    shown.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    session = onnxruntime.InferenceSession(shown.SerializeToString(), providers=["CPUExecutionProvider"])
    return list(session.run(list(names), {"pixels": pixels}))


def unit(rows: Array) -> Array:
    rows = rows.reshape(len(rows), -1)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def assert_answers(spec: ModelSpec, pixels: Array, embedding: Array, scores: Array) -> None:
    with OnnxEmbedder(spec) as embedder:
        answer = embedder.embed(pixels)
    assert answer.logits is not None
    assert (answer.vectors * unit(embedding)).sum(axis=1).min() > 0.99999
    assert np.abs(answer.logits - scores.reshape(len(scores), -1)).max() < 0.02


@pytest.mark.parametrize("head", HEADS)
def test_every_kind_of_last_layer(tmp_path: Path, head: str) -> None:
    model = small_classifier(head)
    spec = imported(model, tmp_path)
    assert (spec.name, spec.dimension, spec.classes, spec.signed) == ("some-network-v1.0", CHANNELS, CLASSES, False)
    assert spec.transform.size == SIDE
    assert np.allclose(load_class_weights(spec), class_matrix()[0], atol=2e-3)
    assert_answers(spec, some_pixels(), *run(model, some_pixels(), "pooled", "scores"))
    left = {node.op_type for node in onnx.load(spec.path).graph.node}
    assert not left & {"Softmax", "LogSoftmax"}


def test_squeezenet_tells_classes_apart_before_it_takes_the_mean(tmp_path: Path) -> None:
    builder = Builder()
    kernel = builder.constant(builder.weight(CHANNELS, 3, 5, 5), "body.weight")
    flow = builder.node("Relu", [builder.node("Conv", ["pixels", kernel], "body", strides=[4, 4])], "active")
    weight, bias = class_matrix()
    names = [builder.constant(weight[:, :, None, None], "w"), builder.constant(bias, "b")]
    flow = builder.node("Relu", [builder.node("Conv", [flow, *names], "places")], "positive")
    flow = builder.node("Flatten", [builder.node("GlobalAveragePool", [flow], "scores")], "flat")
    model = builder.model([builder.node("Softmax", [flow], "chances")])
    spec = imported(model, tmp_path)
    active, scores = run(model, some_pixels(), "active", "scores")
    assert_answers(spec, some_pixels(), active.mean(axis=(2, 3)), scores)
    assert np.allclose(load_class_weights(spec), weight, atol=2e-3)


@pytest.mark.parametrize(
    ("relu", "signed"), [("Relu", False), ("Sigmoid", False), ("Tanh", True), ("LeakyRelu", True), ("Softplus", False)]
)
def test_sign_of_the_embedding(tmp_path: Path, relu: str, signed: bool) -> None:
    assert imported(small_classifier(relu=relu), tmp_path).signed is signed


def test_clip_decides_by_its_lower_end(tmp_path: Path) -> None:
    for low, signed in ((0.0, False), (-1.0, True)):
        builder = Builder()
        flow = builder.body("Identity")
        limits = [builder.constant(np.float32(low), "low"), builder.constant(np.float32(6), "high")]
        flow = add_head(builder, builder.node("Clip", [flow, *limits], "clipped"), "gemm")
        assert imported(builder.model([flow]), tmp_path / str(low)).signed is signed


def test_sign_that_is_said_wrongly_is_found_out(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="negative values, though 'signed' is false"):
        imported(small_classifier(relu="Tanh"), tmp_path, signed=False)
    assert imported(small_classifier(), tmp_path, signed=True).signed


@pytest.mark.parametrize("batch", [1, 4])
def test_a_fixed_number_of_photos_becomes_free(tmp_path: Path, batch: int) -> None:
    builder = Builder()
    flow = builder.node("Reshape", [builder.body(), builder.constant([batch, CHANNELS], "shape")], "features")
    weight, bias = class_matrix()
    names = [builder.constant(weight, "w"), builder.constant(bias, "b")]
    flow = builder.node("Gemm", [flow, *names], "scores", transB=1)
    model = builder.model([flow], (batch, 3, SIDE, SIDE))
    spec = imported(model, tmp_path, batch_size=2)
    pixels = some_pixels(batch)
    assert_answers(spec, pixels, *run(model, pixels, "features", "scores"))
    with OnnxEmbedder(spec) as embedder:
        assert len(embedder.embed(some_pixels(5)).vectors) == 5


def test_a_number_of_photos_that_cannot_be_freed(tmp_path: Path) -> None:
    builder = Builder()
    flow = builder.node(
        "Concat", [builder.body(), builder.constant(np.ones((1, 2, 1, 1), np.float32), "more")], "m", axis=1
    )
    flow = builder.node("Flatten", [flow], "features")
    flow = builder.node("MatMul", [flow, builder.constant(builder.weight(CHANNELS + 2, CLASSES), "w")], "scores")
    with pytest.raises(ModelError, match="takes one photo at a time; export it for any number"):
        imported(builder.model([flow], (1, 3, SIDE, SIDE)), tmp_path)


def test_photos_that_are_mixed_up_are_found_out(tmp_path: Path) -> None:
    builder = Builder()
    mean = builder.node("ReduceMean", [builder.body()], "mean", axes=[0], keepdims=1)
    flow = add_head(builder, builder.node("Add", ["pooled", mean], "together"), "gemm")
    with pytest.raises(ModelError, match="differently for a photo alone"):
        imported(builder.model([flow]), tmp_path)


def test_rows_of_pixels_are_turned(tmp_path: Path) -> None:
    builder = Builder()
    turned = builder.node("Transpose", ["pixels"], "planes", perm=[0, 3, 1, 2])
    model = builder.model([add_head(builder, builder.body(source=turned), "gemm")], ("n", SIDE, SIDE, 3))
    spec = imported(model, tmp_path)
    rows = np.ascontiguousarray(some_pixels().transpose(0, 2, 3, 1))
    assert_answers(spec, some_pixels(), *run(model, rows, "pooled", "scores"))


def test_sixteen_bit_networks(tmp_path: Path) -> None:
    model = small_classifier()
    wanted = run(model, some_pixels(), "pooled", "scores")
    for tensor in model.graph.initializer:
        tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), tensor.name))
    for value in (*model.graph.input, *model.graph.output):
        value.type.tensor_type.elem_type = TensorProto.FLOAT16
    spec = imported(model, tmp_path)
    assert spec.storage == "fp16"
    assert_answers(spec, some_pixels(), *wanted)


@pytest.mark.parametrize("opset", [11, 13, 18])
def test_dense_layers_in_8_bits(tmp_path: Path, opset: int) -> None:
    """Each in the forms they come in; the one that gets negative values stays as it is."""
    builder = Builder()
    flow = builder.node("Flatten", [builder.body()], "features")
    wide = 700
    names = [builder.constant(builder.weight(wide, CHANNELS), "w1"), builder.constant(builder.weight(wide), "b1")]
    flow = builder.node("Relu", [builder.node("Gemm", [flow, *names], "d1", transB=1)], "r1")
    flow = builder.node("MatMul", [flow, builder.constant(builder.weight(wide, wide), "w2")], "d2")
    flow = builder.node(
        "Relu", [builder.node("MatMul", [flow, builder.constant(builder.weight(wide, 60), "w3")], "d3")], "r3"
    )
    flow = builder.node("Gemm", [flow, builder.constant(builder.weight(60, wide), "w4")], "d4")
    flow = builder.node(
        "Gemm", [builder.node("Relu", [flow], "r4"), builder.constant(builder.weight(wide, CLASSES), "w5")], "scores"
    )
    model = builder.model([flow], opset=opset)
    spec = imported(model, tmp_path, storage="int8")
    made = onnx.load(spec.path)
    kept = {tensor.name: tensor.data_type for tensor in made.graph.initializer}
    assert {name for name, kind in kept.items() if kind == TensorProto.UINT8 and name[0] == "w"} == {
        *("w1.int8", "w2.int8", "w4.int8", "w5.int8")
    }
    assert kept["w3.half"] == TensorProto.FLOAT16
    features, scores = run(model, some_pixels(), "r4", "scores")
    with OnnxEmbedder(spec) as embedder:
        answer = embedder.embed(some_pixels())
    assert answer.logits is not None
    assert (answer.vectors * unit(features)).sum(axis=1).min() > 0.9995
    assert np.abs(answer.logits - scores).max() < 0.05 * np.abs(scores).max()


def test_8_bits_need_an_operation_that_old_graphs_lack(tmp_path: Path) -> None:
    builder = Builder()
    flow = builder.node("Flatten", [builder.body()], "features")
    flow = builder.node("MatMul", [flow, builder.constant(builder.weight(CHANNELS, 1000), "w")], "scores")
    with pytest.raises(ModelError, match="cannot be kept as int8"):
        imported(builder.model([flow], opset=10), tmp_path, storage="int8")


def test_open_sides_take_the_size_of_the_description(tmp_path: Path) -> None:
    builder = Builder()
    model = builder.model([add_head(builder, builder.body(), "gemm")], ("n", 3, "h", "w"))
    assert imported(model, tmp_path, transform={"size": 48}).transform.size == 48
    assert imported(model, tmp_path, name="another").transform.size == 224


def test_no_classes(tmp_path: Path) -> None:
    builder = Builder()
    flow = builder.node("Flatten", [builder.body()], "features")
    model = builder.model([builder.node("LpNormalization", [flow], "unit")])
    with pytest.raises(ModelError, match=r"does not end in a layer that tells classes apart, but in .*LpNormalization"):
        imported(model, tmp_path)
    spec = imported(model, tmp_path, embedding="unit")
    assert (spec.logits, spec.classes, spec.class_weights, spec.dimension) == (None, 0, None, CHANNELS)
    with OnnxEmbedder(spec) as embedder:
        answer = embedder.embed(some_pixels())
    assert answer.logits is None
    assert (answer.vectors * unit(run(model, some_pixels(), "unit")[0])).sum(axis=1).min() > 0.99999


def test_what_the_user_says_wins(tmp_path: Path) -> None:
    model = small_classifier("matmul")
    spec = imported(
        model,
        tmp_path,
        name="mine",
        title="My network",
        licence="MIT",
        source="made by hand",
        embedding="body",
        logits="chances",
        batch_size=3,
        decode_short_side=64,
        transform={"mean": [1, 2, 3], "channels": "BGR", "filter": "lanczos", "aspect_limit": None},
    )
    assert (spec.name, spec.title, spec.licence, spec.source) == ("mine", "My network", "MIT", "made by hand")
    assert (spec.batch_size, spec.decode_short_side) == (3, 64)
    assert (spec.transform.mean, spec.transform.channels, spec.transform.aspect_limit) == ((1, 2, 3), "BGR", None)
    assert spec.transform.std == (58.395, 57.12, 57.375)
    assert spec.class_weights is None  # they belong to another embedding than the one that is wanted
    assert spec.signed
    assert_answers(spec, some_pixels(), *run(model, some_pixels(), "body", "scores"))


def test_classes_can_be_left_out(tmp_path: Path) -> None:
    spec = imported(small_classifier(), tmp_path, logits=None)
    assert (spec.logits, spec.classes, spec.class_weights, spec.dimension) == (None, 0, None, CHANNELS)


def test_without_a_description_only_vgg16_is_taken(tmp_path: Path) -> None:
    path = save(small_classifier(), tmp_path / "a.onnx")
    with pytest.raises(ModelError, match=r"is no VGG16; say in SPEC\.json .*\({} if like .* as a\.json beside it$"):
        import_model(path, tmp_path / "models")
    assert import_model(path, tmp_path / "models", spec=described(tmp_path)).licence == "NOASSERTION"


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({"colour": 1}, "unknown entry 'colour'"),
        ({"transform": {"colour": 1}}, "unknown entry 'colour'"),
        ({"transform": 5}, "no JSON object"),
        ({"transform": {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}}, "multiply them by 255"),
        ({"file": "x.onnx"}, "'file', which the import makes by itself"),
        ({"batch_size": "4"}, "'batch_size' is '4', not int"),
        ({"transform": {"crop": 3}}, "'crop' is not in"),
        ({"transform": {"size": 64}}, "takes photos of 32 pixels a side, not 64"),
        ({"name": "Mine!"}, "the name 'Mine!' cannot be given"),
        ({"input": "image"}, "has no input 'image'; it has 'pixels'"),
        ({"embedding": "nowhere"}, "has no value 'nowhere'"),
        ({"logits": "nowhere"}, "has no value 'nowhere'"),
        ({"dimension": 4096}, "'dimension' is 24, not 4096 as"),
        ({"classes": 1000}, "'classes' is 40, not 1000 as"),
        ({"sha256": 64 * "a"}, "its size or its hash is another"),
        ({"bytes": 5}, "its size or its hash is another"),
        ({"storage": "fp8"}, "'storage' is 'fp8', not one of"),
        ({"storage": "int8"}, "most weights of this network cannot be kept as int8"),
    ],
)
def test_descriptions_that_are_wrong(tmp_path: Path, entries: dict[str, Any], words: str) -> None:
    with pytest.raises(ModelError, match=words) as caught:
        imported(small_classifier(), tmp_path, **entries)
    assert "\n" not in str(caught.value)
    assert not list((tmp_path / "models").glob("*")) if (tmp_path / "models").exists() else True


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"name": 5}', b'{"bytes": {}}'])
def test_descriptions_that_are_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "SPEC.json"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"description .*SPEC\.json"):
        import_model(save(small_classifier(), tmp_path / "a.onnx"), tmp_path / "models", spec=path)


def test_other_inputs_are_refused(tmp_path: Path) -> None:
    for number, (shape, words) in enumerate(
        [
            (("n", 1, SIDE, SIDE), "has the shape"),
            (("n", 3, SIDE, 48), "has the shape"),
            ((3, SIDE, SIDE), "has the shape"),
            (("n", 3, 4, 4), "takes photos of 4 pixels"),
        ]
    ):
        builder = Builder()
        model = builder.model([add_head(builder, builder.body(), "gemm")], shape)
        onnx.save(model, tmp_path / f"{number}.onnx")
        with pytest.raises(ModelError, match=words):
            import_model(tmp_path / f"{number}.onnx", tmp_path / "models", spec=described(tmp_path))


def test_a_network_that_fails_when_it_runs(tmp_path: Path) -> None:
    """A matrix for another number of values than come in: the graph is well-formed, and cannot work."""
    builder = Builder()
    flow = builder.node("Flatten", [builder.body()], "features")
    weight = builder.constant(builder.weight(CHANNELS + 1, CLASSES), "w")
    onnx.save(builder.model([builder.node("MatMul", [flow, weight], "scores")]), tmp_path / "a.onnx")
    with pytest.raises(ModelError, match=r"cannot be loaded|does not run") as caught:
        import_model(tmp_path / "a.onnx", tmp_path / "models", spec=described(tmp_path))
    assert "\n" not in str(caught.value)
    assert not list((tmp_path / "models").iterdir())


def test_operations_nobody_has(tmp_path: Path) -> None:
    builder = Builder()
    flow = builder.node("Swish", [builder.body()], "active2", domain="some.where")
    model = builder.model([add_head(builder, flow, "gemm")])
    model.opset_import.append(helper.make_opsetid("some.where", 1))
    onnx.save(model, tmp_path / "a.onnx")
    with pytest.raises(ModelError, match=r"uses Swish of 'some\.where', which onnxruntime does not have"):
        import_model(tmp_path / "a.onnx", tmp_path / "models", spec=described(tmp_path))
