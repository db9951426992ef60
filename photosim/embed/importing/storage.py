"""How a file keeps a network's weights."""

import numpy as np
from onnx import TensorProto, helper

from photosim.embed.importing.inputs import put_first
from photosim.embed.importing.onnx_file import Network
from photosim.embed.spec import Storage
from photosim.errors import ModelError

_HALF_MOST = float(np.finfo(np.float16).max)


def kept_as(network: Network) -> Storage:
    """How most of the large weights are kept."""
    sizes = {"fp32": 0, "fp16": 0, "int8": 0}
    names = {"f4": "fp32", "f8": "fp32", "f2": "fp16", "i1": "int8", "u1": "int8"}
    for tensor in network.tensors.values():
        name = names.get(tensor.dtype.str[1:])
        if name:
            sizes[name] += tensor.nbytes // tensor.dtype.itemsize
    most: Storage = "fp32" if sizes["fp32"] >= max(sizes["fp16"], sizes["int8"]) else "fp16"
    return "int8" if sizes["int8"] > max(sizes["fp32"], sizes["fp16"]) else most


def keep_as(network: Network, storage: Storage) -> None:
    """Change how the large weights are kept.

    Args:
        network: changed in place.
        storage: what is wanted; weights that are kept in fewer bits already stay as they are if that is it.

    Raises:
        ModelError: weights that were already rounded are wanted in more bits.
    """
    now = kept_as(network)
    if now == storage:
        return
    if now != "fp32":
        message = f"the file keeps its weights as {now} already, which cannot be turned into {storage}"
        raise ModelError(message)
    _to_half(network)


def _to_half(network: Network) -> None:
    """Weights in 16 bits behind a Cast, which onnxruntime computes once, when it loads the network."""
    casts = []
    for name, tensor in list(network.tensors.items()):
        # Biases are few; and what 16 bits cannot hold stays.
        if tensor.dtype == np.float32 and len(tensor.shape) > 1 and tensor.largest() <= _HALF_MOST:
            del network.tensors[name]
            network.tensors[f"{name}.half"] = tensor.astype("<f2")
            casts.append(helper.make_node("Cast", [f"{name}.half"], [name], name=name, to=TensorProto.FLOAT))
    put_first(network, casts)
