"""Importing a model from end to end: every published VGG16, names, places, stopping, and files that are no models."""

import errno
import os
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest

from photosim.embed.classes import load_class_weights
from photosim.embed.importing import importer
from photosim.embed.importing.importer import import_model
from photosim.embed.importing.onnx_file import write_onnx
from photosim.embed.importing.specs import Source
from photosim.embed.onnx import OnnxEmbedder
from photosim.embed.registry import available_models, find_model
from photosim.embed.spec import Storage, sha256_of
from photosim.errors import Cancelled, ModelError
from tests import standins
from tests.support import as_anybody, permissions_count, run

FORMS = ("qoperator", "matmul", "qdq")


def published_answer(path: Path, pixels: standins.Array, *names: str) -> list[standins.Array]:
    """What the file that was published answers, at any of its values."""
    model = onnx.load(path)
    del model.graph.output[:]
    model.graph.output.extend(onnx.ValueInfoProto(name=name) for name in names)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return list(session.run(list(names), {"data": pixels}))


def unit(rows: standins.Array) -> standins.Array:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def test_the_zoos_file(tmp_path: Path) -> None:
    path = standins.zoo_file(tmp_path)
    models = tmp_path / "models"
    spec = import_model(path, models)
    assert spec == find_model("vgg16", [models])
    assert (spec.title, spec.dimension, spec.classes, spec.signed) == ("VGG16", 256, 1000, False)
    assert (spec.storage, spec.batch_size, spec.decode_short_side) == ("fp16", 2, 320)
    assert spec.transform == standins.installed(tmp_path / "other").transform
    assert spec.path.stat().st_size == spec.bytes < 0.6 * path.stat().st_size
    assert sha256_of(spec.path) == spec.sha256
    assert sorted(one.name for one in (models / "vgg16").iterdir()) == [
        "vgg16-classes.npy",
        "vgg16.json",
        "vgg16.onnx",
    ]
    onnx.checker.check_model(spec.path, full_check=True)
    pixels = standins.pixels(3)
    before_last, scores = published_answer(path, pixels, "vgg0_dense1_relu_fwd", "vgg0_dense2_fwd")
    with OnnxEmbedder(spec) as embedder:
        answer = embedder.embed(pixels)
    assert answer.logits is not None
    assert (answer.vectors * unit(before_last)).sum(axis=1).min() > 0.99999
    assert np.abs(answer.logits - scores).max() < 0.02
    assert np.allclose(load_class_weights(spec), standins.weights()[-1][0], atol=1e-3)


@pytest.mark.parametrize("form", FORMS)
def test_the_zoos_8_bit_file(tmp_path: Path, form: str) -> None:
    path = standins.int8_file(tmp_path, form)
    last = next(
        node for node in reversed(onnx.load(path).graph.node) if node.op_type in {"QGemm", "QLinearMatMul", "Gemm"}
    )
    spec = import_model(path, tmp_path / "models")
    assert (spec.name, spec.storage, spec.signed, spec.dimension, spec.classes) == ("vgg16", "int8", False, 256, 1000)
    pixels = standins.pixels(3)
    goes_in, scores = published_answer(path, pixels, last.input[0], onnx.load(path).graph.output[0].name)
    with OnnxEmbedder(spec) as embedder:
        answer = embedder.embed(pixels)
    assert answer.logits is not None
    assert (answer.vectors * unit(goes_in.astype(np.float32))).sum(axis=1).min() > 0.99999
    assert np.array_equal(answer.logits, scores)
    true = standins.weights()[-1][0]
    assert np.abs(load_class_weights(spec) - true).max() < 1.1 * np.abs(true).max() / 64
    with pytest.raises(ModelError, match="keeps its weights as int8"):
        import_model(path, tmp_path / "models", name="other", storage="fp16")


