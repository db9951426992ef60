"""How a file keeps a network's weights."""

import math
from typing import Final

import numpy as np
from onnx import TensorProto, helper

from photosim.embed.importing.dense8 import dense_to_int8
from photosim.embed.importing.inputs import put_first
from photosim.embed.importing.onnx_file import Network
from photosim.embed.spec import Storage
from photosim.errors import ModelError

_HALF_MOST: Final = float(np.finfo(np.float16).max)


DEFAULT_STORAGE: Final[Storage] = "fp16"
"""Measured on VGG16 of full size with made-up weights (`python -m tests.benchmarks --only storage` repeats it); 500
photos, two workers, the file's hash not counted in opening it:

====================  =======  =======  =========  ==========  ==========  =============  =============
weights               file     to open  when open  at work     a photo     1 - least cos  same 10 of 10
====================  =======  =======  =========  ==========  ==========  =============  =============
fp32                  553 MB   1.6 s    620 MB     780 MB      148-153 ms
fp32, file beside it  553 MB   1.2 s    570 MB     720 MB
fp16                  277 MB   1.5 s    600 MB     770 MB      149-155 ms  4e-7           .999
int8                  153 MB   1.0 s    330 MB     490 MB      141-146 ms  1e-4           .987
====================  =======  =======  =========  ==========  ==========  =============  =============

Times are of one core. 16 bits halve the file and lose nothing; onnxruntime computes with 32 all the same. Weights in a
second file gain too little for a second file to hash and to lose. 8 bits halve the memory, too, but answers are a
little others, and cards leave such layers to the processor: offered, not the default. Weights in 8 bits that are turned
into 32 when the network is loaded need 1.5 GB for that, and turned anew in every run 20 ms a photo.
"""

_KINDS: Final[dict[str, Storage]] = {"f4": "fp32", "f8": "fp32", "f2": "fp16", "i1": "int8", "u1": "int8"}


def kept_as(network: Network) -> Storage:
    """How most of the large weights are kept."""
    counts: dict[Storage, int] = {"fp32": 0, "fp16": 0, "int8": 0}
    for tensor in network.tensors.values():
        kind = _KINDS.get(tensor.dtype.str[1:])
        if kind:
            counts[kind] += math.prod(tensor.shape)
    return max(counts, key=lambda kind: counts[kind])


def keep_as(network: Network, storage: Storage | None) -> None:
    """Change how the large weights are kept.

    Args:
        network: changed in place.
        storage: what is wanted; with "int8", what cannot be kept so is kept as "fp16". None for `DEFAULT_STORAGE` as
            far as it goes, and for weights that were rounded before as they are.

    Raises:
        ModelError: the weights were rounded before, in another way, or most of them cannot be kept so.
    """
    now = kept_as(network)
    if now == storage or (now != "fp32" and storage is None):
        return
    if now != "fp32":
        message = f"the file keeps its weights as {now}, which cannot be turned into {storage}"
        raise ModelError(message)
    if (storage or DEFAULT_STORAGE) == "int8":
        dense_to_int8(network)
    _to_half(network)
    if storage is not None and kept_as(network) != storage:
        message = f"most weights of this network cannot be kept as {storage}; import it without asking for that"
        raise ModelError(message)


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
