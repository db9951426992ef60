"""Files of torch: both formats, what is refused in a pickle, and values that are not where they are said to be."""

import os
import pickle
import pickletools
import struct
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from photosim.embed.importing.torch_file import read_tensors, read_vgg16
from photosim.errors import ModelError
from tests import standins, torch_format
from tests.torch_format import dictionary, name, number, pickled, storage, tensor, text, whole, write_legacy, write_zip

Write = Callable[[Path, bytes, torch_format.Tensors], Path]
ARRAYS: dict[str, NDArray[Any]] = {
    "a.weight": np.arange(24, dtype=np.float32).reshape(2, 3, 4),
    "a.bias": np.array([1.5, -2.5], np.float64),
    "b.weight": np.array([[1, 2], [3, 4]], np.float16),
    "steps": np.array([7], np.int64),
}
FORMATS = pytest.mark.parametrize("write", [write_zip, write_legacy])


def written(write: Write, path: Path, arrays: torch_format.Tensors = ARRAYS, **options: Any) -> Path:
    return write(path, pickled(arrays, legacy=write is write_legacy, **options), arrays)


@FORMATS
@pytest.mark.parametrize("wrapper", [None, "state_dict", "model"])
def test_values_are_those_that_were_saved(tmp_path: Path, write: Write, wrapper: str | None) -> None:
    found = read_tensors(written(write, tmp_path / "a.pth", wrapper=wrapper))
    assert found.keys() == ARRAYS.keys()
    for label, array in ARRAYS.items():
        assert found[label].dtype == array.dtype
        assert np.array_equal(found[label].array(), array)
    assert np.array_equal(found["a.weight"].rows(1, 2), ARRAYS["a.weight"][1:])


@FORMATS
def test_prefix_of_a_wrapping_module_is_taken_off(tmp_path: Path, write: Write) -> None:
    path = standins.torch_file(tmp_path, legacy=write is write_legacy, prefix="module.", wrapper="state_dict")
    layers, wanted = read_vgg16(path), standins.weights()
    assert len(layers) == 16
    for layer, (weight, bias) in zip(layers, wanted, strict=True):
        assert np.array_equal(layer.weight.array(), weight)
        assert np.array_equal(layer.bias.array(), bias)


def test_bfloat16(tmp_path: Path) -> None:
    values = np.array([[1.0, -0.5], [3.0, 2.0**100]], np.float32)
    arrays = {"a": (values.view(np.uint32) >> 16).astype(np.uint16)}
    assert np.array_equal(read_tensors(written(write_zip, tmp_path / "a.pth", arrays))["a"].array(), values)


@FORMATS
def test_views_of_a_storage(tmp_path: Path, write: Write) -> None:
    """Turned, cut out and shared tensors: torch saves the storage once and how each looks at it."""
    values = np.arange(12, dtype=np.float32)
    place = storage("FloatStorage", "0", 12, legacy=write is write_legacy)
    content = whole(
        dictionary(
            {
                "turned": tensor(place, 0, (4, 3), (1, 4)),
                "part": tensor(place, 5, (2, 2), (4, 1)),
                "one": tensor(place, 11, (), ()),
                "none": tensor(place, 3, (0, 4), (4, 1)),
            }
        )
    )
    found = read_tensors(write(tmp_path / "a.pth", content, {"x": values}))
    assert np.array_equal(found["turned"].array(), values.reshape(3, 4).T)
    assert np.array_equal(found["turned"].rows(1, 3), values.reshape(3, 4).T[1:3])
    assert np.array_equal(found["part"].array(), [[5, 6], [9, 10]])
    assert found["one"].array().tolist() == [11]
    assert found["none"].array().size == 0


def calls(path: Path) -> bytes:
    """A call that would leave a file behind."""
    return name("posix", "system") + b"(" + text(f"touch {path}") + b"tR"