@pytest.mark.parametrize(("storage", "share"), [("fp32", 1.0), ("fp16", 0.5), ("int8", 0.28)])
def test_storage_forms(tmp_path: Path, storage: Storage, share: float) -> None:
    path = standins.torch_file(tmp_path)
    spec = import_model(path, tmp_path / "models", storage=storage)
    assert spec.storage == storage
    assert spec.bytes == pytest.approx(share * path.stat().st_size, rel=0.03)
    pixels = standins.pixels(4)
    with OnnxEmbedder(spec) as embedder:
        together = embedder.embed(pixels)
        for number in range(4):  # also in 8 bits a photo's vector is its own
            alone = embedder.embed(pixels[number : number + 1])
            assert np.abs(alone.vectors[0] - together.vectors[number]).max() < 1e-5


def test_8_bits_take_a_photo_of_which_nothing_is_left(tmp_path: Path) -> None:
    """All values zero before a dense layer: no division by nothing."""
    state = standins.state_dict()
    state["features.28.bias"] = np.full_like(state["features.28.bias"], -1e6)
    spec = import_model(standins.torch_file(tmp_path, state=state), tmp_path / "models", storage="int8")
    with OnnxEmbedder(spec) as embedder:
        answer = embedder.embed(standins.pixels(1))
    assert np.isfinite(answer.vectors).all()
    assert answer.vectors.any()  # the biases of the dense layers are left


def test_a_known_source_is_told(tmp_path: Path) -> None:
    source = Source("VGG16 of the zoo", "Apache-2.0", "ONNX model zoo", "the licence's words")
    spec = import_model(standins.zoo_file(tmp_path), tmp_path / "models", name="zoo16", source=source)
    assert (spec.name, spec.title, spec.licence, spec.source) == ("zoo16", source.title, source.licence, source.text)
    assert (spec.folder / "zoo16.LICENSE.txt").read_text(encoding="utf-8") == source.licence_text


def test_names(tmp_path: Path) -> None:
    path, models = standins.zoo_file(tmp_path), tmp_path / "models"
    import_model(path, models)
    with pytest.raises(ModelError, match="there is a model vgg16 already"):
        import_model(path, models)
    for name in ("../x", "A", "", "a/b", ".hidden", "x" * 65, "dot."):
        with pytest.raises(ModelError, match="cannot be given to a model"):
            import_model(path, models, name=name)
    with pytest.raises(ModelError, match="comes with photosim"):
        import_model(path, models, name="efficientnet-lite0")
    import_model(path, models, name="another")
    assert available_models([models]) == ("another", "vgg16")


def test_a_damaged_model_is_replaced(tmp_path: Path) -> None:
    path, models = standins.torch_file(tmp_path), tmp_path / "models"
    made = import_model(path, models)
    assert made.class_weights_path is not None
    for file in (made.path, made.class_weights_path, made.folder / "vgg16.json"):
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 0x80
        file.write_bytes(content)
        assert import_model(path, models) == made
        assert [left.name for left in models.iterdir()] == ["vgg16"]
        with pytest.raises(ModelError, match="there is a model vgg16 already"):
            import_model(path, models)


def test_a_model_that_became_whole_meanwhile_stays(tmp_path: Path) -> None:
    path, models = standins.torch_file(tmp_path), tmp_path / "models"

    def tell(share: float) -> None:
        if share > 0 and not models.joinpath("vgg16").exists():
            import_model(path, models)

    with pytest.raises(ModelError, match="there is a model vgg16 already"):
        import_model(path, models, tell=tell)
    assert [left.name for left in models.iterdir()] == ["vgg16"]


def test_progress_and_stopping(tmp_path: Path) -> None:
    path, models = standins.torch_file(tmp_path), tmp_path / "models"
    shares: list[float] = []
    import_model(path, models, tell=shares.append)
    assert shares[0] == 0
    assert shares[-1] == 1
    assert shares == sorted(shares)

    def stop_at(limit: float) -> Any:
        def tell(share: float) -> None:
            if share >= limit:
                raise Cancelled

        return tell

    for limit in (0.0, 0.1, 0.6):
        with pytest.raises(Cancelled):
            import_model(path, models, name="stopped", tell=stop_at(limit))
        assert [one.name for one in models.iterdir()] == ["vgg16"]


