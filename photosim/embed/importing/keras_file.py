"""Weights from Keras' HDF5 files: `vgg16_weights_tf_dim_ordering_tf_kernels.h5` and its kin.

A group a layer, holding a kernel and a bias under names that have changed over the years; the shapes tell which is
which. TensorFlow's order is (height, width, in, out), and its first dense layer reads the last convolution's picture
pixel by pixel. Theano's is (out, in, height, width), channel by channel, with kernels turned by 180 degrees; see
`convert_all_kernels_in_model` of Keras 2. The network takes blue first and plain means away, as Caffe's original did:
https://github.com/keras-team/keras/blob/master/keras/src/applications/imagenet_utils.py (mode "caffe").
"""

from math import isqrt
from pathlib import Path
from typing import Any, Final

import numpy as np

from photosim.assets import frozen
from photosim.embed.importing.tensors import Array, of_array
from photosim.embed.importing.vgg16 import BLOCKS, CONVOLUTIONS, Layer
from photosim.errors import ModelError

HDF5_START: Final = b"\x89HDF\r\n\x1a\n"
_NAMES: Final = (
    *(f"block{block + 1}_conv{number + 1}" for block, count in enumerate(BLOCKS) for number in range(count)),
    "fc1",
    "fc2",
    "predictions",
)
_MOST_LAYER_BYTES: Final = 1_000_000_000


def read_vgg16(path: Path) -> list[Layer]:
    """The layers of Keras' VGG16, in order, turned to the order of all others; channels still are blue first.

    Raises:
        ModelError: h5py is not installed, or the file is damaged or of another network.
    """
    try:
        import h5py  # noqa: PLC0415 - an extra
    except ImportError as error:
        remedy = "install photosim again" if frozen() else "install it with: pip install 'photosim[keras]'"
        message = f"reading {path.name} needs h5py; {remedy}"
        raise ModelError(message) from error
    try:
        with h5py.File(path, "r") as file:
            pairs = [_pair(h5py, file, name, path) for name in _NAMES]
            turned = _turned(file, path)
    except (OSError, RuntimeError, KeyError, ValueError) as error:
        message = f"the file {path} cannot be read: {str(error).splitlines()[0]}"
        raise ModelError(message) from error
    theano = pairs[0][0].shape[2:] == (3, 3) and pairs[0][0].shape[1] == 3
    if theano and turned is None:
        message = f"the file {path} is in Theano's order and does not say how its kernels lie; use TensorFlow's file"
        raise ModelError(message)
    convert = _from_theano if theano else _from_tensorflow
    last = pairs[CONVOLUTIONS - 1][1].size
    return [_layer(convert(kernel, last, turned=bool(turned)), bias) for kernel, bias in pairs]


def _turned(file: Any, path: Path) -> bool | None:  # noqa: ANN401 - h5py has no types
    """Whether kernels are turned as Theano's are; None if nothing says so."""
    backend = file.attrs.get("backend", b"")
    backend = backend.decode(errors="replace") if isinstance(backend, bytes) else str(backend)
    if backend in {"theano", "tensorflow"}:
        return backend == "theano"
    return next((kind == "th" for kind in ("th", "tf") if f"{kind}_kernels" in path.name), None)


def _pair(h5py: Any, file: Any, name: str, path: Path) -> tuple[Array, Array]:  # noqa: ANN401 - h5py has no types
    """Kernel and bias of a layer.

    Raises:
        ModelError: it is not there, or not what it should be.
    """
    found: list[Any] = []
    for place in (name, f"model_weights/{name}"):
        if place in file and isinstance(file.get(place), h5py.Group):
            _collect(h5py, file[place], found, depth=3)
            break
    arrays = sorted((dataset for dataset in found), key=lambda dataset: -len(dataset.shape))
    if len(arrays) != 2 or len(arrays[0].shape) not in (2, 4) or len(arrays[1].shape) != 1:
        message = f"the file {path} is no VGG16 of Keras: its layer {name!r} is missing or has other weights"
        raise ModelError(message)
    if sum(dataset.nbytes for dataset in arrays) > _MOST_LAYER_BYTES:
        message = f"the file {path} is no VGG16 of Keras: its layer {name!r} is too large"
        raise ModelError(message)
    kernel, bias = (np.asarray(dataset[()], np.float32) for dataset in arrays)
    return kernel, bias


def _collect(h5py: Any, group: Any, found: list[Any], depth: int) -> None:  # noqa: ANN401 - h5py has no types
    """The arrays below a group that lie in this file: links could lead to other files."""
    for name in group:
        if not isinstance(group.get(name, getlink=True), h5py.HardLink):
            continue
        one = group[name]
        if isinstance(one, h5py.Group) and depth:
            _collect(h5py, one, found, depth - 1)
        elif isinstance(one, h5py.Dataset) and one.dtype.kind == "f" and not one.external and not one.is_virtual:
            found.append(one)


def _from_tensorflow(kernel: Array, last: int, *, turned: bool) -> Array:
    """(height, width, in, out) or (in, out) as (out, in, ...); rows after the last convolution channel by channel."""
    if kernel.ndim == 4:
        if turned:
            kernel = kernel[::-1, ::-1]
        return kernel.transpose(3, 2, 0, 1)
    side = isqrt(len(kernel) // last) if last else 0
    if side > 1 and side * side * last == len(kernel):
        return kernel.reshape(side, side, last, -1).transpose(3, 2, 0, 1).reshape(kernel.shape[1], -1)
    return kernel.T


def _from_theano(kernel: Array, last: int, *, turned: bool) -> Array:  # noqa: ARG001 - called like the other
    """(out, in, height, width) stays; (in, out) as (out, in)."""
    if kernel.ndim == 4:
        return kernel[:, :, ::-1, ::-1] if turned else kernel
    return kernel.T


def _layer(weight: Array, bias: Array) -> Layer:
    return Layer(of_array(np.ascontiguousarray(weight)), of_array(bias))