def planted(path: Path) -> list[tuple[bytes, str]]:
    """Pickles that do something, and what the refusal must name."""

    class Reduced:
        def __reduce__(self) -> tuple[Any, ...]:
            return os.system, (f"touch {path}",)

    order = name("collections", "OrderedDict") + b")R"
    marker = name("torch", "FloatStorage")
    rebuild = name("torch._utils", "_rebuild_tensor_v2")
    place = storage("FloatStorage", "0", 24)
    changed = b"](" + text("O") + text("0") + number(12) + b"eb"
    return [
        (whole(calls(path)), "posix.system"),
        (pickle.dumps(Reduced(), 2), f"{os.system.__module__}.system"),
        (pickle.dumps(Reduced(), 4), f"{os.system.__module__}.system"),
        (pickle.dumps({"state_dict": OrderedDict(a=Reduced())}, 2), f"{os.system.__module__}.system"),
        (pickle.dumps(Reduced(), 0), f"{os.system.__module__}.system"),
        (whole(name("builtins", "eval") + b"(" + text("1") + b"tR"), "builtins.eval"),
        (whole(name("builtins", "getattr") + b"(" + rebuild + text("__globals__") + b"tR"), "builtins.getattr"),
        (whole(name("copyreg", "_reconstructor") + b"0N"), "copyreg._reconstructor"),
        (whole(name("torch", "load") + b"0N"), "torch.load"),
        (whole(name("torch.serialization", "os.system") + b"0N"), "torch.serialization.os.system"),
        (whole(name("collections", "OrderedDict.__init__.__globals__") + b"0N"), "__globals__"),
        (whole(name("torch.nn.modules.linear", "Linear") + b")\x81"), "torch.nn.modules.linear.Linear"),
        (b"\x80\x04" + b"\x8c\x05posix\x8c\x06system\x93" + b"(" + text(f"touch {path}") + b"tR.", "posix.system"),
        (whole(b"(iposix\nsystem\n"), "posix.system"),
        (whole(b"(" + marker + text("x") + b"o"), "OBJ"),
        (whole(marker + b")\x81"), "NEWOBJ"),
        (whole(b"\x82\x01"), "EXT1"),
        (whole(b"Pposix\n"), "PERSID"),
        (whole(marker + b"}" + text("dtype") + text("O") + b"sb"), "changes what a tensor is"),
        (whole(place + changed), "changes what a tensor is"),
        (whole(tensor(place, 0, (24,), (1,)) + changed), "changes what a tensor is"),
        (whole(b"})" + b"\x85" * 1_000_000 + b"Ns"), "more than a network for photos has"),
        (whole(rebuild + b"}" + text("_make") + text("x") + b"sb"), "changes what it calls"),
        (whole(rebuild + b"N}" + text("_make") + text("x") + b"s\x86b"), "changes what it calls"),
        (whole(order + b"r\xff\xff\xff\x7f"), "a number too large"),
        (whole(text("x") + b"Q"), "no storage"),
        (whole(b"(" + text("module") + text("a") + text("b") + text("c") + text("d") + b"tQ"), "no storage"),
        (whole(b"(" + text("storage") + text("os") + text("0") + text("cpu") + number(1) + b"tQ"), "unknown kind"),
        (whole(rebuild + b"(" + text("a") + number(0) + b"))tR"), "without a storage"),
        (whole(name("collections", "OrderedDict") + b"(" + text("a") + b"tR"), "unusual way"),
    ]


CASES = range(len(planted(Path("x"))))


@FORMATS
@pytest.mark.parametrize("case", CASES)
def test_a_pickle_that_does_anything_is_refused_before_it_does(tmp_path: Path, write: Write, case: int) -> None:
    witness = tmp_path / "witness"
    content, words = planted(witness)[case]
    path = write(tmp_path / "a.pth", content, ARRAYS)
    with pytest.raises(ModelError) as caught:
        read_tensors(path)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not witness.exists()


def test_the_planted_pickles_would_work(tmp_path: Path) -> None:
    """Python's own unpickler runs them; else the test above would show nothing."""
    for number_, (content, words) in enumerate(planted(tmp_path / "witness")):
        if "system" in words and b"touch" in content:
            pickle.loads(content)
            assert (tmp_path / "witness").exists(), number_
            (tmp_path / "witness").unlink()


