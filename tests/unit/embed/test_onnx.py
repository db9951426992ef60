"""Running the network: shapes, batches, threads, closing, and files that are wrong."""

import hashlib
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray

from photosim.assets import bundled_models_folder
from photosim.embed import sessions
from photosim.embed.onnx import Embedder, OnnxEmbedder
from photosim.embed.registry import DEFAULT_MODEL, find_model
from photosim.embed.runtime import load_onnxruntime
from photosim.embed.spec import ModelSpec
from photosim.errors import ModelError


@pytest.fixture
def spec() -> ModelSpec:
    return find_model(DEFAULT_MODEL, [bundled_models_folder()])


def pixels(spec: ModelSpec, count: int, seed: int = 0) -> NDArray[np.float32]:
    side = spec.transform.size
    generator = np.random.default_rng(seed)
    coarse = generator.uniform(-1, 1, (count, 3, side // 16, side // 16)).astype(np.float32)
    return coarse.repeat(16, axis=2).repeat(16, axis=3)


def copy_of(spec: ModelSpec, folder: Path, content: bytes) -> ModelSpec:
    """A model of the same description around other bytes."""
    (folder / spec.file).write_bytes(content)
    return replace(spec, folder=folder, sha256=hashlib.sha256(content).hexdigest())


def test_shapes_lengths_and_provider(spec: ModelSpec) -> None:
    with OnnxEmbedder(spec) as embedder:
        result = embedder.embed(pixels(spec, 3))
        assert result.logits is not None
        assert result.vectors.shape == (3, spec.dimension)
        assert result.logits.shape == (3, spec.classes)
        assert result.vectors.dtype == result.logits.dtype == np.float32
        assert np.abs(np.linalg.norm(result.vectors, axis=1) - 1).max() < 1e-5
        assert embedder.provider in onnxruntime.get_available_providers()
        as_protocol: Embedder = embedder
        assert as_protocol.spec is spec


def test_batches_of_any_size_agree_with_single_photos(spec: ModelSpec) -> None:
    count = spec.batch_size + 3
    batch = pixels(spec, count)
    with OnnxEmbedder(spec) as embedder:
        together = embedder.embed(batch)
        for number in range(count):
            alone = embedder.embed(batch[number : number + 1])
            assert alone.vectors[0] @ together.vectors[number] > 0.99999
        empty = embedder.embed(batch[:0])
        assert empty.vectors.shape == (0, spec.dimension)
        assert empty.logits is not None
        assert empty.logits.shape == (0, spec.classes)


def test_the_network_sees_two_batch_sizes_only(spec: ModelSpec, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    original = onnxruntime.InferenceSession.run

    def run(session: object, names: list[str], feed: dict[str, NDArray[np.float32]]) -> object:
        seen.append(len(feed[spec.input]))
        return original(session, names, feed)

    monkeypatch.setattr(onnxruntime.InferenceSession, "run", run)
    with OnnxEmbedder(spec) as embedder:
        embedder.embed(pixels(spec, 2 * spec.batch_size + 2))
    assert seen == [spec.batch_size, spec.batch_size, 1, 1]


def test_many_threads_share_one_network(spec: ModelSpec, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    original = onnxruntime.InferenceSession

    def open_session(*arguments: Any, **more: Any) -> Any:
        opened.append(1)
        return original(*arguments, **more)

    monkeypatch.setattr(onnxruntime, "InferenceSession", open_session)
    batches = [pixels(spec, 2, seed) for seed in range(6)]
    with OnnxEmbedder(spec) as embedder, ThreadPoolExecutor(6) as pool:
        first = list(pool.map(embedder.embed, batches))
        again = list(pool.map(embedder.embed, batches))
        alone = [embedder.embed(batch) for batch in batches]
    assert len(opened) == 1
    for number in range(6):
        assert (first[number].vectors == alone[number].vectors).all()
        assert (again[number].vectors == alone[number].vectors).all()


def test_nothing_is_opened_before_use(spec: ModelSpec, tmp_path: Path) -> None:
    with OnnxEmbedder(replace(spec, folder=tmp_path)) as embedder:
        with pytest.raises(ModelError, match="cannot be read"):
            embedder.embed(pixels(spec, 1))
        (tmp_path / spec.file).write_bytes(spec.path.read_bytes())
        assert len(embedder.embed(pixels(spec, 1)).vectors) == 1


def test_closed_is_closed(spec: ModelSpec) -> None:
    embedder = OnnxEmbedder(spec)
    embedder.embed(pixels(spec, 1))
    embedder.close()
    embedder.close()
    with pytest.raises(RuntimeError, match="closed"):
        embedder.embed(pixels(spec, 1))


def test_closing_lets_running_calls_finish(spec: ModelSpec) -> None:
    embedder = OnnxEmbedder(spec)
    batch = pixels(spec, 8 * spec.batch_size)
    wanted = embedder.embed(batch[:1]).vectors[0]
    with ThreadPoolExecutor(2) as pool:
        running = [pool.submit(embedder.embed, batch) for _ in range(2)]
        time.sleep(0.05)
        embedder.close()
        assert all(job.result().vectors[0] @ wanted > 0.99999 for job in running)


def test_damaged_network_is_refused(spec: ModelSpec, tmp_path: Path) -> None:
    content = bytearray(spec.path.read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / spec.file).write_bytes(content)
    with OnnxEmbedder(replace(spec, folder=tmp_path)) as embedder, pytest.raises(ModelError, match="damaged"):
        embedder.embed(pixels(spec, 1))


@pytest.mark.parametrize("content", [b"", b"this is no network", b"\x08\x08\x12\x04"])
def test_file_that_is_no_network(spec: ModelSpec, tmp_path: Path, content: bytes) -> None:
    other = copy_of(spec, tmp_path, content)
    with (
        OnnxEmbedder(other) as embedder,
        pytest.raises(ModelError, match=r"cannot be loaded|has no") as caught,
    ):
        embedder.embed(pixels(spec, 1))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("change", [{"input": "picture"}, {"embedding": "pooled"}, {"logits": "scores"}])
def test_description_of_another_network(spec: ModelSpec, change: dict[str, Any]) -> None:
    with (
        OnnxEmbedder(replace(spec, **change)) as embedder,
        pytest.raises(ModelError, match="no input or output"),
    ):
        embedder.embed(pixels(spec, 1))


@pytest.mark.parametrize("change", [{"dimension": 1279}, {"embedding": "logits"}, {"classes": 999}])
def test_answers_of_another_length(spec: ModelSpec, change: dict[str, Any]) -> None:
    with (
        OnnxEmbedder(replace(spec, **change)) as embedder,
        pytest.raises(ModelError, match="not what its description says"),
    ):
        embedder.embed(pixels(spec, 1))


def test_wrong_shape_is_one_clear_error(spec: ModelSpec) -> None:
    with OnnxEmbedder(spec) as embedder, pytest.raises(ModelError, match="failed") as caught:
        embedder.embed(np.zeros((1, 4, 224, 224), np.float32))
    assert "\n" not in str(caught.value)


def test_answers_that_are_no_numbers(spec: ModelSpec) -> None:
    batch = pixels(spec, 1)
    batch[0, 0] = np.nan
    with OnnxEmbedder(spec) as embedder, pytest.raises(ModelError, match="no numbers"):
        embedder.embed(batch)


def test_negative_answers_of_a_model_said_to_have_none(spec: ModelSpec) -> None:
    scores = replace(spec, embedding="logits", logits=None, dimension=spec.classes, classes=0)
    with OnnxEmbedder(replace(scores, signed=True)) as embedder:
        assert embedder.embed(pixels(spec, 2)).vectors.min() < 0
    with OnnxEmbedder(scores) as embedder, pytest.raises(ModelError, match=r"negative values.*signed"):
        embedder.embed(pixels(spec, 2))


def test_zero_answer_stays_zero(spec: ModelSpec) -> None:
    answer = [np.zeros((1, spec.dimension), np.float32), np.zeros((1, spec.classes), np.float32)]
    assert not OnnxEmbedder(spec)._gather([answer]).vectors.any()


def test_network_without_classes(spec: ModelSpec) -> None:
    with OnnxEmbedder(replace(spec, logits=None, classes=0)) as embedder:
        assert embedder.embed(pixels(spec, 2)).logits is None


def test_threads_are_as_many_as_asked_for_and_do_not_spin() -> None:
    options = sessions._options(3)
    assert (options.intra_op_num_threads, options.inter_op_num_threads) == (3, 1)
    assert options.get_session_config_entry("session.intra_op.allow_spinning") == "0"


def test_nothing_is_printed(spec: ModelSpec) -> None:
    """A process of its own, because onnxruntime writes below Python's own streams."""
    code = (
        "import numpy\n"
        "from pathlib import Path\n"
        "from photosim.embed.onnx import OnnxEmbedder\n"
        "from photosim.embed.registry import find_model\n"
        f"spec = find_model({spec.name!r}, [Path({str(spec.folder)!r})])\n"
        "embedder = OnnxEmbedder(spec, threads=2)\n"
        "side = spec.transform.size\n"
        "embedder.embed(numpy.zeros((spec.batch_size, 3, side, side), numpy.float32))\n"
        "embedder.close()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == done.stderr == ""


def test_what_belongs_to_no_session_is_not_printed_either(monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider that cannot be had is such a case: only builds with one have it to say."""
    told: list[int] = []
    monkeypatch.setattr(onnxruntime, "set_default_logger_severity", told.append)
    load_onnxruntime.cache_clear()
    assert load_onnxruntime() is onnxruntime
    assert told == [4]  # fatal


def test_a_library_opens_without_onnxruntime() -> None:
    """A window and a status need none of it, and loading it takes time."""
    code = "import sys, photosim.library\nassert 'onnxruntime' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
