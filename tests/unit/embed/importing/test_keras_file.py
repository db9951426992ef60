"""Keras' HDF5 files: orders of axes and channels, what is refused, and what is said without h5py."""

import subprocess
import sys
from pathlib import Path

import h5py
import numpy as np
import pytest

from photosim.embed.importing.importer import import_model
from photosim.embed.importing.keras_file import read_vgg16
from photosim.embed.onnx import OnnxEmbedder
from photosim.errors import ModelError
from tests import standins


def assert_layers(path: Path) -> None:
    for layer, (weight, bias) in zip(read_vgg16(path), standins.weights(), strict=True):
        assert np.array_equal(layer.weight.array(), weight)
        assert np.array_equal(layer.bias.array(), bias)


@pytest.mark.parametrize("new_names", [False, True])
def test_rows_of_pixels_become_channels(tmp_path: Path, new_names: bool) -> None:
    assert_layers(standins.keras_file(tmp_path, new_names=new_names))


def test_a_whole_saved_model(tmp_path: Path) -> None:
    """Its weights lie one group deeper."""
    path = standins.keras_file(tmp_path)
    with h5py.File(path) as old, h5py.File(tmp_path / "model.h5", "w") as new:
        for name in old:
            old.copy(name, new.require_group("model_weights"))
    assert_layers(tmp_path / "model.h5")


@pytest.mark.parametrize(("name", "turned"), [("th_kernels", True), ("tf_kernels", False)])
def test_theanos_order(tmp_path: Path, name: str, turned: bool) -> None:
    path = tmp_path / f"vgg16_weights_th_dim_ordering_{name}.h5"
    write_theano(path, turned=turned)
    assert_layers(path)


def test_theanos_order_is_not_guessed(tmp_path: Path) -> None:
    write_theano(tmp_path / "vgg16.h5", turned=True)
    with pytest.raises(ModelError, match="does not say how its kernels lie"):
        read_vgg16(tmp_path / "vgg16.h5")
    with h5py.File(tmp_path / "vgg16.h5", "a") as file:
        file.attrs["backend"] = b"theano"
    assert_layers(tmp_path / "vgg16.h5")


def write_theano(path: Path, *, turned: bool) -> None:
    names = [name for name, _ in _groups(standins.keras_file(path.parent / "tf"))]
    with h5py.File(path, "w") as file:
        for name, (weight, bias) in zip(names, standins.weights(), strict=True):
            if weight.ndim == 4:
                file[f"{name}/{name}_W"] = weight[:, :, ::-1, ::-1] if turned else weight
            else:
                file[f"{name}/{name}_W"] = weight.T
            file[f"{name}/{name}_b"] = bias


def _groups(path: Path) -> list[tuple[str, int]]:
    with h5py.File(path) as file:
        order = list(file.attrs["layer_names"])
        return [(name, len(file[name])) for name in order if len(file[name])]


def test_blue_comes_first_and_means_are_taken_away(tmp_path: Path) -> None:
    spec = import_model(standins.keras_file(tmp_path), tmp_path / "models", storage="fp32")
    assert [spec.name, spec.transform.channels] == ["vgg16", "BGR"]
    assert list(spec.transform.mean) == [103.939, 116.779, 123.68]
    assert list(spec.transform.std) == [1, 1, 1]
    same = import_model(standins.zoo_file(tmp_path), tmp_path / "models", name="zoo", storage="fp32")
    pixels = standins.pixels(2)
    with OnnxEmbedder(spec) as one, OnnxEmbedder(same) as other:
        assert (one.embed(pixels).vectors * other.embed(pixels).vectors).sum(axis=1).min() > 0.999999


def test_arrays_in_other_files_are_not_followed(tmp_path: Path) -> None:
    path = standins.keras_file(tmp_path)
    (tmp_path / "other.h5").write_bytes(path.read_bytes())
    with h5py.File(path, "a") as file:
        del file["fc2/fc2_W_1:0"]
        file["fc2/fc2_W_1:0"] = h5py.ExternalLink("other.h5", "fc2/fc2_W_1:0")
    with pytest.raises(ModelError, match="its layer 'fc2' is missing or has other weights"):
        read_vgg16(path)
    with h5py.File(path, "a") as file:
        del file["fc2/fc2_W_1:0"]
        file["fc2"].create_dataset("fc2_W_1:0", (256, 256), "<f4", external=[("other.h5", 5000, 256 * 256 * 4)])
    with pytest.raises(ModelError, match="its layer 'fc2' is missing or has other weights"):
        read_vgg16(path)


def test_other_files(tmp_path: Path) -> None:
    path = standins.keras_file(tmp_path)
    content = path.read_bytes()
    with h5py.File(tmp_path / "other.h5", "w") as file:
        file["dense/kernel:0"] = np.zeros((3, 4), np.float32)
    with pytest.raises(ModelError, match="no VGG16 of Keras: its layer 'block1_conv1'"):
        import_model(tmp_path / "other.h5", tmp_path / "models")
    for length in (8, 100, 3000, len(content) // 2):
        path.write_bytes(content[:length])
        with pytest.raises(ModelError) as caught:
            import_model(path, tmp_path / "models")
        assert "\n" not in str(caught.value)


def test_claims_larger_than_a_network(tmp_path: Path) -> None:
    """A compressed or empty array takes no room in the file, whatever its shape is."""
    path = standins.keras_file(tmp_path)
    with h5py.File(path, "a") as file:
        del file["fc1/fc1_W_1:0"]
        file["fc1"].create_dataset("fc1_W_1:0", (2**20, 2**20), "<f4", chunks=(1024, 1024), compression="gzip")
    with pytest.raises(ModelError, match="its layer 'fc1' is too large"):
        read_vgg16(path)


@pytest.mark.parametrize(
    ("frozen", "remedy"),
    [(False, "install it with: pip install 'photosim[keras]'"), (True, "install photosim again")],
)
def test_without_h5py_the_remedy_is_named(tmp_path: Path, frozen: bool, remedy: str) -> None:
    path = standins.keras_file(tmp_path)
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "sys.modules['h5py'] = None\n"
        f"sys.frozen = {frozen}\n"
        "from photosim.embed.importing.importer import import_model\n"
        f"import_model(Path({str(path)!r}), Path({str(tmp_path / 'models')!r}))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr.splitlines()[-1].endswith(f"needs h5py; {remedy}")