def test_nothing_is_run_before_all_of_it_was_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is refused at the very end still keeps the start from being run."""
    from photosim.embed.importing import pickles  # noqa: PLC0415 - one of its parts is watched

    seen: list[str] = []
    monkeypatch.setattr(pickles._Unpickler, "persistent_load", lambda *_: seen.append("storage"))
    content = whole(tensor(storage("FloatStorage", "0", 24), 0, (24,), (1,)) + b"0" + calls(tmp_path / "witness"))
    assert any(opcode.name == "BINPERSID" for opcode, *_ in pickletools.genops(content))
    with pytest.raises(ModelError, match=r"posix\.system"):
        read_tensors(write_zip(tmp_path / "a.pth", content, ARRAYS))
    assert not seen


@FORMATS
@pytest.mark.parametrize(
    ("count", "offset", "shape", "strides"),
    [
        (1000, 0, (24,), (1,)),  # a storage that is said to be longer than it is
        (23, 0, (23,), (1,)),  # or shorter
        (24, 1, (24,), (1,)),  # reaches beyond the end by its offset
        (24, 0, (25,), (1,)),  # by its shape
        (24, 0, (2, 2), (23, 2)),  # by its strides
        (24, 0, (10**9, 10**9), (0, 0)),  # as large as it likes, out of nothing
        (24, 0, (2, 12), (12,)),  # axes that do not go together
    ],
)
def test_values_outside_their_storage(
    tmp_path: Path, write: Write, count: int, offset: int, shape: tuple[int, ...], strides: tuple[int, ...]
) -> None:
    place = storage("FloatStorage", "0", count, legacy=write is write_legacy)
    content = whole(dictionary({"a": tensor(place, offset, shape, strides)}))
    with pytest.raises(ModelError, match="damaged or cut off"):
        read_tensors(write(tmp_path / "a.pth", content, {"x": ARRAYS["a.weight"]}))


@pytest.mark.parametrize("value", [b"\x8a\x01\xff", b"G" + struct.pack(">d", 1.0), b"\x88", text("1")])
def test_places_that_are_no_numbers(tmp_path: Path, value: bytes) -> None:
    rebuild = name("torch._utils", "_rebuild_tensor_v2")
    content = whole(rebuild + b"(" + storage("FloatStorage", "0", 24) + value + b"))tR")
    with pytest.raises(ModelError, match="whose place is no number"):
        read_tensors(write_zip(tmp_path / "a.pth", content, ARRAYS))


@FORMATS
def test_every_way_to_be_cut_off(tmp_path: Path, write: Write) -> None:
    content = written(write, tmp_path / "a.pth").read_bytes()
    cut = tmp_path / "cut.pth"
    for length in sorted({4, 5, 20, 60, 200, len(content) // 2, len(content) - 60, len(content) - 1}):
        cut.write_bytes(content[:length])
        with pytest.raises(ModelError, match=r"damaged|cut off") as caught:
            read_tensors(cut)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("at", "form", "value"),
    [
        (8, "<H", 0x800),  # its name is UTF-8
        (20, "<II", (50_000_000, 50_000_000)),  # longer than the file
        (42, "<I", 0xFFFFFFF0),  # begins beyond its end
    ],
)
def test_a_directory_that_is_wrong(tmp_path: Path, at: int, form: str, value: int | tuple[int, int]) -> None:
    path = written(write_zip, tmp_path / "a.pth")
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 46] = 0xFF
    content[content.index(b"archive/data.pkl")] = 0xFF
    struct.pack_into(form, content, entry + at, *(value if isinstance(value, tuple) else (value,)))
    if at != 8:
        content[entry + 46] = content[content.index(b"\xffrchive/data.pkl")] = ord("a")
    path.write_bytes(content)
    with pytest.raises(ModelError, match="damaged or cut off"):
        read_tensors(path)


def test_archives_that_are_not_torchs(tmp_path: Path) -> None:
    path = tmp_path / "a.pth"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "x")
    with pytest.raises(ModelError, match="none of torch"):
        read_tensors(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/data.pkl", pickled(ARRAYS))
        archive.writestr("archive/data/0", bytes(10_000_000))
    with pytest.raises(ModelError, match="does not compress"):
        read_tensors(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", pickled(ARRAYS))
        archive.writestr("archive/byteorder", "big")
    with pytest.raises(ModelError, match="big-endian"):
        read_tensors(path)


def test_the_hash_in_a_published_name_is_checked(tmp_path: Path) -> None:
    """A flipped bit among the weights shows nowhere else."""
    path = standins.torch_file(tmp_path)
    with pytest.raises(ModelError, match="its hash is not the one in its name"):
        read_vgg16(path.rename(tmp_path / "vgg16-397923af.pth"))


@pytest.mark.parametrize("count", [-1, 2**62, 2**63 - 1])
def test_a_legacy_storage_of_an_impossible_length(tmp_path: Path, count: int) -> None:
    path = written(write_legacy, tmp_path / "a.pth", {"a": ARRAYS["a.weight"]})
    content = path.read_bytes()
    at = len(content) - 24 * 4 - 8
    assert struct.unpack_from("<q", content, at) == (24,)
    path.write_bytes(content[:at] + struct.pack("<q", count) + content[at + 8 :])
    with pytest.raises(ModelError, match="damaged or cut off"):
        read_tensors(path)


def test_another_network(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no VGG16 of torchvision: it has no 'features\.0\.weight'"):
        read_vgg16(written(write_zip, tmp_path / "a.pth"))


def test_a_legacy_file_of_another_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(torch_format.SYSTEM, "little_endian", False)
    with pytest.raises(ModelError, match="not supported"):
        read_tensors(written(write_legacy, tmp_path / "a.pth"))