def test_nothing_is_a_model_before_it_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, models = standins.torch_file(tmp_path), tmp_path / "models"
    seen: list[tuple[str, ...]] = []

    def look(*_: object) -> None:
        seen.append(available_models([models]))
        raise ModelError("no, thank you")

    monkeypatch.setattr(importer, "try_out", look)
    with pytest.raises(ModelError, match="no, thank you"):
        import_model(path, models)
    assert seen == [()]
    assert not list(models.iterdir())


def test_what_a_killed_run_left_is_removed_when_it_is_old(tmp_path: Path) -> None:
    models = tmp_path / "models"
    old, young = models / ".vgg16-abc.tmp", models / ".vgg16-def.tmp"
    for folder in (old, young):
        (folder / "vgg16").mkdir(parents=True)
        (folder / "vgg16" / "vgg16.onnx").write_bytes(b"half")
    yesterday = time.time() - 2 * 24 * 3600
    os.utime(old, (yesterday, yesterday))
    import_model(standins.torch_file(tmp_path), models)
    assert sorted(one.name for one in models.iterdir()) == [".vgg16-def.tmp", "vgg16"]
    assert available_models([models]) == ("vgg16",)


def test_a_disk_that_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, models = standins.torch_file(tmp_path), tmp_path / "models"

    def full(*arguments: Any) -> None:
        write_onnx(*arguments)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(importer, "write_onnx", full)
    with pytest.raises(ModelError, match=r"cannot be put into .*: No space left on device"):
        import_model(path, models)
    monkeypatch.setattr(importer, "_SPARE_BYTES", 10**18)
    with pytest.raises(ModelError, match=r"models has \d+ MB left; the model needs"):
        import_model(path, models)
    assert not list(models.iterdir())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"<!DOCTYPE html>\n<html><body>Not found</body></html>", "is a web page"),
        (b"\n  <html lang='en'>", "is a web page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 5\n", "only points to a model"),
        (b"\x80\x04\x95\x10", "a pickle, but not one of torch"),
        (b"this is no network", "is no ONNX model"),
        (b"PK\x03\x04rubbish", "damaged or cut off"),
        (b"\x89HDF\r\n\x1a\nrubbish", "cannot be read"),
    ],
)
def test_files_that_are_no_models(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "vgg16.onnx").write_bytes(content)
    with pytest.raises(ModelError, match=words) as caught:
        import_model(tmp_path / "vgg16.onnx", tmp_path / "models")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "models").exists()


def test_places_that_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is a folder, not the file"):
        import_model(tmp_path, tmp_path / "models")
    with pytest.raises(ModelError, match="cannot be read: No such file"):
        import_model(tmp_path / "gone.onnx", tmp_path / "models")
    (tmp_path / "models").write_text("a file where the folder should be")
    with pytest.raises(ModelError, match="cannot be put into"):
        import_model(standins.torch_file(tmp_path), tmp_path / "models")


@pytest.mark.skipif(not permissions_count(), reason="everything can be read here")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = standins.torch_file(tmp_path)
    path.chmod(0)
    code = (
        "from pathlib import Path\n"
        "from photosim.embed.importing.importer import import_model\n"
        f"import_model(Path({str(path)!r}), Path({str(tmp_path / 'models')!r}))\n"
    )
    done = run(as_anybody([sys.executable, "-c", code]))
    assert b"cannot be read: Permission denied" in done.stderr.splitlines()[-1]


def test_vectors_of_a_vgg16_need_no_dropout_or_batch(tmp_path: Path) -> None:
    """A file made for one photo at a time serves any number."""
    model = standins.zoo_model(standins.weights(), batch=1)
    onnx.save(model, tmp_path / "one.onnx")
    spec = import_model(tmp_path / "one.onnx", tmp_path / "models")
    with OnnxEmbedder(spec) as embedder:
        assert len(embedder.embed(standins.pixels(5)).vectors) == 5
