"""Walking along ONNX files: what is lifted out, what is written, and files that want too much."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from photosim.embed.importing import onnx_file
from photosim.embed.importing.onnx_file import Network, read_onnx, write_onnx
from photosim.embed.importing.storage import keep_as
from photosim.embed.importing.tensors import of_array
from photosim.errors import ModelError
from tests.benchmarks.children import watch
from tests.small_networks import small_classifier

LARGE = np.arange(600, dtype=np.float32).reshape(20, 30)


def model_with(*tensors: TensorProto) -> onnx.ModelProto:
    model = small_classifier()
    model.graph.initializer.extend(tensors)
    return model


def saved(folder: Path, model: onnx.ModelProto) -> Path:
    path = folder / "a.onnx"
    path.write_bytes(model.SerializeToString())
    return path


def external(location: str, name: str = "large", **entries: str) -> TensorProto:
    tensor = TensorProto(name=name, dims=LARGE.shape, data_type=TensorProto.FLOAT)
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in {"location": location, **entries}.items():
        tensor.external_data.add(key=key, value=value)
    return tensor


def test_large_weights_are_lifted_and_the_rest_is_parsed(tmp_path: Path) -> None:
    model = model_with(
        numpy_helper.from_array(LARGE, "raw"),
        helper.make_tensor("floats", TensorProto.FLOAT, LARGE.shape, LARGE.ravel().tolist()),
        helper.make_tensor("doubles", TensorProto.DOUBLE, [300], [0.5] * 300),
        numpy_helper.from_array(LARGE.astype(np.float16), "half"),
        numpy_helper.from_array(LARGE.astype(np.int64), "whole"),
        numpy_helper.from_array(np.array(3, np.float32), "one"),
    )
    network = read_onnx(saved(tmp_path, model))
    assert {"raw", "floats", "half", "whole"} <= network.tensors.keys()
    assert {one.name for one in network.graph.initializer} >= {"one", "doubles"}
    for name in ("raw", "floats", "half", "whole"):
        assert np.array_equal(network.tensors[name].array(), LARGE)
    assert np.array_equal(network.tensors["raw"].rows(3, 7), LARGE[3:7])
    assert [node.op_type for node in network.graph.node] == [node.op_type for node in model.graph.node]
    assert network.model.opset_import == model.opset_import


def test_what_is_written_is_the_same_model(tmp_path: Path) -> None:
    model = model_with(numpy_helper.from_array(LARGE, "raw"), numpy_helper.from_array(np.array(3, np.float32), "one"))
    network = read_onnx(saved(tmp_path, model))
    network.tensors["more"] = of_array(LARGE.T).astype(np.float16)
    shares: list[float] = []
    write_onnx(network, tmp_path / "b.onnx", shares.append)
    onnx.checker.check_model(tmp_path / "b.onnx", full_check=True)
    again = {one.name: numpy_helper.to_array(one) for one in onnx.load(tmp_path / "b.onnx").graph.initializer}
    assert again.keys() == {one.name for one in model.graph.initializer} | {"more"}
    for one in model.graph.initializer:
        assert np.array_equal(again[one.name], numpy_helper.to_array(one))
    assert np.array_equal(again["more"], LARGE.T.astype(np.float16))
    assert shares == sorted(shares)
    assert 0.5 < shares[-1] <= 1


def test_weights_in_a_file_beside_it(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "weights.bin").write_bytes(b"skipped." + LARGE.tobytes())
    tensor = external("inner/weights.bin", offset="8", length=str(LARGE.nbytes))
    network = read_onnx(saved(tmp_path, model_with(tensor)))
    assert np.array_equal(network.tensors["large"].array(), LARGE)


@pytest.mark.parametrize(
    "location",
    [
        "../weights.bin",
        "inner/../../weights.bin",
        "/etc/passwd",
        "C:\\weights.bin",
        "\\\\host\\share",
        "..\\w",
        "",
        ".",
    ],
)
def test_weights_elsewhere_are_refused(tmp_path: Path, location: str) -> None:
    (tmp_path / "weights.bin").write_bytes(LARGE.tobytes())
    (tmp_path / "model" / "inner").mkdir(parents=True)
    with pytest.raises(ModelError, match=r"wants weights from outside its folder \(.*\), which is refused"):
        read_onnx(saved(tmp_path / "model", model_with(external(location))))


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.bin").write_bytes(LARGE.tobytes())
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "weights.bin").symlink_to(tmp_path / "weights.bin")
    with pytest.raises(ModelError, match="outside its folder"):
        read_onnx(saved(tmp_path / "model", model_with(external("weights.bin"))))


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({"location": "gone.bin"}, "which is not beside it"),
        ({"offset": "1"}, "damaged or cut off"),
        ({"offset": "-8"}, "damaged or cut off"),
        ({"offset": "x"}, "damaged or cut off"),
        ({"length": "5"}, "damaged or cut off"),
    ],
)
def test_weights_that_are_not_there(tmp_path: Path, entries: dict[str, str], words: str) -> None:
    (tmp_path / "weights.bin").write_bytes(LARGE.tobytes())
    tensor = external(**({"location": "weights.bin"} | entries))
    with pytest.raises(ModelError, match=words):
        read_onnx(saved(tmp_path, model_with(tensor)))


def constant_in_graph(model: onnx.ModelProto) -> None:
    model.graph.node.append(helper.make_node("Constant", [], ["c"], value=external("weights.bin", "c")))


def sparse_constant_in_graph(model: onnx.ModelProto) -> None:
    indices = numpy_helper.from_array(np.zeros(1, np.int64), "i")
    sparse = onnx.SparseTensorProto(values=external("weights.bin", "c"), indices=indices, dims=[2])
    model.graph.node.append(helper.make_node("Constant", [], ["c"], sparse_value=sparse))


def constant_in_function(model: onnx.ModelProto) -> None:
    constant = helper.make_node("Constant", [], ["c"], value=external("weights.bin", "c"))
    model.functions.append(helper.make_function("own", "C", [], ["c"], [constant], [helper.make_opsetid("", 17)]))


@pytest.mark.parametrize("add", [constant_in_graph, sparse_constant_in_graph, constant_in_function])
def test_other_files_inside_the_graph_are_refused(tmp_path: Path, add: Callable[[onnx.ModelProto], None]) -> None:
    (tmp_path / "weights.bin").write_bytes(LARGE.tobytes())
    model = small_classifier()
    add(model)
    with pytest.raises(ModelError, match="in another file, which is refused"):
        read_onnx(saved(tmp_path, model))


def test_a_shape_larger_than_its_values(tmp_path: Path) -> None:
    tensor = numpy_helper.from_array(LARGE, "large")
    tensor.dims[0] = 2**40
    with pytest.raises(ModelError, match="damaged or cut off"):
        read_onnx(saved(tmp_path, model_with(tensor)))


@pytest.mark.parametrize("which", ["input", "output", "op_type"])
def test_names_that_are_no_text(tmp_path: Path, which: str) -> None:
    model = small_classifier()
    node = model.graph.node[-1]
    if which == "op_type":
        node.op_type = "wrong name"
    else:
        getattr(node, which)[0] = "wrong name"
    path = saved(tmp_path, model)
    content = path.read_bytes()
    assert b"wrong name" in content
    path.write_bytes(content.replace(b"wrong name", b"wrong\xaaname"))
    with pytest.raises(ModelError, match="damaged or cut off"):
        read_onnx(path)


def test_two_weights_of_one_name(tmp_path: Path) -> None:
    tensor = numpy_helper.from_array(LARGE, "large")
    with pytest.raises(ModelError, match="damaged"):
        read_onnx(saved(tmp_path, model_with(tensor, tensor)))


def test_every_way_to_be_cut_off(tmp_path: Path) -> None:
    path = saved(tmp_path, model_with(numpy_helper.from_array(LARGE, "large")))
    content = path.read_bytes()
    for length in [1, 2, 3, 30, 500, len(content) // 2, len(content) - 1]:
        path.write_bytes(content[:length])
        with pytest.raises(ModelError, match="no ONNX model") as caught:
            read_onnx(path)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "content", [b"this is no network", b"\x00" * 50, b"\xff" * 50, b"\x3a\x00", b"\x08\x08", b"{}"]
)
def test_anything_else(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.onnx").write_bytes(content)
    with pytest.raises(ModelError, match="no ONNX model"):
        read_onnx(tmp_path / "a.onnx")


def test_graphs_that_are_too_large_to_parse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, small_classifier())
    monkeypatch.setattr(onnx_file, "_MOST_FIELDS", 10)
    with pytest.raises(ModelError, match="no ONNX model"):
        read_onnx(path)
    monkeypatch.undo()
    monkeypatch.setattr(onnx_file, "_MOST_GRAPH_BYTES", 100)
    with pytest.raises(ModelError, match="a graph too large"):
        read_onnx(path)


def test_more_than_one_file_can_hold(tmp_path: Path) -> None:
    network = Network(small_classifier(), {"large": of_array(np.broadcast_to(np.float32(1), (2**15, 2**14)))})
    with pytest.raises(ModelError, match=r"2\.1 GB, more than one ONNX file can hold"):
        write_onnx(network, tmp_path / "b.onnx", lambda _: None)
    assert not (tmp_path / "b.onnx").exists()


def rewrite(source: str, target: str) -> int:
    """Run in a child process: a network is read, kept in 16 bits and written."""
    network = read_onnx(Path(source))
    keep_as(network, "fp16")
    write_onnx(network, Path(target), lambda _: None)
    return sum(tensor.nbytes for tensor in network.tensors.values())


def test_large_weights_are_never_in_memory_as_a_whole(tmp_path: Path) -> None:
    with (tmp_path / "weights.bin").open("wb") as file:
        file.truncate(400_000_000)  # takes no room on most disks
    tensor = external("weights.bin")
    tensor.dims[:] = [10_000, 10_000]
    small, large = tmp_path / "small", tmp_path / "large"
    for folder, model in ((small, small_classifier()), (large, model_with(tensor))):
        folder.mkdir()
        saved(folder, model)
    (tmp_path / "weights.bin").rename(large / "weights.bin")
    base = watch(rewrite, source=str(small / "a.onnx"), target=str(small / "b.onnx"))
    much = watch(rewrite, source=str(large / "a.onnx"), target=str(large / "b.onnx"))
    assert much.answer >= 200_000_000
    assert much.own - base.own < 100_000_000


def test_a_source_that_shrinks_meanwhile(tmp_path: Path) -> None:
    path = saved(tmp_path, model_with(numpy_helper.from_array(LARGE, "large")))
    network = read_onnx(path)
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(ModelError, match="cut off"):
        network.tensors["large"].array()
    path.unlink()
    with pytest.raises(ModelError, match="cannot be read"):
        network.tensors["large"].array()
